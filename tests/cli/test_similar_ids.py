"""Ids that look the same are an error (R059) at every door, and `--apart` ends it, each answer its own."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

import ipdsl
from ipdsl.ledger import recall as answer_module
from ipdsl.plain_data.errors import FactsError
from tests.support.batch import ledgers
from tests.support.cli import Ran, run
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

PAGE = ledgers.LOANS + "  cap 1000000 across applicants\n"
ALIKE = ("A1", "a1", "Ａ1")
"""Three ids that look the same."""
PAIRS = [*itertools.combinations(ALIKE, 2)]


def facts(name: str, year: int = 2023) -> dict[str, Any]:
    loan = {"contract": f"L{(*ALIKE, 'B').index(name)} {year}", "sum": "600.00", "drawn_on": f"{year}-03-01"}
    return {"applicant": {"id": name, "kinds": ["firm"]}, "as_of": f"{year}-12-31", "records": {"loan": [loan]}}


def apart(pairs: list[tuple[str, str]]) -> list[str]:
    return [word for old, new in pairs for word in ("--apart", f"{old}={new}")]


def state(folder: Path, names: tuple[str, ...], year: int = 2023) -> Path:
    path = folder / f"{''.join(names)}-{year}.json"
    stated = [facts(name, year) for name in names]
    path.write_text(json.dumps(stated if len(stated) > 1 else stated[0]), "utf-8")
    return path


def flat(folder: Path, names: tuple[str, ...] = ALIKE, year: int = 2023) -> Path:
    stated = [facts(name, year)["records"]["loan"][0] for name in names]
    loans: dict[str, list[Any]] = {"applicant": [*names]}
    loans |= {name: [loan[name] for loan in stated] for name in ("contract", "sum", "drawn_on")}
    tables = {"applicant": {"id": [*names], "kinds": ["firm"] * len(names)}, "loan": loans}
    return ledgers.write(folder / f"flat {year}", {name: ledgers.pa.table(table) for name, table in tables.items()})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ledgers.page(tmp_path, PAGE)
    return tmp_path


def unanswered(pairs: list[tuple[str, str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in PAIRS if pair not in pairs}


def reported(text: str) -> set[frozenset[str]]:
    """The pairs of ids that are reported."""
    return {frozenset(pair) for pair in re.findall(r"`(\S+)` (?:looks like|看起来像) ?`(\S+)`", text)}


# ---------------------------------------------------------------------------------------------- the ids of one run

Door = Callable[[Path, list[str]], Ran]


def by_cohort(folder: Path, more: list[str]) -> Ran:
    words = ("--facts", state(folder, ALIKE), "--cohort", "--ledger-out", folder / "out.json")
    return run("eval", folder / "t.ipp", *words, *more)


def by_batch(folder: Path, tables: Path, more: list[str]) -> Ran:
    return ledgers.settle(folder / "t.ipp", tables, folder / "out", 2023, "--cohort", *more)


def by_flat_tables(folder: Path, more: list[str]) -> Ran:
    return by_batch(folder, flat(folder), ["--chunk", "2", *more])


def by_csv(folder: Path, more: list[str]) -> Ran:
    tables = flat(folder)
    for path in tables.glob("*.parquet"):
        pa_csv.write_csv(pq.read_table(path), path.with_suffix(".csv"))
        path.unlink()
    return by_batch(folder, tables, more)


def by_nested_table(folder: Path, more: list[str]) -> Ran:
    stated = [{name: part for name, part in facts(one).items() if name != "as_of"} for one in ALIKE]
    table = nested_table(ipdsl.load(folder / "t.ipp").program, stated)
    pq.write_table(table, folder / "nested.parquet")
    return by_batch(folder, folder / "nested.parquet", more)


def by_workbook(folder: Path, more: list[str]) -> Ran:
    words = ("--facts", flat(folder), "--for", "bureau", "-o", folder / "book.xlsx")
    (folder / "book.xlsx").unlink(missing_ok=True)
    assert run("template", folder / "t.ipp", *words).code == 0
    return by_batch(folder, folder / "book.xlsx", more)


DOORS: dict[str, Door] = {
    "cohort": by_cohort, "flat": by_flat_tables, "csv": by_csv, "nested": by_nested_table, "workbook": by_workbook,
}  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize("door", sampled(DOORS, 2, others="broad"))
def test_applicants_of_one_run_that_look_the_same_are_refused_until_each_pair_is_answered(
    folder: Path, door: str
) -> None:
    for number in range(len(PAIRS)):
        ran = DOORS[door](folder, [*apart(PAIRS[:number]), *(["--restart"] if "out" in ran_into(folder) else [])])
        assert (ran.code, "error[R059]" in ran.err) == (1, True), ran.err
        assert reported(ran.err) <= unanswered(PAIRS[:number])
        assert f"--apart '{'='.join(next(iter(ordered(ran.err))))}'" in re.sub(r"\n\s*", " ", ran.err)
    ran = DOORS[door](folder, [*apart(PAIRS), *(["--restart"] if "out" in ran_into(folder) else [])])
    assert ran.code == 0, ran.err
    kept = json.loads((folder / "out.json").read_text("utf-8"))["ledger"] if door == "cohort" else (
        ledgers.head_of(folder / "out")["answers"])  # fmt: skip
    assert [(one["apart"]["from"], one["apart"]["to"]) for one in kept if "apart" in one] == PAIRS


def ran_into(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def ordered(text: str) -> list[tuple[str, str]]:
    return [(other, word) for word, other in re.findall(r"`(\S+)` looks like `(\S+)`", text)]


# ---------------------------------------------------------------------------------------------- an id of the ledger


def first_ledger(folder: Path) -> Path:
    out = folder / "2022.json"
    assert (
        run("eval", folder / "t.ipp", "--each", "--facts", state(folder, ("A1",), 2022), "--ledger-out", out).code == 0
    )
    return out


def test_ids_that_differ_in_case_alone_get_two_letters(folder: Path) -> None:
    path, out = state(folder, ("A1", "a1")), folder / "letters" / "{applicant}.html"
    ran = run("letter", folder / "t.ipp", "--facts", path, "--cohort", "-o", out, *apart([("A1", "a1")]))
    assert ran.code == 0, ran.both
    assert sorted(path.name for path in out.parent.iterdir()) == ["A1.html", "a1 (2).html"]
    for name in ("A1", "a1"):
        (letter,) = out.parent.glob(f"{name}[. ]*")
        assert f"L{ALIKE.index(name)} 2023" in letter.read_text("utf-8")


@pytest.mark.parametrize("how", ["eval", "--each", "--cohort", "letter"])
def test_an_id_that_looks_like_one_of_the_ledger_is_answered_once(folder: Path, how: str) -> None:
    def settled(year: int, ledger: Path, *more: str) -> Ran:
        stated = state(folder, ("a1",), year)
        words = ["--facts", stated, "--history", ledger, "--ledger-out", folder / f"{year}.json", *more]
        if how == "letter":
            return run("letter", folder / "t.ipp", *words, "-o", folder / "{applicant}.html")
        return run("eval", folder / "t.ipp", *words, *([] if how == "eval" else [how]))

    ledger = first_ledger(folder)
    assert "error[R059]" in settled(2023, ledger).err
    assert "error[R059]" in settled(2023, ledger, "--apart", "A1=Ａ1").err, "an answer about others"
    ran = settled(2023, ledger, "--apart", "A1=a1")
    assert ran.code == 0, ran.err
    lines = json.loads((folder / "2023.json").read_text("utf-8"))["ledger"]
    assert {line["applicant"] for line in lines if "item" in line} == {"A1", "a1"}
    assert len([line for line in lines if "apart" in line]) == 1
    ran = settled(2024, folder / "2023.json")
    assert ran.code == 0, ran.err


@pytest.mark.broad
@pytest.mark.parametrize(
    "more",
    [
        ("--chunk", "1"),
        ("--chunk", "1", "--processes", "2"),
        ("--chunk", "100"),
    ],
)
def test_rows_of_a_batch_that_look_like_lines_of_others_are_settled_with_the_answer(
    folder: Path, more: tuple[str, ...]
) -> None:
    """The rows failed, so a batch with the answer is another run."""
    page, before = ledgers.page(folder / "alone", ledgers.LOANS), folder / "before"
    assert ledgers.settle(page, flat(folder, ("A1", "B"), 2022), before, 2022).code == 0
    tables, out = flat(folder, ("a1", "Ａ1", "B"), 2023), folder / "out"
    ledgers.next_year(tables, before)
    words = more
    both = apart([("A1", "a1"), ("A1", "Ａ1"), ("a1", "Ａ1")])
    assert ledgers.settle(page, tables, out, 2023, *words, *both[4:]).code == 1
    assert ledgers.total_of(out) == 4000
    assert "error[U" in ledgers.settle(page, tables, out, 2023, *words, *both).err, "other answers: another run"
    one = ledgers.settle(page, tables, out, 2023, *words, *both[:2], *both[4:], "--restart")
    assert re.findall(r"--apart '(\S+)'", one.err) == ["A1=Ａ1"]
    assert errors_of(out) == [("R059", "Ａ1"), ("R095", "A1")]
    assert ledgers.total_of(out) == 10_000
    assert ledgers.settle(page, tables, out, 2023, *words, *both, "--restart").err.count("R") == 0
    assert errors_of(out) == [("R095", "A1")], "an applicant without facts of this year"
    assert ledgers.total_of(out) == 16_000
    assert {line["applicant"] for line in ledgers.lines_of(out)} == {*ALIKE, "B"}
    later = flat(folder, ("a1", "Ａ1", "B"), 2024)
    ledgers.next_year(later, out)
    ledgers.settle(page, later, folder / "later", 2024, *words)
    assert errors_of(folder / "later") == [("R095", "A1")], "the ledger has the answers"


def errors_of(out: Path) -> list[tuple[str, str]]:
    lines = [line for part in (out / "errors").glob("*.parquet") for line in pq.read_table(part).to_pylist()]
    return sorted({(line["code"], line["applicant"]) for line in lines})


@pytest.mark.broad
def test_a_resumed_batch_goes_on_with_the_same_answers(folder: Path) -> None:
    tables, out = flat(folder), folder / "out"
    words = ("--cohort", "--chunk", "1", *apart(PAIRS))
    whole = ledgers.settle(folder / "t.ipp", tables, folder / "whole", 2023, *words)
    assert ledgers.settle(folder / "t.ipp", tables, out, 2023, *words).code == whole.code == 0
    chunks = out / "chunks.jsonl"
    chunks.write_text(chunks.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    assert ledgers.settle(folder / "t.ipp", tables, out, 2023, *words).code == 0
    assert ledgers.lines_of(out) == ledgers.lines_of(folder / "whole")
    assert ledgers.head_of(out)["answers"] == ledgers.head_of(folder / "whole")["answers"]


def test_a_workbook_of_some_applicants_has_the_answer_about_an_omitted_one(folder: Path) -> None:
    ledger, book = first_ledger(folder), folder / "book.xlsx"

    def settled(*more: str) -> Ran:
        words = ("--for", "bureau", "--history", ledger, "--facts", state(folder, ("a1",)), "-o", book)
        book.unlink(missing_ok=True)
        made = run("template", folder / "t.ipp", *words, *more)
        return made if made.code else run("eval", folder / "t.ipp", "--each", "--facts", book)

    assert "R059" in settled().err
    assert settled("--apart", "A1=a1").code == 0


# ---------------------------------------------------------------------------------------------- the library


def test_the_library_takes_answers_with_a_ledger_and_without_one(folder: Path) -> None:
    policy = ipdsl.load(folder / "t.ipp")
    given = [{"apart": {"from": old, "to": new}} for old, new in PAIRS]
    stated = [facts(name) for name in ALIKE]
    for number in range(len(PAIRS)):
        with pytest.raises(FactsError) as refused:
            policy.evaluate_cohort(stated, history={"answers": given[:number]})
        found = {frozenset((vars(one)["word"], vars(one)["other"])) for one in refused.value.report}
        assert found <= unanswered(PAIRS[:number])
    cohort = policy.evaluate_cohort(stated, history={"answers": given})
    assert str(cohort.total) == "180.00 CNY"
    assert policy.compare_applicants(cohort.decisions, {"answers": given}) == []
    assert all(decision.answers == tuple(given) for decision in cohort.decisions)
    own = [{**one, "history": [{"clause": "lend", "item": "L9", "year": 2022, "due": "95.00"}]} for one in stated]
    assert str(policy.evaluate_cohort(own, history={"answers": given}).total) == "15.00 CNY", "their own history counts"


def test_answers_without_a_ledger_state_no_history(folder: Path) -> None:
    policy, given = ipdsl.load(folder / "t.ipp"), {"answers": [{"apart": {"from": "A1", "to": "a1"}}]}
    alone, answered = (
        policy.evaluate(facts("A1"), strict=True),
        policy.evaluate(facts("A1"), strict=True, history=given),
    )
    assert answered.is_undetermined == alone.is_undetermined is True
    assert [str(one) for one in answered.assumptions] == [str(one) for one in alone.assumptions]


@pytest.mark.parametrize("cohort", [True, False])
def test_tables_of_the_library_take_and_keep_answers(folder: Path, cohort: bool) -> None:
    policy = ledgers.policy(folder / "own", PAGE if cohort else ledgers.LOANS)
    given = [{"apart": {"from": old, "to": new}} for old, new in PAIRS]

    def settled(year: int, history: Any, answers: list[Any]) -> Any:
        tables = {path.stem: pq.read_table(path) for path in flat(folder, ("a1", "Ａ1"), year).glob("*.parquet")}
        return policy.evaluate_table({**tables, "history": history}, as_of=f"{year}-12-31", ledger=True, cohort=cohort,
                                     answers=answers)  # fmt: skip

    before = policy.evaluate_table({path.stem: pq.read_table(path) for path in flat(folder, ("A1",), 2022).glob("*")},
                                   as_of="2022-12-31", ledger=True).ledger  # fmt: skip
    if cohort:
        with pytest.raises(FactsError, match="R059"):
            settled(2023, before, [])
    else:
        assert settled(2023, before, []).errors["code"].to_pylist().count("R059") == 2
        assert settled(2023, before, given[:1]).errors["code"].to_pylist().count("R059") == 1
    result = settled(2023, before, given)
    assert [code for code in result.errors["code"].to_pylist() if code != "R095"] == []
    later = settled(2024, result.ledger, [])
    assert [code for code in later.errors["code"].to_pylist() if code != "R095"] == []
    with pytest.raises(FactsError, match="the ledger has no line of the first id"):
        settled(2023, before, [{"apart": {"from": "X", "to": "a1"}}])


def test_an_answer_that_ended_every_error_would_break_the_law(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = {frozenset(pair) for pair in PAIRS}
    monkeypatch.setattr(answer_module, "answered_pairs", lambda lines: everything if [*lines] else set())
    with pytest.raises(AssertionError):
        test_applicants_of_one_run_that_look_the_same_are_refused_until_each_pair_is_answered(folder, "cohort")
