"""What was paid of an award is `payments` of its line, and what was paid back of a recovery is `repaid` of its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import to_json
from tests.support.settlement.recoveries import facts_of, later_facts, line_of, policy_of


@pytest.mark.parametrize(("is_recovery", "part", "advice"), [
    (True, "payments", "is `repaid`, in a workbook the column `paid back`"),
    (False, "repaid", "only the line of a recovery has it"),
])  # fmt: skip
def test_a_sum_in_a_line_of_the_other_sort_is_refused(
    is_recovery: bool, part: str, advice: str, tmp_path: Path
) -> None:
    policy = policy_of(tmp_path, "  recover 100% of what was paid when invention ended\n    as back\n")
    event = {"number": "P1", "ended_on": "2024-02-01"}
    paid = line_of("P1", 2023, "1000", d2023_05_01="1000")
    lines = to_json(policy.evaluate(facts_of([event], [paid], "2024-12-31")))["ledger"]
    for line in lines:
        if ("recovers" in line) is is_recovery:
            line[part] = [{"day": "2024-03-01", "amount": "100"}] if part == "payments" else "100"
    with pytest.raises(FactsError) as caught:
        policy.evaluate({**later_facts([], 2025), "history": lines})
    assert [(one.code, one.path.rpartition(".")[2]) for one in caught.value.report] == [("R020", part)]
    assert advice in str(caught.value)
