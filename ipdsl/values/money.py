"""Money: integer minor units of one currency; the bounds of a sum that is not settled."""

from __future__ import annotations

from decimal import Decimal

import attrs

from ipdsl.value_object import ValueObject

DECIMALS = {
    "CNY": 2, "HKD": 2, "MOP": 2, "TWD": 2, "USD": 2, "EUR": 2, "GBP": 2, "JPY": 0, "KRW": 0, "CHF": 2, "AUD": 2,
    "CAD": 2, "NZD": 2, "SGD": 2, "RUB": 2, "INR": 2, "THB": 2, "MYR": 2, "IDR": 2, "PHP": 2, "VND": 0, "BRL": 2,
    "MXN": 2, "ZAR": 2, "SEK": 2, "NOK": 2, "DKK": 2, "PLN": 2, "TRY": 2, "AED": 2, "SAR": 2,
}  # fmt: skip
"""Decimals of the currencies that are known (ISO 4217)."""


@attrs.frozen(order=True)
class Money:
    """A sum in minor units (fen) of a currency; `str` shows main units.

    >>> str(Money(999_999))
    '9,999.99 CNY'
    """

    minor: int
    currency: str = "CNY"

    @property
    def amount(self) -> Decimal:
        """The sum in main units (yuan), exact."""
        return Decimal(self.minor).scaleb(-DECIMALS[self.currency])

    def __str__(self) -> str:
        return f"{group_digits(self.minor, DECIMALS[self.currency])} {self.currency}"


@attrs.frozen(eq=False, repr=False)
class Bounds(ValueObject):
    """Due at least `low` and at most `high` (`None`: unlimited); `exact`: every case was settled, or both are one."""

    low: Money
    high: Money | None
    exact: bool = True

    @property
    def is_point(self) -> bool:
        """Nothing is open: both ends are one sum."""
        return self.high == self.low


def group_digits(minor: int, decimals: int) -> str:
    """Minor units as main units with separators: 99999999 gives `999,999.99`."""
    if decimals == 2 and minor >= 0:  # nearly all; a width that is given in the text is the quicker
        return f"{minor // 100:,}.{minor % 100:02}"
    if not decimals:
        return f"{minor:,}"
    whole, rest = divmod(abs(minor), 10**decimals)
    return f"{'-' if minor < 0 else ''}{whole:,}.{rest:0{decimals}}"
