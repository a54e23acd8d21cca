"""Values that quick checks must not skip, and output in a fixed order, with a small vocabulary."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.facts.json_schema import related_kinds
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import to_json
from tests.support.facts.odd_values import slow

WORDS = """vocabulary shops "Shops"

applicant firm "firm"

applicant fields
  founded_on date
  family_name text

figures per year
  orders count, 0 before founded_on
  sales money

choice size "size" small "small" · large "large"

record shop plural shops
  key name
  name text
  family text
  area text
  size size
  opened_on date
  event opened on opened_on

record large_shop is shop with size large

record stall plural stalls
  key number
  number text
  owner text
  held_on date
  event held on held_on

record fair plural fairs
  key name
  name text
  opened_on date
  event opened on opened_on

record kiosk plural kiosks
  key name
  name text
  opened_on date
  event opened on opened_on

record market plural markets
  key name
  name text
  opened_on date
  event opened on opened_on
"""

PAGE = """policy shops_2022 "Shops"
  document "Doc 1"
  effective 2021-01-01 to 2025-12-31
  use shops
article 1 "Shops"
  award 100 when shop opened
    as opened
  cap 1000 per family
  cap 2000 per area
article 2 "Orders"
  award 100 to firm each year
    if orders at least 3
    as ordered
  allocate 500 per year when fair opened
  refers to "Doc 2" for market opened
  refers to "Doc 3" for policy
article 3 "Stalls"
  award 1% of sales to firm each year
    if has at least 2 stall held
    as stalls
"""

FIRM = {"id": "F1", "kinds": ["firm"]}


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> ipdsl.Policy:
    folder = tmp_path_factory.mktemp("shops")
    (folder / "shops.ipp").write_text(WORDS, encoding="utf-8")
    (folder / "shops_2022.ipp").write_text(PAGE, encoding="utf-8")
    return ipdsl.load(folder / "shops_2022.ipp", cache=False)


def both(policy: ipdsl.Policy, **parts: Any) -> Facts | list[tuple[str, str | None]]:
    """The facts, or code and path of each problem, which must be the same by quick checks and by general rules."""
    data = {"applicant": FIRM, **parts}
    found: list[Facts | list[tuple[str, str | None]]] = []
    for stated in (data, slow(data)):
        try:
            found.append(read_facts(stated, policy.program))
        except FactsError as error:
            found.append([(problem.code, problem.path) for problem in error.report])
    assert found[0] == found[1]
    return found[0]


def test_a_figure_before_the_beginning_is_refused_among_plain_facts(shops: ipdsl.Policy) -> None:
    firm = FIRM | {"founded_on": "2022-05-01"}
    for year, orders, fine in ((2021, 3, False), (2021, 0, True), (2022, 3, True), (2023, 3, True)):
        found = both(shops, applicant=firm, figures={str(year): {"orders": orders, "sales": "5.00"}})
        assert found == [("R048", f"$.figures.{year}.orders")] if not fine else isinstance(found, Facts)
    assert isinstance(both(shops, applicant=firm, figures={"2021": {"sales": 5}}), Facts), "sales may come before"
    assert isinstance(both(shops, figures={"2021": {"orders": 3}}), Facts), "when it was founded is not stated"


def test_an_id_of_a_partial_listing_is_an_id_of_the_narrower_kind_too(shops: ipdsl.Policy) -> None:
    partial = {"partial": True, "items": [{"id": "B", "name": "A"}]}
    found = both(shops, records={"shop": partial, "large_shop": [{"name": "B"}]})
    assert found == [("R045", "$.records.large_shop[0]")]
    assert isinstance(both(shops, records={"shop": partial, "large_shop": [{"name": "C"}]}), Facts)


def test_one_name_of_two_listings_of_a_root_is_refused_among_plain_facts(shops: ipdsl.Policy) -> None:
    one = [{"name": "A"}]
    assert both(shops, records={"shop": one, "large_shop": one}) == [("R046", "$.records.large_shop[0]")]
    assert isinstance(both(shops, records={"shop": one, "stall": [{"number": "A"}], "fair": one}), Facts)


def test_the_keys_of_a_line_are_printed_in_the_order_of_their_names(shops: ipdsl.Policy) -> None:
    """The line states the area. The family follows from its record."""
    line = {"clause": "opened", "item": "A", "year": 2021, "due": "7.00", "keys": {"area": "N"}}
    records = {"shop": [{"name": "A", "family": "F", "area": "N", "opened_on": "2021-05-01"}]}
    decision = shops.evaluate({"applicant": FIRM, "records": records, "history": [line]})
    printed: Any = to_json(decision)["ledger"]
    assert [list(one["keys"].items()) for one in printed if one["clause"] == "opened"] == [
        [("area", "N"), ("family", "F")]
    ]


def test_a_short_line_of_a_promise_by_figures_names_the_applicant(shops: ipdsl.Policy) -> None:
    line = {"clause": "ordered", "item": "F1", "year": 2021, "due": "100.00"}
    assert isinstance(both(shops, history=[line]), Facts)


def test_the_policy_speaks_of_the_kinds_of_its_awards_conditions_budget_lines_and_references(
    shops: ipdsl.Policy,
) -> None:
    program = shops._code.program
    assert related_kinds(program) == {"shop", "large_shop", "fair", "market", "stall"}


def test_a_record_without_key_and_id_is_called_by_its_values_in_the_order_of_the_vocabulary(
    shops: ipdsl.Policy,
) -> None:
    for stated in ({"family": "F", "area": "N"}, {"area": "N", "family": "F"}):
        found = both(shops, records={"shop": [stated]})
        assert isinstance(found, Facts)
        assert [record.item for record in found.records["shop"].records] == ["family F, area N"]
