"""Stories go on where leads have come to: with sales, back from there, with a mail, in a stage."""

from __future__ import annotations

from sim.files.workspace import load_journey, shipped
from sim.study.castings import DAY_S, Agency, Extra
from sim.study.catching import Casting
from sim.study.growing import Growth, lives
from sim.study.leadtests import play

SEED = load_journey(shipped() / "journeys" / "seed.yaml")
AGENCY = Agency(SEED)
PROFILE = {"job": "director", "industry": "target", "employees": "50+"}


def onwards(*extras: Extra) -> list[list[str]]:
    """The stories that follow, as lines."""
    casting = Casting.__new__(Casting)
    casting._agency, casting._loaded = AGENCY, SEED
    named = {f"lead_{n}": extra for n, extra in enumerate(extras)}
    played = play(casting._cast(named), SEED)
    found = Growth(AGENCY).onwards(lives(named, played), played)
    return [[step.line() for step in extra.story] for extra in found]


def visits(content: str, *days: int) -> Extra:
    return AGENCY.lead(PROFILE).then(*(AGENCY.visit(content, day * DAY_S + 36_000) for day in days))


def test_what_sales_can_find_follows_a_hand_off() -> None:
    told = [lines[-1] for lines in onwards(visits("price_page", 1, 2))]
    assert "day 2 10:01 sales finds need, timing, budget, authority" in told
    assert "day 2 10:01 sales finds nothing" in told
    assert "day 3 10:00 sales returns competitor" in told


def test_mails_are_opened_and_clicked_and_nothing_after_them_stays_in_the_story() -> None:
    told = onwards(visits("white_paper", 1))
    assert ["day 1 10:00 visits white_paper", "day 2 10:01 clicks after_download"] in told
    assert ["day 1 10:01 opens newsletter"] in told or [
        "day 1 10:00 visits white_paper", "day 1 10:01 opens newsletter"
    ] in told  # fmt: skip


def test_a_lead_in_a_stage_looks_at_each_content() -> None:
    told = [lines[-1] for lines in onwards(AGENCY.lead(PROFILE))]
    assert {f"day 2 10:00 visits {name}" for name in AGENCY.contents} <= set(told)


def test_no_more_than_two_leads_of_a_kind_go_on() -> None:
    once = onwards(*(visits("price_page", day, day + 1) for day in range(1, 3)))
    more = onwards(*(visits("price_page", day, day + 1) for day in range(1, 9)))
    of_sales = [sum("sales" in line for lines in told for line in lines) for told in (once, more)]
    assert of_sales[0] == of_sales[1] > 0
