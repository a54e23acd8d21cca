"""Reasons name the granted and the paid amount if a cap left less than was granted.

If claims of one item compete, reasons name both awards.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings, strategies as st
from jsonschema import Draft202012Validator

import ipdsl
from ipdsl import Policy
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page
from tests.support.cli import run
from tests.support.settlement.granted_pages import HEAD, MARKS
from tests.support.slow import sampled

ONCE = f"""{HEAD}  award 10000 once per enterprise when technology_contract recorded
    as first
  cap 0 per enterprise per year
"""


def courts(*marks: str) -> list[dict[str, str]]:
    return [{"mark": mark, "recognised_on": f"2023-0{at}-01"} for at, mark in enumerate(marks, 1)]


def firm(history: object = (), **records: object) -> dict[str, Any]:
    return {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": records, "history": [*history], "support": []}  # type: ignore[misc]


def of(decision: Decision, label: str, item: str) -> Claim:
    (claim,) = [one for one in decision.claims if (one.label, one.item) == (label, item)]
    return claim


def both(policy: Policy, claim: Claim) -> tuple[str, str]:
    return policy.teller("en").why(claim), policy.teller("zh").why(claim)


def contract(name: str, day: str, **more: object) -> dict[str, object]:
    return {"contract": name, "amount": 100, "recorded_on": day, "put_to_use": True, **more}


@pytest.mark.parametrize("in_two_runs", [False, True], ids=["one_run", "two_runs"])
@pytest.mark.parametrize(
    ("marks", "paid", "due"), [(("J", "Oak"), "0.00", 100000), (("Oak",), "50,000.00", 100000), (("J",), "", 400000)]
)
def test_what_is_deducted_was_granted_and_a_cap_left_less(
    marks: tuple[str, ...], paid: str, due: int, in_two_runs: bool
) -> None:
    policy = ipdsl.load_text(MARKS.replace("CAP", "50000"))
    facts = firm(judicial_well_known_mark=courts(*marks))
    history = ipdsl.to_json(policy.evaluate(facts))["ledger"] if in_two_runs else []
    facts = firm(history, **facts["records"], well_known_mark=[{"mark": "Oak", "recognised_on": "2024-02-01"}])
    claim = of(policy.evaluate(json.loads(json.dumps(facts))), "office", "Oak")
    assert claim.paid.minor == due * 100
    assert both(policy, claim) == ("", "") if not paid else (
        "300,000.00 already granted for judicial_well_known_mark of the same mark (Oak of article 1, Courts, 2023;"
        f" {paid} paid after the cap of article 1) was deducted",
        "扣除同一商标的司法驰名商标此前准予的300,000.00元（第1条司法的Oak，2023年；受第1条最高金额的限制，"
        f"已兑现{paid}元）",
    )  # fmt: skip


@settings(max_examples=10, deadline=None)
@given(cap=st.integers(0, 700_000), number=st.integers(1, 3), in_two_runs=st.booleans())
def test_both_sums_are_named_exactly_where_they_differ(cap: int, number: int, in_two_runs: bool) -> None:
    """The mark of the claim is the last of those that share the cap of a year."""
    policy = ipdsl.load_text(MARKS.replace("CAP", str(cap)))
    records: dict[str, object] = {"judicial_well_known_mark": courts(*["A", "B", "Oak"][-number:])}
    history = ipdsl.to_json(policy.evaluate(firm(**records)))["ledger"] if in_two_runs else []
    records["well_known_mark"] = [{"mark": "Oak", "recognised_on": "2024-02-01"}]
    claim = of(policy.evaluate(json.loads(json.dumps(firm(history, **records)))), "office", "Oak")
    left = min(300_000, max(0, cap - 300_000 * (number - 1)))
    assert claim.paid.minor == 100_000_00
    for said, word in zip(both(policy, claim), ("after the cap", "最高金额的限制"), strict=True):
        assert "300,000.00" in said
        assert (word in said) is (left < 300_000)
        assert f"{left:,}.00" in said


@pytest.mark.parametrize("in_two_runs", [False, True], ids=["one_run", "two_runs"])
def test_a_once_that_a_cap_left_nothing_of_names_the_cap(in_two_runs: bool) -> None:
    policy = ipdsl.load_text(ONCE)
    earlier, later = contract("A", "2022-03-01"), contract("B", "2023-03-01")
    history = ipdsl.to_json(policy.evaluate(firm(technology_contract=[earlier])))["ledger"] if in_two_runs else []
    facts = json.loads(json.dumps(firm(history, technology_contract=[earlier, later])))
    claim = of(policy.evaluate(facts), "first", "B")
    assert claim.paid.minor == 0
    assert both(policy, claim) == (
        "paid only once for F, already used (A, 2022; 10,000.00 granted, and cut to 0.00 by the cap of article 1)",
        "F只奖励一次，此前已奖励（A，2022年；准予10,000.00元，受第1条最高金额的限制，核减至0.00元）",
    )


# ---- short lines of the history

OAK = {"well_known_mark": [{"mark": "Oak", "recognised_on": "2024-02-01"}], "judicial_well_known_mark": []}


@pytest.mark.parametrize(
    ("granted", "capped", "due", "en", "zh"),
    sampled([
        (None, True, 350_000, "50,000.00 already paid for judicial_well_known_mark of the same mark (Oak of article 1,"
         " Courts, 2023; the history does not state `granted`, so the paid sum is assumed to be granted) was deducted",
         "（第1条司法的Oak，2023年；历史未填写`granted`，以已兑现的金额作为准予的金额）"),
        (None, False, 350_000, "(Oak of article 1, Courts, 2023) was deducted", "（第1条司法的Oak，2023年）"),
        ("50000", True, 350_000, "(Oak of article 1, Courts, 2023) was deducted", "（第1条司法的Oak，2023年）"),
        ("300000", True, 100_000, "300,000.00 already granted for judicial_well_known_mark of the same mark (Oak of"
         " article 1, Courts, 2023; 50,000.00 paid after the cap of article 1) was deducted",
         "受第1条最高金额的限制，已兑现50,000.00元"),
    ], 2, others="broad"),
)  # fmt: skip
def test_a_short_line_may_state_what_was_granted(
    granted: str | None, capped: bool, due: int, en: str, zh: str, tmp_path: Path
) -> None:
    page = MARKS.replace("CAP", "50000") if capped else MARKS.replace("    cap CAP per enterprise per year\n", "")
    policy = ipdsl.load_text(page)
    line = {"clause": "court", "item": "Oak", "year": 2023, "due": "50000"} | ({"granted": granted} if granted else {})
    Draft202012Validator(policy.facts_schema()).validate(firm([line], **OAK))
    decision = policy.evaluate(firm([line], **OAK))
    claim = of(decision, "office", "Oak")
    assert claim.paid.minor == due * 100
    said = both(policy, claim)
    assert en in said[0]
    assert zh in said[1]
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "applicant.csv").write_text("id,kinds\nF,enterprise\n", encoding="utf-8")
    (folder / "well_known_mark.csv").write_text("applicant,mark,recognised_on\nF,Oak,2024-02-01\n", encoding="utf-8")
    head, cells = ",".join(line), ",".join(map(str, line.values()))
    (folder / "judicial_well_known_mark.csv").write_text("applicant,mark,recognised_on\n", encoding="utf-8")
    (folder / "history.csv").write_text(f"applicant,{head}\nF,{cells}\n", encoding="utf-8")
    (tmp_path / "town.ipp").write_text(page, encoding="utf-8")
    ran = run(
        "batch", tmp_path / "town.ipp", "--facts", folder, "--out", tmp_path / "out", "--no-others", "--lang", "zh"
    )
    assert ("未填写`granted`" in "".join(ran.out.split())) == ("未填写`granted`" in said[1])
    totals = [
        row["due"]
        for part in sorted((tmp_path / "out" / "totals").glob("*"))
        for row in pq.read_table(part).to_pylist()
    ]
    assert totals == [due * 100]


REMARK = (
    "without `granted` in the history of court: 1 line (1 applicant); the paid sum is assumed to be granted, and"
    " `less already paid` of office counts it"
)
ON_ONE = MARKS.replace("    cap CAP per enterprise per year\n", "")
SHORT = {"clause": "court", "item": "Oak", "year": 2023, "due": 5_000_000}
LINES: list[tuple[str, dict[str, object], bool]] = [
    (MARKS.replace("CAP", "50000"), SHORT, True),
    (MARKS.replace("CAP", "50000"), SHORT | {"policy": "town"}, True),
    (MARKS.replace("CAP", "50000"), SHORT | {"granted": 30_000_000}, False),
    (MARKS.replace("CAP", "50000"), SHORT | {"clause": "office"}, False),
    (MARKS.replace("CAP", "50000"), SHORT | {"policy": "village", "clause": "", "kind": "well_known_mark"}, False),
    (ON_ONE, SHORT, False),
    (ONCE, SHORT | {"clause": "first"}, False),
]


@pytest.mark.parametrize(("page", "line", "is_told"), LINES)
@pytest.mark.parametrize(
    "text", sampled([pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())], 3, others="broad")
)
def test_a_table_is_told_where_what_was_paid_is_taken_as_granted(
    page: str, line: dict[str, object], *, is_told: bool, text: pa.DataType
) -> None:
    """Only the first of three applicants has a history line.

    The remark appears only if a rule counts the line and its award is under a cap.
    """
    types = {name: text if isinstance(value, str) else pa.int64() for name, value in line.items()}
    history = pa.array([[line], [], None], pa.list_(pa.struct(list(types.items()))))
    table = pa.table({"id": ["F", "G", "H"], "kinds": [["enterprise"]] * 3, "history": history})
    policy = ipdsl.load_text(page)
    notes = policy.evaluate_table(table, as_of="2024-12-31").notes
    assert [*notes] == [REMARK] * is_told


@pytest.mark.parametrize("surface", Surface)
def test_a_case_states_what_was_granted(surface: Surface, tmp_path: Path) -> None:
    page = (
        MARKS.replace("CAP", "50000")
        + """
