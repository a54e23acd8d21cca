"""Every case of the open facts of a tied set, settled over all years.

The first open fact (in the order of references) gets each of its values, then the next one, until no fact is open. One
course then settles the claims of all cases. `NotEnumerableError`: the values of a fact cannot be listed.
`BudgetExhaustedError`: the work exceeds the budget of the set. The budget is a constant number of steps. It does not
depend on other records, the clock or the order of facts.

The claims of the open seeds of a tied set, case after case.

Input: assumed values of open facts. Output: the claims of each seed under them. Cases differ in few values, and most
seeds depend on few facts. So a seed is proposed again only for values that were not assumed for its facts before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from math import prod
from typing import NamedTuple, TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.claims.claim import Candidate
from ipdsl.claims.proposer import ClaimSource, Proposer
from ipdsl.engine.aggregates import records_examined
from ipdsl.engine.operations import MOST_NAMED
from ipdsl.engine.situation import members_of
from ipdsl.ir.facts import FactRef
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import TriggerKind
from ipdsl.schema.values.value_type import Fact
from ipdsl.settlement.effects import SettledClaim, outcome_of

AssumedFacts = Mapping[FactRef, Fact]


class RecordedAssumptions(Mapping[FactRef, Fact]):
    """The assumed values of one case. `read` are the facts whose values were read."""

    __slots__ = ("_values", "read")

    def __init__(self, values: AssumedFacts) -> None:
        self._values, self.read = values, set[FactRef]()

    def __getitem__(self, ref: FactRef) -> Fact:
        value = self._values[ref]
        self.read.add(ref)
        return value

    def __contains__(self, ref: object) -> bool:
        if ref not in self._values:
            return False
        self.read.add(ref)  # type: ignore[arg-type]  # a key of the values
        return True

    def __iter__(self) -> Iterator[FactRef]:
        self.read.update(self._values)
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


@attrs.frozen(eq=False, repr=False)
class SeedClaims:
    """The claims of one seed, made from the values `taken`.

    `facts` are the open facts on which they depend, `waiting` those of them that must be settled. Claims that depend on
    very many facts do not name all (`names_all`).
    """

    claims: list[Candidate]
    taken: AssumedFacts
    facts: frozenset[FactRef]
    waiting: frozenset[FactRef]
    names_all: bool

    def depends_on(self, ref: FactRef) -> bool:
        """Whether a fact may change a claim."""
        return ref in self.facts or not self.names_all

    def holds_under(self, assumed: AssumedFacts) -> bool:
        """Whether the claims are the same under these values."""
        return self.names_all and self.facts.isdisjoint(assumed) and self.taken.items() <= assumed.items()


@attrs.frozen(eq=False, repr=False)
class SeedsInCase:
    """The claims of all open seeds under some values; `is_complete`: all of them were proposed under these values.

    `records_examined` is the number of records that were looked at for it, of sets or to count them.
    """

    seeds: list[SeedClaims]
    records_examined: int
    is_complete: bool

    @property
    def claims(self) -> list[Candidate]:
        """The claims, in the order of the seeds."""
        return [claim for seed in self.seeds for claim in seed.claims]

    @property
    def waiting(self) -> frozenset[FactRef]:
        """The facts that must be settled."""
        return frozenset[FactRef]().union(*[seed.waiting for seed in self.seeds])


MOST_KEPT = 8
"""The number of earlier proposals of a seed that are kept."""


@attrs.frozen(eq=False, repr=False)
class OpenSeeds:
    """The open seeds of a tied set. `key_facts` are facts of keys that must be settled."""

    proposer: Proposer
    sources: list[ClaimSource]
    key_facts: frozenset[FactRef]
    _earlier: dict[int, list[SeedClaims]] = attrs.field(factory=dict)
    """The earlier proposals of each seed, the latest first."""

    def propose(self, assumed: AssumedFacts) -> SeedsInCase:
        """The claims of all seeds, each proposed under these values."""
        return self._complete(assumed, [None] * len(self.sources))

    def with_nothing(self, claims: list[Candidate]) -> SeedsInCase:
        """The claims without any assumed value, together: they name the facts that must be settled."""
        return SeedsInCase([self._seed_claims(claims, {})], 0, is_complete=False)

    def with_value(self, before: SeedsInCase, newest: FactRef, assumed: AssumedFacts) -> SeedsInCase:
        """The claims under these values. All values except `newest` were already assumed in `before`.

        Claims that do not depend on `newest` are kept. Other seeds take an earlier proposal with the same values, if
        any. Claims that were proposed without assumed values are not kept: states were tried on fewer days there.
        """
        seeds: list[SeedClaims | None] = [None] * len(self.sources)
        if len(assumed) > 1:
            seeds = [None if seed.depends_on(newest) else seed for seed in before.seeds]
        return self._complete(
            assumed, [seed or self._earlier_claims(number, assumed) for number, seed in enumerate(seeds)]
        )

    def _earlier_claims(self, number: int, assumed: AssumedFacts) -> SeedClaims | None:
        return next((seed for seed in self._earlier.get(number, ()) if seed.holds_under(assumed)), None)

    def _complete(self, assumed: AssumedFacts, seeds: list[SeedClaims | None]) -> SeedsInCase:
        """The claims of all seeds; those that are not known (`None`) are proposed."""
        known = [seed for seed in seeds if seed is not None]
        if len(known) == len(seeds):
            return SeedsInCase(known, 0, is_complete=False)
        values = RecordedAssumptions(assumed)
        here = self.proposer.with_assumptions(values)
        complete: list[SeedClaims] = []
        for number, (source, seed) in enumerate(zip(self.sources, seeds, strict=True)):
            if seed is None:
                seed = self._seed_claims(here.candidates(source), {ref: assumed[ref] for ref in values.read})
                if assumed and seed.names_all:
                    earlier = self._earlier.setdefault(number, [])
                    earlier.insert(0, seed)
                    del earlier[MOST_KEPT:]
            complete.append(seed)
        kinds = [
            source.clause.trigger.record
            for source, seed in zip(self.sources, seeds, strict=True)
            if seed is None and source.clause.trigger.kind is TriggerKind.SET
        ]
        records = records_examined(here.situation) + sum(len(here.situation.records(kind).members) for kind in kinds)
        return SeedsInCase(complete, records, is_complete=not known)

    def _seed_claims(self, claims: list[Candidate], taken: AssumedFacts) -> SeedClaims:
        facts = frozenset[FactRef]().union(*[claim.facts for claim in claims])
        of_keys = {ref for claim in claims for ref in claim.unknown_keys.values()}
        names_all = all(len(claim.facts) < MOST_NAMED for claim in claims)
        return SeedClaims(claims, taken, facts | of_keys, facts | (of_keys & self.key_facts), names_all)


MAX_STEPS = 4096
"""The budget of a tied set: a step proposes or settles a claim in one case, or compares two claims."""

RECORDS_PER_STEP = 8
"""The number of records of a set or a count that are read in a step, or of open facts that are checked in it."""

PAIRS_PER_STEP = 16
"""The number of cases that count as one step."""


class BudgetExhaustedError(Exception):
    """The work exceeds the budget."""


class NotEnumerableError(Exception):
    """The cases cannot be listed."""


@attrs.frozen(eq=False, repr=False)
class ClaimVerdict:
    """The result of a claim. `settled` None: it is undetermined, or (`claim` set) ended at a gate in every case.

    `span` has the bounds of its payment in minor units, `open_facts` the facts that would settle it. `is_exact`: both
    bounds of an undetermined claim can be reached.
    """

    settled: SettledClaim | None
    span: tuple[int, int | None]
    open_facts: frozenset[FactRef]
    is_exact: bool = True
    claim: Candidate | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is undetermined. Then no amount counts as paid."""
        return self.settled is None and self.claim is None

    @property
    def is_certain(self) -> bool:
        """Whether it is settled, and nothing open changes its payment."""
        return self.settled is not None and self.span == (self.settled.paid, self.settled.paid)


