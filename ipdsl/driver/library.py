"""The library: a policy from a file or a text, facts from any source, and decisions on them.

>>> policy = load_text("award 200000 once when geo_indication_product new")
>>> facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]},
...          "records": {"geo_indication_product": [{"product": "tea", "recognised_on": "2022-05-01"}]}}
>>> print(policy.evaluate(facts).total)
200,000.00 CNY

Facts are read from a dict, typed facts, JSON text or a file into plain data, which is not validated yet. The only
exception is `FactsError`, also for files that cannot be read.
"""

from __future__ import annotations

import datetime
import operator
import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import attrs

from ipdsl.base import cache
from ipdsl.base.errors import ManyApplicants, NotAHistory, NotASeriesFile, PageInsteadOfJson, ReportedError
from ipdsl.base.files import read_bytes, shown_name
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.pages import PAGE_SUFFIX
from ipdsl.base.source import Sources
from ipdsl.base.values.money import Bounds, Money
from ipdsl.decision.decision import EVERY_YEAR, Cohort, Decision, Request
from ipdsl.decision.model import Reading, readings_of
from ipdsl.driver import cached_policy
from ipdsl.driver.cached_policy import CompiledPolicy, column_parts
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.ir.facts import Facts
from ipdsl.ir.terms import Program
from ipdsl.plain_data.errors import FactsError, NotJson
from ipdsl.plain_data.strict_json import (
    JsonList,
    JsonString,
    copy_origin,
    has_applicant_per_line,
    nonblank_lines,
    read_text,
    read_unless_blank,
)
from ipdsl.runtime import compiled_policy
from ipdsl.runtime.compiled_policy import PolicyDescription, evaluate, evaluate_cohort

if TYPE_CHECKING:
    from ipdsl.batch.kernel.program import ColumnCode
    from ipdsl.batch.result import TableResult
    from ipdsl.facts.objects import ApplicantFacts
    from ipdsl.facts.published_series import PublishedSeries
    from ipdsl.ledger.ledger_file import ReadLedger
    from ipdsl.lower.plan import Plan


FactsLike: TypeAlias = "Mapping[str, object] | ApplicantFacts | str | bytes | os.PathLike[str]"
"""A plain dict, typed facts, JSON text, or the path of a JSON file (a `Path`)."""


HistoryLike: TypeAlias = "Sequence[Mapping[str, object]] | Mapping[str, object] | ReadLedger"
"""Ledger lines as a list, the output of `--ledger-out`, or a decision as JSON; or such a ledger that was read."""


def plain_facts(facts: FactsLike, program: Program, request: Request = EVERY_YEAR) -> object:
    """Facts as plain data, with the as-of date of the request, and the lines of its ledger as their history."""
    data = _plain_data(facts)
    if not isinstance(data, dict):
        return data
    if request.history is not None:
        from ipdsl.ledger.ledger_file import facts_with_ledger  # most facts contain their history

        data = facts_with_ledger(data, request.history, program, accept_modified=request.accepts_modified)
    if request.as_of is None:
        return data
    return copy_origin(data, {**data, "as_of": request.as_of}, {"$.as_of": None})


def _plain_data(facts: FactsLike) -> object:
    if isinstance(facts, os.PathLike):
        return read_text(read_fact_bytes(os.fspath(facts)), shown_name(os.fspath(facts)))
    if isinstance(facts, str | bytes) and not isinstance(facts, JsonString):
        return read_text(facts)
    if isinstance(facts, Mapping):
        return copy_origin(facts, dict(facts))
    from ipdsl.facts.objects import ApplicantFacts  # already imported if the facts have this type

    return facts.to_plain() if isinstance(facts, ApplicantFacts) else facts


def facts_file(path: str) -> object:
    """The facts of one applicant. Raises `FactsError` with `ManyApplicants` if the file has several."""
    data = read_fact_bytes(path)
    if has_applicant_per_line(nonblank_lines(data)):
        raise FactsError(Report([ManyApplicants(name=shown_name(path))]))
    facts = read_text(data, shown_name(path))
    if isinstance(facts, list) and len(facts) > 1 and all(isinstance(x, dict) and "applicant" in x for x in facts):
        raise FactsError(Report([ManyApplicants(name=shown_name(path))]))
    return facts


