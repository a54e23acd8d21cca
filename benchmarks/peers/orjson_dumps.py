"""orjson writes the JSON text of a decision of ipdsl."""

from decimal import Decimal

import orjson


def native(decision):
    return decision


def total(decision):
    return int(Decimal(decision["total"]).scaleb(2))


measured = orjson.dumps
