"""The catalogue of reasons with their sentences, and the values of reasons in English, by type.

The catalogue has a row for each code: the names and types of its values, and a text for each language. `{name}` in a
text is replaced by the value of that name. Both texts of a row use the same values (`tests/wording/test_wording.py`).

Input: a reason as values (`ipdsl.ir.proposal`). Output: its sentence, the text of its code with the values rendered by
type (`ipdsl.wording.english`, `ipdsl.wording.chinese`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import UnionType
from typing import Any

import attrs

from ipdsl.base.findings.phrase import Language
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import DECIMALS, Money, group_digits
from ipdsl.engine.operations import evidence_text, stated_text, value_text
from ipdsl.ir import proposal as r
from ipdsl.ir.facts import FactRef
from ipdsl.schema.declarations import keys_text
from ipdsl.wording.labels import UNTRANSLATED, PolicyNames


def text(value: r.ReasonValue, names: PolicyNames = UNTRANSLATED) -> str:
    """The text of a value, by its type; `names` has the paths of facts."""
    kind = type(value)
    return TEXTS[kind if kind in TEXTS else next(base for base in kind.__mro__ if base in TEXTS)](value, names)


def _supports(supports: r.Supports, names: PolicyNames) -> str:
    return ", ".join(
        sorted(
            f"{text(Money(entry.amount, supports.currency))} for {entry.item} ({entry.level}, {names.year(entry.year)})"
            for entry in supports.lines
        )
    )


def _factors(product: r.Factors) -> str:
    first, *following = zip(map(text, product.factors), product.is_divisor, strict=True)
    return first[0] + "".join(f"{' divided by ' if divides else ' times '}{factor}" for factor, divides in following)


def _limit_note(note: r.LimitNote) -> str:
    return "".join(
        [
            "" if note.support is None else f", after {text(note.support)} of other support",
            ", the least of the sums that the claims state" if note.is_least else "",
            ", because what it is computed from is missing or not above 0" if note.is_nothing else "",
            _manner_note(note),
            "" if note.freed is None else f"; {text(note.freed)} of earlier years counts no longer",
            "" if note.published_left is None else f", of which {text(note.published_left)} was published to be left",
            _ORDERS[note.tie],
        ]
    )


def _manner_note(note: r.LimitNote) -> str:
    if note.manner == "in proportion" and note.rest is not None and note.total is not None:
        return f"; all claims ask for {text(note.total)} and share {text(note.rest)} in proportion"
    if note.ratio is not None:
        return f"; the published ratio is {note.ratio}"
    if note.rest is None:
        return ""
    manner = {"whole": " only in whole", "in turn": " in whole and in turn"}.get(note.manner, "")
    order = f" in order of {', then '.join(note.orders)}" if note.orders else ""
    end = " until one does not fit" if note.manner == "in turn" else ""
    return f"; claims are paid{','.join(filter(None, (manner, order)))}{end}, and {text(note.rest)} was left"


def _years(years: Fraction) -> str:
    """`1 year and 30 days`."""
    counted = ((int(years), "year"), (int(years % 1 * 365), "day"))
    phrases = [f"{number} {word}{'s' * (number != 1)}" for number, word in counted if number]
    return " and ".join(phrases) or "0 days"


_MOST_KEYS = 12


def _rows(keys: tuple[str, ...]) -> str:
    if not keys:
        return ""
    more = f" and {len(keys) - _MOST_KEYS} more" if len(keys) > _MOST_KEYS else ""
    return f"; there are rows for {', '.join(keys[:_MOST_KEYS])}{more}"


_ORDERS = {
    r.ClaimOrder.DAY: "",
    r.ClaimOrder.TEXT: "; both are of one day, so the order of the awards in the text decides",
    r.ClaimOrder.ITEM: "; both are of one day, so the order of their numbers decides",
    r.ClaimOrder.AMOUNT: "; the greater amount is first",
    r.ClaimOrder.APPLICANT: "; both are of one day and have one number, so the order of the applicants' ids decides",
    r.ClaimOrder.FIELD: "; both have one value in this order, so the earlier day decides",
}


def _payment(payment: r.Payment, names: PolicyNames) -> str:
    under = f", under {payment.document}" if payment.document else ""
    return f"{payment.item}{_award_suffix(payment.award, names)}, {payment.day or names.year(payment.year)}{under}"


def _taken_places(places: r.TakenPlaces, names: PolicyNames) -> str:
    taken = "; ".join([_payment(payment, names) for payment in places.payments])
    return f", taken by {taken}{f' and {places.more} more' if places.more else ''}" if taken else ""


def _contenders(contenders: Sequence[r.Contender], names: PolicyNames) -> str:
    """`A with B of 3.patent.granted`, `A of deals with B of prizes`, `A, 2022-03-01`."""
    if len({contender.award for contender in contenders}) == 1:
        return _join([_contender(contender._replace(award=""), names) for contender in contenders]) + _award_suffix(
            contenders[0].award, names
        )
    return _join([_contender(contender, names) for contender in contenders])


def _contender(contender: r.Contender, names: PolicyNames) -> str:
    details = [text(value) for value in (contender.day, contender.record) if value]
    return ", ".join([f"{contender.item}{_award_suffix(contender.award, names)}", *details])


def _award_suffix(award: str, names: PolicyNames) -> str:
    """` of 3.patent.granted`, or for readers ` of article 3, Patents`."""
    return f" of {names.award_of_article(award)}" if award else ""


def _caps_note(after: r.AmountAfterCaps) -> str:
    """`; 50,000.00 paid after the cap of article 1`; empty if no cap cut anything."""
    assumed = "; the history does not state `granted`, so the paid sum is assumed to be granted" * after.is_assumed
    if after.left is None:
        return assumed
    cap = " and ".join(f"the cap of {text(place)}" for place in after.caps)
    if after.granted is not None:
        cut = f"and cut to {text(after.left)} by {cap}" if cap else f"{text(after.left)} of it paid"
        return f"; {text(after.granted)} granted, {cut}{assumed}"
    return f"; {text(after.left)} {'paid' if after.is_paid else 'due'}{f' after {cap}' if cap else ''}{assumed}"


_MOST_NAMED = 3
"""The maximum number of a winner's items that are named; above it the number is given."""


