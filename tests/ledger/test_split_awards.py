"""An award that an edit splits by a condition: what it paid is not paid again under another part."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ipdsl import load_text, to_json
from ipdsl.decision import pipeline
from tests.support.batch.loans import dues_in_batch
from tests.support.cli import run
from tests.support.ledgers import HEAD, VOCABULARY, firm, history_of, loan, page, whole_ledger, years, yuan

LOANS = 'article 1 "Loans"\n  award 2000 to firm when loan drawn\n'
LARGE = LOANS + "    if sum at least 20000\n"
SMALL = 'article 2 "Small loans"\n  award 1000 to firm when loan drawn\n    if sum less than 20000\n'
S, B = loan("S", "2022-03-01", 5000), loan("B", "2022-03-01", 50000)
S2, B2 = loan("S2", "2023-03-01", 5000), loan("B2", "2023-03-01", 50000)
YEARS = (2022, 2023, 2024)


def totals(folder: Path, texts: Sequence[str], facts: Sequence[dict[str, Any]]) -> list[str]:
    return [yuan(decision) for decision in years([page(folder, text) for text in texts], facts)]


@pytest.mark.parametrize(
    "parts",
    [
        LARGE + SMALL,
        SMALL.replace("article 2", "article 1") + LARGE.replace("article 1", "article 2"),
        LARGE + SMALL + "    as small\n",
        LARGE.replace('"Loans"', '"Large loans"') + "    formerly 1.loan.drawn\n" + SMALL,
        LARGE.replace('"Loans"', '"Large loans"') + SMALL + "    formerly 1.loan.drawn\n",
    ],
    ids=["behind", "before", "with a label", "the first continues", "the second continues"],
)
def test_what_an_award_paid_is_not_paid_again_under_its_parts(parts: str, tmp_path: Path) -> None:
    facts = [firm(2022, loan=[S, B]), *[firm(year, loan=[S, B, S2, B2]) for year in (2023, 2024)]]
    assert totals(tmp_path, [LOANS, parts, parts], facts) == ["4,000.00", "3,000.00", "0.00"]


def test_the_event_is_reported_as_settled_before(tmp_path: Path) -> None:
    _, decision = years(
        [page(tmp_path, LOANS), page(tmp_path, LARGE + SMALL)], [firm(year, loan=[S, B]) for year in YEARS[:2]]
    )
    claims = {(claim.label, claim.item): claim.outcome.value for claim in decision.claims}
    assert claims["2.loan.drawn", "S"] == claims["1.loan.drawn", "B"] == "already paid"
    assert [line.clause for line in decision.ledger if line.total] == ["1.loan.drawn"] * 2, "no line changes"


def test_merged_awards_are_split_again(tmp_path: Path) -> None:
    merged = 'article 1 "Loans"\n  award 1500 to firm when loan drawn\n    formerly 1.loan.drawn, 2.loan.drawn\n'
    facts = [firm(2022, loan=[S, B]), firm(2023, loan=[S, B, S2]), firm(2024, loan=[S, B, S2, B2])]
    assert totals(tmp_path, [LARGE + SMALL, merged, LARGE + SMALL], facts) == ["3,000.00", "1,500.00", "2,000.00"]


@pytest.mark.parametrize(
    ("condition", "new"),
    [
        ("", "1,000.00"),  # the award is as it was, the other one is a new bonus
        ("    if sum at least 1000\n", "1,000.00"),  # the award still accepts the event
        ("    if sum at least 20000\n", "0.00"),
    ],
)
def test_a_bonus_is_paid_for_an_event_that_its_award_still_accepts(condition: str, new: str, tmp_path: Path) -> None:
    facts = [firm(year, loan=[S]) for year in YEARS[:2]]
    assert totals(tmp_path, [LOANS, LOANS + condition + SMALL], facts) == ["2,000.00", new]


def test_an_award_for_another_event_is_not_a_part(tmp_path: Path) -> None:
    vocabulary = VOCABULARY.replace("  event drawn", "  event repaid on repaid_on\n  event drawn")
    back = SMALL.replace("drawn", "repaid")
    facts = [firm(year, loan=[{**S, "repaid_on": "2022-03-01"}]) for year in YEARS[:2]]
    decisions = years([page(tmp_path, text, vocabulary) for text in (LOANS, LARGE + back)], facts)
    assert [yuan(decision) for decision in decisions] == ["2,000.00", "1,000.00"]


def test_an_ended_award_leaves_its_events_to_others(tmp_path: Path) -> None:
    """The page says that the award has ended, and that the awards of today are others."""
    facts = [firm(year, loan=[S]) for year in YEARS[:2]]
    small = f"  ended 1.loan.drawn\n\n{SMALL}"
    assert totals(tmp_path, [LOANS, small], facts) == ["2,000.00", "1,000.00"]


def test_an_open_part_of_an_event_that_was_paid_is_settled_with_the_next_facts(tmp_path: Path) -> None:
    unknown = {name: value for name, value in S.items() if name != "sum"}
    pages = [page(tmp_path, text) for text in (LOANS, LARGE + SMALL, LARGE + SMALL)]
    _, is_open, known = years(pages, [firm(2022, loan=[unknown]), firm(2023, loan=[unknown]), firm(2024, loan=[S])])
    assert is_open.due.low.minor == 0
    assert yuan(known) == "0.00"


SEATS = "record seat\n  key number\n  area text\n  state running from began_on until ended_on\n"
SEAT = {"number": "K1", "area": "north", "began_on": "2022-02-01", "ended_on": {"none": True}}


@pytest.mark.parametrize(
    ("award", "conditions", "facts", "expected"),
    [
        (
            "award {} for each loan per bank per year when loan drawn", ("number at least 2", "number less than 2"),
            {"loan": [{**S, "bank": "K"}]}, "0.00",
        ),
        ("award {} once while seat running", ('area is "south"', 'area is "north"'), {"seat": [SEAT]}, "0.00"),
        ("award {} while seat running", ('area is "south"', 'area is "north"'), {"seat": [SEAT]}, "1,000.00"),
        ("award {} each year", ("staff at least 10", "staff less than 10"), {}, "1,000.00"),
        ("award {} once per firm each year", ("staff at least 10", "staff less than 10"), {}, "0.00"),
    ],
)  # fmt: skip
def test_sets_states_and_years_are_not_paid_again(
    award: str, conditions: tuple[str, str], facts: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    article = f'article {{}} "{{}}"\n  {award}\n'
    old = article.format(1, "A", 2000) + ("    if staff at least 0\n" if "each year" in award else "")
    new = "\n".join(
        f"{article.format(*words)}    if {condition}\n"
        for words, condition in zip(((1, "A", 2000), (2, "B", 1000)), conditions, strict=True)
    )
    vocabulary = VOCABULARY.replace("record patent", "figures per year\n  staff number\n\nrecord patent") + SEATS
    stated = [
        {
            **firm(year),
            "records": {**firm(year)["records"], "seat": [], **facts},
            "figures": {str(each): {"staff": 5} for each in (2021, 2022, 2023)},
        }
        for year in YEARS[:2]
    ]
    pages = [page(tmp_path, text, vocabulary) for text in (old, new)]
    decisions = years(pages, stated)
    assert yuan(decisions[1]) == expected


@pytest.mark.parametrize("kinds", [("invention_patent", "utility_patent"), ("utility_patent", "invention_patent")])
def test_an_award_is_split_by_kinds_of_its_record(kinds: tuple[str, str], tmp_path: Path) -> None:
    head = HEAD.replace("use words", "use ip")
    texts = [
        'article 1 "Patents"\n  award 2000 to enterprise when patent granted\n',
        f'article 1 "A"\n  award 3000 to enterprise when {kinds[0]} granted\n    formerly 1.patent.granted\n\n'
        f'article 2 "B"\n  award 1000 to enterprise when {kinds[1]} granted\n',
    ]
    pages = [load_text(head + text, str(tmp_path / "aid.ipp")) for text in texts]
    rights = {"U1": "utility_model", "I1": "invention"}
    patents = [{"number": number, "right": right, "granted_on": "2022-03-01"} for number, right in rights.items()]
    facts = [{**firm(year, kind="enterprise"), "records": {"patent": patents}} for year in YEARS[:2]]
    assert [yuan(decision) for decision in years(pages, facts)] == ["4,000.00", "0.00"]


def test_a_payment_counts_for_once_of_the_award_and_of_the_part_that_has_its_record(tmp_path: Path) -> None:
    old, new = (text.replace("to firm", "once per firm to firm") for text in (LOANS, LARGE + SMALL))
    facts = [firm(2022, loan=[S]), firm(2023, loan=[S, S2, B2])]
    assert totals(tmp_path, [old, new], facts) == ["2,000.00", "0.00"]
    facts = [firm(2022, loan=[B]), firm(2023, loan=[B, S2, B2])]
    assert totals(tmp_path, [old, new], facts) == ["2,000.00", "1,000.00"], "the page has a second award for S2"


@pytest.mark.parametrize(
    ("payments", "unpaid"), [(None, "0.00"), ("2000.00", "0.00"), ("500.00", "1500.00")]
)  # fmt: skip
def test_a_reopened_year_compares_a_part_with_what_the_award_paid(
    payments: str | None, unpaid: str, tmp_path: Path
) -> None:
    """2,000 were due for S, and 1,000 are due under its part. A second reopening finds nothing more."""
    old, new = page(tmp_path, LOANS), page(tmp_path, LARGE + SMALL)
    ledger = whole_ledger(old.evaluate(firm(2022, loan=[S, B])))
    if payments is not None:
        [line] = [line for line in ledger["ledger"] if line["item"] == "S"]
        line["payments"] = [{"day": "2022-12-01", "amount": payments}]
    parts = ("total", "payable_now", "overpaid", "unpaid_before")
    decision = new.evaluate(firm(2023, loan=[S, B]), history=ledger, reopen=2022)
    assert [to_json(decision)[part] for part in parts] == ["3000.00", "0.00", "1000.00", unpaid]
    kept = [line for line in whole_ledger(decision)["ledger"] if line.get("payments") and line["item"] == "S"]
    assert [line["clause"] for line in kept] == (["2.loan.drawn"] if payments else [])
    again = new.evaluate(firm(2023, loan=[S, B]), history=whole_ledger(decision), reopen=2022)
    assert [to_json(again)[part] for part in parts[:3]] == ["3000.00", "0.00", "0.00"]


@pytest.mark.broad
@pytest.mark.parametrize("options", [(), ("--engine", "cpython"), ("--cohort",)], ids=str)
def test_batch_pays_no_event_again_under_a_part(options: tuple[str, ...], tmp_path: Path) -> None:
    pages = [LOANS, LARGE + SMALL, LARGE + SMALL]
    dues = dues_in_batch(tmp_path, pages, [[S, B], [S2, B2], []], *options)
    assert dues == [{"S": 2000, "B": 2000}, *[{"S": 2000, "B": 2000, "S2": 1000, "B2": 2000}] * 2]


@pytest.mark.parametrize("options", [["eval"], ["eval", "--each"], ["eval", "--cohort"]], ids=" ".join)
def test_a_file_of_facts_pays_no_event_again_under_a_part(options: list[str], tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.json"
    (tmp_path / "words.ipp").write_text(VOCABULARY, "utf-8")
    for year, text, loans in ((2022, LOANS, [S, B]), (2023, LARGE + SMALL, [S, B, S2])):
        (tmp_path / "aid.ipp").write_text(HEAD + text, "utf-8")
        (tmp_path / "facts.json").write_text(json.dumps(firm(year, loan=loans)), "utf-8")
        more = ["--history", ledger] if year == 2023 else ["--new-applicants"] if len(options) > 1 else []
        ran = run(*options, tmp_path / "aid.ipp", "--facts", tmp_path / "facts.json", *more, "--ledger-out", ledger)
        assert ran.code == 0, ran.both
    due = {
        line["item"]: line["due"] for line in json.loads(ledger.read_text("utf-8"))["ledger"] if float(line["admitted"])
    }
    assert due == {"S": {"2022": "2000.00"}, "B": {"2022": "2000.00"}, "S2": {"2023": "1000.00"}}


def test_the_total_alone_is_that_of_the_decision(tmp_path: Path) -> None:
    old, new = page(tmp_path, LOANS), page(tmp_path, LARGE + SMALL)
    history = history_of(old.evaluate(firm(2022, loan=[S, B])), old.program)
    assert yuan(new.evaluate({**firm(2023, loan=[S, B, S2]), "history": history})) == "1,000.00"
    assert new.total({**firm(2023, loan=[S, B, S2]), "history": history}).minor == 100000


def settled_twice(folder: Path, seed: int) -> tuple[int, int]:
    """The sum that the second year pays for records of the first one, under a generated award that is split, and its
    sum for new records beyond the grants of the parts.
    """
    rng = random.Random(seed)
    bound, sums = rng.choice([8000, 20000, 60000]), [rng.randrange(1, 40) * 100 for _ in range(3)]
    once = rng.choice(["", "", "once per bank "])
    old = f'article 1 "Loans"\n  award {sums[0]} {once}to firm when loan drawn\n'
    conditions = [f"    if sum at least {bound}\n", f"    if sum less than {bound}\n"]
    heads = ['article 1 "Loans"\n', 'article 2 "Others"\n']
    if rng.random() < 0.5:
        conditions.reverse()
    parts = [
        f"{head}  award {sum_} {once}to firm when loan drawn\n{condition}"
        for head, sum_, condition in zip(heads, sums[1:], conditions, strict=True)
    ]
    if rng.random() < 0.3:
        parts[1] = parts[1].replace("loan drawn", "loan drawn and sum at least 1", 1)
    loans = [
        loan(f"L{n}", f"{rng.choice([2022, 2023])}-0{rng.randrange(1, 10)}-01", rng.randrange(1, 90) * 1000,
             bank=rng.choice("KL"))
        for n in range(6)
    ]  # fmt: skip
    first = [each for each in loans if each["drawn_on"] < "2023"]
    listed = [each for each in loans if each["drawn_on"] > "2023" or rng.random() < 0.8]
    policies = [page(folder, old), page(folder, "\n".join(parts))]
    _, decision = years(policies, [firm(2022, loan=first), firm(2023, loan=listed)])
    earlier = {each["contract"] for each in first}
    again = sum(claim.paid.minor for claim in decision.claims if claim.item in earlier)
    alone = policies[1].evaluate(firm(2023, loan=[each for each in listed if each not in first])).total.minor
    return again, decision.total.minor - alone


def broken_seeds(folder: Path, seeds: range) -> list[int]:
    return [seed for seed in seeds if (found := settled_twice(folder, seed))[0] or found[1] > 0]


@pytest.mark.broad
def test_no_record_is_paid_again_after_a_generated_split(tmp_path: Path) -> None:
    assert broken_seeds(tmp_path, range(40)) == []


def test_the_law_finds_an_evaluation_that_knows_no_successors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "find_successors", lambda lines, claims: None)
    assert broken_seeds(tmp_path, range(6))
