"""Values to words and back, for every field of every ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.records.catalogue import KEPT_BY_SERVICES, MAPPINGS, RECORD_TYPES
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.texts import value_of
from dadu_desktop.records.wording import text_of

TODAY = date(2022, 11, 30)
ALL_FIELDS = [
    pytest.param(field, id=f"{kind.key}.{field.key}")
    for kind in RECORD_TYPES.values()
    for field in (*kind.fields, *(one for children in kind.children for one in children.fields))
]

whole_cents = st.integers(-(10**15), 10**15).map(lambda one: Decimal(one) / 10**6)
days = st.dates(date(1980, 1, 1), date(2050, 12, 31))
partial_dates = st.one_of(
    days.map(PartialDate.of),
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year)),
)
words = st.text(st.characters(categories=["Lo"], max_codepoint=0x9FFF, min_codepoint=0x4E00), min_size=1)


def values_of(field: Field) -> st.SearchStrategy[object]:
    """Draw values that a field can hold."""
    match field.kind:
        case Kind.AMOUNT | Kind.NUMBER | Kind.PERCENT:
            return whole_cents.map(lambda one: one.normalize() + 0)
        case Kind.INTEGER:
            return st.integers(1900, 2100) if field.key == "year" else st.integers(-(10**9), 10**9)
        case Kind.DATE:
            return partial_dates
        case Kind.FLAG:
            return st.booleans()
        case Kind.CHOICE if field.choices:
            return st.sampled_from(field.choices)
        case Kind.CREDIT_CODE:
            return st.just("915001049PM1M902EF")
        case Kind.PHONE:
            return st.just("13843355503、023-68901234")
        case Kind.APPROXIMATE:
            counted = Approximate(Decimal(220), "余", f"220余{field.unit or '家'}")
            return st.just(
                Approximate(Decimal(1000), "多", "约1000多万元") if field.unit == "万元" else counted
            )
        case _:
            return words


@pytest.mark.parametrize("field", ALL_FIELDS)
@settings(max_examples=20)
@given(data=st.data())
def test_a_value_said_in_words_is_read_back_the_same(field: Field, data: st.DataObject) -> None:
    value = data.draw(values_of(field))
    assert value_of(field, text_of(field, value), today=TODAY) == value


@pytest.mark.parametrize("field", ALL_FIELDS)
def test_nothing_is_said_and_read_as_nothing(field: Field) -> None:
    assert text_of(field, None) == ""
    assert value_of(field, " \u3000", today=TODAY) is None
    assert value_of(field, None, today=TODAY) is None


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Kind.INTEGER, "254人", 254),
        (Kind.INTEGER, 231.0, 231),
        (Kind.NUMBER, "１,２３５.５平方米", Decimal("1235.5")),
        (Kind.PERCENT, "4.0%", Decimal(4)),
        (Kind.FLAG, "√", True),
        (Kind.PHONE, 17736239460.0, "17736239460"),
        (Kind.CHOICES, "重点，外贸;龙头", "重点、外贸、龙头"),
    ],
)
def test_cells_are_read_as_offices_write_them(kind: Kind, raw: object, value: object) -> None:
    unit = {"254人": "人", "１,２３５.５平方米": "平方米"}.get(str(raw), "")
    assert value_of(Field("x", "字段", kind, unit=unit), raw, today=TODAY) == value


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"),
    [
        (Kind.INTEGER, "2.5", "不是整数"),
        (Kind.NUMBER, "很大", "不是数字"),
        (Kind.FLAG, "也许", "既不是"),
        (Kind.DATE, "2月30日", "日期"),
        (Kind.CREDIT_CODE, 9.15001049e17, "数字"),
    ],
)
def test_a_bad_cell_is_refused_with_one_sentence(kind: Kind, raw: object, sentence: str) -> None:
    with pytest.raises(InputProblem, match=sentence):
        value_of(Field("x", "字段", kind), raw, today=TODAY)


def test_a_fixed_choice_is_matched_or_refused_and_an_edited_list_takes_new_words() -> None:
    fixed = RECORD_TYPES["enterprises"].field("size")
    edited = RECORD_TYPES["enterprises"].field("town")
    assert value_of(fixed, "小", today=TODAY) == "小型"
    with pytest.raises(InputProblem, match="请从"):
        value_of(fixed, "巨型", today=TODAY)
    assert value_of(edited, "九宫庙", today=TODAY, choices=("九宫庙街道", "八桥镇")) == "九宫庙街道"
    assert value_of(edited, "新街道", today=TODAY, choices=("九宫庙街道",)) == "新街道"


def test_every_described_field_has_its_key_and_a_label_and_keys_are_unique() -> None:
    for kind in RECORD_TYPES.values():
        keys = [field.key for field in kind.fields]
        assert len(set(keys)) == len(keys)
        assert all(field.key and field.label for field in kind.fields)
        assert kind.title in keys
        assert set(MAPPINGS[kind.key].parts) - KEPT_BY_SERVICES <= {
            children.key for children in kind.children
        }
