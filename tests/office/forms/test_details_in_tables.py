"""Details in workbooks and CSV: read under their headings, kept by templates, refused where digits may be lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from ipdsl.base.findings.finding import Report, Severity
from ipdsl.base.findings.phrase import Language
from ipdsl.office.forms.form import Audience, filled_workbook
from ipdsl.office.forms.stated_facts import findings_at_cells, read
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.details import DETAILS, USUAL_DETAILS
from tests.support.batch.cities import policy_of
from tests.support.cli import run
from tests.support.rows import each_row

POLICY = policy_of("shaoguan_2021")
WHO = ("id", "kinds")


def book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """A workbook with these sheets; a tuple is a number with its format, or a formula with its result."""
    made = xlsxwriter.Workbook(str(path))
    for title, rows in sheets.items():
        sheet = made.add_worksheet(title)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, tuple) and str(cell[0]).startswith("="):
                    sheet.write_formula(row, column, cell[0], None, cell[1])
                elif isinstance(cell, tuple):
                    sheet.write_number(row, column, cell[0], made.add_format({"num_format": cell[1]}))
                elif cell is not None:
                    sheet.write(row, column, cell)
    made.close()
    return path


def firms(tmp_path: Path, headings: list[str], *rows: list[Any], **sheets: list[list[Any]]) -> Path:
    """A workbook of firms with details under these headings."""
    listed = [[f"F{number}", "enterprise", *row] for number, row in enumerate(rows, 1)]
    return book(tmp_path / "firms.xlsx", {"申请人": [[*WHO, *headings], *listed], **sheets})


def details_in(path: Path) -> list[dict[str, str]]:
    """The details of each applicant, as the reader of facts gives them."""
    details: list[dict[str, str]] = []
    for facts in read(str(path), [POLICY.code]).applicants:
        try:
            details.append(dict(POLICY.read_facts(facts).details))
        except FactsError as error:
            raise FactsError(Report(findings_at_cells(error.report, facts))) from None
    return details


def problems_of(path: Path) -> FactsError:
    """The problems of a file, in its sheets or in its values."""
    with pytest.raises(FactsError) as error:
        details_in(path)
    return error.value


# ---------------------------------------------------------------------------------------------- headings


@pytest.mark.broad
def test_headings_are_details_in_any_spelling(tmp_path: Path) -> None:
    path = firms(
        tmp_path,
        ["单位名称", "Account number", "附：镇街", "Note: Town", "附 :行业", "details.bank", "details.楼层"],
        ["丹霞仪器", "0044050112345678", "新韶镇", "x", "机械", "农商银行", "3"],
        ["乙", None, None, " ", None, None, None],
    )
    assert details_in(path) == [
        {
            "name": "丹霞仪器",
            "account": "0044050112345678",
            "镇街": "新韶镇",
            "Town": "x",
            "行业": "机械",
            "bank": "农商银行",
            "楼层": "3",
        },
        {"name": "乙"},
    ]


@pytest.mark.broad
@each_row("heading", [spelling for name, others in DETAILS.items() for spelling in (name, *others)])
def test_every_spelling_is_a_heading(tmp_path: Path, heading: str) -> None:
    (tmp_path / "firms.csv").write_text(f"id,kinds,{heading.upper()}\nF1,enterprise,x y\n", encoding="utf-8")
    [details] = details_in(tmp_path / "firms.csv")
    assert [*details.values()] == ["x y"]
    assert details.keys() <= DETAILS.keys()


@pytest.mark.broad
@each_row(
    ("headings", "cells", "codes", "place"),
    [
        (["账号", "account"], ["1", "2"], ["R101"], "申请人!D1"),
        (["附：Town", "note: to-wn"], ["1", "2"], ["R101"], "申请人!D1"),
        (["镇街"], ["新韶镇"], ["R102"], "申请人!C1"),
        (["附：在本市"], ["是"], ["R144"], "申请人!C2"),
        (["附：id"], ["F1"], ["R144"], "申请人!C2"),
        (["附："], ["x"], ["R035"], "申请人!C1"),
        (["note: "], ["x"], ["R035"], "申请人!C1"),
        (["附：" + "x" * 101], ["x"], ["R035"], "申请人!C1"),
        ([f"附：{number}" for number in range(51)], ["x"] * 51, ["R145"], "申请人!2"),
        (["名称"], ["无"], ["R035"], "申请人!C2"),
        (["附：镇街"], [True], ["R143"], "申请人!C2"),
        (["附：镇街"], ["a\nb"], ["R035"], "申请人!C2"),
        (["附：镇街"], [("=1/0", "#N/A")], ["R104"], "申请人!C2"),
        (["账号"], [4405011234567890123], ["R104"], "申请人!C2"),
        (["账号"], [62220212], ["R104"], "申请人!C2"),
        (["统一社会信用代码"], [914402001234], ["R104"], "申请人!C2"),
        (["联行号"], [102, None], ["R104"], "申请人!C2"),
        (["电话"], [7518880001], ["R104"], "申请人!C2"),
        (["账号"], [("=A1*1", 62220212)], ["R104"], "申请人!C2"),
        (["账号"], ["6.22202E+18"], ["R104"], "申请人!C2"),
        (["账号"], [(62220212, "0,")], ["R113"], "申请人!C2"),
        (["附：面积"], [1234567890123456789], ["R104"], "申请人!C2"),
        ([None], ["62220212345678"], ["R103"], "申请人!C2"),
    ],
)
def test_wrong_details_are_reported_at_their_cells(
    tmp_path: Path, headings: list[Any], cells: list[Any], codes: list[str], place: str
) -> None:
    error = problems_of(firms(tmp_path, headings, cells))
    errors = [finding for finding in error.report if finding.severity is Severity.ERROR]
    assert [finding.code for finding in errors] == codes
    assert [str(finding.path).endswith(place) for finding in errors] == [True]
    assert not any(part in str(error) for part in ("622202", "44050", "144020", "123456", "75188"))


@pytest.mark.broad
def test_a_detail_in_a_sheet_of_records_is_not_a_column(tmp_path: Path) -> None:
    records = [["contract", "amount", "账号"], ["A", 100, "1"]]
    error = problems_of(firms(tmp_path, ["名称"], ["丹霞仪器"], technology_contract=records))
    assert [finding.code for finding in error.report] == ["R102"]
    assert "the sheet `applicant`" in str(error)


@pytest.mark.broad
def test_an_unknown_heading_is_advised_how_to_keep_it(tmp_path: Path) -> None:
    assert "`note: 镇街`" in str(problems_of(firms(tmp_path, ["镇街"], ["新韶镇"])))


@pytest.mark.broad
def test_numbers_that_have_lost_nothing_are_read(tmp_path: Path) -> None:
    path = firms(tmp_path, ["电话", "账号", "附：人数"], [13800000000, (62220212, "0000000000"), 30])
    assert details_in(path) == [{"phone": "13800000000", "account": "0062220212", "人数": "30"}]
    notes = read(str(path), [POLICY.code]).notes
    assert [note.code for note in notes] == ["R109", "R110"]
    assert "622202" not in str(FactsError(notes))


@pytest.mark.broad
def test_a_field_of_the_vocabulary_wins(tmp_path: Path) -> None:
    (tmp_path / "words.ipp").write_text(
        "vocabulary words\napplicant firm\napplicant fields\n"
        '  account "账号" text fixed\n  town text fixed\n'
        "record thing\n  key name\n  name text\n  made_on date\n  event made on made_on\n",
        encoding="utf-8",
    )
    page = tmp_path / "page.ipp"
    page.write_text(
        "policy page\n  effective from 2020-01-01\n  use words\narticle 1\n  award 10 when thing made\n",
        encoding="utf-8",
    )
    facts = tmp_path / "firms.csv"
    facts.write_text("id,kinds,账号,名称,note: place\nF1,firm,62,丹霞,x\n", encoding="utf-8")
    import ipdsl

    policy = ipdsl.load(page)
    [stated] = read(str(facts), [policy.code]).applicants
    assert dict(stated)["applicant"] == {
        "id": "F1",
        "kinds": ["firm"],
        "account": "62",
        "details": {"name": "丹霞", "place": "x"},
    }
    data, _ = filled_workbook([policy.code], Audience.FIRM, [dict(stated)], Language.ZH)
    (tmp_path / "form.xlsx").write_bytes(data)
    headings = [cell.value for cell in openpyxl.load_workbook(tmp_path / "form.xlsx").worksheets[0][2]]
    assert headings.count("账号") == 1
    assert headings[4:10] == ["名称", "统一社会信用代码", "开户银行", "联系人", "联系电话", "附：place"]


# ---------------------------------------------------------------------------------------------- templates

STATED = {"name": "丹霞仪器", "账号": "0044050112345678", "镇街": "新韶镇", "To{w}n": "x", "language": None}


def form(path: Path, language: Language, *applicants: dict[str, Any], audience: Audience = Audience.FIRM) -> Path:
    """A template with these facts."""
    path.write_bytes(filled_workbook([POLICY.code], audience, applicants, language)[0])
    return path


@pytest.mark.broad
@each_row("language", [*Language])
def test_a_blank_form_offers_the_usual_details(tmp_path: Path, language: Language) -> None:
    path = form(tmp_path / "form.xlsx", language)
    headings = [cell.value for cell in openpyxl.load_workbook(path).worksheets[0][2]]
    labels = {name: name if language is Language.EN else DETAILS[name][0] for name in USUAL_DETAILS}
    start = headings.index(labels["name"])
    assert headings[start : start + 6] == [*labels.values()]


@pytest.mark.broad
@each_row("audience", [*Audience])
def test_a_template_keeps_the_details_of_the_facts(tmp_path: Path, audience: Audience) -> None:
    applicants = [
        {"applicant": {"id": "F1", "kinds": ["enterprise"], "details": STATED}},
        {"applicant": {"id": "F2", "kinds": ["enterprise"], "details": {"account": "00", "town": "1", "to{w}n": "y"}}},
    ]
    for language in Language:
        path = form(tmp_path / "form.xlsx", language, *applicants, audience=audience)
        assert details_in(path) == [
            {"name": "丹霞仪器", "account": "0044050112345678", "镇街": "新韶镇", "to{w}n": "x"},
            {"account": "00", "town": "1", "to{w}n": "y"},
        ]


@pytest.mark.broad
def test_columns_added_to_a_template_are_read(tmp_path: Path) -> None:
    path = form(tmp_path / "form.xlsx", Language.ZH, {"applicant": {"id": "F1", "kinds": ["enterprise"]}})
    made = openpyxl.load_workbook(path)
    sheet = made.worksheets[0]
    last = sheet.max_column
    for position, (heading, text) in enumerate([("地址", "1号"), ("附：镇街", "新韶镇"), ("行业", "机械")], last + 1):
        sheet.cell(2, position, heading)
        sheet.cell(4, position, text)
    made.save(path)
    error = problems_of(path)
    assert [finding.code for finding in error.report] == ["R102"]
    sheet.cell(4, last + 3).value = None
    made.save(path)
    assert details_in(path) == [{"address": "1号", "镇街": "新韶镇"}]
    sheet.cell(2, last + 1).value = "开户行"
    sheet.cell(4, [cell.value for cell in sheet[2]].index("开户银行") + 1).value = "x"
    made.save(path)
    assert [finding.code for finding in problems_of(path).report] == ["R101"]


@pytest.mark.broad
def test_the_commands_pass_details_through_a_form(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(
        json.dumps({"applicant": {"id": "F1", "kinds": ["enterprise"], "details": STATED}}, ensure_ascii=False),
        encoding="utf-8",
    )
    path = tmp_path / "form.xlsx"
    assert run("template", "shaoguan_2021", "--facts", str(facts), "-o", str(path)).code == 0
    assert details_in(path) == [{"name": "丹霞仪器", "account": "0044050112345678", "镇街": "新韶镇", "To{w}n": "x"}]


# ---------------------------------------------------------------------------------------------- CSV


@pytest.mark.broad
def test_csv_shows_the_last_four_digits(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text('"名\n单"\n\nid,kinds,"账号",located_here\nF1,enterprise,"62220211110001\n",1\n', encoding="utf-8")
    shown = run("eval", "shaoguan_2021", "--facts", str(path)).both
    assert 'F1,enterprise,"**********0001' in shown
    path.write_text("id,kinds,账号,located_here\nF2,enterprise,62220211110002,maybe\n", encoding="utf-8")
    shown += run("eval", "shaoguan_2021", "--facts", str(path)).both
    assert "F2,enterprise,**********0002,maybe" in shown
    assert "6222" not in shown
    assert "1100" not in shown


@pytest.mark.broad
@each_row("cell", ["6.22202E+18", "62220211110001.0", "'62220211110001", "#####", "nan"])
def test_an_account_that_a_program_changed_is_refused(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(f"id,kinds,账号\nF1,enterprise,{cell}\n", encoding="utf-8")
    error = problems_of(path)
    assert [finding.code for finding in error.report] == ["R104"]
    assert "622202" not in str(error)


@pytest.mark.broad
@each_row("options", [["--each"], ["--cohort"]])
def test_lists_are_the_same_with_and_without_details(tmp_path: Path, options: list[str]) -> None:
    outputs: list[str] = []
    for rows in (
        ["id,kinds,located_here", "F1,enterprise,1", "F2,enterprise,0"],
        ["id,账号,kinds,附：镇街,located_here", "F1,62220211110001,enterprise,x,1", "F2,,enterprise,y,0"],
    ):
        path = tmp_path / "firms.csv"
        path.write_text("\n".join(rows), encoding="utf-8")
        outputs.append(run("eval", "shaoguan_2021", "--facts", str(path), *options, "--format", "json").both)
    assert outputs[0] == outputs[1] != ""
