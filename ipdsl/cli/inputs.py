"""What several verbs read: one input from standard input at the most, and several policies on one applicant's facts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar, cast

import attrs

from ipdsl import compiled
from ipdsl.cli import days
from ipdsl.cli.exit_codes import OK, UNDETERMINED, worst
from ipdsl.cli.findings import fail
from ipdsl.cli.language import (
    said,
    spoken,
    wrong_use,
)
from ipdsl.cli.output import say_aside
from ipdsl.diagnostics.model import (
    Diagnostic,
    Report,
)
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.errors import ManyApplicants, OtherVocabulary
from ipdsl.files import STDIN, on_disk, read_bytes
from ipdsl.library import Policy, PolicyError
from ipdsl.packaged import PAGE_SUFFIX, locate
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.stated import HistoryLike, facts_file, history_file, series_file

if TYPE_CHECKING:
    from ipdsl.desk.csv_tables import CsvTables
    from ipdsl.runtime.code import Code
    from ipdsl.runtime.reading.cohort import Member

_Read = TypeVar("_Read")
_FOUR = Phrase("policy, facts, history and series", "政策、事实、台账和行情")


def refuse_two_streams(*named: str | None, what: Phrase = _FOUR) -> None:
    """Wrong use where standard input would be read twice."""
    if named.count(STDIN) > 1:
        raise wrong_use("only one of {what} can be standard input", "{what}中只能有一个是标准输入", what=what)


def refuse_stream(option: str, where: str | None) -> None:
    """Wrong use where a file is asked for, and `-` or the name of standard output is given, which holds the result."""
    if where == STDIN or (where is not None and _is_standard_output(where)):
        raise wrong_use(
            "{option} names a file; standard output holds the result",
            "`{option}`要给出文件名；标准输出用来显示结果", option=option,
        )  # fmt: skip


def refuse_output(option: str, where: str | None, *read: str | None) -> None:
    """Wrong use where a result would be written over a page, or over what is read, whatever link leads there."""
    refuse_stream(option, where)
    if where is None:
        return
    refuse_overwriting(option, where, *read)
    if where.lower().endswith(PAGE_SUFFIX):
        raise wrong_use(
            "{option} would make a page of `{where}`; give the result another name",
            "`{option}`会把`{where}`变成页面；请给结果另起一个名称", option=option, where=where,
        )  # fmt: skip


def refuse_overwriting(option: str, where: str, *read: str | None) -> None:
    """Wrong use where a result would be written over what is read, whatever link leads there."""
    if any(_is_one_file(where, name) for name in read if name is not None):
        raise wrong_use(
            "{option} would overwrite `{where}`, which is read here",
            "`{option}`会覆盖本次要读取的`{where}`", option=option, where=where,
        )  # fmt: skip


def _is_standard_output(where: str) -> bool:
    try:
        return os.path.samestat(os.stat(where), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):  # no such file, or an output without a descriptor
        return False


def _is_one_file(one: str, other: str) -> bool:
    """Both are there and are one file; the second may be the name of a packaged page."""
    try:
        return os.path.samefile(one, on_disk(locate(other)))
    except (OSError, ValueError):  # one of them is not there, or is no name of a file
        return False


def refuse_twice(named: Iterable[str]) -> None:
    """Wrong use where one file is given twice."""
    seen: set[str] = set()
    for name in named:
        where = os.path.realpath(name)
        if where in seen:
            raise wrong_use("`{name}` is given twice", "`{name}`给了两次", name=name)
        seen.add(where)


def ledger_of(where: str | None, policy: Policy, *, edited: bool = False) -> HistoryLike | None:
    """The lines of a file of `--history`; what is wrong with its head names the file."""
    if where is None:
        return None
    ledger = history_file(where)
    from ipdsl.runtime.reading.ledger_file import lines_of  # most runs have no such file

    told_of(where, lambda: lines_of(ledger, policy.program, edited=edited))
    return ledger


WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xltx", ".xltm", ".xlsb", ".et", ".ett", ".ods")
BY_LINE = (".jsonl", ".ndjson")
TABLES = ".parquet"


def members_of(
    where: str, loaded: Sequence[Policy], annotate: str | None = None, *, who: str | None = None, one: bool = False,
    by_applicant: bool = False,
) -> list[Member] | None:  # fmt: skip
    """The applicants of a workbook, of CSV or of tables, for policies of one vocabulary; `None`: the file is of JSON.

    `who` answers for a ledger in a bureau's workbook that was modified.

    What is to be said of the way in which it was read is said beside the result, and written into the copy `annotate`.
    With `one`, several applicants of a table are refused before they are read; with `by_applicant` a wrong row is a
    member with problems, and refuses no other.
    """
    codes = [policy.code for policy in loaded]
    if _is_table(where):
        from ipdsl.tables.stated import read as rows_of

        return rows_of(where, codes, csv_tables, one=one, by_applicant=by_applicant)
    if not where.lower().endswith((*WORKBOOKS, ".csv")) and not os.path.isdir(where):
        return None
    from ipdsl.cli.findings import show_warnings
    from ipdsl.desk.stated import read
    from ipdsl.runtime.reading.cohort import Member

    found = read(where, codes, who, by_applicant=by_applicant)
    show_warnings(found.notes)
    write_annotated(annotate, where, found.notes)
    return [*(Member(one.places.of("$"), one) for one in found.applicants), *found.refused]


def csv_tables(code: Code, ignore: Collection[str] = ()) -> CsvTables:
    """The reader of CSV among tables. What is to be said of the way in which it reads is said beside the result."""
    from ipdsl.cli.findings import show_warnings
    from ipdsl.desk.csv_tables import CsvTables

    return CsvTables(code, ignore, lambda notes: show_warnings(Report(notes)))


def _is_table(where: str) -> bool:
    """Whether facts lie in Parquet: a file, or a folder that holds such a file, or a folder of parts with one.

    Parts stand in the folder of a table, or in folders `name=value` below it; no other folders are looked at.
    """
    if not os.path.isdir(where):
        return where.lower().endswith(TABLES)
    for folder, folders, names in os.walk(where):
        if any(name.lower().endswith(TABLES) for name in names):
            return True
        folders[:] = [name for name in folders if folder == where or "=" in name]
    return False


def facts_for(
    where: str, loaded: Sequence[Policy], annotate: str | None = None, *, who: str | None = None
) -> Mapping[str, object]:
    """The facts of one applicant, of whatever file; `FactsError` where there are several.

    `who` answers for a ledger in a bureau's workbook that was modified.
    """
    found = members_of(where, loaded, annotate, who=who, one=True)
    if found is None and where.lower().endswith(BY_LINE):
        from ipdsl.runtime.reading.cohort import members

        data = read_bytes(where)
        if isinstance(data, Diagnostic):
            raise FactsError(Report([data]))
        found = members(data, where)
    if found is None:
        return cast("Mapping[str, object]", facts_file(where))  # the reader of facts refuses all else
    if len(found) > 1:
        raise FactsError(Report([ManyApplicants(name=where)]))
    if not found:
        from ipdsl.runtime.reading.cohort_errors import EmptyCohort

        holder = Phrase("`{name}` holds", "`{name}`中", name=where)
        raise FactsError(Report([EmptyCohort(path=where, holder=holder)]))
    return cast("Mapping[str, object]", found[0].data)


def refuse_annotating(copy: str, *read: str | None) -> None:
    """Wrong use where findings cannot be written into a copy of what is read."""
    refuse_output("--annotate", copy, *read)
    facts = [name for name in read if name is not None and name.lower().endswith(WORKBOOKS)]
    if len(facts) != 1 or not copy.lower().endswith(".xlsx"):
        raise wrong_use(
            "--annotate writes a copy (.xlsx) of the one workbook that is read",
            "`--annotate`写出所读的那一个工作簿的副本（`.xlsx`）",
        )


def write_annotated(copy: str | None, facts: str, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Write the findings about a workbook into a copy of it; why that failed."""
    own = [one for one in findings if one.path is not None and one.path.startswith(facts)]
    if copy is None or not own:
        return []
    from ipdsl.cli.writing import write_file
    from ipdsl.desk.annotate import annotated
    from ipdsl.runtime.decision.lines import counted

    try:
        data = annotated(facts, own, spoken())
    except FactsError as error:
        return [*error.report]
    problem = write_file(copy, data)
    if problem is not None:
        return [problem]
    number = counted(len(own), "{n} finding{s}", "{n}条发现")
    say_aside(said("{copy} has {many} in its cells", "{copy}的单元格中写有{many}", copy=copy, many=number))
    return []


