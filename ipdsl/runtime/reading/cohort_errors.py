"""Findings about a cohort: R082 to R086."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Texts


class ApplicantTwice(Diagnostic):
    """One applicant stands in a cohort twice."""

    code: ClassVar[str] = "R082"
    en: ClassVar[Texts] = Texts(
        "applicant `{applicant}` stands in the cohort twice; the other is {other}",
        help="put its records into one set of facts: rules that count by applicant see all of them only then",
    )

    applicant: str
    other: str


class QuotaExceeded(Diagnostic):
    """The bureau's list holds more than its quota."""

    code: ClassVar[str] = "R083"
    en: ClassVar[Texts] = Texts(
        "{count} are selected where `{quota}` allows {number} ({key}): {items}",
        help="take those that were not selected out of the facts, or correct the day of the selection",
    )

    quota: str
    key: str
    number: int
    count: int
    items: str


class EmptyCohort(Diagnostic):
    """A cohort without applicants."""

    code: ClassVar[str] = "R084"
    en: ClassVar[Texts] = Texts(
        "{holder} no applicants", help="give files with facts: one applicant each, a list, or one on each line"
    )

    holder: str = "the cohort has"


class PlacesContradict(Diagnostic):
    """A published rank that another applicant's rank or figure refutes."""

    code: ClassVar[str] = "R085"
    en: ClassVar[Texts] = Texts(
        "{place} by `{figure}` in {year} of `{applicant}` cannot be: {because}",
        help="correct the place or the figure, or leave the place out: the cohort gives it by the figures of all",
    )

    applicant: str
    figure: str
    year: int
    place: str
    because: str


class BrokenLine(Diagnostic):
    """A line of a file with one applicant on each line that is not all of one object."""

    code: ClassVar[str] = "R086"
    en: ClassVar[Texts] = Texts(
        "line {line} is no whole JSON object: {problem}",
        help="the file has one applicant on each line: write all of it there, from the first brace to the last",
    )

    line: int
    problem: str
