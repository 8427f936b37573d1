"""What the pages for readers say is so: commands, files, settings, figures and the printed answer."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

import click
import pytest

from sim.doors.cli import main
from sim.files.workspace import check_path, load_experiment
from sim.model.experimentfile import Experiment
from sim.model.journey import Journey
from sim.study.kpis import KPIS
from sim.words.language import speaking
from sim.words.messages import say
from sim.yamlfile import Model
from tests.commandline import nurture

ROOT = Path(__file__).parent.parent
PAGES = {
    str(page.relative_to(ROOT).as_posix()): page.read_text(encoding="utf-8")
    for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("[a-z]*/README.md")])
}
FRONTS = ("README.md", "README.ja.md")
PICTURE = ROOT / "docs" / "pictures" / "demo.svg"
LARGEST_PICTURE = 150_000  # bytes
EXAMPLES = ("experiments/NAME.yaml", "experiments/lower_line.yaml")  # files of the reader's


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], re.DOTALL | re.MULTILINE)


def commands(page: str) -> set[str]:
    """Everything that begins with `nurture `, in code: the words up to the end of line, code or command."""
    code = [*re.findall(r"```[a-z]*\n(.*?)```", PAGES[page], re.DOTALL), *re.findall(r"`([^`\n]+)`", PAGES[page])]
    found = {
        match for text in code for match in re.findall(r"(?:^|[$;&] ?)(nurture [a-z][^\n&;#]*)", text, re.MULTILINE)
    }
    return {re.split(r"  +| > ", each)[0].strip() for each in found}


def workspace(folder: Path) -> Path:
    """The shipped journey, personas and experiments in a folder."""
    assert nurture("init", ".", at=folder).code == 0
    return folder


def question_of(page: str, at: Path) -> Experiment:
    """The experiment on a front page, read as a file."""
    file = workspace(at) / "experiments" / "of_the_page.yaml"
    file.write_text(blocks(page, "yaml")[0], encoding="utf-8")
    return load_experiment(file, KPIS).experiment


@pytest.mark.parametrize("page", FRONTS)
def test_the_ten_lines_are_the_question_that_the_demo_answers(page: str, tmp_path: Path) -> None:
    shipped = load_experiment(ROOT / "experiments" / "email_cadence.yaml", KPIS).experiment
    shorter = {"question": "", "replications": Experiment.model_fields["replications"].default}
    assert question_of(page, tmp_path) == shipped.model_copy(update=shorter)
    assert len(blocks(page, "yaml")[0].splitlines()) == 10


def described(picture: Path) -> list[str]:
    """Title and description of an SVG: what it shows, in words and figures."""
    return re.findall("<title>.*?</title>|<desc.*?</desc>", picture.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder of one's own in which the demo was run, and what it printed."""
    folder = workspace(tmp_path_factory.mktemp("demo"))
    return folder, nurture("demo", at=folder).out


def printed(command: str, out: str) -> str:
    """A console block."""
    return f"$ {command}\n{out}".replace("\\", "/")


def test_the_printed_answer_and_the_picture_are_those_of_the_demo_now(demonstrated: tuple[Path, str]) -> None:
    folder, out = demonstrated
    now = printed("nurture demo", out)
    old = [page for page in FRONTS if blocks(page, "console")[0] != now]
    assert not old, f"the block in {' and '.join(old)} should be:\n{now}"
    drawn = next(folder.rglob("charts/differences.svg"))
    assert described(PICTURE) == described(drawn), "copy charts/differences.svg of a demo to docs/pictures/demo.svg"
    assert PICTURE.stat().st_size < LARGEST_PICTURE


@pytest.mark.parametrize("block", blocks("docs/experiments.md", "console"), ids=lambda block: block.splitlines()[0])
def test_the_guide_to_experiments_shows_how_answers_about_the_demo_begin(
    block: str, demonstrated: tuple[Path, str]
) -> None:
    folder, _ = demonstrated
    command = block.splitlines()[0].removeprefix("$ ")
    now = printed(command, nurture(*shlex.split(command)[1:], at=folder).out)
    assert now.startswith(block), f"the block should begin so:\n{now}"


def outcomes(out: str) -> str:
    """What a comparison says of its checks."""
    return out[out.index("Checks: ") : out.index("Results: ")].replace("\\", "/")


