"""Small pages with awards that are paid in parts, and facts about them, for the laws of instalments.

A schedule has shares and sums of its own; its instalments are due at once, later, each year, on a day of the year, on a
date, or at an event of the record, of a linked record, or of one with the same field.
"""

from __future__ import annotations

import copy
import datetime
import random
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from tests.properties.pipeline import Compiled, compile_texts

Facts: TypeAlias = dict[str, Any]
Date = datetime.date

VOCABULARY = """vocabulary parts_words "Words" "用词"
applicant firm "企业"
applicant fields
  local "本地经营" yes/no dated
record permit "许可证" plural permits
  key no "证号"
  no text
  event issued "发证" on issued_on "发证日" default
record project "项目" plural projects
  key number "编号"
  number text
  cost "投资额" money
  fee "手续费" money
  share "补助比例" percent
  code "批次" text
  lead "牵头人" text
  good "优良" yes/no
  sort "类别" is one of alpha "甲类", beta "乙类"
  permit "所持许可" permit
  event approved "核准" on approved_on "核准日" default
  event passed "中期通过" on passed_on "中期日"
  event accepted "验收" on accepted_on "验收日"
  event broken "违约" on broken_on "违约日"
record first_project "甲类项目" plural first_projects is project with sort alpha
record report "报告" plural reports
  key no "报告号"
  no text
  project "所属项目" project
  amount "报告金额" money
  payee "收款人" text
  fine "合格" yes/no
  event filed "提交" on filed_on "提交日" default
record invoice "发票" plural invoices
  key no "发票号"
  no text
  code "批次" text
  amount "票面金额" money
  eligible "可报销" yes/no
  event claimed "报销" on claimed_on "报销日" default
"""

HEAD = """policy parts_page "Page"
  effective 2022-01-01 to 2024-12-31
  use parts_words
"""


@attrs.frozen(slots=False)
class PageInParts:
    """A page, and the same page without its schedules."""

    text: str
    plain_text: str
    is_stopped: bool = False

    @cached_property
    def compiled(self) -> Compiled:
        """The policy of the page."""
        return compile_texts(self.text, VOCABULARY, "parts_words")

    @cached_property
    def plain(self) -> Compiled:
        """The policy without schedules."""
        return compile_texts(self.plain_text, VOCABULARY, "parts_words")


# ---------------------------------------------------------------------------------------------- pages

AWARDS = (
    "award 30% of cost to firm when project approved",
    "award 100001 to firm when project approved and good",
    "award cost to firm when project approved",
    "award 333333.33 to firm when first_project approved",
    "award 50% of cost to firm when project passed",
)
DAYS_OF_CLAIM = ("when passed", "when accepted")
DAYS_OF_OTHERS = ("when report filed", "when permit issued", "when invoice claimed of the same code")
DAYS = (
    "at once", "1 year later", "6 months later", "30 days later", "due 30 June of the year after",
    "due 31 December of the year", "due 2024-02-29", *DAYS_OF_CLAIM, *DAYS_OF_OTHERS,
)  # fmt: skip
CONDITIONS = ("local", "the day at most 2024-06-30", "local or the day at least 2024-01-01")
OF_REPORT, OF_INVOICE = ("fine", "amount at least 20000"), ("eligible", "amount at least 10000")
OF_PROJECT = ("good", "accepted_on no later than 30 June of the year after", "sort is alpha")
ALL_SHARES = (
    ("100%",), ("60%", "40%"), ("1/3", "1/3", "1/3"), ("30%", "30%", "40%"), ("25%", "25%", "25%", "25%"),
    ("12.5%", "87.5%"), ("50%", "20%", "30%"),
)  # fmt: skip
SOME_SHARES = (("60%",), ("40%", "1/3"), ("share",), ("10%", "20%", "30%"), ("1/7", "2/7"), ())
SHARES = ("  #", '  of which 10% for "Staff"', "  of which at least 1/3 for lead")
SUMS_OF_GRANT, SUMS_OF_EVENT = ("10000", "fee", "150000", "25% of cost"), ("amount", "60% of amount", "15000")


