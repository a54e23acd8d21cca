"""Compare several policies for one applicant, item by item: as a table for people and as plain data for JSON.

A row is one item of a record kind, or a year for awards on yearly figures. A cell has the claims under one policy, with
their total and their bounds. Rows are in the order of the vocabulary, then by item.

Settle the facts of one applicant under several policies. Each policy gets the parts that belong to it.

Records, figures and fields belong to all policies, since they share a vocabulary. An approval or a line of the history
belongs to the policies that have its clause. A line that names one of the other policies is left out, because each
policy is settled separately.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Sources
from ipdsl.base.values.money import Bounds, Money
from ipdsl.decision.decision import EVERY_YEAR, NOTICE_PHRASE, Decision, Request
from ipdsl.decision.model import Claim
from ipdsl.decision.other_years import assumed_as_of, span_of_days
from ipdsl.driver.library import Policy, settle_applicant
from ipdsl.ir.proposal import Outcome, Passage
from ipdsl.ledger.recall import lines_like
from ipdsl.plain_data.context import clause_labels
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import copy_origin
from ipdsl.report.decision_json import bounds_to_json, money_to_json, to_json
from ipdsl.report.localizer import ENGLISH, Localizer, amount, clean, other_years_line, width, wrap
from ipdsl.schema.declarations import Labels

YEARLY = "figures"
"""The kind of a claim that depends on yearly figures or on the applicant, not on a record."""


@attrs.frozen
class ComparisonCell:
    """The claims of one policy for an item."""

    claims: tuple[Claim, ...]
    currency: str

    @property
    def paid_total(self) -> Money:
        """The total due for its claims."""
        return Money(sum(claim.paid.minor for claim in self.claims), self.currency)

    @property
    def due(self) -> Bounds:
        """The sum of the claims' bounds. A rule may reduce the claims further when they are settled together."""
        low = sum(claim.bounds.low.minor for claim in self.claims)
        highs = [claim.bounds.high for claim in self.claims]
        exact = all(claim.bounds.exact for claim in self.claims)
        known = [high.minor for high in highs if high is not None]
        high = Money(sum(known), self.currency) if len(known) == len(highs) else None
        return Bounds(Money(low, self.currency), high, exact)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of its claims, each once."""
        return tuple(dict.fromkeys(claim.outcome for claim in self.claims))

    @property
    def may_pay(self) -> bool:
        """Whether the policy pays or may pay for the item."""
        return self.paid_total.minor > 0 or not self.due.is_point or self.due.low.minor > 0


@attrs.frozen
class ComparisonRow:
    """One item. A cell is `None` if the policy has no claim for it."""

    kind: str
    label: str
    item: str
    cells: tuple[ComparisonCell | None, ...]

    @property
    def may_pay(self) -> bool:
        """Whether at least one policy pays or may pay for the item."""
        return any(cell is not None and cell.may_pay for cell in self.cells)


@attrs.frozen
class PolicyComparison:
    """Decisions of several policies for one applicant, side by side."""

    decisions: tuple[Decision, ...]
    rows: tuple[ComparisonRow, ...]


def compare(policies: Sequence[Policy], decisions: Sequence[Decision]) -> PolicyComparison:
    """The decisions by item, in the order of the policies."""
    claims_by_item: dict[tuple[int, str, str], list[list[Claim]]] = {}
    labels: dict[str, str] = {}
    for place, (policy, decision) in enumerate(zip(policies, decisions, strict=True)):
        roots = _roots(policy)
        for claim in decision.claims:
            order, kind, label = roots.get(claim.kind, (-1, YEARLY, ""))
            labels.setdefault(kind, label)
            row = claims_by_item.setdefault((order, kind, claim.item), [[] for _ in policies])
            row[place].append(claim)
    rows = [
        ComparisonRow(
            kind,
            labels[kind],
            item,
            tuple(
                ComparisonCell(tuple(claims), decision.currency) if claims else None
                for claims, decision in zip(claim_lists, decisions, strict=True)
            ),
        )
        for (_, kind, item), claim_lists in sorted(claims_by_item.items(), key=lambda pair: pair[0])
    ]
    return PolicyComparison(tuple(decisions), tuple(rows))


def _roots(policy: Policy) -> dict[str, tuple[int, str, str]]:
    """For each record kind: the position, the name and the label of its widest kind."""
    schema = policy.program.schema
    place = {record.name: index for index, record in enumerate(schema.records)}
    return {
        record.name: (place[record.root], record.root, schema.record_by_name[record.root].label.zh)
        for record in schema.records
    }


SCHEMA = 1
NO_CELL = "-"
ITEMS = 40
"""Largest width of an item, in columns of text."""


def render(
    comparison: PolicyComparison, *, with_all: bool = False, localize: Localizer = ENGLISH, titles: Sequence[str] = ()
) -> str:
    """The table of the items that a policy pays or may pay, or of all items, one line per item."""
    rows = [row for row in comparison.rows if with_all or row.may_pay]
    table = list(_table(comparison, rows, localize))
    hidden = len(comparison.rows) - len(rows)
    lines = [
        *_head(comparison, localize, titles or [decision.title for decision in comparison.decisions]),
        "",
        *_align_columns(table),
        "",
    ]
    for decision in comparison.decisions:
        for remark in other_years_line(decision, localize):
            lines += wrap(
                localize("{policy}: {said}", "{policy}：{said}", policy=decision.policy, said=remark), "", "  "
            )
    if hidden:
        items = Phrase("one item pays" if hidden == 1 else "{n} items pay", "另有{n}项", n=hidden)
        lines += wrap(
            localize("{items} nothing under any of these policies; `--show-unrelated` lists them, with the outcome",
                 "{items}在这些政策下都没有金额；`--show-unrelated`逐一列出及其结果", items=items)
        )  # fmt: skip
    lines += wrap(
        localize("{mark}: not covered by the policy. {notice}", "{mark}：该政策没有涉及。{notice}", mark=NO_CELL,
             notice=NOTICE_PHRASE)
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(comparison: PolicyComparison, localize: Localizer, titles: Sequence[str]) -> Iterator[str]:
    currencies = localize.row(dict.fromkeys(decision.currency for decision in comparison.decisions))
    is_one_day = len({decision.as_of for decision in comparison.decisions}) == 1
    as_of = span_of_days(comparison.decisions)
    yield from wrap(
        localize(
            "applicant {applicant}{as_of}; all sums in {currencies}",
            "申请人{applicant}{as_of}；金额币种{currencies}",
            applicant=comparison.decisions[0].applicant,
            as_of=as_of,
            currencies=currencies,
        )
    )
    for assumed in assumed_as_of(comparison.decisions[0]) if is_one_day else ():
        yield from wrap(localize.phrase(assumed), "  ", "    ")
    for decision, title in zip(comparison.decisions, titles, strict=True):
        document = Phrase(" ({number})", "（{number}）", number=decision.document) if decision.document else ""
        text = localize("{policy}: {title}{document}", "{policy}：{title}{document}", policy=decision.policy,
                    title=title, document=document)  # fmt: skip
        yield from wrap(text, "  ", "    ")
        for assumed in () if is_one_day else assumed_as_of(decision):
            yield from wrap(localize.phrase(assumed), "    ", "      ")


def _table(comparison: PolicyComparison, rows: list[ComparisonRow], localize: Localizer) -> Iterator[tuple[str, ...]]:
    yield ("", *(decision.policy for decision in comparison.decisions))
    yield (
        localize("Total due", "应得合计"),
        *(_range_text(decision.due, localize) for decision in comparison.decisions),
    )
    if any(decision.recoveries for decision in comparison.decisions):
        yield (
            localize("To be paid back", "应退回"),
            *(_range_text(decision.to_pay_back, localize) for decision in comparison.decisions),
        )
        yield localize("Net", "净得"), *(_range_text(decision.net, localize) for decision in comparison.decisions)
    kind = None
    for row in rows:
        if row.kind != kind:
            kind = row.kind
            yield (_kind_heading(row, localize),)
        yield (
            f"  {localize.names.item(row.item, Passage(row.kind))}",
            *(_cell_text(cell, localize) for cell in row.cells),
        )


def _kind_heading(row: ComparisonRow, localize: Localizer) -> str:
    if row.kind == YEARLY:
        return localize("by year, and by state of the applicant", "按年度，以及按申请人的状态")
    if localize.is_chinese:
        return localize.names.name(row.kind)
    return row.kind if row.label in ("", row.kind) else f"{row.kind} {row.label}"


def _cell_text(cell: ComparisonCell | None, localize: Localizer) -> str:
    """An amount, two bounds, or the outcome if nothing is paid."""
    if cell is None:
        return NO_CELL
    if not cell.due.is_point:
        return _range_text(cell.due, localize)
    is_zero = cell.paid_total.minor <= 0  # a reduced claim says more than one that was never proposed
    return localize.outcome(min(cell.outcomes, key=list(Outcome).index)) if is_zero else amount(cell.paid_total)


def _range_text(due: Bounds | None, localize: Localizer) -> str:
    if due is None or due.is_point:
        return localize.bounds(due)
    if due.high is None:
        return localize("{low} or more", "{low}以上", low=amount(due.low))
    if due.low.minor == 0:
        return localize("up to {high}", "最多{high}", high=amount(due.high))
    return localize("{low} to {high}", "{low}至{high}", low=amount(due.low), high=amount(due.high))


def _align_columns(table: list[tuple[str, ...]]) -> Iterator[str]:
    """The lines of the table. A column is as wide as its widest cell; items are on the left, amounts on the right."""
    shown = [tuple(clean(cell) if i else _shorten(clean(cell)) for i, cell in enumerate(line)) for line in table]
    full = [line for line in shown if len(line) > 1]
    widths = [max(width(line[column]) for line in full) for column in range(len(full[0]))]
    for line in shown:
        first = line[0] + " " * max(0, widths[0] - width(line[0]))
        yield "  ".join([first, *(" " * (w - width(c)) + c for c, w in zip(line[1:], widths[1:], strict=False))])


def _shorten(text: str) -> str:
    if width(text) <= ITEMS:
        return text
    while width(text) > ITEMS - 1:
        text = text[:-1]
    return f"{text}…"


def to_plain(comparison: PolicyComparison, localize: Localizer = ENGLISH) -> dict[str, object]:
    """As JSON: the whole decision of each policy, and the rows with indexes of their claims in the decision."""
    places = [{id(claim): i for i, claim in enumerate(d.claims)} for d in comparison.decisions]
    return {
        "schema": SCHEMA,
        "decisions": [to_json(decision, localize) for decision in comparison.decisions],
        "rows": [
            {
                "kind": row.kind,
                "label": row.label,
                "item": row.item,
                "cells": [
                    None if cell is None else _cell_to_plain(cell, place)
                    for cell, place in zip(row.cells, places, strict=True)
                ],
            }
            for row in comparison.rows
        ],
        "notice": localize.phrase(NOTICE_PHRASE),
    }


def _cell_to_plain(cell: ComparisonCell, places: dict[int, int]) -> dict[str, object]:
    return {
        "paid": money_to_json(cell.paid_total),
        "due": bounds_to_json(cell.due),
        "outcomes": [outcome.value for outcome in cell.outcomes],
        "claims": [places[id(claim)] for claim in cell.claims],
    }


def settle_each(policies: Sequence[Policy], stated: object, request: Request = EVERY_YEAR) -> tuple[Decision, ...]:
    """The decision of each policy. Raises `FactsError` with the problems under all policies, without duplicates."""
    decisions: list[Decision] = []
    problems, sources = Report(), Sources()
    for policy in policies:
        try:
            decisions.append(settle_applicant(policy, facts_of_policy(policy, policies, stated), request))
        except FactsError as error:
            problems.extend(error.report)
            sources.update(error.sources)
    if len(problems):
        raise FactsError(problems, sources)
    return tuple(decisions)


def facts_of_policy(policy: Policy, policies: Sequence[Policy], stated: object) -> Mapping[str, object]:
    """The facts without the parts that belong only to other policies."""
    if not isinstance(stated, dict):
        return stated  # type: ignore[return-value]  # the reader of facts refuses it with its own finding
    other_policies = [other for other in policies if other is not policy]
    clauses, other_clauses = _clauses(policy), set[str]().union(*map(_clauses, other_policies))
    names = {other.name for other in policies} - {policy.name}

    def is_foreign(word: str) -> bool:
        if word in clauses or word in other_clauses:
            return word not in clauses
        return word not in _labels(policy) and any(word in _labels(other) for other in other_policies)

    policy_facts = dict(stated)
    moved: dict[str, str | None] = {}
    for part in ("approvals", "history"):
        if isinstance(entries := stated.get(part), list):
            positions = [
                index for index, entry in enumerate(entries) if not _is_foreign(entry, is_foreign, names, policy.name)
            ]
            policy_facts[part] = lines_like(entries, (entries[index] for index in positions))
            moved |= {f"$.{part}[{number}]": f"$.{part}[{index}]" for number, index in enumerate(positions)}
    return copy_origin(stated, policy_facts, moved)


def _clauses(policy: Policy) -> set[str]:
    """The names and labels of the clauses of a policy that lines may use."""
    return {*policy.clauses, *_labels(policy)}


def _labels(policy: Policy) -> Labels:
    """The labels of its clauses, which are also looked up in other case."""
    return policy.program.compute_once(clause_labels)


def _is_foreign(entry: object, is_foreign: Callable[[str], bool], names: set[str], policy_name: str) -> bool:
    if not isinstance(entry, dict):
        return False
    line_policy = entry.get("policy")
    if line_policy not in (None, ""):
        return line_policy in names
    clause = entry.get("clause")
    return isinstance(clause, str) and is_foreign(clause)
