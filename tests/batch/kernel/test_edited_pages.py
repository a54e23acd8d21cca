"""A page that was edited after its ledger was written: a table comes to what the decision comes to, and to no more."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.intake.intake import nest_flat_tables
from ipdsl.batch.readers import named_lines
from ipdsl.batch.readers.lines import PriorLineReader, SettledLines
from ipdsl.batch.readers.named_lines import LEDGER
from ipdsl.batch.result import LedgerRows
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import ledger_to_json
from tests.support import ledgers as yearly
from tests.support.batch import ledgers
from tests.support.batch.edited_tables import differences_after_edits
from tests.support.batch.histories import with_history
from tests.support.batch.law import Counts
from tests.support.batch.ledgers import INSERTED, TWO
from tests.support.edited_pages import EXCHANGES, NEUTRAL, OTHERS
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

AWARD = """  award 10% of sum to firm when loan drawn
    as lend
"""
PATENT = """article 1 "A"
  award 5000 to firm when patent granted
    as pat
"""
BEFORE = f"""article 1 "A"
{AWARD}  cap 20000 per firm per year
  cap 30000 per firm
"""
IN_A_GROUP = """article 1 "A"
  group g
    award 10% of sum to firm when loan drawn
      as lend
    cap 20000 per firm per year
    cap 30000 per firm
"""
OVER_POLICY = f"""article 1 "A"
{AWARD}  cap 20000 per firm per year

article 2 "B"
  over policy
    cap 30000 per firm
"""


def loan(contract: str, year: int, yuan: int = 300_000) -> dict[str, Any]:
    return {"loan": [{"contract": contract, "sum": yuan, "drawn_on": f"{year}-03-01"}], "patent": []}


def patent(number: str, year: int) -> dict[str, Any]:
    return {"patent": [{"number": number, "kind": "invention", "granted_on": f"{year}-03-01"}], "loan": []}


def firm(name: str, records: dict[str, Any], year: int, history: Any = ()) -> dict[str, Any]:
    return {"applicant": {"id": name, "kinds": ["firm"]}, "records": records, "history": [*history],
            "as_of": f"{year}-12-31"}  # fmt: skip


def later(before: ipdsl.Policy, after: ipdsl.Policy, first: dict[str, Any], second: dict[str, Any]) -> list[int]:
    """What the second year is due under the edited page: by the decision, and by the table with the table's ledger."""
    year_one = firm("A", first, 2022)
    ledger = before.evaluate_table(nested_table(before.program, [year_one]), as_of=None, ledger=True).ledger
    ledger = ledger.cast(LEDGER)  # without its pages, as a table that was written by hand
    decision = after.evaluate(firm("A", second, 2023, ledger_to_json(before.evaluate(year_one).ledger)))
    year_two = {part: cell for part, cell in firm("A", second, 2023).items() if part not in ("history", "as_of")}
    table = with_history(nested_table(after.program, [year_two]), ledger)
    [due] = after.evaluate_table(table, as_of="2023-12-31").applicants["due"].to_pylist()
    return [decision.total.minor, due]


EDITS = {
    "G3a": BEFORE.replace("article 1", "article 2"),
    "G3b": IN_A_GROUP,
    "G3d": OVER_POLICY,
    "G3l": BEFORE.replace("cap 30000 per firm", "cap 30000 per firm per 3 years"),
}


@pytest.mark.parametrize("name", sampled(EDITS, 3, others="broad"))
def test_a_cap_that_the_line_does_not_name_counts_what_is_due(name: str, tmp_path: Path) -> None:
    before, after = (ledgers.policy(tmp_path / place, body) for place, body in (("1", BEFORE), ("2", EDITS[name])))
    assert later(before, after, loan("A", 2022), loan("B", 2023)) == [1_000_000, 1_000_000]


def test_a_cap_that_was_added_counts_what_was_paid_before(tmp_path: Path) -> None:  # G3g
    before = ledgers.policy(tmp_path / "1", PATENT)
    after = ledgers.policy(tmp_path / "2", f"{PATENT}  cap 7000 per firm\n")
    assert later(before, after, patent("ZL1", 2022), patent("ZL2", 2023)) == [200_000, 200_000]


