"""Awards and rules of a page, found again on the next one.

Awards first, all at once and one to one:

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
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Generic, TypeVar

from ipdsl.base.partition import values_by_key
from ipdsl.ledger.pages import UNKNOWN, AwardPlace, Page, PageAward, PageRule, Succession, absent_awards

_CONTENT = ("record", "event", "conditions", "sum")
_TITLE = ("record", "event", "title")


def succession(old: Page, new: Page, kinds: Container[str], before: Sequence[Page] = ()) -> Succession:
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
    absent: Mapping[AwardPlace, tuple[PageAward, int | None]], new: Page, free: Container[int],
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
            if then in self.old and now in self.new and self.old[then].keys_of_set == self.new[now].keys_of_set:
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
    old: Page, new: Page, awards: Mapping[int, int], kinds: Container[str]
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
    old: Page, new: Page, awards: Mapping[int, int], kinds: Container[str]
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


def _block(page: Page, rule: PageRule, matched: Iterable[int]) -> tuple[str, frozenset[str]]:
    """The group of a rule, or `policy`, and the titles of its awards. Without a title it is the hash of the page.

    A rule over the policy that covers all awards without a partner has no titles.
    """
    group, rest = rule.name.split()[0].partition(".")[2], {*range(len(page.awards))}.difference(rule.covers, matched)
    return group, frozenset(page.awards[p].title or page.hash for p in rule.covers if rest or group != "policy")


def _kind(rule: PageRule, kinds: Container[str] = ()) -> tuple[object, ...]:
    keys = sorted("applicant" if key in kinds else key for key in rule.keys)
    return rule.verb, rule.period, rule.begins, keys
