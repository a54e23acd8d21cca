"""A compiled policy for use by other programs: reads facts, returns decisions and totals, describes the policy.

A module that `ipdsl compile` wrote ends with an `EmbeddedPolicy`; `ipdsl.driver.library.Policy` extends the same class.
Nothing of the compiler is needed.

`total` and `total_bounds` return the amount due without reasons. A module's emitted total computes it from one
applicant's facts, in minor units, if all facts that it reads are stated as plain values. Otherwise `evaluate` computes
it: slower, but for all facts.

A decision is evaluated from facts, and its parts are computed on first read. The total is read from the module's
emitted total if it can compute it, otherwise from settlement. All other parts are read from settlement, which runs once
and must give the same total. `ipdsl.decision.result` derives every part from that one settlement. A caller that reads
reasons first does not compute the emitted total; a caller that reads only the total does not compute reasons. The total
is the least amount due. For a tied set of undetermined claims it uses the lower bound of the set, otherwise the amounts
of the claims.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

import attrs

from ipdsl.base.findings.finding import InternalError, Report
from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.money import Bounds, Money
from ipdsl.base.version import __version__
from ipdsl.decision.decision import EVERY_YEAR, Cohort, Decision, LedgerDifference, Request
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.facts import FactRef, Facts
from ipdsl.ir.terms import Program
from ipdsl.runtime.emitted_total import OpenClaimsError
from ipdsl.schema.values.value_type import NeedsGeneralPathError

if TYPE_CHECKING:
    from ipdsl.claims.proposer import Proposer
    from ipdsl.decision.result import EvaluationResult
    from ipdsl.facts.objects import ApplicantFacts
    from ipdsl.report.localizer import Localizer
    from ipdsl.settlement.cohort import ExternalMembers


def evaluate(program: Program, code: GeneratedFunctions, facts: Facts, request: Request = EVERY_YEAR) -> Decision:
    """The decision on these facts."""
    facts = _facts_for_request(program, facts, request)
    return _lazy_decision(LazyParts(program, code, facts, request), program, facts)


def evaluate_eagerly(
    program: Program, code: GeneratedFunctions, facts: Facts, request: Request = EVERY_YEAR
) -> Decision:
    """Like `evaluate`, but settle immediately."""
    facts = _facts_for_request(program, facts, request)
    from ipdsl.decision.pipeline import decide  # totals do not need it

    return _lazy_decision(decide(program, code, facts, request), program, facts)


def evaluate_cohort(
    program: Program, code: GeneratedFunctions, cohort: Sequence[Facts], request: Request = EVERY_YEAR, *,
    places: Sequence[str] = (), external_members: ExternalMembers | None = None,
) -> Cohort:  # fmt: skip
    """The decisions on many applicants together.

    Raises `FactsError` for a repeated applicant or a list above its quota. `places` are the positions of applicants in
    the input, for error messages; by default their indices. `external_members` are members of the cohort that are
    settled elsewhere; with them, `cohort` may be empty.
    """
    from ipdsl.decision.cohort import decide_cohort, looks_across  # most decisions are about one applicant
    from ipdsl.facts.cohort import check_cohort
    from ipdsl.plain_data.errors import FactsError
    from ipdsl.settlement.cohort import NO_EXTERNAL_MEMBERS

    check_cohort(cohort, places, program, external_members)
    cohort = [_facts_for_request(program, facts, request) for facts in cohort]
    if not program.compute_once(looks_across):
        return Cohort(
            tuple(_lazy_decision(LazyParts(program, code, facts, request), program, facts) for facts in cohort), ()
        )
    decided = decide_cohort(program, code, cohort, request, external_members or NO_EXTERNAL_MEMBERS)
    if decided.problems:
        raise FactsError(Report([*decided.problems]))
    decisions = tuple(_lazy_decision(result, program, result.facts) for result in decided.results)
    return Cohort(decisions, decided.notes, decided.compute_budgets)


def _facts_for_request(program: Program, facts: Facts, request: Request) -> Facts:
    """The facts up to at least the requested year, with the years from `reopen` on open again."""
    year, reopen = request.year, request.reopen
    if reopen is None:
        return facts.extend_to(year, program.fiscal_year)
    if year is not None:
        raise ValueError("all years from the reopened one on are reported: leave `year` out")
    from ipdsl.ledger.lines import reopen_facts  # few runs reopen a year

    return reopen_facts(program, facts.extend_to(reopen, program.fiscal_year), reopen)


def _lazy_decision(parts: EvaluationResult | LazyParts, program: Program, facts: Facts) -> Decision:
    return Decision.light(
        parts, program.name, program.title, program.document, program.content_hash, __version__, facts.applicant,
        facts.as_of, program.currency,
    )  # fmt: skip


@attrs.define(eq=False, repr=False)
class LazyParts:
    """The parts of a decision before the first read."""

    _program: Program
    _code: GeneratedFunctions
    _facts: Facts
    _request: Request
    cache: dict[str, object] = attrs.field(init=False, factory=dict)

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
        known = None if self._request.strict or "result" in self.cache else self._known_total()
        if known is None:
            return self.result.due
        total = Money(known, self._program.currency)
        return Bounds(total, total)

    def _known_total(self) -> int | None:
        """The emitted total; if claims are open, their proposer is kept for settlement."""
        try:
            return self._code.emitted_total(self._facts, self._request.year)
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
        has_lines = self._facts.history or self._facts.reopened is not None
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

        proposer = cast("Proposer | None", self.cache.pop("proposer", None))
        result = decide(self._program, self._code, self._facts, self._request, proposer)
        due = self.cache.get("due")
        if due is not None and result.due != due:
            assert isinstance(due, Bounds)
            message = f"settled between {result.due.low} and {result.due.high}"
            raise InternalError(f"{self._program.name}: the emitted total is {due.low}, {message}")
        return result

    @property
    def is_undetermined(self) -> bool:
        """At least one claim that could pay is undetermined."""
        return self.result.is_undetermined


class Undetermined(Exception):  # noqa: N818  (the name that the library promises)
    """The total is not known. `facts` are the missing facts, `bounds` the least and greatest possible total."""

    def __init__(self, facts: tuple[FactRef, ...], bounds: Bounds) -> None:
        super().__init__(facts, bounds)
        self.facts = facts
        self.bounds = bounds

    def __str__(self) -> str:
        high = "without limit" if self.bounds.high is None else str(self.bounds.high)
        named = ", ".join(ref.path for ref in self.facts) or "facts that were not stated"
        return f"between {self.bounds.low} and {high}, depending on {named}"


# ---------------------------------------------------------------------------------------------- totals


def total(code: GeneratedFunctions, facts: Facts, year: int | None = None) -> Money:
    """The money paid in all years, or in one; raises `Undetermined` if missing facts affect it."""
    facts = facts.extend_to(year, code.program.fiscal_year)
    known = code.known_total(facts, year)
    if known is not None:
        return Money(known, code.program.currency)
    decision = _decision(code, facts, year)
    if not decision.due.is_point:
        raise Undetermined(_open_facts(decision), decision.due)
    return decision.due.low


def total_bounds(code: GeneratedFunctions, facts: Facts, year: int | None = None) -> Bounds:
    """The least and the greatest possible amount due; equal if nothing is open."""

    facts = facts.extend_to(year, code.program.fiscal_year)
    known = code.known_total(facts, year)
    if known is not None:
        sum_ = Money(known, code.program.currency)
        return Bounds(sum_, sum_)
    return _decision(code, facts, year).due


def _decision(code: GeneratedFunctions, facts: Facts, year: int | None) -> Decision:
    return evaluate_eagerly(code.program, code, facts, Request(year))


def _open_facts(decision: Decision) -> tuple[FactRef, ...]:
    facts = [missing.ref for missing in decision.missing]
    facts += [ref for claim in decision.claims if not claim.bounds.is_point for ref in claim.missing]
    return tuple(sorted(set(facts)))


Plain: TypeAlias = "Facts | Mapping[str, object] | ApplicantFacts | str | bytes"
"""Validated facts, a plain dict, typed facts, or JSON text."""


class PolicyDescription:
    """A policy that can be settled: its description and its totals."""

    def __init__(self, code: GeneratedFunctions) -> None:
        self.code = code

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    @property
    def program(self) -> Program:
        """The part of the policy that settlement reads: clauses, rules, vocabulary. Frozen data."""
        return self.code.program

    @property
    def name(self) -> str:
        """The name after `policy`, such as `shaoguan_2021`; `draft` for a draft page."""
        return self.program.name

    @property
    def title(self) -> str:
        """The title after the name; empty if the page has no title."""
        return self.program.title

    @property
    def document(self) -> str:
        """The number of the official text; empty for a draft page."""
        return self.program.document

    @property
    def effective(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day of the window; `None` if it has no start or end."""
        return self.program.window.start, self.program.window.end

    @property
    def currency(self) -> str:
        """The code of the currency in which the policy pays, such as `CNY`."""
        return self.program.currency

    @property
    def content_hash(self) -> str:
        """SHA-256 of the page and of everything it uses."""
        return self.program.content_hash

    def facts_schema(self, *, openapi: bool = False, language: str = "en") -> dict[str, object]:
        """The JSON Schema (2020-12) of the facts, with labels; with `zh` for facts written with Chinese labels.

        With `openapi`, the schemas for `components/schemas` of an OpenAPI document, by name: the schema named by
        `facts_schema_name`, and the schemas that it references. Names of different policies differ.
        """
        from ipdsl.facts.json_schema import facts_schema

        return facts_schema(self.program, openapi=openapi, language=Language(language))

    def facts_schema_name(self, language: str = "en") -> str:
        """The name of the facts in `facts_schema(openapi=True)`, such as `shaoguan_2021-Facts`."""
        from ipdsl.facts.json_schema import facts_name

        return facts_name(self.program, Language(language))

    def teller(self, language: str) -> Localizer:
        """The localizer of decisions for `to_json`, in a language: `en` or `zh`; others raise `ValueError`."""
        from ipdsl.report.localizer import localizer_of

        return localizer_of(self.program, Language(language))


