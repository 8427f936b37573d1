"""What began the difference between a lead's two lives, for all leads at once: by the rows at which they part."""

from __future__ import annotations

import numpy as np

from sim.model.ledger import POINTS, What
from sim.study.origins import NOTHING, Kind, Scenarios, by_review, climb, coded, mail_codes, of_rows
from sim.study.parting import ALIKE, DELIVERED, FELT, A, B, Split, split
from sim.study.twologs import Flags, Ints, Life

_ANSWERS = (
    *(What.OPEN, What.MACHINE_OPEN, What.READ, What.CLICK, What.SCANNER_CLICK, What.UNSUBSCRIBE, What.OPT_OUT),
    *(What.CONTENT, What.SCANNER_CONTENT, What.STAYED),
)  # to mails, where a mail stands in the chain of their causes
_WEARY = (What.OPEN, What.READ, What.UNSUBSCRIBE, What.OPT_OUT)  # what mail fatigue changes (docs/world.md, section 10)
_BY_CAPS = 2  # value of a mail put off or kept back
_SECONDS = 33  # bits


def beginnings(known: Scenarios) -> Ints:
    """Codes of what began the difference between the lives of each lead; NOTHING where there is none.

    Looked at is the first difference in what a lead does and in what is done with it. An answer to a mail is put down
    to that mail; but to the first mail that only one life has got, where that one has left no room for it under the
    caps, or where both have got it and only one reads it, as the mails before make tired of mail.
    """
    both, parted = known.both, split(known.both, FELT)
    found = np.full(both.who.size, NOTHING, np.int64)
    for side in (A, B):
        leads = np.flatnonzero((parted.tells == side) | ((parted.tells == ALIKE) & (side == A)))
        found[leads] = _told_by(known, side, leads, parted)
    figures = np.flatnonzero(parted.tells == ALIKE)
    found[figures] = _by_figures(known, found[figures], parted.a[figures], parted.b[figures])
    for life, other in ((both.a, both.b), (both.b, both.a)):
        alone = np.flatnonzero(other.source < 0)
        found[alone] = coded(Kind.LEAD, life.source[alone])
    return found


def _told_by(known: Scenarios, side: int, leads: Ints, parted: Split) -> Ints:
    """Codes by the rows of one life, which come first or have no other beside them."""
    lives, splits = (known.both.a, known.both.b), (parted.a, parted.b)
    (life, other), at, beside = (lives[side], lives[1 - side]), splits[side][leads], splits[1 - side][leads]
    found, roots = of_rows(known, life, at), climb(life, at)
    answers = np.flatnonzero((life.what[roots] == What.SENT) & np.isin(life.what[at], _ANSWERS))
    found[answers] = mail_codes(known, _mails(known, life, other, at[answers], roots[answers]))
    time, what, node = (np.append(column, -1)[beside] for column in (other.time, other.what, other.node))
    rival = np.where((what == What.MQL) & (time == life.time[at]), node, -1)
    rules = np.flatnonzero(life.what[at] == What.MQL)
    found[rules] = _rules(known, life, at[rules], rival[rules])
    return found


def _mails(known: Scenarios, life: Life, other: Life, at: Ints, sent: Ints) -> Ints:
    """The mails to which answers are put down; at: the answers that one life has, sent: the mails answered."""
    tired = _has(other, life, sent, (What.SENT,), life.value[sent]) & np.isin(life.what[at], _WEARY)
    no_room = _has(other, life, sent, (What.BLOCKED, What.POSTPONED), np.full(sent.size, _BY_CAPS))
    before = _first_mails(known)[life.owner[sent]]
    return np.where((tired | no_room) & (before >= 0), before, life.node[sent])


def _first_mails(known: Scenarios) -> Ints:
    """int64[leads]: the first mail that only one life has, if no other difference comes before it; else -1."""
    mailed = split(known.both, DELIVERED)
    found = np.full(mailed.tells.size, -1, np.int64)
    for life, at, sides in ((known.both.a, mailed.a, (A, ALIKE)), (known.both.b, mailed.b, (B,))):
        leads = np.flatnonzero(np.isin(mailed.tells, sides))
        leads = leads[life.what[at[leads]] == What.SENT]
        found[leads] = life.node[at[leads]]
    return found


def _has(other: Life, life: Life, at: Ints, kinds: tuple[What, ...], value: Ints) -> Flags:
    """Whether the other life has a row of these kinds at the same second, at the same node and with this value."""
    key = (other.owner << _SECONDS) | other.time
    wanted = (life.owner[at] << _SECONDS) | life.time[at]
    begin, end = np.searchsorted(key, wanted, side="left"), np.searchsorted(key, wanted, side="right")
    found = np.zeros(at.size, np.bool_)
    for step in range(int((end - begin).max(initial=0))):
        row = np.minimum(begin + step, end - 1)
        alike = (other.node[row] == life.node[at]) & (other.value[row] == value)
        found |= (end > begin) & np.isin(other.what[row], kinds) & alike
    return found


def _rules(known: Scenarios, life: Life, at: Ints, rival: Ints) -> Ints:
    """Codes of the rules that differ; of two that hand over at the same second it is the earlier one in the files.

    `rival`: the rule by which the other life hands over then, -1: none.
    """
    own = life.node[at]
    node = np.where((rival >= 0) & (known.rules[rival] < known.rules[own]), rival, own)
    reviewed = known.moved[node] | by_review(life, at)
    return np.where(reviewed, coded(Kind.REVIEW, node), coded(Kind.RULE, node))


def _by_figures(known: Scenarios, found: Ints, a: Ints, b: Ints) -> Ints:
    """Codes where both lives have the same event with other figures; `found`: what the event alone says."""
    one, other = known.both.a, known.both.b
    what, node = one.what[a], one.node[a]
    given = np.isin(what, POINTS) & (one.value[a] != other.value[b])
    by_touchpoint = known.behaviours[what, np.minimum(node, len(known.both.names.touchpoints))]
    behaviour = np.where(what == What.BROUGHT, node, by_touchpoint)
    points = np.where(behaviour >= 0, coded(Kind.POINTS, np.maximum(behaviour, 0)), coded(Kind.DECAY))
    points = np.where(what == What.REGISTERED, coded(Kind.FIT), points)
    read = np.where(one.score[a] != other.score[b], coded(Kind.DECAY), found)
    return np.where(given, points, read)
