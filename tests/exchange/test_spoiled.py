"""Every spoiled workbook is read, or refused with the sentence that is meant; the reading process lives on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dadu_desktop.domain.errors import UserProblem, WrongPassword
from dadu_desktop.exchange.reader_process import ReaderProcess
from dadu_desktop.exchange.refusals import Refusal
from tests.exchange.spoiled import Spoiled
from tests.exchange.spoiled_old import spoiled_binary, spoiled_old, spoiled_open_documents
from tests.exchange.spoiled_texts import spoiled_pages, spoiled_texts
from tests.exchange.spoiled_xlsx import spoiled_cells, spoiled_packages, spoiled_parts

SPOILED = [
    *spoiled_packages(),
    *spoiled_parts(),
    *spoiled_cells(),
    *spoiled_old(),
    *spoiled_open_documents(),
    *spoiled_binary(),
    *spoiled_texts(),
    *spoiled_pages(),
]


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    """Give one process for all of them, as in an import of a folder."""
    with ReaderProcess() as process:
        yield process


@pytest.mark.parametrize("case", SPOILED, ids=lambda case: case.what)
def test_spoiled_workbook_is_read_or_refused_as_it_should(reader: ReaderProcess, case: Spoiled) -> None:
    passwords = [case.password] if case.password else []
    if isinstance(case.expected, Refusal):
        with pytest.raises(UserProblem) as caught:
            reader.read(case.content, passwords=passwords)
        assert Refusal(caught.value.sentence).name == case.expected.name
        assert isinstance(caught.value, WrongPassword) == (
            case.expected in {Refusal.LOCKED, Refusal.WRONG_PASSWORD}
        )
        return
    sheet = reader.read(case.content, passwords=passwords).sheets[0]
    assert sheet.rows == case.expected
    assert {place.address for place in sheet.faults} == set(case.faults)
    assert all(case.faults[place.address] in sentence for place, sentence in sheet.faults.items())


def test_at_least_sixty_workbooks_are_spoiled() -> None:
    assert len({case.content for case in SPOILED}) >= 60
