"""A rate of exchange of 0 is refused as 0, and a negative one as negative."""

from __future__ import annotations

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.plain_data.errors import FactsError

PAGE = "award official_fees to enterprise when invention_patent granted\n  convert at central_parity on fees_paid_on"


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        ("0", "is not more than 0: 0", "应大于0：0"), ("0.00", "is not more than 0: 0.00", "应大于0：0.00"),
        ("-6.3", "is negative: -6.3", "是负数：-6.3"),
    ],
)  # fmt: skip
def test_a_rate_of_zero_is_not_called_negative(value: str, en: str, zh: str) -> None:
    policy = ipdsl.load_text(PAGE)
    rates = [{"currency": "USD", "day": "2022-03-01", "value": value}]
    applicant = {"id": "F1", "kinds": ["enterprise"]}
    with pytest.raises(FactsError) as raised:
        policy.evaluate({"applicant": applicant, "series": {"central_parity": rates}})
    assert en in raised.value.text(Language.EN)
    assert zh in raised.value.text(Language.ZH)
