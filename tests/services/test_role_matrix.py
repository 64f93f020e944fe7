"""The services ask the table of roles: every deed by every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dadu_desktop.domain.errors import NotAllowed
from dadu_desktop.domain.roles import Act, Role, may
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import attachments, histories, persons, reports, search, timeline, workbench
from dadu_desktop.services.backups import back_up, check_ledger
from dadu_desktop.services.event_log import read_log
from dadu_desktop.services.exports import export_list
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import delete_records, get_record, save_record
from dadu_desktop.services.settings import save_settings
from dadu_desktop.storage.ledger_file import LedgerFile

Deed = Callable[[LedgerFile, int, Path], object]
DEEDS: dict[str, tuple[Act, Deed]] = {
    "list": (Act.READ, lambda ledger, _one, _folder: list_records(ledger, "enterprises", ListQuery())),
    "open": (Act.READ, lambda ledger, one, _folder: get_record(ledger, "enterprises", one)),
    "search": (Act.READ, lambda ledger, _one, _folder: search.search_everywhere(ledger, "万达")),
    "story": (Act.READ, lambda ledger, one, _folder: timeline.timeline(ledger, one)),
    "workbench": (Act.READ, lambda ledger, _one, _folder: workbench.workbench(ledger, date(2022, 11, 8))),
    "history": (Act.READ, lambda ledger, one, _folder: histories.record_history(ledger, "enterprises", one)),
    "files": (Act.READ, lambda ledger, one, _folder: attachments.attachments_of(ledger, "enterprises", one)),
    "print": (
        Act.PRINT,
        lambda ledger, _one, _folder: reports.print_list(ledger, "enterprises", ListQuery()),
    ),
    "report": (
        Act.PRINT,
        lambda ledger, _one, _folder: reports.make_report(
            ledger, "dossier", {"enterprise": "重庆九宫百货有限公司"}
        ),
    ),
    "attach": (
        Act.WRITE,
        lambda ledger, one, _folder: attachments.attach_file(ledger, "enterprises", one, Path(__file__)),
    ),
    "delete": (Act.WRITE, lambda ledger, one, _folder: delete_records(ledger, "enterprises", [one])),
    "save": (Act.WRITE, lambda ledger, one, _folder: save_record(ledger, "enterprises", one, {"note": "记"})),
    "export": (
        Act.PRINT,
        lambda ledger, _one, folder: export_list(ledger, "enterprises", ListQuery(), folder / "企业.csv"),
    ),
    "back up": (Act.BACK_UP, lambda ledger, _one, folder: back_up(ledger, folder / "备份.dadu")),
    "check": (Act.BACK_UP, lambda ledger, _one, _folder: check_ledger(ledger)),
    "log": (Act.READ_LOG, lambda ledger, _one, _folder: read_log(ledger)),
    "settings": (Act.SETTINGS, lambda ledger, _one, _folder: save_settings(ledger, {"office_name": "甲"})),
    "roles": (Act.PERSONS, lambda ledger, _one, _folder: persons.give_role(ledger, "王敏", Role.MANAGER)),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_done_by_the_roles_that_may_do_it_and_by_no_other(
    ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path, deed: str, role: Role
) -> None:
    act, do = DEEDS[deed]
    ledger.role = role
    if may(role, act):
        do(ledger, register[0].id, tmp_path)
    else:
        with pytest.raises(NotAllowed, match=act):
            do(ledger, register[0].id, tmp_path)


def test_every_act_of_the_table_is_asked_for() -> None:
    assert {act for act, _ in DEEDS.values()} == set(Act)


def test_without_passwords_anybody_may_say_who_works_here(ledger: LedgerFile) -> None:
    persons.give_role(ledger, "王敏", Role.MANAGER)
    persons.give_role(ledger, "赵六", Role.LEADER)
    save_settings(ledger, {"operator": "赵六"})
    assert (ledger.person, ledger.role) == ("赵六", Role.LEADER)
    with pytest.raises(NotAllowed):
        save_settings(ledger, {"operator": "王敏", "office_name": "甲"})
    save_settings(ledger, {"operator": "王敏"})
    assert ledger.role is Role.MANAGER
