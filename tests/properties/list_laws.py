"""Laws of lists: their sums are those of the decisions, whatever is open, reopened or due in several years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.money import Money
from ipdsl.decision.decision import Decision
from ipdsl.office.letters.fact_names import letter_localizer
from ipdsl.office.lists import decided_rows
from ipdsl.office.lists.credit_transfer import transfer_file
from ipdsl.office.lists.rows import ListedApplicant, payment_rows, publication_rows, total_open
from ipdsl.office.office_data import OfficeData
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.localizer import Localizer
from tests.properties.trial import Trial, expect, ledger_of


def lists_add_up(trial: Trial) -> None:
    """Each list of some decisions has their sums: payable now, due, overpaid, unpaid, and what is open at most.

    The decisions are on complete facts, on facts with gaps, and with years that are settled again after a change.
    """
    decisions = [trial.decision, *_open_decisions(trial), *_reopened_decisions(trial)]
    localize = letter_localizer(trial.compiled.program, Language.ZH if trial.seed % 2 else Language.EN)
    applicants = [
        decided_rows.listed_applicant(decision, {"name": f"Firm {place}"}, localize, is_person=place % 2 == 0)
        for place, decision in enumerate(decisions)
    ]
    payable = sum(decision.payable_now.minor for decision in decisions)
    for by_year in (False, True):
        rows = payment_rows(applicants, localize, {}, by_year=by_year)
        _equal("payments", _sum(row.payable for row in rows), payable, by_year)
        expect(all(row.payable.minor > 0 for row in rows if row.payable), "a payment is not positive", *rows)
        transfers = transfer_file([("Grants", rows)], OfficeData(), "2025-03-10", "2025-03-10").decode()
        controls = [int(text.replace(".", "")) for text in re.findall("<CtrlSum>(.*)</CtrlSum>", transfers)]
        _equal("control sums of transfers", sum(controls), 2 * payable, by_year)
    published = [
        row.payable for persons in (False, True) for row in publication_rows(applicants, localize, {}, persons=persons)
    ]
    _equal("publication", _sum(published), payable)
    articles = decided_rows.article_rows(applicants, localize, trial.compiled.program)
    _equal("articles, payable", _sum(row.payable for row in articles), payable)
    _equal("articles, due", _sum(row.due for row in articles), sum(decision.total.minor for decision in decisions))
    for applicant in applicants:
        _equal("parts", _sum(part.amount for part in applicant.parts), applicant.payable.low.minor)
        expect(all(part.amount.minor > 0 for part in applicant.parts), "a part is not positive", *applicant.parts)
    beyond = sum(balance.overpaid.minor for decision in decisions for balance in decision.balances)
    overpaid = sum(decision.overpaid.minor for decision in decisions)
    rows = decided_rows.overpaid_rows(applicants, localize)
    _equal("overpaid", _sum(row.difference for row in rows), overpaid + beyond)
    _equal("overpaid, paid less due", _sum(row.paid for row in rows) - _sum(row.due for row in rows), overpaid + beyond)
    unpaid = sum(decision.unpaid_before.minor for decision in decisions)
    _equal("unpaid", _sum(row.difference for row in decided_rows.unpaid_rows(applicants, localize)), unpaid)
    _everyone_is_listed(applicants, decisions, localize)
    trial.counts["payments in lists"] += bool(payable)
    trial.counts["overpaid in lists"] += bool(overpaid)


def _everyone_is_listed(
    applicants: Sequence[ListedApplicant], decisions: Sequence[Decision], localize: Localizer
) -> None:
    """Each applicant is paid, open or in the list of zeros; facts that are missing are in the list of open facts."""
    zeros = decided_rows.zero_rows(applicants, localize)
    others = sum(applicant.is_payee or applicant.is_open for applicant in applicants)
    expect(len(zeros) + others == len(decisions), "an applicant is not listed, or listed twice", *zeros)
    missing = sum(len(decision.missing) + len(decision.of_others) for decision in decisions)
    rows = decided_rows.open_rows(applicants, localize, "")
    expect(len(rows) == missing, "not every missing fact is listed", *rows)
    ranks = [-(10**30) if row.worth is None else -row.worth.minor for row in rows]
    expect(ranks == sorted(ranks), "open facts are not in the order of their worth", *rows)
    highs = [decision.payable.high for decision in decisions]
    most = total_open(applicants, "CNY")
    if None in highs:
        expect(most is None, "an unlimited amount has a total", most)
    else:
        spans = sum(high.minor for high in highs if high) - sum(d.payable.low.minor for d in decisions)
        expect(most == Money(spans, "CNY"), "the open total is not that of the bounds", most, spans)


def _open_decisions(trial: Trial) -> list[Decision]:
    return [trial.compiled.evaluate_open(trial.open_facts)]


def _reopened_decisions(trial: Trial) -> list[Decision]:
    """Years settled again, after records were left out or kept."""
    years = sorted({claim.year for claim in trial.decision.claims if claim.year})
    if not years:
        return []
    history = ledger_of(trial.decision)
    r = trial.make_random()
    kept = {
        kind: [record for record in records if r.random() < 0.6] if isinstance(records, list) else records
        for kind, records in trial.facts.get("records", {}).items()
    }
    decisions = []
    for facts in (trial.open_facts, {**trial.facts, "records": kept}):
        try:
            decisions.append(trial.compiled.evaluate_open({**facts, "history": history}, reopen=years[0]))
        except FactsError:  # a line needs a record that is left out
            trial.counts["not reopened"] += 1
    return decisions


def _sum(amounts: Iterable[Money | None]) -> int:
    return sum(amount.minor for amount in amounts if amount is not None)


def _equal(name: str, listed: int, decided: int, *details: object) -> None:
    expect(listed == decided, f"the list does not have the sum of the decisions: {name}", listed, decided, *details)