def history_file(path: str) -> Sequence[Mapping[str, object]] | Mapping[str, object]:
    """The ledger of a file: a list of lines, the output of `--ledger-out`, or a decision."""
    if path.lower().endswith(".parquet") or os.path.isdir(path):
        raise FactsError(Report([NotAHistory(name=shown_name(path))]))
    ledger = plain_file(path)
    if isinstance(ledger, JsonList):
        ledger.text = ledger.text.with_moved({"$.ledger": "$"})  # findings name the lines as parts of a whole ledger
    if isinstance(ledger, list) or (isinstance(ledger, dict) and isinstance(ledger.get("ledger"), list)):
        return ledger
    raise FactsError(Report([NotAHistory(name=shown_name(path))]))


def series_file(path: str) -> object:
    """Published values of series, not yet validated."""
    series = plain_file(path)
    if isinstance(series, dict) and "series" in series:
        return series
    raise FactsError(Report([NotASeriesFile(name=shown_name(path))]))


def plain_file(path: str) -> object:
    """The data of a file, or `None` if it is empty."""
    return read_unless_blank(read_fact_bytes(path), shown_name(path))


def read_fact_bytes(path: str) -> bytes:
    """The content of a file. Raises `FactsError` if it cannot be read or is a page."""
    data = read_bytes(path)
    if isinstance(data, Diagnostic):
        raise FactsError(Report([data]))
    if path.endswith(PAGE_SUFFIX) and data.strip() and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        raise FactsError(Report([PageInsteadOfJson(name=path)]))
    if data.startswith(_TABLES) or path.lower().endswith(".csv"):
        raise FactsError(Report([NotJson(path=shown_name(path), problem=_IS_TABLE, advice=_TABLE_ADVICE)]))
    return data


_TABLES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1")
"""The first bytes of workbooks, of workbooks of the old form, and of Parquet files."""
_IS_TABLE, _TABLE_ADVICE = Phrase("it is a workbook or a table", "它是工作簿或表格"), Phrase(
    "`ipdsl eval POLICY --facts FILE` and `ipdsl batch` read workbooks and CSV; from Python, give JSON, or Arrow tables"
    " to `Policy.evaluate_table`",
    "工作簿和`CSV`由`ipdsl eval POLICY --facts FILE`、`ipdsl batch`读取；在`Python`中请给出`JSON`，"
    "或把`Arrow`表格交给`Policy.evaluate_table`",
)  # fmt: skip


class PolicyError(ReportedError):
    """A page cannot be used. `report` has every finding; `str` shows them."""


