"""Awards and rules of a page, found again on the next one.

Awards first, all at once and one to one:

- by the answers of the author (`formerly`, `ended`),
- by a label that the author wrote,
- by record, event, title, conditions and sum,
- of the rest by content (record, event, conditions and sum) and by title (record, event and title). An award that the
  two find in different places stays without a partner. No title is equal to no title.

A rule is the same if verb, period, beginning of the year and keys are equal. The number of an article, the group, the
amount and the place of a rule do not matter. Pairs are made by the share of matched awards in common. If all awards
under a rule end, its block finds it: the policy, or the articles and the group by their titles and its name.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter

from ipdsl.base.partition import values_by_key
from ipdsl.ledger.pages import UNKNOWN, Page, PageAward, PageRule, Succession

_CONTENT = ("record", "event", "conditions", "sum")
_TITLE = ("record", "event", "title")


def succession(
    old: Page, new: Page, formerly: Mapping[str, int], ended: Container[str], kinds: Container[str]
) -> Succession:
    """What became of a page on the next one.

    `formerly` has the award that continues each label, `kinds` the words for applicants. An answer that the old page
    has too was given to an earlier one: `formerly` if the award that has it continues the one that had it, `ended` if
    something else finds the award of the old page.
    """
    earlier = {
        label
        for label, place in old.answers.items()
        if place == UNKNOWN or label in (ended if place is None else formerly)
    }
    while True:
        matching = _AwardMatching(old.awards, new.awards)
        labels = {place: award.label for place, award in enumerate(old.awards) if award.label not in earlier}
        matching.take({place: formerly[label] for place, label in labels.items() if label in formerly})
        gone = tuple(place for place, label in labels.items() if label in ended and place in matching.old)
        matching.leave_out(gone)
        matching.run()
        known = ((label, then) for label in earlier if (then := old.answers[label]) is not None and then != UNKNOWN)
        new_labels = {label for label, then in known if matching.found.get(then) != formerly[label]}
        if not new_labels:
            break
        earlier -= new_labels
    gone += tuple(place for place in matching.old if old.awards[place].label in ended)
    return Succession(matching.found, gone, _match_rules(old, new, matching.found, kinds))


class _AwardMatching:
    """The awards of two pages that have no partner yet, by their places, and the pairs found."""

    def __init__(self, old: Sequence[PageAward], new: Sequence[PageAward]) -> None:
        self.old, self.new = dict(enumerate(old)), dict(enumerate(new))
        self.found: dict[int, int] = {}

    def take(self, pairs: Mapping[int, int]) -> None:
        """Make pairs of awards that have no partner. The items of other sets of records cannot be compared."""
        for then, now in pairs.items():
            if then in self.old and now in self.new and self.old[then].keys_of_set == self.new[now].keys_of_set:
                self.found[then] = now
                del self.old[then], self.new[now]

    def leave_out(self, places: Sequence[int]) -> None:
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
        content, title = self._alike_awards(attrgetter(*_CONTENT)), self._by_title()
        for then in {**content, **title}:
            partners = {pairs[then] for pairs in (content, title) if then in pairs}
            now = next(iter(partners))
            rivals = {place for pairs in (content, title) for place, partner in pairs.items() if partner == now}
            if len(partners) == 1 and rivals == {then}:
                self.take({then: now})

    def _by_title(self) -> Mapping[int, int]:
        """Awards under one title: of several those with equal conditions, then with equal sums."""
        pairs: dict[int, int] = {}
        for names in (("conditions",), ("sum",), ()):
            for then, now in self._alike_awards(_under_title(*names)).items():
                both_named = self.old[then].is_named and self.new[now].is_named
                if not both_named and then not in pairs and now not in pairs.values():
                    pairs[then] = now
        return pairs

    def _alike_awards(self, key_of: Callable[[PageAward], Hashable]) -> Mapping[int, int]:
        """Pairs of awards that alone have their key on both pages; `None`: the award has no key."""
        then, now = (
            values_by_key((key_of(award), place) for place, award in awards.items()) for awards in (self.old, self.new)
        )
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
            if len(then) == len(now) and whole:
                same.update(zip(sorted(now), ((rule,) for rule in sorted(then)), strict=True))
            else:  # it is not known which
                same.update(dict.fromkeys(now, tuple(sorted(then))))
            used |= then
            tied = [pair for pair in tied if pair[0] not in then]
    return same


def _tied_with(first: tuple[int, int], tied: Sequence[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """The rules of both pages that equal shares connect with the first pair."""
    then, now = {first[0]}, {first[1]}
    while True:
        more = {rule for rule, partner in tied if partner in now}, {partner for rule, partner in tied if rule in then}
        if more[0] <= then and more[1] <= now:
            return then, now
        then, now = then | more[0], now | more[1]


def _shares(
    old: Page, new: Page, awards: Mapping[int, int], kinds: Container[str]
) -> Mapping[tuple[int, int], Fraction]:
    """The share of matched awards in common, for each pair of rules of one kind that has some.

    It is 0 for two rules of one block that cover no matched award: the page exchanged all awards under the rule. Among
    rules without an equal on the other page, a kind of applicant counts as `applicant`.
    """
    then, now = [_kind(rule) for rule in old.rules], [_kind(rule) for rule in new.rules]
    folded = [_kind(rule, kinds) for rule in old.rules], [_kind(rule, kinds) for rule in new.rules]
    kept_awards = {*awards.values()}
    shares: dict[tuple[int, int], Fraction] = {}
    for place, rule in enumerate(old.rules):
        covered = {awards[award] for award in rule.covers if award in awards}
        for new_place, present in enumerate(new.rules):
            is_same = then[place] == now[new_place]
            if not is_same and (
                then[place] in now or now[new_place] in then or folded[0][place] != folded[1][new_place]
            ):
                continue
            covers = kept_awards.intersection(present.covers)
            if covered & covers:
                shares[place, new_place] = Fraction(len(covered & covers), len(covered | covers))
            elif not covered | covers and _block(old, rule, awards) == _block(new, present, kept_awards):
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
