"""The sums that the bureau has to set, as lines of the sheet of approvals.

Input: the facts of an applicant in canonical form, and its decisions. Output: the facts with one line per open
approval. A line has what people need to set the sum: name, day, and the most that can be approved. They are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim
from ipdsl.office.forms.form import APPLICANT, APPROVALS
from ipdsl.schema.details import DETAILS_PART, known_detail

_NO_LIMIT = Phrase("no limit", "不限")


def with_open_approvals(
    facts: Mapping[str, Any], decisions: Iterable[Decision], language: Language
) -> Mapping[str, Any]:  # fmt: skip
    """The facts, with their approvals first, and then a line without an amount for each open approval."""
    claims = [claim for decision in decisions for claim in decision.claims]
    claims_by_key = values_by_key(((claim.label, claim.item), claim) for claim in claims)
    details = (facts.get(APPLICANT) or {}).get(DETAILS_PART) or {}
    name = next((text for word, text in details.items() if known_detail(word) == "name" and text), "")
    stated = {(line["clause"], line["item"]): line for line in facts.get(APPROVALS) or ()}
    facts_to_state = [fact for claim in claims if not claim.bounds.is_point for fact in claim.missing]
    lines = stated | {
        (fact.kind, fact.item): {"clause": fact.kind, "item": fact.item, "amount": ""}
        for fact in facts_to_state
        if fact.group == "approval"
    }
    parts = {key: _day_and_most(claims_by_key.get(key, ()), language) for key in lines}
    return {**facts, APPROVALS: [{"name": name, **parts[key], **line} for key, line in lines.items()]}


def _day_and_most(claims: Iterable[Claim], language: Language) -> dict[str, Any]:
    """The first day, and the most that can be approved: the ceiling, otherwise what the decision can still give."""
    days = sorted(claim.event_date.isoformat() for claim in claims if claim.event_date is not None)
    highs = [claim.bounds.high if claim.ceiling is None else claim.ceiling for claim in claims]
    known = [high.amount for high in highs if high is not None]
    most = max(known, default="") if len(known) == len(highs) else _NO_LIMIT.text(language)
    return {"day": days[0] if days else "", "most": most}
