"""Untrusted workbooks: oversized files are refused, nothing is lost, and no source file is overwritten."""

from __future__ import annotations

import datetime
import io
import re
import sys
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.office.errors import DuplicatePlace, WorkbookLibraryMissing
from ipdsl.office.forms.stated_facts import read
from ipdsl.office.sheets import workbook, workbook_process
from ipdsl.plain_data.errors import FactsError
from tests.conftest import ROOT
from tests.support.batch.cities import policy_of
from tests.support.cli import run
from tests.support.golden import check_golden
from tests.support.slow import sampled
from tests.support.workbooks import from_text

POLICY = policy_of("shaoguan_2021")
WHO = [["id", "kinds"], ["F1", "enterprise"]]
CONTRACT = ["contract", "amount", "recorded_on", "put_to_use", "related_party"]


def book(folder: Path, sheets: dict[str, list[list[Any]]], **options: Any) -> Path:
    """A workbook with these sheets."""
    path = folder / "facts.xlsx"
    made = xlsxwriter.Workbook(str(path), options)
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    for title, rows in sheets.items():
        sheet = made.add_worksheet(title)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(at, column, cell, day)
                elif cell is not None:
                    sheet.write(at, column, cell)
    made.close()
    return path


def facts(path: Path) -> dict[str, Any]:
    [one] = read(str(path), [POLICY.code]).applicants
    return dict(one)


def refused(path: Path) -> list[str]:
    with pytest.raises(FactsError) as found:
        read(str(path), [POLICY.code])
    return [one.code for one in found.value.report]


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same archive with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


# ---------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_are_those_of_the_calendar_of_the_workbook(tmp_path: Path, is_1904: bool) -> None:
    rows = [CONTRACT, ["A", 100, datetime.date(2022, 3, 1)]]
    path = book(tmp_path, {"applicant": WHO, "technology_contract": rows}, date_1904=is_1904)
    assert facts(path)["records"]["technology_contract"][0]["recorded_on"] == "2022-03-01"


@pytest.mark.parametrize(
    ("cell", "said"),
    sampled(
        [
            (0.1 + 0.2, "0.3"),
            (1234567.89, "1234567.89"),
            (20000.0, 20000),
            (1e15 / 3, "333333333333333"),
            (1e-5, "1e-05"),
        ],
        3,
        others="broad",
    ),
)
def test_a_number_is_what_the_workbook_shows_of_it(tmp_path: Path, cell: float, said: object) -> None:
    path = book(tmp_path, {"applicant": WHO, "technology_contract": [CONTRACT, ["A", cell]]})
    assert facts(path)["records"]["technology_contract"][0]["amount"] == said


def test_zeros_before_a_name_that_is_text_are_kept(tmp_path: Path) -> None:
    path = book(
        tmp_path, {"applicant": WHO, "technology_contract": [CONTRACT, ["007"]]}, strings_to_numbers=False
    )  # fmt: skip
    assert facts(path)["records"]["technology_contract"] == [{"contract": "007"}]


def test_what_is_said_of_a_kind_is_what_facts_say(tmp_path: Path) -> None:
    asked = "applicant.records.technology_contract"
    said: dict[str | None, Any] = {
        None: None, "全部列出": [], "none": [], "部分列出": {"partial": True, "items": []},
    }  # fmt: skip
    for word, listing in said.items():
        path = book(tmp_path, {"applicant": [["id", "kinds", asked], ["F1", "enterprise", word]]})
        assert facts(path).get("records", {}).get("technology_contract") == listing


def test_periods_stand_in_their_sheet(tmp_path: Path) -> None:
    rows = [["fact", "value", "from", "to"], ["在本市", "是", datetime.date(2022, 1, 1), None]]
    stated = facts(book(tmp_path, {"applicant": WHO, "periods": rows}))
    assert stated["applicant"]["located_here"] == [{"value": True, "from": "2022-01-01"}]


