"""What a person said about a heading holds for later files of the same shape, and for no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.money import Unit
from dadu_desktop.exchange.cells import Row, Sheet
from dadu_desktop.exchange.headings import Vocabulary
from dadu_desktop.exchange.layouts import Layout, fingerprint, remembered_header

Known = dict[str, Vocabulary]

HEAD: Row = ["甲方", "代号", "2022年11月数"]
LAYOUT = Layout("enterprises", 1, ("name", "credit_code", "last_year_sales"), {2: "千元"})


def sheet(*rows: Row) -> Sheet:
    return Sheet("表", list(rows))


def test_heading_is_read_as_remembered_wherever_it_stands(known: Known) -> None:
    layouts = {fingerprint(sheet(HEAD), (0,)): LAYOUT}
    header = remembered_header(sheet(["名单"], [], HEAD, ["重庆甲公司", "", 12]), layouts, known)
    assert header
    assert (header.kind, header.rows, header.remembered) == ("enterprises", (2,), True)
    assert header.paths == {"name", "credit_code", "last_year_sales"}
    assert [one.unit for one in header.columns] == [None, None, Unit.QIAN]


@pytest.mark.parametrize("later", ["2022年12月数", "2023年1月数"])
def test_next_month_is_the_same_shape(later: str, known: Known) -> None:
    layouts = {fingerprint(sheet(HEAD), (0,)): LAYOUT}
    assert remembered_header(sheet([*HEAD[:2], later]), layouts, known)


@pytest.mark.parametrize("other", [["甲方", "代号", "金额"], [*HEAD, "备注"], HEAD[:2]])
def test_other_headings_are_another_shape(other: Row, known: Known) -> None:
    layouts = {fingerprint(sheet(HEAD), (0,)): LAYOUT}
    assert remembered_header(sheet(other), layouts, known) is None


def test_same_headings_in_another_unit_are_another_shape() -> None:
    shapes = {fingerprint(sheet([line], HEAD), (1,)) for line in ("单位：万元", "单位：千元", "名单")}
    assert len(shapes) == 3


def test_kind_that_was_not_asked_for_is_not_remembered(known: Known) -> None:
    layouts = {fingerprint(sheet(HEAD), (0,)): LAYOUT}
    assert remembered_header(sheet(HEAD), layouts, {"visits": known["visits"]}) is None


def test_field_that_is_no_more_is_left_out(known: Known) -> None:
    layout = Layout("enterprises", 1, ("name", "weather", ""), {})
    header = remembered_header(sheet(HEAD), {fingerprint(sheet(HEAD), (0,)): layout}, known)
    assert header
    assert header.paths == {"name"}


@given(
    st.builds(
        Layout,
        st.sampled_from(["enterprises", "visits"]),
        st.integers(1, 3),
        st.lists(st.sampled_from(["", "name", "problems.description"]), max_size=9).map(tuple),
        st.dictionaries(st.integers(0, 30), st.sampled_from([one.value for one in Unit])),
    )
)
def test_written_layout_is_read_back(layout: Layout) -> None:
    assert Layout.parse(layout.dump()) == layout
