"""Why a proposal stopped, as a reason: a gate that does not hold, no row that fits, an amount that nobody can tell."""

from __future__ import annotations

from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.proposal import NO_AMOUNT, NO_ROW, Proposal
from ipdsl.runtime.settlement.reasons import AMOUNT_CANNOT, GATE, GATE_CANNOT, Reason, reason
from ipdsl.runtime.settlement.reasons import NO_ROW as NO_ROW_FITS
from ipdsl.runtime.terms import Clause, Gate


def stop_outcome(clause: Clause, proposal: Proposal) -> Outcome:
    """What becomes of a claim that a clause's function stopped."""
    index = proposal.stopped_at
    if index is None or index < 0 or proposal.cannot:
        return Outcome.NOT_ELIGIBLE
    return clause.gates[index].outcome


def stop_reason(clause: Clause, proposal: Proposal) -> Reason:
    """Why a clause's function stopped."""
    told = ", ".join(f"{name} {value}" for name, value in proposal.because)
    because = f" ({told})" if told else ""
    match proposal.stopped_at:
        case None:
            raise ValueError("the proposal did not stop")
        case n if n == NO_ROW:
            return reason(NO_ROW_FITS, clause.row_words, because=because)
        case n if n == NO_AMOUNT:
            return reason(AMOUNT_CANNOT, clause.row_words, because=because)
        case index:
            return why_not(clause.gates[index], proposal)


def why_not(gate: Gate, proposal: Proposal) -> Reason:
    """Why a gate stopped a proposal, with the values that the facts state."""
    told = ", ".join(f"{name} {value}" for name, value in proposal.because)
    is_open = proposal.cannot or any(value == "cannot be determined" for _, value in proposal.because)
    return reason(GATE_CANNOT if is_open else GATE, gate.words, gate=gate.text, because=f" ({told})" if told else "")
