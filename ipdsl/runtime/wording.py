"""Sentences of reasons: the catalogue, one row a code, with a cell for each language.

In comes a reason, which is values (`ipdsl.runtime.reasons`); out comes its sentence. `{name}` in a cell stands for the
value of that name, put in words by its type. A row names the values of its code with their types. Where the cell of a
language is empty, English is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import UnionType
from typing import assert_never

from ipdsl.diagnostics.model import Language
from ipdsl.making import attrs
from ipdsl.runtime import reasons as r
from ipdsl.runtime.clauses.words import in_words, told_in_words
from ipdsl.runtime.unknown import FactRef
from ipdsl.values.days import Date, Period
from ipdsl.values.money import DECIMALS, Money, grouped


@attrs.frozen
class Row:
    """A code: the names of its values with their types, a cell for each language, and what the code means by itself."""

    values: Mapping[str, type | UnionType]
    en: str
    meaning: str
    zh: str = ""


CATALOGUE: Mapping[str, Row] = {
    r.CAP: Row(
        {"left": Money, "where": r.Place, "most": Money, "per": r.Key, "published": r.Published},
        "cut to {left} by the cap of {where}: {most}{per}{published}",
        "A cap has less room than the claim asks for. Claims fill it in the order of their days; what it cuts is gone.",
        "受{where}{per}限额{most}{published}约束，减至{left}",
    ),
    r.LIMIT: Row(
        {"number": int, "where": r.Place, "per": r.Key},
        "the limit of {where}{per} is used up: at most {number}",
        "A limit pays so many items (or distinct values) and no more. What the ledger holds comes first.",
    ),
    r.HIGHEST: Row(
        {"where": r.Place, "per": r.Key, "winner": r.Winner},
        "only the highest is paid{per} ({where}): {winner} counts",
        "Several claims compete, and only the best is paid. Of equal sums the earlier in text, then in time, counts.",
    ),
    r.ONCE: Row(
        {"item": str | r.Values, "when": r.Payment},
        "paid once only for {item}, and that was used up before ({when})",
        "The award is paid once, and an earlier claim (of this run, or in the ledger) has used that up.",
    ),
    r.EVENT_SETTLED: Row(
        {"outcome": str, "due": Money, "years": r.Names},
        "settled before: {outcome}, {due} due in {years}",
        "An event is never settled twice. The line in the ledger stands, whatever was due.",
    ),
    r.SUPPORT: Row(
        {"support": Money, "item": str},
        "{support} of other support for {item} was deducted",
        "What others paid for the same item counts against this sum.",
    ),
    r.OVER_CEILING: Row(
        {"approved": Money, "ceiling": Money},
        "the approved {approved} is more than the ceiling of {ceiling}",
        "The bureau sets the sum, but not above the ceiling of the text.",
    ),
    r.HIGHEST_PAID: Row(
        {"paid": Money, "how": r.WasPaid, "where": r.Place, "per": r.Key},
        "only the highest is paid{per} ({where}), and {paid} was {how} before: what the best sum is above that is due",
        "Only the highest counts, and something was paid for this year already: the best sum pays its excess.",
    ),
    r.BENEFICIARY: Row(
        {"to": r.Names}, "paid to {to} only", "The clause names who is paid, and the applicant is of another kind."
    ),
    r.WINDOW: Row(
        {"day": Date, "window": Period},
        "{day} is outside the policy's window ({window})",
        "The day of the event decides, not the day of the claim, and it must lie in the window.",
    ),
    r.START: Row(
        {"day": Date, "start": Date},
        "{day} is before {start}, when this clause begins",
        "The clause begins later than its policy.",
    ),
    r.AS_OF: Row(
        {"day": Date, "as_of": Date},
        "{day} is after the as-of date {as_of}",
        "Nothing is settled that happened after the as-of date.",
    ),
    r.NOT_OVER: Row(
        {"year": int, "as_of": Date},
        "{year} is not yet over on the as-of date {as_of}",
        "What is counted over a year is settled when it has ended.",
    ),
    r.GATE: Row(
        {"gate": str, "because": r.Stated},
        "does not hold: {gate}{because}",
        "The first condition of the clause that fails, with the values that the facts state.",
    ),
    r.NO_ROW: Row(
        {"because": r.Stated, "rows": r.Rows},
        "no sum is named for it{because}{rows}",
        "The amount goes by rows, and none is for this value. The keys of the rows stand beside it.",
    ),
    r.AMOUNT_CANNOT: Row(
        {"because": r.Stated},
        "the amount cannot be determined{because}",
        "A fact that the amount needs is stated as one that cannot be determined.",
    ),
    r.GATE_CANNOT: Row(
        {"gate": str, "because": r.Stated},
        "cannot be determined: {gate}{because}",
        "A fact that a condition needs is stated as one that cannot be determined, so the condition does not hold.",
    ),
    r.NOT_HAPPENED: Row(
        {"field": str}, "it did not happen: {field} is none", "The facts say that there was no such event."
    ),
    r.NOTHING_DUE: Row({}, "the amount comes to nothing", "The conditions hold, and the sum is zero."),
    r.OPEN_FACTS: Row(
        {"facts": r.Asked},
        "not known: {facts}",
        "Facts that decide the claim were not stated. State them (or state none), and it is settled.",
    ),
    r.CEILING_OPEN: Row(
        {},
        "the bureau sets the sum; it has not been stated yet",
        "The text gives a ceiling or leaves the sum open. State the approval once there is one.",
    ),
    r.CEILING_APPROVED: Row(
        {"approved": Money}, "the bureau approved {approved}", "The sum is the one that the bureau set."
    ),
    r.BY_REFERENCE: Row(
        {"document": str}, "decided by {document}", "Another document decides; it is not part of this policy."
    ),
    r.HANGS_ON_OTHERS: Row(
        {"facts": r.Asked},
        "a rule over it hangs on what is not known: {facts}",
        "All facts of this claim are known, but a rule over it (a cap, the highest only) hangs on a fact that is not.",
    ),
    r.NO_DAY: Row(
        {"horizon": r.Horizon},
        "there is no day to try before {horizon}",
        "No day of the window has come by the as-of date.",
    ),
    r.DISCRETION: Row(
        {"start": Date},
        "the event is before the window; from {start} on the bureau may pay it at its discretion",
        "The policy reaches back at the bureau's discretion. State the approval once there is one.",
    ),
    r.NO_REPEAT: Row(
        {"where": r.Place, "per": r.Key, "winner": r.Winner},
        "nothing is paid twice{per} ({where}): {winner} counts",
        "Several claims stand for one thing, and it is paid once. Of a year the highest counts, of equal sums the "
        "earlier in the text, then in time.",
    ),
    r.NO_REPEAT_PAID: Row(
        {"where": r.Place, "per": r.Key, "paid": Money, "how": r.WasPaid, "when": r.Payment},
        "nothing is paid twice{per} ({where}): {paid} was {how} this year ({when})",
        "The same thing was paid this year already, in an earlier run or under another document. Only what exceeds "
        "that is due.",
    ),
    r.NO_REPEAT_EARLIER: Row(
        {"where": r.Place, "per": r.Key, "paid": Money, "how": r.WasPaid, "when": r.Payment},
        "nothing is paid twice{per} ({where}): {paid} was {how} before ({when})",
        "The same thing was paid in another year, in this run, in the ledger or under another document. Over years "
        "the first payment counts.",
    ),
    r.TOP_UP: Row(
        {"where": r.Place, "per": r.Key, "paid": Money, "when": r.Payments},
        "topped up{per} ({where}): {paid} was reached before ({when})",
        "A promotion pays the difference: only what exceeds the highest sum reached at another level, or paid under "
        "other documents, is due.",
    ),
    r.OLDER: Row(
        {"where": r.Place, "per": r.Key, "document": str, "standard": Money, "own": Money},
        "raised from {own} to {standard}, the standard of {document}{per} ({where})",
        "An older document promised more for the same matter, so its highest claim of the year is proposed at that "
        "sum. All rules and caps hold for it.",
    ),
    r.LESS: Row(
        {"paid": Money, "how": r.WasPaid, "kind": str, "field": str, "when": r.Payments},
        "{paid} already {how} for {kind} of the same {field} ({when}) was deducted",
        "The award is paid less what was paid for the same thing before, by this policy or under another document.",
    ),
    r.CARRIED: Row(
        {"paid": r.ByYear, "where": r.Place, "per": r.Key, "left": Money, "until": int},
        "the cap of {where}{per} leaves {paid}; {left} waits, and may be paid until the end of {until}",
        "What a year cannot pay under this cap waits for the next ones, oldest first. It is not yet due, and lapses at "
        "the end of the year named.",
    ),
    r.LAPSED: Row(
        {"paid": r.ByYear, "where": r.Place, "per": r.Key, "lapsed": Money, "until": int},
        "the cap of {where}{per} leaves {paid}; {lapsed} lapsed at the end of {until}",
        "What a year cannot pay under this cap waits for the next ones, but not for ever: its last year has ended.",
    ),
    r.SPREAD: Row(
        {"paid": r.ByYear, "where": r.Place, "per": r.Key},
        "the cap of {where}{per} leaves {paid}",
        "What a year could not pay under this cap was paid in the next ones, oldest first.",
    ),
    r.SUSPENDED: Row(
        {"year": int, "where": r.Place, "did": str | r.Records},
        "{where} suspends {year}: {did}",
        "Nothing is paid for events of a year in which the applicant is suspended. What was carried into it rests, and "
        "keeps its term.",
    ),
    r.SUPPORTED: Row(
        {"where": r.Place, "did": str | r.Supports},
        "{where} pays nothing beside {did}",
        "Another level, or another programme, supported the same matter.",
    ),
    r.TRANSITION: Row(
        {"year": int, "document": str, "where": r.Place},
        "what is of {year} is decided by {document} ({where})",
        "Events of that year are still decided by the document before this one. Nothing is computed here.",
    ),
    r.CONTINGENT: Row(
        {"what": r.OnOthers},
        "it hangs on the other applicants: {what}",
        "A ranking, a quota or a cap across applicants decides, and the others are not known. Settle the cohort, or "
        "state under `published` what the bureau knows: the rank, or what is left of the cap.",
    ),
    r.QUOTA: Row(
        {"number": int, "where": r.Place, "score": r.Score},
        "higher scores fill the quota of {where}: at most {number} ({score})",
        "A quota selects by a score, and so many others have a higher one (of equal ones the earlier counts).",
    ),
    r.UNREAD: Row(
        {},
        "no clause of the policy asks for it",
        "Nothing in the policy speaks of this line of the facts: not as a claim, a condition, a sum, a key or a rule.",
        "本政策没有条款涉及此项",
    ),
    r.OTHER_KIND: Row(
        {"kinds": r.Names, "because": r.Stated},
        "the policy speaks of {kinds} only{because}",
        "The policy speaks of narrower kinds alone, and by what is stated the record belongs to none of them.",
        "本政策只涉及{kinds}{because}",
    ),
    r.OF_OTHERS: Row(
        {"to": r.Names},
        "it is for {to} only",
        "The clauses that ask for this line pay another kind of applicant; of a line of the history: it names another "
        "applicant.",
        "只适用于{to}",
    ),
    r.NOT_REACHED: Row(
        {},
        "no claim came so far as to ask for it",
        "A clause asks for this line, but of no record, or only behind a condition that failed before.",
        "没有申请项目查到此项",
    ),
    r.OUTSIDE: Row(
        {"year": int, "window": Period},
        "{year} is outside the policy's window ({window})",
        "The line is of a year in which the policy settles nothing.",
        "{year}年不在政策有效期（{window}）内",
    ),
    r.MEETS_NOTHING: Row(
        {"near": r.Near},
        "it meets no claim{near}",
        "The line speaks of an item (or its matter) of which nothing is claimed. See whether the name is written as in "
        "the records.",
        "没有与之对应的申请项目{near}",
    ),
    r.ENDED: Row(
        {"outcome": str},
        "its claim ended before: {outcome}",
        "The claim of which the line speaks ended at a condition, so that the line was not looked at.",
        "对应的申请项目已经终止：{outcome}",
    ),
    r.OWN_LEVEL: Row(
        {},
        "it was paid by the policy's own level, which is no support of another",
        "What the policy's own level paid counts as no support of others.",
        "由本级支付，不属于其他层级的支持",
    ),
    r.NO_KIND: Row(
        {},
        "it does not say of which kind of record it is",
        "The item is one of which something is claimed. Rules that count by the same matter, and `less already paid`, "
        "look at payments of a kind: give the line its `kind`.",
        "未写明是哪一类记录",
    ),
    r.NO_MEMBER: Row(
        {},
        "none of its records counts",
        "The award is for all records of a year (or a key) together, and each is left out; the decision says why.",
        "没有一项记录可以计入",
    ),
    r.INTEREST: Row(
        {
            "sum": Money,
            "principal": Money,
            "rate": r.Number,
            "because": r.Stated,
            "years": r.Years,
            "start": Date,
            "end": Date,
        },
        "interest {sum}: {principal} at {rate}{because} for {years}, {start} to {end}",
        "What a sum is made of. The days are those that count; a whole year from date to date is 1, the rest days "
        "are over 365. The award takes its share of this interest.",
    ),
    r.PUBLISHED: Row(
        {"series": str, "when": str, "value": r.Number, "source": str},
        "{series} of {when} is {value}, as published",
        "What a sum is made of. The facts do not state this value. It is the published one; the head of the page names "
        "its source.",
    ),
    r.STATED_VALUE: Row(
        {"series": str, "when": str, "value": r.Number},
        "{series} of {when} is {value}, as the facts state",
        "What a sum is made of. The facts state this value of a series.",
    ),
    r.STATED_OTHERWISE: Row(
        {"series": str, "when": str, "value": r.Number, "published": r.Number, "source": str},
        "{series} of {when} is {value}, as the facts state; published is {published}",
        "What the facts state comes first, and here it differs from what was published. Correct the facts, or leave "
        "the value out of them.",
    ),
    r.SHARE: Row(
        {"sum": Money, "rate": r.Number, "base": Money, "because": r.Stated},
        "{sum} is {rate} of {base}{because}",
        "What a sum is made of: a share, what it is taken of, and the words that make that, with their values.",
    ),
    r.COUNTED: Row(
        {"sum": Money, "each": Money, "number": r.Number, "because": r.Stated},
        "{sum} is {each} for each of {number}{because}",
        "What a sum is made of: so much for each of what was counted, and the words that make it, with their values.",
    ),
    r.MOST: Row(
        {"sum": Money, "most": Money},
        "of {sum} the award pays at most {most}",
        "What a sum is made of: the award's own limit, which the computed sum exceeds.",
    ),
    r.MEASURED: Row(
        {"row": str, "because": r.Stated},
        "row {row}{because}",
        "What a sum is made of: the row that fits, and what was measured for it.",
    ),
    r.SAME_EVENT: Row(
        {"other": str},
        "the record {other} stands for the same event",
        "Two records of one item give the same event (in a state: on the same day), and an event is settled once.",
    ),
}


def sentence(reason: r.Reason, language: Language = Language.EN) -> str:
    """The reason in words; English where the other language has none yet."""
    row = CATALOGUE[reason.code]
    cell = row.zh if language is Language.ZH else ""
    if not cell:
        cell, language = row.en, Language.EN
    return cell.format_map({name: _text(value, language) for name, value in reason.values})


def values_in_words(reason: r.Reason) -> dict[str, str]:
    """Each value of a reason in words, by name."""
    return {name: _text(value, Language.EN) for name, value in reason.values}


def explanation(code: str) -> str | None:
    """The page of a reason code; `None` where there is none."""
    row = CATALOGUE.get(code)
    if row is None:
        return None
    return f"# {code}: a reason in a decision\n\n{row.meaning}\n\nIn a decision it reads: `{row.en}`.\n"


# ---------------------------------------------------------------------------------------------- values in words


def _text(value: r.Value, language: Language) -> str:
    """A value in words, by its type."""
    match value:
        case str():
            return value
        case int():
            return str(value)
        case Date():
            return value.isoformat()
        case Money():
            return grouped(value.minor, DECIMALS[value.currency])
        case r.Place(article):
            return _place(article, language)
        case r.Key(names, by_year):
            return _key(names, by_year, language)
        case r.Stated(told, currency):
            return told_in_words(told, currency)
        case Period(start, end):
            return f"{start or '…'} to {end or '…'}"
        case r.Names(names):
            return ", ".join(names)
        case r.Rows(keys):
            return _rows(keys)
        case r.Near(names):
            return _near(names, language)
        case r.Values(groups):
            return ", ".join("/".join(group) for group in groups)
        case r.Payment():
            return _payment(value)
        case r.Payments(payments):
            return "; ".join(sorted(map(_payment, payments)))
        case r.WasPaid(is_paid):
            return "paid" if is_paid else "due"
        case r.Published(left):
            return _published(left, language)
        case r.Winner(items, sum_):
            return f"{_joined(items)} ({_text(sum_, language)})"
        case r.ByYear(sums):
            return _by_year(sums, language)
        case r.Score(told):
            return f"{told[0]} {in_words(told[1])}"
        case r.Records(records):
            return ", ".join(sorted(f"{kind} {item}" for kind, item in records))
        case r.Supports(lines, currency):
            said = [(_text(Money(one.amount, currency), language), one) for one in lines]
            return ", ".join(sorted(f"{sum_} for {one.item} ({one.level}, {one.year})" for sum_, one in said))
        case r.Asked(facts, own):
            return _asked(facts, own)
        case r.OnOthers(facts):
            return ", ".join(dict.fromkeys(map(_of_others, facts)))
        case r.Number(number, unit):
            return in_words(number, unit)
        case r.Years(of):
            return _years(of)
        case r.Horizon(day):
            return str(day or "the first event")
        case _:
            assert_never(value)


def _published(left: Money | None, language: Language) -> str:
    if left is None:
        return ""
    sum_ = _text(left, language)
    return f"（公布余额{sum_}）" if language is Language.ZH else f", of which {sum_} was published to be left"


def _near(names: tuple[str, ...], language: Language) -> str:
    if not names:
        return ""
    return f"（最接近：{'、'.join(names)}）" if language is Language.ZH else f"; nearest: {', '.join(names)}"


def _years(of: Fraction) -> str:
    """`1 year and 30 days`."""
    counted = ((int(of), "year"), (int(of % 1 * 365), "day"))
    said = [f"{number} {word}{'s' * (number != 1)}" for number, word in counted if number]
    return " and ".join(said) or "0 days"


def _place(article: str, language: Language) -> str:
    if language is Language.ZH:
        return f"第{article}条" if article else "本页"
    return f"article {article}" if article else "this page"


_MOST_KEYS = 12


def _rows(keys: tuple[str, ...]) -> str:
    if not keys:
        return ""
    more = f" and {len(keys) - _MOST_KEYS} more" if len(keys) > _MOST_KEYS else ""
    return f"; there are rows for {', '.join(keys[:_MOST_KEYS])}{more}"


def _key(names: tuple[str, ...], by_year: bool, language: Language) -> str:
    """` per enterprise per year`."""
    if language is Language.ZH:
        return "".join([f"每{name}" for name in names]) + ("每年" if by_year else "")
    return "".join([f" per {name}" for name in names]) + (" per year" if by_year else "")


def _payment(one: r.Payment) -> str:
    under = f", under {one.document}" if one.document else ""
    return f"{one.item}, {one.day or one.year}{under}"


_MOST_NAMED = 3
"""So many items of one winner are named; of more the number is."""


def _joined(items: tuple[str, ...]) -> str:
    first, *more = items
    if not more:
        return first
    return f"{first} with {' and '.join(more)}" if len(more) < _MOST_NAMED else f"{first} with {len(more)} others"


def _by_year(sums: tuple[tuple[int, Money], ...], language: Language) -> str:
    """`100.00 in 2021, 50.00 in 2022`, or in which years nothing was paid, or that no year was asked."""
    paid = [f"{_text(sum_, language)} in {year}" for year, sum_ in sums if sum_.minor]
    if paid:
        return ", ".join(paid)
    years = [year for year, _ in sums]
    if not years:
        return "nothing more"
    return f"nothing in {years[0]}" if len(years) == 1 else f"nothing in {years[0]} to {years[-1]}"


_MOST_PATHS = 12
_FEW = 3
"""So many facts are listed, and so many of those that other claims ask for."""


def _asked(facts: Iterable[FactRef], own: frozenset[FactRef]) -> str:
    """The facts that the claim itself asks for; of those that only the rules over it hang on a few, or how many."""
    first = dict.fromkeys(ref.path for ref in facts if not own or ref in own)
    others = [path for path in dict.fromkeys(ref.path for ref in facts) if path not in first]
    asked = list(first)
    if len(others) <= _FEW:
        asked, others = asked + others, []
    more = len(asked) - _MOST_PATHS
    said = ", ".join(asked[:_MOST_PATHS]) + (f" and {more} more" if more > 0 else "")
    return f"{said}, and by the rules over it {len(others)} more" if others else said


def _of_others(ref: FactRef) -> str:
    match ref.group:
        case "rank":
            return f"the rank by {ref.field} in {ref.year}"
        case "left":
            of = "".join((f" for {ref.item}" if ref.item else "", f" in {ref.year}" if ref.year else ""))
            return f"what is left of `{ref.kind}`{of}"
        case _:
            return f"rule `{ref.kind}`"
