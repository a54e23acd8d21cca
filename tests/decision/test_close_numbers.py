"""Numbers with the same letters and digits are reported, and those with another kind of dash are refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import starmap
from typing import Any

import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from tests.support.golden import check_golden
from tests.support.project_files import ROOT

POLICY = ipdsl.load_text("""policy close "Close numbers"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Insurance"
  award 30% of premium when ip_insurance bought
    as cover
""")


def facts(numbers: Sequence[str], paid: Sequence[str] = ()) -> dict[str, Any]:
    records = [
        {"contract": number, "premium": 100, "bought_on": f"2022-03-{at + 1:02}"} for at, number in enumerate(numbers)
    ]
    history = [{"clause": "cover", "item": number, "year": 2021, "due": 30} for number in paid]
    return {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"ip_insurance": records},
            "history": history}  # fmt: skip


def reported(numbers: Sequence[str], paid: Sequence[str] = ()) -> int:
    return sum(remark.code == "R141" for remark in POLICY.evaluate(facts(numbers, paid)).remarks)


PARTS = st.lists(st.from_regex(r"[A-Z0-9]{1,3}", fullmatch=True), min_size=2, max_size=4)


PLAIN_SIGNS = ("", " ", "-", ".", "/", "_", " - ", "(", "*")
SIGNS = st.sampled_from([*PLAIN_SIGNS, "·", "、", "〔", "】", "~", "〜", "\u2043", "\u02d7", "\u058a", "\u0336"])


@given(PARTS, SIGNS, SIGNS)
def test_numbers_with_other_separators_are_reported_in_a_list_and_against_the_history(
    parts: list[str], one: str, other: str
) -> None:
    first, second = one.join(parts), other.join(parts)
    expected = int(first != second)
    if expected:
        assert reported([first, second]) == 1
    assert reported([first], [second]) == expected
    assert reported([first], [f"{second}9"]) == 0


@pytest.mark.parametrize(
    ("number", "others"),
    [
        ("ZL202110123456.7", ("ZL2021101234567", "ZL202110123456·7", "ZL 202110123456.7")),
        ("〔2022〕1号", ("[2022]1号", "(2022)1号", "【2022】1号", "2022-1号")),
        ("HT1", ("HT1。", "HT1;", "HT1,", "HT1、", "HT1*", "H-T1", "HT\u03361")),
        ("HT1", ("「HT1」", "«HT1»", "„HT1“", "《HT1》")),
        ("「HT1」", ("HT-1", "H T1*")),
    ],
)
def test_a_number_with_other_signs_is_reported(number: str, others: Sequence[str]) -> None:
    for other in others:
        assert reported([number, other]) == reported([number], [other]) == reported([other], [number]) == 1, other


def test_a_comparison_without_blanks_and_dashes_alone_breaks_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.decision.other_years._MARKS", re.compile(r"[\s-]"))
    assert (reported(["A1", "A-1"]), reported(["A1", "A.1"])) == (1, 0)


def test_signs_that_separate_other_digits_are_two_numbers() -> None:
    assert reported(["1-23", "12-3"]) == 0
    assert reported(["1.23", "12/3"]) == 0
    assert reported(["1-23", "123"]) == 1
    assert reported(["1-23", "12-3", "12 3"]) == 1


FORMS = (
    "A–1", "A—1", "A‑1", "A−1", "'A-1", "’A-1", "‘A-1’", "＇A-1", "`A-1", "´A-1", "′A-1", "｀A-1", "ʹA-1", "ˋA-1",
    "‛A-1",
    '="A-1"', '"A-1"', "“A-1”", '=“A-1”',
)  # fmt: skip
"""Forms of the number `A-1` with another dash, or with the signs by which a spreadsheet marks a text."""


@pytest.mark.parametrize("number", FORMS)
def test_another_dash_or_a_mark_of_a_text_is_refused_beside_the_plain_number(number: str) -> None:
    for records, paid in (([number, "A-1"], []), ([number], ["A-1"]), (["A-1"], [number])):
        with pytest.raises(ipdsl.FactsError, match="R059"):
            POLICY.evaluate(facts(records, paid))
    assert POLICY.evaluate(facts([number])).due.low.minor == 30_00


def test_columns_refuse_a_mark_of_a_text_beside_the_plain_number() -> None:
    rows = [row for number in FORMS for row in (([number, "A-1"], []), ([number], ["A-1"]), (["A-1"], [number]))]
    result = in_columns([*rows, *(([number], []) for number in FORMS)])
    assert result.applicants["due"].to_pylist() == [None] * len(rows) + [30] * len(FORMS)
    assert {*result.errors["code"].to_pylist()} == {"R059"}


@pytest.mark.parametrize("pair", [('12"', "12"), ("A=1", "A1"), ("P'1", "P1"), ('"A" 1', "A 1"), ("1'2", "12")])
def test_signs_inside_a_number_and_inches_are_not_refused(pair: tuple[str, str]) -> None:
    assert reported(pair) == 1
    assert reported(pair[:1], pair[1:]) == 1


def test_the_page_of_a_decision_has_the_remark(update_golden: bool) -> None:
    decision = POLICY.evaluate(facts(["PICC-78", "PICC 78"]))
    pages = [render(decision, localize=localizer_of(POLICY.program, language)) for language in Language]
    check_golden(ROOT / "tests" / "golden" / "render" / "facts" / "R141.txt", "\n".join(pages), update_golden)


def in_columns(rows: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Any:
    """The result of a table with a row for each list of numbers and their lines."""
    pa = pytest.importorskip("pyarrow")
    insurance = pa.struct([("contract", pa.string()), ("premium", pa.int64()), ("bought_on", pa.string())])
    line = pa.struct([("clause", pa.string()), ("item", pa.string()), ("year", pa.int64()), ("due", pa.int64())])
    plain = [facts(numbers, paid) for numbers, paid in rows]
    table = pa.table({
        "id": [f"F{at}" for at in range(len(rows))], "kinds": [["enterprise"]] * len(rows),
        "ip_insurance": pa.array([one["records"]["ip_insurance"] for one in plain], pa.list_(insurance)),
        "history": pa.array([one["history"] for one in plain], pa.list_(line)),
    })  # fmt: skip
    return POLICY.evaluate_table(table, as_of="2024-12-31")


def test_columns_count_the_remarks_of_decisions() -> None:
    rows = [["A-1", "A1"], ["A 1", "A-1", "A1"], ["1-23", "12-3"], ["A-1"], [], ["B", "C"], ["A–1", "A-1"],
            ["A-1", "a1"]]  # fmt: skip
    result = in_columns([(row, []) for row in rows])
    refused = rows.index(["A–1", "A-1"])
    counts = result.applicants["remarks"].to_pylist()
    assert counts == [None if at == refused else reported(row) for at, row in enumerate(rows)]
    assert counts[-1] == 1
    assert sum(count or 0 for count in counts) == 4


NUMBER = st.tuples(PARTS, SIGNS).map(lambda made: made[1].join(made[0]))
NUMBERS = st.lists(st.one_of(NUMBER, st.sampled_from(["A-1", "A1", "a 1", "1-23", "12-3"])), max_size=3, unique=True)


def remarks_alone(numbers: Sequence[str], paid: Sequence[str]) -> int | None:
    """The number of remarks of a decision; `None` if the facts are refused."""
    try:
        return len(POLICY.evaluate(facts(numbers, paid)).remarks)
    except ipdsl.FactsError:
        return None


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4))
def test_columns_count_the_remarks_about_lines_as_decisions_do(rows: list[tuple[list[str], list[str]]]) -> None:
    assert in_columns(rows).applicants["remarks"].to_pylist() == [*starmap(remarks_alone, rows)]


def test_columns_that_compare_no_lines_break_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.batch.readers.columns.lines_by_name", lambda *_: None)
    rows = [(["A-1"], ["A1"])]
    assert in_columns(rows).applicants["remarks"].to_pylist() != [*starmap(remarks_alone, rows)]


def test_a_line_with_other_dashes_is_named_with_its_row() -> None:
    result = in_columns([(["A-1"], ["A1"]), (["A-1"], ["B-1"]), ([], ["A 1", "A-1"])])
    assert result.applicants["remarks"].to_pylist() == [1, 0, 1]
    told = [note for note in result.notes if "R141" in note]
    assert [note.partition(",")[0] for note in told] == ["row 0 (F0)", "row 2 (F2)"]
    assert result.ways == {"columns": 3}
