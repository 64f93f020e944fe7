"""The State Council's notice and plain lines, read as days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from chinese_calendar.constants import holidays, workdays

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.holiday_notice import HolidayDay, read_notice

NOTICE_2022 = """
国务院办公厅关于2022年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
一、元旦：2022年1月1日至3日放假，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
五、端午节：6月3日至5日放假，共3天。
六、中秋节：9月10日至12日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。
"""


def test_the_notice_of_2022_gives_the_days_of_the_shipped_list() -> None:
    found = read_notice(NOTICE_2022)
    assert (found.year, found.unread) == (2022, ())
    rests = {one.day for one in found.days if not one.works}
    told_by_the_next_notice = date(2022, 12, 31)
    assert {day for day in holidays if day.year == 2022} - {told_by_the_next_notice} <= rests
    assert {one.day for one in found.days if one.works} == {day for day in workdays if day.year == 2022}
    assert HolidayDay(date(2022, 10, 8), works=True, name="国庆节") in found.days
    assert all(day.weekday() > 4 for day in rests - set(holidays))


@pytest.mark.parametrize("line", ["2027-01-01,休,元旦", "2027/1/1\t放假\t元旦", "2027年1月1日 休息 元旦"])
def test_a_plain_line_is_a_day(line: str) -> None:
    assert read_notice(line).days == (HolidayDay(date(2027, 1, 1), works=False, name="元旦"),)


def test_a_line_of_a_working_saturday_needs_no_name() -> None:
    assert read_notice("2027-02-20 班").days == (HolidayDay(date(2027, 2, 20), works=True),)


def test_days_over_the_end_of_the_year_belong_to_both() -> None:
    days = read_notice("元旦：12月31日至1月2日放假。", 2027).days
    assert [one.day for one in days] == [date(2027, 12, 31) + timedelta(days=one) for one in range(3)]


def test_a_line_that_cannot_be_used_is_named() -> None:
    found = read_notice("2027年\n元旦：1月1日放假。\n春节：2月30日至31日放假。")
    assert found.unread == ("春节:2月30日至31日放假。",)


@pytest.mark.parametrize("text", ["1月1日放假", "2027年没有安排", ""])
def test_what_names_no_year_or_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputProblem):
        read_notice(text)
