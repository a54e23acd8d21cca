"""What several verbs read: one input from standard input at the most, and several policies on one applicant's facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from ipdsl import compiled
from ipdsl.cli.exit_codes import OK, UNDETERMINED, worst
from ipdsl.cli.findings import fail
from ipdsl.files import STDIN
from ipdsl.library import Policy, PolicyError
from ipdsl.runtime.decision.model import Decision
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.stated import json_file


def refuse_two_streams(*named: str, what: str = "policy and facts") -> None:
    """Wrong use where standard input would be read twice."""
    if named.count(STDIN) > 1:
        raise click.UsageError(f"{what} cannot both be standard input", click.get_current_context())


def settled_under_each(
    names: Sequence[str], verb: str, facts: str, *, year: int | None, as_of: str | None, strict: bool, style: str
) -> tuple[list[Policy], tuple[Decision, ...]] | int:
    """Policies with their decisions on the facts of a file; the exit code where one of them cannot be used."""
    from ipdsl.questions.together import settle_each  # most runs are about one policy

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
        return loaded, settle_each(loaded, json_file(facts), year=year, as_of=as_of, strict=strict)
    except FactsError as error:
        return fail(error.report, error.sources, style=style)


def worst_of(decisions: Iterable[Decision]) -> int:
    """The exit code of several decisions."""
    return worst(UNDETERMINED if decision.is_undetermined else OK for decision in decisions)
