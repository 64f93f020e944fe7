"""What a group of trials came to, as one line of the table in docs/reliability.md."""

from __future__ import annotations

from dataclasses import dataclass, field


def share(trials: int, every: int) -> int:
    """Give how many of so many trials to make where only one of ``every`` is: never none."""
    return -(-trials // every)


@dataclass
class Tally:
    """Trials of one kind: how many were made, how often the event came too late, and what went wrong."""

    name: str
    tried: int = 0
    spared: int = 0
    faults: list[str] = field(default_factory=list)
    skipped: str = ""

    def expect(self, good: object, words: str) -> None:
        """Note a fault where something is not as promised."""
        if not good:
            self.faults.append(f"{self.name}: {words}")

    def line(self) -> str:
        """Write the line of the table."""
        if self.skipped:
            return f"| {self.name} | – | – | 未做：{self.skipped} |"
        return f"| {self.name} | {self.tried} | {self.tried - self.spared} | {len(self.faults)} |"
