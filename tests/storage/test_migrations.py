"""Ledgers of earlier schemas, brought up to date without a chance of loss."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.config import Config
from sqlalchemy import inspect

from dadu_desktop.domain.errors import LedgerNewer
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_record
from dadu_desktop.storage import backup, check, opening, schema
from dadu_desktop.storage.ledger_file import LedgerFile

STORED = sorted(Path(__file__).parent.glob("ledgers/*.dadu"))
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("enterprises", sa.Column("nickname", sa.Text()))
    op.execute("UPDATE enterprises SET nickname = name")
"""


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let one more real migration stand behind those of the program; gives its file."""
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "next_0002.py").write_text(NEXT, encoding="utf-8")
    plain = schema.script_config

    def config(connection: object = None) -> Config:
        made = plain(connection)  # type: ignore[arg-type]
        shipped = Path(schema.__file__).parent / "migrations" / "versions"
        made.set_main_option("path_separator", "newline")
        made.set_main_option("version_locations", f"{shipped}\n{folder}")
        return made

    monkeypatch.setattr(schema, "script_config", config)
    monkeypatch.setattr(opening, "HEAD", "0002")
    return folder / "next_0002.py"


def columns(place: Path) -> set[str]:
    """List the columns that the register has in a file."""
    with opening.open_file(place, write=False) as ledger, ledger.read() as connection:
        return {column["name"] for column in inspect(connection).get_columns("enterprises")}


def test_an_older_ledger_is_backed_up_and_brought_up_to_date(
    ledger: LedgerFile, register: tuple[Reference, ...], next_schema: Path
) -> None:
    ledger.close()
    assert next_schema.exists()
    with opening.open_file(ledger.path) as opened:
        assert list_records(opened, "enterprises", ListQuery()).total == len(register)
        with opened.read() as connection:
            assert connection.exec_driver_sql("SELECT count(nickname) FROM enterprises").scalar() == len(
                register
            )
    kept = list(backup.kept_copies(ledger.path))
    assert [one.stem.rpartition("_")[2] for one in kept] == ["升级前"]
    assert opening.revision_of(kept[0]) == "0001"


def test_a_migration_that_fails_leaves_the_ledger_as_it_was_and_its_backup(
    place: Path, next_schema: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_schema.write_text(f"{NEXT}    raise RuntimeError('half-way')\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="half-way"):
        opening.open_file(place)
    assert opening.revision_of(place) == "0001"
    assert len(backup.kept_copies(place)) == 1
    monkeypatch.undo()
    assert "nickname" not in columns(place)


def test_an_older_ledger_is_not_changed_by_reading(place: Path, next_schema: Path) -> None:
    before = place.read_bytes()
    with pytest.raises(LedgerNewer, match="升级"):
        opening.open_file(place, write=False)
    assert next_schema.exists()
    assert place.read_bytes() == before


def test_every_released_schema_has_a_stored_ledger() -> None:
    assert {opening.revision_of(one) for one in STORED} == set(schema.known_revisions())


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_stored_ledger_opens_with_its_records_and_takes_new_ones(stored: Path, tmp_path: Path) -> None:
    place = Path(shutil.copyfile(stored, tmp_path / stored.name))
    with opening.open_file(place) as ledger:
        for kind in ("enterprises", "visits", "problems", "plans", "cases", "figures"):
            assert list_records(ledger, kind, ListQuery()).total > 0, kind
        save_record(ledger, "enterprises", 0, {"name": "新登记的企业"})
        assert check.check(ledger) == []
