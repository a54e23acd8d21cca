"""The sum and the conditions of an award as text, without places and without words of one language.

The dump of a plan prints it. Its digests identify the award on a later page. They are equal for the English and the
Chinese page.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from hashlib import sha256
from typing import assert_never

import attrs

from ipdsl.lower.plan import nodes, plan_text, row_of
from ipdsl.schema.periods import keys_text
from ipdsl.semantics import typed
from ipdsl.semantics.typed_dump import NodeFormatter

_DIGITS = 12
_NODE_TEXT = NodeFormatter(lambda _: "…")


def amount_lines(amount: typed.Amount, text_of: Callable[[typed.Expr], str] = plan_text) -> Iterator[str]:
    """The sum of an award, one line for each row; `text_of` formats an expression."""
    match amount:
        case typed.FixedAmount() | typed.Ceiling():
            yield _sum(amount, text_of)
        case typed.AmountByRows(rows=rows):
            for row in rows:
                test = "otherwise" if row.test is None else text_of(row.test)
                once = f" once{keys_text(row.once.keys)}" if row.once else ""
                yield f"row {row.name!r} if {test}: {_sum(row.amount, text_of)}{once}"
        case _:
            assert_never(amount)


def _sum(amount: typed.FixedAmount | typed.Ceiling, text_of: Callable[[typed.Expr], str]) -> str:
    value = "any sum" if amount.value is None else text_of(amount.value)
    limit = f", at most {text_of(amount.at_most)}" if amount.at_most is not None else ""
    if isinstance(amount, typed.Ceiling):
        return f"up to {value}{limit}"
    threshold = f", nothing below {text_of(amount.threshold)}" if amount.threshold is not None else ""
    return f"pays {value}{limit}{threshold}"


def conditions_digest(award: typed.Award, kinds: Container[str], trigger: object, picks: Iterable[typed.Gate]) -> str:
    """The digest of who is paid and when, with the keys of each `once`, without the event and the sum.

    Words for the applicant, `kinds`, count as `applicant`.
    """
    rows = award.amount.rows if isinstance(award.amount, typed.AmountByRows) else ()
    once = [
        [*("applicant" if key in kinds else key for key in rule.keys), rule.per_year]
        for rule in (award.once, *(row.once for row in rows))
        if rule is not None
    ]
    tests = sorted(_node_texts(gate.test) for gate in (*award.gates, *picks))
    return _digest(trigger, sorted(award.to), award.start, sorted(once, key=repr), tests)


def sum_digest(award: typed.Award) -> str:
    """The digest of the sum with all its rows and deductions, without `once`."""
    amount = award.amount
    if isinstance(amount, typed.AmountByRows):
        amount = attrs.evolve(amount, rows=tuple(attrs.evolve(row, once=None) for row in amount.rows))
    less = award.less and (award.less.record, award.less.field)
    return _digest(*amount_lines(amount, _node_texts), award.counts_support, less)


def _node_texts(expr: typed.Expr) -> str:
    """The text of each node without its operands, in order: it grows with the number of nodes, at any depth."""
    return " ".join(
        repr(node.value) if isinstance(node, typed.Const) else _NODE_TEXT.fill(row_of(node).plan, node)
        for node in nodes(expr)
    )


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
