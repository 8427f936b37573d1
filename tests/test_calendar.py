"""The calendar and working time, against counters that go day by day or second by second."""

import pickle
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.calendar import MARGIN_DAYS, NEVER_S, Calendar, WorkingTime, closure

DAY = 86_400
HOUR = 3_600
# Cabinet Office, Government of Japan: public holidays of 2026 (05-06 is a substitute, 09-22 a citizens' holiday)
JAPAN_2026 = [
    "01-01", "01-12", "02-11", "02-23", "03-20", "04-29", "05-03", "05-04", "05-05",
    "05-06", "07-20", "08-11", "09-21", "09-22", "09-23", "10-12", "11-03", "11-23",
]  # fmt: skip
CLOSED_2026 = ["01-01", "01-02", "01-03", "08-13", "08-14", "08-15", "08-16", "12-29", "12-30", "12-31"]
CLOSURES = (closure("08-13..08-16"), closure("12-29..01-03"))
YEAR_2026 = Calendar(date(2026, 1, 1), 365, closures=CLOSURES)
BERLIN = Calendar(date(2026, 1, 1), 365, "Europe/Berlin", "DE")
NEW_YORK = Calendar(date(2026, 1, 1), 365, "America/New_York", "US")
CAIRO = Calendar(date(2026, 1, 1), 365, "Africa/Cairo", None)  # its clocks skip a midnight, on a Friday
ZONES = (YEAR_2026, BERLIN, NEW_YORK, CAIRO)

zones = st.sampled_from(ZONES)


def seconds(first_day: int, days: int) -> st.SearchStrategy[int]:
    """Any second of the given days; day and clock drawn apart, for one large integer is mostly drawn near its ends."""
    return st.builds(lambda d, t: d * DAY + t, st.integers(first_day, first_day + days - 1), st.integers(0, DAY - 1))


def off_days_2026() -> set[date]:
    return {date.fromisoformat(f"2026-{d}") for d in (*JAPAN_2026, *CLOSED_2026)}


def days_where(calendar: Calendar, wanted: str) -> list[str]:
    return [f"{calendar.date_of(d):%m-%d}" for d in range(365) if getattr(calendar, wanted)(d)]


class TestDays:
    def test_japan_has_18_public_holidays_in_2026(self) -> None:
        assert len(JAPAN_2026) == 18
        assert days_where(YEAR_2026, "is_holiday") == JAPAN_2026

    def test_closures_are_closed_and_no_holidays(self) -> None:
        assert days_where(YEAR_2026, "is_closed") == CLOSED_2026
        assert not YEAR_2026.is_holiday(YEAR_2026.day_of_date(date(2026, 8, 13)))

    def test_business_days_equal_a_day_by_day_count(self) -> None:
        every = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
        expected = [f"{d:%m-%d}" for d in every if d.strftime("%a") not in ("Sat", "Sun") and d not in off_days_2026()]
        assert days_where(YEAR_2026, "is_business_day") == expected
        assert len(expected) == 261 - 17 - 6  # weekdays; holidays on them (05-03 is a Sunday); closures on the rest

    def test_without_a_country_only_weekends_and_closures_are_free(self) -> None:
        plain = Calendar(date(2026, 1, 1), 365, country=None)
        assert sum(plain.is_business_day(d) for d in range(365)) == 261

    def test_a_region_has_its_own_holidays(self) -> None:
        bavaria = Calendar(date(2026, 1, 1), 365, "Europe/Berlin", "DE-BY")
        epiphany = bavaria.day_of_date(date(2026, 1, 6))
        assert bavaria.is_holiday(epiphany)
        assert not BERLIN.is_holiday(epiphany)

    def test_a_holiday_observed_in_the_year_before_counts(self) -> None:
        calendar = Calendar(date(2027, 1, 1), 365, "America/New_York", "US")
        assert calendar.is_holiday(364)  # 2027-12-31, for New Year's Day on a Saturday

    def test_days_before_the_start_and_past_the_margin_are_answered(self) -> None:
        calendar = Calendar(date(2026, 4, 1), 10, closures=CLOSURES)
        assert calendar.date_of(-1) == date(2026, 3, 31)
        assert calendar.day_of(-1) == calendar.day_of_date(date(2026, 3, 31)) == -1
        assert calendar.is_holiday(calendar.day_of_date(date(2026, 3, 20)))
        far = calendar.day_of_date(date(2028, 12, 29))
        assert far > len(calendar.day_start_s)
        assert calendar.is_closed(far)
        assert calendar.day_of(calendar.second(far, 37_800)) == far

    def test_weekdays_months_and_fiscal_quarters(self) -> None:
        calendar = Calendar(date(2026, 1, 31), 400)
        assert [calendar.weekday(d) for d in range(3)] == [5, 6, 0]
        assert [calendar.month(d) for d in (0, 1)] == ["2026-01", "2026-02"]
        quarters = {d: calendar.fiscal_quarter(calendar.day_of_date(date.fromisoformat(d))) for d in (
            "2026-01-31", "2026-03-31", "2026-04-01", "2026-07-01", "2026-12-31", "2027-01-01", "2027-04-01"
        )}  # fmt: skip
        assert list(quarters.values()) == [
            "FY2025 Q4", "FY2025 Q4", "FY2026 Q1", "FY2026 Q2", "FY2026 Q3", "FY2026 Q4", "FY2027 Q1",
        ]  # fmt: skip

    def test_a_fiscal_year_from_january_is_the_calendar_year(self) -> None:
        calendar = Calendar(date(2026, 1, 1), 365, fiscal_year_start=1)
        assert [calendar.fiscal_quarter(d) for d in (0, 89, 90, 364)] == [
            "FY2026 Q1", "FY2026 Q1", "FY2026 Q2", "FY2026 Q4",
        ]  # fmt: skip


