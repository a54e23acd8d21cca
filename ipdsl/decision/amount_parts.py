"""The parts of a computed amount, as reasons: the row's measures, terms, shares, limits, interest, and series values.

Input: a claim whose clause computes its amount or reads a series. Output: its parts in the order of the page, in the
words of the page with their values. Within a formula the innermost part is first, the order of computation. Computed
terms of 0 are omitted. A part is omitted if one of its values is not stated, because the claim lists missing facts. If
the row is not determined, no row's terms are listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor
from typing import NamedTuple, TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date, earlier_year_words, years_words
from ipdsl.base.values.money import Money
from ipdsl.claims.claim import Candidate
from ipdsl.claims.proposer import Proposer
from ipdsl.engine.evaluator import Evaluator, GeneratedFunctions
from ipdsl.engine.matters import award_sums
from ipdsl.engine.operations import interest_start, interest_years
from ipdsl.engine.situation import Situation
from ipdsl.ir.operations import OPERATIONS, Fact, Result
from ipdsl.ir.proposal import (
    ADDED,
    BELOW,
    BELOW_ZERO,
    COUNTED,
    DEFINED,
    GREATEST,
    INTEREST,
    LEAST,
    MAX_PATHS,
    MEASURED,
    MOST,
    OTHER_AWARDS,
    PRODUCT,
    PUBLISHED,
    ROUNDED,
    SAME_DAY,
    SHARE,
    STATED_OTHERWISE,
    STATED_VALUE,
    Amounts,
    AwardSums,
    DecidingRecords,
    Evidence,
    Factors,
    InterestYears,
    Reason,
    RoundedTo,
    ShownNumber,
    StatedValues,
    Terms,
    reason,
)
from ipdsl.ir.terms import AwardSum, BodyFormulas, Formula, TriggerKind
from ipdsl.schema.type_list import NUMBER, type_by_name
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.values.value_type import ForeignAmount, Type

Side: TypeAlias = "tuple[int | Fraction, Type | None, tuple[Evidence, ...]]"
"""A factor: its value, its type (`None`: a constant), and the words that it consists of."""

MONEY, RATE = MoneyType(), RateType()

_COMPUTED = {row.name for row in OPERATIONS.values() if row.result is Result.OF_PARTS and Fact.COMPUTED in row.facts}
_KEEP = frozenset(_COMPUTED | {"converted"}) - {"scale"}
"""Operations on money that give money. A factor of `scale` is not money."""

_TYPES: dict[Result, Type] = {Result.MONEY: MONEY, Result.NUMBER: NUMBER, Result.RATE: RATE}
"""The type of an operation's result, if its operands do not affect it."""


