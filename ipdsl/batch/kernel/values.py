"""The encoding of facts in columns: an absent fact is a separate number, and an unknown fact is never in a column.

An amount is an int of 64 bits in minor units, a day the number of days since 1970-01-01 in 32 bits, a member of a
choice its place in the vocabulary, a text its place in the sorted texts of the chunk. An applicant is passed to the
scalar evaluator (`left`), with the reason, if one of its facts is not stated, cannot be determined or does not fit.
"""

from __future__ import annotations

NEVER = 2**31 - 1
"""A day that does not come: known not to be."""

LONG_AGO = -(2**31)
"""The start of a period without a stated start."""

NO, YES, NONE_FLAG = 0, 1, 2
"""A yes or no, and one that is known not to be."""

NO_MEMBER = -1
"""A choice or text that is known to be absent; as a key: the claim does not have the key."""

UNKNOWN = -(2**62)
"""What a lookup by day or by year gives where nothing is stated."""

MAX_VALUE = 10**15
"""The most that a sum, count or number may be in a column; larger ones go to the scalar evaluator."""

MAX_CONVERTED = 10**10
"""The highest amount in millionths, in minor units; the scalar evaluator calculates larger ones."""

MILLIONTHS = 10**6
"""The number of parts in which a column gives a rate; the scalar evaluator calculates with finer rates."""

MAX_TOTAL = 2**62
"""What no sum on the way may reach."""

SETTLED, OPEN, BEFORE_WINDOW, TOO_LARGE, SAME_RECORDS, PRIOR_PAYMENTS, NOT_PLAIN, UNSUPPORTED, SHARED = range(9)
"""Why an applicant is passed to the scalar evaluator.

In order: it is not; a required fact is not stated; the bureau may pay an event before the window; an amount could
exceed 64 bits; two records differ only in their contents; a fact is stated that columns do not support (earlier
payments, support of others); a value has no plain form; an award or a rule is not supported; a rule is shared with
others of the cohort.
"""
