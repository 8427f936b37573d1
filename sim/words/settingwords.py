"""The words of settings, part of the catalogue of messages: what each one says, and how it is written.

One block for each kind of settings by the name of its model; a setting that several kinds share stands with the kind
they are made of. A line is: name | meaning | what is so without it | example of its value. Without it: the source of a
default value (article, a published figure, assumption; nothing if the value changes nothing), or what no value means.
The meanings in Japanese are in `sim/japanese/settingwords.py`; what else is told is read on an English page only.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from sim.words import language
from sim.words.experimentwords import SETTINGS_TABLE
from sim.words.language import Language
from sim.words.titlewords import TEXTS_TABLE


class SettingWords(NamedTuple):
    """What a setting means, what is so without it, and an example of its value (`=`: see elsewhere)."""

    meaning: str
    without: str
    example: str


_TABLE: Final = """
[any]
title | what it is called in charts and tables | | Our own words
kind | which kind it is; it decides what else can be set | | =

[Journey]
format | version of this way of writing files | | 1
name | results are kept under this name | | our_journey
title | what the journey is called in charts and tables | | Nurturing at our firm
start | the first day; time is counted from its midnight | | 2026-04-01
days | how long a run lasts | | 365
time_zone | time zone of all clock times | assumption: a firm in Japan | Europe/Berlin
personas | the personas file, as seen from this file | | people.yaml
calendar | holidays, closures and the fiscal year | | {holidays: JP, fiscal_year_start: 4}
sources | where leads come from | | {web: {kind: rate, per_day: 3}}
gate | target filter: who fails it is counted and gets nothing | | industry != other
segments | names for groups of leads, which other rules may use | | {large: employees == "50+"}
stages | in the order in which they are climbed; everybody begins in the first | | {awareness: {}, interest: {enter: score >= 50}}
exits | goals reached and other reasons to leave: no more mails, stages or hand-offs | | {customer: {when: download >= 9}}
dormancy | who shows no sign of life for so long sleeps | | {after: 120d}
fit | points for attributes (属性スコア); an attribute or value not named gives 0 | | {job: {director: 20, manager: 10}}
behaviours | what is tracked, and its points (行動スコア) | | {download: {points: 20}, price: {points: 30}, stay: {}}
scoring | bounds and decay of behaviour points, and machines recognised | | {floor: 0, ceiling: 300}
contact_policy | what holds for the mails of all programmes and invitations | | {quiet_hours: 21:00-08:00}
touchpoints | content, mail programmes, webinar series and calls | | {page: {kind: content, behaviour: download, stages: awareness}}
mql | hand-off rules: the first true one in this order hands the lead over | | {hot: score >= 80 and price >= 1}
sync | how hand-offs travel to the sales tool | | {mode: periodic, every: 1h}
desk | inside sales: who works there and how | | {reps: 2}
sql | what a call must uncover for an opportunity | | need and timing and (budget or authority)
returns | where a lead goes that sales gives back, by reason | stage and score are kept, no rest | {timing: {to: interest, rest: 60d}}
reviews | meetings that move a number of a hand-off rule | | {monthly: {meets: monthly 1 09:00, rule: hot, bounds: [50, 90], target: {acceptance: 0.6}}}
declared | what nobody can simulate (persona_defined, handoff_agreed, sales_ready, kpis_agreed, review_planned): agreed by whom, when, on what evidence | | {handoff_agreed: {by: Head of sales, on: 2026-03-20}}
costs | in yen | | {mail: 1, rep_hour: 3500, deal_value: 3000000}

[CalendarSettings]
holidays | public holidays of a country by its two letters, or of a part of it (DE-BY), or none | assumption: a firm in Japan | DE-BY
closures | days off beside public holidays, each year or once, both ends included | | [08-13..08-16, 12-29..01-03, 2026-05-01]
fiscal_year_start | month in which the fiscal year begins | assumption: a firm in Japan | 1

[SourceBasics]
cost_per_lead | advertising, in yen | | 8000
project_odds | times the odds that a lead has a real project | | 1.21
persona_odds | times the share of a persona among the leads of this source | | {small_firm_owner: 2}
arrive_with | share of leads that have done this when they register | | {download: 0.6}

[RateSource]
per_day | mean number of leads on an open day (Monday to Friday, no holiday, no closure) | | 3
off_day_factor | times as many on other days | | 0.4
overdispersion | size k of the daily counts: their variance is mean + mean^2 / k | Poisson | 17.6
hours | clock times between which leads register | | 07:00-24:00
from | first day with leads | the start | 2026-04-10
until | first day without | never | 2026-05-10

