"""One row of a workbook → the records it speaks of, with links resolved and what the row leaves out filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.body import RowGroup
from dadu_desktop.exchange.surroundings import Surroundings
from dadu_desktop.exchange.targets import CODE, INDUSTRY, SALES
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Kind, Reference
from dadu_desktop.services.import_plan import RecordPlan, Values
from dadu_desktop.services.import_registry import Known, Registry, names_in, reference, trade_of

_CATERING = ("住宿业", "餐饮业")


class Question(InputProblem):
    """What has to be answered before a row can be taken; ``paths`` are the columns that it is about."""

    def __init__(self, sentence: str, *paths: str) -> None:
        """Keep sentence and columns."""
        super().__init__(sentence)
        self.paths = paths


class Drafter:
    """Drafts the records of one sheet."""

    def __init__(
        self,
        kind: str,
        around: Surroundings,
        registry: Registry,
        newcomers: dict[int, Values],
        origin: tuple[str, str],
    ) -> None:
        """Take the kind of the sheet, the register and the names of file and sheet."""
        self._kind = kind
        self._around = around
        self._registry = registry
        self._newcomers = newcomers
        self._file, self._sheet = origin
        self.known_code = True
        links = (Kind.ENTERPRISE, Kind.ENTERPRISES)
        self._links = [one for one in RECORD_TYPES[kind].fields if one.kind in links]

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
        main = RecordPlan(self._kind, 0, {**self._usual(values), **values}, self._children(group))
        return [main, *self._sales_figure(main.values, sales, group)]

    def _enterprise(self, group: RowGroup) -> RecordPlan:
        """Draft an enterprise of the register."""
        code, name = _text(group.values.get("credit_code")), _text(group.values.get("name"))
        values = dict(group.values)
        known = self._registry.by_number.get(_text(values.get("number")) or "")
        if known is None:
            found = self._registry.find(code, name)
            if found.question:
                raise Question(found.question, "name", "credit_code")
            known = found.enterprise
        if known and known.id < 0:
            raise Question(f"“{known.name}”在来表中出现了两次，请合并成一行后再导入。", "name")
        if known:
            if name and name != known.name and code == known.code:
                values.pop("name")
            return RecordPlan("enterprises", known.id, values, dict(group.children))
        if not name:
            raise Question("缺少企业名称，请补填后再导入。", "name", "credit_code")
        if not values.get("trade") and (trade := trade_of(values.get("industry_code"))):
            values["trade"] = trade
        added = self._registry.add(code, name, _text(values.get("trade")))
        values = {"status": "在库", **values}
        return RecordPlan("enterprises", 0, values, dict(group.children), temporary=added.id)

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
        if found.question:
            raise Question(found.question, key, f"{key}.{CODE}")
        if found.enterprise:
            return found.enterprise
        if not code or not name:
            raise Question(
                f"台账中没有“{name or code}”：请核对名称，或先在企业台账中新增。", key, f"{key}.{CODE}"
            )
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
            "visits": {"form": "实地走访"},
            "problems": {"status": "登记"},
            "plans": {"year": self._around.today.year, "status": "执行"},
            "cases": {"status": "帮扶中"},
            "figures": {"state": "已报"},
        }
        return usual[self._kind]

    def _figures(self, group: RowGroup, values: Values) -> list[RecordPlan] | None:
        """Draft a figure for each indicator of a statistics export; None for any other sheet."""
        by_indicator: dict[str, Values] = {}
        for path, value in group.values.items():
            indicator, mark, key = path.partition(";")
            if mark:
                by_indicator.setdefault(indicator, {})[key] = value
        if not by_indicator:
            return None
        month = values.get("month") or self._around.month
        if month is None:
            raise Question("看不出是哪个月的数据：请在文件名或标题中写明，如“2022年11月”。")
        origin = {"source": self._file, "sheet": self._sheet, "cell": f"A{group.row}", "state": "已报"}
        common = {"enterprise": values.get("enterprise"), "month": month, **origin}
        return [
            RecordPlan("figures", 0, {**common, "indicator": name, **found})
            for name, found in by_indicator.items()
        ]

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
            "cell": f"A{group.row}",
        }
        return [RecordPlan("figures", 0, values)]


def _text(value: object) -> str | None:
    """Return a text, None where nothing is known."""
    return None if value is None else str(value)
