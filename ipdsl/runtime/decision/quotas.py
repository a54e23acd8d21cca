"""Quotas over the records of a cohort: a check on the bureau's list, or a selection by score.

docs/settlement.md says what each does: "Many applicants".
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from operator import itemgetter
from typing import TypeAlias

import attrs

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import Phrase, Sentence, joined
from ipdsl.runtime.kernel.recall import Held
from ipdsl.runtime.kernel.selection import LEFT_OUT, OPEN, is_contested, selected
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading import cohort_errors as e
from ipdsl.runtime.reasons import QUOTA, Place, Score, reason
from ipdsl.runtime.settlement.besides import NOBODY, Besides, Entry
from ipdsl.runtime.settlement.candidate import keys_of
from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of, ordered
from ipdsl.runtime.terms import Quota
from ipdsl.runtime.unknown import NONE, FactRef, Open

Own: TypeAlias = "tuple[str, list[Candidate]]"
"""An applicant with its claims."""

Scored: TypeAlias = "tuple[bool, int | Fraction]"
"""Whether a record has a score at all, and the score."""


@attrs.define(eq=False, repr=False)
class _Entry:
    """A record on the list, with its claims and its score (`None`: not stated)."""

    applicant: str
    claims: list[Candidate]
    score: Scored | None = None
    paid: str = ""
    """The item, where a line of the ledger alone tells of the record."""
    besides: Entry | None = None
    """The record, where its applicant is settled elsewhere: all is known of it."""

    @property
    def is_sure(self) -> bool:
        return bool(self.paid or self.besides) or any(not claim.facts for claim in self.claims)

    @property
    def competes(self) -> bool:
        """Whether it surely takes part in a selection, which hangs on no approval."""
        if self.besides is not None:
            return True
        return any(all(ref.group == "approval" for ref in claim.facts) for claim in self.claims)

    @property
    def item(self) -> str:
        return self.besides.item if self.besides is not None else self.paid or self.claims[0].item

    @property
    def order(self) -> tuple[object, ...]:
        """Where it stands in claim order, that of its first claim; of equals the applicant first by its name."""
        return (self.besides.order if self.besides is not None else self.claims[0].order), self.applicant


def apply_quota(
    place: int, quota: Quota, owns: Iterable[Own], held: Iterable[Held], notes: list[Phrase],
    problems: list[Diagnostic], besides: Besides = NOBODY,
) -> None:  # fmt: skip
    """Stops the claims that a selection leaves out; a list that does not keep to its quota is a problem, or noted.

    `held` are the lines of applicants who claim nothing here; `besides` those who are settled elsewhere, and are told
    what becomes of their records. `place` is the number of the quota.
    """
    listed = _listed(quota, owns)
    for group, others in besides.listed(place).items():
        entries = [_Entry(one.applicant, [], one.score, besides=one) for one in others]
        listed[group] = sorted([*listed.get(group, ()), *entries], key=_order_of)
    told: set[tuple[Group, str, str]] = set()
    for one in held:
        if one.line is not None and one.clause.index in quota.clauses:
            for group in groups_of(one.keys, quota.keys, one.year if quota.per_year else None):
                if (group, one.line.applicant, one.item) not in told:
                    told.add((group, one.line.applicant, one.item))
                    listed.setdefault(group, []).append(_Entry(one.line.applicant, [], paid=one.item))
    for key, entries in sorted(listed.items()):
        said = ", ".join(key)
        if quota.score:
            out, open_ = _select(quota, entries)
            besides.told(place, key, out, open_)
            continue
        sure = [entry for entry in entries if entry.is_sure]
        if len(sure) > quota.number:
            items = joined(
                Phrase("{item} of {applicant}", "{applicant}的{item}", item=entry.item, applicant=entry.applicant)
                for entry in sure
            )
            problems.append(
                e.QuotaExceeded(path="$", quota=quota.text, key=said, number=quota.number, count=len(sure), items=items)
            )
        elif quota.low is not None and len(entries) < quota.low:
            notes.append(
                Phrase("{quota}: {n} selected ({key}), fewer than {low}", "{quota}：入选{n}个（{key}），少于{low}个",
                       quota=Sentence(quota.text), n=len(entries), key=said, low=quota.low)
            )  # fmt: skip


def _listed(quota: Quota, owns: Iterable[Own]) -> dict[Group, list[_Entry]]:
    """The records that compete, by key, in claim order."""
    live = [
        (applicant, claim)
        for applicant, claims in sorted(owns, key=itemgetter(0))
        for claim in ordered(claims)[0]
        if claim.is_live and claim.source is not None and claim.clause.index in quota.clauses
    ]
    by_group: dict[Group, dict[tuple[str, int], _Entry]] = {}
    for applicant, claim in sorted(live, key=lambda pair: pair[1].order):
        assert claim.source is not None  # a quota counts records
        assert claim.at is not None
        keys, _ = keys_of(claim.at, claim.source, claim.item, quota.keys)
        for group in groups_of(keys, quota.keys, claim.year if quota.per_year else None):
            entries = by_group.setdefault(group, {})
            entry = entries.setdefault((applicant, id(claim.source)), _Entry(applicant, []))
            entry.claims.append(claim)
            entry.score = _score(claim.at.field(quota.score)) if quota.score else None
    return {group: list(entries.values()) for group, entries in by_group.items()}


_NO_SCORE: Scored = (False, 0)


def _score(stated: object) -> Scored | None:
    """A score to compare by; who is known to have none comes after all who have one."""
    if isinstance(stated, Open):
        return None
    return (True, stated) if isinstance(stated, int | Fraction) else _NO_SCORE


def _order_of(entry: _Entry) -> tuple[object, ...]:
    return entry.order


def _select(quota: Quota, entries: list[_Entry]) -> tuple[list[Entry], list[Entry]]:
    """Stops the claims of records that are left out; where that is not sure, they hang on the cohort. Answers which
    records of others are left out, and which hang on the cohort.
    """
    scored = [(entry.score, entry) for entry in entries if entry.score is not None]
    scored.sort(key=itemgetter(0), reverse=True)  # equals stay in claim order
    unknown = [entry for entry in entries if entry.score is None]
    found = selected(quota.number, [entry.competes for _, entry in scored], len(unknown))
    out = [entry for (_, entry), what in zip(scored, found, strict=True) if what == LEFT_OUT]
    open_ = [entry for (_, entry), what in zip(scored, found, strict=True) if what == OPEN]
    if is_contested(quota.number, len(entries)):
        open_ += unknown
    for entry in out:
        _leave_out(quota, entry)
    for entry in open_:
        _leave_open(quota, entry)
    return (
        [one.besides for one in out if one.besides is not None],
        [one.besides for one in open_ if one.besides is not None],
    )


def _leave_out(quota: Quota, entry: _Entry) -> None:
    has_one, number = entry.score or _NO_SCORE
    score = Score((quota.score, number if has_one else NONE))
    why = reason(QUOTA, number=quota.number, where=Place(quota.article), score=score)
    for claim in entry.claims:
        claim.outcome, claim.stop = Outcome.NOT_ELIGIBLE, why


def _leave_open(quota: Quota, entry: _Entry) -> None:
    for claim in entry.claims:
        claim.facts |= {FactRef("cohort", quota.name)}
        claim.low = 0
