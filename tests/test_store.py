"""Kept runs: back to the last bit, whole or absent, never another's, and simulated again where a byte has changed."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from sim.model.ledger import REVIEW
from sim.study.kpis import KPIS
from sim.study.profile import DAILY, HOURLY, OUTCOMES, SCORE_BINS, SPANS, WAITS_H, Profile
from sim.study.results import ResultsError
from sim.study.simulated import Simulated
from sim.study.store import Store
from tests.keptruns import flipped


def simulated(seed: int = 1) -> Simulated:
    """A run of numbers that are hard to write down: tiny, huge, none, and negative nothing."""
    luck = np.random.default_rng(seed)
    figures = luck.standard_normal((len(KPIS), 2)) * 10.0 ** luck.integers(-300, 300, (len(KPIS), 2))
    figures[:3] = [[np.nan, 0.0], [-0.0, 1.0], [5e-324, 1.7976931348623157e308]]
    reviews = np.zeros(2, REVIEW)
    reviews["time"], reviews["returns"] = (5, 2**40), np.arange(16).reshape(2, 8)
    months = luck.standard_normal((3, len(KPIS), 2))
    return Simulated(figures, months, luck.integers(-5, 2**62, (3, 6)), reviews, profiled(luck))


def profiled(luck: np.random.Generator) -> Profile:
    """A profile of any counts."""
    shapes = ((len(DAILY), 7), (2, len(WAITS_H) + 1), (len(SPANS), 2, 9), (len(OUTCOMES), SCORE_BINS))
    return Profile(*(luck.integers(0, 2**40, shape) for shape in (*shapes, (len(HOURLY), 7, 24))))


def same(found: Simulated | None, run: Simulated) -> bool:
    if found is None:
        return False
    tables = zip((*found[:-1], *found.profile), (*run[:-1], *run.profile), strict=True)
    return all(a.tobytes() == b.tobytes() for a, b in tables)


def file_of(store: Store) -> Path:
    (file,) = store.path.glob("*/*.json")
    return file


def test_a_run_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    run, store = simulated(), Store(tmp_path)
    store.put("key", 7, 3, run)
    assert same(Store(tmp_path).get("key", 7, 3), run)


def test_a_run_without_months_and_reviews_comes_back_too(tmp_path: Path) -> None:
    run, store = simulated(), Store(tmp_path)
    run = run._replace(months=run.months[:0], cohorts=run.cohorts[:0], reviews=run.reviews[:0])
    store.put("key", 7, 3, run)
    assert same(store.get("key", 7, 3), run)


def test_what_is_not_kept_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("key", 7, 3, simulated())
    assert [store.get(*asked) for asked in (("other", 7, 3), ("key", 8, 3), ("key", 7, 4))] == [None] * 3
    assert store.damaged == []


def test_a_byte_that_has_changed_anywhere_makes_a_run_none_and_names_its_file(tmp_path: Path) -> None:
    Store(tmp_path).put("key", 7, 3, simulated())
    file = file_of(Store(tmp_path))
    whole = file.read_bytes()
    for at in range(0, len(whole), len(whole) // 150):
        flipped(file, at)
        store = Store(tmp_path)
        found = store.get("key", 7, 3)
        if found is None:
            assert store.damaged == [file]
        else:  # 1e-05 and 1E-05 are the same number
            assert same(found, simulated()), at
        file.write_bytes(whole)
    assert same(Store(tmp_path).get("key", 7, 3), simulated())


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b'{"sha256": 1, "run": {}}', b"\xff\xfe", b"[" * 9_000]
)
def test_what_is_no_run_at_all_is_none_and_named(content: bytes, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("key", 7, 3, simulated())
    file_of(store).write_bytes(content)
    assert store.get("key", 7, 3) is None
    assert store.damaged == [file_of(store)]


def test_a_run_under_the_name_of_another_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("key", 7, 3, simulated())
    for name in ("7-4.json", "8-3.json"):
        (store.path / "key" / name).write_bytes((store.path / "key" / "7-3.json").read_bytes())
    (store.path / "key").rename(store.path / "other")
    assert [store.get("other", *which) for which in ((7, 3), (7, 4), (8, 3))] == [None] * 3
    assert len(store.damaged) == 3


def test_a_damaged_run_is_kept_anew(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("key", 7, 3, simulated())
    flipped(file_of(store))
    store.put("key", 7, 3, simulated(2))
    assert same(store.get("key", 7, 3), simulated(2))


def test_what_is_still_being_written_is_no_run_and_is_not_counted(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("key", 7, 3, simulated())
    (store.path / "key" / "7-4.json.0a1b2c3d.tmp").write_bytes(b"{")
    assert store.get("key", 7, 4) is None
    assert (store.count("key", 7, 10), store.count("key", 7, 3), store.count("key", 8, 10)) == (1, 0, 0)
    assert store.count("none", 7, 10) == 0


def test_two_may_keep_the_same_run_at_once(tmp_path: Path) -> None:
    stores = [Store(tmp_path) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: stores[n % 4].put("key", 7, n % 3, simulated()), range(60)))
    assert all(same(Store(tmp_path).get("key", 7, n), simulated()) for n in range(3))
    assert len(list(stores[0].path.rglob("*.*"))) == 3


def test_runs_kept_before_some_time_are_none_but_stay(tmp_path: Path) -> None:
    Store(tmp_path).put("key", 7, 3, simulated())
    os.utime(file_of(Store(tmp_path)), ns=(5_000, 5_000))
    assert Store(tmp_path, since_ns=5_001).get("key", 7, 3) is None
    assert same(Store(tmp_path, since_ns=5_000).get("key", 7, 3), simulated())
    later = Store(tmp_path, since_ns=5_001)
    later.put("key", 7, 3, simulated(2))
    assert same(later.get("key", 7, 3), simulated(2))


def test_a_disk_that_refuses_a_run_is_one_line_that_names_it(tmp_path: Path) -> None:
    (tmp_path / ".runs").write_text("no folder")
    with pytest.raises(ResultsError) as error:
        Store(tmp_path).put("key", 7, 3, simulated())
    assert str(error.value) == f"the results can't be written: {tmp_path / '.runs' / 'key'}: Not a directory"
