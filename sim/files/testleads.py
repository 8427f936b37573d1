"""A file of test leads read together with its journey: stories as steps of the run, expectations with their lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.files import storyline
from sim.files.findings import Finding, hint
from sim.files.leadsfile import GivenLead
from sim.files.loaded import LoadedJourney, beside, read_file, read_journey, with_findings
from sim.files.script import READING, ScriptedLead, Step
from sim.files.storyline import END, Line, When
from sim.model.calendar import Calendar
from sim.model.journey import FINDINGS, REASONS, Content, Email, Webinar
from sim.model.ledger import What
from sim.model.testlead import Expected, TestLead, TestLeads
from sim.words.messages import say
from sim.words.wording import cut, listed
from sim.yamlfile import Document, Loc, Problem

MORNING_S = 36_000  # of a step whose clock time isn't said
DAY_S = 86_400


class Expectation(NamedTuple):
    """What must be true of a lead when all that happens up to and at a second is over.

    moment: as written. line: where it stands in the file. by_key: the line of each thing that is expected.
    """

    second: int
    moment: str
    expected: Expected
    line: int
    by_key: Mapping[str, int]


class Told(NamedTuple):
    """A step as written, with its line."""

    step: Step
    words: str
    line: int


class Case(NamedTuple):
    """A test lead ready to be played."""

    name: str
    tags: tuple[str, ...]
    line: int
    lead: GivenLead
    told: tuple[Told, ...]
    expectations: tuple[Expectation, ...]

    def scripted(self, *, decays: bool) -> ScriptedLead:
        """What the run is given; where scores decay they are read at every expectation."""
        steps = [told.step for told in self.told]
        if decays:
            steps += [Step(each.second, What.ADJUSTED, "", READING) for each in self.expectations]
        return ScriptedLead(self.lead, tuple(sorted(steps, key=lambda step: step.second)))


class LoadedTestLeads(NamedTuple):
    """A file of test leads, its journey, and the leads in file order."""

    path: Path
    journey: LoadedJourney
    cases: tuple[Case, ...]
    document: Document


def read_test_leads(path: Path) -> tuple[LoadedTestLeads | None, list[Problem]]:
    """Read a YAML file of test leads and its journey with all that is wrong in both; None if too little makes sense."""
    read = read_file(path, TestLeads)
    if read.document is None:
        return None, read.problems
    file, problems = beside(path, read.document, "journey")
    if file is None or read.model is None:
        return None, [*read.problems, *problems]
    journey, problems = read_journey(file, {})
    if journey is None or problems:
        return None, [*read.problems, *problems]
    cases, findings = cases_of(read.model, journey, read.document)
    problems = with_findings(read.problems, findings, read.document, read.document)
    problems.sort(key=lambda problem: (problem.line, problem.column))
    return LoadedTestLeads(path, journey, tuple(cases), read.document), problems


def cases_of(model: TestLeads, journey: LoadedJourney, document: Document) -> tuple[list[Case], list[Finding]]:
    """The leads of a file against the journey, and what is wrong with them."""
    reader = _Reader(model, journey, document)
    cases = [reader.case(n, name, lead) for n, (name, lead) in enumerate(model.leads.items())]
    return cases, reader.findings


class _Reader:
    """Reads lead after lead and collects what is wrong."""

    def __init__(self, model: TestLeads, journey: LoadedJourney, document: Document) -> None:
        self.findings: list[Finding] = []
        self._model, self._loaded, self._document = model, journey, document
        self._journey = journey.journey
        self._calendar: Calendar = journey.journey.built_calendar()
        self._behaviours = self._journey.behaviour_names()

    def case(self, ordinal: int, name: str, lead: TestLead) -> Case:
        """One lead."""
        loc: Loc = ("leads", name)
        registered_s = self._registers(loc, lead)
        given = self._given(loc, ordinal, lead, registered_s)
        told = self._story(loc, lead, max(0, registered_s))
        expectations = tuple(self._expectations(loc, lead, max(0, registered_s)))
        tags = tuple(dict.fromkeys((*self._model.usual.tags, *lead.tags)))
        return Case(name, tags, self._line(loc), given, tuple(told), expectations)

    # ---- who the lead is ----

    def _registers(self, loc: Loc, lead: TestLead) -> int:
        """The second of the registration; -1: before the journey began."""
        if lead.start is not None:
            if lead.registers is not None:
                self._find((*loc, "registers"), say("testlead.registers_and_start"))
            return -1
        own = lead.registers is not None
        text = lead.registers or self._model.usual.registers or "day 0"
        at: Loc = (*loc, "registers") if own else ("usual", "registers")
        when = self._when(at, text)
        return 0 if when is None else self._inside(at, text, self._second(when, 0, MORNING_S))

    def _given(self, loc: Loc, ordinal: int, lead: TestLead, registered_s: int) -> GivenLead:
        source = lead.source or self._model.usual.source
        at: Loc = (*loc, "source") if lead.source else ("usual", "source")
        if source is None:
            self._find(loc, say("testlead.source", known=listed(self._journey.sources)))
        elif source not in self._journey.sources:
            self._unknown(at, "source", source, self._journey.sources)
        start = lead.start
        if start is not None:
            self._known((*loc, "start", "stage"), "stage", start.stage, self._journey.stages)
            for name in start.counts:
                self._known((*loc, "start", "counts", name), "behaviour", name, self._behaviours)
        return GivenLead(
            ordinal,
            registered_s,
            source if source in self._journey.sources else next(iter(self._journey.sources)),
            self._attributes(loc, lead),
            stage=start.stage if start and start.stage in self._journey.stages else None,
            score=start.score if start else None,
            counts={name: n for name, n in start.counts.items() if name in self._behaviours} if start else {},
            opted_out=bool(start and start.opted_out),
        )

    def _attributes(self, loc: Loc, lead: TestLead) -> dict[str, str]:
        known = self._loaded.personas.attributes
        usual = self._model.usual.attributes
        found = {**usual, **lead.attributes}
        for name, value in found.items():
            at: Loc = (*loc, "attributes", name) if name in lead.attributes else ("usual", "attributes", name)
            if name not in known:
                self._unknown(at, "attribute", name, known)
            elif value not in known[name]:
                self._unknown(at, "value", value, known[name])
        for name in known:
            if name not in found:
                self._find(loc, say("testlead.attribute", name=name, known=listed(known[name])))
        return {name: value for name, value in found.items() if name in known and value in known[name]}

    # ---- what it does ----

    def _story(self, loc: Loc, lead: TestLead, registered_s: int) -> Iterator[Told]:
        before, latest = registered_s, ""
        for n, text in enumerate(lead.story):
            at: Loc = (*loc, "story", n)
            try:
                line = storyline.line(text)
                step = self._step(line, registered_s)
            except ValueError as error:
                self._find(at, str(error))
                continue
            if step.second < before:
                late = say("testlead.order", found=cut(text), before=latest) if latest else ""
                self._find(at, late or say("testlead.before_registration", found=cut(text)))
                continue
            self._inside(at, text, step.second)
            before, latest = step.second, cut(text)
            yield Told(step, text, self._line(at))

    def _step(self, line: Line, registered_s: int) -> Step:
        """ValueError for what the journey doesn't have."""
        second = self._second(line.when, registered_s, MORNING_S)
        if line.action == "find":
            return Step(second, What.CONTACT, "", self._bits(line.object))
        if line.action == "return":
            if line.object not in REASONS:
                raise ValueError(say("story.reason", found=cut(line.object), known=listed(REASONS)))
            return Step(second, What.RETURNED, "", REASONS.index(line.object))
        if line.action in ("win", "lose"):
            return Step(second, What.WON if line.action == "win" else What.LOST)
        if not line.object and line.action != "unsubscribe":
            raise ValueError(say("story.object", action=storyline.ACTIONS[line.action][0]))
        if line.action in ("content", "stay"):
            return self._of_content(line, second)
        if line.action in ("register", "attend", "cancel", "replay"):
            return self._of_webinar(line, second, registered_s)
        return self._of_mail(line, second)

    def _bits(self, words: str) -> int:
        found = [] if words in ("nothing", "") else [word.strip() for word in words.replace(" and ", ",").split(",")]
        for word in found:
            if word not in FINDINGS:
                raise ValueError(say("story.finding", found=cut(word), known=listed(FINDINGS)))
        return sum(1 << FINDINGS.index(word) for word in set(found))

    def _of_content(self, line: Line, second: int) -> Step:
        """A touchpoint by name; or a behaviour, at the one touchpoint that has it or by itself."""
        content = {name: each for name, each in self._journey.touchpoints.items() if isinstance(each, Content)}
        name = line.object
        if line.action == "stay":
            if name not in content or content[name].dwell is None:
                stays = [name for name, each in content.items() if each.dwell is not None]
                raise ValueError(say("story.stay", found=cut(name), known=listed(stays) or say("story.none")))
            return Step(second, What.STAYED, name)
        if name in content:
            return Step(second, What.CONTENT, name)
        of = [each for each, settings in content.items() if settings.behaviour == name]
        if name not in self._behaviours:
            known = list(dict.fromkeys([*content, *self._behaviours]))
            raise ValueError(say("story.content", found=cut(name), hint=hint(name, known)))
        return Step(second, What.CONTENT, of[0]) if len(of) == 1 else Step(second, What.BROUGHT, name)

    def _of_mail(self, line: Line, second: int) -> Step:
        mails = [name for name, each in self._journey.touchpoints.items() if isinstance(each, Email | Webinar)]
        if line.action == "unsubscribe" and not line.object:
            return Step(second, What.UNSUBSCRIBE)
        if line.object not in mails:
            raise ValueError(say("story.mail", found=cut(line.object), hint=hint(line.object, mails)))
        touchpoint = self._journey.touchpoints[line.object]
        one = isinstance(touchpoint, Email | Webinar) and touchpoint.opt_out == "programme"
        kinds = {
            "open": What.OPEN,
            "click": What.CLICK,
            "machine_open": What.MACHINE_OPEN,
            "scanner_click": What.SCANNER_CLICK,
            "unsubscribe": What.OPT_OUT if one else What.UNSUBSCRIBE,
        }
        return Step(second, kinds[line.action], line.object)

    def _of_webinar(self, line: Line, second: int, registered_s: int) -> Step:
        series = {name: each for name, each in self._journey.touchpoints.items() if isinstance(each, Webinar)}
        if line.object not in series:
            raise ValueError(say("story.webinar", found=cut(line.object), hint=hint(line.object, series)))
        held = [m.t_s for m in series[line.object].dates.moments(self._calendar, 0, self._calendar.end_s)]
        if line.action == "register":
            later = [t for t in held if t > second]
            if not later:
                raise ValueError(say("story.no_webinar", name=line.object))
            return Step(second, What.WEBINAR_REGISTERED, line.object, later[0])
        if line.action == "attend":
            day = self._calendar.day_of(second)
            today = [t for t in held if self._calendar.day_of(t) == day]
            if not today or (line.when.clock is not None and second not in today):
                days = [self._day_words(t, registered_s) for t in held if t >= registered_s]
                known = cut(listed(days)) or say("story.none")
                raise ValueError(say("story.not_held", name=line.object, known=known))
            return Step(today[0], What.WEBINAR_ATTENDED, line.object)
        return Step(second, What.WEBINAR_CANCELLED if line.action == "cancel" else What.WEBINAR_REPLAYED, line.object)

    # ---- what is expected ----

    def _expectations(self, loc: Loc, lead: TestLead, registered_s: int) -> Iterator[Expectation]:
        for text, expected in lead.expect.items():
            at: Loc = (*loc, "expect", text)
            if text.strip() == END:
                second = self._calendar.horizon_s - 1
            else:
                when = self._when(at, text, at_name=True)
                if when is None:
                    continue
                second = self._second(when, registered_s, DAY_S - 1)
                if second < registered_s:
                    self._find(at, say("testlead.before_registration", found=cut(text)), at_name=True)
                    continue
                self._inside(at, text, second, at_name=True)
            self._check(at, expected)
            lines = {key: self._line((*at, key)) for key in expected.model_fields_set}
            yield Expectation(second, text, expected, self._line(at), lines)

    def _check(self, loc: Loc, expected: Expected) -> None:
        """Names in an expectation that the journey doesn't have."""
        self._known((*loc, "stage"), "stage", expected.stage, self._journey.stages)
        self._known((*loc, "rule"), "rule", expected.rule, self._journey.mql)
        self._known((*loc, "exit"), "exit", expected.exit, self._journey.exits)
        for key in ("points", "counts"):
            for name in getattr(expected, key):
                self._known((*loc, key, name), "behaviour", name, self._behaviours)
        if isinstance(expected.mails, dict):
            mails = [name for name, each in self._journey.touchpoints.items() if isinstance(each, Email | Webinar)]
            for name in expected.mails:
                self._known((*loc, "mails", name), "mail", name, mails)
        if isinstance(expected.returned, str) and expected.returned not in REASONS:
            known = say("story.reason", found=cut(expected.returned), known=listed(REASONS))
            self._find((*loc, "returned"), known)
        if isinstance(expected.handed_off, str):
            self._when((*loc, "handed_off"), expected.handed_off)

    # ---- times and places ----

    def _when(self, loc: Loc, text: str, *, at_name: bool = False) -> When | None:
        try:
            return storyline.when(text)
        except ValueError as error:
            self._find(loc, str(error), at_name=at_name)
            return None

    def _second(self, when: When, registered_s: int, usual: int) -> int:
        return second_of(when, registered_s, self._calendar, usual=usual)

    def _inside(self, loc: Loc, text: str, second: int, *, at_name: bool = False) -> int:
        """The second, if it lies in the run."""
        if 0 <= second < self._calendar.horizon_s:
            return second
        last = self._calendar.date_of(self._calendar.days - 1).isoformat()
        first = self._calendar.date_of(0).isoformat()
        self._find(loc, say("testlead.outside", found=cut(text), first=first, last=last), at_name=at_name)
        return 0

    def _day_words(self, second: int, registered_s: int) -> str:
        day = self._calendar.day_of(second) - self._calendar.day_of(registered_s)
        return f"day {day} {self._calendar.local(second):%H:%M}"

    def _line(self, loc: Loc) -> int:
        return self._document.problem(loc, "").line

    def _find(self, loc: Loc, text: str, *, at_name: bool = False) -> None:
        self.findings.append(Finding(loc, text, at_name=at_name))

    def _known(self, loc: Loc, kind: str, name: str | None, known: Collection[str]) -> None:
        if name is not None and name not in known:
            self._unknown(loc, kind, name, known)

    def _unknown(self, loc: Loc, kind: str, name: str, known: Collection[str] | Sequence[str]) -> None:
        kind = say(f"testlead.kind_{kind}")
        self._find(loc, say("testlead.unknown", kind=kind, found=cut(name), hint=hint(name, known)))


def second_of(when: When, registered_s: int, calendar: Calendar, *, usual: int) -> int:
    """The second of a moment in words; `usual`: seconds of local time where the clock isn't said."""
    counted = calendar.day_of(registered_s) + (when.day or 0)
    day = counted if when.date is None else calendar.day_of_date(when.date)
    if not 0 <= day < calendar.days:
        return -1 if day < 0 else calendar.horizon_s
    return calendar.second(day, usual if when.clock is None else when.clock)
