"""Drawn registers: no false alarm where nothing is wrong, and planted slips are found at the stated rates.

The rates are those of docs/dev/decisions/guards.md. The default run takes small registers; `slow` those of the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from ipdsl.ledger import guards as guards
from tests.support.registers import CITIES, Register, credit_code, firm_name, pairs_of, planted
from tests.support.slow import sampled

ERRORS, PAIRS = ("R120", "R121"), ("R121", "R122")
STYLES: dict[str, Callable[[int], str]] = {
    "codes": credit_code, "names": firm_name, "F0001": lambda n: f"F{n:04d}", "email": lambda n: f"info.{n}@firm.cn",
}  # fmt: skip


def check_alarms(register: Register, most_pairs: int) -> None:
    """Nothing is wrong: no error, few pairs, and one remark at most for each award, about no more than co-owners."""
    findings = register.findings()
    assert [finding for finding in findings if finding.code in ERRORS] == []
    assert len(pairs_of(findings, *PAIRS)) <= most_pairs, [finding.texts().title for finding in findings]
    awards = Counter(str(vars(finding)["award"]) for finding in findings if finding.code == "R123")
    assert set(awards.values()) <= {1}
    items = sum(vars(finding)["number"] for finding in findings if finding.code == "R123")
    assert items <= (0 if register.numbering == "serial" else len(register.second_firms))
    assert {finding.code for finding in findings} <= {"R122", "R123", "R125"}


SMALL = [
    (city, numbering, style, four_days)
    for city in CITIES
    for numbering in ("drawn", "global", "mixed", "serial")
    for style, four_days in (("codes", False), ("names", False), ("F0001", True), ("email", False))
]


@pytest.mark.parametrize(("city", "numbering", "style", "four_days"), sampled(sampled(SMALL, 20), 40, others="broad"))
def test_a_small_register_without_a_slip_gives_no_error(city: str, numbering: str, style: str, four_days: bool) -> None:
    groups = 40 if style == "names" else 0
    check_alarms(Register(city, 1000, numbering=numbering, ids=STYLES[style], four_days=four_days), groups)


@pytest.mark.slow
@pytest.mark.parametrize("numbering", ["drawn", "global", "mixed", "serial"])
@pytest.mark.parametrize("four_days", [False, True])
@pytest.mark.parametrize("city", CITIES)
def test_one_pair_in_ten_thousand_firms_at_most_is_named_for_nothing(
    city: str, numbering: str, four_days: bool
) -> None:
    check_alarms(Register(city, 20_000, numbering=numbering, four_days=four_days), 2)


@pytest.mark.slow
@pytest.mark.parametrize(("gone", "ids", "most"), [(0.3, credit_code, 10), (0.02, firm_name, 300)])
def test_many_absent_firms_and_groups_beside_their_main_firm_give_remarks_alone(
    gone: float, ids: Callable[[int], str], most: int
) -> None:
    check_alarms(Register("quanzhou_2021", 20_000, gone=gone, ids=ids), most)


# ---------------------------------------------------------------------------------------------- planted slips

SPELLINGS = ("case", "width", "blank", "dash")
RATES = [
    *(("global", "codes", slip, "all", 100) for slip in ("letter", "transposed", "lost", *SPELLINGS)),
    *(("global", "codes", slip, "none", 100) for slip in ("letter", "transposed", "lost", *SPELLINGS)),
    *(("drawn", "codes", slip, "none", 100) for slip in ("letter", "transposed", "lost", *SPELLINGS)),
    *(("global", "names", slip, "none", 100) for slip in ("blank", "dash")),
    *(("global", "names", slip, "all", 91) for slip in ("letter", "transposed", "lost")),
    ("global", "codes", "renamed", "all", 95), ("global", "codes", "renamed", "one", 96),
    ("drawn", "codes", "renamed", "all", 65),
    ("global", "names", "renamed", "all", 91), ("global", "names", "renamed", "one", 92),
]  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize(
    ("numbering", "style", "slip", "restated", "least"),
    [*sampled(RATES[:-5], 18), *sampled(sampled(RATES[-5:], 4), 5, others="broad")],
)
def test_a_slip_is_told_as_often_as_documented(
    numbering: str, style: str, slip: str, restated: str, least: int
) -> None:
    firms, number = (6000, 200) if style == "names" else (1500, 50)  # names have no check digit that finds the rest
    register = Register("foshan_2020", firms, numbering=numbering, ids=STYLES[style])
    before = pairs_of(register.findings(), *PAIRS)
    pairs = planted(register, slip, number, restated)
    findings = register.findings()
    named = pairs_of(findings, *PAIRS)
    wrong = " ".join(str(vars(finding)["ids"]) for finding in findings if finding.code == "R124")
    by_pair, by_code = [pair for pair in pairs if pair in named], [pair for pair in pairs if pair not in named]
    found = len(by_pair) + len([new for _, new in by_code if style == "codes" and fails_its_code(new, wrong)])
    assert len(pairs) == number
    assert found * 100 >= least * len(pairs), (found, len(pairs))
    assert len(named - before - {*pairs}) * 50 <= number, "what nobody planted"
    if slip in SPELLINGS:
        assert {*pairs} <= pairs_of(findings, "R121"), "an error"


def fails_its_code(name: str, listed: str) -> bool:
    """Whether the remark about check digits is of an id; it lists the first twenty by name."""
    return name in listed or (
        "more" in listed and (len(name) != 18 or not guards.wrong_check_digits.__globals__["CODES"][0][2](name))
    )


def test_the_ledger_of_another_register_is_an_error_until_it_is_confirmed() -> None:
    register = Register("foshan_2020", 400)
    register.ids = {firm: f"X{name}" for firm, name in register.ids.items()}
    (finding,) = register.findings()
    assert (finding.code, vars(finding)["known"]) == ("R120", 0)
    firm = next(firm for firm in register.ids if register.status[firm] == "known")
    register.ids[firm] = register.names[firm]
    (finding,) = register.findings()
    assert (finding.code, vars(finding)["known"]) == ("R120", 1)
    assert "R120" not in {finding.code for finding in register.findings(is_confirmed=True)}


@pytest.mark.parametrize(("numbering", "least"), [("global", 95), ("drawn", 0)])
def test_one_item_at_two_firms_of_this_run_is_in_one_remark_of_its_award(numbering: str, least: int) -> None:
    """Where firms number their own items, nothing is reported: equal items do not identify a firm."""
    register = Register("foshan_2020", 1500, numbering=numbering)
    told = number_of_items(register)
    new = [award for award in register.claims if award.day > register.last_day and award.sum]
    doubled = [award for award in new if register.guarded[award.label]][:100]
    firms = sorted(register.ids)
    register.claims += [
        register.with_firm(award, firms[number * 7 % len(firms)]) for number, award in enumerate(doubled)
    ]
    assert len(doubled) == 100
    assert number_of_items(register) - told >= least
    assert numbering == "global" or number_of_items(register) == told


def number_of_items(register: Register) -> int:
    return sum(vars(finding)["number"] for finding in register.findings() if finding.code == "R123")


@pytest.mark.broad
def test_what_two_firms_had_in_the_ledger_is_not_told_again() -> None:
    register = Register("foshan_2020", 600)
    assert number_of_items(register) > 0
    register.claims = [award for award in register.claims if award.day <= register.last_day]
    register.status = ["known" if status == "new" else status for status in register.status]
    assert number_of_items(register) == 0


@pytest.mark.broad
def test_two_firms_that_are_apart_stay_without_an_error() -> None:
    register = Register("foshan_2020", 600)
    pairs = planted(register, "dash", 20, "all")
    assert pairs_of(register.findings(), "R121") == {*pairs}
    assert pairs_of(register.findings(pairs), *PAIRS) == set()


# ---------------------------------------------------------------------------------------------- planted faults


@pytest.mark.broad
def test_an_item_of_many_applicants_that_identified_them_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    register = Register("shaoguan_2021", 1000, numbering="drawn", four_days=True)
    check_alarms(register, 0)
    monkeypatch.setattr(guards, "MOST_HOLDERS", 10**6)
    with pytest.raises(AssertionError):
        check_alarms(register, 0)


@pytest.mark.broad
def test_items_that_were_compared_without_their_day_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    register, row = Register("quanzhou_2021", 1000, numbering="serial"), guards.RegisterRow
    check_alarms(register, 0)
    monkeypatch.setattr(guards, "RegisterRow", lambda applicant, day, sum_, is_claim: row(applicant, 1, sum_, is_claim))
    with pytest.raises(AssertionError):
        check_alarms(register, 0)


@pytest.mark.broad
def test_equal_payments_that_were_always_a_sign_would_give_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    register = Register("foshan_2020", 2000, numbering="drawn", gone=0.3, four_days=True)
    check_alarms(register, 0)
    monkeypatch.setattr(guards, "CHANCE", 10**9)
    with pytest.raises(AssertionError):
        check_alarms(register, 0)


@pytest.mark.broad
def test_halves_that_were_not_asked_for_would_give_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    register = Register("shaoguan_2021", 2000, gone=0.3)
    check_alarms(register, 1)
    monkeypatch.setattr(guards.ItemRows, "count", count_one_row_each)
    with pytest.raises(AssertionError):
        check_alarms(register, 1)


COUNT = guards.ItemRows.count


def count_one_row_each(rows: guards.ItemRows) -> None:
    COUNT(rows)
    rows.numbers.update({applicant: 1 - number for applicant, number in rows.numbers.items()})
