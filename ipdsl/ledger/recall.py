"""The lines of a ledger in the words of the present page: which award a line is under, and what its rules count of it.

A line keeps the words of the page that wrote it. `Recall` follows its award and each rule from page to page, up to the
present one:

- A rule that covered the award and is the same counts what was charged.
- A rule that covers the award now, and did not before, counts what is due and what waits.
- An ended award stays a member of the rules that covered it.

It follows the id of the applicant too, through the answers of the ledger (see `answers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.claims.claim import INFINITE
from ipdsl.engine.matters import BETWEEN
from ipdsl.ir.facts import ENDED
from ipdsl.ir.terms import Program, clauses_by_label
from ipdsl.ledger.answers import current_ids
from ipdsl.ledger.pages import UNKNOWN, Page, PageAward, Succession, absent_awards, page_of
from ipdsl.ledger.succession import succession

SUMS = ""
"""In place of a rule's name: the rule did not cover the award of the line, and counts what is due and what waits."""


class LedgerEntries(list[object]):
    """The lines of a ledger as plain data, in the words of the pages that wrote them, without its answers.

    `recall` knows the pages and the answers. `other_applicants` is the number of those that have no line here. If they
    are not `is_stated`, there are answers and no ledger.
    """

    def __init__(
        self, lines: Iterable[object], recall: Recall | None, other_applicants: int = 0, *, is_stated: bool = True
    ) -> None:
        super().__init__(lines)
        self.recall, self.other_applicants, self.is_stated = recall, other_applicants, is_stated

    def applicant_of(self, line: object) -> object:
        """The id of the applicant of a line today; `None` if the line names none."""
        whose = line.get("applicant") if isinstance(line, Mapping) else None
        if not isinstance(whose, str) or self.recall is None:
            return whose or None
        return self.recall.ids.get(whose, whose) or None


def lines_like(entries: object, lines: Iterable[object]) -> list[object]:
    """Lines made from these entries; those of a ledger stay lines of it."""
    return (
        LedgerEntries(lines, entries.recall, entries.other_applicants, is_stated=entries.is_stated)
        if isinstance(entries, LedgerEntries)
        else [*lines]
    )


