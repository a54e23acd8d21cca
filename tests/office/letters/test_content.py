"""The content of letters: every name has its value, amounts add up, and nothing hidden is written."""

from __future__ import annotations

import datetime
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.decision.decision import Decision
from ipdsl.driver.library import load
from ipdsl.ir.facts import FactRef
from ipdsl.office.letters.amount_words import amount_in_words
from ipdsl.office.letters.body import LetterFrame
from ipdsl.office.letters.content import content_of, texts_in
from ipdsl.office.letters.fact_names import letter_localizer
from ipdsl.office.letters.template_check import (
    NAMES,
    TemplateName,
    bilingual_content,
    name_rows,
)
from ipdsl.office.office_data import OFFICE_PARTS, OfficeData
from ipdsl.report.decision_page import render
from tests.support.batch.cities import CITIES, drawn, policy_of
from tests.support.office.letters import content, facts, policy
from tests.support.policies.provisions import decisions
from tests.support.rows import each_row
from tests.support.slow import sampled

BOTH = [Language.EN, Language.ZH]
OFFICE = LetterFrame(office=OfficeData(dict.fromkeys(OFFICE_PARTS, "X")))
AT_LEAST = {Language.EN: "at least ", Language.ZH: "至少"}
_GROUPS = "records|applicant|figures|published|series|approvals|history|support|older_documents|as_of"
PATH = re.compile(rf"\$[.\[]|(?<![A-Za-z_])(?:{_GROUPS})[.\[]\w|\w\[[^\]]*\]|keys\.\w")
"""A path in JSON, such as `records.patent[2].fees` or `approvals[7 A]`."""


def _check(content: Any, names: Sequence[TemplateName]) -> None:
    """Check that exactly these names are there, and that each value has its type."""
    assert set(content) == {name.name for name in names}
    for name in names:
        value = content[name.name]
        if name.is_text:
            assert isinstance(value, str)
        elif name.entry_names:
            for one in value if name.is_list else [value]:
                _check(one, name.entry_names)
        else:
            assert all(isinstance(one, str) for one in value)


@pytest.mark.parametrize("language", sampled(BOTH, 5))
@pytest.mark.parametrize("city", CITIES)
def test_letters_of_drawn_firms_have_every_name_and_add_up(city: str, language: Language) -> None:
    of = policy_of(CITIES[city].page)
    for stated in drawn(city, 6, 11):
        decision = of.evaluate(stated)
        told = content_of(decision, letter_localizer(of.program, language))
        assert told.pop("stamp") == ""
        _check(told, NAMES)
        paid = sum((Decimal(one["sum"].replace(",", "")) for one in told["paid"]), Decimal())
        total = Decimal(told["total"].removeprefix(AT_LEAST[language]).replace(",", ""))
        assert paid <= total
        if decision.due.is_point and not decision.missing:
            assert paid == total
        for one in told["paid"]:
            cut = sum((Decimal(rule["sum"].replace(",", "")) for rule in one["cuts"]), Decimal())
            assert Decimal(one["proposed"].replace(",", "")) - cut >= Decimal(one["sum"].replace(",", ""))


def test_each_name_stands_once_in_each_language() -> None:
    for column in (0, 1):
        every = [row[column] for row in name_rows()]
        assert len(set(every)) == len(every)
    told = bilingual_content(content())
    assert told["合计"] == told["total"]
    assert told["应得"][0]["金额"] == told["paid"][0]["sum"]
    assert all(
        part.isidentifier() for row in name_rows() for name in row[:2] for part in name.replace("[]", "").split(".")
    )


def test_the_ledger_number_is_that_of_the_ledger_of_the_decision() -> None:
    """It stands for all lines of the ledger; a digest of one line would not."""
    from ipdsl.report.decision_json import to_json

    decision = policy().evaluate(facts())
    written: Any = to_json(decision)
    assert content()["ledger_number"] == written["ledger_head"]["number"]
    assert content()["ledger_lines"] == str(len(written["ledger"]))
    fewer = attrs.evolve(decision, ledger=decision.ledger[1:])
    told = content_of(fewer, letter_localizer(policy().program, Language.EN))
    assert told["ledger_number"] != content()["ledger_number"], "its last line is the same"


@pytest.mark.parametrize("language", BOTH)
def test_a_letter_speaks_of_no_line_of_a_page_and_of_no_option(language: Language) -> None:
    said = str(content("firm_unknown", language)) + str(content("firm", language))
    assert "--" not in said.replace("----", "")
    assert "行）" not in said
    assert ", line " not in said


