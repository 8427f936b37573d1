"""Seats, releases, reminders and co-hosts: their moments on the clock, and the hand-worked ones played by the engine."""

from __future__ import annotations

import pytest

from tests import engines, test_textbook_seats

globals().update(engines.tests_of(test_textbook_seats))
engine = pytest.fixture(scope="module", autouse=True)(engines.instead_of_the_textbook)
