"""Guards between applicants on the command line: the walk of forty firms over two years, answers, and tables."""

from __future__ import annotations

import csv
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from benchmarks.firms import firms
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.decision.decision import Decision
from ipdsl.ledger.ledger_file import ledger_to_plain, lines_to_write
from tests.support.batch.command import batch
from tests.support.cli import Ran, run
from tests.support.parquet import parts as bytes_of
from tests.support.registers import SLIPS, credit_code, pairs_of
from tests.support.slow import sampled

SHAOGUAN = "shaoguan_2021"
POLICY = ipdsl.load(SHAOGUAN)
BEFORE, NOW = "2022-12-31", "2023-12-31"


# ---------------------------------------------------------------------------------------------- the walk


def facts(number: int, last: str, name: str = "") -> dict[str, Any]:
    """The facts of a firm of the walk, with what had happened until a day."""
    firm = drawn_firms()[number]
    records = {
        kind: [row for row in rows if all(day_of(value) <= last for value in row.values())]
        for kind, rows in firm["records"].items()
        if isinstance(rows, list)
    }
    applicant = {**firm["applicant"], "id": name or credit_code(number)}
    return {**firm, "applicant": applicant, "records": records, "as_of": last}


def day_of(value: object) -> str:
    return value if isinstance(value, str) and len(value) == 10 and value[4:5] == "-" else ""


@cache
def drawn_firms() -> list[dict[str, Any]]:
    return [{name: part for name, part in firm.items() if name != "history"} for firm in firms(40)]


@cache
def walk() -> tuple[dict[str, Any], list[Decision], list[int]]:
    """The ledger of 35 firms, the decisions of the next year on 40, and the numbers of the firms with money."""
    first = [POLICY.evaluate(facts(number, BEFORE)) for number in range(35)]
    plain = ledger_to_plain(POLICY.program, lines_to_write(first), None, first)
    ledger = json.loads(json.dumps(plain))
    second = [POLICY.evaluate(facts(number, NOW), history=ledger) for number in range(40)]
    return ledger, second, [number for number, decision in enumerate(first) if decision.total.minor]


def findings_with(number: int, name: str) -> list[Diagnostic]:
    """The findings of the walk if one firm has another id."""
    ledger, decisions, _ = walk()
    decision = POLICY.evaluate(facts(number, NOW, name), history=ledger)
    return POLICY.compare_applicants([*decisions[:number], decision, *decisions[number + 1 :]], ledger)


def test_the_walk_without_a_slip_has_no_error_and_no_warning() -> None:
    ledger, decisions, paid = walk()
    assert len(paid) > 20
    assert {finding.code for finding in POLICY.compare_applicants(decisions, ledger)} <= {"R125"}


@pytest.mark.parametrize("slip", sampled(["letter", "transposed", "lost", "dash"], 2, others="broad"))
def test_every_firm_of_the_walk_with_money_and_a_wrong_id_is_found(slip: str) -> None:
    draw = random.Random(slip)
    for number in walk()[2]:
        name = SLIPS[slip](credit_code(number), draw)
        found = findings_with(number, name)
        pair = (credit_code(number), name)
        codes = [finding for finding in found if finding.code == "R124" and name in str(vars(finding)["ids"])]
        assert pair in pairs_of(found, "R121", "R122") or codes, (number, name)
        assert pairs_of(found, "R121", "R122") <= {pair}
        assert slip != "dash" or pair in pairs_of(found, "R121")


def test_answers_end_the_error_of_each_firm_of_the_walk() -> None:
    ledger, decisions, paid = walk()
    for number in paid:
        old, new = credit_code(number), f"{credit_code(number)[:9]}-{credit_code(number)[9:]}"
        decision = POLICY.evaluate(facts(number, NOW, new), history=ledger)
        run_of = [*decisions[:number], decision, *decisions[number + 1 :]]
        assert pairs_of(POLICY.compare_applicants(run_of, ledger), "R121") == {(old, new)}
        apart = {**ledger, "answers": [{"apart": {"from": old, "to": new}}]}
        assert pairs_of(POLICY.compare_applicants(run_of, apart), "R121", "R122") == set()
        renamed = {**ledger, "answers": [{"renamed": {"from": old, "to": new}}]}
        followed = POLICY.evaluate(facts(number, NOW, new), history=renamed)
        run_of[number] = followed
        assert pairs_of(POLICY.compare_applicants(run_of, renamed), "R121", "R122") == set()
        assert followed.total == decisions[number].total, "its lines are followed"


