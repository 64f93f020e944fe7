"""Files are read in a child process that may crash or hang."""

from __future__ import annotations

import ctypes
import os
import signal

import pytest

from dadu_desktop.domain.errors import Cancelled, InputProblem
from dadu_desktop.exchange.reader_process import ReaderProcess
from dadu_desktop.exchange.windows_job import BasicLimits, ExtendedLimits, limits
from tests.exchange.conftest import SAMPLES


def test_one_process_reads_good_files_after_bad_ones() -> None:
    with ReaderProcess() as reader:
        with pytest.raises(InputProblem, match="空的"):
            reader.read(b"")
        assert reader.read(b"a,b\n1,2\n").sheets[0].rows == [["a", "b"], ["1", "2"]]


def kill(reader: ReaderProcess) -> None:
    assert reader._child
    assert reader._child.pid
    os.kill(reader._child.pid, signal.SIGTERM)
    reader._child.join()


def test_file_whose_reader_was_killed_is_read_by_another_one() -> None:
    with ReaderProcess() as reader:
        reader.read(b"a,b\n")
        kill(reader)
        assert reader.read(b"a,b\n1,2\n").sheets[0].rows == [["a", "b"], ["1", "2"]]


def test_file_that_kills_both_readers_is_one_sentence_and_the_next_file_is_read() -> None:
    with ReaderProcess() as reader:
        reader.read(b"a,b\n")
        kill(reader)
        with pytest.raises(InputProblem, match="读取时出错"):
            reader.read((SAMPLES / "九宫庙街道走访台账.xls").read_bytes())
        assert reader.read(b"a,b\n").sheets


def test_file_that_takes_too_long_is_given_up() -> None:
    with ReaderProcess(seconds=0) as reader, pytest.raises(InputProblem, match="时间过长"):
        reader.read(b"a,b\n")


def test_person_can_cancel_while_a_file_is_read() -> None:
    def cancel() -> None:
        raise Cancelled("已取消。")

    with ReaderProcess() as reader, pytest.raises(Cancelled):
        reader.read(b"a,b\n" * 200_000, cancel)


def test_limits_for_windows_lie_where_its_headers_say() -> None:
    assert (ctypes.sizeof(BasicLimits), ctypes.sizeof(ExtendedLimits)) == (64, 144)
    laid = bytes(limits(2 * 1024**3))
    assert int.from_bytes(laid[16:20], "little") == 0x500
    assert int.from_bytes(laid[112:120], "little") == 2 * 1024**3
