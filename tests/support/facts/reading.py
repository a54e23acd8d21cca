"""Short functions for reading facts in tests."""

from __future__ import annotations

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts, Record
from ipdsl.plain_data.errors import FactsError
from tests.support.facts.programs import PROGRAM

FIRM = {"id": "F1", "kinds": ["enterprise"]}


def read(data: object = None, **parts: object) -> Facts:
    """Facts from parts, with a firm as the applicant."""
    return read_facts({"applicant": FIRM, **parts} if data is None else data, PROGRAM)


def problems(data: object = None, **parts: object) -> list[Diagnostic]:
    """The findings about facts that are refused."""
    try:
        read(data, **parts)
    except FactsError as error:
        return list(error.report)
    raise AssertionError("the facts were accepted")


def said(data: object = None, **parts: object) -> list[tuple[str, str]]:
    """Code and path of each finding."""
    return [(f.code, f.path or "") for f in problems(data, **parts)]


def one_record(kind: str, **fields: object) -> Record:
    """The record with these fields."""
    (record,) = read(records={kind: [fields]}).records[kind].records
    return record


def refused_field(kind: str, **fields: object) -> Diagnostic:
    """The only finding about a record with these fields."""
    (found,) = problems(records={kind: [fields]})
    return found
