"""A fault in a quick check is detected: the general rule answers only if the check defers to it."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any, NoReturn, cast

import pytest

import ipdsl
from ipdsl.facts.reader import _applicant_reader
from ipdsl.facts.records import _RecordReaders
from ipdsl.ledger.line_reader import _line_reader
from ipdsl.plain_data.context import ObjectReader
from ipdsl.schema.values.value_type import NeedsFullReaderError
from tests.support.slow import sampled

FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True},
    "records": {"invention_patent": [{"number": "ZL1", "granted_on": "2022-03-01"}]},
    "history": [{"clause": "1.invention_patent.granted", "item": "ZL0", "year": 2022, "due": "5.00"}],
}


def readers(policy: ipdsl.Policy) -> Mapping[str, tuple[ObjectReader[Any], str]]:
    """Readers of objects of facts, each with a part that the facts above state."""
    once = policy.program.compute_once
    return {
        "applicant": (once(_applicant_reader), "located_here"),
        "record": (once(_RecordReaders)["invention_patent"][1], "granted_on"),
        "ledger line": (once(_line_reader), "due"),
    }


@pytest.mark.parametrize("where", ["applicant", "record", "ledger line"])
@pytest.mark.parametrize(
    "exception",
    sampled(
        [AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError, ZeroDivisionError],
        3,
        others="broad",
    ),
)
def test_a_fault_is_not_left_to_the_general_rule(
    where: str, exception: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = ipdsl.load("shaoguan_2021")
    healthy = policy.read_facts(FACTS)
    reader, part = readers(policy)[where]
    checks = cast("MutableMapping[object, object]", reader.fast_paths)

    def plant(raised: type[Exception]) -> None:
        def check(value: object) -> NoReturn:
            raise raised("planted")

        monkeypatch.setitem(checks, part, check)

    plant(exception)
    with pytest.raises(exception, match="planted"):
        policy.read_facts(FACTS)
    plant(NeedsFullReaderError)
    assert policy.read_facts(FACTS) == healthy
