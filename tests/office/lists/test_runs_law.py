"""A list from a run of `batch` is the list from its facts: over drawn policies, histories with payments, and faults."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.batch import finished_run
from ipdsl.batch.batch import Batch
from ipdsl.batch.evaluate import CPYTHON, Options, TablePolicy
from ipdsl.batch.finished_run import FinishedRun, StatedApplicant
from ipdsl.batch.intake.intake import IngestedTable, take_in
from ipdsl.batch.parts import ResultFolder, TableFiles, locked_folder
from ipdsl.decision.decision import Decision, Request
from ipdsl.ledger.lines import is_final
from ipdsl.office.letters.fact_names import letter_localizer
from ipdsl.office.lists import run_rows
from ipdsl.office.lists.decided_rows import decided_rows, listed_applicant
from ipdsl.office.lists.list_files import lists_to_json
from ipdsl.office.lists.list_names import ARTICLES, LISTS, OPEN
from ipdsl.office.lists.rows import ListedApplicant
from ipdsl.office.lists.tables import ListOptions, OtherRows, policy_list
from ipdsl.office.stamp import Stamp
from ipdsl.report.decision_json import ledger_to_json
from tests.properties.pipeline import Compiled, compile_texts
from tests.support.batch import ledgers
from tests.support.batch.cohorts import as_cohort
from tests.support.batch.column_code import SEED, column_code
from tests.support.batch.drawn_cohorts import drawn_cohort, drawn_policy
from tests.support.batch.law import generated_case
from tests.support.batch.own_lines import with_own_lines
from tests.support.in_tables import nested_table

POLICIES = int(os.environ.get("LISTS_POLICIES", "100"))
Case = tuple[Compiled, list[dict[str, Any]]]


def _cases(many: int) -> list[Case]:
    """Generated policies, every other one with lines of an earlier run."""
    cases = []
    for number in range(many):
        made, facts = generated_case(SEED, number, 8)
        stated = with_own_lines(made, facts, random.Random(f"{SEED}:{number}")) if number % 2 else facts
        if stated:
            cases.append((made, stated))
    return cases


class _TableInMemory(TableFiles):
    """A nested table that no file holds: Parquet has no records without fields."""

    form_of_input = "nested"

    def __init__(self, made: Compiled, facts: list[dict[str, Any]]) -> None:
        self._whole = take_in(nested_table(made.program, facts), made.code)
        self.form, self.rows = self._whole.form, len(facts)

    def ids_of_run(self) -> list[pa.Array]:
        return [self._whole.ids]

    def intakes(self, size: int, first: int = 0, step: int = 1) -> Iterator[tuple[int, IngestedTable]]:
        for number in range(first, -(-self.rows // size), step):
            table, ids = (part.slice(number * size, size) for part in (self._whole.table, self._whole.ids))
            yield number, IngestedTable(table, self.form, ids, (), frozenset())


def _run_of(
    made: Compiled, facts: list[dict[str, Any]], folder: Path, year: int | None, *, cohort: bool
) -> tuple[Batch, FinishedRun]:
    """The facts as a table, settled by `batch` in chunks of three."""
    options = Options(as_of=None, year=year, claims=True, engine=CPYTHON, chunk=3, cohort=cohort)
    out = folder / "run"
    policy, tables = TablePolicy(made.code, lambda _: column_code(made)), _TableInMemory(made, facts)
    batch = Batch(policy, tables, options)  # type: ignore[arg-type]  # the files of tables are not needed
    with locked_folder(str(out)):
        results = ResultFolder(str(out), batch.describe("firms"), restart=False)
        batch.write(batch.settle_chunks(0), results, lambda _: None)
        batch.close(results)
    return batch, FinishedRun.of(str(out), made.program)


def _differing_lists(
    case: Case,
    folder: Path,
    counts: Counter[str],
    year: int | None = None,
    cohort: Sequence[Decision] = (),
    names: Iterable[str] = LISTS,
) -> list[str]:
    """The lists that differ between the facts and the run."""
    made, facts = case
    program, localize = made.program, letter_localizer(made.program, Language.EN)
    batch, run = _run_of(made, facts, folder, year, cohort=bool(cohort))
    decisions = cohort or [made.evaluate_open(one, year=year) for one in facts]
    stamp = Stamp.of(decisions, Request())
    settled = [listed_applicant(decision, {}, localize, is_person=False) for decision in decisions]

    def listed(name: str, applicants: list[ListedApplicant], rows: OtherRows) -> Any:
        options = ListOptions(by_year=True)
        entry = policy_list(name, program, applicants, rows, (), stamp, options, localize, is_single=True)
        return {
            **lists_to_json([entry]),
            "sheets": [[*map(str, table.rows)] for table in (*entry.main, *entry.outside)],
        }

    differing = []
    for name in names:
        stated = [StatedApplicant(one["applicant"]["id"], (), {}) for one in facts]
        rows = run.rows(batch, with_reasons=name == OPEN, with_cuts=name == ARTICLES)
        of_run = [*run_rows.applicants_of_run(rows, stated, program, localize)]
        sums = run_rows.sums_of_run(run, program, localize)
        lists = [listed(name, settled, decided_rows(program, localize, "")),
                 listed(name, of_run, decided_rows(program, localize, "", sums))]  # fmt: skip
        counts[f"{name}, without a decision"] += sum(applicant.decision is None for applicant in of_run)
        counts.update(
            {key: len(rows) for key, rows in lists[0].items() if key in ("overpaid", "unpaid", "nothing_due")}
        )
        if lists[0] != lists[1]:
            parts = (part for part in lists[0] if lists[0][part] != lists[1].get(part))
            differing.append(f"{name}: " + "; ".join(f"{part} {lists[0][part]} {lists[1].get(part)}" for part in parts))
    return differing


@pytest.mark.slow
def test_a_list_from_a_run_is_the_list_from_its_facts(tmp_path: Path) -> None:
    counts = Counter[str]()
    for number, case in enumerate(_cases(POLICIES)):
        year = 2023 if number % 5 == 4 else None
        assert not _differing_lists(case, tmp_path / str(number), counts, year), case[0].text
    assert min(counts[name] for name in ("overpaid", "unpaid", "nothing_due")), counts
    assert min(counts[f"{name}, without a decision"] for name in LISTS), counts


def _recorded_case() -> Case:
    """A policy whose money waits, and applicants with a ledger: unpaid in part, paid too much, settled again."""
    made = compile_texts(ledgers.HEAD.format(name="t", currency="CNY") + WAITING, ledgers.WORDS, "words")
    firms = [
        {
            "applicant": {"id": f"F{number}", "kinds": ["firm"]}, "as_of": "2024-12-31", "support": [],
            "records": {"loan": [
                {"contract": f"{year}-{number}", "sum": number % 4 * 1000 * (year - 2020), "drawn_on": f"{year}-03-01"}
                for year in (2022, 2023, 2024) if (number + year) % 3
            ], "patent": [{"number": f"P{number}", "kind": "x", "granted_on": "2024-05-01"}] * (number % 2)},
        }
        for number in range(12)
    ]  # fmt: skip
    for number, firm in enumerate(firms):
        before = made.evaluate_open({**firm, "as_of": "2022-12-31", "history": []})
        lines = ledger_to_json([line for line in before.ledger if is_final(line)])
        for line in lines if number % 3 else ():
            paid = sum(map(Decimal, line["due"].values())) + (number % 3 - 1.5 > 0) * 2 - 1
            line["payments"] = [{"day": "2023-01-31", "amount": f"{paid:.2f}"}] if paid > 0 else []
        firm["history"] = lines
    return made, firms


WAITING = """article 1 "A"
  award 10% of sum to firm when loan drawn
    as lend
  cap 150 per firm per year
    carry forward 1 year
