"""Where everything stands in the flat arrays of a program: columns, codes and names that `program` and `kernel` share.

docs/world.md says what each is for.
"""

from __future__ import annotations

from sim.model.journey import REASONS as RETURN_REASONS

CERTAIN = 1 << 32
FOREVER = (1 << 62) - 1
SHARE_STEPS = 512  # entries of the tables of mail frequency

# people: one float each
(
    F_OPEN, F_OPEN_GAIN, F_OPEN_MEDIAN, F_CLICK, F_CLICK_GAIN, F_CLICK_MISFIT, F_CLICK_DELAY, F_UNSUBSCRIBE,
    F_WEEKLY, F_MACHINE_DELAY, F_SCAN_DELAY, F_IDLE, F_PROJECT_START, F_PROJECT_END, F_READ_LIFT, F_CONTENT_LIFT,
    F_WEBINAR_LIFT, F_MISFIT, F_VISIT_GAP, F_REGISTER_GAIN, F_REGISTER_DAY, F_REGISTER_WEEK, F_NEED_FLOOR,
    F_NEED_GAIN, F_CYCLE_MEDIAN, F_DIAL, F_TALK, F_AFFINITY, F_ADDRESS, F_DELAY_MEDIAN, F_LENGTH_MEDIAN, F_COUNT,
) = range(32)  # fmt: skip
# words: whole numbers; purposes of luck, thresholds, indices
(
    W_END, W_STAGES, W_RULES, W_GATE, W_SQL, W_REGISTERED, W_OPEN, W_CLICK, W_UNSUBSCRIBED, W_WEBINAR_REGISTERED,
    W_WEBINAR_ATTENDED, W_WEBINAR_MISSED, W_SCAN, W_WIN, W_TIMING_HIT, W_TIMING_FALSE, W_BUDGET_HIT, W_BUDGET_FALSE,
    W_VISITS, W_GAP, W_KEEP, W_CONTACT, W_TALK, W_DIAL, W_NEED, W_TIMING, W_BUDGET, W_AUTHORITY, W_CYCLE, W_DEAL,
    W_PERSONA_AFFINITY, W_AFFINITY_MAIL, W_AFFINITY_WEB, W_AFFINITY_WEBINAR, W_MACHINE, W_SCANNER, W_REACHABLE,
    W_COMPETITOR, W_ADDRESS, W_PROJECT, W_PROJECT_NOW, W_PROJECT_DELAY, W_PROJECT_LENGTH, W_MACHINE_SHARE,
    W_REACHABLE_SHARE, W_NOW_SHARE, W_TOUCHES, W_PERSONAS, W_ATTRIBUTES, W_BRINGS, W_DAYS, W_OWN_ATTRIBUTES,
    W_CONDITIONS, W_RETURNS, W_CLOCK_END, W_CLOCK_CELL, W_COUNT,
) = range(57)  # fmt: skip
PURPOSES = {
    W_GAP: "visit/gap",
    W_KEEP: "visit/keep",
    W_CONTACT: "desk/contact",
    W_TALK: "desk/talk",
    W_DIAL: "desk/dial",
    W_NEED: "desk/need",
    W_TIMING: "desk/timing",
    W_BUDGET: "desk/budget",
    W_AUTHORITY: "desk/authority",
    W_CYCLE: "desk/cycle",
    W_DEAL: "desk/win",
    W_PERSONA_AFFINITY: "person/affinity",
    W_AFFINITY_MAIL: "person/affinity/mail",
    W_AFFINITY_WEB: "person/affinity/web",
    W_AFFINITY_WEBINAR: "person/affinity/webinar",
    W_MACHINE: "person/machine",
    W_SCANNER: "person/scanner",
    W_REACHABLE: "person/reachable",
    W_COMPETITOR: "person/competitor",
    W_ADDRESS: "person/address",
    W_PROJECT: "person/project",
    W_PROJECT_NOW: "person/project/now",
    W_PROJECT_DELAY: "person/project/delay",
    W_PROJECT_LENGTH: "person/project/length",
}
# Tables: `whole[TABLE]` is where a table begins in `whole` (or `real`), `whole[TABLE + 1]` how long its rows are.
TOUCH, BEHAVIOUR, CODE, HOURS, MAIL_FORM, PROJECT_CHANCE, PERSONA_WORDS, FIXED, VALUE_WORD, POINTS, BRINGS = range(
    W_COUNT, W_COUNT + 22, 2
)
CURVES, APPEAL, PERSONA, WEIGHT, SHARES = range(W_COUNT + 22, W_COUNT + 32, 2)
HEADER = W_COUNT + 32
# touch: a row for each touchpoint
(
    T_KIND, T_BEHAVIOUR, T_STAGES, T_FORM, T_VISIT, T_VISIT_FORM, T_OPEN, T_OPEN_DELAY, T_CLICK, T_CLICK_DELAY,
    T_UNSUBSCRIBE, T_UNSUBSCRIBE_DELAY, T_MACHINE, T_SCAN, T_SCAN_DELAY, T_REGISTER, T_REGISTER_WHEN, T_ATTEND,
    T_ATTEND_SHARE, T_AFTER, T_DELAY, T_WHEN, T_CONTINUE, T_SERIES, T_CONTENT,
) = range(25)  # fmt: skip
TOUCH_PURPOSES = {
    T_VISIT: "visit",
    T_VISIT_FORM: "form",
    T_OPEN: "open",
    T_OPEN_DELAY: "open/delay",
    T_CLICK: "click",
    T_CLICK_DELAY: "click/delay",
    T_UNSUBSCRIBE: "unsubscribe",
    T_UNSUBSCRIBE_DELAY: "unsubscribe/delay",
    T_MACHINE: "machine",
    T_SCAN: "scan",
    T_SCAN_DELAY: "scan/delay",
    T_REGISTER: "register",
    T_REGISTER_WHEN: "register/when",
    T_ATTEND: "attend",
}
ABSENT, CONTENT, CALENDAR_MAIL, TRIGGERED_MAIL, WEBINAR = range(5)
B_POINTS, B_EVERY, B_MOST, B_RING, B_RING_AT = range(
    5
)  # behaviour: points, every, highest award number, kept stamps and where
P_OPEN, P_REGISTER, P_TIME, P_AUTHORITY = range(4)  # persona, floats
Q_WORD, Q_SCANNER, Q_COMPETITOR = range(3)  # persona, whole numbers
X_EXPONENTIAL, X_OPEN, X_AFFINITY, X_DELAY, X_LENGTH, X_CYCLE = range(6)  # quantile tables
C_LIFT, C_FATIGUE, C_OPEN, C_UNSUBSCRIBE, C_SPEED = range(5)  # curves
H_WEIGHT, H_CLOCK, H_AWAKE, H_DAY, H_TOMORROW, H_FIND = range(6)  # hours
(
    N_ALL,
    N_SCORE,
    N_FIT,
    N_BEHAVIOUR,
    N_COUNT,
    N_WITHIN,
    N_NOT_WITHIN,
    N_ATTRIBUTE,
    N_SOURCE,
    N_STAGE,
    N_FINDING,
    N_NOT,
    N_AND,
    N_OR,
) = range(14)  # code
COMPARISONS = {">=": 0, ">": 1, "<=": 2, "<": 3, "==": 4, "!=": 5}
REASONS = len(RETURN_REASONS)
TO_EXCLUDED, TO_KEEP = -1, -2
FINDING_BITS = {"need": 1, "timing": 2, "budget": 4, "authority": 8}
