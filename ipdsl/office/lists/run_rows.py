"""The applicants of lists that state the results of a batch, joined with the details in the facts, and their stamp.

A result states the amounts of an applicant. An applicant has its decision too where the results do not suffice: missing
facts, reasons, differences to the ledger.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ipdsl.base.values.money import Bounds, Money
from ipdsl.batch.finished_run import FinishedRun, SettledRow, StatedApplicant
from ipdsl.ir.terms import Program
from ipdsl.office.lists.decided_rows import SumsOfOthers, listed_applicant
from ipdsl.office.lists.rows import ListedApplicant, ListRow, person_words
from ipdsl.office.payable_parts import PayablePart
from ipdsl.office.stamp import RUN_OPTIONS, Stamp
from ipdsl.report.localizer import Localizer


def applicants_of_run(
    settled: Iterable[SettledRow], stated: Iterable[StatedApplicant], program: Program, localize: Localizer
) -> Iterator[ListedApplicant]:
    """The applicants that were settled, in the order of the facts, with their details."""
    persons, currency, awards = person_words(program), program.currency, _awards(program, localize)
    for row, entry in zip(settled, stated, strict=True):
        is_person = not persons.isdisjoint(entry.kinds)
        if row.decision is not None:
            yield listed_applicant(row.decision, entry.details, localize, is_person=is_person)
        elif row.status != "failed":
            low = Money(row.payable, currency)
            high = None if row.most is None else Money(row.payable + row.most - row.due, currency)
            parts = [PayablePart(*awards[label], year, Money(amount, currency)) for label, year, amount in row.amounts]
            if row.payable and not parts:
                parts = [PayablePart("", "", 0, low)]
            bounds = Bounds(low, high)
            yield ListedApplicant(
                row.applicant, entry.details, is_person, bounds, parts, (), high != low, separate=row.separate
            )


def _awards(program: Program, localize: Localizer) -> Mapping[str, tuple[str, str]]:
    """The article of each award, or its name, with the title of the article."""
    titles = {entry.number: localize.names.quotation(entry.title) for entry in program.articles}
    return {
        clause.label: (
            localize.article(clause.article) if clause.article else localize.names.award(clause.label),
            titles.get(clause.article, ""),
        )
        for clause in program.clauses
    }


def sums_of_run(run: FinishedRun, program: Program, localize: Localizer) -> SumsOfOthers:
    """The sums by article of the applicants without a decision."""
    awards = _awards(program, localize)
    articles = {clause.article or clause.label: awards[clause.label][0] for clause in program.clauses}

    def sums(applicants: Sequence[ListedApplicant]) -> Iterator[tuple[str, int, Mapping[str, int]]]:
        decided = {applicant.applicant for applicant in applicants if applicant.decision is not None}
        yield from ((articles[key], year, more) for key, year, more in run.article_sums(decided))

    return sums


def failures_of_run(run: FinishedRun) -> list[list[ListRow]]:
    """The findings of each applicant that was not settled."""
    return [
        [
            ListRow(
                applicant=error["applicant"] or "", code=error["code"], remark=error["message"] or "",
                place=", ".join(str(error[name]) for name in ("file", "line", "column") if error[name] is not None),
            )
            for error in errors
        ]
        for _, errors in groupby(run.errors(), key=lambda error: error["row"])
    ]  # fmt: skip


def stamp_of_run(
    run: FinishedRun, program: Program, applicants: Sequence[ListedApplicant], document: Mapping[str, str]
) -> Stamp:
    """The stamp of a list from a run: its facts are the files that the run read, and `run` has the options."""
    options, described = run.description["options"], run.description
    return Stamp(
        policy=program.name, policy_hash=program.content_hash, version=described["ipdsl"],
        applicants=described["applicants"], facts=run.facts_digest, ledger=run.ledger_number, history="",
        day=options["as_of"] or "", years=() if options["year"] is None else (options["year"],),
        payable=sum(applicant.payable.low.minor for applicant in applicants), currency=program.currency,
        year=options["year"], as_of=options["as_of"], reopen=None, cohort=options["cohort"], strict=False,
        document={**document, "run": json.dumps({name: options[name] for name in RUN_OPTIONS})},
    )  # fmt: skip
