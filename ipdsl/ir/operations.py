"""The table of operations, with one row for each: everything that stages after the checker need to know about it.

A formula names an operation (`ipdsl.ir.terms`), and a typed expression has one (`ipdsl.lower.plan`). The row
is used by formulas and the evaluator, the dump of the plan, turning days, evidence, and the texts of functions and of
loops over columns. If a stage does more than fill in a template, the row names a function of that stage;
`tests/architecture/test_operations.py` checks that both sides are complete.

A template names attributes of the typed expression. A text of a dump is one of `ipdsl.syntax.printing`: a part in
brackets is left out if its attribute is empty.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import NamedTuple

import attrs

from ipdsl.schema.comparisons import ORDERS, Comparison, End


class Result(enum.Enum):
    """The type of result. `OF_FIELD`: the type of the field. `OF_PARTS`: the type of the parts."""

    TRUTH = "truth"
    NUMBER = "number"
    MONEY = "money"
    RATE = "rate"
    DAY = "day"
    OF_FIELD = "field"
    OF_PARTS = "parts"


class Fact(enum.Flag):
    """Properties of an operation itself, apart from its parts.

    - `STEADY`: changes only on its turning days, not with the year.
    - `OF_RECORD`: can be tested for a counted record in any year; other records matter only by their earlier events.
    - `OF_APPLICANT`: needs only the applicant.
    - `ON_DAY`: depends on the day.
    - `SPAN`: true from one day on, or until one day.
    - `OF_YEAR`: a figure of the year.
    - `ANY_DAY`: the same on every day, if its parts are.
    - `ONE_YEAR`: the same on all days of a year.
    - `RECORDS`: depends on other records, which may change with the day.
    - `COMPUTED`: its sum is shown with its parts.
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

    `ANSWERS`: with the results of its parts. `SITUATION`: as a method of the situation, with its words. `MAKER`: a
    function of the evaluator builds it.
    """

    ANSWERS = "answers"
    SITUATION = "situation"
    MAKER = "maker"


class Template(NamedTuple):
    """The text of an operation, and of its negation (empty: `not` before the text).

    `is_sum`: it needs brackets as a factor. `field` names the part that must be a field; for any other part the formula
    is evaluated.
    """

    text: str
    negated: str = ""
    is_sum: bool = False
    field: str = ""


class Form(NamedTuple):
    """The text written by a function with this name; `field` as in a template."""

    name: str
    field: str = ""


class Refusal(NamedTuple):
    """Why columns do not support the operation."""

    reason: str


class Emission(enum.Enum):
    """`FORMULA`: functions evaluate the formula. `SAME`: columns have the same text or form as functions."""

    FORMULA = "formula"
    SAME = "same"


@attrs.frozen(eq=False, repr=False, kw_only=True)
class OperationRow:
    """One operation.

    - `name`: its name in formulas, unless `spelled` gives another.
    - `node`: the class of its typed expressions; `variant` selects one of several operations of the class.
    - `parts`: attributes of the expression in the order of the formula. `*` marks one that is spread, `?` one that is
      left
      out if it is empty.
    - `plan`: its text in dumps of the plan.
    - `word`: the name of its value in evidence; without one, its parts give evidence.
    - `reads`: the group of lines in the facts that its first part names.
    - `turns`: the name of the function for its turning days.
    - `most`: the name of the function for its upper bound.
    - `call`: how the engine calls its function, which has the name of the operation.

    An operation without `python` and `columns` has no typed expression and is used only in formulas.
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
_ANSWERS, _SITUATION, _MAKER = CallKind
_OF_DAY = Fact.STEADY | Fact.OF_RECORD | Fact.ON_DAY | Fact.SPAN
_CONDITION = Fact.STEADY | Fact.OF_RECORD | Fact.OF_APPLICANT | Fact.ANY_DAY

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
        reads="figures", facts=Fact.OF_YEAR, plan="figure {figure}[ {years_before} years back]",
        word="{figure}{year_words}", turns="figure", most="stated",
        python=Form("figure"), columns=_SAME,
    ),
    OperationRow(
        name="figure_of_years", node="FigureOfYears", parts=("figure", "kind", "since", "?fallback"),
        result=Result.OF_FIELD, call=_SITUATION, reads="figures", facts=Fact.OF_YEAR,
        plan="{kind} figure {figure}{year_words}[, otherwise {fallback}]", word="{kind} {figure}{year_words}",
        turns="figure", most="stated", python=_FORMULA, columns=Refusal("a figure of all years up to the claim's"),
    ),
    OperationRow(
        name="rank", node="ApplicantRank", parts=("figure", "among", "?tie_fields"), result=Result.NUMBER,
        call=_SITUATION, reads="figures", facts=Fact.OF_YEAR,
        plan="rank by {figure}[ among {among*}][ ties {tie_orders*}]",
        word="rank of {figure}", most="stated", python=_FORMULA, columns=Form("rank"),
    ),
    OperationRow(
        name="place", node="RecordRank", parts=("field", "line"), result=Result.NUMBER, call=_SITUATION,
        facts=Fact.STEADY | Fact.OF_RECORD | Fact.ANY_DAY,
        plan="rank by {field}[ per year{per_year?}][ ties {tie_orders*}]",
        word="rank of {field}", most="stated", python=_FORMULA, columns=Refusal("a rank of records"),
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
        name="day", node="ClaimDay", result=Result.DAY, call=_MAKER,
        facts=Fact.STEADY | Fact.OF_RECORD | Fact.ON_DAY, plan="day", most="stated", python=Form("claim_day"),
        columns=_SAME,
    ),
    OperationRow(
        name="payment", node="PaymentDay", parts=("point",), result=Result.DAY, call=_MAKER,
        facts=Fact.STEADY | Fact.OF_RECORD | Fact.ANY_DAY, plan="{point}", most="stated", python=_FORMULA,
        columns=Refusal("a recovery"),
    ),
    OperationRow(
        name="year", node="ClaimYear", result=Result.NUMBER, call=_MAKER, facts=Fact.ONE_YEAR | Fact.ON_DAY,
        plan="year", most="year", python=Form("claim_year"), columns=_SAME,
    ),
    OperationRow(
        name="other_support", node="OtherSupport", parts=("record",), result=Result.MONEY, call=_MAKER,
        facts=Fact.STEADY | Fact.ANY_DAY, plan="support of others for {record}",
        word="other support", most="stated", python=_FORMULA, columns=Refusal("support of others as a value"),
    ),
    OperationRow(
        name="award_sum", node="AwardSum", parts=("kind", "line", "*awards"), result=Result.MONEY, call=_MAKER,
        facts=Fact.ON_DAY | Fact.RECORDS | Fact.COMPUTED, plan="what {awards*} {kind}",
        most="stated", python=_FORMULA, columns=Refusal("a sum of other awards"),
    ),
    OperationRow(
        name="shifted", node="ShiftedDay", parts=("day", "number", "unit"), result=Result.DAY, call=_ANSWERS,
        facts=_CONDITION, plan="({day} + {number} {unit})", most="stated", python=Form("shifted_day"), columns=_SAME,
    ),
    OperationRow(
        name="day_of_year", node="DayOfYear", parts=("base", "month", "day", "years"), result=Result.DAY, call=_ANSWERS,
        facts=_CONDITION, plan="({month}-{day} of {base}[ + {years}])", most="stated", python=Form("day_of_year"),
        columns=_SAME,
    ),
    OperationRow(
        name="spans", node="SpanCount", parts=("start", "end", "unit"), result=Result.NUMBER, call=_ANSWERS,
        facts=_CONDITION, plan="full {unit}s from {start} to {end}", most="days", python=Form("spans"), columns=_SAME,
    ),
    OperationRow(
        name="length_in_year", node="StateLength", parts=("unit",), result=Result.NUMBER, call=_MAKER,
        facts=Fact.ON_DAY | Fact.ONE_YEAR, plan="full {unit}s of {record} {state} in the year",
        word="{state} in the year", most="days", python=Form("length_in_year"), columns=_SAME,
    ),
    OperationRow(
        name="applicant_on", node="ApplicantFieldOn", parts=("field", "day"), result=Result.OF_FIELD, call=_MAKER,
        reads="applicant", facts=_CONDITION, plan="applicant.{field} on {day}", word="{field} on {day_name}",
        most="stated", python=_FORMULA, columns=Refusal("a field of the applicant on another day"),
    ),
    OperationRow(
        name="during", result=Result.TRUTH, call=_ANSWERS, facts=Fact.ANY_DAY, python=None, columns=None,
    ),
    OperationRow(
        name="suspended", result=Result.TRUTH, call=_MAKER, facts=Fact.ONE_YEAR, python=None, columns=None,
    ),
    # ---- other records
    OperationRow(
        name="aggregate", node="Aggregate",
        parts=(
            "pick.record", "kind", "is_of_days", "pick.value", "pick.is_of_set", "pick.date_field", "pick.year_field",
            "before", "*numbers", "*pick.same", "*same_values", "*outer_values", "*pick.tests",
        ),
        result=Result.OF_FIELD, call=_MAKER, reads="records", facts=Fact.ON_DAY | Fact.RECORDS,
        plan="{kind}([{pick.value} of ]{pick.extent}[, {pick.tests*}][ of the same {pick.same*}: {same_values*}]"
        "[ dated {pick.date_field} before {before}][ with {outer_values*}])",
        word="{word}", turns="records", most="stated", python=Form("aggregate"), columns=_SAME,
    ),
    OperationRow(
        name="outer", node="OuterValue", parts=("index",), result=Result.OF_FIELD, call=_MAKER, facts=Fact.NONE,
        plan="outer {name}", most="stated", python=_FORMULA,
        columns=Refusal("a value of the record around a pick"),
    ),
    OperationRow(
        name="in_year", node="EventInYear", parts=("pick.record", "date_field", "*pick.tests"), result=Result.TRUTH,
        call=_MAKER, reads="records", facts=Fact.ON_DAY | Fact.ONE_YEAR,
        plan="{event} in the year({pick.record}[, {pick.tests*}])", word="{pick.record}",
        python=_FORMULA, columns=Form("event_in_year"),
    ),
    OperationRow(
        name="is_matter_supported", node="MatterSupported", parts=("matter", "is_own_level"), result=Result.TRUTH,
        call=_MAKER, facts=Fact.ON_DAY | Fact.ANY_DAY, plan="{matter} supported[{is_own_level?} by this level]",
        python=_FORMULA, columns=Form("support"),
    ),
    # ---- sums
    OperationRow(
        name="series", node="SeriesValue", parts=("series", "point", "day"), result=Result.RATE, call=_MAKER,
        facts=Fact.ANY_DAY, plan="{series} {point} {day}", word="{series}", most="stated",
        python=_FORMULA, columns=Form("series"),
    ),
    OperationRow(
        name="table", node="TableValue", parts=("key", "*rows"), result=Result.MONEY, call=_MAKER,
        facts=Fact.ANY_DAY, plan="table {table} of {key} {rows!braces}", most="table",
        python=Form("table", field="key"), columns=_SAME,
    ),
    OperationRow(
        name="add", node="Add", parts=("left", "right"), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY | Fact.COMPUTED, plan="add({left}, {right})", most="sum",
        python=Template("{left} + {right}", is_sum=True), columns=_SAME,
    ),
    OperationRow(
        name="subtract", node="Subtract", variant="False", parts=("left", "right"), result=Result.OF_PARTS,
        call=_ANSWERS, facts=Fact.ANY_DAY | Fact.COMPUTED, plan="subtract({left}, {right})", most="sum",
        python=Template("{left} - ({right})", is_sum=True), columns=_SAME,
    ),
    OperationRow(
        name="excess", node="Subtract", variant="True", parts=("left", "right"), result=Result.OF_PARTS,
        call=_ANSWERS, facts=Fact.ANY_DAY | Fact.COMPUTED, plan="excess({left}, {right})", most="greatest",
        python=Template("max({left} - ({right}), 0)"), columns=_SAME,
    ),
    OperationRow(
        name="scale", node="Scale", parts=("factor", "value"), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY | Fact.COMPUTED, plan="scale({factor}, {value})", most="product",
        python=Form("product"), columns=_SAME,
    ),
    OperationRow(
        name="divide", node="Divide", parts=("left", "right"), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY | Fact.COMPUTED, plan="divide({left}, {right})", most="quotient",
        python=Form("quotient"), columns=_SAME,
    ),
    OperationRow(
        name="rounded", node="RoundedValue", parts=("value", "mode", "step"), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY | Fact.COMPUTED, plan="rounded({value}, {mode}, {step})", most="rounded",
        python=Form("rounded"), columns=_SAME,
    ),
    OperationRow(
        name="defined", node="DefinedValue", parts=("name", "type_name", "value"), result=Result.OF_PARTS, call=_MAKER,
        facts=_CONDITION | Fact.COMPUTED, plan="{name} = {value}", word="{name}", most="first",
        python=Form("defined"), columns=_SAME,
    ),
    OperationRow(
        name="if_none", node="FallbackValue", parts=("value", "fallback"), result=Result.OF_PARTS, call=_MAKER,
        facts=Fact.ANY_DAY | Fact.COMPUTED, plan="if_none({value}, {fallback})", most="greatest",
        python=Form("fallback"), columns=_SAME,  # where the value is missing, the formula is evaluated
    ),
    OperationRow(
        name="first_case", node="SelectedValue", parts=("*parts",), result=Result.OF_PARTS, call=_ANSWERS,
        facts=_CONDITION | Fact.COMPUTED, plan="first_case({parts*})", most="cases",
        python=_FORMULA, columns=Refusal("a value of one of several cases is not written over columns"),
    ),
    OperationRow(
        name="steps", node="FullStepCount", parts=("base", "step"), result=Result.NUMBER, call=_ANSWERS,
        facts=Fact.ANY_DAY, plan="steps({base}, {step})", most="steps", python=Form("steps"), columns=_SAME,
    ),
    OperationRow(
        name="smallest", node="Minimum", parts=("*values",), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY, plan="smallest({values*})", most="greatest", python=Template("min({values})"),
        columns=_SAME,
    ),
    OperationRow(
        name="greatest", node="Maximum", parts=("*values",), result=Result.OF_PARTS, call=_ANSWERS,
        facts=Fact.ANY_DAY | Fact.COMPUTED, plan="largest({values*})", most="greatest",
        python=Template("max({values})"), columns=_SAME,
    ),
    OperationRow(
        name="earliest", node="EarliestDay", parts=("*values",), result=Result.DAY, call=_ANSWERS,
        facts=Fact.ANY_DAY, plan="earliest({values*})", most="stated", python=Template("min({values})"),
        columns=Refusal("the earliest of several days"),
    ),
    OperationRow(
        name="latest", node="LatestDay", parts=("*values",), result=Result.DAY, call=_ANSWERS,
        facts=Fact.ANY_DAY, plan="latest({values*})", most="stated", python=Template("max({values})"),
        columns=Refusal("the latest of several days"),
    ),
    OperationRow(
        name="limited", result=Result.OF_PARTS, call=_ANSWERS, facts=Fact.ANY_DAY, python=None, columns=None,
    ),
    OperationRow(
        name="from_threshold", result=Result.OF_PARTS, call=_ANSWERS, facts=Fact.ANY_DAY, python=None, columns=None,
    ),
    OperationRow(
        name="interest", node="Interest", parts=("principal", "rate", "start", "end", "last_years"),
        result=Result.MONEY, call=_ANSWERS, facts=Fact.ANY_DAY | Fact.COMPUTED,
        plan="interest({principal}, {rate}, {start}, {end})[ last {last_years} years]", most="interest",
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
        plan="all({parts*})", python=Form("conjunction"), columns=_SAME,
    ),
    OperationRow(
        name="any_of", node="Or", parts=("*parts",), result=Result.TRUTH, call=_ANSWERS, facts=_CONDITION,
        plan="any({parts*})", python=Form("disjunction"), columns=_SAME,
    ),
    OperationRow(
        name="at_least_of", node="AtLeastOf", parts=("number", "*parts"), result=Result.TRUTH, call=_ANSWERS,
        facts=_CONDITION, plan="at_least_of({number}, {parts*})", python=Form("count"), columns=_SAME,
    ),
    OperationRow(
        name="unless", node="Not", variant="True", parts=("part",), result=Result.TRUTH, call=_ANSWERS,
        facts=_CONDITION, plan="not({part})", python=Form("negation"), columns=_SAME,
    ),
    OperationRow(
        name="not_", node="Not", variant="False", parts=("part",), result=Result.TRUTH, call=_ANSWERS, facts=_CONDITION,
        plan="not({part})", python=Form("negation"), columns=_SAME,
    ),
    OperationRow(
        name="one_of", node="Membership", parts=("value", "*members"), result=Result.TRUTH, call=_MAKER,
        facts=_CONDITION, plan="({value} is {members*})", python=Form("membership", field="value"), columns=_SAME,
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
        columns=Template("False"),  # facts with such a value are left to the scalar evaluator
    ),
    *(
        OperationRow(
            name=comparison.operation, node="Compare", variant=comparison.value, parts=("left", "right"),
            result=Result.TRUTH, call=_ANSWERS, facts=_CONDITION, plan="({left} {op} {right})", turns="compared",
            python=Template(comparison.text, comparison.negated_text),
            columns=Form("comparison"),  # a day may not exist, and a number may exceed 64 bits
        )
        for comparison in Comparison
    ),
    *(
        OperationRow(
            name=f"lasted_{comparison.operation}", node="ElapsedComparison", variant=comparison.value,
            parts=("since", "number", "unit", "day"), result=Result.TRUTH, call=_ANSWERS,
            facts=Fact.OF_RECORD | Fact.OF_APPLICANT | Fact.ANY_DAY | Fact.SPAN,
            plan="({day} {op} {number} {unit} after {since})", turns="elapsed",
            python=Template(f"{{since}} <= {text}") if comparison.end is End.HIGH
            else Template(text, comparison.negated_text.format(left="{day}", right="{after}")),
            columns=Form("elapsed"),  # a day may not exist
        )
        for comparison, text in ((each, each.text.format(left="{day}", right="{after}")) for each in ORDERS)
    ),
)  # fmt: skip

OPERATIONS: Mapping[str, OperationRow] = {row.name: row for row in _ROWS}
"""All operations by name."""
