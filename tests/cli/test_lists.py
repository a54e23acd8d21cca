"""`ipdsl list`: wrong calls and inputs, several policies, empty lists, and findings about several applicants."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from ipdsl.office.lists.list_names import LISTS
from tests.support.cli import Ran, run
from tests.support.rows import each_row

PAGE = """policy {name} "Licences of {name}"
  document "Example 7"
  effective 2021-01-01 to 2030-12-31
  currency {currency}
  use ip

article 7 "Licences and assignments"
  award 1000 once to enterprise when technology_contract recorded and put_to_use
article 8 "Prizes"
  award 5000 to enterprise when patent_prize won
"""


def _firm(number: int, *contracts: tuple[str, bool | None], **details: str) -> dict[str, Any]:
    records = [
        {"contract": contract, "recorded_on": "2023-03-01", **({} if used is None else {"put_to_use": used})}
        for contract, used in contracts
    ]
    return {
        "applicant": {"id": f"F{number:02}", "kinds": ["enterprise"], "details": {"name": f"Firm {number}", **details}},
        "records": {"technology_contract": records}, "history": [], "support": [],
    }  # fmt: skip


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with two pages of different currencies, and facts of three firms: paid, open, and not paid."""
    monkeypatch.chdir(tmp_path)
    for name, currency in (("town", "CNY"), ("port", "EUR")):
        Path(f"{name}.ipp").write_text(PAGE.format(name=name, currency=currency), encoding="utf-8")
    _write("firms.json", _firm(1, ("A", True), account="0001"), _firm(2, ("B", None)), _firm(3, ("C", False)))


def _write(name: str, *firms: dict[str, Any]) -> None:
    Path(name).write_text(json.dumps(firms, ensure_ascii=False), encoding="utf-8")


def _list(*words: str) -> Ran:
    return run("list", *words, "--as-of", "2024-12-31", "--lang", "en")


