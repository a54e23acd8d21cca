"""The same facts in every form that a command accepts: JSON, JSON lines, Parquet, a workbook, CSV."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ipdsl.batch.intake.form import NEEDED
from ipdsl.driver.library import load
from tests.conftest import ROOT
from tests.support.batch.cities import CITIES, drawn, policy_of
from tests.support.cli import run
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

SHAOGUAN = "shaoguan_2021"


def _parquet(path: Path, city: str, every: list[dict[str, Any]]) -> str:
    _write(nested_table(policy_of(CITIES[city].page).program, every), path)
    return str(path)


def _write(table: pa.Table, path: Path) -> None:
    """Write Parquet.

    It does not support records without fields, so an unused kind gets a field that is always empty.
    """
    for at, field in enumerate(table.schema):
        if pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type) and not field.type.value_type:
            fields = load(SHAOGUAN).program.schema.record_by_name
            words = [fields[field.name].fields[0].name] if field.name in fields else NEEDED.get(field.name, ["clause"])
            kind = pa.list_(pa.struct([(word, pa.string()) for word in words]))
            rows = [None if cell is None else [] for cell in table.column(at).to_pylist()]
            table = table.set_column(at, field.name, pa.array(rows, kind))
    pq.write_table(table, path)


def _decision(page: str, facts: str, *more: str) -> dict[str, Any]:
    ran = run("eval", page, "--facts", facts, "--format", "json", *more)
    assert ran.code in (0, 3), ran.err
    found: dict[str, Any] = json.loads(ran.out)
    found.pop("facts_digest")  # a day may have two written forms
    return found


@pytest.mark.broad
@pytest.mark.parametrize("city", sampled(CITIES, 5))
def test_the_same_decision_from_json_lines_of_it_and_parquet(city: str, tmp_path: Path) -> None:
    page = CITIES[city].page
    for number, firm in enumerate(drawn(city, 4, 3)):
        by_json, by_line = tmp_path / f"{number}.json", tmp_path / f"{number}.jsonl"
        by_json.write_text(json.dumps(firm), "utf-8")
        by_line.write_text(f"\n{json.dumps(firm)}\n", "utf-8")
        expected = _decision(page, str(by_json))
        assert _decision(page, str(by_line)) == expected
        assert _decision(page, _parquet(tmp_path / f"{number}.parquet", city, [firm])) == expected


def _without_files(out: str) -> dict[str, Any]:
    """The output for a cohort. Its remarks do not have the names of the files of facts."""
    found: dict[str, Any] = json.loads(out)
    for decision in found["decisions"]:
        decision.pop("facts_digest", None)
        for remark in decision["remarks"]:
            file, remark["path"] = remark["path"].split(" ")
            assert "firms." in file
    return found


@pytest.mark.broad
def test_a_table_of_several_applicants_for_verbs_that_take_them(tmp_path: Path) -> None:
    firms = drawn("shaoguan", 4, 5)
    table, lines = _parquet(tmp_path / "firms.parquet", "shaoguan", firms), tmp_path / "firms.jsonl"
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in firms), "utf-8")
    for how in ("--cohort", "--each"):
        by_table, by_line = (
            run("eval", SHAOGUAN, how, "--facts", path, "--format", "json") for path in (table, str(lines))
        )
        assert by_table.code == by_line.code
        assert by_table.code in (0, 3)
        assert _without_files(by_table.out) == _without_files(by_line.out)
    out = tmp_path / "letters" / "{applicant}.html"
    assert run("letter", SHAOGUAN, "--facts", table, "-o", str(out), "--zero").code in (0, 3)
    assert len([*out.parent.iterdir()]) == 5
    for words in (
        ["eval", SHAOGUAN, "--full", "--facts", table],
        ["trace", SHAOGUAN, "--facts", table, "x"],
        ["eval", SHAOGUAN, "--full", "--facts", str(lines)],
    ):
        assert "error[U021]" in run(*words).err


@pytest.mark.broad
def test_several_policies_read_one_table_whole(tmp_path: Path) -> None:
    stated = json.loads((ROOT / "examples" / "firm_of_cities.json").read_text("utf-8"))
    pages = [CITIES[city].page for city in CITIES]
    plain = {part: stated[part] for part in stated if part not in ("approvals", "history", "support", "series")}
    path, table = tmp_path / "firm.json", tmp_path / "firm.parquet"
    path.write_text(json.dumps(plain), "utf-8")
    _write(nested_table(load(pages[0]).program, [plain]), table)
    by_json, by_table = (run("compare", *pages, "--facts", str(one)) for one in (path, table))
    assert by_json.out == by_table.out
    assert (by_json.code, by_table.err) == (by_table.code, by_json.err)


def test_each_settles_as_alone_and_a_cohort_together(tmp_path: Path) -> None:
    firm = json.loads((ROOT / "examples" / "firm.json").read_text("utf-8"))
    other = {**firm, "applicant": {**firm["applicant"], "id": "other"}}
    both, ledger = tmp_path / "both.jsonl", tmp_path / "ledger.json"
    both.write_text(f"{json.dumps(firm)}\n{json.dumps(other)}\n", "utf-8")
    ran = run("eval", SHAOGUAN, "--each", "--facts", str(both), "--ledger-out", str(ledger))
    assert ran.code == 0
    assert "each settled by itself" in ran.out
    assert ran.out.count("411,499.99") == 2
    again = run("eval", SHAOGUAN, "--each", "--facts", str(both), "--history", str(ledger), "--format", "json")
    assert [one["total"] for one in json.loads(again.out)["decisions"]] == ["0.00", "0.00"]
    wrong = run("eval", SHAOGUAN, "--each", "--cohort", "--facts", str(both))
    assert (wrong.code, "either --cohort or --each" in wrong.err) == (2, True)


@pytest.mark.parametrize("how", [[], ["--each"], ["--cohort"]])
def test_tables_that_cannot_be_read_are_told(how: list[str], tmp_path: Path) -> None:
    broken, empty = tmp_path / "broken.parquet", tmp_path / "empty.parquet"
    broken.write_bytes(b"PAR1 nothing PAR1")
    _write(nested_table(policy_of(SHAOGUAN).program, drawn("shaoguan", 4, 1)).slice(0, 0), empty)
    assert "error[" in run("eval", SHAOGUAN, *how, "--full", "--facts", str(broken)).err
    assert "error[R084]" in run("eval", SHAOGUAN, *how, "--full", "--facts", str(empty)).err
    assert "error[" in run("eval", SHAOGUAN, *how, "--full", "--facts", str(tmp_path / "missing.parquet")).err


def test_mistakes_in_rows_are_told_with_their_rows(tmp_path: Path) -> None:
    firms = drawn("shaoguan", 4, 3)
    firms[1] = {**firms[1], "applicant": {**firms[1]["applicant"], "kinds": ["nobody"]}}
    ran = run("eval", SHAOGUAN, "--each", "--facts", _parquet(tmp_path / "firms.parquet", "shaoguan", firms))
    assert ran.code == 1
    assert "firms.parquet[1] $.applicant.kinds" in ran.out


@pytest.mark.parametrize("content", sampled(["", "\n", "\ufeff", " \n,,\n", "\r\n\r\n"], 3, others="broad"))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_file_of_csv_is_no_table_without_rows(content: str, language: str, tmp_path: Path) -> None:
    """A failed export or a full disk leaves an empty file, which is refused.

    A file with only headings states that the list of records is empty.
    """
    (tmp_path / "applicant.csv").write_text("id,kinds\nF1,enterprise\n")
    contracts = tmp_path / "technology_contract.csv"
    contracts.write_text(content, encoding="utf-8")
    ran = run("eval", SHAOGUAN, "--full", "--facts", tmp_path, "--lang", language)
    assert (ran.code, "U092" in ran.both, "technology_contract.csv" in ran.both) == (2, True, True)
    assert {"en": "it is empty", "zh": "它是空的"}[language] in ran.both
    contracts.write_text("contract,amount,recorded_on\n")
    assert run("eval", SHAOGUAN, "--full", "--facts", tmp_path, "--lang", language).code in (0, 3)


@pytest.mark.parametrize(
    "text", sampled(['"x"', '"{}"', "1", "null", "true", "[]", '"[1]"', '"未知"'], 3, others="broad")
)
@pytest.mark.parametrize(("name", "how"), [("f.json", []), ("f.json", ["--each"]), ("f.jsonl", ["--cohort"])])
def test_facts_that_are_a_single_value_are_told_as_such(text: str, name: str, how: list[str], tmp_path: Path) -> None:
    if text == "[]" and how:
        return  # a list without applicants
    (tmp_path / name).write_text(text, "utf-8")
    ran = run("eval", SHAOGUAN, *how, "--full", "--facts", str(tmp_path / name))
    assert (ran.code, ran.err.count("error[R020]")) == (1, 1), ran.err


def test_a_folder_of_csv_is_read_without_the_folders_below_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "applicant.csv").write_text("id,kinds\nF1,enterprise\n", "utf-8")
    (tmp_path / "old" / "years" / "2021").mkdir(parents=True)
    _write(pa.table({"id": ["F1"]}), tmp_path / "old" / "years" / "2021" / "applicant.parquet")
    scandir, seen = os.scandir, []

    def watched(where: Any = ".") -> Any:
        seen.append(str(where))
        return scandir(where)

    monkeypatch.setattr(os, "scandir", watched)
    assert run("eval", SHAOGUAN, "--full", "--facts", str(tmp_path)).code in (0, 3)
    assert not [where for where in seen if where.endswith(("years", "2021"))]
