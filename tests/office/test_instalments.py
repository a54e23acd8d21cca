"""Grants paid in parts in workbooks, letters and lists: their sums are those of the decision, year after year."""

from __future__ import annotations

import datetime
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from ipdsl import load
from ipdsl.base.findings.phrase import Language
from ipdsl.decision import instalments
from ipdsl.decision.decision import Decision, Request
from ipdsl.driver.library import Policy
from ipdsl.office import payable_parts
from ipdsl.office.letters.body import LetterFrame
from ipdsl.office.letters.content import PRINTED, content_of
from ipdsl.office.letters.fact_names import letter_localizer
from ipdsl.office.letters.letter_kind import LetterKind
from ipdsl.office.lists import decided_rows
from ipdsl.office.lists.list_files import list_schema, lists_to_json
from ipdsl.office.lists.tables import ListOptions, PolicyList, policy_list
from ipdsl.office.office_data import OfficeData
from ipdsl.office.stamp import Stamp
from ipdsl.report.decision_json import to_json
from tests.conftest import ROOT
from tests.properties.instalment_pages import VOCABULARY
from tests.support.cli import run
from tests.support.golden import check_golden
from tests.support.office.letters import letter_text

PAGE = ROOT / "tests" / "support" / "office" / "instalments.ipp"
GOLDEN = ROOT / "tests" / "golden" / "letters"

INVOICES = """policy invoices "Invoices"
  effective 2020-01-01 to 2030-12-31
  use parts_words
article 7 "Aid"
  award cost to firm when project approved
    as aid
    uncapped
  pay in parts
    amount when invoice claimed of the same code
    the rest 3 years later
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(str(PAGE))


def _firm(number: int, projects: list[Any], loans: list[Any]) -> dict[str, Any]:
    return {
        "applicant": {"id": f"F{number}", "kinds": ["enterprise"], "details": {"name": f"Firm {number}"}},
        "support": [], "records": {"navigation_project": projects, "pledge_loan": loans},
    }  # fmt: skip


def _drawn_firm(number: int) -> dict[str, Any]:
    chance = random.Random(number)

    def later(first: datetime.date | None, most: int) -> str | None:
        """A day after the first one, `none`, or nothing, which is not known."""
        if first is not None and chance.random() < 0.6:
            return str(first + datetime.timedelta(chance.randrange(1, most)))
        return "none" if chance.random() < 0.7 else None

    projects, loans = list[dict[str, Any]](), list[dict[str, Any]]()
    for n in range(chance.randrange(4)):
        day = datetime.date(chance.choice((2022, 2023, 2024)), chance.randrange(1, 13), 15)
        projects.append({"project": f"N{n}", "selected_on": str(day), "accepted_on": later(day, 1400)})
    for n in range(chance.randrange(3)):
        day = datetime.date(chance.choice((2023, 2024)), chance.randrange(1, 13), 15)
        loans.append({"loan": f"L{n}", "principal": chance.randrange(1, 40000) * 100, "drawn_on": str(day),
                      "repaid_on": later(day, 900), "on_schedule": chance.choice((True, False, None))})  # fmt: skip
    known = [[{name: value for name, value in record.items() if value is not None} for record in kind]
             for kind in (projects, loans)]  # fmt: skip
    return _firm(number, *known)


def _years(policy: Policy, number: int) -> Iterator[Decision]:
    """The decisions of four years on a firm, each with the ledger of the year before."""
    firm, ledger = _drawn_firm(number), None
    for year in range(2022, 2026):
        history = {"history": []} if ledger is None else {}
        decision = policy.evaluate(
            {**firm, **history, "as_of": f"{year}-12-31"}, **({} if ledger is None else {"history": ledger})
        )
        ledger = to_json(decision)
        yield decision


def _list(policy: Policy, name: str, decision: Decision, language: Language = Language.EN) -> PolicyList:
    localize = letter_localizer(policy.program, language)
    listed = [decided_rows.listed_applicant(decision, {"name": "Firm"}, localize, is_person=False)]
    rows = decided_rows.decided_rows(policy.program, localize, "")
    stamp = Stamp.of([decision], Request())
    return policy_list(name, policy.program, listed, rows, (), stamp, ListOptions(), localize, is_single=True)


def _minor(text: str) -> int:
    return int(Decimal(text.replace(",", "")) * 100)


def _check(policy: Policy, numbers: range) -> Counter[str]:
    """Lists and letters of drawn firms against their decisions; the states that they have."""
    states = Counter[str]()
    for decision in (decision for number in numbers for decision in _years(policy, number)):
        parts = [(claim, each) for claim in decision.claims for each in claim.instalments]
        states.update(each.state for _, each in parts)
        waiting = _list(policy, "instalments", decision)
        assert waiting.main[0].totals["waiting"].minor == sum(
            each.sum.high.minor for _, each in parts if each.state == "open" and each.sum.high is not None
        )
        payments = _list(policy, "payments", decision).main[0].rows
        paid = {row.name: row.payable.minor for row in payments if row.payable is not None}
        others = Counter[str]()
        for _, each in parts:
            if each.payee and each.state == "due" and each.is_new:
                others[each.payee] += each.sum.low.minor
        assert sum(paid.values()) == decision.payable_now.minor
        assert {name: sum_ for name, sum_ in paid.items() if name != "Firm"} == others
        for language in Language:
            content = content_of(decision, letter_localizer(policy.program, language))
            entries = content["instalments"]
            assert [(_minor(entry["sum"]), entry["payee"]) for entry in entries] == [
                (each.sum.low.minor, each.payee) for _, each in sorted(parts, key=lambda pair: pair[0].place)
            ]
            lines = [line for part in content["parts"] for line in part["lines"]]
            assert all(any(entry["granted"] in line for line in lines) for entry in entries)
            if content["row_totals"]:
                assert _minor(content["row_totals"][-1]["sum"]) == decision.payable_now.minor
        kind, sum_ = LetterKind.of(decision), decision.difference.payable.low.minor
        is_granted = any(claim.proposed.minor and each.state in ("due", "open") for claim, each in parts)
        assert not is_granted or kind is LetterKind.DECISION
        has_end = any(each.is_new and each.state in ("lapsed", "stopped") for _, each in parts)
        assert (kind is LetterKind.LAPSE) == bool(has_end and not is_granted and not sum_)
    return states


@pytest.mark.broad
def test_lists_and_letters_have_the_instalments_of_their_decisions(policy: Policy) -> None:
    assert {"due", "open", "lapsed"} <= _check(policy, range(12)).keys()


def test_the_law_finds_payments_that_forget_another_payee(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payable_parts, "_sums_of_payees", lambda *_: Counter())
    with pytest.raises(AssertionError):
        _check(policy, range(12))


WITHHELD = """policy withheld "Withheld"
  effective 2022-01-01 to 2026-12-31
  use ip
  language 4
