"""Why the operating system refused something, part of the catalogue of messages, by the names of its errors."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "system.EACCES": "Permission denied",
    "system.EEXIST": "File exists",
    "system.EISDIR": "Is a directory",
    "system.ENAMETOOLONG": "File name too long",
    "system.ENOENT": "No such file or directory",
    "system.ENOSPC": "No space left on device",
    "system.ENOTDIR": "Not a directory",
    "system.EPERM": "Operation not permitted",
    "system.EROFS": "Read-only file system",
}
