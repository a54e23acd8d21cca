"""What facts name: clauses of the policy, and members of the levels of its vocabulary.

In: words that were read as texts. Out: findings about those that there are not, with the nearest ones that there are.
"""

from __future__ import annotations

from collections.abc import Collection

from ipdsl.base.findings.phrase import LocalizedName, Phrase
from ipdsl.facts.context import ReadContext, name_list, printable
from ipdsl.facts.errors import form, lines
from ipdsl.facts.labels import NO_LABELS, Labels, clause_labels, figure_labels, level_labels
from ipdsl.ir.terms import Program
from ipdsl.ledger.lines import clauses_by_label
from ipdsl.wording.labels import Labels as ByLabels


def is_clause(context: ReadContext, label: str, path: str) -> bool:
    """Whether a clause of this policy carries that label, which is reported where none does."""
    labels = clauses_by_label(context.program)
    if label in labels:
        return True
    policy, advice = (
        printable(context.program.name),
        Phrase("its clauses are {labels}", "条款有{labels}", labels=context.name_list(labels, clause_labels)),
    )
    known = [*labels, *context.program.compute_once(clause_labels)]
    context.report_unknown(lines.UnknownClause, path, label, known, policy=policy, advice=advice)
    return False


def level_members(program: Program) -> dict[str, None]:
    """The members of all levels of the vocabulary, to be looked up, and in their order."""
    return dict.fromkeys(name for choice in program.schema.choices if choice.is_ordered for name in choice.names)


def check_level(context: ReadContext, path: str, field: str, word: str) -> None:
    """Reports a word that is no member of any level; where the vocabulary has no level it may be any text."""
    members = context.program.compute_once(level_members)
    if members and word not in members:
        report_unknown_member(context, path, field, word, members, labels=context.program.compute_once(level_labels))


def known_figures_advice(context: ReadContext) -> Phrase:
    """The advice on a figure that there is not."""
    known = context.schema.figure_by_name
    if not known:
        return Phrase("there are none", "没有年度数据")
    return Phrase("the figures are {known}", "年度数据有{known}", known=context.name_list(known, figure_labels))


def report_unknown_member(
    context: ReadContext, path: str, field: str, word: str, members: Collection[str], most: int = 12,
    labels: Labels = NO_LABELS,
) -> None:  # fmt: skip
    """Reports a word that is no member of a choice, or of any where none is named, with so many members at the most."""
    advice = Phrase("it is one of {members}", "应为其中之一：{members}", members=name_list(members, most, labels))
    context.report_unknown(form.UnknownFactMember, path, word, [*members, *labels], field=field, advice=advice)


def clause_name(program: Program, label: str) -> LocalizedName:
    """A clause by the name that it has, in Chinese by its label."""
    return LocalizedName(printable(label), program.compute_once(ByLabels).clause(label))
