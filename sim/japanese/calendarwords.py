"""The words of time, the calendar and cadences, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "calendar.duration": (
        "'{value}'は期間として読めません。整数と単位w（週）、d（日）、h（時間）、min（分）、s（秒）を大きい順に、7d、15min、1d12hのように"
        "書いてください（月は長さが決まらないため使えません）"
    ),
    "calendar.duration_long": "期間'{value}'は長すぎます。最長は36500dです",
    "calendar.clock": "'{value}'は時刻として読めません。00:00から24:00の時刻を10:30のように書いてください",
    "calendar.date": "'{value}'は日付として読めません。実在する日を2026-04-14のように年-月-日で書いてください",
    "calendar.closure": (
        "'{value}'は休業日として読めません。毎年の日を08-15や12-29..01-03のように、特定の日付を2026-05-01や"
        "2026-05-01..2026-05-06のように書いてください"
    ),
    "calendar.closure_order": "休業日'{value}'は終わりが始まりより前です。早い日付を先に書いてください",
    "calendar.hours": (
        "'{value}'は営業時間として読めません。09:00-18:00や09:00-12:00 13:00-18:00のような時間帯か、alwaysを書いてください"
    ),
    "calendar.hours_order": (
        "営業時間'{value}'は順序が違うか、重なっています。どの時間帯も終わりを始まりより後に、次の始まりをその後にしてください"
        "（夜間は00:00-06:00 22:00-24:00と書きます）"
    ),
    "calendar.country": (
        "'{value}'は祝日がわかる国ではありません。JPのような2文字のコードか、DE-BYのようにコードと地域を書いてください"
    ),
    "calendar.holiday_year": (
        "'{value}'の祝日がわかるのは{first}年から{last}年までで、{year}年はわかりません。カレンダーは最終日の400日後まで続きます"
    ),
    "calendar.zone": "'{value}'というタイムゾーンはありません。「{suggestion}」のことですか",
    "calendar.days": "カレンダーの日数は1以上36500以下にしてください（指定値: {value}）",
    "calendar.fiscal_year_start": "年度の開始月は1から12にしてください（指定値: {value}）",
    "calendar.years": "{value}に始まるカレンダーは{first}年から{last}年の範囲を外れます。開始を遅くするか、短くしてください",
    "calendar.hour_weights": "時間帯の重みの形が{value}です。7曜日×24時間にしてください",
    "calendar.weekday": "'{text}'の'{value}'は曜日（Mon, Tue, Wed, Thu, Fri, Sat, Sun）ではありません{hint}",
    "calendar.cadence": (
        "'{value}'は配信の時期として読めません。次のように書いてください: weekly Tue 10:00, weekdays 10:00, daily 09:00, 2 a month "
        "Tue 10:00, every 10d 10:00, every 2w Tue 10:00, monthly 3rd Thu 15:00, monthly 15 10:00, 2026-04-14 10:00, never"
    ),
    "calendar.cadence_time": "配信の時期'{value}'に時刻がありません。最後に10:00のように書いてください",
    "calendar.cadence_midnight": "配信の時期'{value}'は24:00に送ることになります。翌日の00:00と書いてください",
    "calendar.cadence_days": (
        "配信の時期'{value}'は日数が整数になりません。everyの後に日数か週数を、every 10d 10:00のように書いてください"
    ),
    "calendar.cadence_weeks": (
        "配信の時期'{value}'には曜日がありますが、週数が整数になりません。every 2w Tue 10:00のように週数を書くか、曜日を外してください"
    ),
    "calendar.cadence_a_month": (
        "配信の時期'{value}'の月あたりの回数は1、2、3、4のいずれかにしてください。例: 2 a month Tue 10:00"
    ),
    "calendar.cadence_ordinal": (
        "配信の時期'{value}'には月の1st、2nd、3rd、4th、lastのいずれかの曜日を書いてください。例: monthly 3rd Thu 15:00"
        "（5回目がない月もあるため、5thは使えません）"
    ),
    "calendar.cadence_day_of_month": (
        "配信の時期'{value}'には1から31の日か、月の第何曜日かを書いてください。例: monthly 15 10:00、monthly last Fri 15:00"
    ),
    "calendar.cadence_dates": (
        "配信の時期'{value}'では、各日付を1回ずつコンマで区切り、最後に時刻を1つ書いてください。例: 2026-04-14, 2026-05-12 10:00"
    ),
    "calendar.cadence_twice": "配信の時期'{value}'に同じ曜日が2回あります",
}
