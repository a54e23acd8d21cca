"""Texts of decisions have every sum that is paid back, withheld, asked for or still owed, in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import run

PAGE = """policy back "Money back"
  effective 2023-01-01 to 2030-12-31
  use ip
  language 4
article 1
  award 1000 to enterprise when navigation_project selected
    as aid
  pay in parts
    60% at once
    the rest 3 years later
  recover 100% of what was paid when sanction opened
    as back
    pay nothing more
article 2
  collect 500 from enterprise when technology_contract recorded and put_to_use
    as fee
case "a sum that is not expected"
  given enterprise
    navigation_project N1: selected_on 2023-03-10
    sanction S1: opened_on 2024-05-01
    no technology_contract
  expect to pay back 700
case "a debt under a condition"
  given enterprise
    technology_contract K2: recorded_on 2024-02-01, not put_to_use
  expect to pay back 500
"""
TEXTS = {
    "en": ("withheld from what this run makes due: 600.00",
           "400.00 stopped on 2024-05-01 by article 1, sanction opened",
           "To be paid back at least 600.00 and at most 1,100.00", "Withheld or set off 600.00",
           "To be paid back now at least 0.00 and at most 500.00",
           "not known: records.technology_contract[K1].put_to_use"),
    "zh": ("从本次应得中扣除600.00",
           "400.00自2024年5月1日起停止拨付（第1条立案查处立案）", "应退回至少 600.00 最多 1,100.00",
           "本次扣除和抵扣 600.00", "本次应退回至少 0.00 最多 500.00", "未填写：records.专利合同[K1].已实施"),
}  # fmt: skip
OWED = {
    "en": "article 2, K1 (2024): 500.00 to be paid back, 0.00 paid back, 0.00 taken or lapsed 500.00",
    "zh": "第2条，K1（2024年）：应退回500.00，已退回0.00，已扣除、抵扣或作废0.00 500.00",
}


def _write_facts(folder: Path, year: int, **contract: Any) -> tuple[str | Path, ...]:
    """The words that name a page and its facts."""
    (folder / "back.ipp").write_text(PAGE, "utf-8")
    records = {
        "navigation_project": [{"project": "N1", "selected_on": "2023-03-10"}],
        "sanction": [{"dispute": "S1", "opened_on": "2024-05-01"}],
        "technology_contract": [{"contract": "K1", "amount": 1, "recorded_on": "2024-02-01", **contract}],
    }
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": f"{year}-12-31", "records": records}
    (folder / f"{year}.json").write_text(json.dumps(facts), "utf-8")
    return (folder / "back.ipp", "--facts", folder / f"{year}.json")


def _text(*words: str | Path) -> str:
    return re.sub(r"\s+", " ", run(*words).out)


@pytest.mark.broad
@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("door", [(), ("--full",), ("--each",), ("--cohort",)])
def test_each_text_has_the_sums_the_instalments_and_the_missing_facts(
    language: str, door: tuple[str, ...], tmp_path: Path
) -> None:
    shown = _text("eval", *_write_facts(tmp_path, 2024), *door, "--lang", language)
    assert not [text for text in TEXTS[language] if text not in shown], shown
    assert "more line" not in shown


@pytest.mark.broad
@pytest.mark.parametrize("language", OWED)
def test_a_later_run_has_what_is_still_owed(language: str, tmp_path: Path) -> None:
    words, ledger = _write_facts(tmp_path, 2024, put_to_use=True), tmp_path / "ledger.json"
    assert run("eval", *words, "--ledger-out", ledger).code == 0
    later = (*_write_facts(tmp_path, 2025, put_to_use=True), "--history", ledger, "--lang", language)
    for door in ((), ("--full",), ("--each",)):
        assert OWED[language] in _text("eval", *later, *door)
    lines = json.loads(ledger.read_text("utf-8"))
    for line in lines["ledger"]:
        if line["clause"] == "fee":
            line["repaid"] = "600.00"
    ledger.write_text(json.dumps(lines), "utf-8")
    beyond = {"en": "overpaid 100.00", "zh": "多付100.00"}[language]
    assert beyond in _text("eval", *later, "--accept-modified-ledger", "me")


@pytest.mark.broad
def test_articles_of_debts_are_named_and_a_failed_case_has_what_is_paid_back(tmp_path: Path) -> None:
    words = _write_facts(tmp_path, 2024)
    assert run("list", "open", *words, "-o", tmp_path / "open.csv").code == 3
    assert ",article 2,K1," in (tmp_path / "open.csv").read_text("utf-8")
    failed = _text("test", words[0])
    assert "To be paid back 600.00" in failed
    assert "article 1, S1 (2024-05-01) 600.00" in failed
    assert "K2 of fee not eligible 0.00 CNY (condition not met: put_to_use" in failed


@pytest.mark.broad
@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (("back",), ("back, S1, 2024-05-01", "recover 100% of what was paid when sanction opened",
                     "withheld from what this run makes due: 600.00", "7. to be paid back 600.00")),
        (("K1",), ("fee, K1, 2024-02-01", "put_to_use: not known", "to be paid back 0.00 to 500.00")),
        (("fee", "K1", "--lang", "zh"), ("fee，K1，2024年2月1日", "应退回 0.00至500.00")),
    ],
)  # fmt: skip
def test_a_trace_follows_recoveries_and_debts(
    words: tuple[str, ...], texts: tuple[str, ...], tmp_path: Path
) -> None:  # fmt: skip
    page, *facts = _write_facts(tmp_path, 2024)
    shown = _text("trace", page, *words, *facts)
    assert not [text for text in texts if text not in shown], shown
    plain = json.loads(run("trace", page, "back", *facts, "--format", "json").out)["traces"]
    assert [(each["clause"], each["to_pay_back"]["low"]) for each in plain] == [("back", "600.00")]
    for label, sum_ in (("back", "600.00"), ("fee", "0.00 to 500.00")):
        only = _text("eval", page, *facts, "--only", label)
        assert only.count("(2024-") == 1, only
        assert f" {sum_} " in only.partition("---- ")[2]
    near = run("trace", page, "bakc", *facts)
    assert (near.code, "`back`" in near.err) == (2, True), near.err


PARTS = """policy parts "Parts"
  effective 2023-01-01 to 2030-12-31
  use parts_texts
  language 4
