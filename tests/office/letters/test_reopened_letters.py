"""Letters about reopened years: the figure, the words and the line of the command state what is payable now."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.office.letters.content import Content, content_of
from ipdsl.office.letters.fact_names import letter_localizer
from ipdsl.office.letters.template_check import recalculation_problems
from ipdsl.report.decision_json import to_json
from tests.support.cli import run
from tests.support.office.letters import policy
from tests.support.slow import sampled

LOANS = """policy loans "Loans" "贷款"
  document "Doc 1"
  effective 2021-12-21 to 2024-12-31
  use ip

article 1 "Loans" "贷款"
  award 10% of amount to enterprise when technology_contract recorded
  cap 20000 per enterprise per year
"""
DAYS = {"A": "2022-03-01", "B": "2022-09-01"}
SENTENCE = "you are due {{ total }} {{ currency }} ({{ total_in_words }})"


def _firm(*contracts: tuple[str, int], **more: Any) -> dict[str, Any]:
    rows = [{"contract": name, "amount": sum_, "recorded_on": DAYS[name]} for name, sum_ in contracts]
    applicant = {"id": "F1", "kinds": ["enterprise"]}
    return {"applicant": applicant, "as_of": "2022-12-31", "records": {"technology_contract": rows}, **more}


@pytest.fixture
def loans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the page, the ledger of loan A (12,000 due), and facts in which loan B came late."""
    monkeypatch.chdir(tmp_path)
    Path("loans.ipp").write_text(LOANS, "utf-8")
    Path("first.json").write_text(json.dumps(_firm(("A", 120_000), history=[])), "utf-8")
    Path("late.json").write_text(json.dumps(_firm(("A", 120_000), ("B", 100_000))), "utf-8")
    assert run("eval", "loans.ipp", "--facts", "first.json", "--ledger-out", "ledger.json").code == 0
    return tmp_path


def _letter(out: str, *more: str, facts: str = "late.json") -> tuple[str, str]:
    """What the command prints on both streams for a letter with 2022 reopened."""
    ran = run("letter", "loans.ipp", "--facts", facts, "--history", "ledger.json", "--reopen", "2022", "-o", out, *more)
    assert ran.code == 0, ran.both
    return ran.out, ran.err


def _template(*paragraphs: str, rows: Sequence[Sequence[str]] = ()) -> None:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for cells in rows:
        table = document.add_table(1, len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
    document.save("bureau.docx")


def _paragraphs(path: str) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(path).paragraphs]


@pytest.mark.broad
def test_the_line_of_the_command_states_what_is_payable_now(loans: Path) -> None:
    assert _letter("letter.docx")[0] == "letter.docx: 8,000.00 CNY to F1\n"
    assert _letter("letter.docx", "--lang", "zh")[0] == "letter.docx：F1本次应付8,000.00（CNY）\n"
    [told] = json.loads(_letter("letter.docx", "--format", "json")[0])
    assert (told["payable_now"], told["total"]) == ("8000.00", "20000.00")


@pytest.mark.parametrize(
    ("language", "text"),
    sampled(
        [("en", "you are due 8,000.00 CNY ()"), ("zh", "you are due 8,000.00 CNY (人民币捌仟元整)")], 2, others="broad"
    ),
)
def test_a_template_has_what_is_payable_now(loans: Path, language: str, text: str) -> None:
    _template(SENTENCE)
    _letter("letter.docx", "--template", "bureau.docx", "--lang", language)
    assert _paragraphs("letter.docx") == [text]


@pytest.mark.broad
@pytest.mark.parametrize(("total", "recalculated"), [("total", "recalculated"), ("合计", "重新结算合计")])
def test_a_template_may_have_the_recalculated_amount(loans: Path, total: str, recalculated: str) -> None:
    _template(f"{{% if {recalculated} %}}recalculated {{{{ {recalculated} }}}}, {{% endif %}}now {{{{ {total} }}}}")
    _letter("letter.docx", "--template", "bureau.docx")
    assert _paragraphs("letter.docx") == ["recalculated 20,000.00, now 8,000.00"]
    run("letter", "loans.ipp", "--facts", "first.json", "-o", "plain.docx", "--template", "bureau.docx")
    assert _paragraphs("plain.docx") == ["now 12,000.00"], "nothing was due before"


# ---------------------------------------------------------------------------------------------- words of recalculation


