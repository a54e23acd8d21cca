"""Laws over edits of a page between two years: a chain of years pays what the chain without the edit pays, or stops.

A ledger with the true pairs of awards and rules, by hidden numbers, is the judge of edits that change money.
"""

from __future__ import annotations

import copy
import json
import random
import tempfile
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

import ipdsl
from ipdsl.ledger import recall
from ipdsl.ledger.ledger_file import ledger_to_plain
from ipdsl.ledger.lines import LedgerPage, Succession, page_of
from ipdsl.ledger.recall import succession
from ipdsl.plain_data.errors import FactsError
from tests.support.edited_pages import (
    EXCHANGES,
    NEUTRAL,
    OTHERS,
    WORDS,
    YEARS,
    EditedPage,
    Rule,
    draw_page,
    draw_records,
    edited,
    facts_of,
)
from tests.support.slow import sampled

Ledger = dict[str, Any]
Sums = Mapping[tuple[int, str, str], int]


class Loaded:
    """A page as a policy; `awards` and `rules` have their hidden numbers by label and by name."""

    def __init__(self, page: EditedPage, folder: Path) -> None:
        text, numbers = page.text()
        (folder / "w.ipp").write_text(WORDS, "utf-8")
        (folder / "p.ipp").write_text(text, "utf-8")
        self.policy = ipdsl.load(str(folder / "p.ipp"))
        program = self.policy.program
        self.page = page_of(program)
        self.awards = [numbers[clause.span.line] for clause in program.clauses]
        self.rules = [
            numbers[bound.span.line]
            for step in program.settlement.steps
            if not step.is_of_award
            for bound in step.rules
        ]

    def settle(self, records: list[Any], year: int, ledger: Ledger | None) -> Ledger:
        facts = facts_of(records, year)
        decision = self.policy.evaluate(facts | ({} if ledger else {"history": []}), history=ledger)
        written = ledger_to_plain(self.policy.program, decision.ledger, "F1", [decision])
        return json.loads(json.dumps(written))  # type: ignore[no-any-return]  # an object


def sums(ledger: Ledger, *pages: Loaded) -> Sums:
    """What is due by hidden number of the award, item and year."""
    due = Counter[tuple[int, str, str]]()
    by_hash = {loaded.page.hash: loaded for loaded in pages}
    for line in ledger["ledger"]:
        loaded = by_hash[ledger["pages"][line["page"]]["hash"]]
        labels = [award.label for award in loaded.page.awards]
        for year, sum_ in line["due"].items():
            due[loaded.awards[labels.index(line["clause"])], line["item"], year] += int(sum_.replace(".", ""))
    return {key: sum_ for key, sum_ in due.items() if sum_}


def paid_awards(ledger: Ledger, loaded: Loaded) -> set[int]:
    """The hidden numbers of awards with money in a ledger."""
    labels = [award.label for award in loaded.page.awards]
    return {loaded.awards[labels.index(line["clause"])] for line in ledger["ledger"] if recall.has_money(line)}


def true_succession(old: Loaded, new: Loaded) -> Succession:
    """What became of the awards and rules, by hidden numbers."""
    awards = {old.awards.index(number): place for place, number in enumerate(new.awards) if number in old.awards}
    rules = {place: (old.rules.index(number),) for place, number in enumerate(new.rules) if number in old.rules}
    ended = [place for place, award in enumerate(old.page.awards) if award.label in new.policy.program.ended]
    return Succession(awards, tuple(ended), rules)


def with_true_pairs(ledger: Ledger, old: Loaded, new: Loaded) -> Ledger:
    """A ledger that knows the true pairs: lines without money of awards that are gone are left out."""
    page = attrs.evolve(new.page, after=true_succession(old, new))
    lines = [{name: value for name, value in line.items() if name != "digest"} for line in ledger["ledger"]]
    return {"policy": "p", "currency": "CNY", "pages": [*ledger["pages"], page.to_plain()], "ledger": lines}


@attrs.frozen
class Tried:
    """The outcome of an edit: `same` as without it, `other`, `stop`, or `needless` if true pairs do not stop."""

    edit: str
    outcome: str


def chain(pages: list[Loaded], records: list[Any], ledger: Ledger | None) -> Ledger:
    """The ledger after a page settled each year, from the year of the first page."""
    for loaded, year in zip(pages, YEARS[-len(pages) :], strict=True):
        ledger = loaded.settle(records, year, ledger)
    assert ledger is not None
    return ledger


@attrs.frozen
class Unedited:
    """A drawn page and its records, with the ledgers of year one and of all years without an edit."""

    page: EditedPage
    records: list[Any]
    loaded: Loaded
    first: Ledger
    ledger: Ledger


