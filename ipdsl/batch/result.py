"""The results of a table of applicants, as tables of Arrow; its ledger as a table; remarks about its stated lines.

Sums are whole minor units, days are dates. The nested result is one table with a row for each applicant, and lists of
the results of the applicant. All results of an applicant stay together, can be kept in one file, and can pass through a
program that maps rows to rows.

A line of the history, the support, the approvals or the older documents has no effect if it matches no claim. The
decision of the applicant lists these lines. A single decision is slow, so only the first applicants of a chunk are
examined. Input: the rows of a chunk, and which of them may have such a line. Output: the lines.

A short line of the history states only the amount paid. The clause may be under a cap that pays less than was granted,
and a rule may count the granted amount. Then the amount paid is assumed as the granted amount, and results depend on
it. Input: the rows of a chunk. Output: the number of such lines by clause, and remarks that name the rules.

Input: the lines that were read, the claims of chunks settled by columns, and the lines of single decisions. Output: the
lines that were read, unchanged except those that this run settles again, then the new lines, applicant by applicant.
They do not depend on the way in which an applicant was settled. New lines of events that are settled again
(`ledger.RESETTLED_OUTCOMES`) are left out: they are not remembered, and columns do not record claims stopped by a gate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.phrase import Language, Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.batch.intake.form import (
    LinesColumn,
    Rows,
    TableForm,
    ValueColumn,
    codes_of,
    is_list,
    is_text,
    rows_of,
    says,
    valid,
    whole,
    words_of,
)
from ipdsl.batch.kernel.program import ChunkColumns, ColumnCode
from ipdsl.batch.kernel.tables import CARRIED, Array, Settled, begins, is_set_by_bureau, outcomes_of, sums_by
from ipdsl.batch.readers.chunks import TEXT, placed_texts
from ipdsl.batch.readers.named_lines import (
    LEDGER,
    MAY_NAME_NOTHING,
    NAMES_NOTHING,
    SUMS,
    TEXTS,
    WHOLE_LEDGER,
    StatedLines,
    map_of,
    table_of_lines,
    with_pages,
)
from ipdsl.batch.readers.rows import Rows as FactRows, names_of_lists
from ipdsl.claims.claim import field_of_key
from ipdsl.decision.decision import Decision, Request
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.facts import Facts, LedgerLine, all_records
from ipdsl.ir.proposal import MEETS_NOTHING, Outcome
from ipdsl.ir.terms import MATTER, GroupState, Program, is_matter
from ipdsl.kernel.allocation import UNPAID
from ipdsl.kernel.rule_table import Rule, table_of_program
from ipdsl.ledger.lines import CEILING_WORD, WITHOUT_PAGES, counted_fields, event_of, is_final
from ipdsl.ledger.recall import Recall
from ipdsl.plain_data.context import clause_labels
from ipdsl.report.localizer import GROUPS, counted_phrase, localizer_of
from ipdsl.runtime.compiled_policy import evaluate
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT
from ipdsl.wording.labels import Labels

OTHER_YEARS = pa.list_(
    pa.struct([pa.field("year", pa.int32()), pa.field("newly_due", pa.int64()), pa.field("open", pa.int64())])
)
"""Years other than the reported one with money that is or may be newly due: `open` is the possible additional amount
(null: without limit)."""

APPLICANTS = pa.schema(
    [
        pa.field("applicant", pa.large_string()),
        pa.field("payable_now", pa.int64()),
        pa.field("due", pa.int64()),
        pa.field("most", pa.int64()),
        pa.field("status", pa.string(), nullable=False),
        pa.field("way", pa.string(), nullable=False),
        pa.field("other_years", OTHER_YEARS),
        pa.field("remarks", pa.int32()),
    ]
)
"""A row for each row of the given table, in its order.

`payable_now` is the least amount to be paid now, beyond what the ledger has as due for the same claims. `due` is the
lower bound of the amount due, `most` the upper bound (null: unknown). `status` is `settled`, `undetermined` (the two
differ) or `failed` (see the error table; the amounts are null). `way` is `columns`, or the reason why
the applicant was settled separately: `not stated`, `discretion_day`, `large`, `alike`, `lines`, `form`, `not carried`,
`shared`. `other_years` is null if no year was requested. `remarks` is the number of remarks in a decision on the facts
of the row; null if it failed.
"""

SUMS_PAID_BACK = pa.schema([pa.field(name, pa.int64()) for name in ("to_pay_back", "net", "back_now")])
"""The columns that applicants have too if the policy has recoveries: the least of each sum (null: unlimited). Then
`payable_now` is less what is withheld and set off, and an applicant is `undetermined` if `due` or `to_pay_back` is."""

_TAKEN = pa.struct(
    [
        pa.field("clause", pa.string()), pa.field("item", pa.string()), pa.field("year", pa.int32()),
        pa.field("day", pa.date32()), pa.field("amount", pa.int64()),
    ]
)  # fmt: skip
RECOVERIES = pa.schema(
    [
        pa.field("applicant", pa.large_string()), pa.field("clause", pa.string()), pa.field("article", pa.string()),
        pa.field("title", pa.string()), pa.field("item", pa.large_string()), pa.field("day", pa.date32()),
        pa.field("year", pa.int32()), pa.field("paid_back", pa.int64()), pa.field("most", pa.int64()),
        *(pa.field(name, pa.int64()) for name in ("principal", "surcharge", "interest", "withheld", "set_off",
                                                  "lapsed", "stopped")),
        pa.field("payer", pa.string()), pa.field("payments", pa.list_(_TAKEN)),
    ]
)  # fmt: skip
"""A row for each event whose payments are paid back, as in a decision. `paid_back` and `most` are the bounds of the
whole, `withheld` and `set_off` the least. `payer` is another applicant who owes it (null: the applicant)."""


def applicants_schema(*, has_recoveries: bool) -> pa.Schema:
    """The columns of the table of applicants."""
    return pa.schema([*APPLICANTS, *SUMS_PAID_BACK]) if has_recoveries else APPLICANTS


TOTALS = pa.schema(
    [pa.field("applicant", pa.large_string()), pa.field("year", pa.int32()), pa.field("due", pa.int64())]
)
"""What each year pays to each applicant, where it is more than 0; at the least, where something is undetermined."""

CLAIM_ROWS = pa.schema(
    [
        pa.field("applicant", pa.large_string()), pa.field("clause", pa.string()), pa.field("item", pa.large_string()),
        pa.field("row", pa.string()), pa.field("day", pa.date32()), pa.field("year", pa.int32()),
        pa.field("proposed", pa.int64()), pa.field("paid", pa.int64()), pa.field("outcome", pa.string()),
        pa.field("cut_by", pa.string()),
    ]
)  # fmt: skip
"""A row for each claim with a proposal above 0: its award, item, day and proposed sum, the amount paid
over all years, its outcome, and the last rule that cut it (null: no cut).
"""

_INSTALMENT = pa.struct(
    [
        pa.field("number", pa.int32()), pa.field("sum", pa.int64()), pa.field("most", pa.int64()),
        pa.field("state", pa.string()), pa.field("day", pa.date32()), pa.field("payee", pa.string()),
        pa.field("is_new", pa.bool_()),
    ]
)  # fmt: skip
INSTALMENTS = pa.schema([pa.field("granted", pa.int64()), pa.field("instalments", pa.list_(_INSTALMENT))])
"""The columns that claims have too if the policy pays grants in parts: what was granted, and its instalments as in a
decision. They are null for other claims."""

LATER_ROWS = pa.schema(
    [
        pa.field("applicant", pa.large_string()), pa.field("clause", pa.string()), pa.field("item", pa.large_string()),
        pa.field("year", pa.int32()), pa.field("paid_in", pa.int32()), pa.field("paid", pa.int64()),
    ]
)  # fmt: skip
"""What later years pay of claims that waited for them."""

_WORDS = [pa.field(name, pa.string()) for name in ("article", "article_title", "title", "label")]
"""For a clause: the number and title of its article, its name for readers, and its label; null if it does not exist.

