"""Sums with 0, 2, 3 and 4 decimals are the same to the minor unit at every door, and sums with more are refused."""

from __future__ import annotations

import datetime
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ipdsl
from ipdsl.base.values.money import DECIMALS
from tests.support.advice import edits_of
from tests.support.cli import run
from tests.support.office.dialogs import WORDS, talk
from tests.support.slow import sampled
from tests.support.workbooks import from_text

CURRENCIES = ("JPY", "CNY", "KWD", "BHD", "CLF")
MINOR = 20_000_246
"""The stated sum in minor units; the award is half of it."""
DUE = MINOR // 2
DAY = datetime.date(2022, 3, 1)
PAGE = """policy demo "Demo" "示例"
  document "D 1"
  currency {code}
  effective 2021-01-01 to 2026-12-31
  use words

article 1 "Grants" "奖励"
  award 50% of sum to firm when loan drawn
    as grant
  cap {cap} per firm
"""


def text(code: str, minor: int) -> str:
    """A number of minor units as a number of main units, with all decimals of the currency."""
    return f"{Decimal(minor).scaleb(-DECIMALS[code]):f}"


def policy(code: str, folder: Path) -> Path:
    """The page of a policy of this currency, with a cap of the award and 3 minor units."""
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    page = folder / "demo.ipp"
    page.write_text(PAGE.format(code=code, cap=text(code, DUE + 3)), encoding="utf-8")
    return page


def facts(sum_: object, number: str = "A1", year: int = 2022, **more: object) -> dict[str, Any]:
    return {"applicant": {"id": "F", "kinds": ["firm"]}, "as_of": f"{year}-12-31",
            "records": {"loan": [{"contract": number, "sum": sum_, "drawn_on": f"{year}-03-01"}], "patent": []},
            "history": [], **more}  # fmt: skip


def in_json(sum_: object, folder: Path) -> Path:
    path = folder / "facts.json"
    path.write_text(json.dumps(facts(sum_)), encoding="utf-8")
    return path


def in_workbook(cell: str, folder: Path) -> Path:
    """A workbook in which numbers are cells of numbers, and all else is text."""
    path = folder / "facts.xlsx"
    path.write_bytes(from_text(
        "# applicant\nid | kinds | as_of\nF | firm | 2022-12-31\n"
        f"# loan\napplicant | contract | sum | drawn_on\nF | A1 | {cell} | 2022-03-01\n# history\napplicant | clause\n"
    ))  # fmt: skip
    return path


def dialog(answer: str, page: Path) -> tuple[dict[str, Any], list[str]]:
    """The facts of an interview in which the sum is answered so, and what was said."""
    answers = ["1", "1", "A1", "2022-03-01", answer, "", ""]
    held, person = talk(answers, ipdsl.load(page), begun={"applicant": {"id": "F"}})
    return {**held, "history": []}, person.said


def columns(code: str, minor: int, more: str = "") -> dict[str, pa.Array]:
    """The sum as columns of each type; `more` are further digits of the sum."""
    decimals, said = DECIMALS[code], text(code, minor)
    if more:
        said += more if decimals else f".{more}"
    whole = pa.struct([("amount", pa.int64()), ("currency", pa.string())])
    texts = pa.struct([("amount", pa.string()), ("currency", pa.string())])
    exact = pa.decimal128(24, decimals + 2)
    exacts = pa.struct([("amount", exact), ("currency", pa.string())])
    made = {
        "decimals": pa.array([Decimal(said)], exact),
        "texts": pa.array([said]),
        "texts with a code": pa.array([f"{said} {code}"]),
        "texts after a code": pa.array([f"{code} {said}"]),
        "structs of decimals": pa.array([{"amount": Decimal(said), "currency": code}], exacts),
        "structs of texts": pa.array([{"amount": said, "currency": code}], texts),
    }
    wholes = {
        "whole numbers": pa.array([minor], pa.int64()),
        "structs of whole numbers": pa.array([{"amount": minor, "currency": code}], whole),
    }
    return made if more else made | wholes


def tables(cells: pa.Array, number: str = "A1", year: int = 2022) -> dict[str, pa.Table]:
    """Flat tables of a firm with one loan."""
    none = pa.array([], pa.string())
    return {
        "applicant": pa.table({"id": ["F"], "kinds": [["firm"]]}),
        "loan": pa.table({"applicant": ["F"], "contract": [number], "sum": cells,
                          "drawn_on": [DAY.replace(year=year)]}),
        "patent": pa.table({"applicant": none, "number": none}),
    }  # fmt: skip


