"""What facts name: clauses of the policy, and members of the levels of its vocabulary.

In: words that were read as texts. Out: findings about those that there are not, with the nearest ones that there are.
"""

from __future__ import annotations

from collections.abc import Collection

from ipdsl.diagnostics.phrase import Name, Phrase
from ipdsl.runtime.labels import Labels as ByLabels
from ipdsl.runtime.reading import form_errors, line_errors
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.labels import NO_LABELS, Labels, of_clauses, of_figures, of_levels
from ipdsl.runtime.reading.wording import listed, shown
from ipdsl.runtime.settlement.ledger import clauses_by_label
from ipdsl.runtime.terms import Program


def is_clause(reading: Reading, label: str, path: str) -> bool:
    """Whether a clause of this policy carries that label, which is reported where none does."""
    labels = clauses_by_label(reading.program)
    if label in labels:
        return True
    policy, advice = (
        shown(reading.program.name),
        Phrase("its clauses are {labels}", "条款有{labels}", labels=reading.listed(labels, of_clauses)),
    )
    known = [*labels, *reading.program.kept(of_clauses)]
    reading.unknown(line_errors.UnknownClause, path, label, known, policy=policy, advice=advice)
    return False


def members_of_levels(program: Program) -> dict[str, None]:
    """The members of all levels of the vocabulary, to be looked up, and in their order."""
    return dict.fromkeys(name for choice in program.schema.choices if choice.ordered for name in choice.names)


def check_level(reading: Reading, path: str, field: str, word: str) -> None:
    """Reports a word that is no member of any level; where the vocabulary has no level it may be any text."""
    members = reading.program.kept(members_of_levels)
    if members and word not in members:
        report_member(reading, path, field, word, members, labels=reading.program.kept(of_levels))


def figures_there_are(reading: Reading) -> Phrase:
    """The advice on a figure that there is not."""
    known = reading.schema.figure_by_name
    if not known:
        return Phrase("there are none", "没有年度数据")
    return Phrase("the figures are {known}", "年度数据有{known}", known=reading.listed(known, of_figures))


def report_member(
    reading: Reading, path: str, field: str, word: str, members: Collection[str], most: int = 12,
    labels: Labels = NO_LABELS,
) -> None:  # fmt: skip
    """Reports a word that is no member of a choice, or of any where none is named, with so many members at the most."""
    advice = Phrase("it is one of {members}", "应为其中之一：{members}", members=listed(members, most, labels))
    reading.unknown(form_errors.UnknownMember, path, word, [*members, *labels], field=field, advice=advice)


def clause_named(program: Program, label: str) -> Name:
    """A clause by the name that it has, in Chinese by its label."""
    return Name(shown(label), program.kept(ByLabels).clause(label))