def _known_in_part(city: str, seed: int, number: int) -> Iterator[dict[str, Any]]:
    """Generated facts with parts, kinds and fields left out.

    Records with the same key keep the fields that distinguish them.
    """
    chance, kinds = random.Random(seed), policy_of(CITIES[city].page).program.schema.record_by_name
    for stated in drawn(city, seed, number):
        kept = {part: value for part, value in stated.items() if part == "applicant" or chance.random() < 0.8}
        about = {name: value for name, value in stated["applicant"].items()
                 if name in ("id", "kinds") or chance.random() < 0.7}  # fmt: skip
        records: dict[str, list[dict[str, Any]]] = {}
        for kind, listed in stated.get("records", {}).items():
            if chance.random() < 0.8:
                key = kinds[kind].key
                held = Counter(str([one.get(name) for name in key]) for one in listed)
                records[kind] = [
                    {name: value for name, value in one.items()
                     if name in ("id", *key) or held[str([one.get(part) for part in key])] > 1 or chance.random() < 0.7}
                    for one in listed
                ]  # fmt: skip
        yield {**kept, "applicant": about, "records": records}


@cache
def _settled(city: str) -> tuple[Decision, ...]:
    """The decisions of the cases on a city's page, and of generated firms with incomplete facts."""
    of = policy_of(CITIES[city].page)
    return (*decisions(CITIES[city].page), *map(of.evaluate, _known_in_part(city, 7, 25)))


@pytest.mark.broad
@pytest.mark.parametrize("language", sampled(BOTH, 2))
@pytest.mark.parametrize("city", sampled(CITIES, 5))
def test_no_place_in_json_reaches_a_letter(city: str, language: Language) -> None:
    tell = letter_localizer(policy_of(CITIES[city].page).program, language)
    for decision in _settled(city):
        assert [one for one in texts_in(content_of(decision, tell, OFFICE)) if PATH.search(one)] == []


@pytest.mark.slow
@pytest.mark.parametrize("city", sampled(CITIES, 2))
def test_a_total_that_is_not_certain_is_the_least_in_figures_and_in_words(city: str) -> None:
    program = policy_of(CITIES[city].page).program
    seen = Counter[bool]()
    for decision in _settled(city):
        for language in BOTH:
            told = content_of(decision, letter_localizer(program, language))
            least = "" if decision.due.is_point else AT_LEAST[language]
            figures = told["total"].removeprefix(least)
            assert told["total"] == f"{least}{figures}"
            assert figures[0].isdigit()
            assert bool(told["at_most"]) is bool(least)
            words = amount_in_words(decision.total) if language is Language.ZH else ""
            assert told["total_in_words"] == (words and f"{least}{words}")
        seen[decision.due.is_point] += 1
    assert all(seen[is_certain] > 5 for is_certain in (True, False))


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("city", sampled(sampled(CITIES, 3), 6, others="broad"))
def test_the_reason_names_the_article_and_no_sentence_of_the_page(city: str, language: Language) -> None:
    program = policy_of(CITIES[city].page).program
    number_of = {Language.EN: "Article {}: ", Language.ZH: "第{}条　"}[language]
    for decision in decisions(CITIES[city].page)[::4]:
        told = content_of(decision, letter_localizer(program, language))
        for one in told["paid"]:
            assert one["rule"] == f"{number_of.format(one['article'])}{one['article_title']}"
        said = {*texts_in(told)}
        assert said.isdisjoint(
            {claim.text for claim in decision.claims} | {text for _, _, text in program.chinese_sentences}
        )


@pytest.mark.parametrize("language", BOTH)
def test_a_letter_that_is_signed_does_not_say_that_it_is_no_decision(language: Language) -> None:
    told = content("firm", language)
    assert not [one for one in texts_in(told) if "not a decision" in one or "不是主管机关的决定" in one]
    assert ("seal" if language is Language.EN else "盖章") in told["notice"]
    assert "not a decision of the authority" in render(policy().evaluate(facts()))


def test_facts_are_named_as_a_person_says_them() -> None:
    told = content("firm_unknown")
    assert [one["fact"] for one in told["missing"]] == [
        "申请人的“在本市”", "专利合同“2023-002”的“金额”", "全部“发明专利”", "专利合同“2022-017”的“关联方”",
    ]  # fmt: skip
    assert "records" not in str(told)
    assert "applicant." not in str(told)


@each_row(
    ("ref", "said"),
    [
        (FactRef("rank", "", "", "works_registered", 2021), "公布的2021年“作品登记量”排名中的名次"),
        (FactRef("approval", "7.works_registered", "A"), "主管机关为“第7条作品登记量”A核定的金额"),
        (FactRef("left", "cap 5", "A / B", "", 2022), "2022年“cap 5”（A / B）的余额"),
        (FactRef("left", "cap 5"), "“cap 5”的余额"),
        (FactRef("figure", "", "", "works_registered", 2021), "2021年的“作品登记量”"),
        (FactRef("records", "patent_prize"), "全部“专利奖”"),
        (FactRef("history"), "以往兑现的情况"), (FactRef("support"), "其他资助的情况"),
        (FactRef("support", "patent_prize", "A", "level"), "其他资助的“A”的“级别”"),
        (FactRef("cohort", "cap 5"), "“cap 5”中的其他申请人"),
    ],
)  # fmt: skip
def test_what_others_set_and_publish_is_named_in_words(ref: FactRef, said: str) -> None:
    tell = letter_localizer(policy_of("quanzhou_2021").program, Language.ZH)
    assert tell.names.path(ref) == said


