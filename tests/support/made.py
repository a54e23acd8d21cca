"""Typed policies made by hand, so that plan and back end are tested without parser and checker."""

from __future__ import annotations

import datetime
from fractions import Fraction

from ipdsl.base.source import Span
from ipdsl.base.values.days import Period
from ipdsl.base.values.money import Rounding
from ipdsl.ir.terms import Clause
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.declarations import Choice, Member
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import (
    ApplicantClass,
    ApplicantKind,
    Event,
    Field,
    Frequency,
    RecordKind,
    Schema,
    Series,
    State,
    Varies,
)
from ipdsl.semantics import typed

YES_NO, MONEY, COUNT, DAY, TEXT, RATE = BoolType(), MoneyType(), CountType(), DateType(), TextType(), RateType()
LEVEL, PRIZE, RIGHT = LevelType("level"), ChoiceType("prize"), ChoiceType("right")
RANKS = (("national", 2), ("provincial", 1), ("municipal", 0))


def at(line: int) -> Span:
    return Span("/somewhere/made.ipp", line, 3, line, 40)


# ---- vocabulary


def _record(
    name: str, fields: dict[str, Type], events: dict[str, str], *, key: str = "number", base: str | None = None,
    fixed: tuple[tuple[str, object], ...] = (), states: tuple[State, ...] = (),
) -> RecordKind:  # fmt: skip
    all_fields = {key: TEXT, **fields, **dict.fromkeys(events.values(), DAY)}
    return RecordKind(
        name=name, root=base or name, base=base, fixed=fixed, plural=None, key=(key,), matter=(key,),
        fields=tuple(Field(word, type_) for word, type_ in all_fields.items()),
        events=tuple(Event(word, day) for word, day in events.items()), states=states,
    )  # fmt: skip


_PATENT_FIELDS: dict[str, Type] = {"right": RIGHT, "fees": MONEY, "fees_paid_on": DAY, "lapsed_on": DAY}
_PATENT_EVENTS = {"filed": "filed_on", "granted": "granted_on"}
_VALID = (State("valid", "granted_on", "lapsed_on"),)

SCHEMA = Schema(
    name="made",
    kinds=(ApplicantKind("enterprise", ("agency",)), ApplicantKind("agency"), ApplicantKind("person")),
    classes=(ApplicantClass("unit", ("enterprise",)),),
    choices=(
        Choice("level", tuple(Member(name) for name, _ in RANKS), is_ordered=True),
        Choice("prize", (Member("gold"), Member("silver"), Member("excellence"))),
        Choice("right", (Member("invention"), Member("design"))),
    ),
    applicant_fields=(
        Field("located_here", YES_NO, varies=Varies.DATED),
        Field("legal_person", YES_NO),
        Field("established_on", DAY),
        Field("business_started_on", DAY),
    ),
    figures=(Field("filings", COUNT, zero_before="established_on"), Field("contribution", MONEY)),
    series=(Series("lpr", Frequency.MONTHLY), Series("parity", Frequency.DAILY, currency="CNY")),
    records=(
        _record(
            "contract", {"amount": MONEY, "put_to_use": YES_NO, "related_party": YES_NO}, {"recorded": "recorded_on"}
        ),
        _record("patent", _PATENT_FIELDS, _PATENT_EVENTS, states=_VALID),
        _record(
            "invention", _PATENT_FIELDS, _PATENT_EVENTS, base="patent", fixed=(("right", "invention"),), states=_VALID
        ),
        _record("prize_won", {"level": LEVEL, "prize": PRIZE}, {"won": "won_on"}),
        _record("brand", {}, {"new": "recognised_on"}),
        _record("loan", {"principal": MONEY, "rate": RATE, "drawn_on": DAY}, {"repaid": "repaid_on"}),
    ),
)

# ---- expressions


def money(yuan: int | Fraction) -> typed.Const:
    minor = yuan * 100
    return typed.Const(span=at(1), value=int(minor) if minor == int(minor) else minor, type=MONEY)


def rate(percent: int) -> typed.Const:
    return typed.Const(span=at(1), value=Fraction(percent, 100), type=RATE)


def whole(number: int) -> typed.Const:
    return typed.Const(span=at(1), value=number, type=COUNT)


def day(text: str) -> typed.Const:
    return typed.Const(span=at(1), value=datetime.date.fromisoformat(text), type=DAY)


def field(record: str, name: str) -> typed.RecordField:
    return typed.RecordField(
        span=at(1), record=record, field=name, type=SCHEMA.record_by_name[record].field_by_name[name].type
    )


def applicant(name: str) -> typed.ApplicantField:
    return typed.ApplicantField(span=at(1), field=name, type=SCHEMA.applicant_field_by_name[name].type)


def compare(left: typed.Expr, op: Comparison, right: typed.Expr) -> typed.Compare:
    return typed.Compare(span=at(1), left=left, op=op, right=right)


def negated(part: typed.Expr) -> typed.Not:
    return typed.Not(span=at(1), part=part)


def one_of(value: typed.Expr, *members: str) -> typed.Membership:
    return typed.Membership(span=at(1), value=value, members=members)


