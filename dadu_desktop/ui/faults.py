"""How faults reach the person: a sentence for what they can mend, a report for what is our fault."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from dadu_desktop.domain.errors import UserProblem

_log = logging.getLogger(__name__)


def sentence_of(fault: BaseException) -> str:
    """Return the sentence for the person, "" where the fault is ours."""
    return fault.sentence if isinstance(fault, UserProblem) else ""


def show_fault(fault: BaseException) -> None:
    """Log a fault of ours and show its report without stopping the window."""
    _log.error("unexpected", exc_info=fault)
    from dadu_desktop.ui.fault_dialog import FaultDialog

    FaultDialog(fault).open()


def catch_faults() -> None:
    """Show every fault that nobody caught instead of losing it."""

    def caught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
        else:
            show_fault(fault)

    sys.excepthook = caught