@attrs.frozen(eq=False, repr=False)
class Shares(ValueObject):
    """The terms and shares in the amounts of an award; `kind` is the kind of its records, or empty."""

    evaluator: Evaluator
    here: Situation
    kind: str

    def reasons_of_amount(self, formula: Formula) -> Iterator[Reason]:
        """The reasons of a whole amount, and that it is paid as 0 if it is below 0."""
        yield from self.reasons(formula)
        if (sum_ := self._value(formula)) is not None and sum_ < 0:
            yield reason(BELOW_ZERO, sum=money(sum_, self.here.program.currency))

    def reasons(self, formula: Formula, *, is_money: bool = True, is_whole: bool = True) -> Iterator[Reason]:
        """The terms and shares of a formula, and the limits that bind in it; other limits are omitted.

        `is_money`: the formula is an amount of money, even if its operands are not. `is_whole`: it is the whole amount
        of an award, not a part of one.
        """
        if not isinstance(formula, tuple) or formula[0] in ("interest", "aggregate"):
            return
        match formula:
            case ("limited" | "smallest" as how, value, limit):
                yield from self._limit_reasons(
                    value, limit, is_sum=how == "limited", is_money=is_money, is_whole=is_whole
                )
                return
            case ("from_threshold", value, threshold):
                yield from self._threshold_reasons(value, threshold)
                return
            case ("defined", str(word), str(type_name), value):
                yield from self._definition_parts(word, type_by_name(type_name), value)
                return
            case ("first_case", *parts):
                for test, value in zip(parts[::2], parts[1::2], strict=True):
                    holds = self.evaluator.reader(test)(self.here)
                    if holds is True:
                        yield from self.reasons(value, is_money=is_money, is_whole=False)
                    if holds is not False:
                        return
                return
            case ("table", key, *rows):
                member = self.evaluator.reader(key)(self.here)
                yield from (part for row in rows if row[:1] == (member,) for part in self.reasons(row[1]))  # type: ignore[index]
                return
        factors = tuple(_factors(formula))
        if len(factors) > 2 or any(is_divisor for _, is_divisor in factors):
            for place, (factor, _) in enumerate(factors):
                is_sum = (is_money and place == 0) or self._is_money(factor)
                yield from self.reasons(factor, is_money=is_sum, is_whole=False)
            yield from self._factors(formula, factors, is_money=is_money)
            return
        terms = self._shown_terms(tuple(_flat(formula))) if formula[0] == "add" else formula[1:]
        for part in terms:
            is_sum = is_money and (formula[0] in _KEEP or (formula[0] == "scale" and part is formula[2]))
            yield from self.reasons(part, is_money=is_sum, is_whole=False)
        match formula:
            case ("scale", factor, value):
                first, other = self._side(factor), self._side(value)
                if first is not None and other is not None and (is_money or _is_money(first[1]) or _is_money(other[1])):
                    yield from self._product(first, (other[0], MONEY, other[2]) if is_money else other)
            case ("rounded", value, str(mode), int() | Fraction() as step):
                number, sum_ = self._value(value), self._value(formula)
                shown: Type = MONEY if is_money else NUMBER
                if number is not None and sum_ is not None and number != sum_:
                    to = RoundedTo(mode, self._amount(step, shown))
                    yield reason(ROUNDED, sum=self._amount(sum_, shown), value=self._amount(number, shown), to=to)
            case ("add", *_) if len(terms) == 1:  # the other terms are 0
                if is_whole:
                    yield from self._terms(formula, _flat(formula), self._type_of_sum(formula, is_money=is_money))
            case ("excess", _, 0):
                return
            case ("add" | "subtract" | "excess" | "greatest", *_):
                yield from self._terms(formula, terms, self._type_of_sum(formula, is_money=is_money))

    def _type_of_sum(self, formula: Formula, *, is_money: bool) -> Type:
        return MONEY if is_money else self._type(formula) or MONEY

    def _shown_terms(self, terms: tuple[Formula, ...]) -> tuple[Formula, ...]:
        """The terms of an addition without computed ones that are 0, unless all are; a word of the page is kept."""
        shown = tuple(
            [term for term in terms if self._value(term) != 0 or _word(term) or "defined" in _operations(term)]
        )
        return shown or terms

    def _definition_parts(self, word: str, type_: Type, value: Formula) -> Iterator[Reason]:
        """The parts of a value that the page defines, then the value by its name."""
        yield from self.reasons(value, is_money=type_.is_money, is_whole=False)
        number = self._value(value)
        if number is not None:
            yield reason(DEFINED, word=word, value=self._amount(number, type_), because=self._values_of((value,)))

    def _factors(
        self, formula: Formula, factors: tuple[tuple[Formula, bool], ...], *, is_money: bool
    ) -> Iterator[Reason]:
        """The factors of a product and of a quotient, in one line."""
        values = [self._value(factor) for factor, _ in factors]
        types = [self._type(factor) for factor, _ in factors]
        if is_money:
            types[0] = MONEY
        stated = [
            self._amount(value, type_ or NUMBER)
            for value, type_ in zip(values, types, strict=True)
            if value is not None
        ]
        sum_ = self._value(formula)
        if len(stated) < len(values) or sum_ is None or not is_money:
            return
        because = self._values_of(factor for factor, _ in factors)
        shown = Factors(tuple(stated), tuple(is_divisor for _, is_divisor in factors))
        yield reason(PRODUCT, sum=self._amount(sum_, MONEY), factors=shown, because=because)

    def _terms(self, formula: Formula, terms: Iterable[Formula], type_: Type) -> Iterator[Reason]:
        """The terms of an addition or subtraction, or the amounts compared."""
        assert isinstance(formula, tuple)
        values = [self._value(term) for term in terms]
        stated = [value for value in values if value is not None]
        if len(stated) < len(values) or type_.is_rate or (sum_ := self._value(formula)) is None:
            return
        amounts = tuple(self._amount(value, type_) for value in stated)
        because = self._values_of((formula,))
        if formula[0] == "greatest":
            yield reason(GREATEST, sum=self._amount(sum_, type_), amounts=Amounts(amounts), because=because)
            return
        is_excess = formula[0] == "excess"
        is_less = is_excess or formula[0] == "subtract"
        made = Terms(amounts, is_less, is_floored=is_excess and stated[0] < stated[1])
        yield reason(ADDED, sum=self._amount(sum_, type_), terms=made, because=because)

    def _amount(self, value: int | Fraction, type_: Type) -> Money | ShownNumber:
        return money(value, self.here.program.currency) if type_.is_money else ShownNumber(value, type_)

    def _limit_reasons(
        self, value: Formula, limit: Formula, *, is_sum: bool, is_money: bool, is_whole: bool
    ) -> Iterator[Reason]:
        """An amount and its limit, if the limit binds. `smallest` of two amounts is an amount limited by the other."""
        if isinstance(limit, tuple) and not isinstance(value, tuple):
            value, limit = limit, value
        sum_, most, currency = self._value(value), self._value(limit), self.here.program.currency
        binds = sum_ is None or most is None or sum_ > floor(most)
        yield from self.reasons(value, is_money=is_money, is_whole=False)
        yield from self.reasons(limit, is_money=is_money, is_whole=False) if binds else ()
        if sum_ is None or most is None or not binds or not (is_sum or self._is_money(value)):
            return
        if is_sum or is_whole:
            yield reason(MOST, sum=money(sum_, currency), most=Money(floor(most), currency))
        else:
            yield reason(
                LEAST, sum=money(most, currency), amounts=Amounts((money(sum_, currency), money(most, currency)))
            )

    def _threshold_reasons(self, value: Formula, threshold: Formula) -> Iterator[Reason]:
        """An amount with its parts, and the threshold if the amount is below it."""
        sum_, least, currency = self._value(value), self._value(threshold), self.here.program.currency
        is_below = sum_ is not None and least is not None and sum_ < least
        yield from self.reasons(value)
        if is_below and sum_ is not None and least is not None:
            yield from self.reasons(threshold, is_whole=False)
            yield reason(BELOW, sum=money(sum_, currency), least=money(least, currency))

    def _product(self, first: Side, other: Side) -> Iterator[Reason]:
        """A share of an amount, or an amount for each of a number."""
        is_base = _is_money(first[1]) or (first[1] is None and not _is_money(other[1]))
        (base, of_base, base_evidence), (factor, of_factor, told_too) = (first, other) if is_base else (other, first)
        currency = self.here.program.currency
        because, sum_ = StatedValues((*base_evidence, *told_too), currency), money(base * factor, currency)
        if of_factor is None and factor > 1 and factor == int(factor):  # a number: `350 times 18`
            shown = Factors((money(base, currency), ShownNumber(factor, NUMBER)), (False, False))
            yield reason(PRODUCT, sum=sum_, factors=shown, because=because)
        elif of_factor is not None and not (of_factor.is_money or of_factor.is_rate):
            each, number = money(base, currency), ShownNumber(factor, of_factor)
            yield reason(COUNTED, sum=sum_, each=each, number=number, because=because)
        elif _is_money(of_base) or (of_factor is not None and of_factor.is_rate):
            rate = ShownNumber(factor, RATE)
            yield reason(SHARE, sum=sum_, rate=rate, base=money(base, currency), because=because)

    def _value(self, formula: Formula) -> int | Fraction | None:
        """A number, if it is stated."""
        value = self.evaluator.reader(formula)(self.here)
        return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None

    def _side(self, formula: Formula) -> Side | None:
        value = self._value(formula)
        if value is None or "interest" in _operations(formula):
            return None
        return value, self._type(formula), tuple(dict.fromkeys(self._evidence(formula)))

    def _values_of(self, formulas: Iterable[Formula]) -> StatedValues:
        """The words of some formulas with their values, each once."""
        evidence = (part for formula in formulas for part in self._evidence(formula))
        return StatedValues(tuple(dict.fromkeys(evidence)), self.here.program.currency)

    def _evidence(self, formula: Formula, *, is_test: bool = False) -> Iterator[Evidence]:
        """The words of a formula with their values; of a condition members and dates too."""
        word = self._state_length(formula) or _word(formula)
        if word:
            value = self.evaluator.reader(formula)(self.here)
            if isinstance(value, int | Fraction | ForeignAmount):
                yield word, value, (self._type(formula) or NUMBER).shown_name
            elif is_test and isinstance(value, str | Date):
                yield word, value
        elif isinstance(formula, tuple) and formula[:1] == ("first_case",):
            for test, case in zip(formula[1::2], formula[2::2], strict=True):
                yield from self._evidence(test, is_test=True)
                holds = self.evaluator.reader(test)(self.here)
                if holds is True:
                    yield from self._evidence(case)
                if holds is not False:
                    return
        elif isinstance(formula, tuple):
            for part in formula:
                yield from self._evidence(part, is_test=is_test)

    def _state_length(self, formula: Formula) -> str:
        """`full months of employed in the year`, for the count over that state; empty for other formulas."""
        match formula:
            case ("length_in_year", str(unit), ("field", begin), *end):
                states = self.here.program.schema.record_by_name[self.kind].states
                dates = [("field", begin), *end]
                of_dates = [
                    state.name
                    for state in states
                    if [("field", name) for name in (state.from_field, state.until_field) if name] == dates
                ]
                return f"{_unit_words(unit)} of {of_dates[0]} in the year" if of_dates else ""
        return ""

    def _is_money(self, formula: Formula) -> bool:
        return _is_money(self._type(formula))

    def _type(self, formula: Formula) -> Type | None:
        """The type that shows the value of a formula; `None` if it has only constants."""
        if not isinstance(formula, tuple):
            return None
        schema = self.here.program.schema
        match formula:
            case ("defined", _, str(type_name), _):
                return type_by_name(type_name)
            case ("first_case", *parts):
                return next(filter(None, map(self._type, parts[1::2])), None)
            case ("aggregate", str(kind), str(how), _, value, *_):
                return NUMBER if how == "number" else attrs.evolve(self, kind=kind)._type(value)
            case ("field", str(name)):
                return schema.record_by_name[self.kind].field_by_name[name].type
            case ("applicant", str(name)):
                return schema.applicant_field_by_name[name].type
            case ("figure_of_years", _, "average", *_):
                return None
            case ("figure" | "figure_of_years", str(name), *_):
                return schema.figure_by_name[name].type
        result = OPERATIONS[str(formula[0])].result
        if result in _TYPES:
            return _TYPES[result]
        types = [type_ for part in formula if (type_ := self._type(part)) is not None]
        return min(types, key=lambda type_: (not type_.is_money, type_.is_rate), default=None)


