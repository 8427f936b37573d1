"""The rule language: what it says, what it refuses and with which words, and that its meaning is Python's."""

import pickle
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.model.rules import (
    And,
    Compare,
    Expr,
    Flag,
    Not,
    Or,
    RuleError,
    RuleProblem,
    Vocabulary,
    check,
    evaluate,
    names,
    parse,
    windows,
    words,
)
from sim.words.wording import one_line

DAY_S = 86_400
SEED = Vocabulary(
    numbers=frozenset({"score", "fit"}),
    counts=frozenset({"price_page", "blog", "見積"}),
    attributes={"industry": ["it", "other", "製 造"], "employees": ["1-49", "50+"], "area": []},
    flags=frozenset({"need", "budget"}),
)


def number(name: str, op: str, value: int, window_s: int | None = None) -> Compare:
    return Compare(name, op, value, window_s, 0)


def attribute(name: str, op: str, value: str) -> Compare:
    return Compare(name, op, value, None, 0)


def flag(name: str) -> Flag:
    return Flag(name, 0)


# ---- the grammar


def test_conditions_say_number_count_attribute_or_flag() -> None:
    assert parse("score >= 100") == number("score", ">=", 100)
    assert parse("fit > -5") == number("fit", ">", -5)
    assert parse("score>=-5") == number("score", ">=", -5)
    assert parse("count(price_page, 14d) >= 2") == number("price_page", ">=", 2, 14 * DAY_S)
    assert parse("industry != other") == attribute("industry", "!=", "other")
    assert parse('employees == "50+"') == parse("employees == '50+'") == attribute("employees", "==", "50+")
    assert parse("budget") == flag("budget")
    assert parse("見積 >= 1") == number("見積", ">=", 1)


@pytest.mark.parametrize("op", [">=", ">", "<=", "<", "==", "!="])
def test_every_comparison_is_read_with_and_without_spaces(op: str) -> None:
    assert parse(f"score {op} 7") == parse(f"score{op}7") == number("score", op, 7)


@pytest.mark.parametrize(
    ("window", "window_s"),
    [("2h", 7_200), ("1w", 7 * DAY_S), ("90min", 5_400), ("30s", 30), ("1d12h", 129_600), ("1d 12h", 129_600)],
)
def test_windows_are_duration_words(window: str, window_s: int) -> None:
    assert parse(f"count(blog,{window})<3") == number("blog", "<", 3, window_s)


def test_not_binds_before_and_and_before_or() -> None:
    a, b, c, d = (flag(name) for name in "abcd")
    assert parse("a or b and not c or d") == Or((a, And((b, Not(c))), d))
    assert parse("not a and b") == And((Not(a), b))
    assert parse("not (a and b)") == parse("not(a and b)") == Not(And((a, b)))
    assert parse("a and (b or c)") == And((a, Or((b, c))))
    assert parse("not job == staff") == Not(attribute("job", "==", "staff"))
    assert parse("not not a") == Not(Not(a))
    assert parse("((a))") == a


def test_rules_of_the_seed_journey_say_what_is_meant() -> None:
    page = number("price_page", ">=", 1)
    reading = And((number("blog", ">=", 3), number("download", ">=", 1)))
    assert parse("score >= 100 and price_page >= 1") == And((number("score", ">=", 100), page))
    assert parse("score >= 80 or (blog >= 3 and download >= 1)") == Or((number("score", ">=", 80), reading))
    found = And((flag("need"), flag("timing"), Or((flag("budget"), flag("authority")))))
    assert parse("need and timing and (budget or authority)") == found


def test_columns_count_characters_from_0_to_the_name() -> None:
    text = "見積 >= 1\n\tand not count(blog, 1d) >= 2 or budget"
    assert [
        problem.column for problem in check(parse(text), Vocabulary(frozenset(), frozenset(), {}, frozenset()))
    ] == [
        0,
        text.index("blog"),
        text.index("budget"),
    ]


def test_count_is_a_name_like_others_unless_a_parenthesis_follows() -> None:
    assert parse("count >= 3") == number("count", ">=", 3)
    assert parse("count(count, 1h) >= 3") == number("count", ">=", 3, 3_600)
    assert parse("stage == count") == attribute("stage", "==", "count")


