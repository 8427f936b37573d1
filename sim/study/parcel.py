"""Something large on its way to workers: packed once, unpacked by each worker once, however often it travels.

Whoever passes it on, such as a cluster's scheduler, sees bytes and needs none of the code that made them.
"""

from __future__ import annotations

import hashlib
import pickle
import zlib
from functools import cached_property
from threading import Lock
from typing import Any, NamedTuple

_KEPT = 8  # values that a worker keeps; tasks come scenario by scenario
_FAST = 1  # zlib's level: a scenario shrinks to a quarter in 0.01 s, and higher levels gain little
_unpacked: dict[bytes, Any] = {}
_unpacking = Lock()  # workers of a cluster may have several threads


class Parcel:
    """A value that arrives elsewhere as Packed."""

    def __init__(self, value: Any) -> None:
        self.value = value

    @cached_property
    def packed(self) -> Packed:
        """What travels."""
        content = zlib.compress(pickle.dumps(self.value, pickle.HIGHEST_PROTOCOL), _FAST)
        return Packed(hashlib.sha256(content).digest(), content)

    def __reduce__(self) -> tuple[Any, ...]:
        return Packed, tuple(self.packed)


class Packed(NamedTuple):
    """A parcel that has arrived: equal digests, equal values."""

    digest: bytes
    content: bytes

    @property
    def value(self) -> Any:
        """The value, the same object each time while it is one of the last few that were asked for."""
        with _unpacking:
            found = _unpacked.pop(self.digest, None) or (pickle.loads(zlib.decompress(self.content)),)
            _unpacked[self.digest] = found  # now the last one of all
            if len(_unpacked) > _KEPT:
                del _unpacked[next(iter(_unpacked))]
        return found[0]


def opened(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments of a task, with values for parcels."""
    return tuple(each.value if isinstance(each, Parcel | Packed) else each for each in arguments)
