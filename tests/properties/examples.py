"""Worked examples of the meaning of a policy: small pages with facts and expected amounts.

`test_oracle_examples.py` checks them with the oracle, and with the runtime if it settles the page.
"""

from __future__ import annotations

from typing import Any

import attrs

Facts = dict[str, Any]

VOCABULARY = """
vocabulary ex "Words of the examples"
applicant enterprise
applicant person
level national > provincial > municipal
choice prize gold · silver · excellence · grade_1 · grade_2
choice right_kind patent_right · trademark_right
series lpr_1y percent, monthly
figures per year
  local_contribution money
  works_registered count
record contract
  key number
  amount money
  event recorded on recorded_on
record application
  key number
  asked money
  event made on made_on
record plan
  key number
  asked money
  event made on made_on
record title
  key name
  matter applicant
  level level
  event new on given_on
record patent_prize
  key patent, level, prize
  matter patent
  patent text
  level level
  prize prize
  project text
  event won on won_on
record sanction
  key number
  level level
  event opened on opened_on
record loan
  key number
  right_kind right_kind
  principal money
  paid_interest money
  drawn_on date
  event repaid on repaid_on
record deal plural deals
  key number
  amount money
  event paid on paid_on
""".strip()

HEAD = """
policy example "An example"
  document "Doc 1"
  effective {start} to 2030-12-31
  currency CNY
  use ex
""".strip()

CONTRACTS = """
article 7 "Contracts"
  award by amount to enterprise when contract recorded
    at least 5000000: 50000 once
    at least 1000000: 20000 once
    otherwise: 1% of amount
  cap 50000 per enterprise per year
"""

LADDER = """
article 8 "Titles and prizes"
  group titles
    award by level when title new
      national: 500000
      municipal: 50000
  group prizes
    award by prize when patent_prize won and level is national
      gold: 1000000
      silver: 600000
      excellence: 300000
      as of_state
    award by prize when patent_prize won and level is provincial
      gold: 300000
      excellence: 200000
      as of_province
article 21 "No repeat, top-up"
  over policy
    no repeat per matter per level
    top up per matter
article 22 "Ceiling"
  over policy
    cap local_contribution per enterprise per year
      except of_state, of_province
      carry forward 2 years
"""

CARRIED = """
article 1 "Applications"
  award asked when application made
article 22 "Ceiling"
  over policy
    cap local_contribution per enterprise per year
      carry forward 2 years
article 23 "Disqualification"
  over policy
    suspend enterprise for the year when sanction opened and level at least municipal
"""

ARTICLE_CAP = """
article 7 "Plans"
  award asked to enterprise when plan made
  cap 300000 per enterprise per year
article 22 "Ceiling"
  over policy
    cap local_contribution per enterprise per year
      carry forward 2 years
"""

LOANS = """
article 6 "Loans"
  award paid_interest to enterprise when loan repaid
  cap 300000 per enterprise per right_kind per year
"""

DEALS = """
article 8 "Deals"
  award 10% of total amount per year to enterprise when deal paid
    if total amount at least 200000
  cap 300000 per enterprise per year
article 29 "Other levels"
  over policy
    none when another level supported the same matter
"""

PRIZES = """
article 11 "Patent prizes"
  group prizes
    group national_and_provincial
      award by prize when patent_prize won and level is national
        gold: 1000000
        excellence: 100000
        as of_state
      award by prize when patent_prize won and level is provincial
        grade_1: 200000
        as of_province
      pay each
    group city_prizes
      award by prize when patent_prize won and level is municipal
        grade_1: 200000
        grade_2: 100000
        as of_city
    pay highest per project per year
"""

INTEREST = """
article 14 "Interest"
  award 30% of interest on principal at min(lpr_1y in January of repaid_on, 3.60%) \
from drawn_on to repaid_on last 1 year to enterprise
    when loan repaid
  cap 200000 per enterprise per year
"""

RANKS = """
article 7 "Works"
  award by rank of works_registered per year among enterprise, person
    1: 50000
    2: 30000
    3: 20000
    ties share the rank
"""


@attrs.frozen
class Example:
    """A page, facts, and the amount paid in each year, in yuan.

    `lapsed` and `carried` are totals of all claims.
    """

    name: str
    rules: str
    facts: Facts
    paid: dict[int, str]
    lapsed: str = "0"
    carried: str = "0"
    start: str = "2021-01-01"

    @property
    def page(self) -> str:
        return HEAD.format(start=self.start) + "\n" + self.rules


KINDS = ("contract", "application", "plan", "title", "patent_prize", "sanction", "loan", "deal")