def _join(items: Sequence[str]) -> str:
    first, *more = items
    if not more:
        return first
    return f"{first} with {' and '.join(more)}" if len(more) < _MOST_NAMED else f"{first} with {len(more)} others"


def _year_amounts(sums: tuple[tuple[int, Money], ...], names: PolicyNames) -> str:
    """`100.00 in 2021, 50.00 in 2022`, or the years without payment, or that no year remains."""
    paid = [f"{text(sum_)} in {names.year(year)}" for year, sum_ in sums if sum_.minor]
    if paid:
        return ", ".join(paid)
    years = [names.year(year) for year, _ in sums]
    if not years:
        return "no further amount"
    return f"0 in {years[0]}" if len(years) == 1 else f"0 in {years[0]} to {years[-1]}"


def _award_sums(sums: r.AwardSums, names: PolicyNames) -> str:
    """`other awards pay in 2024: 3,000.00 of machines and 200.00 of drones`."""
    when = {"pays": f"pay in {names.year(sums.year)}", "has paid": f"paid before {sums.day}"}
    parts = " and ".join(f"{text(sum_)}{_award_suffix(label, names)}" for label, sum_ in sums.sums)
    return f"other awards {when.get(sums.kind, f'granted up to {sums.day}')}: {parts}"


def _open_facts(open_facts: r.OpenFactsReason, names: PolicyNames) -> str:
    """The facts that the claim itself needs, and the number or names of the facts that only its rules need."""
    shown, more, other_facts = open_facts.facts_to_name
    paths = ", ".join([names.path(ref) for ref in shown]) + (f" and {more} more" if more else "")
    return f"{paths}, and {other_facts} more needed by the rules over it" if other_facts else paths


def _cohort_fact(ref: FactRef, names: PolicyNames) -> str:
    match ref.group:
        case "rank":
            return f"the rank by {ref.field} in {names.year(ref.year)}"
        case "place":
            return f"the rank of {ref.item} under {names.ranking(ref.kind)}"
        case "left":
            subject = "".join(
                (f" for {ref.item}" if ref.item else "", f" in {names.year(ref.year)}" if ref.year else "")
            )
            return f"the balance of {names.rule(ref.kind)}{subject}"
        case "ratio":
            subject = f" for {ref.item}" if ref.item else ""
            return f"the ratio of {names.rule(ref.kind)}{subject} in {names.year(ref.year)}"
        case "taken":
            subject = "".join(
                (f" for {ref.item}" if ref.item else "", f" in {names.year(ref.year)}" if ref.year else "")
            )
            return f"the places that others have under {names.rule(ref.kind)}{subject}"
        case _:
            return f"the rule {names.rule(ref.kind)}"


TEXTS: Mapping[type, Callable[[Any, PolicyNames], str]] = {
    str: lambda value, _: value,
    int: lambda value, _: str(value),
    Date: lambda day, _: day.isoformat(),
    Money: lambda sum_, _: group_digits(sum_.minor, DECIMALS[sum_.currency]),
    r.ArticlePlace: lambda place, _: f"article {place.article}" if place.article else "this page",
    r.RuleKey: lambda key, _: keys_text(key.names) + (" per year" if key.is_per_year else ""),
    r.StatedValues: lambda stated, _: evidence_text(stated.evidence, stated.currency),
    Period: lambda period, _: f"{period.start or '…'} to {period.end or '…'}",
    r.OutcomeValue: lambda value, _: value.outcome,
    r.NameList: lambda listed, _: ", ".join(listed.names),
    r.RowKeys: lambda rows, _: _rows(rows.keys),
    r.NearestNames: lambda listed, _: f"; nearest: {', '.join(listed.names)}" if listed.names else "",
    r.Values: lambda values, _: ", ".join("/".join(group) for group in values.groups),
    r.Payment: _payment,
    r.Payments: lambda listed, names: "; ".join(sorted([_payment(payment, names) for payment in listed.payments])),
    r.PaidStatus: lambda status, _: "granted" if status.is_granted else "paid" if status.is_paid else "due",
    r.DeductedSupport: lambda support, _: f"{'all' if support.sum is None else text(support.sum)} of it",
    r.AmountAfterCaps: lambda after, _: _caps_note(after),
    r.TakenPlaces: _taken_places,
    r.ClaimOrder: lambda order, _: _ORDERS[order],
    r.LimitNote: lambda note, _: _limit_note(note),
    r.Winner: lambda winner, names: (
        f"{_contenders(winner.contenders, names)} ({text(winner.sum)}{_caps_note(winner.after_caps)})"
    ),
    r.Loser: lambda loser, names: f", not {names.award_of_article(loser.award)}" if loser.award else "",
    r.YearAmounts: lambda amounts, names: _year_amounts(amounts.sums, names),
    r.Score: lambda score, _: ", ".join(stated_text(each, score.currency) for each in (score.evidence, *score.ties)),
    r.DecidingRecords: lambda deciding, _: (
        ", ".join(sorted(f"{kind} {item}" for kind, item in deciding.records))
        + (f" and {deciding.more} more" if deciding.more else "")
    ),
    r.Supports: _supports,
    r.OpenFactsReason: _open_facts,
    r.CohortFacts: lambda listed, names: ", ".join(dict.fromkeys([_cohort_fact(fact, names) for fact in listed.facts])),
    r.ShownNumber: lambda number, _: value_text(number.value, number.type),
    r.Terms: lambda sum_, _: (
        (" less " if sum_.is_less else " plus ").join(map(text, sum_.terms)) + ", and not below 0" * sum_.is_floored
    ),
    r.Factors: lambda product, _: _factors(product),
    r.RoundedTo: lambda rounded, _: f"{rounded.mode} to {text(rounded.step)}",
    r.Amounts: lambda several, _: " and ".join(map(text, several.amounts)),
    r.AwardSums: _award_sums,
    r.InterestYears: lambda interest, _: _years(interest.years),
}
"""How each class of values is written."""