# ---- what is refused


def refused(text: str) -> list[RuleProblem]:
    with pytest.raises(RuleError) as caught:
        parse(text)
    return caught.value.problems


NOT_WHOLE = "is no whole number in plain digits"


@pytest.mark.parametrize(
    ("text", "column", "sentence"),
    [
        ("", 0, "the rule is empty"),
        (" \n\u3000", 0, "the rule is empty"),
        # numbers
        ("score >= 1,000", 9, f"'1,000' {NOT_WHOLE}"),
        ("score >= 1e3", 9, f"'1e3' {NOT_WHOLE}"),
        ("score >= 1e-3", 9, f"'1e-3' {NOT_WHOLE}"),
        ("score >= 0x10", 9, f"'0x10' {NOT_WHOLE}"),
        ("score >= 1_000", 9, f"'1_000' {NOT_WHOLE}"),
        ("score >= 010", 9, f"'010' {NOT_WHOLE}"),
        ("score >= -0", 9, f"'-0' {NOT_WHOLE}"),
        ("score >= 1.5", 9, f"'1.5' {NOT_WHOLE}"),
        ("score >= 50%", 9, f"'50%' {NOT_WHOLE}"),
        ("score >= 100-20", 9, f"'100-20' {NOT_WHOLE}"),
        ("employees == 50+", 13, "a value of an attribute needs quotes"),
        ("score >= +5", 9, "rules don't calculate"),
        ("score >= 1000000001", 9, "is beyond 1000000000"),
        ("100", 0, "the number '100' says nothing by itself"),
        ("need and 5", 9, "the number '5' says nothing by itself"),
        ("50 < score", 0, "'50' stands before the name"),
        # comparisons
        ("score >= 100 > 50", 13, "'>' can't follow a whole condition"),
        ("(score >= 100) > 50", 15, "'>' can't follow a whole condition"),
        ("count(blog, 1d) >= 2 < 5", 21, "'<' can't follow a whole condition"),
        ("score = 100", 6, "'=' means nothing in a rule; did you mean '=='?"),
        ("score => 100", 6, "did you mean '>='?"),
        ("score =< 100", 6, "did you mean '<='?"),
        ("score <> 100", 6, "did you mean '!='?"),
        ("score >=! 100", 6, "'>=!' is no comparison"),
        ("score >=", 8, "the end stands where a number or value is expected after '>='"),
        ("score >= (100)", 9, "'(' stands where a number or value is expected after '>='"),
        (
            "industry == not",
            12,
            "'not' stands where a number or value is expected after '=='; such a value needs quotes",
        ),
        ("score >= count(blog, 1d)", 9, "'count' can't be called after '>='"),
        ("score + fit >= 10", 6, "'+' means nothing in a rule: rules don't calculate"),
        ("industry == b2b-saas", 15, "a value with it needs quotes"),
        # words
        ("need && budget", 5, "'&&' means nothing in a rule; did you mean 'and'?"),
        ("need || budget", 5, "'||' means nothing in a rule; did you mean 'or'?"),
        ("!need", 0, "'!' means nothing in a rule; did you mean 'not'?"),
        ("need AND budget", 5, "'AND' means nothing in a rule; did you mean 'and'?"),
        ("and and", 0, "'and' stands where a condition is expected"),
        ("need and", 8, "the end stands where a condition is expected"),
        ("need or or budget", 8, "'or' stands where a condition is expected"),
        ("not", 3, "the end stands where a condition is expected"),
        ("score >= 1 need", 11, "'need' can't stand after '1'"),
        ("need, budget", 4, "',' can't stand after 'need'"),
        ("industry in (it)", 9, "'in' can't stand after 'industry'"),
        # names, calls, quotes, parentheses
        ("lead.score >= 1", 4, "a name has no parts"),
        ("__import__('os')", 0, "'__import__' can't be called; the only call is count"),
        ("max(score) >= 1", 0, "'max' can't be called"),
        ('"score" >= 1', 0, "names have no quotes"),
        ('industry == "it', 12, 'the quote that begins "it is never closed'),
        ("industry == 'i\x1bt'", 12, r"'i\x1bt' has a character that can't be seen"),
        ("need; budget", 4, "';' means nothing in a rule"),
        ("need \x00", 5, r"'\x00' means nothing in a rule"),
        ("(need", 0, "this '(' is never closed"),
        ("need and (budget or (need)", 9, "this '(' is never closed"),
        ("need)", 4, "this ')' closes nothing"),
        ("(need budget)", 6, "'budget' can't stand after 'need'"),
        ("()", 1, "')' stands where a condition is expected"),
        # windowed counts
        ("count(blog) >= 2", 0, "no window; write count(blog, 14d) >= 2, or blog >= 2"),
        ("count() >= 2", 6, "')' stands where the name of a behaviour is expected"),
        ("count('blog', 1d) >= 2", 6, "where the name of a behaviour is expected"),
        ("count(blog 14d) >= 2", 11, "'14d' stands where ',' is expected"),
        ("count(blog, ) >= 2", 12, "')' stands where a number is expected"),
        ("count(blog, d14) >= 2", 12, "'d14' stands where a number is expected"),
        ("count(blog, 14) >= 2", 12, "'14' is not a duration"),
        ("count(blog, 1month) >= 2", 12, "'1month' is not a duration"),
        ("count(blog, -1d) >= 2", 12, "'-1d' is not a duration"),
        ("count(blog, 14d, 2) >= 2", 15, "',' stands where ')' is expected"),
        ("count(blog, 14d", 15, "the end stands where ')' is expected"),
        ("count(blog, 14d)", 16, "the end stands where a comparison is expected"),
        ("count(blog, 14d) and need", 17, "'and' stands where a comparison is expected"),
        ("count(blog, 14d) >= x", 20, "'x' stands where a number is expected"),
        # forms that look right
        ("score ＞＝ 100", 6, "'＞＝' is a full-width or variant form; write '>='"),
        ("score ＝ 100", 6, "write '=='"),
        ("score ≧ 100", 6, "'≧' is a full-width or variant form; write '>='"),
        ("score >= １００", 9, "'１００' is a full-width or variant form; write '100'"),
        ("score >= −5", 9, "'−' is a full-width or variant form; write '-'"),
        ("（need）", 0, "write '('"),
        ("ｎｅｅｄ", 0, "write 'need'"),
        ("need ＡＮＤ budget", 5, "write 'and'"),
        ("need\u3000and budget", 4, "the space U+3000 is not a plain one"),
        ("industry == “it”", 12, "write '\"'"),
    ],
)
def test_a_trap_is_refused_where_it_stands_with_what_would_be_right(text: str, column: int, sentence: str) -> None:
    found_column, found = refused(text)[0]
    assert found_column == column
    assert sentence in found


