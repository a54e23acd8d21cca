"""Lists of forty applicants with each case, in both languages and every format, and their sums read back."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import jsonschema
import openpyxl
import pytest
from docx.oxml.parser import parse_xml
from python_calamine import CalamineWorkbook

from ipdsl.office.lists.list_files import list_schema
from ipdsl.office.lists.list_names import LISTS, RECOVERIES
from ipdsl.office.stamp import Stamp, stamps_of
from tests.conftest import ROOT
from tests.support.cli import Ran, run
from tests.support.golden import check_golden
from tests.support.office.many_firms import AS_OF, POLICY, applicants, write_files

pytestmark = pytest.mark.broad

OFFICE = {
    "单位名称": "韶关市市场监督管理局", "联系人": "张工", "联系电话": "0751-8880001", "地址": "韶关市武江区西联镇",
    "邮编": "512000", "公示期": "2025年3月10日至3月14日（5个工作日）",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the facts, the same with a name for everyone, the ledger of 2022, and the data of the office."""
    folder = tmp_path_factory.mktemp("lists")
    write_files(folder)
    named = applicants()
    for entry in named:
        entry["applicant"]["details"].setdefault("name", "韶关市曲江轴承有限公司")
    (folder / "named.json").write_text(json.dumps(named, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "office.json").write_text(json.dumps(OFFICE, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _within(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def _list(name: str, out: str, *options: str, facts: str = "") -> Ran:
    facts = facts or ("named.json" if name == "publication" else "firms.json")
    ran = run("list", name, POLICY, "--facts", facts, "--history", "ledger.json", "--reopen", "2022", *AS_OF, "-o", out,
              *options)  # fmt: skip
    assert ran.code == 1, ran.both  # one applicant has an error
    return ran


def _decided() -> dict[str, Any]:
    ran = run("eval", POLICY, "--each", "--facts", "firms.json", "--history", "ledger.json", "--reopen", "2022", *AS_OF,
              "--format", "json")  # fmt: skip
    decided: dict[str, Any] = json.loads(ran.out)
    return decided


def _sheets(path: str) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def _text_of_workbook(path: str) -> str:
    lines = []
    for sheet in openpyxl.load_workbook(path, data_only=True):
        rows = ([_shown(cell.value, cell.number_format) for cell in row] for row in sheet.rows)
        lines += [f"# {sheet.title}", *(" | ".join(row).rstrip(" |") for row in rows), ""]
    return "\n".join(lines)


def _shown(value: Any, number_format: str) -> str:
    return "" if value is None else f"{value:,.2f}" if number_format == "#,##0.00" else str(value)


def _text_of_document(path: str) -> str:
    document = docx.Document(path)
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*texts, ""])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", [name for name in LISTS if name != RECOVERIES])
def test_a_list_is_as_it_was_read(name: str, language: str, update_golden: bool) -> None:
    options = ["--number", "韶市监知〔2025〕{n}号", "--number-from", "17", "--respond-by", "2025-04-30"]
    ran = _list(name, f"{name}.xlsx", *options, "--lang", language)
    text = f"{ran.both}\n{_text_of_workbook(f'{name}.xlsx')}"
    if name == "publication":
        office = ["--office", "office.json"] if language == "zh" else []
        noted = _list(name, "publication.docx", *options, *office, "--lang", language)
        text += f"{noted.err}\n# docx\n{_text_of_document('publication.docx')}"
    check_golden(ROOT / "tests" / "golden" / "lists" / f"{name}_{language}.txt", text, update_golden)


def test_every_file_has_the_sum_of_the_decisions() -> None:
    decided = _decided()
    due = Decimal(decided["payable_now"])
    overpaid = sum(Decimal(decision["overpaid"]) for decision in decided["decisions"])
    beyond = sum(Decimal(line["overpaid"]) for decision in decided["decisions"] for line in decision["balances"])
    unpaid = sum(Decimal(decision["unpaid_before"]) for decision in decided["decisions"])
    assert all([overpaid, beyond, unpaid])
    for suffix in ("xlsx", "csv", "json"):
        _list("payments", f"sums.{suffix}", "--lang", "en")
    sheets = openpyxl.load_workbook("sums.xlsx", data_only=True)
    place = [cell.value for cell in sheets["Payments"][3]].index("Payable now (CNY)")
    column = [row[place] for row in sheets["Payments"].iter_rows(min_row=4, values_only=True)]
    total = next(number for number, row in enumerate(sheets["Payments"].values) if row[0] == "Total") - 3
    assert sum(Decimal(str(cell)) for cell in column[:total]) == Decimal(str(column[total])) == due
    formulas = openpyxl.load_workbook("sums.xlsx")["Payments"]
    assert formulas.cell(total + 4, place + 1).value == f"=SUM(G4:G{total + 3})"
    assert _sheets("sums.xlsx")["Payments"][total + 3][place] == float(due)
    for title, sum_, word in (
        ("Overpaid", overpaid + beyond, "To be returned"),
        ("Not paid before", unpaid, "Not paid"),
    ):
        heads = [cell.value for cell in sheets[title][3]]
        assert Decimal(str(list(sheets[title].values)[-1][heads.index(f"{word} (CNY)")])) == sum_
    rows = list(csv.DictReader(io.StringIO(Path("sums.csv").read_text("utf-8-sig"))))
    assert sum(Decimal(row["Payable now (CNY)"]) for row in rows) == due
    plain = json.loads(Path("sums.json").read_text("utf-8"))
    assert Decimal(plain["sums"]["payable"]) == sum(Decimal(row["payable"]) for row in plain["rows"]) == due


@pytest.mark.parametrize("name", LISTS)
def test_json_fits_its_schema(name: str) -> None:
    _list(name, "list.json")
    plain = json.loads(Path("list.json").read_text("utf-8"))
    printed = json.loads(run("schema", "--list", name).out)
    assert printed == list_schema(name)
    jsonschema.Draft202012Validator.check_schema(printed)
    jsonschema.validate(plain, printed)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**plain, "rows": [{}]}, printed)


