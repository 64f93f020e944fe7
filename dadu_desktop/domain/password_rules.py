"""Two rules for passwords, of which an office chooses one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_KINDS = (r"[0-9]", r"[a-z]", r"[A-Z]", r"[^0-9a-zA-Z]")
_COMMON = ("password", "qwerty", "iloveyou", "admin", "dadukou", "12345", "abcde", "asdfg", "密码")
_SHORT, _LONG = 8, 12
_KINDS_WANTED = 3


@dataclass(frozen=True)
class PasswordRule:
    """A rule by its name, what it asks for, and how a password fails it ("" when it does not)."""

    key: str
    label: str
    words: str
    fault: Callable[[str], str]


def _graded(password: str) -> str:
    """Ask for length and mixture, as offices know it from 等级保护 (GB/T 22239-2019, 8.1.4.1)."""
    if len(password) < _SHORT:
        return f"密码至少 {_SHORT} 位。"
    if sum(bool(re.search(kind, password)) for kind in _KINDS) < _KINDS_WANTED:
        return "密码须含数字、小写字母、大写字母、其他符号中的三种。"
    return ""


def _long(password: str) -> str:
    """Ask for length only (OWASP ASVS 5.0, 6.2): long phrases are easier to keep and harder to guess."""
    return "" if len(password) >= _LONG else f"密码至少 {_LONG} 个字，可以是一句好记的话。"


RULES = {
    one.key: one
    for one in (
        PasswordRule("graded", "等保式", f"至少 {_SHORT} 位，数字、大小写字母、符号中的三种", _graded),
        PasswordRule("long", "长口令式（ASVS）", f"至少 {_LONG} 个字，不限种类", _long),
    )
}


def password_fault(rule: str, password: str, person: str) -> str:
    """Say why a password cannot be used; "" where it can. No rule allows names and what everybody tries first."""
    lowered = password.lower()
    if person and person.lower() in lowered:
        return "密码不能包含姓名，请换一个。"
    if any(one in lowered for one in _COMMON) or len(set(password)) < 4:
        return "这个密码太容易猜到，请换一个。"
    return RULES[rule].fault(password)
