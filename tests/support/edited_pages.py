"""Pages of loans and courses that are edited between two years, and firms with records of three years.

Each award and each rule has a number that no text shows. By it a test knows which award of the edited page is which.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

import attrs

WORDS = """vocabulary w "Words of the edits"

applicant firm

record loan
  key number
  amount money
  bank text
  event drawn on drawn_on default
record course
  key number
  amount money
  bank text
  event finished on finished_on default
"""

EVENTS = {"loan": ("drawn", "drawn_on"), "course": ("finished", "finished_on")}
YEARS = (2022, 2023, 2024)
_TITLES = ("Loans", "Training", "Growth", "Banks", "Export")
_KEYS = (
    "per firm per year",
    "per firm",
    "per firm per 2 years",
    "per firm in any 24 months",
    "per bank",
    "per bank per year",
)
_IMPOSSIBLE = "amount at least 900000000"


@attrs.define
class Award:
    """An award, and its hidden number."""

    number: int
    record: str
    sum: str
    once: str = ""
    label: str = ""
    condition: str = ""
    former: str = ""

    def lines(self) -> Iterator[str]:
        yield " ".join(
            filter(None, ["award", self.sum, self.once, "to firm when", self.record, EVENTS[self.record][0]])
        )
        if self.label:
            yield f"  as {self.label}"
        if self.condition:
            yield f"  if {self.condition}"
        if self.former:
            yield f"  formerly {self.former}"


@attrs.define
class Rule:
    """A rule, and its hidden number."""

    number: int
    verb: str
    keys: str
    carry: int = 0

    def lines(self) -> Iterator[str]:
        yield f"{self.verb} {self.keys}"
        if self.carry:
            yield f"  carry forward {self.carry} years"


@attrs.define
class Group:
    """Awards, and rules over them alone."""

    number: int
    parts: list[Any]

    def lines(self) -> Iterator[str]:
        yield f"group g{self.number}"
        for part in self.parts:
            yield from (f"  {line}" for line in part.lines())


@attrs.define
class Article:
    """A title, then awards, groups and rules."""

    title: str
    parts: list[Any]


@attrs.define
class EditedPage:
    """A page; `first` is the number of its first article, `over` are rules over all awards, `ended` are labels."""

    articles: list[Article]
    over: list[Rule]
    first: int = 1
    title: str = "Money"
    last_number: int = 0
    ended: list[str] = attrs.Factory(list)

    def number(self) -> int:
        """A new hidden number."""
        self.last_number += 1
        return self.last_number

    def text(self) -> tuple[str, dict[int, int]]:
        """The page, and the hidden number of the award or rule in each line."""
        lines = [f'policy p "{self.title}"', "  effective 2022-01-01 to 2026-12-31", "  use w"]
        lines += [f"  ended {label}" for label in self.ended]
        numbers: dict[int, int] = {}

        def write(parts: list[Any], indent: str) -> None:
            for part in parts:
                if isinstance(part, Group):
                    lines.append(f"{indent}group g{part.number}")
                    write(part.parts, f"{indent}  ")
                    continue
                numbers[len(lines) + 1] = part.number
                lines.extend(indent + line for line in part.lines())

        for index, article in enumerate(self.articles):
            lines.append(f'article {self.first + index} "{article.title}"')
            write(article.parts, "  ")
        if self.over:
            lines += [f'article {self.first + len(self.articles)} "Payment"', "  over policy"]
            write([*self.over], "    ")
        return "\n".join(lines) + "\n", numbers

    def awards(self) -> list[Award]:
        return [part for part in self._parts() if isinstance(part, Award)]

    def rules(self) -> list[Rule]:
        return [*(part for part in self._parts() if isinstance(part, Rule)), *self.over]

    def _parts(self) -> Iterator[Any]:
        for article in self.articles:
            for part in article.parts:
                yield from part.parts if isinstance(part, Group) else [part]

    def labels(self) -> list[str]:
        """The labels of all awards."""
        return [
            award.label or f"{self.first + index}.{award.record}.{EVENTS[award.record][0]}"
            for index, article in enumerate(self.articles)
            for award in EditedPage([article], []).awards()
        ]

    def without_award(self, number: int, label: str) -> EditedPage:
        """The page after an award is ended. Groups and articles without awards go with it."""
        page = copy.deepcopy(self)
        for article in page.articles:
            for part in article.parts:
                if isinstance(part, Group):
                    part.parts = [each for each in part.parts if each.number != number]
            article.parts = [part for part in article.parts if part.number != number and _has_awards(part)]
        page.articles = [article for article in page.articles if EditedPage([article], []).awards()]
        page.ended.append(label)
        return page


def _has_awards(part: Any) -> bool:
    """Whether a part is not a group without awards."""
    return not isinstance(part, Group) or any(isinstance(each, Award) for each in part.parts)


# ---------------------------------------------------------------------------------------- drawn pages and facts


def draw_page(rng: random.Random) -> EditedPage:
    """Two to four articles with awards, groups and rules of several kinds."""
    page = EditedPage([], [])
    for title in rng.sample(_TITLES, rng.choice([2, 3, 3, 4])):
        parts: list[Any] = [_draw_award(rng, page) for _ in range(rng.choice([1, 2, 2, 3]))]
        if len(parts) > 1 and rng.random() < 0.3:
            inner = [parts[0], *([_draw_rule(rng, page)] if rng.random() < 0.7 else [])]
            parts = [Group(page.number(), inner), *parts[1:]]
        parts += [_draw_rule(rng, page) for _ in range(rng.choice([0, 1, 1, 2]))]
        page.articles.append(Article(title, parts))
    if rng.random() < 0.4:
        page.over = [Rule(page.number(), f"cap {rng.choice([6000, 10000, 15000])}", "per firm per year", carry=2)]
    else:
        page.over = [_draw_rule(rng, page, 2) for _ in range(rng.choice([0, 1, 2]))]
    _label_twins(page)
    return page


def _draw_award(rng: random.Random, page: EditedPage, *, pays: bool = True) -> Award:
    sum_ = rng.choice(["2000", "5000", "10000", "10% of amount", "25% of amount", "50% of amount at most 6000"])
    award = Award(page.number(), rng.choice([*EVENTS]), sum_)
    if "at most" not in sum_:
        award.once = rng.choice(["", "", "once", "once per firm", "once per firm per year", "once per bank"])
    if rng.random() < 0.4:
        award.condition = f"amount at least {rng.choice([5000, 10000, 20000])}"
    if rng.random() < 0.25:
        award.label = f"named{award.number}"
    if not pays:
        award.condition = _IMPOSSIBLE
    return award


def _draw_rule(rng: random.Random, page: EditedPage, times: int = 1) -> Rule:
    kind = rng.choices(["cap", "limit", "pay highest", "no repeat"], [7, 2, 1, 1])[0]
    if kind == "cap":
        return Rule(page.number(), f"cap {times * rng.choice([5000, 8000, 12000, 20000])}", rng.choice(_KEYS))
    if kind == "limit":
        return Rule(page.number(), f"limit {rng.choice([1, 2, 3])} items", rng.choice(_KEYS[:3]))
    keys = "per firm per year" if kind == "pay highest" else rng.choice(["per bank", "per bank per year", "per item"])
    return Rule(page.number(), kind, keys)


def _label_twins(page: EditedPage) -> None:
    """Give a label to the second award of a record in an article."""
    for article in page.articles:
        seen = set[str]()
        for award in (each for part in article.parts for each in (part.parts if isinstance(part, Group) else [part])):
            if isinstance(award, Award):
                if not award.label and award.record in seen:
                    award.label = f"named{award.number}"
                seen.add(award.record)


def draw_records(rng: random.Random) -> list[tuple[int, str, dict[str, Any]]]:
    """Records of three years, each with the year in which it is first stated and its kind; no two of a day."""
    days = iter(rng.sample(range(336), 40))
    records: list[tuple[int, str, dict[str, Any]]] = []
    for year in YEARS:
        for _ in range(rng.choice([2, 3, 4, 5])):
            day, kind = next(days), rng.choice([*EVENTS])
            late = year < YEARS[-1] and rng.random() < 0.12
            amount = rng.choice([4000, 8000, 12000, 25000, 40000, 60000])
            values = {"number": f"R{len(records)}", "amount": amount, "bank": rng.choice("XY"),
                      EVENTS[kind][1]: f"{year}-{day // 28 + 1:02}-{day % 28 + 1:02}"}  # fmt: skip
            records.append((year + late, kind, values))
    return records


def facts_of(records: list[tuple[int, str, dict[str, Any]]], year: int) -> dict[str, Any]:
    """What the firm states in a year: all its records up to then."""
    stated = {kind: [values for since, of, values in records if of == kind and since <= year] for kind in EVENTS}
    return {"applicant": {"id": "F1", "kinds": ["firm"]}, "as_of": f"{year}-12-31", "records": stated}


# ------------------------------------------------------------------------------------------------------------- edits

Edit = Callable[[EditedPage, random.Random, set[int]], "EditedPage | None"]
"""A page edited, or None where the page has nothing to edit so; the numbers are those of awards with money."""


def _renumber(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage:
    page.first += rng.choice([1, 2, 5])
    return page


def _insert(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage:
    award = attrs.evolve(_draw_award(rng, page, pays=False), record=rng.choice(page.awards()).record)
    page.articles.insert(
        rng.randrange(len(page.articles) + 1), Article(rng.choice(["Green loans", "New aid"]), [award])
    )
    return page


def _delete(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    free = [a for a in page.articles if not paid.intersection(x.number for x in EditedPage([a], []).awards())]
    if not free or len(page.articles) < 2:
        return None
    page.articles.remove(rng.choice(free))
    return page


def _move(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage:
    article = page.articles.pop(rng.randrange(len(page.articles)))
    page.articles.insert(rng.randrange(len(page.articles) + 1), article)
    return page


def _split(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    free = [a for a in page.articles if len(a.parts) > 1 and all(isinstance(part, Award) for part in a.parts)]
    if not free:
        return None
    article = rng.choice(free)
    page.articles.insert(page.articles.index(article) + 1, Article(f"{article.title} II", article.parts[1:]))
    del article.parts[1:]
    return page


def _retitle(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage:
    rng.choice(page.articles).title = "A new title"
    return page


def _wrap(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    free = [a for a in page.articles if not any(_compares(part) for part in a.parts)]
    if not free:
        return None
    article = rng.choice(free)
    many = next((i for i, part in enumerate(article.parts) if not isinstance(part, Award)), len(article.parts))
    if not many:
        return None
    article.parts[:many] = [Group(page.number(), article.parts[:many])]
    return page


def _unwrap(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    free = [a for a in page.articles if isinstance(a.parts[0], Group) and not any(_compares(part) for part in a.parts)]
    if not free:
        return None
    article = rng.choice(free)
    article.parts[:1] = article.parts[0].parts
    return None if any(_compares(part) for part in article.parts) else page


def _compares(part: Any) -> bool:
    """Whether a rule compares groups, so that a group changes what it means."""
    return isinstance(part, Rule) and part.verb in ("pay highest", "no repeat")


def _add_award(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage:
    rng.choice(page.articles).parts.insert(0, _draw_award(rng, page, pays=False))
    return page


def _end_award(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    shared = [article for article in page.articles if len(EditedPage([article], []).awards()) > 1]
    free = [(a, part) for a in shared for part in a.parts if isinstance(part, Award) and part.number not in paid]
    if not free:
        return None
    article, award = rng.choice(free)
    article.parts.remove(award)
    return page


def _relabel(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage:
    award = rng.choice(page.awards())
    award.label = f"renamed{award.number}"
    return page


def _per_applicant(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage:
    for award in page.awards():
        award.once = award.once.replace("per firm", "per applicant")
    for rule in page.rules():
        rule.keys = rule.keys.replace("per firm", "per applicant")
    return page


def _swap_caps(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    for article in page.articles:
        last = article.parts[-2:]
        if len(last) == 2 and all(isinstance(part, Rule) and part.verb.startswith("cap") for part in last):
            article.parts[-2:] = reversed(last)
            return page
    return None


def _exchange_titles(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage:
    one, other = rng.sample(page.articles, 2)
    one.title, other.title = other.title, one.title
    return page


def _condition(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    free = [award for award in page.awards() if award.condition and award.condition != _IMPOSSIBLE]
    if not free:
        return None
    rng.choice(free).condition += " and amount at least 1"
    return page


def _cap_amount(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    caps = [rule for rule in page.rules() if rule.verb.startswith("cap")]
    if not caps:
        return None
    rng.choice(caps).verb = f"cap {rng.choice([7000, 14000, 30000])}"
    return page


def _award_amount(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    free = [award for award in page.awards() if award.sum.isdigit()]
    if not free:
        return None
    award = rng.choice(free)
    award.sum = str(int(award.sum) + 1000)
    return page


def _add_rule(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage:
    rule = Rule(page.number(), f"cap {rng.choice([10000, 20000, 40000])}", rng.choice(_KEYS))
    rng.choice(page.articles).parts.append(rule)
    return page


def _end_rule(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    free = [(a.parts, part) for a in page.articles for part in a.parts if isinstance(part, Rule)]
    free += [(page.over, rule) for rule in page.over]
    if not free:
        return None
    parts, rule = rng.choice(free)
    parts.remove(rule)
    return page


def _lift_rule(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    free = [
        (a, part) for a in page.articles for part in a.parts if isinstance(part, Rule) and part.verb.startswith("cap")
    ]
    if not free or any(rule.carry for rule in page.over):
        return None
    article, rule = rng.choice(free)
    article.parts.remove(rule)
    page.over.insert(0, rule)
    return page


def _replace(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    """An award ends, and an unrelated one of its record and event appears in a new article."""
    free = [(a, part) for a in page.articles for part in a.parts if isinstance(part, Award) and part.number in paid]
    if not free:
        return None
    article, gone = rng.choice(free)
    article.parts.remove(gone)
    if not EditedPage([article], []).awards():
        page.articles.remove(article)
    award = attrs.evolve(_draw_award(rng, page), record=gone.record, label="")
    page.articles.insert(rng.randrange(len(page.articles) + 1), Article("Another aim", [award]))
    return page


def _exchange_awards(page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage:
    """All awards end, and others appear, under the titles, groups and rules of before or in new articles."""
    page.ended += page.labels()
    for article in page.articles:
        if rng.random() < 0.5:
            article.title, article.parts = f"New {article.title}", [_draw_award(rng, page), _draw_rule(rng, page)]
        for parts in (article.parts, *(part.parts for part in article.parts if isinstance(part, Group))):
            parts[:] = [_draw_award(rng, page) if isinstance(part, Award) else part for part in parts]
    page.first += rng.choice([0, 3])
    return page


NEUTRAL: dict[str, Edit] = {
    "renumber": _renumber, "insert": _insert, "delete": _delete, "split": _split, "retitle": _retitle, "wrap": _wrap,
    "unwrap": _unwrap, "add award": _add_award, "end award": _end_award, "relabel": _relabel,
    "per applicant": _per_applicant, "swap caps": _swap_caps,
}  # fmt: skip
"""Edits that change no money."""

OTHERS: dict[str, Edit] = {
    "move": _move, "exchange titles": _exchange_titles, "condition": _condition, "cap amount": _cap_amount,
    "award amount": _award_amount, "add rule": _add_rule, "end rule": _end_rule, "lift rule": _lift_rule,
    "replace": _replace,
}  # fmt: skip
"""Edits that change money, or the order of claims."""

EXCHANGES: dict[str, Edit] = {"exchange awards": _exchange_awards}
"""Edits that end awards with money."""


def edited(name: str, page: EditedPage, rng: random.Random, paid: set[int]) -> EditedPage | None:
    """A copy of a page after an edit."""
    after = (NEUTRAL | OTHERS | EXCHANGES)[name](copy.deepcopy(page), rng, paid)
    if after is not None:
        _label_twins(after)
    return after
