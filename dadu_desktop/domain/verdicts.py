"""Three-valued logic (Kleene): what is met, what is not, and what nobody can tell for want of data."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """The answer to a condition."""

    MET = "符合"
    NOT_MET = "不符合"
    UNKNOWN = "缺数据"


LIGHTS = {Verdict.MET: "绿·符合", Verdict.NOT_MET: "红·不符合", Verdict.UNKNOWN: "黄·缺数据"}
"""How an answer is shown: the word beside its colour."""


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Give the answer where every condition has to be met: one that is not settles it; none at all is met."""
    found = set(verdicts)
    return next((one for one in (Verdict.NOT_MET, Verdict.UNKNOWN) if one in found), Verdict.MET)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Give the answer where one condition is enough: one that is met settles it; none at all is not met."""
    found = set(verdicts)
    return next((one for one in (Verdict.MET, Verdict.UNKNOWN) if one in found), Verdict.NOT_MET)


def opposite(verdict: Verdict) -> Verdict:
    """Turn an answer round; what cannot be told stays so."""
    turned = {Verdict.MET: Verdict.NOT_MET, Verdict.NOT_MET: Verdict.MET}
    return turned.get(verdict, verdict)
