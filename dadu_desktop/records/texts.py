"""Words to values of fields; form, import, bulk change and command line use the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import assert_never

from dadu_desktop.domain import record_rules
from dadu_desktop.domain.approximate import read_approximate
from dadu_desktop.domain.credit_code import read_credit_code
from dadu_desktop.domain.dates import read_date
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit, exact, plain, read_amount, to_cent
from dadu_desktop.domain.text import clean, match_choice, narrow, split_phones
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.wording import JOIN

_YES = ("是", "有", "√", "✓", "y", "yes", "1", "true", "对")
_NO = ("否", "无", "×", "n", "no", "0", "false", "不是")


def value_of(
    field: Field,
    raw: object,
    *,
    today: date,
    unit: str = "",
    choices: Sequence[str] = (),
    base_1904: bool = False,
) -> object:
    """Read a typed text or a workbook cell; None when it is empty.

    ``unit`` is that of the column where it differs from the field's own, ``choices`` the entries of the code
    list. Enterprises come back as the cleaned words: only the ledger knows whom they mean. Raises
    InputProblem with one sentence that says what to do.
    """
    if raw is None or (isinstance(raw, str) and not clean(raw)):
        return None
    match field.kind:
        case Kind.DATE:
            return read_date(raw, today=today, base_1904=base_1904)
        case Kind.CREDIT_CODE:
            return read_credit_code(raw).code
        case Kind.AMOUNT | Kind.APPROXIMATE | Kind.INTEGER | Kind.NUMBER | Kind.PERCENT:
            return _quantity(field, raw, unit)
        case Kind.FLAG:
            return _flag(raw)
        case Kind.PHONE:
            return JOIN.join(split_phones(_words(raw)))
        case Kind.CHOICE | Kind.CHOICES:
            parts = _parts(_words(raw)) if field.kind is Kind.CHOICES else [_words(raw)]
            return JOIN.join(_choice(field, part, choices) for part in parts)
        case Kind.TEXT | Kind.LONG_TEXT | Kind.ENTERPRISE | Kind.ENTERPRISES | Kind.LIGHT:
            return clean(_words(raw))
        case _:
            assert_never(field.kind)


def unlisted_words(
    fields: Iterable[Field], values: Mapping[str, object], choices: Callable[[Field], Sequence[str]]
) -> dict[str, str]:
    """Warn, by field key, of words that the code list of a field has not; such words are kept all the same."""
    listed = [one for one in fields if one.code_list and values.get(one.key)]
    told = {one.key: record_rules.unlisted(one.label, str(values[one.key]), choices(one)) for one in listed}
    return {key: sentence for key, sentence in told.items() if sentence}


def _quantity(field: Field, raw: object, unit: str) -> object:
    """Read a number by what it counts."""
    match field.kind:
        case Kind.AMOUNT:
            return read_amount(raw, Unit(unit or field.unit))
        case Kind.APPROXIMATE:
            money = field.unit.endswith("元")  # else a count, which no unit of a sheet concerns
            return read_approximate(raw, Unit(unit or field.unit) if money else field.unit)
        case Kind.INTEGER:
            return _whole(raw, field)
        case _:
            return _number(raw, field)


def _words(raw: object) -> str:
    """Say a cell as text; a whole number loses the .0 that workbooks give it."""
    return f"{plain(exact(raw)):f}" if isinstance(raw, float) else str(raw)


def _parts(text: str) -> list[str]:
    """Split several entries of one cell."""
    for mark in "，,；;/\n":
        text = text.replace(mark, JOIN)
    return [part.strip() for part in text.split(JOIN) if part.strip()]


def _number(raw: object, field: Field) -> Decimal:
    """Read a number that may carry the unit of its field or a per cent sign; six decimals are kept.

    A formula gives 111.1111111111111, which nobody typed: it is rounded to what a ledger keeps.
    """
    if isinstance(raw, int | float | Decimal):
        return to_cent(exact(raw))
    text = narrow(str(raw)).replace(",", "").removesuffix(field.unit or "%").removesuffix("%").strip()
    text = text.removesuffix("㎡").removesuffix("m2").removesuffix("平方").strip()
    try:
        number = Decimal(text)
    except ArithmeticError:
        raise InputProblem(f"“{raw}”不是数字，请填写{field.label}的数值。") from None
    return to_cent(exact(number))


def _whole(raw: object, field: Field) -> int:
    """Read a whole number."""
    number = _number(narrow(raw).removesuffix("年") if isinstance(raw, str) else raw, field)
    if number != int(number):
        raise InputProblem(f"“{raw}”不是整数，请填写{field.label}的整数值。")
    if abs(number) >= 2**63:
        raise InputProblem(f"“{raw}”过大，请核对{field.label}。")
    return int(number)


def _flag(raw: object) -> bool:
    """Read yes or no."""
    if isinstance(raw, bool):
        return raw
    text = narrow(_words(raw)).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise InputProblem(f"“{raw}”既不是“是”也不是“否”，请改填其中之一。")


def _choice(field: Field, text: str, choices: Sequence[str]) -> str:
    """Find the entry that is meant; a list that the office edits takes new words as they are."""
    known = field.choices or choices
    found = match_choice(text, known) if known else None
    if found is None and field.choices:
        raise InputProblem(
            f"“{clean(text)}”不是可选的{field.label}，请从 {JOIN.join(field.choices)} 中选择。"
        )
    return found or clean(text)