WAITING = f"""article 1 "A"
{AWARD}{{added}}
article 2 "B"
  over policy
    cap 20000 per firm per year
      carry forward 2 years
"""


def test_what_waits_counts_too_and_what_lapsed_does_not(tmp_path: Path) -> None:
    before = ledgers.policy(tmp_path / "1", WAITING.format(added=""))
    after = ledgers.policy(tmp_path / "2", WAITING.format(added="  cap 30000 per firm\n"))
    second = loan("B", 2023, 400_000)
    assert later(before, after, loan("A", 2022, 300_000), second) == [1_000_000, 1_000_000], "what waited, and no more"
    assert later(before, before, loan("A", 2022, 300_000), second) == [2_000_000, 2_000_000]


WITH_PLACES = """article {number} "A"
  award 50% of sum to firm when loan drawn
    as lend
  limit 2 items per firm
  cap 20000 per firm per year
    carry forward 1 year
"""


@pytest.mark.parametrize("number", ["1", "7"])
def test_a_claim_whose_money_lapsed_keeps_its_place_of_a_limit(number: str, tmp_path: Path) -> None:
    """The money of a second loan waits for a year, and lapses; then the article is renumbered."""
    before, after = (ledgers.policy(tmp_path / of, WITH_PLACES.format(number=of)) for of in ("1", number))
    nothing: dict[str, Any] = {"loan": [], "patent": []}
    two = {"loan": [*loan("A", 2022, 120_000)["loan"], *loan("B", 2022, 40_000)["loan"]], "patent": []}
    due, ledger = list[int](), None
    for policy, year, records in ((before, 2022, two), (before, 2023, nothing), (after, 2024, loan("C", 2024, 20_000))):
        stated = {part: firm("A", records, year)[part] for part in ("applicant", "records")}
        table = nested_table(policy.program, [stated])
        table = table if ledger is None else with_history(table, ledger)
        result = policy.evaluate_table(table, as_of=f"{year}-12-31", ledger=True)
        due, ledger = [*due, *result.applicants["due"].to_pylist()], result.ledger
    assert due == [2_000_000, 2_000_000, 0]


def test_money_that_no_cap_carries_any_more_stops_the_applicant(tmp_path: Path) -> None:
    before = ledgers.policy(tmp_path / "1", WAITING.format(added=""))
    after = ledgers.policy(tmp_path / "2", f'article 1 "A"\n{AWARD}  cap 90000 per firm\n')
    ledger = before.evaluate_table(
        nested_table(before.program, [firm("A", loan("A", 2022), 2022)]), as_of=None, ledger=True
    ).ledger
    assert [line["carried"] for line in ledger.to_pylist()] == [1_000_000]
    stated = {part: cell for part, cell in firm("A", loan("B", 2023), 2023).items() if part not in ("history", "as_of")}
    table = with_history(nested_table(after.program, [stated]), ledger)
    result = after.evaluate_table(table, as_of="2023-12-31", ledger=True)
    assert result.errors["code"].to_pylist() == ["R065"]
    assert result.ledger.to_pylist() == ledger.to_pylist(), "what waits stays in the ledger as it was"


def cohort(folder: Path) -> list[list[int]]:
    """G3e: what each of two firms is due in year two under a cap of both, by decisions and by the table."""
    body = 'article 1 "A"\n  award sum to firm when loan drawn\n    as lend\n  cap 100 across applicants\n'
    before, after = (ledgers.policy(folder / place, body.replace("article 1", f"article {place}")) for place in "12")
    nothing: dict[str, Any] = {"loan": [], "patent": []}
    first = [firm("A", loan("A", 2022, 60), 2022), firm("B", nothing, 2022)]
    ledger = before.evaluate_table(nested_table(before.program, first), as_of=None, cohort=True, ledger=True).ledger
    lines = ledger_to_json(before.evaluate_cohort(first).decisions[0].ledger)
    second = [firm("A", nothing, 2023, lines), firm("B", loan("B", 2023, 60), 2023)]
    decisions = [one.total.minor for one in after.evaluate_cohort(second).decisions]
    stated = [{part: one[part] for part in ("applicant", "records")} for one in second]
    table = with_history(nested_table(after.program, stated), ledger)
    return [decisions, after.evaluate_table(table, as_of="2023-12-31", cohort=True).applicants["due"].to_pylist()]


