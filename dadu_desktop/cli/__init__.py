"""The command line over the services: prints Chinese for people, one JSON object for programs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress

from dadu_desktop.cli.answers import Answer, written
from dadu_desktop.cli.arguments import one_line, require_usable
from dadu_desktop.cli.parser import make_parser
from dadu_desktop.domain.errors import DiskFull, UserProblem

__all__ = ["parse", "run"]

SOME_REFUSED = 1
_UNSAID = "命令已经执行完，但结果没有写出去（磁盘可能已满）；请清理磁盘，修改类命令不必重做。"


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
        answer = _answer(options)
    except UserProblem as problem:
        return _refuse(problem)
    try:
        _tell(written(answer.data) if options.json else answer.words)
    except BrokenPipeError:  # the reader, such as head, has had enough
        sys.stdout = None
    except OSError as error:
        sys.stdout = None  # what it still holds would fail once more at the end
        return _refuse(DiskFull(_UNSAID, detail=str(error)))
    return SOME_REFUSED if answer.refused else 0


def _answer(options: Namespace) -> Answer:
    """Do the work; what the file system refuses anywhere is the person's to mend, and no fault of ours."""
    # help must not wait for the database libraries
    from dadu_desktop.services.temporary_files import keep_apart
    from dadu_desktop.storage.failures import said

    require_usable(options)
    with suppress(UserProblem):  # most commands need no temporary file
        keep_apart()
    with said():
        answer: Answer = options.work(options)
    return answer


def _tell(words: str) -> None:
    """Print the answer; whoever closed standard output does not want it."""
    if sys.stdout is not None:
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()


def _refuse(problem: UserProblem) -> int:
    """Say the one sentence, where anybody listens, and give its status."""
    if sys.stderr is not None:
        sys.stderr.write(f"{one_line(problem.sentence)}\n")
    return problem.status
