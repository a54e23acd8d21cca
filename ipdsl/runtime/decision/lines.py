"""Lines that several pages about decisions share: claims that are alike, records, parts, caps, years settled anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ipdsl.diagnostics.phrase import Phrase, joined
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.model import (
    Adjustment,
    AnewYear,
    Claim,
    MissingFact,
    NotStated,
    Obligation,
    OtherYear,
    Reopening,
    WithoutEffect,
)
from ipdsl.runtime.decision.page import Line, clean, note, side
from ipdsl.runtime.decision.telling import ENGLISH, Teller, amount
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading.remarked import SourceRemark
from ipdsl.runtime.reasons import EVENT_SETTLED, MEETS_NOTHING, NOTHING_DUE, Key, Near
from ipdsl.values.money import Bounds, Money

MOST_LISTED = 12
"""So many items are named in a line; a list of claims is long above it."""

GROUPS = {
    "records": Phrase("records", "记录"), "applicant": Phrase("applicant", "申请人"),
    "figures": Phrase("figures", "年度数据"), "published": Phrase("published", "公布的名次"),
    "history": Phrase("history", "历史"), "support": Phrase("support", "其他资助"),
    "approvals": Phrase("approvals", "核定"), "older_documents": Phrase("older documents", "以往文件"),
    "series": Phrase("series", "行情"),
}  # fmt: skip
"""The parts of the facts in words."""

_OF_CLAUSES = frozenset(["history", "approvals"])
"""Those whose lines begin with a clause."""

AT_LEAST = {"at least": "不低于", "at most": "不高于", "above": "高于", "below": "低于", "less than": "低于", "is": ""}
"""The comparisons of duties."""


# ---------------------------------------------------------------------------------------------- words


def counted(number: int, en: str, zh: str) -> Phrase:
    """`{n} claim{s} …` with its number."""
    return Phrase(en.replace("{s}", "s" if number != 1 else ""), zh, n=number)


def span_of(years: tuple[int, ...]) -> Phrase:
    """`years 2021 to 2023`."""
    if len(years) == 1:
        return Phrase("year {year}", "{year}年度", year=years[0])
    return Phrase("years {first} to {last}", "{first}年至{last}年", first=years[0], last=years[-1])


def of_ends(due: Bounds) -> Phrase:
    """What is sure of a total whatever the missing facts are."""
    ends = Phrase("at least the first sum is due", "至少应得第一个金额")
    if due.high is not None:
        both = Phrase(", and can be either", "，两个金额都可能出现") if due.exact else ""
        ends = Phrase("the total lies between these two sums{both}", "合计都在这两个金额之间{both}", both=both)
    return Phrase("whatever the missing facts are, {ends}", "无论未填写的事实如何，{ends}", ends=ends)


def named_in_a_row(items: list[str], tell: Teller = ENGLISH) -> str:
    """The items; of a long list the first, and how many more."""
    shown = tell.row([clean(item) for item in items[:MOST_LISTED]])
    more = len(items) - MOST_LISTED
    return tell("{items} and {n} more", "{items}等，另有{n}项", items=shown, n=more) if more > 0 else shown


def fact_named(fact: MissingFact, tell: Teller) -> str:
    """Where a missing fact belongs; in English with its label, which is the path in Chinese."""
    return tell.names.path(fact.ref) if tell.is_chinese else tell.names.asked(fact.ref, fact.label)


def kind_named(kind: NotStated, tell: Teller) -> str:
    """A kind of record of which nothing was stated."""
    if tell.is_chinese:
        return tell.names.name(kind.kind)
    return kind.kind if kind.label in ("", kind.kind) else f"{kind.kind} {kind.label}"


# ---------------------------------------------------------------------------------------------- claims


def listed(decision: Decision, only: str | None = None, *, with_all: bool) -> tuple[list[Claim], tuple[Claim, ...]]:
    """The claims to be told of one by one, and those that are counted: the zeros that are meant for others."""
    own = [claim for claim in decision.claims if only in (None, claim.label, claim.article)]
    aside = () if with_all or only else decision.for_others
    apart = {id(claim) for claim in aside}
    return [claim for claim in own if id(claim) not in apart], aside


def alike(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Claims of one clause with one outcome for one reason, in the order of the page."""
    groups: dict[tuple[str, Outcome, str], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.place):
        groups.setdefault((claim.label, claim.outcome, claim.why), []).append(claim)
    return list(groups.values())