class RecalledLine(dict[str, Any]):
    """A line as plain data under the present id of its applicant; `written` is the line in its ledger.

    `is_recalled`: it is in the words of the present page, and an earlier one wrote it. `ended` is its award if the page
    ended it. `unclear` is a rule whose charge may be one of several, which differ. `lacks` is a key field of its record
    that it does not state. `split_into` are the new awards that its award may have been split into.
    """

    def __init__(
        self, line: Mapping[str, Any], written: Mapping[str, Any], *, is_recalled: bool = True,
        ended: RecalledAward | None = None, unclear: str = "", lacks: str = "", split_into: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(line)
        self.written, self.is_recalled, self.ended = written, is_recalled, ended
        self.unclear, self.lacks, self.split_into = unclear, lacks, split_into


@attrs.frozen(eq=False, repr=False)
class RecalledAward(ValueObject):
    """An award of an earlier page today. `charges` has, for each rule of today, the names under which a line of the
    award has its charge, or `SUMS`: several if it is not known which. `order` is that of an ended award in the text.
    `key` has the key fields of its record today with their names in a line, if they are others now. `has_other_sum`:
    its sum or one of its rows has changed. `is_lost`: no award of today continues it, and the page does not end it;
    `label` is then its last one. `event_clause` is the award of today whose claim has the event of a line, if the line
    counts as one of an ended award. `split_into`: labels of awards for the same event that the page of the line does
    not have, if the conditions of its award have changed.
    """

    label: str
    record: str
    is_ended: bool
    charges: Mapping[str, tuple[str, ...]]
    order: tuple[int, int] = (-1, 0)
    key: Mapping[str, str] = attrs.field(factory=dict)
    has_other_sum: bool = False
    is_lost: bool = False
    event_clause: str = ""
    split_into: tuple[str, ...] = ()


class Recall:
    """The pages of a ledger, followed up to the page of a policy. `number` is the number of the ledger.

    `answers` are its lines about two ids, `ids` the present ids by former ids. A ledger before schema 3, and answers
    without a ledger, have no pages: `has_pages` is false, and the only page is the present one.
    """

    def __init__(
        self, program: Program, pages: Sequence[Page], number: str = "", answers: Iterable[Mapping[str, object]] = ()
    ) -> None:
        self.program, self.number, self.answers = program, number, tuple(answers)
        self._carrying = {step.first_rule.name for step in program.settlement.steps if step.wait}
        self._selections = {quota.name for quota in program.selections.values()}
        self.ids, self.has_pages = current_ids(self.answers), bool(pages)
        present = page_of(program)
        if not pages or pages[-1].hash != present.hash:
            kinds = program.schema.kinds_and_classes
            after = succession(pages[-1], present, kinds, pages[:-1]) if pages else None
            pages = (*pages, attrs.evolve(present, after=after))
        self.pages: tuple[Page, ...] = tuple(pages)
        self._awards: dict[int, Mapping[str, RecalledAward]] = {}
        partners = [[*page.after.awards.values(), *page.after.absent.values()] for page in pages if page.after]
        self._has_merged_awards = any(len({*places}) < len(places) for places in partners)

    def recall_for(self, program: Program, answers: Iterable[Mapping[str, object]] = ()) -> Recall | None:
        """The same pages under a program, with further answers; `None` for a different policy."""
        if program is self.program and not answers:
            return self
        pages, new = self.pages if self.has_pages else (), [each for each in answers if each not in self.answers]
        return Recall(program, pages, self.number, (*self.answers, *new)) if program.name == self.program.name else None

    @property
    def present(self) -> int:
        """The number of the present page."""
        return len(self.pages) - 1

    def is_present(self, page: int) -> bool:
        """Whether the lines of a page are in the words of the present one."""
        return self.pages[page].hash == self.pages[-1].hash

    def awards(self, page: int) -> Mapping[str, RecalledAward]:
        """The awards of a page by label."""
        if page not in self._awards:
            awards = self.pages[page].awards
            recalled = [self._follow(page, place) for place in range(len(awards))]
            present = {award.label: award for award in self.pages[-1].awards}
            continued = {award.label: present[award.label] for award in recalled if not award.is_ended}
            new = [award for award in self.pages[-1].awards if award.label not in continued]
            self._awards[page] = {
                was.label: award
                if award.is_ended
                else attrs.evolve(award, split_into=self._split_into(was, continued[award.label], new))
                for was, award in zip(awards, recalled, strict=True)
            }
        return self._awards[page]

    def lines(self, entries: Iterable[object]) -> Sequence[object]:
        """The lines in the words of the present page.

        If awards were merged, several lines may be about one event. One of them is the line of the event: one of the
        present page, or one with money. The others are lines of an ended award.
        """
        recalled, first_words = [self.line(entry) for entry in entries], dict[tuple[str, ...], object]()
        of_awards = [line for line in recalled if isinstance(line, Mapping) and getattr(line, "ended", None) is None]
        for line in sorted(of_awards, key=_order_in_event) if self._has_merged_awards else ():
            event, word = tuple(str(line.get(part)) for part in _EVENT), getattr(line, "written", line).get("clause")
            is_earlier, lacks_money = _order_in_event(line)
            is_other = is_earlier and event in first_words and (lacks_money or first_words[event] != word)
            if is_other and isinstance(line, RecalledLine):
                award = self.awards(line["page"])[str(word)]
                order = clauses_by_label(self.program)[award.label].index, 0
                line.ended = attrs.evolve(
                    award, label=f"{word} ({award.label})", is_ended=True, order=order, event_clause=award.label
                )
                line["clause"] = f"{ENDED}{line.ended.label}"
            first_words.setdefault(event, word)
        return recalled

    def line(self, line: object) -> object:
        """A line in the words of the present page, under the present id. One whose award has no successor is `lost`,
        and no rule counts it.

        The words of a line that states no page of the ledger, or sums in another form, are unchanged.
        """
        if not isinstance(line, Mapping):
            return line
        written, page = line, line.get("page")
        if self.ids:
            line = self._under_present_ids(line)
        if (
            type(page) is not int
            or not 0 <= page < len(self.pages)
            or self.is_present(page)
            or not all(type(sum_) is str and _SUM.fullmatch(sum_) for sum_ in _sums(line))
            or line.get("policy") not in (None, "", self.pages[page].policy)  # a payment under another document
        ):
            return line
        award = self.awards(page).get(str(line.get("clause")))
        if award is None or award.is_lost:
            lost = award or RecalledAward(str(line.get("clause")), "", True, {}, is_lost=True)
            gone = {"policy": self.program.name, "clause": f"{ENDED}{lost.label}", "kind": "", "charged": {}}
            return RecalledLine({**line, **gone}, written, ended=lost)
        was = line.get("charged") or {}
        charged: dict[str, Any] = {}
        unclear = ""
        for rule, names in award.charges.items():
            values = {Decimal(was[name]) if name in was else _due_and_waiting(line) for name in names}
            unclear = rule if len(values) > 1 else unclear
            if any(values) or SUMS in names or not was.keys().isdisjoint(names):  # 0: the claim has no place of a limit
                charged[rule] = str(values.pop())
        label = f"{ENDED}{award.label}" if award.is_ended else award.label
        present = {**line, "policy": self.program.name, "clause": label, "charged": charged}
        if present.get("kind") and present["kind"] not in (kinds := self.program.schema.record_by_name):
            present["kind"] = award.record if award.record in kinds else ""  # the vocabulary has another word, or none
        lacks = _make_item(present, award.key)
        ended = award if award.is_ended else None
        return RecalledLine(present, written, ended=ended, unclear=unclear, lacks=lacks, split_into=award.split_into)

    def amounts_then(self, line: object) -> Mapping[str, int]:
        """The amounts of the rules of today on the earlier page that wrote a line; `INFINITE`: it was under no such
        rule, or its amount followed from facts.
        """
        page, label = (line.get("page"), str(line.get("clause"))) if isinstance(line, Mapping) else (None, "")
        if type(page) is not int or not 0 <= page < self.present or (award := self.awards(page).get(label)) is None:
            return {}
        amounts = {rule.name: rule.amount for rule in self.pages[page].rules if rule.amount is not None}
        return {rule: amounts.get(names[0], INFINITE) for rule, names in award.charges.items()}

    def carrying_caps(self, line: RecalledLine) -> Sequence[str]:
        """The caps under which money of a line under an ended award may wait."""
        waiting = Decimal(line.get("carried") or 0) if line.ended is not None else 0
        return [rule for rule in line.get("charged", ()) if waiting and rule in self._carrying]

    def answer_for_other_sets(self, line: RecalledLine, label: str) -> str:
        """The award of today that the page says to continue the award of a lost line, although it has other sets of
        records; empty if the page names no such award. `label` is the last label of the lost award.
        """
        awards = self.pages[line.written["page"]].awards
        sets = {award.keys_of_set for award in awards if award.label == line.written["clause"]}
        return next(
            (
                now.label
                for clause, now in zip(self.program.clauses, self.pages[-1].awards, strict=True)
                if label in clause.formerly and now.keys_of_set not in sets
            ),
            "",
        )

    def _under_present_ids(self, line: Mapping[str, Any]) -> Mapping[str, Any]:
        """A line under present ids: its applicant, and its item, matter and keys if they are the applicant."""
        words = {"applicant", "matter", "" if line.get("kind") else "item", *self.program.schema.kinds_and_classes}

        def present_value(name: str, value: Any) -> Any:
            if name == "keys" and isinstance(value, Mapping):
                return {key: present_value(key, text) for key, text in value.items()}
            return self.ids.get(value, value) if name in words and isinstance(value, str) else value

        return RecalledLine({name: present_value(name, value) for name, value in line.items()}, line, is_recalled=False)

    def _follow(self, page: int, place: int) -> RecalledAward:
        award: int | None = place
        last = page, place  # where the award was on a page
        charges: dict[int, tuple[str, ...]] = {
            index: (rule.name,) for index, rule in enumerate(self.pages[page].rules) if place in rule.covers
        }
        for number, later_page in enumerate(self.pages[page + 1 :], page):
            after = later_page.after
            assert after is not None
            if award is None or award == UNKNOWN:
                award = after.absent.get(last, award)
            else:
                last = number, award
                award = None if award in after.ended else after.awards.get(award, UNKNOWN)
            charges = _charges_on(later_page, after, award, charges)
        now = self.pages[last[0]].awards[last[1]] if award in (None, UNKNOWN) else self.pages[-1].awards[award or 0]
        if award == UNKNOWN:
            return RecalledAward(now.label, "", True, {}, is_lost=True)
        label, order = now.label, (-1, 0)
        if award is None:
            order = self._last_before(*last), last[1]
            ended = (place for place, state in absent_awards(self.pages).items() if state is None and place <= last)
            again = [self.pages[number].awards[index].label for number, index in ended].count(label)
            label = f"{label} ({again})" if again > 1 else label
        names_by_rule = {self.pages[-1].rules[index].name: names for index, names in charges.items()}
        if award is not None:  # a selection counts each line under an award that it covers, whatever it was charged
            names_by_rule = {rule: names for rule, names in names_by_rule.items() if rule not in self._selections}
        return RecalledAward(
            label, now.record, award is None, names_by_rule, order,
            self._changed_key(self.pages[page].awards[place], now.record),
            self.pages[page].awards[place].sum != now.sum,
        )  # fmt: skip

    def _split_into(self, was: PageAward, now: PageAward, new: Iterable[PageAward]) -> tuple[str, ...]:
        """The new awards for the event of an award, if what it is paid for has changed."""
        if (was.record, was.event, was.conditions) == (now.record, now.event, now.conditions):
            return ()
        roots = {kind.name: kind.root for kind in self.program.schema.records}
        record, event = roots.get(now.record), now.event
        return tuple(award.label for award in new if (roots.get(award.record), award.event) == (record, event))

    def _changed_key(self, was: PageAward, record: str) -> Mapping[str, str]:
        """The key fields of a record with their names in lines of an award, if the vocabulary had others then.

        A field in place of one that the record no longer has is that field under another name.
        """
        kind, then = self.program.schema.record_by_name.get(record), was.key.split()
        if kind is None or not then or was.keys_of_set or then == [*kind.key]:
            return {}
        return {
            name: name if old in kind.field_by_name else old
            for name, old in zip(kind.key, then if len(then) == len(kind.key) else kind.key, strict=True)
        }

    def _last_before(self, page: int, place: int) -> int:
        """The index of the award of today that continues the last award before a place of a page; -1: none."""
        places: Sequence[int] = range(place)
        for later_page in self.pages[page + 1 :]:
            assert later_page.after is not None
            places = [later_page.after.awards[award] for award in places if award in later_page.after.awards]
        return places[-1] if places else -1


def known_pages(recall: Recall | None, program: Program, answers: Iterable[Mapping[str, object]] = ()) -> Recall:
    """The pages of a ledger; without a ledger, the page of the policy alone."""
    return recall or Recall(program, (), answers=answers)


def _make_item(line: dict[str, Any], key: Mapping[str, str]) -> str:
    """Make the item of a line from the key fields that it states; returns the first that it does not state."""
    stated = {**(line.get("fields") or {}), **(line.get("keys") or {})}
    values = {name: stated.get(old) for name, old in key.items()}
    lacking = [name for name, value in values.items() if not isinstance(value, str)]
    if values and not lacking:  # an item among the keys is that of the former key
        line["item"] = BETWEEN.join(map(str, values.values()))
        line["keys"] = {name: value for name, value in {**(line.get("keys") or {}), **values}.items() if name != "item"}
    return "".join(lacking[:1])


_EVENT = ("applicant", "clause", "item", "event_date", "year")


def _order_in_event(line: Mapping[str, Any]) -> tuple[bool, bool]:
    """The order of lines about one event: of the present page, of earlier pages, of earlier pages without money."""
    return (True, not has_money(line)) if isinstance(line, RecalledLine) and line.is_recalled else (False, False)


def _due_and_waiting(line: Mapping[str, Any]) -> Decimal:
    return sum(map(Decimal, (line.get("due") or {}).values()), Decimal(line.get("carried") or 0))


def has_money(line: Mapping[str, Any]) -> bool:
    """Whether something of a line was admitted, due, charged, carried, lapsed or paid."""
    return any(map(Decimal, _sums(line))) or bool(line.get("payments"))


_SUM = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def _sums(line: Mapping[str, Any]) -> list[Any]:
    """The sums of a line as plain data; a part in another form is in place of its sums."""
    sums = [line[part] for part in ("admitted", "carried", "lapsed") if line.get(part) is not None]
    for part in (line.get("due"), line.get("charged")):
        sums += part.values() if isinstance(part, Mapping) else [] if part is None else [part]
    return sums


def _charges_on(
    page: Page, after: Succession, award: int | None, before: Mapping[int, tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """What the rules of a page count, from what those of the page before count."""
    charges: dict[int, tuple[str, ...]] = {}
    for index, rule in enumerate(page.rules):
        continued = after.rules.get(index, ())
        if award in (None, UNKNOWN) and not before.keys().isdisjoint(continued):
            names = [name for old in continued for name in before.get(old, ())]
        elif award in rule.covers:
            names = [name for old in continued for name in before.get(old, (SUMS,))] or [SUMS]
        else:
            continue
        charges[index] = tuple(dict.fromkeys(names))
    return charges