article 1
  award 100 plus 350 times 18 to firm when project approved
    as aid
  pay in parts
    100 when claimed if claimed_on at most 2 months after approved_on
    300 5 years later
    the rest when finished for builder if finished_on at most 2 months after approved_on
"""
VOCABULARY = """vocabulary parts_texts "Words" "词"
applicant firm "企业"
record project "项目" plural projects
  key number "编号"
  builder "承建单位" is one of big_works "大工程局", small_works "小工程队"
  event approved "批准" on approved_on "批准日" default
  event claimed "申请" on claimed_on "申请日"
  event finished "完工" on finished_on "完工日"
"""


@pytest.mark.broad
def test_instalments_of_a_ledger_name_no_condition_and_payees_have_labels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("parts_texts.ipp").write_text(VOCABULARY, "utf-8")
    case = 'case "c"\n  given firm\n    project A: approved_on 2023-03-10, claimed_on 2023-09-10\n  expect total 5\n'
    gone = PARTS.replace("    300 5 years later\n", "").partition("    the rest")[0].replace("100 when", "100% when")
    Path("gone.ipp").write_text(gone + case, "utf-8")
    assert "aid, A (2023): lapsed" in _text("test", "gone.ipp")
    Path("parts.ipp").write_text(PARTS, "utf-8")
    project = {"number": "A", "builder": "big_works", "approved_on": "2023-03-10", "claimed_on": "2023-09-10",
               "finished_on": {"none": True}}  # fmt: skip
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"project": [project]}}
    Path("f.json").write_text(json.dumps({**facts, "history": [], "as_of": "2023-12-31"}), "utf-8")
    shown = _text("eval", "parts.ipp", "--facts", "f.json", "--ledger-out", "l.json", "--full")
    assert "6,300.00 is 350.00 times 18" in shown
    assert "to big_works" in shown
    Path("g.json").write_text(json.dumps({**facts, "as_of": "2024-12-31"}), "utf-8")
    later = ("parts.ipp", "--facts", "g.json", "--history", "l.json")
    assert "100.00 lapsed on 2023-09-10: 100 when claimed" in _text("eval", *later)
    chinese = _text("eval", *later, "--lang", "zh")
    assert "拨给大工程局" in chinese
    assert "100.00于2023年9月10日作废：" in chinese