def page_in_parts(r: random.Random, *, whole: bool = False) -> PageInParts:
    """A page with awards in an article or a group, a schedule of them, caps, and sometimes a recovery. `whole`: each
    schedule is `100% at once`.
    """
    lines: list[tuple[str, bool]] = []  # with whether a schedule has them
    is_stopped = False
    for number in range(1, r.choice([2, 2, 3])):
        lines += [("", False), (f'article {number} "A"', False)]
        awards = r.sample(AWARDS, r.choice([1, 1, 2]))
        body = [
            (line, line.startswith("  of which"))
            for n, text in enumerate(awards)
            for line in (text, f"  as aid_{number}_{n}", r.choice(SHARES), "  uncapped")
        ]
        has_parts = r.random() < 0.88
        rules = [
            *([f"cap {r.choice([50_000, 100_000, 250_000])} per firm per year"] if r.random() < 0.5 else []),
            *(["cap 300000 per firm"] if r.random() < 0.2 else []),
            *(["limit 2 projects per firm per year"] if r.random() < 0.1 else []),
            *(["pay highest per firm per year"] if r.random() < 0.1 else []),
            *(["nothing below 5000 per firm per year"] if r.random() < 0.1 else []),
        ]
        rules = [(rule, False) for rule in rules]
        if has_parts and r.random() < 0.5:
            keys = ["firm in any 24 months", "code", *(["firm"] if ("cap 300000 per firm", False) not in rules else [])]
            rules += [(f"cap {r.choice([30_000, 60_000, 120_000])} per {r.choice(keys)}", False)]
            rules += [("  what lapses counts no longer", True)]
        if has_parts:
            parts = ["100% at once"] if whole else schedule(r)
            body += [(line, True) for line in ("pay in parts", *(f"  {part}" for part in parts))]
        place = r.choice([len(awards) * 4, len(body)])
        body = [*body[:place], *rules, *body[place:]]
        if not whole and r.random() < 0.25:
            is_stopped = True
            body += [("recover 100% of what was paid when project broken", False), (f"  as back_{number}", False)]
            body += [("  pay nothing more", False)]
        if r.random() < 0.2:
            body = [("group inner", False), *((f"  {line}", of) for line, of in body)]
        lines += [(f"  {line}", of) for line, of in body]
    text = HEAD + _rounding(r)
    return PageInParts(
        text + "\n".join(line for line, _ in lines) + "\n",
        text + "\n".join("#" if of else line for line, of in lines) + "\n",  # the other lines keep their numbers
        is_stopped,
    )


def _rounding(r: random.Random) -> str:
    return r.choice(["", "", "", "  round down to 10\n", "  round half up to 1\n"])


def schedule(r: random.Random) -> list[str]:
    """The instalments of a schedule, in any order of days."""
    roll = r.random()
    if roll < 0.12:
        share, years = r.choice(
            [("20%", 5), ("1/5", 3), ("25%", 4), ("1/3", 3), ("10%", 4), ("12500", 3), ("share", 2)]
        )
        rest = [_part(r, "the rest", _day(r))] if r.random() < 0.5 else []
        return [f"{share} each year for {years} years{_condition(r, '')}", *rest]
    if roll < 0.22:  # sums at events of its record, and the rest at one of another record
        own = [_part(r, share, r.choice(DAYS_OF_CLAIM)) for share in r.sample(SUMS_OF_GRANT, r.choice([1, 1, 2]))]
        return [*own, _part(r, "the rest", r.choice(DAYS_OF_OTHERS))]
    if roll < 0.5:
        days = [_day(r) for _ in range(4)]
        return [_part(r, share, day) for share, day in zip(r.choice(ALL_SHARES), days, strict=False)]
    made = [_part(r, share, _day(r)) for share in r.choice(SOME_SHARES)]
    for _ in range(r.choice([0, 0, 1, 2])):
        day = _day(r)
        made.append(_part(r, r.choice(SUMS_OF_EVENT if _record(day) else SUMS_OF_GRANT), day))
    if not made or r.random() < 0.8:
        made.append(_part(r, "the rest", _day(r)))
    if r.random() < 0.15:
        r.shuffle(made)
    return made


def _day(r: random.Random) -> str:
    return r.choice([*DAYS, "at once", "at once"])


def _record(day: str) -> str:
    """The kind of the event's record that is not that of the award."""
    return next((kind for kind in ("report", "invoice", "permit") if f"when {kind}" in day), "")


def _part(r: random.Random, share: str, day: str) -> str:
    record = _record(day)
    if record == "permit" and "amount" in share:
        share = "15000"
    if record and share == "share":
        share = "20%"
    payee = ""
    if r.random() < 0.2:
        payee = f" for {({'': 'lead', 'report': 'payee'}).get(record, chr(34) + 'Bank' + chr(34))}"
    return f"{share} {day}{payee}{_condition(r, record)}"


def _condition(r: random.Random, record: str) -> str:
    if r.random() < 0.4:
        return ""
    words = {"": OF_PROJECT, "report": OF_REPORT, "invoice": OF_INVOICE}.get(record, ())
    return f" if {r.choice([*CONDITIONS, *words, *words])}"


# ---------------------------------------------------------------------------------------------- facts

NONE = {"none": True}


