"""Dates: every usual way of writing, and the sentences for the others."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.dates import PartialDate, read_date
from dadu_desktop.domain.errors import InputProblem

TODAY = date(2022, 11, 30)
DAYS = st.dates(date(1928, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("2022.5.1", "2022-05-01"),
        ("2022年5月1日", "2022-05-01"),
        ("2022 年 5 月 1 日", "2022-05-01"),
        ("2022/5/1", "2022-05-01"),
        ("2022-05-01", "2022-05-01"),
        ("2022—05—01", "2022-05-01"),
        ("２０２２．５．１", "2022-05-01"),
        ("22.5.1", "2022-05-01"),
        ("20220501", "2022-05-01"),
        ("2022-05-01 00:00:00", "2022-05-01"),
        ("2022-05-01T08:30", "2022-05-01"),
        ("2022年5月", "2022-05"),
        ("2022年11月份", "2022-11"),
        ("2022.11月", "2022-11"),
        ("2022.5", "2022-05"),
        ("202205", "2022-05"),
        ("2018年10月上旬", "2018-10"),
        ("2022年", "2022"),
        ("2018", "2018"),
        ("5月1日", "2022-05-01"),
        ("5.8", "2022-05-08"),
        ("11月28日", "2022-11-28"),
        ("12月", "2022-12"),
        ("8日", "2022-11-08"),
        ("31日", "2022-10-31"),
        ("昨天", "2022-11-29"),
        ("前天", "2022-11-28"),
        ("今天", "2022-11-30"),
        ("明天", "2022-12-01"),
        ("11月底", "2022-11-30"),
        ("2022年12月底前", "2022-12-31"),
        ("2024年2月底", "2024-02-29"),
        ("2022年12月31日前完成", "2022-12-31"),
        ("年底前", "2022-12-31"),
        ("2023年底", "2023-12-31"),
        ("月底", "2022-11-30"),
        (date(2022, 8, 16), "2022-08-16"),
        (datetime(2022, 8, 16, 9, 30), "2022-08-16"),
        (44713, "2022-06-01"),
        (44713.75, "2022-06-01"),
        ("44713", "2022-06-01"),
        (20220501.0, "2022-05-01"),
        (202205, "2022-05"),
        (2022, "2022"),
        (2022.5, "2022-05"),
        (2022.12, "2022-12"),
        (5.8, "2022-05-08"),
    ],
)
def test_usual_ways_of_writing_a_date(cell: object, iso: str) -> None:
    """Typed texts, number cells and date cells."""
    assert read_date(cell, today=TODAY).isoformat() == iso


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("长期", "“长期”不是具体日期"),
        ("2月30日", "2022年2月30日这个日期不存在"),
        ("2022.2.29", "2022年2月29日这个日期不存在"),
        ("2022.13.1", "不存在"),
        ("20221301", "不存在"),
        ("2022年0月", "2022年0月这个日期不存在"),
        ("0月5日", "2022年0月5日这个日期不存在"),
        ("2022-05-00", "2022年5月0日这个日期不存在"),
        ("0日", "日这个日期不存在"),
        ("11月1-3日", "不是能识别的日期"),
        ("5月1日-3日", "不是能识别的日期"),
        ("2022.5-8", "不是能识别的日期"),
        ("5.1至5.3", "不是能识别的日期"),
        ("3022年1月1日", "年份不合常理"),
        (2022.1, "分不清是1还是10"),
        (5.2, "分不清是2还是20"),
        (float("nan"), "不是能识别的日期"),
        (-3, "不是能识别的日期"),
        (99999999, "不是能识别的日期"),
        (True, "不是能识别的日期"),
        (None, "不是能识别的日期"),
        ("", "不是能识别的日期"),
        ("30", "不是能识别的日期"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(cell: object, reason: str) -> None:
    """Impossible days, spans, endless terms, numbers that lost a zero."""
    with pytest.raises(InputProblem, match=reason):
        read_date(cell, today=TODAY)


@pytest.mark.parametrize(
    ("today", "written", "iso"),
    [
        (date(2023, 1, 5), "12月30日", "2022-12-30"),
        (date(2023, 1, 5), "1月20日", "2023-01-20"),
        (date(2022, 9, 1), "11月底", "2022-11-30"),
        (date(2022, 3, 3), "28日", "2022-02-28"),
        (date(2022, 3, 20), "28日", "2022-03-28"),
    ],
)
def test_year_left_out_is_the_one_that_lies_near(today: date, written: str, iso: str) -> None:
    """Last year's December in January, this year's November in September."""
    assert read_date(written, today=today).isoformat() == iso


def test_serial_numbers_of_the_1904_base_are_four_years_on() -> None:
    """Workbooks from old Macs count from 1904."""
    assert read_date(43251, today=TODAY, base_1904=True).isoformat() == "2022-06-01"


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"]))
def test_every_day_reads_back_from_every_writing(day: date, form: str) -> None:
    """Reading undoes writing."""
    assert read_date(day.strftime(form), today=TODAY) == PartialDate.of(day)


@given(DAYS)
def test_every_day_reads_back_from_its_serial_number(day: date) -> None:
    """Reading undoes what a workbook does to a date."""
    serial = (day - date(1899, 12, 30)).days
    assert read_date(float(serial), today=TODAY) == PartialDate.of(day)


@given(DAYS, st.integers(1, 12))
def test_month_without_year_is_within_half_a_year_ahead(today: date, month: int) -> None:
    """Nothing is put into the far future."""
    read = read_date(f"{month}月", today=today)
    assert -366 <= (read.first_day() - today).days <= 183


PARTIAL = st.one_of(
    DAYS.map(PartialDate.of),
    DAYS.map(lambda day: PartialDate(day.year, day.month)),
    DAYS.map(lambda day: PartialDate(day.year)),
)


@given(PARTIAL)
def test_partial_date_reads_back_from_all_its_forms(when: PartialDate) -> None:
    """ISO and Chinese writing keep the precision."""
    assert PartialDate.parse_iso(when.isoformat()) == when
    assert read_date(when.isoformat(), today=TODAY) == when
    assert read_date(when.chinese(), today=TODAY) == when


@given(st.lists(PARTIAL))
def test_order_is_that_of_the_written_forms(dates: list[PartialDate]) -> None:
    """The database, which sorts texts, and the program agree."""
    assert [when.isoformat() for when in sorted(dates)] == sorted(when.isoformat() for when in dates)
    assert all(one <= other for one, other in pairwise(sorted(dates)))


@given(PARTIAL)
def test_partial_date_covers_the_days_from_first_to_last(when: PartialDate) -> None:
    """The day after the last is in the next day, month or year."""
    span = (when.last_day() - when.first_day()).days + 1
    assert span in {"day": {1}, "month": {28, 29, 30, 31}, "year": {365, 366}}[when.precision]
    after = PartialDate.of(when.last_day() + timedelta(days=1))
    assert not after.isoformat().startswith(when.isoformat())


@pytest.mark.parametrize("text", ["2018-1", "2018-13", "2018-02-30", "20181003", "", "2018-10-03 "])
def test_iso_form_is_strict(text: str) -> None:
    """Only what was written by the program."""
    with pytest.raises(InputProblem):
        PartialDate.parse_iso(text)


def test_day_without_month_is_refused() -> None:
    """There is no such precision."""
    with pytest.raises(InputProblem, match="没有月"):
        PartialDate(2022, None, 5)
