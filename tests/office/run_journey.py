"""The whole procedure of an authority and a firm in LibreOffice: form, mistakes, decision, letter, ledger, next year.

`.ci/full` runs it. It needs LibreOffice Calc and Writer, a font with Chinese, and Poppler (Debian:
libreoffice-calc-nogui, libreoffice-writer-nogui, python3-uno, fonts-noto-cjk, poppler-utils).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.office.run_libreoffice import cells_of_form, converted, edited, lines_of_form
from tests.support.cli import run

POLICY = "shaoguan_2021"
SHEET, KIND = "专利合同", "technology_contract"


def _cells(book: Path, row: int, **entered: str) -> list[str]:
    """The edits for a row of contracts, one for each cell. The hidden first row names the columns."""
    sheet = openpyxl.load_workbook(book)[SHEET]
    place = {str(cell.value).partition(".")[2]: cell.column_letter for cell in sheet[1] if cell.value}
    return [f"{SHEET}|{place[name]}{row}|{text}" for name, text in entered.items()]


def _text(pdf: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout
    return told.decode("utf-8").replace("\u200b", "")


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_from_an_empty_form_to_the_letter_of_the_second_year(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    assert run("template", POLICY, "-o", str(form), "--lang", "zh").code == 0

    # the firm fills it in, with a mistake and an empty cell
    whose = lines_of_form(form, id="'F1", kinds="'企业", located_here="'是", technology_contract="2")
    first = cells_of_form(form, KIND, 0, 合同号="'007", 金额="'三百万左右", 已实施="'是", 关联方="'否",
                          备案日="2022-03-01")  # fmt: skip
    second = cells_of_form(form, KIND, 1, 合同号="'008", 金额="5000000", 已实施="'是", 备案日="2022-09-01")
    filled = edited(_folder(tmp_path / "a"), form, *whose, *first, *second)

    # the finding is written next to its cell, and the copy is corrected
    back = tmp_path / "back.xlsx"
    ran = run("eval", POLICY, "--full", "--facts", str(filled), "--annotate", str(back), "--lang", "zh")
    assert ran.code == 1
    assert f"明细!{first[1].split('|')[1]}" in ran.err
    comment = openpyxl.load_workbook(back)["明细"][first[1].split("|")[1]].comment
    assert comment is not None
    assert "R030" in comment.text
    mends = [*cells_of_form(back, KIND, 0, 金额="3000000"), *cells_of_form(back, KIND, 1, 关联方="'否")]
    mended = edited(_folder(tmp_path / "b"), back, *mends)

    # the decision, the letters, the ledger
    of_2022 = ["--year", "2022", "--as-of", "2022-12-31", "--lang", "zh"]
    decided = json.loads(run("eval", POLICY, "--facts", str(mended), *of_2022, "--format", "json").out)
    assert decided["total"] == "50000.00"
    ledger = tmp_path / "2022.docx.json"
    for letter in ("2022.html", "2022.docx", "2022.pdf"):
        words = ["-o", str(tmp_path / letter), "--ledger-out", str(tmp_path / f"{letter}.json")]
        ran = run("letter", POLICY, "--facts", str(mended), *of_2022, *words)
        assert (ran.code, ran.err.count("[U")) == (0, 1), "the office states no name"
    number = json.loads(ledger.read_text("utf-8"))["ledger_head"]["number"]
    printed = _text(*converted(_folder(tmp_path / "printed"), tmp_path / "2022.docx"))
    made = _text(tmp_path / "2022.pdf")
    for text in (printed, made, (tmp_path / "2022.html").read_text("utf-8")):
        assert "50,000.00" in text
        assert "伍万元整" in text
        assert number in text
        assert "已核20,000元，本项核30,000元" in "".join(text.split())
    fonts = subprocess.run(["pdffonts", str(tmp_path / "2022.pdf")], check=True, capture_output=True).stdout.decode()
    assert "CJK" in fonts or "Song" in fonts or "Fang" in fonts

    # the form of the next year starts with the known facts
    form_2023 = tmp_path / "form-2023.xlsx"
    assert run("template", POLICY, "-o", str(form_2023), "--facts", str(mended), "--lang", "zh").code == 0
    assert "历史" not in openpyxl.load_workbook(form_2023).sheetnames, "the ledger stays with the bureau"
    third = cells_of_form(form_2023, KIND, 2, 合同号="'009", 金额="1200000", 已实施="'是", 关联方="'否",
                          备案日="2023-06-01")  # fmt: skip
    filled = edited(_folder(tmp_path / "c"), form_2023, *third, *lines_of_form(form_2023, technology_contract="3"))
    of_2023 = ["--year", "2023", "--as-of", "2023-12-31", "--lang", "zh", "--history", str(ledger)]
    decided = json.loads(run("eval", POLICY, "--facts", str(filled), *of_2023, "--format", "json").out)
    assert decided["total"] == "20000.00"
    assert {one["item"] for one in decided["claims"] if one["paid"] != "0.00"} == {"009"}
    later = tmp_path / "ledger-2023.json"
    words = ["-o", str(tmp_path / "2023.docx"), "--ledger-out", str(later)]
    assert run("letter", POLICY, "--facts", str(filled), *of_2023, *words).code == 0
    items = {(line["item"], line["due"]["2022"] if "2022" in line["due"] else line["due"].get("2023"))
             for line in json.loads(later.read_text("utf-8"))["ledger"] if line["due"]}  # fmt: skip
    assert {("007", "20000.00"), ("008", "30000.00"), ("009", "20000.00")} <= items

    # the authority's workbook of 2024 has the lines of both years, and nothing is paid twice
    book_2024 = tmp_path / "bureau-2024.xlsx"
    words = ["--for", "bureau", "--facts", str(filled), "--history", str(later), "--lang", "zh"]
    ran = run("template", POLICY, "-o", str(book_2024), *words)
    assert ran.code == 0, ran.err
    history = openpyxl.load_workbook(book_2024)["历史"]
    place = {str(cell.value).partition(".")[2]: cell.column_letter for cell in history[1] if cell.value}
    elsewhere = openpyxl.load_workbook(book_2024)["另行兑现"]
    there = {str(cell.value).partition(".")[2]: cell.column_letter for cell in elsewhere[1] if cell.value}
    paid = [f"历史|{place['payments']}4|'2022-12-20: 20000.00"]
    added = [f"另行兑现|{there[name]}4|{text}" for name, text in
             (("clause", "'7.专利合同.备案"), ("item", "'X-1"), ("year", "2024"), ("due", "3000"))]  # fmt: skip
    saved = edited(_folder(tmp_path / "d"), book_2024, *paid, *added)
    ran = run("eval", POLICY, "--facts", str(saved), "--as-of", "2024-06-30", "--format", "json", "--lang", "zh")
    again = json.loads(ran.out)
    assert (again["total"], ran.err) == ("0.00", "")
    assert any("3,000.00" in said for said in again["assumptions"])

    # an edited amount of the ledger is reported at its cell
    changed = edited(_folder(tmp_path / "e"), saved, f"历史|{place['due']}4|'2022: 2000.00")
    ran = run("eval", POLICY, "--full", "--facts", str(changed), "--as-of", "2024-06-30", "--lang", "zh")
    assert ran.code == 1
    assert "R137" in ran.err
    assert f"历史!{place['due']}4" in ran.err


FIRMS = 40
LETTERS = ("--year", "2022", "--as-of", "2022-12-31", "--lang", "zh")


def _total(out: str) -> dict[str, str]:
    """The amount due to each applicant, read from the JSON of `eval --each`."""
    return {one["applicant"]: one["total"] for one in json.loads(out)["decisions"]}


def test_forty_applicants_one_with_a_mistake_over_two_years(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    assert run("template", POLICY, "--for", "table", "-o", str(form), "--lang", "zh").code == 0
    cells: list[str] = []
    for number in range(FIRMS):
        name, row = f"{number:04}", number + 4
        cells += [f"申请人|B{row}|'{name}", f"申请人|C{row}|'企业", f"申请人|D{row}|'是"]
        amount = "'三百万左右" if number == 17 else str(1_000_000 + 100_000 * number)
        cells += _cells(form, row, applicant=f"'{name}", contract=f"'{name}", amount=amount, put_to_use="'是",
                        related_party="'否", recorded_on="2022-03-01")  # fmt: skip
    filled = edited(_folder(tmp_path / "a"), form, *cells)

    # a mistake of one applicant is listed and does not affect the others
    ledger, letters = tmp_path / "2022.json", _folder(tmp_path / "letters")
    words = ["-o", str(letters / "{申请人}.docx"), "--ledger-out", str(ledger)]
    ran = run("letter", POLICY, "--facts", str(filled), *LETTERS, *words)
    assert ran.code == 1
    wrong = f"{SHEET}!{_cells(form, 17 + 4, amount='x')[0].split('|')[1]}"
    assert wrong in ran.both
    assert "0017" in ran.both
    written = {path.stem for path in letters.iterdir()}
    assert written == {f"{number:04}" for number in range(FIRMS) if number != 17}
    assert len(json.loads(ledger.read_text("utf-8"))["ledger"]) >= FIRMS - 1

    # the mistake is corrected; the others are not paid again
    mended = edited(_folder(tmp_path / "b"), filled, *_cells(filled, 17 + 4, amount="3000000"))
    ran = run("eval", POLICY, "--facts", str(mended), "--each", *LETTERS, "--history", str(ledger),
              "--ledger-out", str(ledger), "--format", "json")  # fmt: skip
    assert {name: sum_ for name, sum_ in _total(ran.out).items() if sum_ != "0.00"} == {"0017": "20000.00"}

    # the authority's workbook of the next year: a row deleted in LibreOffice is reported
    book = tmp_path / "bureau.xlsx"
    words = ["--for", "bureau", "--facts", str(mended), "--history", str(ledger), "--lang", "zh"]
    assert run("template", POLICY, "-o", str(book), *words).code == 0
    assert (
        run("eval", POLICY, "--facts", str(edited(_folder(tmp_path / "c"), book)), "--each", "--lang", "zh").code == 0
    )
    deleted = edited(_folder(tmp_path / "d"), book, "历史|9|DELETED")
    ran = run("eval", POLICY, "--facts", str(deleted), "--each", "--lang", "zh")
    assert (ran.code, ran.both.count("R137")) == (1, 1)
    assert "历史!8" in ran.both

    # a late contract of 2022 is settled again, and one of 2023 normally
    late = _cells(mended, FIRMS + 4, applicant="'0003", contract="'0003-2", amount="6000000", put_to_use="'是",
                  related_party="'否", recorded_on="2022-11-01")  # fmt: skip
    new = _cells(mended, FIRMS + 5, applicant="'0004", contract="'0004-2", amount="1500000", put_to_use="'是",
                 related_party="'否", recorded_on="2023-05-01")  # fmt: skip
    second = edited(_folder(tmp_path / "e"), mended, *late, *new)
    of_2023 = ["--as-of", "2023-12-31", "--history", str(ledger), "--lang", "zh"]
    ran = run("eval", POLICY, "--facts", str(second), "--each", *of_2023, "--year", "2023", "--format", "json")
    assert {name: sum_ for name, sum_ in _total(ran.out).items() if sum_ != "0.00"} == {"0004": "20000.00"}
    open_money = {one["applicant"]: one["other_years"] for one in json.loads(ran.out)["decisions"]}
    assert [one["year"] for one in open_money["0003"]] == [2022], "the late contract is not hidden by `--year`"
    ran = run("eval", POLICY, "--facts", str(second), "--each", *of_2023, "--reopen", "2022", "--format", "json")
    assert json.loads(ran.out)["total"] == str(41 * 20_000 + 30_000) + ".00"


if __name__ == "__main__":
    sys.exit(pytest.main([__file__]))


WORDS = """vocabulary words "Words"

