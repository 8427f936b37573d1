"""The seats of webinar series: requests, answered at their second, and releases of what has become free."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sim.engine.alarm import Alarm
from sim.engine.columns import FOREVER
from sim.engine.crowd import Need
from sim.engine.order import PRIVATE, REQUESTS
from sim.model.journey import Webinar

if TYPE_CHECKING:
    from sim.engine.world import World


class Seats:
    """Who gets a seat while there are any; the others wait for a release."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._taken: Counter[tuple[int, int]] = Counter()  # by series and second of the webinar
        self._asked: dict[int, list[Need]] = {}
        self._alarm = Alarm(world, self._answer, PRIVATE, REQUESTS)

    def ask(self, need: Need) -> None:
        """A lead asks for a seat, and stands still until it is answered."""
        self._asked.setdefault(need.second, []).append(need)
        self._alarm.at(need.second)

    def _answer(self, now: int) -> None:
        """The requests of this second, by lead number."""
        world, crowd = self._world, self._world.crowd_of_sales
        needs = sorted(self._asked.pop(now), key=lambda need: crowd.id_of(need.position))
        for need in needs:
            webinar = need.series, need.webinar_s
            granted = self._taken[webinar] < self._seats(need.series)
            self._taken[webinar] += granted
            crowd.seat(need.position, now, *webinar, need.occurrence, granted=granted)
        for need in needs:
            world.settle(need.position, need.position + 1)

    def release(self, series: int, webinar_s: int, occurrence: int) -> None:
        """Free seats go to the waiting list, in the order of requests; everybody has been played up to now."""
        crowd, webinar = self._world.crowd, (series, webinar_s)
        seats = self._seats(series)
        if seats == FOREVER:
            return
        crowd.play_held(self._world.now + 1)
        free = seats - crowd.places(*webinar)
        waiting = crowd.waiting_list(*webinar)[: max(0, free)]
        for _, _, position in waiting:
            crowd.seat(position, self._world.now, *webinar, occurrence, granted=True)
        self._taken[webinar] = seats - free + len(waiting)

    def _seats(self, series: int) -> int:
        """How many seats each webinar of a series has, by the journey in force."""
        settings = self._world.journey.touchpoints.get(self._world.names.touchpoints[series])
        return FOREVER if not isinstance(settings, Webinar) or settings.seats is None else settings.seats