@each_row(
    ("ref", "said"),
    [
        (FactRef("applicant", field="located_here"), '"located here" of the applicant'),
        (FactRef("record", "patent_prize", "A_1", "won_on"), '"won on" of patent prize "A_1"'),
        (FactRef("rank", field="works_registered", year=2021), 'the published rank by "works registered" of 2021'),
        (FactRef("approval", "7.works_registered", "A"),
         'the sum that the bureau approves for "article 7, works registered" A'),
        (FactRef("left", "cap 5", "A / B", "", 2022), 'the balance of "cap 5" (A / B) in 2022'),
        (FactRef("left", "cap 5"), 'the balance of "cap 5"'),
        (FactRef("figure", field="works_registered", year=2021), '"works registered" of 2021'),
        (FactRef("series", "lpr", "2021-05"), '"lpr" of 2021-05'),
        (FactRef("records", "patent_prize"), 'all of "patent prize"'),
        (FactRef("support"), "what others paid"),
        (FactRef("history", "patent_prize", "A", "level"), '"level" of the payment before for "A"'),
        (FactRef("older_documents"), "what older documents promised"),
        (FactRef("cohort", "cap 5"), 'the other applicants under "cap 5"'),
    ],
)  # fmt: skip
def test_facts_are_named_in_english_words(ref: FactRef, said: str) -> None:
    tell = letter_localizer(policy_of("quanzhou_2021").program, Language.EN)
    assert tell.names.path(ref) == said


def test_english_says_what_a_missing_fact_means_without_its_chinese_label() -> None:
    first, second, third, _ = content("firm_unknown", Language.EN)["missing"]
    assert first["fact"] == ('"located here" of the applicant (registered in the city; for a person: living there)')
    assert second["fact"] == '"amount" of technology contract "2023-002" (the sum of the contract)'
    assert third["fact"] == 'all of "invention patent"'


def test_what_is_missing_has_its_day() -> None:
    decision = policy().evaluate(facts("firm_unknown"))
    frame = LetterFrame(until=datetime.date(2025, 3, 31))
    told = content_of(decision, letter_localizer(policy().program, Language.ZH), frame)
    assert told["until"] == "2025年3月31日"
    assert (told["total"], told["at_most"]) == ("至少3,000.00", "93,000.00")
    assert told["total_in_words"] == "至少人民币叁仟元整"


def test_a_letter_without_missing_facts_has_no_deadline() -> None:
    decision = policy().evaluate(facts())
    assert not decision.missing
    frame = LetterFrame(until=datetime.date(2025, 3, 31))
    told = content_of(decision, letter_localizer(policy().program, Language.ZH), frame)
    assert told["until"] == ""


def test_the_page_says_what_it_said_with_lines_and_options() -> None:
    said = render(policy().evaluate(facts()))
    assert "line 87" in said
    assert "`--show-unrelated` lists them" in said


CARRYING = """policy p "Page"
  language 3
  document "D"
  effective 2020-01-01 to 2029-12-31
  use w

article 1 "A"
  award {sum} to firm when patent granted
  cap {cap} per firm per year
    carry forward {years} years
"""


@pytest.mark.parametrize(("sum_", "cap", "years"), [(30_000, 1_000, 1), (30_000, 1_000, 3), (5_000, 4_000, 1)])
def test_the_sum_of_an_entry_is_its_proposed_sum_less_its_cuts(tmp_path: Path, sum_: int, cap: int, years: int) -> None:
    (tmp_path / "w.ipp").write_text(
        'vocabulary w "Words"\n\napplicant firm "商号"\n\nrecord patent "专利"\n  key number "号"\n'
        '  event granted "授权" on granted_on "授权日"\n', encoding="utf-8",
    )  # fmt: skip
    page = tmp_path / "p.ipp"
    page.write_text(CARRYING.format(sum=sum_, cap=cap, years=years), encoding="utf-8")
    of = load(page)
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "as_of": "2025-12-31", "history": [], "support": [],
             "records": {"patent": [{"number": "P1", "granted_on": "2022-03-01"}]}}  # fmt: skip
    (entry,) = content_of(of.evaluate(facts), letter_localizer(of.program, Language.EN))["paid"]
    proposed, due, *cuts = (
        Decimal(text.replace(",", "")) for text in (entry["proposed"], entry["sum"], *(c["sum"] for c in entry["cuts"]))
    )
    assert proposed == sum_
    assert due == min(sum_, cap * (years + 1))
    assert proposed - sum(cuts) == due
