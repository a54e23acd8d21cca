"""`ipdsl batch`: its input and output, the input that it refuses, and its exit codes."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ipdsl
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.batch import parts
from ipdsl.batch.errors import BatchLibraryMissing, InputChanged, OutputFolderLocked
from tests.conftest import ROOT
from tests.support.batch.command import DAY, POLICY, batch
from tests.support.golden import check_golden
from tests.support.parquet import firms, parts as bytes_of, rows, run_of, without_places, write
from tests.support.slow import sampled


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "in" / "firms.parquet", firms(23), group=5)


@pytest.mark.parametrize("chunk", sampled([7, 1, 100], 3, others="broad"))
def test_the_tables_are_those_of_the_library_however_large_the_chunks(chunk: int, file: Path, tmp_path: Path) -> None:
    whole = ipdsl.load(POLICY).evaluate_table(pq.read_table(file), as_of=DAY, claims=True, ledger=True)
    assert whole.errors.num_rows
    assert "undetermined" in whole.applicants.column("status").to_pylist()
    out = tmp_path / "out"
    ran = batch(file, "-o", out, "--claims", "--ledger", "--chunk", str(chunk))
    assert (ran.code, ran.err.count("warning[U097]"), "error" in ran.err) == (1, 1, False)
    for table in parts.TABLES:
        assert rows(out, table) == without_places(getattr(whole, table)), (chunk, table)
    counts = run_of(out)
    assert counts["finished"]
    assert counts["due"] == sum(one for one in whole.applicants.column("due").to_pylist() if one is not None)
    assert (sum(counts["ways"].values()) + counts["status"]["failed"], sum(counts["status"].values())) == (23, 23)


@pytest.mark.broad
def test_parts_in_a_folder_are_one_table(file: Path, tmp_path: Path) -> None:
    for start in (0, 9, 18):
        write(tmp_path / "many" / f"part-{start:03}.parquet", firms(min(9, 23 - start), start), group=4)
    (tmp_path / "many" / "_SUCCESS").touch()
    batch(file, "-o", tmp_path / "one", "--chunk", "7")
    batch(tmp_path / "many", "-o", tmp_path / "all", "--chunk", "7")
    for table in ("applicants", "totals", "later", "missing", "errors"):
        assert rows(tmp_path / "one", table) == rows(tmp_path / "all", table)


def test_an_applicant_that_stands_twice_fails_in_every_chunk(tmp_path: Path) -> None:
    twice = pa.concat_tables([firms(5), firms(4, 8), firms(1)])
    write(tmp_path / "a.parquet", twice, group=2)
    batch(tmp_path / "a.parquet", "-o", tmp_path / "out", "--chunk", "3")
    failed = [(one["row"], one["applicant"], one["code"]) for one in rows(tmp_path / "out", "errors")]
    assert (0, "F0", "R082") in failed
    assert (9, "F0", "R082") in failed
    assert rows(tmp_path / "out", "applicants")[9]["status"] == "failed"


@pytest.mark.broad
def test_flat_tables_give_the_results_of_the_nested_one(tmp_path: Path) -> None:
    applicants = firms(23).select(["id", "kinds", "located_here"])
    products = [
        {"applicant": one["id"], **product}
        for one in firms(23).to_pylist()
        for product in one["geo_indication_product"]
    ]
    write(tmp_path / "flat" / "applicant.parquet", applicants)
    of_nobody = {"applicant": "F99", "product": "tea", "recognised_on": None}
    write(tmp_path / "flat" / "geo_indication_product.parquet", pa.Table.from_pylist([*products, of_nobody]))
    write(tmp_path / "flat" / "remarks.parquet", pa.table({"text": ["none"]}))
    write(tmp_path / "nested.parquet", firms(23))
    batch(tmp_path / "nested.parquet", "-o", tmp_path / "one", "--chunk", "7")
    ran = batch(tmp_path / "flat", "-o", tmp_path / "all", "--chunk", "7", "--ignore", "remarks")
    assert "R095 1" in ran.out
    for table in ("applicants", "totals", "later", "missing"):
        assert rows(tmp_path / "one", table) == rows(tmp_path / "all", table)
    of_nobody, *others = rows(tmp_path / "all", "errors")
    assert (of_nobody["applicant"], of_nobody["row"]) == ("F99", 23)
    assert others == rows(tmp_path / "one", "errors")


@pytest.mark.parametrize("folder", [False, True])
def test_a_table_without_applicants_has_results_without_rows(folder: bool, tmp_path: Path) -> None:
    write(tmp_path / "in" / "applicant.parquet", firms(1).slice(0, 0).drop_columns(["geo_indication_product"]))
    ran = batch(tmp_path / "in" if folder else tmp_path / "in" / "applicant.parquet", "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert rows(tmp_path / "out", "applicants") == []


def test_kinds_of_text_and_lists_that_others_write_are_read_from_parquet(tmp_path: Path) -> None:
    table = firms(6)
    other = table.set_column(0, "id", table["id"].dictionary_encode())
    other = other.set_column(1, "kinds", table["kinds"].cast(pa.large_list(pa.large_string())))
    write(tmp_path / "a.parquet", table, group=2)
    write(tmp_path / "b.parquet", other, group=2)
    for name in "ab":
        assert batch(tmp_path / f"{name}.parquet", "-o", tmp_path / name, "--chunk", "4").code == 1
    for table in ("applicants", "totals", "later", "missing", "errors"):
        assert rows(tmp_path / "a", table) == rows(tmp_path / "b", table)


@pytest.mark.broad
def test_one_file_holds_the_applicants(file: Path, tmp_path: Path) -> None:
    batch(file, "-o", tmp_path / "out", "--chunk", "4")
    ran = batch(file, "-o", tmp_path / "out.parquet", "--chunk", "4")
    assert ran.code == 1
    assert "row 4, geo_indication_product[0].recognised_on: R0" in ran.out
    assert pq.ParquetFile(tmp_path / "out.parquet").read().to_pylist() == rows(tmp_path / "out", "applicants")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in", "out", "out.parquet"]


def test_a_run_that_is_finished_is_told_again_and_nothing_is_written(file: Path, tmp_path: Path) -> None:
    first = batch(file, "-o", tmp_path / "out")
    before = {one: one.stat().st_mtime_ns for one in (tmp_path / "out").rglob("*.parquet")}
    assert batch(file, "-o", tmp_path / "out") == first
    assert {one: one.stat().st_mtime_ns for one in (tmp_path / "out").rglob("*.parquet")} == before


@pytest.mark.parametrize(
    ("change", "told"),
    sampled(
        [
            (["--year", "2022"], "other options (--year)"),
            (["--claims", "--chunk", "9"], "other options (--claims --chunk)"),
            (["--lang", "zh"], "选项不同（--lang）"),
            (["--ignore", "located_here"], "other options (--ignore)"),
        ],
        2,
        others="broad",
    ),
)
def test_other_options_are_refused_and_nothing_is_touched(
    change: list[str], told: str, file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    batch(file, "-o", out)
    before, described = bytes_of(out), run_of(out)
    ran = batch(file, "-o", out, *change)
    assert ran.code == 2
    assert "U074" in ran.err
    assert told in ran.err
    assert (bytes_of(out), run_of(out)) == (before, described)


def test_a_different_policy_input_or_version_is_refused_and_anew_starts_over(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    page = tmp_path / "page.ipp"
    page.write_text("award 200000 once when geo_indication_product new\n")
    assert batch(file, "-o", out, "--chunk", "4", policy=page).code == 1
    page.write_text("award 100000 once when geo_indication_product new\n")
    assert "the policy is different" in batch(file, "-o", out, "--chunk", "4", policy=page).err
    described = run_of(out)
    (out / "run.json").write_text(json.dumps({**described, "ipdsl": "0.0.1"}))
    page.write_text("award 200000 once when geo_indication_product new\n")
    assert "version 0.0.1" in batch(file, "-o", out, "--chunk", "4", policy=page).err
    (out / "run.json").write_text(json.dumps(described))
    write(file, firms(3))
    assert "the input is different" in batch(file, "-o", out, "--chunk", "4", policy=page).err
    for torn in ("{", "null", "[]", '"x"', "3", "{}", '{"policy": 1, "ipdsl": "1", "input": {}, "options": {}}'):
        (out / "run.json").write_text(torn)
        assert "`run.json` cannot be read" in batch(file, "-o", out, "--chunk", "4", policy=page).err
    assert batch(file, "-o", out, "--chunk", "4", "--restart", policy=page).code == 3
    assert sorted(bytes_of(out)) == [f"{table}/part-00000.parquet" for table in sorted(parts.TABLES[:-3])]


def test_a_folder_with_other_things_is_refused_even_anew(file: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("dear")
    for more in ([], ["--restart"]):
        ran = batch(file, "-o", tmp_path / "out", *more)
        assert ran.code == 2
        assert "U075" in ran.err
        assert "letter.txt" in ran.err
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("out", ["in", "in/out", "in/firms.parquet", ".", "link/out"])
def test_results_are_never_written_to_inputs(out: str, file: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "in")
    before = file.read_bytes()
    for tables in (file.parent, file):
        if tables == file and out in ("in/out", "link/out"):
            continue
        ran = batch(tables, "-o", tmp_path / out)
        assert ran.code == 2, ran.out
        assert "Usage" in ran.err
    assert file.read_bytes() == before
    assert sorted(one.name for one in file.parent.iterdir()) == ["firms.parquet"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["-o", "out", "--chunk", "0"], "'0' is not a whole number from 1"),
        (["-o", "out", "--chunk", "x"], "'x' is not a whole number from 1"),
        (["-o", "out.parquet", "--claims"], "holds no claims"),
        (["-o", "out.parquet", "--ledger"], "holds no lines"),
        (["-o", "out.parquet", "--restart"], "is for a folder"),
        (["-o", "out", "--year", "2023"], "is after"),
        ([], "Missing option '-o'"),
    ],
)
def test_wrong_use(more: list[str], told: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = batch(file, *more)
    assert ran.code == 2
    assert told in ran.err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in"]


def test_a_folder_does_not_become_one_file(file: Path, tmp_path: Path) -> None:
    ran = batch(file.parent, "-o", tmp_path / "out.parquet")
    assert ran.code == 2
    assert "name a folder for the results" in ran.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "does not end as a Parquet file does"),
        (b"PAR1 and something else, which is no table", "does not end as a Parquet file does"),
        (b"PAR1" + bytes(20) + (20).to_bytes(4, "little") + b"PAR1", "cannot be read as tables"),
    ],
)
def test_what_is_no_parquet_is_one_finding(content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(content)
    ran = batch(tmp_path / "a.parquet", "-o", tmp_path / "out")
    assert ran.code == 2
    assert "error[U071]" in ran.err
    assert told in ran.err
    assert "1 error" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_file_that_breaks_off_in_the_middle_is_one_finding(file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    at = len(whole) // 4
    file.write_bytes(whole[:at] + bytes(60) + whole[at + 60 :])
    ran = batch(file, "-o", tmp_path / "out", "--chunk", "4")
    assert ran.code == 2
    assert "error[U071]" in ran.err


def test_a_missing_name_gets_the_nearest_name(file: Path, tmp_path: Path) -> None:
    ran = batch(file.parent / "firm.parquet", "-o", tmp_path / "out")
    assert ran.code == 2
    assert "the file or folder does not exist" in ran.err
    assert "firms.parquet" in ran.err
    (tmp_path / "empty").mkdir()
    assert "holds no Parquet file" in batch(tmp_path / "empty", "-o", tmp_path / "out").err


def test_parts_with_other_columns_are_refused(file: Path, tmp_path: Path) -> None:
    other = firms(3)
    write(file.parent / "z.parquet", other.drop_columns(["located_here"]))
    assert "it lacks `located_here`" in batch(file.parent, "-o", tmp_path / "out").err
    write(file.parent / "z.parquet", other.set_column(0, "id", pa.array([1, 2, 3])))
    assert "`id` is int64, and string there" in batch(file.parent, "-o", tmp_path / "out").err
    assert not (tmp_path / "out").exists()


def test_a_table_with_mistakes_as_a_whole_is_told_before_anything_is_written(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", firms(3).rename_columns(["id", "kind", "located_hree", "geo_indication_product"]))
    ran = batch(tmp_path / "a.parquet", "-o", tmp_path / "out")
    assert ran.code == 1
    assert "located_hree" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_one_finding(file: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").touch()
    for out in ("letter", "letter/out", "letter/out.parquet"):
        ran = batch(file, "-o", tmp_path / out)
        assert ran.code == 2
        assert "error[U013]" in ran.err


def test_libraries_that_are_not_installed_are_named(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "llvmlite", None)
    ran = batch(file, "-o", tmp_path / "out", "--engine", "llvm")
    assert ran.code == 2
    assert "install '.[batch]'" in ran.err


def test_what_no_console_text_can_show_in_words(update_golden: bool) -> None:
    findings = Report(
        [
            BatchLibraryMissing(library="pyarrow"),
            InputChanged(name="firms.parquet"),
            OutputFolderLocked(
                name="results", process=Phrase(" (process {number})", "（进程{number}）", number="4711")
            ),
        ]
    )
    told = "\n\n".join(render(findings, Sources(), language=language) for language in Language)
    check_golden(ROOT / "tests" / "golden" / "tables" / "batch_findings.txt", f"{told}\n", update_golden)


def test_a_closing_summary_in_chinese(file: Path, tmp_path: Path) -> None:
    told = batch(file, "-o", tmp_path / "out", "--lang", "zh").out
    for words in ("申请人", "按列结算", "单独结算", "未能结算", "应得合计至少", "第4行，", "各表："):
        assert words in told


def test_a_debt_without_a_limit_leaves_the_net_of_a_run_unknown(tmp_path: Path) -> None:
    (tmp_path / "debts.ipp").write_text(
        "policy debts\n  effective 2022-01-01 to 2030-12-31\n  use ip\narticle 1\n"
        "  collect 10% of amount from enterprise when technology_contract recorded\n",
        encoding="utf-8",
    )
    known = {"contract": "A", "recorded_on": "2022-03-01", "amount": 1000}
    contracts = [[known], [{**known, "amount": None}]]
    table = pa.Table.from_pylist(
        [{"id": f"F{n}", "kinds": ["enterprise"], "technology_contract": each} for n, each in enumerate(contracts)]
    )
    file = write(tmp_path / "firms.parquet", table)
    ran = batch(file, "-o", tmp_path / "out", policy=tmp_path / "debts.ipp")
    counts = run_of(tmp_path / "out")
    assert (ran.code, counts["to_pay_back"], counts["net"]) == (3, 100, None)
    assert re.search(r"^Net +not known$", ran.out, re.MULTILINE)
