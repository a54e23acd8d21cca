"""Stamps of letters and lists: as text, and as properties of Word files and workbooks."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import attrs
import docx
import openpyxl
import pytest
import xlsxwriter
from docx.oxml.parser import parse_xml

from ipdsl.base.version import __version__
from ipdsl.decision.decision import Request
from ipdsl.driver.library import load
from ipdsl.office.stamp import MOST_OF_PROPERTY, Stamp, add_word_properties, properties_of, stamps_of

_FIRM = Path("examples/firm.json")


def _stamp() -> Stamp:
    return Stamp(
        "town", "386efe3e" * 8, "0.10.0", 1, "0c" * 32, "01324c7d282c1916", "", "2024-12-31", (2023, 2024), 41_149_999,
        "CNY", None, "2024-12-31", None, False, False,
    )  # fmt: skip


@pytest.mark.broad
def test_a_stamp_names_policy_program_facts_ledger_options_and_sum() -> None:
    decision = load("shaoguan_2021").evaluate(_FIRM, as_of="2024-12-31")
    stamp = Stamp.of([decision], Request(as_of="2024-12-31"), ledger="01234567")
    assert attrs.asdict(stamp) == {
        "policy": "shaoguan_2021", "policy_hash": decision.content_hash, "version": __version__, "applicants": 1,
        "facts": decision.facts_digest, "ledger": "01234567", "history": "", "day": "2024-12-31",
        "years": decision.years, "payable": decision.payable_now.minor, "currency": "CNY", "year": None,
        "as_of": "2024-12-31", "reopen": None, "cohort": False, "strict": False, "applicant": decision.applicant,
        "document": {},
    }  # fmt: skip
    assert Stamp.from_text(stamp.to_text()) == stamp


@pytest.mark.broad
def test_facts_of_several_applicants_have_one_digest() -> None:
    policy = load("shaoguan_2021")
    facts = json.loads(_FIRM.read_text(encoding="utf-8"))
    other = {**facts, "applicant": {**facts["applicant"], "id": "other"}}
    first, second = policy.evaluate(facts), policy.evaluate(other)
    both, turned = Stamp.of([first, second], Request()), Stamp.of([second, first], Request())
    assert both.payable == 2 * first.payable_now.minor
    assert len({both.facts, turned.facts, first.facts_digest}) == 3


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "7", '{"policy": 1}'], ids=["empty", "list", "nothing", "number", "wrong"]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Stamp.from_text(text)
    changed = {**json.loads(_stamp().to_text()), "payable": "7"}
    with pytest.raises(ValueError):
        Stamp.from_text(json.dumps(changed))


def test_properties_of_several_stamps_are_short_and_whole() -> None:
    stamps = (_stamp(), attrs.evolve(_stamp(), policy="政策" * 200), _stamp())
    properties = properties_of(stamps)
    assert max(map(len, properties.values())) <= MOST_OF_PROPERTY
    assert stamps_of({"author": "x", **properties}) == stamps
    assert stamps_of({}) == ()
    del properties["ipdsl 2"]
    with pytest.raises(ValueError):
        stamps_of(properties)


def _word_properties(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.get("name"): entry[0].text for entry in parse_xml(archive.read("docProps/custom.xml"))}


def test_word_files_keep_their_properties() -> None:
    first, second = _stamp(), attrs.evolve(_stamp(), payable=7)
    document, file = docx.Document(), io.BytesIO()
    add_word_properties(document, [first])
    document.save(file)
    assert stamps_of(_word_properties(file.getvalue())) == (first,)
    template, file = docx.Document(io.BytesIO(file.getvalue())), io.BytesIO()
    add_word_properties(template, [second])
    template.save(file)
    assert stamps_of(_word_properties(file.getvalue())) == (second,)


def test_workbooks_keep_their_properties() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, text in properties_of([_stamp()]).items():
            book.set_custom_property(name, text, "text")
    read = openpyxl.load_workbook(io.BytesIO(file.getvalue()))
    assert stamps_of({entry.name: entry.value for entry in read.custom_doc_props.props}) == (_stamp(),)
