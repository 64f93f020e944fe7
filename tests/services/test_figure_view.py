"""The page of a month: what the database adds up is what the rules say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.domain.growth import Growth
from dadu_desktop.domain.measures import Measure
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.scopes import Scope, reconcile
from dadu_desktop.domain.spans import Span
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.figure_rows import unit_rows
from dadu_desktop.services.figure_units import read_units
from dadu_desktop.services.figure_view import GROUPS, MonthView, month_view
from dadu_desktop.services.figures import figure_table, scope_bridge
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.measured import Measured, shown_pulls
from dadu_desktop.services.records import save_record
from dadu_desktop.services.trade_lines import trade_lines
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.figure_rows import Given, plain, write_figures

SAMPLES = Path(__file__).parents[1] / "samples"
EXPORT = SAMPLES / "2022年11月E204-1_S204-1导出（千元）.xlsx"
NOVEMBER = Month(2022, 11)
UNITS = (
    {"name": "批一", "trade": "批发业", "town": "八桥镇", "tags": "重点企业、电商企业"},
    {"name": "批二", "trade": "批发业", "town": "跳磴镇", "tags": "重点企业"},
    {"name": "零一", "trade": "零售业", "town": "八桥镇"},
    {"name": "住一", "trade": "住宿业", "town": "八桥镇"},
    {"name": "餐一", "trade": "餐饮业"},
    {"name": "商场", "trade": "其他"},
)
COLUMN = st.one_of(st.none(), st.integers(-50, 2000).map(lambda tenths: str(Decimal(tenths) / 10)))
INDICATORS = ("商品销售额", "零售额", "营业额", "餐费收入", "商品销售额（住餐）", "客房收入")
REPORTS = st.dictionaries(
    st.tuples(
        st.integers(1, len(UNITS)),
        st.sampled_from(["2022-11", "2021-11", "2022-09"]),
        st.sampled_from(INDICATORS),
    ),
    st.tuples(COLUMN, COLUMN, COLUMN, COLUMN),
    max_size=40,
)


@pytest.fixture(scope="module")
def prepared(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a ledger with one enterprise of every trade."""
    path = Path(shutil.copyfile(template, tmp_path_factory.mktemp("view") / "台账.dadu"))
    with opening.open_file(path) as ledger:
        for values in UNITS:
            save_record(ledger, "enterprises", 0, values)
    return path


@pytest.fixture
def office(prepared: Path, tmp_path: Path) -> Iterator[LedgerFile]:
    """Give a copy of it."""
    with opening.open_file(Path(shutil.copyfile(prepared, tmp_path / "台账.dadu"))) as ledger:
        yield ledger


def told(view: MonthView) -> dict[str, object]:
    """Give figure and base of each group."""
    return {one.key: (one.month.current, one.month.base) for one in view.groups}


@pytest.fixture(scope="module")
def shared(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerFile]:
    """Give one ledger to all examples: opening one takes longer than asking it."""
    with opening.open_file(
        Path(shutil.copyfile(prepared, tmp_path_factory.mktemp("shared") / "台账.dadu"))
    ) as one:
        yield one


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports=REPORTS)
def test_sums_of_the_database_are_those_of_the_rules(
    reports: dict[tuple[int, str, str], tuple[str | None, ...]], shared: LedgerFile
) -> None:
    """Both scopes, both measures, month and cumulated, with gaps, zeros and negative figures."""
    with shared.unit() as unit:
        unit.connection.execute(delete(MonthlyFigure))
    write_figures(shared, [(*key, *columns) for key, columns in reports.items()])  # type: ignore[misc]
    for scope in Scope if reports else ():
        view = month_view(shared, NOVEMBER, scope)
        for measure, line in ((Measure.HEADLINE, view.total), (Measure.RETAIL, view.retail)):
            units = read_units(shared, NOVEMBER, (Span.MONTH, Span.CUMULATIVE), measure)
            for span, shown in ((Span.MONTH, line.month), (Span.CUMULATIVE, line.cumulative)):
                both = reconcile(one.figures[span] for one in units)
                wanted = both.comparable if scope is Scope.COMPARABLE else both.full
                assert (shown.current, shown.base) == (wanted.current, wanted.base)


