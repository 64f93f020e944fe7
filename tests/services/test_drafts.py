"""What was typed and not saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.services.data_folder import data_folder
from dadu_desktop.services.drafts import drafts, drop_draft, keep_draft

TEXTS = {"topic": "稳增长 座谈", "enterprises": [[1, "万达广场"]], ".problems": [{"description": "停车难"}]}


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the drafts of tests away from those of the person."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "data"))


def test_a_draft_is_read_back_as_it_was_typed(tmp_path: Path) -> None:
    ledger = tmp_path / "台 账.dadu"
    keep_draft(ledger, "visits", 0, TEXTS, title="新走访")
    (kept,) = drafts(ledger)
    assert (kept.kind, kept.id, kept.title, kept.texts) == ("visits", 0, "新走访", TEXTS)


def test_a_later_draft_of_a_form_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    keep_draft(tmp_path / "台账.dadu", "visits", 7, {"topic": "稳"})
    keep_draft(tmp_path / "台账.dadu", "visits", 7, {"topic": "稳增长"})
    keep_draft(tmp_path / "台账.dadu", "visits", 8, {"topic": "另一条"})
    assert {one.id: one.texts["topic"] for one in drafts(tmp_path / "台账.dadu")} == {
        7: "稳增长",
        8: "另一条",
    }


def test_ledgers_of_one_name_have_drafts_of_their_own(tmp_path: Path) -> None:
    keep_draft(tmp_path / "甲" / "台账.dadu", "visits", 0, TEXTS)
    assert drafts(tmp_path / "乙" / "台账.dadu") == []


def test_a_ledger_reached_by_another_path_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_draft(tmp_path / "台账.dadu", "visits", 0, TEXTS)
    monkeypatch.chdir(tmp_path)
    assert len(drafts(Path("台账.dadu"))) == 1


def test_a_dropped_draft_is_gone_and_dropping_none_is_no_fault(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.dadu"
    keep_draft(ledger, "visits", 0, TEXTS)
    drop_draft(ledger, "visits", 0)
    drop_draft(ledger, "visits", 0)
    assert drafts(ledger) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"kind": "visits"}', b"\xff\xfe"])
def test_a_broken_draft_is_passed_over(tmp_path: Path, content: bytes) -> None:
    ledger = tmp_path / "台账.dadu"
    keep_draft(ledger, "visits", 1, TEXTS)
    (file,) = data_folder().rglob("*.json")
    file.with_name("visits-2.json").write_bytes(content)
    assert [one.id for one in drafts(ledger)] == [1]
