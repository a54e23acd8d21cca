"""The form in LibreOffice: opened, filled in, saved, read as facts, and printed. `.ci/full` runs it.

It needs LibreOffice Calc (Debian: libreoffice-calc-nogui and python3-uno, for the system's Python). An entry after `'`
is text. LibreOffice interprets all other entries as it interprets typed input.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.driver.questions.answers import to_canonical_form
from ipdsl.office.forms.printed_form import filled_form
from ipdsl.office.forms.stated_facts import read
from tests.support.batch.cities import CITIES, drawn, policy_of
from tests.support.cli import run
from tests.support.processes import HUNG

OFFICE = "soffice"
ENTERED = """
import os, sys, time
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

def option(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one

local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
while True:  # the caller ends this process if LibreOffice never answers
    try:
        context = resolver.resolve("uno:socket,host=127.0.0.1,port=" + sys.argv[1] + ";urp;StarOffice.ComponentContext")
        break
    except NoConnectException:
        time.sleep(0.2)
manager = context.ServiceManager
desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
book = desktop.loadComponentFromURL("file://" + sys.argv[2], "_blank", 0, (option("Hidden", True),))
for line in sys.argv[4:]:
    title, cell, text = line.split("|")
    if text == "DELETED":
        book.Sheets.getByName(title).Rows.removeByIndex(int(cell) - 1, 1)
        continue
    place = book.Sheets.getByName(title).getCellRangeByName(cell)
    place.setString(text[1:]) if text.startswith("'") else place.setFormula(text)
book.storeToURL("file://" + sys.argv[3], (option("FilterName", "Calc MS Excel 2007 XML"),))
book.close(True)
sys.stdout.flush()
os._exit(0)  # what is left of the bridge is not taken down: that crashes now and then
"""
PORT = "2117"


def edited(folder: Path, source: Path, *cells: str) -> Path:
    """The workbook after edits: each is sheet, cell and text, or a deleted row (`历史|4|DELETED`)."""
    target = folder / "edited.xlsx"
    office = subprocess.Popen(
        [OFFICE, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
         f"--accept=socket,host=127.0.0.1,port={PORT};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        words = ["/usr/bin/python3", "-c", ENTERED, PORT, str(source), str(target), *cells]
        subprocess.run(words, check=True, timeout=HUNG)
    finally:
        office.terminate()
        office.wait(HUNG)
    return target


def row_of(sheet: Any, mark: str) -> int:
    """The row of a form with a mark in the hidden column."""
    return next(int(cell.row) for cell in sheet["A"] if cell.value == mark)


def cells_of_form(form: Path, kind: str, row: int, **entered: str) -> list[str]:
    """The edits of a row of a form's table, one for each cell, by the names of fields. The first row is 0."""
    sheet = openpyxl.load_workbook(form).worksheets[1]
    first = row_of(sheet, f"#{kind}") + 1
    names = {str(cell.value).partition("（")[0]: cell.column_letter for cell in sheet[first] if cell.value}
    return [f"{sheet.title}|{names[label]}{first + 1 + row}|{text}" for label, text in entered.items()]


def lines_of_form(form: Path, **entered: str) -> list[str]:
    """The edits of lines of the front page; a count is named by the kind."""
    sheet = openpyxl.load_workbook(form).worksheets[0]
    edits: list[str] = []
    for name, text in entered.items():
        mark = f"applicant.{name}"
        is_line = any(cell.value == mark for cell in sheet["A"])
        row = row_of(sheet, mark if is_line else f"applicant.records.{name}")
        edits.append(f"{sheet.title}|{'D' if is_line else 'F'}{row}|{text}")
    return edits


def converted(folder: Path, *paths: Path) -> list[Path]:
    """Files as PDF, made by LibreOffice."""
    words = [OFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    subprocess.run([*words, "--outdir", str(folder), *map(str, paths)], check=True, timeout=HUNG, capture_output=True)
    return [folder / f"{path.stem}.pdf" for path in paths]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "facts.xlsx"
    assert run("template", "shaoguan_2021", "-o", path, "--lang", "zh").code == 0
    return path


def test_a_form_that_is_filled_in_is_settled(template: Path, tmp_path: Path) -> None:
    """Rows are inserted above, sums are written by hand, and zeros before a name are kept."""
    entered = {"合同号": "'007", "金额": "'三百万元", "已实施": "'是", "关联方": "'否", "备案日": "2022-03-01"}
    cells = cells_of_form(template, "technology_contract", 0, **entered)
    lines = lines_of_form(template, id="'F1", kinds="'企业", located_here="'是", technology_contract="1")
    path = edited(tmp_path, template, *lines, *cells)
    ran = run("eval", "shaoguan_2021", "--full", "--facts", path, "--lang", "zh")
    assert ran.code == 0, ran.both
    assert "007" in ran.out, "zeros before a name are kept"
    assert "20,000.00" in ran.out


@pytest.mark.parametrize(("language", "title"), [("zh", "核定金额"), ("en", "approvals")])
def test_approvals_that_are_typed_and_saved_are_settled(language: str, title: str, tmp_path: Path) -> None:
    """The amount is the only cell that is read; the columns for people are saved by LibreOffice in its own way."""
    topics = [{"project": f"T{number}", "selected_on": "2022-05-01"} for number in (1, 2)]
    applicant = {"id": "F1", "kinds": ["enterprise"], "details": {"name": "丹霞仪器"}}
    facts = {"applicant": applicant, "records": {"soft_topic": topics}, "as_of": "2022-12-31"}
    firm, book = tmp_path / "firm.json", tmp_path / "bureau.xlsx"
    firm.write_text(json.dumps(facts), encoding="utf-8")
    words = ["--for", "bureau", "--facts", firm, "-o", book, "--lang", language]
    assert run("template", "shaoguan_2021", *words).code == 0
    [pdf] = converted(tmp_path, book)
    [page] = [page for page in pdf_pages(pdf) if "200,000.00" in page]
    assert all(word in page for word in ("丹霞仪器", "T1", "T2", "2022-05-01"))
    saved = edited(tmp_path, book, f"{title}|H3|2500.5")
    ran = run("eval", "shaoguan_2021", "--each", "--facts", firm, "--facts", saved, "--format", "json")
    assert json.loads(ran.out)["decisions"][0]["total"] == "2500.50", ran.both
    assert "R109" in ran.err, "the second amount is not set"


def test_a_form_that_is_saved_again_reads_equal(tmp_path: Path) -> None:
    for name, city in CITIES.items():
        policy, before = policy_of(city.page), tmp_path / "before.xlsx"
        for facts in drawn(name, 5, 4):
            data, _ = filled_form([policy.code], Language.ZH, facts=to_canonical_form(policy, facts))
            before.write_bytes(data)
            after = edited(tmp_path, before)
            one, other = (read(str(path), [policy.code]) for path in (before, after))
            assert [dict(entry) for entry in one.applicants] == [dict(entry) for entry in other.applicants]


def test_marks_lists_and_names_survive(template: Path, tmp_path: Path) -> None:
    line = lines_of_form(template, id="'F1")
    before, after = (openpyxl.load_workbook(path) for path in (template, edited(tmp_path, template, *line)))
    for old, new in zip(before.worksheets, after.worksheets, strict=True):
        assert [cell.value for cell in old["A"]] == [cell.value for cell in new["A"]][: old.max_row]
        assert new.column_dimensions["A"].hidden
        lists = [{rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
                 for sheet in (old, new)]  # fmt: skip
        assert lists[0] == lists[1]
    assert set(after.defined_names) >= set(before.defined_names)


PAGES = {"shaoguan_2021": 7, "dongyang_2021": 5, "quanzhou_2021": 5, "foshan_2020": 3, "qingyuan_2018": 3}
"""The most pages of the empty form of each city, with all items."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_form_has_few_pages_and_no_table_is_divided(language: str, tmp_path: Path) -> None:
    forms = {name: tmp_path / f"{name}.xlsx" for name in PAGES}
    for name, path in forms.items():
        assert run("template", name, "-o", path, "--lang", language).code == 0
    for (name, form), pdf in zip(forms.items(), converted(tmp_path, *forms.values()), strict=True):
        pages = pdf_pages(pdf)
        assert len(pages) <= PAGES[name], name
        sheet = openpyxl.load_workbook(form).worksheets[1]
        starts = {brk.id for brk in sheet.row_breaks.brk}
        marked = {int(cell.row) - 1 for cell in sheet["A"] if str(cell.value).startswith("#")}
        assert starts <= marked, "a page begins with a table"
        assert len(pages) == len(starts) + 2, "LibreOffice adds no break"


def test_a_firm_with_eight_known_items_has_three_pages_with_its_whole_name(tmp_path: Path) -> None:
    long = "韶关市丹霞仪器制造与知识产权运营服务有限责任公司（曲江分公司）"
    kinds = ("invention_patent", "technology_contract", "copyright_work", "patent_prize", "ip_title", "ip_insurance",
             "soft_topic", "loan_interest")  # fmt: skip
    keys = {"invention_patent": "number", "technology_contract": "contract", "copyright_work": "certificate",
            "patent_prize": "patent", "ip_title": "title", "ip_insurance": "contract", "soft_topic": "project",
            "loan_interest": "loan"}  # fmt: skip
    items = {kind: [{keys[kind]: "national_advantage" if kind == "ip_title" else f"2022-00000{number}"}
                    for number in range(4 if kind != "ip_title" else 1)] for kind in kinds}  # fmt: skip
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"], "details": {"name": long}}, "records": items}
    (tmp_path / "firm.json").write_text(json.dumps(facts), encoding="utf-8")
    form = tmp_path / "form.xlsx"
    assert run("template", "shaoguan_2021", "--facts", tmp_path / "firm.json", "-o", form, "--lang", "zh").code == 0
    assert form.stat().st_size < 18_000
    [pdf] = converted(tmp_path, form)
    pages = pdf_pages(pdf)
    assert len(pages) <= 3
    assert long in pages[0]


def pdf_pages(pdf: Path) -> list[str]:
    """The text of each page, without blanks."""
    shown = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout
    return ["".join(page.split()) for page in shown.decode("utf-8").split("\f")[:-1]]


if __name__ == "__main__":
    sys.exit(pytest.main([__file__]))
