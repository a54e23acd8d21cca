"""Cases: their givens become facts as a user would write them, and their expectations are checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ipdsl.base.source import Source
from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation
from ipdsl.facts.reader import read_facts
from ipdsl.lower.lowering import lower
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.semantics.findings import checked
from tests.support.slow import sampled

PAGE = """award 1 to enterprise when technology_contract recorded and put_to_use
award up to 50% of official_fees to enterprise when patent granted
  as fees
  convert at central_parity on fees_paid_on
award by prize when patent_prize won
  gold: 5
  silver: 3
award 2 once per enterprise to enterprise while invention_patent valid and claims is a

case "one"
"""


def facts_of(given: str) -> dict[str, object]:
    page = checked(f"{PAGE}{given}  expect total 0\n")
    assert page.policy is not None, page.shown()
    (case,) = page.policy.cases
    (facts,) = case.facts
    read_facts(json.loads(json.dumps(facts)), lower(page.policy, "hash").program)
    return facts


def records_of(given: str) -> dict[str, object]:
    found = facts_of(given)["records"]
    assert isinstance(found, dict)
    return found


def test_values_as_json() -> None:
    records = records_of(
        "  given enterprise\n"
        "    technology_contract A: amount 1000.50, recorded_on 2022-05-01, put_to_use, not related_party\n"
        "    patent P: right design, country US, official_fees 100.5 USD, lapsed_on none\n"
        "    pledge_loan L: principal 20万元, actual_rate 3.75%\n"
        "    patent_prize X: patent ZL1, level national, prize gold\n"
    )
    assert records["technology_contract"] == [
        {
            "id": "A",
            "contract": "A",
            "amount": "1000.5",
            "recorded_on": "2022-05-01",
            "put_to_use": True,
            "related_party": False,
        }
    ]
    assert records["patent"] == [
        {
            "id": "P",
            "number": "P",
            "right": "design",
            "country": "US",
            "official_fees": {"amount": "100.5", "currency": "USD"},
            "lapsed_on": {"none": True},
        }
    ]
    assert records["pledge_loan"] == [{"id": "L", "loan": "L", "principal": 200000, "actual_rate": "3.75%"}]
    assert records["patent_prize"] == [{"id": "X", "patent": "ZL1", "level": "national", "prize": "gold"}]


def test_a_case_is_a_closed_world() -> None:
    facts = facts_of("  given enterprise located_here\n")
    assert facts["applicant"] == {"id": "applicant", "kinds": ["enterprise"], "located_here": True}
    assert facts["history"] == facts["support"] == facts["approvals"] == []
    records = facts["records"]
    assert isinstance(records, dict)
    assert set(map(json.dumps, records.values())) == {"[]"}
    assert "invention_patent" not in records


@pytest.mark.parametrize(
    ("line", "patent", "invention"),
    [
        ("no patent", [], "absent"),
        ("patent unknown", "absent", "absent"),
        ("patent partly listed", {"partial": True, "items": []}, "absent"),
        ("invention_patent unknown", "absent", "absent"),
        ("invention_patent partly listed", "absent", {"partial": True, "items": []}),
        ("no invention_patent", [], []),
    ],
)
def test_kinds_that_are_open(line: str, patent: object, invention: object) -> None:
    records = records_of(f"  given enterprise\n    {line}\n")
    assert records.get("patent", "absent") == patent
    assert records.get("invention_patent", "absent") == invention
    assert records["soft_topic"] == []


def test_the_rest_of_a_case() -> None:
    facts = facts_of(
        "  given enterprise\n"
        "    patent P: granted_on 2022-01-01\n"
        "  given figures 2022: local_contribution 20000.00, filings 3\n"
        "  given history technology_contract.recorded A paid 50 in 2021\n"
        "  given support P national 1000 in 2022\n"
        "  given approval fees P 500\n"
        "  given series central_parity USD 2022-03-01: 6.3014\n"
        "  given series lpr_1y 2022-01-01: 3.70%\n"
        "  given as of 2023-01-31\n"
    )
    assert facts["figures"] == {"2022": {"local_contribution": 20000, "filings": 3}}
    assert facts["history"] == [{"clause": "technology_contract.recorded", "item": "A", "year": 2021, "due": 50}]
    assert facts["support"] == [{"kind": "patent", "item": "P", "level": "national", "year": 2022, "amount": 1000}]
    assert facts["approvals"] == [{"clause": "fees", "item": "P", "amount": 500}]
    assert facts["series"] == {
        "central_parity": [{"currency": "USD", "day": "2022-03-01", "value": "6.3014"}],
        "lpr_1y": [{"month": "2022-01", "value": "3.7%"}],
    }
    assert facts["as_of"] == "2023-01-31"


@pytest.mark.broad
@pytest.mark.parametrize(
    ("record", "lines", "years"),
    [
        ("contract C, recorded_on 2021-12-20", ["X paid 50 on 2022-01-15"], {2021: 50}),
        ("contract C, recorded_on 2021-12-20", ["C paid 50 on 2022-01-15", "C paid 20 on 2023-01-15"], {2021: 70}),
        ("contract C, recorded_on 2022-12-20", ["C paid 50 on 2022-01-15"], {2022: 50}),
        ("contract C, recorded_on 2023-12-20", ["C paid 50 on 2022-01-15"], {2022: 50}),
        ("contract D, recorded_on 2021-12-20", ["C paid 50 on 2022-01-15"], {2022: 50}),
        ("contract D", ["C paid 50 on 2022-01-15", "C paid 80 in 2021", "C paid 20 on 2022-02-15"], {2021: 80}),
        ("contract D", ["C paid 80 in 2022", "C paid 70 in 2021", "C paid 50 on 2023-01-15"], {2022: 80, 2021: 70}),
        ("contract D", ["C paid 50 on 2022-01-15", "C paid 20 on 2023-01-15"], {2022: 50, 2023: 20}),
    ],
)
def test_a_payment_is_of_the_last_award_of_the_item_that_the_case_has(
    record: str, lines: list[str], years: dict[int, int]
) -> None:
    """A payment of a later year than that of the award is of this award, and not of another."""
    label = "technology_contract.recorded"
    given = "".join(f"  given history {label} {line}\n" for line in lines)
    history = facts_of(f"{given}  given enterprise\n    technology_contract X: {record}\n")["history"]
    assert isinstance(history, list)
    assert {line["year"]: line["due"] for line in history} == years
    paid = sum(payment["amount"] for line in history for payment in line.get("payments", ()))
    assert paid == sum(int(line.split()[2]) for line in lines if " on " in line)


def test_an_item_may_be_named_by_the_line_of_its_record() -> None:
    facts = facts_of(
        "  given enterprise\n"
        "    patent_prize X: patent ZL1, level national, prize gold, won_on 2022-01-01\n"
        "    patent P: number ZL2, granted_on 2022-01-01\n"
        "  given history patent_prize.won X paid 5 in 2021\n"
        '  given history patent_prize.won "ZL9 / national / gold" paid 5 in 2021\n'
        "  given approval fees P 500\n"
    )
    assert facts["history"] == [
        {"clause": "patent_prize.won", "item": "ZL1 / national / gold", "year": 2021, "due": 5},
        {"clause": "patent_prize.won", "item": "ZL9 / national / gold", "year": 2021, "due": 5},
    ]
    assert facts["approvals"] == [{"clause": "fees", "item": "ZL2", "amount": 500}]


@pytest.mark.parametrize(
    ("line", "code"),
    sampled(
        [
            ("  given enterprize\n", "N003"),
            ("  given unit\n", "N003"),
            ("  given enterprise locatd_here\n", "N020"),
            ("  given enterprise in_business\n", "N020"),
            ("  given enterprise established_on\n", "T020"),
            ("  given enterprise established_on 5\n", "T020"),
            ("  given enterprise\n    technology_contrat A: amount 5\n", "N002"),
            ("  given enterprise\n    technology_contract A: amuont 5\n", "N020"),
            ("  given enterprise\n    technology_contract A: amount 5.005\n", "T005"),
            ("  given enterprise\n    technology_contract A: amount 5%\n", "T020"),
            ("  given enterprise\n    technology_contract A: amount 2022-01-01\n", "T020"),
            ("  given enterprise\n    technology_contract A: recorded\n", "N020"),
            ("  given enterprise\n    technology_contract A: amount 5, amount 6\n", "N010"),
            ("  given enterprise\n    technology_contract A: amount 5\n    technology_contract A: amount 6\n", "N010"),
            ("  given enterprise\n    patent_prize A: level natonal\n", "N004"),
            ("  given enterprise\n    pledge_loan A: actual_rate 3\n", "T020"),
            ("  given enterprise\n  given figures 2022: filngs 3\n", "N020"),
            ("  given enterprise\n  given figures 2022: filings 3.5\n", "T020"),
            ("  given enterprise\n  given history technology_contract A paid 50 in 2021\n", "N006"),
            ("  given enterprise\n  given support P natonal 1000 in 2022\n", "N004"),
            ("  given enterprise\n  given support P national 1000 in 2022\n", "N022"),
            (
                "  given enterprise\n    technology_contract A: amount 5\n  given support B national 1000 in 2022\n",
                "N022",
            ),
            ("  given enterprise\n  given approval technology_contract.recorded A 500\n", "P025"),
            ("  given enterprise\n  given series lpr_5y 2022-01-01: 3.70%\n", "N005"),
            ("  given enterprise\n  given series lpr_1y 2022-01-01: 3\n", "T020"),
            ("  given enterprise\n  given person\n", "P100"),
        ],
        3,
        others="broad",
    ),
)
def test_mistakes_in_givens(line: str, code: str) -> None:
    found = checked(f"{PAGE}{line}  expect total 0\n")
    assert found.codes == [code], found.shown()


@pytest.mark.parametrize(
    "line",
    [
        "  given support A national 1000 in 2022\n  given enterprise\n    technology_contract A: amount 5\n",
        '  given enterprise\n  given support "2022" national 1000 in 2022\n',
        "  given enterprise\n    technology_contract unknown\n  given support B national 1000 in 2022\n",
        "  given enterprise\n  given support technology_contract B national 1000 in 2022\n",
    ],
)
def test_support_may_be_of_an_item_of_the_case_of_a_year_or_of_records_that_are_not_listed(line: str) -> None:
    assert "N022" not in checked(f"{PAGE}{line}  expect total 0\n").codes


@pytest.mark.parametrize(
    ("line", "codes"),
    sampled(
        [
            ("expect total 0.005", ["T005"]),
            ("expect B 5", ["N022"]),
            ("expect A of technology_contract 5", ["N006"]),
            ("expect A of fees 5", []),
            ("expect A not eligible because put_to_use", []),
            ("expect A not eligible because enterprise", []),
            ("expect A displaced by C", ["N022"]),
            ("expect A reduced by cap of article 4", ["N007"]),
            ("expect A undetermined for amount", []),
            ("expect due between 5 and 3", ["P016"]),
            ("expect due between 3 and 5", []),
            ("expect obligation of article 4", ["N007"]),
            ("expect applicant already paid", []),
            ("expect 2022 A awarded", []),
        ],
        3,
        others="broad",
    ),
)
def test_expectations(line: str, codes: list[str]) -> None:
    found = checked(f"{PAGE}  given enterprise\n    technology_contract A: amount 5\n  {line}\n")
    assert found.codes == codes, found.shown()


def test_a_case_has_an_applicant() -> None:
    assert checked(f"{PAGE}  given as of 2022-01-01\n  expect total 0\n").codes == ["P042"]


HELPED = [
    ("  given enterprise granted_on 2022-01-01\n", "N020", "it is a field of `patent`"),
    ("  given enterprise\n    patent P: design\n", "N020", "write the field before its value: `right design`"),
    ("  given enterprise\n    patent P: no domestic\n", "N020", "what is not so is written `not FIELD`"),
    ('  given enterprise\n    patent P: official_fees "100"\n', "T020", "without quotation marks"),
    ("  given enterprise\n  given series lpr_1y 2022-01-01: 3.7\n", "T020", "write it as 3.7%"),
    ("  given enterprise\n  given series central_parity 2022-01-01: 6.3\n", "T020", "central_parity USD 2022-01-01"),
    ("  given enterprise\n  given series lpr_1y USD 2022-01-01: 3.7%\n", "T020", "given series lpr_1y 2022-01-01"),
    ("  given enterprise\n    patent P: granted_on 2022.3.1\n", "S030", "a day is written `2022-03-01`"),
    ("  given enterprise\n    not patent_prize\n", "S001", "`no patent_prize`"),
    ("  given enterprise\n    not: known\n", "S001", "`RECORD unknown` if it is not known"),
    ("  given enterprise\n    patent_prize: not known\n", "N020", "`patent_prize unknown` if it is not known"),
    ("  given enterprise\n    patent_prize none\n", "T020", "write `no patent_prize` if it does not exist"),
    ("  given enterprise\n    patent_prize 无\n", "T020", "write `no patent_prize` if it does not exist"),
    ("  given enterprise\n    patent_prize A: level not known\n", "S001", "write `unknown` for an unknown fact"),
    ("  given enterprise\n    located_here unknown\n", "N002", "`given KIND located_here`"),
    ("  given enterprise\n    unknown patent_prize\n", "N002", "`RECORD unknown` if it is not known"),
    ("  given enterprise, not located_here\n", "S001", "without a comma: `given KIND not located_here`"),
    ("  given not: known\n", "S001", "a field that the case does not mention is not known"),
    ("  given located_here\n", "N003", "the kind comes first: `given KIND located_here`"),
    ("  given none\n", "N003", "say what the applicant is: `given KIND`"),
    ("  given enterprise unknown\n", "N020", "write it behind a field: `established_on unknown`"),
    ("  given enterprise\n  given figures not: known\n", "S001", "`given figures 2022: FIGURE unknown`"),
    ("  given enterprise\n  given figures 2022: unknown\n", "N020", "name the figure before it: `FIGURE unknown`"),
    ("  given enterprise\n  given support not known\n", "S001", "delete the line if the fact does not exist"),
]


@pytest.mark.parametrize(("given", "code", "advice"), sampled(HELPED, 3, others="broad"))
def test_a_slip_in_a_given_is_met_with_what_to_write(given: str, code: str, advice: str) -> None:
    page = checked(f"{PAGE}{given}  expect total 0\n")
    assert page.codes == [code], page.shown()
    assert advice in page.of(code)[0].texts().help


def test_a_currency_that_is_none_is_told_where_the_case_names_it() -> None:
    page = checked(f"{PAGE}  given enterprise\n  given series central_parity RMB 2022-01-01: 6.3\n  expect total 0\n")
    assert page.codes == ["N021"]
    assert page.of("N021")[0].nearest == ("CNY",)


@pytest.mark.parametrize(
    "given",
    [
        "  given enterprise\n    patent P: country A, country B\n",
        "  given enterprise\n    patent P: country A\n    patent P: country B\n",
        "  given enterprise\n  given figures 2022: filings 1\n  given figures 2022: filings 2\n",
    ],
)
def test_what_is_given_twice_is_told(given: str) -> None:
    page = checked(f"{PAGE}{given}  expect total 0\n")
    assert page.codes == ["N010"], page.shown()
    assert "is given twice" in page.of("N010")[0].texts().title


def test_a_misspelt_record_is_one_finding_though_the_case_expects_its_item() -> None:
    page = checked(f"{PAGE}  given enterprise\n    patnet P: country A\n  expect P 0\n")
    assert page.codes == ["N002"], page.shown()


def test_a_case_without_an_applicant_is_one_finding_though_it_expects_an_item() -> None:
    assert checked(f"{PAGE}  expect P 0\n").codes == ["P042"]


def test_a_range_from_more_to_less_is_told_in_its_own_figures() -> None:
    page = checked(f"{PAGE}  given enterprise\n  expect due between 5.50 and 3\n")
    assert page.of("P016")[0].texts().label == "5.5 is more than 3"


YEARS = """policy y "Years"
  document "D"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "A"
  award 50000 to enterprise when technology_contract recorded
  award 100 per year to enterprise when technology_contract recorded
    as yearly

