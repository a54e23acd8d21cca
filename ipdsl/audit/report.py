"""An audit as text for people and as JSON for programs. Each difference says where and what it is, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import assert_never

from ipdsl.audit.compare import Audit, Difference, DifferenceKind
from ipdsl.audit.outline import HEAD
from ipdsl.diagnostics.excerpt import visible
from ipdsl.making import attrs

SCHEMA = 1

_OF_FIGURES = (DifferenceKind.FIGURE_OF_TEXT, DifferenceKind.FIGURE_OF_POLICY, DifferenceKind.EXPLANATION)


@attrs.frozen
class Words:
    """What a difference says, and the next step."""

    message: str
    next: str


Naming = Callable[[int], str | None]
"""What a line of the text is called in the document that it was read from, where that has no lines of its own."""


def plain_text(_: int) -> None:
    """The lines of a plain text are called by their number."""
    return


def render(audit: Audit, policy: str, text: str, places: Naming = plain_text) -> str:
    """The audit as a page: the differences by article, and one line that counts them."""
    compared = f"{_count(audit.articles, 'article')} and {_count(audit.figures, 'figure')} agree or are explained"
    if audit.is_clean:
        return visible(f"{policy} against {text}: {compared}, nothing is left")
    lines: list[str] = []
    for article, things in groupby(audit.differences, key=lambda difference: difference.article):
        lines += ([""] if lines else []) + _article(article, list(things), places)
    counted = f"{policy} against {text}: {_count(len(audit.differences), 'thing')} left"
    return "\n".join(visible(line) for line in [*lines, "", counted])


def _article(number: str, things: list[Difference], places: Naming) -> list[str]:
    """The differences of one article."""
    lines = ["outside the articles" if number == HEAD else f"article {number}"]
    for difference in things:
        words = told(difference)
        lines += [f"  {_place(difference, places)}: {words.message}", f"    next: {words.next}"]
    has = next(
        (difference.policy_has for difference in things if difference.policy_has and difference.what in _OF_FIGURES), ()
    )
    return [*lines, f"  the policy has there: {', '.join(has)}"] if has else lines


def to_json(audit: Audit, policy: str, text: str, places: Naming = plain_text) -> dict[str, object]:
    """The audit as plain data."""
    return {
        "schema": SCHEMA,
        "policy": policy,
        "text": text,
        "clean": audit.is_clean,
        "articles": audit.articles,
        "figures": audit.figures,
        "left": [_object(difference, places) for difference in audit.differences],
    }


def _object(difference: Difference, places: Naming) -> dict[str, object]:
    words = told(difference)
    return {
        "what": difference.what.value,
        "article": difference.article,
        "line": difference.line,
        "column": difference.column,
        "place": None if difference.line is None else places(difference.line),
        "page_line": difference.page_line,
        "written": difference.written,
        "kind": difference.kind,
        "value": difference.value,
        "policy_has": list(difference.policy_has),
        "message": words.message,
        "next": words.next,
    }


def told(difference: Difference) -> Words:
    """The words of one difference."""
    where = "the head" if difference.article == HEAD else f"article {difference.article}"
    not_in = "not, or not as often, in" if difference.is_elsewhere else "not in"
    match difference.what:
        case DifferenceKind.ARTICLE_OF_TEXT:
            figures = f"; it has {difference.written}" if difference.written else ""
            return Words(
                f"the policy neither encodes nor marks this article{figures}",
                f"write what it promises under `article {difference.article}`, or mark that `informative`",
            )
        case DifferenceKind.ARTICLE_OF_POLICY:
            figures = f"; the policy has there {', '.join(difference.policy_has)}" if difference.policy_has else ""
            return Words(
                f"the text has no article {difference.article}{figures}",
                "mend the number; mark the article `in header` where it stands for words that close the text",
            )
        case DifferenceKind.FIGURE_OF_TEXT:
            return Words(
                f"`{difference.written}` ({_value(difference)}) is in the text and {not_in} the policy",
                f'encode it, or say in {where} what it is: `source "{difference.as_quoted}: …"`',
            )
        case DifferenceKind.FIGURE_OF_POLICY:
            not_in = "not, or not as often, in" if difference.is_elsewhere else "not in"
            return Words(
                f"{difference.value} ({difference.kind}) is in the policy and {not_in} the text",
                f"mend it, or say in {where} what the text has for it, in a `reading` that quotes it in backticks: "
                f"{difference.as_quoted}",
            )
        case DifferenceKind.EXPLANATION:
            return Words(
                f"`{difference.written}` ({_value(difference)}) is explained, and nothing like it is left to explain",
                "mend the figure that it explained, or take it out of the `source` line or the backticks",
            )
        case DifferenceKind.AWARD:
            return Words(
                f"no figure of the text stands for `{difference.written}`",
                'say beside it in words what the text promises: `source "…"`, without a figure',
            )
        case DifferenceKind.PROMISE:
            return Words(
                f'`source "{difference.written}"` names no figure and stands for no award',
                "encode the promise that it stands for; a note that explains no figure is a `reading`",
            )
        case _:
            assert_never(difference.what)


def _value(difference: Difference) -> str:
    return difference.kind if difference.value == difference.written else f"{difference.kind} {difference.value}"


def _place(difference: Difference, places: Naming) -> str:
    """Where it stands: a place of the text, or a line of the page."""
    is_of_page = difference.page_line is not None and difference.what is not DifferenceKind.ARTICLE_OF_TEXT
    if difference.column is None and is_of_page:
        return f"page {difference.page_line}"
    named = None if difference.line is None else places(difference.line)
    if named is not None:
        return f"text, {named}"
    return f"text {difference.line}" if difference.column is None else f"text {difference.line}:{difference.column}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