def test_all_signs_that_no_rule_has_are_told_at_once() -> None:
    assert [column for column, _ in refused("score = １ && !need || a.b")] == [6, 8, 10, 13, 19, 23]


def test_an_error_is_readable_counts_characters_from_1_and_survives_pickling() -> None:
    with pytest.raises(RuleError) as caught:
        parse("score = 1 && need")
    lines = "character 7: '=' means nothing in a rule; did you mean '=='?; character 11: '&&' means"
    assert str(caught.value).startswith(lines)
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


@pytest.mark.parametrize(
    ("opening", "closing", "times"), [("(", ")", 20), ("not ", "", 20), ("not (", ")", 10), ("p and (", ")", 20)]
)
def test_20_levels_are_read_and_the_21st_is_refused(opening: str, closing: str, times: int) -> None:
    parse(opening * times + "a" + closing * times)
    too_deep = opening * times + "(a)" + closing * times
    assert refused(too_deep) == [(too_deep.index("(a)"), "parentheses and 'not' are nested deeper than 20 levels")]


def test_levels_that_follow_one_another_are_not_deep() -> None:
    assert len(names(parse(" or ".join(f"not(a{n})" for n in range(40))))) == 40


def test_500_characters_are_read_and_one_more_is_refused() -> None:
    assert parse("a" * 500) == flag("a" * 500)
    assert refused("a" * 501) == [(500, "a rule has at most 500 characters, found 501")]
    assert refused("(" * 100_000)[0][0] == 500