case "a"
  given enterprise
    technology_contract C: recorded_on 2022年3月1日
"""


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("expect 2022年 total 50100", "expect 2022 total 50100"),
        ("expect 2022年度 total 5.01万元", "expect 2022 total 50100元"),
        ("应得 2022年合计50100", "应得 2022年 合计 5.01万"),
        ("expect 2022年 C 5万", "expect 2022 C 50000"),
        ("expect ２０２２年 C awarded", "expect 2022 C awarded"),
        ("expect 2022年 100", 'expect "2022" 100'),
        ("expect 2022 2022年 awarded", 'expect 2022 "2022" awarded'),
    ],
)
def test_a_year_is_written_in_an_expectation_as_everywhere(tmp_path: Path, line: str, printed: str) -> None:
    page = f"{YEARS}  {line}\n"
    (tmp_path / "y.ipp").write_text(page, encoding="utf-8")
    with working_in(tmp_path):
        assert run("test", "y.ipp").code == 0
        assert run("fmt", "y.ipp").code == 0
    formatted = (tmp_path / "y.ipp").read_text(encoding="utf-8")
    assert formatted.splitlines()[-1].strip() == printed


SET = """award {award} to enterprise per year when technology_contract recorded and put_to_use
{lines}  as deal

case "a set"
  given {who}
    technology_contract A: amount {amount}, recorded_on 2022-05-01, {used}
    technology_contract B: amount 600, recorded_on 2022-06-01, not put_to_use
    no sanction
  given figures 2022: filings 2
