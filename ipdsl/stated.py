"""Facts in whatever form they come: a dict, typed facts, JSON text or a file in, plain data out, not yet validated.

`FactsError` is the only exception, for files that cannot be read too.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.errors import ManyApplicants, NotAHistory, NotASeriesFile, PageForFacts
from ipdsl.files import STDIN, STDIN_NAME, read_bytes
from ipdsl.packaged import PAGE_SUFFIX
from ipdsl.runtime.reading.by_line import is_by_line, lines_of
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.remarked import with_remarks_of
from ipdsl.runtime.reading.strict_json import JsonString, loads

if TYPE_CHECKING:
    from ipdsl.runtime.reading.facts_api import ApplicantFacts
    from ipdsl.runtime.terms import Program

FactsLike: TypeAlias = "Mapping[str, object] | ApplicantFacts | str | bytes | os.PathLike[str]"
"""A plain dict, typed facts, JSON text, or the path of a JSON file (a `Path`)."""


HistoryLike: TypeAlias = "Sequence[Mapping[str, object]] | Mapping[str, object]"
"""Ledger lines: a list of them, what `--ledger-out` wrote, or a decision as JSON."""


def plain_facts(
    facts: FactsLike, *, as_of: str | None = None, history: HistoryLike | None = None, program: Program | None = None,
    edited: bool = False,
) -> object:  # fmt: skip
    """Facts as plain data, with an as-of date in place of their own, and with the history of a ledger of `program`."""
    data = _plain(facts)
    if not isinstance(data, dict):
        return data
    if history is not None and program is not None:
        from ipdsl.runtime.reading.ledger_file import with_ledger  # most facts bring their history themselves

        data = with_ledger(data, history, program, edited=edited)
    return with_remarks_of(facts, data if as_of is None else data | {"as_of": as_of})


def _plain(facts: FactsLike) -> object:
    if isinstance(facts, os.PathLike):
        return json_file(os.fspath(facts))
    if isinstance(facts, str | bytes) and not isinstance(facts, JsonString):
        return loads(facts)
    if isinstance(facts, Mapping):
        return dict(facts)
    from ipdsl.runtime.reading.facts_api import ApplicantFacts  # only who has such facts has loaded it

    return facts.to_plain() if isinstance(facts, ApplicantFacts) else facts


def json_file(where: str) -> object:
    """The data of a JSON file, or of standard input."""
    return loads(_bytes_of(where), _shown(where))


def facts_file(where: str) -> object:
    """The facts of one applicant; a file of many is told as such."""
    data = _bytes_of(where)
    if is_by_line(lines_of(data)):
        raise FactsError(Report([ManyApplicants(name=_shown(where))]))
    found = loads(data, _shown(where))
    if isinstance(found, list) and len(found) > 1 and all(isinstance(x, dict) and "applicant" in x for x in found):
        raise FactsError(Report([ManyApplicants(name=_shown(where))]))
    return found


def history_file(where: str) -> HistoryLike:
    """The ledger of a file: a list of lines, what `--ledger-out` wrote, or a decision."""
    found = _filled(where)
    if isinstance(found, list) or (isinstance(found, dict) and isinstance(found.get("ledger"), list)):
        return found
    raise FactsError(Report([NotAHistory(name=_shown(where))]))


def series_file(where: str) -> object:
    """Published values of series, not yet validated."""
    found = _filled(where)
    if isinstance(found, dict) and "series" in found:
        return found
    raise FactsError(Report([NotASeriesFile(name=_shown(where))]))


def _filled(where: str) -> object:
    """The data of a file, or nothing where it is empty."""
    data = _bytes_of(where)
    return loads(data, _shown(where)) if data.strip() else None


def _bytes_of(where: str) -> bytes:
    data = read_bytes(where)
    if isinstance(data, Diagnostic):
        raise FactsError(Report([data]))
    if (
        where.endswith(PAGE_SUFFIX)
        and data.strip()
        and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
    ):
        raise FactsError(Report([PageForFacts(name=where)]))
    return data


def _shown(where: str) -> str:
    return STDIN_NAME if where == STDIN else where