class EmbeddedPolicy(PolicyDescription):
    """A compiled policy, ready to settle any number of applicants."""

    # ------------------------------------------------------------------------------------------ operations

    def read_facts(self, facts: Plain) -> Facts:
        """Validate facts, which can then be settled repeatedly; `FactsError` has every problem with its path."""
        if isinstance(facts, Facts):
            return facts
        from ipdsl.facts.reader import read_facts_with_series  # validated facts do not need it

        return read_facts_with_series(_plain(facts), self.program)

    def evaluate(
        self, facts: Plain, *, year: int | None = None, strict: bool = False, history: object = None,
        reopen: int | None = None,
    ) -> Decision:  # fmt: skip
        """The decision with all reasons; `year` reports one year, `strict` assumes nothing about missing facts.

        `history` is the ledger of earlier years as plain data: its lines, or a decision in JSON form. `reopen` settles
        all years from that one on again.
        """
        request = Request(year, strict=strict, reopen=reopen)
        return evaluate(self.program, self.code, self._facts_with_history(facts, history), request)

    def _facts_with_history(self, facts: Plain, history: object) -> Facts:
        if history is None:
            return self.read_facts(facts)
        from ipdsl.facts.reader import read_facts_with_series
        from ipdsl.ledger.ledger_file import facts_with_ledger  # most facts state their history

        if isinstance(facts, Facts):
            raise ValueError("facts that were read before state their history themselves")
        data = _plain(facts)
        return read_facts_with_series(
            facts_with_ledger(data, history, self.program) if isinstance(data, Mapping) else data, self.program
        )

    def evaluate_cohort(
        self, cohort: Iterable[Plain], *, year: int | None = None, strict: bool = False, history: object = None,
        reopen: int | None = None,
    ) -> Cohort:  # fmt: skip
        """The decisions on many applicants together, with ranks, quotas and caps across applicants.

        `history` is the ledger of all. Its lines about applicants outside the cohort count too.
        """
        if history is None:
            read = [self.read_facts(facts) for facts in cohort]
        else:
            from ipdsl.ledger.ledger_file import ReadLedger, facts_with_other_lines  # most facts state theirs

            history = ReadLedger.of(history, self.program, accept_modified=False)
            stated = [self._facts_with_history(facts, history) for facts in cohort]
            read = facts_with_other_lines(stated, history, self.program, together=True)
        return evaluate_cohort(self.program, self.code, read, Request(year, strict=strict, reopen=reopen))

    def total(self, facts: Plain, year: int | None = None) -> Money:
        """The money paid in all years of the facts or in one; raises `Undetermined` if missing facts affect it."""
        return total(self.code, facts if type(facts) is Facts else self.read_facts(facts), year)

    def total_bounds(self, facts: Plain, year: int | None = None) -> Bounds:
        """The least and the greatest possible amount due."""
        return total_bounds(self.code, self.read_facts(facts), year)


def _plain(facts: Mapping[str, object] | ApplicantFacts | str | bytes) -> object:
    """Facts as plain data, not validated yet."""
    if isinstance(facts, str | bytes):
        from ipdsl.plain_data.strict_json import loads

        return loads(facts)
    return facts if isinstance(facts, Mapping) else facts.to_plain()
