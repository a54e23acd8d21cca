"""Money as integer minor units of one currency, the bounds of an unsettled sum, and the only rounding function.

The currencies are those of ISO 4217, list one, as of 2026-01-01. A code withdrawn in 2025 or later is kept in the list,
because sums of those years are still claimed.
"""

from __future__ import annotations

import enum
from decimal import Decimal
from fractions import Fraction

import attrs

from ipdsl.base.value_object import ValueObject

LIST_DATE = "2026-01-01"
"""The date of the list."""

_CODES_BY_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
        CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL
        HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR
        MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK
        SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD
        XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
DECIMALS = {code: places for places, codes in _CODES_BY_DECIMALS.items() for code in codes.split()}
"""Decimals of the currencies."""

_WITHDRAWN_CODES = """
    ADP AFA ALK AOK AON AOR ARA ARP ARY ATS AYM AZM BAD BEC BEF BEL BGJ BGK BGL BOP BRB BRC BRE BRN BRR BUK BYB BYR CHC
    CSD CSJ CSK CUC CYP DDM DEM ECS ECV EEK ESA ESB ESP FIM FRF GEK GHC GHP GNE GNS GQE GRD GWE GWP HRD HRK IEP ILP ILR
    ISJ ITL LAJ LSM LTL LTT LUC LUF LUL LVL LVR MGF MLF MRO MTL MTP MVQ MXP MZE MZM NIC NLG PEH PEI PES PLZ PTE RHD ROK
    ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR TMM TPE TRL UAK UGS UGW USS UYN UYP VEB VEF VNC XEU XFO XFU XRE YDD YUD
    YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWL ZWN ZWR
"""
WITHDRAWN = frozenset(_WITHDRAWN_CODES.split())
"""Codes that ISO 4217 withdrew."""

_ACCOUNT_CODES = "XAD XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX"
UNITS_OF_ACCOUNT = frozenset(_ACCOUNT_CODES.split())
"""Codes of precious metals, bond units and units of account, for tests and for no currency."""


CURRENCY_NAMES = {
    "欧元": "EUR", "美元": "USD", "港元": "HKD", "日元": "JPY", "英镑": "GBP", "韩元": "KRW", "澳门元": "MOP",
    "新台币": "TWD", "瑞士法郎": "CHF", "加元": "CAD", "澳元": "AUD", "新加坡元": "SGD",
}  # fmt: skip
"""The codes of currencies by their Chinese names, as pages write them."""


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
    """The amount due is at least `low` and at most `high` (`None`: unlimited).

    `exact`: all cases were settled, or both bounds are equal.
    """

    low: Money
    high: Money | None
    exact: bool = True

    @property
    def is_point(self) -> bool:
        """Whether both bounds are equal, so that nothing is unknown."""
        return self.high == self.low


def group_digits(minor: int, decimals: int) -> str:
    """Minor units as main units with separators: 99999999 gives `999,999.99`."""
    if decimals == 2 and minor >= 0:  # the usual case; a format with a constant width is faster
        return f"{minor // 100:,}.{minor % 100:02}"
    if not decimals:
        return f"{minor:,}"
    whole, rest = divmod(abs(minor), 10**decimals)
    return f"{'-' if minor < 0 else ''}{whole:,}.{rest:0{decimals}}"


class Mode(enum.Enum):
    """How a sum between two steps is rounded; amounts are never negative."""

    HALF_UP = "half up"
    HALF_EVEN = "half even"
    UP = "up"
    DOWN = "down"


MODES_ZH = {"half up": "四舍五入", "half even": "四舍六入", "up": "向上取整", "down": "向下取整"}
"""The Chinese words for the modes of rounding."""


@attrs.frozen(eq=False, repr=False)
class Rounding(ValueObject):
    """Round to a whole number of steps; `step` is counted in minor units (0.01 yuan = 1 fen)."""

    mode: Mode = Mode.HALF_UP
    step: int = 1

    def apply(self, value: Fraction | int) -> int:
        """The rounded sum in minor units.

        >>> Rounding().apply(Fraction(999_999, 2))
        500000
        """
        if type(value) is int and self.step == 1:
            return value
        steps = value.denominator * self.step
        whole, rest = divmod(value.numerator, steps)
        if not rest:
            return whole * self.step
        match self.mode:
            case Mode.DOWN:
                up = False
            case Mode.UP:
                up = True
            case Mode.HALF_UP:
                up = 2 * rest >= steps
            case Mode.HALF_EVEN:
                up = 2 * rest > steps or (2 * rest == steps and whole % 2 == 1)
        return (whole + up) * self.step


DOWN_TO_MINOR = Rounding(Mode.DOWN, 1)
"""Computed ceilings are rounded down, so that a ceiling is never exceeded."""