def facts(figures: dict[int, object] | None = None, **records: list[Facts]) -> Facts:
    """Facts of a firm. Every kind that is not given has an empty list."""
    stated = {kind: records.get(kind, []) for kind in KINDS}
    years = {str(year): {"local_contribution": sum_} for year, sum_ in (figures or {}).items()}
    return {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": stated, "figures": years}


def contract(number: str, amount: int, day: str) -> Facts:
    return {"number": number, "amount": amount, "recorded_on": day}


def application(number: str, asked: int, day: str) -> Facts:
    return {"number": number, "asked": asked, "made_on": day}


def prize(level: str, won: str, day: str, patent: str = "P1") -> Facts:
    return {"patent": patent, "level": level, "prize": won, "won_on": day, "project": "J1"}


def loan(number: str, right: str, interest: int) -> Facts:
    return {
        "number": number,
        "right_kind": right,
        "principal": 1,
        "paid_interest": interest,
        "drawn_on": "2021-01-01",
        "repaid_on": "2022-01-01",
    }


def deal(number: str, amount: int) -> Facts:
    return {"number": number, "amount": amount, "paid_on": "2022-05-01"}


MONEY = dict.fromkeys(range(2021, 2026), "10000000")
NINE = [
    application("A", 900000, "2021-03-01"),
    application("B", 350000, "2022-03-01"),
    application("C", 100000, "2023-03-01"),
]

EXAMPLES = (
    Example(
        "contracts of three sizes in three years",
        CONTRACTS,
        facts(
            contract=[
                contract("A", 999999, "2021-05-01"),
                contract("B", 1000000, "2022-05-01"),
                contract("C", 5000000, "2023-05-01"),
            ]
        ),
        {2021: "9999.99", 2022: "20000", 2023: "50000"},
    ),
    Example(
        "two contracts in one year reach the cap",
        CONTRACTS,
        facts(contract=[contract("A", 5000000, "2022-05-01"), contract("B", 1000000, "2022-06-01")]),
        {2022: "50000"},
    ),
    Example(
        "a promotion pays the difference to what is still carried",
        LADDER,
        facts(
            {2021: 20000, 2022: 600000},
            title=[
                {"name": "city", "level": "municipal", "given_on": "2021-06-01"},
                {"name": "state", "level": "national", "given_on": "2022-06-01"},
            ],
        ),
        {2021: "20000", 2022: "480000"},
    ),
    Example(
        "silver after excellence at one level is nothing",
        LADDER,
        facts(
            MONEY,
            patent_prize=[prize("national", "excellence", "2021-06-01"), prize("national", "silver", "2022-06-01")],
        ),
        {2021: "300000", 2022: "0"},
    ),
    Example(
        "silver of the state after gold of the province is the difference",
        LADDER,
        facts(
            MONEY, patent_prize=[prize("provincial", "gold", "2021-06-01"), prize("national", "silver", "2022-06-01")]
        ),
        {2021: "300000", 2022: "300000"},
    ),
    Example(
        "what the ceiling cuts is paid in two more years, the oldest first",
        CARRIED,
        facts({2021: 400000, 2022: 300000, 2023: 250000, 2024: 200000, 2025: 100000}, application=NINE),
        {2021: "400000", 2022: "300000", 2023: "250000", 2024: "200000", 2025: "100000"},
        lapsed="100000",
    ),
    Example(
        "a suspended year rests what is carried and does not move its end",
        CARRIED,
        facts(
            {2021: 400000, 2022: 300000, 2023: 250000},
            application=NINE[:1],
            sanction=[{"number": "S", "level": "provincial", "opened_on": "2022-08-01"}],
        ),
        {2021: "400000", 2022: "0", 2023: "250000"},
        lapsed="250000",
    ),
    Example(
        "what a cap of an article cuts is not carried",
        ARTICLE_CAP,
        facts({2021: 200000}, plan=[application("A", 400000, "2021-06-01")]),
        {2021: "200000"},
        carried="100000",
    ),
    Example(
        "a cap per kind of right",
        LOANS,
        facts(
            loan=[
                loan("A", "patent_right", 280000),
                loan("B", "patent_right", 60000),
                loan("C", "trademark_right", 90000),
            ]
        ),
        {2022: "390000"},
    ),
    Example("deals of a year together", DEALS, facts(deal=[deal("A", 120000), deal("B", 80000)]), {2022: "20000"}),
    Example(
        "a deal that the province paid does not count",
        DEALS,
        {
            **facts(deal=[deal("A", 120000), deal("B", 80000)]),
            "support": [{"kind": "deal", "item": "B", "level": "provincial", "year": 2022, "amount": 5000}],
        },
        {2022: "0"},
    ),
    Example(
        "the prizes of state and province together against that of the city",
        PRIZES,
        facts(
            patent_prize=[
                prize("national", "excellence", "2022-03-01", "P1"),
                prize("provincial", "grade_1", "2022-04-01", "P2"),
                prize("municipal", "grade_2", "2022-05-01", "P3"),
            ]
        ),
        {2022: "300000"},
    ),
    Example(
        "interest of a whole year at the lower rate",
        INTEREST,
        {
            **facts(
                loan=[
                    {
                        "number": "A",
                        "right_kind": "patent_right",
                        "principal": 2000000,
                        "paid_interest": 0,
                        "drawn_on": "2023-03-01",
                        "repaid_on": "2024-03-01",
                    }
                ]
            ),
            "series": {"lpr_1y": [{"month": "2024-01", "value": "3.70%"}]},
        },
        {2024: "21600"},
    ),
)
"""Every worked example except the cohort."""

COHORT = tuple(
    {
        "applicant": {"id": f"F{n}", "kinds": ["person" if n == 2 else "enterprise"]},
        "records": {kind: [] for kind in KINDS},
        "figures": {"2022": {"works_registered": works}},
    }
    for n, works in enumerate((90, 70, 70, 60))
)
COHORT_PAID = ("50000", "30000", "30000", "0")