class TestSeconds:
    def test_days_are_as_long_as_they_really_are(self) -> None:
        def odd(calendar: Calendar) -> dict[str, int]:
            lengths = np.diff(calendar.day_start_s)[:365]
            changes = [int(d) for d in np.flatnonzero(lengths != DAY)]
            return {f"{calendar.date_of(d):%m-%d}": int(lengths[d]) // HOUR for d in changes}

        assert odd(YEAR_2026) == {}
        assert odd(BERLIN) == {"03-29": 23, "10-25": 25}
        assert odd(NEW_YORK) == {"03-08": 23, "11-01": 25}
        assert odd(CAIRO) == {"04-24": 23, "10-29": 25}

    def test_day_starts_cover_horizon_and_margin_and_are_read_only(self) -> None:
        assert len(YEAR_2026.day_start_s) == 365 + 1 + MARGIN_DAYS
        assert YEAR_2026.day_start_s.dtype == np.int64
        assert YEAR_2026.day_start_s[0] == 0
        assert YEAR_2026.horizon_s == 365 * DAY
        assert YEAR_2026.end_s == (365 + MARGIN_DAYS) * DAY
        with pytest.raises(ValueError, match="read-only"):
            YEAR_2026.day_start_s[0] = 1

    @pytest.mark.parametrize(
        ("calendar", "day", "clock", "utc"),
        [
            (BERLIN, "2026-03-29", 2.5, "2026-03-29T01:00"),  # 02:30 doesn't exist: 03:00 CEST
            (BERLIN, "2026-03-29", 3, "2026-03-29T01:00"),
            (BERLIN, "2026-10-25", 2.5, "2026-10-25T00:30"),  # 02:30 twice: the first, CEST
            (BERLIN, "2026-10-25", 3, "2026-10-25T02:00"),
            (NEW_YORK, "2026-03-08", 2, "2026-03-08T07:00"),
            (NEW_YORK, "2026-11-01", 1.5, "2026-11-01T05:30"),
            (CAIRO, "2026-04-24", 0, "2026-04-23T22:00"),  # midnight doesn't exist: 01:00
            (CAIRO, "2026-04-23", 24, "2026-04-23T22:00"),
            (CAIRO, "2026-10-29", 23.5, "2026-10-29T20:30"),
        ],
    )
    def test_skipped_and_doubled_local_times(self, calendar: Calendar, day: str, clock: float, utc: str) -> None:
        t = calendar.second(calendar.day_of_date(date.fromisoformat(day)), int(clock * HOUR))
        assert calendar.local(t).astimezone(UTC).isoformat()[:16] == utc

    @given(zones, st.integers(-3, 800), st.integers(0, DAY))
    def test_a_local_time_is_the_first_second_that_shows_it_or_more(
        self, calendar: Calendar, day: int, clock: int
    ) -> None:
        wanted = datetime.combine(calendar.date_of(day), datetime.min.time()) + timedelta(seconds=clock)
        t = calendar.second(day, clock)
        assert calendar.local(t).replace(tzinfo=None) >= wanted
        assert calendar.local(t - 1).replace(tzinfo=None) < wanted

    @given(zones, seconds(-3, 800))
    def test_every_second_lies_in_its_local_day(self, calendar: Calendar, t: int) -> None:
        day = calendar.day_of(t)
        assert calendar.second(day, 0) <= t < calendar.second(day + 1, 0)
        assert calendar.local(t).date() == calendar.date_of(day)
        assert calendar.local(t).tzinfo == ZoneInfo(calendar.zone)
        assert (calendar.local(t).astimezone(UTC) - calendar.local(0).astimezone(UTC)).total_seconds() == t

    def test_a_day_the_zone_never_had_is_empty(self) -> None:
        samoa = Calendar(date(2011, 12, 1), 60, "Pacific/Apia", None)
        skipped = samoa.day_of_date(date(2011, 12, 30))
        assert samoa.day_start_s[skipped] == samoa.day_start_s[skipped + 1] == samoa.second(skipped, 10 * HOUR)
        assert samoa.day_of(samoa.second(skipped, 0)) == skipped + 1
        team = WorkingTime(samoa, "09:00-18:00")
        assert (team.closes_s > team.opens_s).all()

    @pytest.mark.parametrize("calendar", ZONES)
    def test_hour_weights_equal_an_hour_by_hour_look_at_the_clock(self, calendar: Calendar) -> None:
        by_hour = np.arange(7 * 24, dtype=np.int64).reshape(7, 24) + 1
        weights = calendar.hour_weights(by_hour, 30)
        assert weights.dtype == np.int64
        assert len(weights) == -(-calendar.end_s // HOUR)
        for h in range(0, 365 * 24):
            local = calendar.local(h * HOUR)
            full = int(by_hour[local.weekday(), local.hour])
            day = calendar.day_of_date(local.date())
            quiet = calendar.is_holiday(day) or calendar.is_closed(day)
            assert weights[h] == (full * 30 // 100 if quiet else full)

    def test_a_calendar_is_a_value(self) -> None:
        twin = Calendar(date(2026, 1, 1), 365, closures=list(CLOSURES))
        assert twin == YEAR_2026
        assert hash(twin) == hash(YEAR_2026)
        assert (pickle.loads(pickle.dumps(YEAR_2026)).day_start_s == twin.day_start_s).all()


class TestRefusals:
    @pytest.mark.parametrize(
        ("settings", "sentence"),
        [
            ({"zone": "Asia/Tokio"}, "'Asia/Tokio' is not a time zone; did you mean 'Asia/Tokyo'"),
            ({"zone": "../etc/passwd"}, "'../etc/passwd' is not a time zone"),
            ({"zone": ""}, "'' is not a time zone"),
            ({"country": "XX"}, "'XX' is not a country"),
            ({"country": "Japan"}, "'Japan' is not a country"),
            ({"country": "jp"}, "'jp' is not a country"),
            ({"country": ""}, "'' is not a country"),
            ({"country": "DE-XX"}, "'DE-XX' is not a country"),
            ({"days": 0}, "calendar of 0 days"),
            ({"fiscal_year_start": 13}, "fiscal year start 13"),
            ({"start": date(2098, 6, 1)}, "public holidays of 'JP' are known for 1949 to 2099, not for 2100"),
            ({"start": date(1900, 1, 1)}, "calendar that starts on 1900-01-01"),
            ({"start": date(9999, 12, 1), "country": None}, "calendar that starts on 9999-12-01"),
        ],
    )
    def test_a_calendar_that_cannot_be_is_refused(self, settings: dict[str, object], sentence: str) -> None:
        with pytest.raises(ValueError, match=sentence):
            Calendar(**{"start": date(2026, 4, 1), "days": 365, **settings})  # type: ignore[arg-type]

    def test_hour_weights_of_another_shape_are_refused(self) -> None:
        with pytest.raises(ValueError, match=r"shape \(24, 7\)"):
            YEAR_2026.hour_weights(np.ones((24, 7), dtype=np.int64), 50)


def worked_seconds(first: date, days: int, spans: list[tuple[int, int]]) -> np.ndarray:
    """Second by second from `first` (Tokyo: days of 86,400 s): 1 where the team works."""
    works = np.zeros(days * DAY, dtype=np.int64)
    for n in range(days):
        d = first + timedelta(days=n)
        if d.isoweekday() <= 5 and d not in off_days_2026():
            for opening, closing in spans:
                works[n * DAY + opening : n * DAY + closing] = 1
    return works


class TestWorkingTime:
    GOLDEN_WEEK = Calendar(date(2026, 4, 24), 21, closures=CLOSURES)
    TEAM = WorkingTime(GOLDEN_WEEK, "09:00-12:00 13:00-18:00")
    WORKS = worked_seconds(date(2026, 4, 24), 21, [(9 * HOUR, 12 * HOUR), (13 * HOUR, 18 * HOUR)])
    DONE = np.concatenate([[0], np.cumsum(WORKS)])

    @given(seconds(0, 21), seconds(0, 21))
    def test_working_seconds_equal_a_second_by_second_count(self, a: int, b: int) -> None:
        assert self.TEAM.between(a, b) == max(0, self.DONE[b] - self.DONE[a])

    @given(seconds(0, 20))
    def test_opening_and_closing_equal_a_search_by_seconds(self, t: int) -> None:
        opening = t + int(np.argmax(self.WORKS[t:]))
        closing = opening + int(np.argmin(self.WORKS[opening:]))
        assert self.TEAM.next_open(t) == self.TEAM.add(t, 0) == opening
        assert self.TEAM.close_after(t) == closing

    @given(seconds(0, 20), st.integers(1, 8 * HOUR))
    def test_added_working_time_ends_just_after_its_last_worked_second(self, t: int, seconds: int) -> None:
        end = self.TEAM.add(t, seconds)
        assert end == int(np.searchsorted(self.DONE, self.DONE[t] + seconds, side="left")) or end > 21 * DAY

    @pytest.mark.parametrize(("hours", "end"), [(3, 12), (4, 14), (8, 18)])
    def test_work_that_fills_a_span_ends_when_it_closes(self, hours: int, end: int) -> None:
        morning = self.TEAM.next_open(0)
        assert self.TEAM.add(morning, hours * HOUR) == morning + (end - 9) * HOUR
        assert self.TEAM.add(0, hours * HOUR) == morning + (end - 9) * HOUR

    def test_a_year_of_business_days_opens_238_times(self) -> None:
        team = WorkingTime(YEAR_2026, "09:00-18:00")
        assert team.between(0, 365 * DAY) == 238 * 9 * HOUR
        assert (team.opens_s < 365 * DAY).sum() == 238
        assert (team.opens_s[:2] == [4 * DAY + 9 * HOUR, 5 * DAY + 9 * HOUR]).all()  # Monday 5 January first

    def test_obon_and_new_year_are_skipped(self) -> None:
        team = WorkingTime(YEAR_2026, "09:00-18:00")

        def at(day: str, hour: int) -> int:
            return YEAR_2026.second(YEAR_2026.day_of_date(date.fromisoformat(day)), hour * HOUR)

        assert team.next_open(at("2026-08-12", 18)) == at("2026-08-17", 9)
        assert team.add(at("2026-12-28", 17), 2 * HOUR) == at("2027-01-04", 10)
        assert team.next_business_open(at("2026-05-01", 8)) == at("2026-05-07", 9)
        assert team.end_of_business_day(at("2026-05-01", 8)) == at("2026-05-01", 18)
        assert team.end_of_business_day(at("2026-05-01", 18)) == at("2026-05-07", 18)
        assert team.end_of_business_day(at("2026-05-03", 10)) == at("2026-05-07", 18)

    @given(zones, seconds(0, 365), st.integers(0, 500 * HOUR))
    def test_adding_and_counting_are_inverse(self, calendar: Calendar, t: int, worked: int) -> None:
        team = WORKDAYS[calendar]
        end = team.add(t, worked)
        assert team.between(t, end) == worked
        assert team.add(team.add(t, worked // 3), worked - worked // 3) == end
        if worked:
            assert team.between(end - 1, end) == 1

    @given(zones, seconds(0, 365))
    def test_the_next_and_the_present_business_day_equal_a_day_by_day_search(self, calendar: Calendar, t: int) -> None:
        team, today = WORKDAYS[calendar], calendar.day_of(t)
        later = next(d for d in range(today + 1, today + 30) if calendar.is_business_day(d))
        assert team.next_business_open(t) == calendar.second(later, 9 * HOUR)
        tonight = calendar.second(today, 18 * HOUR)
        still_open = calendar.is_business_day(today) and t < tonight
        assert team.end_of_business_day(t) == (tonight if still_open else calendar.second(later, 18 * HOUR))

    def test_hours_at_a_change_of_the_clocks_are_worked_as_the_clock_shows_them(self) -> None:
        team = WorkingTime(CAIRO, "00:00-08:00 22:30-24:00")
        for day in ("2026-04-23", "2026-04-24", "2026-10-29", "2026-10-30"):
            d = CAIRO.day_of_date(date.fromisoformat(day))
            first, last = CAIRO.second(d, 0), CAIRO.second(d + 1, 0)
            clocks = [CAIRO.local(t).hour * 60 + CAIRO.local(t).minute for t in range(first, last, 60)]
            minutes = sum(clock < 8 * 60 or clock >= 22 * 60 + 30 for clock in clocks)
            assert team.between(first, last) == minutes * 60
        assert team.between(0, NEVER_S) == (team.closes_s - team.opens_s).sum()

    def test_a_span_the_clocks_skip_is_not_worked(self) -> None:
        team = WorkingTime(CAIRO, "00:00-01:00")
        friday = CAIRO.day_of_date(date(2026, 4, 24))
        assert team.between(CAIRO.second(friday, 0), CAIRO.second(friday + 1, 0)) == 0
        assert (team.closes_s > team.opens_s).all()

    def test_round_the_clock_hours_close_at_each_midnight(self) -> None:
        team = WorkingTime(YEAR_2026, "00:00-24:00")
        monday = 4 * DAY
        assert team.close_after(monday) == monday + DAY
        assert team.next_business_open(monday + 1) == monday + DAY
        assert team.add(monday, 2 * DAY) == monday + 2 * DAY

    @pytest.mark.parametrize("hours", [None, "always"])
    def test_always_needs_no_calendar(self, hours: str | None) -> None:
        team = WorkingTime(YEAR_2026, hours)
        t = 3 * DAY + 5  # a Sunday, and a closure before that
        assert (team.opens_s.tolist(), team.closes_s.tolist()) == ([0], [NEVER_S])
        assert team.next_open(t) == t
        assert team.close_after(t) == NEVER_S
        assert team.add(t, 7) == t + 7
        assert team.between(t, t + 7) == 7
        assert team.next_business_open(t) == team.end_of_business_day(t) == 4 * DAY
        assert team.next_business_open(4 * DAY) == team.end_of_business_day(4 * DAY) == 5 * DAY

    def test_always_ends_days_at_local_midnight(self) -> None:
        team = WorkingTime(BERLIN, None)
        sunday = BERLIN.day_of_date(date(2026, 10, 25))
        assert team.end_of_business_day(BERLIN.second(sunday, 0)) - BERLIN.second(sunday, 0) == 25 * HOUR

    @pytest.mark.parametrize("hours", ["09:00-18:00", "always"])
    def test_nothing_is_worked_past_the_margin(self, hours: str) -> None:
        team = WorkingTime(YEAR_2026, hours)
        assert team.next_business_open(YEAR_2026.end_s) == team.end_of_business_day(NEVER_S) == NEVER_S
        assert team.add(NEVER_S, 1) == team.next_open(NEVER_S) == team.close_after(NEVER_S) == NEVER_S

    def test_a_team_without_business_days_never_opens(self) -> None:
        team = WorkingTime(Calendar(date(2026, 4, 1), 30, closures=[closure("01-01..12-31")]), "09:00-18:00")
        assert team.next_open(0) == team.add(0, 1) == NEVER_S
        assert team.next_business_open(0) == team.end_of_business_day(0) == NEVER_S
        assert team.between(0, 30 * DAY) == 0

    def test_answers_to_numbers_out_of_arrays_are_plain_integers(self) -> None:
        team = WorkingTime(YEAR_2026, "09:00-18:00")
        t: Any = np.int64(10 * DAY)
        answers = [team.next_open(t), team.close_after(t), team.add(t, t), team.between(t, t + DAY)]
        answers += [team.next_business_open(t), team.end_of_business_day(t), YEAR_2026.second(t // DAY, t % DAY)]
        assert {type(answer) for answer in answers} == {int}


WORKDAYS = {calendar: WorkingTime(calendar, "09:00-18:00") for calendar in ZONES}
