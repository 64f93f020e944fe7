"""Credit codes: read, doubted, refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from dadu_desktop.domain.credit_code import CreditCode, has_valid_check_digit, read_credit_code
from dadu_desktop.domain.errors import InputProblem

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    "code", ["91512081MA62K0260E", "914403001922038216", "91130532MA7JHADD6E", "9131000063159284XQ"]
)
def test_valid_codes_of_any_region_pass_without_warning(code: str) -> None:
    """An enterprise of the district may be registered anywhere."""
    assert read_credit_code(code) == CreditCode(code)


def test_typing_habits_are_put_right() -> None:
    """Full width, blanks, line feeds, small letters, an apostrophe before."""
    assert read_credit_code("'9151 2081\u200bＭＡ62K0260e\n").code == "91512081MA62K0260E"


def test_wrong_check_digit_is_a_warning_and_the_code_is_kept() -> None:
    """Real codes exist that fail the check."""
    read = read_credit_code("91512081MA62K0260F")
    assert read.code == "91512081MA62K0260F"
    assert "校验位" in read.warnings[0]


@pytest.mark.parametrize("cell", [9.1512081e17, 915120810000000000, "9.15120810000000E+17"])
def test_code_that_became_a_number_is_refused_with_the_reason(cell: object) -> None:
    """Its last digits are lost for ever."""
    with pytest.raises(InputProblem, match=r"数字格式.*丢失"):
        read_credit_code(cell)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("91512081MA62", "12位"),
        ("500104000012345", "15位"),
        ("91512081MA62K0260E1", "19位"),
        ("91350100M000100Y4Z", "“Z”"),
        ("91350100S000V00Y4Z", "“S、V、Z”"),
    ],
)
def test_wrong_length_and_foreign_letters_are_warnings_and_the_code_is_kept(code: str, reason: str) -> None:
    """Older papers bear 15 digits; the person sees it and decides."""
    read = read_credit_code(code)
    assert read.code == code
    assert [reason in sentence for sentence in read.warnings] == [True]


@pytest.mark.parametrize("cell", [None, "", "办理中", "未办理营业执照", "9151/2081", "9" * 37])
def test_what_is_no_code_at_all_is_refused(cell: object) -> None:
    """A remark in the column of codes must not become what enterprises are told apart by."""
    with pytest.raises(InputProblem, match="不是信用代码"):
        read_credit_code(cell)


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=36))
def test_a_kept_code_reads_back_as_itself(code: str) -> None:
    """Whatever was kept with a warning can be saved, exported and taken in again."""
    assert read_credit_code(code).code == code


def test_letter_o_is_kept_and_zero_is_offered() -> None:
    """The program does not decide what the person meant."""
    read = read_credit_code("91512081MA62KO260E")
    assert (read.code, read.suggestion) == ("91512081MA62KO260E", "91512081MA62K0260E")
    assert read.warnings


def test_small_l_that_breaks_the_check_digit_offers_one() -> None:
    """L is a letter of the code, so only the check digit can tell."""
    read = read_credit_code("9l4403001922038216")
    assert (read.code, read.suggestion) == ("9L4403001922038216", "914403001922038216")


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_check_digit_is_the_one_that_the_library_calculates(code: str) -> None:
    """And every other last character is found wrong."""
    right = uscc.calc_check_digit(code)
    assert [one for one in ALPHABET if has_valid_check_digit(code + one)] == [right]
