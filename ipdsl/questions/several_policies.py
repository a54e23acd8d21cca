"""One applicant's facts under several policies: each policy gets what belongs to it.

Records, figures and fields belong to all, since the policies share a vocabulary. An approval or a line of the history
belongs to the policies that know its clause. A line that names one of the other policies is left out, because each
policy is settled as if it stood alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipdsl.diagnostics.model import Report
from ipdsl.library import Policy
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.labels import of_clauses
from ipdsl.runtime.reading.remarked import with_remarks_of


def settle_each(
    policies: Sequence[Policy],
    stated: object,
    *,
    year: int | None = None,
    as_of: str | None = None,
    strict: bool = False,
) -> tuple[Decision, ...]:
    """The decision of each policy; `FactsError` holds the problems of the facts under all of them, each once."""
    decisions: list[Decision] = []
    problems = Report()
    for policy in policies:
        try:
            facts = of_policy(policy, policies, stated)
            decisions.append(policy.evaluate(facts, year=year, as_of=as_of, strict=strict))
        except FactsError as error:
            problems.extend(error.report)
    if len(problems):
        raise FactsError(problems)
    return tuple(decisions)


def of_policy(policy: Policy, policies: Sequence[Policy], stated: object) -> Mapping[str, object]:
    """The facts without what belongs only to other policies."""
    if not isinstance(stated, dict):
        return stated  # type: ignore[return-value]  # the reader of facts refuses it, with its own words
    foreign = {label for other in policies if other is not policy for label in _clauses(other)} - _clauses(policy)
    names = {other.name for other in policies} - {policy.name}
    kept = dict(stated)
    for part in ("approvals", "history"):
        if isinstance(entries := stated.get(part), list):
            kept[part] = [entry for entry in entries if not _is_foreign(entry, foreign, names, policy.name)]
    return with_remarks_of(stated, kept)


def _clauses(policy: Policy) -> set[str]:
    """What lines may call the clauses of a policy."""
    return {*policy.clauses, *policy.program.kept(of_clauses)}


def _is_foreign(entry: object, labels: set[str], names: set[str], own: str) -> bool:
    if not isinstance(entry, dict):
        return False
    named = entry.get("policy")
    if named not in (None, "", own):
        return named in names
    return entry.get("clause") in labels
