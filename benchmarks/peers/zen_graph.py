"""Zen: a JDM graph with one expression node, its fastest graph. It returns numbers as floats, exact far below 2**53."""

from itertools import pairwise

import zen

TIERS = "#.amount >= 500000000 ? 5000000 : #.amount >= 100000000 ? 2000000 : floor((#.amount + 50) / 100)"
PARTS = {
    "a": "geo_products * 20000000 + geo_trademarks * 10000000 + collective_marks * 1000000",
    "b": "min([works, is_unit ? 100 : 50]) * 20000",
    "c": f"min([sum(map(filter(contracts, #.registered and not #.related), {TIERS})), 5000000])",
    "d": "min([sum(map(filter(loans, #.on_time), floor((#.interest * 3 + 5) / 10))), 10000000])"
    " + min([sum(map(premiums, floor((# * 3 + 5) / 10))), 5000000])",
    "e": "('national_demo' in titles ? 20000000 : 'national_adv' in titles ? 10000000 :"
    " 'provincial_demo' in titles ? 8000000 : 0) + ('municipal_demo' in titles ? 5000000 : 0)",
    "f": "certified and (len(patents) >= 1 or utility_patents >= 5 or software_copyrights >= 8) ? 2000000 : 0",
    "g": "count(patents, # >= 120) * 1000000",
}


def _node(name, kind, **content):
    return {"id": name, "type": f"{kind}Node", "name": name, **({"content": content} if content else {})}


def _graph():
    lines = {**PARTS, "total": "in_city ? $.a + $.b + $.c + $.d + $.e + $.f + $.g : 0"}
    expressions = [{"id": name, "key": name, "value": text} for name, text in lines.items()]
    nodes = [_node("in", "input"), _node("rules", "expression", expressions=expressions), _node("out", "output")]
    edges = [
        {"id": f"e{i}", "sourceId": a["id"], "targetId": b["id"], "type": "edge"}
        for i, (a, b) in enumerate(pairwise(nodes))
    ]
    return {"nodes": nodes, "edges": edges}


ENGINE = zen.ZenEngine({"loader": {"type": "static", "content": {"slice": _graph()}}})


def native(applicant):
    return applicant


def total(applicant):
    return int(ENGINE.evaluate("slice", applicant)["result"]["total"])
