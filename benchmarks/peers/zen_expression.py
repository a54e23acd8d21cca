"""Zen: the whole slice as one compiled expression without graph, trace or reasons, which is its fastest form."""

import zen
from zen_graph import PARTS

COMPILED = zen.compile_expression("in_city ? " + " + ".join(f"({text})" for text in PARTS.values()) + " : 0")


def native(applicant):
    return applicant


def total(applicant):
    return int(COMPILED.evaluate(applicant))