"""
OF_AMOUNT = {"award": "10% of total amount", "lines": "", "who": "enterprise", "amount": "500", "used": "put_to_use"}


@pytest.mark.parametrize(
    ("own", "named", "others"),
    [
        ({"lines": "  if number at least 2\n"}, "number", "total amount put_to_use"),
        ({"lines": "  if total amount at least 1000\n"}, "total amount 合计", "number largest put_to_use"),
        ({"lines": "  if largest amount at least 1000\n"}, "largest amount 最大", "number total"),
        ({"lines": "  if earliest recorded_on at least 2022-06-01\n"}, "earliest recorded_on", "total amount"),
        (
            {"lines": "  if number at least 2 or total amount at least 1000\n"},
            "number total amount 数量",
            "largest put_to_use",
        ),
        ({"lines": "  if has at least 1 sanction opened\n"}, "sanction opened", "number amount"),
        ({"lines": "  if filings at least 3\n"}, "filings", "number amount"),
        ({"who": "person"}, "enterprise", "number amount"),
        ({"award": "by total amount", "lines": "  at least 1000: 5\n"}, "total amount", "number largest recorded"),
        ({"award": "by number", "lines": "  at least 3: 5\n"}, "number", "total amount"),
        ({"amount": "cannot be determined"}, "total amount", "number recorded"),
        ({"used": "not put_to_use"}, "put_to_use", "number amount total"),
    ],
)
def test_a_set_that_ends_may_be_expected_by_each_word_of_its_reason(
    own: dict[str, str], named: str, others: str
) -> None:
    words = (*named.split(), *others.split())
    expected = [f'  expect "2022" of deal not eligible because {word}\n' for word in words]
    page = Compilation.from_text(SET.format(**OF_AMOUNT | own) + "".join(expected), "set.ipp")
    result = run_page("set.ipp", page)
    assert result is not None, list(page.report)
    (case,) = result.cases
    missed = [miss.expected.rpartition(" ")[2] for miss in case.misses]
    assert missed == others.split()


DEFINED = """here long_running of invention_patent means filed_on at least 3 years ago
here costly of invention_patent means official_fees at least 1000
award 500 to enterprise when invention_patent granted{when}
{lines}
case "a young patent"
  given enterprise
    invention_patent A: official_fees 100, granted_on 2025-03-01, filed_on 2024-01-01