class Policy(PolicyDescription):
    """A checked policy that can settle any number of applicants. `load` and `load_text` create it."""

    def __init__(self, made: CompiledPolicy, *, cache: bool = True) -> None:
        program, code = made.program, made.code
        if program is None or code is None:
            raise PolicyError(made.report, made.sources)
        super().__init__(code)
        self._made = made
        self._program: Program = program
        self._code: GeneratedFunctions = code
        self._column_codes: dict[bool, ColumnCode] = {}
        self._is_kept = cache

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The readings: how ambiguous sentences of the official text were understood."""
        return readings_of(self._program)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The labels of the awards, in the order of the page."""
        return tuple(clause.label for clause in self._program.clauses)

    @property
    def articles(self) -> tuple[str, ...]:
        """The numbers of the articles, in the order of the page."""
        return tuple(article.number for article in self._program.articles)

    @property
    def sources(self) -> Sources:
        """The texts that were read, for showing findings."""
        return self._made.sources

    def check(self) -> Report:
        """The warnings and notes of the page. A page with errors is never loaded."""
        return self._made.check()

    def read_facts(self, facts: FactsLike, *, series: object = None) -> Facts:
        """Validated facts, which can be settled repeatedly. Raises `FactsError` with every problem and its path."""
        return read_facts_with_series(plain_facts(facts, self._program), self._program, self.published(series))

    def evaluate(
        self,
        facts: FactsLike | Facts,
        *,
        year: int | None = None,
        as_of: datetime.date | str | None = None,
        strict: bool = False,
        history: HistoryLike | None = None,
        series: object = None,
        reopen: int | None = None,
        accept_edited: str | None = None,
    ) -> Decision:
        """Settle the facts of one applicant. Raises `FactsError` with every problem of the facts and its path.

        - `year`: report only this year. Earlier years are settled too, because they affect it.
        - `as_of`: replaces the as-of date of the facts.
        - `strict`: treat every unstated fact as unknown.
        - `history`: the ledger of earlier years, as lines or as a decision from `to_json`. The facts must not have a
          history then.
        - `series`: published values in the form of a series file. They replace the packaged values.
        - `reopen`: recalculate this year and all later years. Ledger lines of these years only show the amounts due
          before.
        - `accept_edited`: the name of the person who accepts a modified ledger.
        """
        request = Request(
            _whole_number("year", year), None if as_of is None else str(as_of), strict, history, series,
            _whole_number("reopen", reopen), accept_edited,
        )  # fmt: skip
        return settle_applicant(self, facts, request)

    def beside(
        self, cohort: Sequence[Facts], history: HistoryLike | None, who: str | None = None, *, together: bool = True
    ) -> list[Facts]:
        """The facts with the other lines of a ledger. `who` is the person who accepts the ledger if it was modified."""
        if history is None:
            return [*cohort]
        from ipdsl.ledger.ledger_file import facts_with_other_lines  # most facts contain their history

        return facts_with_other_lines(cohort, history, self._program, who, together=together)

    def vanished(self, history: HistoryLike) -> list[Diagnostic]:
        """Findings for awards and rules of a ledger that this policy no longer has.

        They are followed by findings for caps and awards that were different when the ledger was written.
        """
        from ipdsl.ledger.ledger_file import page_changes  # only needed after a policy changed

        return page_changes(history, self._program)

    def evaluate_cohort(
        self,
        cohort: Iterable[FactsLike | Facts],
        *,
        year: int | None = None,
        as_of: datetime.date | str | None = None,
        strict: bool = False,
        history: HistoryLike | None = None,
        series: object = None,
        reopen: int | None = None,
        accept_edited: str | None = None,
    ) -> Cohort:
        """Settle many applicants together, with ranks, quotas and caps across applicants.

        For the arguments see `evaluate`.

        `history` is the ledger of all applicants. Its lines about applicants outside the cohort also count. Raises
        `FactsError`, also if an applicant occurs twice, or if the bureau's list violates its own quota.
        """
        request = Request(
            _whole_number("year", year), None if as_of is None else str(as_of), strict, history, series,
            _whole_number("reopen", reopen), accept_edited,
        )  # fmt: skip
        return settle_cohort(self, cohort, request)

    def compare_applicants(
        self,
        decisions: Sequence[Decision],
        history: HistoryLike | None = None,
        *,
        new_applicants: bool = False,
        left_out: Iterable[str] = (),
    ) -> list[Diagnostic]:
        """Findings about the applicants of a run: another register, renamed ids, items of several applicants.

        Pay nothing before its errors are corrected or answered; its warnings and notes are remarks.

        - `decisions`: all decisions of the run.
        - `history`: the ledger that was given to `evaluate`, with the answers about renamed applicants among its lines.
        - `new_applicants`: confirms that the applicants are not in the ledger.
        - `left_out`: ids of applicants of the run that have no decision.
        """
        from ipdsl.ledger.guards import (
            StatedRow,
            awards_paid_to_several,
            guard_register,
            identifying_awards,
            rows_of_lines,
        )
        from ipdsl.ledger.ledger_file import ReadLedger, answers_of, is_ledger, lines_of_other_applicants
        from ipdsl.ledger.lines import event_of
        from ipdsl.plain_data.cohort_errors import DuplicateApplicant
        from ipdsl.plain_data.context import clause_name

        program, present = self._program, [*(decision.applicant for decision in decisions), *left_out]
        ledger = ReadLedger.of(history or [], program)
        other_lines = lines_of_other_applicants(ledger, program, present)
        recorded = [
            *present[len(decisions) :],
            *(
                decision.applicant
                for decision in decisions
                if decision.read_lines or not (ledger.data and is_ledger(ledger.data))
            ),
            *(line.applicant for line in other_lines),
        ]
        claims, lines = list[StatedRow](), [*rows_of_lines(program, other_lines)]
        for decision in decisions:
            read = {*map(event_of, decision.read_lines)}
            for line in decision.ledger:
                (lines if event_of(line) in read else claims).extend(rows_of_lines(program, [line], decision.applicant))
        awards: dict[str, bool] = {
            clause_name(program, label): is_identifying
            for label, is_identifying in program.compute_once(identifying_awards).items()
        }
        answers = max(answers_of(ledger.data), *(decision.answers for decision in decisions), key=len)
        return [
            *(
                DuplicateApplicant(applicant=name)
                for name, number in Counter(present).items()
                if number > 1 and name in present[: len(decisions)]
            ),
            *guard_register(
                lines, claims, present, recorded, awards,
                program.currency, answers, is_single=len(present) == 1, is_confirmed=new_applicants,
                paid_to_several={clause_name(program, label) for label in awards_paid_to_several(program)},
            )
        ]  # fmt: skip

    def compare_table(
        self, result: TableResult, history: object = None, *, new_applicants: bool = False
    ) -> list[Diagnostic]:
        """`compare_applicants` for the result of `evaluate_table` with `ledger=True`.

        `history` is the flat table `history` that was given to it, if any.
        """
        from ipdsl.batch.evaluate import compare_rows
        from ipdsl.batch.intake.intake import arrow_table, recall_of_lines, recorded_ids

        if result.ledger is None or result.guards is None:
            raise ValueError("give a result with a ledger: `evaluate_table(…, ledger=True)`")
        present = [name or "" for name in result.applicants["applicant"].to_pylist()]
        recorded = present if history is None else recorded_ids(arrow_table(history))
        rows, recall = result.guards, recall_of_lines(result.ledger.schema, self._program)
        return compare_rows(
            self._program, recall, present, recorded, lambda name: [rows[name]], is_confirmed=new_applicants
        )[0]

    def evaluate_table(
        self,
        tables: object,
        *,
        as_of: datetime.date | str | None,
        year: int | None = None,
        claims: bool = False,
        none: Collection[str] = (),
        ignore: Collection[str] = (),
        series: object = None,
        engine: str = "",
        cohort: bool = False,
        ledger: bool = False,
        threads: int = 1,
        answers: Collection[Mapping[str, object]] = (),
    ) -> TableResult:
        """Settle a table of applicants separately, as `evaluate` does. Needs the extra `ipdsl[batch]`.

        `tables` is an Arrow table, or an object that can export one (pyarrow, Polars, pandas, DuckDB), with a row for
        each applicant; or several tables by name, one for each record kind. docs/en/how-to/many-applicants.md describes
        the columns.

        - `as_of`: the last day that is settled. With `None`, the column `as_of` states it.
        - `year`: report only this year.
        - `claims`: also return a table of claims.
        - `none`: columns in which null means *none*.
        - `ignore`: columns that are not read.
        - `series`: published values, as in `evaluate`.
        - `engine`: `llvm` or `cpython`. If empty, it is chosen by the number of applicants.
        - `cohort`: settle all applicants together, as `evaluate_cohort` does.
        - `ledger`: also return the ledger lines for a later run, in the form of the flat table `history`.
        - `threads`: number of threads. Each settles a part of the table; the result does not depend on it.
        - `answers`: answers about two ids, as lines of a ledger; the ledger of the result keeps them.

        Rows that cannot be read are listed in the error table of the result, and the other rows are settled. Raises
        `FactsError` for problems of a whole table, and if the extra is not installed.
        """
        from ipdsl.batch.errors import refuse_without_libraries  # most calls settle no table

        refuse_without_libraries(engine)
        from ipdsl.batch.evaluate import Options, TablePolicy, day_of

        with nullcontext() if self._is_kept else cache.cache_disabled():
            options = Options(
                day_of(as_of, self._program), _whole_number("year", year), claims=claims, none=(*none,),
                ignore=(*ignore,), published=self.published(series), engine=engine, cohort=cohort, ledger=ledger,
                threads=_whole_number("threads", threads) or 1, answers=(*answers,),
            )  # fmt: skip
            return TablePolicy(self._code, self.column_code).settle(tables, options)

    def column_code(self, compiled: bool = False) -> ColumnCode:
        """The policy as loops over columns, for CPython or compiled by LLVM. Needs `ipdsl[batch]`."""
        if compiled not in self._column_codes:
            from ipdsl.codegen.columns.loader import load_parts

            with nullcontext() if self._is_kept else cache.cache_disabled():
                parts = column_parts(self._made)
            self._column_codes[compiled] = load_parts(parts, self._program, compiled=compiled)
        return self._column_codes[compiled]

    @property
    def plan(self) -> Plan:
        """The lowered policy, which the back ends read."""
        plan = self._made.plan
        assert plan is not None
        return attrs.evolve(plan, program=self._program)  # with its Chinese texts

    def published(self, series: object) -> tuple[PublishedSeries, ...]:
        """Published values of a series file, as plain data. Raises `FactsError` with every problem."""
        if series is None:
            return ()
        from ipdsl.facts.published_series import read_series_file  # most calls have no such file

        return (read_series_file(series, self._program),)

    def total(self, facts: FactsLike | Facts, year: int | None = None) -> Money:
        """The total due in all years of the facts, or in one year.

        Raises `Undetermined` with the facts that leave it open.

        It equals the total of the decision. It is computed without reasons and is much faster.
        """
        return compiled_policy.total(
            self._code, facts if type(facts) is Facts else self._read(facts), _whole_number("year", year)
        )

    def total_bounds(self, facts: FactsLike | Facts, year: int | None = None) -> Bounds:
        """The lower and upper bound of the amount due. They are equal if no fact is open."""
        return compiled_policy.total_bounds(self._code, self._read(facts), _whole_number("year", year))

    def _read(self, facts: FactsLike | Facts) -> Facts:
        return facts if isinstance(facts, Facts) else self.read_facts(facts)


