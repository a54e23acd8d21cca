"""Values computed once for many claims: keys as stated in records, and clauses that apply to applicants of a kind."""

from __future__ import annotations

import attrs
import pytest

import ipdsl
from ipdsl.claims.applicability import MAX_CACHED, profiles_of
from ipdsl.claims.claim import keys_of, stated_keys_of
from ipdsl.claims.proposer import Proposer, proposer_of
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts, Record
from ipdsl.schema.values.value_type import CANNOT, NONE, KnownValues
from ipdsl.schema.vocabulary import Schema

DONGYANG = ipdsl.load("dongyang_2021")
PROGRAM, CODE = DONGYANG._program, DONGYANG._code
MARK = {"mark": "M", "territory": "US", "route": "madrid", "registered_on": "2022-03-01", "registration_fee": 100}


def facts(*kinds: str, **marks: object) -> Facts:
    applicant = {"id": "F", "kinds": list(kinds or ("enterprise",))}
    return read_facts({"applicant": applicant, "records": {"foreign_mark": [{**MARK, **marks}]}}, PROGRAM)


def proposer(of: Facts) -> Proposer:
    return proposer_of(PROGRAM, CODE, of, strict=False)


def mark_of(of: Facts) -> Record:
    return of.records["foreign_mark"].records[0]


@pytest.mark.parametrize("names", [("matter",), ("item", "mark"), ("route", "matter", "nothing"), ()])
def test_stated_keys_are_those_that_are_looked_up(names: tuple[str, ...]) -> None:
    own = facts()
    schema: Schema = PROGRAM.schema
    record = mark_of(own)
    here = proposer(own).situation.with_record(record, own.as_of or proposer(own).situation.day)
    reads = stated_keys_of(PROGRAM, schema.record_by_name["foreign_mark"], names)
    assert reads is not None
    found = reads.read(record, "F", ("enterprise",))
    assert found == {"enterprise": "F", **keys_of(here, record, record.item, names)[0]}


def test_the_matter_of_two_fields_names_both_and_that_of_the_applicant_its_name() -> None:
    schema = PROGRAM.schema
    reads = stated_keys_of(PROGRAM, schema.record_by_name["foreign_mark"], ("matter",))
    assert reads is not None
    assert reads.read(mark_of(facts()), "F", ()) == {"matter": "foreign_mark: M / US"}
    title = stated_keys_of(PROGRAM, schema.record_by_name["ip_title"], ("matter",))
    assert title is not None
    assert title.read(mark_of(facts()), "F", ()) == {"matter": "ip_title: F"}


@pytest.mark.parametrize("value", [NONE, CANNOT])
def test_a_value_that_is_no_text_is_left_to_the_lookup(value: object) -> None:
    schema = PROGRAM.schema
    reads = stated_keys_of(PROGRAM, schema.record_by_name["foreign_mark"], ("matter",))
    assert reads is not None
    for field in ("mark", "territory"):
        record = mark_of(facts())
        assert reads.read(attrs.evolve(record, values=KnownValues({**record.values, field: value})), "F", ()) is None  # type: ignore[dict-item]
        assert reads.read(attrs.evolve(record, values=KnownValues({field: "M"})), "F", ()) is None


def test_a_year_is_no_text_of_a_record() -> None:
    schema = PROGRAM.schema
    assert stated_keys_of(PROGRAM, schema.record_by_name["foreign_mark"], ("matter", "year")) is None


def test_clauses_apply_equally_to_applicants_of_one_kind_and_differently_to_others() -> None:
    firm, person = facts("enterprise"), facts("person")
    of_firm = profiles_of(PROGRAM).eligibility(firm, strict=False)
    assert profiles_of(PROGRAM).eligibility(facts("enterprise", mark="N"), strict=False) is of_firm
    refused = {
        s.profile.clause.label for s in profiles_of(PROGRAM).eligibility(person, strict=False) if s.refusal is not None
    }
    assert "madrid_mark" in refused
    assert all(s.refusal is None for s in of_firm if s.profile.clause.label == "madrid_mark")
    assert not any(s.is_plain for s in profiles_of(PROGRAM).eligibility(firm, strict=True))


def test_offers_are_kept_for_so_many_sets_of_kinds_and_no_more() -> None:
    own = facts()
    first = profiles_of(PROGRAM).eligibility(own, strict=False)
    for number in range(MAX_CACHED):
        profiles_of(PROGRAM).eligibility(
            attrs.evolve(own, kinds=frozenset({"enterprise", f"kind {number}"})), strict=False
        )
    again = profiles_of(PROGRAM).eligibility(own, strict=False)
    assert again is not first
    assert [s.applicant_keys for s in again] == [s.applicant_keys for s in first]


def test_a_claim_is_asked_in_a_situation_of_its_own_record_and_day() -> None:
    own = facts()
    (claim,) = [claim for claim in proposer(own).claims() if claim.is_live]
    at = claim.rule_situation
    assert at is not None
    assert (at.record, at.day, at.year) == (mark_of(own), claim.day, 2022)
