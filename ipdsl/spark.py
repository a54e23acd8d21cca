"""Tables of applicants on many machines: from a DataFrame of Spark in the nested form to DataFrames of results.

Input: a policy, a DataFrame with a row for each applicant in the form of docs/en/how-to/many-applicants.md, and
optionally the ledger as a DataFrame of lines. Output: DataFrames, computed when Spark needs them. Each part of the
table passes through `mapInArrow`, where `Policy.evaluate_table` settles it. Only one text
(`ipdsl.driver.portable_policy`) and the name of this module are sent to the machines. No other module imports pyspark;
this one imports it when it is called.

No data is collected at the caller, except by `SparkResult.compare_applicants`. Ids pass through one exchange, which
finds repeated ids; no other data of other applicants is exchanged.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Language, MessageValue, Phrase, join_phrases
from ipdsl.batch.errors import LedgerTwice, NotADataFrame, RulesAcross, SparkMissing, UnsupportedSparkType
from ipdsl.facts.details import is_column_of_details
from ipdsl.facts.published_series import PublishedSeries, notes_on_published
from ipdsl.kernel.rule_table import table_of_program
from ipdsl.ledger.ledger_file import recall_of
from ipdsl.ledger.line_reader import PAGE
from ipdsl.ledger.recall import read_answers
from ipdsl.plain_data.cohort_errors import ImpossibleAnswer
from ipdsl.plain_data.errors import FactsError, MissingPart

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame

    from ipdsl.batch.batch import TablePartition
    from ipdsl.driver.library import Policy
    from ipdsl.ir.terms import Program

NEEDED = ("pyspark", "pandas", "pyarrow", "numpy")
ID, APPLICANT, HISTORY, _PAGES, _ANSWERS = "id", "applicant", "history", "pages", "answers"
_APPLICANTS, _LEDGER = Phrase("the table of applicants", "申请人表"), Phrase("the table `history`", "表`history`")
_WIDE, _NARROW = "０１２３４５６７８９", "0123456789"  # as `ipdsl.base.values.written_values.year` reads them
_YEAR = r"^[1-9][0-9]{3}(年度?)?\z"


@attrs.frozen(eq=False)
class SparkResult:
    """The results of a table of applicants, as DataFrames of Spark.

    `nested` has a row for each given row, with lists of all its results; the other DataFrames are read from it. They
    have the columns of docs/en/how-to/many-applicants.md, except the row numbers of errors, because parts of a table
    have no order. Each action of Spark on one of them settles the table again, unless `nested` is kept:
    `nested.persist()`, or written and read.
    """

    nested: DataFrame
    has_claims: bool
    pages: str = ""
    """The pages of the ledger as JSON; empty without a ledger."""
    program: Program | None = None
    recorded: DataFrame | None = None
    """The ids of the ledger that was read."""
    answers: tuple[Mapping[str, object], ...] = ()
    """The answers about two ids: those of the ledger that was read, and those of the run."""
    notes: tuple[str, ...] = ()
    """Remarks about the published series, as in the result of one table."""

    @property
    def applicants(self) -> DataFrame:
        """A row for each given row: the amount to be paid now, the lower and upper bound of the amount due, and the
        way in which it was settled."""
        columns = ["payable_now", "due", "most", "status", "way", "other_years", "remarks"]
        columns += [name for name in ("to_pay_back", "net", "back_now") if self.has_recoveries]
        return self.nested.where("status <> 'nobody'").select(APPLICANT, *columns)

    @property
    def totals(self) -> DataFrame:
        """A row for each applicant and year that pays something."""
        return self._rows_of("totals")

    @property
    def claims(self) -> DataFrame | None:
        """A row for each claim; `None` if not requested."""
        return self._rows_of("claims") if self.has_claims else None

    @property
    def has_recoveries(self) -> bool:
        """Whether the policy has recoveries."""
        return self.program is not None and self.program.may_owe

    @property
    def recoveries(self) -> DataFrame | None:
        """A row for each event whose payments are paid back; `None` if the policy has no recoveries."""
        return self._rows_of("recoveries") if self.has_recoveries else None

    @property
    def later(self) -> DataFrame:
        """A row for each claim and later year that pays money of it."""
        return self._rows_of("later")

    @property
    def ledger(self) -> DataFrame | None:
        """A row for each ledger line, in the form of `history` for a later run; `None` if not requested.

        The metadata of the column `page` has the pages and the answers of the ledger.
        """
        metadata = {_PAGES: self.pages} | ({_ANSWERS: json.dumps(self.answers)} if self.answers else {})
        return self._rows_of("ledger").withMetadata(PAGE, metadata) if self.pages else None

    @property
    def missing(self) -> DataFrame:
        """A row for each missing fact of an undetermined amount."""
        return self.nested.selectExpr(APPLICANT, "explode(missing) as fact")

    @property
    def errors(self) -> DataFrame:
        """A row for each problem of a row. The first 100 problems of a code in each part of the table have messages."""
        return self._rows_of("errors")

    def compare_applicants(self, *, new_applicants: bool = False) -> list[Diagnostic]:
        """The findings about the applicants together, as `Policy.compare_applicants`. Needs the ledger.

        The ids and rows of all applicants are collected at the caller. Pay nothing before its errors are corrected or
        answered.
        """
        from ipdsl.batch.evaluate import compare_nested

        if not self.pages or self.program is None:
            raise ValueError("give a result with a ledger: `evaluate_table(…, ledger=True)`")
        table = self.nested.select(APPLICANT, "status", "guards").toArrow()
        history = None if self.recorded is None else self.recorded.distinct().toArrow()
        recall = recall_of({"pages": json.loads(self.pages), _ANSWERS: [*self.answers]}, self.program)
        return compare_nested(self.program, recall, table, history, is_confirmed=new_applicants)

    def _rows_of(self, name: str) -> DataFrame:
        return self.nested.selectExpr(APPLICANT, f"inline({name})")


def evaluate_table(
    policy: Policy,
    applicants: DataFrame,
    *,
    as_of: datetime.date | str | None,
    year: int | None = None,
    claims: bool = False,
    none: Collection[str] = (),
    ignore: Collection[str] = (),
    series: object = None,
    engine: str = "",
    history: DataFrame | None = None,
    cohort: bool = False,
    ledger: bool = False,
    answers: Collection[Mapping[str, object]] = (),
) -> SparkResult:
    """Settle a DataFrame of applicants separately, as `Policy.evaluate_table` does; with `cohort`, together.

    `applicants` has a row for each applicant, in the nested form of docs/en/how-to/many-applicants.md. `history` is the
    ledger as a separate table: a row for each line, with the columns of lines and the id as `applicant`, with the type
    of ids; the `ledger` of one run is the `history` of the next. All other parameters are those of
    `Policy.evaluate_table`. Answers can only be `apart`: the lines of a renamed applicant would not be found.

    With `cohort`, the applicants that rules across applicants can connect are settled in one process, after all
    others. A policy with such rules needs `cohort`. If the cohort cannot be settled, its
    `FactsError` ends the work of Spark.

    The errors of the result contain rows that cannot be read, all rows with a repeated id, and lines
    of applicants that are not in the table. `FactsError` is for the table as a whole, before anything is settled.
    """
    _refuse_without_libraries()
    from ipdsl.batch.batch import TablePartition
    from ipdsl.batch.evaluate import day_of
    from ipdsl.batch.readers.named_lines import ledger_schema
    from ipdsl.driver.portable_policy import pack

    program = policy.program
    _refuse_other_than_frames(applicants, history)
    is_tied = _refuse_rules_across(program, cohort)
    day = day_of(as_of, program)
    applicants = applicants.drop(*ignore, *(name for name in applicants.columns if is_column_of_details(program, name)))
    given = "" if history is None else _free_column_name(applicants, "given")
    table = applicants if history is None else _join_ledger(applicants, history, given)
    form = _form(policy, table, given, none, ignore)  # reports errors of the table before anything is settled
    twice = _free_column_name(table, "twice")
    fields = {} if history is None else {field.name: field.metadata or {} for field in history.schema}
    before = fields.get(PAGE, {}).get(_PAGES)
    answers = (*json.loads(fields.get(PAGE, {}).get(_ANSWERS, "[]")), *answers)
    _refuse_renamed(answers)
    recall = recall_of({"pages": json.loads(before or "[]")}, program)
    pages = json.dumps([page.to_plain() for page in recall.pages]) if ledger else ""
    job = json.dumps(
        {
            "policy": pack(policy.plan),
            "options": {
                "as_of": None if day is None else day.isoformat(), "year": year, "claims": claims, "none": [*none],
                "ignore": [*ignore], "engine": engine, "ledger": ledger, "answers": answers,
            },
            "marks": {"twice": twice, "given": given},
            "published": [_plain_series(entry) for entry in policy.published(series)],
            "pages": before,
        }
    )  # fmt: skip
    marked = _mark_duplicates(table, applicants, twice)
    lines = ledger_schema(program, form) if ledger else None
    columns = _ddl(claims, lines, has_recoveries=program.may_owe, in_parts=bool(program.schedules))
    nested = (
        _settle_in_two_passes(marked, job, columns, [entry for entry in (twice, given) if entry])
        if is_tied
        else marked.mapInArrow(_PartSettler(job, TablePartition.settle), columns)
    )
    recorded = None if history is None else history.select(APPLICANT)
    notes = notes_on_published(program, policy.published(series), Language.EN)
    return SparkResult(nested, claims, pages, program, recorded, answers, notes)


# ---------------------------------------------------------------------------------------------- refused tables


def _refuse_without_libraries() -> None:
    for library in NEEDED:
        if find_spec(library) is None:
            raise FactsError(Report([SparkMissing(library=library)]))


def _refuse_other_than_frames(applicants: object, history: object) -> None:
    from pyspark.sql import DataFrame

    given: list[tuple[object, MessageValue]] = [(applicants, _APPLICANTS)]
    if history is not None:
        given.append((history, _LEDGER))
    findings: list[Diagnostic] = [
        NotADataFrame(what=what, found=f"{type(table).__module__}.{type(table).__qualname__}")
        for table, what in given
        if not isinstance(table, DataFrame)
    ]
    if findings:
        raise FactsError(Report(findings))


def _refuse_rules_across(program: Program, cohort: bool) -> bool:
    """Whether the policy has rules across applicants; `FactsError` if it has and `cohort` is false."""
    names = [f"`{entry.name}`" for entry in program.quotas]
    names += [f"`{entry.figure}`" for entry in program.rankings]
    names += [f"`{entry.name}`" for entry in program.record_rankings]
    names += [f"`{rule.step_rule.name}`" for rule in table_of_program(program).rules if rule.step_rule.is_across]
    names += [f"`{cap.rule.name}`" for cap in program.payment_caps]
    if names and not cohort:
        raise FactsError(Report([RulesAcross(policy=program.name, rules=join_phrases(list(dict.fromkeys(names))))]))
    return bool(names)


def _refuse_renamed(answers: Iterable[object]) -> None:
    for kind, old, new in read_answers(answers):
        if kind == "renamed":
            because = Phrase("a table of Spark does not follow former ids", "`Spark`的表不能按原编号查找")
            raise FactsError(Report([ImpossibleAnswer(answer=f"--renamed {old}={new}", because=because)]))


def _form(policy: Policy, table: DataFrame, given: str, none: Collection[str], ignore: Collection[str]) -> Any:
    """The form of the table; `FactsError` with every problem of the table as a whole."""
    import pyarrow as pa
    from pyspark.errors import PySparkException
    from pyspark.sql.pandas.types import to_arrow_type

    from ipdsl.batch.intake.check import form_of

    fields: list[pa.Field] = []
    refused: list[Diagnostic] = []
    for field in table.schema.fields:
        if field.name == given:
            continue
        try:
            fields.append(pa.field(field.name, to_arrow_type(field.dataType, timezone="UTC")))
        except PySparkException:
            refused.append(UnsupportedSparkType(field=field.name, found=field.dataType.simpleString()))
    if refused:
        raise FactsError(Report(refused))
    return form_of(pa.schema(fields), policy.code, none=none, ignore=ignore)


# ---------------------------------------------------------------------------------------------- in the plan of Spark


def _free_column_name(table: DataFrame, word: str) -> str:
    """A name that no column of a table has, in upper or lower case."""
    existing, name = {column.lower() for column in table.columns}, f"ipdsl_{word}"
    while name in existing:
        name += "_"
    return name


def _mark_duplicates(table: DataFrame, applicants: DataFrame, twice: str) -> DataFrame:
    """The table with a flag for each row whose id is repeated among the applicants."""
    from pyspark.sql import functions as F  # noqa: N812  # the usual name

    key = _free_column_name(table, "key")
    if ID not in table.columns:
        return table.withColumn(twice, F.lit(False))  # the check of the whole table has reported it
    ids = applicants.select(_id_text(ID).alias(key)).groupBy(key).count()
    often = ids.where(F.col("count") > 1).where(F.col(key).isNotNull()).select(key, F.lit(True).alias(twice))
    keyed = table.withColumn(key, _id_text(ID)).join(F.broadcast(often), key, "left")
    return keyed.withColumn(twice, F.coalesce(twice, F.lit(False))).drop(key)


def _settle_in_two_passes(marked: DataFrame, job: str, columns: str, marks: list[str]) -> DataFrame:
    """Two passes with an exchange between them: settled rows are distributed by id, and the other rows are sent to one
    process.
    """
    from pyspark.sql import functions as F  # noqa: N812
    from pyspark.sql.types import StructType

    from ipdsl.batch.batch import ROW, TablePartition

    given_on = StructType([field for field in marked.schema.fields if field.name not in marks])
    first = marked.mapInArrow(
        _PartSettler(job, TablePartition.settle_separately), StructType.fromDDL(columns).add(ROW, given_on)
    )
    partition_key = F.when(F.col(ROW).isNull(), F.xxhash64(APPLICANT)).otherwise(F.lit(0))
    return first.repartition(partition_key).mapInArrow(_PartSettler(job, TablePartition.settle_jointly), columns)


def _id_text(column: str) -> Column:
    """Ids as `ipdsl.batch.intake.form` compares them: as text, and a year with its unit as the year."""
    from pyspark.sql import functions as F  # noqa: N812
    from pyspark.sql.types import StringType

    text = F.col(column).cast(StringType())
    narrow = F.translate(text, _WIDE, _NARROW)
    return F.when(narrow.rlike(_YEAR), F.substring(narrow, 1, 4)).otherwise(text)


def _join_ledger(applicants: DataFrame, history: DataFrame, given: str) -> DataFrame:
    """The applicants with their lines as a list, and the ids of lines without an applicant in the table.

    Ids of the same type are compared directly: two tables bucketed by them in the same way are joined without an
    exchange. The lines of an applicant have a fixed order, regardless of their partition.
    """
    from pyspark.sql import functions as F  # noqa: N812
    from pyspark.sql.types import StringType

    old_history = next((entry for entry in applicants.columns if entry == HISTORY), None)
    if old_history is not None:
        raise FactsError(Report([LedgerTwice(field=old_history)]))
    for table, what, word in ((applicants, _APPLICANTS, ID), (history, _LEDGER, APPLICANT)):
        if word not in table.columns:
            raise FactsError(Report([MissingPart(path=str(what), what=what, word=word)]))
    whose, applicant_id = F.col(APPLICANT), F.col(ID)
    if history.schema[APPLICANT].dataType != applicants.schema[ID].dataType:
        applicants, whose = applicants.withColumn(ID, applicant_id.cast(StringType())), whose.cast(StringType())
    line = F.struct(*[F.col(_quote(entry)) for entry in history.columns if entry != APPLICANT])
    applicant_column = _free_column_name(applicants, "applicant")
    lines = history.select(
        whose.alias(applicant_column), F.struct(F.to_json(line).alias("key"), line.alias("line")).alias("one")
    )
    ordered = F.array_sort(F.collect_list("one"), _compare_keys)
    listed = lines.groupBy(applicant_column).agg(F.transform(ordered, lambda entry: entry["line"]).alias(HISTORY))
    known = applicants.withColumn(given, F.lit(True))
    both = known.join(listed, F.col(_quote(ID)) == F.col(applicant_column), "full_outer")
    return (
        both.withColumn(ID, F.coalesce(ID, applicant_column))
        .withColumn(HISTORY, F.coalesce(HISTORY, F.array().cast(listed.schema[HISTORY].dataType)))
        .withColumn(given, F.coalesce(given, F.lit(False)))
        .drop(applicant_column)
    )


def _compare_keys(first: Column, other: Column) -> Column:
    from pyspark.sql import functions as F  # noqa: N812

    return F.when(first["key"] < other["key"], -1).when(first["key"] > other["key"], 1).otherwise(0)


def _quote(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _ddl(claims: bool, ledger: pa.Schema | None, *, has_recoveries: bool, in_parts: bool) -> str:
    """The columns of `nested`, as Spark writes them."""
    from ipdsl.batch.result import schema

    columns = schema(claims, ledger, has_recoveries=has_recoveries, in_parts=in_parts)
    return ", ".join(f"{field.name} {_type(field.type)}" for field in columns)


_NAMES = {"string": "string", "int64": "bigint", "int32": "int", "date32[day]": "date", "bool": "boolean"}
"""The Arrow types of results, with the names of Spark."""


def _type(type_: pa.DataType) -> str:
    import pyarrow as pa

    if pa.types.is_list(type_):
        return f"array<{_type(type_.value_type)}>"
    if pa.types.is_struct(type_):
        return f"struct<{','.join(f'{_quote(field.name)}:{_type(field.type)}' for field in type_)}>"
    if pa.types.is_map(type_):
        return f"map<{_type(type_.key_type)},{_type(type_.item_type)}>"
    return _NAMES[str(type_)]


# ---------------------------------------------------------------------------------------------- on the machines


PartMethod: TypeAlias = "Callable[[TablePartition, Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]"


class _PartSettler:
    """The object that Spark sends to the machines: one text, and the method that settles a part."""

    def __init__(self, job: str, method: PartMethod) -> None:
        self.job, self.method = job, method

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return self.method(_job_part(self.job), batches)


@lru_cache(maxsize=8)
def _job_part(job: str) -> TablePartition:
    """The policy and the options of a job; a process of Spark that settles many parts reads them once."""
    from ipdsl.batch.batch import PartitionFlags, TablePartition
    from ipdsl.batch.evaluate import Options
    from ipdsl.driver.portable_policy import unpack

    data = json.loads(job)
    options = data["options"]
    day = options["as_of"]
    return TablePartition(
        unpack(data["policy"]),
        Options(
            as_of=None if day is None else datetime.date.fromisoformat(day), year=options["year"],
            claims=options["claims"], none=tuple(options["none"]), ignore=tuple(options["ignore"]),
            engine=options["engine"], ledger=options["ledger"], answers=tuple(options["answers"]),
            published=tuple(
                PublishedSeries(source, version, {name: _values(points) for name, points in values.items()})
                for source, version, values in data["published"]
            ),
        ),
        PartitionFlags(**data["marks"]),
        data["pages"],
    )  # fmt: skip


def _values(plain: list[list[str]]) -> dict[tuple[str, datetime.date], Fraction]:
    return {(currency, datetime.date.fromisoformat(day)): Fraction(value) for currency, day, value in plain}


def _plain_series(published: PublishedSeries) -> list[object]:
    """Published values in the form of JSON."""
    values = {
        name: [[currency, day.isoformat(), str(value)] for (currency, day), value in points.items()]
        for name, points in published.values.items()
    }
    return [published.source, published.version, values]
