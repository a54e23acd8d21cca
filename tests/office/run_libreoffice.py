"""The template in LibreOffice: opened, filled in, saved, and read as facts. `.ci/full` runs it.

It needs LibreOffice Calc (Debian: libreoffice-calc-nogui and python3-uno, for the system's Python). An entry after `'`
is text. LibreOffice interprets all other entries as it interprets typed input.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

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


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "facts.xlsx"
    assert run("template", "shaoguan_2021", "-o", path, "--lang", "zh").code == 0
    return path


def test_a_template_that_is_filled_in_is_settled(template: Path, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(template)["专利合同"]
    columns = range(2, sheet.max_column + 1)
    place = {sheet.cell(1, at).value.partition(".")[2]: sheet.cell(4, at).coordinate for at in columns}
    entered = {
        "contract": "'007", "amount": "3000000", "put_to_use": "'是", "related_party": "'否",
        "recorded_on": "2022-03-01",
    }  # fmt: skip
    cells = [f"专利合同|{place[name]}|{text}" for name, text in entered.items()]
    path = edited(tmp_path, template, "申请人|B4|'F1", "申请人|C4|'企业", "申请人|D4|'是", *cells)
    ran = run("eval", "shaoguan_2021", "--full", "--facts", path, "--lang", "zh")
    assert ran.code == 0, ran.both
    assert "007" in ran.out, "zeros before a name are kept"
    assert "20,000.00" in ran.out


def test_lists_notes_and_hidden_rows_survive(template: Path, tmp_path: Path) -> None:
    before, after = (
        openpyxl.load_workbook(template),
        openpyxl.load_workbook(edited(tmp_path, template, "申请人|B4|'F1")),
    )
    for sheet in before.worksheets[:-1]:
        there = after[sheet.title]
        assert len(there.data_validations.dataValidation) == len(sheet.data_validations.dataValidation), sheet.title
        assert there.row_dimensions[1].hidden
        notes = [cell.coordinate for cell in sheet[2] if cell.comment]
        assert [cell.coordinate for cell in there[2] if cell.comment] == notes
    assert set(after.defined_names) == set(before.defined_names)
    assert after["_lists"].sheet_state != "visible"


if __name__ == "__main__":
    sys.exit(pytest.main([__file__]))
