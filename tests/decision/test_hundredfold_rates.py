"""A rate of exchange far from the usual one gets a remark at every door that reads rates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.facts import published_series
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.report.decision_json import to_json
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from tests.support.cli import run
from tests.support.golden import check_golden
from tests.support.office.dialogs import talk
from tests.support.project_files import ROOT
from tests.support.rows import each_row
from tests.support.workbooks import from_text

PAGE = """policy rates "Rates"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Fees"
  award 50% of official_fees when invention_patent granted
    convert at central_parity on fees_paid_on
"""
POLICY = ipdsl.load_text(PAGE)
PATENT = {"number": "JP1", "granted_on": "2022-07-04", "fees_paid_on": "2022-07-04",
          "official_fees": {"amount": 100_000, "currency": "JPY"}}  # fmt: skip
FACTS = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"invention_patent": [PATENT]}, "history": []}
SERIES = {"central_parity": [{"currency": "JPY", "day": "2022-07-04", "value": "5.4772"}]}
FILE = {"source": "bulletin", "version": "1", "series": SERIES}


def decided(*rates: tuple[str, str, str]) -> Any:
    points = [{"currency": currency, "day": day, "value": rate} for currency, day, rate in rates]
    return POLICY.evaluate({**FACTS, "series": {"central_parity": points}})


@each_row(
    ("currency", "rate", "single"),
    [
        ("JPY", "5.4772", "0.054772"), ("KRW", "0.5321", "0.005321"), ("VND", "0.0287", "0.000287"),
        ("IDR", "0.0443", "0.000443"), ("HUF", "1.87", "0.0187"), ("USD", "671.14", "6.7114"),
        ("JPY", "0.054772", ""), ("JPY", "0.085", ""), ("KRW", "0.0053", ""), ("VND", "0.000287", ""),
        ("USD", "6.3", ""),
        ("EUR", "9.9", ""), ("RUB", "0.22", ""), ("KWD", "2180", "21.8"), ("KWD", "21.8", ""),
        ("JPY", "18.26", "0.054765"), ("KRW", "190.9", "0.005238"), ("VND", "3600", "0.000278"),
        ("USD", "0.1587", "6.301197"),
        ("EUR", "0.14", "7.142857"), ("KWD", "0.048", "20.833333"), ("TWD", "4.4", "0.227273"), ("TWD", "0.227", ""),
        ("RUB", "14.9", "0.067114"), ("THB", "5.17", "0.193424"), ("USD", "63.014", "0.63014"), ("HKD", "1.23", ""),
    ],
)  # fmt: skip
def test_a_rate_far_from_the_usual_one_is_named_with_the_rate_of_one(currency: str, rate: str, single: str) -> None:
    remarks = decided((currency, "2022-07-04", rate)).remarks
    assert [remark.code for remark in remarks] == (["R139"] if single else [])
    assert all(f"{single} " in remark.texts(Language.EN).help for remark in remarks)


def test_each_currency_is_named_once_by_its_first_day() -> None:
    remarks = decided(("JPY", "2022-07-05", "5.5"), ("JPY", "2022-07-04", "5.4"), ("KRW", "2022-07-04", "0.53")).remarks
    assert [(remark.currency, remark.rate) for remark in remarks] == [("JPY", "5.4"), ("KRW", "0.53")]


def test_a_published_file_is_checked_once_and_stated_rates_replace_its_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    days = [("JPY", "2022-07-04", "5.4"), ("JPY", "2022-07-05", "5.5"), ("KRW", "2022-07-04", "0.53")]
    points = [{"currency": currency, "day": day, "value": rate} for currency, day, rate in days]
    policy, file = ipdsl.load_text(PAGE), {**FILE, "series": {"central_parity": points}}
    checked: list[int] = []
    check = published_series._unusual_rates
    monkeypatch.setattr(
        published_series, "_unusual_rates", lambda own, rates: checked.append(len(rates)) or check(own, rates)
    )
    published = policy.published(file)

    def remarks(*stated: dict[str, str]) -> list[tuple[str, str]]:
        facts = {**FACTS, "series": {"central_parity": [*stated]}} if stated else FACTS
        read = read_facts_with_series(facts, policy.program, published)
        return [(remark.currency, remark.rate) for remark in policy.evaluate(read).remarks]  # type: ignore[attr-defined]

    first_day, _, won = points
    assert remarks() == [("JPY", "5.4"), ("KRW", "0.53")]
    assert remarks({**first_day, "value": "0.054"}) == [("JPY", "5.5"), ("KRW", "0.53")]
    assert remarks({**won, "value": "0.0053"}, {**first_day, "day": "2022-07-03", "value": "5.3"}) == [("JPY", "5.3")]
    assert checked.count(len(points)) == 1


def test_the_page_of_a_decision_shows_the_rate(update_golden: bool) -> None:
    decision = decided(("JPY", "2022-07-04", "5.4772"))
    shown = "".join(f"{render(decision, localize=localizer_of(POLICY.program, language))}\n" for language in Language)
    check_golden(ROOT / "tests" / "golden" / "render" / "facts" / "R139.txt", shown, update_golden)


def test_the_sum_follows_the_stated_rate() -> None:
    decision = decided(("JPY", "2022-07-04", "5.4772"))
    assert str(decision.total) == "273,860.00 CNY"
    assert [remark["code"] for remark in to_json(decision, localizer_of(POLICY.program, Language.ZH))["remarks"]] == [
        "R139"
    ]


# ---------------------------------------------------------------------------------------------- doors


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the page, the facts in each form, and a file of rates."""
    csv = tmp_path / "csv"
    csv.mkdir()
    for name, text in {
        "fees.ipp": PAGE, "facts.json": json.dumps(FACTS), "rates.json": json.dumps(FILE),
        "stated.json": json.dumps({**FACTS, "series": SERIES}),
        "csv/applicant.csv": "id,kinds\nF1,enterprise\n",
        "csv/invention_patent.csv": "applicant,number,granted_on,fees_paid_on,official_fees\n"
        "F1,JP1,2022-07-04,2022-07-04,100000 JPY\n",
        "csv/history.csv": "applicant,clause,item,year,due\n",
        "lower.ipp": PAGE.replace("policy rates", "policy lower").replace("50%", "40%"),
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "facts.xlsx").write_bytes(from_text(
        "# applicant\nid | kind of applicant\nF1 | enterprise\n"
        "# invention_patent\napplicant | number | granted_on | fees_paid_on | official_fees\n"
        "F1 | JP1 | 2022-07-04 | 2022-07-04 | 100000 JPY\n"
    ))  # fmt: skip
    return tmp_path


