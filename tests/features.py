"""What a journey can say, feature by feature, and how often it made a difference in a run.

A feature that rows show is counted in rows; any other by the leads whose lives differ from those of a run without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.model.journey import Call, CohostSource, Email, Journey, Rule, Webinar
from sim.model.ledger import Run, What
from sim.model.persona import People, Personas
from sim.model.rules import parse
from sim.model.salesdesk import REASONS
from sim.model.touchpoints import Variant
from tests import engines
from tests.strategies import Scene

Count = Callable[[Scene, Run], int]
Change = Callable[[Journey], Journey]
HOURS, CAP, USUAL = 1, 2, 3  # values of the rows `postponed` and `blocked`


def journeys(scene: Scene) -> list[Journey]:
    """The journey, and the second one if there is one."""
    return [scene.journey, *([scene.after[0]] if scene.after else [])]


def personas_of(scene: Scene) -> list[Personas]:
    """The people of each journey."""
    return [scene.personas, *([scene.after[1]] if scene.after else [])]


# ---- counted in rows


def rows(*kinds: What, **told: int) -> Count:
    """Rows of some kinds, with such columns."""

    def count(scene: Scene, run: Run) -> int:
        wanted = np.isin(run.rows["what"], kinds)
        for column, value in told.items():
            wanted &= run.rows[column] == value
        return int(wanted.sum())

    return count


def rows_if(asks: Callable[[Journey], Any], counts: Count) -> Count:
    """Rows of a scene whose journeys are so; nothing of others."""
    return lambda scene, run: counts(scene, run) if any(asks(journey) for journey in journeys(scene)) else 0


def rows_at(asks: Callable[[Any], Any], *kinds: What, where: Callable[[Any], Any] | None = None) -> Count:
    """Rows of touchpoints that are so; `where` further chooses among the rows."""

    def count(scene: Scene, run: Run) -> int:
        found = [journey.touchpoints for journey in journeys(scene)]
        names = list(dict.fromkeys(name for each in found for name in each))
        nodes = [i for i, name in enumerate(names) if any(name in each and asks(each[name]) for each in found)]
        wanted = np.isin(run.rows["what"], kinds) & np.isin(run.rows["node"], nodes)
        return int((wanted if where is None else wanted & where(run.rows)).sum())

    return count


def caused_by(kind: What, *kinds: What, asks: Callable[[Any], Any] = lambda touchpoint: True) -> Count:
    """Rows of touchpoints whose cause is a row of that kind."""

    def where(found: np.ndarray) -> np.ndarray:
        order = np.lexsort((found["n"], found["lead"]))
        begins = np.searchsorted(found["lead"][order], found["lead"])
        causes = order[np.maximum(begins + found["cause"], 0).clip(0, len(found) - 1)]
        return (found["cause"] >= 0) & (found["what"][causes] == kind)

    return rows_at(asks, *kinds, where=where)


def of_source(scene: Scene, run: Run) -> int:
    """Leads that partners brought."""
    names = list(dict.fromkeys(name for journey in journeys(scene) for name in journey.sources))
    partners = [
        i
        for i, name in enumerate(names)
        if any(isinstance(journey.sources.get(name), CohostSource) for journey in journeys(scene))
    ]
    return int(np.isin(run.leads["source"], partners).sum())


# ---- counted in leads that live otherwise without it


def without(change: Change, *needs: What) -> Count:
    """Leads whose life is another one with the change; it can be only where there are rows of the kinds it needs."""

    def count(scene: Scene, run: Run) -> int:
        if not happened(run, *needs):
            return 0
        after = scene.after and (change(scene.after[0]), scene.after[1])
        other = scene._replace(journey=change(scene.journey), after=after)
        if (other.journey, other.after) == (scene.journey, scene.after):
            return 0
        return differing(run, engines.run(other))

    return count


def happened(run: Run, *kinds: What) -> bool:
    """Whether there are rows of one of these kinds; True for none."""
    return not kinds or bool(np.isin(run.rows["what"], kinds).any())


def without_figure(name: str, value: Any, *needs: What) -> Count:
    """Leads whose life is another one if people's figure had that value."""
    plain = type(People.model_fields[name].default)(value=value, source="assumption")

    def count(scene: Scene, run: Run) -> int:
        def changed(personas: Personas) -> Personas:
            return personas.model_copy(update={"people": personas.people.model_copy(update={name: plain})})

        after = scene.after and (scene.after[0], changed(scene.after[1]))
        other = scene._replace(personas=changed(scene.personas), after=after)
        same = all(getattr(each.people, name).value == value for each in personas_of(scene))
        return 0 if same or not happened(run, *needs) else differing(run, engines.run(other))

    return count


