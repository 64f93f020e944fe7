"""Every figure of the district in the public report of 2022 is a record of the demonstration and is found."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dadu_desktop.domain.periods import Month
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.district_figures import official_figures
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.search import search_everywhere
from dadu_desktop.storage.ledger_file import LedgerFile

FACTS = tomllib.loads((Path(__file__).parent / "public_facts.toml").read_text("utf-8"))["fact"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> LedgerFile:
    """Make the demonstration ledger once and read it."""
    place = tmp_path_factory.mktemp("facts") / "演示台账.dadu"
    make_demo(place)
    return open_ledger(place, write=False)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["indicator"])
def test_public_fact_is_kept_as_given_out_and_found_by_its_name(
    demo: LedgerFile, fact: dict[str, Any]
) -> None:
    month = Month.parse(fact["period"])
    kept = next(one for one in official_figures(demo, month) if one.indicator == fact["indicator"])
    growth = Decimal(fact["growth"]) if "growth" in fact else None
    assert (kept.period, kept.words(), kept.growth, kept.rank, kept.source) == (
        month,
        fact.get("words", ""),
        growth,
        fact.get("rank"),
        "公开报道",
    )
    hits = search_everywhere(demo, fact["indicator"], limit=100)
    assert kept.record in {one.id for one in hits if one.kind == "district-figures"}
