"""Whatever stands in a cell, each field of every ledger takes it or says in a sentence why not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cell_texts import Reader
from dadu_desktop.exchange.columns import Column
from dadu_desktop.exchange.headings import Vocabulary
from dadu_desktop.exchange.readers import column_reader
from dadu_desktop.exchange.surroundings import Surroundings
from dadu_desktop.records.catalogue import RECORD_TYPES

AROUND = Surroundings(date(2022, 12, 20), choices={"towns": ("九宫庙街道", "八桥镇")})
PIECES = st.sampled_from(
    [
        *"0123456789.,，-—~、；;/（）()%％￥$+<>=:：\n 年月日号时点第约近超多余左右上下旬半季度内前底末一二三十百千万亿元人家个",
        *"☑□√×○●①②③",
        *(
            "同上",
            "〃",
            "2022",
            "20220512",
            "万元",
            "美元",
            "增长",
            "下降",
            "持平",
            "百分点",
            "长期",
            "至",
            "是",
            "否",
            "无",
        ),
        *(
            "有限公司",
            "等5家",
            "原",
            "13800000001",
            "转801",
            "91500104RTYJ6YN8J2",
            "O",
            "w",
            "k",
            "e",
            "∞",
            "Ⅷ",
            "㎡",
            "²",
        ),
    ]
)
CELLS = (
    st.lists(PIECES, min_size=1, max_size=7).map("".join)
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)
Cell = str | float | bool | date | datetime | time | timedelta


def refusal(read: Reader, cell: Cell) -> str:
    """Say why a cell is refused or to be looked at; "" where it is taken."""
    try:
        read(cell)
    except InputProblem as problem:
        return problem.sentence
    return ""


@pytest.mark.parametrize("kind", list(RECORD_TYPES))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELLS, min_size=1, max_size=3))
def test_each_field_takes_a_cell_or_says_why_not(
    kind: str, cells: list[Cell], known: dict[str, Vocabulary]
) -> None:
    for target in known[kind].by_path.values():
        read = column_reader(Column(0, target.field.label, target), AROUND, kind)
        sentences = [sentence for cell in cells if (sentence := refusal(read, cell))]
        assert all(one.endswith("。") for one in sentences)