@contextmanager
def told_where_stated(facts: object) -> Iterator[None]:
    """What is wrong with facts of a workbook is told at its cells."""
    try:
        yield
    except FactsError as error:
        from ipdsl.desk.stated import Filled, told_in_cells

        if not isinstance(facts, Filled):
            raise
        raise FactsError(Report(told_in_cells(error.report, facts)), error.sources) from None


def placed(
    decision: Decision, facts: object, where: str = "", *, history: str | None = None, ledger: HistoryLike | None = None
) -> Decision:  # fmt: skip
    """A decision whose remarks are told where the facts stand: at cells of a workbook, else in a file of several; of
    lines of a `ledger` in its file `history`.
    """
    if not decision.remarks:
        return decision
    from ipdsl.desk.stated import Filled, told_in_cells  # few facts are remarked on
    from ipdsl.runtime.reading.cohort import told_at

    remarks: Sequence[Diagnostic] = decision.remarks
    if history is not None and isinstance(facts, Mapping):
        from ipdsl.runtime.reading.ledger_file import told_in_ledger

        remarks = told_in_ledger(remarks, ledger, facts, history)
    if isinstance(facts, Filled):
        remarks = told_in_cells(remarks, facts)
    elif where:
        remarks = told_at(remarks, where)
    return attrs.evolve(decision, remarks=tuple(remarks))


