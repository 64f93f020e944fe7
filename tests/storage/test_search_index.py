"""The search index: any substring, of any length, of what was written."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.search_index import forget, index_texts, matching, spaced

chinese = st.text(st.sampled_from("大渡口万达广场停车位不足重庆小面０１abＡ，。 -"), min_size=1, max_size=40)


def found(ledger: LedgerFile, words: str) -> list[int]:
    """Search the register."""
    with ledger.read() as connection:
        return list(connection.scalars(select(Enterprise.id).where(*matching("enterprises", words))))


@pytest.fixture
def one(ledger: LedgerFile) -> LedgerFile:
    """A ledger with one enterprise."""
    with ledger.unit() as unit:
        unit.session.add(Enterprise(id=1, number="QY-2022-0001", name="甲"))
    return ledger


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=chinese, start=st.integers(0, 39), length=st.integers(1, 40))
def test_every_substring_of_a_text_finds_it(one: LedgerFile, text: str, start: int, length: int) -> None:
    with one.unit() as unit:
        index_texts(unit.connection, "enterprises", [(1, text)])
    part = text[start : start + length]
    if spaced(part.replace(" ", "")):
        assert found(one, part) == [1]


def test_words_that_were_replaced_or_forgotten_find_nothing(one: LedgerFile) -> None:
    with one.unit() as unit:
        index_texts(unit.connection, "enterprises", [(1, "旧话")])
        index_texts(unit.connection, "enterprises", [(1, "新话")])
    assert (found(one, "旧话"), found(one, "新话")) == ([], [1])
    with one.unit() as unit:
        forget(unit.connection, "enterprises", [1])
    assert found(one, "新话") == []


def test_records_of_another_type_with_the_same_id_are_told_apart(one: LedgerFile) -> None:
    with one.unit() as unit:
        index_texts(unit.connection, "visits", [(1, "停车位")])
    assert found(one, "停车位") == []