def csv_folder(folder: Path, sum_: str, number: str = "A1", year: int = 2022) -> Path:
    made = folder / "csv"
    made.mkdir(exist_ok=True)
    (made / "applicant.csv").write_text(f"id,kinds,as_of\nF,firm,{year}-12-31\n", encoding="utf-8")
    (made / "loan.csv").write_text(
        f"applicant,contract,sum,drawn_on\nF,{number},{sum_},{year}-03-01\n", encoding="utf-8"
    )
    (made / "patent.csv").write_text("applicant,number\n", encoding="utf-8")
    return made


def decided(page: Path, *more: str | Path) -> dict[str, Any]:
    ran = run("eval", page, "--format", "json", *more)
    assert ran.code == 0, ran.both
    decision: dict[str, Any] = json.loads(ran.out)
    return decision


# ---------------------------------------------------------------------------------------------- stated at each door


@pytest.mark.broad
@pytest.mark.parametrize("code", sampled(CURRENCIES, 4, others="broad"))
def test_one_sum_is_read_the_same_at_every_door(code: str, tmp_path: Path) -> None:
    page, said = policy(code, tmp_path), text(code, MINOR)
    (tmp_path / "number.json").write_text(json.dumps(facts("?")).replace('"?"', said), encoding="utf-8")
    sources = {"a number in JSON": tmp_path / "number.json"}
    forms: tuple[Any, ...] = (said, f"{said} {code}", f"{code} {said}", {"amount": said, "currency": code})
    totals = {f"JSON {form}": decided(page, "--facts", in_json(form, tmp_path))["total"] for form in forms}
    totals |= {name: decided(page, "--facts", source)["total"] for name, source in sources.items()}
    for cell in (said, f"'{said}", f"{said} {code}", f"{code} {said}"):
        totals[f"workbook {cell}"] = decided(page, "--facts", in_workbook(cell, tmp_path))["total"]
    for cell in forms[:3]:
        totals[f"CSV {cell}"] = decided(page, "--facts", csv_folder(tmp_path, cell))["total"]
        out = tmp_path / f"out {cell}"
        ran = run("batch", page, "--facts", csv_folder(tmp_path, cell), "-o", out, "--no-others")
        assert ran.code == 0, ran.both
        (due,) = pq.read_table(out / "applicants").column("due").to_pylist()
        totals[f"batch of CSV {cell}"] = text(code, due)
        held, _ = dialog(cell, page)
        totals[f"interview {cell}"] = str(ipdsl.load(page).evaluate(held).total).split()[0].replace(",", "")
    assert totals == dict.fromkeys(totals, text(code, DUE))


@pytest.mark.broad
@pytest.mark.parametrize("code", sampled(CURRENCIES, 4, others="broad"))
def test_one_sum_is_read_the_same_from_columns_of_each_type(code: str, tmp_path: Path) -> None:
    settled = ipdsl.load(policy(code, tmp_path))
    for name, cells in columns(code, MINOR).items():
        result = settled.evaluate_table(tables(cells), as_of="2022-12-31")
        assert result.applicants["due"].to_pylist() == [DUE], (name, result.errors.to_pylist())
        folder = tmp_path / name
        folder.mkdir()
        for title, table in tables(cells).items():
            pq.write_table(table, folder / f"{title}.parquet")
        out = tmp_path / f"out {name}"
        ran = run("batch", tmp_path / "demo.ipp", "--facts", folder, "-o", out, "--no-others", "--as-of", "2022-12-31")
        assert ran.code == 0, ran.both
        assert pq.read_table(out / "applicants").column("due").to_pylist() == [DUE], name
        assert f"{DUE / 10 ** DECIMALS[code]:,.{DECIMALS[code]}f}" in ran.out


# ---------------------------------------------------------------------------------------------- read back


@pytest.mark.broad
@pytest.mark.parametrize("code", sampled(CURRENCIES, 4, others="broad"))
def test_pages_letters_and_ledgers_state_the_sum_in_full(code: str, tmp_path: Path) -> None:
    page, ledger, said = policy(code, tmp_path), tmp_path / "ledger.json", text(code, DUE)
    stated = in_json(text(code, MINOR), tmp_path)
    shown = f"{Decimal(said):,}"
    ran = run("eval", page, "--facts", stated, "--ledger-out", ledger)
    assert shown in ran.out
    assert ran.out.count(shown) == 3
    for name in ("letter.html", "letter.docx"):
        assert run("letter", page, "--facts", stated, "-o", tmp_path / name).code == 0
    letter = (tmp_path / "letter.html").read_text(encoding="utf-8")
    assert shown in letter
    lines = json.loads(ledger.read_text(encoding="utf-8"))
    (line,) = lines["ledger"]
    assert [line["proposed"], line["admitted"], line["due"]["2022"], lines["ledger_head"]["due"]] == [said] * 4
    assert line["charged"] == {"1 cap per firm": said}
    # next year the cap has room for 3 minor units
    later = tmp_path / "later.json"
    later.write_text(json.dumps(facts(text(code, MINOR), "A2", 2023) | {"history": None}), encoding="utf-8")
    again = decided(page, "--facts", later, "--history", ledger, "--year", "2023")
    assert again["payable_now"] == text(code, 3)
    book = tmp_path / "next.xlsx"
    assert run("template", page, "--history", ledger, "--for", "bureau", "-o", book, "--facts", later).code == 0
    assert decided(page, "--facts", book, "--year", "2023", "--as-of", "2023-12-31")["payable_now"] == text(code, 3)


