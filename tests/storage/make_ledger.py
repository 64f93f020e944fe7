"""Makes the stored ledger of the newest schema; run it once when a schema is released, from the top folder.

python -m tests.storage.make_ledger
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from alembic.script import ScriptDirectory

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import seeds
from dadu_desktop.services.attachments import attach_file
from dadu_desktop.services.records import delete_records, save_record
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.schema import script_config

FOLDER = Path(__file__).parent / "ledgers"


def main() -> None:
    """Write one ledger with a record of every type."""
    newest = ScriptDirectory.from_config(script_config()).get_revision("head")
    name = f"{Path(newest.path).stem}.dadu"
    (FOLDER / name).unlink(missing_ok=True)
    with opening.create(FOLDER / name, seeds.sow) as ledger:
        ledger.person = "王敏"
        _fill(ledger)
    for rest in FOLDER.glob("*.lock"):
        rest.unlink()


def _fill(ledger: LedgerFile) -> None:
    """Write the records."""
    sales = Approximate(Decimal(1000), "多", "1000多万元")
    wanda = _save(
        ledger, "enterprises", {"name": "大渡口万达广场", "last_year_sales": sales, "foreign_trade": False}
    )
    store = _save(ledger, "enterprises", {"name": "九宫百货", "town": "九宫庙街道"})
    gone = _save(ledger, "enterprises", {"name": "已删除的企业"})
    visit = _save(
        ledger,
        "visits",
        {"date": PartialDate(2022, 5, 8), "form": "座谈会", "enterprises": (wanda, store)},
        problems=[{"description": "停车位不足", "category": "停车交通"}],
    )
    _save(
        ledger,
        "plans",
        {"enterprise": store, "year": 2022, "status": "执行", "base_sales": Approximate(Decimal("1234.56"))},
        measures=[{"measure": "协调续贷", "due_words": "11月底"}],
        policies=[{"policy": "稳增长", "amount": Approximate(Decimal("0.000001"))}],
    )
    _save(
        ledger,
        "cases",
        {
            "title": "万达广场一对一帮扶",
            "enterprise": wanda,
            "status": "帮扶中",
            "started": PartialDate(2021),
            "review_state": "部分达到",
        },
        inputs=[{"origin": "企业", "amount": sales}],
        indicators=[{"name": "单日客流", "kind": "峰值", "actual": "突破6万人"}],
    )
    _save(
        ledger,
        "policies",
        {"name": "限上商贸企业稳增长奖励（虚构）", "status": "有效", "window_to": PartialDate(2022, 12, 31)},
        conditions=[{"basis": "行业", "comparison": "是", "value": "零售业、批发业"}],
    )
    applied = {
        "policy": "限上商贸企业稳增长奖励（虚构）",
        "enterprise": store,
        "applied": PartialDate(2022, 9, 1),
    }
    _save(ledger, "policy-applications", {**applied, "applied_amount": Approximate(Decimal("12.5"))})
    _save_clusters(ledger, store)
    traded = {"round": "2022年外贸企业调研", "enterprise": store, "date": PartialDate(2022, 10, 10)}
    _save(
        ledger,
        "trade-surveys",
        {**traded, "exports": Decimal("12.5"), "difficulties": "订单、汇率"},
        linked=[{"problem": "WT-2022-0001"}],
    )
    month = {
        "month": PartialDate(2022, 11),
        "indicator": "商品销售额",
        "value": Decimal("56.7"),
        "base": Decimal(50),
    }
    _save(ledger, "figures", {"enterprise": store, **month})
    official = {"period": PartialDate(2022, 9), "span": "累计", "indicator": "社会消费品零售总额"}
    _save(ledger, "district-figures", {**official, "growth": Decimal(4), "rank": 2, "source": "统计公报"})
    attach_file(ledger, "visits", visit.id, Path(__file__))
    delete_records(ledger, "enterprises", [gone.id])


def _save_clusters(ledger: LedgerFile, store: Reference) -> None:
    """Write a cluster, a team, a project and a campaign."""
    reading = {
        "period": PartialDate(2022, 12),
        "span": "时点",
        "indicator": "企业数",
        "count": Approximate(Decimal(220), "余", "220余家"),
    }
    _save(
        ledger,
        "clusters",
        {"name": "新材料", "enterprises": (store,)},
        members=[{"name": "王敏", "role": "组长"}],
        readings=[reading],
    )
    day = PartialDate(2022, 6, 1)
    _save(
        ledger,
        "teams",
        {"name": "九宫百货服务专班", "enterprise": store, "status": "运行中", "started": day},
        members=[{"name": "王敏", "telephone": "13800000001"}],
        meetings=[{"date": day, "matter": "用地"}],
        windows=[{"matter": "施工许可"}],
        linked=[{"problem": "WT-2022-0001"}],
        entries=[{"date": day, "text": "已对接"}],
    )
    _save(
        ledger,
        "projects",
        {"name": "前置仓（虚构）", "status": "推进中", "registered": day, "signed_amount": Decimal(12000)},
        stages=[{"stage": "签约", "planned": day, "actual": day}],
        entries=[{"date": day, "text": "签约", "arrived": Decimal("0.5")}],
    )
    _save(ledger, "activities", {"name": "夏季消费活动", "started": day, "enterprises": (store,)})


def _save(
    ledger: LedgerFile, kind: str, values: dict[str, object], **children: list[dict[str, object]]
) -> Reference:
    """Save one record and refer to it."""
    return Reference(save_record(ledger, kind, 0, values, children).id, "")


if __name__ == "__main__":
    main()
