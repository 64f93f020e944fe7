"""The files are made for archives: profile, metadata, embedded fonts, and nothing that a strict reader refuses."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1

from dadu_desktop.reporting.document import make_document
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.page import OFFICIAL_STYLE
from dadu_desktop.reporting.pdf import Information
from tests.reporting.test_official_page import BLOCKS, SOURCE, WIDE


@pytest.fixture(scope="module")
def content(fonts: FontSet) -> bytes:
    """Print a document with head, annex, table across and imprint."""
    told = Information("题目 <甲> & 乙", "区商务委", "操作留痕 1-AB")
    return make_document(f"{SOURCE}\n\n{WIDE}", OFFICIAL_STYLE, BLOCKS, told, fonts).content


def catalogue(content: bytes) -> dict[str, Any]:
    """Read the root of a file."""
    with pdfplumber.open(BytesIO(content)) as document:
        found: dict[str, Any] = resolve1(document.doc.catalog)
    return found


def test_metadata_say_the_part_of_the_standard_and_what_the_file_says_of_itself(content: bytes) -> None:
    stream = resolve1(catalogue(content)["Metadata"])
    assert "Filter" not in stream.attrs
    text = stream.get_data().decode()
    said = [
        re.findall(f"<{key}>(.*?)<", text) for key in ("pdfaid:part", "pdfaid:conformance", "pdf:Keywords")
    ]
    assert said == [["2"], ["B"], ["操作留痕 1-AB"]]
    title, _description = re.findall('<rdf:li xml:lang="x-default">(.*?)<', text)
    with pdfplumber.open(BytesIO(content)) as document:
        assert document.metadata["Title"] == unescape(title) == "题目 <甲> & 乙"


def test_colours_are_those_of_an_embedded_profile(content: bytes) -> None:
    (intent,) = map(resolve1, resolve1(catalogue(content)["OutputIntents"]))
    profile = resolve1(intent["DestOutputProfile"])
    assert profile.attrs["N"] == 3
    assert profile.get_data()[36:40] == b"acsp"
    assert intent["S"].name == "GTS_PDFA1"


def test_every_font_is_embedded(content: bytes) -> None:
    assert (
        len(re.findall(rb"/Type /FontDescriptor", content)) == len(re.findall(rb"/FontFile2 ", content)) > 0
    )
    assert b"/Helvetica" not in content


def test_streams_end_with_a_line_end_that_is_not_part_of_them(content: bytes) -> None:
    for found in re.finditer(rb"/Length (\d+)[^>]*>>\s*?\nstream\n", content):
        end = found.end() + int(found[1])
        assert content[end : end + 10] == b"\nendstream"


def test_nothing_is_encrypted_transparent_or_a_script(content: bytes) -> None:
    assert content.startswith(b"%PDF-1.7\n%")
    for word in (b"/Encrypt", b"/SMask", b"/JavaScript", b"/LZWDecode", b"/CA "):
        assert word not in content


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="needs qpdf")
def test_qpdf_finds_no_fault(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    done = subprocess.run(
        ["qpdf", "--check", str(tmp_path / "a.pdf")], capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, b"No syntax or stream encoding errors" in done.stdout) == (0, True)