def count(record: str, *tests: typed.Expr) -> typed.Aggregate:
    pick = typed.Pick(span=at(1), record=record, tests=tests)
    return typed.Aggregate(span=at(1), kind=typed.AggregateKind.NUMBER, pick=pick)


def scale(factor: typed.Expr, value: typed.Expr) -> typed.Scale:
    return typed.Scale(span=at(1), factor=factor, value=value, type=MONEY)


def gate(text: str, test: typed.Expr, *words: str) -> typed.Gate:
    return typed.Gate(span=at(1), text=text, test=test, words=words)


def plain(value: typed.Expr, at_most: typed.Expr | None = None) -> typed.FixedAmount:
    return typed.FixedAmount(span=at(1), value=value, at_most=at_most)


def ceiling(value: typed.Expr | None, at_most: typed.Expr | None = None) -> typed.Ceiling:
    return typed.Ceiling(span=at(1), value=value, at_most=at_most)


def row(name: str, test: typed.Expr | None, amount: typed.FixedAmount | typed.Ceiling) -> typed.Row:
    return typed.Row(span=at(1), name=name, test=test, amount=amount)


def rows(value: typed.Expr, *entries: typed.Row, words: tuple[str, ...]) -> typed.AmountByRows:
    return typed.AmountByRows(span=at(1), value=value, text=", ".join(words), rows=entries, words=words)


def when(record: str, event: str) -> typed.EventTrigger:
    return typed.EventTrigger(span=at(1), record=record, event=event)


# ---- policies


def award(
    label: str, trigger: typed.Trigger, amount: typed.Amount, *gates: typed.Gate, article: str = "7", line: int = 10,
    to: tuple[str, ...] = (), text: str = "award …",
) -> typed.Award:  # fmt: skip
    return typed.Award(
        span=at(line), label=label, article=article, text=text, trigger=trigger, to=to, start=None, gates=gates,
        amount=amount, once=None, counts_support=False, less=None, is_uncapped=False, readings=(),
    )  # fmt: skip


def in_a_block(clause: Clause) -> typed.Award:
    """The award in a block for a clause made by hand, with the same label."""
    return typed.Award(
        span=clause.span, label=clause.label, article=clause.article, text=clause.text,
        trigger=typed.YearTrigger(span=clause.span), to=(), start=None, gates=(), amount=plain(money(1)), once=None,
        counts_support=False, less=None, is_uncapped=False, readings=(),
    )  # fmt: skip


def block(kind: str, label: str, *items: typed.BlockItem, article: str = "7") -> typed.Block:
    return typed.Block(span=at(9), kind=kind, label=label, article=article, items=items, paid_each=None, readings=())


def cap(amount: typed.Expr, *keys: str, name: str = "7 cap per enterprise per year") -> typed.Cap:
    return typed.Cap(
        span=at(12),
        name=name,
        amount=amount,
        keys=keys or ("enterprise",),
        per_year=True,
        is_across_applicants=False,
        exempt=(),
    )


def policy(
    *items: typed.BlockItem, title: str = "Made by hand", name: str = "made_2021", schema: Schema = SCHEMA,
    references: tuple[typed.Reference, ...] = (), allocations: tuple[typed.Allocation, ...] = (),
) -> typed.Policy:  # fmt: skip
    root = block("policy", "policy", *items, article="")
    return typed.Policy(
        span=at(1), name=name, title=title, is_draft=False, document="No. 1 (2021)", issued=datetime.date(2021, 12, 21),
        window=Period(datetime.date(2021, 12, 21), datetime.date(2024, 12, 31)), discretion_from=None, status="",
        replaces=(), currency="CNY", rounding=Rounding(), schema=schema, articles=(), awards=awards_of(root), root=root,
        references=references, obligations=(), allocations=allocations, targets=(), readings=(), cases=(),
    )  # fmt: skip


def awards_of(block: typed.Block) -> tuple[typed.Award, ...]:
    found: list[typed.Award] = []
    for item in block.items:
        if isinstance(item, typed.Award):
            found.append(item)
        elif isinstance(item, typed.Block):
            found += awards_of(item)
    return tuple(found)


def contracts() -> typed.Policy:
    """Tiers of one contract under a cap."""
    amount = field("contract", "amount")
    tiers = rows(
        amount,
        row("at least 5000000", compare(amount, Comparison.AT_LEAST, money(5_000_000)), plain(money(50_000))),
        row("at least 1000000", compare(amount, Comparison.AT_LEAST, money(1_000_000)), plain(money(20_000))),
        row("otherwise", None, plain(scale(rate(1), amount))),
        words=("amount",),
    )
    gates = (
        gate("located_here", applicant("located_here"), "located_here"),
        gate("put_to_use", field("contract", "put_to_use"), "put_to_use"),
        gate("not related_party", negated(field("contract", "related_party")), "related_party"),
    )
    text = "award by amount to enterprise when contract recorded and put_to_use and not related_party"
    paying = award(
        "7.contract.recorded", when("contract", "recorded"), tiers, *gates, to=("enterprise",), line=11, text=text
    )
    return policy(block("article", "7", block("group", "contracts", paying, cap(money(50_000)))))