@pytest.mark.broad
def test_a_single_applicant_with_a_wrong_letter_is_told_and_one_without_is_not() -> None:
    ledger, decisions, paid = walk()
    draw, told = random.Random(3), 0
    for number in paid:
        decision = POLICY.evaluate(facts(number, NOW, SLIPS["letter"](credit_code(number), draw)), history=ledger)
        found = POLICY.compare_applicants([decision], ledger)
        assert {finding.severity.value for finding in found} <= {"warning"}
        told += bool(found)
    assert told == len(paid)
    assert [finding for decision in decisions for finding in POLICY.compare_applicants([decision], ledger)] == []


def test_the_ledger_of_another_register_is_an_error_in_the_walk() -> None:
    ledger, _, _ = walk()
    lines = [{**line, "applicant": f"X{line['applicant']}"} for line in ledger["ledger"]]
    decisions = [POLICY.evaluate(facts(number, NOW), history=lines) for number in range(40)]
    (finding,) = POLICY.compare_applicants(decisions, lines)
    assert (finding.code, vars(finding)["known"]) == ("R120", 0)
    assert "R120" not in {one.code for one in POLICY.compare_applicants(decisions, lines, new_applicants=True)}


# ---------------------------------------------------------------------------------------------- commands

PAGE = "award 1% of amount to enterprise when technology_contract recorded\ncap 8000 per enterprise\n"


def firm(name: str, *contracts: tuple[str, str]) -> dict[str, Any]:
    rows = [{"contract": contract, "amount": 500000, "recorded_on": day} for contract, day in contracts]
    return {"applicant": {"id": name, "kinds": ["enterprise"]}, "records": {"technology_contract": rows}}


A, B, C = ("HT-22-1", "2022-03-01"), ("HT-22-2", "2022-05-01"), ("HT-23-1", "2023-03-01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page, and the ledger of F1 with two contracts and of F2 with another."""
    (tmp_path / "deals.ipp").write_text(PAGE, "utf-8")
    state(tmp_path, "first.json", firm("F1", A, B), firm("F2", ("HT-22-9", "2022-05-05")))
    assert evaluated(tmp_path, "first.json", "--each", "--ledger-out", tmp_path / "ledger.json").code == 0
    return tmp_path


def state(folder: Path, name: str, *applicants: dict[str, Any]) -> None:
    (folder / name).write_text(json.dumps(applicants if len(applicants) > 1 else applicants[0]), "utf-8")


def evaluated(folder: Path, name: str, *more: str | Path) -> Ran:
    return run("eval", folder / "deals.ipp", "--facts", folder / name, *more)


def history(folder: Path) -> tuple[str, Path]:
    return "--history", folder / "ledger.json"


@pytest.mark.parametrize("how", ["--each", "--cohort"])
def test_an_error_writes_nothing_until_it_is_answered(folder: Path, how: str) -> None:
    state(folder, "now.json", firm("F3", A, B, C), firm("F2", C))
    out = folder / "next.json"
    ran = evaluated(folder, "now.json", how, *history(folder), "--ledger-out", out)
    assert (ran.code, ran.out, out.exists()) == (1, "", False)
    assert ran.err.startswith("error[R121]: `F3` is not in the ledger, and `F1` of the ledger is not in this run")
    apart = evaluated(folder, "now.json", how, *history(folder), "--apart", "F1=F3", "--format", "json")
    assert json.loads(apart.out)["total"] == "11000.00", "the cap of F3 begins anew"
    renamed = evaluated(folder, "now.json", how, *history(folder), "--renamed", "F1=F3", "--format", "json",
                        "--ledger-out", out)  # fmt: skip
    assert json.loads(renamed.out)["total"] == "3000.00", "F1 had 8,000 of its 8,000"
    again = evaluated(folder, "now.json", how, "--history", out, "--format", "json")
    assert json.loads(again.out)["total"] == "0.00"


def test_a_letter_is_not_written_for_a_run_with_an_error_and_tells_nothing_of_others(folder: Path) -> None:
    state(folder, "now.json", firm("F-1", C), firm("F2", C))
    words = ("letter", folder / "deals.ipp", "--facts", folder / "now.json", *history(folder), "-o")
    ran = run(*words, folder / "{applicant}.html")
    assert (ran.code, [*folder.glob("*.html")]) == (1, [])
    assert "R121" in ran.err
    ran = run(*words, folder / "{applicant}.html", "--apart", "F1=F-1")
    assert ran.code == 0
    assert "R123" in ran.err
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("*.html")}
    assert set(texts) == {"F-1.html", "F2.html"}
    assert not [name for name, text in texts.items() if "R12" in text or ("F2" in text) != (name == "F2.html")]