@pytest.mark.broad
@pytest.mark.parametrize("code", sampled(CURRENCIES, 4, others="broad"))
def test_tables_of_next_year_count_the_sum_in_full(code: str, tmp_path: Path) -> None:
    settled = ipdsl.load(policy(code, tmp_path))
    for name, cells in columns(code, MINOR).items():
        first = settled.evaluate_table(tables(cells), as_of="2022-12-31", ledger=True)
        later = tables(cells, "A2", 2023) | {"history": first.ledger}
        second = settled.evaluate_table(later, as_of="2023-12-31", year=2023)
        assert second.applicants["due"].to_pylist() == [3], (name, second.errors.to_pylist())
    for year, due in ((2022, DUE), (2023, 3)):
        folder = tmp_path / str(year)
        folder.mkdir()
        for title, table in tables(pa.array([text(code, MINOR)]), str(year), year).items():
            pq.write_table(table, folder / f"{title}.parquet")
        if year == 2023:
            (tmp_path / "out 2022" / "ledger").rename(folder / "history")
        ran = run("batch", tmp_path / "demo.ipp", "--facts", folder, "-o", tmp_path / f"out {year}", "--ledger",
                  "--no-others", "--year", str(year), "--as-of", f"{year}-12-31")  # fmt: skip
        assert ran.code == 0, ran.both
        assert pq.read_table(tmp_path / f"out {year}" / "applicants").column("due").to_pylist() == [due]


# ---------------------------------------------------------------------------------------------- too many decimals


@pytest.mark.parametrize("code", sampled(CURRENCIES, 4, others="broad"))
def test_a_sum_with_more_decimals_is_refused_at_every_door(code: str, tmp_path: Path) -> None:
    page, said = policy(code, tmp_path), text(code, MINOR)
    said += "5" if DECIMALS[code] else ".5"
    told = {}
    forms: tuple[Any, ...] = (said, f"{said} {code}", {"amount": said, "currency": code})
    for form in forms:
        told[f"JSON {form}"] = run("eval", page, "--facts", in_json(form, tmp_path))
    for cell in (said, f"'{said}", f"{said} {code}"):
        told[f"workbook {cell}"] = run("eval", page, "--facts", in_workbook(cell, tmp_path))
    for cell in (said, f"{said} {code}"):
        told[f"CSV {cell}"] = run("eval", page, "--facts", csv_folder(tmp_path, cell))
    places = {"JSON": "loan[0].sum", "workbook": "loan!C2", "CSV": "loan.csv"}
    for name, ran in told.items():
        assert (ran.code, "error[R032]" in ran.err) == (1, True), (name, ran.both)
        assert places[name.split()[0]] in ran.err, (name, ran.both)
    for cell in (said, f"{said} {code}"):
        out = tmp_path / f"out {cell}"
        ran = run("batch", page, "--facts", csv_folder(tmp_path, cell), "-o", out, "--no-others")
        (problem,) = pq.read_table(out / "errors").to_pylist()
        assert (problem["code"], problem["applicant"]) == ("R032", "F")
        assert (problem["file"], problem["line"], problem["column"]) == ("loan.csv", 2, "loan[0].sum")
    _, talked = dialog(said, page)
    assert "[R032]" in " ".join(talked)
    settled = ipdsl.load(page)
    for name, cells in columns(code, MINOR, "5").items():
        result = settled.evaluate_table(tables(cells), as_of="2022-12-31")
        assert result.errors["code"].to_pylist() == ["R032"], (name, result.errors.to_pylist())
        assert "sum" in result.errors["column"].to_pylist()[0], name
    line = {"clause": "grant", "item": "A0", "year": 2021, "due": said}
    stated = tmp_path / "paid.json"
    stated.write_text(json.dumps(facts(text(code, MINOR), history=[line])), encoding="utf-8")
    ran = run("eval", page, "--facts", stated)
    assert "error[R032]" in ran.err
    assert "history[0].due" in ran.err


# ---------------------------------------------------------------------------------------------- other currencies

FEES = """policy fees "Fees"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  use ip

article 1 "Fees"
  award 50% of official_fees when invention_patent granted
    convert at central_parity on fees_paid_on
"""
RATES = {"JPY": "0.05", "KWD": "21.8", "BHD": "17.83", "CLF": "253.1"}


