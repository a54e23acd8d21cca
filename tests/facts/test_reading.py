from __future__ import annotations

import copy
import datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import loads
from tests.support.base.findings import is_harmless
from tests.support.facts.drawn_values import ANYTHING, RICH, SHAPED
from tests.support.facts.programs import PROGRAM
from tests.support.facts.reading import FIRM, problems, read, said
from tests.support.rows import each_row


def test_rich_facts_are_read() -> None:
    facts = read(loads(RICH))
    assert facts.kinds == {"agency", "enterprise", "unit"}
    assert facts.as_of == datetime.date(2023, 1, 31)
    assert facts.figures == {2009: {"filings": 0}, 2022: {"filings": 3, "local_contribution": 2000000}}
    assert facts.fields["head_office"] == "F0"


def test_the_least_facts() -> None:
    facts = read()
    assert (facts.records, facts.figures, facts.approvals, facts.series) == ({}, {}, (), {})
    assert (facts.history, facts.support, facts.older_documents) == (None, None, None)
    assert (str(facts.as_of), facts.assumes_as_of) == ("2024-12-31", True)


# ---- the applicant


@each_row(
    ("data", "found"),
    [
        (None, [("R020", "$")]),
        ([], [("R020", "$")]),
        ("x", [("R020", "$")]),
        ({}, [("R021", "$")]),
        ({"applicant": None}, [("R021", "$")]),
        ({"applicant": "F1"}, [("R020", "$.applicant")]),
        ({"applicant": {}}, [("R021", "$.applicant"), ("R021", "$.applicant")]),
        ({"applicant": {"id": "F1", "kinds": "enterprise"}}, [("R020", "$.applicant.kinds")]),
        ({"applicant": {"id": "F1", "kinds": []}}, [("R024", "$.applicant.kinds")]),
        (
            {"applicant": {"id": "F1", "kinds": ["unit", 3]}},
            [("R023", "$.applicant.kinds[0]"), ("R023", "$.applicant.kinds[1]")],
        ),
        ({"applicant": {"id": True, "kinds": ["person"]}}, [("R030", "$.applicant.id")]),
        ({"applicant": FIRM, "aplicant": {}}, [("R022", "$.aplicant")]),
        ({"applicant": FIRM, "a b": {}}, [("R022", '$["a b"]')]),
        ({"applicant": FIRM, 3.5: {}}, [("R020", "$")]),
        ({"applicant": FIRM, "as_of": "31.1.2023"}, [("R036", "$.as_of")]),
        ({"applicant": FIRM, "records": []}, [("R020", "$.records")]),
        ({"applicant": FIRM, "figures": []}, [("R020", "$.figures")]),
        ({"applicant": FIRM, "history": {}}, [("R020", "$.history")]),
        ({"applicant": FIRM, "support": {}}, [("R020", "$.support")]),
        ({"applicant": FIRM, "approvals": {}}, [("R020", "$.approvals")]),
        ({"applicant": FIRM, "series": []}, [("R020", "$.series")]),
    ],
)
def test_what_every_applicant_needs(data: object, found: list[tuple[str, str]]) -> None:
    if data is None:
        with pytest.raises(FactsError):
            read_facts(None, PROGRAM)
    else:
        assert said(data) == found


@pytest.mark.parametrize("word", ["name", "名称"])
def test_a_renamed_id_has_one_finding(word: str) -> None:
    (found,) = problems({"applicant": {word: "F1", "kinds": ["person"]}})
    assert found.code == "R026"
    assert f"`{word}` is written `id`" in found.texts().help


def test_words_that_belong_elsewhere_are_told_where() -> None:
    helps = {}
    for word in ("in_business", "filings", "amount"):
        (found,) = problems({"applicant": {**FIRM, word: 3}})
        assert found.code == "R026"
        helps[word] = found.texts().help
    assert "give `business_started_on`" in helps["in_business"]
    assert '"figures"' in helps["filings"]
    assert "a field of `technology_contract`" in helps["amount"]
    (figure,) = problems(figures={"2022": {"located_here": True}})
    assert "a field of the applicant" in figure.texts().help


# ---- figures


def test_years_are_names_of_four_digits() -> None:
    assert read(figures={2022: {"filings": 1}}).figures == {2022: {"filings": 1}}
    assert read(figures={"2022": {"filings": None}, "2021": None}).figures == {2022: {}}
    for year, code in [("22", "R020"), ("x", "R020"), ("1899", "R037"), ("2201", "R037"), ("২০২২", "R020")]:
        assert said(figures={year: {}}) == [(code, f"$.figures.{year}")]
    assert read(figures={"２０２２年度": {"filings": 1}}).figures == {2022: {"filings": 1}}
    for twice in ({2022: {}, "2022": {}}, {"2022": {}, "2022年": {}}, {2022: {}, "２０２２": {}}):
        assert [code for code, _ in said(figures=twice)] == ["R005"]
    assert said(figures={0: {}, 9999: {}}) == [("R020", "$.figures.0"), ("R037", "$.figures.9999")]
    assert said(figures={-1: {}, 10000: {}, True: {}}) == [("R020", "$.figures")] * 3, "these are no names at all"


