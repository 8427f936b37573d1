"""Reports: one file that needs nothing else, says what the comparison says, and can be read by everybody."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from matplotlib.axes import Axes

from sim.present.brief import Brief, Watch, brief
from sim.present.chartset import all_charts
from sim.present.picture import Chart
from sim.present.report import inline, report
from sim.present.rollback import Rollback
from sim.study.reopened import Reopened
from sim.words.language import Language, speaking
from tests.opened import small
from tests.pictures import JAPANESE, LONG, comparison

EVIL = '<script>alert("x")</script> & "quoted" =1+1'
VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """What a browser sees of a page: tags in order, texts, and whether every tag is closed."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append(data)

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        yield from (attributes for name, attributes in self.tags if name == tag)


def page(opened: Reopened, language: Language = "en", charts: list[Chart] | None = None) -> bytes:
    with speaking(language):
        return report(opened, brief(opened), all_charts(opened) if charts is None else charts)


@pytest.fixture(scope="module")
def content() -> bytes:
    return page(small())


@pytest.fixture(scope="module")
def seen(content: bytes) -> Page:
    return Page(content)


def test_the_same_results_give_the_same_bytes(content: bytes) -> None:
    assert page(small()) == content


def test_every_tag_is_closed_and_every_id_is_there_once(seen: Page) -> None:
    assert seen.open == []
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids)) > 20


def test_links_and_labels_lead_somewhere(seen: Page) -> None:
    ids = {attributes.get("id") for _, attributes in seen.tags}
    wanted = {str(link["href"])[1:] for link in seen.all("a")}
    labels = ("aria-labelledby", "aria-describedby")
    wanted |= {str(each[name]) for _, each in seen.tags for name in labels if name in each}
    assert wanted - ids == set()


def method(opened: Reopened, told: Brief) -> str:
    return " ".join(Page(report(opened, told, [])).texts)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_word_of_statisticians_stands_before_the_end(language: Language) -> None:
    said = " ".join(Page(page(small(), language)).texts)
    told = said[: said.rindex({"en": "How to repeat it", "ja": "再現方法"}[language])]
    assert re.findall(r"(?i)replication|holm|tost|bonferroni|p[- ]value|jackknife|p値", told) == []


def test_the_method_tells_of_lines_as_they_are_used() -> None:
    told = brief(small())
    line = Rollback("opportunities", 50.0, 38.0, 12)
    watch = (Watch("opportunities", "50", "38", "Opportunities under 38.", line),)
    assert "figures at which to go back" in method(small(), told._replace(watch=watch, is_change=True))
    stays = method(small(), told._replace(watch=watch, is_change=False))
    assert "figures at which to look again" in stays
    assert "go back" not in stays.partition("The figures at which")[2]
    assert "The figures at which" not in method(small(), told._replace(watch=()))


def test_money_is_told_as_a_difference_and_the_method_says_what_an_opportunity_is_worth() -> None:
    told = brief(small())
    said = method(small(), told._replace(money=told.money._replace(win_rate=0.25)))
    assert f"Money: difference of {told.told} from {told.baseline}" in said
    assert "25.0 % of all deals decided" in said
    assert "deals decided" not in method(small(), told._replace(money=told.money._replace(win_rate=None)))


def test_the_method_says_how_long_hand_offs_are_followed_if_they_are() -> None:
    opened = small()
    days = opened.found.window.follow_up_days
    assert f"is followed for {days} days" in method(opened, brief(opened))
    at_once = replace(opened.found, window=opened.found.window._replace(follow_up_days=0))
    assert "is followed" not in method(opened._replace(found=at_once), brief(opened))


