"""Details of the applicant: read through every door with the same result, without effect, and hidden in findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.source import Source
from ipdsl.driver.questions.answers import replace_labels, to_canonical_form
from ipdsl.facts import reader
from ipdsl.facts.objects import ApplicantFacts
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import hide_details, read_text
from ipdsl.report.decision_json import to_json
from ipdsl.schema.details import DETAILS, MOST_DETAILS, known_detail, last_digits
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.facts.odd_values import slow
from tests.support.in_tables import nested_table
from tests.support.rows import each_row

POLICY = ipdsl.load("shaoguan_2021")
PROGRAM = POLICY.program
FIRM = json.loads((ROOT / "examples" / "firm_small.json").read_text(encoding="utf-8"))
WRITTEN = {"单位名称": "丹霞仪器", "Account-number": "0044050112345678", "镇街": "新韶镇", "phone": None}
READ = {"name": "丹霞仪器", "account": "0044050112345678", "镇街": "新韶镇"}


def stated(details: object) -> dict[str, Any]:
    return {**FIRM, "applicant": {**FIRM["applicant"], "details": details}}


def text(details: object) -> str:
    return json.dumps(stated(details), ensure_ascii=False)


def typed(details: dict[str, str]) -> Facts:
    return read_facts(ApplicantFacts("F1", ["enterprise"], details=details).to_plain(), PROGRAM)


def refused(details: object) -> str:
    with pytest.raises(FactsError) as error:
        POLICY.read_facts(text(details))
    return str(error.value)


# ---------------------------------------------------------------------------------------------- what is read


def test_every_spelling_belongs_to_one_detail() -> None:
    spellings = [spelling for name, others in DETAILS.items() for spelling in (name, *others)]
    assert len({*spellings}) == len(spellings)
    assert all(known_detail(s) == name for name, others in DETAILS.items() for s in (name, *others))


def test_every_door_reads_the_same_details(tmp_path: Path) -> None:
    path = tmp_path / "firm.json"
    path.write_text(text(WRITTEN), encoding="utf-8")
    doors = [
        read_facts(stated(WRITTEN), PROGRAM),
        read_facts(slow(stated(WRITTEN)), PROGRAM),
        POLICY.read_facts(text(WRITTEN)),
        POLICY.read_facts(path),
        typed({name: value for name, value in WRITTEN.items() if value is not None}),
        read_facts(replace_labels(PROGRAM, stated(WRITTEN)), PROGRAM),
        read_facts(to_canonical_form(POLICY, stated(WRITTEN)), PROGRAM),
    ]
    assert [facts.details for facts in doors] == [READ] * len(doors)


def test_a_field_of_the_vocabulary_called_details_is_a_field(tmp_path: Path) -> None:
    (tmp_path / "words.ipp").write_text(
        "vocabulary words\napplicant firm\napplicant fields\n  details text fixed\n  town text fixed\n"
        "record thing\n  key name\n  name text\n  made_on date\n  event made on made_on\n",
        encoding="utf-8",
    )
    page = tmp_path / "page.ipp"
    page.write_text(
        "policy page\n  effective from 2020-01-01\n  use words\narticle 1\n  award 10 when thing made\n",
        encoding="utf-8",
    )
    facts = ipdsl.load(page).read_facts({"applicant": {"id": "F", "kinds": ["firm"], "details": "long"}})
    assert (dict(facts.fields), facts.details) == ({"details": "long"}, {})


# ---------------------------------------------------------------------------------------------- without effect


def outputs(details: object, tmp_path: Path) -> list[str]:
    path = tmp_path / "facts.json"
    path.write_text(text(details), encoding="utf-8")
    lines = tmp_path / "facts.jsonl"
    lines.write_text(f"{text(details)}\n", encoding="utf-8")
    made: list[str] = []
    for command in (
        ["eval", "shaoguan_2021", "--facts", str(path), "--full"],
        ["eval", "shaoguan_2021", "--facts", str(lines), "--each", "--format", "json"],
        ["eval", "shaoguan_2021", "--facts", str(lines), "--cohort", "--format", "json"],
        ["ask", "shaoguan_2021", "--facts", str(path), "--format", "json"],
        ["trace", "shaoguan_2021", "--facts", str(path), "2022-017"],
        ["trace", "shaoguan_2021", "--facts", str(path), "2022-017", "--format", "json"],
    ):
        made.append(run(*command).both)
    return made


@pytest.mark.broad
def test_commands_print_the_same_with_without_and_with_other_details(tmp_path: Path) -> None:
    without = outputs(None, tmp_path)
    assert all(without)
    assert outputs(WRITTEN, tmp_path) == without
    assert outputs({"name": "乙", "town": "x"}, tmp_path) == without


@pytest.mark.broad
def test_a_detail_that_reaches_a_command_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = reader._applicant

    def with_name(*given: Any) -> tuple[str, Any, Any, dict[str, str]]:
        name, kinds, fields, details = true(*given)
        return f"{name} {sorted(details)}", kinds, fields, details

    monkeypatch.setattr(reader, "_applicant", with_name)
    without, changed = outputs(None, tmp_path), outputs(WRITTEN, tmp_path)
    assert all(one != other for one, other in zip(without, changed, strict=True))


def test_results_of_the_library_are_the_same() -> None:
    results = [
        (
            json.dumps(to_json(POLICY.evaluate(stated(details)))),
            POLICY.total(stated(details)),
            POLICY.read_facts(stated(details)).digest,
            POLICY.evaluate_table(
                nested_table(PROGRAM, [stated(details)], typed=False), as_of="2024-12-31"
            ).applicants.to_pylist(),
        )
        for details in (None, WRITTEN, {"name": "乙"})
    ]
    assert results[0] == results[1] == results[2]


# ---------------------------------------------------------------------------------------------- findings


@each_row(
    ("details", "codes"),
    [
        ({"账号": 4405011234567890}, ["R143"]),
        ({"账号": True}, ["R143"]),
        ({"账号": ["4405"]}, ["R143"]),
        ({"账号": "1", "account": "1"}, ["R017"]),
        ({"town": "1", "To-wn": "1"}, ["R017"]),
        ({"kinds": "x"}, ["R144"]),
        ({"located_here": "x"}, ["R144"]),
        ({str(n): "x" for n in range(MOST_DETAILS + 1)}, ["R145"]),
        ({"": "x"}, ["R035"]),
        ({"x" * 101: "x"}, ["R035"]),
        ({"town": " "}, ["R035"]),
        ({"town": "无"}, ["R035"]),
        ({"town": "a\nb"}, ["R035"]),
        ({"town": "x" * 1001}, ["R035"]),
        ("4405011234567890", ["R020"]),
        ([1], ["R020"]),
        ({"town": "2022年", "address": "1 号, 2 楼"}, []),
    ],
)
def test_details_have_a_form(details: object, codes: list[str]) -> None:
    for data in (stated(details), slow(stated(details)), text(details)):
        try:
            POLICY.read_facts(data)
            found: list[str] = []
        except FactsError as error:
            found = [finding.code for finding in error.report]
        assert found == codes


@each_row(
    "details",
    [
        {"账号": 440501123456789, "note": 7},
        {"账号": "4405 0112 3456 789", "note": 7},
        {"name": "a } b", "account": "440501123456789", "note": 7},
        {"账号": "440501123456789", "account": "440501123456789"},
        {"账号": ["440501123456789"]},
        {"账号": 4405011234567891234567},
        {"account": "4405/0112/3456/789", "address": "1-4405.0112.3456.789", "note": 7},
        {"note": {"x": 7}, "账号": "440501123456789"},
        {"note": [{}, {"}": "{"}], "账号": "440501123456789"},
        "440501123456789",
    ],
)
def test_findings_show_the_last_four_digits_at_most(details: object) -> None:
    shown = refused(details)
    assert not any(part in shown.replace(" ", "") for part in ("440501", "40501", "56789", "34567"))


def test_an_account_at_a_wrong_place_is_hidden() -> None:
    with pytest.raises(FactsError) as error:
        POLICY.read_facts('{"applicant": {"id": "F1", "kinds": ["enterprise"], "账号": "440501123456789"}}')
    shown = str(error.value)
    assert "44050" not in shown
    assert '"details": {"账号": "…"}' in shown


@each_row(
    "written",
    [
        '{"applicant": {"details": {"name": "x, "account": "440501123456789"',
        '{"applicant": {"details": {"name": "x, "a } b": "440501123456789"}}}',
        '{"applicant": {"details": {"account": 00440501123456789}}}',
        '{"applicant": {"account": 00440501123456789}}',
        '{"applicant": {"details": {"account": "440501 123456 789}}}',
        "{'applicant': {'details': {'account': '440501123456789'}}}",
        '{"applicant": {"details": {"town": {"x": 1} {"account": "440501123456789"}}}}',
        '{"applicant": {"\\u0064etail\\u0073": {"town": NaN, "x": "440501123456789"}}}',
    ],
)
def test_broken_json_is_hidden_too(written: str) -> None:
    with pytest.raises(FactsError) as error:
        read_text(written)
    shown = str(error.value).replace(" ", "")
    assert not any(part in shown for part in ("440501", "12345", "34567"))


@each_row("name", [*("account", *DETAILS["account"]), "\\u8d26\\u53F7", "A\\u0063count-Number", "I B A N"])
def test_an_account_is_hidden_under_each_spelling(name: str) -> None:
    written = f'{{"applicant": {{"id": "440501", "{name}": "440501123456789", "n": 440501}}}}'
    assert hide_details(Source("f", written)).text.count("440501") == 2
    written = f'{{"details": {{"{name}": "440501123456789"}}, "n": 440501}}'
    assert hide_details(Source("f", written)).text.count("440501") == 1


def test_other_texts_are_shown_as_they_are() -> None:
    with pytest.raises(FactsError) as error:
        POLICY.read_facts('{"applicant": {"id": "440501123456789", "kinds": ["x"]}}')
    assert "440501123456789" in str(error.value)


@each_row(
    ("whole", "shown"),
    [("6222021234", "******1234"), ("62 2202", "** 2202"), ("123", "123"), ("", ""), ("DE89 3704", "DE** 3704")],
)
def test_the_last_four_digits(whole: str, shown: str) -> None:
    assert last_digits(whole) == shown


def test_hidden_texts_have_the_same_length() -> None:
    written = text({"账号": "440501123456789", "name": "x"})
    assert len(hide_details(Source("f", written)).text) == len(written)
