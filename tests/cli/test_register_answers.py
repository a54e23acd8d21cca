"""Answers about two ids (`--renamed`, `--apart`): every door follows them, and every writer keeps them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.ledger.ledger_file import plain_lines
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import to_json
from tests.support.batch import ledgers
from tests.support.batch.ledgers import LOANS
from tests.support.cli import Ran, run
from tests.support.parquet import parts as bytes_of
from tests.support.slow import sampled

RENAMED = {"renamed": {"from": "B", "to": "C", "by": "Li Hua"}}
DATED = {"renamed": {"from": "B", "to": "C", "day": "2023-12-31", "by": "Li Hua"}}
"""The same of a run that names its day."""

Loan = tuple[str, str]
FIRST: list[Loan] = [("A", "L1"), ("B", "L2")]
SECOND: list[Loan] = [("A", "L3"), ("C", "L4")]
THIRD: list[Loan] = [("A", "L5"), ("C", "L6")]
ANSWER = ("--renamed", "B=C", "--answered-by", "Li Hua")


def answer(kind: str, old: str, new: str) -> dict[str, Any]:
    return {kind: {"from": old, "to": new}}


def loan_facts(year: int, loans: list[Loan], name: str) -> dict[str, Any]:
    rows = [{"contract": item, "sum": "600.00", "drawn_on": f"{year}-03-01"} for whose, item in loans if whose == name]
    return {"applicant": {"id": name, "kinds": ["firm"]}, "as_of": f"{year}-12-31", "records": {"loan": rows}}


def state(folder: Path, year: int, loans: list[Loan]) -> Path:
    """The facts of a year in JSON, one file an applicant."""
    (folder / str(year)).mkdir()
    for name in dict.fromkeys(name for name, _ in loans):
        path = folder / str(year) / f"{name}.json"
        path.write_text(json.dumps(loan_facts(year, loans, name)), "utf-8")
    return folder / str(year)


def tables(folder: Path, year: int, loans: list[Loan]) -> Path:
    """The same facts as flat tables."""
    names, items = map(list, zip(*loans, strict=True))
    columns = {"applicant": names, "contract": items, "sum": pa.array([60_000] * len(loans), pa.int64()),
               "drawn_on": [f"{year}-03-01"] * len(loans)}  # fmt: skip
    ids = list(dict.fromkeys(names))
    applicants = pa.table({"id": ids, "kinds": ["firm"] * len(ids)})
    return ledgers.write(folder / f"tables {year}", {"applicant": applicants, "loan": pa.table(columns)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page that pays 60 a loan and 100 a firm, three years of facts, and the ledger of the first."""
    ledgers.page(tmp_path, LOANS)
    for year, loans in ((2022, FIRST), (2023, SECOND), (2024, THIRD)):
        state(tmp_path, year, loans)
    assert settle("--each", tmp_path, 2022, "--ledger-out", tmp_path / "2022.ledger").code == 0
    return tmp_path


def facts_of(folder: Path, year: int) -> list[str | Path]:
    return [word for path in sorted((folder / str(year)).glob("*.json")) for word in ("--facts", path)]


def settle(door: str, folder: Path, year: int, *more: str | Path) -> Ran:
    """A year by `eval` or `letter`, with all applicants (`C` alone by the door `eval`)."""
    page, facts = folder / "t.ipp", facts_of(folder, year)
    if door == "eval":
        return run("eval", page, "--facts", folder / str(year) / "C.json", *more)
    if door.startswith("letter"):
        shutil.rmtree(folder / "letters", ignore_errors=True)
        (folder / "letters").mkdir()
        how = ["--cohort"] if "cohort" in door else []
        return run("letter", page, *facts, *how, "-o", folder / "letters" / "{applicant}.html", *more)
    return run("eval", page, door, *facts, *more)


