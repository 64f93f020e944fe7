"""Ways of writing that are found in cells only, made into those that everybody types."""

from __future__ import annotations

import re
from collections.abc import Callable

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.numerals import in_digits
from dadu_desktop.domain.text import narrow, split_phones
from dadu_desktop.exchange.ticks import ticked

_YEAR_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_DATE = re.compile(
    r"(?P<year>[〇零○0一二三四五六七八九]{4}年|\d{4}年)?(?P<month>[一二三四五六七八九十]{1,2}|\d{1,2})月"
    r"(?:(?P<day>[一二三四五六七八九十]{1,3}|\d{1,2})[日号])?"
)
_ABROAD = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})")
_SHORT = re.compile(r"(?P<year>[12]\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])")
_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_LISTED_DAYS = re.compile(
    r"(?P<first>(?:\d{4}[年./-])?\d{1,2}[月./-]\d{1,2})[日号]?(?:[、和及]\d{1,2}[日号]?)*[、和及](?P<last>\d{1,2})[日号]?"
)
_PERIOD = re.compile(
    r"(?P<year>\d{4}年?)?(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|[今本]?年度?内)[末底]?(?:(?:之|以)?前|完成)*"
)
_MONTHS_END = {"上": 6, "下": 12, "一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_GROWN = re.compile(
    r"(?:同比)?(?P<way>增长|增加|上升|提高|上涨|增|升|↑|下降|减少|降低|下滑|下跌|降|减|↓)(?=[\d.])"
)
_RATES = {
    **dict.fromkeys(("持平", "同比持平", "未启动", "尚未启动", "未开始"), "0"),
    **dict.fromkeys(("完成", "已完成", "全部完成", "已全部完成", "已办结"), "100"),
}
_FALLEN = "下减降↓"
_HUNDREDTHS = re.compile(r"百分之(.+)$")
_WAN = re.compile(r"(?<=\d)w(?=元?$)", re.IGNORECASE)
_SPACED = re.compile(r"(?<=\d)\s+(?=\d{3}(?!\d))")
_DATE_TAIL = re.compile(
    r"\s*(?:\(?(?:周|星期)[一二三四五六日天]\)?)?\s*(?:[上下中]午|早上|晚上|\([上下中]午\))?$"
)
_DATE_MARKS = re.compile(r"(?<=\d)\s*[。，,\\、．· ]\s*(?=\d)")
_CLOCK = re.compile(
    r"(?:T|\s*(?:[上下中]午|早上|晚上)?\s*)\d{1,2}(?:(?::\d{2}){1,2}(?:\.\d+)?Z?|[时点](?:\d{1,2}分|半)?)(?:-.*)?$"
)
_SPAN = re.compile(r"(?P<first>.*?\d[日号]?)\s*(?:[-—–~至到]+)\s*(?P<last>(?:\d.*)?\d[日号]?)")
_FROM_NOW = re.compile(r"^自?(?:即日|发布之日|印发之日)起?[至到](?=.*\d)")
_SPAN_IN_WORDS = re.compile(
    r"(?P<first>[^至到~—–]*\d[日号]?)\s*(?:[~至到]|[—–]+)\s*(?P<last>(?:\d[^至到~—–]*)?\d[日号]?)"
)
_NO_DAY = re.compile(
    r"(?:(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})个?(?:工作日|(?:小时|日|天|周|星期|月|年)(?:(?:以|之)?内))(?:(?:以|之)?内)?|即日|近期|尽早|长期|常年|持续|待定|尽快|不定期|全年|随时|立行立改|立即|即时|即知即改|当场|现场|无时限|无期限|尚未|未办结|未完成|未解决|正在).{0,6}"
)
_HEDGED = re.compile(r"[>＞≥](?=\d)")
_UNIT_BRACKETS = re.compile(r"\((亿元|百万元|万元|千元|元|人|个|家|平方米|㎡)\)$")
_SQUARE = re.compile(r"(?<=\d)(?:m2|㎡|平米|平方)(?=$|\D)", re.IGNORECASE)
_LINE_END = re.compile(r"\s*\n\s*")
_AFTER_LATIN = re.compile(r"(?<=[A-Za-z])\s*\n\s*(?=[A-Za-z])")
_DIGITS_OF_PHONES = re.compile(
    r"[(（]?\+?\d[\d\s—-]{5,}(?:转\d+)?[)）]?|(?:联系)?(?:电话|方式)|手机号?码?|联系人|座机|[办宅][:：]"
)
_BETWEEN_PEOPLE = re.compile(r"[、,，;；/\s]+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d|,)|\d{1,4}(?:,\d{4})+(?!\d|,)")
_COMMAS = re.compile(r"[\d.]*\d,[\d,.]*")


Reader = Callable[[object], object]
"""Reads a cell; InputProblem where it cannot be used."""


class Doubt(InputProblem):
    """A cell that is taken as ``value``, which the person should look at: the sentence says why."""

    def __init__(self, sentence: str, value: object = None) -> None:
        """Take what is to be told, and the value (None: nothing is taken)."""
        super().__init__(sentence)
        self.value = value


