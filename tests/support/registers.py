"""Registers drawn from the firms of the benchmarks: two years of awards, with a ledger of the first and a run of both.

Items are numbered within each firm as the benchmarks number them (`C0`, `ZL1`), serially, or globally. Some items have
a second firm, in earnest: co-owners, and the other party of a contract under its own role. Slips are planted by
changing the ids of the run, or its claims.
"""

from __future__ import annotations

import datetime
import importlib
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from ipdsl import load
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.ledger.guards import StatedRow, guard_register

CITIES = {
    "shaoguan_2021": "firms", "dongyang_2021": "firms_dongyang", "foshan_2020": "firms_foshan",
    "qingyuan_2018": "firms_qingyuan", "quanzhou_2021": "firms_quanzhou",
}  # fmt: skip
CO_OWNED = {"patent", "patent_prize", "technology_contract", "pledge_loan", "technical_standard", "introduced_project"}

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_TOWNS, _TRADES = (
    ("东阳", "金华", "泉州", "佛山", "韶关", "清远"),
    ("机械", "电子", "科技", "生物", "新材料", "木业", "环保", "软件"),
)
_WORDS = "江山远大金鼎华信东南恒泰永顺瑞丰德安康宁新兴同盛天海鸿博龙腾飞跃中联长城光明正达"