CaseResult = tuple[Outcome | None, int, int, int]
"""The outcome of a claim in one case, then its amounts: paid, carried, lapsed."""

NOTHING = (0, 0)
"""Nothing at both ends; nothing carried and nothing lapsed."""

_ABSENT: CaseResult = (None, 0, *NOTHING)


class ProposedCase(NamedTuple):
    """A case before it is settled: the assumed values, and the claims of the open seeds."""

    assumptions: AssumedFacts
    claims: list[Candidate]


@attrs.frozen(eq=False, repr=False)
class FactsCase:
    """A settled case: assumed values, the result of each claim, and payments of the reported years in minor units."""

    assumptions: AssumedFacts
    settled_claims: Mapping[object, SettledClaim]
    ended_claims: Mapping[object, Candidate]
    total: int

    def result(self, key: object) -> CaseResult:
        """The result of the claim with this identity."""
        if key in self.settled_claims:
            settled_claim = self.settled_claims[key]
            return (
                outcome_of(settled_claim),
                settled_claim.paid,
                *(
                    NOTHING
                    if settled_claim.carry is None
                    else (settled_claim.carry.remaining, settled_claim.carry.lapsed)
                ),
            )
        if key in self.ended_claims:
            return self.ended_claims[key].outcome, 0, *NOTHING
        return _ABSENT


