"""Which sums of the facts may be in another currency.

In: a checked policy. Out: the record fields under a `conversion`, and the fields that no sentence reads. A sum that the
policy does not read may be stated in the currency of its receipt, so that one set of facts serves several policies.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.schema.types import MoneyType
from ipdsl.semantics import typed
from ipdsl.semantics.walk import nodes


def foreign_sums(policy: typed.Policy) -> tuple[tuple[str, str], ...]:
    """Record and field, for every kind of the same root that has the field."""
    converted = nodes(policy, typed.CurrencyConversion)
    fields = (field for sum_ in converted for field in nodes(sum_.value, typed.RecordField))
    roots = {(policy.schema.record_by_name[field.record].root, field.field) for field in fields}
    read, words = set(_fields_read(policy)), _words(policy)
    return tuple(
        (record.name, field.name)
        for record in policy.schema.records
        for field in record.fields
        if (record.root, field.name) in roots
        or (isinstance(field.type, MoneyType) and field.name not in words and (record.root, field.name) not in read)
    )


def _fields_read(policy: typed.Policy) -> Iterator[tuple[str, str]]:
    """The fields, by root, whose values sentences read."""
    for node in nodes(policy, typed.Node):
        match node:
            case (
                typed.RecordField(record=record, field=field) | typed.PriorPaymentDeduction(record=record, field=field)
            ):
                yield policy.schema.record_by_name[record].root, field
            case typed.Aggregate(record=record, field=field) if field is not None:
                yield policy.schema.record_by_name[record].root, field
            case _:
                pass


def _words(policy: typed.Policy) -> frozenset[str]:
    """The words by which rules count and tell claims apart, of whatever record."""
    words: set[str | None] = set()
    for node in nodes(policy, typed.Node):
        match node:
            case typed.Limit(keys=keys, counts=counted) | typed.Quota(keys=keys, score=counted):
                words |= {*keys, counted}
            case _ if isinstance(node, typed.Rule | typed.OnceRule | typed.OlderStandardRule):
                words |= {*node.keys}
            case _:
                pass
    return frozenset(word for word in words if word is not None)
