"""Facts that only the authority may state: a firm cannot remove a payment from the ledger or enter one."""

from __future__ import annotations

import functools
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.ledger.ledger_file import ledger_to_plain
from ipdsl.ledger.line_reader import DIGEST
from ipdsl.office.forms.form import HISTORY, LINES, Audience, _award_spellings, filled_workbook
from ipdsl.office.forms.stated_facts import SheetApplicants, facts_from_workbook
from ipdsl.office.sheets import workbook
from ipdsl.office.sheets.cells import Sheet
from ipdsl.office.sheets.workbook import Workbook
from ipdsl.plain_data.errors import FactsError
from tests.conftest import ROOT
from tests.support.cli import Ran, run
from tests.support.golden import check_golden
from tests.support.slow import sampled

PAGE = Path(__file__).with_name("contracts.ipp")
"""A page with two kinds of records: with all sheets of Shaoguan, most of the time is spent on opening workbooks."""
POLICY = ipdsl.load(PAGE)
CITY = "shaoguan_2021"
"""The policy of the workbooks of an earlier release."""
CONTRACTS = [
    {"contract": f"K-{number}", "amount": 1_200_000, "put_to_use": True, "related_party": False,
     "recorded_on": f"202{number}-0{number}-01"} for number in (2, 3, 4)
]  # fmt: skip
WORDS = {
    "en": ("history", "payments made elsewhere", "approvals", "applicant", "technology contract"),
    "zh": ("历史", "另行兑现", "核定金额", "申请人", "专利合同"),
}
OLD = Path(__file__).parent / "written_by_0_2_1" / "history.xlsx"


def firm(name: str, contracts: list[dict[str, Any]]) -> dict[str, Any]:
    """The facts of a firm."""
    who = {"id": name, "kinds": ["enterprise"], "located_here": True}
    return {"applicant": who, "records": {"technology_contract": contracts}, "as_of": "2024-12-31"}


def ledger_of(folder: Path, contracts: list[dict[str, Any]] = CONTRACTS[:2]) -> Path:
    """The ledger of two firms that were paid for some contracts."""
    both = [*POLICY.evaluate(firm("F1", contracts)).ledger, *POLICY.evaluate(firm("0002", contracts)).ledger]
    path = folder / "ledger.json"
    path.write_text(json.dumps(ledger_to_plain(POLICY.program, both), ensure_ascii=False), "utf-8")
    return path


def facts_in(folder: Path, *names: str) -> Path:
    """The facts of firms with all contracts, as a file."""
    path = folder / "facts.json"
    every = [firm(name, CONTRACTS) for name in names]
    path.write_text(json.dumps(every if len(every) > 1 else every[0], ensure_ascii=False), "utf-8")
    return path


def bureaus(folder: Path, language: str = "en") -> Path:
    """An authority's workbook of one firm, with the ledger of two years."""
    path = folder / "bureau.xlsx"
    facts_in(folder, "F1")
    ledger_of(folder)
    path.write_bytes(written_for_a_bureau(language))
    return path


@functools.cache
def written_for_a_bureau(language: str) -> bytes:
    """The bytes of that workbook, which is the same in every test."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "bureau.xlsx"
        words = ["--facts", facts_in(folder, "F1"), "--history", ledger_of(folder), "--lang", language]
        ran = run("template", PAGE, "--for", "bureau", "-o", path, *words)
        assert ran.code == 0, ran.err
        return path.read_bytes()


def enter(path: Path, sheet: str, row: int, **cells: Any) -> None:
    """Write cells; their names are those in the hidden row."""
    on(path, lambda book: put(book[sheet], row, **cells))


def put(sheet: Any, row: int, **cells: Any) -> None:
    """Write cells of a sheet of a workbook that is open."""
    columns = {str(cell.value).partition(".")[2]: cell.column for cell in sheet[1]}
    for name, value in cells.items():
        sheet.cell(row, columns[name]).value = value


def on(path: Path, change: Callable[[Any], None]) -> Path:
    """Change a workbook as a person would."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def total(ran: Ran) -> str:
    assert ran.code in (0, 3), ran.err
    return str(json.loads(ran.out)["total"])


