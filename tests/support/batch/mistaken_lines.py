"""Tables with random mistakes in lines, periods and lists: history, support, approvals, older documents, partial kinds.

The layouts and cells are those of `mistaken_tables`. `none=` names a column in which null means none.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from tests.support.batch.mistaken_tables import COUNT, DAYS, MONEY, Cells, Layout, Values, drawn_values

VOCABULARY = """vocabulary harbour

applicant enterprise

level county_level > town_level
choice medal "奖牌" gold "金", silver "银"

applicant fields
  staff "人数" count dated

record thing "物件"
  key number
  seen_on date
  lapsed_on date
  fee money
  owners list of text
  event seen on seen_on

record badge "奖章"
  key grade
  grade medal
  number text
  won_on date
  event won on won_on
"""
PAGE = """policy harbour "Things and lines"
  document "Doc 6"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  round half up to 0.01
  level town_level
  same matter is item
  use harbour

article 1 "Sums"
  award 10% of fee to enterprise when thing seen
    as a1
  award 300 to enterprise when thing seen and lapsed_on more than 2022-12-31
    as a3
  award 50 to enterprise when thing seen
    as a4
    if staff at least 5
  cap 20000 per enterprise per year

article 2 "Badges"
  award by grade to enterprise when badge won
    as b1
    gold: 500
    silver: 50
  award up to 5000 to enterprise when badge won
    as a2
  pay highest with older documents per matter
  no repeat per matter

article 3 "Owners"
  award 20 to enterprise when thing seen
    as c1
  limit 1 year per owners
