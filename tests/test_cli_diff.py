"""`nurture diff`: text to the letter, Markdown, JSON, limits, exit codes, git revisions, and mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import smallworld
from tests.commandline import Done, nurture
from tests.test_twoversions import git, repository

LOWER = ("hot: score >= 30", "hot: score >= 25")
FEW = ("--replications", "4", "--workers", "1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small journey as `journey.yaml`, `same.yaml` (other comments), `titled.yaml` and `lower.yaml`."""
    found = tmp_path_factory.mktemp("versions")
    smallworld.load(found)
    edits = {
        "same.yaml": ("gate", "gate"),
        "titled.yaml": ("name: small", "name: small\ntitle: Small"),
        "lower.yaml": LOWER,
        "dearer.yaml": ("cost_per_lead: 1000", "cost_per_lead: 2000"),
        "later.yaml": ("start: 2026-04-01", "start: 2026-04-02"),
    }
    for name, (before, after) in edits.items():
        (found / name).write_text("# a comment\n" + smallworld.JOURNEY.replace(before, after), encoding="utf-8")
    return found


def diff(folder: Path, *words: str | Path) -> Done:
    return nurture("diff", "journey.yaml", *words, *FEW, at=folder)


def test_equal_models_are_not_simulated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engine.world.run", None)
    done = diff(folder, "same.yaml")
    assert (done.code, done.out) == (
        0, "small: journey.yaml -> same.yaml\n\nNothing changed: both versions say the same.\n",
    )  # fmt: skip


def test_where_the_words_changed_and_nobodys_life_did_the_exit_code_is_0(folder: Path) -> None:
    done = diff(folder, "titled.yaml")
    assert done.code == 0
    leads = diff(folder, "titled.yaml", "--json").json["journeys"][0]["simulated"]["verdicts"]["leads"]
    assert done.out == f"""\
small: journey.yaml -> titled.yaml

  title: nothing -> Small

The same leads under both versions
{leads} leads in 4 simulated runs of 60 days (seed 1), with the same chance events on both sides.
The words changed, nobody's life did, in {leads} leads.

Every KPI is the same in every run.
"""


def test_a_price_changes_kpis_but_nobodys_life(folder: Path) -> None:
    done = diff(folder, "dearer.yaml")
    assert done.code == 0
    assert "source web, cost_per_lead: 1000 -> 2000" in done.out
    assert "nobody's life did" in done.out
    assert "cost, yen" in done.out


def test_a_lowered_rule_is_told_with_its_leads(folder: Path) -> None:
    done = diff(folder, "lower.yaml")
    found = diff(folder, "lower.yaml", "--json").json["journeys"][0]
    assert done.code == 1
    assert "  hand-off rule hot: score >= 30 -> score >= 25\n" in done.out
    assert found["changes"] == [
        {"path": "mql.hot", "how": "changed", "old": "score >= 30", "new": "score >= 25"}
    ]  # fmt: skip
    verdicts = found["simulated"]["verdicts"]
    assert verdicts["lost"] == verdicts["later"] == 0  # a lower line hands off more leads, and sooner
    assert verdicts["gained"] > 0
    assert verdicts["earlier"] > 0
    assert verdicts["handed_off"]["new"] == verdicts["handed_off"]["old"] + verdicts["gained"]
    (row,) = (line.split() for line in done.out.splitlines() if line.startswith("newly handed off"))
    assert row[3] == f"{verdicts['gained'] / 4:.1f}"
    assert "Examples\n  lead " in done.out
    assert "It began with the rule hot. It reads score >= 30 in the old version, score >= 25 in the new" in done.out
    assert "I Hand-off line reached? → hot" in done.out
    assert len(found["simulated"]["examples"]) == 3
    kpis = found["simulated"]["kpis"].values()
    open_ones = [each for each in kpis if each["low"] is None or each["low"] <= 0 <= each["high"]]
    assert 0 < len(open_ones) < len(kpis)
    assert f"\n{len(open_ones)} more KPIs are not the same in every run" in done.out


def test_markdown_tells_the_same(folder: Path) -> None:
    done = diff(folder, "lower.yaml", "--markdown")
    assert done.code == 1
    title, _, change, _, head, *_ = done.out.splitlines()
    assert title == "## small: journey.yaml -\\> lower.yaml"
    assert change == "- hand-off rule hot: score \\>= 30 -\\> score \\>= 25"
    assert head == "### The same leads under both versions"
    assert "| persona | leads | newly handed off | no longer | earlier | later | by another rule |" in done.out


