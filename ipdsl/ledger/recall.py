"""The lines of a ledger in the words of the present page: which award a line is under, and what its rules count of it.

A line keeps the words of the page that wrote it. `Recall` follows its award and each rule from page to page, up to the
present one:

- A rule that covered the award and is the same counts what was charged.
- A rule that covers the award now, and did not before, counts what is due and what waits.
- An ended award stays a member of the rules that covered it.

The awards of a page are found on the next one first, all at once and one to one:

- by the answers of the author (`formerly`, `ended`),
- by a label that the author wrote,
- by record, event, title, conditions and sum,
- of the rest by content (record, event, conditions and sum) and by title (record, event and title). An award that the
  two find in different places stays without a partner. No title is equal to no title.

An award that the old page does not have, because an earlier page ended it or had no answer about it, is found in the
same ways among the awards that are left. Several awards may have one partner by answers.

A rule is the same if verb, period, beginning of the year and keys are equal. The number of an article, the group, the
amount and the place of a rule do not matter. Pairs are made by the share of matched awards in common. If all awards
under a rule end, its block finds it: the policy, or the articles and the group by their titles and its name.

`Recall` follows the id of the applicant too, through answers about two ids of a register, which are lines beyond the
payments. `{"renamed": {"from": "A", "to": "B", "day": "2024-03-01", "by": "Li Hua"}}`: the lines of A keep their id,
and are read as lines of B. `{"apart": {"from": "A", "to": "B"}}`: A and B are two applicants. Every later ledger keeps
these lines. Two ids that look the same are an error without such an answer (`SimilarIds`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any, Generic, TypeVar

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.characters import fold_name
from ipdsl.claims.claim import INFINITE
from ipdsl.engine.matters import BETWEEN
from ipdsl.ir.facts import ENDED
from ipdsl.ir.terms import Program, clauses_by_label
from ipdsl.ledger.lines import (
    UNKNOWN,
    AwardPlace,
    LedgerPage,
    PageAward,
    PageRule,
    Succession,
    absent_awards,
    labels_owed,
    page_of,
)
from ipdsl.schema.values.value_errors import LookAlike
from ipdsl.schema.values.value_type import printable

KINDS = ("renamed", "apart")


def is_answer(line: object) -> bool:
    """Whether a line of a ledger is an answer."""
    return isinstance(line, Mapping) and not line.keys().isdisjoint(KINDS)


def read_answers(lines: Iterable[object]) -> list[tuple[str, str, str]]:
    """The kind of each answer among these lines, the id of the ledger, and the new one; a lacking id is empty."""
    return [
        (kind, str(stated.get("from", "")), str(stated.get("to", "")))
        for line in lines
        if isinstance(line, Mapping)
        for kind in KINDS
        if kind in line
        for stated in [line[kind] if isinstance(line[kind], Mapping) else {}]
    ]


def current_ids(lines: Iterable[object]) -> dict[str, str]:
    """The ids by former ids, of each the first that was stated. In a circle an id leads to a former one."""
    ids = {old: new for kind, old, new in reversed(read_answers(lines)) if kind == "renamed"}
    for _ in ids:
        ids = {old: ids.get(new, new) for old, new in ids.items()}
    return ids


def answered_pairs(lines: Iterable[object]) -> set[frozenset[str]]:
    """The pairs of present ids that these lines are about."""
    ids = current_ids(lines := [*lines])
    return {frozenset(ids.get(name, name) for name in names) for _, *names in read_answers(lines)}


def concerns_settlement(answer: Mapping[str, object]) -> bool:
    """Whether the applicants of an answer are settled in another way without it."""
    return any(kind == "renamed" or fold_name(old) == fold_name(new) for kind, old, new in read_answers([answer]))


class SimilarIds:
    """Ids with their places, to find ids that look like one of them and are not stated to be another applicant."""

    def __init__(self, answers: Iterable[object] = ()) -> None:
        self._distinct, self._places = answered_pairs(answers), dict[str, dict[str, str]]()

    def add(self, name: str, place: str) -> str:
        """Add an id. Returns its first place."""
        return self._places.setdefault(fold_name(name), {}).setdefault(name, place)

    def finding(self, name: str, path: str) -> LookAlike | None:
        """The finding that an id looks like a different id."""
        for other, place in self._places.get(fold_name(name), {}).items():
            if other != name and frozenset((name, other)) not in self._distinct:
                advice = Phrase(
                    "; if these are two applicants, add `--apart '{other}={word}'`",
                    "；确为两个申请人的，请加上`--apart '{other}={word}'`",
                    other=printable(other), word=printable(name),
                )  # fmt: skip
                return LookAlike(path=path, word=printable(name), other=printable(other), place=place, advice=advice)
        return None


def answers_about(lines: Iterable[Mapping[str, object]], applicant: str) -> list[Mapping[str, object]]:
    """The answers that name an applicant or a former id of it."""
    ids = current_ids(lines := [*lines])
    return [line for line in lines for _, *names in read_answers([line]) if applicant in {*names, *map(ids.get, names)}]


_CONTENT = ("record", "event", "conditions", "sum")
_TITLE = ("record", "event", "title")


def succession(
    old: LedgerPage, new: LedgerPage, kinds: Container[str], before: Sequence[LedgerPage] = ()
) -> Succession:
    """What became of a page on the next one, and of the awards of the pages `before` that it does not have.

    `kinds` are the words for applicants. An answer that the old page has too was given to an earlier one: `formerly` if
    the award that has it continues the one that had it, `ended` if something else finds the award of the old page. If
    something else finds it, a new answer is about an absent award of the same label: `ended` if it is not known what
    became of that award.
    """
    formerly = {label: place for label, place in new.answers.items() if place is not None}
    ended, pages = new.answers.keys() - formerly, (*before, old)
    absent = {place: (pages[place[0]].awards[place[1]], now) for place, now in absent_awards(pages).items()}
    of_absent = {award.label for award, now in absent.values() if now == UNKNOWN or award.label in formerly}
    earlier = {
        label
        for label, place in old.answers.items()
        if place == UNKNOWN or label in (ended if place is None else formerly)
    }
    while True:
        matching = _AwardMatching(enumerate(old.awards), enumerate(new.awards))
        labels = {place: a.label for place, a in enumerate(old.awards) if a.label not in earlier | of_absent}
        matching.take({place: formerly[label] for place, label in labels.items() if label in formerly}, is_answer=True)
        gone = tuple(place for place, label in labels.items() if label in ended and place in matching.old)
        matching.leave_out(gone)
        matching.run()
        new_labels = {
            label
            for label in earlier
            if (then := old.answers[label]) is not None
            and then != UNKNOWN
            and matching.found.get(then) != formerly[label]
        }
        missed = of_absent.intersection(award.label for award in matching.old.values())
        if not new_labels | missed:
            break
        earlier, of_absent = earlier - new_labels, of_absent - missed
    gone += tuple(place for place in matching.old if old.awards[place].label in ended)
    answers = {label: formerly[label] for label in formerly.keys() - earlier}
    of_absent_awards = _find_absent_awards(absent, new, matching.new, answers, ended, of_absent)
    return Succession(matching.found, gone, _match_rules(old, new, matching.found, kinds), of_absent_awards)


def _find_absent_awards(
    absent: Mapping[AwardPlace, tuple[PageAward, int | None]], new: LedgerPage, free: Container[int],
    formerly: Mapping[str, int], ended: Container[str], answered: Container[str],
) -> Mapping[AwardPlace, int | None]:  # fmt: skip
    """What a page changes for the awards that the page before did not have.

    `free` are the awards of the page without a partner, `answered` the labels whose answers are about absent awards:
    about the last one that had the label, and about each award whose end is unknown. A similar award that continues an
    award of the same label continues them too. Otherwise an ended award stays ended, unless similar awards are free.
    """
    last = {award.label: place for place, (award, _) in absent.items()}
    targets = {place: formerly[award.label] for place, (award, _) in absent.items() if award.label in formerly}
    matching = _AwardMatching(
        ((place, award) for place, (award, _) in absent.items() if award.label not in ended), enumerate(new.awards)
    )
    answers = {
        place: now
        for place, now in targets.items()
        if (label := absent[place][0].label) in answered and (absent[place][1] == UNKNOWN or last[label] == place)
    }
    matching.take(answers, is_answer=True)
    matching.new = {
        place: award for place, award in enumerate(new.awards) if place in free or place in targets.values()
    }
    candidates = [*matching.new.values()]
    matching.run()
    similar = {
        place: UNKNOWN
        for place, award in matching.old.items()
        for words in (attrgetter(*_CONTENT), _under_title())
        if place in answers or (words(award) is not None and words(award) in map(words, candidates))
    }
    now_ended = {
        place: None for place, (award, _) in absent.items() if award.label in ended and award.label in answered
    }
    changed: dict[AwardPlace, int | None] = {**matching.found, **similar, **now_ended}
    return {place: now for place, now in changed.items() if now != absent[place][1]}


_PlaceT = TypeVar("_PlaceT", bound=Hashable)


class _AwardMatching(Generic[_PlaceT]):
    """The awards of two pages that have no partner yet, by their places, and the pairs found."""

    def __init__(self, old: Iterable[tuple[_PlaceT, PageAward]], new: Iterable[tuple[int, PageAward]]) -> None:
        self.old, self.new = dict(old), dict(new)
        self.found: dict[_PlaceT, int] = {}

    def take(self, pairs: Mapping[_PlaceT, int], *, is_answer: bool = False) -> None:
        """Make pairs of awards that have no partner. The items of other sets of records cannot be compared.

        An award that is the answer for others may have further partners: by answers, its label, or the whole.
        """
        for then, now in pairs.items():
            was, award = self.old.get(then), self.new.get(now)
            if was and award and (was.is_owed, was.keys_of_set) == (award.is_owed, award.keys_of_set):
                self.found[then] = now
                del self.old[then]
                if not is_answer:
                    del self.new[now]

    def leave_out(self, places: Iterable[_PlaceT]) -> None:
        """Find no partners for these awards of the old page."""
        for place in places:
            del self.old[place]

    def run(self) -> None:
        """Find partners by labels, then by the whole, then by content and title."""
        self.take(
            self._alike_awards(lambda award: (award.label, *attrgetter(*_TITLE[:2])(award)) if award.is_named else None)
        )
        named = {award.label for award in self.new.values() if award.is_named}
        self.leave_out([place for place, award in self.old.items() if award.is_named and award.label in named])
        self.take(self._alike_awards(_under_title("conditions", "sum")))
        self.new = {place: award for place, award in self.new.items() if place not in self.found.values()}
        pairs = {*self._alike_awards(attrgetter(*_CONTENT)).items(), *self._by_title().items()}
        old, new = [then for then, _ in pairs], [now for _, now in pairs]
        self.take({then: now for then, now in pairs if old.count(then) == new.count(now) == 1})

    def _by_title(self) -> Mapping[_PlaceT, int]:
        """Awards under one title: of several those with equal conditions, then with equal sums."""
        pairs: dict[_PlaceT, int] = {}
        for names in (("conditions",), ("sum",), ()):
            for then, now in self._alike_awards(_under_title(*names)).items():
                both_named = self.old[then].is_named and self.new[now].is_named
                if not both_named and then not in pairs and now not in pairs.values():
                    pairs[then] = now
        return pairs

    def _alike_awards(self, key_of: Callable[[PageAward], Hashable]) -> Mapping[_PlaceT, int]:
        """Pairs of awards that alone have their key on both pages; `None`: the award has no key."""
        then = values_by_key((key_of(award), place) for place, award in self.old.items())
        now = values_by_key((key_of(award), place) for place, award in self.new.items())
        return {
            places[0]: now[key][0]
            for key, places in then.items()
            if key is not None and len(places) == 1 and len(now.get(key, ())) == 1
        }


def _under_title(*names: str) -> Callable[[PageAward], Hashable]:
    """The key of an award with its title; `None` without a title."""
    return lambda award: attrgetter(*_TITLE, *names)(award) if award.title else None


def _match_rules(
    old: LedgerPage, new: LedgerPage, awards: Mapping[int, int], kinds: Container[str]
) -> Mapping[int, tuple[int, ...]]:
    """For each rule of the new page the rules that it continues, by places."""
    shares = _shares(old, new, awards, kinds)
    same: dict[int, tuple[int, ...]] = {}
    used: set[int] = set()
    for share in sorted({*shares.values()}, reverse=True):
        tied = [
            pair for pair, value in shares.items() if value == share and pair[0] not in used and pair[1] not in same
        ]
        while tied:
            then, now = _tied_with(tied[0], tied)
            whole = sum(pair[0] in then for pair in tied) == len(then) * len(now)
            rules, is_known = sorted(then), len(then) == len(now) and whole
            same.update((new_rule, (rules[i],) if is_known else (*rules,)) for i, new_rule in enumerate(sorted(now)))
            used |= then
            tied = [pair for pair in tied if pair[0] not in then]
    return same


def _tied_with(first: tuple[int, int], tied: Sequence[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """The rules of both pages that equal shares connect with the first pair."""
    then, now = {first[0]}, {first[1]}
    for _ in tied:
        now |= {partner for rule, partner in tied if rule in then}
        then |= {rule for rule, partner in tied if partner in now}
    return then, now


def _shares(
    old: LedgerPage, new: LedgerPage, awards: Mapping[int, int], kinds: Container[str]
) -> Mapping[tuple[int, int], Fraction]:
    """The share of matched awards in common, for each pair of rules of one kind that has some.

    It is 0 for two rules of one block that cover no matched award: the page exchanged all awards under the rule. Among
    rules without an equal on the other page, a kind of applicant counts as `applicant`.
    """
    then, now = [_kind(rule) for rule in old.rules], [_kind(rule) for rule in new.rules]
    covered = [{awards[award] for award in rule.covers if award in awards} for rule in old.rules]
    covers = [{*rule.covers}.intersection(awards.values()) for rule in new.rules]
    shares: dict[tuple[int, int], Fraction] = {}
    for place, rule in enumerate(old.rules):
        for new_place, present in enumerate(new.rules):
            is_alike = (
                then[place] not in now and now[new_place] not in then and _kind(rule, kinds) == _kind(present, kinds)
            )
            if then[place] != now[new_place] and not is_alike:
                continue
            common, either = covered[place] & covers[new_place], covered[place] | covers[new_place]
            if common:
                shares[place, new_place] = Fraction(len(common), len(either))
            elif not either and _block(old, rule, awards) == _block(new, present, awards.values()):
                shares[place, new_place] = Fraction(0)
    return shares


def _block(page: LedgerPage, rule: PageRule, matched: Iterable[int]) -> tuple[str, frozenset[str]]:
    """The group of a rule, or `policy`, and the titles of its awards. Without a title it is the hash of the page.

    A rule over the policy that covers all awards without a partner has no titles.
    """
    group, rest = (
        rule.name.split()[0].partition(".")[2],
        {place for place, award in enumerate(page.awards) if not award.is_owed}.difference(rule.covers, matched),
    )
    return group, frozenset(page.awards[p].title or page.hash for p in rule.covers if rest or group != "policy")


def _kind(rule: PageRule, kinds: Container[str] = ()) -> tuple[object, ...]:
    keys = sorted("applicant" if key in kinds else key for key in rule.keys)
    return rule.verb, rule.period, rule.begins, keys


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
        self,
        program: Program,
        pages: Sequence[LedgerPage],
        number: str = "",
        answers: Iterable[Mapping[str, object]] = (),
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
        self.pages: tuple[LedgerPage, ...] = tuple(pages)
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
        of_awards = [
            line
            for line in recalled
            if isinstance(line, Mapping) and getattr(line, "ended", None) is None and line.get("recovers") is None
        ]
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
        if line.get("recovers") is not None:
            return self._recovery(line, written)
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
            due = sum(map(Decimal, (line.get("due") or {}).values()), Decimal(line.get("carried") or 0))
            values = {Decimal(was[name]) if name in was else due for name in names}
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

    def _recovery(self, line: Mapping[str, Any], written: Mapping[str, Any]) -> Mapping[str, Any]:
        """A line of a recovery or a debt, with its present label and those of the awards whose payments it takes."""
        page, parts, label = line.get("page"), line["recovers"], str(line.get("clause"))
        if type(page) is not int or not 0 <= page < len(self.pages) or self.is_present(page) or type(parts) is not list:
            return line
        awards = self.awards(page)
        renamed = [
            {**part, "clause": awards[part["clause"]].label}
            if isinstance(part, Mapping) and part.get("clause") in awards
            else part
            for part in parts
        ]
        known, back = labels_owed(self.program), line.get("back")
        award = awards.get(label) or RecalledAward(
            known.get(label, label), "", False, {}, is_lost=label not in {*known, *self.program.ended}
        )
        has_sum = parts or (isinstance(back, Mapping) and any(str(sum_).strip("0.") for sum_ in back.values()))
        return RecalledLine(
            {**line, "policy": self.program.name, "recovers": renamed,
             "clause": label if award.is_ended else award.label},
            written, ended=award if award.is_lost and has_sum else None,
        )  # fmt: skip

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
                for clause, now in zip(self.program.clauses, self.pages[-1].awards, strict=False)
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
    page: LedgerPage, after: Succession, award: int | None, before: Mapping[int, tuple[str, ...]]
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