@pytest.mark.parametrize("out", ["payments.xlsx", "payments.csv", "payments.json", "publication.docx"])
def test_equal_lists_are_equal_files_with_a_stamp(out: str) -> None:
    name = out.partition(".")[0]
    _list(name, out)
    first = Path(out).read_bytes()
    _list(name, out)
    assert Path(out).read_bytes() == first
    stamp = _stamp_in(out)
    if stamp is not None:
        assert (stamp.policy, stamp.reopen, stamp.applicants, stamp.payable) == (POLICY, 2022, 39, 189_040_000)
        assert stamp.history == json.loads(Path("ledger.json").read_text("utf-8"))["ledger_head"]["number"]


def _stamp_in(out: str) -> Stamp | None:
    if out.endswith(".json"):
        return Stamp.from_text(json.dumps(json.loads(Path(out).read_text("utf-8"))["stamps"][0]))
    if out.endswith(".csv"):
        return None
    with zipfile.ZipFile(out) as archive:
        root = parse_xml(archive.read("docProps/custom.xml"))
    return stamps_of({entry.get("name"): entry[0].text for entry in root})[0]


def test_texts_stay_texts() -> None:
    _list("payments", "texts.xlsx", "--lang", "en")
    rows = {row[1]: row for row in _sheets("texts.xlsx")["Payments"]}
    assert rows["=1+1"][4] == "0001"
    assert rows["韶关市北江材料有限公司"][4] == "4405000000000007919"
    assert all(isinstance(row[4], str) for row in rows.values())
    _list("payments", "texts.csv", "--lang", "en")
    text = Path("texts.csv").read_text("utf-8-sig")
    assert ",'=1+1," in text
    assert ",0001," in text


def test_details_change_no_sum() -> None:
    bare = applicants()
    for entry in bare:
        del entry["applicant"]["details"]
    Path("bare.json").write_text(json.dumps(bare, ensure_ascii=False), encoding="utf-8")
    _list("payments", "with.json")
    ran = _list(
        "payments",
        "without.json",
        facts="bare.json",
    )
    plain = [json.loads(Path(name).read_text("utf-8")) for name in ("with.json", "without.json")]
    assert plain[0]["sums"] == plain[1]["sums"]
    assert plain[0]["stamps"][0]["facts"] == plain[1]["stamps"][0]["facts"]
    assert [row["applicant"] for row in plain[0]["rows"]] == [row["name"] for row in plain[1]["rows"]]
    assert "SG01" in ran.out


def test_a_year_has_a_row_of_its_own() -> None:
    _list("payments", "years.json", "--by", "year")
    plain = json.loads(Path("years.json").read_text("utf-8"))
    assert [(row["year"], row["payable"]) for row in plain["rows"][:3]] == [
        ("2022", "30000.00"), ("2024", "50000.00"), ("2022", "30000.00"),
    ]  # fmt: skip
    assert plain["sums"]["payable"] == "1890400.00"


def test_the_order_is_chosen() -> None:
    for sort in ("amount", "name", "镇街"):
        _list("payments", "sorted.json", "--sort", sort)
        rows = json.loads(Path("sorted.json").read_text("utf-8"))["rows"]
        keys = [
            -Decimal(row["payable"]) if sort == "amount" else
            (row["name"] if sort == "name" else row["details"]["镇街"]).encode("gb18030")
            for row in rows
        ]  # fmt: skip
        assert keys == sorted(keys)
        assert [row["number"] for row in rows] == [*range(1, len(rows) + 1)]


def test_a_file_for_a_bank() -> None:
    columns = '收款账号=account，收款户名=name, 金额=payable,用途="资助"'
    options = ["--columns", columns, "--no-headings", "--encoding", "gb18030"]
    _list("payments", "bank.csv", *options)
    rows = list(csv.reader(io.StringIO(Path("bank.csv").read_bytes().decode("gb18030"))))
    assert rows[0] == ["4405000000000007919", "韶关市北江材料有限公司", "80000.00", "资助"]
    assert {len(row) for row in rows} == {4}
    assert sum(Decimal(row[2]) for row in rows) == Decimal("1890400.00")


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "docx", "json"])
def test_a_publication_has_no_account_and_no_full_name_of_a_person(suffix: str) -> None:
    _list("publication", f"shown.{suffix}")
    data = Path(f"shown.{suffix}").read_bytes()
    if suffix in ("xlsx", "docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    text = data.decode("utf-8", "ignore")
    assert "韶关市北江材料有限公司" in text
    assert "张*" in text
    for hidden in ("张三丰", "440500000000", "91330701MA1000000"):
        assert hidden not in text
