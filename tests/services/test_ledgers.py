"""The office's ledger: where it lies, what it starts with, what is warned of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from dadu_desktop.domain.errors import PlaceUnusable
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.office import CodeItem
from dadu_desktop.services.backups import back_up
from dadu_desktop.services.choices import LIBRARY
from dadu_desktop.services.code_lists import shipped_lists
from dadu_desktop.services.ledgers import default_place, new_ledger, open_ledger, place_warning
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records


def test_the_default_place_is_in_the_persons_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DADU_DATABASE", raising=False)
    assert (default_place().parent.name, default_place().name) == ("dadu-desktop", "台账.dadu")
    monkeypatch.setenv("DADU_DATABASE", str(tmp_path / "另一本.dadu"))
    assert default_place() == tmp_path / "另一本.dadu"


def test_a_new_ledger_brings_every_code_list_that_a_field_names(tmp_path: Path) -> None:
    with new_ledger(tmp_path / "台账.dadu") as ledger, ledger.read() as connection:
        lists = set(connection.scalars(select(CodeItem.code_list)))
    named = {field.code_list for one in RECORD_TYPES.values() for field in one.fields if field.code_list}
    assert named - {LIBRARY} <= lists


def test_every_second_level_category_has_its_first_level() -> None:
    lists = {one.key: one for one in shipped_lists()}
    first = [item.label for item in lists["problem_categories"].items]
    assert {item.parent for item in lists["problem_subcategories"].items} == set(first)
    for one in lists.values():
        assert len({item.label for item in one.items}) == len(one.items), one.key


def test_towns_carry_their_region_codes() -> None:
    (towns,) = (one for one in shipped_lists() if one.key == "towns")
    assert {(item.label, item.code) for item in towns.items} >= {
        ("九宫庙街道", "500104003"),
        ("跳磴镇", "500104103"),
    }


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(PlaceUnusable, match="是文件夹"):
        open_ledger(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_synchronised_folder_is_warned_of_and_an_ordinary_one_is_not(tmp_path: Path) -> None:
    assert "网盘" in place_warning(tmp_path / "OneDrive - 商务委" / "台账.dadu")
    assert place_warning(tmp_path / "台账.dadu") == ""


def test_in_a_synchronised_folder_a_ledger_is_read_and_backed_up_but_not_written(place: Path) -> None:
    cloud = place.parent / "坚果云" / "台账.dadu"
    cloud.parent.mkdir()
    shutil.copyfile(place, cloud)
    for work in (open_ledger, new_ledger):
        with pytest.raises(PlaceUnusable, match="移到本机") as refused:
            work(cloud)
        assert refused.value.status == 13
    assert [one.name for one in cloud.parent.iterdir()] == [cloud.name]
    with open_ledger(cloud, write=False) as ledger:
        assert list_records(ledger, "enterprises", ListQuery()).total == 0
    with open_ledger(place) as ledger:
        assert back_up(ledger, cloud.with_name("备份.dadu")).file.exists()
