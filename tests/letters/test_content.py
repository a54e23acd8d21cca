"""What letters say: every name has its value, sums add up, and nothing hidden goes out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from ipdsl.diagnostics.phrase import Language
from ipdsl.letters.content import content_of
from ipdsl.letters.names import NAMES, Entries, Named, Text, both_ways, in_rows
from ipdsl.letters.spoken import teller_of_letters
from ipdsl.runtime.decision.explain import render
from ipdsl.runtime.unknown import FactRef
from tests.columns.cities import CITIES, drawn, policy_of
from tests.letters.letters import content, facts, policy
from tests.support.slow import sampled

BOTH = [Language.EN, Language.ZH]


def _check(content: Any, names: Sequence[Named]) -> None:
    """Each name and no other, each text a text and each list a list."""
    assert set(content) == {name.name for name in names}
    for name in names:
        value = content[name.name]
        if isinstance(name, Text):
            assert isinstance(value, str)
        elif isinstance(name, Entries):
            for one in value:
                _check(one, name.of_each)
        else:
            assert all(isinstance(one, str) for one in value)


@pytest.mark.parametrize("language", sampled(BOTH, 5))
@pytest.mark.parametrize("city", CITIES)
def test_letters_of_drawn_firms_have_every_name_and_add_up(city: str, language: Language) -> None:
    of = policy_of(CITIES[city].page)
    for stated in drawn(city, 6, 11):
        decision = of.evaluate(stated)
        told = content_of(decision, teller_of_letters(of.program, language))
        _check(told, NAMES)
        paid = sum((Decimal(one["sum"].replace(",", "")) for one in told["paid"]), Decimal())
        assert paid <= Decimal(told["total"].replace(",", ""))
        if decision.due.is_point and not decision.missing:
            assert paid == Decimal(told["total"].replace(",", ""))
        for one in told["paid"]:
            cut = sum((Decimal(rule["sum"].replace(",", "")) for rule in one["cuts"]), Decimal())
            assert Decimal(one["proposed"].replace(",", "")) - cut >= Decimal(one["sum"].replace(",", ""))


def test_each_name_stands_once_in_each_language() -> None:
    for column in (0, 1):
        every = [row[column] for row in in_rows()]
        assert len(set(every)) == len(every)
    told = both_ways(content())
    assert told["合计"] == told["total"]
    assert told["应得"][0]["金额"] == told["paid"][0]["sum"]
    assert all(
        part.isidentifier() for row in in_rows() for name in row[:2] for part in name.replace("[]", "").split(".")
    )


def test_the_ledger_number_is_that_of_the_last_line() -> None:
    from ipdsl.runtime.decision.export import to_json

    ledger: Any = to_json(policy().evaluate(facts()))["ledger"]
    assert content()["ledger_number"] == ledger[-1]["digest"]
    assert content()["ledger_lines"] == str(len(ledger))


@pytest.mark.parametrize("language", BOTH)
def test_a_letter_speaks_of_no_line_of_a_page_and_of_no_option(language: Language) -> None:
    said = str(content("firm_unknown", language)) + str(content("firm", language))
    assert "--" not in said.replace("----", "")
    assert "行）" not in said
    assert ", line " not in said


def test_facts_are_named_as_a_person_says_them() -> None:
    told = content("firm_unknown")
    assert [one["fact"] for one in told["missing"]] == [
        "申请人的“在本市”", "专利合同“2023-002”的“金额”", "全部“发明专利”", "专利合同“2022-017”的“关联方”",
    ]  # fmt: skip
    assert "records" not in str(told)
    assert "applicant." not in str(told)


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        (FactRef("rank", "", "", "works_registered", 2021), "公布的2021年“作品登记量”排名中的名次"),
        (FactRef("approval", "7.works_registered", "A"), "主管部门为“7.作品登记量”A核定的金额"),
        (FactRef("left", "cap 5", "A / B", "", 2022), "2022年“cap 5”（A / B）的余额"),
        (FactRef("left", "cap 5"), "“cap 5”的余额"),
        (FactRef("figure", "", "", "works_registered", 2021), "2021年的“作品登记量”"),
        (FactRef("records", "patent_prize"), "全部“专利奖”"), (FactRef("as_of"), "结算的截至日"),
    ],
)  # fmt: skip
def test_what_others_set_and_publish_is_named_in_words(ref: FactRef, said: str) -> None:
    tell = teller_of_letters(policy_of("quanzhou_2021").program, Language.ZH)
    assert tell.names.path(ref) == said


def test_what_is_missing_has_its_day() -> None:
    decision = policy().evaluate(facts("firm_unknown"))
    told = content_of(decision, teller_of_letters(policy().program, Language.ZH), until=datetime.date(2025, 3, 31))
    assert told["until"] == "2025年3月31日"
    assert (told["total"], told["at_most"]) == ("3,000.00", "93,000.00")


def test_the_page_says_what_it_said_with_lines_and_options() -> None:
    said = render(policy().evaluate(facts()))
    assert "line 87" in said
    assert "`--all` lists them" in said
