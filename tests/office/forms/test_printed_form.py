"""The form for one applicant: what is written is read again, mistakes are reported at their cells, pages are whole."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.library import Policy
from ipdsl.driver.questions.answers import to_canonical_form
from ipdsl.office.forms import entries, marked_tables
from ipdsl.office.forms.entries import HeadingReader
from ipdsl.office.forms.form import APPLICANT, BUREAU_SHEETS, Audience, filled_workbook, form_of
from ipdsl.office.forms.printed_form import FormTable, filled_form, pages_of
from ipdsl.office.forms.stated_facts import SheetApplicants, facts_from_workbook, read
from ipdsl.office.sheets import workbook
from ipdsl.office.sheets.cells import Sheet
from ipdsl.office.sheets.workbook import Workbook
from ipdsl.plain_data.errors import FactsError
from tests.conftest import ROOT
from tests.support.batch.cities import CITIES, decided, drawn, policy_of, series_of
from tests.support.batch.law import generated_case
from tests.support.cli import run
from tests.support.golden import check_golden
from tests.support.slow import sampled

PAGE = Path(__file__).with_name("contracts.ipp")
POLICY = ipdsl.load(PAGE)
FIRM: dict[str, Any] = {
    "applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True, "details": {"name": "丹霞仪器"}},
    "records": {
        "technology_contract": [
            {"contract": f"K-{number}", "amount": 1_200_000, "put_to_use": True, "related_party": False,
             "recorded_on": f"202{number}-0{number}-01"} for number in (2, 3, 4)
        ],
        "invention_patent": [
            {"number": "ZL1", "domestic": True, "official_fees": "1000.50", "granted_on": "2022-05-10"}
        ],
        "service_project": [],
    },
    "support": [],
    "as_of": "2024-12-31",
}  # fmt: skip
Change = Callable[[Any], None]


def form(folder: Path, facts: dict[str, Any] | None = FIRM, language: Language = Language.ZH) -> Path:
    """A form with these facts."""
    path = folder / "form.xlsx"
    path.write_bytes(filled_form([POLICY.code], language, facts=facts)[0])
    return path


def edited(path: Path, change: Change) -> Path:
    """The form after a person changed it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def row_of(sheet: Any, mark: str, below: int = 0) -> int:
    """The row with a mark in the hidden column, or one below it."""
    return next(int(cell.row) for cell in sheet["A"] if cell.value == mark) + below


def normal(data: Any) -> Any:
    """Facts without what is not stated; sums as texts."""
    if isinstance(data, dict):
        return {name: str(value) if name == "amount" else normal(value) for name, value in data.items()
                if value is not None}  # fmt: skip
    return [normal(value) for value in data] if isinstance(data, list) else data


