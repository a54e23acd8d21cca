"""Rules of blocks in words, as steps and reasons show them, and the rooms of caps that are plain sums."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from ipdsl.semantics import typed
from ipdsl.values.money import DECIMALS


def constant_room(cap: typed.Cap) -> int | None:
    """The room of a cap that is a plain sum."""
    amount = cap.amount
    if isinstance(amount, typed.Const) and isinstance(amount.value, int) and not isinstance(amount.value, bool):
        return amount.value
    return None


def keys_text(keys: tuple[str, ...]) -> str:
    """The keys of a rule in words."""
    return "".join(f" per {key}" for key in keys)


def rule_text(rule: typed.Rule, currency: str) -> str:
    """A rule in one line."""
    keys = keys_text(rule.keys)
    match rule:
        case typed.Limit(number=number, counts=counts, order=order):
            return f"limit {number} {counts or 'items'}{keys}{_year(rule.per_year)}, {order.value}"
        case typed.HighestRule():
            return f"pay highest{keys} per year"
        case typed.Cap(is_across_applicants=across, carry=carry):
            shared = " across applicants" if across else ""
            waits = f", carry forward {carry} year{'s' if carry > 1 else ''}" if carry else ""
            return f"cap{_room(rule, currency)}{keys}{_year(rule.per_year)}{shared}{waits}"
        case typed.NoRepeat():
            return f"no repeat{keys}{_year(rule.per_year)}"
        case typed.TopUp():
            return f"top up{keys}"
        case _:
            assert_never(rule)


def _year(per_year: bool) -> str:
    return " per year" if per_year else ""


def _room(cap: typed.Cap, currency: str) -> str:
    """The room of a cap in main units; nothing where it is computed."""
    room = constant_room(cap)
    if room is None:
        return ""
    decimals = DECIMALS.get(currency, 2)
    return " " + f"{Decimal(room).scaleb(-decimals):,f}".removesuffix("." + "0" * decimals)
