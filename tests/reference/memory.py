"""Prior payments for the rules: claims settled in earlier years of a run, and the lines of the history, in one form."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import partial

import attrs

from ipdsl.semantics import typed
from tests.reference.claims import Claim, is_final, own_lines
from tests.reference.keys import Bucket, buckets, key_values, level_of, line_values, lineage_of, root_of
from tests.reference.matters import item_of, item_under
from tests.reference.world import Line, Record, World

Values = Callable[[str], "list[str] | None"]


@attrs.define(eq=False)
class Past:
    """A payment of the past. `award` None: under another document; `row` None: any row."""

    who: str
    award: typed.Award | None
    document: str
    label: str
    root: str
    item: str
    year: int
    row: str | None
    level: str
    proposed: int
    admitted: int
    worth: int  # its paid, carried and lapsed amounts
    paid: dict[int, int]
    charged: dict[str, int]
    short: bool
    values: Values
    kinds: tuple[str, ...]  # the kind of record that it was paid for, and those above it
    day: datetime.date  # of its event, or the last of its year
    record: str = ""  # which record of its item it was paid for
    line: Line | None = None
    claim: Claim | None = None  # of this run

    def under(self, keys: tuple[str, ...], *, across: bool = False) -> list[Bucket]:
        """The groups of a rule to which it belongs."""
        return buckets([self.values(k) for k in keys], "" if across else self.who)

    def has_place(self, rule: str) -> bool | None:
        """Whether it took a place of a limit, `None`: nothing shows it. Money shows that every rule left something."""
        if self.admitted <= 0:
            return False
        return True if self.worth > 0 else self.charged[rule] > 0 if rule in self.charged else None

    def charge(self, rule: str) -> int:
        """What a cap was charged; a short line charges each cap with all that it paid."""
        return self.worth if self.short else self.charged.get(rule, 0)


def past_claim(claim: Claim) -> Past:
    """A claim that was settled in this run."""
    return Past(
        who=claim.world.applicant,
        award=claim.award,
        document="",
        label=claim.label,
        root=root_of(claim.award, claim.world.schema),
        item=claim.item,
        year=claim.year,
        row=claim.row,
        level=level_of(claim),
        proposed=claim.proposed,
        admitted=claim.admitted,
        worth=claim.sum + claim.carried + claim.lapsed,
        paid=claim.paid,
        charged=claim.charges,
        short=False,
        values=partial(key_values, claim),
        kinds=lineage_of(claim.award, claim.world.schema),
        day=claim.day or datetime.date.min,
        record=claim.record.content if claim.record is not None else "",
        claim=claim,
    )


def past_lines(policy: typed.Policy, world: World) -> Iterable[Past]:
    """The lines of the history that are final, and the payments under other documents."""
    awards = {a.label: a for a in policy.awards}
    own = own_lines(policy, world)
    for line in world.lines:
        if line in own and line.clause in awards and is_final(line):
            yield _past_line(line, awards[line.clause], world)
    for line in world.paid_elsewhere:
        yield _past_line(line, None, world)


def _past_line(line: Line, award: typed.Award | None, world: World) -> Past:
    kinds = world.schema.record_by_name
    kind = line.kind
    if award is not None and not isinstance(award.trigger, typed.YearTrigger):
        kind = award.trigger.record or ""
    values = partial(line_values, line, award, world)
    level = values("level")
    outside = line.sum if line.short else line.admitted
    return Past(
        who=world.applicant,
        award=award,
        document="" if award else line.policy,
        label=line.clause,
        root=kinds[kind].root if kind in kinds else "",
        item=_item(line, award, world),
        year=line.year,
        row=None if line.short and not line.row else line.row,
        level=level[0] if level else "",
        proposed=line.proposed,
        admitted=line.admitted if award else outside,
        worth=line.sum + line.carried + line.lapsed,
        paid=line.paid,
        charged=line.charged,
        short=line.short,
        values=values,
        kinds=world.schema.lineage(kind) if kind in kinds else (),
        day=line.day or world.last_day(line.year),
        record=_record_of(line, award, world) if award is not None else "",
        line=line,
    )


def _item(line: Line, award: typed.Award | None, world: World) -> str:
    kinds = world.schema.record_by_name
    if award is not None:
        return item_under(line, award, world)
    return item_of(line, kinds[line.kind]) if line.kind in kinds else line.item


def _record_of(line: Line, award: typed.Award, world: World) -> str:
    """Which record of its item a line was paid for: that of its day or year; of a state the last that had begun."""
    match award.trigger:
        case typed.EventTrigger(record=kind, event=event):
            declared = world.schema.record_by_name[kind]
            field = declared.event_by_name[event].date_field
            for record in _of_item(declared.root, item_under(line, award, world), world):
                day = record.values.get(field)
                if isinstance(day, datetime.date) and (
                    day == line.day or (not line.day and world.year_of(day) == line.year)
                ):
                    return record.content
            return str(line.day or line.year)
        case typed.StateTrigger(record=str(kind)):
            root = world.schema.record_by_name[kind].root
            begun = sorted((_first(r, world), r.content) for r in _of_item(root, item_under(line, award, world), world))
            begun = [one for one in begun if world.year_of(one[0]) <= line.year] or begun[:1]
            return begun[-1][1] if begun else ""
        case _:
            return ""


def _of_item(root: str, item: str, world: World) -> list[Record]:
    return [record for record in world.records if (record.root, record.item) == (root, item)]


def _first(record: Record, world: World) -> datetime.date:
    """The day of the first event that is known, in the order in which the kind names them."""
    days = [record.values.get(event.date_field) for event in world.schema.record_by_name[record.listed].events]
    return next((day for day in days if isinstance(day, datetime.date)), datetime.date.min)