def test_the_guide_to_experiments_shows_what_becomes_of_checks(demonstrated: tuple[Path, str]) -> None:
    folder, _ = demonstrated
    (cadence, rewording), texts = blocks("docs/experiments.md", "yaml")[1:3], blocks("docs/experiments.md", "text")
    shipped = (ROOT / "experiments" / "email_cadence.yaml").read_text(encoding="utf-8")
    shipped = shipped.replace("name: email_cadence", "name: cadence")  # the demo's runs are kept, and taken from there
    for name, text, shown in (("cadence", shipped + cadence, texts[0]), ("reworded", rewording, texts[1])):
        file = Path("experiments", f"{name}_checked.yaml")
        (folder / file).write_text(text, encoding="utf-8")
        now = outcomes(nurture("compare", file, "--no-charts", "--ledger", "none", at=folder).out)
        assert now == shown, f"the block should be:\n{now}"


def test_the_python_example_prints_what_the_page_says() -> None:
    code, printed = blocks("README.md", "python")[0], blocks("README.md", "text")[0]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.stderr, done.stdout) == ("", printed), f"README.md should say:\n{done.stdout}"


def test_the_notebook_example_prints_what_the_page_says(demonstrated: tuple[Path, str]) -> None:
    folder, _ = demonstrated  # the runs of the demo are kept there
    code, shown = blocks("README.md", "python")[1], blocks("README.md", "text")[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder)
    assert (done.stderr, done.stdout) == ("", shown), f"README.md should say:\n{done.stdout}"
    japanese = blocks("README.ja.md", "python")[0]
    assert re.sub(" *#.*", "", japanese) == re.sub(" *#.*", "", code)


def test_both_front_pages_name_the_same_commands() -> None:
    english, japanese = (commands(page) for page in FRONTS)
    assert {word.split()[1] for word in english} == set(main.commands)
    assert japanese == english


def subcommand(command: click.Command, words: list[str]) -> tuple[click.Command, list[str]]:
    """What the first word of a group names, and the words behind it; `write` where it names nothing."""
    if not isinstance(command, click.Group):
        return command, words
    is_named = words[:1] != [] and words[0] in command.commands
    return command.commands[words[0] if is_named else "write"], words[is_named:]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_shown_exists_and_is_understood(page: str) -> None:
    for shown in commands(page):
        name, *words = shlex.split(shown)[1:]
        assert name in main.commands, shown
        command, words = subcommand(main.commands[name], words)
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= known, shown
        if words and not any(word.isupper() or word.startswith("[") for word in words):  # no place-holders
            with speaking("en"):  # whatever language the words ask for
                command.make_context(name, words)
        for word in words:
            assert not word.endswith(".yaml") or (ROOT / word).is_file() or word in EXAMPLES, shown


@pytest.mark.parametrize("page", PAGES)
def test_every_module_and_file_named_exists(page: str) -> None:
    text = PAGES[page]
    for module in re.findall(r"python -m ([a-z_.]+)", text):
        assert find_spec(module) is not None, module
    for file in re.findall(
        r"`((?:sim|tests|docs|benchmarks|journeys|personas|experiments)/[\w/]+\.(?:py|md|yaml))`", text
    ):
        assert (ROOT / file).is_file() or file in EXAMPLES, file
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((ROOT / page).parent / link).exists(), link


@pytest.mark.parametrize("page", FRONTS)
def test_exit_codes_are_those_of_the_help(page: str) -> None:
    told = re.findall(r"^\| (\d+) \|", PAGES[page], re.MULTILINE)
    assert told == re.findall(r"^\s*(\d+)  ", say("cli.exit_codes"), re.MULTILINE)


def settings(model: type[Model]) -> Iterator[str]:
    """The names of all settings of a kind of file, those of its parts included."""
    for name, field in model.model_fields.items():
        yield field.alias or name
        for part in parts(field.annotation):
            yield from settings(part)


def parts(annotation: object) -> Iterator[type[Model]]:
    """The models within an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    elif get_origin(annotation) in (Annotated, Union, UnionType, list, dict, tuple):
        for inner in get_args(annotation):
            yield from parts(inner)


@pytest.mark.parametrize(("page", "model"), [("docs/journeys.md", Journey), ("docs/experiments.md", Experiment)])
def test_a_guide_shows_every_setting_once_in_a_file_without_mistakes(
    page: str, model: type[Model], tmp_path: Path
) -> None:
    shown = blocks(page, "yaml")[0]
    missing = [name for name in settings(model) if not re.search(rf"\b{name}:", shown)]
    assert missing == []
    kind = page.removeprefix("docs/").removesuffix(".md")
    file = workspace(tmp_path) / kind / "shown.yaml"
    file.write_text(shown, encoding="utf-8")
    (tmp_path / kind / "crm_export.csv").write_text("登録日,役職\n2026/4/1,部長\n", encoding="utf-8")
    assert check_path(file, KPIS) == []
