"""Spellings of ids, and the check digits of codes: every wrong, transposed and lost character of a code is found."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.ledger import guards
from ipdsl.ledger.guards import GONE, KNOWN, NEW, close_spelling, loose_spelling, similar_ids
from tests.support.registers import SLIPS, credit_code
from tests.support.rows import each_row

REAL = {
    "91110000600037341L": 0, "91440300708461136T": 0, "360426199101010071": 0, "11010519491231002X": 0,
    "213800KUD8LAJWSQ9D15": 1, "5493001KJTIIGC8Y1R12": 1, "552008443": 2, "732829320": 2, "73282932000074": 3,
    "83914571673": 4, "51824753556": 4,
}  # fmt: skip
"""Codes of real organisations, or of examples of the standards, with the place of their kind in `CODES`."""


@each_row(("code", "kind"), REAL.items())
def test_a_code_passes_its_own_test(code: str, kind: int) -> None:
    _, length, is_right = guards.CODES[kind]
    assert len(code) == length
    assert is_right(code)


@each_row(("code", "kind"), REAL.items())
def test_no_wrong_digit_passes(code: str, kind: int) -> None:
    """Every digit in the place of another digit. A wrong number of a person may be a social credit code by chance."""
    is_right = guards._PERSON_NUMBER.is_right if kind == 0 and code[:17].isdigit() else guards.CODES[kind][2]
    places = [place for place in range(len(code)) if code[place].isdigit()]
    wrong = [code[:place] + digit + code[place + 1 :] for place in places for digit in "0123456789"]
    assert [text for text in wrong if text != code and is_right(text)] == []


def wrong_check_digits(names: Sequence[str]) -> list[Any]:
    return [*guards.wrong_check_digits(names, names)]


def replaced(code: str, draw: random.Random) -> list[str]:
    """Twenty slips of the pen of a code."""
    return [SLIPS[name](code, draw) for name in ("letter", "transposed", "lost") for _ in range(7)]


def test_each_slip_in_a_register_is_told_once_and_nothing_else() -> None:
    draw, codes = random.Random(5), [credit_code(number) for number in range(400)]
    for code in codes[:8]:
        for wrong in replaced(code, draw):
            finding, *others = wrong_check_digits([*codes[1:], wrong])
            assert (str(finding.ids), others) == (wrong, [])
    assert wrong_check_digits(codes) == []


@pytest.mark.parametrize(
    "style",
    [
        lambda n: f"F{n:04d}",
        lambda n: f"firm-{n}",
        lambda n: f"info.{n}@firm.cn",
        lambda n: f"{n:09d}",
        lambda n: f"91{n:016d}",
        lambda n: f"江山{n}机械有限公司",
    ],
)
def test_ids_that_are_no_codes_are_not_held_to_a_check_digit(style: Callable[[int], str]) -> None:
    assert wrong_check_digits([style(number) for number in range(1000)]) == []


def test_a_code_is_recognised_from_twenty_ids_and_by_nine_of_ten() -> None:
    codes, wrong = [credit_code(number) for number in range(18)], credit_code(5)[:-1] + "?"
    bad = [credit_code(number)[:-1] for number in range(30, 34)]
    assert not wrong.isalnum()
    assert wrong_check_digits([*codes, bad[0]]) == []
    assert [str(one.ids) for one in wrong_check_digits([*codes, credit_code(19), bad[0]])] == [bad[0]]
    assert wrong_check_digits([*codes, *bad]) == []


def test_the_finding_names_the_code_in_both_languages() -> None:
    codes = [credit_code(number) for number in range(30)]
    (finding,) = wrong_check_digits([*codes, codes[0][:-1]])
    assert "social credit codes" in finding.texts(Language.EN).title
    assert "统一社会信用代码" in finding.texts(Language.ZH).title


# ---------------------------------------------------------------------------------------------- spellings


@each_row(
    ("name", "close", "loose"),
    [
        ("91AB", "91ab", "91ab"),
        ("９１ＡＢ", "91ab", "91ab"),
        (" 91-A.B/ ", "91ab", "91ab"),
        ("Foo Bar Co., Ltd.", "foobarcoltd", "foobar"),
        ("FOO BAR Limited", "foobarlimited", "foobar"),
        ("Spag", "spag", "spag"),
        ("Spa AG", "spaag", "spa"),
        ("江山机械（集团）有限公司", "江山机械集团有限公司", "江山机械"),
        ("江山机械股份有限公司", "江山机械股份有限公司", "江山机械"),
        ("a.b@c-d.cn", "a.b@c-d.cn", "a.b@c-d.cn"),
        ("--", "--", "--"),
    ],
)
def test_a_name_is_read_without_marks_and_without_its_legal_form(name: str, close: str, loose: str) -> None:
    assert (close_spelling(name), loose_spelling(name)) == (close, loose)


@each_row(
    ("status", "pairs"),
    [
        ({"A-1": NEW, "A1": GONE}, [("A-1", "A1", True)]),
        ({"A-1": NEW, "A1": KNOWN}, [("A-1", "A1", False)]),
        ({"A 1 GmbH": NEW, "A1": GONE}, [("A 1 GmbH", "A1", False)]),
        ({"A 1 GmbH": NEW, "A1": KNOWN}, []),
        ({"A1": NEW, "a-1": GONE, "A 1": KNOWN}, []),
        ({"A1": KNOWN, "a-1": GONE}, []),
        ({"A1": NEW, "A2": NEW}, []),
    ],
)
def test_new_ids_are_compared_with_those_of_the_ledger(
    status: dict[str, int], pairs: list[tuple[str, str, bool]]
) -> None:
    found = {(new, old): (new, old, is_sure) for new, old, _, is_sure in reversed([*similar_ids(status)])}
    assert [*found.values()] == pairs
