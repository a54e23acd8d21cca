"""The ledger after a run has every line that was read, unchanged except those that the run settles again."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.compared import JointSettlement
from ipdsl.batch.evaluate import CPYTHON, Options, TablePolicy
from ipdsl.batch.readers import named_lines
from ipdsl.batch.readers.named_lines import LEDGER, StatedLines
from ipdsl.batch.result import LedgerRows
from ipdsl.ledger.lines import RESETTLED_WORDS
from ipdsl.report.decision_json import ledger_to_json
from tests.properties.pipeline import Compiled
from tests.support.batch import ledgers
from tests.support.batch.column_code import column_code
from tests.support.batch.histories import plain_lines, with_history
from tests.support.batch.law import generated_case
from tests.support.batch.ledgers import ONCE, patents
from tests.support.batch.own_lines import with_own_lines
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

# ---------------------------------------------------------------------------------------------- applicants left out

FIRST = [("A", "p1", "2022-03-01"), ("B", "p2", "2022-03-01")]
LAST = [("A", "p5", "2024-03-01"), ("B", "p6", "2024-03-01")]


@pytest.mark.parametrize(
    ("records", "ids", "codes"),
    sampled(
        [
            ([("A", "p3", "2023-03-01"), ("B", "p4", "2023-13-05")], ("A", "B"), ["R036"]),  # G1a, G1e: a bad row
            ([("A", "p3", "2023-03-01")], ("A",), ["R095"]),  # G1b: not in the tables of the year
            ([("A", "p3", "2023-03-01")], ("A", "B", "B"), ["R082", "R082"]),
            ([("A", "p3", "2023-03-01")], ("A", "B "), ["R035", "R095"]),
        ],
        3,
        others="broad",
    ),
)
def test_who_is_not_settled_keeps_the_lines(
    records: list[ledgers.Record], ids: tuple[str, ...], codes: list[str], tmp_path: Path
) -> None:
    policy = ledgers.policy(tmp_path, ONCE)
    first = policy.evaluate_table(patents(FIRST), as_of="2022-12-31", ledger=True)
    assert first.applicants["due"].to_pylist() == [500_000, 500_000]
    second = policy.evaluate_table(patents(records, ids, first.ledger), as_of="2023-12-31", ledger=True)
    assert sorted(second.errors["code"].to_pylist()) == codes
    assert second.kept_applicants == 1
    assert "lines kept of 1 applicant that were not settled" in second.notes
    kept = [line for line in second.ledger.to_pylist() if line["applicant"] == "B"]
    assert kept == [line for line in first.ledger.to_pylist() if line["applicant"] == "B"]
    third = policy.evaluate_table(patents(LAST, history=second.ledger), as_of="2024-12-31")
    assert third.applicants["due"].to_pylist() == [0, 0], "nobody is paid twice"


def test_a_table_that_lost_its_pages_is_told(tmp_path: Path) -> None:
    """Other libraries drop the metadata of a column, which are the pages."""
    policy = ledgers.policy(tmp_path, ONCE)
    ledger = policy.evaluate_table(patents(FIRST), as_of="2022-12-31", ledger=True).ledger
    for history in (ledger, ledger.cast(pa.schema([field.remove_metadata() for field in ledger.schema]))):
        result = policy.evaluate_table(patents(LAST, history=history), as_of="2024-12-31")
        told = [note for note in result.notes if "without its pages" in note]
        assert len(told) == (0 if history is ledger else 1)


@pytest.mark.parametrize("name", sampled(["G1a", "G1b"], 2, others="broad"))
def test_the_folder_of_each_year_is_the_history_of_the_next(name: str, tmp_path: Path) -> None:
    day, ids = ("2023-13-05", ("A", "B")) if name == "G1a" else ("2023-03-01", ("A",))
    second = [("A", "p3", "2023-03-01"), ("B", "p4", day)][: len(ids)]
    page = ledgers.page(tmp_path, ONCE)
    for year, records, names in ((2022, FIRST, ("A", "B")), (2023, second, ids), (2024, LAST, ("A", "B"))):
        facts = ledgers.write(tmp_path / f"facts-{year}", patents(records, names))
        if year > 2022:
            ledgers.next_year(facts, tmp_path / str(year - 1))
        ran = ledgers.settle(page, facts, tmp_path / str(year), year)
        assert ran.code == (1 if year == 2023 else 0), ran.both
        told = "lines kept of 1 applicant that were not settled"
        assert (told in " ".join(ran.out.split())) == (year == 2023)
    heads = [ledgers.head_of(tmp_path / str(year))["ledger_head"] for year in (2022, 2023, 2024)]
    assert [head["kept_applicants"] for head in heads] == [0, 1, 0]
    assert [head["previous"] for head in heads] == [None, heads[0]["number"], heads[1]["number"]]
    assert ledgers.total_of(tmp_path / "2024") == 0, "B is not paid again"
    assert {line["applicant"] for line in ledgers.lines_of(tmp_path / "2024")} == {"A", "B"}


def test_an_open_applicant_keeps_the_lines(tmp_path: Path) -> None:
    policy = ledgers.policy(tmp_path, ONCE)
    first = policy.evaluate_table(patents(FIRST), as_of="2022-12-31", ledger=True).ledger
    tables = patents([("A", "p3", "2023-03-01"), ("B", "p4", None)], history=first)  # type: ignore[list-item]
    second = policy.evaluate_table(tables, as_of="2023-12-31", ledger=True)
    assert second.ledger.to_pylist()[2:] == first.to_pylist()[1:]
    third = policy.evaluate_table(patents(LAST, history=second.ledger), as_of="2024-12-31")
    assert third.applicants["due"].to_pylist() == [0, 0]


def test_a_line_that_cannot_be_read_leaves_the_ledger_without_a_head(tmp_path: Path) -> None:
    page = ledgers.page(tmp_path, ONCE)
    history = pa.table({"applicant": ["A", "B"], "clause": ["grant"] * 2, "item": ["p1", "p2"],
                        "year": ["2022", "twenty"], "due": ["5000"] * 2})  # fmt: skip
    facts = ledgers.write(tmp_path / "facts", patents([], history=history))
    ran = ledgers.settle(page, facts, tmp_path / "out", 2023)
    assert ran.code == 1
    assert "1 line cannot be read" in " ".join(ran.out.split())
    assert [line["applicant"] for line in ledgers.lines_of(tmp_path / "out")] == ["A"]
    assert not (tmp_path / "out" / "ledger" / "head.json").exists()


# ---------------------------------------------------------------------------------------------- a cohort

ACROSS = {
    "cap": ("cap 3000 across applicants", 100_000),
    "cap per year": ("cap 3000 per year across applicants", 200_000),
    "limit": ("limit 1 applicants across applicants", 0),
    "order": ("limit 1 loans across applicants, highest sum first", 0),
}


def loans_of(ids: str, whose: str, day: str, history: Any = None) -> dict[str, pa.Table]:
    """Flat tables of these applicants, of which one has a loan."""
    loan = pa.table({"applicant": [whose], "contract": [f"L{day}"], "sum": ["100"], "drawn_on": [day]})
    tables = {"applicant": pa.table({"id": [*ids], "kinds": ["firm"] * len(ids)}), "loan": loan}
    return tables if history is None else {**tables, "history": history}


@pytest.mark.parametrize("year", [None, 2023])
@pytest.mark.parametrize("name", sampled(ACROSS, 3, others="broad"))
def test_rules_across_applicants_count_the_lines_of_who_is_absent(name: str, year: int | None, tmp_path: Path) -> None:
    rule, due = ACROSS[name]
    policy = ledgers.policy(tmp_path, f'article 1 "A"\n  award 2000 to firm when loan drawn\n  {rule}\n')
    paid = {"contract": "L2022-03-01", "sum": 100, "drawn_on": "2022-03-01"}
    first = [{"applicant": {"id": "A", "kinds": ["firm"]}, "records": {"loan": [paid]}, "as_of": "2022-12-31"}]
    ledger = policy.evaluate_table(
        loans_of("A", "A", "2022-03-01"), as_of="2022-12-31", cohort=True, ledger=True
    ).ledger
    result = policy.evaluate_table(
        loans_of("BC", "C", "2023-03-01", ledger), as_of="2023-12-31", cohort=True, ledger=True, year=year
    )
    assert result.applicants["due"].to_pylist() == [0, due]
    assert result.ledger.to_pylist()[:1] == ledger.to_pylist(), "the line is kept as it was"
    later = [
        {
            "applicant": {"id": name, "kinds": ["firm"]},
            "records": {"loan": records},
            "history": [],
            "as_of": "2023-12-31",
        }
        for name, records in (("B", []), ("C", [{"contract": "L2023-03-01", "sum": 100, "drawn_on": "2023-03-01"}]))
    ]
    lines = [line for one in policy.evaluate_cohort(first).decisions for line in one.ledger]
    history = {"policy": "t", "currency": "CNY", "ledger": ledger_to_json(lines)}
    cohort = policy.beside([policy.read_facts(one) for one in later], history)
    assert [one.total.minor for one in policy.evaluate_cohort(cohort).decisions] == [0, due]


def test_a_line_of_who_is_absent_that_cannot_be_read_stops_the_cohort(tmp_path: Path) -> None:
    policy = ledgers.policy(
        tmp_path, 'article 1 "A"\n  award 2000 to firm when loan drawn\n  cap 3000 across applicants\n'
    )
    history = pa.table({"applicant": ["A"], "clause": ["1.loan.drawn"], "item": ["a"], "year": ["twenty"],
                        "due": ["2000"]})  # fmt: skip
    with pytest.raises(ipdsl.FactsError, match="twenty"):
        policy.evaluate_table(loans_of("BC", "C", "2023-03-01", history), as_of="2023-12-31", cohort=True)


def test_lines_of_who_is_absent_that_are_forgotten_break_the_law(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(JointSettlement, "read_lines", lambda *_: None)
    with pytest.raises(AssertionError):
        test_rules_across_applicants_count_the_lines_of_who_is_absent("cap", None, tmp_path)


# ---------------------------------------------------------------------------------------------- parts of lines

PRIZES = """
policy t "T"
  document "D"
  effective 2021-01-01 to 2026-12-31
  use ip
  same matter of patent_prize is patent