def test_columns_may_be_moved_and_sheets_renamed(tmp_path: Path) -> None:
    rows = [["technology_contract.amount", "technology_contract.contract"], ["sum", "number"], [100, "A"]]
    path = book(tmp_path, {"firm": [["applicant.kinds", "applicant.id"], ["a", "b"], ["enterprise", "F1"]], "x": rows})
    assert facts(path) == {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"technology_contract": [{"amount": 100, "contract": "A"}]},
    }


def test_formulas_that_were_never_worked_out_are_told_beyond_the_last_value_too(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.title = "applicant"
    for row in WHO:
        made.active.append(row)
    sheet = made.create_sheet("technology_contract")
    for row in [CONTRACT, ["A", "=50+50"], ["B", "=60+60"], [None, "=70+70"]]:
        sheet.append(row)
    made.save(tmp_path / "facts.xlsx")
    with pytest.raises(FactsError) as found:
        read(str(tmp_path / "facts.xlsx"), [POLICY.code])
    places = [str(one.path).rpartition("!")[2] for one in found.value.report if one.code == "R104"]
    assert places == ["B2", "B3", "B4"]


def test_headings_that_are_no_words_are_told_as_they_show(tmp_path: Path) -> None:
    rows = [[*CONTRACT, 2022.5, datetime.date(2022, 3, 1), " "], ["A", 100]]
    with pytest.raises(FactsError) as found:
        read(str(book(tmp_path, {"applicant": WHO, "technology_contract": rows})), [POLICY.code])
    assert [vars(one)["word"] for one in found.value.report if one.code == "R102"] == ["2022.5", "2022-03-01"]


def test_an_applicant_without_an_id_is_suggested_to_nobody(tmp_path: Path) -> None:
    sheets = {"applicant": [["kinds"], ["enterprise"]], "technology_contract": [["applicant", *CONTRACT], ["1", "A"]]}
    with pytest.raises(FactsError) as found:
        read(str(book(tmp_path, sheets)), [POLICY.code])
    [one] = [one for one in found.value.report if one.code == "R105"]
    assert not one.nearest


# ---------------------------------------------------------------------------------------------- limits


def test_a_sheet_that_says_it_is_small_is_read_whole(tmp_path: Path) -> None:
    rows = [CONTRACT, *[[f"C{at}", 100] for at in range(300)]]
    path = book(tmp_path, {"applicant": WHO, "technology_contract": rows})
    small = changed(path, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b'ref="A1:E301"', b'ref="A1:E3"'))
    assert len(facts(small)["records"]["technology_contract"]) == 300


def test_a_cell_far_out_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path, {"applicant": WHO, "technology_contract": [CONTRACT]})
    far = changed(
        path, "xl/worksheets/sheet2.xml",
        lambda xml: xml.replace(b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'),
    )  # fmt: skip
    assert refused(far) == ["U091"]


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path, {"applicant": WHO})
    assert refused(changed(path, "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 50_000_000)) == ["U091"]


def test_more_rows_than_are_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path, {"applicant": WHO * 3})
    monkeypatch.setattr(workbook_process, "ROWS", 5)
    with path.open("rb") as file, pytest.raises(workbook_process.RefusedError, match="rows"):
        list(workbook_process._sheets(file, zipfile.ZipFile(path), False))


def test_entities_that_grow_are_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9)
    ) + b"]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"  # fmt: skip
    path = book(tmp_path, {"applicant": WHO})
    assert refused(changed(path, "xl/worksheets/sheet1.xml", lambda _: bomb)) == ["U091"]


def test_a_document_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refused(path) == ["U091"]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refused(path) == ["U091"]


