"""Files are there whole or not at all, and spreadsheets can't be made to run them."""

from __future__ import annotations

import csv
import errno
import io
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.study.durable import csv_bytes, json_bytes, make_folder, read_parquet, refused, write, write_by, write_parquet

TABLE = np.array([(1, 2**63 + 5, -3), (7, 0, 9)], [("time", "<i8"), ("id", "<u8"), ("node", "<i2")])


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "file.json"
    write(file, b"old")

    def half(temporary: Path) -> None:
        temporary.write_bytes(b"ne")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_by(file, half)
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


def test_folders_are_made_with_all_above_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_folder(tmp_path / "a" / "b" / "c")
    make_folder(tmp_path / "a" / "b")
    monkeypatch.chdir(tmp_path)
    make_folder(Path("d") / "e")
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "a", "a/b", "a/b/c", "d", "d/e",
    ]  # fmt: skip


def test_a_place_that_takes_no_folders_is_an_error_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path, *_: object, **__: object) -> None:
        """As /proc does: the place is there, and is said not to be."""
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))

    monkeypatch.setattr(Path, "mkdir", refuses)
    with pytest.raises(FileNotFoundError, match="deep"):
        make_folder(tmp_path / "deep" / "results")


def test_a_file_reaches_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("flush"), fsync(handle))[1])
    monkeypatch.setattr(os, "replace", lambda a, b: (order.append("name"), replace(a, b))[1])
    write(tmp_path / "file", b"x")
    assert order[:2] == ["flush", "name"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_texts_that_look_like_formulas_are_made_harmless(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_bytes([text], []).decode("utf-8-sig"), newline=""))
    assert row == ["'" + text]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    found = csv_bytes(("a", "b", "c", "d"), [(-1.5, 3.0, -2, None)])
    assert found == b"\xef\xbb\xbfa,b,c,d\r\n-1.5,3,-2,\r\n"


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_floats_come_back_from_csv_as_they_were(values: list[float]) -> None:
    _, row = csv.reader(io.StringIO(csv_bytes(["x"] * len(values), [values]).decode("utf-8-sig"), newline=""))
    assert [float(cell) for cell in row] == values


def test_json_is_sorted_readable_text_without_nan() -> None:
    assert json_bytes({"b": "商談", "a": [1.5]}) == '{\n "a": [\n  1.5\n ],\n "b": "商談"\n}\n'.encode()
    with pytest.raises(ValueError, match="JSON"):
        json_bytes(float("nan"))


def test_a_table_comes_back_from_parquet_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "it's.parquet"
    write_parquet(file, TABLE, "*, time * 2 AS twice")
    assert read_parquet(file, TABLE.dtype).tobytes() == TABLE.tobytes()
    assert list(tmp_path.iterdir()) == [file]
    write_parquet(file, TABLE[:0])
    assert read_parquet(file, TABLE.dtype).size == 0


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_parquet(tmp_path / name, np.repeat(TABLE, 5_000))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_disk_that_is_full_is_told_in_the_words_of_the_system() -> None:
    told = 'IO Error: Async write failed for range [offset=24]: {"exception_message":"Could not write", "errno":"28"}'
    error = refused(told, Path("leads.parquet"))
    assert (error.errno, error.filename, error.strerror) == (28, "leads.parquet", os.strerror(28))
    other = refused("IO Error: something\nelse", Path("leads.parquet"))
    assert (other.errno, other.filename, other.strerror) == (None, "leads.parquet", "IO Error: something")


def test_a_file_that_is_no_parquet_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"not parquet")
    with pytest.raises(OSError, match=r"(?i)parquet|magic"):
        read_parquet(tmp_path / "x", TABLE.dtype)
