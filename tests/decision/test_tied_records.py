"""Records of one day of which a number decides the first or the last get a remark, in decisions and over columns."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from tests.support.golden import check_golden
from tests.support.project_files import ROOT

WORDS = """vocabulary words "Words" "词汇"
applicant firm "企业"
record patent "专利"
  key number "专利号"
  fees "费用" money
  event granted on granted_on "授权日"
record title "称号"
  key year_of_title "年度"
  event conferred on conferred_on "认定日"
"""
FIRST = "award 10% of fees to firm when the first patent granted"
LAST = "award 100 to firm when title conferred\n    if last fees of patent granted at least 5000"
EARLIEST = LAST.replace("last", "first")
Patent = tuple[str, str, int]


@pytest.fixture
def load(tmp_path: Path) -> Any:
    (tmp_path / "words.ipp").write_text(WORDS, encoding="utf-8")

    def made(award: str) -> ipdsl.Policy:
        page = tmp_path / "demo.ipp"
        page.write_text(
            f'policy demo "Demo" "示例"\n  document "D"\n  effective 2021-01-01 to 2026-12-31\n  use words\n\n'
            f'article 1 "A" "甲"\n  {award}\n', encoding="utf-8",
        )  # fmt: skip
        return ipdsl.load(page)

    return made


def facts(*patents: Patent) -> dict[str, Any]:
    rows = [{"number": number, "granted_on": day, "fees": fees} for number, day, fees in patents]
    titles = [{"year_of_title": "T", "conferred_on": "2022-06-01"}]
    return {"applicant": {"id": "F", "kinds": ["firm"]}, "as_of": "2022-12-31", "history": [],
            "records": {"patent": rows, "title": titles}}  # fmt: skip


def told(policy: ipdsl.Policy, *patents: Patent) -> list[str]:
    return [str(vars(remark)["item"]) for remark in policy.evaluate(facts(*patents)).remarks if remark.code == "R140"]


A1, A2, Z1 = ("A1", "2022-03-01", 1_000), ("A2", "2022-03-01", 90_000), ("Z1", "2022-03-01", 1_000)


def test_the_first_of_two_records_of_one_day_is_reported(load: Any) -> None:
    policy = load(FIRST)
    assert policy.evaluate(facts(A1, A2)).due.low.minor == 100_00
    assert policy.evaluate(facts(Z1, A2)).due.low.minor == 9_000_00
    assert told(policy, A1, A2) == told(policy, A2, A1) == ["A1"]
    assert told(policy, A2, Z1) == ["A2"]
    assert told(policy, A1, ("A2", "2022-03-02", 90_000)) == told(policy, A1) == []


def test_a_later_pair_and_a_pair_outside_the_window_decide_nothing(load: Any) -> None:
    policy = load(FIRST)
    assert told(policy, ("A0", "2021-03-01", 1), A1, A2) == []
    assert told(policy, ("B1", "2012-03-01", 1), ("B2", "2012-03-01", 2), A1) == []


@pytest.mark.parametrize(("award", "chosen"), [(LAST, "A2"), (EARLIEST, "A1")])
def test_a_first_or_last_value_of_one_day_is_reported(load: Any, award: str, chosen: str) -> None:
    policy = load(award)
    assert told(policy, A1, A2) == [chosen]
    assert told(policy, A1, Z1) == [], "equal values decide nothing"
    assert told(policy, A1, ("A2", "2022-04-01", 90_000)) == []
    assert told(policy, ("B1", "2022-07-01", 1), ("B2", "2022-07-01", 2)) == [], "after the day of the claim"


def test_the_page_of_a_decision_has_the_remark(load: Any, update_golden: bool) -> None:
    policy = load(FIRST)
    decision = policy.evaluate(facts(A1, A2))
    pages = [render(decision, localize=localizer_of(policy.program, language)) for language in Language]
    check_golden(ROOT / "tests" / "golden" / "render" / "facts" / "R140.txt", "\n".join(pages), update_golden)


def test_columns_count_the_remarks_of_decisions(load: Any) -> None:
    pa = pytest.importorskip("pyarrow")
    policy, draw = load(FIRST), random.Random("ties")
    days = ["2012-03-01", "2022-03-01", "2022-03-02", "2022-03-03"]
    rows = [
        [(name, draw.choice(days), draw.choice([1, 2])) for name in draw.sample("ABCD", draw.randrange(5))]
        for _ in range(60)
    ]
    rows += [[("A", first, 1), ("B", second, 1)] for first, second in itertools.product(days, days)]
    patent = pa.struct([("number", pa.string()), ("granted_on", pa.string()), ("fees", pa.int64())])
    cells = [[{"number": n, "granted_on": day, "fees": fees} for n, day, fees in row] for row in rows]
    table = pa.table({
        "id": [f"F{at}" for at in range(len(rows))], "kinds": [["firm"]] * len(rows),
        "patent": pa.array(cells, pa.list_(patent)), "history": [[]] * len(rows),
    })  # fmt: skip
    result = policy.evaluate_table(table, as_of="2022-12-31")
    alone = [len(told(policy, *row)) for row in rows]
    assert set(result.applicants["way"].to_pylist()) == {"columns"}
    assert result.applicants["remarks"].to_pylist() == alone
    assert 0 < sum(alone) < len(rows)
    texts = [note for note in result.notes if "[R140]" in note]
    assert texts
    assert "counts as the first" in texts[0]
