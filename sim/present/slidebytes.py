"""A presentation as bytes: the same whenever it says the same, whatever the clock says."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any, Final

from sim import __version__

_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file knows
_WHEN: Final = datetime(2000, 1, 1)
_LONGEST: Final = 255  # characters of a title that the format takes
_FIRST: Final = "[Content_Types].xml"  # where the format wants it
_STAMP: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")


def saved(show: Any, title: str) -> bytes:
    """A presentation (python-pptx) with its properties set, packed."""
    about = show.core_properties
    about.title = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
    about.author = about.last_modified_by = "nurture"
    about.subject = about.keywords = about.comments = about.category = ""
    about.created = about.modified = _WHEN
    about.revision, about.version = 1, __version__
    page = io.BytesIO()
    show.save(page)
    return repacked(page.getvalue())


def repacked(content: bytes) -> bytes:
    """A zip file with its parts in order and without times, workbooks in it as well."""
    page = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(page, "w") as new:
        for name in sorted(old.namelist(), key=lambda each: (each != _FIRST, each)):
            part = zipfile.ZipInfo(name, _DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0  # the same on every system
            new.writestr(part, _timeless(name, old.read(name)), compresslevel=6)
    return page.getvalue()


def _timeless(name: str, content: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return repacked(content)
    if name == "docProps/core.xml":
        return _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", content)
    return content
