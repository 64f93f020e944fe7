"""Settings of the office that travel with the ledger."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert, select, update

from dadu_desktop.domain.roles import Act
from dadu_desktop.records.office import Setting
from dadu_desktop.services.operator_role import settle_operator
from dadu_desktop.storage.ledger_file import LedgerFile

DEFAULTS = {
    "office_name": "大渡口区商务委",
    "region_name": "大渡口区",
    "region_code": "500104",
    "operator": "",
    "briefing_name": "商贸企业服务简报",
}


def get_settings(ledger: LedgerFile) -> dict[str, str]:
    """Read the settings, with the usual value where none was made."""
    with ledger.read(None) as connection:
        kept = dict(iter(connection.execute(select(Setting.key, Setting.value))))
    return {**DEFAULTS, **kept}


def save_settings(ledger: LedgerFile, settings: Mapping[str, str]) -> None:
    """Keep the settings given; without passwords anybody may say who works, else a leader's word would lock all out."""
    free = not ledger.guarded and settings.keys() <= {"operator"}
    with ledger.unit(reason="修改设置", act=None if free else Act.SETTINGS) as unit:
        known = set(unit.connection.scalars(select(Setting.key)))
        for key, value in settings.items():
            row = {"key": key, "value": value}
            if key in known:
                unit.connection.execute(update(Setting).where(Setting.key == key).values(row))
            else:
                unit.connection.execute(insert(Setting).values(row))
    if "operator" in settings:
        settle_operator(ledger)
