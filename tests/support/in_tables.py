"""Facts as tables of applicants in the nested form.

Arrow types: amounts are integers in fen, days are dates, yes/no is bool.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from ipdsl.batch.intake import intake
from ipdsl.batch.intake.intake import Facts, Made
from ipdsl.ir.terms import Program
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.yes_no import BoolType

MINOR = Decimal(100)


def nested_table(
    program: Program, every: Sequence[Facts], *, typed: bool = True, types: Sequence[Made] = ()
) -> pa.Table:
    """The table of facts, with a row for each applicant; without `typed` all values are text.

    `types` are other Arrow types than the usual ones.
    """
    return intake.nested_table(program, every, (*types, *_TYPED) if typed else ())


def _flag(cell: Any) -> bool:
    if not isinstance(cell, bool):
        raise ValueError(cell)
    return cell


def _fen(cell: Any) -> int:
    minor = Decimal(cell) * MINOR if isinstance(cell, int | str | Decimal) and not isinstance(cell, bool) else None
    if minor is None or minor != int(minor) or minor < 0 or minor > 10**17:
        raise ValueError(cell)
    return int(minor)


def _count(cell: Any) -> int:
    if type(cell) is not int:
        raise ValueError(cell)
    return cell


def _day(cell: Any) -> datetime.date:
    return cell if isinstance(cell, datetime.date) else datetime.date.fromisoformat(cell)


_TYPED: tuple[Made, ...] = (
    (BoolType, pa.bool_(), _flag),
    (MoneyType, pa.int64(), _fen),
    (CountType, pa.int64(), _count),
    (DateType, pa.date32(), _day),
)
