"""Why a claim is zero or smaller: the R2xx codes, one table with the words of both languages.

A `Reason` is a code with the facts of one occurrence; the words are filled when they are shown. The Chinese column is
laid out; where it is empty, English is shown. A code is never reused.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ipdsl.diagnostics.model import Language


@attrs.frozen
class Words:
    """The words of a reason; `{name}` stands for a fact of the occurrence."""

    en: str
    zh: str = ""


CAP = "R201"
LIMIT = "R202"
HIGHEST = "R203"
ONCE = "R204"
EVENT_SETTLED = "R205"
SUPPORT = "R206"
OVER_CEILING = "R207"
HIGHEST_PAID = "R208"
BENEFICIARY = "R210"
WINDOW = "R211"
START = "R212"
AS_OF = "R213"
GATE = "R214"
NO_ROW = "R215"
AMOUNT_CANNOT = "R216"
GATE_CANNOT = "R217"
NOT_HAPPENED = "R218"
NOTHING_DUE = "R219"
OPEN_FACTS = "R220"
CEILING_OPEN = "R221"
CEILING_APPROVED = "R222"
BY_REFERENCE = "R223"
HANGS_ON_OTHERS = "R224"
NO_DAY = "R225"
DISCRETION = "R226"

REASONS: Mapping[str, Words] = {
    CAP: Words("cut to {left} by the cap of {where}{per}", "受{where}{per}限额约束，减至{left}"),
    LIMIT: Words("the {number} places of the limit of {where}{per} are taken"),
    HIGHEST: Words("only the highest is paid{per} ({where}): {winner} counts"),
    ONCE: Words("paid once only, and {item} was counted before{when}"),
    EVENT_SETTLED: Words("the ledger holds this event: {outcome}, {paid} paid in {year}"),
    SUPPORT: Words("{support} of other support for {item} was deducted"),
    OVER_CEILING: Words("the approved {approved} is more than the ceiling of {ceiling}"),
    HIGHEST_PAID: Words("{paid} was already paid this year{per} ({where}): only what exceeds it is due"),
    BENEFICIARY: Words("paid to {to} only"),
    WINDOW: Words("{day} is outside the policy's window ({window})"),
    START: Words("{day} is before {start}, when this clause begins"),
    AS_OF: Words("{day} is after the as-of date {as_of}"),
    GATE: Words("does not hold: {gate}{because}"),
    NO_ROW: Words("no row of the amount fits{because}"),
    AMOUNT_CANNOT: Words("the amount cannot be determined{because}"),
    GATE_CANNOT: Words("cannot be determined: {gate}{because}"),
    NOT_HAPPENED: Words("it did not happen: {field} is none"),
    NOTHING_DUE: Words("the amount comes to nothing"),
    OPEN_FACTS: Words("not known: {facts}"),
    CEILING_OPEN: Words("the bureau sets the sum; it has not been stated yet"),
    CEILING_APPROVED: Words("the bureau approved {approved}"),
    BY_REFERENCE: Words("decided by {document}"),
    HANGS_ON_OTHERS: Words("hangs on what becomes of other claims; not known: {facts}"),
    NO_DAY: Words("there is no day to try before {horizon}"),
    DISCRETION: Words("the event is before the window; from {start} on the bureau may pay it at its discretion"),
}


@attrs.frozen
class Reason:
    """One occurrence of a reason: `values` fill the words, `words` are the names that the condition is about."""

    code: str
    values: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()

    def text(self, language: Language = Language.EN) -> str:
        """The reason in words; English where the other language has none yet."""
        row = REASONS[self.code]
        words = (row.zh if language is Language.ZH else "") or row.en
        for name, value in self.values:
            words = words.replace("{" + name + "}", value)
        return words

    def __str__(self) -> str:
        return self.text()


def reason(code: str, words: tuple[str, ...] = (), **values: str) -> Reason:
    """A reason with its facts by name."""
    return Reason(code, tuple(values.items()), words)
