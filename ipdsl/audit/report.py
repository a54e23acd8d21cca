"""Render an audit as text for people and as JSON for programs.

Each difference has its place, its message and the next step.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import assert_never

import attrs

from ipdsl.audit.comparison import Audit, Difference, DifferenceKind
from ipdsl.audit.figures import Kind
from ipdsl.audit.outline import HEAD
from ipdsl.base.findings.phrase import NOTHING, Language, MessageValue, Phrase, join_phrases
from ipdsl.base.values.characters import visible

SCHEMA = 1

_FIGURE_KINDS = (DifferenceKind.FIGURE_OF_TEXT, DifferenceKind.FIGURE_OF_POLICY, DifferenceKind.EXPLANATION)


@attrs.frozen
class DifferenceWords:
    """The message of a difference, and the next step."""

    message: Phrase
    next_step: Phrase


LineNaming = Callable[[int], str | None]
"""Names a line of the text by its place in the original document. `None` means that the line number is enough."""


def plain_text(_: int) -> None:
    """Return `None`, because lines of a plain text are named by their number."""
    return


def render(
    audit: Audit, policy: str, text: str, places: LineNaming = plain_text, language: Language = Language.EN
) -> str:
    """The audit as a page: the differences by article, and a summary line."""

    def say(en: str, zh: str, /, **values: MessageValue) -> str:
        return visible(Phrase(en, zh, policy=policy, text=text, **values).text(language))

    if audit.is_clean:
        return say(
            "{policy} against {text}: {articles} and {figures} agree or are explained, nothing is left",
            "{policy}与{text}核对：{articles}、{figures}一致或已有说明，没有遗留问题",
            articles=_count(audit.articles, "article", "{n}条"), figures=_count(audit.figures, "figure", "{n}个数字"),
        )  # fmt: skip
    lines: list[str] = []
    for article, things in groupby(audit.differences, key=lambda difference: difference.article):
        lines += ([""] if lines else []) + _article(article, list(things), places, language)
    difference_count = _count(len(audit.differences), "thing", "{n}处")
    counted = say(
        "{policy} against {text}: {left} left", "{policy}与{text}核对：尚有{left}不一致", left=difference_count
    )
    return "\n".join([*(visible(line) for line in lines), "", counted])


def _article(number: str, things: list[Difference], places: LineNaming, language: Language) -> list[str]:
    """The lines about one article."""
    lines = [(Phrase("outside the articles", "各条以外") if number == HEAD else _article_name(number)).text(language)]
    for difference in things:
        words = difference_words(difference)
        what = Phrase(
            "  {place}: {message}", "  {place}：{message}", place=_place(difference, places), message=words.message
        )
        following = Phrase("    next: {next}", "    下一步：{next}", next=words.next_step)
        lines += [what.text(language), following.text(language)]
    has = next(
        (
            difference.policy_values
            for difference in things
            if difference.policy_values and difference.kind_of_difference in _FIGURE_KINDS
        ),
        (),
    )
    values_line = Phrase("  the policy has there: {has}", "  政策在此处有：{has}", has=join_phrases(has))
    return [*lines, values_line.text(language)] if has else lines


def to_json(
    audit: Audit, policy: str, text: str, places: LineNaming = plain_text, language: Language = Language.EN
) -> dict[str, object]:
    """The audit as plain data."""
    return {
        "schema": SCHEMA,
        "policy": policy,
        "text": text,
        "clean": audit.is_clean,
        "articles": audit.articles,
        "figures": audit.figures,
        "left": [_object(difference, places, language) for difference in audit.differences],
    }


def _object(difference: Difference, places: LineNaming, language: Language) -> dict[str, object]:
    words = difference_words(difference)
    return {
        "what": difference.kind_of_difference.value,
        "article": difference.article,
        "line": difference.line,
        "column": difference.column,
        "place": None if difference.line is None else places(difference.line),
        "page_line": difference.page_line,
        "written": difference.written,
        "kind": difference.kind,
        "value": str(difference.value),
        "policy_has": [str(value) for value in difference.policy_values],
        "message": words.message.text(language),
        "next": words.next_step.text(language),
    }


def difference_words(difference: Difference) -> DifferenceWords:
    """The words of one difference."""
    subject = Phrase("the head", "文首") if difference.article == HEAD else _article_name(difference.article)
    not_in = _OFTENER if difference.is_elsewhere else _NOWHERE
    number, written, has = difference.article, difference.written, join_phrases(difference.policy_values)
    match difference.kind_of_difference:
        case DifferenceKind.ARTICLE_OF_TEXT:
            figures = Phrase("; it has {written}", "；其中有{written}", written=written) if written else NOTHING
            return DifferenceWords(
                Phrase(
                    "the policy neither encodes nor marks this article{figures}",
                    "政策既没有写入也没有标注这一条{figures}", figures=figures,
                ),
                Phrase(
                    "write what it promises under `article {number}`, or mark that `informative`",
                    "请将其承诺写在`第{number}条`之下，或将该条标注为`不涉及资金`", number=number,
                ),
            )  # fmt: skip
        case DifferenceKind.ARTICLE_OF_POLICY:
            figures = Phrase("; the policy has there {has}", "；政策在该条有{has}", has=has) if has else NOTHING
            return DifferenceWords(
                Phrase(
                    "the text has no article {number}{figures}", "文本没有第{number}条{figures}",
                    number=number, figures=figures,
                ),
                Phrase(
                    "correct the number; mark the article `in header` if it covers the closing words of the text",
                    "请改正条号；如果该条对应文本末尾的话，请标注为`见文首`",
                ),
            )  # fmt: skip
        case DifferenceKind.FIGURE_OF_TEXT:
            return DifferenceWords(
                Phrase(
                    "`{written}` ({value}) is in the text and {not_in} the policy",
                    "文本中的`{written}`（{value}）在政策中{not_in}",
                    written=written, value=_value(difference), not_in=not_in,
                ),
                Phrase(
                    'encode it, or say in {where} what it is: `source "{quoted}: …"`',
                    "请写入政策，或在{where}说明它是什么：`出处 “{quoted}：……”`",
                    where=subject, quoted=difference.quotation,
                ),
            )  # fmt: skip
        case DifferenceKind.FIGURE_OF_POLICY:
            return DifferenceWords(
                Phrase(
                    "{value} ({kind}) is in the policy and {not_in} the text",
                    "政策中的{value}（{kind}）在文本中{not_in}",
                    value=difference.value, kind=_kind(difference), not_in=not_in,
                ),
                Phrase(
                    "correct it, or explain in {where} what the text has for it, in a `reading` that quotes it in "
                    "backticks: {quoted}",
                    "请改正，或在{where}用`理解`说明文本与之对应的内容，并用反引号引用：{quoted}",
                    where=subject, quoted=_quotable(difference),
                ),
            )  # fmt: skip
        case DifferenceKind.EXPLANATION:
            return DifferenceWords(
                Phrase(
                    "`{written}` ({value}) is explained, and nothing like it is left to explain",
                    "`{written}`（{value}）有说明，但没有与之相同的数字需要说明",
                    written=written, value=_value(difference),
                ),
                Phrase(
                    "correct the figure that it explained, or delete it from the `source` line or the backticks",
                    "请改正它所说明的数字，或将它从`出处`一行或反引号中去掉",
                ),
            )  # fmt: skip
        case DifferenceKind.AWARD:
            return DifferenceWords(
                Phrase(
                    "no figure of the text stands for `{written}`", "文本中没有与`{written}`对应的数字", written=written
                ),
                Phrase(
                    'add the promise of the text in words: `source "…"`, without a figure',
                    "请在旁边用文字写明文本的承诺：`出处 “……”`，不写数字",
                ),
            )
        case DifferenceKind.PROMISE:
            return DifferenceWords(
                Phrase(
                    '`source "{written}"` names no figure and stands for no award',
                    "`出处 “{written}”`既没有写明数字，也没有对应的奖励", written=written,
                ),
                Phrase(
                    "encode the promise that it stands for; a note that explains no figure is a `reading`",
                    "请写入它所对应的承诺；不说明数字的话，请写成`理解`",
                ),
            )  # fmt: skip
        case _:
            assert_never(difference.what)


_NOWHERE = Phrase("not in", "没有")
_OFTENER = Phrase("not, or not as often, in", "没有，或次数较少")

_KINDS = {
    Kind.MONEY: "金额", Kind.PERCENT: "百分比", Kind.COUNT: "数量", Kind.NUMBER: "数字", Kind.DAY: "日期",
    Kind.ISSUE: "成文日期", Kind.MONTH: "月份", Kind.YEAR: "年份", Kind.DURATION: "期限", Kind.DOCUMENT: "文号",
    Kind.STANDARD: "标准号",
}  # fmt: skip


def _quotable(difference: Difference) -> MessageValue:
    """The form in which a `reading` may quote a figure of the policy. A duration is in the language of the report."""
    return difference.value if difference.kind == Kind.DURATION.value else difference.quotation


def _kind(difference: Difference) -> Phrase:
    return Phrase(difference.kind, _KINDS[Kind(difference.kind)])


def _article_name(number: str) -> Phrase:
    return Phrase("article {number}", "第{number}条", number=number)


def _value(difference: Difference) -> Phrase:
    if str(difference.value) == difference.written:
        return _kind(difference)
    return Phrase("{kind} {value}", "{kind} {value}", kind=_kind(difference), value=difference.value)


def _place(difference: Difference, places: LineNaming) -> Phrase:
    """The place of a difference: in the text, or a line of the page."""
    is_of_page = (
        difference.page_line is not None and difference.kind_of_difference is not DifferenceKind.ARTICLE_OF_TEXT
    )
    if difference.column is None and is_of_page:
        return Phrase("page {line}", "页面第{line}行", line=difference.page_line or 0)
    document_place = None if difference.line is None else places(difference.line)
    if document_place is not None:
        return Phrase("text, {place}", "文本{place}", place=document_place)
    if difference.column is None:
        return Phrase("text {line}", "文本第{line}行", line=str(difference.line))
    return Phrase(
        "text {line}:{column}", "文本第{line}行第{column}字", line=str(difference.line), column=difference.column
    )


def _count(number: int, noun: str, zh: str) -> Phrase:
    return Phrase(f"{{n}} {noun}{'s' * (number != 1)}", zh, n=number)