def stated_by_firm(policy: Policy, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts in canonical form, without what only the bureau states."""
    whole = to_canonical_form(policy, facts)
    return {name: value for name, value in whole.items() if name not in (*BUREAU_SHEETS, "series")}


# ---------------------------------------------------------------------------------------------- what is read again


@pytest.mark.broad
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", CITIES)
def test_firms_of_a_city_are_read_from_a_form_as_they_are(name: str, language: Language, tmp_path: Path) -> None:
    policy, path = policy_of(CITIES[name].page), tmp_path / "form.xlsx"
    for firm in drawn(name, 5, 8):
        facts = stated_by_firm(policy, firm)
        path.write_bytes(filled_form([policy.code], language, facts=facts, only_counted=True)[0])
        again = read(str(path), [policy.code])
        assert normal(stated_by_firm(policy, dict(again.applicants[0]))) == normal(facts)


def _decided(made: Any, facts: dict[str, Any]) -> Any:
    decision = made.evaluate_open(facts)
    return decision.due, [(claim.label, claim.item, claim.paid, claim.outcome) for claim in decision.claims]


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["form", "table"])
def test_generated_facts_are_settled_from_a_form_as_they_are(layout: str, tmp_path: Path) -> None:
    path, met = tmp_path / "form.xlsx", 0
    for number in range(20):
        made, every = generated_case(7, number, 3)
        for facts in every:
            stated = {name: value for name, value in facts.items() if name not in (*BUREAU_SHEETS, "series")}
            data = (filled_form([made.code], Language.EN, facts=stated) if layout == "form"
                    else filled_workbook([made.code], Audience.FIRM, [stated], Language.EN))[0]  # fmt: skip
            path.write_bytes(data)
            again = dict(read(str(path), [made.code]).applicants[0])
            assert _decided(made, again) == _decided(made, stated), f"7:{number}\n{made.text}"
            met += 1
    assert met > 20


@pytest.mark.broad
@pytest.mark.parametrize("layout", ["form", "table"])
@pytest.mark.parametrize("language", Language)
def test_a_year_without_figures_is_read_again(layout: str, language: Language, tmp_path: Path) -> None:
    text = 'policy growth "Growth"\n  effective from 2021-01-01\n  use ip\n  language 4\n\narticle 1\n'
    sentence = "  award 500 to enterprise each year\n    if filings of last year at most 3\n"
    policy, path = ipdsl.load_text(text + sentence), tmp_path / "form.xlsx"
    years = {"2020": {"filings": 2}, "2021": {"none": True}, "2022": {"filings": 3}, "2023": {"filings": 3}}
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2023-12-31", "figures": years, "records": {}}
    path.write_bytes((filled_form([policy.code], language, facts=facts) if layout == "form"
                      else filled_workbook([policy.code], Audience.FIRM, [facts], language))[0])  # fmt: skip
    (again,) = read(str(path), [policy.code]).applicants
    assert to_canonical_form(policy, dict(again))["figures"] == years
    assert str(policy.evaluate(dict(again)).total) == "500.00 CNY"


@pytest.mark.broad
@pytest.mark.parametrize(
    ("cells", "figures"), [("2022,,yes", {"none": True}), ("2022,3,no", {"filings": "3"}), ("2022,3,yes", None)]
)
def test_a_table_states_that_a_year_has_no_figures(cells: str, figures: Any, tmp_path: Path) -> None:
    (tmp_path / "applicant.csv").write_text("id,kinds,as_of\nF1,enterprise,2023-12-31\n", encoding="utf-8")
    (tmp_path / "figures.csv").write_text(f"year,filings,no figures\n{cells}\n", encoding="utf-8")
    found = run("eval", PAGE, "--facts", tmp_path)
    assert ("figures.csv:2:8 (C2)" in found.err) is (figures is None), found.err
    if figures is not None:
        assert not found.err
        assert read(str(tmp_path), [POLICY.code]).applicants[0]["figures"] == {"2022": figures}


def test_a_form_is_settled_as_its_facts_are(tmp_path: Path) -> None:
    again = read(str(form(tmp_path)), [POLICY.code])
    assert not [*again.notes]
    assert stated_by_firm(POLICY, dict(again.applicants[0])) == stated_by_firm(POLICY, FIRM)


def _with_rows(book: Workbook, r: random.Random, kind: str) -> tuple[Workbook, list[int]]:
    """The workbook with empty rows, and with a copy of rows of a kind inserted below them; the places of the copies."""
    front, tables = book.sheets
    marks = tables.columns[0]
    rows = [{position: cells[index] for position, cells in tables.columns.items()} for index in range(len(marks))]
    numbers: list[int] = []
    inserted: list[dict[int, Any]] = []
    copies: list[int] = []
    number, place = 0, -1
    for index, row in enumerate(rows):
        number += tables.numbers[index] - (tables.numbers[index - 1] if index else 0) + r.randrange(2)
        numbers.append(number)
        inserted.append(row)
        is_record = marks[index] == kind and any(value != "" for position, value in row.items() if position)
        place += is_record
        if is_record and r.random() < 0.6:
            number += 1
            numbers.append(number)
            inserted.append({**row, 0: ""})
            copies.append(place)
    columns = {position: [row[position] for row in inserted] for position in tables.columns}
    counts = [*front.columns[marked_tables.COUNT_COLUMN]]
    line = front.columns[0].index(f"{APPLICANT}.records.{kind}")
    counts[line] = int(str(counts[line])) + len(copies)
    changed = attrs.evolve(front, columns={**front.columns, marked_tables.COUNT_COLUMN: counts})
    return Workbook((changed, attrs.evolve(tables, numbers=numbers, columns=columns))), copies


def _check_inserted_rows(seed: int) -> None:
    r = random.Random(seed)
    kind = r.choice(["technology_contract", "invention_patent"])
    changed, copies = _with_rows(BLANK_AND_FULL[1], r, kind)
    again = facts_from_workbook(changed, [POLICY.code])
    expected = [record for index, record in enumerate(FIRM["records"][kind])
                for record in [record] * (1 + (index in copies))]  # fmt: skip
    assert dict(again.applicants[0])["records"][kind] == normal_records(expected)


def normal_records(records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records as a workbook states them."""
    return [{**record} for record in records]


def _book(language: Language, facts: dict[str, Any] | None, folder: Path) -> Workbook:
    return workbook.read(str(form(folder, facts, language)))


BLANK_AND_FULL: list[Workbook] = []


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An empty and a filled form, read once."""
    folder = tmp_path_factory.mktemp("books")
    BLANK_AND_FULL[:] = [_book(Language.ZH, None, folder), _book(Language.ZH, FIRM, folder)]


@pytest.mark.broad
@pytest.mark.usefixtures("books")
@given(st.integers(0, 10**6))
def test_inserted_rows_belong_to_the_table_above(seed: int) -> None:
    _check_inserted_rows(seed)


def _check_many_inserted_rows() -> None:
    for seed in range(10):
        _check_inserted_rows(seed)


@pytest.mark.broad
@pytest.mark.usefixtures("books")
def test_the_law_of_inserted_rows_finds_rows_that_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = marked_tables.marked_tables

    def dropping(sheet: Sheet, *arguments: Any) -> Iterator[tuple[str, Sheet]]:
        kept = [index for index, mark in enumerate(sheet.columns[0]) if mark]
        columns = {position: [cells[index] for index in kept] for position, cells in sheet.columns.items()}
        part = attrs.evolve(sheet, numbers=[sheet.numbers[index] for index in kept], columns=columns)
        return whole(part, *arguments)

    monkeypatch.setattr(entries, "marked_tables", dropping)
    with pytest.raises((AssertionError, FactsError)):
        _check_many_inserted_rows()


# ---------------------------------------------------------------------------------------------- cells of all facts


def _facts_without_a_cell(policy: Policy, language: Language, path: Path) -> set[str]:
    """The columns of the form that the empty form of a policy has no cell for."""
    path.write_bytes(filled_form([policy.code], language)[0])
    program, wanted = policy.program, form_of([policy.code], Audience.FIRM)
    reader = HeadingReader(form_of([policy.code], include_all=True), [program])
    tables = reader.tables(workbook.read(str(path)))
    assert not reader.problems
    assert not reader.notes
    cells = {column.path for table in tables for column in table.columns.values()}
    marks = workbook.read(str(path)).sheets[0].columns[0]
    return {column.path for sheet in wanted.sheets for column in sheet.columns
            if column.name != APPLICANT and column.path not in cells and column.path not in marks}  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", CITIES)
def test_each_fact_that_a_policy_reads_has_a_cell(name: str, language: Language, tmp_path: Path) -> None:
    policy = policy_of(CITIES[name].page)
    missing = _facts_without_a_cell(policy, language, tmp_path / "form.xlsx")
    support = {path for path in missing if path.startswith(("support.", "applicant.records.support"))}
    assert missing == support, "no rule of the policy asks for support"


@pytest.mark.broad
def test_a_column_that_is_left_out_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = vars(FormTable)["columns"].fget
    monkeypatch.setattr(FormTable, "columns", property(lambda table: whole(table)[:-1]))
    assert _facts_without_a_cell(POLICY, Language.ZH, tmp_path / "form.xlsx")


@pytest.mark.broad
def test_a_kind_leaves_out_what_cannot_be_paid_to_it(tmp_path: Path) -> None:
    whole, part = ({cell for cell in _titles(tmp_path, words) if cell.startswith("#")}
                   for words in ([], ["--kind", "个人"]))  # fmt: skip
    assert whole - part == {"#technology_contract", "#service_project", "#service_brand"}
    ran = run("template", PAGE, "-o", tmp_path / "x.xlsx", "--kind", "企事业")
    assert (ran.code, "R023" in ran.err) == (1, True)


def _titles(folder: Path, words: Sequence[str]) -> set[str]:
    path = folder / f"form_{len(words)}.xlsx"
    assert run("template", PAGE, "-o", path, *words).code == 0
    return {str(cell.value) for cell in openpyxl.load_workbook(path).worksheets[1]["A"]}


# ---------------------------------------------------------------------------------------------- mistakes


def _count(value: object, kind: str = "technology_contract") -> Change:
    def change(book: Any) -> None:
        front = book.worksheets[0]
        front.cell(row_of(front, f"{APPLICANT}.records.{kind}"), marked_tables.COUNT_COLUMN + 1).value = value

    return change


def _cell(mark: str, column: int, value: object, below: int = 0) -> Change:
    def change(book: Any) -> None:
        sheet = book.worksheets[1]
        sheet.cell(row_of(sheet, mark, below), column).value = value

    return change


def _move_row(book: Any) -> None:
    """A whole row is cut, and pasted into another table."""
    sheet = book.worksheets[1]
    source, target = row_of(sheet, "#technology_contract", 2), row_of(sheet, "#invention_patent", 3)
    for column in range(1, 8):
        sheet.cell(target, column).value = sheet.cell(source, column).value
        sheet.cell(source, column).value = None


def _clear_marks(number: int) -> Change:
    def change(book: Any) -> None:
        for cell in book.worksheets[number]["A"]:
            cell.value = None

    return change


def _clear_table_marks(book: Any) -> None:
    sheet = book.worksheets[1]
    sheet.cell(row_of(sheet, "#technology_contract"), 1).value = None


def _line_of_others(book: Any) -> None:
    """Lines that the page does not have: a note, and a remark."""
    front = book.worksheets[0]
    row = row_of(front, f"{APPLICANT}.located_here")
    for merged in [str(area) for area in front.merged_cells.ranges]:
        front.unmerge_cells(merged)
    front.insert_rows(row, 2)
    front.cell(row, 2).value, front.cell(row, 4).value = "附：镇街", "新韶镇"
    front.cell(row + 1, 2).value, front.cell(row + 1, 4).value = "联糸人", "张三"


MISTAKES: dict[str, Change] = {
    "a count that is a word": _count("四件"),
    "a negative count": _count(-1),
    "a count with a fraction": _count(2.5),
    "a count above the rows": _count(4),
    "a count below the rows": _count("2件"),
    "a count of rows that are missing": _count(2, "service_project"),
    "no count": _count(None),
    "none, and rows": _count(0),
    "support in part": _count("1+", "support"),
    "a row above the headings": lambda book: book.worksheets[1].insert_rows(
        row_of(book.worksheets[1], "@")
    ) or _cell("#invention_patent", 2, "ZL2", 1)(book),
    "a value beside the title": _cell("#technology_contract", 4, "K-9"),
    "a value beyond the columns": _cell("#technology_contract", 9, "K-9", 2),
    "an edited heading": _cell("#technology_contract", 3, "金客", 1),
    "a heading with another unit": _cell("#technology_contract", 3, "金额（万元）", 1),
    "a row of another table": _move_row,
    "a table without its mark": _clear_table_marks,
    "tables without marks": _clear_marks(1),
    "a front page without marks": _clear_marks(0),
    "an unknown table": _cell("#technology_contract", 1, "#unknown_kind"),
    "a table twice": _cell("#invention_patent", 1, "#technology_contract"),
    "lines of others": _line_of_others,
}  # fmt: skip


def _told(findings: Sequence[Diagnostic], folder: Path) -> str:
    lines: list[str] = []
    for finding in findings:
        place = str(finding.path).replace(f"{folder}/", "")
        for language in Language:
            texts = finding.texts(language)
            lines.append(f"  {finding.code} {place}: {texts.title} ({texts.help})".replace(f"{folder}/", ""))
    return "\n".join(lines)


def _findings(path: Path) -> tuple[Sequence[Diagnostic], SheetApplicants | None]:
    try:
        again = read(str(path), [POLICY.code])
    except FactsError as error:
        return [*error.report], None
    return [*again.notes], again


@pytest.mark.broad
def test_each_mistake_is_reported_at_its_cell(tmp_path: Path, update_golden: bool) -> None:
    lines: list[str] = []
    for name, change in MISTAKES.items():
        findings, again = _findings(edited(form(tmp_path), change))
        read_as = "refused" if again is None else json.dumps(dict(again.applicants[0]), ensure_ascii=False)
        lines += [f"{name}: {read_as if name == 'lines of others' else 'refused' if again is None else 'read'}",
                  _told(findings, tmp_path)]  # fmt: skip
    check_golden(ROOT / "tests/golden/office/form_mistakes.txt", "\n".join(lines) + "\n", update_golden)


def test_a_count_that_differs_is_reported_at_both_cells(tmp_path: Path) -> None:
    findings, _ = _findings(edited(form(tmp_path), _count(4)))
    assert [(finding.code, str(finding.path).rpartition(" ")[2]) for finding in findings] == [
        ("R107", "首页!F19"), ("R107", "明细!11")
    ]  # fmt: skip
    assert "件数填4，明细只有3行" in findings[0].texts(Language.ZH).title


@pytest.mark.broad
def test_counts_that_nobody_reads_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.office.forms.stated_facts.count_of", lambda word: None)
    findings, again = _findings(edited(form(tmp_path), _count(4)))
    assert again is not None, "the planted fault: the test above finds it"
    assert not findings


@pytest.mark.broad
def test_sheets_may_be_renamed_and_a_sum_written_by_hand(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.worksheets[0].title, book.worksheets[1].title = "甲", "乙"
        _cell("#technology_contract", 3, "三百万元", 2)(book)

    findings, again = _findings(edited(form(tmp_path), change))
    assert not findings
    assert again is not None
    assert dict(again.applicants[0])["records"]["technology_contract"][0]["amount"] == "3000000元"


@pytest.mark.broad
def test_a_form_of_another_version_or_policy_is_told(tmp_path: Path) -> None:
    path = edited(form(tmp_path), lambda book: setattr(book.worksheets[0]["C1"], "value", "0123"))
    assert "contracts的另一版本" in _told(_findings(path)[0], tmp_path)
    other = policy_of("foshan_2020")
    with pytest.raises(FactsError) as error:
        read(str(form(tmp_path)), [other.code])
    assert [finding.code for finding in error.value.report] == ["R116"]
    for codes in ([POLICY.code, other.code], [other.code, POLICY.code]):  # one of them is its policy
        assert [finding.code for finding in read(str(form(tmp_path)), codes).notes] == ["R111"]


# ---------------------------------------------------------------------------------------------- pages


@given(st.lists(st.floats(1, 500), min_size=1, max_size=60))
def test_no_page_has_more_than_its_room(heights: list[float]) -> None:
    pages = pages_of(heights, 500)
    for page in set(pages):
        assert sum(height for height, number in zip(heights, pages, strict=True) if number == page) <= 500
    assert pages == sorted(pages)
    assert all(after - before <= 1 for before, after in pairwise(pages))


HEAD = """vocabulary longwords "Words"

choice grade "级别" {members}

applicant firm "企业"

record loan "贷款" "{note}" plural loans
  key contract "合同号"
  level "级别" grade
  event drawn "提款" on drawn_on "提款日" default
"""


@pytest.mark.broad
@pytest.mark.parametrize("member", ["grade_{number}_" + "x" * 40, "😀级{number}"])
def test_texts_that_excel_limits_do_not_stop_a_form(tmp_path: Path, member: str) -> None:
    """Long titles, notes and lists, and characters that count twice."""
    members = " · ".join(f'grade_{number} "{member.format(number=number)}"' for number in range(40))
    head = HEAD.format(note="a note & more 😀 " * 30, members=members)
    (tmp_path / "longwords.ipp").write_text(head, encoding="utf-8")
    page = tmp_path / "aid.ipp"
    title = "Aid & loans 😀 " * 30
    page.write_text(
        f'policy aid "{title}"\n  effective 2021-01-01 to 2026-12-31\n  use longwords\n\narticle 1 "A"\n'
        "  award 1000 to firm when loan drawn and level is grade_1\n", encoding="utf-8",
    )  # fmt: skip
    facts = {"applicant": {"id": "F" * 900, "kinds": ["firm"]},
             "records": {"loan": [{"contract": "长" * 900, "level": "grade_1", "drawn_on": "2022-03-01"}]}}  # fmt: skip
    (tmp_path / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    for words in ([], ["--facts", tmp_path / "facts.json"]):
        (tmp_path / "x.xlsx").unlink(missing_ok=True)
        ran = run("template", page, "-o", tmp_path / "x.xlsx", "--lang", "zh", *words)
        assert (ran.code, ran.err) == (0, ""), ran.err
    again = run("eval", page, "--facts", tmp_path / "x.xlsx", "--format", "json")
    assert json.loads(again.out)["total"] == "1000.00", again.both


def test_an_empty_form_is_as_it_was(tmp_path: Path, update_golden: bool) -> None:
    shown: list[str] = []
    for language in Language:
        path = tmp_path / f"form_{language.value}.xlsx"
        assert run("template", PAGE, "-o", path, "--lang", language.value, "--rows", "1").code == 0
        for sheet in openpyxl.load_workbook(path):
            shown.append(f"# {sheet.title}")
            shown += [" | ".join("" if cell is None else str(cell) for cell in row).rstrip(" |")
                      for row in sheet.iter_rows(min_row=2, values_only=True)]  # fmt: skip
    check_golden(ROOT / "tests/golden/office/form.txt", "\n".join(shown) + "\n", update_golden)


# ---------------------------------------------------------------------------------------------- commands


@pytest.mark.slow
@pytest.mark.parametrize("language", sampled(["zh", "en"], 1))
def test_commands_read_a_form_as_the_facts(tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("firm.json").write_text(json.dumps(FIRM, ensure_ascii=False), encoding="utf-8")
    words = ("--lang", language)
    assert run("template", PAGE, "--facts", "firm.json", "-o", "form.xlsx", *words).code == 0
    for verb, more in (
        ("eval", ["--format", "json"]), ("eval", ["--full"]), ("trace", ["K-2"]), ("compare", []),
        ("eval", ["--each", "--format", "json"]), ("eval", ["--cohort", "--format", "json"]), ("ask", []),
    ):  # fmt: skip
        arguments: list[str | Path] = [verb, PAGE, *more]
        by_form, by_json = (run(*arguments, "--facts", file, *words) for file in ("form.xlsx", "firm.json"))
        assert by_form.code == by_json.code, by_form.err
        by_form_out, by_json_out = (re.sub('"facts_digest": "[0-9a-f]*"', "", ran.out) for ran in (by_form, by_json))
        assert by_form_out == by_json_out.replace("firm.json", "form.xlsx")
    assert run("letter", PAGE, "--facts", "form.xlsx", "-o", "letter.docx", *words).code == 0
    assert run("batch", PAGE, "--facts", "form.xlsx", "-o", "out").code in (0, 3)
    assert run("template", PAGE, "--facts", "form.xlsx", "-o", "next.xlsx", *words).code == 0
    assert _values("next.xlsx") == _values("form.xlsx")


def _values(path: str) -> list[Any]:
    return [[*sheet.iter_rows(values_only=True)] for sheet in openpyxl.load_workbook(path)]


@pytest.mark.broad
def test_several_forms_are_settled_each_and_one_id_twice_is_told(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.xlsx" for number in (1, 2, 3)]
    for path, name in zip(paths, ("F1", "F2", "F1"), strict=True):
        facts = {**FIRM, "applicant": {**FIRM["applicant"], "id": name}}
        path.write_bytes(filled_form([POLICY.code], Language.ZH, facts=facts)[0])
    ran = run("eval", PAGE, "--each", "--facts", paths[0], paths[1], "--format", "json")
    assert [decision["applicant"] for decision in json.loads(ran.out)["decisions"]] == ["F1", "F2"]
    ran = run("eval", PAGE, "--each", "--facts", *paths)
    assert ran.code != 0
    assert "1.xlsx" in ran.both
    assert "3.xlsx" in ran.both


@pytest.mark.broad
def test_findings_are_comments_in_cells_that_are_shown(tmp_path: Path) -> None:
    path = edited(form(tmp_path), _count(4))
    edited(path, _cell("#technology_contract", 3, "约三百万", 2))
    back = tmp_path / "back.xlsx"
    assert run("eval", PAGE, "--facts", path, "--annotate", back).code == 1
    book = openpyxl.load_workbook(back)
    comments = {f"{sheet.title}!{cell.coordinate}": cell.comment.text for sheet in book for row in sheet.iter_rows()
                for cell in row if cell.comment}  # fmt: skip
    assert {*comments} == {"首页!F19", "明细!B11", "明细!C9"}


def test_options_of_the_form_are_refused_for_tables(tmp_path: Path) -> None:
    for words in (["--kind", "企业"], ["--rows", "4"]):
        ran = run("template", PAGE, "-o", tmp_path / "x.xlsx", "--for", "table", *words)
        assert (ran.code, "--rows" in ran.err) == (2, True)
    two = tmp_path / "two.csv"
    two.write_text("id,kinds\nF1,enterprise\nF2,enterprise\n", encoding="utf-8")
    ran = run("template", PAGE, "-o", tmp_path / "x.xlsx", "--facts", two)
    assert (ran.code, "--for table" in ran.err) == (2, True)


@pytest.mark.broad
def test_cities_with_series_are_settled_from_a_form(tmp_path: Path) -> None:
    policy, given_series = policy_of(CITIES["quanzhou"].page), series_of("quanzhou")
    facts = stated_by_firm(policy, drawn("quanzhou", 5, 3)[-1])
    path = tmp_path / "form.xlsx"
    path.write_bytes(filled_form([policy.code], Language.ZH, facts=facts)[0])
    again = dict(read(str(path), [policy.code]).applicants[0])
    assert decided(policy, again, given_series).due == decided(policy, facts, given_series).due
