"""Findings about a cohort: R082 to R085."""

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
        "the cohort has no applicants", help="give files with facts: one applicant each, a list, or one on each line"
    )
