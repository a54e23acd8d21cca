"""How a fact stands in a column: what is known not to be is a number of its own, what is not known never gets there.

A sum is an int of 64 bits in minor units, a day the number of days since 1970-01-01 in 32 bits, a member of a choice
its place in the vocabulary, a text its place in the sorted texts of the chunk. An applicant of whom something is not
stated, cannot be determined or does not fit goes to the scalar evaluator (`left`), with the reason.
"""

from __future__ import annotations

NEVER = 2**31 - 1
"""A day that does not come: known not to be."""

LONG_AGO = -(2**31)
"""The start of a period that has none."""

NO, YES, NONE_FLAG = 0, 1, 2
"""A yes or no, and one that is known not to be."""

NO_MEMBER = -1
"""A choice or text that is known not to be; as a key: the claim has none."""

UNKNOWN = -(2**62)
"""What a lookup by day or by year gives where nothing is stated."""

MAX_VALUE = 10**15
"""The most that a sum, count or number may be in a column; larger ones go to the scalar evaluator."""

MAX_CONVERTED = 10**10
"""The most that a sum may be which stands in millionths, in minor units; larger ones go to the scalar evaluator."""

MILLIONTHS = 10**6
"""A rate stands in a column as so many parts; one that is finer goes to the scalar evaluator."""

MAX_TOTAL = 2**62
"""What no sum on the way may reach."""

SETTLED, OPEN, BEFORE_WINDOW, TOO_LARGE, SAME_RECORDS, PRIOR_PAYMENTS, NOT_PLAIN, UNSUPPORTED, SHARED = range(9)
"""Why an applicant goes to the scalar evaluator.

Not at all; something that is asked for is not stated; the bureau may pay an event before the window; a sum could leave
64 bits; only the contents of two records tell them apart; something is stated that columns do not carry (what was paid
before, support of others); a value is in no plain form; an award or a rule is not carried; a rule is shared with
others of the cohort.
"""
