"""The data of the office: read from JSON and workbooks with the same result, with every problem at its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.office.office_data import OFFICE_PARTS, SHEET, OfficeData, new_office_file, read_office
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.details import spelling_key
from tests.conftest import ROOT
from tests.support.golden import check_golden

TEXTS = {"name": "韶关市市场监督管理局", "phone": "0751-8880001", "payer_account": "00440501123456789"}


def filled_workbook(folder: Path, language: Language, texts: dict[str, Any]) -> Path:
    path = folder / f"{language.name}.xlsx"
    path.write_bytes(new_office_file(str(path), language))
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET.text(language)]
    labels = [part.label.text(language) for part in OFFICE_PARTS.values()]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == labels
    for row, name in enumerate(OFFICE_PARTS, start=2):
        sheet.cell(row, 2).value = texts.get(name)
    book.save(path)
    return path


def json_file(folder: Path, data: object) -> Path:
    path = folder / "office.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(FactsError) as error:
        read_office(str(path))
    return [f"{finding.code} {finding.path}" for finding in error.value.report]


@pytest.mark.broad
@pytest.mark.parametrize("language", Language)
def test_a_workbook_and_json_state_the_same_data(tmp_path: Path, language: Language) -> None:
    path = filled_workbook(tmp_path, language, TEXTS)
    written = {OFFICE_PARTS[name].label.text(language): text for name, text in TEXTS.items()}
    read = [read_office(str(path)), read_office(str(json_file(tmp_path, written))),
            read_office(str(json_file(tmp_path, TEXTS)))]  # fmt: skip
    assert [office.texts for office in read] == [TEXTS] * 3


@pytest.mark.parametrize("language", Language)
def test_an_empty_file_of_the_office_states_nothing(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "office.json"
    path.write_bytes(new_office_file(str(path), language))
    assert read_office(str(path)).texts == {}


def test_the_spellings_of_parts_differ() -> None:
    labels = [part.label.text(language) for part in OFFICE_PARTS.values() for language in Language]
    assert len({*map(spelling_key, labels)}) == len(labels)


def test_a_gap_is_printed_in_brackets_and_told() -> None:
    office = OfficeData({"name": "Westerhaven Grants Office"}, "office.json")
    assert office.printed_text("appeal_authority", Language.ZH) == "[复议机关]"
    assert office.printed_text("appeal_period", Language.EN) == "60 days"
    [gap] = office.gaps(["name", "appeal_authority", "appeal_period"])
    assert "[appeal authority]" in str(Report([gap]))
    assert office.gaps(["name", "appeal_period"]) == []


def test_the_findings_of_a_file_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    data = {"name": "A", "单位名称": "B", "phone": 7518880001, "email": ["x"], "fone": "x", "court": "a\nb"}
    path = json_file(tmp_path, data)
    assert problems(path) == ["R150 $.单位名称", "R150 $.phone", "R150 $.email", "R151 $.fone", "R150 $.court"]
    with pytest.raises(FactsError) as error:
        read_office("office.json")
    texts = [render(error.value.report, error.value.sources, language=language) for language in Language]
    for office in (OfficeData(), OfficeData({}, "office.json")):
        texts += [render(Report(office.gaps(["name", "court"])), Sources(), language=language) for language in Language]
    check_golden(ROOT / "tests" / "golden" / "tables" / "office_findings.txt", "\n".join(texts), update_golden)


def test_a_file_that_states_no_object_is_refused(tmp_path: Path) -> None:
    assert problems(json_file(tmp_path, ["name"])) == ["R150 $"]


@pytest.mark.broad
def test_numbers_and_errors_in_a_workbook_are_refused_at_their_cells(tmp_path: Path) -> None:
    path = filled_workbook(tmp_path, Language.ZH, {"name": "甲", "payer_account": 440501123456789, "court": "=1/0"})
    rows = {name: row for row, name in enumerate(OFFICE_PARTS, start=2)}
    assert problems(path) == [f"R150 {path} 本单位!B{rows[name]}" for name in ("court", "payer_account")]


@pytest.mark.broad
def test_a_workbook_without_the_sheet_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("other")
    book.save(tmp_path / "other.xlsx")
    assert problems(tmp_path / "other.xlsx") == [f"R150 {tmp_path / 'other.xlsx'}"]
