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
    F_NEED_GAIN, F_CYCLE_MEDIAN, F_DIAL, F_TALK, F_AFFINITY, F_ADDRESS, F_DELAY_MEDIAN, F_LENGTH_MEDIAN,
    F_WRITE, F_REPLY_DELAY, F_REMINDER, F_DWELL_GAIN, F_COUNT,
) = range(36)  # fmt: skip
# words: whole numbers; purposes of luck, thresholds, indices, and W_S_*: where a lead keeps something (-1: it doesn't)
(
    W_END, W_STAGES, W_RULES, W_GATE, W_SQL, W_REGISTERED, W_OPEN, W_CLICK, W_UNSUBSCRIBED, W_WEBINAR_REGISTERED,
    W_WEBINAR_ATTENDED, W_WEBINAR_MISSED, W_WEBINAR_REPLAYED, W_SCAN, W_WIN, W_TIMING_HIT, W_TIMING_FALSE,
    W_BUDGET_HIT, W_BUDGET_FALSE, W_VISITS, W_GAP, W_KEEP, W_CONTACT, W_TALK, W_DIAL, W_NEED, W_TIMING, W_BUDGET,
    W_AUTHORITY, W_CYCLE, W_DEAL, W_PERSONA_AFFINITY, W_AFFINITY_MAIL, W_AFFINITY_WEB, W_AFFINITY_WEBINAR, W_MACHINE,
    W_SCANNER, W_REACHABLE, W_COMPETITOR, W_ADDRESS, W_PROJECT, W_PROJECT_NOW, W_PROJECT_DELAY, W_PROJECT_LENGTH,
    W_SYNC_FAILURE, W_SYNC_DUPLICATE, W_REPLY, W_REPLY_DELAY, W_WRITE, W_MERGE, W_MACHINE_SHARE, W_REACHABLE_SHARE,
    W_NOW_SHARE, W_FAILURE_SHARE, W_DUPLICATE_SHARE, W_REPLY_SHARE, W_OPENS_IGNORED, W_CLICKS_IGNORED, W_PERSONAS,
    W_ATTRIBUTES, W_BRINGS, W_DAYS, W_WEEKDAY, W_OWN_ATTRIBUTES, W_CONDITIONS, W_RETURNS, W_DESK, W_CLOCK_END,
    W_CLOCK_CELL, W_TRIGGERS, W_ORGANIC, W_EXITS, W_CAPS, W_OVER_CAP, W_SUPPRESS, W_DORMANCY, W_DECAY, W_IDLE_AFTER,
    W_IDLE_POINTS, W_FLOOR, W_CEILING, W_HOLDS, W_S_MACHINE, W_S_PENDING, W_S_LEVEL, W_S_ACTIVE, W_S_DORMANCIES,
    W_S_EXIT, W_S_SENT, W_SENT_RING, W_TOUCHES, W_WEEKDAYS, W_COUNT,
) = range(93)  # fmt: skip
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
    W_SYNC_FAILURE: "sync/failure",
    W_SYNC_DUPLICATE: "sync/duplicate",
    W_REPLY: "desk/reply",
    W_REPLY_DELAY: "desk/reply/delay",
    W_WRITE: "desk/write",
    W_MERGE: "desk/merge",
}
# Tables: `whole[TABLE]` is where a table begins in `whole` (or `real`), `whole[TABLE + 1]` how long its rows are.
(
    TOUCH, BEHAVIOUR, CODE, HOURS, MAIL_FORM, PROJECT_CHANCE, PERSONA_WORDS, FIXED, VALUE_WORD, POINTS, BRINGS, STAGES,
    EXITS, TRIGGERS, ORGANIC, CHOICES, CAPS, SPANS, DAY_STARTS,
) = range(W_COUNT, W_COUNT + 38, 2)  # fmt: skip
CURVES, APPEAL, PERSONA, WEIGHT, SHARES, TOUCH_REAL, VARIANTS, WEEKDAYS = range(W_COUNT + 38, W_COUNT + 54, 2)
HEADER = W_COUNT + 54
# touch: a row for each touchpoint; S_*: where a lead keeps something of it
(
    T_KIND, T_STAGES, T_WHEN, T_SALES, T_ORDER, T_BEHAVIOUR, T_FORM, T_OPEN, T_OPEN_DELAY, T_CLICK, T_CLICK_DELAY,
    T_UNSUBSCRIBE, T_UNSUBSCRIBE_DELAY, T_MACHINE, T_SCAN, T_SCAN_DELAY, T_CHOICE, T_CHOICES, T_VARIANT, T_VARIANTS,
    T_RESEND, T_MOST_SENDS, T_AUDIENCE, T_FROM, T_UNTIL, T_USUAL, T_SPAN, T_SPANS, T_OUTSIDE, T_CAPPED, T_OPT_OUT,
    T_VISIT_FORM, T_DELAY, T_COOLDOWN, T_SPLIT, T_MACHINE_IGNORED, T_SCAN_IGNORED, T_VISIT, T_DWELL, T_DWELL_TABLE,
    T_DWELL_LEAST, T_DWELL_BEHAVIOUR, T_REGISTER, T_REGISTER_WHEN, T_ATTEND, T_SEATS, T_CANCEL, T_CANCEL_WHEN,
    T_CANCEL_SHARE, T_REPLAY, T_REPLAY_DELAY, T_REPLAY_MISSED, T_REPLAY_ATTENDED, S_SET_OFF, S_HELD, S_SENDS, S_OPENED,
    S_PLACE, S_REQUEST, S_REMINDED, S_SENT_AS, T_SIMPLE, T_GUARDED, T_COUNT,
) = range(64)  # fmt: skip
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
    T_SPLIT: "split",
    T_MACHINE_IGNORED: "machine/ignored",
    T_SCAN_IGNORED: "scan/ignored",
    T_DWELL: "dwell",
    T_CANCEL: "cancel",
    T_CANCEL_WHEN: "cancel/when",
    T_REPLAY: "replay",
    T_REPLAY_DELAY: "replay/delay",
}
ABSENT, CONTENT, MAIL, WEBINAR, CALL = range(5)
DROP, HOLD, CONTINUE = range(3)  # while with sales
ACTIVE, DORMANT, EVERYBODY, LEAVERS = range(4)  # audience
BY_BEHAVIOUR, BY_STAGE, BY_TURN = range(3)  # what sets off
TURN_DORMANT, TURN_REACTIVATED, TURN_EXITED, TURN_REENTERED, TURN_RETURNED = range(5)
R_ATTEND, R_REPLAY_DELAY, R_DWELL = range(3)  # touch, floats
# behaviour: points, every, highest award number, kept stamps and where; periods of `every` and of awards, and where
B_POINTS, B_EVERY, B_MOST, B_RING, B_RING_AT, B_WITHIN, B_DUE, B_TIMES, B_TIMES_WITHIN, B_AWARDS, B_AWARDS_RING = range(
    11
)
G_ENTER, G_BACK, G_BACK_TO, G_TIMEOUT, G_TIMEOUT_TO = range(5)  # stages
E_WHEN, E_BACK, E_AFTER, E_TO = range(4)  # exits
O_LOW, O_HIGH, O_WHEN, O_VARIANT, O_CONTENT = range(5)  # choices: buckets of the split, rule, then content by stage
RECENT = -(1 << 30)  # a second before any other
RESEND, REMINDER = 1 << 29, 1 << 28  # bits of an occurrence
P_OPEN, P_REGISTER, P_TIME, P_AUTHORITY = range(4)  # persona, floats
Q_WORD, Q_SCANNER, Q_COMPETITOR = range(3)  # persona, whole numbers
X_EXPONENTIAL, X_OPEN, X_AFFINITY, X_DELAY, X_LENGTH, X_CYCLE, X_DWELL = range(
    7
)  # quantile tables; then one for each dwell
C_LIFT, C_FATIGUE, C_OPEN, C_UNSUBSCRIBE, C_SPEED, C_SCORE = range(6)  # curves
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
