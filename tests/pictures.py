"""Made-up comparisons to draw, and what can be seen on a drawn figure without looking at pixels."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.model.guardrails import read_limit
from sim.model.journey import Journey
from sim.present.flows import Flows
from sim.present.graph import journey_graph, node_id
from sim.present.lettering import quiet_fonts
from sim.present.picture import without_unknown_characters
from sim.study.answer import Question, answer
from sim.study.comparison import Comparison, contrast
from sim.study.kpis import KPIS
from sim.study.measures import Window
from tests.handmade import journey

WINDOW = Window(0, 182)
SHOWN = ("opportunities", "unsubscribes", "busiest_week_per_rep")
_MEANS = {
    "leads": 1200,
    "handoffs": 700,
    "mqls": 650,
    "sals": 300,
    "opportunities": 110,
    "wins": 20,
    "unsubscribes": 150,
}


def comparison(
    scenarios: Sequence[str] = ("weekly", "twice_a_month"),
    *,
    runs: int = 8,
    shown: Sequence[str] = SHOWN,
    per: str = "quarter",
    limits: Mapping[str, str] | None = None,
    **fixed: float,
) -> Comparison:
    """A comparison of made-up figures; `fixed` sets the numerators of a KPI in all runs of all scenarios.

    The second KPI shown is a guardrail without a margin, and so are those of `limits` with theirs.
    """
    figures = {name: _figures(n, runs, fixed) for n, name in enumerate(scenarios)}
    told = {name: limit for name, text in (limits or {}).items() if (limit := read_limit(text))}
    margins = {shown[0]: 3.0, **{name: 0.0 for name in shown[1:2] if name not in told}}
    question = Question(scenarios[0], shown[0], margins, tuple(dict.fromkeys((*shown[1:2], *told))), per, told)
    cells = contrast(figures, question, WINDOW)
    return Comparison(
        experiment="made_up",
        question=question,
        shown=tuple(shown),
        window=WINDOW,
        days=212,
        seed=1,
        replications=runs,
        scenarios=tuple(scenarios),
        figures=figures,
        cells=cells,
        answer=answer(cells, question),
        rests_on=(),
        skipped_rows=0,
    )


def _figures(scenario: int, runs: int, fixed: dict[str, float]) -> np.ndarray:
    """float64[runs, KPIs, 2]: what all scenarios share, and something of each one's own; by name, whatever others."""
    table = np.ones((runs, len(KPIS), 2))
    for k, (name, kpi) in enumerate(KPIS.items()):
        shared, own = (np.random.default_rng([n, *name.encode()]) for n in (5, scenario + 10))
        mean = _MEANS.get(name, 60.0)
        table[:, k, 0] = mean + shared.normal(0.0, mean / 20, runs) + own.normal(scenario, mean / 60, runs)
        table[:, k, 1] = 200.0 if kpi.kind == "ratio" else 1.0
        table[:, k, 0] = fixed.get(name, table[:, k, 0])
    return table


def texts(figure: Figure) -> list[str]:
    """Every text on a figure."""
    return [text.get_text() for text in _visible(figure)]


def panels(figure: Figure) -> list[Axes]:
    """The axes within the sheet, in the order of drawing."""
    return [ax for ax in figure.findobj(Axes) if isinstance(ax, Axes) and ax is not figure.axes[0]]


def _visible(figure: Figure) -> Iterator[Text]:
    """The texts that are drawn; ticks beyond the ends of an axis aren't."""
    off = {id(label) for ax in panels(figure) for label in _beyond_ends(ax)}
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        if text.get_visible() and text.get_text().strip() and id(text) not in off:
            yield text


def _beyond_ends(ax: Axes) -> Iterator[Text]:
    for axis, ends in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        for tick in axis.get_major_ticks():
            if not min(ends) <= tick.get_loc() <= max(ends):
                yield from (tick.label1, tick.label2)


def collisions(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that overlap on a PNG, and texts beyond its edge as a pair with an empty one."""
    without_unknown_characters(figure)
    with quiet_fonts():
        figure.draw_without_rendering()  # only then do labels know their places
        renderer = FigureCanvasAgg(figure).get_renderer()
        found = [(text.get_text(), text.get_window_extent(renderer)) for text in _visible(figure)]
    beyond = [(text, "") for text, box in found if not _inside(box, figure.bbox)]
    return beyond + [(a, b) for (a, x), (b, y) in itertools.combinations(found, 2) if _overlap(x, y)]


def _inside(box: Bbox, edge: Bbox) -> bool:
    return edge.x0 <= box.x0 and box.x1 <= edge.x1 and edge.y0 <= box.y0 and box.y1 <= edge.y1


def _overlap(a: Bbox, b: Bbox) -> bool:
    """Whether two boxes share more than a hair: extents include room above letters that most don't need."""
    hair = 1.0
    return min(a.x1, b.x1) - max(a.x0, b.x0) > hair and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.25 * min(
        a.height, b.height
    )


LONG = "a_name_as_long_as_names_may_be_which_is_sixty_characters_ok_"
JAPANESE = '=価格ページを見た人への<案内> & "特典" のメール配信シナリオ'


def crowded(title: str, *, stages: int = 4, sources: int = 20, touchpoints: int = 40) -> Journey:
    """A journey with more of everything than a slide has room for, all with the same title."""
    names = [f"stage_{n}" for n in range(stages)]
    contents = {
        f"content_{n}": {"kind": "content", "title": title, "behaviour": "download", "stages": names[n % stages]}
        for n in range(touchpoints)
    }
    mails = {
        f"mail_{n}": {"kind": "email", "title": title, "cadence": "weekly Tue 10:00", "content": "content_0"}
        for n in range(touchpoints // 4)
    }
    return journey(
        title=title,
        sources={f"source_{n}": {"kind": "rate", "per_day": 1, "title": title} for n in range(sources)},
        gate="job != other and industry == target",
        stages={
            name: {"title": title, **({"enter": f"score >= {n * 20} or download >= 3"} if n else {})}
            for n, name in enumerate(names)
        },
        behaviours={"download": {"points": 20, "title": title}},
        touchpoints=contents | mails,
        mql={f"rule_{n}": f"score >= {n + 50} and download >= 1" for n in range(6)},
        returns={"timing": {"to": names[-1]}, "budget": {"to": names[0]}, "competitor": {"to": "excluded"}},
    )


def flowing(journey: Journey) -> Flows:
    """Made-up flows over every edge of a journey's graph."""
    edges = dict.fromkeys(journey_graph(journey).edges, 123.0)
    stages = [node_id("stage", name) for name in journey.stages]
    edges |= dict.fromkeys([("A", "B"), ("B", "C"), ("C", "D"), ("D", stages[0]), ("I", "J"), ("J", "K")], 12345.0)
    edges |= dict.fromkeys([("L", "M"), ("M", "N"), ("L", "O"), *pairwise(stages)], 1234.0)
    edges |= {(stage, "J"): 1345.0 for stage in stages} | {("return.unreachable", stage): 67.0 for stage in stages}
    uses = {(node_id("touchpoint", name), "sent"): 99999.0 for name in journey.touchpoints}
    return Flows(edges, uses, dict.fromkeys(stages, 1200.0), dict.fromkeys(stages, 35.0), runs=3)
