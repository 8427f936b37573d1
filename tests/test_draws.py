"""Luck: known answers, equality of plain and compiled code, and the exact moments of what is tabulated."""

import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model import draws

TOP = 2**32
EDGES = [0, 1, 2**31 - 1, 2**31, TOP - 1]
words = st.integers(0, TOP - 1)
modest = settings(deadline=None, max_examples=60)

# random123, tests/kat_vectors, philox4x32-10: counter, key, output.
PHILOX_VECTORS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((TOP - 1,) * 4, (TOP - 1,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


def table_mean_and_variance(nodes):
    """Exact mean and variance of `quantile(nodes, u)` over all 2**32 equally likely u.

    In the first 24 octaves of a side, each cell holds n = 2**(24 - e) uniforms equally spaced on a straight line, at
    fractions (i + 1/2) / n: their mean is the middle, their variance slope**2 * (1 - 1/n**2) / 12. In the remaining
    octaves (v < 128, 128 uniforms a side) they are taken one by one.
    """
    sums, squares = [], []
    for octave in range(24):
        start, end = nodes[:, octave, :-1].ravel(), nodes[:, octave, 1:].ravel()
        n = 2.0 ** (24 - octave)
        middle = (start + end) / 2
        sums.append(middle.sum() * n)
        squares.append((middle**2 + (end - start) ** 2 * (1 - 1 / n**2) / 12).sum() * n)
    last = [draws.quantile(nodes, u) for u in itertools.chain(range(128), range(TOP - 128, TOP))]
    mean = (math.fsum(sums) + math.fsum(last)) / TOP
    return mean, (math.fsum(squares) + math.fsum(x * x for x in last)) / TOP - mean**2


@pytest.mark.parametrize(("counter", "key", "output"), PHILOX_VECTORS)
def test_philox_gives_the_published_words(counter, key, output):
    assert draws.philox_block(*counter, *key) == output
    assert draws.philox(*counter, *key) == output[0]


@modest
@given(st.tuples(*[words] * 6))
def test_philox_is_the_first_word_of_its_block(address):
    assert draws.philox(*address) == draws.philox_block(*address)[0]


def test_compiled_code_equals_plain_code_to_the_bit():
    numba = pytest.importorskip("numba")
    philox, quantile = numba.njit(draws.philox), numba.njit(draws.quantile)
    rng = random.Random(20260401)
    addresses = [tuple(rng.getrandbits(32) for _ in range(6)) for _ in range(2_000)]
    for address in itertools.chain(itertools.product([0, 2**31, TOP - 1], repeat=6), addresses):
        assert philox(*address) == draws.philox(*address)
    nodes = draws.lognormal_nodes(1.45)
    short = (rng.getrandbits(rng.randint(1, 32)) for _ in range(2_000))
    for u in itertools.chain(EDGES, short, (TOP - 1 - i for i in range(300))):
        assert quantile(nodes, u) == draws.quantile(nodes, u)


@pytest.mark.parametrize("word", range(6))
def test_every_bit_is_as_often_one_as_zero_whichever_word_of_the_address_counts_up(word):
    n = 4_000
    drawn = np.array([draws.philox(*[i if place == word else 7 for place in range(6)]) for i in range(n)])
    ones = ((drawn[:, None] >> np.arange(32)) & 1).sum(axis=0)
    assert np.abs(ones - n / 2).max() < 4.5 * math.sqrt(n / 4)


def test_neighbouring_addresses_are_uncorrelated():
    n = 4_000
    here = [draws.philox(i, 0, 1, 0, 1, 0) for i in range(n)]
    for neighbour in ((0, 0, 2, 0, 1, 0), (0, 0, 1, 1, 1, 0), (0, 0, 1, 0, 1, 1)):
        there = [draws.philox(i, *neighbour[1:]) for i in range(n)]
        assert abs(np.corrcoef(here, there)[0, 1]) < 4 / math.sqrt(n)


def test_purpose_words_never_change():
    assert draws.purpose("newsletter/open") == 4266230589
    assert draws.cohort_key("web", "2026-04-01") == 8062102686498177045


def test_purpose_ignores_width_case_and_outer_space():
    assert draws.purpose("  Ｎewsletter/OPEN ") == draws.purpose("newsletter/open")
    assert draws.purpose("newsletter/click") != draws.purpose("newsletter/open")


def test_cohort_key_separates_source_from_cohort():
    assert draws.cohort_key("web", "a") != draws.cohort_key("we", "ba")
    assert draws.cohort_key(" WEB", "a") == draws.cohort_key("web", "a")
    assert draws.cohort_key("web", "A") != draws.cohort_key("web", "a")


def test_check_purposes_returns_the_word_of_every_name():
    names = ["open", "click", "open"]
    assert draws.check_purposes(names) == {name: draws.purpose(name) for name in names}


@pytest.mark.parametrize(("first", "second"), [("touchpoint 7940", "touchpoint 8423"), ("Open", "open")])
def test_check_purposes_names_both_colliding_names(first, second):
    with pytest.raises(ValueError, match=f"'{first}' and '{second}'"):
        draws.check_purposes(["click", first, second])


def test_probability_zero_never_accepts_and_one_always_does():
    for u in EDGES:
        assert not draws.accept(u, draws.threshold(0.0))
        assert draws.accept(u, draws.threshold(1.0))


def test_threshold_counts_the_accepted_uniforms():
    assert draws.threshold(0.25) == 2**30
    assert draws.accept(2**30 - 1, 2**30)
    assert not draws.accept(2**30, 2**30)
    assert draws.threshold(2.5 / TOP) == 2
    assert draws.threshold(3.5 / TOP) == 4


@pytest.mark.parametrize("p", [-1e-9, 1.0000001, math.nan, math.inf])
def test_threshold_refuses_what_is_no_probability(p):
    with pytest.raises(ValueError, match=f"found {p!r}"):
        draws.threshold(p)


def test_lead_ids_are_the_published_splitmix64_outputs():
    # The widely published outputs for seeds 0 and 1234567.
    assert draws.lead_ids(0, 3).tolist() == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    assert draws.lead_ids(1234567, 3).tolist() == [6457827717110365317, 3203168211198807973, 9817491932198370423]


@modest
@given(st.integers(0, 2**64 - 1), st.integers(0, 20), st.integers(0, 2**40))
def test_lead_ids_depend_on_the_ordinal_only(key, n, first):
    ids = draws.lead_ids(key, n, first)
    assert ids.dtype == np.uint64
    assert ids.tolist() == [int(draws.lead_ids(key, 1, first + i)[0]) for i in range(n)]


def test_exponential_table_keeps_mean_and_variance():
    assert table_mean_and_variance(draws.exponential_nodes()) == (
        pytest.approx(1.0, rel=1e-3),
        pytest.approx(1.0, rel=1e-2),
    )


@pytest.mark.parametrize("sigma", [0.3, 0.8, 1.2, 1.45, 1.51])
def test_lognormal_table_keeps_mean_and_variance(sigma):
    mean, variance = table_mean_and_variance(draws.lognormal_nodes(sigma))
    assert mean == pytest.approx(math.exp(sigma**2 / 2), rel=1e-3)
    assert variance == pytest.approx(math.expm1(sigma**2) * math.exp(sigma**2), rel=1e-2)


def test_uniform_table_returns_the_middle_of_each_uniform():
    nodes = draws.uniform_nodes()
    for u in [*EDGES, 12345, 3_000_000_000]:
        assert draws.quantile(nodes, u) == pytest.approx((u + 0.5) / TOP, rel=1e-15)
    assert draws.quantile(nodes, 0) > 0.0
    assert draws.quantile(nodes, TOP - 1) < 1.0
    assert table_mean_and_variance(nodes) == (pytest.approx(0.5), pytest.approx(1 / 12))


def test_constant_table_is_constant_and_lognormal_without_spread_is_one():
    for u in EDGES:
        assert draws.quantile(draws.constant_nodes(3.25), u) == 3.25
        assert draws.quantile(draws.lognormal_nodes(0.0), u) == 1.0


def test_quantile_matches_the_exact_exponential_far_into_both_tails():
    nodes = draws.exponential_nodes()
    for u in [0, 1, 77, 2**20, 2**31 - 1]:
        assert draws.quantile(nodes, u) == pytest.approx(-math.log1p(-(u + 0.5) / TOP), rel=1e-4)
        assert draws.quantile(nodes, TOP - 1 - u) == pytest.approx(-math.log((u + 0.5) / TOP), rel=1e-4)


def test_lognormal_tails_are_reciprocal():
    nodes = draws.lognormal_nodes(1.2)
    np.testing.assert_allclose(nodes[0] * nodes[1], 1.0, rtol=1e-12)


@modest
@given(st.lists(words, min_size=2, max_size=2))
def test_quantile_never_falls_as_the_uniform_rises(pair):
    for nodes in (draws.exponential_nodes(), draws.uniform_nodes()):
        assert draws.quantile(nodes, min(pair)) <= draws.quantile(nodes, max(pair))


def test_octaves_join_without_a_gap():
    for nodes in (draws.exponential_nodes(), draws.lognormal_nodes(1.5), draws.uniform_nodes()):
        np.testing.assert_array_equal(nodes[:, 1:, 64], nodes[:, :-1, 0])
        assert nodes[0, 0, 64] == pytest.approx(nodes[1, 0, 64], rel=1e-12)


def test_quantile_table_refuses_nodes_that_are_none():
    good = draws.exponential_nodes()
    assert draws.QuantileTable(good).at(5) == draws.quantile(good, 5)
    with pytest.raises(ValueError, match=r"found \(2, 32, 64\)"):
        draws.QuantileTable(good[:, :, :-1])
    with pytest.raises(ValueError, match="found inf"):
        draws.QuantileTable(np.where(good == good[1, 3, 4], np.inf, good))
    with pytest.raises(ValueError, match="must not fall"):
        draws.QuantileTable(-good)


@pytest.mark.parametrize("sigma", [-0.1, math.nan, math.inf])
def test_lognormal_refuses_an_impossible_sigma(sigma):
    with pytest.raises(ValueError, match=f"found {sigma!r}"):
        draws.lognormal_nodes(sigma)


def exact_log_probability(i, mean, dispersion):
    if dispersion is None:
        return i * math.log(mean) - mean - math.lgamma(i + 1)
    share = mean / (mean + dispersion)
    ways = math.lgamma(i + dispersion) - math.lgamma(i + 1) - math.lgamma(dispersion)
    return ways + i * math.log(share) + dispersion * math.log1p(-share)


@pytest.mark.parametrize(
    ("mean", "dispersion"),
    [(0.01, None), (3.0, None), (800.0, None), (5000.0, None), (0.2, 0.3), (3.0, 1.5), (120.0, 4.0), (5000.0, 20.0)],
)
def test_count_thresholds_are_the_exact_cumulative_probabilities(mean, dispersion):
    table = draws.count_thresholds(mean, dispersion)
    exact = np.cumsum([math.exp(exact_log_probability(i, mean, dispersion)) for i in range(len(table))])
    assert np.abs(table - exact * TOP).max() < 0.6  # rounded to the nearest
    assert (table == TOP).sum() == 1
    assert (np.diff(table.astype(np.int64)) >= 0).all()


@pytest.mark.parametrize(("mean", "dispersion"), [(0.5, None), (5000.0, None), (2.0, 0.5), (5000.0, 3.0)])
def test_counts_have_the_asked_mean_and_variance(mean, dispersion):
    table = draws.count_thresholds(mean, dispersion).astype(np.float64)
    p = np.diff(table, prepend=0.0) / TOP
    i = np.arange(len(p))
    found = (p * i).sum()
    assert found == pytest.approx(mean, rel=1e-6)
    variance = mean + (0 if dispersion is None else mean**2 / dispersion)
    assert (p * (i - found) ** 2).sum() == pytest.approx(variance, rel=1e-5)


@modest
@given(st.floats(0, 60), st.none() | st.floats(0.2, 50), words)
def test_count_is_the_first_whose_threshold_passes_the_uniform(mean, dispersion, u):
    table = draws.count_thresholds(mean, dispersion).tolist()
    assert draws.counts(mean, dispersion, u) == next(i for i, thr in enumerate(table) if u < thr)


def test_nobody_arrives_at_mean_zero():
    assert [draws.counts(0.0, k, u) for k in (None, 2.0) for u in EDGES] == [0] * 10


@pytest.mark.parametrize(
    ("mean", "dispersion", "text"),
    [
        (-1.0, None, "mean of a count .* found -1.0"),
        (math.nan, None, "mean of a count .* found nan"),
        (1.0, 0.0, "dispersion of a count .* found 0.0"),
        (1.0, math.inf, "dispersion of a count .* found inf"),
        (1e9, None, "mean 1000000000.0 and dispersion None are too widely spread"),
    ],
)
def test_impossible_counts_are_refused_with_their_value(mean, dispersion, text):
    with pytest.raises(ValueError, match=text):
        draws.counts(mean, dispersion, 0)