article 1
  award 1000 to enterprise when navigation_project selected
    as aid
  pay in parts
    50% at once
    the rest when accepted for "the agency"
  recover 300 of what was paid when sanction opened
    as back
"""


@pytest.mark.broad
@pytest.mark.parametrize(
    ("language", "own", "texts"),
    [
        (Language.EN, "500.00 CNY is paid to your account ending in 7890.",
         ("200.00 CNY is paid to the agency, after 300.00 was withheld, set off or stopped.",
          "instalment for Firm; 300.00 withheld, set off or stopped")),
        (Language.ZH, "其余500.00元拨付至贵单位尾号为7890的账户。",
         ("200.00元拨付给the agency（已扣除、抵扣或停止拨付300.00元）。",
          "为Firm拨付的分期款项；已扣除、抵扣或停止拨付300.00元")),
    ],
)  # fmt: skip
def test_letters_and_lists_pay_each_payee_what_is_not_withheld(
    language: Language, own: str, texts: tuple[str, str], tmp_path: Path
) -> None:
    """The sum is that of the instalment whose payment is taken back."""
    (tmp_path / "page.ipp").write_text(WITHHELD, "utf-8")
    page = load(str(tmp_path / "page.ipp"))
    firm = _firm(1, [{"project": "N1", "selected_on": "2023-03-10", "accepted_on": "2024-06-10"}], [])
    sanction = [{"dispute": "S1", "opened_on": "2024-08-01"}]
    records = {**firm["records"], "sanction": sanction}
    decision = page.evaluate({**firm, "records": records, "history": [], "as_of": "2024-12-31"})
    rows = _list(page, "payments", decision, language).main[0].rows
    assert [(row.name, row.payable and row.payable.minor) for row in rows] == [("Firm", 50000), ("the agency", 20000)]
    assert rows[1].remark == texts[1]
    content = content_of(
        decision, letter_localizer(page.program, language), LetterFrame({"name": "Firm", "account": "1234567890"})
    )
    lines = [line for part in content["parts"] for line in part["lines"]]
    assert texts[0] in lines
    assert any(line.startswith(own) for line in lines)


FIRM = _firm(
    1,
    [{"project": "N1", "selected_on": "2023-03-01", "accepted_on": "2025-06-30"},
     {"project": "N2", "selected_on": "2023-05-01", "accepted_on": "2025-12-30"},
     {"project": "N3", "selected_on": "2025-02-01", "accepted_on": "none"}],
    [{"loan": "L1", "principal": 1000000, "drawn_on": "2024-02-01", "on_schedule": True},
     {"loan": "L2", "principal": 500000, "drawn_on": "2025-03-01", "repaid_on": "2025-09-01", "on_schedule": False}],
)  # fmt: skip


def _sample(policy: Policy) -> Decision:
    """Instalments in every state: due now and before, open with and without a day, not known, and lapsed."""
    first = policy.evaluate({**FIRM, "history": [], "as_of": "2024-12-31"})
    return policy.evaluate({**FIRM, "as_of": "2025-12-31"}, history=to_json(first))


def _lapse(policy: Policy) -> Decision:
    """The last instalment of a grant lapses, and nothing else is decided."""
    facts = _firm(1, [{"project": "N2", "selected_on": "2023-05-01", "accepted_on": "none"}], [])
    first = policy.evaluate({**facts, "history": [], "as_of": "2024-12-31"})
    facts["records"]["navigation_project"][0]["accepted_on"] = "2025-12-30"
    return policy.evaluate({**facts, "as_of": "2025-12-31"}, history=to_json(first))


@pytest.mark.broad
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("name", "sample"), [("instalments", _sample), ("lapse", _lapse)])
def test_the_letters_about_instalments_are_as_they_were_read(
    policy: Policy, name: str, sample: Callable[[Policy], Decision], language: Language, update_golden: bool
) -> None:
    office = OfficeData({"name": "Westerhaven Grants Office", "contact": "J. Smith", "appeal_authority": "the Board"})
    frame = LetterFrame({"name": "Danxia"}, office, "R-1", datetime.date(2026, 1, 10))
    content = content_of(sample(policy), letter_localizer(policy.program, language), frame)
    text = re.sub(r"[0-9a-f]{16}", "…", letter_text(content, (*PRINTED, "instalments")))
    check_golden(GOLDEN / f"{name}_{language.value}.txt", text, update_golden)


def test_a_list_of_open_instalments_fits_its_schema_and_is_in_the_order_of_days(policy: Policy) -> None:
    entry = _list(policy, "instalments", _sample(policy), Language.ZH)
    plain = json.loads(json.dumps(lists_to_json([entry])))
    jsonschema.validate(plain, list_schema("instalments"))
    assert [(row["item"], row["instalment"], row["waiting"], row["day"], row["payee"]) for row in plain["rows"]] == [
        ("N3", "2", "30000.00", "2026年2月1日", ""), ("N3", "3", "10000.00", "", "Navigation Service Centre"),
        ("L1", "2", "10000.00", "", "")]  # fmt: skip
    assert plain["rows"][2]["remark"].startswith("未填写：")
    assert entry.summary_lines(letter_localizer(policy.program, Language.ZH))[0] == "1家，未到期50,000.00元"


@pytest.mark.broad
@pytest.mark.parametrize("language", list(Language))
def test_the_workbook_of_the_bureau_keeps_instalments(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    zh = ("--lang", language.value)
    Path("facts.json").write_text(json.dumps({**FIRM, "history": [], "as_of": "2024-12-31"}), "utf-8")
    assert run("eval", PAGE, "--facts", "facts.json", "--ledger-out", "ledger.json").code == 3
    Path("facts.json").write_text(json.dumps({**FIRM, "as_of": "2025-12-31"}), "utf-8")
    call = ("template", PAGE, "--for", "bureau", "--facts", "facts.json", "--history", "ledger.json", "-o", "b.xlsx")
    assert run(*call, *zh).code == 0
    for file, name in (("b.xlsx", "book"), ("facts.json", "json")):
        history = () if name == "book" else ("--history", "ledger.json")
        ran = run("eval", PAGE, "--facts", file, *history, "--as-of", "2025-12-31", "--format", "json")
        Path(f"{name}.out").write_text(ran.out, "utf-8")
    book, plain = (json.loads(Path(f"{name}.out").read_text("utf-8")) for name in ("book", "json"))
    assert book["due"] == plain["due"]
    parts = [line["parts"] for line in plain["ledger"] if "parts" in line]
    assert parts == [line["parts"] for line in book["ledger"] if "parts" in line]
    assert len(parts) == 5
    workbook = openpyxl.load_workbook("b.xlsx")
    sheet = workbook["history" if language is Language.EN else "历史"]
    heading = {cell.value: cell.coordinate.rstrip("2") for cell in sheet[2]}
    column = heading["instalments" if language is Language.EN else "各期"]
    row = next(cell.row for cell in sheet[column] if "30000.00" in str(cell.value) and "60000.00" in str(cell.value))
    sheet[f"{column}{row}"] = str(sheet[f"{column}{row}"].value).replace("Centre: 10000.00", "Centre: 9000.00")
    workbook.save("wrong.xlsx")
    ran = run("eval", PAGE, "--facts", "wrong.xlsx", "--as-of", "2025-12-31")
    assert (ran.code, "error[R137]" in ran.err, f"!{column}{row}" in ran.err) == (1, True, True)


@pytest.mark.broad
@pytest.mark.parametrize("language", list(Language))
def test_a_workbook_keeps_the_record_that_an_instalment_waits_for(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("parts_words.ipp").write_text(VOCABULARY, "utf-8")
    Path("invoices.ipp").write_text(INVOICES, "utf-8")
    days = ("2024-05-01", "2025-02-01")
    invoices = [{"no": f"V{n}", "amount": "1000", "code": "c1", "eligible": True, "claimed_on": day}
                for n, day in enumerate(days)]  # fmt: skip
    project = {"number": "P1", "cost": "9000", "code": "c1", "approved_on": "2024-03-01"}
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"project": [project], "invoice": invoices}}
    Path("facts.json").write_text(json.dumps({**facts, "history": [], "as_of": "2024-12-31"}), "utf-8")
    assert run("eval", "invoices.ipp", "--facts", "facts.json", "--ledger-out", "ledger.json").code == 0
    Path("facts.json").write_text(json.dumps({**facts, "as_of": "2025-12-31"}), "utf-8")
    call = ("template", "invoices.ipp", "--for", "bureau", "--facts", "facts.json", "--history", "ledger.json")
    assert run(*call, "-o", "b.xlsx", "--lang", language.value).code == 0
    with_ledger = run("eval", "invoices.ipp", "--facts", "facts.json", "--history", "ledger.json", "--format", "json")
    from_workbook = run("eval", "invoices.ipp", "--facts", "b.xlsx", "--as-of", "2025-12-31", "--format", "json")
    book, plain = json.loads(from_workbook.out), json.loads(with_ledger.out)
    assert plain["due"]["low"] == "1000.00"
    assert plain["due"] == book["due"]
    [[first, second]] = [[part for part in line["parts"] if "of" in part] for line in plain["ledger"]]
    assert (first["of"], second["of"]) == ("V0", "V1")
    assert [line["parts"] for line in plain["ledger"]] == [line["parts"] for line in book["ledger"]]


def test_a_trace_has_each_instalment_with_its_line(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({**FIRM, "history": [], "as_of": "2025-12-31"}), "utf-8")
    said = run("trace", PAGE, "N2", "--facts", facts).out
    assert "7. 30,000.00 due 2023-05-01: 60% at once\n       12 |     60% at once" in said
    assert "5,000.00 lapsed (step 9)" in said
    assert "the grant is paid in parts" in said


def test_records_that_instalments_read_have_an_effect(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = load(str(ROOT / "examples" / "instalments.ipp"))
    firm = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2024-12-31",
        "records": {
            "navigation_project": [{"project": "N1", "level": "provincial", "selected_on": "2022-03-01"}],
            "introduced_project": [{"project": "N1", "outstanding": True, "evaluated_on": "2023-05-01"}],
            "sanction": [],
        },
    }  # fmt: skip
    assert not [line.parts for line in policy.evaluate(firm).without_effect]
    monkeypatch.setattr(instalments, "read_instalments", lambda *_: None)
    assert [line.parts for line in policy.evaluate(firm).without_effect]
