"""The schema of the facts is valid, and agrees with the reader in everything that a schema can express."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import ipdsl
from ipdsl.facts.json_schema import facts_schema, related_kinds
from ipdsl.facts.reader import read_facts
from ipdsl.ir.terms import Gate
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import decision_schema
from tests.properties.pipeline import Compiled
from tests.properties.strategies import compiled_with_facts
from tests.support.facts.drawn_values import RICH, SHAPED
from tests.support.facts.histories import PRIZE, SHORT, SUPPORT, WHOLE
from tests.support.facts.programs import CLAUSES, HERE, PROGRAM
from tests.support.facts.reading import FIRM
from tests.support.facts.strategies import facts
from tests.support.rows import each_row

EVERY = Gate("", tuple(PROGRAM.schema.record_by_name), HERE)
WIDE = attrs.evolve(PROGRAM, clauses=(attrs.evolve(CLAUSES[0], gates=(EVERY,)), *CLAUSES[1:]))
"""A policy that reads every kind of the vocabulary."""

SCHEMA: Any = facts_schema(WIDE)
VALIDATOR = Draft202012Validator(SCHEMA)


def is_read(data: object) -> bool:
    try:
        read_facts(data, PROGRAM)
    except FactsError:
        return False
    return True


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    json.dumps(SCHEMA)


def test_every_part_that_a_decision_writes_of_a_line_is_in_the_schema() -> None:
    written = decision_schema()["$defs"]["line"]["properties"]
    read = SCHEMA["properties"]["history"]
    lines = next(part for part in (read, *read.get("anyOf", ())) if "items" in part)["items"]
    lines = SCHEMA["$defs"][lines["$ref"].rpartition("/")[2]] if "$ref" in lines else lines
    assert written.keys() <= lines["properties"].keys()
    parts = lines["properties"]["parts"]["items"]
    assert written["parts"]["items"]["properties"].keys() == parts["properties"].keys()


def references(part: object) -> set[str]:
    match part:
        case dict():
            own = {str(part["$ref"])} if "$ref" in part else set()
            return own.union(*map(references, part.values()))
        case list():
            return set().union(*map(references, part))
        case _:
            return set()


def test_every_definition_is_referred_to_and_every_reference_leads_somewhere() -> None:
    for schema in (SCHEMA, facts_schema(PROGRAM)):
        assert references(schema) == {f"#/$defs/{name}" for name in schema["$defs"]}  # type: ignore[attr-defined]


def test_words_for_people_come_along() -> None:
    patent = SCHEMA["$defs"]["record_patent"]["properties"]
    assert patent["number"]["title"] == "专利号"
    assert "official fees paid for the grant" in patent["official_fees"]["description"]
    assert "day of the event granted" in patent["granted_on"]["description"]
    assert "national 国家级" in SCHEMA["$defs"]["choice_level"]["description"]
    assert "enterprise 企业" in SCHEMA["properties"]["applicant"]["properties"]["kinds"]["description"]


def test_a_policy_lists_the_kinds_that_it_reads_and_takes_others_of_the_vocabulary() -> None:
    schema: Any = facts_schema(PROGRAM)
    used = related_kinds(PROGRAM)
    assert used == {"patent_prize", "technology_contract", "soft_topic", "ip_title"}
    assert set(schema["properties"]["records"]["properties"]) == used
    assert {name for name in schema["$defs"] if name.startswith("record_")} == {f"record_{kind}" for kind in used}
    own = Draft202012Validator(schema)
    for others in ([], [{"number": "ZL1"}], {"partial": True, "items": []}, None):
        assert own.is_valid({"applicant": FIRM, "records": {"patent": others}})
    for bad in ({"number": "ZL1"}, ["ZL1"], "ZL1"):
        assert not own.is_valid({"applicant": FIRM, "records": {"patent": bad}})


def test_the_schema_is_the_same_every_time() -> None:
    assert json.dumps(facts_schema(WIDE)) == json.dumps(SCHEMA)


def record(kind: str, **fields: object) -> dict[str, object]:
    return {"records": {kind: [fields]}}


def applicant(**fields: object) -> dict[str, object]:
    return {"applicant": FIRM | fields}


GOOD: list[dict[str, object]] = [
    {},
    json.loads(RICH),
    record("technology_contract", contract="A", amount=3000000, put_to_use=True, recorded_on="2022-03-01"),
    record("technology_contract", amount="12.50", put_to_use=None, recorded_on={"none": True}),
    record("technology_contract", amount={"amount": "1.00", "currency": "CNY"}),
    record("technology_contract", amount="300万元", put_to_use="是", recorded_on="2022年3月1日", contract=2022),
    record("technology_contract", amount="１，２００．５０元", put_to_use="无", recorded_on="２０２２-3-1"),
    record("technology_contract", amount="1,200.50 CNY", recorded_on="无", put_to_use="未知"),
    record("patent", official_fees="1,000 USD", granted_on="2022/3/1"),
    record("pledge_loan", actual_rate="３.７％"),
    {"figures": {"2022年度": {"filings": "1,200", "local_contribution": "3万"}}, "as_of": "2023年1月31日"},
    {"history": [SHORT | {"year": "2022年", "due": {"２０２２": "80000元"}}], "support": [SUPPORT | {"year": "2021"}]},
    record("patent", official_fees={"amount": "100", "currency": "JPY"}, right="design"),
    record("invention_patent", right="invention"),
    record("pledge_loan", pledged_right=["ZL1", "ZL2"], actual_rate="3.7%"),
    record("pledge_loan", actual_rate="37/1000", pledged_right=None),
    record("pledge_loan", actual_rate=1),
    record("patent_prize", score="87.5", level={"cannot_be_determined": True}),
    {"records": {"patent": None, "ip_title": {"items": []}}},
    applicant(located_here=[{"from": "2021-01-01", "to": None, "value": True}], trades=["wood"]),
    applicant(trades=[{"value": ["wood"]}], established_on="2010-05-01"),
    {"figures": {"2022": {"filings": 3, "local_contribution": "0"}, "1900": None}},
    {"history": [SHORT, WHOLE], "support": [SUPPORT], "older_documents": []},
    {"history": [PRIZE | {"keys": {"patent": "ZL1", "level": "national"}}]},
    {"series": {"lpr_1y": [{"month": "2022-01", "value": "3.70%"}], "central_parity": None}},
    {"as_of": None},
]

BAD: list[dict[str, object]] = [
    {"aplicant": FIRM},
    {"applicant": {"id": "F1", "kinds": []}},
    {"applicant": {"id": "F1", "kinds": ["unit"]}},
    {"applicant": {"id": "F1"}},
    {"applicant": {"id": " F1", "kinds": ["person"]}},
    {"applicant": None},
    record("technology_contract", amuont=1),
    record("technology_contract", amount=-1),
    record("technology_contract", amount="12.345"),
    record("technology_contract", amount="1,00"),
    record("technology_contract", amount=True),
    record("technology_contract", amount=10**18),
    record("technology_contract", amount={"amount": 1, "currency": "USD"}),
    record("technology_contract", amount={"amount": 1}),
    record("technology_contract", put_to_use="perhaps"),
    record("technology_contract", recorded_on="2022-13-01"),
    record("technology_contract", recorded_on="1899-01-01"),
    record("technology_contract", recorded_on={"none": False}),
    record("technology_contract", contract=""),
    record("technology_contract", id=5.5),
    record("patent", right="发明人"),
    record("invention_patent", right="design"),
    record("pledge_loan", pledged_right="ZL1"),
    record("pledge_loan", pledged_right=["ZL1", "ZL1"]),
    record("pledge_loan", actual_rate=3),
    record("pledge_loan", actual_rate="3.7"),
    {"records": {"patent": {"partial": True}}},
    {"records": {"patent": {"partial": "perhaps", "items": []}}},
    {"records": []},
    applicant(located_here=[{"from": "2021-01-01"}]),
    applicant(established_on=[{"value": "2021-01-01"}]),
    {"figures": {"22": {}}},
    {"figures": {"2022": {"filings": "3元"}}},
    {"figures": {"2022": {"filings": -1}}},
    {"history": [SHORT | {"payed": 1}]},
    {"history": [SHORT | {"year": "22"}]},
    {"history": [{"item": "A", "year": 2022, "due": 1}]},
    {"support": [SUPPORT | {"level": "county"}]},
    {"support": [{"item": "A"}]},
    {"approvals": [{"clause": "11.ip_title.new", "item": "A", "amount": 1}]},
    {"series": {"lpr": []}},
    {"series": {"lpr_1y": [{"month": "2022.1", "value": "3%"}]}},
    {"as_of": "31.1.2023"},
]


@each_row("parts", GOOD)
def test_good_facts_please_reader_and_schema(parts: dict[str, object]) -> None:
    data = {"applicant": FIRM, **parts}
    assert [e.message for e in VALIDATOR.iter_errors(data)] == []
    assert is_read(data)


@each_row("parts", BAD)
def test_bad_facts_please_neither(parts: dict[str, object]) -> None:
    data = {"applicant": FIRM, **parts}
    assert not VALIDATOR.is_valid(data)
    assert not is_read(data)


@given(facts(PROGRAM.schema))
def test_facts_made_from_the_vocabulary_please_both(data: dict[str, object]) -> None:
    read_facts(data, PROGRAM)
    assert [e.message for e in VALIDATOR.iter_errors(data)] == []


@given(SHAPED)
def test_what_the_reader_takes_the_schema_takes(data: object) -> None:
    """The reader is stricter. Values that only Python has (days, decimals, years as numbers) are left out."""
    try:
        plain = json.loads(json.dumps(data, allow_nan=False))
    except (TypeError, ValueError):
        return
    if is_read(plain):
        assert [e.message for e in VALIDATOR.iter_errors(plain)] == []


# ---------------------------------------------------------------------------------------------- other validators


def refused_elsewhere(part: object, place: str = "#") -> list[str]:
    """Parts that Ajv (`is_strict`) or code generators refuse: an empty `enum`, unknown formats, several types."""
    if isinstance(part, list):
        return [fault for one in part for fault in refused_elsewhere(one, place)]
    if not isinstance(part, dict):
        return []
    found = [fault for name, one in part.items() for fault in refused_elsewhere(one, f"{place}/{name}")]
    if part.get("enum") == []:
        found.append(f"{place}: an empty enum")
    if isinstance(part.get("format"), str) and part["format"] != "date":
        found.append(f"{place}: the format {part['format']}")
    kinds = part.get("type")
    if isinstance(kinds, list) and (len(kinds) > 2 or "null" not in kinds):
        found.append(f"{place}: several types")
    of_text = part.keys() & {"pattern", "maxLength", "minLength", "format"}
    if of_text and "type" not in part and not place.endswith(("/not/anyOf", "/not")):
        found.append(f"{place}: {min(of_text)} without a type")
    return found


OWN = """vocabulary words

