"""The pages of a ledger: the awards and rules of each page that wrote one of its lines. Selections are rules too.

`page_of` describes the page of a policy; `Page.to_plain` and `read_page` are its form in the head of a ledger. A later
page finds these awards and rules again (see `succession`). Its own entry has the pairs, as `after`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.ir.terms import GroupState, Program, Step, StepRule, TriggerKind

WITHOUT_PAGES = Phrase(
    "lines of a ledger are given without its pages and count in the words of this page: "
    "if the page was edited since, give the whole ledger; `ipdsl ledger complete` adds the page to one of 0.6",
    "台账的各行没有附政策页，按本政策页的文字计算：其后修改过政策页的，请给出完整的台账；"
    "0.6版的台账，用`ipdsl ledger complete`补上政策页",
)
"""The remark on lines that are read without the pages that wrote them."""

UNKNOWN = -1
"""The place of an award that is not known. Heads of early versions of schema 3 do not have the places of answers."""

AwardPlace: TypeAlias = "tuple[int, int]"
"""The number of a page of a ledger, and the place of an award on it."""

PLACES = GroupState.QUOTA.name.lower()
"""The verb of a rule whose amount is a number of places."""


def is_cut_out(lines: Iterable[object], program: Program) -> bool:
    """Whether a ledger of a policy wrote one of these lines: it states a page or a digest."""
    return any(
        isinstance(line, Mapping)
        and program.has_name(line.get("policy"))
        and not (line.get("page") is None and line.get("digest") is None)
        for line in lines
    )


@attrs.frozen(eq=False, repr=False)
class PageAward(ValueObject):
    """An award of a page. `conditions` and `sum` are digests; `title` is that of its article.

    `event` includes what a claim is about, if that is not one record: `drawn per year`, `drawn per bank`. `key` are the
    key fields of its record; the items of its lines consist of them. Heads of early versions of schema 3 lack `key`.
    """

    label: str
    title: str
    record: str
    event: str
    conditions: str
    sum: str
    key: str = ""

    @property
    def is_named(self) -> bool:
        """Whether the author of the page wrote the label."""
        return "." not in self.label

    @property
    def keys_of_set(self) -> str:
        """The keys by which a claim has a set of records; empty if it has one record."""
        return self.event.partition(" per ")[2]


@attrs.frozen(eq=False, repr=False)
class PageRule(ValueObject):
    """A rule of a page. `verb` includes the counted field, `covers` are the places of its awards.

    `amount` is in minor units, or the number of places, which heads of early versions of schema 3 do not have.
    """

    name: str
    verb: str
    keys: tuple[str, ...]
    period: str
    begins: str
    amount: int | None
    covers: tuple[int, ...]


@attrs.frozen(eq=False, repr=False)
class Succession(ValueObject):
    """What became of the awards and rules of a page on the next one, by their places.

    `awards`: the award that continues each award. `ended` are the awards that the page ends. `rules`: for each rule of
    the next page the rules that it continues: one, or several if it is not known which. `absent`: awards of pages
    before, which the page did not have, and what the next page changes: the award that continues each, `None` if it
    has ended, `UNKNOWN` if the next page has similar awards.
    """

    awards: Mapping[int, int]
    ended: tuple[int, ...]
    rules: Mapping[int, tuple[int, ...]]
    absent: Mapping[AwardPlace, int | None] = attrs.field(factory=dict)


@attrs.frozen(eq=False, repr=False)
class Page(ValueObject):
    """A page that wrote lines of a ledger.

    `answers` has the labels that it calls former or ended: the place of the award that continues each, `None` if it has
    ended. Heads of early versions of schema 3 have the labels alone (`UNKNOWN`).
    """

    policy: str
    hash: str
    awards: tuple[PageAward, ...]
    rules: tuple[PageRule, ...]
    answers: Mapping[str, int | None] = attrs.field(factory=dict)
    after: Succession | None = None

    def to_plain(self) -> dict[str, Any]:
        """The page in the head of a ledger."""
        plain: dict[str, Any] = {
            "policy": self.policy, "hash": self.hash, "awards": [attrs.asdict(award) for award in self.awards],
            "rules": [{**attrs.asdict(rule), "keys": [*rule.keys], "covers": [*rule.covers]} for rule in self.rules],
            "answers": {**self.answers},
        }  # fmt: skip
        if self.after is not None:
            plain["after"] = {
                "awards": [[*pair] for pair in sorted(self.after.awards.items())],
                "ended": [*self.after.ended],
                "rules": [[rule, [*then]] for rule, then in sorted(self.after.rules.items())],
                **({"absent": [[*then, now] for then, now in sorted(self.after.absent.items())]}
                   if self.after.absent else {}),
            }  # fmt: skip
        return plain


def read_page(plain: Mapping[str, Any]) -> Page:
    """A page in the head of a ledger. Raises `LookupError`, `TypeError` or `ValueError` if it has another form."""
    after = plain.get("after")
    return Page(
        str(plain["policy"]),
        str(plain["hash"]),
        tuple(PageAward(**{name: str(value) for name, value in award.items()}) for award in plain["awards"]),
        tuple(PageRule(**{**rule, "keys": tuple(rule["keys"]), "covers": tuple(rule["covers"])})
              for rule in plain["rules"]),
        dict(plain["answers"] if isinstance(plain["answers"], Mapping) else dict.fromkeys(plain["answers"], UNKNOWN)),
        None if after is None else Succession(
            dict(after["awards"]),
            tuple(after["ended"]),
            {rule: tuple(then) for rule, then in after["rules"]},
            {(page, place): now for page, place, now in after.get("absent", ())},
        ),
    )  # fmt: skip


def absent_awards(pages: Sequence[Page]) -> dict[AwardPlace, int | None]:
    """The awards of these pages that the last one does not have: first the ended awards (`None`), then the awards that
    no page ends or continues (`UNKNOWN`).
    """
    absent: dict[AwardPlace, int | None] = {}
    for number, (old, new) in enumerate(itertools.pairwise(pages)):
        assert new.after is not None
        gone = {*range(len(old.awards))} - new.after.awards.keys()
        absent |= {(number, place): None if place in new.after.ended else UNKNOWN for place in gone}
        absent |= new.after.absent
    ended, unknown = ({place: now for place in sorted(absent) if absent[place] == now} for now in (None, UNKNOWN))
    return {**ended, **unknown}


def page_of(program: Program) -> Page:
    """The page of a policy."""
    return program.compute_once(_page_of)


def _page_of(program: Program) -> Page:
    keys = {kind.name: " ".join(kind.key) for kind in program.schema.records}
    sets = {
        clause.label: " ".join(clause.trigger.keys or ["year"])
        for clause in program.clauses
        if clause.trigger.kind is TriggerKind.SET
    }
    titles = {article.number: article.title for article in program.articles}
    awards = tuple(
        PageAward(
            clause.label, titles.get(clause.article, ""), clause.trigger.record,
            " per ".join(filter(None, (clause.trigger.event, sets.get(clause.label)))),
            clause.conditions, clause.sum_, keys.get(clause.trigger.record, ""),
        )
        for clause in program.clauses
    )  # fmt: skip
    begins = program.fiscal_year.first_day_words
    rules = tuple(
        _rule(step, bound, begins) for step in program.settlement.steps if not step.is_of_award for bound in step.rules
    )
    selections = tuple(
        PageRule(
            quota.name, f"{PLACES} across applicant", tuple(sorted(quota.keys)), "year" if quota.per_year else "",
            begins, quota.number, quota.clauses,
        )
        for quota in program.selections.values()
    )  # fmt: skip
    return Page(program.name, program.content_hash, awards, (*rules, *selections), _answers(program))


def _rule(step: Step, bound: StepRule, begins: str) -> PageRule:
    verb = [step.state.name.lower(), *(["across"] if bound.is_across else []), bound.counted_field]
    return PageRule(
        bound.name, " ".join(filter(None, verb)), tuple(sorted(bound.keys)), "year" if bound.per_year else "", begins,
        step.number if step.state is GroupState.QUOTA else bound.amount, bound.reach,
    )  # fmt: skip


def _answers(program: Program) -> dict[str, int | None]:
    former = {label: clause.index for clause in program.clauses for label in clause.formerly}
    return {**former, **dict.fromkeys(program.ended)}
