"""Lists from the results of a batch: the applicants, and the rows that the results state.

Results have no reasons, no items and no events. So a list of open facts has a row for each applicant, and nothing about
amounts that were due or paid before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import Bounds, Money
from ipdsl.batch.errors import UnusableRun
from ipdsl.batch.files import facts_error
from ipdsl.batch.finished_run import FinishedRun, StatedApplicant
from ipdsl.ir.terms import Program
from ipdsl.office.lists.list_names import ARTICLES, OPEN
from ipdsl.office.lists.rows import ListedApplicant, ListRow, PayablePart, person_words
from ipdsl.office.stamp import Stamp
from ipdsl.report.localizer import Localizer, clean

_FAILED = "failed"
_MOST_FACTS = 5
"""The most missing facts of a row."""


def applicants_of_run(
    run: FinishedRun, stated: Iterable[StatedApplicant], program: Program, localize: Localizer
) -> list[ListedApplicant]:
    """The applicants that were settled, in the order of the facts, with their details.

    Raises `FactsError` (U160) if the facts have other applicants than the run.
    """
    persons, currency = person_words(program), program.currency
    articles = {
        applicant: [
            PayablePart(localize.article(number) if number else "", title, 0, Money(0, currency))
            for number, title in pairs
        ]
        for applicant, pairs in run.articles_by_applicant().items()
    }
    applicants, rows = [], run.rows()
    for entry in stated:
        row = next(rows, None)
        if row is None or row.applicant != entry.applicant:
            raise _other_applicants(run)
        if row.status == _FAILED:
            continue
        low = Money(row.payable, currency)
        high = None if row.most is None else Money(row.payable + row.most - row.due, currency)
        parts = [*articles.get(row.applicant, ()), PayablePart("", "", 0, low)]
        is_person = not persons.isdisjoint(entry.kinds)
        applicants.append(
            ListedApplicant(row.applicant, entry.details, is_person, Bounds(low, high), parts, (), high != low)
        )
    if next(rows, None) is not None:
        raise _other_applicants(run)
    return applicants


def _other_applicants(run: FinishedRun) -> Exception:
    reason = Phrase("it settled other applicants than those of the facts", "所结算的申请人与给出的事实不符")
    return facts_error(UnusableRun(name=run.where, reason=reason))


def rows_of_run(
    run: FinishedRun, name: str, applicants: Sequence[ListedApplicant], localize: Localizer, currency: str
) -> list[ListRow]:
    """The rows of a table that is not about amounts to be paid now."""
    if name == OPEN:
        paths, rows = run.missing_by_applicant(), []
        for applicant in filter(lambda entry: entry.is_open, applicants):
            missing = paths.get(applicant.applicant, [])
            text = localize.row(missing[:_MOST_FACTS])
            if len(missing) > _MOST_FACTS:
                text = localize("{facts} and {n} more", "{facts}等{n}项", facts=text, n=len(missing))
            high = applicant.payable.high
            worth = None if high is None else Money(high.minor - applicant.payable.low.minor, high.currency)
            rows.append(applicant.row(missing=clean(text), worth=worth))
        return sorted(rows, key=lambda row: (row.worth is not None, 0 if row.worth is None else -row.worth.minor))
    if name == "nothing_due":
        return [applicant.row() for applicant in applicants if not (applicant.is_payee or applicant.is_open)]
    if name != ARTICLES:
        return []
    if not run.has_claims:
        reason = Phrase(
            "it has no claims: call `ipdsl batch` with `--claims`", "其中没有事项：请用`ipdsl batch --claims`"
        )
        raise facts_error(UnusableRun(name=run.where, reason=reason))
    return [
        ListRow(
            article=localize.article(sums["article"]) if sums["article"] else "",
            title=localize.names.quotation(sums["article_title"] or ""),
            year=localize.year(sums["year"]) if sums["year"] else "",
            claims=sums["applicant_count_sum"], recipients=sums["recipient_count_distinct_sum"],
            proposed=Money(sums["proposed_sum_sum"], currency), due=Money(sums["paid_sum_sum"], currency),
            cut=Money(sums["proposed_sum_sum"] - sums["paid_sum_sum"], currency),
        )
        for sums in run.article_sums()
    ]  # fmt: skip


def failures_of_run(run: FinishedRun) -> list[list[ListRow]]:
    """The findings of each applicant that was not settled."""
    failures = []
    for _, errors in groupby(run.errors(), key=lambda error: error["row"]):
        failures.append(
            [
                ListRow(
                    applicant=error["applicant"] or "", code=error["code"], remark=error["message"] or "",
                    place=", ".join(str(error[name]) for name in ("file", "line", "column") if error[name] is not None),
                )
                for error in errors
            ]
        )  # fmt: skip
    return failures


def stamp_of_run(
    run: FinishedRun, program: Program, applicants: Sequence[ListedApplicant], document: Mapping[str, str]
) -> Stamp:
    """The stamp of a list from a run: its facts are the files that the run read."""
    options, described = run.description["options"], run.description
    return Stamp(
        policy=program.name, policy_hash=program.content_hash, version=described["ipdsl"],
        applicants=described["applicants"], facts=run.facts_digest, ledger=run.ledger_number, history="",
        day=options["as_of"] or "", years=() if options["year"] is None else (options["year"],),
        payable=sum(applicant.payable.low.minor for applicant in applicants), currency=program.currency,
        year=options["year"], as_of=options["as_of"], reopen=None, cohort=options["cohort"], strict=False,
        document=dict(document),
    )  # fmt: skip
