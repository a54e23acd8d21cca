"""Every type in every reader and writer of values, by a page with a field of each type."""

from __future__ import annotations

import csv
import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.batch.intake.form import can_state
from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.parts import open_tables
from ipdsl.batch.readers.chunks import READERS, form_of, numbers_of
from ipdsl.batch.readers.loops import LOOPS
from ipdsl.batch.readers.rows import Rows
from ipdsl.driver.questions.answers import parse_value, to_canonical_form
from ipdsl.driver.typed_facts import python
from ipdsl.engine.situation import open_value
from ipdsl.facts.json_schema import facts_schema
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import FactRef
from ipdsl.office.forms import stated_facts
from ipdsl.office.forms.csv_tables import CsvTables
from ipdsl.office.forms.form import Audience, filled_workbook
from ipdsl.plain_data.context import ReadContext, field_reader
from ipdsl.plain_data.handwritten import type_words
from ipdsl.schema.type_list import TYPES, TYPES_BY_KEYWORD
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import ArrowForm, ColumnReader, Type
from tests.support.batch.tables import code_of
from tests.support.facts.odd_values import ODD, slow

DECLARED = {"level": "county_level", "medal": "gold", "thing": "A-1"}
"""Types that a vocabulary declares, with a value for each."""


def example(word: str) -> str:
    """An example text for a value of the type with this keyword."""
    type_ = TYPES_BY_KEYWORD.get(word)
    return DECLARED[word] if type_ is None else type_.cell_example or ("yes" if type_.is_flag else "A-1")


WORDS = (*TYPES_BY_KEYWORD, *DECLARED)
FIELDS = {f"field_{place}": word for place, word in enumerate(WORDS)}
VOCABULARY = "\n".join((
    "vocabulary town", "applicant enterprise", "level county_level > town_level", "choice medal gold · silver",
    "record thing", "  key number", "  seen_on date", "  event seen on seen_on", "record other", "  key number",
    *(f"  {name} {word}" for name, word in FIELDS.items()),
    *(f"  {name}_list list of {word}" for name, word in FIELDS.items()),
    "  on_day date", "  event done on on_day default", "",
))  # fmt: skip
PAGE = """\
policy p
  use town
  level county_level
  effective from 2020-01-01
article 1
  award 100 to enterprise when other done
    uncapped
"""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> ipdsl.Policy:
    folder = tmp_path_factory.mktemp("page")
    (folder / "town.ipp").write_text(VOCABULARY, "utf-8")
    (folder / "p.ipp").write_text(PAGE, "utf-8")
    return ipdsl.load(folder / "p.ipp")


def types(policy: ipdsl.Policy) -> dict[str, Type]:
    """The types of the fields, both single values and lists."""
    return {field.name: field.type for field in policy.program.schema.record_by_name["other"].fields}


def plain(policy: ipdsl.Policy, name: str) -> object:
    """The example of a field in JSON, as an answer is written into facts."""
    schema, type_ = policy.program.schema, types(policy)[name]
    text = example(FIELDS[name.removesuffix("_list")])
    return parse_value(type_, text, policy.currency, type_words(schema, type_))


def facts(policy: ipdsl.Policy) -> dict[str, Any]:
    record = {name: plain(policy, name) for field in FIELDS for name in (field, f"{field}_list")}
    return {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"other": [{"number": "1", **record}]}}


def values(read: Any) -> dict[str, object]:
    (record,) = read.records["other"].records
    return dict(record.values)


def test_the_page_has_a_field_of_every_type_that_facts_can_state(policy: ipdsl.Policy) -> None:
    fields = {type(type_) for type_ in types(policy).values()}
    assert {type_.__name__ for type_ in set(TYPES) - fields} == {"AnyType", "DurationType", "Poison"}


