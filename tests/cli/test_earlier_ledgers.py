"""`ipdsl ledger complete` and `ipdsl ledger check` on the command line, in both languages and for wrong inputs."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ipdsl.batch.readers.named_lines import LEDGER
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.golden import check_golden
from tests.support.releases import RELEASES, copy_release
from tests.support.slow import sampled

PAGE = """policy aid "Aid for loans" "贷款奖励"
  effective 2021-01-01 to 2026-12-31
  use words

article 1 "Loans" "贷款"
  award 10% of sum to firm when loan drawn
"""
WORDS = """vocabulary words "Words" "词汇"

applicant firm "企业"

record loan "贷款"
  key contract "合同"
  sum "金额" money
  bank "银行" text
  event drawn "放款" on drawn_on "放款日" default
"""
CAPPED = f"{PAGE}  cap 40000 per bank\n"
PER_FIRM = f"{PAGE}  cap 30000 per firm\n"


def loan(contract: str, day: str, bank: str = "X") -> dict[str, Any]:
    return {"contract": contract, "sum": 200000, "drawn_on": day, "bank": bank}


def line(item: str, day: str, applicant: str = "F1", **more: object) -> dict[str, Any]:
    """A line of 0.6, which states no bank."""
    return {
        "policy": "aid", "clause": "1.loan.drawn", "applicant": applicant, "kind": "loan", "item": item,
        "matter": f"loan: {item}", "keys": {}, "event_date": day, "year": int(day[:4]), "proposed": "20000.00",
        "admitted": "20000.00", "charged": {}, "due": {day[:4]: "20000.00"}, "outcome": "awarded", **more,
    }  # fmt: skip


def ledger(*lines: dict[str, Any], **more: object) -> str:
    return json.dumps({"policy": "aid", "currency": "CNY", "ledger": lines, **more})


def firm(applicant: str, *loans: dict[str, Any]) -> dict[str, Any]:
    person = {"id": applicant, "kinds": ["firm"]}
    return {"applicant": person, "as_of": "2023-12-31", "records": {"loan": [*loans]}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("words", WORDS), ("aid", PAGE), ("capped", CAPPED), ("per_firm", PER_FIRM)):
        (tmp_path / f"{name}.ipp").write_text(text, encoding="utf-8")
    (tmp_path / "2022.json").write_text(ledger(line("A", "2022-03-01"), line("B", "2022-05-01", "F2")), "utf-8")
    (tmp_path / "2023.json").write_text(ledger(line("C", "2023-03-01")), "utf-8")
    facts = [firm("F1", loan("A", "2022-03-01"), loan("C", "2023-03-01")), firm("F2", loan("B", "2022-05-01"))]
    (tmp_path / "firms.json").write_text(json.dumps(facts), "utf-8")
    (tmp_path / "f1.json").write_text(json.dumps(firm("F1", loan("D", "2023-06-01"))), "utf-8")
    (tmp_path / "f2.json").write_text(json.dumps(facts[1]), "utf-8")
    return tmp_path


CALLS = {
    "complete": ("ledger complete 2022.json --policy aid.ipp -o whole.json", 3),
    "complete_with_facts": ("ledger complete 2022.json --policy aid.ipp --facts firms.json -o whole.json", 0),
    "check": ("ledger check 2022.json 2023.json --policy per_firm.ipp", 1),
    "check_without_key": ("ledger check 2022.json 2023.json --policy capped.ipp", 3),
    "check_with_facts": ("ledger check 2022.json 2023.json --policy per_firm.ipp --facts firms.json", 1),
    "check_clean": ("ledger check 2022.json 2023.json --policy aid.ipp", 0),
    "json_complete": ("ledger complete 2022.json --policy aid.ipp -o whole.json --format json", 3),
    "json_check": ("ledger check 2022.json 2023.json --policy per_firm.ipp --format json", 1),
    "each": ("eval capped.ipp --each --facts f1.json --facts f2.json --history 2022.json", 1),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", CALLS)
def test_a_call_prints_its_golden(name: str, language: str, folder: Path, update_golden: bool) -> None:
    words, code = CALLS[name]
    with working_in(folder):
        ran = run(*words.split(), "--lang", language)
    golden = ROOT / "tests" / "golden" / "cli" / f"ledger_{name}_{language}.txt"
    check_golden(golden, f"$ ipdsl {words}\n{ran.both}", update_golden)
    assert ran.code == code


def test_a_completed_ledger_lets_a_later_cap_count_by_its_key(folder: Path) -> None:
    with working_in(folder):
        facts = json.dumps(firm("F1", loan("D", "2023-06-01"), loan("E", "2023-07-01")))
        Path("f1.json").write_text(facts, "utf-8")
        stopped = run("eval", "capped.ipp", "--facts", "f1.json", "--history", "2022.json")
        assert (stopped.code, "R056" in stopped.err, "ipdsl ledger complete" in stopped.err) == (1, True, True)
        assert run(*CALLS["complete_with_facts"][0].split()).code == 0
        settled = run("eval", "capped.ipp", "--facts", "f1.json", "--history", "whole.json", "--format", "json")
    assert json.loads(settled.out)["total"] == "20000.00"


def test_an_existing_file_is_kept_and_the_input_may_be_replaced(folder: Path) -> None:
    with working_in(folder):
        before = Path("2023.json").read_bytes()
        refused = run("ledger", "complete", "2022.json", "--policy", "aid.ipp", "-o", "2023.json")
        assert (refused.code, "U025" in refused.err, Path("2023.json").read_bytes()) == (2, True, before)
        for name in ("aid.ipp", "firms.json"):
            words = ("--policy", "aid.ipp", "--facts", "firms.json", "-o", name)
            assert run("ledger", "complete", "2022.json", *words).code == 2
        assert run("ledger", "complete", "2022.json", "--policy", "aid.ipp", "-o", "2022.json").code == 3
        assert json.loads(Path("2022.json").read_bytes())["schema"] == 3


HOSTILE = {
    "broken": ("{", "R003"),
    "no object": ("3", "U014"),
    "no ledger": ('{"lines": []}', "U014"),
    "lines of nothing": (ledger(), ""),
    "empty file": ("", "U014"),
    "lines that are no lines": ('{"policy": "aid", "currency": "CNY", "ledger": [3, null]}', "R0"),
    "other policy": (ledger(line("A", "2022-03-01")).replace('"aid"', '"bid"'), "R060"),
    "other currency": (ledger(currency="EUR"), "R061"),
    "other schema": (ledger(schema=9), "R066"),
    "no pages": (ledger(line("A", "2022-03-01"), pages=[3], schema=3), "R07"),
    "unknown award": (ledger(line("A", "2022-03-01", clause="9.loan.drawn")), "R050"),
    "sums in words": (ledger(line("A", "2022-03-01", due={"2022": "many"})), "R0"),
}


@pytest.mark.parametrize("verb", ["complete", "check"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_wrong_ledger_gives_a_finding(name: str, verb: str, folder: Path) -> None:
    text, code = HOSTILE[name]
    with working_in(folder):
        Path("wrong.json").write_text(text, "utf-8")
        ran = run(
            "ledger", verb, "wrong.json", "--policy", "aid.ipp", *(["-o", "x.json"] if verb == "complete" else [])
        )
        assert ran.code == (1 if code[:1] == "R" else 2 if code else 0), ran.both
        assert code in ran.err
        assert "Traceback" not in ran.both
        assert "internal error" not in ran.both
        assert Path("x.json").exists() == (verb == "complete" and not code)


def test_two_ledgers_of_different_policies_are_refused_by_the_name_of_the_file(folder: Path) -> None:
    with working_in(folder):
        other = Path("2022.json").read_text("utf-8").replace('"aid"', '"bid"')
        Path("other.json").write_text(other, "utf-8")
        ran = run("ledger", "check", "2023.json", "other.json", "--policy", "aid.ipp")
        assert (ran.code, "R060" in ran.err, "other.json" in ran.err) == (1, True, True)
        twice = run("ledger", "check", "2023.json", "2023.json", "--policy", "aid.ipp")
        missing = run("ledger", "check", "2023.json", "nowhere.json", "--policy", "aid.ipp")
    assert (twice.code, missing.code, "U001" in missing.err) == (2, 2, True)


def test_a_modified_ledger_needs_a_name(folder: Path) -> None:
    with working_in(folder):
        assert run(*CALLS["complete_with_facts"][0].split()).code == 0
        Path("whole.json").write_text(Path("whole.json").read_text("utf-8").replace("20000.00", "10000.00", 1), "utf-8")
        for words in (("check", "whole.json"), ("complete", "whole.json", "-o", "again.json")):
            refused = run("ledger", *words, "--policy", "aid.ipp")
            assert (refused.code, "R074" in refused.err) == (1, True)


def test_the_folder_of_a_batch_is_completed_and_checked(folder: Path) -> None:
    with working_in(folder):
        tables = {"applicant": "id,kinds\nF1,firm\nF2,firm\n", "loan": (
            "applicant,contract,sum,drawn_on,bank\nF1,A,200000,2022-03-01,X\nF2,B,200000,2022-05-01,Y\n")}  # fmt: skip
        for name, text in tables.items():
            Path("tables").mkdir(exist_ok=True)
            Path(f"tables/{name}.csv").write_text(text, "utf-8")
        call = "batch aid.ipp --facts tables --as-of 2022-12-31 --ledger -o out"
        assert run(*call.split()).code == 0
        whole = run("ledger", "complete", "out/ledger", "--policy", "aid.ipp", "-o", "whole")
        assert whole.code == 0, whole.both
        again = run("ledger", "check", "out/ledger", "whole", "--policy", "aid.ipp", "--format", "json")
        assert (json.loads(again.out)["lines"], json.loads(again.out)["cases"]) == (4, [])
        refused = run("ledger", "complete", "out/ledger", "--policy", "aid.ipp", "-o", "whole")
        assert (refused.code, "U025" in refused.err) == (2, True)
        firms = pa.table({"id": ["F1"], "kinds": [["firm"]]})
        pq.write_table(firms, "firms.parquet")
        for verb in (("complete", "firms.parquet", "-o", "x"), ("check", "firms.parquet"), ("check", "tables")):
            wrong = run("ledger", *verb, "--policy", "aid.ipp")
            assert wrong.code == 2, wrong.both
        head = Path("whole/head.json").read_text("utf-8")
        Path("whole/head.json").write_text(head.replace('"lines": 2', '"lines": 3'), "utf-8")
        assert "R075" in run("ledger", "check", "whole", "--policy", "aid.ipp").err
        Path("whole/head.json").write_text(head, "utf-8")
        shutil.copytree("tables", "later")
        Path("later/loan.csv").write_text(
            "applicant,contract,sum,drawn_on,bank\nF1,D,500000,2023-03-01,X\nF2,E,100000,2023-05-01,X\n", "utf-8"
        )
        shutil.copytree("whole", "later/history")
        ran = run(*["batch", "capped.ipp", "--facts", "later", "--as-of", "2023-12-31", "-o", "next", "--year", "2023"])
        assert (ran.code, "30,000.00" in ran.out) == (0, True), ran.both


def test_the_page_and_the_office_are_told_that_lines_have_no_pages_and_a_letter_is_not(folder: Path) -> None:
    last = ledger(line("A", "2022-03-01", digest="0123456789abcdef"))
    (folder / "2022.json").write_text(last, "utf-8")
    (folder / "firm.json").write_text(json.dumps(firm("F1", loan("C", "2023-03-01"))), "utf-8")
    asked = ("aid.ipp", "--facts", "firm.json", "--history", "2022.json", "--accept-modified-ledger", "Li")
    with working_in(folder):
        assert "ipdsl ledger complete" in " ".join(run("eval", *asked).out.split())
        written = run("letter", *asked, "-o", "letter.html")
        assert "ipdsl ledger complete" in written.err
        assert "ledger complete" not in Path("letter.html").read_text("utf-8")


@pytest.mark.parametrize("release", sampled(RELEASES, max(1, len(RELEASES) - 1), others="broad"))
def test_ledgers_of_every_release_are_completed_and_checked(release: str, tmp_path: Path) -> None:
    copy_release(release, tmp_path / release)
    sums = ("lines", "due", "carried")
    with working_in(tmp_path / release):
        for name, facts in (("ledger_2022.json", "firm.json"), ("ledger_of_firms.json", "firms_without_history.jsonl"),
                            ("bureau.xlsx", "firm.json")):  # fmt: skip
            ran = run("ledger", "complete", name, "--policy", "town.ipp", "--facts", facts, "-o", f"{name}.whole")
            assert (ran.code, "is not stated" in ran.out) == (0, False), ran.both
            whole = json.loads(Path(f"{name}.whole").read_bytes())
            assert (whole["schema"], whole["ledger_head"]["complete"], len(whole["pages"])) == (3, True, 1)
            if name.endswith("json"):
                head = json.loads(Path(name).read_bytes())["ledger_head"]
                assert {part: whole["ledger_head"][part] for part in sums} == {part: head[part] for part in sums}
            checked = run("ledger", "check", name, f"{name}.whole", "--policy", "town.ipp", "--facts", facts)
            assert checked.code in (0, 3), checked.both
        has_head = Path("tables/history").is_dir()  # since 0.7; a table of an earlier release lacks keys of lines
        history = "tables/history" if has_head else "tables/history.parquet"
        table = run("ledger", "complete", history, "--policy", "town.ipp", "-o", "whole")
        assert (table.code, Path("whole/head.json").exists()) == (0 if has_head else 3, True), table.both


def test_runs_over_many_end_with_one_sentence(folder: Path) -> None:
    with working_in(folder):
        ran = run(*CALLS["each"][0].split())
        facts = json.loads(Path("firms.json").read_bytes())
        for each in facts:
            each["history"] = [{"clause": "1.loan.drawn", "item": "Z", "year": 2022, "due": 1}]
        Path("firms.json").write_text(json.dumps(facts), "utf-8")
        every = run("eval", "capped.ipp", "--each", "--facts", "firms.json")
        cohort = run("eval", "capped.ipp", "--cohort", "--facts", "firms.json")
        Path("tables").mkdir()
        Path("tables/applicant.csv").write_text("id,kinds\nF1,firm\nF2,firm\n", "utf-8")
        Path("tables/loan.csv").write_text("applicant,contract,sum,drawn_on,bank\nF1,D,5,2023-03-01,X\n", "utf-8")
        lines = [line("A", "2022-03-01", who) for who in ("F1", "F2")]
        sums = {"proposed": 2000000, "admitted": 2000000, "charged": None, "due": [("2022", 2000000)], "keys": None}
        rows = [{**each, **sums, "event_date": datetime.date(2022, 3, 1)} for each in lines]
        columns = [field for field in LEDGER if field.name not in ("fields", "page", "granted", "payments")]
        pq.write_table(pa.Table.from_pylist(rows, pa.schema(columns)), "tables/history.parquet")  # as 0.6 wrote it
        batch = run("batch", "capped.ipp", "--facts", "tables", "--as-of", "2023-12-31", "-o", "out", "--restart")
        assert "R056" in batch.out, batch.both
        listed = "F1,A,200000,2022-03-01,X\nF2,A,200000,2022-03-01,X\nF1,D,500000,2023-03-01,X\n"
        Path("tables/loan.csv").write_text(f"applicant,contract,sum,drawn_on,bank\n{listed}", "utf-8")
        known = run("batch", "capped.ipp", "--facts", "tables", "--as-of", "2023-12-31", "-o", "out", "--restart")
        assert (known.code, "20,000.00" in known.out) == (0, True), known.both
    sentence = "fills in the keys of a ledger for all applicants"
    assert [shown.both.replace("\n", " ").count(sentence) for shown in (ran, every, cohort, batch)] == [1, 1, 1, 1]


def test_a_completed_ledger_keeps_the_answers_of_the_register(folder: Path) -> None:
    renamed = {"renamed": {"from": "F1", "to": "F9"}}
    with working_in(folder):
        stated = json.loads(Path("2022.json").read_bytes())
        Path("answered.json").write_text(json.dumps({**stated, "answers": [renamed]}), "utf-8")
        assert run("ledger", "complete", "answered.json", "--policy", "aid.ipp", "-o", "whole.json").code == 3
        whole = json.loads(Path("whole.json").read_bytes())
        (kept,) = [line for line in whole["ledger"] if "renamed" in line]
        assert kept["renamed"] == renamed["renamed"]
        again = run("ledger", "complete", "whole.json", "--policy", "aid.ipp", "-o", "again.json")
        assert again.code == 3, again.both
        assert json.loads(Path("again.json").read_bytes())["ledger"] == whole["ledger"]
