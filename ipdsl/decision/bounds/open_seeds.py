"""The claims of the open seeds of a tied set, case after case.

Input: assumed values of open facts. Output: the claims of each seed under them. Cases differ in few values, and most
seeds depend on few facts. So a seed is proposed again only for values that were not assumed for its facts before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from ipdsl.claims.claim import Candidate
from ipdsl.claims.proposer import ClaimSource, Proposer
from ipdsl.engine.aggregates import records_examined
from ipdsl.engine.operations import MOST_NAMED
from ipdsl.ir.terms import TriggerKind
from ipdsl.ir.unknown import FactRef
from ipdsl.schema.values.stated_values import Fact

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
