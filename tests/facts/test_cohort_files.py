"""Files with many applicants: one per line, with blank and broken lines, or a list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ipdsl
from ipdsl.driver.library import facts_file
from ipdsl.facts.cohort import read_members
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import has_applicant_per_line, nonblank_lines
from tests.conftest import ROOT
from tests.support.golden import check_golden
from tests.support.rows import each_row

A, B, C = (json.dumps({"applicant": {"id": name, "kinds": ["enterprise"]}}) for name in "ABC")


def places(text: str) -> list[str]:
    return [member.place for member in read_members(text.encode(), "f.jsonl")]


def problems(text: str) -> list[tuple[str, str]]:
    """The code and place of each finding."""
    with pytest.raises(FactsError) as refused:
        read_members(text.encode(), "f.jsonl")
    found = [(problem.code, problem.span) for problem in refused.value.report]
    return [(code, f"{span.file}:{span.line}:{span.column}") for code, span in found if span is not None]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_blank_lines_are_passed_over(end: str) -> None:
    assert places(end.join(["", A, "", "  \t", B, C, "", ""])) == ["f.jsonl:2", "f.jsonl:5", "f.jsonl:6"]


def test_a_byte_order_mark_may_stand_first() -> None:
    assert places(f"\ufeff{A}\n{B}\n") == ["f.jsonl:1", "f.jsonl:2"]


def test_one_on_a_single_line_and_one_over_several() -> None:
    assert places(A) == ["f.jsonl"]
    assert places(json.dumps(json.loads(A), indent=1)) == ["f.jsonl"]
    assert places(f"[{A},\n {B}]") == ["f.jsonl[0]", "f.jsonl[1]"]
    assert places("[]") == []


def test_a_list_on_a_later_line_is_what_that_line_holds() -> None:
    assert places(f"{A}\n[{B}]\n{C}") == ["f.jsonl:1", "f.jsonl:2", "f.jsonl:3"]
    assert places(f"[{A},\n {B},\n {C}]") == ["f.jsonl[0]", "f.jsonl[1]", "f.jsonl[2]"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\ufeff\n"])
def test_a_file_without_text_has_no_applicants(text: str) -> None:
    assert problems(text) == [("R084", "f.jsonl:1:1")]


@each_row("cut", range(1, len(B) - 1))
def test_a_line_that_is_cut_off_is_told_as_such(cut: int) -> None:
    found = problems(f"{A}\n{B[:cut]}\n{C}\n")
    assert [code for code, _ in found] == ["R086"]
    assert found[0][1].startswith("f.jsonl:2:")


def test_every_broken_line_is_told(update_golden: bool) -> None:
    with pytest.raises(FactsError) as refused:
        read_members(
            f'{A[:20]}\n{B}\n{C} x\n{C}\nnothing\n{{"applicant": {{"id": "D", "id": "E"}}}}\n'.encode(), "f.jsonl"
        )
    golden = ROOT / "tests" / "golden" / "render" / "facts" / "R086.txt"
    check_golden(golden, f"{refused.value}\n", update_golden)
    related = [(one.span.file, one.span.line) for problem in refused.value.report for one in problem.related]
    assert related == [("f.jsonl", 6)]


def test_a_file_is_of_lines_where_its_first_line_or_two_others_are_applicants() -> None:
    assert problems(f"{A}\nnothing\n") == [("R086", "f.jsonl:2:1")]
    assert problems(f"nothing\n{A}\n{B}\n") == [("R086", "f.jsonl:1:1")]
    assert problems(f"nothing\n{A}\n") == [("R003", "f.jsonl:1:1")], "one text, broken at its beginning"
    broken = '{"a": 1, "a": 2, x}'
    assert "R086" not in [code for code, _ in problems(f"{broken}\nnothing\n")], "the first line is no applicant"


def test_lines_that_are_parts_of_one_applicant_are_no_applicants() -> None:
    head = json.dumps({"id": "A", "kinds": ["enterprise"]})
    lines = (f'{{"applicant": {head}, "records": {{"patent": [', '{"number": "1"}', '], "utility_patent": [',
             '{"number": "2"}', "]}}")  # fmt: skip
    assert places("\n".join(lines)) == ["f.jsonl"]


def test_a_file_that_ends_in_the_middle_of_its_first_line() -> None:
    assert problems(f"{A[:25]}\n{B}\n") == [("R086", "f.jsonl:1:26")]
    assert problems(A[:25])[0][0] == "R003"


# files for a single applicant


@pytest.mark.parametrize("first", ["", "\ufeff", "\n \t\n", "\ufeff\n"])
@pytest.mark.parametrize("rest", [f"{B}\n", f"{B}\n{C}", B[:20], f"[{B}]"])
def test_a_file_of_many_is_the_same_to_both_readers(tmp_path: Path, first: str, rest: str) -> None:
    file = tmp_path / "f.jsonl"
    file.write_bytes(f"{first}{A}\n{rest}".encode())
    with pytest.raises(FactsError) as refused:
        facts_file(str(file))
    assert [problem.code for problem in refused.value.report] == ["U021"]
    assert has_applicant_per_line(nonblank_lines(file.read_bytes()))


@pytest.mark.parametrize("text", [A, f"{A}\n\n \n", f"\ufeff{A}\n", json.dumps(json.loads(A), indent=1), f"[{A}]"])
def test_a_file_of_one_is_read_as_one(tmp_path: Path, text: str) -> None:
    file = tmp_path / "f.json"
    file.write_bytes(text.encode())
    found = facts_file(str(file))
    assert (found[0] if isinstance(found, list) else found) == json.loads(A)
    assert not has_applicant_per_line(nonblank_lines(file.read_bytes()))


@pytest.mark.parametrize(
    "text",
    ['{"applicant":\n{"id": "A", "kinds": ["enterprise"]}}',
     '{"applicant": {"id": "A", "kinds": ["enterprise"]}, "records":\n{}\n}',
     '{\n"applicant":\n{"id": "A", "kinds": []}\n,"records": {"patent": [\n{"number": "1"}\n,\n{"number": "2"}\n]}}'],
)  # fmt: skip
def test_an_object_whose_lines_begin_with_braces_is_one_applicant(tmp_path: Path, text: str) -> None:
    file = tmp_path / "f.json"
    file.write_text(text, encoding="utf-8")
    assert facts_file(str(file)) == json.loads(text)
    (member,) = read_members(file.read_bytes(), "f.json")
    assert member.data == json.loads(text)


def test_names_of_applicants_that_look_alike_are_told() -> None:
    policy = ipdsl.load("shaoguan_2021")
    firms = [{"applicant": {"id": name, "kinds": ["enterprise"]}} for name in ("F1", "Ｆ１")]
    with pytest.raises(FactsError) as refused:
        policy.evaluate_cohort(firms)
    (found,) = refused.value.report
    assert (found.code, found.path) == ("R059", "[1] $.applicant.id")
