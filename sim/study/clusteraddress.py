"""How users name a Dask cluster: one of processes of this machine, or the address of one that somebody runs."""

from __future__ import annotations

import re
from typing import NamedTuple

from sim.words.messages import say
from sim.words.wording import cut

_LOCAL = re.compile(r"local(?::([1-9][0-9]{0,2}))?")
_ADDRESS = re.compile(r"(?:tcp|tls)://(?:\[[0-9A-Fa-f:.%]+\]|[^\s/:\[\]]+):([1-9][0-9]{0,4})")
_LAST_PORT = 65535


class ClusterError(Exception):
    """There is no such cluster, or it can't be used; the text is one line.

    `is_wish`: it can't be had here at all, so that another wish is needed; else it may be had another time.
    """

    def __init__(self, text: str, *, is_wish: bool = False) -> None:
        super().__init__(text)
        self.is_wish = is_wish


class ClusterAddress(NamedTuple):
    """A cluster's scheduler as Dask calls it; or, with no url, so many processes of this machine (None: as wished)."""

    url: str | None
    workers: int | None = None

    @classmethod
    def read(cls, text: str) -> ClusterAddress:
        """`local`, `local:4` or `tcp://HOST:PORT` (`tls://` where Dask has certificates); else ValueError."""
        if local := _LOCAL.fullmatch(text):
            return cls(None, int(local[1]) if local[1] else None)
        found = _ADDRESS.fullmatch(text)
        if found is None or int(found[1]) > _LAST_PORT:
            raise ValueError(say("cluster.address", found=cut(text)))
        return cls(text)