@pytest.fixture
def reported(office: LedgerFile) -> LedgerFile:
    """Let all report November, one of them for the first time; one fell silent since last year."""
    sales = "商品销售额"
    now: list[Given] = [
        (1, "2022-11", sales, "110", "100", "1100", "1000"),
        (3, "2022-11", sales, "45", "50", "500", "500"),
        (3, "2022-11", "零售额", "40", "45", "450", "450"),
        (4, "2022-11", "营业额", "12", None, "120", None),
        (5, "2022-11", "营业额", "33", "30", "300", "300"),
        (5, "2022-11", "餐费收入", "30", "28", "280", "280"),
        (5, "2022-11", "商品销售额（住餐）", "2", "1", "15", "14"),
        (6, "2022-11", sales, "999", "1", "999", "1"),
    ]
    ago: list[Given] = [
        (1, "2021-11", sales, "90", None, "950", None),
        (2, "2021-11", sales, "20", None, "200", None),
        (3, "2021-11", sales, "50", None, "500", None),
        (5, "2021-11", "营业额", "30", None, "300", None),
    ]
    write_figures(office, [*now, *ago])
    return office


def test_trades_are_added_up_in_the_comparable_scope(reported: LedgerFile) -> None:
    view = month_view(reported)
    assert view.month == NOVEMBER
    assert told(view) == {"批发业": (110, 100), "零售业": (45, 50), "住宿业": (0, 0), "餐饮业": (33, 30)}
    assert plain(view.total.month.current, view.total.month.base, view.total.units) == (188, 180, 3)
    assert [one.month.pull for one in view.groups] == [
        Decimal("5.5555"),
        Decimal("-2.7778"),
        None,
        Decimal("1.6667"),
    ]
    assert view.groups[0].month.contribution == 125


def test_full_scope_compares_with_what_was_reported_then(reported: LedgerFile) -> None:
    view = month_view(reported, scope=Scope.FULL)
    assert told(view)["批发业"] == (110, 110)
    assert told(view)["住宿业"] == (12, 0)
    assert plain(view.total.month.current, view.total.month.base) == (200, 190)


def test_full_scope_counts_who_reported_without_a_base_too(reported: LedgerFile) -> None:
    units = {scope: month_view(reported, scope=scope).total.units for scope in Scope}
    assert units == {Scope.COMPARABLE: 3, Scope.FULL: 4}


def test_limited_retail_is_put_together_from_both_forms(reported: LedgerFile) -> None:
    retail = month_view(reported).retail
    assert plain(retail.month.current, retail.month.base) == (40 + 30 + 2, 45 + 28 + 1)


def test_mall_that_is_no_unit_of_a_trade_counts_nowhere(reported: LedgerFile) -> None:
    assert "商场" not in [row.enterprise.label for row in unit_rows(reported).rows]


def test_enterprises_that_lead_and_drag_are_named_with_their_pull(reported: LedgerFile) -> None:
    view = month_view(reported)
    assert [plain(one.enterprise.label, one.delta) for one in view.leading] == [("批一", 10), ("餐一", 3)]
    assert [(one.enterprise.label, one.pull) for one in view.dragging] == [("零一", Decimal("-2.7778"))]


def test_parts_of_a_total_add_up_to_it(reported: LedgerFile) -> None:
    for group in ("trade", "town"):
        view = month_view(reported, group=group)
        for line in view.groups:
            rows = unit_rows(reported, group=group, key=line.key).rows
            known = [row.month.current for row in rows if row.month.growth.rate is not None]
            assert sum(filter(None, known), Decimal(0)) == line.month.current, line.key


