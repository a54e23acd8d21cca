"""Settle the facts of one applicant under several policies. Each policy gets the parts that belong to it.

Records, figures and fields belong to all policies, since they share a vocabulary. An approval or a line of the history
belongs to the policies that have its clause. A line that names one of the other policies is left out, because each
policy is settled separately.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ipdsl.base.findings.finding import Report
from ipdsl.base.source import Sources
from ipdsl.decision.decision import Decision
from ipdsl.driver.library import Policy
from ipdsl.ledger.recall import lines_like
from ipdsl.plain_data.context import clause_labels
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import copy_origin
from ipdsl.schema.declarations import Labels


def settle_each(
    policies: Sequence[Policy],
    stated: object,
    *,
    year: int | None = None,
    as_of: str | None = None,
    strict: bool = False,
) -> tuple[Decision, ...]:
    """The decision of each policy. Raises `FactsError` with the problems under all policies, without duplicates."""
    decisions: list[Decision] = []
    problems, sources = Report(), Sources()
    for policy in policies:
        try:
            facts = facts_of_policy(policy, policies, stated)
            decisions.append(policy.evaluate(facts, year=year, as_of=as_of, strict=strict))
        except FactsError as error:
            problems.extend(error.report)
            sources.update(error.sources)
    if len(problems):
        raise FactsError(problems, sources)
    return tuple(decisions)


def facts_of_policy(policy: Policy, policies: Sequence[Policy], stated: object) -> Mapping[str, object]:
    """The facts without the parts that belong only to other policies."""
    if not isinstance(stated, dict):
        return stated  # type: ignore[return-value]  # the reader of facts refuses it with its own finding
    other_policies = [other for other in policies if other is not policy]
    clauses, other_clauses = _clauses(policy), set[str]().union(*map(_clauses, other_policies))
    names = {other.name for other in policies} - {policy.name}

    def is_foreign(word: str) -> bool:
        if word in clauses or word in other_clauses:
            return word not in clauses
        return word not in _labels(policy) and any(word in _labels(other) for other in other_policies)

    policy_facts = dict(stated)
    moved: dict[str, str | None] = {}
    for part in ("approvals", "history"):
        if isinstance(entries := stated.get(part), list):
            positions = [
                index for index, entry in enumerate(entries) if not _is_foreign(entry, is_foreign, names, policy.name)
            ]
            policy_facts[part] = lines_like(entries, (entries[index] for index in positions))
            moved |= {f"$.{part}[{number}]": f"$.{part}[{index}]" for number, index in enumerate(positions)}
    return copy_origin(stated, policy_facts, moved)


def _clauses(policy: Policy) -> set[str]:
    """The names and labels of the clauses of a policy that lines may use."""
    return {*policy.clauses, *_labels(policy)}


def _labels(policy: Policy) -> Labels:
    """The labels of its clauses, which are also looked up in other case."""
    return policy.program.compute_once(clause_labels)


def _is_foreign(entry: object, is_foreign: Callable[[str], bool], names: set[str], policy_name: str) -> bool:
    if not isinstance(entry, dict):
        return False
    line_policy = entry.get("policy")
    if line_policy not in (None, ""):
        return line_policy in names
    clause = entry.get("clause")
    return isinstance(clause, str) and is_foreign(clause)