def test_every_value_is_read_from_plain_data_by_the_quick_check_as_by_the_rule(policy: ipdsl.Policy) -> None:
    read = values(read_facts(facts(policy), policy.program))
    assert read.keys() == {*FIELDS, *(f"{name}_list" for name in FIELDS), "number"}
    assert read == values(read_facts(slow(facts(policy)), policy.program))
    for name, type_ in types(policy).items():
        reader = field_reader(policy.program, type_)
        for data in ODD:
            context, other = ReadContext(policy.program), ReadContext(policy.program)
            found, expected = reader.read(context, data, name, "$"), reader.general_rule(other, data, name, "$")
            assert (found, type(found)) == (expected, type(expected)), (name, data)
            assert context.findings == other.findings


def test_every_value_is_read_alike_from_sheets_tables_and_texts_in_arrow(policy: ipdsl.Policy, tmp_path: Path) -> None:
    expected = values(read_facts(facts(policy), policy.program))
    row = {"applicant": "F1", "number": "1"}
    row |= {name: example(FIELDS[name.removesuffix("_list")]) for name in expected if name != "number"}
    for name, cells in (("applicant", {"id": "F1", "kinds": "enterprise"}), ("other", row)):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[*cells], [*cells.values()]])
    (sheet,) = stated_facts.read(str(tmp_path), [code_of(policy)]).applicants
    assert values(read_facts(dict(sheet), policy.program)) == expected
    ((_, intake),) = open_tables(
        str(tmp_path), code_of(policy), CsvTables(code_of(policy)), none=(), ignore=()
    ).intakes(10)  # fmt: skip
    assert values(Rows(intake.table, intake.form).read(0)) == expected
    arrow = {"applicant": pa.table({"id": ["F1"], "kinds": ["enterprise"]}),
             "other": pa.table({name: [cell] for name, cell in row.items()})}  # fmt: skip
    intake = take_in(arrow, code_of(policy))
    assert values(Rows(intake.table, intake.form).read(0)) == expected


@pytest.mark.parametrize("language", Language)
def test_every_value_comes_back_from_a_filled_workbook(
    policy: ipdsl.Policy, tmp_path: Path, language: Language
) -> None:
    known = to_canonical_form(policy, facts(policy))
    content, _ = filled_workbook([code_of(policy)], Audience.FIRM, [known], language)
    (tmp_path / "f.xlsx").write_bytes(content)
    (sheet,) = stated_facts.read(str(tmp_path / "f.xlsx"), [code_of(policy)]).applicants
    assert values(read_facts(dict(sheet), policy.program)) == values(read_facts(facts(policy), policy.program))


def test_every_value_is_taken_by_the_schema_and_has_a_type(policy: ipdsl.Policy) -> None:
    schema = facts_schema(policy.program)
    validator = Draft202012Validator(schema)
    assert [*validator.iter_errors(facts(policy))] == []
    for name in (name for field in FIELDS for name in (field, f"{field}_list")):
        wrong = facts(policy)
        wrong["records"]["other"][0][name] = {"x": 1}
        assert [*validator.iter_errors(wrong)], name
    for language in Language:
        compile(python(policy.program, language), "facts.py", "exec")


def test_every_type_has_words_of_both_languages(policy: ipdsl.Policy) -> None:
    for type_ in types(policy).values():
        for phrase in (type_.phrase, type_.answer_phrase(policy.program.schema, "CNY"), type_.column_phrase):
            assert phrase.text(Language.EN)
            assert phrase.text(Language.ZH) != phrase.text(Language.EN)


def test_a_case_states_every_value_as_facts_do(policy: ipdsl.Policy, tmp_path: Path) -> None:
    parts: list[str] = []
    for name, word in FIELDS.items():
        value, is_quoted = example(word), word in ("text", "applicant", "thing")
        parts.append(name if word == "yes/no" else f'{name} "{value}"' if is_quoted else f"{name} {value}")
    (tmp_path / "town.ipp").write_text(VOCABULARY, "utf-8")
    (tmp_path / "p.ipp").write_text(PAGE, "utf-8")
    case = (
        f'cases for p\n\ncase "all"\n  given enterprise\n    other 1: on_day 2022-03-01, {", ".join(parts)}\n'
        "  given as of 2022-12-31\n  expect total 100\n"
    )
    (tmp_path / "p.cases.ipp").write_text(case, "utf-8")
    report = ipdsl.check(tmp_path / "p.cases.ipp")
    assert [finding.texts().title for finding in report] == []