[BurstSource]
events | dated bursts of leads by name | | {fair: {on: 2026-05-13, days: 3, leads: [200, 280]}}
hours | clock times between which leads register | assumption | 09:00-16:00

[Event]
on | its first day | | 2026-05-13
leads | how many come: a number, or two between which all are equally likely | | [200, 280]
days | how many days it lasts | | 3

[CsvSource]
file | the file, beside this one | | crm.csv
columns | our words and the headers of the file (leads.md) | | {registered: 登録日, job: 役職}
values | words of the file and what they mean here | | {job: {部長: director}}
bad_rows | whether a file with bad rows is refused, or these rows are skipped | | skip

[CohostSource]
webinar | the webinar series whose partners bring leads, at each of its dates | | talk
leads | how many each time: a number, or two between which all are equally likely | | [5, 15]
after | how long after the webinar was held | assumption | 1d

[Stage]
enter | rule to climb into this stage; needed unless something else leads here | | score >= 50 and download >= 1
back | when a lead falls back | | {when: score < 20}
timeout | how long a lead may stay | | {after: 90d, to: awareness}
goal | what the stage is for, checked after a run | | {kpi: mqls, at_least: 20}

[Back]
when | rule by which a lead falls back; tested before climbing | | score < 20
to | a stage before this one | the stage before | awareness

[Timeout]
after | how long a lead may stay | | 90d
to | the stage it then goes to | | awareness

[Goal]
kpi | a name of `nurture kpis` | | mqls
at_least | the smallest value that is good enough | | 20
at_most | the largest one | | 50

[Exit]
when | rule by which a lead leaves the journey; tested before all else | | download >= 9
re_enter | when a lead comes back | never | {when: price >= 1}

[ReEntry]
when | rule by which a lead comes back | | price >= 1
after | not before so long after it left | at once | 30d
to | the stage it comes back to | the stage it had | awareness

[Dormancy]
after | time without a sign of life after which a lead is dormant | | 120d

[Behaviour]
points | points for it | | 20
every | it must happen so often for the points | | 3
within | ... in so short a time | any time | 14d
max_times | points are given so often, ever | each time | 2
at_most | points are given so often in a period | no such limit | {times: 1, within: 30d}

[Limit]
times | how often | | 1
within | in any such period | | 30d

[Scoring]
floor | behaviour points don't fall below | no limit | -20
ceiling | behaviour points don't rise above | no limit | 300
half_life | behaviour points lose half their worth in this time; not beside `inactivity` | they stay | 60d
inactivity | points taken for time without a sign of life; not beside `half_life` | none | {after: 30d, subtract: 10}
machine_opens_ignored | share of opens by mailboxes that the tool recognises and doesn't count | article: counts all | 0.5
scanner_clicks_ignored | share of clicks by scanners that the tool recognises and doesn't count | article: counts all | 0.8

[Inactivity]
after | each such time without a sign of life | | 30d
subtract | takes so many points | | 10

[ContactPolicy]
quiet_hours | no mail goes out between these clock times | none | 21:00-08:00
days | whether mails go out on any day, or on business days only | | open
outside | what becomes of a mail at a wrong hour: it waits for the next right one, or is dropped | assumption | drop
caps | at most so many mails to one person in a period, over all programmes | none | [{mails: 2, within: 7d}]
over_cap | what becomes of a mail that a cap stops: it is dropped, or waits until there is room | assumption | next
suppress | rule for leads that get no mail at all | nobody | stage == interest

[MailCap]
mails | at most so many mails | | 2
within | in any such period | | 7d

[Content]
behaviour | what looking at it is tracked as | | download
stages | for whom it is meant: one stage, or several | | [awareness, interest]
organic | its weight among all content for a visitor with no and with full intent | reached by mail only | [0.2, 0.5]
form | share of people who fill the form in front of it | no form | 0.4
dwell | how long people stay, and what a long stay is tracked as | not tracked | {median: 50s, at_least: 3min, behaviour: stay}

[Dwell]
median | half of all visits without intent are shorter | | 50s
sigma | standard deviation of the logarithm of a stay | assumption | 1.2
at_least | a stay so long is tracked | | 3min
behaviour | what it is tracked as | | stay

[Contacting]
when | only leads of whom this is true | all | industry == target
window | hours in which it may go out, or always | all day | 09:00-12:00 13:00-18:00
days | on any day, or on business days only | as in the contact policy | any
outside | what becomes of a mail at a wrong hour | as in the contact policy | next
priority | at one second the mail with the largest goes first, and has the room that a cap leaves | file order | 10
capped | whether caps hold for it | | false
opt_out | what its unsubscribe link ends: all mails, or this programme | article: knows one list | programme

