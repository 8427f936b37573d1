"""Something large on its way to workers: packed once, unpacked by each worker once, however often it travels."""

from __future__ import annotations

import hashlib
import pickle
from functools import cached_property
from typing import Any

_KEPT = 32  # values that a worker keeps; an experiment has some dozen scenarios
_unpacked: dict[bytes, Any] = {}


class Parcel:
    """A value; what a worker gets instead of a Parcel is the value itself."""

    def __init__(self, value: Any) -> None:
        self.value = value

    @cached_property
    def _packed(self) -> tuple[bytes, bytes]:
        packed = pickle.dumps(self.value, pickle.HIGHEST_PROTOCOL)
        return hashlib.sha256(packed).digest(), packed

    def __reduce__(self) -> tuple[Any, ...]:
        return _value, self._packed

    def __sizeof__(self) -> int:
        """Dask sends large arguments apart from tasks, once to each worker, and asks so whether this is one."""
        return len(self._packed[1])


def _value(digest: bytes, packed: bytes) -> Any:
    if digest not in _unpacked:
        if len(_unpacked) >= _KEPT:
            del _unpacked[next(iter(_unpacked))]
        _unpacked[digest] = pickle.loads(packed)
    return _unpacked[digest]
