"""The applicants of a run and of its ledger together: another register, renamed ids, items of several applicants.

Input: the ids with their status, and their rows by item. Output: findings. An error refuses the run until the input is
corrected, or the person in charge answers. docs/en/how-to/many-applicants.md has the rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import MessageValue, Phrase, join_phrases
from ipdsl.base.values.money import Money
from ipdsl.ledger.guards import errors as e
from ipdsl.ledger.guards.check_digits import MOST_NAMED, wrong_check_digits
from ipdsl.ledger.guards.items import CLASSES, GONE, KNOWN, NEW, Comparison, ItemRows, Row
from ipdsl.ledger.guards.similar_ids import similar_ids
from ipdsl.schema.values.wording import printable

Pair: TypeAlias = tuple[str, str]
"""An id of the ledger, and an id of the run."""

FEW = 20
"""If fewer than one of so many applicants of the smaller side are known, the ledger is that of another register."""


class Answers(NamedTuple):
    """What the person in charge answered: these are new applicants; two ids are of one, or of two applicants."""

    new_applicants: bool = False
    renamed: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()


class GuardedAward(NamedTuple):
    """An award as findings name it. `identifies`: its items contain a text, a number or another record.

    `is_shared`: a rule across applicants limits or shares an item.
    """

    name: MessageValue
    identifies: bool
    is_shared: bool


StatedRow: TypeAlias = tuple[str, str, str, int, int]
"""A paid line or a claim: the id of its applicant, the label of its award, its whole item, its day as a number, and its
sum in minor units."""


def guard_register(
    history: Iterable[StatedRow], claims: Iterable[StatedRow], present: Collection[str], recorded: Collection[str],
    awards: Mapping[str, GuardedAward], currency: str, answers: Answers, *, is_single: bool = False,
) -> list[Diagnostic]:  # fmt: skip
    """The findings about the applicants that are `present` in a run and those `recorded` in its ledger.

    `claims` are those without a line of their own in the ledger. `awards` are those of the policy, by label.
    """
    of_run, of_ledger = frozenset(present), frozenset(recorded)
    names = [*dict.fromkeys((*present, *recorded))]
    status = [GONE if name not in of_run else KNOWN if name in of_ledger else NEW for name in names]
    number, award_number = ({name: at for at, name in enumerate(words)} for words in (names, awards))
    items = ItemRows(status, [at for at, award in enumerate(awards.values()) if award.identifies])
    for rows, is_claim in ((history, False), (claims, True)):
        for name, label, item, day, sum_ in rows:
            if label in award_number:
                items.add(award_number[label], item, Row(number[name], day, sum_, is_claim))
    return [
        *register_findings(names, status, items.compare, [*awards.values()], currency, answers, is_single=is_single)
    ]


def register_findings(
    names: Sequence[str], status: Sequence[int], compare: Callable[[], Comparison], awards: Sequence[GuardedAward],
    currency: str, answers: Answers, *, is_single: bool = False,
) -> Iterator[Diagnostic]:  # fmt: skip
    """The findings about applicants; `status` says of each whether it is gone, known or new.

    If `is_single`, the run is about one applicant: every other one counts as absent, and there are only remarks.
    """
    number = Counter(status)
    present, recorded = (number[KNOWN] + number[one] for one in (NEW, GONE))
    if not (is_single or answers.new_applicants) and number[KNOWN] * FEW < min(present, recorded):
        yield e.LedgerOfOtherRegister(recorded=recorded, known=number[KNOWN], present=present)
        return
    told, comparison = {frozenset(pair) for pair in (*answers.renamed, *answers.apart)}, compare()
    numbered = comparison.numbered_classes()
    meetings = [(each, rows) for each, rows in comparison.meetings if each not in numbered]
    same_records = _same_records(names, status, meetings, comparison.numbers)
    for new, other, because, is_sure in chain(_similar_ids(names, status), same_records):
        if frozenset((new, other)) not in told:
            told.add(frozenset((new, other)))
            kind = e.RenamedApplicant if is_sure and not is_single else e.PossiblyRenamedApplicant
            yield kind(applicant=printable(new), other=printable(other), because=because)
    shared = defaultdict[int, list[tuple[list[str], int]]](list)
    for each, rows in meetings:
        paid = [row for row in rows if row.sum > 0]
        holders = sorted({names[row.applicant] for row in paid})
        if len(holders) > 1 and frozenset(holders) not in told and any(row.is_claim for row in paid):
            shared[each // CLASSES].append((holders, sum(row.sum for row in paid)))
    for award, items in sorted(shared.items()):
        if not awards[award].is_shared:
            yield e.ItemsOfSeveralApplicants(
                award=awards[award].name, number=len(items), applicants=_groups(sorted(items)),
                sum=str(Money(sum(sum_ for _, sum_ in items), currency)),
            )  # fmt: skip
    if numbered:
        own = [awards[award].name for award in sorted({each // CLASSES for each in numbered})]
        yield e.ItemsNumberedByApplicants(awards=join_phrases(own))
    yield from wrong_check_digits(names)


_Renamed: TypeAlias = Iterator[tuple[str, str, Phrase, bool]]
"""New ids and ids of the ledger that may be of one applicant, each with the reason, and whether it is sure."""


def _similar_ids(names: Sequence[str], status: Sequence[int]) -> _Renamed:
    """New ids that are spelled like an id of the ledger. An id of this run is compared by its close spelling."""
    by_status = dict(zip(names, status, strict=True))
    new, recorded = ([name for name, one in by_status.items() if (one == NEW) is side] for side in (True, False))
    for one, other, because, is_close in similar_ids(new, recorded):
        is_gone = by_status[other] == GONE
        if is_close or is_gone:
            yield one, other, because, is_close and is_gone


def _same_records(
    names: Sequence[str],
    status: Sequence[int],
    meetings: Iterable[tuple[int, Sequence[Row]]],
    numbers: Mapping[int, int],
) -> _Renamed:
    """New applicants with half of the lines of an absent one, or with lines for half of their own records."""
    links, explained = Counter[tuple[int, int]](), Counter[int]()
    for _, rows in meetings:
        of_run = {row.applicant for row in rows if row.is_claim and status[row.applicant] == NEW}
        gone = {row.applicant for row in rows if status[row.applicant] == GONE}
        links.update((one, other) for one in of_run for other in gone)
    for (one, _), number in links.items():
        explained[one] += number
    for (one, other), number in sorted(links.items()):
        if 2 * number >= numbers[other] or 2 * explained[one] >= numbers[one]:
            because = Phrase(
                "{number} of its records have the item and day of lines there, {lines} in all",
                "其中{number}项的事项和日期与该台账行相同（共{lines}行）", number=number, lines=numbers[other],
            )  # fmt: skip
            yield names[one], names[other], because, number > 1


def _groups(items: Sequence[tuple[Sequence[str], int]]) -> Phrase:
    """The applicants of the first items, and the number of the other items."""
    first = [join_phrases(map(printable, names), last=(" and ", "和")) for names, _ in items[:MOST_NAMED]]
    more = len(items) - MOST_NAMED
    if more > 0:
        first.append(Phrase("{more} more", "另有{more}项", more=more))
    return join_phrases(first, "; ", "；")
