"""Lists in LibreOffice: computed again, saved, printed. `.ci/full` runs it.

It needs LibreOffice Calc and Writer (Debian: libreoffice-calc-nogui, libreoffice-writer-nogui).
"""

from __future__ import annotations

import json
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.support.cli import run
from tests.support.office.many_firms import AS_OF, POLICY, applicants, write_files


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lists of forty applicants."""
    folder = tmp_path_factory.mktemp("lists")
    facts, ledger = write_files(folder)
    named = applicants()
    for entry in named:
        entry["applicant"]["details"].setdefault("name", "韶关市曲江轴承有限公司")
    facts.write_text(json.dumps(named, ensure_ascii=False), encoding="utf-8")
    for name, out in (
        ("payments", "payments.xlsx"),
        ("articles", "articles.xlsx"),
        ("publication", "publication.docx"),
    ):
        ran = run("list", name, POLICY, "--facts", facts, "--history", ledger, "--reopen", "2022", *AS_OF, "-o",
                  folder / out, "--lang", "zh")  # fmt: skip
        assert ran.code == 1, ran.both
    return folder


def _convert(source: Path, form: str, out: Path) -> Path:
    """A file converted by LibreOffice, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{out}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / f"{source.stem}.{form.partition(':')[0]}"


def test_the_sums_are_those_that_libreoffice_computes(folder: Path, tmp_path: Path) -> None:
    for name in ("payments", "articles"):
        saved = openpyxl.load_workbook(folder / f"{name}.xlsx", data_only=True)
        computed = openpyxl.load_workbook(_convert(folder / f"{name}.xlsx", "xlsx", tmp_path), data_only=True)
        for sheet in saved:
            rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "合计"]
            again = [row for row in computed[sheet.title].iter_rows(values_only=True) if row[0] == "合计"]
            assert [_amounts(row) for row in rows] == [_amounts(row) for row in again]
            assert all(map(_amounts, rows))


def _amounts(row: tuple[object, ...]) -> list[Decimal]:
    return [Decimal(str(cell)) for cell in row if isinstance(cell, int | float)]


def test_texts_stay_texts_after_saving(folder: Path, tmp_path: Path) -> None:
    path = _convert(folder / "payments.xlsx", "xlsx", tmp_path)
    rows = {row[1]: row for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()}
    assert rows["=1+1"][4] == "0001"
    assert rows["韶关市北江材料有限公司"][4] == "4405000000000007919"


def test_lists_print_on_few_pages_with_headings_and_numbers(folder: Path, tmp_path: Path) -> None:
    payments = PdfReader(_convert(folder / "payments.xlsx", "pdf", tmp_path)).pages
    assert len(payments) == 3  # a page for each sheet
    assert all(page.mediabox.width > page.mediabox.height for page in payments)
    texts = ["".join(page.extract_text().split()) for page in payments]
    assert all(f"第{number}页，共3页" in text for number, text in enumerate(texts, 1))
    sheet = openpyxl.load_workbook(folder / "payments.xlsx").worksheets[0]
    assert (sheet.print_title_rows, sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == ("$3:$3", 1, 0)
    notice = PdfReader(_convert(folder / "publication.docx", "pdf", tmp_path)).pages
    assert len(notice) == 4
    texts = ["".join(page.extract_text().split()) for page in notice]
    assert "拟资助名单的公示" in texts[0]
    assert all("拟资助金额" in text for text in texts[1:])
