"""Persons with roles and passwords: who comes in, what each may do, and how nobody is locked out for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from dadu_desktop.domain.errors import (
    InputProblem,
    LedgerBusy,
    LedgerDamaged,
    NotAllowed,
    NotFound,
    WrongPassword,
)
from dadu_desktop.domain.roles import Role
from dadu_desktop.services import login, persons
from dadu_desktop.services.backups import keep_backup, restore_backup
from dadu_desktop.services.choices import persons as people
from dadu_desktop.services.choices import save_persons
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_record
from dadu_desktop.services.settings import save_settings
from dadu_desktop.storage import backup, check, keys
from dadu_desktop.storage.history import EVENTS, HistoryEntry
from dadu_desktop.storage.key_ring import OPEN_KEY, RING, key_file
from dadu_desktop.storage.ledger_file import LedgerFile

FIRST = "Qx7&大渡口春风"
OTHER = "Mn8%早上去走访"


@pytest.fixture(autouse=True)
def quick_and_forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stretch passwords only a little, and let no key outlive its test."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    yield
    RING.forget()


@pytest.fixture
def office(place: Path) -> Iterator[LedgerFile]:
    """Open a guarded ledger as its manager 王敏; 李四 is a clerk and 赵六 leads, both without a password."""
    with open_ledger(place) as ledger:
        persons.give_role(ledger, "王敏", Role.MANAGER)
        persons.give_role(ledger, "李四", Role.CLERK)
        persons.give_role(ledger, "赵六", Role.LEADER)
        save_record(ledger, "enterprises", 0, {"name": "万达广场"})
        keep_backup(ledger, "手动")
        ledger.on_close = None
    persons.guard(place, "王敏", FIRST)
    with open_ledger(place) as opened:
        opened.on_close = None
        yield opened


def come_back(place: Path, person: str, password: str) -> LedgerFile:
    """Forget all keys and log in."""
    login.lock_out()
    login.unlock(place, password, person)
    ledger = open_ledger(place)
    ledger.on_close = None
    return ledger


def test_the_first_password_encrypts_the_ledger_and_the_copies_beside_it(office: LedgerFile) -> None:
    for one in (office.path, *backup.kept_copies(office.path)):
        assert not backup.opens(one, OPEN_KEY)
        assert key_file(one).exists()
    assert (office.person, office.role) == ("王敏", Role.MANAGER)
    assert check.check(office) == []
    assert list_records(office, "enterprises", ListQuery()).total == 1


def test_a_guarded_ledger_lets_nobody_in_without_the_password(office: LedgerFile) -> None:
    place = office.path
    office.close()
    assert not login.is_guarded(place)
    login.lock_out()
    assert login.is_guarded(place)
    assert login.people_of(place) == ["王敏"]
    for wrong in ("", "错", FIRST.lower()):
        with pytest.raises(WrongPassword):
            login.unlock(place, wrong)
    with pytest.raises(WrongPassword):
        open_ledger(place)


def test_who_comes_in_is_written_into_the_history(office: LedgerFile) -> None:
    office.close()
    query = select(HistoryEntry.person).where(
        HistoryEntry.table_name == EVENTS, HistoryEntry.action == "login"
    )
    with come_back(office.path, "王敏", FIRST) as ledger, ledger.read() as connection:
        assert connection.scalars(query).all() == ["王敏", "王敏"]  # after the first password, and now


def test_each_person_has_a_password_and_a_role(office: LedgerFile) -> None:
    persons.set_password(office, "李四", OTHER)
    persons.set_password(office, "赵六", f"{OTHER}！")
    assert [(one.name, one.role, one.has_password) for one in persons.accounts(office)] == [
        ("王敏", Role.MANAGER, True),
        ("李四", Role.CLERK, True),
        ("赵六", Role.LEADER, True),
    ]
    office.close()
    with come_back(office.path, "李四", OTHER) as ledger:
        assert ledger.role is Role.CLERK
        save_record(ledger, "enterprises", 0, {"name": "九宫百货"})
        for forbidden in (
            lambda: save_settings(ledger, {"office_name": "别处"}),
            lambda: persons.give_role(ledger, "李四", Role.MANAGER),
            lambda: persons.set_password(ledger, "王敏", f"{OTHER}新"),
            lambda: persons.drop_password(ledger, "王敏"),
            lambda: persons.recovery_sheet(ledger),
        ):
            with pytest.raises(NotAllowed, match="经办"):
                forbidden()
    with come_back(office.path, "赵六", f"{OTHER}！") as ledger:
        assert list_records(ledger, "enterprises", ListQuery()).total == 2
        with pytest.raises(NotAllowed, match="领导"):
            save_record(ledger, "enterprises", 0, {"name": "不该有的"})


def test_a_password_is_changed_with_the_former_one_and_only_rewrapped(office: LedgerFile) -> None:
    key = next(key for key in RING if key != OPEN_KEY)
    with pytest.raises(WrongPassword):
        persons.set_password(office, "王敏", OTHER, "错")
    persons.set_password(office, "王敏", OTHER, FIRST)
    assert keys.unwrap(office.path, "王敏", OTHER) == key
    with pytest.raises(WrongPassword):
        keys.unwrap(office.path, "王敏", FIRST)


@pytest.mark.parametrize("password", ["short", "王敏Aa1!王敏Aa1!", "Password2022!"])
def test_a_password_that_the_rule_refuses_is_not_set(office: LedgerFile, place: Path, password: str) -> None:
    with pytest.raises(InputProblem, match="密码"):
        persons.set_password(office, "王敏", password, FIRST)
    assert keys.unwrap(place, "王敏", FIRST)


def test_the_rule_for_passwords_can_be_switched(office: LedgerFile) -> None:
    save_settings(office, {"password_rule": "long"})
    with pytest.raises(InputProblem, match="12"):
        persons.set_password(office, "王敏", OTHER, FIRST)
    persons.set_password(office, "王敏", "春天的花开了大家去走访吧", FIRST)


def test_the_recovery_sheet_opens_the_ledger_without_password_and_key_file(office: LedgerFile) -> None:
    code = persons.recovery_sheet(office)
    place = office.path
    office.close()
    login.lock_out()
    assert login.unlock(place, code.lower().replace("-", " ")) == login.RECOVERY
    with open_ledger(place) as ledger:
        ledger.on_close = None
        assert ledger.role is Role.MANAGER
        persons.set_password(ledger, "王敏", OTHER)
    come_back(place, "王敏", OTHER).close()
    login.lock_out()
    key_file(place).unlink()
    assert login.unlock(place, code) == login.RECOVERY
    with open_ledger(place, write=False) as ledger:
        assert list_records(ledger, "enterprises", ListQuery()).total == 1


def test_the_last_manager_stays(office: LedgerFile) -> None:
    for taken in (Role.CLERK, None):
        with pytest.raises(InputProblem, match="管理员"):
            persons.give_role(office, "王敏", taken)
    with pytest.raises(InputProblem, match="管理员"):
        persons.drop_password(office, "王敏")
    persons.give_role(office, "李四", Role.MANAGER)
    persons.set_password(office, "李四", OTHER)
    office.close()
    with come_back(office.path, "李四", OTHER) as ledger:
        persons.give_role(ledger, "王敏", None)
    assert login.people_of(office.path) == ["李四"]


def test_only_a_person_with_a_role_gets_a_password(office: LedgerFile) -> None:
    with pytest.raises(InputProblem, match="角色"):
        persons.set_password(office, "路人", OTHER)
    with pytest.raises(InputProblem, match="姓名"):
        persons.give_role(office, login.RECOVERY, Role.MANAGER)


def test_several_persons_have_to_say_who_they_are(office: LedgerFile) -> None:
    persons.set_password(office, "李四", OTHER)
    office.close()
    login.lock_out()
    with pytest.raises(InputProblem, match="王敏、李四"):
        login.unlock(office.path, OTHER)
    with pytest.raises(WrongPassword, match="没有名为"):
        login.unlock(office.path, OTHER, "路人")


def test_the_lock_screen_takes_the_same_password_again(office: LedgerFile) -> None:
    login.prove(office.path, "王敏", FIRST)
    with pytest.raises(WrongPassword):
        login.prove(office.path, "王敏", "错")
    code = persons.recovery_sheet(office)
    login.prove(office.path, login.RECOVERY, code)
    with pytest.raises(WrongPassword, match="恢复码"):
        login.prove(office.path, login.RECOVERY, FIRST)


def test_passwords_can_be_given_up(office: LedgerFile) -> None:
    place = office.path
    office.close()
    persons.unguard(place)
    login.lock_out()
    assert not key_file(place).exists()
    with open_ledger(place) as ledger:
        assert list_records(ledger, "enterprises", ListQuery()).total == 1
        with pytest.raises(InputProblem, match="没有设密码"):
            persons.recovery_sheet(ledger)


def test_a_ledger_in_use_or_missing_or_guarded_gets_no_first_password(office: LedgerFile) -> None:
    with pytest.raises(LedgerBusy):
        persons.guard(office.path, "王敏", OTHER)
    with pytest.raises(NotFound):
        persons.guard(office.path.with_name("没有.dadu"), "王敏", OTHER)
    office.close()
    with pytest.raises(InputProblem, match="已经设有密码"):
        persons.guard(office.path, "王敏", OTHER)


@pytest.fixture
def kept(place: Path) -> Path:
    """Keep a backup of a ledger without a password, in which 王敏 is the manager."""
    with open_ledger(place) as ledger:
        persons.give_role(ledger, "王敏", Role.MANAGER)
        ledger.on_close = None
        return keep_backup(ledger, "手动").file


def test_after_a_try_that_was_cut_off_a_password_can_be_set(place: Path, kept: Path) -> None:
    key = keys.new_key()
    keys.write_keys(kept, {"王敏": keys.wrap(key, "王敏", FIRST)})
    backup.change_key(kept, key)
    persons.guard(place, "王敏", OTHER)
    for one, password in ((place, OTHER), (kept, FIRST)):
        login.lock_out()
        assert not backup.opens(one, OPEN_KEY)
        login.unlock(one, password, "王敏")
        assert backup.verify(one)


@pytest.mark.parametrize("harmed", [0, -5000])
def test_a_backup_that_cannot_be_encrypted_is_named_before_there_is_a_password(
    place: Path, kept: Path, harmed: int
) -> None:
    content = bytearray(kept.read_bytes())
    content[harmed] ^= 1
    kept.write_bytes(content)
    with pytest.raises(LedgerDamaged, match=kept.name):
        persons.guard(place, "王敏", FIRST)
    assert not login.is_guarded(place)
    assert not key_file(kept).exists()
    assert kept.read_bytes() == content


def test_the_check_passes_over_backups_whose_password_was_given_up(office: LedgerFile) -> None:
    place = office.path
    office.close()
    persons.unguard(place)
    login.lock_out()
    with open_ledger(place) as ledger:
        ledger.on_close = None
        assert check.check(ledger) == []


def test_a_backup_from_before_the_password_is_put_back_openly(place: Path, tmp_path: Path) -> None:
    before = backup.copy_ledger(place, tmp_path / "以前.dadu").file
    persons.guard(place, "王敏", FIRST)
    restore_backup(before, place)
    login.lock_out()
    with open_ledger(place) as ledger:
        assert ledger.role is None
        assert check.check(ledger) == []


def test_a_backup_is_opened_elsewhere_with_its_key_file(office: LedgerFile, tmp_path: Path) -> None:
    made = backup.copy_ledger(office.path, tmp_path / "U盘" / "带走.dadu").file
    elsewhere = tmp_path / "另一台" / "台账.dadu"
    office.close()
    login.lock_out()
    with pytest.raises(WrongPassword):
        restore_backup(made, elsewhere)
    login.unlock(made, FIRST)
    restore_backup(made, elsewhere)
    with come_back(elsewhere, "王敏", FIRST) as ledger:
        assert list_records(ledger, "enterprises", ListQuery()).total == 1


def test_a_password_without_a_role_opens_nothing(office: LedgerFile) -> None:
    persons.set_password(office, "李四", OTHER)
    save_persons(office, [replace(one, active=one.name != "李四") for one in people(office)])
    office.close()
    with pytest.raises(NotAllowed, match="没有使用本台账的角色"):
        come_back(office.path, "李四", OTHER)
    come_back(office.path, "王敏", FIRST).close()


def test_nobody_takes_the_own_role_away(office: LedgerFile) -> None:
    persons.give_role(office, "李四", Role.MANAGER)
    with pytest.raises(InputProblem, match="自己的角色"):
        persons.give_role(office, "王敏", None)
