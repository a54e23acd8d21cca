"""Read facts from a dict, typed facts, JSON text or a file into plain data, which is not validated yet.

The only exception is `FactsError`, also for files that cannot be read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from ipdsl.base.errors import ManyApplicants, NotAHistory, NotASeriesFile, PageInsteadOfJson
from ipdsl.base.files import read_bytes, shown_name
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.pages import PAGE_SUFFIX
from ipdsl.plain_data.errors.problems import FactsError
from ipdsl.plain_data.strict_json import (
    JsonList,
    JsonString,
    copy_origin,
    has_applicant_per_line,
    nonblank_lines,
    read_text,
)

if TYPE_CHECKING:
    from ipdsl.facts.objects import ApplicantFacts
    from ipdsl.ir.terms import Program
    from ipdsl.ledger.ledger_file import ReadLedger

FactsLike: TypeAlias = "Mapping[str, object] | ApplicantFacts | str | bytes | os.PathLike[str]"
"""A plain dict, typed facts, JSON text, or the path of a JSON file (a `Path`)."""


HistoryLike: TypeAlias = "Sequence[Mapping[str, object]] | Mapping[str, object] | ReadLedger"
"""Ledger lines as a list, the output of `--ledger-out`, or a decision as JSON; or such a ledger that was read."""


def plain_facts(
    facts: FactsLike, *, as_of: str | None = None, history: HistoryLike | None = None, program: Program | None = None,
    accept_modified: bool = False,
) -> object:  # fmt: skip
    """Facts as plain data.

    `as_of` replaces their as-of date. `history` is a ledger of `program`; its lines become the history.
    """
    data = _plain_data(facts)
    if not isinstance(data, dict):
        return data
    if history is not None and program is not None:
        from ipdsl.ledger.ledger_file import facts_with_ledger  # most facts contain their history

        data = facts_with_ledger(data, history, program, accept_modified=accept_modified)
    return data if as_of is None else copy_origin(data, {**data, "as_of": as_of}, {"$.as_of": None})


def _plain_data(facts: FactsLike) -> object:
    if isinstance(facts, os.PathLike):
        return json_file(os.fspath(facts))
    if isinstance(facts, str | bytes) and not isinstance(facts, JsonString):
        return read_text(facts)
    if isinstance(facts, Mapping):
        return copy_origin(facts, dict(facts))
    from ipdsl.facts.objects import ApplicantFacts  # already imported if the facts have this type

    return facts.to_plain() if isinstance(facts, ApplicantFacts) else facts


def json_file(path: str) -> object:
    """The data of a JSON file or of standard input."""
    return read_text(read_fact_bytes(path), shown_name(path))


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
    ledger = _file_data(path)
    if isinstance(ledger, JsonList):
        ledger.text = ledger.text.with_moved({"$.ledger": "$"})  # findings name the lines as parts of a whole ledger
    if isinstance(ledger, list) or (isinstance(ledger, dict) and isinstance(ledger.get("ledger"), list)):
        return ledger
    raise FactsError(Report([NotAHistory(name=shown_name(path))]))


def series_file(path: str) -> object:
    """Published values of series, not yet validated."""
    series = _file_data(path)
    if isinstance(series, dict) and "series" in series:
        return series
    raise FactsError(Report([NotASeriesFile(name=shown_name(path))]))


def _file_data(path: str) -> object:
    """The data of a file, or `None` if it is empty."""
    data = read_fact_bytes(path)
    return read_text(data, shown_name(path)) if data.strip() else None


def read_fact_bytes(path: str) -> bytes:
    """The content of a file. Raises `FactsError` if it cannot be read or is a page."""
    data = read_bytes(path)
    if isinstance(data, Diagnostic):
        raise FactsError(Report([data]))
    if path.endswith(PAGE_SUFFIX) and data.strip() and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        raise FactsError(Report([PageInsteadOfJson(name=path)]))
    return data