article 2 "B"
  award 500 once per firm to firm when patent granted
"""
FAULTS: Mapping[str, tuple[str, Any]] = {
    "uneven lines are not seen": ("_has_uneven_line", lambda intake: np.zeros(intake.table.num_rows, bool)),
    "ways are not read": ("equals", lambda texts, _: np.ones(len(texts), bool)),
}


@pytest.mark.parametrize(
    "year", [pytest.param(None, marks=pytest.mark.broad), pytest.param(2023, marks=pytest.mark.slow)]
)
def test_a_list_has_the_ledger_and_the_reasons_of_a_run(tmp_path: Path, year: int | None) -> None:
    counts = Counter[str]()
    assert not _differing_lists(_recorded_case(), tmp_path / "firms", counts, year)
    assert min(counts[name] for name in ("overpaid", "unpaid", "nothing_due")), counts
    assert min(counts[f"{name}, without a decision"] for name in LISTS if year is None or name != ARTICLES), counts


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_what_is_decided_again_breaks_the_law(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(finished_run, *FAULTS[fault])
    assert _differing_lists(_recorded_case(), tmp_path / "firms", Counter())


@pytest.mark.broad
def test_cuts_that_wait_are_decided_for_the_sums_by_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FinishedRun, "_rows_with_cuts_that_wait", lambda *_: np.zeros(0, np.int64))
    [differing] = _differing_lists(_recorded_case(), tmp_path / "firms", Counter())
    assert differing.startswith("articles: ")


@pytest.mark.slow
def test_a_list_from_a_cohort_has_the_amounts_of_the_cohort(tmp_path: Path) -> None:
    counts = Counter[str]()
    for number in range(30):
        draw = random.Random(f"{SEED}:{number}")
        made = drawn_policy(draw)
        facts = drawn_cohort(draw, made, 9, odd=0.2)
        for place, firm in enumerate(facts):
            firm.pop("history", None)
            lines = [line for line in made.evaluate_open({**firm, "as_of": "2021-12-31"}).ledger if is_final(line)]
            payments = [{"day": "2022-01-31", "amount": "1.00"}]
            firm["history"] = [{**line, "payments": payments} for line in ledger_to_json(lines) if place % 2]
        decided = as_cohort(made, facts)
        if isinstance(decided, str):
            continue
        names = [name for name in LISTS if name != ARTICLES or not made.program.settlement.carry_over_steps]
        differing = _differing_lists((made, facts), tmp_path / str(number), counts, None, decided.decisions, names)
        assert not [text for text in differing if not text.startswith("open: ")], made.text
    assert min(counts["unpaid"], counts["payments, without a decision"]), counts
