"""A reading that quotes `R123` answers that an award pays several applicants for one item, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.ledger import guards
from ipdsl.ledger.ledger_file import ledger_to_plain, lines_to_write
from tests.support.batch import ledgers
from tests.support.slow import sampled

OWNERS = 'reading "each owner of a patent is paid (`R123`)" "各专利权人分别兑现（`R123`）"'
BODY = """article 1 "Patents"
  award 5000 to firm when patent granted
    as grant
    {patents}

article 2 "Loans"
  award 10% of sum to firm when loan drawn
    as lend
    {loans}
"""
OTHER = 'reading "a loan of `2023` counts once"'


def page(folder: Path, patents: str, loans: str = OTHER) -> Path:
    return ledgers.page(folder, BODY.format(patents=patents, loans=loans))


def facts(name: str, year: int = 2023) -> dict[str, Any]:
    """The facts of a firm with a patent and a loan that the others have too."""
    records = {
        "patent": [{"number": f"ZL{year}0001", "granted_on": f"{year}-03-01"}],
        "loan": [{"contract": f"HT-{year}-1", "sum": "500.00", "drawn_on": f"{year}-05-01"}],
    }
    return {"applicant": {"id": name, "kinds": ["firm"]}, "as_of": f"{year}-12-31", "records": records}


def awards_of_eval(path: Path) -> list[str]:
    policy = ipdsl.load(path)
    decisions = [policy.evaluate(facts(name)) for name in ("F1", "F2")]
    return [str(vars(one)["award"]) for one in policy.compare_applicants(decisions) if one.code == "R123"]


def awards_of_batch(path: Path, folder: Path) -> list[str]:
    tables = ledgers.patents([(name, "ZL20230001", "2023-03-01") for name in ("F1", "F2")], ("F1", "F2"))
    loans = {
        "applicant": ["F1", "F2"],
        "contract": ["HT-2023-1"] * 2,
        "sum": [50_000] * 2,
        "drawn_on": ["2023-05-01"] * 2,
    }
    facts_ = ledgers.write(folder / "facts", {**tables, "loan": ledgers.pa.table(loans)})
    ran = ledgers.settle(path, facts_, folder / "out", 2023, "--chunk", "1")
    assert ran.code == 0, ran.err
    return [label for label in ("grant", "lend") if f"items under `{label}` that several applicants" in ran.err]


@pytest.mark.parametrize(
    ("patents", "loans", "reported"),
    sampled(
        [
            ('reading "whoever owns it is paid"', OTHER, ["grant", "lend"]),
            (OWNERS, OTHER, ["lend"]),
            (OTHER, OWNERS, ["grant"]),
            (OWNERS, OWNERS, []),
            ('reading "R123 without backticks"', OTHER, ["grant", "lend"]),
        ],
        3,
        others="broad",
    ),
)
def test_a_reading_that_quotes_the_finding_answers_it_for_its_award(
    tmp_path: Path, patents: str, loans: str, reported: list[str]
) -> None:
    path = page(tmp_path, patents, loans)
    assert awards_of_eval(path) == reported
    assert awards_of_batch(path, tmp_path) == reported


def test_a_chinese_page_answers_it_too(tmp_path: Path) -> None:
    policy = ipdsl.load_text("对 专利合同 备案 的 企业，按 金额 的 1% 奖励\n  理解 “合同各方分别兑现（`R123`）”\n")
    assert guards.awards_paid_to_several(policy.program) == {"technology_contract.recorded"}


def test_the_item_still_shows_that_a_new_applicant_is_an_absent_one(tmp_path: Path) -> None:
    policy = ipdsl.load(page(tmp_path, OWNERS, OWNERS))
    first = [policy.evaluate(facts(name, year)) for name, year in (("F1", 2022), ("F2", 2021))]
    ledger = json.loads(json.dumps(ledger_to_plain(policy.program, lines_to_write(first), None, first)))
    now = [policy.evaluate(stated, history=ledger) for stated in (facts("F2", 2021), facts("G", 2022))]
    (finding,) = policy.compare_applicants(now, ledger)
    assert (finding.code, vars(finding)["applicant"], vars(finding)["other"]) == ("R121", "G", "F1")


def test_a_fault_that_takes_every_reading_for_the_answer_breaks_the_law(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = frozenset(("grant", "lend"))
    monkeypatch.setattr(guards, "awards_paid_to_several", lambda program: labels)
    with pytest.raises(AssertionError):
        test_a_reading_that_quotes_the_finding_answers_it_for_its_award(tmp_path, OTHER, OTHER, ["grant", "lend"])
