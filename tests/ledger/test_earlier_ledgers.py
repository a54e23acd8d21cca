"""Ledgers of releases before 0.7: they are completed without changing a sum, and what they paid twice is found."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.claims.claim import situation_of_lines
from ipdsl.kernel import overpayments
from ipdsl.ledger import ledger_file
from ipdsl.ledger.ledger_file import (
    LedgerCase,
    check_ledgers,
    complete_ledger,
    numbered_lines,
    total_excess,
)
from ipdsl.plain_data.errors import FactsError
from tests.support.edited_pages import YEARS, Rule
from tests.support.ledgers import HEAD, course, firm, loan, page, whole_ledger
from tests.support.older_ledgers import (
    DrawnYears,
    drawn_policy,
    drawn_years,
    fresh_years,
    minor_due,
    older_ledger,
    plain_lines_of,
    settle,
)
from tests.support.slow import sampled

Patch = pytest.MonkeyPatch
Ledger = Mapping[str, Any]
SEEDS = range(30)


def completed(
    policy: ipdsl.Policy, ledger: Ledger, facts: Iterable[Mapping[str, Any]] = ()
) -> tuple[dict[str, Any], list[LedgerCase]]:  # fmt: skip
    read = [policy.read_facts({**stated, "history": []}) for stated in facts]
    return complete_ledger(policy.program, ledger, "old.json", read, accept_modified=False)


def checked(policy: ipdsl.Policy, *ledgers: Ledger, facts: Iterable[Mapping[str, Any]] = ()) -> list[LedgerCase]:
    lines = [
        line
        for number, ledger in enumerate(ledgers)
        for line in numbered_lines(policy.program, ledger, f"{number}.json", accept_modified=False)
    ]
    read = [policy.read_facts({**stated, "history": []}) for stated in facts]
    return check_ledgers(policy.program, lines, read)


def excesses(cases: Sequence[LedgerCase]) -> list[tuple[str, str, int, int]]:
    """Applicant, rule, paid and allowed of the cases, in yuan."""
    return [(c.applicant, str(c.rule), c.paid // 100, c.allowed // 100) for c in cases if not c.lacking]


def gaps(cases: Sequence[LedgerCase]) -> list[tuple[str, str, list[int]]]:
    return [(str(c.rule), str(c.lacking), [line.number for line in c.lines]) for c in cases if c.lacking]


# ---------------------------------------------------------------------------------------------- completing: laws


def law_of_completion(drawn: DrawnYears, schema: int) -> None:
    """With the old facts, the lines are those that this release writes; without them, no sum differs."""
    ledger = drawn.ledgers[1]
    whole, lacking = completed(drawn.policy, older_ledger(ledger, schema), map(drawn.facts, YEARS[:2]))
    assert lacking == []
    assert plain_lines_of(whole) == plain_lines_of(ledger)
    assert whole["pages"] == ledger["pages"]
    alone, _ = completed(drawn.policy, older_ledger(ledger, schema))
    for made in (whole, alone):
        parts = ("keys", "fields", "page", "kind", "matter", "level")
        assert plain_lines_of(made, *parts) == plain_lines_of(ledger, *parts)
        assert {part: made["ledger_head"][part] for part in ("lines", "due", "carried", "by_year")} == {
            part: ledger["ledger_head"][part] for part in ("lines", "due", "carried", "by_year")
        }
    assert plain_lines_of(drawn.settle(YEARS[2], whole)) == plain_lines_of(drawn.ledgers[2])


@pytest.mark.parametrize("schema", [1, 2])
@pytest.mark.parametrize("seed", sampled(SEEDS, 6))
def test_a_completed_ledger_is_the_one_that_this_release_writes(seed: int, schema: int) -> None:
    drawn = drawn_years(seed)
    if drawn is not None:
        law_of_completion(drawn, schema)


def law_of_added_rules(drawn: DrawnYears, folder: Path) -> bool:
    """A rule that is added counts as with a ledger of this release. Returns whether it changed the year."""
    edited = copy.deepcopy(drawn.page)
    edited.over = [*edited.over, Rule(edited.number(), "cap 9000", "per bank")]
    policy = drawn_policy(edited, folder)
    if policy is None:
        return False
    whole, _ = completed(drawn.policy, older_ledger(drawn.ledgers[1]), map(drawn.facts, YEARS[:2]))
    expected = drawn.settle(YEARS[2], drawn.ledgers[1], policy)
    assert plain_lines_of(drawn.settle(YEARS[2], whole, policy)) == plain_lines_of(expected)
    return minor_due([expected]) != minor_due([drawn.ledgers[2]])


@pytest.mark.broad
def test_an_added_rule_counts_by_the_key_of_a_completed_ledger(tmp_path: Path) -> None:
    drawn = [each for seed in SEEDS if (each := drawn_years(seed)) is not None]
    assert sum(law_of_added_rules(each, tmp_path) for each in drawn if not any(r.carry for r in each.page.over)) > 3


# ---------------------------------------------------------------------------------------------- completing: cases

OF_LOANS = 'article 1 "Loans"\n  award 10% of sum to firm when loan drawn\n'
LOANS = [loan("A", "2022-03-01", 300_000, bank="X"), loan("B", "2022-05-01", 100_000, bank="Y")]
LATER = [loan("C", "2023-03-01", 300_000, bank="X")]


def loans_of(year: int) -> dict[str, Any]:
    return firm(year, loan=LOANS if year == 2022 else [*LOANS, *LATER])


def test_a_key_that_the_facts_state_lets_a_later_cap_count(tmp_path: Path) -> None:
    policy = page(tmp_path, OF_LOANS)
    first = whole_ledger(policy.evaluate(loans_of(2022) | {"history": []}))
    edited = page(tmp_path, f"{OF_LOANS}  cap 40000 per bank\n")
    only_new = firm(2023, loan=LATER)
    with pytest.raises(FactsError) as stopped:
        edited.evaluate(only_new, history=older_ledger(first))
    assert [finding.code for finding in stopped.value.report] == ["R056", "R056"]
    assert "ipdsl ledger complete" in str(stopped.value)
    whole, lacking = completed(policy, older_ledger(first), [loans_of(2022)])
    assert lacking == []
    decision = edited.evaluate(only_new, history=whole)
    assert decision.total.minor == 10_000_00 == edited.evaluate(only_new, history=first).total.minor


def test_without_the_facts_the_key_is_a_gap_and_the_later_cap_still_stops(tmp_path: Path) -> None:
    policy = page(tmp_path, OF_LOANS)
    first = whole_ledger(policy.evaluate(loans_of(2022) | {"history": []}))
    whole, lacking = completed(policy, older_ledger(first))
    assert gaps(lacking) == [("1.loan.drawn", "bank", [1, 2])]
    edited = page(tmp_path, f"{OF_LOANS}  cap 40000 per bank\n")
    with pytest.raises(FactsError, match=r"no `bank`"):
        edited.evaluate(firm(2023, loan=LATER), history=whole)


def test_a_key_that_the_line_itself_states_needs_no_facts(tmp_path: Path) -> None:
    policy = page(tmp_path, 'article 1 "Courses"\n  award 10% of cost to firm when course finished\n')
    first = policy.evaluate(firm(2022, course=[course("K", "2022-03-01", 1000)]) | {"history": []})
    whole, lacking = completed(policy, older_ledger(whole_ledger(first)))
    assert lacking == []
    assert whole["ledger"][0]["fields"] == {"certificate": "K"}


def test_short_lines_get_the_page_and_the_keys_of_their_record(tmp_path: Path) -> None:
    policy = page(tmp_path, OF_LOANS)
    short = [{"clause": "1.loan.drawn", "item": "A", "year": 2022, "due": 30000, "applicant": "F1"}]
    whole, lacking = completed(policy, {"policy": "aid", "currency": "CNY", "ledger": short}, [loans_of(2022)])
    (line,) = whole["ledger"]
    assert (line["fields"], line["page"], line["kind"]) == ({"bank": "X", "contract": "A"}, 0, "loan")
    assert (line["due"], lacking, "admitted" in line) == ({"2022": "30000.00"}, [], False)
    edited = page(tmp_path, 'article 7 "Loans"\n  award 10% of sum to firm when loan drawn\n  cap 40000 per bank\n')
    assert edited.evaluate(firm(2023, loan=LATER), history=whole).total.minor == 10_000_00


def test_a_line_without_a_key_of_its_own_page_stays_without_a_page(tmp_path: Path) -> None:
    policy = page(tmp_path, f"{OF_LOANS}  cap 40000 per bank\n")
    first = older_ledger(whole_ledger(policy.evaluate(loans_of(2022) | {"history": []})))
    for line in first["ledger"]:
        line["keys"] = {}
    whole, lacking = completed(policy, first)
    assert gaps(lacking) == [("1.loan.drawn", "bank", [1, 2])]
    assert not any("page" in line for line in whole["ledger"])
    with pytest.raises(FactsError, match=r"no `bank`"):
        policy.evaluate(firm(2023, loan=LATER), history=whole)


def test_lines_of_other_documents_and_other_pages_are_kept(tmp_path: Path) -> None:
    policy = page(tmp_path, OF_LOANS)
    first = whole_ledger(policy.evaluate(loans_of(2022) | {"history": []}))
    edited = page(tmp_path, f"{OF_LOANS}  cap 40000 per firm\n")
    second = settle(edited, loans_of(2023), first)
    other = {"policy": "other", "clause": "9", "item": "Z", "year": 2022, "due": "5.00", "applicant": "F1"}
    mixed = {**older_ledger(second), "pages": second["pages"], "schema": 3}
    mixed["ledger"] = [*second["ledger"][:2], *mixed["ledger"][2:], other]
    whole, _ = complete_ledger(edited.program, mixed, "old.json", [], accept_modified=True)
    assert whole["ledger"][:2] == second["ledger"][:2]
    assert [line.get("page") for line in whole["ledger"]] == [0, 0, 1, None]
    assert {name: whole["ledger"][3][name] for name in other} == other


def test_a_ledger_of_other_pages_is_refused(tmp_path: Path) -> None:
    policy = page(tmp_path, OF_LOANS)
    first = whole_ledger(policy.evaluate(loans_of(2022) | {"history": []}))
    with pytest.raises(FactsError, match="name the page that read the ledger last"):
        completed(page(tmp_path, f"{OF_LOANS}  cap 1 per firm\n"), first)
    again, _ = completed(policy, first)
    assert plain_lines_of(again) == plain_lines_of(first)


# ---------------------------------------------------------------------------------------------- checking: laws


def forgotten(drawn: DrawnYears) -> list[dict[str, Any]]:
    """The ledgers of two years, and that of a third year which knew neither of them and settled its own records."""
    new = [record for record in drawn.records if [*record[2].values()][-1].startswith(str(YEARS[2]))]
    third = DrawnYears(drawn.page, drawn.policy, new, []).settle(YEARS[2], None)
    return [*drawn.ledgers[:2], third]


@pytest.mark.parametrize("seed", sampled(SEEDS, 3))
def test_honest_years_have_no_case_in_any_order_and_form(seed: int) -> None:
    drawn = drawn_years(seed)
    if drawn is not None:
        first, second, third = drawn.ledgers
        assert checked(drawn.policy, third, older_ledger(first), older_ledger(second, 1)) == []


def law_of_forgotten_years(drawn: DrawnYears) -> tuple[int, int]:
    """What was paid too much, and what is found. Older forms and the order of ledgers find the same."""
    ledgers = forgotten(drawn)
    cases = checked(drawn.policy, *ledgers)
    older = [older_ledger(ledger, 1 + number % 2) for number, ledger in enumerate(ledgers)]
    assert total_excess(checked(drawn.policy, *older[::-1])) == total_excess(cases)
    return minor_due(ledgers) - minor_due(drawn.ledgers[-1:]), total_excess(cases)


@pytest.mark.broad
def test_what_a_forgotten_year_paid_too_much_is_found() -> None:
    """Left out are `pay highest`, and money that waits, for another year may pay it.

    A charge of which later rules left nothing takes nothing of a room here, so that a few are not found.
    """
    drawn = [each for seed in range(60) if (each := drawn_years(seed)) is not None]
    plain = [each for each in drawn if not any(r.verb == "pay highest" or r.carry for r in each.page.rules())]
    pairs = [law_of_forgotten_years(each) for each in plain]
    over = [(paid, sum_) for paid, sum_ in pairs if paid > 0]
    assert len(over) > 12
    assert sum(sum_ > 0 for _, sum_ in over) >= len(over) - 1


# ---------------------------------------------------------------------------------------------- checking: cases


def line(award: str, item: str, day: str, due: object, **more: object) -> dict[str, Any]:
    """A whole line of 0.6."""
    year = int(day[:4])
    sums = due if isinstance(due, dict) else {str(year): f"{due}.00"}
    whole = f"{sum(int(float(sum_)) for sum_ in sums.values())}.00"
    return {
        "policy": "aid", "clause": award, "applicant": "F1", "item": item, "event_date": day, "year": year,
        "proposed": whole, "admitted": whole, "charged": {}, "due": sums, "outcome": "awarded",
        "keys": {"firm": more.get("applicant", "F1")}, **more,
    }  # fmt: skip


def ledger_of(*lines: Mapping[str, Any]) -> dict[str, Any]:
    return {"policy": "aid", "currency": "CNY", "ledger": [*lines]}


ONCE = 'article 1 "Patents"\n  award 5000 once per firm to firm when patent granted\n'
CAPPED = f"{OF_LOANS}  cap 30000 per firm\n"
PATENTS = 'article 1 "Patents"\n  award 5000 to firm when patent granted\n'
GRANTED = "1.patent.granted"
A22, B24 = line(GRANTED, "ZL1", "2022-03-01", 5000), line(GRANTED, "ZL2", "2024-03-01", 5000)
LOAN22, LOAN23 = line("1.loan.drawn", "A", "2022-03-01", 20000), line("1.loan.drawn", "B", "2023-03-01", 20000)
CASES: dict[str, tuple[str, list[dict[str, Any]], list[tuple[str, str, int, int]]]] = {
    "G1: forgotten between two years": (
        ONCE, [ledger_of(A22), ledger_of(), ledger_of(B24)], [("F1", f"{GRANTED} once per firm", 10000, 5000)],
    ),
    "equal lines count once": (ONCE, [ledger_of(A22), ledger_of(A22)], []),
    "an event whose money went on counts once": (
        f"{OF_LOANS}  cap 30000 per firm per year\n    carry forward 2 years\n",
        [
            ledger_of(line("1.loan.drawn", "A", "2022-03-01", {"2022": "30000.00", "2023": "20000.00"})),
            ledger_of(line("1.loan.drawn", "A", "2022-03-01", {"2022": "30000.00"})),
        ],
        [],
    ),
    "one event with two sums": (
        PATENTS, [ledger_of(A22), ledger_of(line(GRANTED, "ZL1", "2022-03-01", 4000))],
        [("F1", "one event in several lines", 9000, 5000)],
    ),
    "one event in a short and a whole line": (
        PATENTS,
        [ledger_of(A22), ledger_of({"clause": GRANTED, "applicant": "F1", "item": "ZL1", "year": 2022, "due": 3000})],
        [("F1", "one event in several lines", 8000, 5000)],
    ),
    "one event twice in one ledger": (
        PATENTS, [ledger_of(A22, line(GRANTED, "ZL1", "2022-03-01", 4000))],
        [("F1", "one event in several lines", 9000, 5000)],
    ),
    "G3: a cap that the edited page forgot": (
        CAPPED, [ledger_of({**LOAN22, "charged": {"2 cap per firm": "20000.00"}}), ledger_of(LOAN23)],
        [("F1", "1 cap per firm", 40000, 30000)],
    ),
    "a cap of each year": (CAPPED.replace("firm\n", "firm per year\n"), [ledger_of(LOAN22), ledger_of(LOAN23)], []),
    "a cap of a year in two ledgers": (
        CAPPED.replace("per firm\n", "per firm per year\n"),
        [ledger_of(LOAN22), ledger_of(line("1.loan.drawn", "C", "2022-05-01", 20000))],
        [("F1", "1 cap per firm per year", 40000, 30000)],
    ),
    "a cap of a span": (
        CAPPED.replace("per firm\n", "per firm in any 24 months\n"), [ledger_of(LOAN22), ledger_of(LOAN23)],
        [("F1", "1 cap per firm in any 24 months", 40000, 30000)],
    ),
    "a span that is over": (
        CAPPED.replace("per firm\n", "per firm in any 6 months\n"), [ledger_of(LOAN22), ledger_of(LOAN23)], [],
    ),
    "waiting money paid in two ledgers": (
        f"{OF_LOANS}  cap 15000 per firm per year\n    carry forward 2 years\n",
        [
            ledger_of(line("1.loan.drawn", "A", "2022-03-01", {"2022": "15000.00", "2023": "5000.00"})),
            ledger_of(line("1.loan.drawn", "B", "2023-03-01", {"2023": "15000.00"})),
        ],
        [("F1", "1 cap per firm per year", 35000, 30000)],
    ),
    "more items than places": (
        f"{PATENTS}  limit 1 items per firm\n", [ledger_of(A22), ledger_of(B24)],
        [("F1", "1 limit items per firm", 10000, 5000)],
    ),
    "no repeat": (
        f"{PATENTS}  no repeat per firm\n", [ledger_of(A22), ledger_of(B24)],
        [("F1", "1 no repeat per firm", 10000, 5000)],
    ),
    "a cap across applicants": (
        f"{OF_LOANS}  cap 30000 across applicants\n",
        [ledger_of(LOAN22), ledger_of({**LOAN23, "applicant": "F2", "keys": {"firm": "F2"}})],
        [("", "1 cap", 40000, 30000)],
    ),
    "each applicant by itself": (
        CAPPED, [ledger_of(LOAN22), ledger_of({**LOAN23, "applicant": "F2", "keys": {"firm": "F2"}})], [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sampled(CASES, 3, others="broad"))
def test_what_was_paid_twice_is_found(name: str, tmp_path: Path) -> None:
    rules, ledgers, expected = CASES[name]
    policy = page(tmp_path, rules)
    for in_order in (ledgers, ledgers[::-1]):
        cases = checked(policy, *in_order)
        assert (excesses(cases), gaps(cases)) == (expected, [])
        assert total_excess(cases) == 100 * sum(paid - allowed for *_, paid, allowed in expected)


def test_a_line_without_the_key_is_told_and_facts_give_it(tmp_path: Path) -> None:
    policy = page(tmp_path, f"{OF_LOANS}  cap 30000 per bank\n")
    cases = checked(policy, ledger_of(LOAN22), ledger_of(LOAN23))
    assert (excesses(cases), gaps(cases)) == ([], [("rule `1 cap per bank`", "bank", [1, 1])])
    both = [loan("A", "2022-03-01", 200_000, bank="X"), loan("B", "2023-03-01", 200_000, bank="X")]
    for facts in ([firm(2023, loan=both)], [firm(2022, loan=both[:1]), firm(2023, loan=both[1:])]):
        cases = checked(policy, ledger_of(LOAN22), ledger_of(LOAN23), facts=facts)
        assert (excesses(cases), gaps(cases)) == ([("F1", "1 cap per bank", 40000, 30000)], [])


def test_a_rule_whose_amount_follows_from_facts_is_told(tmp_path: Path) -> None:
    words = "figures per year\n  tax money\n\nrecord patent"
    (tmp_path / "words.ipp").write_text("", encoding="utf-8")
    policy = page(tmp_path, OF_LOANS)
    text = (tmp_path / "words.ipp").read_text("utf-8").replace("record patent", words, 1)
    (tmp_path / "words.ipp").write_text(text, encoding="utf-8")
    head = 'policy aid "Aid"\n  effective 2021-01-01 to 2026-12-31\n  use words\n\n'
    policy = ipdsl.load_text(f"{head}{OF_LOANS}  cap tax per firm per year\n", str(tmp_path / "aid.ipp"))
    twice = ledger_of(LOAN22), ledger_of(line("1.loan.drawn", "C", "2022-05-01", 20000))
    cases = checked(policy, *twice)
    assert gaps(cases) == [("1 cap per firm per year", "the amount, which follows from facts,", [1, 1])]
    assert (excesses(cases), total_excess(cases)) == ([], 0)


@pytest.mark.parametrize("month", [1, 4, 7])
@pytest.mark.parametrize(
    "day", sampled(["2023-12-01", "2024-01-20", "2024-02-20", "2024-05-01", "2024-08-01"], 3, others="broad")
)
def test_a_payment_without_a_day_is_one_of_the_last_day_of_its_year(month: int, day: str, tmp_path: Path) -> None:
    """A short line of 2022 and a loan up to 12 months after the end of that year share the cap, and a later one does
    not: `eval` pays what the check allows."""
    page(tmp_path, OF_LOANS)
    head = HEAD.replace("  use", f"  year begins {month:02}-01\n  use")
    rules = f"{OF_LOANS}  cap 30000 per firm in any 12 months\n"
    policy = ipdsl.load_text(head + rules, str(tmp_path / "aid.ipp"))
    short = {"clause": "1.loan.drawn", "applicant": "F1", "item": "A", "year": 2022, "due": 20000}
    last = policy.program.fiscal_year.last_day(2022)
    is_inside = day <= f"{last.year + 1}{last.isoformat()[4:]}"
    settled = policy.evaluate(firm(2025, loan=[loan("B", day, 200_000)]) | {"history": [short]})
    assert settled.total.minor == (10000_00 if is_inside else 20000_00)
    year = policy.program.fiscal_year.year_of(date.fromisoformat(day))
    full = {**line("1.loan.drawn", "B", day, {str(year): "20000.00"}), "year": year}
    expected = [("F1", "1 cap per firm in any 12 months", 40000, 30000)] if is_inside else []
    assert excesses(checked(policy, ledger_of(short), ledger_of(full))) == expected


def test_an_excess_under_two_rules_counts_once(tmp_path: Path) -> None:
    policy = page(tmp_path, f"{ONCE}  cap 6000 per firm\n")
    cases = checked(policy, ledger_of(A22), ledger_of(B24))
    assert excesses(cases) == [("F1", f"{GRANTED} once per firm", 10000, 5000), ("F1", "1 cap per firm", 10000, 6000)]
    assert total_excess(cases) == 5000_00


def test_lines_in_the_words_of_earlier_pages_are_found(tmp_path: Path) -> None:
    old = page(tmp_path, CAPPED)
    first = whole_ledger(old.evaluate(loans_of(2022) | {"history": []}))
    new = page(tmp_path, CAPPED.replace("article 1", "article 3"))
    second = whole_ledger(new.evaluate(firm(2023, loan=LATER) | {"history": []}))
    cases = checked(new, first, second)
    assert excesses(cases) == [("F1", "3 cap per firm", 60000, 30000)]


EDITS: dict[str, tuple[str, str, int, list[tuple[int, int]]]] = {
    "a lower cap": ("cap 30000 per firm", "cap 20000 per firm", 30000, []),
    "a higher cap": ("cap 20000 per firm", "cap 30000 per firm", 20000, []),
    "an added cap": ("limit 9 items per firm", "cap 20000 per firm", 30000, []),
    "a lower cap of each year": (
        "cap 30000 per firm per year\n    carry forward 2 years",
        "cap 20000 per firm per year\n    carry forward 2 years", 30000, [],
    ),
    "fewer places": ("limit 2 items per firm", "limit 1 items per firm", 30000, []),
    "an added exclusion": ("limit 9 items per firm", "no repeat per firm", 30000, []),
    "a cap that was exceeded before": ("cap 25000 per firm", "cap 20000 per firm", 40000, [(40000, 25000)]),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_money_that_an_earlier_page_allowed_is_no_excess(name: str, tmp_path: Path) -> None:
    before, after, paid, want = EDITS[name]
    old = page(tmp_path, f"{OF_LOANS}  {before}\n")
    loans = [loan("A", "2022-03-01", paid * 5), loan("B", "2022-04-01", paid * 5)]
    runs = [loans] if not want else [[each] for each in loans]
    ledgers = [whole_ledger(old.evaluate(firm(2022, loan=run) | {"history": []})) for run in runs]
    new = page(tmp_path, f"{OF_LOANS}  {after}\n")
    cases = checked(new, *ledgers)
    assert [(case.paid // 100, case.allowed // 100) for case in cases] == want


def test_money_of_the_present_page_is_compared_with_its_own_cap(tmp_path: Path) -> None:
    """The lower cap of 20,000 leaves nothing after 30,000: what its page paid more, in a forgotten year, is found."""
    old = page(tmp_path, CAPPED)
    first = whole_ledger(old.evaluate(loans_of(2022) | {"history": []}))
    new = page(tmp_path, CAPPED.replace("30000", "20000"))
    second = whole_ledger(new.evaluate(firm(2023, loan=LATER) | {"history": []}))
    assert excesses(checked(new, first)) == []
    assert excesses(checked(new, first, second)) == [("F1", "1 cap per firm", 50000, 30000)]


def test_many_lines_of_one_event_hide_no_line_that_cannot_be_read(tmp_path: Path) -> None:
    policy = page(tmp_path, PATENTS)
    many = [each for n in range(1200) for each in [line(GRANTED, f"Z{n}", "2022-03-01", 5000)] * 2]
    assert checked(policy, ledger_of(*many)) == []
    with pytest.raises(FactsError):
        checked(policy, ledger_of(*many, {**A22, "year": "never"}))


# ---------------------------------------------------------------------------------------------- planted faults


def _fails(law: Callable[[], None]) -> bool:
    try:
        law()
    except AssertionError:
        return True
    return False


def records_are_not_looked_up(patch: Patch) -> None:
    patch.setattr(ledger_file, "situation_of_lines", lambda program, facts: situation_of_lines(
        program, ledger_file.facts_from_lines(facts.applicant)))  # fmt: skip


def fields_are_left_out(patch: Patch) -> None:
    patch.setattr(ledger_file, "counted_fields", lambda program: dict.fromkeys(program.schema.record_by_name, ()))


def lines_get_another_page(patch: Patch) -> None:
    patch.setattr(ledger_file, "PAGE", "of_page")


@pytest.mark.parametrize(
    "plant", sampled([records_are_not_looked_up, fields_are_left_out, lines_get_another_page], 3, others="broad")
)
def test_the_law_of_completion_can_fail(plant: Callable[[Patch], None], tmp_path: Path) -> None:
    drawn = [each for seed in range(6) if (each := fresh_years(seed, tmp_path)) is not None]
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        assert any(_fails(lambda each=each: law_of_completion(each, 2)) for each in drawn)


def events_never_go_on(patch: Patch) -> None:
    patch.setattr(ledger_file, "_goes_on", lambda line, newer: line is newer)


def spans_are_ignored(patch: Patch) -> None:
    patch.setattr(overpayments, "first_day_spanning", lambda last, number, unit: last)


def charges_are_nothing(patch: Patch) -> None:
    patch.setattr(overpayments, "amount_taken", lambda rule, payment: 0)


@pytest.mark.parametrize("plant", [events_never_go_on, spans_are_ignored, charges_are_nothing])
def test_the_cases_can_fail(plant: Callable[[Patch], None], tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        assert any(_fails(lambda name=name: test_what_was_paid_twice_is_found(name, tmp_path)) for name in CASES)
