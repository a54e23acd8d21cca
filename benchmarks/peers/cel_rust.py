"""CEL by common-expression-language, compiled once."""

import cel
from cel_text import EXPRESSION

PROGRAM = cel.compile(EXPRESSION)
CONTEXT = cel.Context(functions={"sum": sum, "least": min})


def native(applicant):
    return applicant


def total(applicant):
    CONTEXT.update(applicant)
    return PROGRAM.execute(CONTEXT)