@attrs.frozen(eq=False, repr=False)
class CatalogueRow(ValueObject):
    """A code: names and types of its values, a text for each language, and its meaning in both languages."""

    values: Mapping[str, type | UnionType]
    en: str
    zh: str
    meaning: str
    meaning_zh: str


CATALOGUE: Mapping[str, CatalogueRow] = {
    r.CAP: CatalogueRow(
        {"left": Money, "where": r.ArticlePlace, "most": Money, "per": r.RuleKey, "note": r.LimitNote},
        "cut to {left} by the cap of {where}: {most}{per}{note}",
        "受{where}{per}最高{most}的限制{note}，核减至{left}",
        "A cap has less room than the claim asks for. Claims fill it in the order of their days; cut amounts are lost."
        " If the cap has no room, the decision reads `the cap of … is used up`.",
        "最高金额的余额少于这项申请的金额。各项申请按日期先后占用；核减的部分不再支付。没有余额的，写作`…的限额已经用完`。",
    ),
    r.NUMBER_LIMIT: CatalogueRow(
        {"number": int, "where": r.ArticlePlace, "per": r.RuleKey, "taken": r.TakenPlaces, "order": r.ClaimOrder},
        "the limit of {where}{per} is used up: at most {number}{taken}{order}",
        "{where}{per}最多{number}项，名额已经用完{taken}{order}",
        "A limit pays a maximum number of items or distinct values. Items in the ledger are first, then those with the"
        " earlier day; on the same day the order in the text decides, then the number.",
        "最多数量只支付这么多项（或这么多个不同的值）。台账中已有的先计入，再以日期在前的为先；同一天的，按文中的先后，再按编号的先后。",
    ),
    r.APPLICANT_LIMIT: CatalogueRow(
        {"number": int, "where": r.ArticlePlace, "per": r.RuleKey, "order": r.ClaimOrder},
        "other applicants have the places of {where}{per}: at most {number} across applicants{order}",
        "{where}{per}各申请人合计最多{number}个申请人，名额已由其他申请人占用{order}",
        "A limit pays a maximum number of applicants. Applicants of earlier years are first, then those whose claim is"
        " first in the order of the rule. All claims of an applicant with a place are paid.",
        "最多数量只支付这么多个申请人。以前年度已有名额的在先，再按规则的次序；有名额的申请人，其各项申请都予支付。",
    ),
    r.HIGHEST: CatalogueRow(
        {"where": r.ArticlePlace, "per": r.RuleKey, "winner": r.Winner, "loser": r.Loser},
        "only the highest is paid{per} ({where}): {winner} counts{loser}",
        "{where}{per}就高不重复，以{winner}为准{loser}",
        "Several claims compete, and only the highest is paid. For equal sums, the earlier in the text, then in time.",
        "几项申请只取最高的一项。金额相同的，以文中在前、再以时间在前的为准。",
    ),
    r.ONCE: CatalogueRow(
        {"item": str | r.Values, "when": r.Payment, "after": r.AmountAfterCaps, "order": r.ClaimOrder},
        "paid only once for {item}, already used ({when}{after}){order}",
        "{item}只奖励一次，此前已奖励（{when}{after}）{order}",
        "The award is paid once, and an earlier claim of this run or of the ledger was paid.",
        "该奖励只支付一次，本次结算或台账中更早的一项已经享受。",
    ),
    r.EVENT_SETTLED: CatalogueRow(
        {"outcome": r.OutcomeValue, "due": Money, "years": r.NameList},
        "settled before: {outcome}, {due} due in {years}",
        "此前已经结算：{outcome}，应得{due}（{years}年）",
        "An event is never settled twice. The ledger line remains valid, regardless of its amount.",
        "一个事项不会结算两次。无论当时应得多少，都以台账中的记录为准。",
    ),
    r.SUPPORT: CatalogueRow(
        {"support": Money, "item": str, "deducted": r.DeductedSupport},
        "{support} paid by others for {item}, {deducted} deducted",
        "{item}已获得其他资助{support}，{deducted}",
        "Payments by others for the same item are deducted from this sum.",
        "同一项目已获得的其他资助从金额中扣除。",
    ),
    r.OVER_CEILING: CatalogueRow(
        {"approved": Money, "ceiling": Money},
        "the approved {approved} is more than the ceiling of {ceiling}",
        "核定的{approved}超过上限{ceiling}",
        "The authority sets the sum, at most the ceiling of the text.",
        "金额由主管机关核定，但不得超过文件规定的上限。",
    ),
    r.HIGHEST_PAID: CatalogueRow(
        {"paid": Money, "how": r.PaidStatus, "where": r.ArticlePlace, "per": r.RuleKey},
        "only the highest is paid{per} ({where}), and {paid} was {how} before: only the excess is due",
        "{where}{per}就高不重复，此前{how}{paid}，只补最高额超出的部分",
        "Only the highest is paid, and an amount was paid for this year already: the highest sum pays the excess.",
        "就高不重复，而本年度已经支付过：只支付最高额超出的部分。",
    ),
    r.BENEFICIARY: CatalogueRow(
        {"to": r.NameList},
        "paid to {to} only",
        "只奖励{to}",
        "The clause names the kinds that it pays, and the applicant has a different kind.",
        "条款写明了奖励对象，申请人属于其他类别。",
    ),
    r.WINDOW: CatalogueRow(
        {"day": Date, "window": Period},
        "{day} is outside the policy's window ({window})",
        "{day}不在政策有效期（{window}）内",
        "The day of the event must be in the window; the day of the claim does not matter.",
        "以事项发生的日期为准，而不是申请的日期；它须在有效期内。",
    ),
    r.START: CatalogueRow(
        {"day": Date, "start": Date},
        "{day} is before {start}, when this clause begins",
        "{day}早于本条款的起始日{start}",
        "The clause begins later than its policy.",
        "该条款的起始日晚于政策的起始日。",
    ),
    r.AS_OF: CatalogueRow(
        {"day": Date, "as_of": Date},
        "{day} is after the as-of date {as_of}",
        "{day}晚于截至日{as_of}",
        "Events after the as-of date are not settled.",
        "截至日以后发生的事项不结算。",
    ),
    r.NOT_OVER: CatalogueRow(
        {"year": int, "as_of": Date},
        "{year} is not yet over on the as-of date {as_of}",
        "截至{as_of}，{year}年尚未结束",
        "Amounts that count over a year are settled after its end.",
        "按全年计算的内容，在年度结束以后才结算。",
    ),
    r.GATE: CatalogueRow(
        {"gate": str, "because": r.StatedValues},
        "condition not met: {gate}{because}",
        "未满足的条件：{gate}{because}",
        "The first condition of the clause that fails, with the values that the facts state.",
        "该条款第一项未满足的条件，以及事实中填写的值。",
    ),
    r.EXCLUDED: CatalogueRow(
        {"where": r.ArticlePlace, "gate": str, "because": r.StatedValues},
        "{where} excludes it: {gate}{because}",
        "{where}规定：{gate}{because}",
        "A rule `none when` applies, with the values that the facts state.",
        "适用一条`凡 … 的，不予奖励`，附事实中填写的值。",
    ),
    r.REQUIREMENT: CatalogueRow(
        {"where": r.ArticlePlace, "gate": str, "because": r.StatedValues},
        "{where} requires: {gate}{because}",
        "{where}要求：{gate}{because}",
        "A requirement of an article is not met, with the values that the facts state.",
        "未满足某一条的要求，附事实中填写的值。",
    ),
    r.NO_FITTING_ROW: CatalogueRow(
        {"because": r.StatedValues, "rows": r.RowKeys},
        "no sum is named for it{because}{rows}",
        "没有与之对应的档次{because}{rows}",
        "The amount is chosen by rows, but no row matches this value. The keys of the rows are listed.",
        "金额按档次确定，而没有与该值对应的档次。各档列在旁边。",
    ),
    r.AMOUNT_CANNOT: CatalogueRow(
        {"because": r.StatedValues},
        "the amount cannot be determined{because}",
        "金额无法确定{because}",
        "A fact that the amount needs is stated as impossible to determine.",
        "计算金额所需的一项事实填写为无法确定。",
    ),
    r.GATE_CANNOT: CatalogueRow(
        {"gate": str, "because": r.StatedValues},
        "cannot be determined: {gate}{because}",
        "条件无法确定：{gate}{because}",
        "A fact that a condition needs is stated as impossible to determine, so the condition fails.",
        "条件所需的一项事实填写为无法确定，因此条件视为未满足。",
    ),
    r.NOT_HAPPENED: CatalogueRow(
        {"field": str},
        "the event has not taken place: {field} is stated as none",
        "该事项没有发生：{field}填写为无",
        "The facts state that the event has not taken place.",
        "事实写明没有发生这一事项。",
    ),
    r.NOTHING_DUE: CatalogueRow(
        {},
        "the amount is 0",
        "计算结果为零",
        "The conditions are met, and the computed sum is 0.",
        "条件成立，而金额为零。",
    ),
    r.OPEN_FACTS: CatalogueRow(
        {"facts": r.OpenFactsReason},
        "not known: {facts}",
        "尚未填写：{facts}",
        "Facts that decide the claim are missing. State them, or state that they do not exist.",
        "决定这项申请的事实没有填写。填写后（没有的也请写明没有）即可结算。",
    ),
    r.CEILING_OPEN: CatalogueRow(
        {},
        "the authority sets the sum, which is not stated yet",
        "金额由主管机关核定，尚未核定",
        "The text gives only a ceiling, or no sum. State the approval when it exists.",
        "文件只规定了上限，或没有规定金额。核定以后请填写核定的金额。",
    ),
    r.CEILING_APPROVED: CatalogueRow(
        {"approved": Money},
        "the authority approved {approved}",
        "主管机关核定{approved}",
        "The sum was set by the authority.",
        "金额是主管机关核定的金额。",
    ),
    r.BY_REFERENCE: CatalogueRow(
        {"document": str},
        "decided by {document}",
        "按{document}执行",
        "Another document decides; it is not part of this policy.",
        "由另一份文件决定，它不属于本政策。",
    ),
    r.HANGS_ON_OTHERS: CatalogueRow(
        {"facts": r.OpenFactsReason},
        "a limit on it depends on missing facts: {facts}",
        "对其适用的限额等规则取决于尚未填写的事实：{facts}",
        "All facts of this claim are stated, but a limit on it, such as a cap, depends on a missing fact.",
        "这项申请的事实都已填写，但对其适用的规则（最高金额、就高不重复等）取决于尚未填写的事实。",
    ),
    r.NO_DAY: CatalogueRow(
        {"horizon": Date},
        "no possible day before {horizon}",
        "{horizon}以前没有可以适用的日期",
        "The window begins after the as-of date.",
        "到截至日为止，有效期内还没有可以适用的日期。",
    ),
    r.DISCRETION: CatalogueRow(
        {"start": Date},
        "the event is before the window; the authority may pay it from {start} at its discretion",
        "早于政策有效期；自{start}起由主管机关酌情参照执行",
        "The policy covers earlier events at the authority's discretion. State the approval when it exists.",
        "政策生效以前的事项由主管机关酌情参照执行。核定以后请填写核定的金额。",
    ),
    r.NO_REPEAT: CatalogueRow(
        {"where": r.ArticlePlace, "per": r.RuleKey, "winner": r.Winner, "loser": r.Loser},
        "nothing is paid twice{per} ({where}): {winner} counts{loser}",
        "{where}{per}不重复奖励，以{winner}为准{loser}",
        "Several claims are about the same matter, which is paid once. In a year the highest is paid; for equal sums"
        " the earlier in the text, then in time.",
        "几项申请是同一件事，只支付一次。同一年度取最高的，金额相同的以文中在前、再以时间在前的为准。",
    ),
    r.NO_REPEAT_PAID: CatalogueRow(
        {
            "where": r.ArticlePlace,
            "per": r.RuleKey,
            "paid": Money,
            "how": r.PaidStatus,
            "when": r.Payment,
            "after": r.AmountAfterCaps,
        },
        "nothing is paid twice{per} ({where}): {paid} was {how} this year ({when}{after})",
        "{where}{per}不重复奖励，本年度{how}{paid}（{when}{after}）",
        "The same matter was paid this year already, in an earlier run or under another document. Only the "
        "excess is due.",
        "同一件事本年度已经支付过（以前的结算或其他文件）。只支付超出的部分。",
    ),
    r.NO_REPEAT_EARLIER: CatalogueRow(
        {
            "where": r.ArticlePlace,
            "per": r.RuleKey,
            "paid": Money,
            "how": r.PaidStatus,
            "when": r.Payment,
            "after": r.AmountAfterCaps,
        },
        "nothing is paid twice{per} ({where}): {paid} was {how} before ({when}{after})",
        "{where}{per}不重复奖励，此前{how}{paid}（{when}{after}）",
        "The same matter was paid in another year, in this run, in the ledger or under another document. Across "
        "years the first payment is valid.",
        "同一件事在其他年度已经支付过（本次结算、台账或其他文件）。跨年度的以第一次支付为准。",
    ),
    r.TOPPED_UP: CatalogueRow(
        {"where": r.ArticlePlace, "per": r.RuleKey, "paid": Money, "when": r.Payments, "after": r.AmountAfterCaps},
        "topped up{per} ({where}): {paid} was granted before ({when}{after})",
        "{where}{per}晋级补足差额，此前已准予{paid}（{when}{after}）",
        "A promotion pays the difference: only the excess over the sums granted at other levels or paid"
        " under other documents is due.",
        "晋级只补差额：只支付超过以往在其他级别达到的最高金额（或其他文件已支付的金额）的部分。",
    ),
    r.OLDER: CatalogueRow(
        {"where": r.ArticlePlace, "per": r.RuleKey, "document": str, "standard": Money, "own": Money},
        "raised from {own} to {standard}, the standard of {document}{per} ({where})",
        "按{document}的标准，由{own}提高至{standard}（{where}{per}）",
        "An older document promised more for the same matter, so its highest claim of the year is proposed at"
        " that sum. All rules and caps apply to it.",
        "以往文件对同一事项的标准更高，因此当年最高的一项申请按该标准计算。各项规则和最高金额仍然适用。",
    ),
    r.ALREADY_DEDUCTED: CatalogueRow(
        {
            "paid": Money,
            "how": r.PaidStatus,
            "kind": str,
            "field": str,
            "when": r.Payments,
            "after": r.AmountAfterCaps,
        },
        "{paid} already {how} for {kind} of the same {field} ({when}{after}) was deducted",
        "扣除同一{field}的{kind}此前{how}的{paid}（{when}{after}）",
        "Earlier payments for the same matter, by this policy or under another document, are deducted.",
        "从奖励中扣除本政策或其他文件此前为同一件事支付的金额。",
    ),
    r.CARRIED: CatalogueRow(
        {"paid": r.YearAmounts, "where": r.ArticlePlace, "per": r.RuleKey, "left": Money, "until": int},
        "the cap of {where}{per} leaves {paid}; {left} is carried over and may be paid until the end of {until}",
        "按{where}{per}的最高额，{paid}；其余{left}结转，{until}年底前可以兑现",
        "The amount over this cap is carried into the next years, oldest first. It is not yet due, and "
        "lapses at the end of the year named.",
        "在该最高金额下当年不能支付的部分，结转到以后年度，先结转的先支付。它尚未应得，所写年度结束时作废。",
    ),
    r.LAPSED: CatalogueRow(
        {"paid": r.YearAmounts, "where": r.ArticlePlace, "per": r.RuleKey, "lapsed": Money, "until": int},
        "the cap of {where}{per} leaves {paid}; {lapsed} lapsed at the end of {until}",
        "按{where}{per}的最高额，{paid}；其余{lapsed}已于{until}年底逾期作废",
        "The amount over this cap could be carried until a last year, which has ended.",
        "在该最高金额下当年不能支付的部分可以结转，但有期限：最后一个年度已经结束。",
    ),
    r.LAPSED_WITH_CAP: CatalogueRow(
        {"lapsed": Money},
        "the award has ended, and this page does not have the cap that carried {lapsed} over, which lapsed",
        "奖励已废止，本政策页也没有当初结转这笔金额的最高额规定，{lapsed}作废",
        "The money of an ended award is paid under the cap that carried it. This page has no such cap.",
        "已废止的奖励结转的金额，按结转它的最高金额支付；本政策页没有这条规则。",
    ),
    r.SPREAD: CatalogueRow(
        {"paid": r.YearAmounts, "where": r.ArticlePlace, "per": r.RuleKey},
        "the cap of {where}{per} leaves {paid}",
        "按{where}{per}的最高额，{paid}",
        "The amount over this cap was paid in the next years, oldest first.",
        "在该最高金额下当年不能支付的部分，已在以后年度支付，先结转的先支付。",
    ),
    r.SUSPENDED: CatalogueRow(
        {"year": int, "where": r.ArticlePlace, "did": str | r.DecidingRecords},
        "{where} suspends {year}: {did}",
        "{where}规定{year}年不予奖励：{did}",
        "Events of a year in which the applicant is suspended are not paid. Money carried into this year "
        "is kept, and its term does not change.",
        "申请人被暂停的年度，当年的事项不予奖励。结转到该年度的金额保留，期限不变。",
    ),
    r.SUPPORTED: CatalogueRow(
        {"where": r.ArticlePlace, "did": str | r.Supports},
        "{where} excludes payment in addition to {did}",
        "{where}规定不予奖励，因为已享受{did}",
        "Another level, or another programme, supported the same matter.",
        "同一事项已由其他级别或其他项目资助。",
    ),
    r.TRANSITION: CatalogueRow(
        {"year": int, "document": str, "where": r.ArticlePlace},
        "events of {year} are decided by {document} ({where})",
        "{year}年的事项改按{document}执行（{where}）",
        "The earlier document still decides events of that year. They are not computed here.",
        "该年度的事项仍按此前的文件决定，这里不计算。",
    ),
    r.CONTINGENT: CatalogueRow(
        {"what": r.CohortFacts},
        "depends on other applicants: {what}",
        "取决于其他申请人：{what}",
        "A ranking, a quota or a cap across applicants decides, but the others are unknown. Settle the "
        "cohort, or state the published rank or the balance of the cap under `published`.",
        "由排名、名额或各申请人合计的最高金额决定，而其他申请人未知。请同批结算，或在`published`中填写主管机关公布的名次或余额。",
    ),
    r.COHORT_QUOTA: CatalogueRow(
        {"number": int, "where": r.ArticlePlace, "score": r.Score},
        "others come first under {where}, which selects at most {number} ({score})",
        "{where}最多选{number}个，名额已由排名在前的占满（{score}）",
        "A quota or a limit selects by a number, such as a score, and enough others have a higher one; for equal ones"
        " the earlier is selected.",
        "按得分等数值评选的名额，已有这么多个数值更高的（数值相同的以在前的为准）。",
    ),
    r.UNREAD: CatalogueRow(
        {},
        "no clause of the policy asks for it",
        "本政策没有条款涉及此项",
        "No claim, condition, sum, key or rule of the policy uses this line of the facts.",
        "政策中没有任何内容涉及事实的这一行：无论是申请、条件、金额、归并项还是规则。",
    ),
    r.OTHER_KIND: CatalogueRow(
        {"kinds": r.NameList, "because": r.StatedValues},
        "the policy uses only {kinds}{because}",
        "本政策只涉及{kinds}{because}",
        "The policy uses only narrower kinds, and the stated values exclude the record from all of them.",
        "政策只涉及下级类别，而按所填内容，这条记录不属于其中任何一类。",
    ),
    r.OF_OTHERS: CatalogueRow(
        {"to": r.NameList},
        "only for {to}",
        "只适用于{to}",
        "The clauses that use this line pay a different kind of applicant, or a line of the history names"
        " a different applicant.",
        "涉及这一行的条款奖励其他类别的申请人；历史中的一行则写的是另一个申请人。",
    ),
    r.NOT_REACHED: CatalogueRow(
        {},
        "no claim reached the condition that uses it",
        "本次结算没有用到此项",
        "A clause uses this line, but no record needs it, or an earlier condition failed.",
        "有条款涉及这一行，但没有相应的记录，或此前的条件未满足而已经终止。",
    ),
    r.OUTSIDE: CatalogueRow(
        {"year": int, "window": Period},
        "{year} is outside the policy's window ({window})",
        "{year}年不在政策有效期（{window}）内",
        "The line belongs to a year that the policy does not settle.",
        "这一行属于政策不结算的年度。",
    ),
    r.MEETS_NOTHING: CatalogueRow(
        {"near": r.NearestNames},
        "matches no claim{near}",
        "没有与之对应的申请事项{near}",
        "The item or matter of this line has no claim. Check that the name is written as in the records.",
        "这一行所写的项目（或事项）没有申请。请核对名称是否与记录一致。",
    ),
    r.ENDED: CatalogueRow(
        {"outcome": r.OutcomeValue},
        "its claim ended earlier: {outcome}",
        "对应的申请事项此前已经终止：{outcome}",
        "The claim of this line ended at a condition, so the line was not used.",
        "这一行对应的申请因未满足条件而终止，因此没有查到这一行。",
    ),
    r.OWN_LEVEL: CatalogueRow(
        {},
        "paid by the policy's own level, which does not count as support by others",
        "由本级支付，不属于其他各级的资助",
        "Payments of the policy's own level do not count as support by others.",
        "本级支付的金额不属于其他各级的资助。",
    ),
    r.NO_KIND: CatalogueRow(
        {},
        "it has no kind of record",
        "没有写明是哪一类记录",
        "The item has a claim. Rules by the same matter, and `less "
        "already paid`, use payments of a kind: add `kind` to the line.",
        "该项目有申请。按同一事项归并的规则以及扣除已奖励部分的规则都看类别：请为这一行填写`kind`。",
    ),
    r.ONE_FOR_LIFE: CatalogueRow(
        {"event": r.NameList, "before": r.Payment},
        "an item has one {event} for life, and this is not the first ({before})",
        "{event}一个项目终身只有一次，此前已有（{before}）",
        "The vocabulary allows this event once in the life of an item. The facts or the ledger contain an earlier"
        " day; one of the two days may be wrong.",
        "词汇规定一个项目的这种事件终身只有一次，而事实或台账中另有更早的日期；可能有一个日期填错。",
    ),
    r.NO_MEMBER: CatalogueRow(
        {},
        "its records do not count",
        "没有一项记录可以计入",
        "The award is for all records of a year or key together, but each is excluded; the decision lists the reasons.",
        "该奖励针对一个年度（或一个归并项）的全部记录，而每一条都不计入；结算结果写明了理由。",
    ),
    r.INTEREST: CatalogueRow(
        {
            "sum": Money,
            "principal": Money,
            "rate": r.ShownNumber,
            "because": r.StatedValues,
            "years": r.InterestYears,
            "start": Date,
            "end": Date,
        },
        "interest {sum}: {principal} at {rate}{because} for {years}, {start} to {end}",
        "利息{sum}：本金{principal}，利率{rate}{because}，{start}至{end}，共{years}",
        "Components of a sum. A whole year from date to date counts as 1, and the remaining "
        "days are divided by 365. The award pays a share of this interest.",
        "金额的构成。按计息的天数计算：整年为1，其余天数除以365。奖励按这笔利息的比例支付。",
    ),
    r.PUBLISHED: CatalogueRow(
        {"series": str, "when": str, "value": r.ShownNumber, "source": str},
        "{series} of {when} is {value}, as published",
        "{series}（{when}）为{value}，系公布的数值",
        "Components of a sum. The facts do not state this value, so the published one is used; the head of the "
        "page names its source.",
        "金额的构成。事实没有填写这个数值，采用公布的数值；来源见页首。",
    ),
    r.STATED_VALUE: CatalogueRow(
        {"series": str, "when": str, "value": r.ShownNumber},
        "{series} of {when} is {value}, as stated in the facts",
        "{series}（{when}）为{value}，系事实中填写的数值",
        "Components of a sum. The facts state this value of a series.",
        "金额的构成。采用事实中填写的数值。",
    ),
    r.STATED_OTHERWISE: CatalogueRow(
        {"series": str, "when": str, "value": r.ShownNumber, "published": r.ShownNumber, "source": str},
        "{series} of {when} is {value}, as stated in the facts; the published value is {published}",
        "{series}（{when}）为{value}，系事实中填写的数值；公布的数值为{published}",
        "The stated value has priority, and it differs from the published value. Correct the facts, or"
        " delete the value.",
        "以事实中填写的数值为准，它与公布的数值不同。请更正事实，或不填这个数值。",
    ),
    r.SHARE: CatalogueRow(
        {"sum": Money, "rate": r.ShownNumber, "base": Money, "because": r.StatedValues},
        "{sum} is {rate} of {base}{because}",
        "{base}的{rate}为{sum}{because}",
        "Components of a sum: a share, its base, and the words of the base with their values.",
        "金额的构成：比例、基数，以及算出基数的各项及其数值。",
    ),
    r.COUNTED: CatalogueRow(
        {"sum": Money, "each": Money, "number": r.ShownNumber, "because": r.StatedValues},
        "{sum} is {each} for each of {number}{because}",
        "每项{each}，共{number}项，为{sum}{because}",
        "Components of a sum: an amount for each counted thing, and the words of the count with their values.",
        "金额的构成：每项多少、共多少项，以及所涉及的各项及其数值。",
    ),
    r.MOST: CatalogueRow(
        {"sum": Money, "most": Money},
        "the award pays at most {most} of {sum}",
        "计算结果{sum}，最高奖励{most}",
        "Components of a sum: the award's own limit, which the computed sum exceeds.",
        "金额的构成：计算结果超过该奖励自身的最高金额。",
    ),
    r.SAME_DAY: CatalogueRow(
        {"day": Date, "records": r.DecidingRecords},
        "{records}: one day, {day}, so the order of their numbers decides which is earlier",
        "{records}同为{day}，按编号的先后决定何者在前",
        "A sum or a condition is about earlier records. Of records of one day, that with the smaller number is"
        " earlier.",
        "金额或条件涉及以前的记录。同一天的记录，编号在前的视为以前的记录。",
    ),
    r.MEASURED: CatalogueRow(
        {"row": str, "because": r.StatedValues},
        "tier: {row}{because}",
        "适用档次：{row}{because}",
        "Components of a sum: the row that applies, and the values that chose it.",
        "金额的构成：适用的档次，以及据以确定的数值。",
    ),
    r.ADDED: CatalogueRow(
        {"sum": Money | r.ShownNumber, "terms": r.Terms, "because": r.StatedValues},
        "{sum} is {terms}{because}",
        "{terms}，为{sum}{because}",
        "Components of a sum: the terms that are added or subtracted, and their words with their"
        " values. A difference is not below 0.",
        "金额的构成：相加或相减的各项，以及所涉及的各项及其数值。差额不低于0。",
    ),
    r.DEFINED: CatalogueRow(
        {"word": str, "value": Money | r.ShownNumber, "because": r.StatedValues},
        "{word} is {value}{because}",
        "{word}为{value}{because}",
        "Components of a sum: a value that the page defines by name, with the facts that it is computed from.",
        "金额的构成：页面定义的一个值，以及计算所依据的事实。",
    ),
    r.GREATEST: CatalogueRow(
        {"sum": Money | r.ShownNumber, "amounts": r.Amounts, "because": r.StatedValues},
        "{sum} is the greatest of {amounts}{because}",
        "{amounts}中取最大的{sum}{because}",
        "Components of a sum: the amounts that are compared; the greatest is used.",
        "金额的构成：从各项金额中取最大的一项。",
    ),
    r.PRODUCT: CatalogueRow(
        {"sum": Money | r.ShownNumber, "factors": r.Factors, "because": r.StatedValues},
        "{sum} is {factors}{because}",
        "{factors}，为{sum}{because}",
        "Components of a sum: the factors that are multiplied and divided, and their words with their values.",
        "金额的构成：相乘和相除的各项，以及所涉及的各项及其数值。",
    ),
    r.ROUNDED: CatalogueRow(
        {"sum": Money | r.ShownNumber, "value": Money | r.ShownNumber, "to": r.RoundedTo},
        "{sum} is {value} rounded {to}",
        "{value}{to}，为{sum}",
        "Components of a sum: a value that the award rounds, and the step.",
        "金额的构成：该奖励取整的数值，以及取整的单位。",
    ),
    r.LEAST: CatalogueRow(
        {"sum": Money, "amounts": r.Amounts},
        "{sum} is the lesser of {amounts}",
        "{amounts}中取较小的{sum}",
        "Components of a sum: the amounts that are compared; the least is used.",
        "金额的构成：从各项金额中取较小的一项。",
    ),
    r.BELOW: CatalogueRow(
        {"sum": Money, "least": Money},
        "{sum} is below {least}, so nothing is paid",
        "{sum}不足{least}，不予奖励",
        "The award pays no sum below this amount.",
        "该奖励不足这一数额的，不予奖励。",
    ),
    r.OTHER_AWARDS: CatalogueRow(
        {"sum": Money, "awards": r.AwardSums},
        "{sum} is what {awards}",
        "{awards}，合计{sum}",
        "Components of a sum: what other awards pay in the year of the claim, paid before, or granted, award by award.",
        "金额的构成：其他各项奖励当年的金额、此前已付或者已核准的金额，逐项列出。",
    ),
    r.BELOW_ZERO: CatalogueRow(
        {"sum": Money},
        "{sum} is below 0, so the amount is 0",
        "{sum}小于0，按0计",
        "A difference or a loss makes the computed amount negative. An amount below 0 is 0.",
        "差额或亏损使计算结果为负数。金额小于0的，按0计。",
    ),
    r.BELOW_AFTER_DEDUCTIONS: CatalogueRow(
        {"rest": Money, "least": Money},
        "the rest after deductions, {rest}, is below {least}, so nothing is paid",
        "扣除后余下{rest}，不足{least}，不予奖励",
        "The award pays no sum below this amount; what is deducted from it comes off first.",
        "该奖励扣除后不足这一数额的，不予奖励。",
    ),
    r.MINIMUM_TOTAL: CatalogueRow(
        {"total": Money, "where": r.ArticlePlace, "least": Money, "per": r.RuleKey},
        "{where} pays nothing below {least}{per}, and the sum is {total}",
        "合计{total}，不足{where}规定的{per}{least}，不予奖励",
        "The sum of the claims of the group and year, with prior payments, is below this amount.",
        "该年度同组申请连同此前已兑现的金额，合计不足这一数额。",
    ),
    r.ROUNDED_TOTAL: CatalogueRow(
        {"left": Money, "total": Money, "where": r.ArticlePlace, "step": Money, "per": r.RuleKey},
        "cut to {left}: {where} rounds the sum {total} down to a multiple of {step}{per}",
        "核减至{left}：按{where}，{per}合计{total}向下取整至{step}的整数倍",
        "The sum of the claims of the group and year, with prior payments, is rounded down; the last claims are cut.",
        "该年度同组申请连同此前已兑现的金额，合计向下取整；后面的申请先核减。",
    ),
    r.SAME_EVENT: CatalogueRow(
        {"other": str},
        "the record {other} is the same event",
        "与记录{other}是同一事项",
        "Two records of an item have the same event (for a state: on the same day), and an event is settled once.",
        "同一项目的两条记录是同一事项（状态则为同一天），一个事项只结算一次。",
    ),
}


