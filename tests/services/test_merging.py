"""Two entries of one enterprise become one, with everything that hangs on them, and two again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import merging
from dadu_desktop.services.attachments import attach_file, attachments_of
from dadu_desktop.services.backups import check_ledger
from dadu_desktop.services.import_batches import import_batches
from dadu_desktop.services.import_undo import undo_batch
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.month_close import lock_month
from dadu_desktop.services.records import delete_records, get_record, save_record
from dadu_desktop.services.search import search_everywhere
from dadu_desktop.storage.ledger_file import LedgerFile

MONTH = PartialDate(2022, 9)


@pytest.fixture
def twins(ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path) -> tuple[Reference, Reference]:
    """Give an enterprise that was registered twice, with records on both."""
    kept = register[1]
    values: dict[str, object] = {"name": "九宫百货有限公司", "telephone": "023-6890", "contact": "李华"}
    other = Reference(save_record(ledger, "enterprises", 0, values).id, "九宫百货有限公司")
    person = {"role": "财务", "name": "周会计"}
    save_record(ledger, "enterprises", other.id, {}, {"people": [person]})
    for enterprise in (kept, other):
        problem = {"enterprise": enterprise, "description": f"{enterprise.label}停车难", "status": "登记"}
        save_record(ledger, "problems", 0, problem)
        figure(ledger, enterprise, MONTH, Decimal(100 + enterprise.id))
        file = tmp_path / "照片.txt"
        file.write_text(enterprise.label, encoding="utf-8")
        attach_file(ledger, "enterprises", enterprise.id, file)
    figure(ledger, other, PartialDate(2022, 10), Decimal(300))
    both = {"date": PartialDate(2022, 5, 8), "form": "座谈会", "enterprises": (kept, other)}
    save_record(ledger, "visits", 0, both)
    save_record(ledger, "visits", 0, {**both, "form": "实地走访", "enterprises": (other,)})
    save_record(ledger, "plans", 0, {"enterprise": other, "year": 2022, "status": "起草"})
    return kept, other


def figure(ledger: LedgerFile, enterprise: Reference, month: PartialDate, value: Decimal) -> int:
    """Keep one figure."""
    values = {
        "enterprise": enterprise,
        "month": month,
        "indicator": "零售额",
        "value": value,
        "state": "已报",
    }
    return save_record(ledger, "figures", 0, {**values, "checked": "已核实"}).id


def snapshot(ledger: LedgerFile) -> dict[str, object]:
    """Read all records as people see them, those in the bin too, without when they were last kept."""
    state: dict[str, object] = {}
    for kind in RECORD_TYPES:
        for deleted in (False, True):
            for row in list_records(ledger, kind, ListQuery(deleted=deleted)).rows:
                found = get_record(ledger, kind, row.id)
                rows = {
                    key: [{k: v for k, v in one.items() if k != "id"} for one in part]
                    for key, part in found.children.items()
                }
                files = [(one.name, one.sha256) for one in attachments_of(ledger, kind, row.id)]
                values = {key: value for key, value in found.values.items() if key != "kept"}
                state[f"{kind} {row.id}"] = (deleted, values, rows, files)
    return state


def of(ledger: LedgerFile, kind: str, enterprise: int) -> int:
    """Count the records of an enterprise."""
    key = "enterprises" if kind == "visits" else "enterprise"
    shown = [row.values[key] for row in list_records(ledger, kind, ListQuery(columns=(key,))).rows]
    linked = [(one,) if isinstance(one, Reference) else one for one in shown]
    return sum(isinstance(some, tuple) and any(one.id == enterprise for one in some) for some in linked)


def test_a_comparison_shows_what_differs_and_what_hangs_on_each(
    ledger: LedgerFile, twins: tuple[Reference, Reference]
) -> None:
    kept, other = twins
    found = merging.compare(ledger, kept.id, other.id)
    proposed = {one.field.key: one.take for one in found.differences}
    assert proposed == {
        "name": False, "credit_code": False, "trade": False, "town": False, "telephone": True, "contact": True,
    }  # fmt: skip
    assert ("服务台账", 1, 2) in found.records
    assert ("月度数据", 1, 2) in found.records
    assert ("附件", 1, 1) in found.records


def test_the_same_name_in_another_form_is_proposed_as_the_same(
    ledger: LedgerFile, twins: tuple[Reference, Reference]
) -> None:
    kept, other = twins
    assert merging.alike(ledger, kept.id) == [other]
    assert merging.alike(ledger, other.id) == [kept]


def test_merging_moves_everything_and_keeps_the_values_chosen(
    ledger: LedgerFile, twins: tuple[Reference, Reference]
) -> None:
    kept, other = twins
    done = merging.merge(ledger, kept.id, other.id, ("telephone",))
    record = get_record(ledger, "enterprises", kept.id)
    assert record.values["telephone"] == "023-6890"
    assert record.values["contact"] is None
    assert record.values["former_names"] == other.label
    assert [one["name"] for one in record.children["people"]] == ["周会计"]
    assert get_record(ledger, "enterprises", other.id).deleted
    moved = {"problems": 2, "visits": 2, "plans": 1, "figures": 2}
    assert {kind: of(ledger, kind, kept.id) for kind in moved} == moved
    assert [one.name for one in attachments_of(ledger, "enterprises", kept.id)] == [
        "照片.txt",
        "照片（2）.txt",
    ]
    hits = search_everywhere(ledger, "周会计")
    assert [one.id for one in hits if one.kind == "enterprises"] == [kept.id]
    assert import_batches(ledger)[0].counts == {"merged": done.moved}
    assert check_ledger(ledger) == []


@pytest.mark.parametrize("others", [False, True])
def test_of_two_figures_of_a_month_one_counts_and_the_other_goes_into_the_bin(
    ledger: LedgerFile, twins: tuple[Reference, Reference], *, others: bool
) -> None:
    kept, other = twins
    merging.merge(ledger, kept.id, other.id, others_figures=others)
    valid = list_records(ledger, "figures", ListQuery(columns=("month", "value", "revision"))).rows
    september = [row.values["value"] for row in valid if row.values["month"] == MONTH]
    assert september == [Decimal(100 + (other.id if others else kept.id))]
    binned = list_records(ledger, "figures", ListQuery(columns=("value",), deleted=True)).rows
    assert [row.values["value"] for row in binned] == [Decimal(100 + (kept.id if others else other.id))]


def test_a_locked_month_in_which_both_reported_has_to_be_opened_first(
    ledger: LedgerFile, twins: tuple[Reference, Reference]
) -> None:
    kept, other = twins
    lock_month(ledger, Month(2022, 9))
    before = snapshot(ledger)
    with pytest.raises(InputProblem, match="已锁定"):
        merging.merge(ledger, kept.id, other.id)
    assert snapshot(ledger) == before


def test_a_merge_that_is_taken_back_leaves_everything_as_it_was(
    ledger: LedgerFile, twins: tuple[Reference, Reference]
) -> None:
    before = snapshot(ledger)
    done = merging.merge(ledger, twins[0].id, twins[1].id, ("name", "telephone", "contact"))
    assert snapshot(ledger) != before
    outcome = undo_batch(ledger, done.batch)
    assert snapshot(ledger) == before
    assert not outcome.kept
    assert not outcome.failed
    assert {one.kind for one in outcome.taken_back} >= {
        "enterprises",
        "visits",
        "problems",
        "plans",
        "figures",
    }
    undone = import_batches(ledger)[0]
    assert (undone.undone, undone.counts) == (True, {"merged": done.moved})
    assert outcome.merge
    assert check_ledger(ledger) == []


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    taken=st.sets(st.sampled_from(["name", "credit_code", "trade", "town", "telephone"])),
    others=st.booleans(),
)
def test_whatever_is_chosen_a_merge_can_be_taken_back(
    ledger: LedgerFile, twins: tuple[Reference, Reference], taken: set[str], *, others: bool
) -> None:
    before = snapshot(ledger)
    done = merging.merge(ledger, twins[0].id, twins[1].id, taken, others_figures=others)
    undo_batch(ledger, done.batch)
    assert snapshot(ledger) == before


def test_what_was_changed_after_the_merge_stays(
    ledger: LedgerFile, twins: tuple[Reference, Reference]
) -> None:
    kept, other = twins
    done = merging.merge(ledger, kept.id, other.id, ("telephone",))
    save_record(ledger, "enterprises", kept.id, {"telephone": "023-1111"})
    added = save_record(
        ledger, "problems", 0, {"enterprise": kept, "description": "新问题", "status": "登记"}
    )
    outcome = undo_batch(ledger, done.batch)
    assert [one.id for one in outcome.kept] == [kept.id]
    assert get_record(ledger, "enterprises", kept.id).values["telephone"] == "023-1111"
    assert get_record(ledger, "problems", added.id).values["enterprise"] == kept
    assert of(ledger, "plans", other.id) == 1


def test_what_cannot_be_merged_is_refused(ledger: LedgerFile, register: tuple[Reference, ...]) -> None:
    with pytest.raises(InputProblem, match="不同的企业"):
        merging.merge(ledger, register[0].id, register[0].id)
    delete_records(ledger, "enterprises", [register[1].id])
    with pytest.raises(InputProblem, match="回收站"):
        merging.merge(ledger, register[0].id, register[1].id)