@pytest.mark.broad
@pytest.mark.parametrize(
    ("paragraphs", "rows", "word", "language"),
    sampled(
        [
            (["the recalculated amount is {{ total }}"], [], "total", "en"),
            (["重新结算后合计{{ 合计大写 }}"], [], "合计大写", "zh"),
            ([], [["Amount after re-calculation", "{{ total }} {{ currency }}"]], "total", "zh"),
            (["Reopened years: at most {{ at_most }}"], [], "at_most", "en"),
        ],
        2,
        others="broad",
    ),
)
def test_a_total_beside_words_of_a_recalculation_is_told(
    loans: Path, paragraphs: list[str], rows: list[list[str]], word: str, language: str
) -> None:
    _template(*paragraphs, rows=rows)
    out, err = _letter("letter.docx", "--template", "bureau.docx", "--lang", language)
    assert "8,000.00" in out, "the letter is written"
    assert ("warning[U140]" if language == "en" else "警告[U140]") in err
    assert f"`{word}`" in err


@pytest.mark.broad
@pytest.mark.parametrize(
    ("paragraphs", "rows"),
    sampled(
        [
            (["you are due {{ total }}", "the years were recalculated"], []),
            (["recalculated: {{ recalculated }}, of which now {{ total }}"], []),
            (["重新结算合计{{ 重新结算合计 }}，本次应付{{ 合计 }}"], []),
            ([], [["recalculated", "{{ recalculated }}"], ["now", "{{ total }}"]]),
            (["recalculated {% for one in sums %}{{ one.text }}{% endfor %}"], []),
        ],
        5,
        others="broad",
    ),
)
def test_other_paragraphs_are_not_told(loans: Path, paragraphs: list[str], rows: list[list[str]]) -> None:
    _template(*paragraphs, rows=rows)
    assert _letter("letter.docx", "--template", "bureau.docx")[1] == ""


def test_words_of_a_recalculation_may_be_in_several_runs() -> None:
    parts = "<w:p><w:r><w:t>re</w:t></w:r><w:r><w:t>calculated {{ total }}</w:t></w:r></w:p>"
    assert [one["kind"] for one in recalculation_problems(f"<w:body>{parts}<w:p><w:t>x</w:t></w:p></w:body>")] == [
        "recalculation"
    ]


# ---------------------------------------------------------------------------------------------- the built-in letter


@pytest.mark.broad
def test_the_built_in_letter_states_the_figure_its_words_and_the_recalculation(loans: Path) -> None:
    _letter("letter.html", "--lang", "zh")
    text = re.sub(r"<[^>]+>", "", Path("letter.html").read_text("utf-8"))
    assert "本次应付8,000.00元（人民币捌仟元整），明细见附件1。" in text
    assert "2022年累计应得20,000.00元，以往已核定12,000.00元。" in text
    _letter("letter.docx", "--lang", "zh")
    document = docx.Document("letter.docx")
    assert "本次应付8,000.00元（人民币捌仟元整），明细见附件1。" in [line.text for line in document.paragraphs]
    totals = [[row.cells[0].text, row.cells[5].text] for row in document.tables[0].rows[-3:]]
    assert totals == [["合计", "20,000.00"], ["减：以往已核定", "12,000.00"], ["本次应付", "8,000.00"]]


def test_every_door_of_the_command_line_states_the_same(loans: Path) -> None:
    how = ("--facts", "late.json", "--history", "ledger.json", "--reopen", "2022")
    assert re.search(r"^Payable now +8,000\.00$", run("eval", "loans.ipp", *how).out, re.MULTILINE)
    assert re.search(r"^Payable now +8,000\.00$", run("eval", "loans.ipp", "--full", *how).out, re.MULTILINE)
    for many in ("--each", "--cohort"):
        page = run("eval", "loans.ipp", many, *how).out
        assert re.search(r"^  F1 +8,000\.00$", page, re.MULTILINE)
        assert re.search(r"^Payable now +8,000\.00$", page, re.MULTILINE)
        assert re.search(r"^Total due +20,000\.00$", page, re.MULTILINE)
        plain = json.loads(run("eval", "loans.ipp", many, *how, "--format", "json").out)
        assert (plain["payable_now"], plain["total"]) == ("8000.00", "20000.00")
        assert plain["decisions"][0]["payable_now"] == "8000.00"
    one = json.loads(run("eval", "loans.ipp", *how, "--format", "json").out)
    assert (one["payable_now"], one["recalculated"], one["due_before"]) == ("8000.00", "20000.00", "12000.00")


# ---------------------------------------------------------------------------------------------- Shaoguan


