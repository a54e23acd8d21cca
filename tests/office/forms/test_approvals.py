"""The bureau's sheet of approvals: a row for each sum to set, filled from facts, and read again with the amounts."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.cli.settlements import read_applicants
from ipdsl.decision.decision import Decision
from ipdsl.driver.questions.answers import to_canonical_form
from ipdsl.office.forms.entries import TableEntries
from ipdsl.office.forms.form import APPROVALS, LINES, Audience, filled_workbook
from ipdsl.office.forms.open_approvals import with_open_approvals
from ipdsl.schema.types.money import minor_to_text
from tests.support.batch.cities import CITIES, decided, drawn, policy_of, series_of
from tests.support.cli import run

CITY = "shaoguan_2021"
SHEET = {language: LINES[APPROVALS][0].text(language) for language in Language}
FIRM: dict[str, Any] = {
    "applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True, "details": {"name": "丹霞仪器"}},
    "records": {
        "invention_patent": [
            {"number": number, "domestic": number != "ZL2", "granted_on": "2022-03-01", "official_fees": 8000}
            for number in ("ZL1", "ZL2")
        ],
        "soft_topic": [{"project": "T1", "selected_on": "2022-05-01"}],
    },
    "as_of": "2022-12-31",
}  # fmt: skip
TOPIC = "9.soft_topic.selected"


def told(decision: Decision) -> Any:
    """The amounts and the claims of a decision, and what is still open."""
    claims = [(claim.label, claim.item, claim.paid, claim.outcome, claim.bounds, claim.missing)
              for claim in decision.claims]  # fmt: skip
    return decision.due, claims, decision.assumed


def sheet_of(book: Any) -> Any:
    """The sheet of approvals."""
    return next(book[title] for title in SHEET.values() if title in book.sheetnames)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of the sheet of approvals, by the names in its hidden row."""
    names, _, *rows = sheet_of(openpyxl.load_workbook(path)).iter_rows(values_only=True)
    return [dict(zip((str(name).partition(".")[2] for name in names), row, strict=True)) for row in rows]


def fill_in(path: Path, amount_of: Callable[[int, Mapping[str, Any]], object]) -> None:
    """Fill in the amount of each row as the bureau does."""
    book = openpyxl.load_workbook(path)
    sheet = sheet_of(book)
    for number, row in enumerate(rows_of(path)):
        sheet.cell(number + 3, 8).value = amount_of(number, row)
    book.save(path)


# ---------------------------------------------------------------------------------------------- the law


def check_law(name: str, language: Language, folder: Path, seed: int = 3, number: int = 40) -> int:
    """Facts with a book of approvals are settled as with the same approvals in JSON. Returns how many were open."""
    policy, given, r = policy_of(CITIES[name].page), series_of(name), random.Random(seed)
    firms = [{part: value for part, value in firm.items() if part != APPROVALS} for firm in drawn(name, seed, number)]
    known = [
        with_open_approvals(to_canonical_form(policy, firm), [decided(policy, firm, given)], language) for firm in firms
    ]
    book, files = folder / "bureau.xlsx", folder / "firms.json"
    book.write_bytes(filled_workbook([policy.code], Audience.BUREAU, known, language)[0])
    files.write_text(json.dumps(firms, ensure_ascii=False), "utf-8")
    amounts: dict[int, str] = {}

    def amount_of(row: int, cells: Mapping[str, Any]) -> object:
        if r.random() < 0.3:
            return None
        most = cells["most"] if isinstance(cells["most"], int | float) else 50_000
        amounts[row] = minor_to_text(round(most * r.choice([0, 0.37, 1, 1.5]) * 100), 2)
        return float(amounts[row]) if r.random() < 0.5 else f"{amounts[row]}元"

    fill_in(book, amount_of)
    lines = [(str(facts["applicant"]["id"]), line) for facts in known for line in facts[APPROVALS]]
    chosen = [(who, {"clause": line["clause"], "item": line["item"], "amount": amounts[row]})
              for row, (who, line) in enumerate(lines) if row in amounts]  # fmt: skip
    r.shuffle(firms_of_files := [str(files), str(book)])
    read = {str(member.data["applicant"]["id"]): member  # type: ignore[index]
            for member in read_applicants([policy], firms_of_files, None)}  # fmt: skip
    assert len(read) == len(firms)
    for firm in firms:
        who = str(firm["applicant"]["id"])
        stated = {**firm, APPROVALS: [line for owner, line in chosen if owner == who]}
        assert not read[who].problems
        assert told(decided(policy, dict(read[who].data), given)) == told(decided(policy, stated, given)), who  # type: ignore[call-overload]
    return len(lines)