def facts_in_parts(r: random.Random) -> Facts:
    """One to three projects with their reports, invoices and permits, as of a day within the years of the policy or
    after them. Every field is stated.
    """
    turn = Date(2023, r.randint(1, 12), 1)
    periods = [{"from": "1900-01-01", "to": str(turn - datetime.timedelta(1)), "value": r.random() < 0.7}]
    periods.append({"from": str(turn), "to": "2200-12-31", "value": r.random() < 0.7})
    permits = [{"no": f"M{n}", "issued_on": _stated(r, 2021, 2025)} for n in range(1, r.choice([2, 3]))]
    kinds: Facts = {"permit": permits, "project": [], "first_project": [], "report": [], "invoice": []}
    days = iter(r.sample(range(1, 1400), 30))  # no two events of one kind are on one day
    for n in range(1, r.choice([2, 2, 3, 4])):
        made = _project(r, n, permits)
        kinds[made.pop("kind")].append(made)
        for m in range(r.choice([0, 1, 1, 2])):
            kinds["report"].append({
                "no": f"R{n}{m}", "project": made["number"], "amount": _sum(r), "payee": r.choice("XY"),
                "fine": r.random() < 0.7, "filed_on": _near(r, days),
            })  # fmt: skip
    for m in range(r.choice([0, 1, 2, 3])):
        kinds["invoice"].append({
            "no": f"V{m}", "code": r.choice(["c1", "c1", "c2"]), "amount": _sum(r), "eligible": r.random() < 0.7,
            "claimed_on": _near(r, days),
        })  # fmt: skip
    as_of = r.choice([Date(2023, 12, 31), Date(2024, 12, 31), Date(2027, 12, 31), Date(2024, 2, 29), Date(2023, 7, 1)])
    person = {"id": "F1", "kinds": ["firm"], "local": periods}
    return {"applicant": person, "as_of": str(as_of), "records": kinds}


def _near(r: random.Random, days: Any) -> Any:
    return dict(NONE) if r.random() < 0.12 else str(Date(2022, 1, 1) + datetime.timedelta(next(days)))


def _stated(r: random.Random, first: int, last: int) -> Any:
    """A day, or none."""
    if r.random() < 0.2:
        return dict(NONE)
    return str(r.choice([Date(r.randint(first, last), r.randint(1, 12), r.randint(1, 28)), Date(2024, 2, 29)]))


def _sum(r: random.Random) -> Any:
    return r.choice([0, 5_000, 12_345, "33333.33", 90_000, 200_000, "0.01", "100.01"])


def _project(r: random.Random, n: int, permits: list[Facts]) -> Facts:
    kind, sort = r.choice([("project", "alpha"), ("project", "beta"), ("first_project", "alpha")])
    made = {
        "kind": kind, "number": f"P{n}", "cost": _sum(r), "fee": _sum(r),
        "share": r.choice(["20%", "0%", "1/3", "100%"]),
        "code": r.choice(["c1", "c2"]), "lead": r.choice(["L", "M"]), "good": r.random() < 0.6,
        "permit": r.choice([*(one["no"] for one in permits), "other"]), "approved_on": _stated(r, 2022, 2024),
        "passed_on": _stated(r, 2021, 2025), "accepted_on": _stated(r, 2021, 2026),
        "broken_on": _stated(r, 2022, 2025) if r.random() < 0.3 else dict(NONE),
    }  # fmt: skip
    return made if kind == "first_project" else {**made, "sort": sort}


# ---------------------------------------------------------------------------------------------- gaps

Gap: TypeAlias = tuple[str, int, str]
"""A kind of record, the place of one, and a field that is not stated; no field: the list is one in part without it."""


def gaps_in_parts(r: random.Random, facts: Facts) -> list[Gap]:
    """One to three parts of the facts to leave out."""
    places = [
        (kind, place, name)
        for kind, listed in facts["records"].items()
        for place, record in enumerate(listed)
        for name in (*(name for name in record if name not in ("no", "number")), "")
        if name or kind in ("report", "invoice", "permit")
        for _ in range(3 if not name or name.endswith("_on") else 1)  # days and lists in part decide most
    ]
    return r.sample(places, min(len(places), r.choice([1, 1, 2, 3])))


def with_gaps(facts: Facts, gaps: list[Gap]) -> Facts:
    """The facts without these parts."""
    records: Facts = copy.deepcopy(facts["records"])
    for kind, place, name in gaps:
        if name:
            records[kind][place].pop(name, None)
    for kind in {kind for kind, _, name in gaps if not name}:
        without = {place for of, place, name in gaps if of == kind and not name}
        items = [record for place, record in enumerate(records[kind]) if place not in without]
        records[kind] = {"items": items, "partial": True}
    return {**facts, "records": records}


def completed(r: random.Random, facts: Facts, gaps: list[Gap]) -> Facts:
    """The facts with other values in the gaps."""
    whole = copy.deepcopy(facts)
    for kind, place, name in gaps:
        record = whole["records"][kind][place]
        for field in [name] if name else [other for other in record if other != "no"]:
            record[field] = _another(r, field, record[field], facts)
    return whole


def _another(r: random.Random, field: str, value: Any, facts: Facts) -> Any:
    """A value that a field may have."""
    if field.endswith("_on"):
        return _stated(r, 2021, 2026)
    if isinstance(value, bool):
        return r.random() < 0.5
    if field in ("cost", "fee", "amount"):
        return _sum(r)
    values = {
        "code": ["c1", "c2"], "sort": ["alpha", "beta"], "share": ["20%", "100%"], "permit": ["M1", "M2", "other"],
        "project": [one["number"] for kind in ("project", "first_project") for one in facts["records"][kind]],
    }  # fmt: skip
    return r.choice(values.get(field, ["X", "L", "Y"]))