"""
COUNTING = PAGE.replace("    as a1\n", "    as a1\n    counting all other support\n")
"""The same page with support that is deducted. Columns then do not support payments under other documents."""
NONE = ("thing.lapsed_on",)
AFTER = (Cells(pa.string(), ["2023-02-01", None, "2022-03-01"], ["无", "2023-2-1", "", "never"]),)


def texts(right: Sequence[str | None], mistaken: Sequence[str]) -> tuple[Cells, ...]:
    """Texts as `string` and as `large_string`."""
    return Cells(pa.string(), right, mistaken), Cells(pa.large_string(), right, mistaken)


THINGS, BADGES = ["T1", "T2", "T3"], ["gold", "silver"]
ODD = [
    "",
    " T1",
    "t1",
    "T9",
    "thing: T1",
    "物件: T2",
    "thing: T9",
    "none",
    "2022年",
    "金",
    "badge: 银",
    "x: T1",
    "T1 / T2",
]
NUMBERS, ITEMS, OF_BADGES = (
    texts(THINGS, ODD),
    texts(["T1", "T1", "T1", "T2"], ODD),
    texts(BADGES, ["金", "银 ", "bronze", "badge: gold", "奖章: 金", "", "T1"]),
)
KINDS = texts(["thing"], ["物件", "badge", "thin", "", "none"])
YEARS = (Cells(pa.int64(), [2021, 2022, 2023], [1899, 2201, -1]),
         Cells(pa.string(), ["2021", "2022"], ["2022年", "", "x"]))  # fmt: skip
DOCUMENTS = texts(["Doc 1", "Doc 2"], ["", "none", " Doc 1"])
LINES: Mapping[str, Mapping[str, tuple[Cells, ...]]] = {
    "history": {
        "policy": texts(["harbour_2015", "town_fund"], ["", "harbour", "Harbour"]),
        "clause": texts(["x1", "x2", "x3"], [""]),
        "kind": KINDS, "item": ITEMS, "year": YEARS, "due": MONEY,
    },
    "support": {
        "kind": KINDS, "item": ITEMS, "level": texts(["county_level"], ["town_level", "x", ""]), "year": YEARS,
        "amount": MONEY,
    },
    "approvals": {"clause": texts(["a2"], ["a1", "a9", ""]), "item": OF_BADGES, "amount": MONEY},
    "older_documents": {
        "document": DOCUMENTS, "kind": texts(["badge"], ["奖章", "thing", "", "none"]), "item": OF_BADGES,
        "amount": MONEY,
    },
}  # fmt: skip
OWN_HISTORY = {
    "clause": texts(["a1", "a3"], ["a2", "b1", "a9"]), "item": ITEMS, "year": YEARS, "due": MONEY,
}  # fmt: skip
"""The parts of lines of the policy itself, which do not name a policy."""


SUPPORT_OF_BADGES = {
    **LINES["support"], "kind": texts(["badge"], ["奖章"]), "item": texts(["gold", "金", "silver"], ["银 ", "bronze"]),
}  # fmt: skip
"""Support that no award uses. An item may be stated by its label."""
OTHER_PARTS = {"history": OWN_HISTORY, "support": SUPPORT_OF_BADGES}


class Part(NamedTuple):
    """A list of structs: the number of members of each applicant, and the values of each part."""

    owned: list[int | None]
    values: dict[str, Values]
    lists: dict[str, list[list[str | None] | None]]
    """Parts that are lists of texts."""

    def array(self, layout: Layout) -> pa.Array:
        """The lists in memory."""
        arrays = {name: one.array(layout) for name, one in self.values.items()}
        arrays |= {name: pa.array(cells, pa.list_(pa.string())) for name, cells in self.lists.items()}
        return layout.lists(self.owned, pa.StructArray.from_arrays([*arrays.values()], [*arrays]))


class LinesTable(NamedTuple):
    """The cells of a table of `many` applicants. A partial kind is a struct of `partial` and its list."""

    many: int
    parts: dict[str, Part]
    partial: list[bool | None] | None
    share_of_mistakes: float

    def laid_out(self, layout: Layout) -> pa.Table:
        """The table in memory."""
        columns = {name: part.array(layout) for name, part in self.parts.items()}
        if self.partial is not None:
            flags = pa.array(self.partial, pa.bool_())
            columns["badge"] = pa.StructArray.from_arrays([flags, columns["badge"]], ["partial", "items"])
        ids = pa.array([f"F{row}" for row in range(self.many)])
        columns |= {"id": ids, "kinds": pa.array([["enterprise"]] * self.many, pa.list_(pa.string()))}
        return pa.table({name: layout.column(array) for name, array in columns.items()})


def drawn_part(
    draw: random.Random, fields: Mapping[str, tuple[Cells, ...]], many: int, sizes: Sequence[int], wrong: float
) -> Part:
    """Generated lists; each has one of these sizes."""
    owned = [None if draw.random() < wrong / 3 else draw.choice(sizes) for _ in range(many)]
    members = sum(one or 0 for one in owned)
    drawn = {name: drawn_values(draw, name, kinds, members, wrong) for name, kinds in fields.items()}
    whole = {name: one._replace(parts="") for name, one in drawn.items() if name in ("due", "value")}  # have own parts
    return Part(owned, drawn | whole, {})


def drawn_lines(draw: random.Random, many: int) -> LinesTable:
    """A table of this many applicants. About half of the tables have no mistakes; some lack a list of lines."""
    wrong = draw.choice([0.0, 0.0, 0.005, 0.02, 0.08])
    thing = drawn_part(
        draw, {"number": NUMBERS, "seen_on": DAYS, "lapsed_on": AFTER, "fee": MONEY}, many, (1, 2, 3, 3), wrong
    )  # fmt: skip
    numbers = [draw.choice(THINGS) for _ in thing.values["number"].cells]
    for start, number in _places(thing.owned):  # usually each number occurs once
        numbers[start] = THINGS[number % len(THINGS)]
    right = thing.values["number"].kind.right
    cells = [own if cell in right else cell for own, cell in zip(numbers, thing.values["number"].cells, strict=True)]
    thing.values["number"] = thing.values["number"]._replace(cells=cells)
    owners = [None if draw.random() < wrong else draw.sample(["O1", "O2", "O3"], draw.randint(0, 2)) for _ in cells]
    badge = drawn_part(draw, {"grade": OF_BADGES, "won_on": DAYS}, many, (0, 1), wrong)
    staff = drawn_part(draw, {"value": COUNT}, many, (1,), wrong)
    parts = {"thing": thing._replace(lists={"owners": owners}), "badge": badge, "staff": staff}
    for name, fields in LINES.items():
        if draw.random() < 0.95 or name == "approvals":
            of = OTHER_PARTS.get(name, fields) if draw.random() < 0.5 else fields
            parts[name] = drawn_part(draw, of, many, draw.choice([(0, 1), (0, 0, 1, 2)]), wrong)
    partial = [draw.choice([True, False, None]) if draw.random() < wrong else False for _ in range(many)]
    return LinesTable(many, parts, partial if draw.random() < 0.2 else None, wrong)


def _places(owned: Sequence[int | None]) -> list[tuple[int, int]]:
    """The position of each member, with its number in its list."""
    numbers = [number for many in owned for number in range(many or 0)]
    return [*enumerate(numbers)]