@cache
def unedited(seed: int) -> Unedited | None:
    """The page of a seed; `None` if it has errors."""
    rng = random.Random(seed)
    page, records = draw_page(rng), draw_records(rng)
    with tempfile.TemporaryDirectory() as folder:
        try:
            loaded = Loaded(page, Path(folder))
        except ipdsl.PolicyError:
            return None
        first = loaded.settle(records, YEARS[0], None)
        return Unedited(page, records, loaded, first, chain([loaded, loaded], records, first))


def try_edits(seed: int, folder: Path, names: list[str], second: str = "") -> list[Tried]:
    """Try edits of a drawn page before year two, and a second one before year three."""
    drawn = unedited(seed)
    if drawn is None:
        return []
    page, records, old, first, plain_ledger = drawn.page, drawn.records, drawn.loaded, drawn.first, drawn.ledger
    plain, tried = sums(plain_ledger, old), list[Tried]()
    for name in names:
        rng = random.Random(f"{seed} {name}")
        after = edited(name, page, rng, paid_awards(plain_ledger if name in NEUTRAL else first, old))
        later = after and (edited(second, after, rng, paid_awards(plain_ledger, old)) if second else after)
        if after is None or later is None:
            continue
        try:
            new = Loaded(after, folder)
            last = Loaded(later, folder) if second else new
        except ipdsl.PolicyError:
            continue
        tried.append(Tried(name, _outcome(name, old, new, last, records, first, plain)))
    return tried


def _outcome(name: str, old: Loaded, new: Loaded, last: Loaded, records: list[Any], first: Ledger, plain: Sums) -> str:
    try:
        got = sums(chain([new, last], records, first), old, new, last)
    except FactsError:
        got = None
    if name in NEUTRAL:
        return "needless" if got is None else "same" if got == plain else "other"
    if any(recall.has_money(line) for line in first["ledger"] if _is_gone(line, old, new)):
        return "stop" if got is None else "other"
    try:
        meant = sums(chain([new, new], records, with_true_pairs(first, old, new)), old, new)
    except FactsError:
        meant = None
    return "same" if got == meant else "needless" if got is None else "other"


def _is_gone(line: Mapping[str, Any], old: Loaded, new: Loaded) -> bool:
    labels = [award.label for award in old.page.awards]
    is_ended = line["clause"] in new.policy.program.ended
    return old.awards[labels.index(line["clause"])] not in new.awards and not is_ended


def outcomes(seeds: range, folder: Path, names: list[str], second: str = "") -> Counter[tuple[str, str]]:
    counted = Counter[tuple[str, str]]()
    for seed in seeds:
        counted.update((tried.edit, tried.outcome) for tried in try_edits(seed, folder, names, second))
    return counted


def others(counted: Counter[tuple[str, str]]) -> dict[str, int]:
    """The edits after which a chain silently pays something else."""
    return {edit: many for (edit, outcome), many in counted.items() if outcome == "other"}


SEEDS = range(3)
RARE = {"split": range(7), "delete": range(34, 35), "unwrap": range(20, 24), "end award": range(14, 20)}
"""More pages for edits that few of them take."""


@pytest.mark.parametrize("name", sampled(NEUTRAL, 3, others="broad"))
def test_an_edit_that_changes_no_money_pays_what_the_page_without_it_pays(name: str, tmp_path: Path) -> None:
    counted = outcomes(RARE.get(name, SEEDS), tmp_path, [name])
    assert {*counted} == {(name, "same")}


@pytest.mark.parametrize("name", sampled(OTHERS, 3, others="broad"))
def test_an_edit_that_changes_money_pays_what_the_true_pairs_pay_or_stops(name: str, tmp_path: Path) -> None:
    counted = outcomes(SEEDS, tmp_path, [name])
    assert not others(counted)
    assert sum(counted.values()) > 0


@pytest.mark.broad
@pytest.mark.parametrize("name", EXCHANGES)
def test_rules_whose_awards_all_end_pay_what_the_true_pairs_pay(name: str, tmp_path: Path) -> None:
    """The rule over the policy keeps its charges, and so does a rule of an article or group that keeps its title."""
    counted = outcomes(range(12), tmp_path, [name])
    assert {*counted} == {(name, "same")}


@pytest.mark.broad
@pytest.mark.parametrize("second", sampled(["renumber", "insert", "relabel", "retitle"], 4, others="broad"))
def test_two_edits_in_different_years_pay_what_the_page_without_them_pays(second: str, tmp_path: Path) -> None:
    counted = outcomes(range(3), tmp_path, ["insert", "relabel"], second)
    assert {outcome for _, outcome in counted} == {"same"}