PUBLISHED = ("--series", "rates.json")
BATCH = ("--as-of", "2024-12-31", "--no-others", "-o", "out")
DOORS: dict[str, tuple[str, ...]] = {
    "facts": ("eval", "fees.ipp", "--facts", "stated.json"),
    "facts of many": ("eval", "fees.ipp", "--each", "--facts", "stated.json"),
    "JSON": ("eval", "fees.ipp", "--facts", "facts.json", *PUBLISHED),
    "workbook": ("eval", "fees.ipp", "--facts", "facts.xlsx", *PUBLISHED),
    "CSV": ("eval", "fees.ipp", "--facts", "csv", *PUBLISHED),
    "missing facts": ("ask", "fees.ipp", "--facts", "facts.json", *PUBLISHED),
    "one claim": ("trace", "fees.ipp", "JP1", "--facts", "facts.json", *PUBLISHED),
    "two policies": ("compare", "fees.ipp", "lower.ipp", "--facts", "stated.json"),
    "letter": ("letter", "fees.ipp", "--facts", "facts.json", *PUBLISHED, "-o", "letter.html"),
    "batch of a workbook": ("batch", "fees.ipp", "--facts", "facts.xlsx", *PUBLISHED, *BATCH),
    "batch of CSV": ("batch", "fees.ipp", "--facts", "csv", *PUBLISHED, *BATCH),
}


@pytest.mark.broad
@pytest.mark.parametrize("door", DOORS)
def test_every_command_that_reads_rates_tells(door: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    ran = run(*DOORS[door])
    assert ran.code == 0, ran.both
    assert "R139" in ran.both
    assert "0.054772" in ran.both
    assert "$.series.central_parity" in ran.both or door.startswith("letter")
    if door.startswith("batch"):
        (note,) = json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))["notes"]
        assert "[R139]" in note
    (folder / "rates.json").write_text(json.dumps(FILE).replace("5.4772", "0.054772"), encoding="utf-8")
    (folder / "stated.json").write_text(json.dumps({**FACTS, "series": SERIES}).replace("5.4772", "0.054772"))
    assert "R139" not in run(*DOORS[door]).both


def test_the_interview_tells_before_the_answers_are_confirmed() -> None:
    begun = {**FACTS, "records": {"invention_patent": [PATENT]}}
    held, person = talk(["5.4772", "1", "0.054772", ""], POLICY, begun=begun)
    assert held["series"]["central_parity"][0]["value"] == "0.054772"
    said = " ".join(person.said)
    assert said.count("[R139]") == 1
    assert said.index("Your answers") < said.index("[R139]")


def test_a_table_has_the_note_of_its_rates() -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"id": ["F1", "F2"], "kinds": [["enterprise"]] * 2, "history": [[], []],
                      "invention_patent": [[PATENT]] * 2})  # fmt: skip
    result = POLICY.evaluate_table(table, as_of="2024-12-31", series=FILE)
    assert [note for note in result.notes if "[R139]" in note] == [*result.notes]
    assert len(result.notes) == 1
    assert result.applicants["due"].to_pylist() == [273_860_00] * 2
