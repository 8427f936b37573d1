"""Cadence words against lists of dates made without them."""

import calendar as months
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.cadence import WEEKDAYS, Moment, cadence
from sim.model.calendar import Calendar

DAY = 86_400
START = date(2026, 4, 1)  # a Wednesday
TOKYO = Calendar(START, 400)
BERLIN = Calendar(START, 400, "Europe/Berlin", "DE")
DATES = [START + timedelta(days=n) for n in range(400)]


def sends(text: str, calendar: Calendar = TOKYO) -> list[str]:
    moments = cadence(text).moments(calendar, 0, calendar.horizon_s)
    return [f"{calendar.local(moment.t_s):%Y-%m-%d %H:%M}" for moment in moments]


def at(clock: str, dates: list[date]) -> list[str]:
    return [f"{d} {clock}" for d in dates]


def month_by_month(weekday: int) -> list[list[date]]:
    """The dates of one weekday, by calendar month, from the month of the start."""
    found = []
    for n in range(14):
        year, month = 2026 + (3 + n) // 12, (3 + n) % 12 + 1
        days = [week[weekday] for week in months.monthcalendar(year, month) if week[weekday]]
        found.append([date(year, month, day) for day in days])
    return found


def nth(weekday: int, *positions: int) -> list[date]:
    picked = [month[p] for month in month_by_month(weekday) for p in positions]
    return [d for d in picked if START <= d <= DATES[-1]]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "weekdays"),
        [
            ("weekly Tue 10:00", ["Tue"]),
            ("weekly Tue,Thu 10:00", ["Tue", "Thu"]),
            ("weekly Thu, Tue 10:00", ["Tue", "Thu"]),
            ("weekdays 10:00", ["Mon", "Tue", "Wed", "Thu", "Fri"]),
            ("daily 10:00", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
        ],
    )
    def test_weekly_words_name_days_of_every_week(self, text: str, weekdays: list[str]) -> None:
        assert sends(text) == at("10:00", [d for d in DATES if d.strftime("%a") in weekdays])

    @pytest.mark.parametrize(
        ("text", "positions"),
        [
            ("1 a month Tue 09:30", (0,)),
            ("2 a month Tue 09:30", (0, 2)),
            ("3 a month Tue 09:30", (0, 1, 2)),
            ("4 a month Tue 09:30", (0, 1, 2, 3)),
            ("monthly 1st Tue 09:30", (0,)),
            ("monthly 3rd Tue 09:30", (2,)),
            ("monthly 4th Tue 09:30", (3,)),
            ("monthly last Tue 09:30", (-1,)),
        ],
    )
    def test_monthly_words_count_the_weekdays_of_a_calendar_month(self, text: str, positions: tuple[int, ...]) -> None:
        assert sends(text) == at("09:30", nth(1, *positions))

    def test_a_weekday_of_the_month_before_the_start_still_counts(self) -> None:
        calendar = Calendar(date(2026, 4, 15), 60)  # 04-07 was the 1st Tuesday, 04-14 the 2nd
        assert sends("2 a month Tue 10:00", calendar)[0] == "2026-04-21 10:00"

    def test_every_few_days_counts_from_the_start_day(self) -> None:
        assert sends("every 10d 10:00") == at("10:00", DATES[::10])
        assert sends("every 2w 10:00") == sends("every 14d 10:00") == at("10:00", DATES[::14])

    def test_every_few_weeks_counts_from_the_first_such_weekday(self) -> None:
        assert sends("every 2w Tue 10:00") == at("10:00", DATES[6::14])
        assert sends("every 3w Wed 10:00") == at("10:00", DATES[0::21])

    def test_a_day_of_the_month_is_clipped_to_shorter_months(self) -> None:
        assert sends("monthly 31 10:00")[:11] == [f"{d} 10:00" for d in (
            "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31",
            "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28",
        )]  # fmt: skip
        assert sends("monthly 15 10:00")[:2] == ["2026-04-15 10:00", "2026-05-15 10:00"]

    def test_dates_are_sent_in_order_if_they_lie_in_the_journey(self) -> None:
        text = "2026-05-12, 2026-04-14,2026-03-31, 2029-01-01 10:00"
        assert sends(text) == ["2026-04-14 10:00", "2026-05-12 10:00"]
        assert sends("2026-04-14 9:00") == ["2026-04-14 09:00"]

    def test_never_sends_nothing(self) -> None:
        assert sends("never") == []

    def test_holidays_do_not_stop_a_cadence(self) -> None:
        assert "2026-05-05 10:00" in sends("weekly Tue 10:00")

    @pytest.mark.parametrize(
        ("text", "canonical"),
        [
            ("weekly Thu, Tue  9:00", "weekly Tue,Thu 09:00"),
            ("weekly Mon,Tue,Wed,Thu,Fri 10:00", "weekdays 10:00"),
            ("every 1d 10:00", "daily 10:00"),
            ("every 1w Tue 10:00", "weekly Tue 10:00"),
            ("every 14d Tue 10:00", "every 2w Tue 10:00"),
            ("every 2w 10:00", "every 14d 10:00"),
            ("1 a month Tue 10:00", "monthly 1st Tue 10:00"),
            ("2026-05-12,2026-04-14 10:00", "2026-04-14, 2026-05-12 10:00"),
            (" never ", "never"),
        ],
    )
    def test_words_of_one_meaning_are_one_cadence(self, text: str, canonical: str) -> None:
        assert str(cadence(text)) == canonical
        assert cadence(text) == cadence(canonical)
        assert hash(cadence(text)) == hash(cadence(canonical))

    def test_words_of_two_meanings_are_two_cadences(self) -> None:
        texts = ["weekly Tue 10:00", "weekly Tue 10:01", "every 2w Tue 10:00", "every 7d 10:00", "never"]
        assert len({cadence(text) for text in texts}) == len(texts)