def test_what_is_not_stated_has_the_least_value_and_the_members_of_its_type(policy: ipdsl.Policy) -> None:
    schema, read = policy.program.schema, values(read_facts(facts(policy), policy.program))
    for name, type_ in types(policy).items():
        value = open_value(schema, FactRef("record", "other", "1", name), type_)
        if value.members is not None and not type_.is_list:
            assert read[name] in value.members
        if isinstance(value.low, int) and isinstance(known := read[name], int | Fraction):
            assert known >= value.low


def test_every_choice_of_a_column_reader_has_a_reader_which_reads_as_the_rule_does(policy: ipdsl.Policy) -> None:
    assert READERS.keys() == set(ColumnReader)
    schema, read = policy.program.schema, values(read_facts(facts(policy), policy.program))
    for name, type_ in types(policy).items():
        if type_.column_reader is ColumnReader.NONE or name not in read:
            continue
        cells = pa.array([str(plain(policy, name)) if not type_.is_flag else "yes"], pa.string())
        column = numbers_of(schema, policy.currency, type_, cells, False, LOOPS)
        assert column.doubtful is None or not column.doubtful.any(), name
        assert int(column.numbers[0]) == _number(policy, type_, read[name]), name


def check_listed_values(policy: ipdsl.Policy) -> None:
    """A value has one number in columns: by its type, by the reader of its text, and by the names of the reader."""
    schema, currency = policy.program.schema, policy.currency
    for type_ in types(policy).values():
        members, names = type_.members(schema) or (), form_of(schema, currency, type_).names
        assert (names is not None) is bool(members)
        for value in members:
            text, number = {True: "yes", False: "no"}.get(value, value), type_.column_number(value, schema)
            assert names[number].as_py() == text
            read = numbers_of(schema, currency, type_, pa.array([text], pa.string()), False, LOOPS)
            assert [*read.numbers] == [number]


def test_the_number_of_a_listed_value_in_columns_is_that_of_its_text(policy: ipdsl.Policy) -> None:
    check_listed_values(policy)


def test_a_type_with_other_numbers_than_its_reader_is_found(
    policy: ipdsl.Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoolType, "column_number", lambda _, value, __: int(value is False))
    with pytest.raises(AssertionError):
        check_listed_values(policy)


def test_values_that_are_compared_as_a_whole_are_read_as_texts(policy: ipdsl.Policy) -> None:
    read = values(read_facts(facts(policy), policy.program))
    for name, type_ in types(policy).items():
        if name in read:
            assert type_.is_word is isinstance(read[name], str)
            assert type_.is_word or not type_.key_domain


def _number(policy: ipdsl.Policy, type_: Type, value: object) -> object:
    """The number for a value in a column."""
    match value:
        case Fraction():
            return value * 10**6
        case date():
            return (value - date(1970, 1, 1)).days
        case str():
            return policy.program.schema.choice_by_name[type_.choice_name].names.index(value)
        case _:
            return value


def test_every_form_of_arrow_states_values_of_the_types_that_say_so(policy: ipdsl.Policy) -> None:
    columns = {
        ArrowForm.FLAGS: pa.bool_(), ArrowForm.WHOLE_NUMBERS: pa.int64(), ArrowForm.DECIMALS: pa.decimal128(10, 2),
        ArrowForm.DAYS: pa.date32(),
    }  # fmt: skip
    for type_ in types(policy).values():
        assert can_state(type_, pa.string())
        assert {form for form, arrow in columns.items() if can_state(type_, arrow)} == type_.arrow_forms


def test_the_facts_are_json(policy: ipdsl.Policy) -> None:
    assert json.loads(json.dumps(facts(policy))) == facts(policy)