def agencies() -> typed.Policy:
    """A `while` award of the applicant that counts records, and one of a record that matures."""
    branded = compare(
        count("brand", typed.EventHappened(span=at(1), record="brand", event="new")), Comparison.AT_LEAST, whole(1)
    )
    settled = typed.ElapsedComparison(
        span=at(1),
        since=applicant("business_started_on"),
        op=Comparison.AT_LEAST,
        number=1,
        unit="year",
        day=typed.ClaimDay(span=at(1)),
    )
    agency = award(
        "14.agency", typed.StateTrigger(span=at(1), record=None), plain(money(100_000)),
        gate("branded", branded, "branded", "brand"), gate("located_here", applicant("located_here"), "located_here"),
        gate("in_business at least 1 year", settled, "in_business"), article="14", to=("agency",), line=20,
    )  # fmt: skip
    valid = typed.StateHolds(span=at(1), record="invention", state="valid")
    old = typed.ElapsedComparison(
        span=at(1),
        since=field("invention", "filed_on"),
        op=Comparison.MORE_THAN,
        number=10,
        unit="year",
        day=typed.ClaimDay(span=at(1)),
    )
    aged = award(
        "5.invention.valid", typed.StateTrigger(span=at(1), record="invention"), plain(money(10_000)),
        gate("valid", valid, "valid"), gate("filed_on more than 10 years ago", old, "filed_on"), article="5", line=8,
    )  # fmt: skip
    return policy(block("article", "5", aged, article="5"), block("article", "14", agency, article="14"))


def prizes() -> typed.Policy:
    """Rows by member, a comparison of levels, a table, ceilings."""
    prize = field("prize_won", "prize")
    high = typed.CompareLevel(
        span=at(1), left=field("prize_won", "level"), op=Comparison.AT_LEAST, member="provincial", ranks=RANKS
    )
    by_prize = rows(
        prize, row("gold", one_of(prize, "gold"), plain(money(300_000))),
        row("silver, excellence", one_of(prize, "silver", "excellence"), ceiling(money(100_000))), words=("prize",),
    )  # fmt: skip
    table = typed.TableValue(span=at(1), table="prizes", key=prize, rows=(("gold", money(300)), ("silver", money(200))))
    return policy(
        award(
            "5.rows", when("prize_won", "won"), by_prize, gate("level at least provincial", high, "level"), article="5"
        ),
        award("5.half", when("prize_won", "won"), plain(scale(rate(50), table)), article="5", line=15),
        award("5.any", when("prize_won", "won"), ceiling(None), article="5", line=16),
    )


def sums() -> typed.Policy:
    """A set award, yearly figures, interest, a foreign fee, a computed cap."""
    contracts = typed.Pick(span=at(1), record="contract", value=field("contract", "amount"), is_of_set=True)
    total = typed.Aggregate(span=at(1), kind=typed.AggregateKind.TOTAL, pick=contracts, type=MONEY)
    in_use = gate("put_to_use", field("contract", "put_to_use"), "put_to_use")
    deals = award(
        "7.contract", typed.SetTrigger(span=at(1), record="contract", event="recorded", keys=(), picks=(in_use,)),
        plain(scale(rate(10), total)),
        gate("total amount at least 200000", compare(total, Comparison.AT_LEAST, money(200_000)), "amount"),
    )  # fmt: skip
    filings = typed.Figure(span=at(1), figure="filings", years_back=0, type=COUNT)
    before = typed.Figure(span=at(1), figure="filings", years_back=1, type=COUNT)
    growth = award(
        "8.filings", typed.YearTrigger(span=at(1)),
        plain(scale(typed.Subtract(span=at(1), left=filings, right=before, type=COUNT), money(300))), article="8",
    )  # fmt: skip
    lpr = typed.SeriesValue(
        span=at(1), series="lpr", point=typed.SeriesPoint.IN_JANUARY_OF, day=field("loan", "repaid_on"), type=RATE
    )
    lowest = typed.Minimum(span=at(1), values=(lpr, field("loan", "rate")), type=RATE)
    cost = typed.Interest(
        span=at(1), principal=field("loan", "principal"), rate=lowest, start=field("loan", "drawn_on"),
        end=field("loan", "repaid_on"), last_years=1,
    )  # fmt: skip
    loans = award("9.loan.repaid", when("loan", "repaid"), plain(scale(rate(30), cost), money(100_000)), article="9")
    fees = typed.CurrencyConversion(
        span=at(1), value=field("patent", "fees"), series="parity", day=field("patent", "fees_paid_on")
    )
    abroad = award("2.patent.granted", when("patent", "granted"), ceiling(scale(rate(50), fees)), article="2")
    contribution = typed.Figure(span=at(1), figure="contribution", years_back=0, type=MONEY)
    over = block("over", "policy", cap(scale(rate(50), contribution), name="22 cap"), article="22")
    return policy(deals, growth, loans, abroad, over)


def all_policies() -> dict[str, typed.Policy]:
    return {"contracts": contracts(), "agencies": agencies(), "prizes": prizes(), "sums": sums()}
