"""Codes and IBANs with wrong check digits in details: warnings at their places, without effect on decisions."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from stdnum import iban
from stdnum.cn import uscc

import ipdsl
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.facts.details import wrong_codes
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.golden import check_golden
from tests.support.rows import each_row

PROGRAM = ipdsl.load("shaoguan_2021").program
CODE, IBAN, PERSON = "91110000600037341L", "DE89 3704 0044 0532 0130 00", "11010119900307775"
VILLAGE = "N2440203ABCDEFGHJ"
WRONG = {"code": "91110000600037342L", "账号": "DE89370400440532013001"}


def facts(details: object) -> dict[str, object]:
    return {"applicant": {"id": "F1", "kinds": ["enterprise"], "details": details}}


def warned(details: Mapping[str, object]) -> list[str]:
    """The words of the details that are warned of."""
    return [finding.word for finding in wrong_codes(facts(details), PROGRAM)]


@each_row(
    ("word", "text"),
    [
        ("code", CODE),
        ("统一社会信用代码", CODE.lower()),
        ("code", "9111 0000-6000 37341L"),
        ("code", f"{VILLAGE}{uscc.calc_check_digit(VILLAGE)}"),
        ("code", f"{PERSON}4"),
        ("code", "01234567"),
        ("code", "FR 732 829 320"),
        ("code", "91110000600037341L（副本）"),
        ("account", IBAN),
        ("IBAN", IBAN.replace(" ", "")),
        ("account", iban.format("GB82WEST12345698765432")),
        ("account", "44050112345678901"),
        ("account", "4" * 30),
        ("account", "12345678"),
        ("account", "N/A"),
        ("name", "DE89370400440532013001"),
        ("镇街", "91110000600037342L"),
        ("code", None),
        ("code", 911100006000373421),
    ],
)
def test_right_and_other_codes_are_not_warned_of(word: str, text: object) -> None:
    assert warned({word: text}) == []


@each_row(
    ("word", "text"),
    [
        ("code", "91110000600037342L"),
        ("统一社会信用代码", "9111000060003734L"),
        ("信用代码", "911100006000373411L"),
        ("code", "9111000060003734IL"),
        ("code", f"{PERSON}5"),
        ("code", "440501199003077750"),
        ("账号", "DE89370400440532013001"),
        ("IBAN", "DE89 3704 0044 0532 0130 0"),
        ("account", "XX89370400440532013000"),
    ],
)
def test_a_wrong_code_is_warned_of(word: str, text: str) -> None:
    [finding] = wrong_codes(facts({word: text}), PROGRAM)
    assert str(finding.path).startswith("$.applicant.details")
    assert sum(character.isdigit() for character in finding.found) == 4


def test_warnings_in_both_languages(update_golden: bool) -> None:
    findings = Report([*wrong_codes(facts(WRONG), PROGRAM)])
    shown = "\n\n".join(render(findings, Sources(), language=language) for language in Language)
    check_golden(ROOT / "tests" / "golden" / "tables" / "wrong_codes.txt", f"{shown}\n", update_golden)


def test_facts_of_another_form_have_no_warnings() -> None:
    for data in (None, [], {}, {"applicant": None}, {"applicant": {"details": None}}, facts([]), facts("x")):
        assert not [*wrong_codes(data, PROGRAM)]


def test_without_the_library_nothing_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "stdnum"]:
        monkeypatch.delitem(sys.modules, name)
    assert warned({"account": "44050112345678901", "code": "01234567"}) == []
    assert "stdnum" not in sys.modules
    monkeypatch.setitem(sys.modules, "stdnum", None)
    assert warned(WRONG) == []


# ---------------------------------------------------------------------------------------------- commands


def written(folder: Path, details: Mapping[str, str]) -> list[list[str]]:
    """The facts in each form, as the arguments of `eval`."""
    folder.mkdir()
    text = json.dumps(facts(details), ensure_ascii=False)
    (folder / "firm.json").write_text(text, encoding="utf-8")
    (folder / "firms.jsonl").write_text(f"{text}\n", encoding="utf-8")
    rows = [["id", "kinds", *details], ["F1", "enterprise", *details.values()]]
    (folder / "firm.csv").write_text("".join(f"{','.join(row)}\n" for row in rows), encoding="utf-8")
    book = xlsxwriter.Workbook(str(folder / "firm.xlsx"))
    sheet = book.add_worksheet("applicant")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    names = ["firm.json", "firms.jsonl", "firm.csv", "firm.xlsx"]
    calls = [["--facts", str(folder / name)] for name in names]
    return [*calls, *([*call, "--each"] for call in calls), [*calls[1], "--cohort"]]


@pytest.mark.broad
def test_every_form_of_facts_has_the_warnings_and_the_same_decision(tmp_path: Path) -> None:
    right = written(tmp_path / "right", {"code": CODE, "账号": IBAN})
    for call, without in zip(written(tmp_path / "wrong", WRONG), right, strict=True):
        ran, other = (run("eval", "shaoguan_2021", *given, "--format", "json") for given in (call, without))
        assert (ran.out, other.err) == (other.out, ""), call
        assert ran.err.count("warning[R146]") == 2, ran.err
        assert "2 warnings" in ran.err
        assert "3704" not in ran.err
        assert "9111" not in ran.err


@pytest.mark.broad
def test_an_annotated_copy_has_the_warnings(tmp_path: Path) -> None:
    written(tmp_path / "facts", WRONG)
    copy = tmp_path / "back.xlsx"
    run("eval", "shaoguan_2021", "--facts", str(tmp_path / "facts" / "firm.xlsx"), "--annotate", str(copy))
    [sheet] = openpyxl.load_workbook(copy).worksheets
    comments = [str(cell.comment.text) for cell in sheet[2] if cell.comment is not None]
    assert [comment.count("R146") for comment in comments] == [1, 1]
    assert "3704" not in "".join(comments)
