"""Why a claim is zero or smaller: the R2xx codes, one table with the words of both languages.

A `Reason` is a code with the facts of one occurrence; the words are filled when they are shown. The Chinese column is
laid out; where it is empty, English is shown. A code is never reused.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ipdsl.diagnostics.model import Language
from ipdsl.values.filling import filled


@attrs.frozen
class Words:
    """The words of a reason; `{name}` stands for a fact of the occurrence. `meaning` explains the code by itself."""

    en: str
    meaning: str
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
SAME_EVENT = "R227"
NO_REPEAT = "R228"
NO_REPEAT_PAID = "R229"
NO_REPEAT_EARLIER = "R230"
TOP_UP = "R231"
OLDER = "R232"
LESS = "R233"
CARRIED = "R240"
LAPSED = "R241"
SPREAD = "R242"
SUSPENDED = "R243"
SUPPORTED = "R244"
TRANSITION = "R245"
CONTINGENT = "R260"
QUOTA = "R261"

REASONS: Mapping[str, Words] = {
    CAP: Words(
        "cut to {left} by the cap of {where}: {most}{per}",
        "A cap has less room than the claim asks for. Claims fill it in the order of their days; what it cuts is gone.",
        "受{where}{per}限额{most}约束，减至{left}",
    ),
    LIMIT: Words(
        "the limit of {where}{per} is used up: at most {number}",
        "A limit pays so many items (or distinct values) and no more. What the ledger holds comes first.",
    ),
    HIGHEST: Words(
        "only the highest is paid{per} ({where}): {winner} counts",
        "Several claims compete, and only the best is paid. Of equal sums the earlier in text, then in time, counts.",
    ),
    ONCE: Words(
        "paid once only for {item}, and that was used up before{when}",
        "The award is paid once, and an earlier claim (of this run, or in the ledger) has used that up.",
    ),
    EVENT_SETTLED: Words(
        "settled before: {outcome}, {paid} paid in {year}",
        "An event is never settled twice. The line in the ledger stands, whatever it paid.",
    ),
    SUPPORT: Words(
        "{support} of other support for {item} was deducted",
        "What others paid for the same item counts against this sum.",
    ),
    OVER_CEILING: Words(
        "the approved {approved} is more than the ceiling of {ceiling}",
        "The bureau sets the sum, but not above the ceiling of the text.",
    ),
    HIGHEST_PAID: Words(
        "only the highest is paid{per} ({where}), and {paid} was paid before: what the best sum is above that is due",
        "Only the highest counts, and something was paid for this year already: the best sum pays its excess.",
    ),
    BENEFICIARY: Words("paid to {to} only", "The clause names who is paid, and the applicant is of another kind."),
    WINDOW: Words(
        "{day} is outside the policy's window ({window})",
        "The day of the event decides, not the day of the claim, and it must lie in the window.",
    ),
    START: Words("{day} is before {start}, when this clause begins", "The clause begins later than its policy."),
    AS_OF: Words("{day} is after the as-of date {as_of}", "Nothing is settled that happened after the as-of date."),
    GATE: Words(
        "does not hold: {gate}{because}",
        "The first condition of the clause that fails, with the values that the facts state.",
    ),
    NO_ROW: Words("no sum is named for it{because}", "The amount goes by rows, and none is for this value."),
    AMOUNT_CANNOT: Words(
        "the amount cannot be determined{because}",
        "A fact that the amount needs is stated as one that cannot be determined.",
    ),
    GATE_CANNOT: Words(
        "cannot be determined: {gate}{because}",
        "A fact that a condition needs is stated as one that cannot be determined, so the condition does not hold.",
    ),
    NOT_HAPPENED: Words("it did not happen: {field} is none", "The facts say that there was no such event."),
    NOTHING_DUE: Words("the amount comes to nothing", "The conditions hold, and the sum is zero."),
    OPEN_FACTS: Words(
        "not known: {facts}",
        "Facts that decide the claim were not stated. State them (or state none), and it is settled.",
    ),
    CEILING_OPEN: Words(
        "the bureau sets the sum; it has not been stated yet",
        "The text gives a ceiling or leaves the sum open. State the approval once there is one.",
    ),
    CEILING_APPROVED: Words("the bureau approved {approved}", "The sum is the one that the bureau set."),
    BY_REFERENCE: Words("decided by {document}", "Another document decides; it is not part of this policy."),
    HANGS_ON_OTHERS: Words(
        "a rule over it hangs on what is not known: {facts}",
        "All facts of this claim are known, but a rule over it (a cap, the highest only) hangs on a fact that is not.",
    ),
    NO_DAY: Words("there is no day to try before {horizon}", "No day of the window has come by the as-of date."),
    DISCRETION: Words(
        "the event is before the window; from {start} on the bureau may pay it at its discretion",
        "The policy reaches back at the bureau's discretion. State the approval once there is one.",
    ),
    NO_REPEAT: Words(
        "nothing is paid twice{per} ({where}): {winner} counts",
        "Several claims stand for one thing, and it is paid once. Of a year the highest counts, of equal sums the "
        "earlier in the text, then in time.",
    ),
    NO_REPEAT_PAID: Words(
        "nothing is paid twice{per} ({where}): {paid} was paid this year ({when})",
        "The same thing was paid this year already, in an earlier run or under another document. Only what exceeds "
        "that is due.",
    ),
    NO_REPEAT_EARLIER: Words(
        "nothing is paid twice{per} ({where}): {paid} was paid before ({when})",
        "The same thing was paid in another year, in this run, in the ledger or under another document. Over years "
        "the first payment counts.",
    ),
    TOP_UP: Words(
        "topped up{per} ({where}): {paid} was reached before ({when})",
        "A promotion pays the difference: only what exceeds the highest sum reached at another level, or paid under "
        "other documents, is due.",
    ),
    OLDER: Words(
        "raised from {own} to {standard}, the standard of {document}{per} ({where})",
        "An older document promised more for the same matter, so its highest claim of the year is proposed at that "
        "sum. All rules and caps hold for it.",
    ),
    LESS: Words(
        "{paid} already paid for {kind} of the same {field} ({when}) was deducted",
        "The award is paid less what was paid for the same thing before, by this policy or under another document.",
    ),
    CARRIED: Words(
        "{paid}, by the cap of {where}{per}; {left} carried to {until}",
        "What a year cannot pay under this cap waits for the next ones, oldest first. It is not yet due, and lapses at "
        "the end of the year named.",
    ),
    LAPSED: Words(
        "{paid}, by the cap of {where}{per}; {lapsed} lapsed at the end of {until}",
        "What a year cannot pay under this cap waits for the next ones, but not for ever: its last year has ended.",
    ),
    SPREAD: Words(
        "{paid}, by the cap of {where}{per}",
        "What a year could not pay under this cap was paid in the next ones, oldest first.",
    ),
    SUSPENDED: Words(
        "{where} suspends {year}: {did}",
        "Nothing is paid for events of a year in which the applicant is suspended. What was carried into it rests, and "
        "keeps its term.",
    ),
    SUPPORTED: Words(
        "{where} pays nothing beside {did}",
        "Another level, or another programme, supported the same matter.",
    ),
    TRANSITION: Words(
        "what is of {year} is decided by {document} ({where})",
        "Events of that year are still decided by the document before this one. Nothing is computed here.",
    ),
    CONTINGENT: Words(
        "it hangs on the other applicants: {what}",
        "A ranking, a quota or a cap across applicants decides, and the others are not known. Settle the cohort, or "
        "state the published rank.",
    ),
    QUOTA: Words(
        "higher scores fill the quota of {where}: at most {number} ({score})",
        "A quota selects by a score, and so many others have a higher one (of equal ones the earlier counts).",
    ),
    SAME_EVENT: Words(
        "the record {other} stands for the same event",
        "Two records of one item give the same event (in a state: on the same day), and an event is settled once.",
    ),
}


def explanation(code: str) -> str | None:
    """The page of a reason code; `None` where there is none."""
    words = REASONS.get(code)
    if words is None:
        return None
    return f"# {code}: a reason in a decision\n\n{words.meaning}\n\nIn a decision it reads: `{words.en}`.\n"


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
    return make_reason(code, tuple(values.items()), words)


make_reason = filled(Reason)