case "the cap left less of it" "最高金额使兑现较少"
  given history court Oak paid 50000 in 2023: granted 300000
  given enterprise
    well_known_mark Oak: recognised_on 2024-02-01
  expect Oak of office 100000
"""
    )
    path = tmp_path / "town.ipp"
    path.write_text(page, encoding="utf-8")
    made = Compilation.from_file(path)
    assert made.page is not None
    assert made.words is not None
    if surface is Surface.CHINESE:
        text = format_page(replace_names(made.page, made.words), to=surface)
        assert "准予 30万" in text
        path.write_text(text, encoding="utf-8")
    assert run("test", path).code == 0


def test_granted_is_no_less_than_what_was_due_and_stands_in_short_lines_alone() -> None:
    policy = ipdsl.load_text(MARKS.replace("CAP", "50000"))
    line = {"clause": "court", "item": "Oak", "year": 2023, "due": "50000", "granted": "40000"}
    with pytest.raises(ipdsl.FactsError, match="R051"):
        policy.evaluate(firm([line], **OAK))
    [whole] = ipdsl.to_json(policy.evaluate(firm(judicial_well_known_mark=courts("Oak"))))["ledger"]
    with pytest.raises(ipdsl.FactsError, match="has no `granted`"):
        policy.evaluate(firm([whole | {"granted": "300000.00"}], **OAK))


# ---- claims of one day


@pytest.mark.parametrize(
    ("rule", "days", "said"),
    [
        ("limit 1 item per enterprise per year", "55", "; both are of one day, so the order of their numbers decides"),
        ("limit 1 item per enterprise per year", "56", ""),
        ("limit 1 item per enterprise", "55", "; both are of one day, so the order of their numbers decides"),
        ("limit 2 items per enterprise per year", "555",
         "; both are of one day, so the order of their numbers decides"),
        ("limit 2 items per enterprise per year", "556", ""),
        ("once", "55", "; both are of one day, so the order of their numbers decides"),
    ],
)  # fmt: skip
def test_of_claims_of_one_day_it_is_said_what_decides(rule: str, days: str, said: str) -> None:
    once = " once per enterprise per year" if rule == "once" else ""
    page = f"{HEAD}  award 10% of amount{once} to enterprise when technology_contract recorded\n"
    policy = ipdsl.load_text(page if once else f"{page}  {rule}\n")
    contracts = [contract(f"A{at}", f"2023-03-0{day}", amount=1000 * at) for at, day in enumerate(days, 1)]
    decision = policy.evaluate(firm(technology_contract=contracts))
    why, zh = both(policy, of(decision, "1.technology_contract.recorded", f"A{len(days)}"))
    assert f"A{len(days) - 1}, 2023-03-0{days[-2]}" in why, "what took the place is named"
    assert why.endswith(said or ")" * bool(once) or "-05")
    assert zh.endswith("；两项为同一天，按编号的先后决定") is bool(said)


@pytest.mark.parametrize(
    ("amounts", "days", "cut", "order"),
    [
        ((9000, 2000), "55", "A2", "; the greater amount is first"),
        ((2000, 9000), "55", "A1", "; the greater amount is first"),
        ((2000, 9000), "56", "A1", "; the greater amount is first"),
        ((2000, 2000), "55", "A2", "; both are of one day, so the order of their numbers decides"),
        ((2000, 2000), "56", "A2", ""),
    ],
)
def test_best_first_says_that_the_amount_decides(amounts: tuple[int, int], days: str, cut: str, order: str) -> None:
    limit = "limit 1 item per enterprise per year, best first"
    policy = ipdsl.load_text(
        f"{HEAD}  award 10% of amount to enterprise when technology_contract recorded\n  {limit}\n"
    )
    contracts = [contract(f"A{at}", f"2023-03-0{days[at - 1]}", amount=amounts[at - 1]) for at in (1, 2)]
    decision = policy.evaluate(firm(technology_contract=contracts))
    why, zh = both(policy, of(decision, "1.technology_contract.recorded", cut))
    other = {"A1": "A2", "A2": "A1"}[cut]
    assert f"taken by {other}, 2023-03-0{days[int(other[1]) - 1]}{order}" in why
    assert zh.endswith("；金额高者优先") is ("amount" in order)


def test_of_two_awards_of_one_day_the_text_decides() -> None:
    page = (
        f"{HEAD}  award 5 when technology_contract recorded\n    as small\n  award 90 when technology_contract recorded"
    )
    policy = ipdsl.load_text(f"{page}\n    as big\n  limit 1 contract per enterprise per year\n")
    decision = policy.evaluate(firm(technology_contract=[contract("A", "2023-03-05"), contract("B", "2023-03-05")]))
    text = "the limit of article 1 per enterprise per year is used up: at most 1, taken by {}, 2023-03-05"
    why = {claim.label: both(policy, claim)[0] for claim in decision.claims if claim.item == "B"}
    assert why["small"] == text.format("A") + "; both are of one day, so the order of their numbers decides"
    assert why["big"].startswith(text.format("A"))


# ---- claims that compete


@settings(max_examples=10, deadline=None)
@given(
    rule=st.sampled_from(["pay highest per applicant per year", "no repeat per item", "pay highest per item per year"]),
    sums=st.lists(st.integers(1, 9), min_size=2, max_size=3),
    number=st.integers(1, 2),
)
def test_a_claim_is_never_weighed_against_its_own_name(rule: str, sums: list[int], number: int) -> None:
    """Several awards for the same contract: the reason names the award that won and the one that lost."""
    page = HEAD + "".join(
        f'  award {sum_} when technology_contract recorded\n    as award_{at} "{"甲乙丙"[at]}"\n'
        for at, sum_ in enumerate(sums)
    )
    policy = ipdsl.load_text(f"{page}  {rule}\n")
    names = [f"C{at}" for at in range(number)]
    decision = policy.evaluate(firm(technology_contract=[contract(name, "2023-03-05") for name in names]))
    lost, name = [claim for claim in decision.claims if claim.adjustments], policy.teller("en").names.award_of_article
    assert lost
    for claim in lost:
        en, zh = both(policy, claim)
        winners = [one for one in decision.claims if one.paid.minor and one.label != claim.label]
        own = "甲乙丙"[int(claim.label[-1])]
        if any(f"of {name(one.label)} (" in en for one in winners):
            assert en.endswith(f"counts, not {name(claim.label)}")
            assert zh.endswith(f"，不取第1条{own}")
        else:
            assert f" {claim.item} (" not in en, "of one award another item won"
            assert f"以{claim.item}（" not in zh


def test_two_records_of_one_item_are_told_apart_by_their_days() -> None:
    page = f"{HEAD}  award 5% of amount when technology_contract recorded\n  pay highest per item per year\n"
    policy = ipdsl.load_text(page)
    contracts = [contract("A", "2023-03-05"), contract("A", "2023-04-05", amount=900)]
    decision = policy.evaluate(firm(technology_contract=contracts))
    (why,) = [both(policy, claim) for claim in decision.claims if not claim.paid.minor]
    assert "A, 2023-04-05 (45.00) counts" in why[0]
    assert "以A，2023年4月5日（45.00元）为准" in why[1]