@pytest.mark.slow
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", CITIES)
def test_a_book_of_approvals_is_settled_as_approvals_in_json(name: str, language: Language, tmp_path: Path) -> None:
    assert check_law(name, language, tmp_path) > 10


@pytest.mark.slow
def test_the_law_finds_a_row_that_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = TableEntries.open_approvals

    def dropping(entries: TableEntries) -> frozenset[int]:
        return whole(entries) | ({entries.rows[-1]} if entries.table.form.name == APPROVALS else set())

    monkeypatch.setattr(TableEntries, "open_approvals", dropping)
    with pytest.raises(AssertionError):
        [check_law("shaoguan", Language.ZH, tmp_path, seed) for seed in range(3)]


# ---------------------------------------------------------------------------------------------- commands


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of two firms, one of which has an approved sum."""
    monkeypatch.chdir(tmp_path)
    other = {**FIRM, "applicant": {**FIRM["applicant"], "id": "F2", "details": {}},
             "approvals": [{"clause": TOPIC, "item": "T1", "amount": 1000}]}  # fmt: skip
    for name, facts in {"f1.json": FIRM, "f2.json": other}.items():
        Path(name).write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    assert run("template", CITY, "--for", "bureau", "--facts", "f1.json", "f2.json", "-o", "b.xlsx").code == 0
    return tmp_path


def totals(*files: str) -> list[str]:
    """The amount due to each applicant of these files."""
    ran = run("eval", CITY, "--each", *(word for name in files for word in ("--facts", name)), "--format", "json")
    assert ran.code in (0, 3), ran.err
    return [decision["total"] for decision in json.loads(ran.out)["decisions"]]


@pytest.mark.slow
def test_each_sum_to_set_has_a_row_with_the_most_and_an_empty_cell(folder: Path) -> None:
    rows = [(row["applicant"], row["name"], row["item"], row["most"], row["amount"]) for row in rows_of(Path("b.xlsx"))]
    assert rows == [
        ("F1", "丹霞仪器", "ZL1", 4000, None), ("F1", "丹霞仪器", "ZL2", 4000, None),
        ("F1", "丹霞仪器", "T1", 200_000, None),
        ("F2", None, "T1", 200_000, 1000), ("F2", None, "ZL1", 4000, None), ("F2", None, "ZL2", 4000, None),
    ]  # fmt: skip
    assert totals("f1.json", "f2.json", "b.xlsx") == totals("b.xlsx") == ["0.00", "1000.00"]
    fill_in(Path("b.xlsx"), lambda _, row: {"ZL1": 0, "T1": "两千元"}.get(row["item"]))
    assert totals("f1.json", "b.xlsx", "f2.json") == totals("b.xlsx") == ["2000.00", "2000.00"]
    ran = run("list", "open", CITY, "--facts", "f1.json", "b.xlsx", "-o", "o.json", "--lang", "zh")
    assert "有2行未填核定金额，仍待核定" in ran.err
    assert [row["item"] for row in json.loads(Path("o.json").read_text("utf-8"))["rows"] if "ZL2" in row["item"]]


@pytest.mark.slow
def test_a_row_without_limit_says_so_and_a_form_is_not_overwritten(folder: Path) -> None:
    stated = {"applicant": {"id": "F9", "kinds": ["enterprise"]}, "as_of": "2022-12-31", "records": {
        "securitisation": [{"product": "S", "issued_on": "2022-03-01", "first_public_issue": True}]}}  # fmt: skip
    Path("s.json").write_text(json.dumps(stated), "utf-8")
    words = ("template", "quanzhou_2021", "--for", "bureau", "--facts", "s.json", "-o", "s.xlsx")
    ran = run(*words)
    assert (ran.code, "1 open approval" in ran.out) == (0, True), ran.both
    assert [row["most"] for row in rows_of(Path("s.xlsx"))] == ["no limit"]
    before = Path("s.xlsx").read_bytes()
    again = run(*words)
    assert (again.code, "would overwrite" in again.err, Path("s.xlsx").read_bytes()) == (2, True, before)
    ran = run("eval", CITY, "--facts", "s.xlsx")
    assert (ran.code, "R116" in ran.err) == (1, True)


@pytest.mark.slow
def test_applicants_with_errors_are_left_out_and_the_others_stay(folder: Path) -> None:
    Path("f3.json").write_text('{"applicant": {"id": "F3", "kinds": ["firm"]}}', "utf-8")
    Path("f4.xlsx").write_bytes(b"")
    ran = run("template", CITY, "--for", "bureau", "--facts", "f1.json", "f3.json", "f4.xlsx", "-o", "c.xlsx")
    assert (ran.code, "R023" in ran.err, "f4.xlsx" in ran.err) == (2, True, True), ran.err
    assert {row["applicant"] for row in rows_of(Path("c.xlsx"))} == {"F1"}
    ran = run("template", CITY, "--for", "bureau", "--facts", "f1.json", "f3.json", "-o", "d.xlsx")
    assert (ran.code, Path("d.xlsx").exists()) == (1, True), ran.err
    broken = {**FIRM, "records": {"soft_topic": [{"project": "T1", "selected_on": "some day"}]}}
    Path("f1.json").write_text(json.dumps(broken), "utf-8")
    ran = run("list", "payments", CITY, "--facts", "f1.json", "f2.json", "b.xlsx", "-o", "p.json")
    assert (ran.code, "R036" in ran.err) == (1, True), "the workbook does not replace a file with an error"
    assert [row["applicant"] for row in json.loads(Path("p.json").read_text("utf-8"))["rows"]] == ["F2"]
    ran = run("template", CITY, "--for", "bureau", "--facts", "f3.json", "-o", "e.xlsx")
    assert (ran.code, Path("e.xlsx").exists()) == (1, False), "without a correct applicant there is no workbook"


@pytest.mark.slow
def test_a_corrected_file_counts_and_the_workbook_is_made_again_with_its_approvals(folder: Path) -> None:
    fill_in(Path("b.xlsx"), lambda _, row: 3000 if row["item"] == "T1" else None)
    corrected = json.loads(Path("f1.json").read_text("utf-8"))
    corrected["records"]["invention_patent"][0]["official_fees"] = 2000
    Path("f1.json").write_text(json.dumps(corrected), "utf-8")
    ran = run("list", "payments", CITY, "--facts", "f1.json", "f2.json", "b.xlsx", "-o", "p.json")
    assert (ran.code, "other facts here than in `f1.json`" in ran.err, "b.xlsx applicant!4" in ran.err) == (
        3,
        True,
        True,
    )
    rows = json.loads(Path("p.json").read_text("utf-8"))["rows"]
    assert [(row["applicant"], row["payable"]) for row in rows] == [("F1", "3000.00"), ("F2", "3000.00")]
    ran = run("template", CITY, "--for", "bureau", "--facts", "f1.json", "f2.json", "b.xlsx", "-o", "again.xlsx")
    assert ran.code == 0, ran.err
    rows = [(row["applicant"], row["item"], row["most"], row["amount"]) for row in rows_of(Path("again.xlsx"))]
    assert ("F1", "T1", 200_000, 3000) in rows
    assert ("F1", "ZL1", 1000, None) in rows
    assert totals("f1.json", "f2.json", "again.xlsx") == ["3000.00", "3000.00"]


@pytest.mark.slow
def test_headings_of_an_own_workbook_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    applicant = book.active
    assert applicant is not None
    applicant.title = "申请人"
    applicant.append(["编号", "申请人类别", "在本市"])
    applicant.append(["F1", "企业", "是"])
    for title, rows in {
        "软课题": [["项目", "入选日"], ["T1", "2022-05-01"]],
        "核定金额": [["名称", "条款", "项目", "最高可核定", "金额"], ["某公司", "第9条", "T1", "见条文", 3000]],
    }.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "own.xlsx")
    ran = run("eval", CITY, "--facts", tmp_path / "own.xlsx", "--format", "json")
    assert json.loads(ran.out)["total"] == "3000.00", ran.err


@pytest.mark.broad
@pytest.mark.parametrize("together", [(), ("--cohort",)], ids=["separately", "together"])
def test_a_list_of_two_policies_gives_each_its_own_approvals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    firm = {
        "applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True},
        "records": {"invention_patent": [{"number": "ZL1", "granted_on": "2022-05-01", "official_fees": 3000,
                                          "domestic": True, "filed_on": "2020-01-01"}]},
        "as_of": "2022-12-31",
    }  # fmt: skip
    Path("f.json").write_text(json.dumps(firm), "utf-8")
    both = (CITY, "dongyang_2021")
    ran = run("template", *both, "--for", "bureau", "--facts", "f.json", "-o", "b.xlsx")
    assert f"`ipdsl eval {' '.join(both)} --facts b.xlsx`" in ran.both
    assert [row["clause"].partition(",")[0] for row in rows_of(Path("b.xlsx"))] == ["article 1", "article 3"]
    fill_in(Path("b.xlsx"), lambda number, _: 1000 + number)
    files = ("--facts", "f.json", "--facts", "b.xlsx")
    ran = run("list", "payments", *both, *files, *together, "-o", "p.xlsx")
    assert "R050" not in ran.both, ran.both
    assert f"p.xlsx, {CITY}: 1 recipient, 1,000.00 CNY payable now" in ran.both
    assert run("verify", "p.xlsx", *files).code == 0
