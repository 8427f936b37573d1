"""The default world and the few variants of it that published figures ask for, and what is read off each run."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from benchmarks import realism_estimators as see
from sim.engine import world
from sim.files.loaded import LoadedJourney
from sim.files.workspace import load_journey, shipped
from sim.model.calendar import DAY_S
from sim.model.journey import RateSource
from sim.model.ledger import Run, What
from sim.study.measures import Facts, Figure, Figures, Window, funnel, quantile, score_auc
from sim.study.scenarios import Study, single
from sim.yamlfile import compose_text

YEAR = 365
SCORED_AFTER_DAYS = 30
KNOWN_S = 8 * 7 * DAY_S  # four half-lives of fatigue: what the cadence makes of it is there
OLIST_WEEKDAY = 47.8
CADENCES = (1, 2, 3, 15)

_CONTENT = "{awareness: blog, interest: case_study, consideration: comparison_sheet}"
_CADENCE_CHANGES = {
    1: "",
    2: "touchpoints.newsletter.cadence: weekly Tue,Fri 10:00",
    3: "touchpoints.newsletter.cadence: weekly Mon,Wed,Fri 10:00",
    15: f"""
touchpoints.newsletter.cadence: weekdays 10:00
touchpoints.noon: {{kind: email, cadence: weekdays 13:00, content: {_CONTENT}}}
touchpoints.afternoon: {{kind: email, cadence: weekdays 16:00, content: {_CONTENT}}}
""",
}
# Everybody whose card was collected is called at once, and gets no mail but what others of the stage get.
_CALLS_ALONE = """
touchpoints.exhibition_follow_up:
touchpoints.newsletter.when: source != exhibition
mql.business_card: source == exhibition
"""


class Scene(NamedTuple):
    """A variant of the default world: how long it runs, and what is read off a run of it."""

    study: Study
    record: world.Record
    figures: Callable[[Run, Study], Figures]


def scenes(leads: int | None = None) -> dict[str, Scene]:
    """All variants; `leads` in the first year scales rates, bursts and reps."""
    found = {"default": Scene(_study(_loaded("", 2 * YEAR), leads), "all", default)}
    for mails, changes in _CADENCE_CHANGES.items():
        study = _study(_loaded(changes, YEAR // 2), leads)
        found[f"{mails} mails a week"] = Scene(study, "all", partial(cadence, mails=mails))
    found["calls alone"] = Scene(_study(_loaded(_CALLS_ALONE, YEAR), leads), "milestones", calls_alone)
    found["registrations"] = Scene(_registrations(), "milestones", registrations)
    return found


def play(scene: Scene, seed: int, replication: int) -> Figures:
    """One simulated run and what is read off it."""
    run = world.run(scene.study.prepared, seed=seed, replication=replication, record=scene.record)
    return scene.figures(run, scene.study)


def derived(figures: Mapping[str, Sequence[Figure]]) -> dict[str, list[Figure]]:
    """What is worked out from several scenes of the same replication."""
    reads = zip(*(figures[f"read_{n}"] for n in CADENCES), strict=True)
    return {"exponent": [see.statistic(_power(rates)) for rates in reads]}


def _power(rates: Sequence[Figure]) -> float:
    """Slope of log rate over log cadence; nan if nobody reads at one of them."""
    if not all(rate.value for rate in rates):
        return math.nan
    return float(np.polyfit(np.log(CADENCES), np.log([rate.value for rate in rates]), 1)[0])


# ---- making worlds ----


def _loaded(changes: str, days: int) -> LoadedJourney:
    """The seed journey with settings changed as an experiment's scenario would."""
    nodes = compose_text(changes, "realism").root.settings() if changes else {}
    loaded = load_journey(shipped() / "journeys" / "seed.yaml", nodes)
    return loaded._replace(journey=loaded.journey.model_copy(update={"days": days}))


def _study(loaded: LoadedJourney, leads: int | None) -> Study:
    """A journey ready to run, with so many leads in its first year and reps in proportion."""
    if leads is None:
        return single(loaded)
    journey = loaded.journey
    year = journey.model_copy(update={"days": YEAR})
    scale = leads / world.expected_leads(year, year.built_calendar())
    desk = journey.desk.model_copy(update={"reps": max(1, round(journey.desk.reps * scale))})
    return single(loaded._replace(journey=journey.model_copy(update={"desk": desk})), scale=scale)


