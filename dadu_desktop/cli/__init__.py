"""The command line over the services: prints Chinese for people, one JSON object for programs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from dadu_desktop.cli.answers import Answer, written
from dadu_desktop.cli.parser import make_parser
from dadu_desktop.domain.errors import UserProblem

__all__ = ["parse", "run"]

SOME_REFUSED = 1


def parse(arguments: Sequence[str]) -> Namespace | int:
    """Read the arguments; a status instead where that was all (help, or wrong usage said on standard error)."""
    try:
        return make_parser().parse_args(arguments)
    except UserProblem as problem:
        return _refuse(problem)
    except SystemExit as end:  # help and version
        return int(end.code or 0)


def run(options: Namespace) -> int:
    """Do one command and print its answer, once all of it is done."""
    try:
        answer: Answer = options.work(options)
    except UserProblem as problem:
        return _refuse(problem)
    try:
        sys.stdout.write(f"{written(answer.data) if options.json else answer.words}\n")
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has had enough
        sys.stdout = None
    return SOME_REFUSED if answer.refused else 0


def _refuse(problem: UserProblem) -> int:
    """Say the one sentence and give its status."""
    sys.stderr.write(f"{problem.sentence}\n")
    return problem.status