[Triggered]
after | set off by this behaviour | | download
of | ... where it is tracked at this touchpoint | anywhere | page
entering | set off on coming to this stage | | interest
on | set off by a turn of life; a mail on exited goes to who has left, which no other mail does | | returned
delay | so long after | at once | 1d
cooldown | not set off again so soon | each time | 14d
from | first day on which it goes out | the start | 2026-04-10
until | first day on which it no longer does | never | 2026-05-10

[Email]
cadence | by the calendar, instead of `after`, `entering` or `on` | | weekly Tue 10:00
content | what it links to: one content for all stages, one for each, or a list of segments; who is in none gets nothing | | {awareness: page, interest: prices}
variants | a split: each lead gets one variant for life, or nothing if the shares leave room | no split | {a: {share: 0.5}, b: {share: 0.5, content: prices}}
resend | it goes out once more | no | {after: 3d}
send_time | at its own time, or at the hour of the lead's last sign of life | | usual_hour
max_sends | to one lead at most so often | no limit | 5
audience | for leads awake, for the dormant, or for both | active; on: dormant: dormant | all
while_with_sales | from hand-off to return, and with an open opportunity: held (the newest goes out on return), dropped, or sent | assumption | hold

[Choice]
when | the segment, as a rule; the first one that is true counts | | employees == "50+"
content | what it gets: one content for all stages, or one for each | | prices

[Variant]
share | share of all leads | | 0.5
content | its own content, for all stages or each | that of the mail | prices
open | times the usual chance that it is read | | 1.1
click | times the usual chance of a click | | 0.9

[Resend]
after | so long after the first, to who hasn't opened it by then | | 3d

[Call]
when | only leads of whom this is true | all | employees == "50+"

[Webinar]
dates | when it is held | | monthly 3rd Thu 15:00
invite | invitations to those in its stages who have no place yet | nobody is invited | [{before: 21d}, {before: 7d, at: 09:00}]
remind | reminders to those who have a place | none | [{before: 1d, at: 09:00}, {before: 1h}]
stages | who is invited | | [interest, decision]
seats | places at each date; who comes too late is put on a waiting list | for everybody | 80
release | when places given back go to the waiting list | never | [{before: 3d}]
cancel | share of places given back | | 0.1
attend | times the usual attendance | | 1.2
replay | the recording | none | {missed: 0.3, attended: 0.1}
while_with_sales | invitations from hand-off to return, and with an open opportunity: dropped or sent | assumption | continue
cost | of each one held, in yen | | 50000

[Wave]
before | whole days ahead | | 21d
at | clock time | assumption | 09:00

[Reminder]
before | so long ahead; with `at` whole days | | 1h
at | clock time | exactly `before` ahead | 09:00

[Replay]
missed | share of those who missed it that watch | | 0.3
attended | share of those who came that watch | | 0.1
delay | mean time until they do | assumption | 3d

[Sync]
mode | at once, or at fixed moments | article: either | periodic
every | time between the moments | assumption | 1h
at | one of the moments | | 00:05
failure | chance that a try fails | | 0.01
retry | time until it is tried again | assumption | 30min
duplicate | share of hand-offs that the sales tool has twice, so that the first call takes longer | | 0.02
fields | what travels, and its column in the sales tool; the desk's rules see nothing else | everything travels | {score: スコア, job: 役職}

[Staff]
reps | reps who work the same hours | | 2
hours | working hours on business days, or always | assumption | 09:00-12:00 13:00-18:00
shifts | groups of reps with hours of their own, instead of `reps` and `hours` | none | [{reps: 2, hours: 09:00-14:00}, {reps: 1, hours: 12:00-19:00}]
closures | days off beside those of the calendar | none | [2026-05-01]
absences | reps away from a day to before another | none | [{reps: 1, from: 2026-04-10, until: 2026-04-20}]
work_in_progress | first calls wait while the team has so many leads per rep under way | no limit | 40

[Shift]
reps | how many | | 2
hours | their working hours | | 09:00-14:00

[Absence]
reps | how many, those with the highest numbers | | 1
from | first day away | | 2026-04-10
until | first day back | | 2026-04-20

[Team]
takes | its territory: the first team whose rule is true gets the lead | all that come here | employees == "50+"

