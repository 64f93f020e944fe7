"""Clusters, the service team, projects and campaigns of the demonstration; facts are those of the public report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo_words import INVENTED, read_values, words
from dadu_desktop.services.records import save_in
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import UnitOfWork

_NOODLES = "重庆小面"
_COUNTED = {"period": PartialDate(2022, 12), "span": "时点", "source": "公开报道"}
_NOODLE_SHOPS = 3


def write(ledger: LedgerFile, today: date) -> None:
    """Write them after the register is there; stages that lie ahead are planned from the day on which it is."""
    told = words("clusters")
    with ledger.unit(reason="生成演示台账") as unit:
        for one in told["enterprises"]:
            _save(unit, "enterprises", one)
        linked = [_save_problem(unit, one) for one in told["problems"]]
        for one in told["clusters"]:
            _save_cluster(unit, one)
        _save_team(unit, told["team"], linked)
        for one in told["projects"]:
            _save_project(unit, one, today)
        for one in told["activities"]:
            _save(unit, "activities", one, {"enterprises": _named(unit, one.get("enterprises", ()))})


def _save_problem(unit: UnitOfWork, one: Mapping[str, Any]) -> str:
    """Register a problem of the enterprise that the team serves; give its number."""
    served = _named(unit, [words("clusters")["team"]["enterprise"]])[0]
    return _save(unit, "problems", one, {"enterprise": served, "origin": "企业自报"})


def _save_cluster(unit: UnitOfWork, one: Mapping[str, Any]) -> None:
    """Write one cluster with what was told of it; catering enterprises stand in for those of the noodles."""
    members = _named(unit, one.get("enterprises", ()))
    if one["name"] == _NOODLES:
        members = _catering(unit)
    readings = [{**_COUNTED, **row} for row in _rows("clusters", "readings", one["readings"])]
    _save(
        unit,
        "clusters",
        one,
        {"enterprises": members},
        {"members": _rows("clusters", "members", one["members"]), "readings": readings},
    )


def _save_team(unit: UnitOfWork, one: Mapping[str, Any], linked: Sequence[str]) -> None:
    """Write the team with the problems that it looks after."""
    parts = ("members", "meetings", "windows", "entries")
    children = {part: _rows("teams", part, one[part]) for part in parts}
    children["linked"] = [{"problem": number, "note": "现场办公提出"} for number in linked]
    _save(unit, "teams", one, {"enterprise": _named(unit, [one["enterprise"]])[0]}, children)


def _save_project(unit: UnitOfWork, one: Mapping[str, Any], today: date) -> None:
    """Write one project."""
    stages = _rows("projects", "stages", one["stages"])
    for row, told in zip(stages, one["stages"], strict=True):
        if "in_days" in told:
            row["planned"] = PartialDate.of(today + timedelta(days=told["in_days"]))
    enterprise = _named(unit, [one["enterprise"]])[0] if "enterprise" in one else None
    first = next(row["actual"] for row in stages if row.get("actual"))
    _save(
        unit,
        "projects",
        {"status": "推进中", "owner": words("names")["service_persons"][0], **one},
        {"enterprise": enterprise, "registered": first},
        {"stages": stages, "entries": _rows("projects", "entries", one["entries"])},
    )


def _save(
    unit: UnitOfWork,
    kind: str,
    one: Mapping[str, Any],
    links: Values | None = None,
    children: Mapping[str, Sequence[Values]] | None = None,
) -> str:
    """Write one record; what names no source is invented and says so."""
    described = RECORD_TYPES[kind].fields
    own = [field for field in described if field.key not in ("enterprise", "enterprises")]
    values = {"source": INVENTED, **read_values(own, one), **(links or {})}
    return save_in(unit, kind, 0, values, children or {}).number


def _rows(kind: str, part: str, given: Iterable[Mapping[str, object]]) -> list[Values]:
    """Read the rows of a part."""
    fields = RECORD_TYPES[kind].child(part).fields
    return [read_values(fields, row) for row in given]


def _named(unit: UnitOfWork, names: Iterable[str]) -> tuple[Reference, ...]:
    """Find enterprises by their short names."""
    found = unit.connection.execute(
        select(Enterprise.id, Enterprise.name).where(Enterprise.short_name.in_(tuple(names)))
    )
    return tuple(Reference(*row) for row in found)


def _catering(unit: UnitOfWork) -> tuple[Reference, ...]:
    """Choose the first catering enterprises of the register."""
    query = select(Enterprise.id, Enterprise.name).where(Enterprise.trade == "餐饮业")
    found = unit.connection.execute(query.order_by(Enterprise.id).limit(_NOODLE_SHOPS))
    return tuple(Reference(*row) for row in found)