applicant firm "企业"

record patent "专利" "one patent" plural patents
  key number "专利号"
  event granted "授权" on granted_on "授权日" default
record loan "贷款" "one loan" plural loans
  key contract "合同号"
  sum "贷款额" money
  event drawn "提款" on drawn_on "提款日" default
"""
HEAD = 'policy aid "资助办法"\n  effective 2021-01-01 to 2026-12-31\n  use words\n'
LOANS = """
article {} "大额贷款"
  award 10000 once per firm to firm when loan drawn
    if sum at least 1000000

article {} "贷款"
  award 2000 once per firm to firm when loan drawn
"""
PAGE_OF_2022 = (
    HEAD
    + LOANS.format(1, 2)
    + """
article 3 "专利"
  award 500 to firm when patent granted
  cap 1000 per firm
"""
)
PAGE_OF_2023 = f"""{HEAD}  ended 3.patent.granted

article 1 "绿色贷款"
  award 500 once per firm to firm when loan drawn
{LOANS.format(2, 3)}"""
"""An article is inserted, and an award with money is repealed."""


def _register(folder: Path, form: Path, firms: dict[str, list[tuple[str, str, str]]], patents: int = 0) -> Path:
    """The form with these firms and their loans (contract, sum, day); every fourth of some firms has three patents."""
    rows: dict[str, list[dict[str, str]]] = {"申请人": [], "贷款": [], "专利": []}
    for place, (name, loans) in enumerate(firms.items()):
        rows["申请人"].append({"id": f"'{name}", "kinds": "'企业", "patent": "'全部列出", "loan": "'全部列出"})
        rows["贷款"] += [{"applicant": f"'{name}", "contract": f"'{contract}", "sum": sum_, "drawn_on": day}
                       for contract, sum_, day in loans]  # fmt: skip
        rows["专利"] += [{"applicant": f"'{name}", "number": f"'ZL{place}-{number}", "granted_on": f"2022-0{number}-01"}
                       for number in (5, 6, 7) if place < patents and place % 4 == 0]  # fmt: skip
    sheets = openpyxl.load_workbook(form)
    cells: list[str] = []
    for sheet, entries in rows.items():
        place_of = {str(cell.value).rpartition(".")[2]: cell.column_letter for cell in sheets[sheet][1] if cell.value}
        for row, entry in enumerate(entries, 4):
            cells += [f"{sheet}|{place_of[name]}{row}|{text}" for name, text in entry.items()]
    return edited(_folder(folder), form, *cells)


def test_two_years_of_a_register_with_an_edited_page_between_them(tmp_path: Path) -> None:
    """A failed row; an absent, a mistyped, a renamed firm; an inserted article; a repealed award; a reopened year."""
    (tmp_path / "words.ipp").write_text(WORDS, encoding="utf-8")
    page = tmp_path / "aid.ipp"
    page.write_text(PAGE_OF_2022, encoding="utf-8")
    form = tmp_path / "form.xlsx"
    assert run("template", str(page), "--for", "table", "-o", str(form), "--lang", "zh").code == 0

    def settle(facts: Path, year: int, *words: str) -> tuple[int, dict[str, float], str]:
        ran = run("eval", str(page), "--each", "--facts", str(facts), "--as-of", f"{year}-12-31", "--lang", "zh",
                  "--format", "json", *words)  # fmt: skip
        decisions = json.loads(ran.out).get("decisions", [])
        return ran.code, {one["applicant"]: float(one["payable_now"]) for one in decisions}, ran.out

    names = [f"9144{number:04}" for number in range(FIRMS)]
    loans = {name: [(f"HT2022-{number:03}", "5000", "2022-03-01")] for number, name in enumerate(names)}
    wrong = loans | {names[17]: [("HT2022-017", "'五千左右", "2022-03-01")]}
    ledger, later = str(tmp_path / "2022.json"), str(tmp_path / "2023.json")
    code, due, _ = settle(_register(tmp_path / "a", form, wrong, FIRMS), 2022, "--ledger-out", ledger)
    assert (code, len(due), sum(due.values())) == (1, FIRMS - 1, 39 * 2000 + 10 * 1000)
    whole = _register(tmp_path / "b", form, loans, FIRMS)
    code, due, _ = settle(whole, 2022, "--history", ledger, "--ledger-out", ledger)
    assert (code, {name: sum_ for name, sum_ in due.items() if sum_}) == (0, {names[17]: 2000})

    page.write_text(PAGE_OF_2023, encoding="utf-8")
    second = {name: [*own, (f"HT2023-{name[-3:]}", "2000000", "2023-04-01")] for name, own in loans.items()}
    back = second.pop(names[8])
    second["9144NEW3"] = second.pop(names[3])
    mistyped = {f"{name[:4]} {name[4:]}" if name == names[5] else name: own for name, own in second.items()}
    code, _, out = settle(_register(tmp_path / "c", form, mistyped), 2023, "--history", ledger)
    assert (code, "R121" in out) == (1, True)
    facts = _register(tmp_path / "d", form, second)
    code, due, out = settle(facts, 2023, "--history", ledger)
    assert (code, "R122" in out, due["9144NEW3"]) == (0, True, 12500)
    renamed = ("--renamed", f"{names[3]}=9144NEW3", "--answered-by", "李")
    code, due, _ = settle(facts, 2023, "--history", ledger, *renamed, "--ledger-out", later)
    assert (code, len(due), {*due.values()}) == (0, FIRMS - 1, {10500})

    every = second | {names[8]: back}
    for reopened in ((), ("--reopen", "2022")):
        third = _register(tmp_path / f"e{len(reopened)}", form, every)
        code, due, _ = settle(third, 2024, "--history", later, *reopened)
        assert (code, {name: sum_ for name, sum_ in due.items() if sum_}) == (0, {names[8]: 10500})