def test_a_figure_before_the_beginning_can_only_be_zero() -> None:
    firm = {**FIRM, "established_on": "2020-05-01"}
    read({"applicant": firm, "figures": {"2019": {"filings": 0}, "2020": {"filings": 3}}})
    read({"applicant": FIRM, "figures": {"2019": {"filings": 3}}})
    data = {"applicant": firm, "figures": {"2019": {"filings": 3, "local_contribution": 5}}}
    assert said(data) == [("R048", "$.figures.2019.filings")]


# ---- the error


def test_all_problems_in_one_go_in_the_order_of_their_paths() -> None:
    data = {
        "applicant": {"id": "", "kinds": ["x"]},
        "records": {"tea": [], "patent": [{"number": True}, {"x": 1}]},
        "as_of": 1,
    }
    assert said(data) == [
        ("R035", "$.applicant.id"),
        ("R023", "$.applicant.kinds[0]"),
        ("R030", "$.as_of"),
        ("R030", "$.records.patent[0].number"),
        ("R026", "$.records.patent[1].x"),
        ("R025", "$.records.tea"),
    ]


def test_the_error_reads_as_text() -> None:
    with pytest.raises(FactsError) as refused:
        read(records={"tea": [], "technology_contract": [{"amuont": 1}]})
    text = str(refused.value)
    assert "$.records.technology_contract[0].amuont" in text
    assert "did you mean `amount`?" in text
    assert text.endswith("2 errors")


def test_names_in_findings_are_short_and_printable() -> None:
    (found,) = problems(records={"x" * 10_000 + "\n\u202e": []})
    assert len(found.texts().title) < 120
    assert found.texts().title.isprintable()


# ---- the digest


def _reordered(data: Any) -> Any:
    if isinstance(data, dict):
        return {k: _reordered(v) for k, v in reversed(data.items())}
    return [_reordered(v) for v in reversed(data)] if isinstance(data, list) else data


def test_the_digest_is_of_what_was_said_not_of_how() -> None:
    data = loads(RICH)
    first = read(data)
    assert len(first.digest) == 64
    assert read(_reordered(data)).digest == first.digest
    again = loads(
        RICH.replace("3000000", '"3000000.00"')
        .replace('"3.70%"', '"0.037"')
        .replace('{"$schema"', '{"figures":null,"$schema"')
        .replace('{"figures":null,', "{")
    )
    assert read(again).digest == first.digest


@each_row(
    ("old", "new"),
    [
        ("3000000", "3000000.01"),
        ('"put_to_use": true', '"put_to_use": false'),
        ('"partial": true', '"partial": false'),
        ('{"none": true}', "null"),
        ('"older_documents": []', '"older_documents": null'),
        ('"due": 80000', '"due": 80001'),
        ("2023-01-31", "2023-02-01"),
        ('"F0"', '"F9"'),
        ('"id": "A", ', '"id": "Z", '),
    ],
)
def test_the_digest_changes_with_every_fact(old: str, new: str) -> None:
    assert old in RICH
    assert read(loads(RICH.replace(old, new))).digest != read(loads(RICH)).digest


def test_the_data_are_not_changed() -> None:
    data = loads(RICH)
    before = copy.deepcopy(data)
    read(data)
    assert data == before


# ---- anything at all


@pytest.mark.slow
@given(ANYTHING | SHAPED)
def test_anything_gives_facts_or_findings_and_nothing_else(data: object) -> None:
    outcome = _read_or_refuse(data)
    assert outcome == _read_or_refuse(data), "the same data give the same answer"


def _read_or_refuse(data: object) -> Facts | list[tuple[object, ...]]:
    try:
        return read_facts(data, PROGRAM)
    except FactsError as refused:
        error = refused
    assert is_harmless(str(error))
    return [(f.code, f.path, f.texts().title) for f in error.report]


@given(st.permutations([{"contract": "A", "amount": 1}, {"contract": "B"}, {"id": "C", "amount": 2}, {"amount": 7}]))
def test_the_order_of_records_never_matters(records: list[object]) -> None:
    facts = read(records={"technology_contract": records})
    other = read(records={"technology_contract": sorted(records, key=repr)})
    assert facts == attrs.evolve(other)
    assert facts.digest == other.digest
