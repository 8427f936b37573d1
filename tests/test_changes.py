"""Changes by dotted path: set, added, and taken out."""

from __future__ import annotations

import pytest

from sim.files.changes import changed
from sim.yamlfile import Document, FileProblems, Node, compose_text

TEXT = """\
desk: {reps: 2, hours: always}
mails:
  news: {at: 10}
  hello: {at: 9}
waves: [{before: 7d}, {before: 1d}]
"""


def after(text: str) -> Document:
    """The document with the changes that are written as settings of their own."""
    changes = compose_text(text, "experiment.yaml").root.settings()
    return changed(compose_text(TEXT, "journey.yaml"), changes)


def test_a_value_replaces_and_nothing_takes_out() -> None:
    assert after("desk.reps: 3\nmails.news:\n").plain() == {
        "desk": {"reps": "3", "hours": "always"},
        "mails": {"hello": {"at": "9"}},
        "waves": [{"before": "7d"}, {"before": "1d"}],
    }


def test_entries_of_lists_and_settings_in_them_can_go() -> None:
    assert after("waves.0:\n").plain()["waves"] == [{"before": "1d"}]
    assert after("waves.1.before:\n").plain()["waves"] == [{"before": "7d"}, {}]


def test_what_a_change_puts_in_keeps_the_place_where_it_was_written() -> None:
    node = after("\ndesk.reps: 3\n").node(("desk", "reps"))
    assert isinstance(node, Node)
    assert tuple(node.place) == ("experiment.yaml", 2, 12)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("mails.nws:\n", "experiment.yaml:1:1: mails.nws: nothing is called 'nws' in 'mails'; did you mean 'news'?"),
        ("dask:\n", "experiment.yaml:1:1: dask: nothing is called 'dask' in the file; did you mean 'desk'?"),
        ("mail.news:\n", "experiment.yaml:1:1: mail.news: nothing is called 'mail' in the file; did you mean 'mails'?"),
    ],
)
def test_what_is_not_there_cannot_be_taken_out(text: str, says: str) -> None:
    with pytest.raises(FileProblems) as caught:
        after(text)
    assert str(caught.value) == says
