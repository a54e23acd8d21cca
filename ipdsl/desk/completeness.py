"""What an applicant says of the records of a kind: all are listed, some are, or there are none."""

from __future__ import annotations

from ipdsl.desk.errors import CompletenessContradicted
from ipdsl.desk.form import COMPLETENESS_WORDS, ColumnForm, Completeness
from ipdsl.desk.headed import normalize_word
from ipdsl.diagnostics.phrase import Phrase, join_phrases
from ipdsl.runtime.reading.wording import printable
from ipdsl.values import written


def completeness_of(word: str) -> Completeness | None:
    """What a word of the column says; `None` where it says nothing of the kind."""
    for completeness, phrase in COMPLETENESS_WORDS.items():
        if normalize_word(word) in (completeness.value, phrase.en, phrase.zh):
            return completeness
    return Completeness.NONE if written.SPECIAL.get(normalize_word(word)) == "none" else None


def unclear_completeness(place: str, word: str, column: ColumnForm) -> CompletenessContradicted:
    """A word that does not say whether all are listed."""
    what = Phrase("`{word}` does not say whether all are listed", "“{word}”没有说明是否齐全", word=printable(word))
    words = join_phrases([phrase for _, phrase in column.members])
    return CompletenessContradicted(
        path=place, what=what, advice=Phrase("write one of {words}", "请填写{words}之一", words=words)
    )


def none_but_listed(place: str, first: str) -> CompletenessContradicted:
    """That there are said to be none, and one is listed."""
    what = Phrase("`none` stands here, and one is listed at {place}", "此处填“没有”，而{place}列出了一个", place=first)
    return CompletenessContradicted(
        path=place, what=what, advice=Phrase("empty this cell, or take the rows away", "请清空此格，或删去那些行")
    )