@pytest.mark.parametrize("code", RATES)
def test_a_sum_in_another_currency_is_converted_the_same_at_every_door(code: str) -> None:
    settled, said = ipdsl.load_text(FEES), text(code, MINOR)
    points = [{"currency": code, "day": str(DAY), "value": RATES[code]}]
    series = {"source": "bulletin", "series": {"central_parity": points}}
    patent = {"number": "Z", "granted_on": str(DAY), "fees_paid_on": str(DAY)}
    stated = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "as_of": "2024-12-31", "history": []}
    due = int((Decimal(said) * Decimal(RATES[code]) / 2).quantize(Decimal("0.01"), ROUND_HALF_UP).scaleb(2))
    for form in (f"{said} {code}", f"{code} {said}", {"amount": said, "currency": code}):
        facts_ = stated | {"records": {"invention_patent": [patent | {"official_fees": form}]}}
        assert settled.evaluate(facts_, series=series).total.minor == due, form
    for more in ("", "5"):
        for name, cells in columns(code, MINOR, more).items():
            if "code" not in name and "structs" not in name:
                continue
            patents = {name: [value] for name, value in {**patent, "applicant": "F"}.items()}
            given = {"applicant": pa.table({"id": ["F"], "kinds": [["enterprise"]]}),
                     "invention_patent": pa.table({**patents, "official_fees": cells})}  # fmt: skip
            result = settled.evaluate_table(given, as_of="2024-12-31", series=series)
            assert result.applicants["due"].to_pylist() == [None if more else due], name
            assert result.errors["code"].to_pylist() == ["R032"] * bool(more), name


@pytest.mark.parametrize("code", sampled(CURRENCIES, 4, others="broad"))
def test_a_template_shows_the_decimals_of_its_currency(code: str, tmp_path: Path) -> None:
    page, book, ledger = policy(code, tmp_path), tmp_path / "book.xlsx", tmp_path / "ledger.json"
    stated = in_json(text(code, MINOR), tmp_path)
    assert run("template", page, "--for", "table", "--facts", stated, "-o", book).code == 0
    sheet = openpyxl.load_workbook(book)["loan"]
    (place,) = (cell for cell in sheet[1] if cell.value == "loan.sum")
    cell = sheet.cell(4, place.column)
    assert cell.number_format == ("#,##0" if code == "JPY" else f"#,##0.{'0' * DECIMALS[code]}")
    assert decided(page, "--facts", book)["total"] == text(code, DUE)
    cell.value = float(text(code, MINOR))
    book_ = tmp_path / "typed.xlsx"
    sheet.parent.save(book_)
    ran = run("eval", page, "--facts", book_, "--ledger-out", ledger)
    assert (ran.code, "R109" in ran.err) == (0, False), ran.err
    assert json.loads(ledger.read_text(encoding="utf-8"))["ledger_head"]["due"] == text(code, DUE)


@pytest.mark.broad
@pytest.mark.parametrize("code", ["CNY", "JPY", "KWD"])
def test_a_point_that_may_separate_thousands_is_refused_where_the_currency_has_fewer_decimals(
    code: str, tmp_path: Path
) -> None:
    page, has_three = policy(code, tmp_path), DECIMALS[code] == 3
    for sum_ in ("100.000", f"{code} 100.000", "123.456"):
        given = [in_json(sum_, tmp_path), in_workbook(sum_ if " " in sum_ else f"{sum_} {code}", tmp_path)]
        for file in given:
            result = run("eval", str(page), "--facts", str(file))
            assert ("R089" in result.both) is not has_three, (sum_, file)
    cap = page.read_text(encoding="utf-8").rpartition("cap ")[0] + "cap 100.000 per firm\n"
    page.write_text(cap, encoding="utf-8")
    output = run("check", str(page)).both
    assert ("T005" in output) is not has_three
    assert ("write `100` or `100,000`" in output) is not has_three


def test_a_point_that_may_separate_thousands_is_refused_in_cases_and_limits(tmp_path: Path) -> None:
    page = policy("CNY", tmp_path)
    before = page.read_text(encoding="utf-8").rpartition("  cap ")[0]
    page.write_text(
        f'{before}  limit 1.000 items per year\ncase "x"\n  given firm\n    loan A1: sum 100.000, drawn_on 2022-03-01\n'
        "  expect total 50.000\n",
        encoding="utf-8",
    )
    output = run("check", str(page)).both
    assert [line[:11] for line in output.splitlines() if line.startswith("error")] == [
        "error[S034]", "error[T005]", "error[T005]"
    ]  # fmt: skip


def test_no_edit_decides_what_a_point_before_three_digits_means() -> None:
    assert edits_of("firms receive 20.000 when technology_contract recorded") == []
    assert edits_of("对 专利合同 备案 的 企业 给予 20.000元 奖励") == []
