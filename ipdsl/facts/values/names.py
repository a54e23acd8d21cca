"""What facts name: clauses of the policy, and members of the levels of its vocabulary.

In: words that were read as texts. Out: findings about those that there are not, with the nearest ones that there are.
"""

from __future__ import annotations

from ipdsl.base.findings.phrase import LocalizedName, Phrase
from ipdsl.facts.context import ReadContext
from ipdsl.facts.errors import lines
from ipdsl.facts.labels import clause_labels, figure_labels, level_labels
from ipdsl.ir.terms import Program
from ipdsl.ledger.lines import clauses_by_label
from ipdsl.schema.values.members import report_unknown_member
from ipdsl.schema.values.wording import printable
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


def clause_name(program: Program, label: str) -> LocalizedName:
    """A clause by the name that it has, in Chinese by its label."""
    return LocalizedName(printable(label), program.compute_once(ByLabels).clause(label))
