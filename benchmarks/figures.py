"""What a benchmark found, and how it is said."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import isinf


@dataclass(frozen=True)
class Measured:
    """One figure beside that of the plain library (0 where there is none) and what it is allowed to be.

    ``limit`` is a ratio where there is a plain figure, else a bound in ``unit``; infinite where none is set.
    """

    name: str
    value: float
    plain: float
    limit: float
    unit: str = "s"

    @property
    def judged(self) -> float:
        """What the limit is about."""
        return self.value / self.plain if self.plain else self.value

    def line(self) -> str:
        """Say it in one line."""
        verdict = "ok" if self.judged <= self.limit else "TOO SLOW" if self.unit != "MB" else "TOO MUCH"
        against = f"plain {self.plain:9.3f} {self.unit}  ratio {self.judged:5.2f}" if self.plain else " " * 31
        found = f"{self.name:<48} {self.value:9.3f} {self.unit:<3} {against}"
        if isinf(self.limit):
            return found
        bound = f"{self.limit:g}" if self.plain else f"{self.limit:g} {self.unit}"
        return f"{found}  limit {bound:<7} {verdict}"


def best(work: Callable[[], object], times: int = 5) -> float:
    """Give the shortest of several runs in seconds: the others had to share the machine."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)