def test_what_is_read_of_the_groups_adds_up_to_the_total(reported: LedgerFile) -> None:
    """Pulls as they are shown to the growth, shares and contributions to 100."""
    for group in ("trade", "town"):
        view = month_view(reported, group=group)
        pulls = [one.pull for one in shown_pulls([line.month for line in view.groups])]
        total = shown_pulls([view.total.month], parts=False)[0].pull
        assert sum(filter(None, pulls), Decimal(0)) == total == Decimal("4.44")
        assert sum(line.share or 0 for line in view.groups) == 100
        assert sum(line.month.contribution or 0 for line in view.groups) == 100


@given(st.lists(st.decimals("-50", "50", places=4), max_size=8))
def test_pulls_are_rounded_to_what_their_sum_is_rounded_to(pulls: list[Decimal]) -> None:
    lines = [Measured(None, None, Growth(None), one) for one in pulls]
    shown = [one.pull or Decimal(0) for one in shown_pulls([*lines, Measured(None, None, Growth(None))])]
    assert sum(shown, Decimal(0)) == round_half_up(sum(pulls, Decimal(0)), 2)


def test_limited_retail_pulls_nothing_as_it_is_a_sum_of_its_own(reported: LedgerFile) -> None:
    retail = month_view(reported).retail
    assert (retail.month.pull, retail.cumulative.pull, retail.share) == (None, None, None)
    assert retail.month.growth.text() == "-2.7%"


def test_tags_overlap_and_say_so_by_their_units(reported: LedgerFile) -> None:
    view = month_view(reported, group="tags")
    assert {one.key: one.units for one in view.groups} == {"重点企业": 1, "电商企业": 1, "（未填）": 2}
    page = unit_rows(reported, group="tags", key="电商企业")
    assert [row.enterprise.label for row in page.rows] == ["批一"]


def test_enterprise_that_states_no_base_is_compared_with_its_own_report(office: LedgerFile) -> None:
    write_figures(office, [(1, "2022-11", "商品销售额", "110", None, None, None)])
    write_figures(office, [(1, "2021-11", "商品销售额", "100", None, None, None)])
    row = unit_rows(office).rows[0]
    assert plain(row.month.base, row.month.growth.text()) == (100, "10.0%")
    assert month_view(office).total.month.growth.text() == "10.0%"


def test_table_is_sorted_and_paged(reported: LedgerFile) -> None:
    def names(**asked: object) -> list[str]:
        return [row.enterprise.label for row in unit_rows(reported, **asked).rows]  # type: ignore[arg-type]

    assert names() == ["批一", "餐一", "零一", "住一"]
    assert names(sort="month_growth") == ["批一", "餐一", "零一", "住一"]
    assert names(sort="month", descending=False) == ["住一", "餐一", "零一", "批一"]
    assert names(limit=1, offset=1) == ["餐一"]
    assert names(search="住一") == ["住一"]
    lights = {row.enterprise.label: row.light for row in unit_rows(reported).rows}
    assert lights == {"批一": "绿·正常", "餐一": "绿·正常", "零一": "黄·下降", "住一": "绿·正常"}


def test_quarter_is_the_cumulated_figure_since_the_quarter_before(office: LedgerFile) -> None:
    write_figures(
        office,
        [
            (1, "2022-11", "商品销售额", "110", "100", "1100", "1000"),
            (1, "2022-09", "商品销售额", "90", "90", "880", "810"),
            (3, "2022-11", "商品销售额", "10", "10", "100", "100"),
        ],
    )
    view = month_view(office, span=Span.QUARTER)
    assert told(view) == {"批发业": (220, 190), "零售业": (0, 0)}
    with pytest.raises(InputProblem, match="12月"):
        month_view(office, span=Span.YEAR)


def test_january_and_february_reported_as_one_make_the_month_one(office: LedgerFile) -> None:
    write_figures(office, [(1, "2022-02", "商品销售额", "210", "200", "210", "200")], joint=True)
    write_figures(office, [(3, "2022-02", "商品销售额", "30", "40", "70", "80")])
    view = month_view(office)
    assert view.month == Month.january_february(2022)
    assert told(view) == {"批发业": (210, 200), "零售业": (70, 80)}
    assert view.note.startswith("2022年1—2月，可比口径")