def _is_money(type_: Type | None) -> bool:
    return type_ is not None and type_.is_money


def money(value: int | Fraction, currency: str) -> Money:
    """An amount rounded half up to the minor unit, for display only."""
    return Money((2 * value.numerator + value.denominator) // (2 * value.denominator), currency)


def _word(formula: Formula) -> str:
    """The page's name of a value; empty for a compound formula or a constant."""
    match formula:
        case ("field" | "applicant" | "figure", str(name)):
            return name
        case ("figure", str(name), int() as back):
            return name + earlier_year_words(back)
        case ("figure_of_years", str(name), str(kind), int() as since, *_):
            return f"{kind} {name}{years_words(since)}"
        case ("aggregate", str(kind), str(how), _, value, bool(is_of_set), *_):
            if how == "number":
                return "" if is_of_set else kind  # the number of a set is shown with its records
            return f"{how} {_word(value)}"
        case ("spans", start, end, str(unit)):
            days = (_day_name(start), _day_name(end))
            return f"{_unit_words(unit)} from {days[0]} to {days[1]}" if all(days) else ""
        case ("defined", str(name), *_):
            return name
        case ("if_none", value, _):
            return _word(value)
        case ("other_support", _):
            return "other support"
    return ""


def _unit_words(unit: str) -> str:
    """The words of a count of a unit, as on the page."""
    return "days" if unit == "day" else f"full {unit}s"


def _day_name(formula: Formula) -> str:
    """The page's name of a day; empty for a computed day."""
    match formula:
        case ("field" | "applicant", str(name)):
            return name
        case ("day",):
            return "the day"
        case _ if isinstance(formula, Date):
            return formula.isoformat()
    return ""


def _flat(formula: Formula) -> Iterator[Formula]:
    """The terms of nested additions."""
    match formula:
        case ("add", left, right):
            yield from _flat(left)
            yield from _flat(right)
        case _:
            yield formula


def _factors(formula: Formula) -> Iterator[tuple[Formula, bool]]:
    """The factors of nested products and quotients, and whether each divides; a share of a constant is one factor."""
    match formula:
        case ("scale", factor, value) if isinstance(factor, tuple):
            yield from _factors(value)
            yield from _factors(factor)
        case ("divide", left, right):
            yield from _factors(left)
            yield right, True
        case _:
            yield formula, False


def _operations(formula: Formula) -> Iterator[object]:
    if isinstance(formula, tuple):
        yield from formula[:1]
        for part in formula:
            yield from _operations(part)


def parts_of(proposer: Proposer, claim: Candidate) -> tuple[Reason, ...]:
    """The parts of a claim's amount and conditions; empty for carried money, which an earlier year reported."""
    if claim.day is None or claim.year is None or claim.brought_forward is not None:
        return ()
    evaluator, index = proposer.code.evaluator, claim.clause.index
    body, here = (
        evaluator.formulas.clauses[index],
        claim.rule_situation or proposer.situation.with_record(claim.source, claim.day, claim.year),
    )
    shown = proposer.code.compute_once(shown_formulas)[index]
    formulas = [*shown.conditions, *(formula for row, formula in shown.rows if claim.row in ("", row))]
    ties = [part for formula in formulas for part in _equal_days(formula, evaluator, here)]
    picks = [(formula, each) for each in _records_of_set(here, claim) for formula in shown.picks] if shown.picks else ()
    ties += (part for formula, each in picks for part in _equal_days(formula, evaluator, each))
    if not claim.is_live:
        return tuple(dict.fromkeys(ties))
    made = Shares(evaluator, here, claim.clause.trigger.record)
    chosen_rows = [row for row in body.rows or () if row[1] == claim.row]  # no row if several are possible
    sums = (part for row in chosen_rows for part in made.reasons_of_amount(row[2]))
    parts = (part for formula in formulas for part in _parts(formula, evaluator, here))
    return tuple(dict.fromkeys((*_measured_figures(body, evaluator, here, claim.row), *sums, *parts, *ties)))


class ShownFormulas(NamedTuple):
    """The formulas of an award that have lines of their own: picks of records, interest, and values of series.

    `conditions` are in its gates, `rows` in its rows, each with the name of its row, and `picks` in the tests of a set.
    """

    conditions: tuple[Formula, ...]
    rows: tuple[tuple[str, Formula], ...]
    picks: tuple[Formula, ...]


def shown_formulas(code: GeneratedFunctions) -> tuple[ShownFormulas, ...]:
    """The formulas with lines of their own, by award."""
    return tuple(
        ShownFormulas(
            tuple(part for test in (*body.gates, *body.fitting) for part in _formulas_with_lines(test.holds)),
            tuple((row[1], part) for row in body.rows or () for part in _formulas_with_lines((row[0], row[2]))),
            tuple(part for test in body.picks for part in _formulas_with_lines(test.holds)),
        )
        for body in code.evaluator.formulas.clauses
    )


def _formulas_with_lines(formula: Formula, *, is_counted: bool = False) -> Iterator[Formula]:
    """The parts of a formula that have a line of their own, the outermost first.

    `is_counted`: the formula is part of an aggregate. An aggregate has no line there.
    """
    if isinstance(formula, tuple):
        name = formula[0] if formula else ""
        if name in ("interest", "series", "converted", "award_sum") or (name == "aggregate" and not is_counted):
            yield formula
        for part in formula:
            yield from _formulas_with_lines(part, is_counted=is_counted or name == "aggregate")


def _measured_figures(body: BodyFormulas, evaluator: Evaluator, here: Situation, row: str) -> Iterator[Reason]:
    """The figures that selected a row. A choice that selected a row is the row's own name."""
    values = ((name, evaluator.reader(formula)(here), *type_name) for name, formula, *type_name in body.evidence)
    figures = tuple(dict.fromkeys(item for item in values if isinstance(item[1], int | Fraction)))
    if row and figures:
        yield reason(MEASURED, row=row, because=StatedValues(figures, here.program.currency))  # type: ignore[arg-type]  # one name at most


def _parts(formula: Formula, evaluator: Evaluator, here: Situation) -> Iterator[Reason]:
    """The line of interest, or of a value of a series."""
    match formula:
        case ("interest", principal, rate, start, end, int() | None as years):
            yield from _interest(evaluator, here, (principal, rate, start, end), years)
        case ("series", str(name), str(how), day):
            yield from _value(evaluator, here, name, how, day)
        case ("award_sum", str(kind), int(line), *labels):
            yield from _award_sums(here, AwardSum(kind, line, tuple(map(str, labels))))
        case ("converted", value, str(name), day) if isinstance(sum_ := evaluator.reader(value)(here), ForeignAmount):
            yield from _value(evaluator, here, name, "on", day, sum_.currency)


def _award_sums(here: Situation, term: AwardSum) -> Iterator[Reason]:
    """The line of a sum of other awards, with the sum of each."""
    sums, currency = award_sums(here, term), here.program.currency
    if all(each.low == each.high for each in sums.values()):
        of_awards = tuple((label, Money(each.low, currency)) for label, each in sums.items() if each.low)
        total = Money(sum(each.low for each in sums.values()), currency)
        shown = of_awards or ((term.labels[0], total),)
        is_to_day = term.is_granted or here.record is not None
        yield reason(
            OTHER_AWARDS, sum=total,
            awards=AwardSums(
                term.kind, here.year, here.day if is_to_day else here.program.fiscal_year.first_day(here.year), shown
            ),
        )  # fmt: skip


def _records_of_set(here: Situation, claim: Candidate) -> Iterator[Situation]:
    """The records of the kind and year of a set, each on its day."""
    trigger = claim.clause.trigger
    for record, _ in here.records_of_kind(trigger.record).members if trigger.kind is TriggerKind.SET else ():
        day = record.values.get(trigger.date_field)
        if isinstance(day, Date) and here.program.year_of(day) == claim.year:
            yield here.with_record(record, day)


def _equal_days(formula: Formula, evaluator: Evaluator, here: Situation) -> Iterator[Reason]:
    """For a pick of earlier records, the records of the same day: the order of numbers decides between them."""
    if isinstance(formula, tuple) and formula[0] == "aggregate":
        evaluator.reader(formula)
        aggregate = evaluator.aggregates[formula[1:]]
        of_day = aggregate.records_of_day(here)
        records = sorted({(record.kind, record.item) for record in (*of_day, here.record) if record is not None})
        day = None if aggregate.before is None else aggregate.before(here)
        if of_day and len(records) > 1 and isinstance(day, Date):
            shown = DecidingRecords(tuple(records[:MAX_PATHS]), max(0, len(records) - MAX_PATHS))
            yield reason(SAME_DAY, day=day, records=shown)


def _interest(
    evaluator: Evaluator, here: Situation, formulas: tuple[Formula, ...], last_years: int | None
) -> Iterator[Reason]:
    principal, rate, start, end = [evaluator.reader(formula)(here) for formula in formulas]
    years, currency = interest_years(start, end, last_years), here.program.currency
    if not (isinstance(principal, int | Fraction) and isinstance(rate, int | Fraction)):
        return
    if isinstance(start, Date) and isinstance(end, Date) and isinstance(years, int | Fraction):
        yield reason(
            INTEREST, sum=money(principal * rate * years, currency), principal=money(principal, currency),
            rate=ShownNumber(rate, RATE),
            because=StatedValues(tuple(_deciding_fields(formulas[1], here)), currency),
            years=InterestYears(Fraction(years)), start=interest_start(start, end, last_years), end=end,
        )  # fmt: skip


def _deciding_fields(rate: Formula, here: Situation) -> Iterator[Evidence]:
    """The fields of the record from which a rate was chosen."""
    match rate:
        case ("smallest" | "greatest", *parts):
            for part in parts:
                match part:
                    case ("field", str(name)):
                        yield name, here.field(name), RATE.shown_name


def _value(
    evaluator: Evaluator, here: Situation, series: str, how: str, day: Formula, currency: str = ""
) -> Iterator[Reason]:
    """The value of a series, and its source."""
    stated_day = evaluator.reader(day)(here)
    if not isinstance(stated_day, Date):
        return
    value_day, when = here.published_day(series, how, stated_day, currency)
    value = here.facts.series.get(series, {}).get((currency, value_day))
    if value is None:
        return
    type_ = NUMBER if currency else RATE
    number, file = (
        ShownNumber(value, type_),
        next((entry for entry in here.facts.published if entry.series == series), None),
    )
    if file is None or (published := file.values.get((currency, value_day))) is None:
        yield reason(STATED_VALUE, series=series, when=when, value=number)
    elif (currency, value_day) not in file.stated:
        yield reason(PUBLISHED, series=series, when=when, value=number, source=file.source)
    elif value == published:
        yield reason(STATED_VALUE, series=series, when=when, value=number)
    else:
        other = ShownNumber(published, type_)
        yield reason(STATED_OTHERWISE, series=series, when=when, value=number, published=other, source=file.source)