def told(claims: list[Claim], tell: Teller = ENGLISH) -> str:
    """The clause, the items, and what became of claims that are alike."""
    first, why = claims[0], tell.why(claims[0])
    code = first.reason.code if first.reason is not None else ""
    said = [why] if code in (EVENT_SETTLED, NOTHING_DUE) else [tell.outcome(first.outcome), *([why] if why else [])]
    return tell("{label}, {items}: {said}", "{label}，{items}：{said}", label=tell.names.clause(first.label),
                items=named_in_a_row(_with_years(claims, tell), tell), said=tell.both(said))  # fmt: skip


def counted_apart(aside: Iterable[Claim], tell: Teller = ENGLISH, *, at_hand: bool = True) -> str:
    """How many clauses are meant for others; with the command line `at_hand`, how to see them."""
    number = len({claim.label for claim in aside})
    said = counted(number, "{n} clause{s} for other records or applicants", "另有{n}个条款针对其他记录或申请人")
    if at_hand:
        said = Phrase("{said} (`--all` lists them)", "{said}（`--all`逐一列出）", said=said)
    return tell.phrase(said)


def _with_years(claims: list[Claim], tell: Teller) -> list[str]:
    """Each item with its years: `ZL1 (2022, 2023)`."""
    years: dict[str, dict[str, None]] = {}
    for claim in claims:
        years.setdefault(tell.names.item(claim.item, claim.passage), {}).update(
            {str(claim.year): None} if claim.year else {}
        )
    return [
        tell("{item} ({years})", "{item}（{years}年）", item=item, years=tell.row(own)) if own else item
        for item, own in years.items()
    ]


def is_open_ceiling(claim: Claim) -> bool:
    """Whether the bureau has not set its sum."""
    return claim.outcome is Outcome.CEILING and claim.paid.minor == 0 and claim.bounds.high != claim.bounds.low


def comes_to_nothing(claim: Claim) -> bool:
    """Whether its conditions hold, and its sum is zero."""
    return claim.reason is not None and claim.reason.code == NOTHING_DUE


def tells_row(claim: Claim) -> bool:
    """Whether the row says more than the item."""
    return bool(claim.row) and claim.row not in claim.item.split(" / ")


def duty_sum(duty: Obligation, tell: Teller = ENGLISH) -> str:
    """`at least 100,000.00`; empty where no sum is known."""
    if duty.amount is None:
        return ""
    op = duty.op or "at least"
    return tell("{op} {sum}", "{op}{sum}", op=tell(op, AT_LEAST.get(op, op)), sum=amount(duty.amount))


def article_of(decision: Decision, label: str) -> str:
    """The article of a clause."""
    return next((claim.article for claim in decision.claims if claim.label == label), label.split(".")[0])


def parts_of(claim: Claim, indent: str, of: str = "", *, tell: Teller = ENGLISH) -> list[Line]:
    """What a computed sum is made of."""
    said = [tell.reason(part, claim.passage) for part in claim.parts]
    return [note(f"{of}{one}", indent, f"{indent}  ") for one in said]


