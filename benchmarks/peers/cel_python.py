"""CEL by cel-python, with its compiled runner."""

import sys

import celpy
import celpy.evaluation
from cel_text import EXPRESSION
from celpy.celtypes import IntType

# cel-python 0.5 finds functions of the host as module.function in the globals of celpy.evaluation
setattr(celpy.evaluation, __name__, sys.modules[__name__])


def sum_(values):
    return IntType(sum(values))


def least(a, b):
    return min(b, a)


ENVIRONMENT = celpy.Environment(runner_class=celpy.CompiledRunner)
PROGRAM = ENVIRONMENT.program(ENVIRONMENT.compile(EXPRESSION), functions={"sum": sum_, "least": least})


def native(applicant):
    return celpy.json_to_cel(applicant)


def total(activation):
    return int(PROGRAM.evaluate(activation))
