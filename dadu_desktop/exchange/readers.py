"""One reader for each column: cell → value of its field, quick for the same words again and again."""

from __future__ import annotations

import re
from contextlib import suppress

from dadu_desktop.domain.credit_code import has_valid_check_digit, read_credit_code
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit
from dadu_desktop.domain.numbers import parse_number
from dadu_desktop.domain.text import clean, is_nothing, narrow
from dadu_desktop.exchange.cell_texts import (
    Doubt,
    Reader,
    date_text,
    flag_text,
    name_text,
    names_no_day,
    period_end,
    span_ends,
)
from dadu_desktop.exchange.cells import DITTO, cell_words
from dadu_desktop.exchange.choice_words import NOT_SAID, choice_meant
from dadu_desktop.exchange.columns import Column
from dadu_desktop.exchange.number_cells import NUMBERS, doubtful_numbers, refused_hedges, typed_number
from dadu_desktop.exchange.numbered import points_of
from dadu_desktop.exchange.surroundings import Surroundings
from dadu_desktop.exchange.targets import OUTCOME, FreeWords, Target
from dadu_desktop.exchange.ticks import ticked
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.texts import value_of

_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.ENTERPRISE, Kind.ENTERPRISES})
_NAMES = frozenset({"name", "enterprise"})
"""Fields that name one enterprise, in however many lines."""
_ALREADY_CLEAN = re.compile(
    "[\u4e00-\u9fffA-Za-z0-9](?:[\u4e00-\u9fff -~（），。、；：“”《》—·]*[\u4e00-\u9fff!-~（），。、；：“”《》—·])?"
)
_CLEAN_CODE = re.compile("[0-9A-HJ-NPQRTUWXY]{18}", re.ASCII)
_CODE_LABEL = re.compile(r"^\D{2,12}[:：]")
_NOT_OF_CODE = re.compile(r"(?<=[\dA-Za-z])\s*\([^\dA-Za-z()]*\)$")
_NO_CODE = re.compile(r"[^\dA-Za-z]{2,20}")
_LISTED = frozenset({Kind.CHOICE, Kind.CHOICES})
_BARE_NUMBERS = frozenset({Kind.AMOUNT, Kind.NUMBER, Kind.INTEGER, Kind.PERCENT})
"""Fields that keep a number without the words around it."""
STATISTICS = frozenset({"figures", "district-figures"})
"""Kinds of records that are statistics: by the law each is the exact figure of who reports it."""
_LAST_DAYS = frozenset({"due_date", "due", "window_to", "until", "deadline", "finished", "closed", "ended"})
"""Dates that a span ends with."""
_ONE_PROBLEM = ("problems", "description")
"""The kind of records of which each line is one problem, and where its words are."""
_NOT_YET = re.compile(r"(?:待|未|尚未|正在|拟|筹备)?(?:注册|定|成立|落地|设立|筹建|组建)(?:中|公司)?")
_AND_OTHERS = re.compile(
    r"(?<=.{4})等(?:[\d一二三四五六七八九十余多]{0,4}[家户个](?:企业|公司|单位|商户)?)?$"
)
_TEN_THOUSANDS = re.compile(r"[(/]万(?:人次|人|家|户|个|件|辆|平方米|平米|m2)\)?$")
"""The unit of a heading that counts by ten thousand."""
_BARE = re.compile(r"[\d.,]+")
_A_SENTENCE = 8
"""So many characters tell something, fewer may be a choice that was misspelt."""
_MOBILE = re.compile(r"1\d{10}", re.ASCII)
_ONLY_MARKS = re.compile(r"[\W_]*")