@attrs.frozen(eq=False, repr=False)
class Cases:
    """All cases of a tied set."""

    cases: tuple[FactsCase, ...]
    base: frozenset[object] = frozenset()  # the identities of the claims without assumed values

    @cached_property
    def facts(self) -> frozenset[FactRef]:
        """The facts with assumed values."""
        return frozenset().union(*(case.assumptions for case in self.cases))

    def verdict(self, claim: Candidate) -> ClaimVerdict:
        """The result of a claim over all cases."""
        key = claim.identity
        results = [case.result(key) for case in self.cases]
        if all(result == _ABSENT for result in results):
            return self._absent_verdict(claim)
        paid = [result[1] for result in results]
        span = (min(paid), max(paid))
        if len(set(results)) == 1 and results[0] != _ABSENT:
            first = self.cases[0]
            settled, ended = first.settled_claims.get(key), first.ended_claims.get(key)
            return ClaimVerdict(settled, span, frozenset(), claim=ended)
        asks = frozenset(ref for ref, pairs in self.pairs.items() if any(results[a] != results[b] for a, b in pairs))
        if _ABSENT in results and claim.clause.trigger.kind is TriggerKind.SET and self._has_heir(claim):
            asks |= claim.unstated_facts | frozenset(
                claim.unknown_keys.values()
            )  # a claim that no gate stops needs its key
        return ClaimVerdict(None, span, asks)

    def _is_heir(self, claim: Candidate, key: object, other: Candidate) -> bool:
        """Whether another claim of the clause and year replaces one that is in no case."""
        return key not in self.base and other.clause is claim.clause and other.year == claim.year

    def _has_heir(self, claim: Candidate) -> bool:
        return any(
            self._is_heir(claim, key, other)
            for case in self.cases
            for key, other in (
                *((key, settled_claim.claim) for key, settled_claim in case.settled_claims.items()),
                *case.ended_claims.items(),
            )
        )

    def _absent_verdict(self, claim: Candidate) -> ClaimVerdict:
        """A claim that is in no case: a set with an open key becomes sets of known keys, and needs the key.

        A state that cannot mature is in no case either: it needs no fact. The claim of its last year, which every case
        has, reports it (`claim`, unless it is a separate claim).
        """
        if self._has_heir(claim):
            asks = claim.unstated_facts | frozenset(claim.unknown_keys.values())
            sums = [
                sum(
                    settled_claim.paid
                    for key, settled_claim in case.settled_claims.items()
                    if self._is_heir(claim, key, settled_claim.claim)
                )
                for case in self.cases
            ]
            return ClaimVerdict(None, (min(sums), max(sums)), asks)
        last = next(
            (
                other
                for key, other in self.cases[0].ended_claims.items()
                if key not in self.base
                and (other.clause, other.item, other.record) == (claim.clause, claim.item, claim.record)
            ),
            None,
        )
        return ClaimVerdict(None, NOTHING, frozenset(), claim=last)

    def worth(self, ref: FactRef) -> int:
        """The greatest change of the total by this fact alone. It is 0 if only parts of the total change."""
        return max((abs(self.cases[a].total - self.cases[b].total) for a, b in self.pairs[ref]), default=0)

    @cached_property
    def pairs(self) -> dict[FactRef, list[tuple[int, int]]]:
        """For each fact, the cases (by number) that differ in it and in no other fact."""
        pairs: dict[FactRef, list[tuple[int, int]]] = {ref: [] for ref in self.facts}
        if all(len(case.assumptions) == len(self.facts) for case in self.cases):  # each case has all of them
            for ref in self.facts:
                other_facts = [fact for fact in self.facts if fact != ref]
                by_values = values_by_key(
                    (tuple([case.assumptions[fact] for fact in other_facts]), number)
                    for number, case in enumerate(self.cases)
                )
                pairs[ref] = [pair for numbers in by_values.values() for pair in combinations(numbers, 2)]
            return pairs
        for (a, first), (b, second) in combinations(enumerate(self.cases), 2):
            differ = [ref for ref, value in first.assumptions.items() if second.assumptions.get(ref, value) != value]
            if len(differ) == 1:
                pairs[differ[0]].append((a, b))
        return pairs


