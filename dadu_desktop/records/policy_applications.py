"""申报兑现: the ledger of applications, whose table stands beside the policies that it points to."""

from __future__ import annotations

from dadu_desktop.records.policies import APPLICATIONS as MAPPING

__all__ = ["MAPPING"]