def sentence(reason: r.Reason, values: Mapping[str, str] | None = None, *, in_chinese: bool = False) -> str:
    """The sentence of a reason, with its values in words. A cap without room has its own."""
    row = CATALOGUE[reason.code]
    template = row.zh if in_chinese else row.en
    match dict(reason.values) if reason.code == r.CAP else None:
        case {"left": Money(minor=0), "most": Money(minor=most), "note": r.LimitNote(rest=None, ratio=None)} if most:
            both = "the cap of {where} is used up: {most}{per}{note}", "{where}{per}最高{most}的限额已经用完{note}"
            template = both[in_chinese]
    return template.format_map(values_in_words(reason) if values is None else values)


def values_in_words(reason: r.Reason, names: PolicyNames = UNTRANSLATED) -> dict[str, str]:
    """The English text of each value of a reason, by name; `names` has the paths of facts."""
    return {
        name: names.year(value) if name in YEAR_VALUES and isinstance(value, int) else text(value, names)
        for name, value in reason.values
    }


YEAR_VALUES = frozenset({"year", "until"})
"""The values of reasons that are years."""


def explanation(code: str, language: Language = Language.EN) -> str | None:
    """The page of a reason code; `None` for an unknown code."""
    row = CATALOGUE.get(code)
    if row is None:
        return None
    if language is Language.ZH:
        return f"# {code}：结算结果中的理由\n\n{row.meaning_zh}\n\n结算结果中写作：`{row.zh}`。\n"
    return f"# {code}: a reason in a decision\n\n{row.meaning}\n\nIn a decision it reads: `{row.en}`.\n"
