"""What an applicant says of the records of a kind: all are listed, some are, or there are none."""

from __future__ import annotations

from ipdsl.desk.errors import NotAll
from ipdsl.desk.form import COMPLETE, Column, Complete
from ipdsl.desk.headed import folded
from ipdsl.diagnostics.phrase import Phrase, joined
from ipdsl.runtime.reading.wording import shown
from ipdsl.values import written


def completeness_of(word: str) -> Complete | None:
    """What a word of the column says; `None` where it says nothing of the kind."""
    for one, said in COMPLETE.items():
        if folded(word) in (one.value, said.en, said.zh):
            return one
    return Complete.NONE if written.SPECIAL.get(folded(word)) == "none" else None


def unclear(place: str, word: str, column: Column) -> NotAll:
    """A word that does not say whether all are listed."""
    what = Phrase("`{word}` does not say whether all are listed", "“{word}”没有说明是否齐全", word=shown(word))
    words = joined([said for _, said in column.members])
    return NotAll(path=place, what=what, advice=Phrase("write one of {words}", "请填写{words}之一", words=words))


def none_and_listed(place: str, first: str) -> NotAll:
    """That there are said to be none, and one is listed."""
    what = Phrase("`none` stands here, and one is listed at {place}", "此处填“没有”，而{place}列出了一个", place=first)
    return NotAll(
        path=place, what=what, advice=Phrase("empty this cell, or take the rows away", "请清空此格，或删去那些行")
    )