def test_nothing_is_fetched_and_nothing_runs(content: bytes, seen: Page) -> None:
    links = re.findall(rb'(?:src|href|url)\s*[=(]\s*["\']?([^"\')\s>]+)', content)
    assert [link for link in links if not link.startswith(b"#")] == []
    assert not list(seen.all("script"))
    (policy,) = [each["content"] for each in seen.all("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_headings_go_down_one_at_a_time_and_tables_have_heads(seen: Page) -> None:
    levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert levels.count(1) == 1
    tables, captions = (len(list(seen.all(tag))) for tag in ("table", "caption"))
    assert tables == captions > 5
    assert all(each.get("scope") in ("col", "row") for each in seen.all("th"))


def test_the_answer_comes_before_the_evidence_and_the_evidence_before_the_method(content: bytes) -> None:
    parts = ("answer", "evidence", "rests", "watch", "assumptions", "method", "repeat")
    places = [content.index(f'<h2 id="{part}"'.encode()) for part in parts]
    assert places == sorted(places)
    assert content.index(small().found.answer.sentence[1:].encode()) < places[1]


def test_it_says_what_the_comparison_says(seen: Page) -> None:
    text, found = " ".join(seen.texts), small().found
    told = brief(small())
    for each in (*told.effect, *told.week):
        assert each.after_words in text
    for about in found.rests_on:
        assert about.title in text
    for each in small().results.json("manifest.json")["inputs"]:
        assert each["sha256"] in text
    assert " ".join(small().repeat) in text


def test_numbers_that_are_assumed_stand_apart_from_those_with_a_source(content: bytes) -> None:
    assumed, measured = content.index(b"<summary>Assumed"), content.index(b"<summary>With a source")
    assert content.index(b"<td>assumption") > assumed
    assert b"<td>assumption" not in content[measured:]


def test_charts_are_pictures_with_words_for_those_who_cannot_see_them(seen: Page) -> None:
    pictures = [each for each in seen.all("svg") if each.get("role") == "img"]
    assert len(pictures) == len(all_charts(small())) >= 3


def test_numbers_of_charts_have_the_digits_that_people_read(seen: Page) -> None:
    assert [text for text in seen.texts if re.fullmatch(r"-?\d+\.\d{7,}", text.strip())] == []


def test_colours_of_charts_are_those_of_the_page(content: bytes) -> None:
    body = content[content.index(b"<main>") :]
    assert b"var(--blue)" in body
    assert re.findall(rb"#0072b2|#1a1a1a|#ffffff", body, re.IGNORECASE) == []


def test_the_page_is_japanese_where_that_is_asked_for() -> None:
    found = page(small(), "ja").decode()
    assert '<html lang="ja">' in found
    assert "この結論の前提" in found
    assert "再現方法" in found


@pytest.mark.parametrize("text", [EVIL, JAPANESE])
def test_whatever_names_and_questions_hold_stays_text(text: str) -> None:
    opened = small()
    loaded = opened.loaded._replace(experiment=opened.loaded.experiment.model_copy(update={"question": text}))
    titled = replace(opened.found, question=opened.found.question._replace(titles={"weekly": text, "strict": LONG}))
    found = page(opened._replace(loaded=loaded, found=titled))
    assert b"<script" not in found
    assert Page(found).open == []
    assert text in " ".join(Page(found).texts)


@pytest.mark.parametrize(
    "found",
    [
        comparison(runs=1),
        comparison(handoffs=0, mqls=0, sals=0, sqls=0, opportunities=0, wins=0),
        comparison((LONG, *(f"scenario_{n}" for n in range(11)))),
    ],
    ids=["one run", "zero MQLs", "twelve scenarios"],
)
def test_any_comparison_has_a_page(found: object) -> None:
    opened = small()._replace(found=found)  # type: ignore[arg-type]
    assert Page(page(opened, charts=[])).open == []


def test_a_chart_within_a_page_has_ids_of_its_own() -> None:
    chart = all_charts(small())[0]
    one, other = (re.findall(r'id="([^"]+)"', inline(chart._replace(name=name))) for name in ("one", "other"))
    assert not set(one) & set(other)
    assert all(each.startswith("one-") for each in one)


@pytest.mark.look
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_browser_shows_it_without_errors_requests_or_sideways_scrolling(
    tmp_path: Path, width: int, theme: str, language: Language
) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium")
    file = tmp_path / "report.html"
    file.write_bytes(page(small(), language))
    said, asked = [], []
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
        shown = context.new_page()
        shown.on("console", lambda message: said.append(message.text))
        shown.on("pageerror", lambda error: said.append(str(error)))
        shown.on("request", lambda request: asked.append(request.url))
        shown.goto(file.as_uri())
        wide = shown.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert said == []
    assert asked == [file.as_uri()]
    assert wide <= width


def test_texts_on_charts_are_left_as_they_are_where_they_look_like_ours() -> None:
    text = 'a colour #0072b2 with id="b", url(#c) and href="#d"'

    def draw(ax: Axes) -> None:
        ax.text(0.5, 0.5, text)
        ax.plot([0.0, 1.0], color="#0072b2")

    found = inline(Chart("own", "t", "a", (4.0, 3.0), (), (), draw))
    assert f">{text}<" in found
    assert "stroke: var(--blue)" in found
    assert 'id="own-axes_1"' in found