"""


@pytest.mark.parametrize(
    ("when", "lines", "missed"),
    [
        ("", "  if long_running\n  if costly\n", ["costly"]),
        ("", "  if costly\n  if long_running\n", ["long_running"]),
        ("", "  if costly or long_running\n", []),
        (" and long_running", "  if costly\n", ["costly"]),
        ("", "  if costly\nrequire of invention_patent that long_running\n", ["costly"]),
    ],
)
def test_a_definition_that_the_failed_condition_names_may_be_expected(when: str, lines: str, missed: list[str]) -> None:
    expected = [f"  expect A not eligible because {word}\n" for word in ("long_running", "costly")]
    page = Compilation.from_text(DEFINED.format(when=when, lines=lines) + "".join(expected), "defined.ipp")
    result = run_page("defined.ipp", page)
    assert result is not None, list(page.report)
    (case,) = result.cases
    assert [miss.expected.rpartition(" ")[2] for miss in case.misses] == missed


def test_a_definition_without_a_condition_is_no_reason() -> None:
    lines = "  expect A not eligible because long_running\n"
    page = Compilation.from_text(DEFINED.format(when="", lines="") + lines, "defined.ipp")
    assert "N027" in [finding.code for finding in page.check()]


@pytest.mark.parametrize(
    ("rules", "given", "expected", "codes"),
    [
        ("", "", "2030 total 0", ["P118"]),
        ("", "", "2019 total 0", ["P118"]),
        ("", "", "2023 total 0", []),
        ("", "", "total 0", []),
        ("", "technology_contract B: recorded_on 2030-03-01", "2030 total 0", []),
        ("  cap 400 per enterprise per year\n    carry forward 9 years\n", "", "2030 total 0", []),
    ],
    ids=["after", "before", "the last year", "no year", "a record of the year", "carried money"],
)
def test_a_total_of_0_that_no_policy_could_change_is_reported(
    rules: str, given: str, expected: str, codes: list[str]
) -> None:
    page = (
        "policy grants\n  effective 2021-01-01 to 2023-12-31\n  use ip\n\narticle 1\n"
        f"  award 500 to enterprise when technology_contract recorded\n{rules}\n"
        'case "x"\n  given enterprise\n    technology_contract A: recorded_on 2022-03-01\n'
        f"    {given}\n  expect {expected}\n"
    )
    found = Compilation(Source("page.ipp", page.replace("    \n", ""))).check()
    assert [finding.code for finding in found if finding.code == "P118"] == codes