[Desk]
teams | several teams, each with reps of its own, in the order in which they choose | one team | {large: {reps: 2, takes: employees == "50+"}, others: {reps: 1}}
first_contact | by when the first contact is due, later counts as a breach: the same day, the next business day, or so long after opening | article: same day or next | next_business_day
attempts | calls and mails before a lead is given back as unreachable | B17: 93 % of those who convert are reached by call 6 | 4
steps | by which means each attempt is made | all by phone | [phone, email, phone]
spacing | time between attempts | assumption | 2d
priority | who is called first: first come, highest score, freshest, or the first true rule of a list | | [price >= 1, score >= 100]
filter | who fails it is given back at once as rejected | nobody | score >= 50
expires | a lead not dealt with by then is given back as expired; not beside `patience` | never | 30d
patience | leads lose interest after this time on average, and are given back as expired | never | 14d
dial | mean length of a call that reaches nobody | assumption; 44 calls a day lie in B18's 40 to 50 | 6min
talk | mean length of one that does | assumption | 30min
write | mean time for a mail written by hand | assumption | 10min

[Return]
to | a stage, keep, or excluded | | interest
rest | how long no rule may hand it off again | at once | 60d
score | keep, reset to 0, or the behaviour points taken as a negative number | article: is silent, so nothing | -30

[Review]
meets | when | | monthly 1 09:00
rule | the hand-off rule whose number it moves | | hot
compares | what that number is compared with, by >= or > | | price
step | by which it moves | article: all points are multiples of 5 | 10
bounds | how far it may move | | [50, 90]
target | what it steers towards | | {acceptance: 0.6, tolerance: 0.05}
window | what is counted: whole days before the meeting | assumption | 60d
least | with fewer cases nothing is changed | assumption | 30

[Target]
acceptance | hand-offs accepted, of those accepted or given back for other reasons than timing, budget and authority | | 0.6
opportunity_rate | opportunities per hand-off | | 0.2
handoffs_per_week | hand-offs | | 15
tolerance | nothing is changed so near to the target | | 0.05

[Declared]
by | who vouches for it | | Head of sales
on | since when | | 2026-03-20
evidence | on what grounds | | minutes of the March meeting

[Costs]
mail | of one mail sent | | 1
rep_hour | of one working hour of a rep | | 3500
deal_value | worth of a deal won | | 3000000

[Personas]
format | version of this way of writing files | | 1
people | how everybody behaves | | =
attributes | attributes and their values | | =
personas | kinds of leads | | =

[Persona]
share | its weight among all leads | | 0.2
attributes | for each attribute its value, or the shares of its values | | {job: director, industry: {target: 0.8, other: 0.2}, employees: "50+"}
project | chance of a real project within 12 months | | 0.3
open | times the usual chance that a mail is read | | 1.2
webinar | chance that somebody without intent registers, per invitation | | 0.05
time | times the usual time until a project, and its length | | 0.9
tastes | times the weight of content by its behaviour | | {download: 1.5}
authority | chance that a call finds somebody who can decide | assumption | 0.8
competitor | share who work for a competitor | | 0.01
scanner_share | share of mailboxes with a scanner | as in `people` | 0.05

[Figure]
value | the number | | =
source | where it comes from, or the word assumption | | assumption

[Spread]
median | half of all are shorter | | =
sigma | standard deviation of the logarithm | | =
source | where it comes from, or the word assumption | | assumption

[Rhythm]
open_day | relative activity in each hour of an open day | | =
off_day | ... of a day off | | =
source | where it comes from, or the word assumption | | assumption

[Weekdays]
value | seven factors, Monday first | B7: no published effect of the weekday | [1, 1, 1, 1, 1, 0.5, 0.5]
source | where it comes from, or the word assumption | | assumption
"""


def _read(table: str) -> dict[str, list[str]]:
    """The parts of each line by the names of its block and its setting."""
    found: dict[str, list[str]] = {}
    block = ""
    for line in filter(None, table.splitlines()):
        if line.startswith("["):
            block = line.strip("[]")
            continue
        name, *parts = (part.strip() for part in line.split("|"))
        found[f"{block}.{name}"] = parts
    return found


SETTINGS: Final = {key: SettingWords(*parts) for key, parts in _read(_TABLE + SETTINGS_TABLE + TEXTS_TABLE).items()}


@cache
def meanings(which: Language) -> dict[str, str]:
    """What each setting means, in a language."""
    if which == "en":
        return {key: words.meaning for key, words in SETTINGS.items()}
    from sim.japanese.settingwords import MEANINGS_TABLE

    return {key: parts[0] for key, parts in _read(MEANINGS_TABLE).items()}


def setting_words(key: str) -> SettingWords | None:
    """The words of a setting (`Journey.days`), its meaning in the language in use; None for an unknown one."""
    found = SETTINGS.get(key)
    return found and found._replace(meaning=meanings(language.current()).get(key, found.meaning))
