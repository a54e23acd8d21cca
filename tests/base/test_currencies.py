"""The currencies of ISO 4217: their minor units, and the codes that are refused with a reason."""

from __future__ import annotations

from ipdsl.base.values.money import DECIMALS, UNITS_OF_ACCOUNT, WITHDRAWN
from ipdsl.schema.types.money import currency_advice, is_refused_code
from tests.support.rows import each_row


@each_row(
    ("code", "decimals"),
    [
        ("CNY", 2), ("JPY", 0), ("KRW", 0), ("VND", 0), ("ISK", 0), ("CLP", 0), ("UGX", 0), ("XOF", 0), ("HUF", 2),
        ("CZK", 2), ("RON", 2), ("ILS", 2), ("IDR", 2), ("LBP", 2), ("MGA", 2), ("KWD", 3), ("BHD", 3), ("TND", 3),
        ("IQD", 3), ("CLF", 4), ("UYW", 4), ("UYI", 0), ("XCG", 2), ("BGN", 2),
    ],
)  # fmt: skip
def test_a_currency_has_the_minor_unit_of_the_list(code: str, decimals: int) -> None:
    assert DECIMALS[code] == decimals


def test_each_code_has_one_meaning() -> None:
    assert not DECIMALS.keys() & (WITHDRAWN | UNITS_OF_ACCOUNT)
    assert not WITHDRAWN & UNITS_OF_ACCOUNT
    assert all(len(code) == 3 and code.isupper() for code in {*DECIMALS, *WITHDRAWN, *UNITS_OF_ACCOUNT})
    assert len(DECIMALS) == 166


@each_row(
    ("code", "reason"),
    [
        ("HRK", "withdrawn"),
        ("DEM", "withdrawn"),
        ("XAU", "metal"),
        ("XXX", "metal"),
        ("XTS", "metal"),
        ("ABC", "list of"),
    ],
)  # fmt: skip
def test_a_code_that_is_not_a_currency_has_its_reason(code: str, reason: str) -> None:
    assert reason in str(currency_advice(code))
    assert is_refused_code(code) is (code != "ABC")