@contextmanager
def in_ledger(where: str | None, ledger: HistoryLike | None, facts: object) -> Iterator[None]:
    """What is wrong with a line of a ledger is told where the line stands: in its file, and not in the facts; what is
    wrong with facts of a workbook at its cells.
    """
    with told_where_stated(facts):
        try:
            yield
        except FactsError as error:
            if where is None or not isinstance(facts, Mapping):
                raise
            from ipdsl.runtime.reading.ledger_file import told_in_ledger

            raise FactsError(Report(told_in_ledger(error.report, ledger, facts, where)), error.sources) from None


def series_of(where: str | None, policy: Policy) -> object:
    """The values of a file of `--series`; what is wrong with them names the file."""
    if where is None:
        return None
    series = series_file(where)
    from ipdsl.runtime.reading.published import read_published  # most runs have no such file

    told_of(where, lambda: read_published(series, policy.program))
    return series


def told_of(where: str, read: Callable[[], _Read]) -> _Read:
    """What is read of a file; its problems name the file."""
    from ipdsl.runtime.reading.cohort import told_at

    try:
        return read()
    except FactsError as error:
        raise FactsError(Report(told_at(error.report, where)), error.sources) from None


def clauses_named(policy: Policy, word: str) -> tuple[str, ...]:
    """The clause of that label, or those to which the labels of its parts lead: `3.地理标志保护产品.新认定`."""
    from ipdsl.runtime.reading.labels import of_clauses  # most runs name none

    return (word,) if word in policy.clauses else policy.program.kept(of_clauses).get(word, ())


def settled_under_each(
    names: Sequence[str], verb: str, facts: str, *, year: int | None, as_of: str | None, accept_edited: str | None,
    strict: bool, style: str,
) -> tuple[list[Policy], tuple[Decision, ...]] | int:  # fmt: skip
    """Policies with their decisions on the facts of a file; the exit code where one of them cannot be used."""
    from ipdsl.questions.several_policies import settle_each  # most runs are about one policy

    refuse_twice(names)
    days.refuse_later(year, as_of)
    loaded: list[Policy] = []
    codes: list[int] = []
    for name in names:
        try:
            loaded.append(Policy(compiled.policy(name, verb)))
        except PolicyError as error:
            codes.append(fail(error.report, error.sources, style=style))
    if codes:
        return worst(codes)
    try:
        stated = facts_for(facts, loaded, who=accept_edited)
        try:
            with told_where_stated(stated):
                settled = settle_each(loaded, stated, year=year, as_of=as_of, strict=strict)
                return loaded, tuple(placed(decision, stated) for decision in settled)
        except FactsError:
            if (other := other_words(loaded)) is None:
                raise
            return fail([other], style=style)
    except FactsError as error:
        return fail(error.report, error.sources, style=style)


def other_words(loaded: Sequence[Policy]) -> OtherVocabulary | None:
    """That two of the policies do not speak the same words: facts in those of one cannot be read by the other."""
    first, *rest = loaded
    words = first.program.schema.name
    for other in rest:
        if other.program.schema.name != words:
            return OtherVocabulary(one=first.name, words=words, other=other.name, others=other.program.schema.name)
    return None


def worst_of(decisions: Iterable[Decision]) -> int:
    """The exit code of several decisions."""
    return worst(UNDETERMINED if decision.is_undetermined else OK for decision in decisions)