def _shaoguan() -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts of the first run, with 768,000 due, and of the second, in which records of 2022 came late."""
    applicant = {"id": "F1", "kinds": ["enterprise"], "located_here": True}
    insured = {"right_kind": "patent_right", "bought_on": "2022-05-01"}
    known: dict[str, list[dict[str, Any]]] = {
        "patent_prize": [
            {"patent": patent, "level": "national", "prize": prize, "won_on": "2022-07-20"}
            for patent, prize in (("P1", "gold"), ("P2", "silver"), ("P3", "excellence"))
        ],
        "ip_title": [{"title": "national_advantage", "recognised_on": "2022-11-20"}],
        "technology_contract": [
            {"contract": "K1", "amount": 5_000_000, "recorded_on": "2022-03-01", "put_to_use": True,
             "related_party": False}
        ],
        "ip_insurance": [{"contract": "I1", "premium": 60_000, **insured}],
        "invention_patent": [{
            "number": "P1", "domestic": True, "filed_on": "2019-06-04", "granted_on": "2021-05-10",
            "lapsed_on": {"none": True},
        }],
    }  # fmt: skip
    late = {
        **known,
        "ip_title": [*known["ip_title"], {"title": "municipal_demonstration", "recognised_on": "2022-12-01"}],
        "ip_insurance": [*known["ip_insurance"], {"contract": "I2", "premium": 10_000, **insured}],
        "certification": [{
            "standard": "gbt29490", "stage": "initial", "passed_on": "2022-06-01", "cycle_completed_on": {"none": True},
        }],
        "loan_interest": [{
            "loan": "L1", "interest_paid": "14333.33", "paid_on": "2022-12-20", "in_risk_pool": True,
        }],
    }  # fmt: skip
    facts = {"applicant": applicant, "as_of": "2022-12-31", "support": []}
    return {**facts, "history": [], "records": known}, {**facts, "records": late}


def _content(decision: ipdsl.Decision, language: Language) -> Content:
    return content_of(decision, letter_localizer(policy().program, language))


def test_of_841_000_recalculated_73_000_are_payable_now() -> None:
    known, late = _shaoguan()
    first = policy().evaluate(known)
    assert str(first.total) == "768,000.00 CNY"
    anew = policy().evaluate(late, history=to_json(first), reopen=2022)
    assert [str(sum_) for sum_ in (anew.total, anew.due_before, anew.payable_now, anew.overpaid)] == [
        "841,000.00 CNY", "768,000.00 CNY", "73,000.00 CNY", "0.00 CNY",
    ]  # fmt: skip
    zh, en = _content(anew, Language.ZH), _content(anew, Language.EN)
    assert (zh["total"], zh["total_in_words"]) == ("至少73,000.00", "至少人民币柒万叁仟元整")
    assert (zh["recalculated"], zh["at_most"]) == ("至少841,000.00", "77,300.00")
    assert (en["total"], en["recalculated"]) == ("at least 73,000.00", "at least 841,000.00")
    assert [(line["text"], line["sum"]) for line in zh["sums"] if line["sum"]] == [
        ("本次应付至少", "73,000.00"), ("最多", "77,300.00"), ("应得合计至少（自2022年起重新结算）", "841,000.00"),
        ("最多", "845,300.00"), ("原应得", "768,000.00"),
    ]  # fmt: skip
    assert zh["sums"][0]["text"] == "本次应付至少"


def test_a_letter_without_earlier_amounts_is_as_long_as_before() -> None:
    decision = policy().evaluate(_shaoguan()[0])
    zh = _content(decision, Language.ZH)
    assert [(line["text"], line["sum"]) for line in zh["sums"]] == [("应得合计", "768,000.00")]
    assert (zh["total"], zh["recalculated"]) == ("768,000.00", "")


@pytest.mark.broad
def test_a_letter_does_not_grant_again_what_an_earlier_letter_paid(loans: Path) -> None:
    """Loan A is paid. A first reopening lacks it, and the second lists it again."""
    ledger = json.loads(Path("ledger.json").read_text("utf-8"))
    ledger["ledger"][0]["payments"] = [{"day": "2022-12-20", "amount": "12000.00"}]
    Path("ledger.json").write_text(json.dumps(ledger), "utf-8")
    Path("other.json").write_text(json.dumps(_firm(("B", 100_000))), "utf-8")
    _template(SENTENCE, "recalculated: {{ recalculated }}")
    more = ("--template", "bureau.docx", "--ledger-out", "ledger.json")
    _letter("1.docx", *more, facts="other.json")
    assert "10,000.00" in _paragraphs("1.docx")[0]
    _letter("2.docx", *more)
    assert _paragraphs("2.docx") == ["you are due 0.00 CNY ()", "recalculated: 20,000.00"]
