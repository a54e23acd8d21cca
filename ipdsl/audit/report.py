"""An audit told: as text for people, and as JSON for programs. All that is left says where, what, and what to do."""

from __future__ import annotations

from itertools import groupby
from typing import assert_never

import attrs

from ipdsl.audit.compare import Audit, Left, What
from ipdsl.audit.outline import HEAD
from ipdsl.diagnostics.excerpt import visible

SCHEMA = 1

_OF_FIGURES = (What.FIGURE_OF_TEXT, What.FIGURE_OF_POLICY, What.EXPLANATION)


@attrs.frozen
class Words:
    """What a thing left says, and the next step."""

    message: str
    next: str


def render(audit: Audit, policy: str, text: str) -> str:
    """The audit as a page: the things left, by article, and one line that counts."""
    compared = f"{_count(audit.articles, 'article')} and {_count(audit.figures, 'figure')} agree or are explained"
    if audit.is_clean:
        return visible(f"{policy} against {text}: {compared}, nothing is left")
    lines: list[str] = []
    for article, things in groupby(audit.left, key=lambda left: left.article):
        lines += ([""] if lines else []) + _article(article, list(things))
    counted = f"{policy} against {text}: {_count(len(audit.left), 'thing')} left"
    return "\n".join(visible(line) for line in [*lines, "", counted])


def _article(number: str, things: list[Left]) -> list[str]:
    """What is left of one article."""
    lines = ["outside the articles" if number == HEAD else f"article {number}"]
    for left in things:
        words = told(left)
        lines += [f"  {_place(left)}: {words.message}", f"    next: {words.next}"]
    has = next((left.policy_has for left in things if left.policy_has and left.what in _OF_FIGURES), ())
    return [*lines, f"  the policy has there: {', '.join(has)}"] if has else lines


def to_json(audit: Audit, policy: str, text: str) -> dict[str, object]:
    """The audit as plain data."""
    return {
        "schema": SCHEMA,
        "policy": policy,
        "text": text,
        "clean": audit.is_clean,
        "articles": audit.articles,
        "figures": audit.figures,
        "left": [_object(left) for left in audit.left],
    }


def _object(left: Left) -> dict[str, object]:
    words = told(left)
    return {
        "what": left.what.value,
        "article": left.article,
        "line": left.line,
        "column": left.column,
        "page_line": left.page_line,
        "written": left.written,
        "kind": left.kind,
        "value": left.value,
        "policy_has": list(left.policy_has),
        "message": words.message,
        "next": words.next,
    }


def told(left: Left) -> Words:
    """The words of one thing left."""
    where = "the head" if left.article == HEAD else f"article {left.article}"
    not_in = "not, or not as often, in" if left.is_elsewhere else "not in"
    match left.what:
        case What.ARTICLE_OF_TEXT:
            figures = f"; it has {left.written}" if left.written else ""
            return Words(
                f"the policy neither encodes nor marks this article{figures}",
                f"write what it promises under `article {left.article}`, or mark that `informative`",
            )
        case What.ARTICLE_OF_POLICY:
            figures = f"; the policy has there {', '.join(left.policy_has)}" if left.policy_has else ""
            return Words(
                f"the text has no article {left.article}{figures}",
                "mend the number; mark the article `in header` where it stands for words that close the text",
            )
        case What.FIGURE_OF_TEXT:
            return Words(
                f"`{left.written}` ({_value(left)}) is in the text and {not_in} the policy",
                f'encode it, or say in {where} what it is: `source "{left.as_quoted}: …"`',
            )
        case What.FIGURE_OF_POLICY:
            not_in = "not, or not as often, in" if left.is_elsewhere else "not in"
            return Words(
                f"{left.value} ({left.kind}) is in the policy and {not_in} the text",
                f"mend it, or say in {where} what the text has for it, in a `reading` that quotes it in backticks: "
                f"{left.as_quoted}",
            )
        case What.EXPLANATION:
            return Words(
                f"`{left.written}` ({_value(left)}) is explained, and nothing like it is left to explain",
                "mend the figure that it explained, or take it out of the `source` line or the backticks",
            )
        case What.AWARD:
            return Words(
                f"no figure of the text stands for `{left.written}`",
                'say beside it in words what the text promises: `source "…"`, without a figure',
            )
        case What.PROMISE:
            return Words(
                f'`source "{left.written}"` names no figure and stands for no award',
                "encode the promise that it stands for; a note that explains no figure is a `reading`",
            )
        case _:
            assert_never(left.what)


def _value(left: Left) -> str:
    return left.kind if left.value == left.written else f"{left.kind} {left.value}"


def _place(left: Left) -> str:
    """Where it stands: a place of the text, or a line of the page."""
    if left.column is not None:
        return f"text {left.line}:{left.column}"
    if left.page_line is not None and left.what is not What.ARTICLE_OF_TEXT:
        return f"page {left.page_line}"
    return f"text {left.line}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