def _registrations() -> Study:
    """Sources whose people register themselves, at the size of the Olist data; nothing happens to them afterwards."""
    loaded = _loaded("", YEAR)
    own = {name: source for name, source in loaded.journey.sources.items() if name != "bought_list"}
    rates = {name: source for name, source in own.items() if isinstance(source, RateSource)}
    journey = loaded.journey.model_copy(update={"sources": rates, "touchpoints": {}})
    scale = OLIST_WEEKDAY / sum(source.per_day for source in rates.values())
    return single(loaded._replace(journey=journey), scale=scale)


# ---- reading runs ----


def default(run: Run, study: Study) -> Figures:
    """All that the unchanged journey shows of its first year."""
    return {
        **_mails(run, study),
        **_webinars(run, study),
        **_funnel(run, study),
        **_calls(run, study),
        **_score(run, study),
        **_cases(run, study),
    }


def _year_s(study: Study) -> int:
    """First second after the first year."""
    return int(study.yardstick.day_start_s[YEAR])


def _cohort(run: Run, study: Study) -> see.Flags:
    """bool[leads]: registered in the first year and not filtered out."""
    return see.targets(run) & (run.leads["arrival_s"] < _year_s(study))


def _mails(run: Run, study: Study) -> Figures:
    people, tracked = (What.OPEN, What.READ), (What.OPEN, What.MACHINE_OPEN)
    read, opened = (see.per_send(run, kinds, 0, YEAR) for kinds in (people, tracked))
    clicked = see.per_send(run, (What.CLICK, What.SCANNER_CLICK), 0, YEAR)
    scanned = see.per_send(run, (What.SCANNER_CLICK,), 0, YEAR)
    delay_h = see.read_delays_h(run, 0, _year_s(study))
    return {
        "read": read,
        "opened": opened,
        "inflation": Figure(opened.top - read.top, read.bottom),
        "clicked": clicked,
        "scanned": Figure(scanned.top, clicked.top),
        "unsubscribed": see.per_send(run, (What.UNSUBSCRIBE,), 0, YEAR),
        "read_hour": see.share(delay_h <= 1),
        "read_median": quantile(delay_h, 0.5),
        "read_p90": quantile(delay_h, 0.9),
        "read_fortnight": see.share(delay_h <= 14 * 24),
    }


def _webinars(run: Run, study: Study) -> Figures:
    ahead_h = see.registered_ahead_h(run)
    return {
        "attended": see.attended(run),
        "last_week": see.share(ahead_h <= 7 * 24),
        "last_day": see.share(ahead_h <= 24),
    }


def _funnel(run: Run, study: Study) -> Figures:
    arrival, cohort, sources = run.leads["arrival_s"], _cohort(run, study), study.guide.sources
    days = see.first_after(run, What.OPPORTUNITY, arrival)
    reached = cohort & (days < YEAR)
    handed_s, _ = see.first_seconds(run, see.rows_of(run, What.MQL))
    won, days_to_won = see.won_of_opportunities(run, 0, _year_s(study))
    window = Window(0, YEAR, follow_up_days=30)
    source = run.leads["source"]
    by_source = {f"to_opportunity_{name}": see.share(reached[cohort & (source == i)]) for i, name in enumerate(sources)}
    return {
        "to_opportunity": see.share(reached[cohort]),
        **by_source,
        "days_to_opportunity": see.mean(days[reached]),
        "days_in_sales": see.mean((days - (handed_s - arrival) / DAY_S)[reached]),
        "won": won,
        "days_to_won": days_to_won,
        "accepted": funnel(Facts(run, study.yardstick, window))["acceptance_rate"],
    }


def _calls(run: Run, study: Study) -> Figures:
    reps, worked_s = study.yardstick.reps[:YEAR], study.yardstick.worked_s[:YEAR]
    calls = float(run.tally[What.ATTEMPT, :YEAR].sum())
    contacts, appointments = (float(run.tally[what, :YEAR].sum()) for what in (What.CONTACT, What.APPOINTMENT))
    attempts = study.yardstick.journey.desk.attempts
    return {
        "dials": see.dials_per_shift(run),
        "dials_staffed": Figure(calls, float(reps[worked_s > 0].sum())),
        "connected": Figure(contacts, calls),
        "success_ratio": see.statistic(see.success_ratio(run, What.APPOINTMENT, attempts)),
        "appointments": Figure(appointments, calls),
    }


