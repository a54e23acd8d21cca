"""Labels and names of earlier versions of a page, which `formerly` and `ended` list: their mistakes.

A label that an author wrote with `as` always means the same award, so the page must not list it. A label that the
program made, such as `1.loan.drawn`, may now belong to another award, so any award may list it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from ipdsl.base.findings.finding import RelatedPlace
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.semantics.errors import names_and_types as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.names.symbols import Context
from ipdsl.semantics.tree_walk import nodes
from ipdsl.syntax import ast


@attrs.frozen(eq=False, repr=False)
class _Kind(ValueObject):
    """The form of a listed word, and what its two findings say."""

    form: re.Pattern[str]
    what: Phrase
    form_advice: Phrase
    present: Phrase
    present_advice: Phrase

    def former(self, listed: Sequence[ast.Name], places: Mapping[str, Span], ctx: Context) -> list[tuple[str, Span]]:
        """The words that an earlier version may have had, each with its place; others are reported.

        `places` are the words that the page has today, each with its place.
        """
        former: list[tuple[str, Span]] = []
        for word in listed:
            text, place = word.text, places.get(word.text)
            if self.form.fullmatch(text) is None:
                ctx.add(n.MalformedFormerLabel(span=word.span, word=text, what=self.what, advice=self.form_advice))
            elif place is not None:
                related = (RelatedPlace(place, Phrase("stated here", "写在此处")),)
                what, advice = self.present, self.present_advice
                ctx.add(g.PresentLabel(span=word.span, word=text, what=what, advice=advice, related=related))
            else:
                former.append((text, word.span))
        return former


_LABEL = _Kind(
    re.compile(r"(?:\d+(?:\.\d+)*[A-Za-z]?\.)?[^\W\d]\w*(?:\.[^\W\d]\w*)?"),
    Phrase("the label of an award", "条款名"),
    Phrase(
        "a label is `2.RECORD.EVENT`, as in ledgers, or the word after `as`",
        "条款名写作`2.记录.事件`，与台账一致，或写`简称`之后的词",
    ),
    Phrase("the label of an award of this page", "本页一项奖励的简称"),
    Phrase(
        "an award continues the one that had the label of its `as` line: delete this word, or change that line",
        "奖励自动延续以前版本中简称相同的一项：请删去此处，或改用其他简称",
    ),
)
_POLICY = _Kind(
    re.compile(r"[^\W\d]\w*"),
    Phrase("the name of a policy", "政策的名称"),
    Phrase(
        "write the name after `policy` on the earlier version; labels of awards are listed under the awards",
        "请写以前版本中`政策`之后的名称；条款名写在各项奖励之下",
    ),
    Phrase("the name of this policy", "本政策的名称"),
    Phrase("a policy continues the ledger of its own name: delete this word", "同名的台账自动延续：请删去此处"),
)


def former_names(page: ast.Page, ctx: Context) -> Iterator[list[tuple[str, Span]]]:
    """The labels that a page lists, and then the names of the policy, each with its place; others are reported."""
    head = page.header if isinstance(page.header, ast.PolicyLine) else None
    header = () if head is None else head.header
    labels = [label for line in nodes(header, ast.EndedLabels) for label in line.labels]
    labels += [label for line in nodes(page.items, ast.FormerLabels) for label in line.labels]
    awards = nodes(page.items, ast.Award)
    own_labels = {line.name.text: line.span for award in awards for line in nodes(award.body, ast.LabelLine)}
    yield _LABEL.former(labels, own_labels, ctx)
    names = [name for line in nodes(header, ast.FormerNames) for name in line.names]
    yield _POLICY.former(names, {} if head is None else {head.name.text: head.name.span}, ctx)
