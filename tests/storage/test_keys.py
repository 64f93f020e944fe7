"""Keys: given out for the right password only, told apart from damage, and never where they do not belong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.errors import DiskFull, LedgerDamaged, WrongPassword
from dadu_desktop.services.records import get_record, save_record
from dadu_desktop.storage import backup, check, keys, opening
from dadu_desktop.storage.key_ring import OPEN_KEY, RING, key_file
from dadu_desktop.storage.ledger_file import LedgerFile

CANARY = "金丝雀-密码-9c1f"


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Let no key outlive its test."""
    yield
    RING.forget()


@pytest.fixture(scope="module")
def stretched(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Make one ledger with a person's password, stretched as for the office."""
    place = Path(shutil.copyfile(template, tmp_path_factory.mktemp("keys") / template.name))
    key = keys.new_key()
    keys.write_keys(place, {"王敏": keys.wrap(key, "王敏", CANARY)})
    backup.change_key(place, key)
    return place, key


@pytest.fixture
def guarded(stretched: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """Give a ledger of the test's own with one person's password, stretched only a little, and its key."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    place = Path(shutil.copyfile(stretched[0], tmp_path / "台账.dadu"))
    keys.write_keys(place, {"王敏": keys.wrap(stretched[1], "王敏", CANARY)})
    return place, stretched[1]


def test_a_guarded_ledger_opens_with_its_key_only(guarded: tuple[Path, str]) -> None:
    place, key = guarded
    assert not backup.opens(place, OPEN_KEY)
    with pytest.raises(WrongPassword, match="设有密码") as refused:
        opening.open_file(place)
    assert refused.value.status == 15
    RING.add(keys.unwrap(place, "王敏", CANARY), place)
    with opening.open_file(place) as ledger:
        assert check.check(ledger) == []
        save_record(ledger, "enterprises", 0, {"name": "万达广场"})
    assert backup.opens(place, key)


def test_what_was_written_before_is_there_after_and_can_be_read_openly_nowhere(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    save_record(ledger, "enterprises", 0, {"name": "重庆万达广场"})
    ledger.close()
    key = keys.new_key()
    backup.change_key(ledger.path, key)
    RING.add(key, ledger.path)
    with opening.open_file(ledger.path) as opened:
        assert get_record(opened, "enterprises", 1).values["name"] == "重庆万达广场"
        save_record(opened, "enterprises", 0, {"name": CANARY})
        for path in tmp_path.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert CANARY.encode() not in content
                assert not content.startswith(b"SQLite")


def test_five_wrong_passwords_lock_the_person_for_ten_minutes(guarded: tuple[Path, str]) -> None:
    place, key = guarded
    for tries in range(1, keys.TRIES + 1):
        with pytest.raises(WrongPassword, match="10 分钟") as wrong:
            keys.unwrap(place, "王敏", "错")
        assert ("再错" in str(wrong.value)) == (tries < keys.TRIES)
    with pytest.raises(WrongPassword, match="以后再试"):
        keys.unwrap(place, "王敏", CANARY)
    (one,) = keys.read_keys(place).values()
    assert timedelta(minutes=9) < datetime.fromisoformat(one.until) - datetime.now(UTC) <= keys.LOCKED_FOR
    keys.write_keys(
        place, {"王敏": replace(one, until=(datetime.now(UTC) - timedelta(seconds=1)).isoformat())}
    )
    assert keys.unwrap(place, "王敏", CANARY) == key
    assert keys.read_keys(place)["王敏"].until == ""


def test_a_clock_that_was_ahead_locks_nobody_out_for_longer(guarded: tuple[Path, str]) -> None:
    place, key = guarded
    (one,) = keys.read_keys(place).values()
    keys.write_keys(
        place, {"王敏": replace(one, until=(datetime.now(UTC) + timedelta(days=400)).isoformat())}
    )
    assert keys.unwrap(place, "王敏", CANARY) == key


def test_a_right_password_forgets_the_wrong_ones(guarded: tuple[Path, str]) -> None:
    place, _ = guarded
    for _ in range(keys.TRIES - 1):
        with pytest.raises(WrongPassword):
            keys.unwrap(place, "王敏", "错")
        keys.unwrap(place, "王敏", CANARY)
    assert keys.read_keys(place)["王敏"].wrong_tries == 0


def test_a_damaged_key_file_is_no_wrong_password(guarded: tuple[Path, str]) -> None:
    place, _ = guarded
    content = key_file(place).read_bytes()
    for bit in range(0, len(content) * 8, 31):
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        key_file(place).write_bytes(flipped)
        with pytest.raises(LedgerDamaged, match="密钥文件"):
            keys.read_keys(place)


def test_a_damaged_ledger_is_no_wrong_password(guarded: tuple[Path, str]) -> None:
    place, _ = guarded
    content = bytearray(place.read_bytes())
    content[-100] ^= 1
    place.write_bytes(content)
    RING.add(keys.unwrap(place, "王敏", CANARY), place)
    with pytest.raises(LedgerDamaged):
        opening.open_file(place)


def test_the_key_file_goes_with_every_backup_and_opens_it(guarded: tuple[Path, str], tmp_path: Path) -> None:
    place, key = guarded
    RING.add(key, place)
    made = backup.copy_ledger(place, tmp_path / "U盘" / "备份.dadu")
    assert keys.unwrap(made.file, "王敏", CANARY) == key
    assert not backup.opens(made.file, OPEN_KEY)


def test_passwords_are_stretched_as_promised(stretched: tuple[Path, str]) -> None:
    assert keys.unwrap(stretched[0], "王敏", CANARY) == stretched[1]
    stored = json.loads(key_file(stretched[0]).read_text(encoding="utf-8"))["persons"]["王敏"]
    assert (stored["memory_kib"], stored["passes"], stored["lanes"]) == (65536, 3, 4)


@given(raw=st.binary(min_size=32, max_size=32), small=st.booleans(), spaced=st.booleans())
def test_a_recovery_code_gives_back_its_key_however_it_is_typed(
    raw: bytes, small: bool, spaced: bool
) -> None:
    code = keys.recovery_code(raw.hex())
    typed = code.replace("-", " ") if spaced else code
    assert keys.key_of_code(typed.lower() if small else typed) == raw.hex()


@given(raw=st.binary(min_size=32, max_size=32), where=st.integers(0, 54))
def test_a_recovery_code_with_one_wrong_letter_is_refused(raw: bytes, where: int) -> None:
    code = keys.recovery_code(raw.hex()).replace("-", "")
    other = "A" if code[where] != "A" else "B"
    assert keys.key_of_code(f"{code[:where]}{other}{code[where + 1 :]}") is None


@pytest.mark.parametrize("words", ["", "密码", "1234", "AAAA-AAAA", "=" * 56])
def test_other_words_are_no_recovery_code(words: str) -> None:
    assert keys.key_of_code(words) is None


def test_a_key_that_could_not_be_changed_leaves_the_ledger_as_it_was(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = place.read_bytes()

    def fail(*_: object) -> None:
        raise DiskFull("满")

    monkeypatch.setattr(backup, "put_in_place", fail)
    with pytest.raises(DiskFull):
        backup.change_key(place, keys.new_key())
    assert place.read_bytes() == before
    assert [one.name for one in place.parent.iterdir()] == [place.name]


def test_changing_a_password_leaves_the_ledger_untouched(guarded: tuple[Path, str]) -> None:
    place, key = guarded
    before = place.read_bytes()
    keys.write_keys(place, {"王敏": keys.wrap(key, "王敏", "新的密码")})
    assert place.read_bytes() == before
    assert keys.unwrap(place, "王敏", "新的密码") == key
    with pytest.raises(WrongPassword):
        keys.unwrap(place, "王敏", CANARY)


def test_a_wrapping_serves_nobody_else(guarded: tuple[Path, str]) -> None:
    place, _ = guarded
    keys.write_keys(place, {"李四": keys.read_keys(place)["王敏"]})
    with pytest.raises(WrongPassword):
        keys.unwrap(place, "李四", CANARY)


def test_an_unguarded_ledger_starts_without_the_cryptography_library() -> None:
    program = "import sys, dadu_desktop.storage.opening; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