days_of_week = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True).map(",".join)
one_day = st.sampled_from(WEEKDAYS)
some_dates = st.lists(st.sampled_from(DATES).map(str), min_size=1, max_size=12, unique=True).map(", ".join)
rules = st.one_of(
    days_of_week.map("weekly {}".format),
    st.sampled_from(["weekdays", "daily"]),
    st.builds("every {}w {}".format, st.integers(1, 9), days_of_week),
    st.integers(1, 60).map("every {}d".format),
    st.builds("{} a month {}".format, st.integers(1, 4), one_day),
    st.builds("monthly {} {}".format, st.sampled_from(["1st", "2nd", "3rd", "4th", "last"]), one_day),
    st.integers(1, 31).map("monthly {}".format),
    some_dates,
)
cadences = st.builds("{} {:02d}:{:02d}".format, rules, st.integers(0, 23), st.integers(0, 59))
calendars = st.sampled_from([TOKYO, BERLIN])


class TestMoments:
    @given(cadences)
    def test_canonical_words_read_back(self, text: str) -> None:
        assert cadence(str(cadence(text))) == cadence(text)
        assert str(cadence(str(cadence(text)))) == str(cadence(text))

    @given(cadences, calendars, st.integers(-1, 9), st.integers(0, DAY - 1), st.integers(1, 99))
    def test_a_window_shows_the_part_of_all_moments_that_lies_in_it(
        self, text: str, calendar: Calendar, day: int, clock: int, days: int
    ) -> None:
        every = cadence(text).moments(calendar, 0, calendar.end_s)
        first_s, last_s = day * DAY + clock, (day + days) * DAY
        assert cadence(text).moments(calendar, first_s, last_s) == [m for m in every if first_s <= m.t_s < last_s]

    def test_a_window_that_begins_within_a_week_keeps_the_slots_of_the_week(self) -> None:
        shown = cadence("weekly Mon,Wed,Fri 10:00").moments(TOKYO, 3 * DAY, 8 * DAY)  # from Saturday to next Wednesday
        assert [(m.week, m.slot) for m in shown] == [(0, 2), (1, 0)]

    @given(cadences, calendars)
    def test_weeks_are_blocks_from_the_start_and_slots_count_within_them(self, text: str, calendar: Calendar) -> None:
        every = cadence(text).moments(calendar, 0, calendar.horizon_s)
        assert [m.t_s for m in every] == sorted({m.t_s for m in every})
        for before, m in zip([Moment(-1, -1, 0), *every], every, strict=False):
            assert m.week == calendar.day_of(m.t_s) // 7
            assert m.slot == (before.slot + 1 if before.week == m.week else 0)
            assert m.slot < 16

    def test_the_first_and_the_last_second_of_a_window(self) -> None:
        tuesday = 6 * DAY + 36_000
        weekly = cadence("weekly Tue 10:00")
        assert weekly.moments(TOKYO, tuesday, tuesday + 1) == [Moment(tuesday, 0, 0)]
        assert weekly.moments(TOKYO, tuesday + 1, tuesday + 7 * DAY) == []

    def test_a_skipped_local_time_moves_forward_and_keeps_its_day(self) -> None:
        assert [t for t in sends("daily 02:30", BERLIN) if t.startswith("2027-03-28")] == ["2027-03-28 03:00"]

    def test_a_doubled_local_time_sends_once(self) -> None:
        sunday = date(2026, 10, 25)
        assert sends("2026-10-25 02:30", BERLIN) == ["2026-10-25 02:30"]
        [moment] = cadence("2026-10-25 02:30").moments(BERLIN, 0, BERLIN.horizon_s)
        assert moment.t_s - BERLIN.second(BERLIN.day_of_date(sunday), 0) == 9_000

    def test_a_time_skipped_at_midnight_stays_in_the_week_it_was_meant_for(self) -> None:
        # the Azores set their clocks from 00:00 to 01:00 that Sunday
        azores = Calendar(date(2026, 3, 29), 30, "Atlantic/Azores", None)
        [moment] = cadence("2026-03-29 00:30").moments(azores, 0, azores.horizon_s)
        assert moment == Moment(0, 0, 0)
        assert f"{azores.local(0):%H:%M}" == "01:00"


