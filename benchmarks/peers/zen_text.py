"""Zen from JSON text of bare counts: orjson decodes it, then the graph of `zen_graph.py` is evaluated."""

import orjson
import zen_graph


def native(applicant):
    return orjson.dumps(applicant)


def total(text):
    return zen_graph.total(orjson.loads(text))