def test_a_long_word_is_cut_in_the_sentence() -> None:
    assert len(refused("a " + "b" * 400)[0][1]) < 130


# ---- a journey's names


@pytest.mark.parametrize(
    "text",
    [
        "score >= 100 and price_page >= 1 or 見積 == 0",
        "count(price_page, 14d) >= 2 and count(blog, 1s) < 1",
        "industry != other and not employees == '50+' and industry == '製 造'",
        "need and (budget or not need)",
    ],
)
def test_a_rule_of_known_names_has_no_fault(text: str) -> None:
    assert check(parse(text), SEED) == []


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("scor >= 1", ["unknown name 'scor'; did you mean 'score'?"]),
        ("Score >= 1", ["did you mean 'score'?"]),
        ("bugdet", ["did you mean 'budget'?"]),
        ("indutry == it", ["did you mean 'industry'?"]),
        ("zzz", ["unknown name 'zzz'; known here: area, blog, budget, employees, fit, industry, need, price_page"]),
        ("industry == othr", ["'industry' has no value 'othr'; did you mean other?"]),
        ("employees == '５０＋'", ['did you mean "50+"?']),
        ("industry == zzz", ["'industry' has no value 'zzz'; it has it, other, \"製 造\""]),
        ("area == tokyo", ["it has nothing"]),
        ("score", ["'score' is a bare number"]),
        ("need and blog", ["'blog' is a bare number"]),
        ("industry", ["'industry' is an attribute, neither true nor false"]),
        ("need >= 1", ["'need' is true or false and can't be compared, found '>='"]),
        ("need == true", ["'need' is true or false"]),
        ("industry < it", ["'industry' is an attribute and can't be compared by '<'; use == or !="]),
        ("industry >= 3", ['can\'t be compared with the number 3; it has it, other, "製 造"']),
        ("industry > zz", ["can't be compared by '>'", "has no value 'zz'"]),
        ("score == it", ["'score' is a number and can't be compared with the word 'it'"]),
        ("score >= fit", ["'score' is a number and can't be compared with the word 'fit'"]),
        ("count(blog, 1d) > 2", ["can't be compared by '>'; use >= or <"]),
        ("count(blog, 1d) == 2", ["can't be compared by '=='"]),
        ("count(blog, 1d) >= 0", ["must be compared with a whole number of at least 1, found 0"]),
        ("count(blog, 1d) < -1", ["of at least 1, found -1"]),
        ("count(blog, 0d) >= 1", ["the window of count(blog, 0s) must be longer than 0s"]),
        ("count(score, 1d) >= 1", ["'score' is no behaviour; only behaviours can be counted"]),
        ("count(industry, 1d) >= 1", ["'industry' is no behaviour"]),
        ("count(need, 1d) >= 1", ["'need' is no behaviour"]),
        ("count(blgo, 1d) >= 1", ["unknown name 'blgo'; did you mean 'blog'?"]),
        ("count(blgo, 0s) <= 0", ["unknown name", "must be longer", "can't be compared by '<='", "at least 1"]),
    ],
)
def test_a_name_used_as_what_it_is_not_is_told(text: str, sentences: list[str]) -> None:
    found = check(parse(text), SEED)
    assert len(found) == len(sentences)
    assert all(sentence in problem.text for sentence, problem in zip(sentences, found, strict=True))


def test_every_fault_of_a_rule_is_told_in_text_order() -> None:
    rule = parse("scor >= 1 and (not blog or count(price_pag, 1d) >= 1) and industry == it and need == 3")
    assert [problem.column for problem in check(rule, SEED)] == [0, 19, 33, 77]


def test_a_windowed_count_built_with_a_word_is_told() -> None:
    assert "at least 1, found x" in check(Compare("blog", ">=", "x", 60, 0), SEED)[0].text