applicant firm
record prize
  key number
  number text
  won_on date
  event won on won_on
"""
PAGES = {
    "a draft": "award 200000 once when geo_indication_product new\n",
    "a vocabulary without choices, figures and series": (
        'policy a "A"\n  document "D 1"\n  effective 2021-01-01 to 2022-12-31\n  use words\n\n'
        'article 1 "One"\n  award 5 to firm when prize won\n'
    ),
    "nothing that is awarded": 'policy a "A"\n  document "D 1"\n  effective 2021-01-01 to 2022-12-31\n  use ip\n',
}


@pytest.mark.parametrize("openapi", [False, True])
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_schemas_hold_nothing_that_other_validators_refuse(page: str, openapi: bool, tmp_path: Path) -> None:
    (tmp_path / "words.ipp").write_text(OWN, encoding="utf-8")
    (tmp_path / "page.ipp").write_text(page, encoding="utf-8")
    policy = ipdsl.load(tmp_path / "page.ipp")
    for language in ("en", "zh"):
        assert refused_elsewhere(policy.facts_schema(openapi=openapi, language=language)) == []
    assert refused_elsewhere(ipdsl.decision_schema(openapi=openapi)) == []


def test_the_schema_of_every_kind_and_form_holds_nothing_that_other_validators_refuse() -> None:
    assert refused_elsewhere(SCHEMA) == []


@pytest.mark.slow
@given(compiled_with_facts())
@settings(max_examples=40, deadline=None)
def test_schemas_of_drawn_policies_hold_nothing_that_other_validators_refuse(
    pair: tuple[Compiled, list[dict[str, Any]]],
) -> None:
    schema: Any = facts_schema(pair[0].program)
    Draft202012Validator.check_schema(schema)
    assert refused_elsewhere(schema) == []
