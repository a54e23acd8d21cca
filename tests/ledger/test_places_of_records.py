"""A record keeps the place that an earlier run gave it under a selection, whether its applicant lists it or not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.library import Policy
from ipdsl.ledger.ledger_file import ledger_to_plain
from ipdsl.ledger.lines import LedgerPage, Succession
from ipdsl.ledger.recall import succession
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.slow import sampled

WORDS = """vocabulary w "W"
applicant firm "企业"
record loan "贷款" "a loan" plural loans
  key contract "合同号"
  bank "银行" text
  sum "金额" money
  event drawn "发放" on drawn_on "发放日" default
"""
HEAD = """policy t "T"
  effective 2021-01-01 to 2029-12-31
  use w

article 1 "A"
"""
LOANS = "  award 2000 to firm when loan drawn\n"
Loan = Mapping[str, str]


def loan(contract: str, day: str, sum_: str = "1000", bank: str = "B1") -> Loan:
    return {"contract": contract, "drawn_on": day, "sum": sum_, "bank": bank}


OLD, NEW = loan("L1", "2022-03-01"), loan("L2", "2023-03-01", "9000")
"""The loan that the first year pays, and a greater one of the second year."""


def policy(folder: Path, rules: str, awards: str = LOANS, ended: str = "") -> Policy:
    (folder / "w.ipp").write_text(WORDS, encoding="utf-8")
    lines = "".join(f"  {rule}\n" for rule in rules.splitlines())
    head = HEAD.replace("  use w\n", f"  use w\n  ended {ended}\n") if ended else HEAD
    (folder / "t.ipp").write_text(head + awards + lines, encoding="utf-8")
    return ipdsl.load(folder / "t.ipp")


def firm(name: str, *loans: Loan, year: int) -> dict[str, Any]:
    applicant = {"id": name, "kinds": ["firm"]}
    return {"applicant": applicant, "as_of": f"{year}-12-31", "records": {"loan": [*loans]}}


def ledger_of(page: Policy, cohort: Sequence[dict[str, Any]]) -> dict[str, Any]:
    lines = [line for decision in page.evaluate_cohort(cohort).decisions for line in decision.ledger]
    return ledger_to_plain(page.program, lines)


def tables(cohort: Sequence[dict[str, Any]], history: Any = None) -> dict[str, pa.Table]:
    """The cohort as flat tables."""
    applicants = [one["applicant"] for one in cohort]
    loans = [{"applicant": one["applicant"]["id"], **each} for one in cohort for each in one["records"]["loan"]]
    names = ("applicant", "contract", "drawn_on", "sum", "bank")
    made = {
        "applicant": pa.Table.from_pylist(applicants),
        "loan": pa.table({name: pa.array([each[name] for each in loans], pa.string()) for name in names}),
    }
    return made if history is None else {**made, "history": history}


def paid_in_second_year(
    page: Policy, first: list[dict[str, Any]], second: list[dict[str, Any]], edited: Policy | None = None
) -> list[int]:
    """What each applicant of the second year is paid: by a cohort of facts, and by a table, which pay the same."""
    ledger = ledger_of(page, first)
    folder = page.evaluate_table(tables(first), as_of="2022-12-31", cohort=True, ledger=True).ledger
    page = edited or page
    cohort = page.evaluate_cohort(second, history=ledger)
    table = page.evaluate_table(tables(second, folder), as_of="2023-12-31", cohort=True)
    paid = [decision.total.minor // 100 for decision in cohort.decisions]
    assert [due // 100 for due in table.applicants["due"].to_pylist()] == paid, "tables pay another sum"
    return paid


ACROSS = "limit 1 loans{} across applicants, highest sum first"
CASES = {
    "for life": (ACROSS.format(""), 0),
    "of a year": (ACROSS.format(" per year"), 2000),
    "of a bank": (ACROSS.format(" per bank"), 0),
    "two places": (ACROSS.format("").replace("1", "2"), 2000),
    "with a cap after it": (f"{ACROSS.format('')}\ncap 500 per firm", 0),
    "with a cap before it": (f"cap 500 per firm\n{ACROSS.format('')}", 0),
    "with money that waits": (f"{ACROSS.format('')}\ncap 500 per firm per year\n  carry forward 2 years", 0),
    "two selections": (f"{ACROSS.format(' per bank')}\n{ACROSS.format('').replace('1', '3')}", 0),
    "a place of an applicant": ("limit 1 applicants across applicants", 0),
}


@pytest.mark.parametrize("name", sampled(CASES, 3, others="broad"))
@pytest.mark.parametrize("of_old", ["lists it again", "lists it no more", "is absent"])
def test_a_place_of_an_earlier_year_is_kept(name: str, of_old: str, tmp_path: Path) -> None:
    rules, due = CASES[name]
    page = policy(tmp_path, rules)
    old = [firm("F1", *([OLD] if of_old == "lists it again" else []), year=2023)] if of_old != "is absent" else []
    first = [firm("F1", OLD, year=2022), firm("F2", year=2022)]
    paid = paid_in_second_year(page, first, [*old, firm("F2", NEW, year=2023)])
    assert paid[-1] == due
    assert paid[:-1] in ([], [0], [500])
    assert paid[:-1] == [500] or "waits" not in name or not old, "the money that waits is paid"


# ---------------------------------------------------------------------------------------------- ended awards

LEND, FEE = LOANS + "    as lend\n", "  award 500 to firm when loan drawn and sum at least 5000\n    as fee\n"
FIRST_YEAR = [firm("F1", OLD, year=2022), firm("F2", year=2022)]


def after_the_end(folder: Path, rules: str, old: list[dict[str, Any]], *, after: str | None = None) -> list[int]:
    """What the second year pays for a fee, if the award of the loan that has a place ended before."""
    pages = policy(folder, rules, LEND + FEE), policy(folder, rules if after is None else after, FEE, "lend")
    return paid_in_second_year(pages[0], FIRST_YEAR, [*old, firm("F2", NEW, year=2023)], pages[1])


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(CASES, 3, others="broad"))
@pytest.mark.parametrize("of_old", ["lists it again", "lists it no more", "is absent"])
def test_a_record_under_an_ended_award_keeps_its_place(name: str, of_old: str, tmp_path: Path) -> None:
    rules, due = CASES[name]
    old = [firm("F1", *([OLD] if of_old == "lists it again" else []), year=2023)] if of_old != "is absent" else []
    paid = after_the_end(tmp_path, rules, old)
    assert paid[-1] == min(due, 500)
    assert paid[:-1] == ([] if not old else [500] if "waits" in name else [0])


def test_a_selection_by_the_authority_counts_records_under_an_ended_award(tmp_path: Path) -> None:
    pages = [policy(tmp_path, "quota 1 loans per year", LEND + FEE)]
    pages.append(policy(tmp_path, "quota 1 loans per year", FEE, "lend"))
    ledger, late = ledger_of(pages[0], FIRST_YEAR), loan("L2", "2022-09-01", "9000")
    with pytest.raises(FactsError, match=r"2 are selected.*L2 of F2, L1 of F1"):
        pages[1].evaluate_cohort([firm("F1", year=2023), firm("F2", late, year=2023)], history=ledger)
    assert pages[1].evaluate_cohort([firm("F2", NEW, year=2023)], history=ledger).total.minor == 50_000


@pytest.mark.parametrize("rules", ["{}\ncap 90000 per firm", "cap 90000 per firm\n{}"])
def test_a_selection_that_changes_places_with_a_cap_is_the_same(rules: str, tmp_path: Path) -> None:
    """It is applied before the rules if no rule above it may cut its claims."""
    across = ACROSS.format("")
    assert after_the_end(tmp_path, across, [], after=rules.format(across)) == [0]
    assert after_the_end(tmp_path, rules.format(across), [], after=across) == [0]


def test_a_record_of_an_ended_award_has_one_place_with_its_other_awards(tmp_path: Path) -> None:
    """The first loan has a place; a fee for it needs no second one."""
    fee = FEE.replace("5000", "500")
    for number, due in ((1, [500, 0]), (2, [500, 500])):
        rules = ACROSS.format("").replace("1", str(number))
        pages = policy(tmp_path, rules, LEND), policy(tmp_path, rules, fee, "lend")
        second = [firm("F1", OLD, year=2023), firm("F2", NEW, year=2023)]
        assert paid_in_second_year(pages[0], FIRST_YEAR, second, pages[1]) == due


def test_an_ended_award_that_no_selection_covered_has_no_place(tmp_path: Path) -> None:
    apart = f'{LEND}\narticle 2 "B"\n{FEE}'
    pages = policy(tmp_path, ACROSS.format(""), apart), policy(tmp_path, ACROSS.format(""), FEE, "lend")
    assert paid_in_second_year(pages[0], FIRST_YEAR, [firm("F2", NEW, year=2023)], pages[1]) == [500]
    assert after_the_end(tmp_path, "", [], after=ACROSS.format("")) == [500]


def test_a_record_under_an_ended_award_has_its_place_in_its_own_group(tmp_path: Path) -> None:
    rules = ACROSS.format(" per bank")
    pages = policy(tmp_path, rules, LEND + FEE), policy(tmp_path, rules, FEE, "lend")
    for bank, due in (("B1", 0), ("B2", 50_000)):
        ledger = ledger_of(pages[0], [firm("F1", loan("L1", "2022-03-01", bank=bank), year=2022)])
        assert pages[1].evaluate_cohort([firm("F2", NEW, year=2023)], history=ledger).total.minor == due


def test_the_law_notices_selections_that_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.ledger.recall.succession", without_selections)
    assert after_the_end(tmp_path, ACROSS.format(""), []) == [500]


def without_selections(old: LedgerPage, new: LedgerPage, *rest: Any) -> Succession:
    return attrs.evolve(succession(old, new, *rest), rules={})


# ---------------------------------------------------------------------------------------------- records


def test_a_place_counts_once_for_each_of_its_records(tmp_path: Path) -> None:
    """Two loans of one contract are two records, and an award of each does not take a second place."""
    awards = LOANS + "    as lend\n  award 500 to firm when loan drawn\n    as fee\n"
    page = policy(tmp_path, ACROSS.format("").replace("1", "3"), awards)
    again = [loan("L1", "2022-03-01"), loan("L1", "2022-09-01")]
    first = [firm("F1", *again, year=2022), firm("F2", year=2022)]
    for listed in ((), again[:1], again):
        paid = paid_in_second_year(page, first, [firm("F1", *listed, year=2023), firm("F2", NEW, year=2023)])
        assert paid == [0, 2500], listed


def test_a_record_that_is_no_longer_eligible_keeps_its_place(tmp_path: Path) -> None:
    page = policy(tmp_path, ACROSS.format(""), "  award 2000 to firm when loan drawn and sum at least 500\n")
    first = [firm("F1", OLD, year=2022), firm("F2", year=2022)]
    corrected = loan("L1", "2022-03-01", "400")
    assert paid_in_second_year(page, first, [firm("F1", corrected, year=2023), firm("F2", NEW, year=2023)]) == [0, 0]


def test_a_record_that_a_rule_left_nothing_has_no_place(tmp_path: Path) -> None:
    page = policy(tmp_path, f"{ACROSS.format('')}\ncap 2000 per bank across applicants")
    first = [firm("F1", year=2022), firm("F2", loan("L0", "2022-02-01"), year=2022)]
    ledger = ledger_of(page, first)
    cut = {**ledger["ledger"][0], "applicant": "F1", "item": "L1", "admitted": "0.00", "due": {"2022": "0.00"}}
    cut |= {"charged": {}, "outcome": "reduced", "matter": "loan: L1", "fields": {"contract": "L1", "bank": "B1"}}
    lines = [{name: part for name, part in cut.items() if name not in ("digest", "page")}]
    found = page.evaluate_cohort([firm("F1", year=2023), firm("F2", NEW, year=2023)], history=lines)
    assert [decision.total.minor for decision in found.decisions] == [0, 200_000]


def test_the_list_of_the_authority_counts_records_that_are_no_longer_listed(tmp_path: Path) -> None:
    page = policy(tmp_path, "quota 1 loans per year")
    ledger = ledger_of(page, [firm("F1", OLD, year=2022), firm("F2", year=2022)])
    later = [firm("F1", year=2023), firm("F2", loan("L2", "2022-09-01"), year=2023)]
    with pytest.raises(FactsError, match=r"2 are selected.*L2 of F2, L1 of F1"):
        page.evaluate_cohort(later, history=ledger)
    assert page.evaluate_cohort([later[0], firm("F2", NEW, year=2023)], history=ledger).total.minor == 200_000


def test_a_short_line_states_the_key_of_a_selection(tmp_path: Path) -> None:
    page = policy(tmp_path, ACROSS.format(" per bank"))
    line = {"clause": "1.loan.drawn", "item": "L1", "year": 2022, "due": "2000", "applicant": "F1"}
    for present in ([firm("F1", year=2023)], []):
        cohort = [*present, firm("F2", NEW, year=2023)]
        with pytest.raises(FactsError, match="no `bank`, but rule `1 limit loans per bank`"):
            page.evaluate_cohort(cohort, history=[line])
        for bank, due in (("B1", 0), ("B2", 200_000)):
            found = page.evaluate_cohort(cohort, history=[line | {"keys": {"bank": bank}}])
            assert found.decisions[-1].total.minor == due


@pytest.mark.parametrize("rank", ["", " per year"])
def test_a_record_that_was_paid_by_its_rank_leaves_later_ranks_open(rank: str, tmp_path: Path) -> None:
    """Its number is not in the ledger: another record of the year may be before or after it."""
    awards = (
        f"  award by rank of sum{rank} to firm when loan drawn\n    1: 5000\n    2: 3000\n    ties share the rank\n"
    )
    page = policy(tmp_path, "", awards)
    ledger = ledger_of(page, [firm("F1", OLD, year=2022), firm("F2", year=2022)])
    late = loan("L2", "2022-09-01", "9000")
    listed, unlisted, absent = (
        page.evaluate_cohort([*old, firm("F2", late, year=2023)], history=ledger).decisions[-1].due
        for old in ([firm("F1", OLD, year=2023)], [firm("F1", year=2023)], [])
    )
    assert (listed.low.minor, listed.is_point) == (500_000, True)
    assert (unlisted.low.minor, unlisted.is_point) == (0, False), "place 1 or 2"
    assert absent == unlisted


def test_a_renamed_applicant_keeps_its_places(tmp_path: Path) -> None:
    policy(tmp_path, ACROSS.format(""))
    with working_in(tmp_path):
        for year, cohort in ((1, [firm("F1", OLD, year=2022), firm("F2", year=2022)]),
                             (2, [firm("G1", year=2023), firm("F2", NEW, year=2023)])):  # fmt: skip
            Path(f"f{year}.json").write_text(json.dumps(cohort), encoding="utf-8")
        assert run("eval", "t.ipp", "--cohort", "--facts", "f1.json", "--ledger-out", "l1.json").code == 0
        ran = run("eval", "t.ipp", "--cohort", "--facts", "f2.json", "--history", "l1.json", "--renamed", "F1=G1",
                  "--format", "json")  # fmt: skip
        assert ran.code == 0, ran.err
        assert [one["total"] for one in json.loads(ran.out)["decisions"]] == ["0.00", "0.00"]


def test_a_record_that_a_selection_by_a_sum_leaves_out_shows_the_sum(tmp_path: Path) -> None:
    selected = policy(tmp_path, "limit 1 loans per year across applicants, highest sum first")
    firms = [
        firm("F1", loan("L1", "2022-03-01", "12345.5"), year=2022),
        firm("F2", loan("L2", "2022-04-01", "20000"), year=2022),
    ]
    first, second = selected.evaluate_cohort(firms).decisions
    assert (first.total.minor, second.total.minor) == (0, 200_000)
    assert "sum 12,345.50" in render(first)
    chinese = render(first, localize=localizer_of(selected.program, Language.ZH))
    assert "金额 12,345.50" in " ".join(chinese.split())
