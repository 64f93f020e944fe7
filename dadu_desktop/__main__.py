"""The program's entrance: log, last resort for faults, then the command line or the window."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dadu_desktop.domain.errors import UserProblem

if TYPE_CHECKING:
    from pathlib import Path

_PROGRAM = "dadu-desktop"
_LOG_SIZE = 1_000_000
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_NO_DISPLAY = "没有可用的图形桌面，无法打开窗口；请在桌面环境中启动，或使用命令行（dadu-desktop --help）。"
_FAULT = "程序遇到意外问题，本次操作没有写完的内容已撤销；请把日志“{}”发给维护人员。"
_INTERRUPTED = 130
_OUR_FAULT = 70


class LateLog(logging.Handler):
    """Opens the rotating log file with the first record, so that a start without trouble pays nothing."""

    def emit(self, record: logging.LogRecord) -> None:
        """Put the real handler in this one's place and hand the record on."""
        from logging.handlers import RotatingFileHandler  # brings sockets and pickling along

        place = log_place()
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            file = RotatingFileHandler(place, maxBytes=_LOG_SIZE, backupCount=3, encoding="utf-8")
        # a full or read-only disk: what the person wants to do must not fail for want of a log
        except OSError:
            return
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root = logging.getLogger()
        root.removeHandler(self)
        root.addHandler(file)
        file.handle(record)


def log_place() -> Path:
    """Name the log file in the person's state folder."""
    import platformdirs

    return platformdirs.user_state_path(_PROGRAM, appauthor=False) / f"{_PROGRAM}.log"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or open the window where none is given; return the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    calm_collector()
    logging.raiseExceptions = False  # a log that can no longer be written must not speak in its own words
    logging.basicConfig(level=logging.WARNING, handlers=[LateLog()])
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # pythonw has none, and a test may put its own in their place
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # a file name may be no text
    try:
        return _run(arguments)
    except UserProblem as problem:
        _say(problem.sentence)
        return problem.status
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception:
        logging.getLogger(__name__).exception("unexpected")
        _say(_FAULT.format(log_place()))
        return _OUR_FAULT


def calm_collector() -> None:
    """Let the collector of cycles look seldom: what the libraries load by the hundred thousand stays anyway."""
    gc.set_threshold(100_000, 50, 100)


def _run(arguments: Sequence[str]) -> int:
    """Tell command and window apart; argparse is left out of the window's start."""
    place = os.environ.get("DADU_DATABASE")
    if arguments:
        from dadu_desktop.cli import parse, run

        options = parse(arguments)
        if isinstance(options, int):
            return options
        if options.command:
            return run(options)
        place = getattr(options, "database", place)
    return _open_window(arguments, place)


def _open_window(arguments: Sequence[str], place: str | None) -> int:
    """Open the window, or say why there can be none."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        _say(_NO_DISPLAY)
        return 2
    if place and "://" in place:
        from dadu_desktop.services.ledgers import place_of  # the window itself is painted before it is loaded

        place = str(place_of(place))
    from dadu_desktop.ui.app import run_window

    return run_window([_PROGRAM, *arguments], place)


def _say(sentence: str) -> None:
    """Say one sentence where somebody can read it: pythonw has no standard error."""
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    sys.exit(main())
