"""Words that a finding takes from the place where it is found have the same meaning in both languages."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator

import pytest

from ipdsl.base.findings.phrase import (
    NOTHING,
    Language,
    LocalizedName,
    Phrase,
    join_alternatives,
    join_phrases,
    literal_phrase,
)
from ipdsl.driver.catalogue import catalogue
from ipdsl.syntax import keywords
from tests.support.base.chinese_cells import english_in, named_values
from tests.support.modules import calls_and_cells


def _phrases() -> Iterator[tuple[str, str, str, set[str]]]:
    """Every phrase in the source of the program: place, both texts, and the names of its values."""
    for where, node in calls_and_cells():
        match node:
            case ast.Call(
                func=ast.Name(id="Phrase" | "said" | "wrong_use" | "tell") | ast.Attribute(attr="tell"),
                args=[ast.Constant(value=str() as en), ast.Constant(value=str() as zh)],
                keywords=given,
            ):
                yield where, en, zh, {one.arg or "" for one in given}
            case _:
                pass


def _added_values() -> set[str]:
    """The names of values that phrases in tables get later."""
    return {
        keyword.arg or ""
        for _, node in calls_and_cells()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "with_values"
        for keyword in node.keywords
    }


@pytest.mark.broad
def test_a_phrase_says_the_same_in_chinese() -> None:
    phrases = list(_phrases())
    assert len(phrases) > 100
    assert [where for where, en, zh, _ in phrases if bool(en) != bool(zh)] == []
    added = _added_values()
    assert [where for where, en, zh, _ in phrases if named_values(en) != named_values(zh)] == []
    assert [where for where, en, _, given in phrases if not given <= named_values(en) <= given | added] == []
    assert [(where, english_in(zh)) for where, _, zh, _ in phrases if english_in(zh)] == []


def _keywords() -> Iterator[tuple[str, str]]:
    """Every keyword that a finding names in the source of the program."""
    for where, node in calls_and_cells():
        match node:
            case ast.Call(func=ast.Attribute(attr="phrase"), args=[ast.Constant(value=str() as text)]):
                yield where, text
            case _:
                pass


@pytest.mark.broad
def test_a_keyword_that_a_finding_names_is_chinese_in_chinese() -> None:
    named = list(_keywords())
    assert len(named) > 20
    assert [(at, text) for at, text in named if re.search("[A-Za-z]", keywords.phrase(text).text(Language.ZH))] == []


def test_chinese_words_of_sentences_are_those_of_a_keyword() -> None:
    assert set(keywords.IN_SENTENCES) <= {phrase for keyword in keywords.table().values() for phrase in keyword.phrases}
    assert keywords.per_phrase("year").text(Language.ZH) == "每年"
    assert keywords.per_phrase("firm").text(Language.ZH) == "每个 firm"


def test_a_phrase_renders_its_values_in_its_language() -> None:
    inner = Phrase("the day {day}", "日期{day}", day="{2022}")
    outer = Phrase("{what} or {{x}}", "{what}或{{x}}", what=inner)
    assert str(outer) == "the day {2022} or {x}"
    assert outer.text(Language.ZH) == "日期{2022}或{x}"
    named = Phrase("one of {kind}", "{kind}之一", kind=LocalizedName("patent"))
    assert Phrase("{what}", "{what}", what=named).with_labels(lambda name: "专利").text(Language.ZH) == "专利之一"
    assert outer.with_labels(str.upper) == outer


def test_phrases_are_equal_by_content_and_frozen() -> None:
    assert Phrase("a {x}", "甲{x}", x=1) == Phrase("a {x}", "甲{x}", x=1)
    assert len({Phrase("a {x}", "甲{x}", x=1), Phrase("a {x}", "甲{x}", x=1), Phrase("a", "甲")}) == 2
    assert Phrase("a", "甲") != "a"
    assert not NOTHING
    assert pickle.loads(pickle.dumps(Phrase("a {x}", "甲{x}", x=NOTHING))) == Phrase("a {x}", "甲{x}", x=NOTHING)
    with pytest.raises(AttributeError, match="frozen"):
        NOTHING.en = "x"


def test_parts_are_joined_in_both_languages() -> None:
    parts = [Phrase("a name", "名称"), "`{x}`", 3]
    assert [join_alternatives(parts).text(language) for language in Language] == [
        "a name, `{x}` or 3",
        "名称、`{x}`或3",
    ]
    assert [join_phrases(parts[:1]).text(language) for language in Language] == ["a name", "名称"]
    assert str(join_phrases([])) == ""
    assert literal_phrase("{a}", "{甲}").text(Language.ZH) == "{甲}"


OF_THE_AUTHOR = {
    "applicant", "as_of", "award", "base", "beside", "better", "bracket", "cap", "carried", "choice", "clause",
    "currency", "day", "due", "each", "earlier", "end", "event", "example", "field", "figure", "first", "form", "found",
    "issued", "item", "kind", "known", "label", "last", "letter", "library", "limit", "line", "mark", "name", "number",
    "old", "one", "other", "other_day", "others", "own", "pages", "part", "place", "policy", "quota",
    "rate", "record", "rule", "second", "series", "start", "start_field", "text", "times", "unit", "verb", "version",
    "vocabulary", "when", "who", "word", "words",
}  # fmt: skip
"""Fields with text copied from a page or from facts: names, numbers, days, quotations."""

STILL_ENGLISH: set[str] = set()
"""Fields with prose that are still plain texts, as `Class.field`. The list only gets shorter."""


def _fields() -> Iterator[tuple[str, str, str]]:
    """Every field of a finding: its class, its name and its declaration."""
    for finding in catalogue().values():
        for name, form in vars(finding).get("__annotations__", {}).items():
            if "ClassVar" not in str(form):
                yield finding.__name__, name, str(form)


def test_prose_of_a_finding_is_a_phrase() -> None:
    plain = {(cls, name) for cls, name, form in _fields() if form == "str"}
    prose = {f"{cls}.{name}" for cls, name in plain if name not in OF_THE_AUTHOR}
    assert prose == STILL_ENGLISH
    assert plain
    assert {name for _, name in plain} >= OF_THE_AUTHOR, "a name that no field has"


def test_a_field_is_a_name_a_number_or_a_phrase() -> None:
    places = {"tuple[tuple[Span, Span], ...]", "tuple[Span, ...]"}  # of an edit; no text shows them
    assert {form for _, _, form in _fields()} <= {"str", "int", "Phrase", "MessageValue", *places}
