"""What a dossier says is the same whether it is gathered alone or with many others."""

from __future__ import annotations

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.dossiers import dossier, dossiers
from dadu_desktop.services.records import find_record, save_record
from dadu_desktop.storage.ledger_file import LedgerFile


def busy(ledger: LedgerFile, register: tuple[Reference, ...]) -> list[str]:
    """Keep joint visits, problems, plans and figures; give the numbers of the enterprises."""
    for day in (3, 9, 21):
        values = {"date": PartialDate(2022, 11, day), "form": "座谈会", "enterprises": register[:3]}
        save_record(ledger, "visits", 0, values)
    for one, words in zip(register[1:4], ("停车难。", "用电不足。", "招聘难。"), strict=True):
        raised = {"enterprise": one, "description": words, "raised": PartialDate(2022, 11, 5)}
        save_record(ledger, "problems", 0, {**raised, "origin": "走访", "status": "登记"})
        save_record(ledger, "plans", 0, {"enterprise": one, "year": 2022, "goal": words, "status": "起草"})
        for month in (10, 11):
            figure = {"enterprise": one, "month": PartialDate(2022, month), "indicator": "商品销售额"}
            save_record(ledger, "figures", 0, {**figure, "value": 1134 + month, "base": 1000})
    return sorted(find_record(ledger, "enterprises", one.label).number for one in register)


def test_gathered_together_or_alone_they_are_the_same(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    numbers = busy(ledger, register)
    together = list(dossiers(ledger, numbers))
    assert together == [dossier(ledger, {"enterprise": one}) for one in numbers]
    told = [one.values for one in together]
    assert sum(values["event_count"] for values in told) == 3 * 3 + 3 + 3  # type: ignore[misc]
    assert [len(values["problems"]) for values in told].count(1) == 3  # type: ignore[arg-type]