def test_a_shared_cap_of_a_renumbered_article_keeps_what_it_paid(tmp_path: Path) -> None:
    assert cohort(tmp_path) == [[0, 4_000], [0, 4_000]]


def test_a_charge_of_nothing_breaks_the_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    charged = SettledLines.charged.func  # type: ignore[attr-defined]

    def nothing(self: SettledLines) -> Any:
        return np.zeros_like(charged(self))

    monkeypatch.setattr(SettledLines, "charged", property(nothing))
    with pytest.raises(AssertionError):
        test_a_cap_that_the_line_does_not_name_counts_what_is_due("G3a", tmp_path)


# ---------------------------------------------------------------------------------------------- tables in memory


def due_after_an_insertion(folder: Path, *, flat: bool) -> list[int]:
    """What a firm is due in two years, between which an article is inserted; its first loan is small."""
    before, after = (ledgers.policy(folder / place, body) for place, body in (("1", TWO), ("2", INSERTED)))
    firms = pa.table({"id": ["A"], "kinds": ["firm"]})
    small, big = ("a", 500_000, "2022-03-01"), ("b", 200_000_000, "2023-03-01")

    def due(policy: ipdsl.Policy, loans: list[tuple[str, int, str]], history: pa.Table | None) -> tuple[int, pa.Table]:
        contract, sum_, day = map(list, zip(*loans, strict=True))
        rows = pa.table({"applicant": ["A"] * len(loans), "contract": contract, "sum": sum_, "drawn_on": day})
        tables: Any = {"applicant": firms, "loan": rows, **({} if history is None else {"history": history})}
        if not flat and history is not None:
            tables = nest_flat_tables({name: tables[name] for name in ("applicant", "loan")})[0]
            lines = history.drop_columns(["applicant"])
            field = pa.list_(pa.struct([*lines.schema]))
            cells = pa.ListArray.from_arrays([0, lines.num_rows], lines.to_struct_array().combine_chunks(), field)
            tables = tables.append_column(pa.field("history", field), cells)
        result = policy.evaluate_table(tables, as_of=loans[-1][2], ledger=True)
        return int(result.applicants["due"][0].as_py()), result.ledger

    first, ledger = due(before, [small], None)
    second, ledger = due(after, [small, big], ledger)
    third, _ = due(after, [small, big], ledger)
    return [first, second, third]


@pytest.mark.parametrize("flat", [True, False], ids=["flat", "nested"])
def test_the_ledger_of_a_table_has_its_pages_as_metadata(flat: bool, tmp_path: Path) -> None:
    assert due_after_an_insertion(tmp_path, flat=flat) == [200_000, 1_050_000, 0]


def test_pages_left_out_break_the_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.batch.result.with_pages", lambda lines, *_: lines.select(LEDGER.names))
    assert due_after_an_insertion(tmp_path, flat=True) != [200_000, 1_050_000, 0]


KEYED = """article 1 "Loans"
  award sum to firm when loan drawn
  cap 20000 per firm per year
    carry forward 2 years
"""
OTHER_KEY = yearly.VOCABULARY.replace("  key contract\n  sum money\n  rate percent\n  bank text\n",
                                      "  key contract, bank\n  sum money\n  rate percent\n")  # fmt: skip


def due_under_other_keys(folder: Path) -> tuple[list[int], list[str]]:
    """What a firm is due in four years, and the items of its lines; before the second the key of its record changes."""
    years = [yearly.page(folder, KEYED), *(yearly.page(folder, KEYED, OTHER_KEY) for _ in range(3))]
    dues, ledger = list[int](), None
    for number, policy in enumerate(years):
        days = ["2022-03-01", "2023-03-01"][: number + 1]
        columns = {"contract": ["A", "B"], "sum": [3_000_000, 1_500_000], "bank": ["X", "Y"], "drawn_on": days}
        rows = pa.table(
            {"applicant": ["F"] * len(days)} | {name: cells[: len(days)] for name, cells in columns.items()}
        )
        tables: Any = {"applicant": pa.table({"id": ["F"], "kinds": ["firm"]}), "loan": rows}
        tables |= {} if ledger is None else {"history": ledger}
        result = policy.evaluate_table(tables, as_of=f"{2022 + number}-12-31", ledger=True)
        dues.append(result.applicants["due"][0].as_py())
        ledger = result.ledger
    return dues, sorted(ledger["item"].to_pylist())


