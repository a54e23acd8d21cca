"""The next step for a code that is not a currency in use."""

from __future__ import annotations

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.currencies import LIST_DATE, UNITS_OF_ACCOUNT, WITHDRAWN


def is_refused_code(code: str) -> bool:
    """Whether ISO 4217 has the code, but not as a currency in use."""
    return code in WITHDRAWN or code in UNITS_OF_ACCOUNT


def currency_advice(code: str) -> Phrase:
    """The next step for a code that is not a currency in use."""
    if code in WITHDRAWN:
        return Phrase(
            "`{code}` was withdrawn; state the sum in the currency that replaced it",
            "`{code}`已停用；请改用接替它的货币填写金额",
            code=code,
        )
    if code in UNITS_OF_ACCOUNT:
        return Phrase(
            "`{code}` is the code of a metal, a unit of account or a test, which has no minor unit; use the currency "
            "of the payment",
            "`{code}`是贵金属、记账单位或测试用的代码，没有辅币单位；请填写付款的货币",
            code=code,
        )
    return Phrase(
        "use three letters of ISO 4217 (list of {date}), as in USD",
        "请写 ISO 4217（{date}的清单）的三个字母，例如`USD`",
        date=LIST_DATE,
    )