WRONG = {
    "no list": ([], "name the list"),
    "unknown list": (["refunds", "town.ipp"], "is not one of"),
    "no facts": (["payments", "town.ipp", "-o", "x.xlsx"], "missing FACTS"),
    "no policy": (["payments", "--facts", "firms.json", "-o", "x.xlsx"], "missing POLICY"),
    "no output": (["payments", "town.ipp", "--facts", "firms.json"], "name the list: `-o payments.xlsx`"),
    "no such suffix": (["payments", "town.ipp", "--facts", "firms.json", "-o", "x.pdf"], "a list is .xlsx"),
    "no suffix": (["payments", "town.ipp", "--facts", "firms.json", "-o", "x"], "a list is .xlsx"),
    "Word of payments": (["payments", "town.ipp", "--facts", "firms.json", "-o", "x.docx"], ".docx is for `publ"),
    "XML of open facts": (["open", "town.ipp", "--facts", "firms.json", "-o", "x.xml"], ".xml is for `payments`"),
    "XML without a day": (["payments", "port.ipp", "--facts", "firms.json", "-o", "x.xml"], ".xml and --as need it"),
    "a day of a workbook": (
        ["payments", "port.ipp", "--facts", "firms.json", "-o", "x.xlsx", "--date", "2025-03-10"], "no other list",
    ),
    "paid before": (
        ["payments", "port.ipp", "--facts", "firms.json", "-o", "x.xml", "--date", "2025-3-10", "--pay-on", "2025-3-9"],
        "not before --date",
    ),
    "grants as a workbook": (
        ["publication", "port.ipp", "--facts", "firms.json", "-o", "x.xlsx", "--as", "360giving"], "--as is for",
    ),
    "an input": (["payments", "town.ipp", "--facts", "firms.json", "-o", "firms.json"], "would overwrite"),
    "no place of the number": (
        ["payments", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx", "--number", "2025-17"], "has no `{n}`",
    ),
    "no number": (
        ["payments", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx", "--number-from", "a"], "is not a number",
    ),
    "unknown column": (
        ["payments", "town.ipp", "--facts", "firms.json", "-o", "x.csv", "--columns", "account,iban number"],
        "--columns: `iban number` is neither a column",
    ),
    "no column": (["payments", "town.ipp", "--facts", "firms.json", "-o", "x.csv", "--columns", "a=b=c"], "neither a"),
    "account in public": (
        ["publication", "town.ipp", "--facts", "firms.json", "-o", "x.csv", "--columns", "account"], "neither a column",
    ),
    "unknown order": (
        ["payments", "town.ipp", "--facts", "firms.json", "-o", "x.csv", "--sort", "town"],
        "--sort: `town` is neither `amount`, `name` nor a detail of an applicant (account, name)",
    ),
    "columns of JSON": (
        ["payments", "town.ipp", "--facts", "firms.json", "-o", "x.json", "--columns", "name"], "is for .xlsx and .csv",
    ),
    "encoding of a workbook": (
        ["payments", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx", "--encoding", "gb18030"], "are for .csv",
    ),
    "two policies in CSV": (
        ["payments", "town.ipp", "port.ipp", "--facts", "firms.json", "-o", "x.csv"], "the list of one policy",
    ),
    "a policy twice": (
        ["payments", "town.ipp", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx"], "`town` is given twice",
    ),
    "a ledger of two policies": (
        ["payments", "town.ipp", "port.ipp", "--facts", "firms.json", "-o", "x.xlsx", "--history", "l.json"],
        "the ledger of one policy",
    ),
    "year and reopened": (
        ["payments", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx", "--year", "2023", "--reopen", "2023"],
        "--reopen reports every year",
    ),
}  # fmt: skip


@each_row(("words", "said"), WRONG.values(), every=5)
def test_a_wrong_call_writes_nothing(words: list[str], said: str) -> None:
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    ran = _list(*words)
    assert ran.code == 2
    assert said in ran.err, ran.err
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.broad
def test_the_last_lines_say_who_is_left_out() -> None:
    _write("firms.json", _firm(1, ("A", True)), _firm(2, ("B", None)), _firm(3, ("C", False)),
           {"applicant": {"id": "F04", "kinds": ["enterprize"]}})  # fmt: skip
    ran = _list("payments", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx")
    assert ran.code == 1
    assert ran.out == (
        "x.xlsx: 1 recipient, 1,000.00 CNY payable now\n"
        "  left out: 1 with nothing due, 1 open (at most 1,000.00), 1 failed (firms.json:1:687\n"
        "    ($[3].applicant.kinds[0]))\n"
        "  without an account: Firm 1\n"
    )


def test_open_facts_have_the_code_of_undetermined_results() -> None:
    assert _list("open", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx").code == 3
    _write("firms.json", _firm(1, ("A", True), account="0001"))
    ran = _list("payments", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx")
    assert (ran.code, ran.out) == (0, "x.xlsx: 1 recipient, 1,000.00 CNY payable now\n")


@pytest.mark.broad
@each_row("name", ["payments", "publication", "open", "articles"])
def test_a_list_may_have_no_rows(name: str) -> None:
    _write("firms.json", _firm(3, ("C", False)))
    for suffix in ("xlsx", "csv", "json"):
        assert _list(name, "town.ipp", "--facts", "firms.json", "-o", f"empty.{suffix}").code == 0
    sheet = openpyxl.load_workbook("empty.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"]][3] == "Total"
    assert json.loads(Path("empty.json").read_text("utf-8"))["rows"] == []
    if name == "publication":
        assert _list(name, "town.ipp", "--facts", "firms.json", "-o", "empty.docx").code == 0


def test_all_applicants_fail() -> None:
    _write("firms.json", {"applicant": {"id": "F1"}}, {"applicant": {"id": "F2", "kinds": ["enterprize"]}})
    ran = _list("payments", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx")
    assert ran.code == 1
    assert "R023" in ran.err
    assert not Path("x.xlsx").exists()


def test_two_policies_have_a_sheet_each_and_no_sum_over_two_currencies() -> None:
    ran = _list("payments", "town.ipp", "port.ipp", "--facts", "firms.json", "-o", "x.xlsx")
    assert "x.xlsx, town: 1 recipient, 1,000.00 CNY payable now" in ran.out
    assert "x.xlsx, port: 1 recipient, 1,000.00 EUR payable now" in ran.out
    book = CalamineWorkbook.from_path("x.xlsx")
    assert book.sheet_names == ["Summary", "Payments town", "Payments port"]
    summary = book.get_sheet_by_name("Summary").to_python()
    assert summary[3][1:] == ["Licences of town", 1.0, 1000.0, "CNY"]
    assert summary[5][:4] == ["Total", "2", "", ""]
    assert book.get_sheet_by_name("Payments port").to_python()[2][6] == "Payable now (EUR)"
    assert [entry["currency"] for entry in _plain("payments", "town.ipp", "port.ipp")["lists"]] == ["CNY", "EUR"]


def test_the_summary_of_open_facts_has_their_worth() -> None:
    _list("open", "town.ipp", "port.ipp", "--facts", "firms.json", "-o", "x.xlsx")
    summary = CalamineWorkbook.from_path("x.xlsx").get_sheet_by_name("Summary").to_python()
    assert summary[2][2:] == ["Applicants", "Worth at most", "Currency"]
    assert summary[3][1:] == ["Licences of town", 1.0, 1000.0, "CNY"]
    ran = run("verify", "x.xlsx", "town.ipp", "port.ipp", "--facts", "firms.json")
    assert ran.code == 0, ran.both


def _plain(name: str, *policies: str) -> Any:
    _list(name, *policies, "--facts", "firms.json", "-o", "plain.json")
    return json.loads(Path("plain.json").read_text("utf-8"))


def test_a_publication_names_everyone() -> None:
    nameless = _firm(1, ("A", True))
    del nameless["applicant"]["details"]
    _write("firms.json", nameless)
    ran = _list("publication", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx")
    assert ran.code == 2
    assert "U159" in ran.err
    assert not Path("x.xlsx").exists()
    assert _plain("payments", "town.ipp")["rows"][0]["name"] == "F01"


def test_files_of_facts_may_follow_the_option() -> None:
    _write("more.json", _firm(4, ("D", True)))
    ran = _list("payments", "town.ipp", "--facts", "firms.json", "more.json", "-o", "x.xlsx")
    assert "2 recipients, 2,000.00 CNY" in ran.out


@pytest.mark.broad
def test_the_list_of_open_facts_leaves_out_nobody_with_open_facts() -> None:
    said = {name: _list(name, "town.ipp", "--facts", "firms.json", "-o", "x.xlsx").out for name in LISTS}
    assert "left out: 1 with nothing due, 1 open (at most 1,000.00)" in said["payments"]
    assert "left out: 1 with nothing due\n" in said["open"]
    assert "left out" not in said["articles"]


@pytest.mark.broad
def test_the_annexes_of_a_publication_name_policies_by_their_titles() -> None:
    _list("publication", "town.ipp", "port.ipp", "--facts", "firms.json", "-o", "x.docx")
    document = docx.Document("x.docx")
    assert "1. Proposed awards (Licences of town); 2. Proposed awards (Licences of port)" in "\n".join(
        paragraph.text for paragraph in document.paragraphs
    )
    widths = [cell.width.cm for cell in document.tables[0].rows[0].cells]
    assert sum(widths) == pytest.approx(15.6, abs=0.1)
    for texts, width in (("Total", widths[0]), ("1,234,567,890.12", widths[3])):
        assert len(texts) * 0.185 + 0.38 <= width, "a line of bold text of 10.5 points, and the margins of a cell"


# ---------------------------------------------------------------------------------------------- between applicants


def _register(*, first: int = 1, last: int = 24) -> list[dict[str, Any]]:
    return [_firm(number, (f"HT-2023-{number:03}", True), account=f"{number:04}") for number in range(first, last + 1)]


def _ledger(*firms: dict[str, Any]) -> None:
    _write("2023.json", *firms)
    ran = run("eval", "town.ipp", "--each", "--facts", "2023.json", "--as-of", "2023-12-31", "--ledger-out", "l.json")
    assert ran.code == 0, ran.both


def test_the_ledger_of_another_register_stops_the_list() -> None:
    _ledger(*_register())
    _write("firms.json", *_register(first=51, last=74))
    ran = _list("payments", "town.ipp", "--facts", "firms.json", "--history", "l.json", "-o", "x.xlsx")
    assert ran.code == 1
    assert not Path("x.xlsx").exists()
    assert "--new-applicants" in ran.err


def test_a_renamed_applicant_stops_the_list_or_is_told() -> None:
    _ledger(*_register())
    firms = _register()
    firms[0]["applicant"]["id"] = "f-01"
    _write("firms.json", *firms)
    ran = _list("payments", "town.ipp", "--facts", "firms.json", "--history", "l.json", "-o", "x.xlsx")
    assert ran.code == 1
    assert "`F01`" in ran.err
    assert not Path("x.xlsx").exists()
    answered = _list("payments", "town.ipp", "--facts", "firms.json", "--history", "l.json", "--renamed", "F01=f-01",
                     "-o", "x.xlsx")  # fmt: skip
    assert "0 recipients" in answered.out


def test_one_item_of_two_applicants_is_told() -> None:
    prize = {"patent": "ZL201210071114.2", "level": "provincial", "prize": "silver", "won_on": "2023-07-19"}
    firms = _register()
    for firm in firms[:2]:
        firm["records"]["patent_prize"] = [prize]
    _write("firms.json", *firms)
    ran = _list("payments", "town.ipp", "--facts", "firms.json", "-o", "x.xlsx")
    assert "24 recipients, 34,000.00 CNY" in ran.out
    assert "F01" in ran.err
    assert "F02" in ran.err


def test_a_reopened_year_is_paid_only_beyond_the_ledger() -> None:
    _ledger(*_register())
    firms = _register()
    firms[0]["records"]["technology_contract"].append(
        {"contract": "HT-2023-900", "recorded_on": "2023-03-01", "put_to_use": True}
    )
    _write("firms.json", *firms)
    ran = _list(
        "payments", "town.ipp", "--facts", "firms.json", "--history", "l.json", "--reopen", "2023", "-o", "x.csv"
    )
    assert ran.out.startswith("x.csv: 1 recipient, 1,000.00 CNY payable now\n")
    assert "recalculated from 2023 on: 2,000.00 in all, 1,000.00 due before" in Path("x.csv").read_text("utf-8-sig")


def test_what_was_overpaid_is_told_where_the_sum_is() -> None:
    _ledger(*_register())
    firms = _register()
    for number, firm in enumerate(firms[:2]):
        firm["records"]["technology_contract"] = [
            {"contract": f"HT-2023-{90 + number}", "recorded_on": "2023-04-01", "put_to_use": True},
            {"contract": f"HT-2023-00{number + 1}", "recorded_on": "2023-03-01", "put_to_use": False},
        ]
    _write("firms.json", *firms)
    ran = _list(
        "payments", "town.ipp", "--facts", "firms.json", "--history", "l.json", "--reopen", "2023", "-o", "x.xlsx"
    )
    told = "overpaid: 2,000.00 to 2 recipients, not deducted; see the sheet Overpaid"
    assert f"\n  {told}\n" in ran.out
    sheets = CalamineWorkbook.from_path("x.xlsx")
    payments, overpaid = (sheets.get_sheet_by_name(name).to_python() for name in ("Payments", "Overpaid"))
    assert any(row[0] == told for row in payments)
    assert payments[3][8].endswith("overpaid by 1,000.00, not deducted here")
    assert overpaid[-1][:2] == ["Total", "2"]