def test_many_known_names_are_cut_short() -> None:
    many = SEED._replace(flags=frozenset(f"known_{n:03d}" for n in range(100)))
    assert check(parse("zzz"), many)[0].text.endswith(", ... (108 in all)")


def test_names_and_windows_of_a_rule() -> None:
    rule = parse("score >= 9 and (count(blog, 1d) >= 2 or count(blog, 1d) < 3 or not count(見積, 2h) >= 1) and need")
    assert names(rule) == {"score", "blog", "見積", "need"}
    assert windows(rule) == {("blog", DAY_S, 2), ("blog", DAY_S, 3), ("見積", 7_200, 1)}


# ---- canonical words


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("((score>=100))and(need)", "score >= 100 and need"),
        ("a or (b and c)", "a or b and c"),
        ("(a or b) and not (c and d)", "(a or b) and not (c and d)"),
        ("not (a)", "not a"),
        ("(a and b) and c", "(a and b) and c"),
        ("count( blog ,1w )<2", "count(blog, 7d) < 2"),
        ("count(blog, 36h) >= 2", "count(blog, 1d 12h) >= 2"),
        ("x == 'it'", "x == it"),
        ("x == '50+'", 'x == "50+"'),
        ("x == 'and'", 'x == "and"'),
        ("x == 'AND'", 'x == "AND"'),
        ("x == 'ﾃｽﾄ'", 'x == "ﾃｽﾄ"'),
        ("x == '12'", 'x == "12"'),
        ("x == ''", 'x == ""'),
        ("x == 'say \"a\"'", "x == 'say \"a\"'"),
    ],
)
def test_words_are_canonical(text: str, canonical: str) -> None:
    assert words(parse(text)) == canonical
    assert parse(canonical) == parse(text)


NAMES = ("score", "blog", "見積", "_x1", "count", "é")
VALUES = st.sampled_from(
    ["it", "other", "and", "OR", "Not", "50+", "1", "", "製 造", "ﾃｽﾄ", 'a"b', "it's", "a.b", "(", "count"]
)
OPS = st.sampled_from([">=", ">", "<=", "<", "==", "!="])
NUMBERS = st.integers(-4, 4) | st.integers(-1_000_000_000, 1_000_000_000)
leaves = st.one_of(
    st.builds(Flag, st.sampled_from(NAMES), st.just(0)),
    st.builds(Compare, st.sampled_from(NAMES), OPS, NUMBERS | VALUES, st.none(), st.just(0)),
    st.builds(Compare, st.sampled_from(NAMES), OPS, NUMBERS, st.integers(0, 36_500 * DAY_S), st.just(0)),
)


