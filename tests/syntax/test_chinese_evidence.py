"""Every phrase of Chinese sentences occurs in an official document, or the list gives the reason why not."""

from __future__ import annotations

import functools
import re
import tomllib

import pytest

from ipdsl.audit.comparison import policy_figures
from ipdsl.audit.official_text import HEAD, decode, outline
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax import keywords
from tests.conftest import ROOT
from tests.support.audit.pages import seeds

EVIDENCE = tomllib.loads((ROOT / "grammar" / "chinese_evidence.toml").read_text(encoding="utf-8"))
DOCUMENTS: dict[str, str] = EVIDENCE["documents"]
FOUND: dict[str, str] = EVIDENCE["found"]
IN_OTHER_WORDS: dict[str, dict[str, str]] = EVIDENCE["in_other_words"]
IN_ANOTHER_SENSE: dict[str, str] = EVIDENCE["in_another_sense"]
ABSENT = {phrase: group["why"] for group in EVIDENCE["absent"].values() for phrase in group["phrases"]}


def test_each_phrase_is_listed_once() -> None:
    phrases = {phrase for keyword in keywords.chinese().values() for phrase in keyword.phrases}
    listed = [*FOUND, *IN_OTHER_WORDS, *IN_ANOTHER_SENSE, *ABSENT]
    assert sorted(listed) == sorted(phrases)
    assert all((*IN_ANOTHER_SENSE.values(), *ABSENT.values())), "a phrase without a reason"


def test_each_place_names_a_document() -> None:
    places = [*FOUND.values(), *(row["place"] for row in IN_OTHER_WORDS.values())]
    assert {place.split()[0] for place in places} == set(DOCUMENTS)


@functools.cache
def articles(document: str) -> dict[str, str]:
    """The articles of an official text without blanks, by the numbers of its page."""
    where = seeds().get(DOCUMENTS[document])
    if where is None:
        pytest.skip(
            f"the official text of {DOCUMENTS[document]} is not here: IPDSL_SEEDS names the folder of the texts"
        )
    text = decode(where.read_bytes())
    page = Compilation.from_file(str(ROOT / "policies" / f"{DOCUMENTS[document]}.ipp")).page
    assert isinstance(text, str)
    assert page is not None
    policy = policy_figures(page)
    assert policy is not None
    cut = outline(text, [article.number for article in policy.articles])
    stretches = [(a.number, s) for a in cut.articles for s in (a.body, a.tail) if s is not None]
    found = dict.fromkeys((*(number for number, _ in stretches), HEAD), "")
    for number, stretch in (*stretches, *((HEAD, stretch) for stretch in cut.outside)):
        found[number] += re.sub(r"\s", "", text[stretch.start : stretch.end]) + "\n"
    return found


def _stands(words: str, place: str) -> bool:
    document, article = place.split()
    return words in articles(document)[article]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_named_place_holds_the_words(document: str) -> None:
    places = [*FOUND.items(), *((row["words"], row["place"]) for row in IN_OTHER_WORDS.values())]
    here = [(words, place) for words, place in places if place.split()[0] == document]
    assert [(words, place) for words, place in here if not _stands(words, place)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_said_not_to_occur_does_not(document: str) -> None:
    text = "".join(articles(document).values())
    assert [phrase for phrase in (*IN_OTHER_WORDS, *ABSENT) if phrase in text] == []


def test_what_occurs_in_another_sense_occurs() -> None:
    text = "".join("".join(articles(document).values()) for document in DOCUMENTS)
    assert [phrase for phrase in IN_ANOTHER_SENSE if phrase not in text] == []