def settle_every_case(
    proposer: Proposer,
    sources: list[ClaimSource],
    stated: list[Candidate],
    known: list[Candidate],
    key_facts: frozenset[FactRef],
    settle: Callable[[Sequence[ProposedCase]], list[list[SettledClaim]]],
    total: Callable[[list[SettledClaim]], int],
    rooms: frozenset[FactRef] = frozenset(),
) -> Cases:
    """The cases of the open seeds, with the claims that are known: all are proposed, then `settle` settles them.

    `stated` are the claims of the open seeds without assumed values. `key_facts` are facts of keys that must be
    settled, `rooms` the facts on which the amount left by caps depends.
    """
    if _least_steps(proposer, stated, len(known)) > MAX_STEPS:
        raise BudgetExhaustedError
    cases: list[ProposedCase] = []
    left = MAX_STEPS

    def spend(steps: int) -> None:
        nonlocal left
        left -= steps
        if left < 0:
            raise BudgetExhaustedError

    open_seeds = OpenSeeds(proposer, sources, key_facts)
    open_cases: list[_OpenCase] = [({}, None)]
    while open_cases:
        assumed, change = open_cases.pop()
        here = open_seeds.with_nothing(stated) if change is None else open_seeds.with_value(*change, assumed)
        waiting = sorted((here.waiting | rooms) - set(assumed))
        if not (waiting or cases or here.is_complete):  # decisions show the claims of the first case
            here = open_seeds.propose(assumed)
            waiting = sorted((here.waiting | rooms) - set(assumed))
        claims = here.claims
        spend(len(claims) + (here.records_examined + len(waiting)) // RECORDS_PER_STEP)
        if waiting:
            newest = waiting[0]
            members = members_of(proposer.program.schema, newest)
            if members is None:
                raise NotEnumerableError
            open_cases += [({**assumed, newest: member}, (here, newest)) for member in reversed(members)]  # type: ignore[dict-item]  # a member is a fact's value
            continue
        spend(len(known) + len(claims) + len(cases) // PAIRS_PER_STEP)
        cases.append(ProposedCase(assumed, claims))
    return Cases(
        tuple(
            FactsCase(
                case.assumptions,
                {settled_claim.claim.identity: settled_claim for settled_claim in settled},
                {claim.identity: claim for claim in case.claims if not claim.is_live},
                total(settled),
            )
            for case, settled in zip(cases, settle(cases), strict=True)
        )
    )


_OpenCase: TypeAlias = "tuple[AssumedFacts, tuple[SeedsInCase, FactRef] | None]"
"""The assumed values; the claims without the newest one, and its fact (`None`: no value is assumed)."""


def _least_steps(proposer: Proposer, stated: list[Candidate], known: int) -> int:
    """A lower bound of the steps of all cases. A claim that waits for one fact is not settled by values of others."""
    single = {
        next(iter(claim.facts))
        for claim in stated
        if len(claim.facts) == 1 and claim.facts.issuperset(claim.unknown_keys.values())
    }
    cases = prod(len(members_of(proposer.program.schema, ref) or ()) for ref in single)
    full = cases // PAIRS_PER_STEP
    return cases * known + full * (full - 1) // 2 * PAIRS_PER_STEP
