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
from ipdsl.diagnostics.phrase import LocalizedSentence, Phrase, join_phrases
from ipdsl.runtime.kernel.recall import PriorPayment
from ipdsl.runtime.kernel.selection import EXCLUDED, OPEN, is_contested, select_best
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading import cohort_errors as e
from ipdsl.runtime.reasons import COHORT_QUOTA, ArticlePlace, Score, reason
from ipdsl.runtime.settlement.besides import NO_EXTERNAL_MEMBERS, ExternalMembers, QuotaEntry
from ipdsl.runtime.settlement.candidate import keys_of
from ipdsl.runtime.settlement.claims import Candidate, PrintedGroup, printed_groups, sort_claims
from ipdsl.runtime.terms import Quota
from ipdsl.runtime.unknown import NONE, FactRef, Open

NamedClaims: TypeAlias = "tuple[str, list[Candidate]]"
"""An applicant with its claims."""

Scored: TypeAlias = "tuple[bool, int | Fraction]"
"""Whether a record has a score at all, and the score."""


@attrs.define(eq=False, repr=False)
class _Entry:
    """A record on the list, with its claims and its score (`None`: not stated)."""

    applicant: str
    claims: list[Candidate]
    score: Scored | None = None
    paid_item: str = ""
    """The item, where a line of the ledger alone tells of the record."""
    external: QuotaEntry | None = None
    """The record, where its applicant is settled elsewhere: all is known of it."""

    @property
    def is_sure(self) -> bool:
        return bool(self.paid_item or self.external) or any(not claim.facts for claim in self.claims)

    @property
    def competes(self) -> bool:
        """Whether it surely takes part in a selection, which hangs on no approval."""
        if self.external is not None:
            return True
        return any(all(ref.group == "approval" for ref in claim.facts) for claim in self.claims)

    @property
    def item(self) -> str:
        return self.external.item if self.external is not None else self.paid_item or self.claims[0].item

    @property
    def order(self) -> tuple[object, ...]:
        """Where it stands in claim order, that of its first claim; of equals the applicant first by its name."""
        return (self.external.order if self.external is not None else self.claims[0].order), self.applicant


def apply_quota(
    place: int, quota: Quota, applicants: Iterable[NamedClaims], payments: Iterable[PriorPayment], notes: list[Phrase],
    problems: list[Diagnostic], external_members: ExternalMembers = NO_EXTERNAL_MEMBERS,
) -> None:  # fmt: skip
    """Stops the claims that a selection leaves out; a list that does not keep to its quota is a problem, or noted.

    `payments` are the lines of applicants who claim nothing here; `external_members` those who are settled elsewhere,
    and are told what becomes of their records. `place` is the number of the quota.
    """
    listed = _entries_by_key(quota, applicants)
    for group, external_entries in external_members.quota_entries(place).items():
        entries = [_Entry(record.applicant, [], record.score, external=record) for record in external_entries]
        listed[group] = sorted([*listed.get(group, ()), *entries], key=_order_of)
    seen: set[tuple[PrintedGroup, str, str]] = set()
    for record in payments:
        if record.line is not None and record.clause.index in quota.clauses:
            for group in printed_groups(record.keys, quota.keys, record.year if quota.per_year else None):
                if (group, record.line.applicant, record.item) not in seen:
                    seen.add((group, record.line.applicant, record.item))
                    listed.setdefault(group, []).append(_Entry(record.line.applicant, [], paid_item=record.item))
    for key, entries in sorted(listed.items()):
        joined_key = ", ".join(key)
        if quota.score:
            out, open_ = _select(quota, entries)
            external_members.report_quota(place, key, out, open_)
            continue
        sure = [entry for entry in entries if entry.is_sure]
        if len(sure) > quota.number:
            items = join_phrases(
                Phrase("{item} of {applicant}", "{applicant}的{item}", item=entry.item, applicant=entry.applicant)
                for entry in sure
            )
            problems.append(
                e.QuotaExceeded(
                    path="$", quota=quota.text, key=joined_key, number=quota.number, count=len(sure), items=items
                )
            )
        elif quota.low is not None and len(entries) < quota.low:
            notes.append(
                Phrase("{quota}: {n} selected ({key}), fewer than {low}", "{quota}：入选{n}个（{key}），少于{low}个",
                       quota=LocalizedSentence(quota.text), n=len(entries), key=joined_key, low=quota.low)
            )  # fmt: skip


def _entries_by_key(quota: Quota, applicants: Iterable[NamedClaims]) -> dict[PrintedGroup, list[_Entry]]:
    """The records that compete, by key, in claim order."""
    live = [
        (applicant, claim)
        for applicant, claims in sorted(applicants, key=itemgetter(0))
        for claim in sort_claims(claims)[0]
        if claim.is_live and claim.source is not None and claim.clause.index in quota.clauses
    ]
    by_group: dict[PrintedGroup, dict[tuple[str, int], _Entry]] = {}
    for applicant, claim in sorted(live, key=lambda pair: pair[1].order):
        assert claim.source is not None  # a quota counts records
        assert claim.rule_situation is not None
        keys, _ = keys_of(claim.rule_situation, claim.source, claim.item, quota.keys)
        for group in printed_groups(keys, quota.keys, claim.year if quota.per_year else None):
            entries = by_group.setdefault(group, {})
            entry = entries.setdefault((applicant, id(claim.source)), _Entry(applicant, []))
            entry.claims.append(claim)
            entry.score = _score(claim.rule_situation.field(quota.score)) if quota.score else None
    return {group: list(entries.values()) for group, entries in by_group.items()}


_NO_SCORE: Scored = (False, 0)


def _score(stated: object) -> Scored | None:
    """A score to compare by; who is known to have none comes after all who have one."""
    if isinstance(stated, Open):
        return None
    return (True, stated) if isinstance(stated, int | Fraction) else _NO_SCORE


def _order_of(entry: _Entry) -> tuple[object, ...]:
    return entry.order


def _select(quota: Quota, entries: list[_Entry]) -> tuple[list[QuotaEntry], list[QuotaEntry]]:
    """Stops the claims of records that are left out; where that is not sure, they hang on the cohort. Answers which
    records of others are left out, and which hang on the cohort.
    """
    scored = [(entry.score, entry) for entry in entries if entry.score is not None]
    scored.sort(key=itemgetter(0), reverse=True)  # equals stay in claim order
    unknown = [entry for entry in entries if entry.score is None]
    outcomes = select_best(quota.number, [entry.competes for _, entry in scored], len(unknown))
    out = [entry for (_, entry), what in zip(scored, outcomes, strict=True) if what == EXCLUDED]
    open_ = [entry for (_, entry), what in zip(scored, outcomes, strict=True) if what == OPEN]
    if is_contested(quota.number, len(entries)):
        open_ += unknown
    for entry in out:
        _exclude(quota, entry)
    for entry in open_:
        _leave_open(quota, entry)
    return (
        [member.external for member in out if member.external is not None],
        [member.external for member in open_ if member.external is not None],
    )


def _exclude(quota: Quota, entry: _Entry) -> None:
    has_one, number = entry.score or _NO_SCORE
    score = Score((quota.score, number if has_one else NONE))
    why = reason(COHORT_QUOTA, number=quota.number, where=ArticlePlace(quota.article), score=score)
    for claim in entry.claims:
        claim.outcome, claim.stop = Outcome.NOT_ELIGIBLE, why


def _leave_open(quota: Quota, entry: _Entry) -> None:
    for claim in entry.claims:
        claim.facts |= {FactRef("cohort", quota.name)}
        claim.low = 0