def settle_applicant(policy: Policy, facts: FactsLike | Facts, request: Request) -> Decision:
    """The decision on one applicant, for `Policy.evaluate` and the commands."""
    if not isinstance(facts, Facts):
        facts = read_applicant(policy, facts, request)
    elif not (request.as_of is None and request.history is None and request.series is None):
        raise ValueError("facts that were read before state their as-of date, history and series themselves")
    return evaluate(policy._program, policy._code, facts, request)


def read_applicant(policy: Policy, facts: FactsLike, request: Request) -> Facts:
    """The facts of one applicant, with the ledger and the published values of a request."""
    data = plain_facts(facts, policy._program, request)
    read = read_facts_with_series(data, policy._program, policy.published(request.series))
    if request.history is not None:
        (read,) = policy.beside([read], request.history, request.accepted_by, together=False)
    return read


def settle_cohort(policy: Policy, cohort: Iterable[FactsLike | Facts], request: Request) -> Cohort:
    """The decisions on many applicants together, for `Policy.evaluate_cohort` and the commands."""
    cohort = list(cohort)
    if request.history is not None:
        if any(isinstance(facts, Facts) for facts in cohort):
            raise ValueError("facts that were read before state their history themselves")
        from ipdsl.ledger.ledger_file import ReadLedger  # most facts contain their history

        ledger = ReadLedger.of(request.history, policy._program, accept_modified=request.accepts_modified)
        request = attrs.evolve(request, history=ledger)
    published = policy.published(request.series)
    read = [
        facts
        if isinstance(facts, Facts)
        else read_facts_with_series(plain_facts(facts, policy._program, request), policy._program, published)
        for facts in cohort
    ]
    read = policy.beside(read, request.history, request.accepted_by)
    return evaluate_cohort(policy._program, policy._code, read, request)


def _whole_number(name: str, number: int | None) -> int | None:
    """A whole number from a caller, including NumPy integers. Raises `TypeError` with the name of the argument."""
    if number is None:
        return None
    try:
        return operator.index(number)
    except TypeError:
        raise TypeError(f"{name} is a whole number, not {number!r}") from None


def load(path: str | os.PathLike[str], *, cache: bool = True) -> Policy:
    """The policy of a file, or the packaged policy with that name. Raises `PolicyError` if it has errors.

    The compiled policy is cached for other processes of the user, unless `cache` is false.
    """
    return Policy(cached_policy.policy(os.fspath(path), "load", cache=cache), cache=cache)


def load_text(text: str, name: str = "<text>") -> Policy:
    """The policy of a text. `use` searches the current folder and the packaged vocabularies."""
    return Policy(cached_policy.policy_of_text(text, name, "load"), cache=False)


def check(path: str | os.PathLike[str]) -> Report:
    """Every finding of a page of any kind. Findings are never raised."""
    return cached_policy.findings(os.fspath(path), Sources())