def differing(one: Run, other: Run) -> int:
    """Leads of the first run whose rows the other does not have."""
    lives = engines.lives(other)
    columns = [name for name in one.rows.dtype.names or () if name != "lead"]
    return sum(
        number not in lives or rows[columns].tobytes() != lives[number][columns].tobytes()
        for number, rows in engines.lives(one).items()
    )


def settings(section: str, **update: Any) -> Change:
    """A section of the journey with other settings."""
    return lambda journey: journey.model_copy(update={section: getattr(journey, section).model_copy(update=update)})


def each_touchpoint(update: dict[str, Any], *kinds: type, asks: Callable[[Any], Any] = lambda each: True) -> Change:
    """All touchpoints of some kinds with other settings."""

    def change(journey: Journey) -> Journey:
        found = {
            name: each.model_copy(update=update) if isinstance(each, kinds) and asks(each) else each
            for name, each in journey.touchpoints.items()
        }
        return journey.model_copy(update={"touchpoints": found})

    return change


def _each_limit(name: str, eased: Callable[[Any], Any]) -> Change:
    """A limit of mails and calls eased: not lifted, for some keep mails from calling for one another without end."""

    def change(journey: Journey) -> Journey:
        found = {
            each: touchpoint.model_copy(update={name: eased(getattr(touchpoint, name))})
            if hasattr(touchpoint, name)
            else touchpoint
            for each, touchpoint in journey.touchpoints.items()
        }
        return journey.model_copy(update={"touchpoints": found})

    return change


def each_behaviour(**update: Any) -> Change:
    """All behaviours with other settings."""
    return lambda journey: journey.model_copy(
        update={"behaviours": {name: each.model_copy(update=update) for name, each in journey.behaviours.items()}}
    )


def staff(**update: Any) -> Change:
    """All teams, or the desk, with other settings."""

    def change(journey: Journey) -> Journey:
        teams = {
            name: team.model_copy(update={key: value for key, value in update.items() if hasattr(team, key)})
            for name, team in journey.desk.teams.items()
        }
        own = {key: value for key, value in update.items() if hasattr(journey.desk, key)}
        return journey.model_copy(update={"desk": journey.desk.model_copy(update=own | {"teams": teams})})

    return change


def opposite_segments(journey: Journey) -> Journey:
    """Segments of all those who are not in them."""
    texts = {name: f"not ({rule.text})" for name, rule in journey.segments.items()}
    return journey.model_copy(update={"segments": {name: Rule(text, parse(text)) for name, text in texts.items()}})


def variants(change: Callable[[dict[str, Variant]], dict[str, Variant]]) -> Change:
    """All mails with other variants."""

    def changed(journey: Journey) -> Journey:
        found = {
            name: each.model_copy(update={"variants": change(each.variants)}) if isinstance(each, Email) else each
            for name, each in journey.touchpoints.items()
        }
        return journey.model_copy(update={"touchpoints": found})

    return changed


def each_variant(**update: Any) -> Change:
    """All variants with other settings."""
    return variants(lambda found: {name: each.model_copy(update=update) for name, each in found.items()})


def _last_takes_the_rest(found: dict[str, Variant]) -> dict[str, Variant]:
    return found | {name: found[name].model_copy(update={"share": 1.0}) for name in list(found)[-1:]}