@pytest.mark.slow
def test_edits_of_many_pages_stop_at_most_once_in_a_hundred(tmp_path: Path) -> None:
    counted = outcomes(range(100, 300), tmp_path, [*NEUTRAL])
    assert not others(counted)
    assert sum(many for (_, outcome), many in counted.items() if outcome == "needless") <= sum(counted.values()) / 100


# ------------------------------------------------------------------------------------------- ended awards


def draw_waiting_page(rng: random.Random) -> EditedPage:
    """A drawn page with a cap that carries forward, over the policy or over an article with several awards."""
    page = draw_page(rng)
    cap = Rule(page.number(), f"cap {rng.choice([4000, 6000, 10000])}", rng.choice(CARRYING), rng.choice([1, 2]))
    shared = [article for article in page.articles if len(EditedPage([article], []).awards()) > 1]
    if shared and rng.random() < 0.4:
        rng.choice(shared).parts.append(cap)
        page.over = [rule for rule in page.over if not rule.carry]
    else:
        page.over = [cap]
    return page


CARRYING = ("per firm per year", "per bank per year")


def end_awards(seed: int, folder: Path, second: str = "") -> Counter[str]:
    """End, one by one, the awards of a drawn page with money that nobody claims any more, before year two.

    The page is edited a second time before year three.
    """
    rng, outcomes = random.Random(seed), Counter[str]()
    page, all_records = draw_waiting_page(rng), draw_records(rng)
    try:
        old = Loaded(page, folder)
    except ipdsl.PolicyError:
        return outcomes
    for award in page.awards():
        records = [record for record in all_records if record[1] != award.record or record[0] == YEARS[0]]
        first = old.settle(records, YEARS[0], None)
        label = old.page.awards[old.awards.index(award.number)].label
        after = page.without_award(award.number, label)
        later = edited(second, after, rng, {each.number for each in page.awards()}) if second else after
        try:
            pages = [Loaded(each, folder) for each in (after, later)] if later and ended_lines(first, label) else []
        except ipdsl.PolicyError:
            continue
        if pages:
            got, meant = chain(pages, records, first), chain([old, old], records, first)
            lines = ended_lines(got, label)
            is_same = sums(got, old, *pages) == sums(meant, old) and lines == ended_lines(meant, label)
            outcomes["same" if is_same else "other"] += 1
            outcomes["paid"] += any(Decimal(line["due"].get(str(year), 0)) for line in lines for year in YEARS[1:])
            outcomes["lapsed"] += any(Decimal(line["lapsed"]) for line in lines)
    return outcomes


def ended_lines(ledger: Ledger, label: str) -> list[Mapping[str, Any]]:
    """The lines with money of an award of the first page, without digests."""
    of_award = (line for line in ledger["ledger"] if (line["clause"], line["page"]) == (label, 0))
    lines = filter(recall.has_money, of_award)
    return [{name: part for name, part in line.items() if name != "digest"} for line in lines]


@pytest.mark.broad
@pytest.mark.parametrize("second", sampled(["", "renumber", "retitle", "insert", "per applicant"], 5))
def test_waiting_money_of_an_ended_award_is_paid_or_lapses_as_on_the_page_without_the_edit(
    second: str, tmp_path: Path
) -> None:
    outcomes = sum((end_awards(seed, tmp_path, second) for seed in range(5)), Counter[str]())
    assert outcomes["other"] == 0
    assert outcomes["same"] > 5
    assert outcomes["paid"]
    assert outcomes["lapsed"]


# ------------------------------------------------------------------------------------------- restored awards


def restore_awards(seed: int, folder: Path, second: str = "") -> Counter[str]:
    """End the awards of a drawn page, one by one, before year two, and restore them before year three.

    No record of year two is one for the award. The page is edited a second time when the award is restored; `formerly`
    changes its title and its conditions too, and names the award in an answer.
    """
    rng, outcomes = random.Random(seed), Counter[str]()
    page, all_records = draw_waiting_page(rng), draw_records(rng)
    try:
        old = Loaded(page, folder)
    except ipdsl.PolicyError:
        return outcomes
    for award in page.awards():
        records = [record for record in all_records if record[1] != award.record or record[0] != YEARS[1]]
        first = old.settle(records, YEARS[0], None)
        label = old.page.awards[old.awards.index(award.number)].label
        without = page.without_award(award.number, label)
        if second == "formerly":
            after = None if award.label else with_answer(page, award.number, label)
        else:
            after = edited(second, page, rng, {each.number for each in page.awards()}) if second else page
        if after is None or len(without.rules()) < len(page.rules()):  # a rule that is gone forgets its charges
            continue
        try:
            ended, restored = (Loaded(each, folder) for each in (without, after))
        except ipdsl.PolicyError:
            continue
        meant = sums(chain([old, old], records, first), old)
        try:
            got = sums(chain([ended, restored], records, first), old, ended, restored)
        except FactsError:
            outcomes["stop"] += 1
            continue
        outcomes["same" if got == meant else "other"] += 1
        outcomes["paid before"] += award.number in paid_awards(first, old)
    return outcomes