def date_text(cell: str) -> str:
    """Write a date as people type it: without weekday and time of day, Chinese figures as digits, 220519 in full."""
    text = _DATE_TAIL.sub("", _CLOCK.sub("", _FROM_NOW.sub("", narrow(cell).lstrip("'‘’`"))))
    spans = _SPAN_IN_WORDS.fullmatch(text) or _SPAN.fullmatch(text) or _LISTED_DAYS.fullmatch(text)
    text = text if spans else _DATE_MARKS.sub(".", text)
    if abroad := _ABROAD.fullmatch(text):
        return _day_and_month(abroad) or text
    if (short := _SHORT.fullmatch(text)) and not _MONTH.fullmatch(text):
        return "20{}-{}-{}".format(*short.groups())
    found = _CHINESE_DATE.fullmatch(re.sub(r"\s", "", text))
    if found is None:
        return text or cell
    year = (found["year"] or "").translate(_YEAR_DIGITS)
    day = f"{small_number(found['day'])}日" if found["day"] else ""
    return f"{year}{small_number(found['month'])}月{day}"


def _day_and_month(abroad: re.Match[str]) -> str:
    """Write 05/22/2022 as people do here; "" where either number may be the month."""
    first, second = int(abroad["first"]), int(abroad["second"])
    if min(first, second) > 12 or (max(first, second) <= 12 and first != second):
        return ""
    month, day = sorted((first, second))
    return f"{abroad['year']}-{month}-{day}"


def period_end(cell: str) -> str:
    """Write the last day of a part of a year that is a time limit: 上半年, 2022年第三季度, 年内; "" for anything else."""
    found = _PERIOD.fullmatch(re.sub(r"\s", "", narrow(cell)))
    if found is None:
        return ""
    year = f"{found['year'].rstrip('年')}年" if found["year"] else ""
    part = found["half"] or found["quarter"]
    return f"{year}{_MONTHS_END[part]}月底" if part else f"{year or '本年'}底"


def span_ends(cell: str) -> tuple[str, str] | None:
    """Part 5.11-5.12, 2022年3月5日至8日 and the like; the last day may leave out what the first one says."""
    text = narrow(cell)
    if listed := _LISTED_DAYS.fullmatch(text):
        *before, _ = re.findall(r"\d+", listed["first"])
        return listed["first"], ".".join([*before, listed["last"]])
    found = _SPAN_IN_WORDS.fullmatch(text) or _SPAN.fullmatch(text)
    if found is None or len(re.findall(r"\d+", text)) < 3:
        return None
    first, last = found["first"], found["last"]
    numbers, ends = re.findall(r"\d+", first), re.findall(r"\d+", last)
    if len(numbers) < 2 or len(ends) > len(numbers) or (len(numbers) == 3 and len(numbers[0]) < 2):
        return None
    return first, ".".join([*numbers[: len(numbers) - len(ends)], *ends])


def names_no_day(cell: str) -> bool:
    """Tell words for a time limit that is no day: 长期, 立行立改."""
    return _NO_DAY.fullmatch(narrow(cell)) is not None


def flag_text(cell: str) -> str:
    """Write yes or no without boxes and what is added in brackets; 未开展, 没有 and 不涉及 are no."""
    said = ticked(cell)
    bare = re.sub(r"\(.*\)$", "", narrow(cell)) if said is None else said
    return "否" if bare[:1] in ("未", "没", "不") else bare


def number_text(cell: str) -> str:
    """Write a number as people type it: 2000+ and >2000 are 超2000, 600（万元） is 600万元, 1 200 is 1200."""
    text = _SQUARE.sub("平方米", _UNIT_BRACKETS.sub(r"\1", narrow(cell)))
    text = _WAN.sub("万", _SPACED.sub("", text))
    return (
        f"超{text.rstrip('+')}" if re.fullmatch(r"\d[\d.,]*[亿万千]?元?\+", text) else _HEDGED.sub("超", text)
    )


def percent_text(cell: str) -> str:
    """Write a rate as people type it: 增长73.3% is 73.3%, 下降2% and ↓2% are -2%, 持平 is 0, 已完成 is 100."""
    text = _HUNDREDTHS.sub(lambda found: f"{in_digits(found[1])}%", re.sub(r"\s", "", narrow(cell)))
    if text in _RATES:
        return _RATES[text]
    found = _GROWN.match(text)
    if found is None or "点" in text:  # 百分点 are no per cent
        return text
    return ("-" if found["way"][0] in _FALLEN else "") + text[found.end() :]


def small_number(words: str) -> int:
    """Read a Chinese number below one hundred, or digits; 0 for 十十 and the like, which is none."""
    digits = in_digits(words)
    return int(digits) if digits.isdecimal() else 0


def name_text(name: str) -> str:
    """Join a name that was broken into lines: nothing stands between Chinese characters, a blank between words."""
    return _LINE_END.sub("", _AFTER_LATIN.sub(" ", name.strip()))


def contact_values(cell: str) -> dict[str, object]:
    """Part 李四 13800000001 into 联系人 and 联系电话; several of either come joined by 、."""
    parts = _BETWEEN_PEOPLE.split(_DIGITS_OF_PHONES.sub("、", cell))
    people = (one.strip(":： ").rstrip("(（").lstrip(")）") for one in parts)
    found = {"contact": "、".join(filter(None, people)), "telephone": "、".join(split_phones(cell))}
    return {key: words for key, words in found.items() if words}


def check_commas(cell: str) -> None:
    """Refuse a number whose commas part no thousands: 12,5 and 1.234,50 mean something else elsewhere."""
    if "," not in cell and "，" not in cell:
        return
    for number in _COMMAS.findall(re.sub(r"\s", "", narrow(cell))):
        if not _GROUPED.match(number):
            raise InputProblem(f"“{cell}”里的逗号不是千分位，看不出是多少：请写成不带逗号的数，小数点用“.”。")