def test_a_loan_is_the_same_in_a_table_under_another_key_of_the_vocabulary(tmp_path: Path) -> None:
    """Of A, 20,000 are due in 2022 and 10,000 in 2023, when 10,000 of B are; the rest of B in 2024."""
    assert due_under_other_keys(tmp_path) == ([2_000_000, 2_000_000, 500_000, 0], ["A / X", "B / Y"])


def test_carried_lines_with_their_old_item_break_the_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.batch.result.WORDS_OF_KEY", ())
    assert due_under_other_keys(tmp_path)[1] != ["A / X", "B / Y"]


# ---------------------------------------------------------------------------------------------- edited vocabularies

EACH = 'article 1 "Loans"\n  award 2000 to firm when loan drawn\n'
BY_GROUP = EACH + "  cap 5000 per group_of across applicants\n"
BY_KIND = EACH + "  cap 3000 per kind_of\n"
CHOICES = yearly.VOCABULARY.replace("applicant fields", 'choice size big "大" · small\n\napplicant fields').replace(
    "  bank text\n", "  kind_of size\n"
)
FORMER_NAME, RENAMED = CHOICES.replace('big "大"', "大"), CHOICES.replace("big", "large")

Loan = tuple[str, str, str]
"""The firm, the contract and the member of a loan."""


def run_of(
    policy: ipdsl.Policy, firms: Sequence[str], loans: Sequence[Loan], year: int, ledger: pa.Table | None,
    group: str | None = "G", **how: bool,
) -> tuple[dict[str, int | str], pa.Table]:  # fmt: skip
    """What each firm is due in a year, or the code of its error; all firms are in one group."""
    groups = pa.array([group] * len(firms), pa.string())
    applicants = pa.table({"id": firms, "kinds": ["firm"] * len(firms), "group_of": groups})
    whose, contracts, sizes = map(list, zip(*loans, strict=True))
    kind = {"kind_of": sizes} if "kind_of" in policy.program.schema.record_by_name["loan"].field_by_name else {}
    days = pa.array([f"{year}-03-01"] * len(loans))
    rows = pa.table({"applicant": whose, "contract": contracts, "sum": [100] * len(loans), "drawn_on": days} | kind)
    tables: Any = {"applicant": applicants, "loan": rows, **({} if ledger is None else {"history": ledger})}
    result = policy.evaluate_table(tables, as_of=f"{year}-12-31", ledger=True, **how)
    codes = dict(zip(result.errors["row"].to_pylist(), result.errors["code"].to_pylist(), strict=True))
    dues = enumerate(result.applicants["due"].to_pylist())
    return {firms[row]: codes.get(row, due) for row, due in dues}, result.ledger


@pytest.mark.parametrize("before", [EACH, BY_GROUP], ids=["added", "as it is"])
def test_a_shared_cap_by_a_field_of_the_applicant_counts_the_lines_of_a_table(before: str, tmp_path: Path) -> None:
    """4,000 of 5,000 were paid to F1 and F3: 1,000 are left for F2."""
    pages, second = [yearly.page(tmp_path, text) for text in (before, BY_GROUP)], [("F2", "B", "")]
    _, ledger = run_of(pages[0], ["F1", "F3"], [("F1", "A", ""), ("F3", "A", "")], 2022, None, cohort=True)
    all_dues, _ = run_of(pages[1], ["F2", "F1", "F3"], second, 2023, ledger, cohort=True)
    assert all_dues == {"F2": 100_000, "F1": 0, "F3": 0}
    if before == EACH:  # the lines do not state the group of F1, which is absent
        with pytest.raises(FactsError, match=r"R056.*\n.*F1: 1\.loan\.drawn A 2022"):
            run_of(pages[1], ["F2", "F3"], second, 2023, ledger, cohort=True)


