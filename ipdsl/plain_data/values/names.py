"""Checks of names in facts: clauses of the policy, and members of the levels of its vocabulary.

Input: words that were read as texts. Output: findings about unknown words, with the nearest known words.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.base.findings.phrase import LocalizedName, Phrase
from ipdsl.ir.terms import Program, clauses_by_label
from ipdsl.plain_data.context import ReadContext
from ipdsl.plain_data.errors import lines
from ipdsl.plain_data.labels import clause_labels, figure_labels, level_labels
from ipdsl.schema.values.shared_types import report_unknown_member
from ipdsl.schema.values.stated_values import name_list, printable
from ipdsl.wording.labels import EnglishNames
from ipdsl.wording.labels import Labels as ByLabels

MOST_CLAUSES = 5
"""The most clauses that a finding lists."""


def is_clause(context: ReadContext, label: str, path: str) -> bool:
    """Whether a clause of this policy has that label; an unknown label is reported."""
    labels = clauses_by_label(context.program)
    if label in labels:
        return True
    known = [*labels, *context.program.compute_once(clause_labels)]
    near = _clauses_under(label, labels) or _clauses_under(label, known) or context.nearest_words(label, known)
    advice = Phrase(
        "a clause is `article.record.event`, or the word after `as`", "条款名是`条.记录.事件`，或`简称`之后的词"
    )
    if not near:
        some = name_list(tuple(labels), MOST_CLAUSES, context.program.compute_once(clause_labels))
        advice = Phrase("its clauses are {labels}; {form}", "条款有{labels}；{form}", labels=some, form=advice)
    context.report_unknown(
        lines.UnknownClause, path, label, known, near, policy=printable(context.program.name), advice=advice
    )
    return False


def _clauses_under(start: str, labels: Iterable[str]) -> tuple[str, ...]:
    """The first labels that begin with a part of a label: those of an article or of a kind of record."""
    return tuple(label for label in labels if label.startswith(f"{start}."))[:3]


def level_members(program: Program) -> dict[str, None]:
    """An ordered set of the members of all levels of the vocabulary."""
    return dict.fromkeys(name for choice in program.schema.choices if choice.is_ordered for name in choice.names)


def check_level(context: ReadContext, path: str, field: str, word: str) -> None:
    """Report a word that is not a member of any level; without levels in the vocabulary any text is allowed."""
    members = context.program.compute_once(level_members)
    if members and word not in members:
        report_unknown_member(context, path, field, word, members, labels=context.program.compute_once(level_labels))


def known_figures_advice(context: ReadContext) -> Phrase:
    """The advice about an unknown figure."""
    known = context.schema.figure_by_name
    if not known:
        return Phrase("the vocabulary declares no figures", "没有年度数据")
    return Phrase("the figures are {known}", "年度数据有{known}", known=context.name_list(known, figure_labels))


def rule_name(program: Program, name: str) -> LocalizedName:
    """The sentence of a rule with its article, in both languages."""
    return LocalizedName(program.compute_once(EnglishNames).rule(name), program.compute_once(ByLabels).rule(name))


def clause_name(program: Program, label: str) -> LocalizedName:
    """The name of a clause; in Chinese its label."""
    return LocalizedName(printable(label), program.compute_once(ByLabels).clause(label))