def test_a_single_new_applicant_is_told_of_the_ledger_and_its_letter_is_not(folder: Path) -> None:
    state(folder, "one.json", firm("F9", A))
    page = evaluated(folder, "one.json", *history(folder))
    assert "the ledger has no line of this applicant, and lines of 2 others" in page.out
    assert "no earlier payments declared" in page.out
    assert "[R122]" in page.out
    plain = json.loads(evaluated(folder, "one.json", *history(folder), "--format", "json").out)
    assert plain["history_of_others"] == 2
    assert [remark["code"] for remark in plain["remarks"]] == ["R122"]
    ran = run("letter", folder / "deals.ipp", "--facts", folder / "one.json", *history(folder), "-o", folder / "a.html")
    assert ran.code == 0
    assert "R122" in ran.err
    assert "others" not in (folder / "a.html").read_text("utf-8")
    state(folder, "known.json", firm("F1", A))
    known = json.loads(evaluated(folder, "known.json", *history(folder), "--format", "json").out)
    assert (known["history_of_others"], known["remarks"]) == (0, [])


def test_one_id_twice_over_all_files_is_an_error(folder: Path) -> None:
    state(folder, "a.json", firm("F1", C))
    state(folder, "b.json", firm("F1", ("HT-23-2", "2023-03-01")))
    ran = evaluated(folder, "a.json", "--each", "--facts", folder / "b.json")
    assert (ran.code, ran.out) == (1, "")
    assert "error[R082]: applicant `F1` occurs twice" in ran.err


def test_answers_in_the_ledger_are_followed(folder: Path) -> None:
    lines = json.loads((folder / "ledger.json").read_text("utf-8"))["ledger"]
    answer = {"renamed": {"from": "F1", "to": "F3", "day": "2023-01-01", "by": "Li Hua"}}
    (folder / "lines.json").write_text(json.dumps([*lines, answer]), "utf-8")
    state(folder, "now.json", firm("F3", A, B, C), firm("F2", C))
    ran = evaluated(folder, "now.json", "--each", "--history", folder / "lines.json", "--format", "json")
    assert json.loads(ran.out)["total"] == "3000.00"


@pytest.mark.parametrize(
    ("answers", "because"),
    sampled(
        [
            (["--renamed", "F5=F3"], "`--renamed F5=F3` is impossible: the ledger has no line of the first id"),
            (["--apart", "F5=F3"], "`--apart F5=F3` is impossible: the ledger has no line of the first id"),
            (["--renamed", "F1=F1"], "the first id would be renamed to itself"),
            (["--renamed", "F1=F3", "--renamed", "F3=F1"], "the first id would be renamed to itself"),
            (["--renamed", "F1"], "write `--renamed OLD=NEW`"),
            (["--history-number", "3"], ", not 3"),
        ],
        3,
        others="broad",
    ),
)
def test_an_impossible_answer_is_an_error(folder: Path, answers: list[str], because: str) -> None:
    state(folder, "now.json", firm("F3", A, B, C), firm("F2", C))
    ran = evaluated(folder, "now.json", "--each", *history(folder), *answers)
    assert ran.code in (1, 2)
    assert because in ran.err


