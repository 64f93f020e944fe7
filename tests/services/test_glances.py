"""What a list showed when its ledger was closed holds for that very file and is as it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import login
from dadu_desktop.services.data_folder import data_folder
from dadu_desktop.services.glances import Glance, glance_of, keep_glance
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.persons import guard
from dadu_desktop.services.plain_values import plain, typed
from dadu_desktop.services.records import save_record
from dadu_desktop.storage import opening

FIRST = "Chengxi-May-27"
COLUMNS = ("number", "name", "telephone", "last_year_sales", "admitted")
References = st.builds(Reference, st.integers(1), st.text())
Values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(min_value=date(1000, 1, 1)).map(PartialDate.of),
    st.builds(
        Approximate,
        st.decimals(0, 10**6, places=6),
        st.sampled_from(["", "约"]),
        st.text(),
    ),
    References,
    st.lists(References).map(tuple),
)


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep what tests leave away from the person's own, and forget their passwords."""
    for name in ("XDG_DATA_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    yield
    login.lock_out()


@given(Values)
def test_a_value_survives_as_json(value: object) -> None:
    assert typed(json.loads(json.dumps(value, default=plain))) == value


@pytest.fixture
def closed(registered: Path, tmp_path: Path) -> Path:
    """Give a closed ledger whose list of enterprises was kept."""
    place = Path(shutil.copyfile(registered, tmp_path / "台账.dadu"))
    keep(place, "enterprises", COLUMNS)
    return place


def keep(place: Path, kind: str, columns: tuple[str, ...]) -> Glance:
    """Show a list, close the ledger and keep what was shown."""
    with opening.open_file(place) as ledger:
        query = ListQuery(columns=columns)
        glance = Glance(RECORD_TYPES[kind], query, list_records(ledger, kind, query))
    keep_glance(ledger, glance)
    return glance


def add_problem(place: Path) -> None:
    """Keep a problem with a day on which it is due."""
    with opening.open_file(place) as ledger:
        whose = {"enterprise": Reference(1, ""), "description": "停车难", "status": "办理中"}
        due = PartialDate.of(date.today() + timedelta(days=30))
        save_record(ledger, "problems", 0, {**whose, "due_date": due})


@pytest.mark.parametrize("kind", ["enterprises", "problems"])
def test_what_was_shown_is_read_back_as_it_was(closed: Path, kind: str) -> None:
    add_problem(closed)
    kept = keep(closed, kind, tuple(field.key for field in RECORD_TYPES[kind].fields))
    assert kept.page.rows
    assert glance_of(closed, kind) == kept


def test_it_is_that_of_one_ledger_and_one_list_only(closed: Path) -> None:
    assert glance_of(closed, "enterprises")
    assert glance_of(closed, "visits") is None
    other = Path(shutil.copy2(closed, closed.with_name("另一本.dadu")))
    assert glance_of(other, "enterprises") is None


def spoil_glance(place: Path) -> None:
    """Cut the kept file short."""
    (file,) = data_folder().glob("*.json")
    file.write_bytes(file.read_bytes()[:-20])
    assert place.exists()


def leave_log(place: Path) -> None:
    """Leave a log beside the ledger, as a program does that was killed."""
    place.with_name(f"{place.name}-wal").write_bytes(b"waiting")


@pytest.mark.parametrize(
    "change",
    [
        add_problem,
        spoil_glance,
        leave_log,
        os.remove,
        lambda place: guard(place, "王敏", FIRST),
    ],
    ids=["changed", "cut short", "killed", "gone", "guarded"],
)
def test_it_does_not_outlive_a_change(closed: Path, change: Callable[[Path], object]) -> None:
    change(closed)
    assert glance_of(closed, "enterprises") is None


def test_nothing_of_a_ledger_with_a_password_lies_open(closed: Path) -> None:
    guard(closed, "王敏", FIRST)
    assert not list(data_folder().glob("*.json"))
    keep(closed, "enterprises", COLUMNS)
    assert not list(data_folder().glob("*.json"))


def test_a_list_with_lights_holds_for_its_day(closed: Path) -> None:
    add_problem(closed)
    keep(closed, "problems", ("number", "light"))
    assert glance_of(closed, "problems")
    (file,) = data_folder().glob("*.json")
    kept = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**kept, "day": "2000-01-01"}), encoding="utf-8")
    assert glance_of(closed, "problems") is None