The name for readers is the title on the page, or the words of the record and its event.
"""


def _schema_with_words(schema: pa.Schema) -> pa.Schema:
    position = schema.get_field_index("clause") + 1
    return pa.schema([*list(schema)[:position], *_WORDS, *list(schema)[position:]])


def claims_schema(*, in_parts: bool) -> pa.Schema:
    """The columns of the table of claims."""
    return _schema_with_words(pa.schema([*CLAIM_ROWS, *INSTALMENTS]) if in_parts else CLAIM_ROWS)


LATER = _schema_with_words(LATER_ROWS)
"""The columns of the table of later payments, with the words of the clause next to its name."""


def with_clause_words(table: pa.Table, program: Program, language: Language) -> pa.Table:
    """The table with the words of each clause (`_WORDS`) for people; titles are in a language."""
    labels, titles = program.compute_once(Labels), {entry.number: entry.title for entry in program.articles}
    localize = localizer_of(program, language)
    words: dict[str, tuple[str | None, ...]] = {}
    for entry in program.clauses:
        title, label = localize.names.quotation(titles.get(entry.article, "")), labels.clause(entry.label)
        name = localize.names.award(entry.label)
        words[entry.label] = entry.article or None, title or None, name, label if label != entry.label else None
    names = table.column("clause").combine_chunks().dictionary_encode()
    word_rows = [words.get(name, (None,) * len(_WORDS)) for name in names.dictionary.to_pylist()]
    position = table.column_names.index("clause") + 1
    for place, field in enumerate(_WORDS):
        texts = pa.array([entry[place] for entry in word_rows], field.type).take(names.indices)
        table = table.add_column(position + place, field, texts)
    return table


MISSING = pa.schema([pa.field("applicant", pa.large_string()), pa.field("fact", pa.large_string())])
"""The facts that would settle what is undetermined, each by its path."""


def _no_lines() -> tuple[tuple[UnmetLine, ...], int]:
    return (), 0


class UnmetLines:
    """The lines of the applicants that were examined, and how many more applicants may have one.

    They are looked for when they are first read.
    """

    lines: tuple[UnmetLine, ...]
    not_examined: int

    def __init__(self, find: Callable[[], tuple[tuple[UnmetLine, ...], int]] = _no_lines) -> None:
        self._find = find

    def __getattr__(self, name: str) -> object:
        if name not in ("lines", "not_examined"):
            raise AttributeError(name)
        self.lines, self.not_examined = self._find()
        self._find = _no_lines  # what has looked for them holds a table
        return self.__dict__[name]


@attrs.frozen(eq=False)
class TableResult:
    """The results of a table of applicants. The tables are those of this module; `errors` is the error table.

    `claims` and `ledger` are `None` unless requested, `recoveries` is `None` if the policy has no recovery.
    `ledger` has the lines that a later run remembers, in the form of
    the flat table `history` (`ipdsl.batch.result`), and `guards` their rows for the comparison of applicants. `engine`
    is the engine of the columns, `llvm` or `cpython`; `ways` is the number of applicants by way. `notes` are remarks
    about a cohort as a whole. `not_stated` has the facts that the policy reads and no column states; they are unknown
    for every applicant. `not_read` has the columns that the policy does not read. `unmet` has stated lines that match
    no claim, `paid_as_granted` lines without the granted sum that a rule counts; the `notes` of a whole table list
    these too. The ledger has the lines of `kept_applicants` who were not settled, and lacks `unread_lines`.
    """

    applicants: pa.Table
    totals: pa.Table
    claims: pa.Table | None
    later: pa.Table
    missing: pa.Table
    errors: pa.Table
    engine: str
    ways: Mapping[str, int]
    notes: tuple[str, ...] = ()
    ledger: pa.Table | None = None
    guards: pa.Table | None = None
    not_stated: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    unmet: UnmetLines = UnmetLines()
    paid_as_granted: tuple[PaidAsGranted, ...] = ()
    kept_applicants: int = 0
    unread_lines: int = 0
    recoveries: pa.Table | None = None

    @property
    def is_whole(self) -> bool:
        """Whether no row failed."""
        return bool(self.errors.num_rows == 0)


APPLICANT = "applicant"
NOBODY = "nobody"
"""The status of the lines of an applicant that is not in a large table."""


def _plain_fields(schema: pa.Schema) -> list[pa.Field]:
    """The fields of a table without the applicant, all nullable, and texts as `string`."""
    return [pa.field(field.name, _plain_type(field.type)) for field in schema if field.name != APPLICANT]


def _plain_type(type_: pa.DataType) -> pa.DataType:
    if pa.types.is_large_string(type_):
        return pa.string()
    if pa.types.is_list(type_):
        return pa.list_(_plain_type(type_.value_type))
    if pa.types.is_struct(type_):
        return pa.struct([pa.field(field.name, _plain_type(field.type)) for field in type_])
    return type_


ERRORS = pa.struct(
    [
        pa.field("file", pa.string()),
        pa.field("line", pa.int64()),
        pa.field("column", pa.string()),
        pa.field("code", pa.string()),
        pa.field("message", pa.string()),
    ]
)
GUARDS = pa.list_(pa.struct([("item", pa.int64()), ("class", pa.int32()), ("sum", pa.int64())]))
"""The rows of `ipdsl.batch.evaluate` of one applicant. The item has the bits of the unsigned number there."""


def schema(
    claims: bool, ledger: pa.Schema | None = None, *, has_recoveries: bool = False, in_parts: bool = False
) -> pa.Schema:
    """The columns: those of the table of applicants, then the lists; with the columns of a `ledger` its lines last, and
    the rows for the comparison of applicants.
    """
    is_there = {"claims": claims, "recoveries": has_recoveries}
    types: dict[str, pa.DataType] = {
        "totals": pa.struct(_plain_fields(TOTALS)),
        "claims": pa.struct(_plain_fields(claims_schema(in_parts=in_parts))),
        "later": pa.struct(_plain_fields(LATER)), "recoveries": pa.struct(_plain_fields(RECOVERIES)),
        "missing": pa.string(), "errors": ERRORS,
    }  # fmt: skip
    lists = [pa.field(name, pa.list_(list_type)) for name, list_type in types.items() if is_there.get(name, True)]
    if ledger is not None:
        lists += [pa.field("ledger", pa.list_(pa.struct(_plain_fields(ledger)))), pa.field("guards", GUARDS)]
    applicants = applicants_schema(has_recoveries=has_recoveries)
    return pa.schema([pa.field(APPLICANT, pa.string()), *_plain_fields(applicants), *lists])


def by_applicant(result: TableResult) -> pa.Table:
    """The tables of a result as one. Problems go by their row, all else by the applicant."""
    ids = result.applicants.column(APPLICANT).combine_chunks()
    many = len(ids)
    made: dict[str, pa.Array] = {name: result.applicants.column(name) for name in result.applicants.column_names}
    lines, claims = result.ledger, result.claims
    wanted = schema(
        claims is not None, None if lines is None else lines.schema,
        has_recoveries=result.recoveries is not None,
        in_parts=claims is not None and "granted" in claims.column_names,
    )  # fmt: skip
    for name in ("totals", "claims", "later", "recoveries"):
        table: pa.Table | None = getattr(result, name)
        if table is not None:
            made[name] = _lists(_structs(table, wanted.field(name).type.value_type), _owners(table, ids), many)
    facts = result.missing.column("fact").combine_chunks().cast(pa.string())
    made["missing"] = _lists(facts, _owners(result.missing, ids), many)
    rows = result.errors.column("row").to_numpy()
    made["errors"] = _lists(_structs(result.errors, ERRORS), rows, many)
    if lines is not None:
        made["ledger"] = _lists(_structs(lines, wanted.field("ledger").type.value_type), _owners(lines, ids), many)
        assert result.guards is not None
        guards = result.guards.set_column(1, "item", pa.array(result.guards["item"].to_numpy().view(np.int64)))
        made["guards"] = _lists(_structs(guards, GUARDS.value_type), guards["row"].to_numpy(), many)
    return pa.table({field.name: made[field.name].cast(field.type) for field in wanted}, wanted)


def _owners(table: pa.Table, ids: pa.Array) -> Rows:
    return rows_of(whole(table.column(APPLICANT)), ids)


def _structs(table: pa.Table, type_: pa.StructType) -> pa.Array:
    fields = [type_.field(index) for index in range(type_.num_fields)]
    return pa.StructArray.from_arrays(
        [whole(table.column(field.name)).cast(field.type) for field in fields], fields=fields
    )


def _lists(members: pa.Array, owners: Rows, many: int) -> pa.Array:
    """A list for each of `many` rows, of the members whose owner it is, in their order."""
    offsets = pa.array(begins(owners, many).astype(np.int32))
    return pa.ListArray.from_arrays(offsets, members.take(pa.array(np.argsort(owners, kind="stable"))))


MOST_EXAMINED = 100
"""Number of applicants that are decided to list their lines."""
_GROUPS = ("history", "support", "approvals", "older_documents")


@attrs.frozen
class UnmetLine:
    """A line without effect: its applicant, its name and the reason."""

    applicant: str
    line: str
    why: str


def rows_with_lines(table: pa.Table, form: TableForm) -> Array:
    """Which rows state a line."""
    has_line = np.zeros(table.num_rows, bool)
    for column in form.lines:
        if column.name in _GROUPS and not pa.types.is_null(column.arrow):
            many = pc.fill_null(pc.list_value_length(table.column(column.path[0])), 0)
            has_line |= np.asarray(many.to_numpy()) > 0
    return has_line


def may_have_unmet(table: pa.Table, form: TableForm, by_columns: Array, unnamed: Array) -> Array:
    """Which rows have a line that names what no record has, as `named_lines` has it. Of rows that columns did not
    settle every line may be one.
    """
    return np.where(by_columns, unnamed, MAY_NAME_NOTHING * rows_with_lines(table, form))


def find_unmet_lines(
    code: GeneratedFunctions, rows: FactRows, unnamed: Array, year: int | None, language: Language, most: int
) -> tuple[tuple[UnmetLine, ...], int]:  # fmt: skip
    """The lines of rows without effect, and the number of rows that may have one and were not examined.

    `unnamed` has for each row whether it may have such a line. At most `most` rows are examined.
    """
    lines: list[UnmetLine] = []
    which = np.flatnonzero(unnamed)
    examined = not_examined = 0
    for part in np.split(which, range(most, len(which), most)):
        is_sure = (unnamed[part] == NAMES_NOTHING) & (examined == most)
        not_examined += int(is_sure.sum())
        for _, facts in rows.read_all(map(int, part[~is_sure])):
            if not isinstance(facts, Facts) or not _may_be_unmet(facts):
                continue
            if examined == most:
                not_examined += 1
                continue
            examined += 1
            lines += _unmet_of_applicant(code, facts, year, language)
    return tuple(lines), not_examined


def _may_be_unmet(facts: Facts) -> bool:
    """Whether a line names what no record has."""
    items = {record.item for record in all_records(facts)}
    groups = (facts.history, facts.support, facts.approvals, facts.older_documents)
    return any(line.item not in items for lines in groups for line in lines or ())


def _unmet_of_applicant(
    code: GeneratedFunctions, facts: Facts, year: int | None, language: Language
) -> Iterator[UnmetLine]:
    localize = localizer_of(code.program, language)
    for unused_fact in evaluate(code.program, code, facts, Request(year)).without_effect:
        if unused_fact.group in _GROUPS and unused_fact.reason.code == MEETS_NOTHING:
            names = " ".join(localize.names.item(part) for part in unused_fact.parts if part)
            group = GROUPS[unused_fact.group].text(language)
            yield UnmetLine(facts.applicant, f"{group} {names}", localize.reason(unused_fact.reason))


_COUNTING = {
    GroupState.EXCLUSIVE: Phrase("`no repeat`", "“不重复奖励”"),
    GroupState.TOP_UP: Phrase("`top up`", "“晋级补足差额”"),
    GroupState.DEDUCTION: Phrase("`less already paid`", "“扣除已奖励部分”"),
}
"""The rules that count the granted amount. "The highest of several" compares amounts due instead."""
_GRANTED = ("granted", "admitted", "proposed")


@attrs.frozen
class PaidAsGranted:
    """The number of lines of a clause whose amount paid is assumed as granted, and of the applicants with them."""

    clause: str
    lines: int
    applicants: int


def lines_without_pages(table: pa.Table, form: TableForm) -> Iterator[Phrase]:
    """The remark on lines of a ledger that are read without its pages."""
    histories = [column for column in form.lines if column.name == "history"] if form.recall is None else []
    for cells in (table.column(history.path[0]).combine_chunks() for history in histories):
        lines = cells if pa.types.is_null(cells.type) else pc.list_flatten(cells)
        parts = lines.type if pa.types.is_struct(lines.type) else ()
        if any(part.name in ("page", "digest") and valid(lines.field(part.name)).any() for part in parts):
            yield WITHOUT_PAGES


def find_paid_as_granted(table: pa.Table, form: TableForm, taken: Array) -> tuple[PaidAsGranted, ...]:
    """The lines of the rows that are `taken`, by clause."""
    program = form.program
    counting = program.compute_once(_rules_by_clause)
    history = next((column for column in form.lines if column.name == "history"), None)
    if not counting or history is None or pa.types.is_null(history.arrow):
        return ()
    lists = table.column(history.path[0]).combine_chunks()
    owner, lines = np.asarray(pc.list_parent_indices(lists)), pc.list_flatten(lists)
    clause = _clauses_of_short_lines(lines, history, program)
    counts: list[PaidAsGranted] = []
    for index in counting:
        whose = owner[(clause == index) & taken[owner]]
        if len(whose):
            counts.append(PaidAsGranted(program.clauses[index].label, len(whose), len(np.unique(whose))))
    return tuple(counts)


def merge(parts: Iterable[PaidAsGranted]) -> tuple[PaidAsGranted, ...]:
    """The same of several chunks, each with applicants of its own."""
    whole: dict[str, PaidAsGranted] = {}
    for part in parts:
        before = whole.get(part.clause, PaidAsGranted(part.clause, 0, 0))
        whole[part.clause] = PaidAsGranted(part.clause, before.lines + part.lines, before.applicants + part.applicants)
    return tuple(whole.values())


def remarks(parts: Iterable[PaidAsGranted], program: Program, language: Language) -> Iterator[str]:
    """A remark for each clause and rule that counts what it granted."""
    counting, localize = program.compute_once(_rules_by_clause), localizer_of(program, language)
    name_of = program.compute_once(Labels).clause if localize.is_chinese else str
    by_label = {program.clauses[index].label: rules for index, rules in counting.items()}
    for part in parts:
        for rule in by_label[part.clause]:
            yield localize(
                "without `granted` in the history of {clause}: {lines} ({applicants}); the paid sum is assumed to be "
                "granted, and {rule} counts it",
                "{clause}的历史有{lines}未填写`granted`（{applicants}）：以已兑现的金额作为准予的金额，{rule}要计入",
                clause=name_of(part.clause),
                lines=counted_phrase(part.lines, "{n} line{s}", "{n}行"),
                applicants=counted_phrase(part.applicants, "{n} applicant{s}", "{n}个申请人"),
                rule=_rule_phrase(rule, [name_of(program.clauses[index].label) for index in rule.step_rule.reach]),
            )


def _rule_phrase(rule: Rule, awards: Sequence[str]) -> Phrase:
    """A rule by its words, with its article or, if it belongs to awards, with the awards."""
    words = _COUNTING[rule.step.state]
    if rule.step.state is GroupState.DEDUCTION:
        return Phrase("{rule} of {awards}", "{awards}的{rule}", rule=words, awards=join_phrases(awards))
    if not rule.step_rule.article:
        return words
    return Phrase("{rule} of article {article}", "第{article}条{rule}", rule=words, article=rule.step_rule.article)


def _rules_by_clause(program: Program) -> Mapping[int, tuple[Rule, ...]]:
    """The clauses under a cap whose granted amount is counted by rules: these rules by the index of the clause."""
    table = table_of_program(program)
    by_clause = values_by_key((index, rule) for rule in table.rules for index in _payers(rule) if table.caps_of(index))
    return {index: tuple(rules) for index, rules in sorted(by_clause.items())}


def _payers(rule: Rule) -> tuple[int, ...]:
    """The clauses whose granted amount a rule counts."""
    if rule.step.state not in _COUNTING:
        return ()
    return rule.step_rule.payers if rule.step.state is GroupState.DEDUCTION else rule.step_rule.reach


def _clauses_of_short_lines(lines: pa.StructArray, history: LinesColumn, program: Program) -> Array:
    """The clause of each line of the policy that states only the amount paid; -1 for other lines."""
    columns = {column.name: column for column in history.columns}
    clause = _numbers_of_texts(lines, columns.get("clause"), _number_of_clause(program))
    is_short = _numbers_of_texts(lines, columns.get("policy"), lambda text: text in ("", program.name)) == 1
    for name in _GRANTED:
        if name in columns:
            is_short &= ~says(lines.field(columns[name].path[-1]))
    return np.where(is_short, clause, -1)


def _number_of_clause(program: Program) -> Callable[[str], int]:
    """The number of the clause with a name, or with a label that belongs to one clause only; -1 without one."""
    numbers, labels = {clause.label: clause.index for clause in program.clauses}, program.compute_once(clause_labels)

    def number_of(text: str) -> int:
        clause, *others = labels.get(text, (text,))
        return -1 if others else numbers.get(clause, -1)

    return number_of


def _numbers_of_texts(lines: pa.StructArray, column: ValueColumn | None, number_of: Callable[[str], int]) -> Array:
    """The numbers of the texts of a column; null counts as the empty text."""
    of_null = number_of("")
    if column is None:
        return np.full(len(lines), of_null, np.int64)
    words = words_of(lines, column)
    known = [number_of(text.strip()) for text in words.dictionary.to_pylist()]
    return np.array([*known, of_null], np.int64)[codes_of(words)]


def clause_names(program: Program, clauses: Array) -> pa.Array:
    """The labels of clauses by their places."""
    return pa.array([clause.label for clause in program.clauses] or [""]).take(pa.array(clauses))


def row_names(program: Program, clauses: Array, rows: Array) -> pa.Array:
    """The names of rows by their places in clauses; -1: none."""
    widest = max([1, *(len(clause.rows) for clause in program.clauses)])
    names: list[str | None] = []
    for clause in program.clauses:
        clause_rows = [row.name or None for row in clause.rows]
        names += [*clause_rows, *[None] * (widest - len(clause_rows))]
    return take_names(names, np.where(rows < 0, -1, clauses * widest + rows))


def take_names(names: list[str] | list[str | None], places: Array) -> pa.Array:
    """Names by their places; -1: none."""
    return pa.array(names or [None], pa.string()).take(pa.array(places, mask=places < 0))


def kept_notes(applicants: int, unread: int) -> Iterator[Phrase]:
    """What a ledger has of applicants who were not settled, and how many lines it lacks."""
    if applicants:
        yield Phrase(
            "lines kept of {applicants} that were not settled", "台账保留了{applicants}的行，他们未能结算",
            applicants=counted_phrase(applicants, "{n} applicant{s}", "{n}个申请人"),
        )  # fmt: skip
    if unread:
        yield Phrase(
            "the ledger is not whole and has no head: {lines} cannot be read; correct the history, and settle again",
            "台账不完整，没有`head.json`：历史中{lines}无法读取；请改正后重新结算",
            lines=counted_phrase(unread, "{n} line{s}", "{n}行"),
        )  # fmt: skip


class LedgerRows:
    """The ledger of the applicants of a table: first the lines of `absent` applicants, who are in no row, then those of
    each row, in the order of `ledger.lines.line_order`. `read` are the lines that were
    read, `schema` has the columns. The ledger is not whole if
    lines are `unread`. `recall` has its pages; the last one is the page of the run.
    """

    def __init__(self, read: StatedLines, absent: StatedLines, recall: Recall, schema: pa.Schema = LEDGER) -> None:
        self.read, self.absent, self.recall, self.schema = read, absent, recall, schema
        self.unread = sum(int((~lines.is_read).sum()) for lines in (read, absent))
        self._is_kept = read.is_read.copy()
        self._parts: list[tuple[Array, pa.Table, bool]] = []
        """The rows of lines, the lines, and whether they are claims without a line of their own in the ledger."""
        self._decided: list[tuple[int, int, LedgerLine]] = []
        """Lines of decisions: the row, the place of the line whose money went on (-1: a new line), and the line."""

    def add(self, rows: Array, lines: pa.Table, *, is_claim: bool = True) -> None:
        """Add new lines of these rows."""
        self._parts.append((rows, lines, is_claim))

    def change(self, places: Array, lines: pa.Table) -> None:
        """Put lines in place of those at these places."""
        self._is_kept[places] = False
        self.add(self.read.owner[places], lines, is_claim=False)

    def add_decision(self, row: int, decision: Decision, history: Sequence[LedgerLine]) -> None:
        """Add the lines of a decision; `history` are the lines of its facts, which it keeps or settles again."""
        read, kept = {id(line) for line in history}, {id(line) for line in decision.ledger}
        begin, anew = int(self.read.begin[row]), dict[tuple[object, ...], int]()
        for place, line in enumerate(history):
            if id(line) not in kept:
                self._is_kept[begin + place], anew[event_of(line)] = False, place
        for line in decision.ledger:
            place = anew.get(event_of(line), -1)
            if id(line) not in read and (place >= 0 or is_final(line) or line.payments):
                before = None if place < 0 else history[place]
                goes_on = before is not None and is_final(before) and line.recovery is None
                named = line if line.applicant else line.changed(applicant=decision.applicant)
                self._decided.append((row, begin + place if goes_on else -1, named))

    def table(self) -> tuple[pa.Table, Array, Array]:
        """All lines, the row of each (less than 0: an absent applicant), and whether it is a claim without a line."""
        rows, places = (np.array([one[part] for one in self._decided], np.int64) for part in (0, 1))
        pages = [
            line.ended.page if line.ended else self.recall.present if line.has_page else None
            for *_, line in self._decided
        ]
        decided, goes_on = table_of_lines([line for *_, line in self._decided], pages), places >= 0
        self.add(rows[~goes_on], decided.filter(pa.array(~goes_on)))
        self.change(places[goes_on], self.with_changes(places[goes_on], decided.filter(pa.array(goes_on))))
        for lines, is_kept, before in ((self.read, self._is_kept, 0), (self.absent, self.absent.is_read, 1)):
            of_rows = lines.owner[is_kept] - before * len(lines.begin)
            self.add(of_rows, lines.table.filter(pa.array(is_kept)), is_claim=False)
        all_rows, tables, of_claims = zip(*self._parts, strict=True)
        lines, of = pa.concat_tables(tables), np.concatenate(all_rows)
        is_claim = np.repeat(of_claims, [len(table) for table in tables])
        by_row: dict[str, Any] = {"of": of}
        for name in ("year", "event_date", "policy", "clause", "item", "row"):  # as `ledger.lines.line_order` says
            cells = lines[name]
            by_row[name] = pc.fill_null(cells, "") if is_text(cells.type) else pc.fill_null(cells.cast(pa.int32()), 0)
        order = pc.sort_indices(pa.table(by_row), [(name, "ascending") for name in by_row])
        return with_pages(lines.take(order).combine_chunks(), self.recall, self.schema), of[order], is_claim[order]

    def with_changes(self, places: Array, changes: pa.Table) -> pa.Table:
        """The lines at these places with the parts that change when their carried money is paid or lapses.

        A line of an earlier page is then in the words of the present one.
        """
        lines, is_of_earlier = self.lines_at(places), pa.array(self.is_of_earlier_page(places))
        words = {
            name: pc.if_else(is_of_earlier, whole(changes[name]), whole(lines[name]))
            for name in (*WORDS_OF_PAGE, *WORDS_OF_KEY)
            if name in changes.column_names
        }
        changing = [name for name in (*CHANGING, "parts") if name in changes.column_names]
        parts = {name: changes[name] for name in changing} | words
        columns = [parts.get(name, lines[name]) for name in WHOLE_LEDGER.names]
        return pa.table(columns, schema=WHOLE_LEDGER)

    def lines_at(self, places: Array) -> pa.Table:
        """The lines at these places as they were read."""
        return self.read.table.take(pa.array(places))

    def is_of_earlier_page(self, places: Array) -> Array:
        """Whether an earlier page wrote each of the lines at these places."""
        pages = pc.fill_null(self.lines_at(places)["page"], self.recall.present).to_numpy()
        return np.isin(pages, [page for page in range(self.recall.present) if not self.recall.is_present(page)])


CHANGING = ("applicant", "charged", "due", "carried", "carry_until", "lapsed", "outcome")
"""The parts of a line that change when its carried money is paid or lapses."""
WORDS_OF_PAGE = ("policy", "clause", "page")
"""The parts of a line that change too if an earlier page wrote it."""
WORDS_OF_KEY = ("item", "keys")
"""The parts of a line that a decision may change, because the record has a different key now."""


# ---------------------------------------------------------------------------------------------- of columns


class ChunkLedger:
    """The lines of the claims of one chunk that its applicants are settled by; `ids` are the applicants. `year`: of
    those claims that are reported with it. `is_joint`: of those who were settled with others of their cohort.
    """

    def __init__(
        self, code: ColumnCode, columns: ChunkColumns, done: Settled, ids: pa.Array, *, year: int | None = None,
        is_joint: bool = False, page: int = 0,
    ) -> None:  # fmt: skip
        self.code, self.columns, self.decided, self.ids, self.page = code, columns, done, ids, page
        self.done = done.for_ledger(year)
        self.program, self.schema = code.program, code.program.schema
        is_good = ((columns.left[done.claims.who] == 0) | is_joint) & done.reported(year)
        is_carried = done.claims.record <= CARRIED
        went_on = is_carried & (done.row_of_rest >= 0) if done.has_waited else is_carried & False
        self.keep, self.carried = np.flatnonzero(is_good & ~is_carried), np.flatnonzero(is_good & went_on)
        self.claims = done.claims.taken(self.keep)
        self._loops = {loop.clause: loop for loop in code.loops}

    def table(self, items: pa.Array, paid: Array) -> tuple[Array, pa.Table]:
        """The applicant of each line, and the lines; `items` are the texts of the claims that are kept, `paid` is what
        each claim comes to.
        """
        done, keep, program, claims = self.done, self.keep, self.program, self.claims
        outcome = outcomes_of(self.code.table, self.decided, paid, program)[0][keep]
        waited = done.row_of_rest[keep] >= 0 if done.has_waited else np.zeros(len(keep), bool)
        rest, lapsed, until = (
            np.where(waited, part[keep], 0) if done.has_waited else np.zeros(len(keep), np.int64)
            for part in (done.rest, done.lapsed, done.until)
        )
        is_discretionary = np.array([*(clause.is_discretionary for clause in program.clauses), False])[claims.clause]
        names = dict.fromkeys(
            (*program.settlement.names_of_keys, *(name for one in program.clauses for name in one.trigger.keys))
        ) or ("applicant",)
        texts = {name: self._key(name, items) for name in dict.fromkeys((*names, MATTER, "level"))}
        kinds = pa.array([clause.trigger.record or None for clause in program.clauses] or [None], pa.string())
        admitted, charged = self._ledger_effects(waited)
        known: dict[str, Any] = {
            "applicant": self.ids.take(pa.array(claims.who)),
            "policy": pa.repeat(pa.scalar(program.name, pa.string()), len(keep)),
            "clause": clause_names(program, claims.clause), "row": row_names(program, claims.clause, claims.row),
            "kind": kinds.take(pa.array(claims.clause)), "item": items, "matter": texts[MATTER],
            "level": texts["level"],
            "keys": map_of(len(keep), [self._where_asked(name, texts[name]) for name in names], TEXTS),
            "by_discretion": is_discretionary | is_set_by_bureau(program, claims.clause, claims.row, claims.day),
            "event_date": pa.array(claims.day.astype("datetime64[D]")).cast(pa.date32()), "year": claims.year,
            "proposed": claims.before + done.raised[keep], "admitted": admitted, "charged": charged,
            "due": self._due(waited), "carried": rest, "carry_until": pa.array(until, mask=rest == 0),
            "lapsed": lapsed, "outcome": outcome, "fields": self._fields(),
            "page": np.full(len(keep), self.page),
        }  # fmt: skip
        columns = [pa.array(known[field.name]).cast(field.type) if field.name in known
                   else pa.nulls(len(keep), field.type) for field in WHOLE_LEDGER]  # fmt: skip
        table = pa.Table.from_arrays(columns, schema=WHOLE_LEDGER)
        remembered = (outcome != CEILING_WORD) | (admitted != 0)
        return claims.who[remembered], table.filter(pa.array(remembered))

    def carried_places(self) -> Array:
        """The places in the column `history` of the lines whose money went on."""
        if not len(self.carried):
            return self.carried
        places: Array = self.columns.records.own_places()[self._carried_lines]
        return places

    @property
    def _carried_lines(self) -> Array:
        """The places of the same lines in `ChunkColumns.own`."""
        return np.asarray(CARRIED - self.done.claims.record[self.carried])

    def changed(self, read: pa.Table, is_of_earlier: Array) -> pa.Table:
        """What changes in these lines, as in `ledger.lines.update_carried_line`; `read` has them as they were read.

        Those that are `is_of_earlier` page have their charges under the rules of the present one.
        """
        done, claim, many = self.done, self.carried, read.num_rows
        paid_in = done.paid_in.reshape(len(done.left), -1)[claim]
        which, year = np.nonzero(paid_in != UNPAID)
        paid, left, gone = np.maximum(paid_in, 0).sum(1), done.rest[claim], done.lapsed[claim]
        waiting, steps = self.program.settlement.carry_over_steps, self.code.table.steps
        caps = pa.array([steps[waiting[index]].first_rule.name for index in done.claims.clause[claim].tolist()])
        years = pa.array(year + done.first_year).cast(pa.string())
        before, charges = (whole(read[name]) for name in ("due", "charged"))
        if is_of_earlier.any():
            charges = pa.concat_arrays(
                [charges, self.columns.records.own_charges().take(pa.array(self._carried_lines))]
            )
            charges = charges.take(pa.array(np.arange(many) + many * is_of_earlier))
        total = sums_by(*_entries(before)[::2], many)
        proposed, carried, lapsed = (
            np.asarray(pc.fill_null(read[name], 0).to_numpy(), np.int64) for name in ("proposed", "carried", "lapsed")
        )
        is_set = np.asarray(pc.fill_null(read["by_discretion"], False).to_numpy(), bool)
        outcome = np.where(is_set, Outcome.CEILING.value, Outcome.AWARDED.value).astype(object)
        rest = self.decided.rest[claim]
        outcome[rest + gone + proposed - total - carried > 0] = Outcome.REDUCED.value
        nothing = paid + left - rest + total == 0
        outcome[nothing] = np.where(rest[nothing] > 0, Outcome.CARRIED.value, Outcome.LAPSED.value)
        until = pc.if_else(pa.array(left > 0), whole(read["carry_until"]), pa.scalar(None, pa.int32()))
        words = pa.repeat(pa.scalar(self.program.name), many), clause_names(self.program, done.claims.clause[claim])
        new = (
            self.ids.take(pa.array(done.claims.who[claim])),
            _add_sums(charges, np.arange(many), caps, paid), _add_sums(before, which, years, paid_in[which, year]),
            pa.array(left), until, pa.array(lapsed + gone), pa.array(outcome, pa.string()),
            *words, pa.array(np.full(many, self.page, np.int32)),
        )  # fmt: skip
        return pa.table(dict(zip((*CHANGING, *WORDS_OF_PAGE), new, strict=True)))

    # ------------------------------------------------------------------------------------------ texts

    def _claims_by_clause(self) -> Iterator[tuple[int, Array]]:
        for clause in np.unique(self.claims.clause).tolist():
            yield clause, np.flatnonzero(self.claims.clause == clause)

    def _fields(self) -> pa.Array:
        """The fields of the record of each claim that a later rule may count by, without its keys; null: no value."""
        counted, records = self.program.compute_once(counted_fields), self.columns.records
        parts: list[tuple[Array, str | pa.Array, pa.Array]] = []
        for clause, mine in self._claims_by_clause():
            trigger = self.program.clauses[clause].trigger
            kind = None if trigger.kind.is_yearly else self.schema.record_by_name.get(trigger.record)
            if kind is None:
                continue
            record, keys = self.claims.record[mine], self._loops[clause].keys
            for name in counted[kind.name]:
                is_none = records.has_no_value(kind.root, name)[record]
                texts = (
                    records.lists(kind.root, name)
                    if kind.field_by_name[name].type.is_list
                    else records.said(kind.root, (name,))
                )
                is_key = self.claims.key[mine, keys.index(name)] >= 0 if name in keys else np.zeros(len(mine), bool)
                stated = (valid(texts)[record] | is_none) & ~is_key
                parts.append((mine[stated], name, texts.take(pa.array(record[stated], mask=is_none[stated]))))
        return map_of(len(self.keep), parts, TEXTS)

    def _key(self, name: str, items: pa.Array) -> pa.Array:
        """The value of each claim for a key, even if no rule uses it."""
        is_of_lists = name in self.program.compute_once(names_of_lists)
        type_ = pa.list_(TEXT) if is_of_lists else TEXT
        parts: list[tuple[Array, pa.Array]] = []
        for clause, mine in self._claims_by_clause():
            values = self._key_of_clause(clause, mine, name, items)
            if values is not None and is_list(values.type) == is_of_lists:
                parts.append((mine, values))
        return placed_texts(len(self.keep), parts, type_)

    def _key_of_clause(self, clause: int, mine: Array, name: str, items: pa.Array) -> pa.Array | None:
        trigger, schema, records = self.program.clauses[clause].trigger, self.schema, self.columns.records
        ids = self.ids.take(pa.array(self.claims.who[mine])).cast(TEXT)
        if name in trigger.keys:
            sets = self.columns.records.sets(schema.record_by_name[trigger.record].root, trigger.keys)
            return sets.values(name).take(pc.index_in(items.take(pa.array(mine)), value_set=sets.items()))
        if name == "applicant" or name in schema.kinds_and_classes:
            return ids
        if name == "year":
            return pa.array(self.claims.year[mine]).cast(TEXT)
        if name == "item":
            return items.take(pa.array(mine))
        kind = None if trigger.kind.is_yearly else schema.record_by_name.get(trigger.record)
        if is_matter(name) and kind is None:
            return ids
        if kind is None:
            return self._applicant_field(mine, name)
        record_indices = pa.array(self.claims.record[mine])
        if is_matter(name):
            fields = self.program.matter_fields(name, kind)
            texts = (
                ids
                if fields == MATTER_IS_APPLICANT
                else records.said(kind.root, fields or kind.key).take(record_indices)
            )
            return pc.binary_join_element_wise(pa.scalar(f"{kind.root}: ", TEXT), texts, pa.scalar("", TEXT))
        field = field_of_key(schema, kind, name)
        if not field:
            return self._applicant_field(mine, name)
        if kind.field_by_name[field].type.is_list:
            return records.lists(kind.root, field).take(record_indices)
        return records.said(kind.root, (field,)).take(record_indices)

    def _applicant_field(self, mine: Array, name: str) -> pa.Array | None:
        """A field of the applicants, which several may share."""
        if name not in self.schema.applicant_field_by_name:
            return None
        values: pa.Array = self.columns.records.said_of_applicants(name).take(pa.array(self.claims.who[mine]))
        return values

    def _where_asked(self, name: str, texts: pa.Array) -> tuple[Array, str, pa.Array]:
        """A key where a rule over the claim asks for it, or a set is of it, and the claim has it: the claims, the name
        and the values."""
        has = np.zeros(len(self.keep), bool)
        for clause, mine in self._claims_by_clause():
            names = self._loops[clause].keys
            if name in self.program.clauses[clause].trigger.keys:  # these keys identify a set
                has[mine] = True
            elif name in names:
                has[mine] = self.claims.key[mine, names.index(name)] >= 0
        claim = np.flatnonzero(has & valid(texts))
        return claim, name, texts.take(pa.array(claim))

    # ------------------------------------------------------------------------------------------ sums

    def _due(self, waited: Array) -> pa.Array:
        """What is due by year."""
        done, many = self.done, len(self.keep)
        immediate = np.flatnonzero(~waited)
        claim, year, sums = immediate, self.claims.year[immediate], done.left[self.keep[immediate]]
        if waited.any():
            paid = done.paid_in.reshape(len(done.left), -1)[self.keep]
            which, year_index = np.nonzero((paid != UNPAID) & waited[:, None])
            claim, year = np.concatenate([claim, which]), np.concatenate([year, year_index + done.first_year])
            sums = np.concatenate([sums, paid[which, year_index]])
        return map_of(many, [(claim, pa.array(year).cast(pa.string()), pa.array(sums))], SUMS)

    def _ledger_effects(self, waited: Array) -> tuple[Array, pa.Array]:
        """What was admitted, and what each cap was charged, by the name of the rule."""
        done, table, many = self.done, self.code.table, len(self.done.claims.who)
        now, admitted = done.claims.total.copy(), done.claims.total.copy()
        charged, places = list[tuple[Array, str, pa.Array]](), list[tuple[Array, str, Array]]()
        position = np.full(many, -1, np.int64)
        position[self.keep] = np.arange(len(self.keep))
        paid = np.maximum(done.paid_in.reshape(many, -1), 0).sum(1) if done.has_waited else now
        for place, step in enumerate(table.steps):
            rows = np.flatnonzero((done.row_step == place) & ((done.came > 0) | (done.kept > 0)))
            came = now.copy()
            changed = rows[(done.kept[rows] > done.came[rows]) | (not step.traits.raises_claims)]
            now[done.row_claim[changed]] = done.kept[changed]
            for rule in table.rules:
                if rule.step_index != place:
                    continue
                meets = self._meets_rule(rule)
                reached = meets & (came > 0)
                if step.is_charged and not step.traits.fills:
                    places.append((meets, rule.step_rule.name, np.where(came > 0, now, 0)))
                if not step.traits.fills:
                    admitted[reached] = now[reached]
                else:
                    charged_here = now.copy()
                    if step.wait:
                        charged_here[self.keep[waited]] = paid[self.keep[waited]]
                    mine = np.flatnonzero(reached & (position >= 0))
                    charged.append((position[mine], rule.step_rule.name, pa.array(charged_here[mine])))
        is_unpaid = (admitted[self.keep] > 0) & (done.left[self.keep] == 0) & ~waited  # money shows its places
        for meets, name, granted in places:
            unpaid = np.flatnonzero(meets[self.keep] & is_unpaid)
            charged.append((unpaid, name, pa.array(granted[self.keep[unpaid]])))
        return admitted[self.keep], map_of(len(self.keep), charged, SUMS)

    def _meets_rule(self, rule: Rule) -> Array:
        """The claims with a line of their own that have all keys of a rule; carried money has no record."""
        claims = self.done.claims
        meets = np.zeros(len(claims.who), bool)
        for clause in rule.columns:
            if (loop := self._loops.get(clause)) is None:
                continue
            mine = self.keep[loop.claims_under(self.claims, rule)]
            for name in rule.step_rule.keys:
                if (pool := loop.lists.get(loop.keys.index(name))) is not None:  # an empty list is not a key
                    begin, record = self.columns.lists[pool][0], claims.record[mine]
                    mine = mine[begin[record + 1] > begin[record]]
            meets[mine] = True
        return meets


def _entries(sums: pa.MapArray) -> tuple[Array, pa.Array, Array]:
    """The sums by name of lines: the line, the name and the sum of each."""
    line = np.repeat(np.arange(len(sums)), np.diff(sums.offsets))
    return line, sums.keys, np.asarray(sums.items)


def _add_sums(sums: pa.MapArray, line: Array, names: pa.Array, more: Array) -> pa.Array:
    """Sums by name of lines, with others added to those of some lines."""
    lines, known, before = _entries(sums)
    all_names = pa.concat_arrays([known.cast(pa.string()), names.cast(pa.string())])
    code = codes_of(all_names.dictionary_encode())
    pairs = np.concatenate([lines, line]) * (len(all_names) + 1) + code
    met, first, group = np.unique(pairs, return_index=True, return_inverse=True)
    totals = sums_by(group, np.concatenate([before, more]), len(met))
    entries = met // (len(all_names) + 1), all_names.take(pa.array(first)), pa.array(totals)
    return map_of(len(sums), [entries], SUMS)