def test_two_ids_with_a_line_of_one_event_are_not_one(folder: Path) -> None:
    state(folder, "both.json", firm("F1", A), firm("F2", A))
    assert evaluated(folder, "both.json", "--each", "--ledger-out", folder / "both").code == 0
    ran = evaluated(folder, "both.json", "--each", "--history", folder / "both", "--renamed", "F1=F2")
    assert "both ids have a line of one event" in ran.err


def test_a_chain_of_names_is_followed_to_the_last(folder: Path) -> None:
    state(folder, "now.json", firm("F5", A, B, C), firm("F2", C))
    answers = ("--renamed", "F1=F3", "--renamed", "F3=F5")
    ran = evaluated(folder, "now.json", "--each", *history(folder), *answers, "--format", "json")
    assert json.loads(ran.out)["total"] == "3000.00"


# ---------------------------------------------------------------------------------------------- tables


def tables(folder: Path, contracts: list[tuple[str, str, str]], lines: list[tuple[str, str, str]]) -> Path:
    """Flat tables: contracts, and short lines of the history, by applicant."""
    ids = list(dict.fromkeys(name for name, *_ in contracts))
    write_csv(folder / "applicant.csv", ["id", "kinds"], [[name, "enterprise"] for name in ids])
    write_csv(
        folder / "technology_contract.csv", ["applicant", "contract", "recorded_on", "amount"],
        [[*row, "500000"] for row in contracts],
    )  # fmt: skip
    header = ["applicant", "clause", "item", "year", "due"]
    rows = [[name, "technology_contract.recorded", item, day[:4], "5000"] for name, item, day in lines]
    write_csv(folder / "history.csv", header, rows)
    return folder


def write_csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def test_a_batch_ends_with_an_error_and_goes_on_with_the_answer(folder: Path) -> None:
    own = [(f"F{n}", f"HT-22-{n}", "2022-05-01") for n in range(9)]
    path = tables(folder / "in", [*own[:-1], ("F-8", *own[-1][1:])], [*own[:-1], ("F8", *own[-1][1:])])
    out, words = folder / "out", ("--ledger", "--chunk", "4", "--no-others")
    ran = batch(path, "-o", out, *words, policy=folder / "deals.ipp")
    assert ran.code == 1
    assert "error[R121]: `F-8` is not in the ledger, and `F8` of the ledger is not in this run" in ran.err
    before = bytes_of(out)
    assert [name for name in before if name.startswith("guards")] == [f"guards/part-{n:05}.parquet" for n in range(3)]
    ran = batch(path, "-o", out, *words, "--apart", "F8=F-8", policy=folder / "deals.ipp")
    assert "R121" not in ran.err
    assert bytes_of(out) == before


@pytest.mark.parametrize(
    "more",
    [
        ("--chunk", "2"),
        pytest.param(("--chunk", "3", "--processes", "2"), marks=pytest.mark.broad),
        ("--chunk", "100"),
    ],
)
def test_findings_of_a_batch_are_equal_for_chunks_and_processes(folder: Path, more: tuple[str, ...]) -> None:
    """Two firms state one contract, in different chunks; other firms number theirs alike."""
    contracts = [(f"F{n}", f"HT-22-{n % 6}", "2022-03-01") for n in range(7)]
    path = tables(folder / "in", contracts, [])
    ran = batch(path, "-o", folder / "out", "--ledger", "--no-others", *more, policy=folder / "deals.ipp")
    assert ran.code == 0
    assert "warning[R123]" in ran.err
    assert "several applicants were paid for: 1, 10,000.00 CNY in all (F0 + F6)" in ran.err


def test_the_history_of_another_register_is_an_error_of_a_batch(folder: Path) -> None:
    path = tables(folder / "in", [("F1", *B), ("F2", *B)], [("G1", *A), ("G2", *A)])
    ran = batch(path, "-o", folder / "out", "--no-others", policy=folder / "deals.ipp")
    assert "error[R120]: the ledger has 2 applicants, and 0 of the 2 applicants of this run" in ran.err
    ran = batch(path, "-o", folder / "out", "--no-others", "--new-applicants", policy=folder / "deals.ipp")
    assert "R120" not in ran.err