def test_a_workbook_of_the_old_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.xls"
    path.write_bytes(workbook_process.OLD + b"\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert refused(path) == ["U091"]


@pytest.mark.parametrize("name", sampled(["facts.xls", "facts.et", "FACTS.XLSM"], 3, others="broad"))
def test_a_workbook_is_what_it_holds_whatever_its_name_ends_with(tmp_path: Path, name: str) -> None:
    path = book(tmp_path, {"applicant": WHO, "technology_contract": [CONTRACT, ["A", "much"]]}).rename(tmp_path / name)
    copy = tmp_path / "back.xlsx"
    ran = run("eval", "shaoguan_2021", "--full", "--facts", str(path), "--annotate", str(copy))
    assert f"{name} technology_contract!B2" in ran.err
    assert openpyxl.load_workbook(copy)["technology_contract"]["B2"].comment is not None


@pytest.mark.parametrize(
    ("language", "near"),
    sampled([("en", "did you mean `enterprise`?"), ("zh", "是否为`enterprise`？")], 2, others="broad"),
)
def test_a_comment_names_the_near_word(tmp_path: Path, language: str, near: str) -> None:
    path, copy = book(tmp_path, {"applicant": [WHO[0], [*WHO[1][:1], "enterprize"]]}), tmp_path / "back.xlsx"
    run("eval", "shaoguan_2021", "--facts", str(path), "--annotate", str(copy), "--lang", language)
    comment = openpyxl.load_workbook(copy)["applicant"]["B2"].comment
    assert comment is not None
    assert near in comment.text.split("\n")


def test_a_broken_workbook_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    whole = book(tmp_path, {"applicant": WHO, "technology_contract": [CONTRACT, ["A"]]}).read_bytes()
    path = tmp_path / "cut.xlsx"
    for share in (0.1, 0.5, 0.9, 0.99):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert refused(path) == ["U091"], share


def test_a_workbook_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SECONDS", 0.001)
    path = book(tmp_path, {"applicant": WHO})
    with pytest.raises(FactsError) as found:
        read(str(path), [POLICY.code])
    assert "takes too long" in str(found.value)


@pytest.mark.parametrize("lines", [[], [b'{"macros": false}\n'], [b'{"macros": false}\n', b'{"title": "appl']])
def test_a_workbook_told_to_the_half_is_none(lines: list[bytes]) -> None:
    assert workbook._parse_output("facts.xlsx", lines) is None


# ---------------------------------------------------------------------------------------------- hidden content


@pytest.mark.parametrize("word", ["1", "true"], ids=["Excel", "LibreOffice"])
def test_hidden_rows_and_columns_that_were_read_are_told(tmp_path: Path, word: str) -> None:
    rows = [CONTRACT, *([f"A{at}", 100, None, "yes", "no"] for at in range(5))]
    path = book(tmp_path, {"applicant": WHO, "technology_contract": rows})

    def hide(xml: bytes) -> bytes:
        said = f'hidden="{word}"'.encode()
        for row in (3, 5):
            xml = xml.replace(b'<row r="%d" ' % row, b'<row r="%d" %s ' % (row, said))
        xml = xml.replace(b'<row r="4" ', b'<row r="4" hidden="false" ')
        columns = b'<cols><col min="2" max="3" width="9" %s/><col min="6" max="6" width="9"/></cols>' % said
        return xml.replace(b"<sheetData>", columns + b"<sheetData>")

    stated = read(str(changed(path, "xl/worksheets/sheet2.xml", hide)), [POLICY.code])
    told = [str(one) for one in stated.notes]
    assert sum("hidden rows were read: 2, the first is 3" in one for one in told) == 1, told
    assert sum("hidden columns were read: B, C" in one for one in told) == 1, told


def styled(folder: Path, **options: Any) -> tuple[Path, openpyxl.Workbook]:
    """A workbook with three contracts, opened to change its style."""
    rows = [CONTRACT, *([f"A{at}", 100, None, "yes", "no"] for at in range(3))]
    path = book(folder, {"applicant": WHO, "technology_contract": rows}, **options)
    return path, openpyxl.load_workbook(path)


@pytest.mark.parametrize(
    ("cells", "place"),
    [(["A3", "B3", "D3", "E3"], "3"), (["B4"], "4"), (["C3"], ""), (["A1", "C1"], ""), (["A9"], "")],
    ids=["a row", "a sum", "an empty cell", "headings", "below the rows"],
)
def test_a_value_that_is_struck_through_is_refused(tmp_path: Path, cells: list[str], place: str) -> None:
    path, made = styled(tmp_path)
    for cell in cells:
        made["technology_contract"][cell].font = Font(strike=True)
    made.save(path)
    with nullcontext() if not place else pytest.raises(FactsError) as found:
        read(str(path), [POLICY.code])
    if place:
        [one] = found.value.report
        assert (one.code, str(one.path).rpartition("!")[2]) == ("R104", place)
        assert ", ".join(cells) in str(one)


@pytest.mark.parametrize("part", [0, 1])
def test_a_text_that_is_struck_through_in_part_is_refused(tmp_path: Path, part: int) -> None:
    path = tmp_path / "facts.xlsx"
    made = xlsxwriter.Workbook(str(path))
    made.add_worksheet("applicant").write_row(0, 0, ["id", "kinds"])
    made.sheetnames["applicant"].write_row(1, 0, ["F1", "enterprise"])
    sheet = made.add_worksheet("technology_contract")
    sheet.write_row(0, 0, CONTRACT)
    sheet.write_row(1, 0, ["A1", "", "2022-03-01"])
    pieces = [
        made.add_format({"font_strikeout": part == 0}),
        "1000",
        made.add_format({"font_strikeout": part == 1}),
        "200",
    ]
    sheet.write_rich_string(1, 1, *pieces)
    made.close()
    assert refused(path) == ["R104"]


@pytest.mark.broad
@pytest.mark.parametrize(
    ("cell", "text", "unit"),
    [
        ("B1", "单位：万元", "万元"), ("B3", "张三:\n以上金额单位：千元", "千元"), ("A1", "unit: thousand", "thousand"),
        ("B2", "amounts in EUR", "eur"), ("B1", "单位：元", ""), ("B1", "已核对合同原件", ""),
        ("B1", "R112: “单位：万元”写明的单位是“万元”，而数字按元读取", ""),
        ("B1", "已核对\n\nR112: “单位：万元”写明的单位是“万元”，而数字按元读取", ""),
    ],
)  # fmt: skip
def test_a_unit_in_a_comment_is_refused_if_sums_are_read_in_another(
    tmp_path: Path, cell: str, text: str, unit: str
) -> None:
    path, made = styled(tmp_path)
    made["technology_contract"][cell].comment = Comment(text, "")
    made.save(path)
    if not unit:
        assert len(facts(path)["records"]["technology_contract"]) == 3
        return
    with pytest.raises(FactsError) as found:
        read(str(path), [POLICY.code])
    assert [(one.code, str(one.path).rpartition("!")[2]) for one in found.value.report] == [("R112", cell)]
    assert [getattr(one, "unit", "") for one in found.value.report] == [unit]


# ---------------------------------------------------------------------------------------------- copies


@pytest.mark.broad
def test_a_copy_with_findings_keeps_lists_formats_and_hidden_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("template", "shaoguan_2021", "--for", "table", "-o", "facts.xlsx").code == 0
    filled = openpyxl.load_workbook("facts.xlsx")
    filled["applicant"].append([None, "F1", "firm"])
    filled.save("facts.xlsx")
    before = Path("facts.xlsx").read_bytes()
    ran = run("eval", "shaoguan_2021", "--full", "--facts", "facts.xlsx", "--annotate", "back.xlsx")
    assert ran.code == 1
    assert Path("facts.xlsx").read_bytes() == before
    copy, first = openpyxl.load_workbook("back.xlsx"), openpyxl.load_workbook("facts.xlsx")
    cell = copy["applicant"]["C4"]
    assert cell.comment.text.startswith("R023: ")
    assert ("did you mean" in cell.comment.text) == ("did you mean" in ran.err)
    assert cell.fill.start_color.rgb == "FFFFC7CE"
    for sheet in first:
        lists = [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation]
        assert [(str(one.sqref), one.formula1) for one in copy[sheet.title].data_validations.dataValidation] == lists
        assert copy[sheet.title].row_dimensions[1].hidden == sheet.row_dimensions[1].hidden


def test_a_copy_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book(tmp_path, {"applicant": [["id", "kinds"], ["F1", "firm"]]})
    ran = run("eval", "shaoguan_2021", "--full", "--facts", "facts.xlsx", "--annotate", "nowhere/back.xlsx")
    assert ran.code == 2
    assert "error[R023]" in ran.err
    assert "error[U013]" in ran.err


# ---------------------------------------------------------------------------------------------- the template


@pytest.mark.parametrize("language", sampled(Language, 2, others="broad"))
def test_a_template_of_any_policy_is_read_as_no_facts(tmp_path: Path, language: Language) -> None:
    from ipdsl.office.forms.form import Audience, form_of, write

    for page, audience in (("shaoguan_2021", Audience.FIRM), ("quanzhou_2021", Audience.BUREAU)):
        policy = policy_of(page)
        form = form_of([policy.code], audience)
        path = tmp_path / f"{page}.xlsx"
        path.write_bytes(write(form, language))
        with pytest.raises(FactsError) as found:
            read(str(path), [policy.code])
        assert [one.code for one in found.value.report] == ["R108"], page
        made = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        hidden = [sheet for sheet in made.worksheets if sheet.sheet_state == "hidden"]
        assert [sheet.title for sheet in hidden] == ["_lists", "_ledger"][: len(made.sheetnames) - len(form.sheets)]
        assert ("_ledger" in made.sheetnames) == (audience is Audience.BUREAU)
        assert made.active.title == made.sheetnames[0]
        for sheet in made.worksheets[: len(form.sheets)]:
            assert sheet.freeze_panes == "C3"
            assert sheet.row_dimensions[1].hidden


def test_a_template_has_a_column_for_all_that_a_policy_reads() -> None:
    from ipdsl.batch.intake.reads import reads_of
    from ipdsl.office.forms.form import form_of

    for page in ("shaoguan_2021", "dongyang_2021", "quanzhou_2021", "qingyuan_2018", "foshan_2020"):
        code = policy_of(page).code
        form, reads = form_of([code]), reads_of(code)
        assert {f"applicant.{name}" for name in reads.applicant} <= form.sheets_by_name[
            "applicant"
        ].columns_by_path.keys()
        schema = code.program.schema
        for clause in code.program.clauses:
            if kind := clause.trigger.record:
                sheet = next(form.sheets_by_name[one] for one in schema.lineage(kind) if one in form.sheets_by_name)
                fixed = {name for name, _ in schema.record_by_name[kind].fixed}
                wanted = {f"{sheet.name}.{name}" for name in reads.fields[kind] if name not in fixed}
                assert wanted <= sheet.columns_by_path.keys(), kind


def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for library, words in (
        ("xlsxwriter", ["template", "shaoguan_2021", "-o", str(tmp_path / "a.xlsx")]),
        ("python_calamine", ["eval", "shaoguan_2021", "--full", "--facts", str(book(tmp_path, {"applicant": WHO}))]),
    ):
        with monkeypatch.context() as without:
            without.setitem(sys.modules, library, None)
            ran = run(*words)
        assert ran.code == 2
        assert "error[U090]" in ran.err


def test_what_no_console_text_can_show_in_words(update_golden: bool) -> None:
    places = (
        Phrase("the cell {place}", "单元格{place}", place="C7"),
        Phrase("the row {place}", "第{place}行", place="7"),
    )
    twice = [DuplicatePlace(path="facts.xlsx 专利合同!C7", place=place) for place in places]
    findings = Report([WorkbookLibraryMissing(library="openpyxl"), *twice])
    told = "\n\n".join(render(findings, Sources(), language=language) for language in Language)
    check_golden(ROOT / "tests" / "golden" / "tables" / "desk_findings.txt", f"{told}\n", update_golden)


PAPER = """# 申请人
2022年度申报表
编号 | 申请人类别 | 在本市
F1 | 企业 | √
# 专利合同
韶关市专利合同备案情况
（单位盖章）
合同号 | 金额（元） | 备案日 | 已实施 | 关联方
A | ￥3,000,000 | 2022.3.1 | ✓ | ×
B | 人民币300万元整 | 2022 年 9 月 1 日 | √ | ×
C | 1200000 元 | 2022．10．01 | 是 | 否
# 核定金额
条款 | 项目 | 金额（元）
1.invention_patent.granted | Z | ¥500
"""


def test_a_form_as_it_is_filled_in_on_paper(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(from_text(PAPER))
    [one] = read(str(path), [policy_of("shaoguan_2021").code]).applicants
    assert one["applicant"]["located_here"] is True
    assert [(each["amount"], each["recorded_on"], each["put_to_use"], each["related_party"])
            for each in one["records"]["technology_contract"]] == [
        ("3000000元", "2022-03-01", True, False), ("3000000元", "2022-09-01", True, False),
        ("1200000元", "2022-10-01", True, False),
    ]  # fmt: skip
    assert one["approvals"][0]["amount"] == "500元"
    ran = run("eval", "shaoguan_2021", "--facts", path, "--only", "7")
    assert ran.code == 0, ran.both
    assert "50,000.00" in ran.out


def test_a_heading_in_ten_thousands_is_not_taken_for_one_in_yuan(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(from_text("# 申请人\n编号 | 申请人类别\nF1 | 企业\n# 专利合同\n合同号 | 金额（万元）\nA | 300\n"))
    ran = run("eval", "shaoguan_2021", "--full", "--facts", path)
    assert ran.code == 1
    assert "error[R112]" in ran.err
    assert "专利合同!B1" in ran.err
    assert "R102" not in ran.err


@pytest.mark.parametrize(
    ("row", "place"),
    sampled([
        ([None, "合 计", 300], "B3"), ([None, "总计：", "300万元"], "B3"), (["小计", None, 300.5], "A3"),
        ([None, "Total", "300"], "B3"), ([None, "合计", 300, "备案日"], "B3"), ([None, "合计"], "B3"),
        ([None, "合计", 300, datetime.date(2022, 3, 1)], "B3"), ([None, "合计利华", 300], ""),
        ([None, "合计", None, None, True], "B3"), ([None, "合计（元）", 8000], "B3"), ([None, "总计(元)", 8000], "B3"),
        ([None, "Total (CNY)", 8000], "B3"), ([None, "本页小计：", "8000元"], "B3"), ([None, "2022年共计", 8000], "B3"),
        ([None, "GRAND TOTAL:", 8000], "B3"), ([None, "設計總計", 8000], ""), ([None, "累计贡献奖", 8000], ""),
        (["合计金额（万元）", None, 0.8], "A3"), ([None, "Total S.A.", 8000], ""),
    ], 3, others="broad"),
)  # fmt: skip
def test_a_row_that_adds_up_others_is_no_record(tmp_path: Path, row: list[Any], place: str) -> None:
    head = ["mark", *CONTRACT]
    path = book(tmp_path, {"applicant": WHO, "technology_contract": [head, [None, "A", 300], row, [None, "B", 5]]})
    if not place:
        assert len(facts(path)["records"]["technology_contract"]) == 3
        return
    with pytest.raises(FactsError) as found:
        read(str(path), [POLICY.code])
    [one] = (one for one in found.value.report if one.code == "R104")
    assert (one.code, one.path[-2:]) == ("R104", place)


# --------------------------------------------------------------------------------------------- formulas and blank cells


@pytest.mark.parametrize("empty", [b"<v></v>", b"<v/>"], ids=["Excel", "LibreOffice"])
def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path: Path, empty: bytes) -> None:
    """Formulas below the records and one between them. All of them show nothing."""
    path = book(tmp_path, {"applicant": WHO, "technology_contract": [CONTRACT, ["A"], ["B", 100]]})

    def draw_down(xml: bytes) -> bytes:
        cell = b'<c r="%s" t="str"><f>IF(H3="","",H3)</f>' + empty + b"</c>"
        xml = re.sub(rb'(<row r="2"[^>]*>.*?)</row>', lambda row: row[1] + cell % b"B2" + b"</row>", xml)
        rows = b"".join(b'<row r="%d">' % at + cell % b"A%d" % at + cell % b"B%d" % at + b"</row>" for at in (4, 5, 6))
        return xml.replace(b"</sheetData>", rows + b"</sheetData>")

    stated = read(str(changed(path, "xl/worksheets/sheet2.xml", draw_down)), [POLICY.code])
    assert stated.applicants[0]["records"]["technology_contract"] == [
        {"contract": "A"},
        {"contract": "B", "amount": 100},
    ]
    [note] = stated.notes
    assert note.code == "R109"
    assert "7" in str(note)


@pytest.mark.parametrize(
    ("blank", "form"),
    sampled(product([" ", "\u3000", "\xa0", "\t", "\n"], ["{}A1", "A1{}", "{0}A1{0}"]), 4, others="broad"),
)
def test_blanks_around_a_name_are_left_out_and_told(tmp_path: Path, blank: str, form: str) -> None:
    rows = [CONTRACT, ["A0"], [form.format(blank)], [form.format(blank).replace("A1", "A2")]]
    stated = read(str(book(tmp_path, {"applicant": WHO, "technology_contract": rows})), [POLICY.code])
    assert [one["contract"] for one in stated.applicants[0]["records"]["technology_contract"]] == ["A0", "A1", "A2"]
    [note] = stated.notes
    assert (note.code, str(note.path).rpartition("!")[2]) == ("R109", "A3")


# ---------------------------------------------------------------------------------------------- errors and places

NEW_ERRORS = ["#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#PYTHON!", "#NEW!"]


def with_error(folder: Path, error: str, title: str) -> Path:
    """A workbook with an error in the cell B2 of a sheet."""
    sheets = {title: [["a", "b"], ["c"]], "applicant": WHO, "technology_contract": [CONTRACT, ["A", 100], ["B", 100]]}
    path = book(folder, sheets)
    number = [*sheets].index(title) + 1
    cell = b'<c r="B2" t="e"><f>X()</f><v>%s</v></c>' % error.encode()

    def put(xml: bytes) -> bytes:
        xml = re.sub(rb'<c r="B2"[^>]*>.*?</c>', b"", xml)
        return re.sub(rb'(<row r="2"[^>]*>.*?)</row>', lambda row: row[1] + cell + b"</row>", xml)

    return changed(path, f"xl/worksheets/sheet{number}.xml", put)


@pytest.mark.parametrize("error", sampled(["#DIV/0!", "#N/A", *NEW_ERRORS], 4, others="broad"))
def test_an_error_of_a_formula_is_reported_at_its_cell(tmp_path: Path, error: str) -> None:
    with pytest.raises(FactsError) as found:
        read(str(with_error(tmp_path, error, "technology_contract")), [POLICY.code])
    [one] = [one for one in found.value.report if one.code == "R104"]
    assert str(one.path).endswith("technology_contract!B2")
    assert error in one.texts().title


@pytest.mark.parametrize("error", ["#SPILL!", "#N/A"])
def test_a_sheet_that_is_not_read_may_hold_errors(tmp_path: Path, error: str) -> None:
    assert len(facts(with_error(tmp_path, error, "_notes"))["records"]["technology_contract"]) == 2


@pytest.mark.parametrize(
    ("more", "place"),
    sampled([
        (b'<row r="2"><c r="B2"><v>50000</v></c></row>', "B2"), (b'<row r="3"><c r="C3"><v>1</v></c></row>', "3"),
        (b'<row r="9"><c r="B9"><v>1</v></c><c r="B9"><v>2</v></c></row>', "B9"), (b'<row r="2"/>', "2"),
    ], 3, others="broad"),
)  # fmt: skip
def test_a_place_that_the_file_has_twice_is_refused(tmp_path: Path, more: bytes, place: str) -> None:
    path = book(tmp_path, {"applicant": WHO, "technology_contract": [CONTRACT, ["A", 20000], ["B", 100]]})
    twice = changed(path, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"</sheetData>", more + b"</sheetData>"))
    with pytest.raises(FactsError) as found:
        read(str(twice), [POLICY.code])
    assert ("R114", place) in [(one.code, str(one.path).rpartition("!")[2]) for one in found.value.report]


def test_cells_that_name_no_place_follow_each_other(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(str(tmp_path / "facts.xlsx"))
    for title, rows in (("applicant", WHO), ("technology_contract", [CONTRACT])):
        sheet = made.add_worksheet(title)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    sheet.write(1, 0, "A")
    sheet.write(1, 1, 4, made.add_format({"num_format": '0"万元"'}))
    made.close()
    path = changed(
        tmp_path / "facts.xlsx", "xl/worksheets/sheet2.xml",
        lambda xml: re.sub(rb'(<(?:row|c)) r="[A-Z]*[0-9]+"', rb"\1", xml),
    )  # fmt: skip
    assert facts(path)["records"]["technology_contract"] == [{"contract": "A", "amount": "4万元"}]


@pytest.mark.parametrize(
    "name", sampled(["202310001.0", "2.0221E+11", "'0001", "202,310,001", "#N/A", "nan"], 3, others="broad")
)
def test_a_text_that_a_program_has_changed_is_reported_where_a_name_belongs(tmp_path: Path, name: str) -> None:
    rows = [CONTRACT, [name, 3_000_000, "2022-03-01", "yes", "no"], ["2022-8", 3_000_000, "2022-03-01", "yes", "no"]]
    path = book(tmp_path, {"applicant": WHO, "technology_contract": rows}, strings_to_numbers=False)
    [note] = read(str(path), [POLICY.code]).notes
    assert (note.code, str(note.path).rpartition("!")[2]) == ("R109", "A2")
    assert facts(path)["records"]["technology_contract"][0]["contract"] == name, "the name is as it stands"


@pytest.mark.broad
@pytest.mark.parametrize(
    ("language", "words"), sampled([("en", "did you mean `enterprise`?"), ("zh", "是否为`")], 2, others="broad")
)
def test_a_comment_names_the_nearest_word_as_the_terminal_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("template", "shaoguan_2021", "--for", "table", "-o", "facts.xlsx").code == 0
    filled = openpyxl.load_workbook("facts.xlsx")
    filled["applicant"].append([None, "F1", "enterprize"])
    filled.save("facts.xlsx")
    call = ["eval", "shaoguan_2021", "--facts", "facts.xlsx", "--annotate", "back.xlsx", "--lang", language]
    assert run(*call).code == 1
    told = openpyxl.load_workbook("back.xlsx")["applicant"]["C4"].comment.text
    assert words in told


@pytest.mark.broad
@pytest.mark.parametrize("name", ["'0001", "`0001", "′0001", "＇0001", '="0001"'])
def test_a_sign_before_a_name_is_told_and_refused_beside_the_plain_name(tmp_path: Path, name: str) -> None:
    def stated(*rows: list[str]) -> Any:
        sheets = {"applicant": WHO, "technology_contract": [CONTRACT, ["A0"], [name], *rows]}
        return read(str(book(tmp_path, sheets, strings_to_formulas=False)), [POLICY.code])

    found = stated()
    assert [one["contract"] for one in found.applicants[0]["records"]["technology_contract"]] == ["A0", name]
    [note] = found.notes
    assert (note.code, str(note.path).rpartition("!")[2]) == ("R109", "A3")
    assert name in note.texts().title
    with pytest.raises(FactsError, match="R059"):
        POLICY.read_facts(stated(["0001"]).applicants[0])