def _score(run: Run, study: Study) -> Figures:
    judged = _cohort(run, study)
    at_s = run.leads["arrival_s"] + SCORED_AFTER_DAYS * DAY_S
    start_s, end_s = run.leads["project_start_s"], run.leads["project_end_s"]
    open_then = (start_s >= 0) & (start_s <= at_s) & (at_s < end_s)
    fit, behaviour = (see.auc(points[judged], open_then[judged]) for points in see.score_parts(run, at_s))
    whole = score_auc(run, study.yardstick, Window(0, YEAR), after_days=SCORED_AFTER_DAYS)
    return {"auc": see.statistic(math.nan if whole is None else whole), "auc_fit": fit, "auc_behaviour": behaviour}


def _cases(run: Run, study: Study) -> Figures:
    """What the article tells as cases of its own."""
    guide, cohort = study.guide, _cohort(run, study)
    content = see.rows_of(run, What.CONTENT)
    priced = see.where(content, content.node == guide.touchpoints.index("price_page"))
    taken_part = np.zeros(run.leads.size, np.bool_)
    taken_part[see.rows_of(run, What.BROUGHT).lead] = True
    cohosted = run.leads["source"] == guide.sources.index("cohosted_webinar")
    days = see.first_after(run, What.OPPORTUNITY, run.leads["arrival_s"])
    events = len(study.yardstick.journey.sources["cohosted_webinar"].events)  # type: ignore[union-attr]
    return {
        "exhibition_mailed": _appointments(run, study, YEAR),
        "price_page": _opportunity_after(run, study, priced),
        "seminar": _opportunity_after(run, study, see.rows_of(run, What.WEBINAR_ATTENDED)),
        "cohosted_leads": Figure(float(cohosted.sum()), float(events)),
        "cohosted_participants": see.share(days[cohort & cohosted & taken_part] < YEAR),
    }


def _opportunity_after(run: Run, study: Study, rows: see.Rows) -> Figure:
    """Leads with such a row in the first year, and with an opportunity within a year of the first one."""
    since_s, has = see.first_seconds(run, see.between(rows, 0, _year_s(study)))
    return see.share(see.first_after(run, What.OPPORTUNITY, since_s)[has] < YEAR)


def _appointments(run: Run, study: Study, days: int) -> Figure:
    """Leads of exhibitions with an appointment within so many days."""
    met = see.targets(run) & (run.leads["source"] == study.guide.sources.index("exhibition"))
    return see.share(see.first_after(run, What.APPOINTMENT, run.leads["arrival_s"])[met] < days)


def cadence(run: Run, study: Study, *, mails: int) -> Figures:
    """How often mails of the calendar are opened and read, at so many a week."""
    touchpoints = study.guide.touchpoints
    nodes = [touchpoints.index(name) for name in ("newsletter", "noon", "afternoon") if name in touchpoints]
    return {
        f"opened_{mails}": see.followed_by(run, nodes, (What.OPEN, What.MACHINE_OPEN), known_s=KNOWN_S),
        f"read_{mails}": see.followed_by(run, nodes, (What.OPEN, What.READ), known_s=KNOWN_S),
    }


def calls_alone(run: Run, study: Study) -> Figures:
    """Before anybody who was called comes back from rest."""
    return {"exhibition_called": _appointments(run, study, 90)}


def registrations(run: Run, study: Study) -> Figures:
    """How registrations spread over days."""
    calendar, starts = study.yardstick.calendar, study.yardstick.day_start_s
    is_open = np.array([calendar.is_business_day(day) for day in range(YEAR)])
    daily = see.arrivals_by_day(run, list(range(len(study.guide.sources))), starts)
    paper = see.arrivals_by_day(run, [study.guide.sources.index("white_paper")], starts)
    return {
        "overdispersion": see.variance_over_mean(daily[is_open]),
        "size": see.negative_binomial_size(paper[is_open]),
        "weekend": Figure(float(daily[~is_open].mean()), float(daily[is_open].mean())),
    }
