"""What the parameters of reports are chosen from."""

from __future__ import annotations

LEDGERS = {
    "enterprise": "enterprises",
    "plan": "plans",
    "case": "cases",
    "policy": "policies",
    "visit": "visits",
    "problem": "problems",
    "team": "teams",
    "cluster": "clusters",
}
"""The ledger from which a parameter of a kind is chosen."""