def test_several_workers_say_the_same(folder: Path) -> None:
    alone, two = (diff(folder, "lower.yaml", "--json", *more) for more in ((), ("--workers", "2")))
    assert alone.json == two.json


@pytest.mark.parametrize(
    ("limits", "code", "told"),
    [
        ("newly_handed_off: {at_most: 50%}\nno_longer_handed_off: {at_most: 0}", 0, "kept"),
        ("newly_handed_off: {at_most: 0}", 1, "FAIL"),
        ("busiest_week_per_rep: {at_most: 0.5}", 1, "FAIL"),
        ("kpis: {mqls: at most +100000}", 0, "kept"),
        ("kpis: {mqls: at most +0}", 1, "FAIL"),
    ],
)
def test_with_limits_the_exit_code_says_whether_they_are_kept(
    limits: str, code: int, told: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "ci.yaml").write_text(limits, encoding="utf-8")
    done = diff(folder, "lower.yaml", "--allow", tmp_path / "ci.yaml")
    assert done.code == code
    assert "\nLimits\n" in done.out
    assert done.out.rstrip().splitlines()[-1].split("  ")[-1].strip().startswith(told)


def test_versions_that_cannot_have_the_same_leads_are_compared_in_words(folder: Path, tmp_path: Path) -> None:
    done = diff(folder, "later.yaml")
    assert done.code == 1
    assert "start: 2026-04-01 -> 2026-04-02" in done.out
    assert "can't have the same leads, as 'start' differs" in done.out
    (tmp_path / "ci.yaml").write_text("earlier: {at_most: 100%}", encoding="utf-8")
    assert diff(folder, "later.yaml", "--allow", tmp_path / "ci.yaml").code == 1  # nobody knows whether it is kept


def test_in_a_git_repository_the_working_tree_is_compared_with_a_revision(tmp_path: Path) -> None:
    repository(tmp_path)
    commit = git(tmp_path, "rev-parse", "--short=10", "HEAD").strip()
    done = nurture("diff", "main", ".", *FEW, at=tmp_path)
    assert done.code == 1
    assert done.out.startswith(
        f"small: main ({commit}) -> .\n\n  hand-off rule hot: score >= 30 -> score >= 20\n"
    )  # fmt: skip
    git(tmp_path, "commit", "-qam", "lower")
    assert nurture("diff", "main", ".", *FEW, at=tmp_path).code == 0


def test_a_new_journey_is_a_change(tmp_path: Path) -> None:
    repository(tmp_path)
    git(tmp_path, "checkout", "-q", ".")
    text = (tmp_path / "journeys" / "journey.yaml").read_text(encoding="utf-8")
    (tmp_path / "journeys" / "new.yaml").write_text(text.replace("name: small", "name: fresh"), encoding="utf-8")
    done = nurture("diff", "HEAD", ".", *FEW, at=tmp_path)
    assert done.code == 1
    assert "fresh: HEAD" in done.out
    assert "Only the new version has this journey." in done.out
    assert nurture("diff", "HEAD", ".", "--journey", "small", *FEW, at=tmp_path).code == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["none.yaml"], 2, "'none.yaml' is neither a file, nor a folder, nor a git revision"),
        (["lower.yaml", "--journey", "big"], 2, "no journey is called 'big'; there are: small"),
        (["lower.yaml", "--allow", "none.yaml"], 2, "none.yaml:1:1: no such file"),
        (["lower.yaml", "--json", "--markdown"], 2, "can't be asked for together"),
        (["people.yaml"], 2, "people.yaml:"),
    ],
)
def test_mistakes_are_one_line_each(
    words: list[str], code: int, told: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    done = diff(folder, *words)
    assert done.code == code
    assert told in done.err
    assert done.out == ""


def test_without_git_a_revision_is_what_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    done = diff(folder, "main")
    assert (done.code, done.err) == (
        3, "git is not installed or not on the PATH; give files or folders instead of revisions\n"
    )  # fmt: skip


def test_mistakes_in_both_versions_are_told_at_once(folder: Path, tmp_path: Path) -> None:
    smallworld.load(tmp_path)
    for name, rule in (("a.yaml", "scores >= 1"), ("b.yaml", "points >= 1")):
        (tmp_path / name).write_text(smallworld.JOURNEY.replace("hot: score >= 30", f"hot: {rule}"), encoding="utf-8")
    done = nurture("diff", "a.yaml", "b.yaml", at=tmp_path)
    assert done.code == 2
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["a.yaml", "b.yaml"]


