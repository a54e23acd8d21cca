"""A type of value that no module of `ipdsl` knows: reasons print its values as the type shows them."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.decision.decision import Decision
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.questions.trace import trace
from ipdsl.engine.operations import value_text
from ipdsl.ir import serialization
from ipdsl.ir.facts import FactRef, Open
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import Localizer
from ipdsl.schema import type_list
from ipdsl.schema.type_list import TYPES_BY_KEYWORD
from ipdsl.schema.values.value_type import (
    DeclaredWords,
    NeedsFullReaderError,
    TextParser,
    Type,
    ValueContext,
    ValueReader,
    text_itself,
)
from ipdsl.syntax import keywords
from ipdsl.wording.chinese import value_text_zh


@attrs.frozen(eq=False, repr=False)
class TimeType(Type):
    """A time of day, in minutes since midnight."""

    is_ordered = is_whole = is_discrete = True
    least = 0
    keyword = "time"
    phrase = Phrase("a time", "时刻")
    schema_name = "time"
    cell_example = "09:30"

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return Phrase("a time, as 09:30", "时刻，例如09:30")

    def constant(self, number: Fraction) -> int:
        return int(number)

    def show(self, value: int | Fraction, language: Language, currency: str) -> str:
        return f"{value // 60:02}:{value % 60:02}"

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        return ValueReader(plain_time, read_time)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        return text_itself


def plain_time(value: object) -> int:
    written = re.fullmatch("([0-9]{2}):([0-9]{2})", value) if isinstance(value, str) else None
    if written is None:
        raise NeedsFullReaderError
    return int(written[1]) * 60 + int(written[2])


def read_time(context: ValueContext, data: object, field: str, path: str) -> int | None:
    return context.report_wrong_type(data, field, path, TimeType.phrase)


VOCABULARY = """\
vocabulary town
applicant enterprise
level county_level > town_level
record shop
  key number
  opens number
  opened_on date
  event opened on opened_on default
"""
PAGE = """\
policy p
  use town
  level county_level
  effective from 2020-01-01
article 1
  award 100 to enterprise when shop opened and opens at most 540
    uncapped
article 2
  award by opens to enterprise when shop opened
    at least 565: 200
    at least 0: 50
    uncapped
"""
FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {"shop": [{"number": "1", "opens": "09:30", "opened_on": "2021-05-01"}]},
}
FAILED = {Language.EN: "(opens 09:30)", Language.ZH: "（opens 09:30）"}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A page with a field of the type. The grammar has no word for the type, so `number` becomes its keyword."""
    monkeypatch.setitem(TYPES_BY_KEYWORD, TimeType.keyword, TimeType())
    monkeypatch.setitem(keywords.TYPE_BY_RULE, "number_type", TimeType.keyword)
    monkeypatch.setattr(serialization, "TYPES", (*type_list.TYPES, TimeType))
    caches = (serialization._classes, serialization.fields_of, serialization._place, serialization._reader)
    for cache in caches:
        cache.cache_clear()
    (tmp_path / "town.ipp").write_text(VOCABULARY, "utf-8")
    (tmp_path / "p.ipp").write_text(PAGE, "utf-8")
    yield tmp_path / "p.ipp"
    for cache in caches:
        cache.cache_clear()


def printed(decision: Decision, language: Language) -> str:
    return render(decision, with_all=True, localize=Localizer(language))


def check(decision: Decision) -> None:
    """Both claims show the time in both languages, as the value that failed a condition and that chose a row."""
    for language, because in FAILED.items():
        text = printed(decision, language)
        assert text.count(because) == 2, text
        assert "570" not in text


def test_reasons_print_the_value_as_its_type_shows_it(page: Path) -> None:
    check(ipdsl.load(page, cache=False).evaluate(FACTS))


def test_reasons_of_a_compiled_module_print_it_too(page: Path) -> None:
    text = Compilation.from_file(str(page)).python
    assert text is not None
    assert "'time'" in text
    (page.parent / "compiled_page.py").write_text(text, "utf-8")
    spec = importlib.util.spec_from_file_location("compiled_page", page.parent / "compiled_page.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check(module.evaluate(FACTS))


@pytest.mark.parametrize("language", Language)
def test_the_steps_of_a_claim_print_it(page: Path, language: Language) -> None:
    policy = ipdsl.load(page, cache=False)
    for claim in policy.evaluate(FACTS).claims:
        steps = str(trace(policy, policy.read_facts(FACTS), claim, Localizer(language)).steps)
        assert steps.count("09:30") >= 2, steps  # of the record, and of a gate or the row
        assert "570" not in steps


def test_the_ends_of_a_value_that_is_not_all_stated_are_shown_by_the_type() -> None:
    value = Open(frozenset({FactRef("record", "shop", "1", "opens")}), 570, 615)
    assert value_text(value, TimeType()) == "between 09:30 and 10:15, not all stated"
    assert value_text_zh(value, TimeType(), "CNY") == "09:30至10:15，尚未填全"


def test_a_reader_that_does_not_ask_the_type_prints_minutes(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = ipdsl.load(page, cache=False).evaluate(FACTS)
    assert decision.claims
    monkeypatch.delitem(TYPES_BY_KEYWORD, TimeType.keyword)
    with pytest.raises(AssertionError, match="opens 570"):
        check(decision)