def test_a_field_of_the_applicant_that_nothing_states_is_asked_for_by_columns(tmp_path: Path) -> None:
    """Firm by firm; F1 claims nothing."""
    first, second = (yearly.page(tmp_path, text) for text in (EACH, BY_GROUP))
    firms = ["F1", "F3"]
    _, ledger = run_of(first, firms, [("F1", "A", ""), ("F3", "A", "")], 2022, None)
    assert run_of(second, firms, [("F3", "B", "")], 2023, ledger, None)[0] == {"F1": "R056", "F3": "R056"}


@pytest.mark.parametrize("before", sampled([EACH, BY_KIND], 2, others="broad"), ids=["added", "as it is"])
def test_a_renamed_member_stops_its_applicant_alone(before: str, tmp_path: Path) -> None:
    """A former name that is a label now is the member."""
    firms = ["F1", "F2"]

    def due(vocabulary: str, former: str, member: str) -> dict[str, int | str]:
        first, second = yearly.page(tmp_path, before, vocabulary), yearly.page(tmp_path, BY_KIND, RENAMED)
        if member == "big":
            second = yearly.page(tmp_path, BY_KIND, CHOICES)
        _, ledger = run_of(first, firms, [("F1", "A", former), ("F2", "A", "small")], 2022, None)
        return run_of(second, firms, [("F1", "B", member), ("F2", "B", "small")], 2023, ledger)[0]

    assert due(CHOICES, "big", "big") == due(FORMER_NAME, "大", "large") == {"F1": 100_000, "F2": 100_000}
    assert due(CHOICES, "big", "large") == {"F1": "R028", "F2": 100_000}


# ---------------------------------------------------------------------------------------------- drawn edits


PAGES = int(os.environ.get("EDITED_PAGES", "120"))
PARTS = 12
RULES = ("add rule", "lift rule")


def differences(seeds: Sequence[int], edits: Sequence[str], folder: Path, counts: Counts) -> list[str]:
    """The differences between columns and single decisions, after edits of the pages of these seeds."""
    return [each for seed in seeds for each in differences_after_edits(seed, folder, counts, edits)]


@pytest.mark.broad
@pytest.mark.parametrize(
    "part",
    [
        0,
        *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, PARTS)),
    ],
)
def test_columns_recall_lines_of_earlier_pages_as_single_decisions_do(part: int, tmp_path: Path) -> None:
    counts, seeds = Counts(), range(part, PAGES, PARTS)
    assert not differences(seeds, [*NEUTRAL, *OTHERS], tmp_path, counts)
    assert not differences(seeds, RULES, tmp_path, counts)
    assert not differences(seeds[:6], [*EXCHANGES], tmp_path, Counts())
    assert counts["columns"] > 2 * len(seeds), counts
    refused = counts["refused lines"]  # single decisions write the errors about awards that an edit ended
    assert counts["lines"] - refused < (counts["alone lines"] - refused) / 4, counts


CHARGES = named_lines._charges


def charges_by_name(lines: Any, awards: Sequence[Any], *others: Any) -> pa.Array:
    """What rules were charged under the names that they have today."""
    named = [award and attrs.evolve(award, charges={rule: (rule,) for rule in award.charges}) for award in awards]
    return CHARGES(lines, named, *others)


def no_line(_: Any, *given: Any) -> Any:
    return np.zeros(len(given[-1]), bool)


FAULTS = {
    "charges by name": (named_lines, "_charges", charges_by_name, [*NEUTRAL, *OTHERS], (7, 26)),
    "fields forgotten": (PriorLineReader, "_is_counted", no_line, RULES, (63,)),
    "carried lines in old words": (LedgerRows, "is_of_earlier_page", no_line, [*NEUTRAL, *OTHERS], (1, 17)),
}  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize("fault", sampled(FAULTS, 3, others="broad"))
def test_a_fault_in_recalled_lines_breaks_the_law(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    where, name, broken, edits, seeds = FAULTS[fault]
    assert not differences(seeds, edits, tmp_path, Counts())
    monkeypatch.setattr(where, name, broken)
    assert differences(seeds, edits, tmp_path, Counts())
