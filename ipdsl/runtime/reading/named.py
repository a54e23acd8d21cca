"""What facts name: clauses of the policy, and members of the levels of its vocabulary.

In: words that were read as texts. Out: findings about those that there are not, with the nearest ones that there are.
"""

from __future__ import annotations

from collections.abc import Collection

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.reading import form_errors, line_errors
from ipdsl.runtime.reading.base import Reading, by_label
from ipdsl.runtime.reading.wording import listed, shown
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Choice


def is_clause(reading: Reading, label: str, path: str) -> bool:
    """Whether a clause of this policy carries that label, which is reported where none does."""
    labels = reading.program.kept(_labels)
    if label in labels:
        return True
    policy, advice = (
        shown(reading.program.name),
        Phrase("its clauses are {labels}", "条款有{labels}", labels=listed(labels)),
    )
    reading.unknown(line_errors.UnknownClause, path, label, labels, policy=policy, advice=advice)
    return False


def _labels(program: Program) -> dict[str, None]:
    return dict.fromkeys(clause.label for clause in program.clauses)


def members_of_levels(program: Program) -> dict[str, None]:
    """The members of all levels of the vocabulary, to be looked up, and in their order."""
    return dict.fromkeys(name for choice in program.schema.choices if choice.ordered for name in choice.names)


def report_member(
    reading: Reading, path: str, field: str, word: str, members: Collection[str], most: int = 12,
    of: Choice | None = None,
) -> None:  # fmt: skip
    """Reports a word that is no member of a choice, or of any where none is named, with so many members at the most."""
    choices = reading.schema.choices if of is None else (of,)
    labels = ((m.name, m.label.zh) for choice in choices for m in choice.members if m.name in members)
    if (name := by_label(word, labels)) is not None:
        advice = Phrase(
            "facts use the names, not the labels: write `{name}`", "事实中写名称，不写中文名：请写`{name}`", name=name
        )
        reading.refuse(form_errors.UnknownMember(path=path, field=field, word=shown(word), advice=advice, nearest=()))
        return
    advice = Phrase("it is one of {members}", "应为其中之一：{members}", members=listed(members, most))
    reading.unknown(form_errors.UnknownMember, path, word, members, field=field, advice=advice)
