"""The words of the KPIs, part of the catalogue of messages: title, what is counted, and what it is divided by."""

from __future__ import annotations

from typing import Final

_HAND_OFFS: Final = "hand-offs of the window whose follow-up ends within the run"
_DUE: Final = "mails sent, bounced or blocked"
_REGISTERED: Final = "leads registered in the window whose follow-up ends within the run, those excluded left out"
_FIRST: Final = "from registration, of the leads that got there for the first time in the window"

# title; numerator (for a statistic: of what); denominator of a ratio
_ENGLISH: Final[dict[str, tuple[str, str, str]]] = {
    "leads": ("leads", "leads registered", ""),
    "excluded": ("excluded", "leads that the target filter kept out", ""),
    "sends": ("mails sent", "mails sent, invitations included", ""),
    "open_rate": ("open rate", "opens tracked, by people and by mailboxes", "mails sent"),
    "machine_open_share": ("opens by machines", "opens by mailboxes that open mail for nobody", "opens tracked"),
    "read_rate": ("mails really read", "mails read by a person, tracked or not", "mails sent"),
    "click_rate": ("click rate", "clicks tracked, by people and by scanners", "mails sent"),
    "scanner_click_share": ("clicks by scanners", "clicks by scanners that follow links", "clicks tracked"),
    "bounces": ("bounces", "mails that came back; the address is dead", ""),
    "unsubscribes": ("unsubscribes", "leads that unsubscribed", ""),
    "unsubscribe_rate": ("unsubscribes per mail", "leads that unsubscribed", "mails sent"),
    "opt_outs": ("opt-outs of a programme", "times that a lead opted out of the mails of one programme", ""),
    "opt_out_rate": ("opt-outs per mail", "times that a lead opted out of the mails of one programme", "mails sent"),
    "postponed_rate": ("mails postponed", "times that a mail was put off to a later second", _DUE),
    "blocked_rate": ("mails blocked", "mails that caps or quiet hours kept back", _DUE),
    "webinar_registrations": ("webinar registrations", "places taken in webinars", ""),
    "waitlisted": ("put on a waiting list", "leads that asked for a place in a full webinar", ""),
    "webinar_cancellations": ("webinar places given back", "places whose holder cancelled", ""),
    "attendance_rate": ("webinar attendance", "places in webinars whose holder came", "places in webinars held"),
    "replay_views": ("webinar recordings watched", "recordings watched", ""),
    "exits": ("left the journey", "times that a lead took an exit", ""),
    "reentries": ("came back into the journey", "times that a lead that had left came back", ""),
    "fallen_asleep": ("fallen asleep", "times that a lead became dormant", ""),
    "reactivated": ("woken up", "times that a dormant lead showed a sign of life", ""),
    "handoffs": ("hand-offs", "hand-offs to sales, by a rule or by a call", ""),
    "mqls": ("MQLs", "hand-offs to sales by a rule", ""),
    "machine_made_mqls": ("MQLs made by machines", "MQLs that no rule would have handed over without machines", ""),
    "machine_made_share": (
        "share of MQLs made by machines",
        "MQLs that no rule would have handed over without machine opens and scanners",
        "hand-offs to sales by a rule",
    ),
    "call_handoffs": ("handed off by a call", "leads that a call handed to sales, whatever their score", ""),
    "sals": ("SALs", "hand-offs that sales accepted", ""),
    "appointments": ("appointments", "appointments made on a call", ""),
    "sqls": ("SQLs", "hand-offs that sales judged qualified", ""),
    "opportunities": ("opportunities", "opportunities opened", ""),
    "wins": ("deals won", "deals won", ""),
    "losses": ("deals lost", "deals lost", ""),
    "acceptance_rate": ("accepted per hand-off", "those of them that sales accepted within the follow-up", _HAND_OFFS),
    "appointment_rate": (
        "appointments per hand-off",
        "those of them with an appointment within the follow-up",
        _HAND_OFFS,
    ),
    "precision": (
        "precision of the rules",
        "those of them that sales judged qualified (SQL) within the follow-up",
        "hand-offs of the window by a rule whose follow-up ends within the run",
    ),
    "opportunity_rate": (
        "opportunities per hand-off",
        "those of them with an opportunity within the follow-up",
        _HAND_OFFS,
    ),
    "expired_share": (
        "gone cold at sales, per hand-off",
        "those of them given back within the follow-up because they had waited too long",
        _HAND_OFFS,
    ),
    "win_rate": ("win rate", "deals won", "deals closed in the window, won or lost"),
    "lead_to_mql": (
        "leads that became MQL",
        "those of them handed to sales by a rule within the follow-up",
        _REGISTERED,
    ),
    "lead_to_opportunity": (
        "leads with an opportunity",
        "those of them with an opportunity within the follow-up",
        _REGISTERED,
    ),
    "recall": (
        "in-market leads handed off in time",
        "those of them handed to sales while the project was open, before the window's end",
        "leads with a project open at some time in the window, those excluded left out",
    ),
    "days_to_mql_median": ("days to MQL, median", f"days to the hand-off by a rule {_FIRST}", ""),
    "days_to_mql_mean": (
        "days to MQL, mean",
        "days to the hand-off by a rule from registration",
        "leads handed off by a rule for the first time in the window",
    ),
    "days_to_contact_median": ("days to contact, median", f"days to the first talk {_FIRST}", ""),
    "days_to_contact_mean": (
        "days to contact, mean",
        "days to the first talk from registration",
        "leads talked to for the first time in the window",
    ),
    "days_to_opportunity_median": ("days to opportunity, median", f"days to the opportunity {_FIRST}", ""),
    "days_to_opportunity_mean": (
        "days to opportunity, mean",
        "days to the opportunity from registration",
        "leads with an opportunity in the window",
    ),
    "handoffs_per_rep_day": ("hand-offs per rep and working day", "hand-offs to sales", "days on which each rep works"),
    "handoffs_per_rep_day_p90": (
        "hand-offs per rep and working day, 90th percentile",
        "hand-offs per rep that wait on a working day's morning or come on it",
        "",
    ),
    "busiest_week_per_rep": ("busiest week, per rep", "hand-offs per rep in the busiest week, Monday to Sunday", ""),
    "sync_failures": ("failed syncs", "tries to bring a hand-off to the sales tool that failed", ""),
    "duplicates": ("duplicates in the sales tool", "hand-offs that came as a second record and had to be merged", ""),
    "hours_to_first_contact_median": (
        "hours to first contact, median",
        "hours from the sync to the first attempt, nights included, of attempts in the window",
        "",
    ),
    "hours_to_first_contact_p90": (
        "hours to first contact, 90th percentile",
        "hours from the sync to the first attempt, nights included, of attempts in the window",
        "",
    ),
    "hours_from_handoff_median": (
        "hours from hand-off to first contact, median",
        "hours from the hand-off, the sync included, to the first attempt, of attempts in the window",
        "",
    ),
    "hours_from_handoff_p90": (
        "hours from hand-off to first contact, 90th percentile",
        "hours from the hand-off, the sync included, to the first attempt, of attempts in the window",
        "",
    ),
    "breaches": (
        "first contacts too late",
        "hand-offs due for first contact in the window, by the hours of their team, and not attempted in time",
        "",
    ),
    "breach_share": (
        "share of first contacts too late",
        "those of them not attempted in time",
        "hand-offs due for first contact in the window",
    ),
    "queue_mean": (
        "waiting for first contact, mean",
        "working hours that hand-offs waited for their first attempt",
        "working hours of the window",
    ),
    "queue_max": ("waiting for first contact, most", "hand-offs that waited at the same second, day or night", ""),
    "attempts": ("call attempts", "attempts begun, by phone or by mail", ""),
    "connect_rate": ("connect rate", "calls that reached the lead", "calls finished"),
    "returns": ("returned to nurturing", "hand-offs that sales gave back", ""),
    "returned_unreachable": ("returned: unreachable", "hand-offs given back after the last attempt", ""),
    "returned_competitor": ("returned: competitor", "hand-offs given back because the lead works for a competitor", ""),
    "returned_not_target": ("returned: no need", "hand-offs given back because no need was seen", ""),
    "returned_timing": ("returned: timing", "hand-offs given back for their timing", ""),
    "returned_budget": ("returned: budget", "hand-offs given back for want of budget", ""),
    "returned_authority": ("returned: authority", "hand-offs given back because the lead can't decide", ""),
    "returned_rejected": ("returned: rejected", "hand-offs that the desk's filter refused", ""),
    "returned_expired": ("returned: gone cold", "hand-offs given back because they had waited too long", ""),
    "advertising_cost": ("advertising", "advertising for the leads registered", ""),
    "mail_cost": ("mail", "cost of the mails sent", ""),
    "webinar_cost": ("webinars", "cost of the webinars held", ""),
    "people_cost": ("inside sales", "working hours of the reps who are not away, busy or not", ""),
    "cost": ("cost", "advertising, mail, webinars and the reps' working hours", ""),
    "cpa_ad": ("advertising per deal won (CPA)", "advertising for the leads registered", "deals won in the window"),
    "cost_per_win": ("cost per deal won, people included", "cost of the window", "deals won in the window"),
    "cost_per_opportunity": (
        "cost per opportunity, people included",
        "cost of the window",
        "opportunities opened in the window",
    ),
    "value": ("value of deals won", "deals won times the value of a deal", ""),
}


def keyed(words: dict[str, tuple[str, str, str]]) -> dict[str, str]:
    """The words under their keys in the catalogue: `kpi.<name>`, `kpi.<name>.top`, `kpi.<name>.bottom`."""
    texts: dict[str, str] = {}
    for name, (title, top, bottom) in words.items():
        texts |= {f"kpi.{name}": title, f"kpi.{name}.top": top, f"kpi.{name}.bottom": bottom}
    return texts


ENGLISH: Final[dict[str, str]] = {
    **keyed(_ENGLISH),
    "kpi.percent": "{number} %",
}
