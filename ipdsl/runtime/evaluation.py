"""Evaluates facts to a decision; its parts are computed on first read.

The total is read from the module's emitted total if it can compute it, otherwise from settlement. All other parts are
read from settlement, which runs once and must give the same total. `ipdsl.decision.result` derives every part from that
one settlement. A caller that reads reasons first does not compute the emitted total; a caller that reads only the total
does not compute reasons.

`total` is the least amount due. For a tied set of undetermined claims it uses the lower bound of the set, otherwise the
amounts of the claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from ipdsl.base.findings.finding import InternalError, Report
from ipdsl.base.values.money import Bounds, Money
from ipdsl.base.version import __version__
from ipdsl.decision.decision import Decision, LedgerDifference
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.ir.facts import Facts
from ipdsl.ir.terms import Program
from ipdsl.runtime.loop_values import OpenClaimsError
from ipdsl.schema.values.stated_values import NeedsGeneralPathError

if TYPE_CHECKING:
    from ipdsl.claims.proposer import Proposer
    from ipdsl.decision.decision import Cohort
    from ipdsl.decision.result import EvaluationResult
    from ipdsl.settlement.other_applicants import ExternalMembers


def evaluate(
    program: Program, code: GeneratedFunctions, facts: Facts, *, year: int | None = None, strict: bool = False,
    reopen: int | None = None,
) -> Decision:  # fmt: skip
    """The decision on these facts. `year` reports one year; `strict` assumes nothing about missing facts.

    `reopen` settles all years from that one on again, regardless of the history.
    """
    facts = _facts_for_request(program, facts, year, reopen)
    return _lazy_decision(LazyParts(program, code, facts, year, strict), program, facts)


def evaluate_eagerly(
    program: Program, code: GeneratedFunctions, facts: Facts, *, year: int | None = None, strict: bool = False,
    reopen: int | None = None,
) -> Decision:  # fmt: skip
    """Like `evaluate`, but settle immediately."""
    facts = _facts_for_request(program, facts, year, reopen)
    from ipdsl.decision.pipeline import decide  # totals do not need it

    return _lazy_decision(decide(program, code, facts, year=year, strict=strict), program, facts)


def evaluate_cohort(
    program: Program, code: GeneratedFunctions, cohort: Sequence[Facts], *, year: int | None = None,
    strict: bool = False,
    reopen: int | None = None, places: Sequence[str] = (), external_members: ExternalMembers | None = None,
) -> Cohort:  # fmt: skip
    """The decisions on many applicants together.

    Raises `FactsError` for a repeated applicant or a list above its quota. `places` are the positions of applicants in
    the input, for error messages; by default their indices. `external_members` are members of the cohort that are
    settled elsewhere; with them, `cohort` may be empty.
    """
    from ipdsl.decision.cohort import decide_cohort, looks_across  # most decisions are about one applicant
    from ipdsl.decision.decision import Cohort
    from ipdsl.facts.cohort import check_cohort
    from ipdsl.plain_data.errors.problems import FactsError
    from ipdsl.settlement.other_applicants import NO_EXTERNAL_MEMBERS

    check_cohort(cohort, places, program, external_members)
    cohort = [_facts_for_request(program, facts, year, reopen) for facts in cohort]
    if not program.compute_once(looks_across):
        return Cohort(tuple(evaluate(program, code, facts, year=year, strict=strict) for facts in cohort), ())
    decided = decide_cohort(
        program, code, cohort, year=year, strict=strict, external_members=external_members or NO_EXTERNAL_MEMBERS
    )
    if decided.problems:
        raise FactsError(Report([*decided.problems]))
    decisions = tuple(_lazy_decision(result, program, result.facts) for result in decided.results)
    return Cohort(decisions, decided.notes, decided.compute_budgets)


def _facts_for_request(program: Program, facts: Facts, year: int | None, reopen: int | None) -> Facts:
    """The facts up to at least the requested year, with the years from `reopen` on open again."""
    if reopen is None:
        return facts.extend_to(year, program.fiscal_year)
    if year is not None:
        raise ValueError("all years from the reopened one on are reported: leave `year` out")
    from ipdsl.ledger.reopening import reopen_facts  # few runs reopen a year

    return reopen_facts(program, facts.extend_to(reopen, program.fiscal_year), reopen)


def _lazy_decision(parts: EvaluationResult | LazyParts, program: Program, facts: Facts) -> Decision:
    return Decision.light(
        parts, program.name, program.title, program.document, program.content_hash, __version__, facts.applicant,
        facts.as_of, program.currency,
    )  # fmt: skip


class LazyParts:
    """The parts of a decision before the first read."""

    __slots__ = ("_inputs", "cache")

    def __init__(
        self, program: Program, code: GeneratedFunctions, facts: Facts, year: int | None, strict: bool
    ) -> None:
        self._inputs = program, code, facts, year, strict
        self.cache: dict[str, object] = {}

    def __getattr__(self, name: str) -> object:
        return getattr(self.result, name)

    @property
    def due(self) -> Bounds:
        """The bounds of the amount due; before settlement, the emitted total is tried first."""
        cached = self.cache.get("due")
        if cached is None:
            cached = self.cache.setdefault("due", self._due())
        return cast("Bounds", cached)

    def _due(self) -> Bounds:
        program, _, _, _, strict = self._inputs
        known = None if strict or "result" in self.cache else self._known_total()
        if known is None:
            return self.result.due
        total = Money(known, program.currency)
        return Bounds(total, total)

    def _known_total(self) -> int | None:
        """The emitted total; if claims are open, their proposer is kept for settlement."""
        _, code, facts, year, _ = self._inputs
        try:
            return code.emitted_total(facts, year)
        except OpenClaimsError as error:
            self.cache["proposer"] = error.proposer
        except NeedsGeneralPathError:
            pass
        return None

    @property
    def total(self) -> Money:
        """The least amount due."""
        return self.due.low

    @property
    def difference(self) -> LedgerDifference:
        """The amount due compared with the ledger; without a ledger, all of it is to be paid now."""
        facts = self._inputs[2]
        has_lines = facts.history or facts.reopened is not None
        return self.result.difference if has_lines else LedgerDifference(self.due)

    @property
    def result(self) -> EvaluationResult:
        """The result of settlement. If threads read it at once, all get the result stored first."""
        cached = self.cache.get("result")
        if cached is None:
            cached = self.cache.setdefault("result", self._settle())
        return cast("EvaluationResult", cached)

    def _settle(self) -> EvaluationResult:
        from ipdsl.decision.pipeline import decide  # totals do not need it

        program, code, facts, year, strict = self._inputs
        proposer = cast("Proposer | None", self.cache.pop("proposer", None))
        result = decide(program, code, facts, year=year, strict=strict, proposer=proposer)
        due = self.cache.get("due")
        if due is not None and result.due != due:
            assert isinstance(due, Bounds)
            message = f"settled between {result.due.low} and {result.due.high}"
            raise InternalError(f"{program.name}: the emitted total is {due.low}, {message}")
        return result

    @property
    def is_undetermined(self) -> bool:
        """At least one claim that could pay is undetermined."""
        return self.result.is_undetermined
