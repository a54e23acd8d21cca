"""What several verbs read: one input from standard input at the most, and several policies on one applicant's facts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

import click

from ipdsl import compiled
from ipdsl.cli import days
from ipdsl.cli.exit_codes import OK, UNDETERMINED, worst
from ipdsl.cli.findings import fail
from ipdsl.diagnostics.model import Report
from ipdsl.errors import OtherVocabulary
from ipdsl.files import STDIN
from ipdsl.library import Policy, PolicyError
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.stated import HistoryLike, facts_file, history_file, series_file


def refuse_two_streams(*named: str | None, what: str = "policy, facts, history and series") -> None:
    """Wrong use where standard input would be read twice."""
    if named.count(STDIN) > 1:
        raise click.UsageError(f"only one of {what} can be standard input", click.get_current_context())


def refuse_stream(option: str, where: str | None) -> None:
    """Wrong use where a file is asked for and `-` is given: standard output holds the result."""
    if where == STDIN:
        told = f"{option} names a file; standard output holds the result"
        raise click.UsageError(told, click.get_current_context())


def refuse_twice(named: Iterable[str]) -> None:
    """Wrong use where one file is given twice."""
    seen: set[str] = set()
    for name in named:
        where = os.path.realpath(name)
        if where in seen:
            raise click.UsageError(f"`{name}` is given twice", click.get_current_context())
        seen.add(where)


def ledger_of(where: str | None, policy: Policy) -> HistoryLike | None:
    """The lines of a file of `--history`; what is wrong with its head names the file."""
    if where is None:
        return None
    ledger = history_file(where)
    from ipdsl.runtime.reading.ledger_file import lines_of  # most runs have no such file

    _check_file(where, lambda: lines_of(ledger, policy.program))
    return ledger


def series_of(where: str | None, policy: Policy) -> object:
    """The values of a file of `--series`; what is wrong with them names the file."""
    if where is None:
        return None
    series = series_file(where)
    from ipdsl.runtime.reading.published import read_published  # most runs have no such file

    _check_file(where, lambda: read_published(series, policy.program))
    return series


def _check_file(where: str, read: Callable[[], object]) -> None:
    from ipdsl.runtime.reading.cohort import told_at

    try:
        read()
    except FactsError as error:
        raise FactsError(Report(told_at(error.report, where)), error.sources) from None


def settled_under_each(
    names: Sequence[str], verb: str, facts: str, *, year: int | None, as_of: str | None, strict: bool, style: str
) -> tuple[list[Policy], tuple[Decision, ...]] | int:
    """Policies with their decisions on the facts of a file; the exit code where one of them cannot be used."""
    from ipdsl.questions.several_policies import settle_each  # most runs are about one policy

    refuse_twice(names)
    days.refuse_later(year, as_of)
    loaded: list[Policy] = []
    codes: list[int] = []
    for name in names:
        try:
            loaded.append(Policy(compiled.policy(name, verb)))
        except PolicyError as error:
            codes.append(fail(error.report, error.sources, style=style))
    if codes:
        return worst(codes)
    try:
        stated = facts_file(facts)
        try:
            return loaded, settle_each(loaded, stated, year=year, as_of=as_of, strict=strict)
        except FactsError:
            if (other := _other_words(loaded)) is None:
                raise
            return fail([other], style=style)
    except FactsError as error:
        return fail(error.report, error.sources, style=style)


def _other_words(loaded: Sequence[Policy]) -> OtherVocabulary | None:
    """That two of the policies do not speak the same words: facts in those of one cannot be read by the other."""
    first, *rest = loaded
    words = first.program.schema.name
    for other in rest:
        if other.program.schema.name != words:
            return OtherVocabulary(one=first.name, words=words, other=other.name, others=other.program.schema.name)
    return None


def worst_of(decisions: Iterable[Decision]) -> int:
    """The exit code of several decisions."""
    return worst(UNDETERMINED if decision.is_undetermined else OK for decision in decisions)
