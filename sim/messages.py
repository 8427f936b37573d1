"""Every sentence that a user can see, by language and key.

Keys are dotted: the module that speaks, then the matter. Each module keeps its own block; a Japanese catalogue will
stand beside the English one.
"""

from __future__ import annotations

from typing import Final

from sim import kpiwords

_ENGLISH: Final[dict[str, str]] = {
    # --- wording: parts of other sentences ---
    "wording.did_you_mean": "; did you mean '{nearest}'?",
    "wording.nothing": "nothing",
    "wording.settings": "settings",
    "wording.list": "a list",
    # --- yaml: reading a file ---
    "yaml.no_file": "no such file{hint}",
    "yaml.not_a_file": "this is not a file",
    "yaml.unreadable": "can't be read: {reason}",
    "yaml.too_big": "larger than {limit_mb} MB, so it was not read",
    "yaml.not_utf8": "the byte {byte} is not UTF-8 text; save the file as UTF-8",
    "yaml.character": "the character {code} is not allowed; delete it",
    "yaml.empty": "the file is empty",
    "yaml.second_document": "a file holds one document only; delete what follows",
    "yaml.too_deep": "nested deeper than {limit} levels",
    "yaml.too_many": "more than {limit} values in one file",
    "yaml.anchor": "anchors ('&{name}') are not allowed; a text that begins with '&' needs quotes",
    "yaml.alias": "aliases ('*{name}') are not allowed; a text that begins with '*' needs quotes",
    "yaml.tag": "tags ('!...') are not allowed; a text that begins with '!' needs quotes",
    "yaml.directive": "lines that begin with '%' are not allowed",
    "yaml.merge": "merge keys ('<<') are not allowed; write the settings out",
    "yaml.null_word": "{found} could mean nothing or a text; leave the value empty, or put it in quotes",
    "yaml.duplicate": "given twice; the first is on line {line}",
    "yaml.unnamed": "a value without a name before its ':'",
    "yaml.name_shape": "the name of a setting must be a text, not a list or settings",
    # --- yaml: syntax ---
    "yaml.quote_open": "this quote is never closed",
    "yaml.bracket_open": "this bracket is never closed",
    "yaml.bracket_end": "the file ends while a bracket is still open",
    "yaml.bracket_comma": "',' or the closing bracket is missing before this; the bracket opens on line {line}",
    "yaml.escape": "a backslash in double quotes begins a code; use single quotes, or write two backslashes",
    "yaml.tab": "a tab can't indent; use spaces",
    "yaml.first_character": "a text can't begin with {character}; put it in quotes",
    "yaml.colon": "': ' can't stand here; put the text in quotes, or check the indentation",
    "yaml.colon_space": "inside brackets ':' needs a space after it; put the text in quotes if it is no name",
    "yaml.no_colon": "': ' is missing after this name",
    "yaml.after_value": "something follows a complete value; put the whole text in one pair of quotes",
    "yaml.indentation": "the indentation does not fit the lines above",
    "yaml.dash": "a list item ('- ') must begin on a line of its own",
    "yaml.block_text": "the text of '|' or '>' must begin on the next line, indented with spaces",
    "yaml.invalid": "this is not valid YAML",
    # --- yaml: settings ---
    "yaml.found": "{rule}, found {found}{hint}",
    "yaml.or": "{first}, or {second}",
    "yaml.write": "; write {plainly}",
    "yaml.written": " (written {text})",
    "yaml.missing": "this setting is missing",
    "yaml.missing_choice": "this setting is missing; it {rule}",
    "yaml.missing_entry": "this entry of the list is missing",
    "yaml.unknown_setting": "unknown setting{hint}",
    "yaml.known": "; known here: {names}",
    "yaml.whole": "must be a whole number",
    "yaml.whole_digits": "must be a whole number of at most 18 digits",
    "yaml.number": "must be a number",
    "yaml.bool": "must be true or false",
    "yaml.text": "must be a text",
    "yaml.date": "must be a date such as 2026-04-14",
    "yaml.time": "must be a time such as 10:00",
    "yaml.datetime": "must be a date and time such as 2026-04-14 10:00",
    "yaml.settings": "must be settings (name: value)",
    "yaml.list": "must be a list",
    "yaml.nothing": "must be empty",
    "yaml.one": "must be {choice}",
    "yaml.one_of": "must be one of {choices}",
    "yaml.one_of_many": "must be one of {choices}, ... ({count} in all)",
    "yaml.at_least": "must be at least {limit}",
    "yaml.at_most": "must be at most {limit}",
    "yaml.above": "must be above {limit}",
    "yaml.below": "must be below {limit}",
    "yaml.multiple": "must be a multiple of {limit}",
    "yaml.text_short": "must have {limit} characters or more",
    "yaml.text_long": "must have {limit} characters or fewer",
    "yaml.pattern": "must have the form {limit}",
    "yaml.few": "must have {limit} entries or more",
    "yaml.many": "must have {limit} entries or fewer",
    "yaml.not_valid": "is not valid here ({rule})",
    "yaml.name": "must be a name: letters, digits and _, the first a letter, at most 60 in all",
    # --- yaml: changes ---
    "yaml.change_unknown": "nothing is called '{name}' in {parent}{hint}",
    "yaml.change_index": "{parent} has {count} entries, numbered from 0; found {name}",
    "yaml.change_inside": "{parent} is a single value and has no settings",
    "yaml.change_overlap": "overlaps the change of '{other}' on line {line}",
    "yaml.change_empty": "a change must name a setting, with '.' between its parts",
    "yaml.change_root": "the file",
    # --- journey and personas files: the words of a value ---
    "journey.rule_text": "a rule is a text such as 'score >= 100', found {found}",
    "journey.hours": "hours are written 09:00-18:00, found '{found}'",
    "journey.range": "the first number must not be larger than the second, found {low} and {high}",
    "persona.rhythm_hours": "must be 24 numbers, one for each hour of the day, found {found}",
    "persona.rhythm_asleep": "at least one hour needs a weight above 0",
    # --- calendar: words for time, the calendar, cadences ---
    "calendar.duration": (
        "'{value}' is not a duration; write whole numbers with the units w, d, h, min, s, largest first, such as "
        "7d, 15min or 1d12h (a month has no fixed length)"
    ),
    "calendar.duration_long": "'{value}' is too long a duration; the longest is 36500d",
    "calendar.clock": "'{value}' is not a time of day; write hours and minutes from 00:00 to 24:00, such as 10:30",
    "calendar.date": "'{value}' is not a date; write year-month-day of a day that exists, such as 2026-04-14",
    "calendar.closure": (
        "'{value}' is not a closure; write days of every year such as 08-15 or 12-29..01-03, or dates such as "
        "2026-05-01 or 2026-05-01..2026-05-06"
    ),
    "calendar.closure_order": "closure '{value}' ends before it begins; write the earlier date first",
    "calendar.hours": (
        "'{value}' are not working hours; write spans such as 09:00-18:00 or 09:00-12:00 13:00-18:00, or always"
    ),
    "calendar.hours_order": (
        "working hours '{value}' are out of order or overlap; each span must end after it begins and the next "
        "begin after that (a night is 00:00-06:00 22:00-24:00)"
    ),
    "calendar.country": (
        "'{value}' is not a country whose public holidays are known; write a two-letter code such as JP, or code "
        "and region such as DE-BY"
    ),
    "calendar.holiday_year": (
        "public holidays of '{value}' are known for {first} to {last}, not for {year}; the calendar runs 400 days "
        "past the last day"
    ),
    "calendar.zone": "'{value}' is not a time zone; did you mean '{suggestion}'?",
    "calendar.days": "a calendar of {value} days; it must have at least 1 and at most 36500",
    "calendar.fiscal_year_start": "fiscal year start {value} is not a month; write a number from 1 to 12",
    "calendar.years": (
        "a calendar that starts on {value} leaves the years {first} to {last}; start it later or make it shorter"
    ),
    "calendar.hour_weights": "hour weights of shape {value}; there must be 7 weekdays of 24 hours",
    "calendar.weekday": "'{value}' in '{text}' is not a weekday (Mon, Tue, Wed, Thu, Fri, Sat, Sun){hint}",
    "calendar.cadence": (
        "'{value}' is not a cadence; write one such as weekly Tue 10:00, weekdays 10:00, daily 09:00, 2 a month "
        "Tue 10:00, every 10d 10:00, every 2w Tue 10:00, monthly 3rd Thu 15:00, monthly 15 10:00, 2026-04-14 10:00"
        " or never"
    ),
    "calendar.cadence_time": "cadence '{value}' has no time of day; end it with one such as 10:00",
    "calendar.cadence_midnight": "cadence '{value}' sends at 24:00; write 00:00 of the day after",
    "calendar.cadence_days": (
        "cadence '{value}' doesn't count whole days; write every with days or weeks, such as every 10d 10:00"
    ),
    "calendar.cadence_weeks": (
        "cadence '{value}' names a weekday but doesn't count whole weeks; write weeks such as every 2w Tue 10:00, "
        "or leave out the weekday"
    ),
    "calendar.cadence_a_month": "cadence '{value}' must say 1, 2, 3 or 4 a month, such as 2 a month Tue 10:00",
    "calendar.cadence_ordinal": (
        "cadence '{value}' must name the 1st, 2nd, 3rd, 4th or last weekday of the month, such as monthly 3rd Thu "
        "15:00 (not every month has a 5th)"
    ),
    "calendar.cadence_day_of_month": (
        "cadence '{value}' must name a day from 1 to 31 or a weekday of the month, such as monthly 15 10:00 or "
        "monthly last Fri 15:00"
    ),
    "calendar.cadence_dates": (
        "cadence '{value}' must list each date once, with commas between them and one time of day at the end, such"
        " as 2026-04-14, 2026-05-12 10:00"
    ),
    "calendar.cadence_twice": "cadence '{value}' names a weekday twice",
    # --- crowd and world: what stops a run ---
    "crowd.chain": "lead {lead} had more than 1,000 events at second {second}: mails without delay call for one another",
    "crowd.time": "lead {lead} went back in time at second {second}: this is a fault of the simulator",
    "world.late_moment": "second {second} can't be announced: leads have been played up to second {horizon}",
    "world.unannounced": "second {second} was not announced, and leads have been played up to second {horizon}; wait with world.at(t)",
    # --- rules: the rule language ---
    "rules.at": "character {column}: {text}",
    "rules.end": "the end",
    "rules.more": ", ... ({count} in all)",
    "rules.empty": "the rule is empty; write one such as score >= 100 and price_page >= 1",
    "rules.long": "a rule has at most {limit} characters, found {found}",
    "rules.deep": "parentheses and 'not' are nested deeper than {limit} levels",
    "rules.variant": "'{found}' is a full-width or variant form; write '{right}'",
    "rules.space": "the space {code} is not a plain one; type it again as a plain space",
    "rules.slip": "'{found}' means nothing in a rule; did you mean '{right}'?",
    "rules.operator": "'{found}' is no comparison; use >=, >, <=, <, == or !=",
    "rules.dot": "'.' means nothing in a rule; a name has no parts, and a value with a '.' needs quotes",
    "rules.arithmetic": "'{found}' means nothing in a rule: rules don't calculate, and a value with it needs quotes",
    "rules.character": "'{found}' means nothing in a rule; a value that has it needs quotes",
    "rules.quoted_character": "the value {found} has a character that can't be seen; delete it",
    "rules.unclosed_quote": "the quote that begins {found} is never closed",
    "rules.unclosed": "this '(' is never closed",
    "rules.closes_nothing": "this ')' closes nothing",
    "rules.chain": "{found} can't follow a whole condition; write two, such as score >= 50 and score < 100",
    "rules.leftover": "{found} can't stand after '{before}'; 'and', 'or' or the end is expected",
    "rules.no_name": "{found} stands where a condition is expected, such as score >= 100",
    "rules.quoted_name": "{found} stands where a name is expected; names have no quotes",
    "rules.number_first": "{found} stands before the name; write the name first, such as score >= 100",
    "rules.bare_number": "the number {found} says nothing by itself; compare a name with it, such as score >= 100",
    "rules.call": "{found} can't be called; the only call is count, such as count(price_page, 14d) >= 2",
    "rules.no_window": "this count has no window; write count({name}, 14d) >= 2, or {name} >= 2 to count them all",
    "rules.count": "{found} stands where {expected} is expected; write a count such as count(price_page, 14d) >= 2",
    "rules.part_name": "the name of a behaviour",
    "rules.part_comma": "','",
    "rules.part_number": "a number",
    "rules.part_close": "')'",
    "rules.part_op": "a comparison",
    "rules.number": "{found} is no whole number in plain digits, such as 1000; a value of an attribute needs quotes",
    "rules.large": "{found} is beyond {limit}, the largest number in a rule",
    "rules.no_value": "{found} stands where a number or value is expected after '{op}'",
    "rules.keyword_value": "{found} stands where a number or value is expected after '{op}'; such a value needs quotes",
    "rules.computed_value": "{found} can't be called after '{op}'; names are compared only with numbers and values",
    "rules.unknown_near": "unknown name '{found}'; did you mean '{right}'?",
    "rules.unknown_far": "unknown name '{found}'; known here: {right}",
    "rules.value_near": "'{name}' has no value '{found}'; did you mean {right}?",
    "rules.value_far": "'{name}' has no value '{found}'; it has {right}",
    "rules.number_alone": "'{name}' is a bare number, neither true nor false; compare it, such as {name} >= 1",
    "rules.attribute_alone": "'{name}' is an attribute, neither true nor false; compare it by == or !=; it has {known}",
    "rules.flag_compared": "'{name}' is true or false and can't be compared, found '{op}'; write {name} or not {name}",
    "rules.not_a_word": "'{name}' is a number and can't be compared with the word '{found}'; write a whole number",
    "rules.not_a_number": "'{name}' is an attribute and can't be compared with the number {found}; it has {known}",
    "rules.attribute_op": "'{name}' is an attribute and can't be compared by '{found}'; use == or !=",
    "rules.window_name": "'{name}' is no behaviour; only behaviours can be counted in a window",
    "rules.window_empty": "the window of count({name}, {found}) must be longer than 0s",
    "rules.window_op": "count({name}, ...) can't be compared by '{found}'; use >= or <",
    "rules.window_value": "count({name}, ...) must be compared with a whole number of at least 1, found {found}",
    # --- leads: a CSV file of real leads; no sentence repeats a cell ---
    "leads.cell": "column '{column}': {text}",
    "leads.unreadable": "the leads file can't be read: {reason}",
    "leads.empty": "the leads file has no header",
    "leads.encoding": "this line is neither UTF-8 nor CP932 (Shift_JIS) text; save the file as UTF-8",
    "leads.quotes": "a quote is opened or closed at the wrong place from here on",
    "leads.unknown_column": "'{found}' is nothing that a leads file can tell{hint}; it can tell {known}",
    "leads.no_registered": "the column 'registered' is missing: it names the header of the registration time",
    "leads.taken_twice": "the header '{header}' is taken twice",
    "leads.header_twice": "the header '{header}' stands there twice; rename one",
    "leads.no_header": "there is no header '{header}'{hint}; the file has {known}",
    "leads.width": "{found} cells, the header has {width}",
    "leads.not_a_date": "not a date such as 2026-04-01, 2026/4/1 10:30 or 2026年4月1日",
    "leads.not_whole": "not a whole number of at most {most}",
    "leads.below_zero": "below zero",
    "leads.not_yes_no": "neither yes nor no (1 or 0, true or false, はい or いいえ)",
    "leads.not_a_word": "not one of {known}; `values` can translate the file's words",
    # --- kpi: measuring; titles and definitions stand in kpiwords ---
    "kpi.none": "none",
    "kpi.window": "the measured window must be some of the run's days: 0 to {days}, found {first} to {last}",
    # --- status, reason, finding: words for codes ---
    "status.unborn": "not registered yet",
    "status.nurturing": "nurtured",
    "status.transit": "handed off, not yet with sales",
    "status.desk": "with inside sales",
    "status.opportunity": "an opportunity is open",
    "status.won": "deal won",
    "status.lost": "deal lost",
    "status.excluded": "excluded",
    "reason.unreachable": "unreachable",
    "reason.competitor": "works for a competitor",
    "reason.not_target": "no need",
    "reason.timing": "not the time",
    "reason.budget": "no budget",
    "reason.authority": "can't decide",
    "finding.need": "need",
    "finding.timing": "timing",
    "finding.budget": "budget",
    "finding.authority": "authority",
    # --- trace: one lead's life ---
    "trace.lead": "Lead {lead} from {source}, registered {at}",
    "trace.status": "At the end of the run: {status}, score {score}, stage {stage}",
    "trace.hidden_none": "What nobody could see: {persona}, nothing to buy",
    "trace.hidden_project": "What nobody could see: {persona}, a project open from {start} to {end}",
    "trace.because": "because {rule}",
    "trace.rule": "{rule}  ({values})",
    "trace.after": "after: {chain}",
    "trace.before_that": " < ",
    "trace.windowed": "{name} {count} within {window}",
    "trace.invitation": "invitation",
    "trace.registered": "registered ({node})",
    "trace.excluded": "excluded by the target filter",
    "trace.brought": "brought along: {node}",
    "trace.sent": "mail {node} sent ({content})",
    "trace.held": "mail {node} held back while with sales ({content})",
    "trace.bounce": "mail {node} bounced",
    "trace.open": "mail {node} opened",
    "trace.machine_open": "mail {node} opened by the mailbox, read by nobody",
    "trace.read": "mail {node} read (not tracked: the mailbox had opened it)",
    "trace.click": "link in mail {node} clicked",
    "trace.scanner_click": "link in mail {node} followed by a scanner, not a person",
    "trace.content": "{node} ({content})",
    "trace.scanner_content": "{node} fetched by a scanner ({content})",
    "trace.unsubscribe": "unsubscribed by mail {node}",
    "trace.webinar_registered": "registered for {node}",
    "trace.webinar_attended": "attended {node}",
    "trace.webinar_missed": "missed {node}",
    "trace.stage": "stage {old} -> {node}",
    "trace.mql": "handed to sales by rule {node} (MQL)",
    "trace.synced": "arrived in the sales tool",
    "trace.attempt": "call {attempt} by rep {rep}",
    "trace.no_contact": "call {attempt} by rep {rep}: nobody reached",
    "trace.contact": "call {attempt} by rep {rep}: talked",
    "trace.accepted": "accepted by sales (SAL); uncovered: {findings}",
    "trace.appointment": "appointment made; uncovered: {findings}",
    "trace.sql": "judged qualified (SQL)",
    "trace.opportunity": "opportunity opened",
    "trace.returned": "returned to nurturing: {reason}; stage {to}",
    "trace.returned_out": "returned and excluded: {reason}",
    "trace.won": "deal won",
    "trace.lost": "deal lost",
    # --- lint: what a journey and its personas say that no model can judge alone ---
    "lint.known": "; known here: {known}",
    "lint.unknown_stage": "no stage is called '{found}'{hint}",
    "lint.unknown_behaviour": "no behaviour is called '{found}'{hint}",
    "lint.unknown_content": "no content is called '{found}'{hint}",
    "lint.not_content": "'{found}' is a mail or a webinar; a mail needs content to link to{hint}",
    "lint.unknown_persona": "no persona is called '{found}'{hint}",
    "lint.unknown_attribute": "the personas file has no attribute '{found}'{hint}",
    "lint.unknown_value": "'{name}' has no value '{found}'{hint}",
    "lint.unknown_values": "'{found}' is no column that holds words{hint}",
    "lint.attribute_missing": "the attribute '{found}' is missing",
    "lint.no_values": "an attribute needs one value or more",
    "lint.no_value_mix": "the shares of all values are 0, so nobody can have one",
    "lint.no_mix": "the shares of all personas are 0, so there is nobody to simulate",
    "lint.intent_order": "must not be below project_intent_start, which is {start}",
    "lint.week_in_day": "must be above registered_on_the_day, which is {day}: that day belongs to the last week",
    "lint.reserved": "'{found}' has a meaning of its own; choose another name",
    "lint.alike": "'{first}' and '{second}' differ in capitals or width only; rename one",
    "lint.many": "at most {most} are possible, found {found}",
    "lint.many_behaviours": "at most {most} are possible, {built_in} built-in ones included; found {found}",
    "lint.first_stage": "the first stage has no condition: everybody begins there",
    "lint.no_enter": "a stage after the first needs a condition, such as enter: score >= 50",
    "lint.never": "this can never be true: {reason}",
    "lint.never_behaviour": "nothing in this journey leads to the behaviour '{name}'",
    "lint.never_above": "{name} never goes above {limit} here",
    "lint.never_below": "{name} never goes below {limit} here",
    "lint.never_other": "what it excludes is always so",
    "lint.until_order": "must be later than 'from', which is {since}",
    "lint.two_source_columns": "with two CSV files, none can have a column 'source': the same lead could come from both",
    "lint.whole_days": "invitations go out whole days ahead; write days, such as 7d",
    "lint.no_moment": "a mail needs 'cadence' (e.g. weekly Tue 10:00) or 'after' (a behaviour)",
    "lint.two_moments": "a mail has either 'cadence' or 'after', not both; write two mails",
    "lint.delay_alone": "a delay belongs to 'after'; this mail goes out by the calendar",
    "lint.no_content": "a mail without content says nothing; name content, for all stages or for each",
    "lint.endless": "this mail waits for what it causes, without any delay, so it would go out for ever: {path}",
    # --- workspace: files that belong together ---
    "workspace.kind": "this file is neither a journey, nor personas, nor an experiment: none of {known} is in it",
    "workspace.no_files": "no journeys/*.yaml, personas/*.yaml or experiments/*.yaml in this folder",
    "workspace.exists": "is there already; nothing was written",
    "workspace.unwritable": "can't be written: {reason}",
    "workspace.no_csv": "there is no file '{found}'",
    "workspace.same_start": "all scenarios of an experiment begin on the same day: here {found}, in the baseline {baseline}",
    "workspace.same_names": "all scenarios of an experiment have the same {what}: here {found}, in the baseline {baseline}",
    "workspace.same_zone": "all scenarios of an experiment live in the same time zone: here {found}, in the baseline {baseline}",
    "workspace.many_together": "baseline and scenario together name {found} {what}; at most {most} are possible",
    "workspace.too_early": "the journey begins on {start}; this must not be earlier",
    "workspace.change_after": "the change must come before the run ends on {end}",
    "workspace.window_order": "must be later than 'from', which is {since}",
    "workspace.window_change": "what is measured must begin on or after the change, which is on {change}",
    "workspace.long": "the run would last {found} days; at most {most} are possible",
    "workspace.baseline_twice": "the baseline is called '{found}' too; rename one",
    "workspace.unknown_kpi": "no KPI is called '{found}'{hint}",
    "workspace.no_figure": "nothing with a number is called '{found}' in {files}{hint}",
}

TEXTS: Final[dict[str, dict[str, str]]] = {"en": _ENGLISH | kpiwords.ENGLISH}


def say(key: str, /, **values: object) -> str:
    """Return the sentence `key` with `values` in its places.

    Raises KeyError for an unknown key or a missing value: a slip of ours, never of the user's.
    """
    return TEXTS["en"][key].format(**values)
