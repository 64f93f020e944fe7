"""What a column of a workbook is about: a field of the record, of its rows, or something that leads to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dadu_desktop.domain.problem_workflow import STATUSES
from dadu_desktop.records.fields import Field, Kind, RecordType

SALES = "month_sales"
OUTCOME = "outcome"
CODE = "credit_code"
INDUSTRY = "industry_code"
CONTACT_LINE = "contact_line"
SPECIAL = (SALES, OUTCOME, CONTACT_LINE, CODE, INDUSTRY)
"""What workbooks carry although no record has it as a field of its own."""

_CODE_FIELD = Field(CODE, "统一社会信用代码", Kind.CREDIT_CODE, width=20)
_INDUSTRY_FIELD = Field(INDUSTRY, "行业代码", Kind.TEXT)
_OUTCOME_FIELD = Field(OUTCOME, "办理结果", Kind.CHOICE)
_CONTACT_FIELD = Field(CONTACT_LINE, "联系人及电话", Kind.TEXT)
_SALES_FIELD = Field(SALES, "本月销售额（营业额）", Kind.AMOUNT, unit="万元")


class FreeWords(str):
    """What stands in a column of choices and is none of them, kept as it is written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Where the values of a column go.

    ``path`` is the field's key, with that of its list of rows before it (measures.owner); ``indicator`` is set
    where a column holds a figure: its name, and the path says which value of it (商品销售额;value).
    """

    path: str
    field: Field
    children: str = ""
    indicator: str = ""

    def words(self, record_type: RecordType) -> str:
        """Name the target for a person: 帮扶措施·责任人, 商品销售额·本期."""
        if self.indicator:
            return f"{self.indicator}·{self.field.label}"
        group = f"{record_type.child(self.children).label}·" if self.children else ""
        return f"{group}{self.field.label}"


def special_field(record_type: RecordType, path: str) -> Target | None:
    """Describe what workbooks carry but no record has as a field of its own; None for anything else."""
    owner, _, key = path.partition(".")
    keys = {field.key: field for field in record_type.fields}
    if path == SALES and record_type.key == "visits":
        return Target(path, _SALES_FIELD)
    if path == CONTACT_LINE and {"contact", "telephone"} <= keys.keys():
        return Target(path, _CONTACT_FIELD)
    if owner in keys and keys[owner].kind in (Kind.ENTERPRISE, Kind.ENTERPRISES):
        about = {CODE: _CODE_FIELD, INDUSTRY: _INDUSTRY_FIELD}.get(key)
        return Target(path, about) if about else None
    if path == OUTCOME and record_type.key == "problems":
        return Target(
            path, replace(_OUTCOME_FIELD, choices=_outcomes(record_type.field("result_kind").choices))
        )
    inside = next((one.fields for one in record_type.children if one.key == owner), ())
    results = next((one.choices for one in inside if one.key == "result_kind"), ())
    if key == OUTCOME and results:
        return Target(path, replace(_OUTCOME_FIELD, choices=_outcomes(results)), owner)
    return None


def _outcomes(results: Sequence[str]) -> tuple[str, ...]:
    """List the words for what became of a problem: how it ended, or how far it is."""
    return tuple(dict.fromkeys((*results, *STATUSES)))