def column_reader(column: Column, around: Surroundings, kind: str = "") -> Reader:
    """Make the reader of a column that has a target; it reads each different cell once.

    ``kind`` is that of the records: hedged numbers (约300) are taken as their number with a remark wherever the
    field keeps a bare number, but refused where the records are STATISTICS.
    """
    target = column.target
    if target is None:
        raise ValueError(column.heading)
    field = target.field
    if field.kind is Kind.CREDIT_CODE:
        return _read_code
    if target.path == "number":
        return _read_number
    if field.kind in _TEXTS:
        return Remembered(_words_reader(target, around.whole, kind)).__getitem__
    unit = column.unit or around.unit
    scaled = _scaled if field.kind in NUMBERS and _TEN_THOUSANDS.search(narrow(column.heading)) else _same
    choices = around.choices.get(field.code_list, ())
    has_fixed_answers = field.kind is Kind.FLAG or (field.kind is Kind.CHOICE and bool(field.choices))

    def read(cell: object) -> object:
        cell = scaled(cell)
        if isinstance(cell, str):
            if cell not in choices and is_nothing(cell) and not (has_fixed_answers and ticked(cell)):
                return None
            cell = _as_typed(field, cell)
        elif field.kind is Kind.CHOICE and field.choices:
            cell = _as_typed(field, cell_words(cell))
        return value_of(
            field,
            cell,
            today=around.today,
            unit=unit.value if unit else "",
            choices=choices,
            base_1904=around.base_1904,
        )

    if field.kind in _BARE_NUMBERS:
        hedged = refused_hedges if kind in STATISTICS else doubtful_numbers
        measure = (unit or Unit(field.unit)) if field.kind is Kind.AMOUNT else field.unit
        return Remembered(hedged(field, read, measure)).__getitem__
    return Remembered(_lenient(field, read)).__getitem__


def _scaled(cell: object) -> object:
    """Write 3.5 below 客流量（万人次） as 3.5万."""
    return f"{cell_words(cell)}万" if _BARE.fullmatch(cell_words(cell)) else cell


def _same(cell: object) -> object:
    """Leave a cell as it is."""
    return cell


def _outcome_reader(read: Reader) -> Reader:
    """Read what became of a problem; where somebody told it in words of his own, these are kept."""

    def read_outcome(cell: object) -> object:
        try:
            return read(cell)
        except Doubt:
            raise
        except InputProblem:
            if not isinstance(cell, str):
                raise
            words = FreeWords(clean(cell))
            if len(words) >= _A_SENTENCE:
                return words
            raise Doubt(f"“{words}”不是可选的办理结果，作为办理情况的文字录入，请核对。", words) from None

    return read_outcome


def _lenient(field: Field, read: Reader) -> Reader:
    """Read what offices write beside the plain value of a field, where it has such ways."""
    if field.kind is Kind.PHONE:
        return _phone_reader(read)
    if field.key == OUTCOME:
        return _outcome_reader(read)
    return _doubtful_dates(field, read) if field.kind is Kind.DATE else read


def _as_typed(field: Field, cell: str) -> str:
    """Write a cell as people type it where workbooks have ways of their own; InputProblem for doubtful commas."""
    if field.kind in NUMBERS:
        return typed_number(field, cell)
    if field.kind is Kind.CHOICE and field.choices:
        meant = choice_meant(cell, field.choices)
        if meant == NOT_SAID or (meant is None and is_nothing(cell)):
            raise Doubt(f"“{clean(cell)}”没有说明{field.label}，这一格没有采用。")
        return meant or cell
    if field.kind is Kind.FLAG:
        return flag_text(cell)
    if field.kind in _LISTED:
        said = ticked(cell)
        return cell if said is None else said
    return date_text(cell) if field.kind is Kind.DATE else cell


def _doubtful_dates(field: Field, read: Reader) -> Reader:
    """Take the day of a span that a date asks for, and no day where the words name none, with a remark."""

    def read_date(cell: object) -> object:
        try:
            return read(cell)
        except InputProblem as problem:
            if isinstance(cell, float):
                day = read(cell_words(cell))  # 220519, which as a serial number is a day in 2503
                raise Doubt(f"“{cell_words(cell)}”按 {day} 录入，请核对。", day) from None
            if not isinstance(cell, str):
                raise
            if names_no_day(cell) and not field.required:
                said = f"“{clean(cell)}”不是具体日期，{field.label}没有录入：有期限的请补填。"
                raise Doubt(said) from None
            if field.key in _LAST_DAYS and (end := period_end(cell)):
                day = read(end)
                raise Doubt(f"“{clean(cell)}”按 {day} 录入，请核对。", day) from None
            ends = span_ends(cell)
            if ends is None:  # what was sent is told, not what was made of it
                said = problem.sentence.replace(f"“{date_text(cell)}”", f"“{clean(cell)}”")
                raise InputProblem(said) from None
            day = read(ends[field.key in _LAST_DAYS])
            which = "最后一天" if field.key in _LAST_DAYS else "第一天"
            raise Doubt(f"“{clean(cell)}”是一段时间，按{which} {day} 录入，请核对。", day) from None

    return read_date


