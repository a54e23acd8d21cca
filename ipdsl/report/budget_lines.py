"""The budgets of several applicants as lines of a page: requested, paid and left amounts, ratios, refused claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import Money
from ipdsl.report.localizer import Localizer, amount
from ipdsl.report.text_layout import width, wrap
from ipdsl.settlement.budgets import Budget


def budget_lines(budgets: Sequence[Budget], localize: Localizer) -> list[str]:
    """The section about rules across applicants; empty without such rules."""
    if not budgets:
        return []
    title = localize("Budgets", "共用限额")
    lines = ["", title, "-" * width(title)]
    for budget in budgets:
        for paragraph, indent in _paragraphs(budget, localize):
            lines += wrap(paragraph, indent, f"{indent}  ")
    return lines


def _paragraphs(budget: Budget, localize: Localizer) -> Iterator[tuple[str, str]]:
    names = localize.names
    parts = [f"{names.name(name)} {names.item(value)}" for name, value in budget.group.items()]
    parts += [localize("{year}", "{year}年", year=names.year(budget.year))] if budget.year is not None else []
    about = localize(": {parts}", "：{parts}", parts=", ".join(parts)) if parts else ""
    yield f"{names.rule(budget.rule)}{about}", "  "
    values = {"asked": _value_text(budget.requested), "paid": _value_text(budget.paid)}
    if isinstance(budget.requested, Money):
        line = localize("asked {asked}, paid {paid}", "申请{asked}，支付{paid}", **values)
    else:
        line = localize("applicants: {asked}, with a place: {paid}", "申请人{asked}个，取得名额{paid}个", **values)
    if budget.left is not None:
        line += localize(", left {left}", "，剩余{left}", left=_value_text(budget.left))
    if budget.ratio is not None:
        line += localize(", ratio {ratio}", "，比例{ratio}", ratio=str(budget.ratio))
    yield line, "    "
    if budget.refused:
        refused = [
            localize.phrase(Phrase("{item} of {applicant}", "{applicant}的{item}", item=item, applicant=applicant))
            for applicant, item in dict.fromkeys(budget.refused)  # an item of several years has several claims
        ]
        yield localize("refused: {refused}", "未予支付：{refused}", refused=localize.row(refused)), "    "


def _value_text(value: Money | int) -> str:
    return amount(value) if isinstance(value, Money) else str(value)
