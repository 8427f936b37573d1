"""Made-up comparisons whose runs have profiles, and the cases that every chart of them must bear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.present.picture import Chart, figure
from sim.study.answer import answer
from sim.study.comparison import Comparison, contrast
from sim.study.kpis import KPIS
from sim.study.measures import Window
from sim.study.profile import DAILY, HOURLY, OUTCOMES, SCORE_BINS, SPANS, WAITS_H, Profile, stacked
from sim.study.yardstick import Yardstick
from sim.words import language
from tests.handmade import journey
from tests.pictures import JAPANESE, LONG, WINDOW, collisions, comparison, texts

Yardsticks = dict[str, Yardstick]


class Made(NamedTuple):
    """A comparison with profiles, and the yardstick of each scenario."""

    found: Comparison
    yardsticks: Yardsticks


def made(
    scenarios: Sequence[str] = ("weekly", "twice_a_month"),
    *,
    runs: int = 8,
    window: Window = WINDOW,
    nothing: bool = False,
    many: int = 1,
    titles: dict[str, str] | None = None,
) -> Made:
    """Scenarios with random profiles; `nothing`: no lead is ever handed off, `many`: counts so many times as high."""
    lives = {name: [_profile(n, run, window, nothing, many) for run in range(runs)] for n, name in enumerate(scenarios)}
    found, yardsticks = told({name: stacked(own) for name, own in lives.items()}, window)
    return Made(replace(found, question=found.question._replace(titles=titles or {})), yardsticks)


def told(profiles: dict[str, Profile], window: Window = WINDOW) -> Made:
    """A comparison of these profiles, whose KPIs of MQLs and opportunities are theirs; all else is made up."""
    runs = next(iter(profiles.values())).daily.shape[0]
    plain = comparison(tuple(profiles), runs=runs)
    figures = {name: table.copy() for name, table in plain.figures.items()}
    for name, own in profiles.items():
        for kpi in ("mqls", "opportunities"):
            figures[name][:, list(KPIS).index(kpi), 0] = own.daily[:, DAILY.index(kpi)].sum(axis=1)
    cells = contrast(figures, plain.question, window)
    chosen = answer(cells, plain.question)
    found = replace(plain, figures=figures, cells=cells, answer=chosen, window=window, profiles=profiles)
    yardstick = Yardstick(journey(days=212))
    return Made(found, dict.fromkeys(profiles, yardstick))


def _profile(scenario: int, run: int, window: Window, nothing: bool, many: int) -> Profile:
    rng = np.random.default_rng([scenario, run])
    days = window.last_day - window.first_day

    def counts(mean: float, *shape: int) -> np.ndarray:
        return rng.poisson(0.0 if nothing else mean * many, shape).astype(np.int64)

    daily = counts(5.0 + 0.1 * scenario, len(DAILY), days)
    spans = np.stack([counts(10.0 / (n + 1), 2, days + 30) for n in range(len(SPANS))])
    waits = counts(20.0, 2, len(WAITS_H) + 1) // np.array([[1], [10]])
    return Profile(daily, waits, spans, counts(2.0, len(OUTCOMES), SCORE_BINS), counts(3.0, len(HOURLY), 7, 24))


TWELVE = (LONG, *(f"send_every_{n}_weeks_and_only_to_people_who_have_read_the_last_one"[:60] for n in range(11)))
STRANGE = ("=1+2", "+plus <b>", '-minus & "so"', "@at")
CASES = {
    "two scenarios": made(),
    "twelve scenarios with long names": made(TWELVE),
    "two with long names": made((LONG, TWELVE[9])),
    "Japanese names": made(("今の配信", "価格ページを見た人だけに月二回送る案_その一", JAPANESE)),
    "names like formulas": made(STRANGE, runs=3),
    "titles": made(titles={"weekly": "Heute\n<b>", "twice_a_month": '=月2回 & "夏"'}, runs=3),
    "one run": made(runs=1),
    "one scenario": made(("weekly",)),
    "nothing ever happens": made(nothing=True),
    "three days": made(window=Window(5, 8)),
    "very many": made(many=3_000, runs=3),
    "spoken in Japanese": made(TWELVE[:5]),
}


@contextmanager
def spoken_as(case: str) -> Iterator[None]:
    """Inside, the language of a case."""
    with language.speaking("ja" if case == "spoken in Japanese" else "en"):
        yield


def misplaced(chart_of: Callable[[Made], Chart], case: str) -> list[str | tuple[str, str]]:
    """What lies over something else or beyond the page in a case's chart, and what its head and note have lost."""
    with spoken_as(case):
        drawn = figure(chart_of(CASES[case]), theme="dark")
    return [*collisions(drawn), *(text for text in texts(drawn)[:3] if text.endswith("…"))]
