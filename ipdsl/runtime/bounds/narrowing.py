"""A tied set that cannot be settled in every case is bounded in each case of its choices and levels.

Whatever the facts turn out to be, one of the cases is theirs, so that the set lies between the least of their lows and
the most of their highs. In a case claims meet fewer rules: one on a level that is known is tied to its own ladder
alone, one that needs a level that it has not is none. What stays open in a case is bounded as a set is otherwise: a
yes or no among it, since a claim at its least is what `no` makes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import TypeAlias

import attrs

from ipdsl.runtime.bounds.ties import Tied, Web, tie
from ipdsl.runtime.clauses.unstated import members_of
from ipdsl.runtime.facts import Fact
from ipdsl.runtime.settlement.claims import INFINITE, Candidate, in_claim_order
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.propose import Seed
from ipdsl.runtime.settlement.settling import Settling
from ipdsl.runtime.terms import TriggerKind
from ipdsl.runtime.unknown import FactRef

MOST_CASES, MOST_CLAIMS = 32, 512
"""So many cases are bounded, and claims over all cases together; facts beyond that stay open."""

_YES_OR_NO = (True, False)

Span: TypeAlias = tuple[int, int | None]
"""The least and the most; `None`: no limit."""

Ends: TypeAlias = tuple[int, int | None, Mapping[int, Span]]
"""The least and the most of a set, and of its claims (by index)."""

Bounding: TypeAlias = Callable[[Settling, Web, Tied, dict[int, Settled]], Ends]
"""How a set is bounded that holds something open."""


def narrowed(
    run: Settling, web: Web, tied: Tied, seeds: list[Seed], bounding: Bounding
) -> tuple[int, int | None, dict[object, Span]] | None:
    """The ends of a set and of its claims (by identity) over the cases that can be listed; `None`: there are none."""
    listed = dict(_listed(run, tied))
    if not listed:
        return None
    kept = {i for i in tied.members if _is_kept(web.claims[i])}
    asking = (i for i in tied.members if i not in kept and (web.claims[i].facts or web.claims[i].unknown_keys))
    open_ = dict.fromkeys(seeds[i] for i in asking)
    known = [(web.claims[i], seeds[i]) for i in tied.members if i in kept or seeds[i] not in open_]
    lows: list[int] = []
    highs: list[int] = []
    spans: list[dict[object, Span]] = []
    for values in product(*listed.values()):
        here = run.proposer.assuming(dict(zip(listed, values, strict=True)))
        case = attrs.evolve(run, proposer=here, rooms=run.rooms.assuming(here.situation))
        pairs = [*known, *((claim, seed) for seed in open_ for claim in here.candidates(seed))]
        pairs = [(claim, seed) for claim, seed in pairs if claim.is_live and not run.is_frozen(claim)]
        low, high, own = _of_case(case, in_claim_order(pairs, lambda pair: pair[0]), bounding)
        lows.append(low)
        highs.append(INFINITE if high is None else high)
        spans.append(own)
    low, high = min(lows), max(highs)
    return low, None if high >= INFINITE else high, dict(_over(spans))


def _is_kept(claim: Candidate) -> bool:
    """Whether no seed gives the claim again: it was carried, or stands for a state in years that a day may bring."""
    return claim.brought is not None or (claim.year is None and claim.clause.trigger.kind is TriggerKind.WHILE)


def _listed(run: Settling, tied: Tied) -> Iterator[tuple[FactRef, tuple[Fact, ...]]]:
    """The facts whose values can be listed, in order, as long as the cases stay few."""
    schema, cases = run.proposer.program.schema, 1
    for ref in sorted(tied.asks):
        values = members_of(schema, ref)
        if values and values != _YES_OR_NO and cases * len(values) <= min(MOST_CASES, MOST_CLAIMS // len(tied.members)):
            cases *= len(values)
            yield ref, values  # type: ignore[misc]  # a member is a fact's value


def _of_case(
    run: Settling, pairs: list[tuple[Candidate, Seed]], bounding: Bounding
) -> tuple[int, int | None, dict[object, Span]]:
    claims = tuple(claim for claim, _ in pairs)
    web = tie(claims, [seed for _, seed in pairs], run.layout, run.memory, run.rooms)
    asked = [(claim, 0 if web.facts_of(i) else claim.low) for i, claim in enumerate(claims)]
    by_id = {id(one.claim): one for one in run.settle(asked)}
    base = {i: by_id[id(claim)] for i, claim in enumerate(claims)}
    spans: dict[object, Span] = {one.claim.identity: (one.paid, one.paid) for one in base.values()}
    inside = {i for tied in web.sets for i in tied.members}
    low = run.total([one for i, one in base.items() if i not in inside])
    high: int | None = low
    for tied in web.sets:
        least, most, own = bounding(run, web, tied, base)
        low, high = low + least, None if high is None or most is None else high + most
        spans |= {claims[i].identity: span for i, span in own.items()}
    return low, high, spans


def _over(spans: list[dict[object, Span]]) -> Iterator[tuple[object, Span]]:
    """The span of each claim over all cases; where it stands in none of a case, it is paid nothing there."""
    for key in dict.fromkeys(key for own in spans for key in own):
        found = [own.get(key, (0, 0)) for own in spans]
        highs = [most for _, most in found]
        yield key, (min(least for least, _ in found), None if None in highs else max(most or 0 for most in highs))
