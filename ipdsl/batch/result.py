"""The results of a table of applicants, as tables of Arrow, and remarks about its stated lines.

Sums are whole minor units, days are dates. The nested result is one table with a row for each applicant, and lists of
the results of the applicant. All results of an applicant stay together, can be kept in one file, and can pass through a
program that maps rows to rows.

A line of the history, the support, the approvals or the older documents has no effect if it matches no claim. The
decision of the applicant lists these lines. A single decision is slow, so only the first applicants of a chunk are
examined. Input: the rows of a chunk, and which of them may have such a line. Output: the lines.

A short line of the history states only the amount paid. The clause may be under a cap that pays less than was granted,
and a rule may count the granted amount. Then the amount paid is assumed as the granted amount, and results depend on
it. Input: the rows of a chunk. Output: the number of such lines by clause, and remarks that name the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.phrase import Language, Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.batch.intake.arrow_arrays import Rows, codes_of, rows_of, says, valid, whole, words_of
from ipdsl.batch.intake.form import LinesColumn, TableForm, ValueColumn
from ipdsl.batch.kernel.claims import Array
from ipdsl.batch.readers.named_lines import MAY_NAME_NOTHING, NAMES_NOTHING
from ipdsl.batch.readers.rows import Rows as FactRows
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.ir.facts import Facts, all_records
from ipdsl.ir.proposal import MEETS_NOTHING
from ipdsl.ir.steps import GroupState
from ipdsl.ir.terms import Program
from ipdsl.kernel.rule_table import Rule, table_of_program
from ipdsl.ledger.pages import WITHOUT_PAGES
from ipdsl.plain_data.context import clause_labels
from ipdsl.report.localizer import GROUPS, counted_phrase, localizer_of
from ipdsl.runtime.compiled_policy import evaluate
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


CLAIMS, LATER = _schema_with_words(CLAIM_ROWS), _schema_with_words(LATER_ROWS)
"""The same with the words of the clause next to its name."""


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

    `claims` and `ledger` are `None` unless requested. `ledger` has the lines that a later run remembers, in the form of
    the flat table `history` (`ipdsl.batch.ledger`), and `guards` their rows for the comparison of applicants. `engine`
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
LISTS: dict[str, pa.DataType] = {
    "totals": pa.struct(_plain_fields(TOTALS)), "claims": pa.struct(_plain_fields(CLAIMS)),
    "later": pa.struct(_plain_fields(LATER)),
    "missing": pa.string(), "errors": ERRORS,
}  # fmt: skip
"""The columns that are lists, with the type of their members. Without claims their column is missing."""


GUARDS = pa.list_(pa.struct([("item", pa.int64()), ("class", pa.int32()), ("sum", pa.int64())]))
"""The rows of `ipdsl.batch.guards` of one applicant. The item has the bits of the unsigned number there."""


def schema(claims: bool, ledger: pa.Schema | None = None) -> pa.Schema:
    """The columns: those of the table of applicants, then the lists; with the columns of a `ledger` its lines last, and
    the rows for the comparison of applicants.
    """
    lists = [pa.field(name, pa.list_(list_type)) for name, list_type in LISTS.items() if claims or name != "claims"]
    if ledger is not None:
        lists += [pa.field("ledger", pa.list_(pa.struct(_plain_fields(ledger)))), pa.field("guards", GUARDS)]
    return pa.schema([pa.field(APPLICANT, pa.string()), *_plain_fields(APPLICANTS), *lists])


def by_applicant(result: TableResult) -> pa.Table:
    """The tables of a result as one. Problems go by their row, all else by the applicant."""
    ids = result.applicants.column(APPLICANT).combine_chunks()
    many = len(ids)
    made: dict[str, pa.Array] = {name: result.applicants.column(name) for name in result.applicants.column_names}
    for name in ("totals", "claims", "later"):
        table: pa.Table | None = getattr(result, name)
        if table is not None:
            made[name] = _lists(_structs(table, LISTS[name]), _owners(table, ids), many)
    facts = result.missing.column("fact").combine_chunks().cast(pa.string())
    made["missing"] = _lists(facts, _owners(result.missing, ids), many)
    rows = result.errors.column("row").to_numpy()
    made["errors"] = _lists(_structs(result.errors, ERRORS), rows, many)
    lines = result.ledger
    wanted = schema(result.claims is not None, None if lines is None else lines.schema)
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
    offsets = np.zeros(many + 1, np.int32)
    np.cumsum(np.bincount(owners, minlength=many), out=offsets[1:])
    return pa.ListArray.from_arrays(pa.array(offsets), members.take(pa.array(np.argsort(owners, kind="stable"))))


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
    for unused_fact in evaluate(code.program, code, facts, year=year).without_effect:
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
    clause = _numbers_of_texts(lines, columns.get("clause"), _words_of_clauses(program), -1)
    is_short = _numbers_of_texts(lines, columns.get("policy"), {"": 1, program.name: 1}, 0) == 1
    for name in _GRANTED:
        if name in columns:
            is_short &= ~says(lines.field(columns[name].path[-1]))
    return np.where(is_short, clause, -1)


def _words_of_clauses(program: Program) -> dict[str, int]:
    """The clauses by their names, and by the labels that belong to one clause only."""
    index_by_label = {clause.label: clause.index for clause in program.clauses}
    return {
        word: index_by_label[led[0]] for word, led in program.compute_once(clause_labels).items() if len(led) == 1
    } | index_by_label


def _numbers_of_texts(
    lines: pa.StructArray, column: ValueColumn | None, numbers: Mapping[str, int], otherwise: int
) -> Array:
    """The numbers of the texts of a column; null counts as the empty text."""
    of_null = numbers.get("", otherwise)
    if column is None:
        return np.full(len(lines), of_null, np.int64)
    words = words_of(lines, column)
    known = [numbers.get(text.strip(), otherwise) for text in words.dictionary.to_pylist()]
    return np.array([*known, of_null], np.int64)[codes_of(words)]