def with_answer(page: EditedPage, number: int, label: str) -> EditedPage:
    """The award with `formerly`, under another title and with a condition more."""
    after = copy.deepcopy(page)
    for article in after.articles:
        for award in EditedPage([article], []).awards():
            if award.number == number:
                article.title = "A new title"
                award.former, award.condition = label, f"{award.condition or 'amount at least 1'} and amount at least 2"
    return after


@pytest.mark.broad
@pytest.mark.parametrize("second", sampled(["", "renumber", "insert", "retitle", "formerly"], 5))
def test_a_restored_award_pays_what_the_page_that_never_ended_it_pays(second: str, tmp_path: Path) -> None:
    outcomes = sum((restore_awards(seed, tmp_path, second) for seed in range(6)), Counter[str]())
    assert outcomes["other"] == outcomes["stop"] == 0
    assert outcomes["paid before"] > 3


# ------------------------------------------------------------------------------------------- planted faults


def test_the_law_notices_awards_that_are_found_by_the_text_of_their_label(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_label(old: LedgerPage, new: LedgerPage, *rest: Any) -> Succession:
        labels = {award.label: place for place, award in enumerate(new.awards)}
        awards = {place: labels[award.label] for place, award in enumerate(old.awards) if award.label in labels}
        return attrs.evolve(succession(old, new, *rest), awards=awards)

    monkeypatch.setattr("ipdsl.ledger.recall.succession", by_label)
    assert others(outcomes(range(7, 8), tmp_path, ["insert"]))


def test_the_law_notices_awards_that_are_found_by_record_and_event_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_event(old: LedgerPage, new: LedgerPage, *rest: Any) -> Succession:
        found = succession(old, new, *rest)
        events = [(award.record, award.event) for award in new.awards]
        rest_of = {
            place: events.index(event)
            for place, award in enumerate(old.awards)
            if place not in found.awards and (event := (award.record, award.event)) in events
        }
        return Succession({**rest_of, **found.awards}, (), found.rules)

    monkeypatch.setattr("ipdsl.ledger.recall.succession", by_event)
    assert others(outcomes(range(2), tmp_path, ["replace"]))


def test_the_law_notices_a_ledger_that_knows_its_last_page_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_last(self: recall.Recall, page: int) -> Mapping[str, recall.RecalledAward | None]:
        return real(self, max(page, len(self.pages) - 2))

    real = recall.Recall.awards
    monkeypatch.setattr(recall.Recall, "awards", of_last)
    assert {outcome for _, outcome in outcomes(range(7, 8), tmp_path, ["insert"], "renumber")} != {"same"}


def test_the_law_notices_rules_that_forget_charges_under_other_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(old: LedgerPage, new: LedgerPage, *rest: Any) -> Succession:
        found = succession(old, new, *rest)
        same = {place: then for place, then in found.rules.items() if new.rules[place].name == old.rules[then[0]].name}
        return attrs.evolve(found, rules=same)

    monkeypatch.setattr("ipdsl.ledger.recall.succession", forgetful)
    assert others(outcomes(range(14, 15), tmp_path, ["renumber"]))


def test_the_law_notices_rules_that_forget_charges_if_all_their_awards_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipdsl.ledger.recall._block", lambda *_: object())
    assert others(outcomes(range(3, 4), tmp_path, [*EXCHANGES]))


def test_the_law_notices_rules_that_are_found_in_another_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.ledger.recall._block", lambda *_: "")
    assert others(outcomes(range(3, 4), tmp_path, [*EXCHANGES]))


@pytest.mark.broad
def test_the_law_notices_ended_awards_without_their_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.claims.proposer._with_members", lambda step, *_: step)
    outcomes = sum((end_awards(seed, tmp_path) for seed in range(3)), Counter[str]())
    assert outcomes["other"]


@pytest.mark.broad
@pytest.mark.parametrize("second", sampled(["renumber", "formerly"], 2, others="broad"))
def test_the_law_notices_ended_awards_that_are_never_restored(
    second: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_absent(old: LedgerPage, new: LedgerPage, *rest: Any) -> Succession:
        return succession(old, new, rest[0])

    monkeypatch.setattr("ipdsl.ledger.recall.succession", without_absent)
    outcomes = sum((restore_awards(seed, tmp_path, second) for seed in range(3)), Counter[str]())
    assert outcomes["other"]