def test_unknown_group_and_empty_ledger_are_told(office: LedgerFile) -> None:
    with pytest.raises(InputProblem, match="分组"):
        month_view(office, group="name")
    with pytest.raises(NotFound, match="导入"):
        month_view(office)
    assert set(GROUPS) >= {"trade", "town", "area", "business_form", "size", "tags"}


def test_export_of_the_statistics_gives_the_totals_to_the_last_thousand(office: LedgerFile) -> None:
    """千元 in the workbook, 万元 kept."""
    write_import(office, preview_import(office, [EXPORT]))
    wanted = {
        "批发业": (508438, 473992, 5438246, 5172163),
        "零售业": (127557, 123259, 1345317, 1319229),
        "餐饮业": (12637, 11109, 129442, 115060),
        "住宿业": (4873, 4635, 53233, 50904),
    }
    table = figure_table(office, "2022-11", Scope.FULL)
    for found in (month_view(office, scope=Scope.FULL).groups, table.trades):
        for line in found:
            trade = getattr(line, "key", "") or line.trade  # type: ignore[union-attr]
            shown = (line.month.current, line.month.base, line.cumulative.current, line.cumulative.base)
            assert shown == tuple(Decimal(one) / 10 for one in wanted[trade])


def test_pulls_of_enterprises_add_up_to_the_growth_of_their_trade(reported: LedgerFile) -> None:
    table = figure_table(reported, "2022-11")
    for trade in table.trades:
        own = [
            one.month.pull
            for one in table.enterprises
            if one.trade == trade.trade and one.month.pull is not None
        ]
        if trade.month.growth.rate is not None:
            assert sum(own) == pytest.approx(trade.month.growth.rate, abs=Decimal("0.0001"))


def test_bridge_names_who_came_and_who_went(reported: LedgerFile) -> None:
    save_record(reported, "enterprises", 2, {"status": "已退库"})
    bridge = scope_bridge(reported)["合计"]
    assert bridge.left_out == (("批二", "已退库"), ("住一", "上年无数"))
    assert plain(bridge.added, bridge.dropped, bridge.revised) == (12, 20, 10)
    assert bridge.full.base == bridge.comparable.base - bridge.revised - bridge.restated + bridge.dropped
    assert "批二" in figure_table(reported, "2022-11").notes[0]


def test_lines_have_a_point_for_each_month(reported: LedgerFile) -> None:
    lines = {one.trade: one.points for one in trade_lines(reported, months=13)}
    assert set(lines) == {"批发业", "零售业", "住宿业", "餐饮业"}
    wholesale = lines["批发业"]
    assert len(wholesale) == 13
    assert plain(wholesale[-1].month, wholesale[-1].value) == (NOVEMBER, 110)
    assert wholesale[-2].value is None
    assert Fraction(wholesale[-1].growth.rate or 0) == 10


def test_lines_say_month_by_month_what_the_view_says(office: LedgerFile) -> None:
    write_figures(office, [(1, "2022-02", "商品销售额", "210", "200", "205", "195")], joint=True)
    write_figures(office, [(2, "2022-02", "商品销售额", "30", None, "70", None)])
    write_figures(office, [(2, "2021-02", "商品销售额", "20", None, "65", None)])
    write_figures(
        office,
        [
            (1, "2022-03", "商品销售额", "100", None, None, None),
            (3, "2022-03", "商品销售额", "8", "9", "1", "1"),
        ],
    )
    write_figures(office, [(1, "2021-03", "商品销售额", "80", None, None, None)])
    for line in trade_lines(office, Month(2022, 3), 2):
        for point in line.points:
            groups = {one.key: one for one in month_view(office, point.month).groups}
            shown = groups[line.trade].month.current if line.trade in groups else None
            assert (point.value or None) == (shown or None), (line.trade, point.month)
    wholesale = trade_lines(office, Month(2022, 3), 2)[0].points
    assert plain(*(one.value for one in wholesale)) == (205 + 70, 100)
