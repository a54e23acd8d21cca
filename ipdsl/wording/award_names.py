"""The names of awards and budget lines for readers: the title of the page, or the words of the record and its event.

A label such as `3.invention_patent.granted` is an address for commands and facts. Decisions, letters and tables show
the article and the title instead: `Article 3, Invention patents`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.ir.terms import Allocation, Clause, Program


@attrs.frozen(eq=False, repr=False)
class AwardName(ValueObject):
    """The name of an award: its text within the article, the number of the article, and the heading to show with it.

    `heading` is empty if the page gives the award a title.
    """

    text: str
    article: str
    heading: str = ""


def award_names(
    program: Program,
    promises: Iterable[Clause | Allocation],
    quotation: Callable[[str], str],
    words: Callable[[Clause | Allocation], str],
) -> Mapping[str, AwardName]:
    """The names of awards or budget lines by label.

    `quotation` gives a title in the language of the reader, `words` the text of an award without a title. If two such
    texts of an article are equal, the words of the label are added.
    """
    headings = {article.number: quotation(article.title) for article in program.articles}
    names = {
        promise.label: AwardName(quotation(promise.title), promise.article)
        if promise.title
        else AwardName(words(promise), promise.article, headings.get(promise.article, ""))
        for promise in promises
    }
    number = Counter((name.article, name.text) for name in names.values())
    titled = {promise.label for promise in promises if promise.title}
    return {
        label: name
        if label in titled or number[name.article, name.text] == 1
        else attrs.evolve(name, text=f"{name.text} ({label_words(label, name.article)})")
        for label, name in names.items()
    }


def label_words(label: str, article: str) -> str:
    """A label without its article, as separate words."""
    return label.removeprefix(f"{article}.").replace(".", " ").replace("_", " ")


def trigger_names(promise: Clause | Allocation) -> tuple[str, ...]:
    """The record and the event or state in a default label, or of the trigger if the page gives a label."""
    *words, last = promise.label.removeprefix(f"{promise.article}.").split(".")
    if words:
        return (*words, last)
    trigger = promise.trigger
    return tuple(filter(None, (trigger.record, trigger.event))) if trigger.record else (last,)
