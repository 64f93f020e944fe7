"""Drafts of a guarded ledger are as secret as the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.services.drafts import drafts, drop_draft, keep_draft
from dadu_desktop.storage import keys
from dadu_desktop.storage.key_ring import RING

CANARY = "金丝雀企业的营业额"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep drafts in the test's own folder, and no key beyond it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    RING.forget()


def test_a_draft_of_a_guarded_ledger_can_be_read_with_its_key_only(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.dadu"
    key = keys.new_key()
    RING.add(key, ledger, "王敏")
    keep_draft(ledger, "enterprises", 0, {"name": CANARY}, title=CANARY)
    (file,) = (tmp_path / "data").rglob("*.json")
    assert CANARY.encode() not in file.read_bytes()
    assert [one.texts for one in drafts(ledger)] == [{"name": CANARY}]
    RING.forget()
    assert drafts(ledger) == []
    RING.add(keys.new_key(), ledger, "王敏")
    assert drafts(ledger) == []
    drop_draft(ledger, "enterprises", 0)
    assert not file.exists()


def test_a_draft_from_before_the_first_password_is_still_offered(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.dadu"
    keep_draft(ledger, "visits", 3, {"theme": "走访"})
    RING.add(keys.new_key(), ledger, "王敏")
    assert [one.id for one in drafts(ledger)] == [3]


@given(content=st.binary(max_size=200), where=st.integers(0, 10_000))
def test_what_is_concealed_comes_back_and_a_changed_byte_is_refused(content: bytes, where: int) -> None:
    key = keys.new_key()
    concealed = bytearray(keys.conceal(key, content))
    assert keys.reveal(key, bytes(concealed)) == content
    concealed[where % len(concealed)] ^= 1
    with pytest.raises(ValueError, match="b"):
        keys.reveal(key, bytes(concealed))