article 1 "A"
  award by prize to enterprise when patent_prize won
    silver: 600000
    excellence: 300000
    as prize
  award 5000 to enterprise when invention_patent granted
    as pat

article 2 "B"
  over policy
    no repeat per matter per level
    top up per matter
"""


def prizes(*won: tuple[str, str, str], history: pa.Table | None = None) -> dict[str, Any]:
    """Flat tables of one enterprise with patent prizes: the patent, the prize and the day."""
    columns = {
        "patent": [one[0] for one in won], "level": ["national"] * len(won), "prize": [one[1] for one in won],
        "project": ["J"] * len(won), "for_design": [False] * len(won), "implemented_here": [True] * len(won),
        "won_on": [one[2] for one in won], "applicant": ["A"] * len(won),
    }  # fmt: skip
    types = {"for_design": pa.bool_(), "implemented_here": pa.bool_()}
    table = pa.table({name: pa.array(cells, types.get(name, pa.string())) for name, cells in columns.items()})
    granted = pa.table({name: pa.array([], pa.string()) for name in ("applicant", "number", "granted_on")})
    tables = {"applicant": pa.table({"id": ["A"], "kinds": ["enterprise"]}), "patent_prize": table,
              "invention_patent": granted}  # fmt: skip
    return {**tables, **({} if history is None else {"history": history})}


def line(**parts: Any) -> pa.Table:
    """One line of history of A."""
    keys, payments = parts.pop("keys", None), parts.pop("payments", None)
    table = pa.table({"applicant": ["A"], **{name: [part] for name, part in parts.items()}})
    if keys is not None:
        table = table.append_column("keys", pa.array([[*keys.items()]], pa.map_(pa.string(), pa.string())))
    if payments is not None:
        table = table.append_column("payments", pa.array([payments], LEDGER.field("payments").type))
    return table


@pytest.mark.parametrize(
    ("history", "due"),
    [
        (line(policy="old", clause="5", kind="patent_prize", item="X", year=2022, due="250000",
              keys={"patent": "ZL1", "level": "provincial"}), 35_000_000),  # G2a
        (line(clause="prize", item="ZL1 / provincial / excellence", year=2022, due="100000", granted="300000"),
         30_000_000),  # G2c
    ],
)  # fmt: skip
def test_what_a_line_states_counts_years_later(history: pa.Table, due: int) -> None:
    policy = ipdsl.load_text(PRIZES)
    at_once = policy.evaluate_table(prizes(("ZL1", "silver", "2024-03-01"), history=history), as_of="2024-12-31")
    assert at_once.applicants["due"].to_pylist() == [due], "with the line itself"
    kept = policy.evaluate_table(prizes(history=history), as_of="2023-12-31", ledger=True).ledger
    kept = policy.evaluate_table(prizes(history=kept), as_of="2023-12-31", ledger=True).ledger
    later = policy.evaluate_table(prizes(("ZL1", "silver", "2024-03-01"), history=kept), as_of="2024-12-31")
    assert later.applicants["due"].to_pylist() == [due], "with the ledger of two years"


def test_payments_are_kept_and_what_is_unpaid_is_told() -> None:  # G2e
    policy, paid = ipdsl.load_text(PRIZES), [{"day": datetime.date(2022, 12, 1), "amount": 200_000}]
    history = line(clause="pat", item="a0", year=2022, due="5000", payments=paid)
    kept = policy.evaluate_table(prizes(history=history), as_of="2023-12-31", ledger=True).ledger
    again = policy.evaluate_table(prizes(history=kept), as_of="2024-12-31", ledger=True).ledger
    for ledger in (kept, again):
        assert ledger["payments"].to_pylist() == [paid]
        [stated] = plain_lines(policy.code, ledger, ["A"])
        facts = {"applicant": {"id": "A", "kinds": ["enterprise"]}, "history": stated, "as_of": "2024-12-31"}
        [balance] = policy.evaluate(facts).balances
        assert balance.due.minor - balance.paid.minor == 300_000, "3,000.00 is unpaid"


def test_a_short_line_stays_as_it_was_stated() -> None:
    history = line(clause="prize", item="ZL1 / provincial / excellence", year=2022, due="100000")
    kept = ipdsl.load_text(PRIZES).evaluate_table(prizes(history=history), as_of="2023-12-31", ledger=True).ledger
    stated = {"applicant": "A", "policy": "t", "clause": "prize", "item": "ZL1 / provincial / excellence",
              "year": 2022, "due": [("2022", 10_000_000)], "by_discretion": False}  # fmt: skip
    assert kept.to_pylist() == [dict.fromkeys(LEDGER.names) | stated]


def test_fields_pages_and_keys_that_no_rule_names_are_kept() -> None:
    policy = ipdsl.load_text(PRIZES)
    whole = {
        "applicant": "A", "policy": "t", "clause": "prize", "row": "silver", "kind": "patent_prize",
        "item": "ZL1 / national / silver", "keys": [("level", ["national"]), ("patent", ["ZL1"]), ("project", ["J"])],
        "by_discretion": False, "event_date": datetime.date(2022, 3, 1), "year": 2022, "proposed": 60_000_000,
        "admitted": 60_000_000, "charged": [("9 cap per nothing", 5)], "due": [("2022", 60_000_000)], "carried": 0,
        "lapsed": 0, "outcome": "awarded", "fields": [("project", ["J"])], "page": 2,
        "payments": [{"day": datetime.date(2023, 1, 5), "amount": 1}], "matter": "patent_prize: ZL1", "level": None,
        "granted": None, "carry_until": None,
    }  # fmt: skip
    history = pa.Table.from_pylist([whole], LEDGER)
    found = policy.evaluate_table(prizes(("ZL2", "silver", "2023-03-01"), history=history), as_of="2023-12-31",
                                  ledger=True)  # fmt: skip
    assert found.ways == {"columns": 1}
    assert found.ledger.to_pylist()[0] == whole


# ---------------------------------------------------------------------------------------------- laws


def drawn(number: int) -> tuple[Compiled, list[dict[str, Any]]]:
    """A generated policy, and applicants with lines of it and of others."""
    made, facts = generated_case(77, number, 8)
    return made, with_own_lines(made, facts, random.Random(number))


def settled(made: Compiled, table: pa.Table) -> pa.Table:
    """The ledger of a table, without an as-of date of its own."""
    policy = TablePolicy(made.code, lambda _: column_code(made))
    result = policy.settle(table, Options(as_of=datetime.date(2024, 12, 31), engine=CPYTHON, ledger=True))
    assert result.ledger is not None
    return result.ledger


def is_settled_again(line: dict[str, Any]) -> bool:
    """Whether a run settles the event of a line although its facts state no record: money waits, or the line of a
    claim about the applicant or a year was not final.
    """
    return bool(line["carried"]) or (line["kind"] is None and line["outcome"] in RESETTLED_WORDS)


def changed_lines(number: int) -> tuple[int, int]:
    """How many lines of a ledger differ after a run whose facts touch none of them, and how many it has."""
    made, facts = drawn(number)
    if not facts:
        return 0, 0
    stated = [{part: one[part] for part in one if part != "as_of"} for one in facts]
    first = settled(made, nested_table(made.program, stated))
    empty = [{**one, "records": {}, "history": []} for one in stated]
    second = settled(made, with_history(nested_table(made.program, empty), first))
    assert second.num_rows >= first.num_rows
    kept = second.to_pylist()
    return sum(one not in kept for one in first.to_pylist() if not is_settled_again(one)), first.num_rows


@pytest.mark.broad
@pytest.mark.parametrize("many", [4, pytest.param(120, marks=pytest.mark.slow)])
def test_facts_that_touch_no_line_leave_all_lines_equal(many: int) -> None:
    counts = [changed_lines(number) for number in range(many)]
    assert sum(lines for _, lines in counts) > many
    assert not sum(changed for changed, _ in counts)


def without_a_part(name: str) -> Any:
    """Reads lines without one of their parts."""
    read = named_lines._part
    return lambda inner, field: pa.nulls(len(inner), field.type) if field.name == name else read(inner, field)


@pytest.mark.parametrize(
    "fault", sampled(["keys", "granted", "payments", "due", "charged", "matter"], 6, others="broad")
)
def test_a_part_left_out_breaks_the_law(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    monkeypatch.setattr(named_lines, "_part", without_a_part(fault))
    parts = {
        "granted": test_what_a_line_states_counts_years_later,
        "payments": test_payments_are_kept_and_what_is_unpaid_is_told,
    }
    if fault in parts:
        history = line(clause="prize", item="ZL1 / provincial / excellence", year=2022, due=10_000_000,
                       granted=30_000_000)  # fmt: skip
        with pytest.raises((AssertionError, ValueError)):
            parts[fault](*([history, 30_000_000] if fault == "granted" else []))  # type: ignore[operator]
    else:
        assert any(changed_lines(number)[0] for number in range(40))


@pytest.mark.parametrize("fault", ["failed", "absent"])
def test_an_applicant_left_out_breaks_the_law(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: str) -> None:
    make = LedgerRows.__init__

    def left_out(self: LedgerRows, read: StatedLines, absent: StatedLines, *more: Any) -> None:
        nothing = attrs.evolve(
            absent, table=absent.table.slice(0, 0), owner=absent.owner[:0], is_read=absent.is_read[:0]
        )
        make(self, read, nothing if fault == "absent" else absent, *more)
        if fault == "failed":  # as 0.6 kept the lines of settled applicants only
            self._is_kept &= read.owner != 1

    monkeypatch.setattr(LedgerRows, "__init__", left_out)
    records = [("A", "p3", "2023-03-01"), ("B", "p4", "2023-13-05")]
    case = (records, ("A", "B"), ["R036"]) if fault == "failed" else (records[:1], ("A",), ["R095"])
    with pytest.raises(AssertionError):
        test_who_is_not_settled_keeps_the_lines(*case, tmp_path)


def test_lines_stand_in_the_order_of_a_decision(tmp_path: Path) -> None:
    policy = ledgers.policy(tmp_path, ONCE.replace(" once per firm", ""))
    numbers = np.random.default_rng(3).permutation(12)
    records = [("A", f"p{number:02}", f"2022-0{1 + number % 4}-01") for number in numbers]
    ledger = policy.evaluate_table(patents(records, ("A",)), as_of="2022-12-31", ledger=True).ledger
    facts = {
        "applicant": {"id": "A", "kinds": ["firm"]}, "as_of": "2022-12-31", "history": [],
        "records": {"patent": [{"number": number, "granted_on": day} for _, number, day in records]},
    }  # fmt: skip
    assert ledger["item"].to_pylist() == [one.item for one in policy.evaluate(facts).ledger]
