"""One row of a workbook → the records it speaks of, with links resolved and what the row leaves out filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import cast

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.exchange.body import RowGroup
from dadu_desktop.exchange.cells import column_letters
from dadu_desktop.exchange.statistics import SALES_OR_TURNOVER
from dadu_desktop.exchange.targets import CODE, INDUSTRY, SALES
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Kind, Reference
from dadu_desktop.services.import_answers import NEW, Answer, Option, Question
from dadu_desktop.services.import_plan import RecordPlan, SheetPlan, SheetSource, Values
from dadu_desktop.services.import_registry import Known, Registry, listed_name, names_in, reference, trade_of

_CATERING = ("住宿业", "餐饮业")
_GOODS = ("批发业", "零售业")
_ALIKE = 80
"""Likeness of names, in per cent, from which a new enterprise may be a slip of the pen."""
_NO_MONTH = "看不出是哪个月的数据：请在文件名或标题中写明，如“2022年11月”。"


class Drafter:
    """Drafts the records of one sheet."""

    def __init__(
        self,
        sheet: SheetPlan,
        source: SheetSource,
        registry: Registry,
        newcomers: dict[int, Values],
    ) -> None:
        """Take the sheet, how it is read, and the register."""
        self._kind = sheet.kind
        self._around = source.around
        self._registry = registry
        self._newcomers = newcomers
        self._file, self._sheet = sheet.file, sheet.sheet
        self._cells = source.sheet
        columns = [(one.target.path, one.index) for one in source.header.columns if one.target]
        self._columns = dict(columns)
        self._letters = {path: column_letters(at) for path, at in columns}
        self._sales = source.header.column_of(SALES)
        self.known_code = True
        self.doubt: Question | None = None
        links = (Kind.ENTERPRISE, Kind.ENTERPRISES)
        self._links = [one for one in RECORD_TYPES[sheet.kind].fields if one.kind in links]

    def records(self, group: RowGroup) -> list[RecordPlan]:
        """Draft the records of one row, the main one first; raises Question."""
        if self._kind == "enterprises":
            return [self._enterprise(group)]
        self.known_code = True
        values = {key: value for key, value in group.values.items() if "." not in key and ";" not in key}
        sales = values.pop(SALES, None)
        for field in self._links:
            if found := self._linked(group, field.key):
                values[field.key] = tuple(found) if field.kind is Kind.ENTERPRISES else found[0]
        figures = self._figures(group, values)
        if figures is not None:
            return figures
        whole = {**self._usual(values), **values}
        if self._kind == "figures" and whole.get("month") is None:
            raise Question(_NO_MONTH)
        main = RecordPlan(self._kind, 0, whole, self._children(group))
        return [main, *self._sales_figure(main.values, sales, group)]

    def _enterprise(self, group: RowGroup) -> RecordPlan:
        """Draft an enterprise of the register."""
        code, name = _text(group.values.get("credit_code")), _text(group.values.get("name"))
        values = dict(group.values)
        known, answer = self._registered(code, name, _text(values.get("number")) or "")
        if known and known.id < 0:
            raise Question(f"“{known.name}”在来表中出现了两次，请合并成一行后再导入。", "name")
        if known:
            for key in () if answer is None else {"name", "credit_code"} - answer.takes:
                values.pop(key, None)
            return RecordPlan("enterprises", known.id, values, dict(group.children))
        if not name:
            raise Question("缺少企业名称，请补填后再导入。", "name", "credit_code")
        if not code and answer is None:
            self.doubt = self._alike(name)
        if not values.get("trade") and (trade := trade_of(values.get("industry_code"))):
            values["trade"] = trade
        name, former = listed_name(name)
        added = self._registry.add(code, name, _text(values.get("trade")))
        known_before = {"former_names": former} if former else {}
        values = {"status": "在库", **known_before, **values, "name": name}
        return RecordPlan("enterprises", 0, values, dict(group.children), temporary=added.id)

    def _registered(
        self, code: str | None, name: str | None, number: str
    ) -> tuple[Known | None, Answer | None]:
        """Find the enterprise of a row of the register; without an answer only its own number may rename it."""
        numbered = self._registry.by_number.get(number)
        found = self._registry.find(code, name)
        if numbered and (found.answer is None or found.enterprise == numbered):
            if found.enterprise and found.enterprise != numbered:
                raise _two_meant(numbered, found.enterprise, code, name)
            return numbered, found.answer
        if found.question:
            raise Question(
                found.question, "name", "credit_code", said=(code or "", name or ""), options=found.options
            )
        known, answer = found.enterprise, found.answer
        if known and answer is None and name != known.name:
            answer = Answer(known.id, frozenset({"credit_code"}))
        return known, answer

    def _alike(self, name: str) -> Question | None:
        """Ask whether a new enterprise without a code is one of the register, spelt otherwise."""
        alike = self._registry.suggestions(name, least=_ALIKE)
        if not alike:
            return None
        return Question(
            f"与台账中的“{alike[0].name}”很像，是同一家吗？不选则按新企业导入。",
            "name",
            said=("", name),
            options=(*_offered(alike), Option("不是，按新企业导入", NEW)),
        )

    def _children(self, group: RowGroup) -> dict[str, list[Values]]:
        """Draft the rows inside a record; those that name an enterprise are linked to it."""
        found = {key: [dict(row) for row in rows] for key, rows in group.children.items()}
        for row in (row for rows in found.values() for row in rows if "enterprise" in row):
            row["enterprise"] = reference(self._known(None, _text(row["enterprise"]), group, "enterprise"))
        return found

    def _linked(self, group: RowGroup, key: str) -> list[Reference]:
        """Find the enterprises that a row names."""
        code, text = _text(group.values.get(f"{key}.{CODE}")), _text(group.values.get(key))
        if not text and not code:
            return []
        names = names_in(text, self._registry) if text else [""]
        if len(names) > 1:
            return [reference(self._known(None, name, group, key)) for name in names]
        return [reference(self._known(code, text, group, key))]

    def _known(self, code: str | None, name: str | None, group: RowGroup, key: str) -> Known:
        """Find one enterprise; with code and name it may be new to the register."""
        found = self._registry.find(code, name)
        paths, said = (key, f"{key}.{CODE}"), (code or "", name or "")
        if found.question:
            options = tuple(one for one in found.options if not one.answer.takes)
            raise Question(found.question, *paths, said=said, options=options)
        if found.enterprise:
            return found.enterprise
        if not name or not (code or found.answer):
            raise _unknown(self._registry.suggestions(name or ""), paths, said)
        industry = group.values.get(f"{key}.{INDUSTRY}")
        status = "在库" if self._kind == "figures" else "服务对象"
        values: Values = {"credit_code": code, "name": name, "status": status, "source": self._file}
        if industry:
            values |= {"industry_code": industry, "trade": trade_of(industry)}
        added = self._registry.add(code, name, trade_of(industry))
        self._newcomers[added.id] = values
        self.known_code = False
        return added

    def _usual(self, values: Mapping[str, object]) -> Values:
        """Say what a record is taken for where the row leaves it out."""
        if values.get("number"):
            return {}
        usual: dict[str, Values] = {
            "visits": {"form": "座谈会" if self._around.symposium else "实地走访"},
            "problems": {"status": "登记"},
            "plans": {"year": self._around.today.year, "status": "执行"},
            "cases": {"status": "帮扶中"},
            "policies": {"status": "有效"},
            "policy-applications": {"applied": self._year_of(values)},
            "trade-surveys": {"round": f"{self._around.today.year}年外贸企业调研"},
            "figures": {"state": "已报", "source": self._file, "month": self._around.month},
            "district-figures": {"span": "累计"},
            "teams": {"status": "运行中"},
            "projects": {"status": "推进中"},
        }
        return usual.get(self._kind, {})

    def _year_of(self, values: Mapping[str, object]) -> PartialDate:
        """Tell the year in which was applied for what a list of payments names: that of the payment or of the list."""
        paid = values.get("paid")
        return PartialDate(paid.year if isinstance(paid, PartialDate) else self._around.today.year)

    def _figures(self, group: RowGroup, values: Values) -> list[RecordPlan] | None:
        """Draft a figure for each indicator of a statistics export; None for any other sheet."""
        by_indicator: dict[str, Values] = {}
        for path, value in group.values.items():
            indicator, mark, key = path.partition(";")
            if mark:
                cell = self._cell(group, f"{indicator};value", path)
                if indicator == SALES_OR_TURNOVER:
                    indicator = self._main_indicator(values.get("enterprise"))
                by_indicator.setdefault(indicator, {"cell": cell})[key] = value
        if not by_indicator:
            return None
        month = values.get("month") or self._around.month
        if month is None:
            raise Question(_NO_MONTH)
        origin = {"source": self._file, "sheet": self._sheet, "state": "已报"}
        common = {"enterprise": values.get("enterprise"), "month": month, **origin}
        if self._around.joint:
            common["joint"] = True
        self._note_official(common, by_indicator)
        return [
            RecordPlan("figures", 0, {**common, "indicator": name, **found})
            for name, found in by_indicator.items()
        ]

    def _cell(self, group: RowGroup, *paths: str) -> str:
        """Name the cell of the first of some field paths that has a column."""
        path = next((path for path in paths if path in self._letters), "")
        if self._cells.moved:
            return self._cells.address(group.row - 1, self._columns.get(path, 0))
        return f"{self._letters.get(path, 'A')}{group.row}"

    def _main_indicator(self, enterprise: object) -> str:
        """Tell 商品销售额 of 批零 from 营业额 of 住餐 by the trade of the enterprise."""
        trade = self._registry.trade(enterprise) if isinstance(enterprise, Reference) else None
        if trade not in (*_GOODS, *_CATERING):
            raise Question(
                "看不出是商品销售额还是营业额：请先在企业台账中填写这家企业的行业，或在栏目名中写明指标。",
                "enterprise",
            )
        return "营业额" if trade in _CATERING else "商品销售额"

    def _note_official(self, common: Values, by_indicator: Mapping[str, Values]) -> None:
        """Remember what the statistics say, for what towns report of the same month."""
        enterprise, month = common["enterprise"], common["month"]
        if isinstance(enterprise, Reference) and isinstance(month, PartialDate):
            for name, found in by_indicator.items():
                if isinstance(value := found.get("value"), Decimal):
                    self._registry.official[enterprise.id, month, name] = value

    def _sales_figure(self, visit: Values, sales: object, group: RowGroup) -> list[RecordPlan]:
        """Draft the monthly figure that a town reports beside a visit: 营业额 for 住餐, else 商品销售额."""
        enterprises = cast("tuple[Reference, ...]", visit.get("enterprises") or ())
        day = visit.get("date")
        if sales is None or len(enterprises) != 1 or not isinstance(day, PartialDate):
            return []
        trade = self._registry.trade(enterprises[0])
        values: Values = {
            "enterprise": enterprises[0],
            "month": self._around.month or PartialDate(day.year, day.month),
            "indicator": "营业额" if trade in _CATERING else "商品销售额",
            "value": sales,
            "state": "预计",
            "source": self._file,
            "sheet": self._sheet,
            "cell": self._cell(group, SALES) + self._hedge(group),
        }
        return [] if self._registry.says_the_same(values) else [RecordPlan("figures", 0, values)]

    def _hedge(self, group: RowGroup) -> str:
        """Say the words of a sales figure that was taken as a bare number: they stay with its origin."""
        heading = self._sales.heading if self._sales else ""
        return next((f"（原文：{one.value}）" for one in group.warnings if one.column == heading), "")


def _two_meant(numbered: Known, named: Known, code: str | None, name: str | None) -> Question:
    """Ask about a row whose number and whose code or name belong to two enterprises."""
    return Question(
        f"编号属于“{numbered.name}”，名称或信用代码却是“{named.name}”，是哪一家？请选择或核对后再导入。",
        "number",
        said=(code or "", name or ""),
        options=_offered((numbered, named)),
    )


def _unknown(alike: Sequence[Known], paths: tuple[str, str], said: tuple[str, str]) -> Question:
    """Ask about an enterprise that the register lacks."""
    code, name = said
    like = f"最像的是“{alike[0].name}”，" if alike else ""
    options = (*_offered(alike), *([Option("台账中没有，新增为服务对象", NEW)] if name else ()))
    sentence = f"台账中没有“{name or code}”：{like}请选择企业、核对名称，或先在企业台账中新增。"
    return Question(sentence, *paths, said=said, options=options)


def _offered(known: Iterable[Known]) -> tuple[Option, ...]:
    """Offer enterprises to choose from."""
    return tuple(Option(f"是“{one.name}”", Answer(one.id)) for one in known if one.id > 0)


def _text(value: object) -> str | None:
    """Return a text, None where nothing is known."""
    return None if value is None else str(value)