# ---------------------------------------------------------------------------------------------- the firm's workbook


@pytest.mark.parametrize("language", sampled(["zh", "en"], 2))
def test_a_firms_workbook_has_no_sheet_for_what_the_bureau_states(tmp_path: Path, language: str) -> None:
    path = tmp_path / "firm.xlsx"
    facts = facts_in(tmp_path, "F1")
    for words in (["--lang", language], ["--lang", language, "--facts", facts]):
        path.unlink(missing_ok=True)
        assert run("template", PAGE, "--for", "table", "-o", path, *words).code == 0
        titles = {one.title for one in openpyxl.load_workbook(path)}
        for name, (said, _, _) in LINES.items():
            assert (said.text(Language(language)) in titles) == (name == "support"), name


@pytest.mark.parametrize("language", sampled(["zh", "en"], 2))
def test_history_and_approvals_in_a_firms_workbook_are_told_and_not_settled(tmp_path: Path, language: str) -> None:
    path = tmp_path / "firm.xlsx"
    assert run("template", PAGE, "-o", path, "--facts", facts_in(tmp_path, "F1"), "--lang", language).code == 0
    plain = run("eval", PAGE, "--facts", path, "--format", "json", "--lang", language)
    history, elsewhere, approvals, _, _ = WORDS[language]

    def state(book: Any) -> None:
        for title, row in (
            (history, ["7.technology_contract.recorded", "K-2", 2022, "20000.00"]),
            (elsewhere, ["7.technology_contract.recorded", "K-3", 2023, "7000.00"]),
        ):
            book.create_sheet(title).append(["clause", "item", "year", "due"])
            book[title].append(row)
        book.create_sheet(approvals).append(["clause", "item", "amount"])
        book[approvals].append(["7.technology_contract.recorded", "K-4", 999])

    ran = run("eval", PAGE, "--facts", on(path, state), "--format", "json", "--lang", language)
    assert total(ran) == total(plain), "none of it counts"
    assert ran.err.count("R135") == 3
    assert f"firm.xlsx {history}!2" in ran.err
    said = " ".join(json.loads(ran.out)["assumptions"])
    for sum_ in ("20,000.00", "7,000.00", "999.00"):
        assert sum_ in ran.err
        assert sum_ in said, "the decision has it too"


def test_a_firms_workbook_is_settled_with_the_ledger_of_the_bureau(tmp_path: Path) -> None:
    path = tmp_path / "firm.xlsx"
    assert run("template", PAGE, "-o", path, "--facts", facts_in(tmp_path, "F1")).code == 0
    on(path, lambda book: book.create_sheet("history").append(["clause", "item", "year", "due"]))
    enter_row = ["7.technology_contract.recorded", "K-4", 2024, 20000]
    on(path, lambda book: book["history"].append(enter_row))
    for words in ([], ["--each"], ["--cohort"]):
        ran = run("eval", PAGE, "--facts", path, *words, "--history", ledger_of(tmp_path), "--format", "json")
        assert total(ran) == "20000.00", "the contract of 2024 alone: what the firm wrote of it does not count"


def test_a_ledger_is_given_to_the_bureaus_workbook_alone(tmp_path: Path) -> None:
    facts, ledger = facts_in(tmp_path, "F1"), ledger_of(tmp_path)
    ran = run("template", PAGE, "-o", tmp_path / "firm.xlsx", "--facts", facts, "--history", ledger)
    assert ran.code == 2
    assert "--for bureau" in ran.err
    path = bureaus(tmp_path)
    ran = run("template", PAGE, "-o", tmp_path / "firm.xlsx", "--facts", path)
    assert (ran.code, "left out" in ran.err) == (0, True), "what the facts state of the bureau's is told"
    assert "history" not in openpyxl.load_workbook(tmp_path / "firm.xlsx").sheetnames


# ---------------------------------------------------------------------------------------------- the bureau's workbook