def records_of(claims: list[Claim], indent: str, tell: Teller = ENGLISH) -> Iterator[Line]:
    """What claims of sets count, and what they leave out: the records of one reason together."""
    items = [tell.names.item(item, claim.passage) for claim in claims for item in claim.counted]
    if items:
        said = tell("counts {items}", "计入{items}", items=named_in_a_row(items, tell))
        yield note(said, indent, f"{indent}  ")
    left_out: dict[str, list[str]] = {}
    for claim in claims:
        for one in claim.left_out:
            if one.reason != claim.reason:
                item = tell.names.item(one.item, claim.passage)
                left_out.setdefault(tell.reason(one.reason, claim.passage), []).append(item)
    for why, items in left_out.items():
        said = tell("leaves out {items}: {why}", "不计入{items}：{why}", items=named_in_a_row(items, tell), why=why)
        yield note(said, indent, f"{indent}  ")


# ---------------------------------------------------------------------------------------------- caps


Met: TypeAlias = "tuple[str, int | None, tuple[str, ...]]"
"""A cap in a year with the values of its key."""


def key_of(cut: Adjustment) -> tuple[str, ...]:
    """The names of a cap's key."""
    key = dict(cut.reason.values)["per"]
    assert isinstance(key, Key)
    return key.names


def key_values(line: LedgerLine, names: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a key as a line states them."""
    own = {"item": line.item, "matter": line.matter, "level": line.level}
    return tuple(str(line.keys.get(name, own.get(name, ""))) for name in names)


def sum_of_cap(met: list[tuple[Claim, int]], cut: Adjustment, currency: str, tell: Teller) -> str:
    """`2 claims of 2022: 20,000.00 + 50,000.00, cut to 50,000.00 by the cap of …`."""
    before = [charged + _cut_by(claim, cut.rule) for claim, charged in met]
    left = sum(charged for _, charged in met)
    sums = " + ".join(amount(Money(sum_, currency)) for sum_ in before[:6])
    if len(before) > 6:
        sums = tell("{sum} together", "共{sum}", sum=amount(Money(sum(before), currency)))
    cap = tell.cell("the cap of {where}: {most}{per}{published}", "{where}{per}最高{most}{published}", cut.reason,
                    met[0][0].passage)  # fmt: skip
    return tell("{n} claims of {year}: {sums}, cut to {left} by {cap}",
                "{year}年{n}项：{sums}，受{cap}的限制，核减至{left}",
                n=len(met), year=met[0][0].year or 0, sums=sums, left=amount(Money(left, currency)),
                cap=cap)  # fmt: skip


def _cut_by(claim: Claim, rule: str) -> int:
    return sum(adjustment.cut.minor for adjustment in claim.adjustments if adjustment.rule == rule)


# ---------------------------------------------------------------------------------------------- remarks


def of_sources(decision: Decision, tell: Teller = ENGLISH) -> Iterator[str]:
    """What is said of where the facts come from: payments that the bureau added, a ledger that was modified."""
    yield from (tell.phrase(one) for one in decision.assumed if isinstance(one, SourceRemark))


def remarked(decision: Decision, tell: Teller = ENGLISH, *, at_hand: bool = True) -> Iterator[str]:
    """A sentence for each remark about the facts; with the facts `at_hand`, where it stands and the next step."""
    for one in decision.remarks:
        texts = one.texts(tell.language)
        if not at_hand:
            yield texts.title
            continue
        yield tell("{said} ({path}; {step}) [{code}]", "{said}（{path}；{step}）[{code}]",
                   said=texts.title, path=one.path or "", step=texts.help, code=one.code)  # fmt: skip


def unmet(decision: Decision, tell: Teller = ENGLISH) -> Iterator[str]:
    """A sentence for each stated line that meets no claim and may be a slip.

    Of the history, which has lines of earlier years too, these are lines whose item has nearly the name of another.
    """
    for line in decision.without_effect:
        if line.reason.code != MEETS_NOTHING:
            continue
        near = dict(line.reason.values)["near"]
        if line.group != "history" or (isinstance(near, Near) and near.names):
            yield tell("{group}: {line}: {why}", "{group}：{line}：{why}", group=GROUPS[line.group],
                       line=names_of_line(line, tell), why=tell.reason(line.reason))  # fmt: skip


def names_of_line(line: WithoutEffect, tell: Teller = ENGLISH) -> str:
    """What names a stated line: its clause, or its kind and item, and what else there is."""
    begins = tell.names.clause if line.group in _OF_CLAUSES else tell.names.item
    first, *rest = line.parts
    return " ".join(filter(None, (begins(first), *map(tell.names.item, rest))))


# ---------------------------------------------------------------------------------------------- other years


def beside_year(decision: Decision, tell: Teller = ENGLISH) -> Iterator[str]:
    """Of a decision on one year a sentence about the others: what is newly due in them, and what may be."""
    said = [_of_year(one, tell) for one in decision.other_years]
    if said:
        every = tell.phrase(joined(said, ", ", "，"))
        yield tell("beside it, in other years: {years}", "此外，其他年度：{years}", years=every)


def _of_year(of: OtherYear, tell: Teller) -> Phrase:
    due = Phrase("{sum} newly due", "新增应得{sum}", sum=amount(of.newly_due))
    may_be = Phrase("an unlimited sum open", "待定金额没有上限") if of.open is None else Phrase(
        "up to {sum} open", "待定金额最多{sum}", sum=amount(of.open)
    )  # fmt: skip
    parts = [due] if of.newly_due.minor else []
    parts += [may_be] if of.open is None or of.open.minor else []
    said = joined(parts, " and ", "、")
    return Phrase("{year} {said}", "{year}年{said}", year=of.year, said=said)


# ---------------------------------------------------------------------------------------------- years settled anew


ANEW = ("{before} due before", "原应得{before}"), ("newly due {sum}", "新增应得{sum}"), ("overpaid {sum}", "多付{sum}")
"""How years that were reopened are told: what was due before, more, less."""
LATER_SEEN = ("{before} due as it stands", "现有应得{before}"), ("{sum} more", "多{sum}"), ("{sum} less", "少{sum}")
"""The same of what came to light late."""
Said: TypeAlias = "tuple[tuple[str, str], tuple[str, str], tuple[str, str]]"


def beside_before(of: Reopening, currency: str, indent: str = "", tell: Teller = ENGLISH) -> Iterator[Line]:
    """What is newly due and overpaid over all years that were settled anew."""
    more = sum(year.newly_due.minor for year in of.years)
    less = sum(year.overpaid.minor for year in of.years)
    if more:
        said = tell("Newly due beside what was due before", "比原应得新增")
        yield side(said, amount(Money(more, currency)), indent)
    if less:
        said = tell("Overpaid beside what was due before", "比原应得多付")
        yield side(said, amount(Money(less, currency)), indent)


def years_anew(years: Iterable[AnewYear], said: Said, tell: Teller, first: int = 0) -> Iterator[Line]:
    """A line for each year: what it comes to anew, what was due before, and by how much they differ.

    Before the `first` year that is settled anew a year pays beside what stands.
    """
    due_before, more, less = said
    for year in years:
        anew = amount(year.anew.low)
        if not year.anew.is_point:
            anew = tell("{low} to {high}", "{low}至{high}", low=anew, high=tell.at_most(year.anew.high))
        if year.year < first:
            left = tell(
                "{year}: {anew} beside what stands", "{year}年：在原有金额之外{anew}", year=year.year, anew=anew
            )
        else:
            left = tell("{year}: {anew} anew, {before}", "{year}年：重新结算{anew}，{before}", year=year.year,
                        anew=anew, before=tell(*due_before, before=amount(year.before)))  # fmt: skip
        right = tell("as before", "不变") if year.anew.is_point else tell("not determined yet", "尚未确定")
        if year.newly_due.minor:
            right = tell(*more, sum=amount(year.newly_due))
        elif year.overpaid.minor:
            right = tell(*less, sum=amount(year.overpaid))
        yield side(left, right, "  ")
