"""The table of operations: a row for each, with what every stage after the checker asks of it.

A formula names an operation (`ipdsl.ir.formulas`), a typed expression is of one (`ipdsl.lower.expressions`). From
its row read: formulas and the evaluator, the dump of the plan, turning days, evidence, and the texts of functions and
of loops over columns. What they do beside filling in a template has a name here, and a function of that name there;
`tests/architecture/test_operations.py` holds both sides complete.

A template names the attributes of the typed expression. What stands between two bars of a text is left out where its
attribute says nothing.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import NamedTuple

import attrs

from ipdsl.schema.comparisons import ORDERS, Comparison, End


class Result(enum.Enum):
    """What an operation answers. `OF_FIELD` and `OF_PARTS`: what the field is, and what the parts are."""

    TRUTH = "truth"
    NUMBER = "number"
    MONEY = "money"
    RATE = "rate"
    DAY = "day"
    OF_FIELD = "field"
    OF_PARTS = "parts"


class Fact(enum.Flag):
    """What is known of an operation itself, whatever its parts are.

    `STEADY`: it changes on its turning days alone, whatever year begins between them. `OF_RECORD`: a counted record may
    be asked it, whatever the year; of others it asks whether their event came before, and no more. `OF_APPLICANT`: it
    may be asked of the applicant alone. `ON_DAY`: it hangs on the day. `SPAN`: it holds from one day on, or until one.
    `OF_YEAR`: it is a figure of the year. `ANY_DAY`: it comes out alike on any day, if its parts do. `ONE_YEAR`: it
    comes out alike on all days of a year. `RECORDS`: it goes over other records, of which each day may make something
    else. `COMPUTED`: its sum is told with its parts.
    """

    NONE = 0
    STEADY = enum.auto()
    OF_RECORD = enum.auto()
    OF_APPLICANT = enum.auto()
    ON_DAY = enum.auto()
    SPAN = enum.auto()
    OF_YEAR = enum.auto()
    ANY_DAY = enum.auto()
    ONE_YEAR = enum.auto()
    RECORDS = enum.auto()
    COMPUTED = enum.auto()


class CallKind(enum.Enum):
    """How the engine calls the function of an operation.

    `ANSWERS`: with what its parts answer. `SITUATION`: as a method of the situation, with its words. `DURATION`: with
    what its first part answers, its words and the day. `MAKER`: it is made by a function of the evaluator.
    """

    ANSWERS = "answers"
    SITUATION = "situation"
    DURATION = "duration"
    MAKER = "maker"


class Template(NamedTuple):
    """The text of an operation, and that of its negation (empty: `not` before the text). `is_sum`: it needs brackets as
    a factor. `field` names the part that has to be a field; of another one the formula is asked."""

    text: str
    negated: str = ""
    is_sum: bool = False
    field: str = ""


class Form(NamedTuple):
    """The text that a function of this name writes; `field` as in a template."""

    name: str
    field: str = ""


class Refusal(NamedTuple):
    """Columns do not carry the operation; why."""

    reason: str


class Emission(enum.Enum):
    """`FORMULA`: functions ask the formula. `SAME`: columns have the same text or form as functions."""

    FORMULA = "formula"
    SAME = "same"


@attrs.frozen(eq=False, repr=False, kw_only=True)
class OperationRow:
    """One operation. `name`: in formulas, unless these spell it by `spelled`.

    `node` is the class of its typed expressions, of which those of a `variant` alone where there are several. `parts`
    are attributes of these in the order of the formula: `*` before one that is spread, `?` before one that is left out
    where it says nothing. `plan`: its text in dumps of the plan. `word`: how evidence calls its value; without one, its
    parts are asked for theirs. `reads`: the group of lines of the facts of which its first part names one. `turns`
    names what gives its turning days, `most` what gives the most that it can be. `call`: how the engine computes it, by
    the function of its name. Without `python` and `columns` no expression is of it, it stands within formulas alone.
    """

    name: str
    node: str = ""
    variant: str = ""
    parts: tuple[str, ...] = ()
    spelled: str = ""
    result: Result
    call: CallKind | None
    facts: Fact
    plan: str = ""
    word: str = ""
    reads: str = ""
    turns: str = ""
    most: str = ""
    python: Template | Form | Emission | None
    columns: Template | Form | Refusal | Emission | None


_SAME, _FORMULA = Emission.SAME, Emission.FORMULA
_ANSWERS, _SITUATION, _DURATION, _MAKER = CallKind
_OF_DAY = Fact.STEADY | Fact.OF_RECORD | Fact.ON_DAY | Fact.SPAN
_CONDITION = Fact.STEADY | Fact.OF_RECORD | Fact.OF_APPLICANT | Fact.ANY_DAY
_OF_SET = Form("aggregate")

_ROWS = (
    # ---- constants and fields
    OperationRow(
        name="constant", node="Const", result=Result.OF_FIELD, call=None, facts=_CONDITION, most="constant",
        python=Form("constant"), columns=_SAME,
    ),
    OperationRow(
        name="field", node="RecordField", parts=("field",), result=Result.OF_FIELD, call=_SITUATION,
        facts=Fact.STEADY | Fact.OF_RECORD | Fact.ANY_DAY, plan="{record}.{field}", word="{field}", most="stated",
        python=Form("field"), columns=_SAME,
    ),
    OperationRow(
        name="applicant", node="ApplicantField", parts=("field",), result=Result.OF_FIELD, call=_SITUATION,
        reads="applicant", facts=Fact.STEADY | Fact.OF_RECORD | Fact.OF_APPLICANT, plan="applicant.{field}",
        word="{field}", turns="field", most="stated", python=Form("field"), columns=_SAME,
    ),
    OperationRow(
        name="is_kind", node="ApplicantKindTest", parts=("kind",), result=Result.TRUTH, call=_SITUATION,
        facts=_CONDITION, plan="applicant is {kind}", word="{kind}",
        python=Template("{kind} in {facts}.kinds", "{kind} not in {facts}.kinds"), columns=Form("kind"),
    ),
    OperationRow(
        name="figure", node="Figure", parts=("figure", "?years_before"), result=Result.OF_FIELD, call=_SITUATION,
        reads="figures", facts=Fact.OF_YEAR, plan="figure {figure}| {years_before} years back|",
        word="{figure}| last year{years_before:.0}|", turns="figure", most="stated",
        python=Form("figure"), columns=_SAME,
    ),
    OperationRow(
        name="rank", node="ApplicantRank", parts=("figure", "among"), result=Result.NUMBER, call=_SITUATION,
        reads="figures", facts=Fact.OF_YEAR, plan="rank by {figure}| among {among}|", word="rank of {figure}",
        most="stated", python=_FORMULA, columns=Form("rank"),
    ),
    # ---- events, states and days
    OperationRow(
        name="happened", node="EventHappened", result=Result.TRUTH, call=None, spelled="at_most", facts=_OF_DAY,
        plan="{record} {event}", word="{event}", turns="dated", python=Form("dated"), columns=_SAME,
    ),
    OperationRow(
        name="holds", node="StateHolds", result=Result.TRUTH, call=None, spelled="during", facts=_OF_DAY,
        plan="{record} {state}", word="{state}", turns="dated", python=Form("dated"), columns=_SAME,
    ),
    OperationRow(
        name="first", node="FirstEventTest", variant="False", parts=("record", "date_field"), result=Result.TRUTH,
        call=_SITUATION, reads="records", facts=Fact.STEADY | Fact.OF_RECORD | Fact.ANY_DAY,
        plan="first {record} by {event}", word="first {record}",
        python=Template("is_first({c}, record, {record}, {date_field})"), columns=Form("first"),
    ),
    OperationRow(
        name="is_new", node="FirstEventTest", variant="True", parts=("record", "date_field"), result=Result.TRUTH,
        call=_MAKER, facts=Fact.STEADY | Fact.OF_RECORD | Fact.ANY_DAY,
        plan="first {record} of the item by {event}", word="first event of the item",
        python=Template("is_new({c}, record, {record}, {date_field})"), columns=Form("first"),
    ),
    OperationRow(
        name="year_is", node="ClaimYearIs", parts=("year",), result=Result.TRUTH, call=_MAKER,
        facts=Fact.ONE_YEAR | Fact.ON_DAY, plan="year is {year}", turns="year",
        python=Template("{claim_year} == {year}", "{claim_year} != {year}"), columns=_SAME,
    ),
    OperationRow(
        name="day", result=Result.DAY, call=_MAKER, facts=Fact.NONE, python=None, columns=None,
    ),
    OperationRow(
        name="during", result=Result.TRUTH, call=_ANSWERS, facts=Fact.ANY_DAY, python=None, columns=None,
    ),
    OperationRow(
        name="suspended", result=Result.TRUTH, call=_MAKER, facts=Fact.ONE_YEAR, python=None, columns=None,
    ),
    # ---- other records
    OperationRow(
        name="count", node="RecordCount", parts=("pick.record", "*pick.tests"), result=Result.NUMBER, call=_MAKER,
        reads="records", facts=Fact.ON_DAY | Fact.RECORDS, plan="count({pick.record}|, {pick.tests}|)",
        word="{pick.record}", turns="records", most="stated", python=Form("count"), columns=_SAME,
    ),
    OperationRow(
        name="in_year", node="EventInYear", parts=("pick.record", "date_field", "*pick.tests"), result=Result.TRUTH,
        call=_MAKER, reads="records", facts=Fact.ON_DAY | Fact.ONE_YEAR,
        plan="{event} in the year({pick.record}|, {pick.tests}|)", word="{pick.record}",
        python=_FORMULA, columns=Form("event_in_year"),
    ),
    OperationRow(
        name="is_matter_supported", node="MatterSupported", parts=("matter",), result=Result.TRUTH, call=_MAKER,
        facts=Fact.ON_DAY | Fact.ANY_DAY, plan="{matter} supported", python=_FORMULA, columns=Form("support"),
    ),
    OperationRow(
        name="total", node="Aggregate", variant="total", parts=("field",), result=Result.OF_FIELD, call=_SITUATION,
        facts=Fact.RECORDS, plan="total({field})", word="{field}", most="stated", python=_FORMULA, columns=_OF_SET,
    ),
    OperationRow(
        name="number", node="Aggregate", variant="number", result=Result.NUMBER, call=_SITUATION,
        facts=Fact.RECORDS, plan="number()", word="number", most="stated", python=_FORMULA, columns=_OF_SET,
    ),
    OperationRow(
        name="largest", node="Aggregate", variant="largest", parts=("field",), result=Result.OF_FIELD,
        call=_SITUATION, facts=Fact.RECORDS, plan="largest({field})", word="{field}", most="stated",
        python=_FORMULA, columns=_OF_SET,
    ),
    OperationRow(
        name="earliest", node="Aggregate", variant="earliest", parts=("field",), result=Result.DAY,
        call=_SITUATION, facts=Fact.RECORDS, plan="earliest({field})", word="{field}", most="stated",
        python=_FORMULA, columns=_OF_SET,
    ),
    # ---- sums
    OperationRow(
        name="series", node="SeriesValue", parts=("series", "point", "day"), result=Result.RATE, call=_MAKER,
        facts=Fact.ANY_DAY, plan="{series} {point} {day}", word="{series}", most="stated",
        python=_FORMULA, columns=Form("series"),
    ),
    OperationRow(
        name="table", node="TableValue", parts=("key", "*rows"), result=Result.MONEY, call=_MAKER,
        facts=Fact.ANY_DAY, plan="table {table} of {key} {{{rows}}}", most="table",
        python=Form("table", field="key"), columns=_SAME,
    ),
    OperationRow(
        name="add", node="Add", parts=("left", "right"), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY | Fact.COMPUTED, plan="add({left}, {right})", most="sum",
        python=Template("{left} + {right}", is_sum=True), columns=_SAME,
    ),
    OperationRow(
        name="subtract", node="Subtract", parts=("left", "right"), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY | Fact.COMPUTED, plan="subtract({left}, {right})", most="first",
        python=Template("max({left} - ({right}), 0)"), columns=_SAME,
    ),
    OperationRow(
        name="scale", node="Scale", parts=("factor", "value"), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY | Fact.COMPUTED, plan="scale({factor}, {value})", most="product",
        python=Form("product"), columns=_SAME,
    ),
    OperationRow(
        name="steps", node="FullStepCount", parts=("base", "step"), result=Result.NUMBER, call=_ANSWERS,
        facts=Fact.ANY_DAY, plan="steps({base}, {step})", most="steps", python=Form("steps"), columns=_SAME,
    ),
    OperationRow(
        name="smallest", node="Minimum", parts=("*values",), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY, plan="smallest({values})", most="greatest", python=Template("min({values})"), columns=_SAME,
    ),
    OperationRow(
        name="greatest", node="Maximum", parts=("*values",), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY | Fact.COMPUTED, plan="largest({values})", most="greatest",
        python=Template("max({values})"), columns=_SAME,
    ),
    OperationRow(
        name="limited", result=Result.OF_PARTS, call=_ANSWERS, facts=Fact.ANY_DAY, python=None, columns=None,
    ),
    OperationRow(
        name="interest", node="Interest", parts=("principal", "rate", "start", "end", "last_years"),
        result=Result.MONEY, call=_ANSWERS, facts=Fact.ANY_DAY | Fact.COMPUTED,
        plan="interest({principal}, {rate}, {start}, {end})| last {last_years} years|", most="interest",
        python=_FORMULA, columns=Form("interest"),
    ),
    OperationRow(
        name="converted", node="CurrencyConversion", parts=("value", "series", "day"), result=Result.MONEY,
        call=_MAKER, facts=Fact.ANY_DAY, plan="converted({value}, {day}) at {series}",
        most="converted", python=Form("converted"), columns=_SAME,
    ),
    # ---- conditions
    OperationRow(
        name="all_of", node="And", parts=("*parts",), result=Result.TRUTH, call=_ANSWERS, facts=_CONDITION,
        plan="all({parts})", python=Form("conjunction"), columns=_SAME,
    ),
    OperationRow(
        name="any_of", node="Or", parts=("*parts",), result=Result.TRUTH, call=_ANSWERS, facts=_CONDITION,
        plan="any({parts})", python=Form("disjunction"), columns=_SAME,
    ),
    OperationRow(
        name="not_", node="Not", parts=("part",), result=Result.TRUTH, call=_ANSWERS, facts=_CONDITION,
        plan="not({part})", python=Form("negation"), columns=_SAME,
    ),
    OperationRow(
        name="one_of", node="Membership", parts=("value", "*members"), result=Result.TRUTH, call=_MAKER,
        facts=_CONDITION, plan="({value} is {members})", python=Form("membership", field="value"), columns=_SAME,
    ),
    OperationRow(
        name="level", node="CompareLevel", parts=("left", "*matching_members"), spelled="one_of", result=Result.TRUTH,
        call=None, facts=_CONDITION, plan="({left} {op} {member})", python=Form("membership", field="left"),
        columns=_SAME,
    ),
    OperationRow(
        name="cannot_be_determined", node="CannotBeDetermined", parts=("value",), result=Result.TRUTH,
        call=_ANSWERS, facts=_CONDITION, plan="({value} cannot be determined)",
        python=Template("{value} is CANNOT", "{value} is not CANNOT", field="value"),
        columns=Template("False"),  # whoever states such a thing is left to the scalar evaluator
    ),
    *(
        OperationRow(
            name=comparison.operation, node="Compare", variant=comparison.value, parts=("left", "right"),
            result=Result.TRUTH, call=_ANSWERS, facts=_CONDITION, plan="({left} {op} {right})",
            python=Template(comparison.text, comparison.negated_text),
            columns=Form("comparison"),  # a day may never come, and a number may leave 64 bits
        )
        for comparison in Comparison
    ),
    *(
        OperationRow(
            name=f"lasted_{comparison.operation}", node="ElapsedComparison", variant=comparison.value,
            parts=("since", "number", "unit"), result=Result.TRUTH, call=_DURATION,
            facts=Fact.OF_RECORD | Fact.ON_DAY | Fact.SPAN, plan="({since} {op} {number} {unit} ago)", turns="elapsed",
            python=Template(f"{{since}} <= {text}") if comparison.end is End.HIGH
            else Template(text, comparison.negated_text.format(left="day", right="{after}")),
            columns=_SAME,
        )
        for comparison, text in ((each, each.text.format(left="day", right="{after}")) for each in ORDERS)
    ),
)  # fmt: skip

OPERATIONS: Mapping[str, OperationRow] = {row.name: row for row in _ROWS}
"""Every operation, by its name."""