def ledger(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


def kept(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of a ledger that another one has too."""
    return sorted((line for line in after["ledger"] if line in before["ledger"]), key=str)


def due_by_item(lines: list[dict[str, Any]]) -> dict[str, float]:
    return {line["item"]: sum(map(float, line["due"].values())) for line in lines if "item" in line}


DOORS = ("--each", "--cohort", "letter", "letter cohort", "eval")
PAID = {"L1": 60.0, "L2": 60.0, "L3": 40.0, "L4": 40.0}
"""What is due of 100 for each firm: C continues where B stopped."""


@pytest.mark.parametrize("door", sampled(DOORS, 3, others="broad"))
def test_the_lines_of_a_renamed_applicant_count_and_the_ledger_keeps_them_and_the_answer(
    folder: Path, door: str
) -> None:
    before, out = ledger(folder / "2022.ledger"), folder / "2023.ledger"
    ran = settle(door, folder, 2023, "--history", folder / "2022.ledger", *ANSWER, "--ledger-out", out)
    assert ran.code == 0, ran.both
    after = ledger(out)
    assert kept(before, after) == sorted(before["ledger"], key=str), "equal in every part"
    (kept_answer,) = (line for line in after["ledger"] if "renamed" in line)
    assert {name: part for name, part in kept_answer.items() if name != "digest"} == RENAMED
    assert len(after["ledger"]) == after["ledger_head"]["lines"]
    expected = {item: sum_ for item, sum_ in PAID.items() if door != "eval" or item != "L3"}
    assert due_by_item(after["ledger"]) == expected
    ran = settle(door, folder, 2024, "--history", out, "--ledger-out", folder / "2024.ledger")
    assert ran.code == 0, ran.both
    last = ledger(folder / "2024.ledger")
    assert kept(after, last) == sorted(after["ledger"], key=str)
    assert due_by_item(last["ledger"])["L6"] == 0


def test_a_sealed_answer_that_was_changed_is_found(folder: Path) -> None:
    out = folder / "2023.ledger"
    settle("--each", folder, 2023, "--history", folder / "2022.ledger", *ANSWER, "--ledger-out", out)
    changed = out.read_text("utf-8").replace('"to": "C"', '"to": "D"')
    assert changed != out.read_text("utf-8")
    out.write_text(changed, "utf-8")
    for door in DOORS:
        assert "error[R074]" in settle(door, folder, 2024, "--history", out).err
    lines = ledger(out)["ledger"]
    shorter = {**ledger(out), "ledger": [line for line in lines if "renamed" not in line]}
    out.write_text(json.dumps(shorter), "utf-8")
    assert "error[R075]" in settle("--each", folder, 2024, "--history", out).err


def test_the_library_follows_answers_and_its_decision_has_those_about_the_applicant(folder: Path) -> None:
    policy = ipdsl.load(folder / "t.ipp")
    answers = [answer("renamed", "B", "C"), answer("apart", "A", "D")]
    history = {**ledger(folder / "2022.ledger"), "answers": answers}
    decision = policy.evaluate(loan_facts(2023, SECOND, "C"), history=history)
    assert str(decision.total) == "40.00 CNY"
    plain: Any = to_json(decision)
    assert [line for line in plain["ledger"] if "item" not in line] == [
        {**answers[0], "digest": plain["ledger"][-1]["digest"]}
    ]
    later = policy.evaluate(loan_facts(2024, THIRD, "C"), history=json.loads(json.dumps(plain)))
    assert (later.total.minor, later.history_of_others) == (0, 0)
    cohort = policy.evaluate_cohort([loan_facts(2023, SECOND, name) for name in ("A", "C")], history=history)
    assert [str(one.total) for one in cohort.decisions] == ["40.00 CNY", "40.00 CNY"]
    assert policy.compare_applicants(cohort.decisions, history) == []


@pytest.mark.parametrize(
    ("answers", "because"),
    sampled(
        [
            ([("renamed", "X", "C")], "the ledger has no line of the first id"),
            ([("renamed", "B", "B")], "the first id would be renamed to itself"),
            ([("renamed", "B", "C"), ("renamed", "C", "B")], "the first id would be renamed to itself"),
            ([("renamed", "B", "C"), ("renamed", "B", "D")], "the first id was renamed to `C`"),
            ([("renamed", "B", "")], "it lacks an id"),
            ([("renamed", "B", "A")], "both ids have a line of one event"),
        ],
        3,
        others="broad",
    ),
)
def test_answers_that_cannot_be_are_errors_of_the_library(
    folder: Path, answers: list[tuple[str, str, str]], because: str
) -> None:
    policy = ipdsl.load(folder / "t.ipp")
    lines = ledger(folder / "2022.ledger")["ledger"]
    stated = [*lines, {**lines[0], "applicant": "B"}] if because.startswith("both") else lines
    history = [*stated, *(answer(*one) for one in answers)]
    with pytest.raises(FactsError, match=because):
        plain_lines(history, policy.program)
    with pytest.raises(FactsError, match=because):
        policy.evaluate(loan_facts(2023, SECOND, "C"), history=history)


def test_an_answer_needs_a_ledger(folder: Path) -> None:
    for words in (("--renamed", "B=C"), ("--history-number", "1")):
        ran = settle("--each", folder, 2023, *words)
        assert (ran.code, "--history" in ran.err) == (2, True)


def test_a_run_stops_at_a_ledger_with_another_number(folder: Path) -> None:
    number = ledger(folder / "2022.ledger")["ledger_head"]["number"]
    for door in DOORS:
        words = ("--history", folder / "2022.ledger", *ANSWER)
        assert settle(door, folder, 2023, *words, "--history-number", number).code == 0
        ran = settle(door, folder, 2023, *words, "--history-number", "0123")
        assert f"error[R127]: the number of the ledger is {number}, not 0123" in ran.err


# ---------------------------------------------------------------------------------------------- tables


def first_batch(folder: Path) -> Path:
    """The facts of 2023 as tables, with the ledger of a batch of 2022 as their history."""
    assert ledgers.settle(folder / "t.ipp", tables(folder, 2022, FIRST), folder / "out 2022", 2022).code == 0
    facts = tables(folder, 2023, SECOND)
    ledgers.next_year(facts, folder / "out 2022")
    return facts


@pytest.mark.parametrize(
    "how",
    [
        pytest.param((), marks=pytest.mark.broad),
        pytest.param(("--chunk", "1"), marks=pytest.mark.broad),
        pytest.param(("--chunk", "1", "--processes", "2"), marks=pytest.mark.broad),
        ("--cohort",),
    ],
)
def test_a_batch_follows_answers_and_its_ledger_keeps_them(folder: Path, how: tuple[str, ...]) -> None:
    page, facts, out = folder / "t.ipp", first_batch(folder), folder / "out 2023"
    before = ledgers.lines_of(folder / "out 2022")
    refused = ledgers.settle(page, facts, out, 2023, *how)
    assert refused.code == 1
    assert ledgers.settle(page, facts, out, 2023, *how, *ANSWER, "--restart").code == 0
    lines = ledgers.lines_of(out)
    assert [line for line in lines if line in before] == before, "B is B, in every part"
    assert {line["item"]: sum(sum_ for _, sum_ in line["due"]) for line in lines} == {
        item: sum_ * 100 for item, sum_ in PAID.items()
    }
    assert ledgers.head_of(out)["answers"] == [DATED]
    later = tables(folder, 2024, THIRD)
    ledgers.next_year(later, out)
    assert ledgers.settle(page, later, folder / "out 2024", 2024, *how).code == 0
    assert ledgers.total_of(folder / "out 2024") == 0
    assert ledgers.head_of(folder / "out 2024")["answers"] == [DATED]
    each = run("eval", page, "--each", "--facts", later, "--as-of", "2024-12-31", "--format", "json")
    assert json.loads(each.out)["total"] == "0.00", each.err
    head = later / "history" / "head.json"
    head.write_text(head.read_text("utf-8").replace('"C"', '"D"'), "utf-8")
    assert "R074" in ledgers.settle(page, later, folder / "out 2024", 2024, *how, "--restart").err


@pytest.mark.parametrize("door", sampled(["--each", "--cohort", "letter"], 3, others="broad"))
def test_eval_and_letter_over_a_folder_follow_answers_and_keep_the_lines(folder: Path, door: str) -> None:
    facts, out = first_batch(folder), folder / "2023.ledger"

    def settle_folder(facts: Path, year: int, *more: str | Path) -> Ran:
        how = [door] if door != "letter" else ["-o", folder / "{applicant}.html"]
        verb = "letter" if door == "letter" else "eval"
        return run(verb, folder / "t.ipp", "--facts", facts, *how, "--as-of", f"{year}-12-31", *more)

    number = ledgers.head_of(folder / "out 2022")["ledger_head"]["number"]
    ran = settle_folder(facts, 2023, *ANSWER, "--history-number", "0123")
    assert f"error[R127]: the number of the ledger is {number}, not 0123" in ran.err
    ran = settle_folder(facts, 2023, *ANSWER, "--history-number", number, "--ledger-out", out)
    assert ran.code == 0, ran.both
    answered = ledger(out)
    of_json = folder / "json.ledger"
    settle("--each", folder, 2023, "--history", folder / "2022.ledger", *ANSWER, "--ledger-out", of_json)
    before = ledger(folder / "2022.ledger")["ledger"]
    assert [line for line in answered["ledger"] if line in before] == before, "B is B, in every part"
    assert due_by_item(answered["ledger"]) == due_by_item(ledger(of_json)["ledger"]) == PAID
    assert [line["renamed"] for line in answered["ledger"] if "renamed" in line] == [DATED["renamed"]]
    assert answered["ledger_head"]["previous"] == number


def test_an_answer_over_a_folder_needs_a_ledger(folder: Path) -> None:
    facts = tables(folder, 2023, SECOND)
    for words in (("--renamed", "B=C"), ("--history-number", "1")):
        ran = run("eval", folder / "t.ipp", "--each", "--facts", facts, "--as-of", "2023-12-31", *words)
        assert (ran.code, "error[R1" in ran.err) == (1, True), ran.both


def test_lines_of_a_renamed_applicant_are_those_of_eval(folder: Path) -> None:
    facts = first_batch(folder)
    assert ledgers.settle(folder / "t.ipp", facts, folder / "out 2023", 2023, *ANSWER).code == 0
    out = folder / "2023.ledger"
    settle("--each", folder, 2023, "--history", folder / "2022.ledger", *ANSWER, "--ledger-out", out)
    of_eval = [line for line in ledger(out)["ledger"] if "item" in line]
    names = ("applicant", "item", "year", "page", "outcome")
    of_batch = [tuple(line[name] for name in names) for line in ledgers.lines_of(folder / "out 2023")]
    assert of_batch == [tuple(line[name] for name in names) for line in of_eval]


@pytest.mark.broad
def test_a_refused_batch_has_no_whole_ledger_and_an_answer_completes_it(folder: Path) -> None:
    """A row that looks like one of the ledger: the run is refused, its chunks stay, and `--apart` ends it."""
    page, facts = folder / "t.ipp", first_batch(folder)
    shutil.rmtree(facts)
    tables(folder, 2023, [("A", "L3"), ("b.", "L4")])
    ledgers.next_year(facts, folder / "out 2022")
    out = folder / "out 2023"
    ran = ledgers.settle(page, facts, out, 2023)
    assert "error[R121]: `b.` is not in the ledger" in ran.err
    assert not (out / "ledger" / "head.json").exists()
    before = bytes_of(out)
    ran = ledgers.settle(page, facts, out, 2023, "--apart", "B=b.")
    assert "R121" not in ran.err
    assert ledgers.head_of(out)["answers"] == [{"apart": {"from": "B", "to": "b.", "day": "2023-12-31"}}]
    assert {name: data for name, data in bytes_of(out).items() if name in before} == before
    ledgers.next_year(facts, out)
    assert "R121" not in ledgers.settle(page, facts, folder / "again", 2023).err, "later runs know the answer"


def test_impossible_answers_of_a_batch(folder: Path) -> None:
    page, facts = folder / "t.ipp", first_batch(folder)
    for words, because in (
        (("--renamed", "X=C"), "the ledger has no line of the first id"),
        (("--renamed", "B=C", "--renamed", "C=B"), "the first id would be renamed to itself"),
        (("--history-number", "0123"), ", not 0123"),
    ):
        ran = ledgers.settle(page, facts, folder / "out 2023", 2023, *words)
        assert (ran.code, because in ran.err) == (1, True), ran.err
    shutil.rmtree(facts / "history")
    ran = ledgers.settle(page, facts, folder / "out 2023", 2023, "--renamed", "B=C")
    assert "error[R126]" in ran.err


# ---------------------------------------------------------------------------------------------- workbooks


def test_a_workbook_has_the_answers_of_its_ledger(folder: Path) -> None:
    book, out = folder / "book.xlsx", folder / "2023.ledger"
    ran = run("template", folder / "t.ipp", "--for", "bureau", "--history", folder / "2022.ledger", *ANSWER,
              "--facts", folder / "2023" / "C.json", "-o", book)  # fmt: skip
    assert ran.code == 0, ran.both
    ran = run("eval", folder / "t.ipp", "--each", "--facts", book, "--ledger-out", out)
    assert ran.code == 0, ran.both
    assert due_by_item(ledger(out)["ledger"]) == {"L2": 60.0, "L4": 40.0}
    (line,) = kept(ledger(folder / "2022.ledger"), ledger(out))
    assert (line["applicant"], line["item"]) == ("B", "L2")
    assert [line for line in ledger(out)["ledger"] if "renamed" in line]
