"""Programs made by hand with Python functions as clauses, so that settlement is tested without the compiler."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.base.source import Span
from ipdsl.base.values.days import Period
from ipdsl.base.values.money import Rounding
from ipdsl.decision.decision import Decision, Request
from ipdsl.decision.model import Claim
from ipdsl.engine.evaluator import (
    CeilingAmount,
    Evaluator,
    Gates,
    GeneratedFunctions,
    ProposalFunction,
    Reader,
    to_ceiling,
)
from ipdsl.engine.operations import Answer, at_least, during, one_of, scale
from ipdsl.engine.situation import Days, Situation
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Truth
from ipdsl.ir.proposal import Proposal
from ipdsl.ir.terms import (
    AmountKind,
    Article,
    BodyFormulas,
    Clause,
    Formulas,
    Gate,
    OlderStandardRule,
    Program,
    ReplacedDocument,
    Row,
    TestFormula,
    Trigger,
    TriggerKind,
)
from ipdsl.lower.lowering import settlement_of
from ipdsl.runtime.compiled_policy import evaluate
from ipdsl.schema.declarations import Choice, Label, Member
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import ApplicantClass, ApplicantKind, Event, Field, RecordKind, Schema, State, Varies
from ipdsl.semantics import typed
from ipdsl.semantics.amounts import constant_sum
from ipdsl.semantics.scope import rules_of
from tests.support import made

Turning = Callable[[Situation], Days]
"""The days on which a condition may change."""

LABELS = {"amount": "合同金额", "fine": "合规"}
YES_NO, MONEY, DAY, TEXT = BoolType(), MoneyType(), DateType(), TextType()
WINDOW = Period(datetime.date(2021, 1, 1), datetime.date(2025, 12, 31))


def place(line: int) -> Span:
    return Span("made.ipp", line, 3, line, 20)


def _record(name: str, fields: Mapping[str, Type], *, matter: tuple[str, ...] = ("number",)) -> RecordKind:
    every = {"number": TEXT, **fields}
    return RecordKind(
        name, name, None, (), f"{name}s", ("number",), matter,
        tuple(Field(word, type_, Label(zh=LABELS.get(word, ""))) for word, type_ in every.items()),
        (Event("made", "made_on", is_default=True),), (State("running", "made_on", "ended_on"),),
    )  # fmt: skip


DEAL = _record(
    "deal",
    {"amount": MONEY, "made_on": DAY, "ended_on": DAY, "project": TEXT, "country": TEXT, "family": TEXT,
     "marks": ListType(TEXT), "fine": YES_NO, "second": YES_NO, "tier": ChoiceType("tier"),
     "level": LevelType("level")},
)  # fmt: skip
PRIZE = _record("prize", {"made_on": DAY, "ended_on": DAY, "amount": MONEY, "project": TEXT, "fine": YES_NO})
FIND = _record("find", {"made_on": DAY, "ended_on": DAY, "amount": MONEY, "project": TEXT}, matter=("project",))

SCHEMA = Schema(
    name="test",
    kinds=(ApplicantKind("enterprise", ("agency",)), ApplicantKind("agency"), ApplicantKind("person")),
    classes=(ApplicantClass("unit", ("enterprise",)),),
    choices=(
        Choice("tier", tuple(Member(name) for name in ("gold", "silver", "none_such"))),
        Choice("level", (Member("national"), Member("provincial")), is_ordered=True),
    ),
    applicant_fields=(Field("located_here", YES_NO, varies=Varies.DATED), Field("group_head", TEXT)),
    figures=(Field("contribution", MONEY, Label("地方贡献"), Varies.YEARLY),),
    records=(DEAL, PRIZE, FIND),
)


@attrs.frozen(eq=False)
class Award:
    """A clause with its function. In a block it is replaced by its index."""

    clause: Clause
    propose: Callable[[Situation], Proposal]
    days: Callable[[Situation], tuple[Answer, ...]] | None = None


Condition = Callable[[Situation], Answer]


def award(
    label: str = "7.deal.made", amount: int | str | Callable[[Situation], Answer | CeilingAmount] = "amount", *,
    gates: Mapping[str, Condition] | None = None, once: tuple[str, ...] | None = None, to: tuple[str, ...] = (),
    ceiling: bool = False, rows: Mapping[str, int] | None = None, record: str = "deal", article: str = "7",
    kind: TriggerKind = TriggerKind.RECORD, start: datetime.date | None = None, support: bool = False, line: int = 10,
    keys: tuple[str, ...] = (), readings: tuple[str, ...] = (), less: tuple[str, str] | None = None,
) -> Award:  # fmt: skip
    """One award. `amount` is a constant in yuan, a money field or a function; `rows` are selected by `tier`."""
    tests = dict(gates or {})

    def propose(c: Situation) -> Proposal:
        found = Gates(c)
        for index, (name, test) in enumerate(tests.items()):
            truth = test(c)
            if found.fails(index, truth):
                return found.rejection((name, truth))
        if rows is not None:
            tier = c.field("tier")
            told = (("tier", tier),)
            return found.rows(*((_is(tier, name), name, sum_ * 100) for name, sum_ in rows.items()), evidence=told)
        value: Answer | CeilingAmount
        if callable(amount):
            value = amount(c)
        else:
            value = c.field(amount) if isinstance(amount, str) else amount * 100
        if ceiling and not isinstance(value, CeilingAmount):
            value = to_ceiling(value)
        return found.pays(value)

    trigger = Trigger(kind, record, "made", "made_on", keys)
    if kind is TriggerKind.WHILE:
        trigger = Trigger(kind, record)
    clause = Clause(
        0, label, article, f"award {label}", place(line), label, trigger, to, start,
        tuple(Gate(name, (name,), place(line)) for name in tests), (),
        AmountKind.CEILING if ceiling else AmountKind.FIXED,
        tuple(Row(name, AmountKind.FIXED) for name in rows or {}), ("tier",) if rows else (), once, support, less,
        readings,
    )  # fmt: skip
    days = (lambda c: (c.field("made_on"), c.field("ended_on"))) if kind is TriggerKind.WHILE and record else None
    return Award(clause, propose, days)


def _is(value: Answer, member: str) -> Answer:
    return one_of(value, (member,))


def holds(field: str) -> Condition:
    return lambda c: c.field(field)


def here(c: Situation) -> Answer:
    return c.applicant("located_here")


def running(c: Situation) -> Answer:
    return during(c.field("made_on"), c.field("ended_on"), c.day)


def total_of_set(field: str) -> Callable[[Situation], Answer]:
    """The total of a field over the records of a set."""
    formula = ("aggregate", "deal", "total", False, ("field", field), True, "", "", None, 0, 0)
    return Evaluator(Formulas(())).reader(formula)


def share(percent: int, field: str = "amount") -> Callable[[Situation], Answer]:
    return lambda c: scale(Fraction(percent, 100), c.field(field))


def more(field: str, yuan: int) -> Condition:
    return lambda c: at_least(c.field(field), yuan * 100)


def cap(
    amount: int | None, *keys: str, per_year: bool = True, exempt: tuple[str, ...] = (), name: str = ""
) -> typed.Cap:
    words = name or f"7 cap{''.join(f' per {k}' for k in keys)}{' per year' if per_year else ''}"
    room: typed.Expr = typed.Figure(span=place(30), figure="contribution", years_back=0, type=MONEY)
    if amount is not None:
        room = typed.Const(span=place(30), value=amount * 100, type=MONEY)
    return typed.Cap(
        span=place(30), name=words, exempt=exempt, keys=keys, per_year=per_year, amount=room, is_across_applicants=False
    )


def limit(
    number: int, *keys: str, counts: str | None = None, per_year: bool = False,
    order: typed.Order = typed.Order.EARLIEST, exempt: tuple[str, ...] = (),
) -> typed.Limit:  # fmt: skip
    name = f"7 limit {counts or 'items'}{''.join(f' per {k}' for k in keys)}"
    return typed.Limit(
        span=place(31), name=name, exempt=exempt, keys=keys, per_year=per_year, number=number, counts=counts,
        order=order,
    )  # fmt: skip


def highest(*keys: str, exempt: tuple[str, ...] = ()) -> typed.HighestRule:
    name = f"7 pay highest{''.join(f' per {k}' for k in keys)} per year"
    return typed.HighestRule(span=place(32), name=name, exempt=exempt, keys=keys)


def no_repeat(*keys: str, per_year: bool = False, exempt: tuple[str, ...] = ()) -> typed.NoRepeat:
    name = f"7 no repeat{''.join(f' per {k}' for k in keys)}{' per year' if per_year else ''}"
    return typed.NoRepeat(span=place(33), name=name, exempt=exempt, keys=keys, per_year=per_year)


def top_up(*keys: str, exempt: tuple[str, ...] = ()) -> typed.TopUp:
    name = f"7 top up{''.join(f' per {k}' for k in keys)}"
    return typed.TopUp(span=place(34), name=name, exempt=exempt, keys=keys)


def older(*keys: str, clauses: tuple[int, ...] = (0,)) -> OlderStandardRule:
    """Older documents raise the claims of these awards, given by their position in the text."""
    name = f"7 pay highest with older documents{''.join(f' per {k}' for k in keys)}"
    return OlderStandardRule(name, place(35), "7", name, clauses, keys)


@attrs.frozen
class Group:
    """An inner block."""

    items: tuple[object, ...]
    kind: str = "group"


def group(*items: object) -> Group:
    return Group(items)


def over(*rules: typed.Rule) -> Group:
    return Group(rules, "over")


def policy(*items: object, window: Period = WINDOW, rounding: Rounding | None = None, is_draft: bool = False,
           discretion_from: datetime.date | None = None, older: tuple[OlderStandardRule, ...] = (),
           replaced: tuple[ReplacedDocument, ...] = ()) -> GeneratedFunctions:  # fmt: skip
    """A policy with one article that contains these awards, groups and rules."""
    awards: list[Award] = []

    def block(parts: tuple[object, ...], kind: str, label: str) -> typed.Block:
        found: list[typed.BlockItem] = []
        for part in parts:
            if isinstance(part, Award):
                awards.append(part)
                found.append(made.in_a_block(part.clause))
            elif isinstance(part, Group):
                found.append(block(part.items, part.kind, "g"))
            else:
                assert isinstance(part, typed.Rule)
                found.append(part)
        return made.block(kind, label, *found)

    root = made.block("policy", "policy", block(items, "article", "7"), article="")
    caps = [rule for rule in rules_of(root.items) if isinstance(rule, typed.Cap)]
    computed = {cap.name: cap.name for cap in caps if constant_sum(cap.amount) is None}
    clauses = tuple(attrs.evolve(a.clause, index=i, order=i) for i, a in enumerate(awards))
    program = Program(
        "test_2021", "A test", is_draft, "" if is_draft else "T〔2021〕1号", None, window, discretion_from, "", "CNY",
        rounding or Rounding(), SCHEMA, clauses, settlement_of(SCHEMA, "CNY", clauses, older, root, computed),
        (Article("7", "Deals", "paying", None, ("as read",)),), (), (), (), (), (), "hash",
        older_standards=older, replaced=replaced,
    )  # fmt: skip
    days = {index: award.days for index, award in enumerate(awards) if award.days is not None}
    return GeneratedFunctions(
        program, {}, ByHand([award.propose for award in awards], days, dict.fromkeys(computed, _contribution))
    )


class ByHand(Evaluator):
    """The computations of a policy as functions instead of formulas. States may ask for `located_here`."""

    def __init__(
        self, clauses: Sequence[ProposalFunction], days: Mapping[int, Turning] | None = None,
        caps: Mapping[str, Reader] | None = None, suspensions: Mapping[str, Callable[[Situation], Truth]] | None = None,
        references: Mapping[int, ProposalFunction] | None = None, allocations: Sequence[ProposalFunction] = (),
    ) -> None:  # fmt: skip
        self.given = {
            "clauses": clauses, "days": days, "caps": caps, "suspensions": suspensions, "references": references,
            "allocations": allocations,
        }  # fmt: skip
        others, asked = dict(references or {}), (TestFormula(("applicant", "located_here"), ()),)
        super().__init__(Formulas(
            tuple(BodyFormulas((), asked if index in (days or {}) else ()) for index, _ in enumerate(clauses)),
            references=tuple((index, BodyFormulas(())) for index in others),
            allocations=tuple(BodyFormulas(()) for _ in allocations),
        ))  # fmt: skip
        formulas = self.formulas
        bodies = (*formulas.clauses, *(body for _, body in formulas.references), *formulas.allocations)
        self._by_body = dict(zip(map(id, bodies), (*clauses, *others.values(), *allocations), strict=True))
        self._turning = {id(formulas.clauses[index]): turning for index, turning in (days or {}).items()}
        self.caps = caps or {}
        self.suspensions = suspensions or {}

    def proposes(self, body: BodyFormulas) -> ProposalFunction:
        return self._by_body[id(body)]

    def days(self, body: BodyFormulas) -> Turning:
        return self._turning.get(id(body), lambda _: ())


def proposing(code: GeneratedFunctions) -> list[ProposalFunction]:
    """The functions of the awards of a policy, by index."""
    return [code.evaluator.proposes(body) for body in code.evaluator.formulas.clauses]


def with_functions(code: GeneratedFunctions, **functions: object) -> GeneratedFunctions:
    """The policy with additional or replaced functions."""
    assert isinstance(code.formulas, ByHand)
    return attrs.evolve(code, formulas=ByHand(**(code.formulas.given | functions)))  # type: ignore[arg-type]


def _contribution(c: Situation) -> Answer:
    return c.figure("contribution")


def firm(*deals: Mapping[str, object], prizes: tuple[Mapping[str, object], ...] = (), kind: str = "enterprise",
         **rest: object) -> dict[str, object]:  # fmt: skip
    """The facts of a firm, with `located_here` true unless it is given."""
    person = {"id": "F1", "kinds": [kind], "located_here": True}
    person |= {k: rest.pop(k) for k in ("located_here", "group_head") if k in rest}
    return {"applicant": {k: v for k, v in person.items() if v is not None},
            "records": {"deal": list(deals), "prize": list(prizes)}, "history": [], "support": [], **rest}  # fmt: skip


def deal(number: str, amount: object = None, day: str | None = "2022-03-01", **fields: object) -> dict[str, object]:
    found: dict[str, object] = {"number": number, **fields}
    if amount is not None:
        found["amount"] = amount
    if day is not None:
        found["made_on"] = day
    return found


def decide(code: GeneratedFunctions, facts: Mapping[str, object], **options: Any) -> Decision:
    return evaluate(code.program, code, read_facts(dict(facts), code.program), Request(**options))


def paid(decision: Decision) -> dict[str, int]:
    """The amount paid for each item over all its claims, in yuan."""
    sums: dict[str, int] = {}
    for claim in decision.claims:
        sums[claim.item] = sums.get(claim.item, 0) + claim.paid.minor
    assert all(sum_ % 100 == 0 for sum_ in sums.values())
    return {item: sum_ // 100 for item, sum_ in sums.items()}


def claim(decision: Decision, item: str, year: int | None = None) -> Claim:
    (found,) = [c for c in decision.claims if c.item == item and year in (None, c.year)]
    return found


def outcomes(decision: Decision) -> dict[str, str]:
    return {c.item: c.outcome.value for c in decision.claims}


def yuan(decision: Decision) -> int:
    return decision.total.minor // 100


def due(decision: Decision) -> tuple[int, int | None, bool]:
    bounds = decision.due
    return bounds.low.minor // 100, None if bounds.high is None else bounds.high.minor // 100, bounds.exact


def with_lines(code: GeneratedFunctions, **lines: object) -> GeneratedFunctions:
    """The functions of a program with these terms replaced, such as budget lines or duties."""
    return attrs.evolve(code, program=attrs.evolve(code.program, **lines))