def credit_code(number: int) -> str:
    """The social credit code of a firm, with its check digit."""
    body = f"91{330700 + number % 97:06d}MA" + "".join(_LETTERS[number // 31**place % 31] for place in range(7))
    return body + _LETTERS[-sum(_LETTERS.index(letter) * 3**place for place, letter in enumerate(body)) % 31]


def firm_name(number: int) -> str:
    """The name of a firm. Two of fifty are a group and its main firm."""
    own = number - number % 50 if number % 50 < 2 else number
    draw = random.Random(f"name {own}")
    words = "".join(_WORDS[own // len(_WORDS) ** place % len(_WORDS)] for place in range(3))
    name = f"{draw.choice(_TOWNS)}{words}{draw.choice(_TRADES)}"
    return name + ("(集团)有限公司" if number % 50 == 0 else draw.choice(("有限公司", "股份有限公司", "有限责任公司")))


@attrs.frozen
class Award:
    """A claim of a firm: the number of the firm, the label, the item, the day, and the sum."""

    firm: int
    label: str
    item: str
    day: datetime.date
    sum: int


class DrawnAwards:
    """The awards of the firms of a city, each drawn once for registers of any number of firms."""

    def __init__(self, city: str) -> None:
        self._schema = load(city)._program.schema
        claimed = {clause.trigger.record for clause in load(city)._program.clauses}
        self._roots = {
            self._schema.record_by_name[kind].root for kind in claimed if kind in self._schema.record_by_name
        }
        self._firms = enumerate(importlib.import_module(f"benchmarks.{CITIES[city]}").firms(sys.maxsize))
        self._draw = random.Random(f"sums {city}")
        self._drawn: list[tuple[list[Award], dict[str, bool]]] = []

    def of_first(self, firms: int) -> list[tuple[list[Award], dict[str, bool]]]:
        """The awards of so many firms, and whether the items of each label are guarded."""
        while len(self._drawn) < firms:
            self._drawn.append(self._of_firm(*next(self._firms)))
        return self._drawn[:firms]

    def _of_firm(self, firm: int, facts: Mapping[str, Any]) -> tuple[list[Award], dict[str, bool]]:
        awards: list[Award] = []
        guarded: dict[str, bool] = {}
        for name, records in facts["records"].items():
            kind = self._schema.record_by_name[name]
            if kind.root not in self._roots or not isinstance(records, list):
                continue
            event = kind.default_event or next(iter(kind.events), None)
            field = event.date_field if event else kind.states[0].from_field
            types = [kind.field_by_name[word].type for word in kind.key]
            for record in records:
                label = kind.root + (f" {record['role']}" if "role" in record else "")
                names = any(type_.is_local_name or type_.is_numeric for type_ in types)
                guarded.setdefault(label, names)
                if isinstance(record.get(field), str):
                    item = " / ".join(str(record[word]) for word in kind.key if word in record)
                    day = datetime.date.fromisoformat(record[field])
                    awards.append(Award(firm, label, item, day, 100_000 if self._draw.random() < 0.7 else 0))
        return awards, guarded


drawn_awards = cache(DrawnAwards)


@cache
def base_awards(city: str, firms: int) -> tuple[tuple[Award, ...], dict[str, bool]]:
    """The awards of so many firms, as they are drawn, and the awards of the city by label."""
    drawn = drawn_awards(city).of_first(firms)
    guarded: dict[str, bool] = {}
    for _, labels in drawn:
        guarded |= {label: names for label, names in labels.items() if label not in guarded}
    return tuple(award for awards, _ in drawn for award in awards), guarded


class Register:
    """A register of so many firms. `gone` of a hundred are absent from the run, ten of a hundred are new."""

    def __init__(
        self, city: str, firms: int, *, numbering: str = "global", ids: Callable[[int], str] = credit_code,
        gone: float = 0.02, four_days: bool = False, seed: int = 1,
    ) -> None:  # fmt: skip
        self.numbering, (drawn, self.guarded) = numbering, base_awards(city, firms)
        draw = random.Random(f"{city} {firms} {numbering} {seed}")
        self.names = [ids(number) for number in range(firms)]
        assert len({*self.names}) == firms
        self.status = draw.choices(("new", "gone", "known"), (0.1, gone, 0.9 - gone), k=firms)
        awards = [self._numbered(award, place, numbering) for place, award in enumerate(drawn)]
        if four_days:
            awards = [
                attrs.evolve(award, day=award.day.replace(month=(award.day.month + 2) // 3 * 3, day=1))
                for award in awards
            ]
        self.second_firms = self._second_firms(awards, draw)
        self.awards = [*awards, *self.second_firms]
        days = sorted(award.day for award in self.awards)
        self.last_day = days[len(days) * 6 // 10]
        self.ids = {firm: name for firm, name in enumerate(self.names) if self.status[firm] != "gone"}
        """The ids of the run by firm, which slips change."""
        self.claims = [award for award in self.awards if self.status[award.firm] != "gone"]

    def _numbered(self, award: Award, place: int, numbering: str) -> Award:
        is_global = numbering in ("global", "serial") or (numbering == "mixed" and award.firm % 2)
        if not is_global or not self.guarded[award.label]:
            return award
        if numbering == "serial":  # each firm counts for itself, so that a number is that of two or three firms
            return attrs.evolve(award, item=f"HT-{place * 7919 % len(self.names):05d}")
        return attrs.evolve(award, item=f"ZL{2015 + award.firm % 9}{place:08d}")

    def _second_firms(self, awards: Sequence[Award], draw: random.Random) -> list[Award]:
        firms, by_role = len(self.names), [label for label in self.guarded if " " in label]
        more: list[Award] = []
        for award in awards:
            if award.label.split(" ")[0] in CO_OWNED and draw.random() < 0.03:
                partner = (award.firm * 7919 + 13) % firms if draw.random() < 0.5 else draw.randrange(firms)
                more.append(attrs.evolve(award, firm=partner))
            if award.label in by_role and draw.random() < 0.2:
                other = by_role[(by_role.index(award.label) + 1) % len(by_role)]
                more.append(attrs.evolve(award, firm=draw.randrange(firms), label=other))
        return more

    def paid_before(self, award: Award) -> bool:
        """Whether the ledger has a line of the claim."""
        return self.status[award.firm] != "new" and award.day <= self.last_day and award.sum > 0

    def history(self) -> list[StatedRow]:
        """The lines of the ledger."""
        return [
            (self.names[award.firm], award.label, award.item, award.day, award.sum)
            for award in self.awards
            if self.paid_before(award)
        ]

    def rows_of_run(self) -> list[StatedRow]:
        """The claims of the run. A claim with a line is not settled again, unless its firm has a changed id."""
        return [
            (self.ids[award.firm], award.label, award.item, award.day, award.sum)
            for award in self.claims
            if self.ids[award.firm] != self.names[award.firm] or not self.paid_before(award)
        ]

    def recorded(self) -> list[str]:
        """The ids of the ledger."""
        return [name for name, status in zip(self.names, self.status, strict=True) if status != "new"]

    def with_firm(self, award: Award, firm: int) -> Award:
        """The same claim of another firm."""
        return attrs.evolve(award, firm=firm)

    def findings(self, distinct: Sequence[tuple[str, str]] = (), *, is_confirmed: bool = False) -> list[Diagnostic]:
        """The findings about the register."""
        return [
            *guard_register(
                self.history(), self.rows_of_run(), [*self.ids.values()], self.recorded(), self.guarded, "CNY",
                [{"apart": {"from": old, "to": new}} for old, new in distinct], is_confirmed=is_confirmed,
            )
        ]  # fmt: skip


# ---------------------------------------------------------------------------------------------- slips


def _letter(name: str, draw: random.Random) -> str:
    place = draw.randrange(len(name))
    pool = "0123456789" if name[place].isdigit() else _LETTERS[10:] if name[place].isascii() else _WORDS
    return name[:place] + draw.choice([other for other in pool if other != name[place]]) + name[place + 1 :]


def _transposed(name: str, draw: random.Random) -> str:
    place = draw.choice([place for place in range(len(name) - 1) if name[place] != name[place + 1]])
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _without(name: str, draw: random.Random) -> str:
    place = draw.randrange(len(name))
    return name[:place] + name[place + 1 :]


def _with(mark: str) -> Callable[[str, random.Random], str]:
    def slip(name: str, draw: random.Random) -> str:
        place = draw.randrange(1, len(name))
        return name[:place] + mark + name[place:]

    return slip


SLIPS: dict[str, Callable[[str, random.Random], str]] = {
    "letter": _letter, "transposed": _transposed, "lost": _without, "blank": _with(" "), "dash": _with("-"),
    "case": lambda name, _: name.lower(),
    "width": lambda name, _: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name),
    "renamed": lambda name, draw: f"NEW{draw.randrange(10**9)}",
    "legal form": lambda name, _: name.removesuffix("有限公司").removesuffix("股份") + "公司",
}  # fmt: skip
"""Ways in which an id changes between two years."""


def planted(register: Register, slip: str, number: int, restated: str) -> list[tuple[str, str]]:
    """Plant a slip in the ids of so many known firms with lines. `restated`: `all` old records, `one`, or `none`.

    Returns each id of the ledger with the id of the run.
    """
    draw = random.Random(f"{slip} {restated}")
    paid = {award.firm for award in register.awards if register.paid_before(award)}
    firms = draw.sample([firm for firm in register.ids if firm in paid], number)
    for firm in firms:
        register.ids[firm] = SLIPS[slip](register.names[firm], draw)
    if restated != "all":
        kept, left = list[Award](), set(firms) if restated == "one" else set[int]()
        for award in register.claims:
            if award.firm in firms and award.day <= register.last_day:
                if award.firm not in left or award.sum == 0 or not register.guarded[award.label]:
                    continue
                left.discard(award.firm)
            kept.append(award)
        register.claims = kept
    return [(register.names[firm], register.ids[firm]) for firm in firms if register.ids[firm] != register.names[firm]]


def pairs_of(findings: Sequence[Diagnostic], *codes: str) -> set[tuple[str, str]]:
    """The pairs of ids that findings of these codes name, the id of the ledger first."""
    return {(vars(finding)["other"], vars(finding)["applicant"]) for finding in findings if finding.code in codes}