class Remembered(dict[object, object]):
    """Cell → value, read when first asked for; a fault is found anew each time."""

    def __init__(self, read: Reader) -> None:
        """Take the reader."""
        super().__init__()
        self._read = read

    def __missing__(self, cell: object) -> object:
        """Read a cell and remember its value."""
        if cell in DITTO:
            raise InputProblem(f"“{cell}”的上面没有内容，请直接填写。")
        value = self._read(cell)
        if not isinstance(cell, bool):  # True would pass for 1
            self[cell] = value
        return value


def _read_code(cell: object) -> object:
    """Read a credit code; one to look at comes as CreditCode with its warnings."""
    if isinstance(cell, str):
        if _CLEAN_CODE.fullmatch(cell) and has_valid_check_digit(cell):
            return cell
        if is_nothing(cell):
            return None
    text = _NOT_OF_CODE.sub("", _CODE_LABEL.sub("", narrow(cell))) if isinstance(cell, str) else cell
    if isinstance(text, str) and _NO_CODE.fullmatch(text):
        raise Doubt(f"“{clean(text)}”不是信用代码，按没有代码处理；有代码的请补填。")
    return read_credit_code(text)


def _read_number(cell: object) -> object:
    """Read a number of the program's own; what offices count their lines by says nothing."""
    number = clean(cell_words(cell))
    with suppress(InputProblem):
        parse_number(number)
        return number
    return None


def _phone_reader(read: Reader) -> Reader:
    """Read telephones; a single mobile number is what it is."""
    return lambda cell: cell if isinstance(cell, str) and _MOBILE.fullmatch(cell) else read(cell)


def _name_reader(read: Reader) -> Reader:
    """Read names of enterprises, which have no lines."""
    return lambda cell: read(name_text(cell) if isinstance(cell, str) and "\n" in cell else cell)


def _one_problem(read: Reader, whole: frozenset[str]) -> Reader:
    """Take several numbered problems in the cell of one as they stand, with a remark unless they are kept so."""

    def read_problem(cell: object) -> object:
        words = read(cell)
        points = points_of(words) if isinstance(words, str) and words not in whole else ()
        if points:
            said = f"这一格写有 {len(points)} 个问题，按一个录入：要分别办理和统计的，请一行填一个。"
            raise Doubt(said, words)
        return words

    return read_problem


def _words_reader(target: Target, whole: frozenset[str], kind: str) -> Reader:
    """Choose how the texts of a field are read."""
    read = _text_reader(drops_nothing=bool(target.children) and target.field.required)
    if (kind, target.path) == _ONE_PROBLEM:
        return _one_problem(read, whole)
    if target.field.kind is Kind.ENTERPRISES:
        return _named_reader(read)
    if target.field.kind is Kind.ENTERPRISE and not target.field.required:
        return _not_yet_reader(_name_reader(read))
    return _name_reader(read) if target.path in _NAMES else read


def _not_yet_reader(read: Reader) -> Reader:
    """Read the name of an enterprise that a record may do without; 待注册 names none, with a remark."""

    def read_name(cell: object) -> object:
        words = read(cell)
        if isinstance(words, str) and _NOT_YET.fullmatch(words):
            raise Doubt(f"“{words}”不是企业名称，没有录入：注册后请补填。")
        return words

    return read_name


def _named_reader(read: Reader) -> Reader:
    """Take the enterprises that are named where others are only counted (甲公司、乙公司等5家企业), with a remark."""

    def read_named(cell: object) -> object:
        words = read(cell)
        named = _AND_OTHERS.sub("", words) if isinstance(words, str) else words
        if named != words:
            said = f"“{clean(str(cell))}”没有写全企业名称，只录入写明的企业，其余请补填。"
            raise Doubt(said, named)
        return words

    return read_named


def _text_reader(*, drops_nothing: bool) -> Reader:
    """Read texts; a cell of marks only says nothing, and 无 where a row of its own would come of it."""

    def read_text(cell: object) -> object:
        words = cell if isinstance(cell, str) else cell_words(cell)
        if drops_nothing and is_nothing(words):
            return None
        if _ALREADY_CLEAN.fullmatch(words):
            return words
        return None if _ONLY_MARKS.fullmatch(words) else clean(words)

    return read_text