def _past_midnight(journey: Journey) -> bool:
    quiet = journey.contact_policy.quiet_hours
    return quiet is not None and quiet[0] > quiet[1]


def _without_quiet_nights(journey: Journey) -> Journey:
    return settings("contact_policy", quiet_hours=None)(journey) if _past_midnight(journey) else journey


def _staffed(asks: Callable[[Any], Any]) -> Callable[[Journey], bool]:
    return lambda journey: any(asks(team) for team in journey.desk.staffed().values())


def moved(scene: Scene, run: Run) -> int:
    """Meetings that changed a number."""
    return int((run.reviews["before"] != run.reviews["after"]).sum())


def _turn(turn: str) -> Count:
    return rows_at(lambda each: getattr(each, "on", None) == turn, What.SENT, What.CALL)


_REASON = {reason: number for number, reason in enumerate(REASONS)}
_MAILS = (Email, Webinar)
_HELD = (What.WEBINAR_ATTENDED, What.WEBINAR_MISSED)

# By the theme of random scenes (tests/strategies_words.py) in which each is most likely to matter.
FEATURES: dict[str, dict[str, Count]] = {
    "points": {
        "segments": without(opposite_segments),
        "floor": without(settings("scoring", floor=None)),
        "ceiling": without(settings("scoring", ceiling=None)),
        "half_life": rows_if(lambda journey: journey.scoring.half_life, rows(What.ADJUSTED, node=0)),
        "inactivity": rows_if(lambda journey: journey.scoring.inactivity, rows(What.ADJUSTED, node=0)),
        "machine_opens_ignored": without(settings("scoring", machine_opens_ignored=0.0), What.MACHINE_OPEN),
        "scanner_clicks_ignored": without(settings("scoring", scanner_clicks_ignored=0.0), What.SCANNER_CLICK),
        "behaviour within": without(each_behaviour(within=None)),
        "behaviour at_most": without(each_behaviour(at_most=None)),
        "dwell": rows(What.STAYED),
        "dwell_intent_gain": without_figure("dwell_intent_gain", 1.0, What.STAYED),
    },
    "lives": {
        "back": lambda scene, run: int(
            ((run.rows["what"] == What.STAGE) & (run.rows["cause"] >= 0) & (run.rows["node"] < run.rows["value"])).sum()
        ),
        "timeout": rows(What.STAGE, cause=-1),
        "exits": rows(What.EXITED),
        "re_enter": rows(What.REENTERED),
        "dormancy": rows(What.DORMANT),
        "reactivation": rows(What.REACTIVATED),
        "entering": rows_at(lambda each: getattr(each, "entering", None), What.SENT),
        "on: dormant": _turn("dormant"),
        "on: reactivated": _turn("reactivated"),
        "on: exited": _turn("exited"),
        "on: reentered": _turn("reentered"),
        "on: returned": _turn("returned"),
        "audience": without(each_touchpoint({"audience": None}, Email)),
        "max_sends": without(_each_limit("max_sends", lambda most: most and most + 2)),
        "calls after": rows_at(lambda each: getattr(each, "after", None), What.CALL),
        "calls entering": rows_at(lambda each: getattr(each, "entering", None), What.CALL),
        "calls on": rows_at(lambda each: getattr(each, "on", None), What.CALL),
    },
    "mails": {
        "quiet_hours": without(settings("contact_policy", quiet_hours=None)),
        "quiet_hours past midnight": without(_without_quiet_nights),
        "days of the policy": without(settings("contact_policy", days="any")),
        "outside: next": rows(What.POSTPONED, value=HOURS),
        "outside: drop": rows(What.BLOCKED, value=HOURS),
        "caps": without(settings("contact_policy", caps=[])),
        "over_cap: next": rows(What.POSTPONED, value=CAP),
        "over_cap: drop": rows(What.BLOCKED, value=CAP),
        "suppress": without(settings("contact_policy", suppress=None)),
        "after": rows_at(lambda each: getattr(each, "after", None), What.SENT),
        "of": without(each_touchpoint({"of": None}, Email, Call)),
        "delay": rows_at(lambda each: getattr(each, "delay", 0), What.SENT),
        "cooldown": without(_each_limit("cooldown", lambda cooldown: cooldown // 4)),
        "from, until": without(each_touchpoint({"since": None, "until": None}, Email, Call)),
        "window": without(each_touchpoint({"window": None}, *_MAILS)),
        "days": without(each_touchpoint({"days": None}, *_MAILS)),
        "outside": without(each_touchpoint({"outside": None}, *_MAILS)),
        "priority": without(each_touchpoint({"priority": 0}, *_MAILS)),
        "capped: false": without(each_touchpoint({"capped": True}, *_MAILS)),
        "opt_out: programme": rows(What.OPT_OUT),
        "send_time": rows(What.POSTPONED, value=USUAL),
        "resend": caused_by(What.SENT, What.SENT, asks=lambda each: getattr(each, "resend", None)),
        "variants": rows_at(
            lambda each: getattr(each, "variants", None), What.SENT, where=lambda found: found["value"] >= 1000
        ),
        "variants: nobody's share": without(variants(_last_takes_the_rest)),
        "variants: content": without(each_variant(content=None)),
        "variants: open, click": without(each_variant(open=1.0, click=1.0), What.SENT),
        "choices of content": rows_at(lambda each: isinstance(getattr(each, "content", None), list), What.SENT),
        "weekday_open": without_figure("weekday_open", [1.0] * 7, What.OPEN, What.READ),
    },
    "webinars": {
        "remind": rows(What.SENT, value=-2),
        "seats": rows(What.WAITLISTED),
        "release": rows(What.WEBINAR_REGISTERED, cause=-1),
        "cancel": rows(What.WEBINAR_CANCELLED),
        "replay": rows(What.WEBINAR_REPLAYED),
        "cohost": of_source,
        "weekday_attend": without_figure("weekday_attend", [1.0] * 7, *_HELD),
        "reminder_gain": without_figure("reminder_gain", 0.0, *_HELD),
    },
    "sales": {
        "hold": caused_by(What.RETURNED, What.SENT, asks=lambda each: getattr(each, "while_with_sales", "") == "hold"),
        "drop": rows_at(lambda each: getattr(each, "while_with_sales", "") == "drop", What.HELD),
        "continue": without(
            each_touchpoint(
                {"while_with_sales": "drop"}, *_MAILS, asks=lambda each: each.while_with_sales == "continue"
            )
        ),
        "sync failure": rows(What.SYNC_FAILED),
        "sync duplicate": rows(What.DUPLICATE),
        "takes": without(staff(takes=None), What.ATTEMPT),
        "shifts": rows_if(_staffed(lambda team: team.shifts), rows(What.ATTEMPT)),
        "closures of a team": without(staff(closures=[]), What.SYNCED),
        "absences": without(staff(absences=[]), What.SYNCED),
        "work_in_progress": without(staff(work_in_progress=None), What.ATTEMPT),
        "steps": rows(What.MAILED),
        "first_contact: a time": rows_if(
            lambda journey: isinstance(journey.desk.first_contact, int), rows(What.ATTEMPT)
        ),
        "priority rules": without(
            lambda journey: (
                settings("desk", priority="first_come")(journey) if isinstance(journey.desk.priority, list) else journey
            )
        ),
        "filter": rows(What.RETURNED, node=_REASON["rejected"]),
        "expires": rows_if(lambda journey: journey.desk.expires, rows(What.RETURNED, node=_REASON["expired"])),
        "patience": rows_if(lambda journey: journey.desk.patience, rows(What.RETURNED, node=_REASON["expired"])),
        "score of returns": rows(What.ADJUSTED, node=1),
        "reviews": moved,
        "reply_rate": without_figure("reply_rate", 0.0, What.MAILED),
        "reply_delay": without_figure("reply_delay", 0, What.MAILED),
    },
}
