"""OLD and NEW found and paired: files, folders and revisions of a git repository; and what can't be found."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sim.files import revisions
from sim.files.leadsources import given_leads
from sim.files.revisions import RevisionError, revision
from sim.files.twoversions import two_sides
from sim.yamlfile import FileProblems
from tests import smallworld


def git(folder: Path, *words: str) -> str:
    """Run git in a folder; whoever runs the tests may have no name."""
    settings = ("user.name=A", "user.email=a@example.com", "init.defaultBranch=main", "commit.gpgsign=false")
    who = [word for setting in settings for word in ("-c", setting)]
    return subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def repository(folder: Path) -> Path:
    """A repository with one journey and its people in folders, committed, then its rule lowered in the working tree."""
    smallworld.load(folder)
    (folder / "experiment.yaml").unlink()
    for place, name in (("journeys", "journey.yaml"), ("personas", "people.yaml")):
        (folder / place).mkdir()
        (folder / name).rename(folder / place / name)
    journey = folder / "journeys" / "journey.yaml"
    edit(journey, "personas: people.yaml", "personas: ../personas/people.yaml")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    edit(journey, "hot: score >= 30", "hot: score >= 20")
    return folder


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def rules(old: str, new: str, journey: str | None = None) -> list[tuple[str, str | None, str | None]]:
    """Of each pair its name and both hand-off rules."""
    with two_sides(old, new, journey=journey) as sides:
        return [(each.name, *(side and side.journey.mql["hot"].text for side in each[1:])) for each in sides.journeys]


CHANGED = [("small", "score >= 30", "score >= 20")]


def test_two_files_are_one_journey_whatever_they_are_called(tmp_path: Path) -> None:
    smallworld.load(tmp_path)
    other = tmp_path / "draft.yaml"
    other.write_text(smallworld.JOURNEY.replace("name: small", "name: draft"), encoding="utf-8")
    edit(other, "hot: score >= 30", "hot: open")
    with pytest.raises(FileProblems, match="open"):
        rules(str(tmp_path / "journey.yaml"), str(other))
    edit(other, "hot: open", "hot: score >= 20")
    assert rules(str(tmp_path / "journey.yaml"), str(other)) == [("draft", *CHANGED[0][1:])]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("HEAD", "."), ("main", "."), ("HEAD", "journeys"), ("HEAD", "journeys/journey.yaml"),
        ("HEAD:journeys/journey.yaml", "journeys/journey.yaml"), ("HEAD:journeys", "."), ("HEAD:", "."),
    ],
)  # fmt: skip
def test_a_revision_stands_for_what_the_other_side_names(
    old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository(tmp_path))
    assert rules(old, new) == CHANGED
    assert rules(new, old) == [("small", *reversed(CHANGED[0][1:]))]


def test_from_a_folder_inside_a_revision_means_that_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository(tmp_path) / "journeys")
    assert rules("HEAD", ".") == CHANGED
    assert rules("HEAD", "journey.yaml") == CHANGED


def test_two_revisions_are_compared_and_nothing_is_checked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository(tmp_path))
    git(tmp_path, "commit", "-qam", "lower")
    edit(tmp_path / "journeys" / "journey.yaml", "hot: score >= 20", "hot: score >= 99")
    before = git(tmp_path, "status", "--porcelain=v2", "--branch")
    assert rules("HEAD~1", "HEAD") == CHANGED
    assert git(tmp_path, "status", "--porcelain=v2", "--branch") == before


def test_the_people_of_a_revision_are_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository(tmp_path))
    (tmp_path / "personas" / "people.yaml").write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(FileProblems) as caught:
        rules("HEAD", ".")
    assert {problem.file for problem in caught.value.problems} == {"personas/people.yaml"}


def test_real_leads_that_a_journey_names_come_from_the_revision_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository(tmp_path))
    csv = "  crm: {kind: csv, file: ../data/crm.csv, columns: {registered: day}}\n"
    edit(tmp_path / "journeys" / "journey.yaml", "sources:\n", f"sources:\n{csv}")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "crm.csv").write_text("day\n2026-04-02\n", encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "real leads")
    (tmp_path / "data" / "crm.csv").write_text("day\n2026-04-02\n2026-04-03\n", encoding="utf-8")
    with two_sides("HEAD", ".") as sides:
        (both,) = sides.journeys
        assert both.old is not None
        assert both.new is not None
        assert [len(given_leads(each)[0]) for each in (both.old, both.new)] == [1, 2]


def test_in_a_hook_of_git_the_folder_tells_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository(tmp_path))
    monkeypatch.setenv("GIT_DIR", ".git/nowhere")
    assert rules("HEAD", "journeys") == CHANGED


def test_mistakes_in_a_revision_are_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository(tmp_path))
    edit(tmp_path / "journeys" / "journey.yaml", "hot: score >= 20", "hot: scores >= 20")
    git(tmp_path, "commit", "-qam", "broken")
    edit(tmp_path / "journeys" / "journey.yaml", "hot: scores >= 20", "hot: score >= 20")
    with pytest.raises(FileProblems, match=r"^HEAD:journeys/journey\.yaml:\d+:\d+: mql\.hot: "):
        rules("HEAD", ".")


def test_several_journeys_are_paired_by_file_then_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository(tmp_path))
    text = (tmp_path / "journeys" / "journey.yaml").read_text(encoding="utf-8")
    (tmp_path / "journeys" / "a.yaml").write_text(text, encoding="utf-8")  # the same name, another file
    assert rules("HEAD", ".") == [*CHANGED, ("small", None, "score >= 20")]
    edit(tmp_path / "journeys" / "a.yaml", "name: small", "name: large")
    (tmp_path / "journeys" / "journey.yaml").rename(tmp_path / "journeys" / "moved.yaml")
    assert rules("HEAD", ".") == [*CHANGED, ("large", None, "score >= 20")]
    assert rules("HEAD", ".", "large") == [("large", None, "score >= 20")]
    with pytest.raises(RevisionError, match=r"^no journey is called 'larg'; there are: small, large$"):
        rules("HEAD", ".", "larg")


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("nothing", ".", "'nothing' is neither a file, nor a folder, nor a git revision: the repository .* has no "),
        ("--all", ".", "'--all' is neither"),
        ("HEAD:nowhere", ".", "there are no journeys at 'nowhere' in HEAD"),
        ("HEAD:journeys/none.yaml", ".", "there are no journeys at 'journeys/none.yaml' in HEAD"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told(
    old: str, new: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository(tmp_path))
    with pytest.raises(RevisionError, match=text):
        rules(old, new)


def test_outside_a_repository_a_revision_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RevisionError, match=r"'main' is neither a .*: git says: .*not a git repository") as caught:
        rules("main", ".")
    assert caught.value.is_wish


def test_without_git_files_still_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert rules(".", "journeys/journey.yaml") == [("small", "score >= 20", "score >= 20")]
    with pytest.raises(RevisionError, match="git is not installed") as caught:
        rules("HEAD", ".")
    assert not caught.value.is_wish


def test_a_folder_without_journeys_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    smallworld.load(tmp_path)
    with pytest.raises(FileProblems, match="there is no journey in this folder"):
        rules(str(tmp_path / "empty"), str(tmp_path / "journey.yaml"))


def test_a_revision_is_called_as_the_user_did_with_its_commit(tmp_path: Path) -> None:
    repository(tmp_path)
    commit = git(tmp_path, "rev-parse", "HEAD").strip()
    assert revision("main", tmp_path).words == f"main ({commit[:10]})"
    assert revision(commit[:12], tmp_path).words == commit[:12]
    assert revisions.revision("HEAD", tmp_path / "journeys").root.resolve() == tmp_path.resolve()