VERBS = {
    "eval": [], "letter": ["-o", "letter.docx"], "ask": [], "trace": ["K-2"], "compare": [], "each": ["--each"],
    "cohort": ["--cohort"], "template": ["--for", "bureau", "-o", "next.xlsx"],
}  # fmt: skip


@pytest.mark.parametrize("language", sampled(["zh", "en"], 2))
@pytest.mark.parametrize("verb", sampled(sampled(VERBS, 3), 9, others="broad"))
def test_rows_deleted_from_the_ledger_are_not_paid_again(
    tmp_path: Path, verb: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sheet = bureaus(tmp_path, language), WORDS[language][0]
    on(path, lambda book: book[sheet].delete_rows(4, 2))
    monkeypatch.chdir(tmp_path)
    facts = ["--facts", path] if verb in ("compare", "template") else [path]
    words = ["eval" if verb in ("each", "cohort") else verb, PAGE, *facts, *VERBS[verb], "--lang", language]
    ran = run(*words)
    assert ran.code == 1
    assert ran.err.count("R137") == 2, "each line that is missing"
    assert f"bureau.xlsx {sheet}!2" in ran.err
    assert "20,000.00" in ran.err
    accepted = run(*words, "--accept-modified-ledger", "Wang Li")
    assert accepted.code in (0, 3), accepted.err


@pytest.mark.broad
def test_who_answers_for_a_modified_ledger_stands_in_the_decision(tmp_path: Path) -> None:
    path = bureaus(tmp_path)
    assert total(run("eval", PAGE, "--facts", path, "--format", "json")) == "20000.00"
    on(path, lambda book: book["history"].delete_rows(4, 2))
    for option in ("--accept-modified-ledger", "--accept-edited"):
        ran = run("eval", PAGE, "--facts", path, option, "Wang Li", "--format", "json")
        assert total(ran) == "60000.00"
        assert any("Wang Li" in said for said in json.loads(ran.out)["assumptions"])


@functools.cache
def read_book() -> Workbook:
    """The sheets of an authority's workbook of two firms."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = json.loads(ledger_of(Path(folder)).read_text("utf-8"))["ledger"]
        every = [{**firm(name, CONTRACTS), HISTORY: [line for line in ledger if line["applicant"] == name]}
                 for name in ("F1", "0002")]  # fmt: skip
        path = Path(folder) / "book.xlsx"
        path.write_bytes(filled_workbook([POLICY.code], Audience.BUREAU, every, Language.ZH, is_ledger=True)[0])
        return workbook.read(str(path))


def with_history(change: Callable[[dict[int, list[Any]], list[int]], None]) -> Workbook:
    """The workbook with a changed history sheet."""
    book = read_book()
    at = next(at for at, sheet in enumerate(book.sheets) if sheet.title == "历史")
    sheet = book.sheets[at]
    columns, numbers = {column: [*cells] for column, cells in sheet.columns.items()}, [*sheet.numbers]
    change(columns, numbers)
    new = attrs.evolve(sheet, columns=columns, numbers=numbers)
    return attrs.evolve(book, sheets=(*book.sheets[:at], new, *book.sheets[at + 1 :]))


def judged(book: Workbook, who: str | None = None) -> SheetApplicants:
    return facts_from_workbook(book, [POLICY.code], who)


def history_sheet() -> Sheet:
    return next(sheet for sheet in read_book().sheets if sheet.title == "历史")


FIRST = 3
"""The first row of lines, after the names, the headings and the example row."""


def lines_of(stated: SheetApplicants) -> list[Any]:
    return [POLICY.read_facts(one).history for one in stated.applicants]


def test_the_workbook_as_it_was_written_has_the_lines_of_the_ledger() -> None:
    stated = judged(read_book())
    assert not [*stated.notes]
    assert [len(lines) for lines in lines_of(stated)] == [3, 3]


@given(st.data())
def test_whatever_is_changed_in_the_history_is_told_at_its_row(data: st.DataObject) -> None:
    sheet = history_sheet()
    rows = range(FIRST, len(sheet.numbers))
    row = data.draw(st.sampled_from(rows))
    names = {at: str(cells[0]).partition(".")[2] for at, cells in sheet.columns.items()}
    filled_in = [at for at, name in names.items() if name not in ("_mark", "payments") and sheet.columns[at][row] != ""]
    at = data.draw(st.sampled_from(filled_in))
    old = sheet.columns[at][row]
    other = data.draw(st.sampled_from([one[row2] for one in [sheet.columns[at]] for row2 in rows] + ["", "1", 2023]))

    def change(columns: dict[int, list[Any]], numbers: list[int]) -> None:
        columns[at][row] = other

    found = outcome(with_history(change))
    if isinstance(found, list):
        assert found == lines_of(judged(read_book())), (names[at], old, other)
        return
    place = f"历史!{sheet.numbers[row]}"
    at_reading = [problem for problem in found if (problem.path or "").startswith("$.history[")]
    assert at_reading or any(_row(problem.path).endswith(place) for problem in found), (names[at], old, other)


def outcome(book: Workbook) -> list[Any] | Report:
    """The history lines of each applicant, or the findings about them."""
    try:
        return lines_of(judged(book))
    except FactsError as error:
        return error.report


def _row(path: str | None) -> str:
    """The place of the row of a cell."""
    sheet, _, cell = (path or "").rpartition("!")
    return f"{sheet}!{cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"


@given(st.data())
def test_rows_in_another_order_are_the_same_ledger_and_rows_left_out_or_twice_are_not(data: st.DataObject) -> None:
    sheet = history_sheet()
    rows = [*range(FIRST, len(sheet.numbers))]
    kept = data.draw(st.lists(st.sampled_from(rows), max_size=len(rows) + 1))

    def change(columns: dict[int, list[Any]], numbers: list[int]) -> None:
        for cells in columns.values():
            cells[FIRST:] = [cells[row] for row in kept]
        numbers[FIRST:] = range(4, 4 + len(kept))

    book = with_history(change)
    if sorted(kept) == rows:
        assert lines_of(judged(book)) == lines_of(judged(read_book()))
        return
    with pytest.raises(FactsError) as found:
        judged(book)
    told = [problem for problem in found.value.report if problem.code == "R137"]
    assert len(told) == len(rows) - len({*kept}) + len(kept) - len({*kept})
    accepted = judged(book, "Wang Li")
    remarks = [one.remarks for one in accepted.applicants]
    assert any("Wang Li" in str(said) for every in remarks for said in every)
    assert sum(map(len, remarks)) <= 2


def test_a_remark_stands_with_the_applicant_whose_row_was_changed(tmp_path: Path) -> None:
    def change(columns: dict[int, list[Any]], numbers: list[int]) -> None:
        for cells in columns.values():
            del cells[FIRST]
        del numbers[FIRST]

    first, second = judged(with_history(change), "王丽").applicants
    assert len(first.remarks) == 1
    assert second.remarks == ()


@pytest.mark.broad
def test_payments_are_for_the_bureau_to_fill_in(tmp_path: Path) -> None:
    path = bureaus(tmp_path)
    enter(path, "history", 4, payments="2022-12-01: 15,000.00；2023-01-31：5000")
    [one] = facts_from_workbook(workbook.read(str(path)), [POLICY.code]).applicants
    line, *_ = POLICY.read_facts(one).history or ()
    assert [amount for _, amount in line.payments or ()] == [1_500_000, 500_000]
    enter(path, "history", 4, payments="[]")
    [one] = facts_from_workbook(workbook.read(str(path)), [POLICY.code]).applicants
    assert (POLICY.read_facts(one).history or ())[0].payments == ()
    enter(path, "history", 4, payments="last year")
    ran = run("eval", PAGE, "--full", "--facts", path)
    assert ran.code == 1
    assert "bureau.xlsx history!R4" in ran.err


@pytest.mark.broad
@pytest.mark.parametrize("language", sampled(["zh", "en"], 2))
def test_payments_made_elsewhere_count_and_are_told_with_their_total(tmp_path: Path, language: str) -> None:
    path = bureaus(tmp_path, language)
    _, elsewhere, *_ = WORDS[language]
    enter(path, elsewhere, 4, clause="7.technology_contract.recorded", item="K-4", year=2024, due="1.5万元")
    enter(path, elsewhere, 5, clause="7.technology_contract.recorded", item="X-1", year=2024, due=3000)
    ran = run("eval", PAGE, "--facts", path, "--format", "json", "--lang", language)
    assert total(ran) == "0.00", "K-4 was settled"
    assert any("18,000.00" in said for said in json.loads(ran.out)["assumptions"])
    page = run("eval", PAGE, "--full", "--facts", path, "--lang", language)
    assert "18,000.00" in page.out
    enter(path, elsewhere, 5, year="two")
    ran = run("eval", PAGE, "--full", "--facts", path, "--lang", language)
    assert f"{elsewhere}!K5" in ran.err, "a mistake is told at its own cell"
    # the workbook of the following year has them in the same place
    enter(path, elsewhere, 5, year=2024)
    after = tmp_path / "after.xlsx"
    assert run("template", PAGE, "--for", "bureau", "-o", after, "--facts", path, "--lang", language).code == 0
    assert openpyxl.load_workbook(after)[elsewhere].max_row == 5
    assert total(run("eval", PAGE, "--facts", after, "--format", "json")) == "0.00"


def test_a_bureaus_workbook_without_its_hidden_sheet_is_refused(tmp_path: Path) -> None:
    path = on(bureaus(tmp_path), lambda book: book.remove(book["_ledger"]))
    ran = run("eval", PAGE, "--full", "--facts", path)
    assert ran.code == 1
    assert "_ledger" in ran.err
    path = on(bureaus(tmp_path), lambda book: book.remove(book["history"]))
    ran = run("eval", PAGE, "--full", "--facts", path)
    assert ran.err.count("R137") == 3, "a sheet that was deleted is its rows"


def test_a_line_is_kept_for_its_applicant(tmp_path: Path) -> None:
    path = bureaus(tmp_path)
    enter(path, "applicant", 4, id="F2")
    ran = run("eval", PAGE, "--full", "--facts", path)
    assert ran.code == 1
    assert ran.err.count("written for the applicant `F1`") == 3


def add_applicants(path: Path, language: str, names: dict[int, str]) -> None:
    """Add applicants by their rows, each with its two contracts, to a workbook."""
    _, _, _, applicant, kind = WORDS[language]

    def add(book: Any) -> None:
        for row, name in names.items():
            who = {"id": name, "kinds": "enterprise", "located_here": "yes", "as_of": "2024-12-31"}
            put(book[applicant], row, **who, **{"records.technology_contract": "all listed"})
            for at, contract in enumerate(CONTRACTS[:2], book[kind].max_row + 1):
                said = {part: {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
                        for part, value in contract.items()}  # fmt: skip
                put(book[kind], at, applicant=name, **said)

    on(path, add)


@pytest.mark.broad
@pytest.mark.parametrize("language", sampled(["zh", "en"], 2))
def test_an_applicant_of_the_ledger_who_is_put_in_later_is_told(tmp_path: Path, language: str) -> None:
    path = tmp_path / "bureau.xlsx"
    words = ["--facts", facts_in(tmp_path, "F1"), "--history", ledger_of(tmp_path), "--lang", language]
    made = run("template", PAGE, "--for", "bureau", "-o", path, *words)
    assert made.code == 0
    assert "0002" in made.err, "whose lines are left out is said"
    history, _, _, applicant, kind = WORDS[language]

    def name_the_firm(book: Any) -> None:
        for sheet in (history, kind):
            for row in (4, 5, 6):
                put(book[sheet], row, applicant="F1")

    on(path, name_the_firm)
    add_applicants(path, language, {5: "0003"})
    assert "R137" not in run("eval", PAGE, "--each", "--facts", path).err, "of 0003 the ledger has no line"
    add_applicants(path, language, {6: "0002"})
    ran = run("eval", PAGE, "--each", "--facts", path, "--lang", language)
    assert ran.code == 1
    assert ran.both.count("R137") == 1
    assert f"{applicant}!6" in ran.both
    ran = run("eval", PAGE, "--each", "--facts", path, "--accept-modified-ledger", "Wang", "--format", "json")
    assert ran.code == 0
    assert ran.out.count("Wang") == 1


@pytest.mark.parametrize("language", sampled(["zh", "en"], 2))
def test_a_ledger_alone_begins_a_workbook_with_its_applicants(tmp_path: Path, language: str) -> None:
    path = tmp_path / "bureau.xlsx"
    made = run("template", PAGE, "--for", "bureau", "-o", path, "--history", ledger_of(tmp_path), "--lang", language)
    assert (made.code, made.err) == (0, "")
    add_applicants(path, language, {4: "F1", 5: "0002"})
    decided = json.loads(run("eval", PAGE, "--each", "--facts", path, "--format", "json").out)["decisions"]
    assert [one["total"] for one in decided] == ["0.00", "0.00"], "what was paid is not paid again"
    (tmp_path / "nobodys.json").write_text(
        '[{"clause": "7.technology_contract.recorded", "item": "K-2", "year": 2022}]'
    )
    path.unlink()
    ran = run("template", PAGE, "--for", "bureau", "-o", path, "--history", tmp_path / "nobodys.json")
    assert ran.code == 2
    assert "--facts" in ran.err


def test_the_ledger_of_a_workbook_of_many_is_read_again(tmp_path: Path) -> None:
    path, after = tmp_path / "bureau.xlsx", tmp_path / "after.json"
    assert run("template", PAGE, "--for", "bureau", "-o", path, "--history", ledger_of(tmp_path)).code == 0
    add_applicants(path, "en", {4: "F1", 5: "0002"})
    ran = run("eval", PAGE, "--each", "--facts", path, "--ledger-out", after)
    assert (ran.code, ran.err) == (0, ""), "sums of caps are no names that a program has changed"
    every = json.loads(after.read_text("utf-8"))["ledger"]
    assert {line["applicant"] for line in every} == {"F1", "0002"}
    again = run(
        "eval", PAGE, "--each", "--facts", facts_in(tmp_path, "F1", "0002"), "--history", after, "--format", "json"
    )
    assert [one["total"] for one in json.loads(again.out)["decisions"]] == ["20000.00", "20000.00"], "K-4 alone"


@pytest.mark.parametrize("how", sampled(["--each", "--cohort"], 2))
@pytest.mark.parametrize("language", sampled(["zh", "en"], 2))
def test_a_list_of_many_tells_what_the_bureau_added_and_who_answers(tmp_path: Path, language: str, how: str) -> None:
    path = tmp_path / "bureau.xlsx"
    words = ["--history", ledger_of(tmp_path), "--lang", language]
    assert run("template", PAGE, "--for", "bureau", "-o", path, *words).code == 0
    add_applicants(path, language, {4: "F1", 5: "0002"})
    history, elsewhere, *_ = WORDS[language]
    paid = {"clause": "7.technology_contract.recorded", "item": "K-4", "year": 2024, "due": "3000"}
    enter(path, elsewhere, 4, applicant="0002", **paid)
    enter(path, history, 4, outcome="lapsed")
    ran = run("eval", PAGE, how, "--full", "--facts", path, "--accept-modified-ledger", "Wang", "--lang", language)
    first, second = ran.out.partition("\n  0002")[::2]
    assert ("Wang" in first, "Wang" in second) == (True, False), "it stands with the applicant whose row was changed"
    assert ("3,000.00" in first, "3,000.00" in second) == (False, True)


def test_a_bureaus_workbook_without_its_lists_is_checked(tmp_path: Path) -> None:
    path = on(bureaus(tmp_path), lambda book: book.remove(book["_lists"]))
    assert run("eval", PAGE, "--full", "--facts", path).code == 0
    ran = run("eval", PAGE, "--full", "--facts", on(path, lambda book: book["history"].delete_rows(4)))
    assert (ran.code, ran.err.count("R137")) == (1, 1)


def test_sheets_of_a_bureau_that_are_copied_into_a_firms_workbook_are_not_settled(tmp_path: Path) -> None:
    path = tmp_path / "firm.xlsx"
    assert run("template", PAGE, "-o", path, "--facts", facts_in(tmp_path, "F1")).code == 0
    source = openpyxl.load_workbook(bureaus(tmp_path))

    def copy(book: Any) -> None:
        for name in ("history", "_ledger", "_lists"):
            sheet = book.create_sheet(f"{name} (2)")
            for row in source[name].iter_rows(values_only=True):
                sheet.append(row)

    ran = run("eval", PAGE, "--facts", on(path, copy), "--format", "json")
    assert "R135" in ran.err
    assert total(ran) == "60000.00"


@pytest.mark.parametrize("length", [50, 31_000, 40_000])
def test_a_line_of_any_length_is_kept(length: int) -> None:
    from ipdsl.office.forms.form import WrittenLedger, WrittenLine, ledger_rows, read_ledger_sheet

    line = WrittenLine("d", "F1", {"item": "\u4e00" * (length // 6), "keys": {"a": ["=1", "\n"]}})
    kept = WrittenLedger([line], ["0002", "丙公司"])
    rows = [*ledger_rows(kept)]
    wide = [*map(list, zip(*[[*row, *[""] * (4 - len(row))] for row in rows], strict=True))]
    assert all(len(cell) <= 32_767 for row in rows for cell in row)
    assert read_ledger_sheet(Sheet("f", "_ledger", [1, 2, 3, 4], dict(enumerate(wide)))) == kept


@pytest.mark.broad
def test_findings_of_the_ledger_in_words(tmp_path: Path, update_golden: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    for language in ("en", "zh"):
        history, _, approvals, _, _ = WORDS[language]
        path = bureaus(tmp_path, language)
        monkeypatch.chdir(tmp_path)

        def damage(book: Any, sheet: str = history) -> None:
            columns = {str(cell.value).partition(".")[2]: cell.column for cell in book[sheet][1]}
            book[sheet].cell(4, columns["due"]).value = "2022: 2000.00"
            book[sheet].delete_rows(5)
            for row in (7, 8):
                book[sheet].cell(row, columns["item"]).value = f"X-{row}"
            for name, column in columns.items():
                if name not in ("item", "_mark"):
                    book[sheet].cell(7, column).value = book[sheet].cell(4, column).value

        on(path, damage)
        told.append(run("eval", PAGE, "--full", "--facts", path.name, "--lang", language).err)
        (tmp_path / "firm.xlsx").unlink(missing_ok=True)
        assert run("template", PAGE, "-o", "firm.xlsx", "--facts", "facts.json", "--lang", language).code == 0

        def state(book: Any, sheet: str = approvals) -> None:
            book.create_sheet(sheet).append(["clause", "item", "amount"])
            for number in range(7):
                book[sheet].append(["7.technology_contract.recorded", f"K-{number}", 1000 + number])

        on(tmp_path / "firm.xlsx", state)
        told.append(run("eval", PAGE, "--full", "--facts", "firm.xlsx", "--lang", language).err)
        shutil.copy(OLD, "old.xlsx")
        every = run("eval", CITY, "--full", "--facts", "old.xlsx", "--lang", language).err.split("\n\n")
        told += [one for one in every if "R136" in one]  # another finding reports the changed policy
    check_golden(ROOT / "tests" / "golden" / "tables" / "bureau_findings.txt", "\n".join(told), update_golden)


# ---------------------------------------------------------------------------------------------- other workbooks


@pytest.mark.broad
@pytest.mark.parametrize("language", sampled(["zh", "en"], 2))
def test_a_workbook_of_an_earlier_release_opens_with_the_next_step(tmp_path: Path, language: str) -> None:
    ran = run("eval", CITY, "--facts", OLD, "--as-of", "2024-12-31", "--format", "json", "--lang", language)
    assert total(ran) == "0.00", "what was paid is settled"
    assert "R136" in ran.err
    assert "40,000.00" in ran.err
    path = tmp_path / "bureau.xlsx"
    made = run("template", CITY, "--for", "bureau", "--facts", OLD, "-o", path)
    assert made.code == 0, made.err
    again = run("eval", CITY, "--facts", path, "--as-of", "2024-12-31", "--format", "json")
    assert (total(again), again.err) == ("0.00", ""), "the next step ends the warning"
    on(path, lambda book: book["history"].delete_rows(4))
    assert "R137" in run("eval", CITY, "--full", "--facts", path).err


def test_the_ledger_takes_the_place_of_the_history_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "next.xlsx"
    words = ["--facts", OLD, "--history", OLD.with_name("ledger.json")]
    made = run("template", CITY, "--for", "bureau", *words, "-o", path)
    assert made.code == 0, made.err
    digests = [line["digest"] for line in json.loads(OLD.with_name("ledger.json").read_text("utf-8"))["ledger"]]
    sheet = openpyxl.load_workbook(path)["history"]
    column = [str(cell.value) for cell in sheet[1]].index(f"history.{DIGEST}") + 1
    kept = [sheet.cell(row, column).value for row in range(4, sheet.max_row + 1)]
    assert kept == digests, "the digests of the ledger"


def test_an_interview_keeps_a_ledger_in_a_bureaus_workbook(tmp_path: Path) -> None:
    kept = tmp_path / "kept.xlsx"
    facts = tmp_path / "facts.json"
    of_ledger = json.loads(ledger_of(tmp_path).read_text("utf-8"))["ledger"]
    for history in ([], of_ledger[:3]):
        kept.unlink(missing_ok=True)
        asked = firm("F1", [{"contract": "K-2", "amount": 1_200_000, "recorded_on": "2022-02-01", "put_to_use": True}])
        facts.write_text(json.dumps({**asked, **({"history": history} if history else {})}), "utf-8")
        run("ask", PAGE, "--facts", facts, "--interactive", "--facts-out", kept, stdin="no\n")
        assert ("history" in openpyxl.load_workbook(kept).sheetnames) == bool(history)


# ---------------------------------------------------------------------------------------------- approvals


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_approval_names_its_award_in_either_language(tmp_path: Path, language: str) -> None:
    path, facts = tmp_path / "bureau.xlsx", tmp_path / "facts.json"
    record = {"number": "ZL1", "domestic": True, "granted_on": "2022-03-01", "official_fees": 8000}
    stated = {**firm("F1", []), "records": {"invention_patent": [record]}}
    facts.write_text(json.dumps(stated), encoding="utf-8")
    ran = run("template", CITY, "--for", "bureau", "--facts", facts, "-o", path, "--lang", language)
    assert ran.code == 0, ran.err
    sheet = openpyxl.load_workbook(path)[WORDS[language][2]]
    assert [cell.value for cell in sheet["E"]][2:] == ["ZL1"], "a row for the open approval, and no sample row"
    assert "list" in {rule.type for rule in sheet.data_validations.dataValidation}
    for award in (
        "第1条", "第1条发明专利授权", "第1条 发明专利授权", "Article 1", "article 1, invention patent granted",
        "1.invention_patent.granted", "1.发明专利.授权",
    ):  # fmt: skip
        enter(path, WORDS[language][2], 3, clause=award, item="ZL1", amount=4000)
        ran = run("eval", CITY, "--facts", path, "--only", "1", "--format", "json")
        assert total(ran) == "4000.00", award
    enter(path, WORDS[language][2], 3, clause="第99条", item="ZL1", amount=4000)
    ran = run("eval", CITY, "--facts", path, "--only", "1")
    assert (ran.code, f"{WORDS[language][2]}!D3" in ran.err) == (1, True)


@pytest.mark.broad
def test_an_article_with_two_awards_does_not_name_one() -> None:
    members = [("2.a", Phrase("article 2, a", "第2条甲")), ("2.b", Phrase("article 2, b", "第2条乙"))]
    assert dict(_award_spellings(members)) == {
        "article2,a": "2.a",
        "第2条甲": "2.a",
        "article2,b": "2.b",
        "第2条乙": "2.b",
    }
