"""What a person decides where a row does not say for certain which enterprise it means."""

from __future__ import annotations

from dataclasses import dataclass

from dadu_desktop.domain.errors import InputProblem


@dataclass(frozen=True, slots=True)
class Answer:
    """The enterprise that is meant, by its id; 0 is one that the register lacks.

    ``takes`` names what the row says better than the register: "name" (更名), "credit_code".
    """

    enterprise: int
    takes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer with the words that offer it."""

    words: str
    answer: Answer


NEW = Answer(0)

Answers = dict[tuple[str, str], Answer]
"""Answers by code and name as the row gives them: one answer serves every row that says the same."""


class Question(InputProblem):
    """What has to be answered before a row can be taken.

    ``paths`` are the columns that it is about, ``said`` the code and name of the row, ``options`` the answers to
    choose from.
    """

    def __init__(
        self, sentence: str, *paths: str, said: tuple[str, str] = ("", ""), options: tuple[Option, ...] = ()
    ) -> None:
        """Keep sentence, columns and options."""
        super().__init__(sentence)
        self.paths = paths
        self.said = said
        self.options = options