def grown(items: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(items, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, items) | st.builds(And, several) | st.builds(Or, several)


expressions: st.SearchStrategy[Expr] = st.recursive(leaves, grown, max_leaves=8)


@given(expressions)
def test_words_read_back_as_the_same_rule(expr: Expr) -> None:
    assume(len(words(expr)) <= 500)
    assert parse(words(expr)) == expr
    assert words(parse(words(expr))) == words(expr)


@given(expressions)
def test_check_never_fails_and_tells_only_of_the_rule_s_own_columns(expr: Expr) -> None:
    assert all(problem.column == 0 and "\n" not in problem.text for problem in check(expr, SEED))


WORDS = ["score", "count", "industry", "and", "or", "not", "AND", "14d", "1d", "12h", "0", "-5", "100", "1,000", "１"]
SIGNS = ["(", ")", ",", ".", "+", "-", "'", '"', "'it'", '"50+"', ">=", "<", "==", "!=", "=", "!", "&&", "＞", "（"]
FRAGMENTS = st.sampled_from([*WORDS, *SIGNS, "\n", "\u3000", "\x00", "\ud800"])
garbage = st.text() | st.lists(FRAGMENTS, max_size=30).map(" ".join) | st.lists(FRAGMENTS).map("".join)


def problems_of(text: str) -> list[RuleProblem]:
    try:
        expr = parse(text)
    except RuleError as error:
        return error.problems or [RuleProblem(-1, "an error without a problem")]
    assert len(words(expr)) > 500 or parse(words(expr)) == expr
    return check(expr, SEED)


@settings(max_examples=300)
@given(garbage)
def test_no_text_raises_anything_but_a_rule_error_that_points_into_it(text: str) -> None:
    for problem in problems_of(text):
        assert 0 <= problem.column <= len(text)
        assert one_line(problem.text) == problem.text


# ---- meaning


def test_evaluate_asks_for_each_kind_of_name_in_its_own_way() -> None:
    asked: list[object] = []

    def answer(*what: object) -> int:
        asked.append(what)
        return 2

    rule = parse("score == 2 and count(blog, 2h) >= 2 and industry == it and need")
    assert evaluate(rule, answer, answer, {"industry": "it"}.__getitem__, {"need": True}.__getitem__)
    assert asked == [("score",), ("blog", 7_200)]
    assert not evaluate(rule, answer, answer, {"industry": "it"}.__getitem__, {"need": False}.__getitem__)
    assert not evaluate(rule, answer, answer, {"industry": "other"}.__getitem__, {"need": True}.__getitem__)


def test_at_least_100_takes_100_and_above_100_does_not() -> None:
    def holds(text: str, score: int) -> bool:
        return evaluate(parse(text), {"score": score}.__getitem__, lambda name, window_s: 0, str, bool)

    assert [holds("score >= 100", score) for score in (99, 100, 101)] == [False, True, True]
    assert [holds("score > 100", score) for score in (99, 100, 101)] == [False, False, True]


class Said(NamedTuple):
    """One condition as a rule and as Python; neither side adds parentheses, so precedence itself is compared."""

    rule: str
    python: str


SPACES = st.sampled_from(["", " ", "\n  ", "\t"])
COUNTED = st.sampled_from("ab")
SMALL = st.integers(-2, 2)


def compared(name: str, op: str, value: int | str, space: str) -> Said:
    return Said(f"{name}{space}{op}{space}{value}", f"({name} {op} {value!r})")


def windowed(name: str, op: str, value: int, space: str) -> Said:
    return Said(f"count({space}{name},{space}2h){op}{value}", f"(recent_{name} {op} {value})")


def joined(word: str, parts: list[Said]) -> Said:
    return Said(f" {word} ".join(part.rule for part in parts), f" {word} ".join(part.python for part in parts))


def grouped(part: Said, space: str) -> Said:
    return Said(f"({space}{part.rule}{space})", f"({part.python})")


def composed(parts: st.SearchStrategy[Said]) -> st.SearchStrategy[Said]:
    return st.one_of(
        st.builds(joined, st.sampled_from(["and", "or"]), st.lists(parts, min_size=2, max_size=3)),
        st.builds(grouped, parts, SPACES),
        parts.map(lambda part: Said(f"not {part.rule}", f"not {part.python}")),
    )


conditions = st.one_of(
    st.builds(compared, COUNTED, OPS, SMALL, SPACES),
    st.builds(compared, st.just("c"), st.sampled_from(["==", "!="]), st.sampled_from("xyz"), SPACES),
    st.builds(windowed, COUNTED, OPS, SMALL, SPACES),
    st.sampled_from([Said("p", "p"), Said("q", "q")]),
)
said_twice = st.recursive(conditions, composed, max_leaves=10)


@settings(max_examples=200)
@given(said_twice)
def test_meaning_and_precedence_are_those_of_python(said: Said) -> None:
    assume(len(said.rule) <= 500)
    expr = parse(said.rule)
    for a, b, c, p, q in product((-1, 1), (0, 2), "xy", (False, True), (False, True)):
        counts, recent = {"a": a, "b": b}, {("a", 7_200): b, ("b", 7_200): a}
        found = evaluate(
            expr,
            counts.__getitem__,
            lambda name, window_s, recent=recent: recent[name, window_s],  # type: ignore[misc]
            {"c": c}.__getitem__,
            {"p": p, "q": q}.__getitem__,
        )
        assert found is eval(said.python, {"a": a, "b": b, "c": c, "p": p, "q": q, "recent_a": b, "recent_b": a})
