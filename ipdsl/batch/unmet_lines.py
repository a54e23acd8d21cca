"""Remarks about stated lines: lines without effect, and short lines whose granted amount is assumed.

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
from ipdsl.batch.intake.arrow_arrays import codes_of, says, valid, words_of
from ipdsl.batch.intake.form import LinesColumn, TableForm, ValueColumn
from ipdsl.batch.kernel.claims import Array
from ipdsl.batch.readers.named_lines import MAY_NAME_NOTHING, NAMES_NOTHING
from ipdsl.batch.readers.rows import Rows
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.ir.facts import Facts, all_records
from ipdsl.ir.proposal import MEETS_NOTHING
from ipdsl.ir.steps import GroupState
from ipdsl.ir.terms import Program
from ipdsl.kernel.rule_table import Rule, table_of_program
from ipdsl.ledger.pages import WITHOUT_PAGES
from ipdsl.plain_data.labels import clause_labels
from ipdsl.report.decision_lines import GROUPS, counted_phrase
from ipdsl.report.localizer import localizer_of
from ipdsl.runtime.evaluation import evaluate
from ipdsl.wording.labels import Labels

MOST_EXAMINED = 100
"""Number of applicants that are decided to list their lines."""
_GROUPS = ("history", "support", "approvals", "older_documents")


@attrs.frozen
class UnmetLine:
    """A line without effect: its applicant, its name and the reason."""

    applicant: str
    line: str
    why: str


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
    code: GeneratedFunctions, rows: Rows, unnamed: Array, year: int | None, language: Language, most: int
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
