"""Number formats: a cell is read as it is shown, or it is refused. Identifiers never change."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.office.forms.stated_facts import read
from ipdsl.office.sheets.number_formats import BUILT_IN, day_letters, is_plain, shown_number, shown_text
from ipdsl.plain_data.errors import FactsError
from tests.support.rows import each_row
from tests.support.slow import sampled

DAY = datetime.date(2023, 3, 5)

WORDS = """vocabulary words "Words" "词汇"
applicant firm "企业"
record loan "贷款"
  key contract "合同号"
  sum "金额" money
  rate "利率" percent
  pieces "件数" count
  abroad "境外" yes/no
  drawn_on "放款日" date
  repaid_on "还款日" date
  event repaid on repaid_on "还款"
"""
PAGE = """policy demo "Demo" "示例"
  document "D 1"
  effective 2021-01-01 to 2025-12-31
  use words

article 1 "Loans" "贷款"
  award interest on sum at rate from drawn_on to repaid_on to firm when loan repaid
    as interest
"""


@each_row(
    ("code", "digits", "text"),
    [
        ('0.0"%"', "0.5", "0.5%"), ("0.0\\%", "0.9", "0.9%"), ("0.0!%", "0.9", "0.9%"), ('0.00"‰"', "0.5", "0.50‰"),
        ("0%", "0.5", "50%"), ("0.00%", "0.12345", "12.345%"), ("0%", "3", "300%"), ("0%", "-0.5", "-50%"),
        ('0"万元"', "4", "4万元"), ('#,##0"元"', "12345", "12345元"), ('General"元"', "300", "300元"),
        ("¥#,##0.00", "3000000", "¥3000000.00"), ("[$¥-804]#,##0;[$¥-804]-#,##0", "-5", "-¥5"),
        ("[$USD] 0", "5", "USD5"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0", "0"), ("#,##0_);[Red](#,##0)", "-5", "-5"),
        ("000000", "123", "000123"), ("0000-0000", "12345678", "1234-5678"), ('"A"000', "7", "A007"),
        ("0000-0000", "1234", "0000-1234"), ('0!.0000"万"', "123456", "12.3456万"), ('0"件"', "3", "3件"),
        ('[=1]"是";[=0]"否"', "1", "是"), ('[=1]"是";[=0]"否"', "0", "否"), ('0;-0;"无"', "0", "无"),
        ("+0;-0", "5", "5"),
        ('0000"年"00"月"00"日"', "20230305", "2023年03月05日"), ('[DBNum2][$-804]General"元整"', "300", "300元整"),
        ("(0)", "5", "(5)"), ("-0", "5", "-5"), ("# ?/?", "3", "3"), ('"A;"0', "1", "A;1"), ("@", "7", "7"),
    ],
)  # fmt: skip
def test_a_format_shows(code: str, digits: str, text: str) -> None:
    shown = shown_number(code, digits)
    assert shown is not None
    assert shown.text == text


@each_row(
    ("code", "digits"),
    [
        ("0.00,", "3000000"), ("0.0,,", "3000000"), ('0!.0,"万元"', "40000"), ('[>=10000]0.0,"万";0', "40000"),
        ("0;[Red]0", "-5"), (";;;", "5"), ("0;-0;;@", "0"), ("#", "0"), ("#,###", "0"), ("# ?/?", "0.5"), ("*00", "3"),
        ("0;", "-5"), ("[>5]0;[<0]0", "3"), ('0.0"万"0', "1.25"), ("yyyy", "5"),
    ],
)  # fmt: skip
def test_a_format_that_shows_something_else_is_found(code: str, digits: str) -> None:
    assert shown_number(code, digits) is None


PLAIN = [
    "General", "0", "0.00", "#,##0", "#,##0.00", "@", "#,##0_);(#,##0)", "#,##0.00_);[Red](#,##0.00)", "[蓝色]0",
    "0.0_ ",
    '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0.00_);[红色](0.00)", "0;-0",
]  # fmt: skip


@given(st.sampled_from(PLAIN), st.decimals(-(10**9), 10**9, places=3))
def test_a_plain_format_changes_no_number(code: str, value: Decimal) -> None:
    shown = shown_number(code, f"{value:f}")
    assert is_plain(code)
    assert shown is not None
    assert shown.is_number
    assert Decimal(shown.text) == value


@given(
    st.text(st.sampled_from('0#?.,%-()"元万A\\ _*;@![]<>=1y'), max_size=12),
    st.one_of(st.integers(-(10**9), 10**9).map(str), st.decimals(-1000, 1000, places=2).map(str)),
)
def test_any_format_shows_a_number_or_nothing(code: str, digits: str) -> None:
    shown = shown_number(code, digits)
    if is_plain(code):
        assert shown is not None
        assert Decimal(shown.text) == Decimal(digits)
    if shown is not None and shown.is_number:
        assert Decimal(shown.text) == Decimal(digits)


@given(st.integers(0, 10**9), st.integers(1, 12))
def test_zeros_before_a_number_are_shown_by_its_format(value: int, places: int) -> None:
    shown = shown_number("0" * places, str(value))
    assert shown is not None
    assert shown.text == str(value).zfill(places)


def test_formats_of_days_are_recognised() -> None:
    assert {day_letters(code) for code in BUILT_IN.values()} >= {"ymd", "ym", "md", "dmy", "hm"}
    assert not any(day_letters(code) for code in (*PLAIN, '0"d"', "[Red]0", "0\\d", "[$-804]0"))


def test_a_format_may_add_to_a_text() -> None:
    assert shown_text('0;0;0;@"万元"', "4") == "4万元"
    assert shown_text("0", "4") == "4"


# ---------------------------------------------------------------------------------------------- workbooks


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> ipdsl.Policy:
    folder = tmp_path_factory.mktemp("policy")
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    (folder / "demo.ipp").write_text(PAGE, encoding="utf-8")
    return ipdsl.load(folder / "demo.ipp")


Cell = tuple[str, Any, str]
"""A field, the value of its cell, and the code of its format."""

FIELDS = ("contract", "sum", "rate", "pieces", "abroad", "drawn_on", "repaid_on")


def workbook(folder: Path, cells: Sequence[Cell]) -> Path:
    """A workbook with a row for each of these cells, from row 2."""
    path = folder / "facts.xlsx"
    book = xlsxwriter.Workbook(str(path))
    who, loans = book.add_worksheet("applicant"), book.add_worksheet("loan")
    for at, row in enumerate((("id", "kinds"), ("F1", "firm"))):
        who.write_row(at, 0, row)
    loans.write_row(0, 0, FIELDS)
    for row, (field, value, code) in enumerate(cells, 1):
        loans.write_string(row, 0, f"L{row}")
        loans.write(row, FIELDS.index(field), value, book.add_format({"num_format": code}))
    book.close()
    return path


READ: list[tuple[Cell, Any]] = [
    (("rate", 0.5, '0.0"%"'), "0.5%"), (("rate", 0.9, "0.0\\%"), "0.9%"), (("rate", 3.7, '0.0"%"'), "3.7%"),
    (("rate", 0.5, "0.0%"), "50%"),
    (("rate", 0.5, '0.00"‰"'), "0.05%"), (("rate", 0.0385, "0.00%"), "3.85%"), (("rate", 0.5, "0.00"), "0.5"),
    (("sum", 3_000_000, '¥#,##0.00'), "3000000元"), (("sum", 4, '0"万元"'), "4万元"), (("sum", 3, '0"元"'), "3元"),
    (("sum", 3, "[$¥-804]#,##0"), "3元"), (("sum", 3_000_000, "#,##0.00"), 3_000_000), (("sum", 300, "[Red]0"), 300),
    (("sum", 300, '[DBNum2][$-804]General"元整"'), "300元"), (("sum", 123456, '0!.0000"万"'), "12.3456万"),
    (("sum", 0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '), 0), (("sum", -5, "0_);(0)"), -5),
    (("sum", 0, '0.00,'), 0), (("sum", "4", '0;0;0;@"万元"'), "4万元"), (("sum", 5, '0_);"d"0'), 5),
    (("sum", 30000.4, "#,##0"), "30000.4"), (("pieces", 3, '0.00'), 3),
    (("abroad", 1, '[=1]"是";[=0]"否"'), True), (("abroad", 0, '[=1]"是";[=0]"否"'), False),
    (("contract", 123, "000000"), "000123"), (("contract", 12345678, "0000-0000"), "1234-5678"),
    (("contract", 7, '"A"000'), "A007"), (("contract", 1234, "0"), "1234"), (("contract", "0012", "@"), "0012"),
    (("contract", 12, '"第"0"号"'), "第12号"), (("contract", 123456, "000000"), "123456"),
    (("drawn_on", 20230305, '0000"-"00"-"00'), "2023-03-05"), (("drawn_on", DAY, 'yyyy"年"m"月"d"日"'), "2023-03-05"),
    (("drawn_on", DAY, 'yyyy"年"m"月"'), "2023-03-05"), (("drawn_on", DAY, 'm"月"d"日"'), "2023-03-05"),
]  # fmt: skip
REFUSED: list[Cell] = [
    ("sum", 3_000_000, "0.00,"), ("sum", 3_000_000, "0.0,,"), ("sum", 40_000, '0!.0,"万元"'), ("sum", -5, "0;[Red]0"),
    ("sum", 5, ";;;"), ("sum", 0, "0;-0;"), ("sum", 0.5, "# ?/?"), ("sum", 40_000, '[>=10000]0.0,"万";0'),
    ("rate", 0.5, "0.0,"), ("pieces", 3000, "0,"), ("contract", 123.4, "000000"),
    ("contract", 202212345678, "0.00E+00"),
    ("contract", 1234, '"A"#,##0'), ("contract", 0.5, "0%"), ("contract", 1, "[DBNum1]000"),
]  # fmt: skip
NOT_TAKEN: list[tuple[Cell, str]] = [
    (("sum", 3, "0%"), "300%"), (("sum", 3, "$0"), "$3"),
    (("pieces", 3, "0%"), "300%"),
    (("pieces", 3, "¥0"), "¥3"), (("rate", 0.5, '0.0"个百分点"'), "0.5个百分点"),
]  # fmt: skip


def test_what_a_cell_shows_is_what_is_read(tmp_path: Path, policy: ipdsl.Policy) -> None:
    path = workbook(tmp_path, [cell for cell, _ in READ])
    [one] = read(str(path), [policy.code]).applicants
    for (cell, value), record in zip(READ, one["records"]["loan"], strict=True):
        assert record[cell[0]] == value, cell


def test_a_format_that_shows_something_else_is_refused_at_its_cell(tmp_path: Path, policy: ipdsl.Policy) -> None:
    with pytest.raises(FactsError) as found:
        read(str(workbook(tmp_path, REFUSED)), [policy.code])
    refused = {str(one.path).rpartition("!")[2]: one for one in found.value.report if one.code == "R113"}
    for row, (field, _, code) in enumerate(REFUSED, 2):
        one = refused.pop(f"{'ABCDEFG'[FIELDS.index(field)]}{row}")
        assert vars(one)["form"] == code
    assert not refused


def test_a_text_shown_that_its_field_does_not_take_is_refused(tmp_path: Path, policy: ipdsl.Policy) -> None:
    [one] = read(str(workbook(tmp_path, [cell for cell, _ in NOT_TAKEN])), [policy.code]).applicants
    with pytest.raises(FactsError) as found:
        read_facts_with_series(dict(one), policy.code.program)
    told = "\n".join(map(str, found.value.report))
    for row, ((field, _, _), text) in enumerate(NOT_TAKEN):
        assert f"$.records.loan[{row}].{field}" in told
        assert text in told


def test_how_a_format_was_read_is_told_once_a_column(tmp_path: Path, policy: ipdsl.Policy) -> None:
    cells: list[Cell] = [
        ("sum", 30000.4, "#,##0"), ("sum", 30000.6, "#,##0"), ("sum", 4, '0"万元"'), ("rate", 0.5, '0.0"%"'),
        ("rate", 0.5, "0.0%"), ("drawn_on", DAY, 'yyyy"年"m"月"'), ("contract", 123, "000000"),
    ]  # fmt: skip
    notes = read(str(workbook(tmp_path, cells)), [policy.code]).notes
    places = [str(one.path).rpartition("!")[2] for one in notes if one.code == "R109"]
    assert sorted(places) == ["A8", "B2", "B4", "C5", "F7"]


@pytest.mark.parametrize(
    ("code", "value", "is_read"),
    sampled(
        [
            ("#,##0", 1234, False),
            ("0.00", 1234, False),
            ("#,##0.00", 12, False),
            ("#,##0", 123, True),
            ("0", 1234, True),
        ],
        3,
        others="broad",
    ),
)
def test_a_name_is_not_shown_with_groups_or_decimals(
    tmp_path: Path, policy: ipdsl.Policy, code: str, value: int, is_read: bool
) -> None:
    path = workbook(tmp_path, [("sum", 5, "#,##0.00"), ("sum", 6000, "#,##0.00"), ("contract", value, code)])
    if is_read:
        [one] = read(str(path), [policy.code]).applicants
        assert [record.get("contract") for record in one["records"]["loan"]][-1] == str(value)
        assert [record.get("sum") for record in one["records"]["loan"]] == [5, 6000, None]
        return
    with pytest.raises(FactsError) as found:
        read(str(path), [policy.code])
    assert [(one.code, str(one.path).rpartition("!")[2]) for one in found.value.report] == [("R113", "A4")]


def test_interest_at_half_a_percent(tmp_path: Path, policy: ipdsl.Policy) -> None:
    loan = {"contract": "L1", "sum": 1_000_000, "drawn_on": "2023-03-01", "repaid_on": "2024-03-01"}
    path = tmp_path / "facts.xlsx"
    book = openpyxl.Workbook()
    for title, rows in (("applicant", [["id", "kinds"], ["F1", "firm"]]),
                        ("loan", [[*loan, "rate"], [*loan.values(), 0.5]])):  # fmt: skip
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book["loan"]["E2"].number_format = '0.0"%"'
    book.save(path)
    [one] = read(str(path), [policy.code]).applicants
    assert policy.evaluate(dict(one)).total.minor == 500_000


def test_a_style_that_no_cell_names_counts(tmp_path: Path, policy: ipdsl.Policy) -> None:
    """A cell without a style has the first style and its format."""
    path = workbook(tmp_path, [("sum", 4, '0"万元"')])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(
        b'<cellXfs count="2"><xf numFmtId="0"', b'<cellXfs count="2"><xf numFmtId="164"'
    )
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(b' s="1"', b"")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    [one] = read(str(path), [policy.code]).applicants
    assert one["records"]["loan"][0]["sum"] == "4万元"