def is_refused(text: str) -> bool:
    try:
        cadence(text)
    except ValueError:
        return True
    return False


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("", "'' is not a cadence"),
            ("tuesdays", "'tuesdays' is not a cadence"),
            ("often 10:00", "'often 10:00' is not a cadence"),
            ("weekly 10:00", "'weekly 10:00' is not a cadence"),
            ("weekly Tue Thu 10:00", "'weekly Tue Thu 10:00' is not a cadence"),
            ("daily Tue 10:00", "'daily Tue 10:00' is not a cadence"),
            ("never 10:00", "'never 10:00' is not a cadence"),
            ("weekly Tue", "'weekly Tue' has no time of day"),
            ("daily", "'daily' has no time of day"),
            ("weekly Tue 25:00", "'25:00' is not a time of day"),
            ("daily 24:00", "'daily 24:00' sends at 24:00"),
            ("weekly Tuesday 10:00", "'Tuesday' in 'weekly Tuesday 10:00' is not a weekday .*; did you mean 'Tue'"),
            ("weekly tue 10:00", "'tue' in 'weekly tue 10:00' is not a weekday .*; did you mean 'Tue'"),
            ("weekly Tus 10:00", "'Tus' in 'weekly Tus 10:00' is not a weekday .*; did you mean 'Tue'"),
            ("weekly 火 10:00", "'火' in 'weekly 火 10:00' is not a weekday .*Sun\\)$"),
            ("weekly Tue,Tue 10:00", "'weekly Tue,Tue 10:00' names a weekday twice"),
            ("weekly Tue,,Thu 10:00", "'' in 'weekly Tue,,Thu 10:00' is not a weekday"),
            ("every 12h 10:00", "'every 12h 10:00' doesn't count whole days"),
            ("every 0d 10:00", "'every 0d 10:00' doesn't count whole days"),
            ("every 10d Tue 10:00", "'every 10d Tue 10:00' names a weekday but doesn't count whole weeks"),
            ("every month 10:00", "'month' is not a duration"),
            ("5 a month Tue 10:00", "'5 a month Tue 10:00' must say 1, 2, 3 or 4"),
            ("twice a month Tue 10:00", "'twice a month Tue 10:00' must say 1, 2, 3 or 4"),
            ("2 a month Tue,Thu 10:00", "'Tue,Thu' in '2 a month Tue,Thu 10:00' is not a weekday"),
            ("2 a month 10:00", "'2 a month 10:00' is not a cadence"),
            ("monthly 5th Tue 10:00", "'monthly 5th Tue 10:00' must name the 1st, 2nd, 3rd, 4th or last"),
            ("monthly 0 10:00", "'monthly 0 10:00' must name a day from 1 to 31"),
            ("monthly 32 10:00", "'monthly 32 10:00' must name a day from 1 to 31"),
            ("monthly 10:00", "'monthly 10:00' must name a day from 1 to 31"),
            ("2026-02-30 10:00", "'2026-02-30' is not a date"),
            ("2026-04-14 2026-05-12 10:00", "must list each date once, with commas"),
            ("2026-04-14, 2026-04-14 10:00", "must list each date once, with commas"),
            ("2026-04-14", "'2026-04-14' has no time of day"),
        ],
    )
    def test_other_words_are_refused_with_what_would_be_right(self, text: str, sentence: str) -> None:
        with pytest.raises(ValueError, match=sentence):
            cadence(text)

    def test_a_long_value_is_cut(self) -> None:
        with pytest.raises(ValueError, match="is not a cadence") as refused:
            cadence("x" * 10_000)
        assert len(str(refused.value)) < 350

    @given(st.text(alphabet="weklyTuadionth 0123456789:,-", max_size=40).filter(is_refused))
    def test_any_other_words_are_refused_in_our_own_sentence(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"is not|has no|must|doesn't|names a"):
            cadence(text)
