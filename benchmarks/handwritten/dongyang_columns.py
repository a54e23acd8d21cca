"""The whole of `policies/dongyang_2021.ipp` by hand over columns, for speed: amounts due in each year from 2021 on.

The results equal those of `dongyang.py` for each applicant. The code is in the common subset of Python and Numba: ints,
arrays and loops. If Numba is installed, the functions are compiled at their first call; otherwise Python runs them
unchanged and slowly. `dongyang_tables.py` documents the columns and the assumptions. Sums are not checked for overflow.

An applicant is settled in three steps. Awards add rows to `claims`. The rows are sorted by day, clause and item, which
are packed in one number. The rules then process the rows year by year. The rules store their state in rows of `memory`,
an open-addressing table by clause, matter, right or product. A stamp empties the table for the next applicant.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.handwritten.dongyang_tables import (
    ABROAD,
    ABROAD_DAY,
    ABROAD_FEE,
    ABROAD_ITEM,
    AGENCY_KIND,
    AS_OF,
    AUDIT,
    AUDIT_COST,
    AUDIT_DAY,
    AUDIT_ITEM,
    AUDIT_SET,
    AUDIT_STANDARD,
    AWARDED,
    BRAND_BASE,
    BRAND_BASE_DAY,
    BRAND_BASE_IS,
    BRAND_BASE_ITEM,
    BRAND_BASE_LEVEL,
    BRAND_TITLE,
    BRAND_TITLE_DAY,
    BRAND_TITLE_IS,
    BRAND_TITLE_ITEM,
    BUNDLE,
    BUNDLE_DAY,
    BUNDLE_ITEM,
    BUNDLE_NEW,
    CASE,
    CASE_DAY,
    CASE_LEVEL,
    CLOSED,
    CONTRIBUTION,
    CORE,
    COURT,
    CREDIT,
    CREDIT_ITEM,
    CREDIT_RIGHT,
    DOMESTIC,
    DRAWN,
    ENTERPRISE,
    FAMOUS,
    FAMOUS_DAY,
    FAMOUS_ITEM,
    FIGURES,
    FILE,
    FILE_DAY,
    FILE_LOCAL,
    FILE_RIGHT,
    FILED,
    FIRM_TITLE,
    FIRM_TITLE_DAY,
    FIRM_TITLE_IS,
    FIRM_TITLE_ITEM,
    FORUM,
    FORUM_DAY,
    FORUM_ITEM,
    FORUM_LEVEL,
    GI,
    GI_DAY,
    GI_ITEM,
    GRANTED,
    IN_FORCE,
    IN_TIME,
    JUDICIAL,
    LAPSED,
    LONG_AGO,
    OF_TRADE,
    OFFICE,
    OFFICE_ITEM,
    OFFICIAL,
    OLDER,
    OLDER_ITEM,
    OLDER_KIND,
    OLDER_SUM,
    OPENED,
    PAID,
    PAID_DAY,
    PAID_ITEM,
    PAID_KIND,
    PAID_MATTER,
    PAID_SUM,
    PATENT,
    PATENT_FEES,
    PATENT_ITEM,
    PATENT_SET,
    PEACE,
    PEACE_DAY,
    PEACE_ITEM,
    PERSON,
    PLACE,
    PLACE_DAY,
    PLACE_IS,
    PLACE_ITEM,
    PLACE_LEVEL,
    PLEDGED,
    PLEDGED_RIGHT,
    POLICY,
    POLICY_DAY,
    POLICY_ITEM,
    POLICY_RIGHT,
    POST,
    POST_DAY,
    POST_ITEM,
    PREMIUM,
    PRINCIPAL,
    PRIZE,
    PRIZE_DAY,
    PRIZE_IS,
    PRIZE_ITEM,
    PRIZE_LEVEL,
    PRIZE_PATENT,
    PRODUCT,
    PRODUCT_DAY,
    PRODUCT_IS,
    PRODUCT_ITEM,
    PROJECT,
    PROJECT_DAY,
    PROJECT_ITEM,
    PROJECT_LEVEL,
    RATE,
    RATE_OVER,
    RECORDS,
    REPAID,
    RIGHT,
    ROOTS,
    ROUTE,
    SALES,
    SEAT,
    SEAT_FROM,
    SEAT_HERE,
    SEAT_TO,
    SET_UP,
    SOUND,
    SUIT,
    SUIT_DAY,
    SUIT_FEE,
    SUIT_ITEM,
    UNION,
    UNION_DAY,
    UNION_ITEM,
    UNION_LEVEL,
    UNIT,
    Columns,
)
from benchmarks.tables import NEVER, Array

try:
    from numba import njit
except ImportError:  # Python runs the same code

    def njit(**_: object) -> Any:
        return lambda function: function


# The functions allocate nothing, so Numba need not count references to arrays, which would cost a third of the time.
HOW = {"nogil": True, "cache": True, "error_model": "numpy", "_nrt": False}
SMALL = {**HOW, "inline": "always"}

START = 18628  # 2021-01-01
FIRST_YEAR, YEARS, FIRST_FIGURE, LAST_FIGURE = 2021, 7, FIGURES[0], FIGURES[-1]
NATIONAL, PROVINCIAL, MUNICIPAL = 1, 2, 3
CLAIMS = 1 << 12
PLACES = 8 * CLAIMS
"""Space for the claims of one applicant and for the state of its rules. `settle` does not need more."""

(CERTIFIED, TITLE, BRAND, NAVIGATION, ALLIANCE, PLATFORM, FEES, GRANT, PORTFOLIO, TEN, FIFTEEN, WELL_KNOWN, MADRID,
 REGIONAL, COUNTRY, GI_MARK, BASE, STATION, LOAN, INSURANCE, INDUSTRY, CHINA, ZHEJIANG, MEDIATION, MARKET, LAWSUIT,
 AGENCY) = range(27)  # fmt: skip


def among(*clauses: int) -> int:
    """A bit for each clause."""
    return sum(1 << clause for clause in clauses)


EVERY = (1 << 27) - 1
ONCE = EVERY & ~among(CERTIFIED, FEES, STATION, LOAN, INSURANCE, CHINA, ZHEJIANG, LAWSUIT)
UNREPEATED = among(FEES, GRANT, MADRID, REGIONAL, COUNTRY, LAWSUIT)
TOPPED = EVERY & ~(UNREPEATED | among(CERTIFIED, PORTFOLIO, TEN, FIFTEEN, LOAN, INSURANCE))
LADDERS = among(BASE, CHINA, ZHEJIANG)
CARRIED = EVERY & ~among(FEES, GRANT, GI_MARK, STATION)

TITLE_SUM = np.array([500_000_00, 300_000_00, 0, 200_000_00, 0, 50_000_00, 0], np.int64)
BRAND_SUM = np.array([500_000_00, 200_000_00, 50_000_00], np.int64)
CHINA_SUM = np.array([1_000_000_00, 600_000_00, 300_000_00, 0, 0, 0, 0, 0], np.int64)
ZHEJIANG_SUM = np.array([300_000_00, 0, 200_000_00, 0, 0, 0, 0, 0], np.int64)
MOST = np.zeros(27, np.int64)
"""The caps of clauses, by year or for life; 0 without a cap."""
for _clause, _most in ((PORTFOLIO, 300_000_00), (LOAN, 300_000_00), (INSURANCE, 100_000_00), (INDUSTRY, 300_000_00),
                       (MADRID, 30_000_00), (REGIONAL, 10_000_00), (COUNTRY, 10_000_00)):  # fmt: skip
    MOST[_clause] = _most

# The fields of a claim. `LEFT` is the amount that rules leave of its `SUM`. `USED_AT` is the row of the state that
# records the use of its item, and `BEST_AT` the row with the best claim of its matter; -1: none.
(ORDER, ITEM, SUM, MATTER, LEVEL, OTHER, RECORD, LEFT, USED_AT, BEST_AT) = range(10)
# The fields of a row of state: the year or item of a use; the best claim so far and its year; the amount granted at
# each level (0: without a level).
(STAMP, NAME, HELD, BEST, BEST_IN, ADMITTED) = range(6)
WIDTH = ADMITTED + 5
# The fields of carried money: amount, first year, last year.
(WAITS, SINCE, UNTIL) = range(3)
# The counts of one applicant: the stamp, the number of claims, the size of the state in use (a small part stays in the
# processor's cache). Then the amounts charged to caps, by clause; loans on trademarks are separate from those on
# patents.
(NOW, COUNT, MASK, CHARGED) = range(4)
TRADEMARK_LOAN = 27
USES, MATTERS, LADDER, PLEDGES, PRODUCTS = 1 << 58, 2 << 58, 3 << 58, 4 << 58, 5 << 58


# ---------------------------------------------------------------------------------------------- columns and days


@njit(**SMALL)
def day_at(t: Any, column: int, row: int) -> int:
    return np.int64(t.days[t.starts[column] + row])


@njit(**SMALL)
def long_at(t: Any, column: int, row: int) -> int:
    return np.int64(t.longs[t.starts[column] + row])


@njit(**SMALL)
def code_at(t: Any, column: int, row: int) -> int:
    return np.int64(t.codes[t.starts[column] + row])


@njit(**SMALL)
def rows(t: Any, at: int, i: int) -> Any:
    """The records of an applicant."""
    return range(t.longs[t.starts[at] + i], t.longs[t.starts[at] + i + 1])


@njit(**HOW)
def first_of(year: int) -> int:
    before = year - 1
    return 365 * before + before // 4 - before // 100 + before // 400 - 719162


@njit(**HOW)
def year_of(day: int) -> int:
    """The year of a day, estimated by the mean length of a year and corrected by at most one."""
    year = 1970 + day * 400 // 146097
    return year + (day >= first_of(year + 1)) - (day < first_of(year))


@njit(**HOW)
def years_after(day: int, years: int) -> int:
    """The same day of another year; the 28th for a 29 February that does not exist."""
    year = year_of(day)
    to = year + years
    of_year = day - first_of(year)
    leaps, leaps_to = first_of(year + 1) - first_of(year) == 366, first_of(to + 1) - first_of(to) == 366
    if of_year >= 59 and leaps and not leaps_to:
        of_year -= 1
    elif of_year >= 59 and leaps_to and not leaps:
        of_year += 1
    return first_of(to) + of_year


@njit(**HOW)
def here_on(t: Any, i: int, day: int) -> bool:
    for r in rows(t, SEAT, i):
        if day_at(t, SEAT_FROM, r) <= day <= day_at(t, SEAT_TO, r):
            return code_at(t, SEAT_HERE, r) != 0
    return False


# ---------------------------------------------------------------------------------------------- claims


@njit(**HOW)
def claim(claims: Any, counts: Any, day: int, clause: int, order: int, item: int, sum_: int, matter: int) -> int:
    """Add a claim and return its row."""
    row = counts[COUNT]
    counts[COUNT] += 1
    claims[row, ORDER] = (day << 43) | (clause << 38) | order
    claims[row, ITEM] = item
    claims[row, SUM] = sum_
    claims[row, MATTER] = matter
    claims[row, LEVEL] = 0
    return row


@njit(**SMALL)
def clause_of(order: int) -> int:
    return (order >> 38) & 31


@njit(**SMALL)
def matter_of(root: int, text: int) -> int:
    return (np.int64(root) << 32) | text


R = {name: ROOTS.index(name) for name in RECORDS}
(R_AUDIT, R_TITLE, R_BRAND, R_PROJECT, R_UNION, R_FORUM, R_PATENT, R_BUNDLE, R_FAMOUS, R_ABROAD, R_GI, R_BASE, R_POST,
 R_CREDIT, R_POLICY, R_PRODUCT, R_PRIZE, R_PEACE, R_PLACE, R_SUIT, R_OFFICE) = [
    R[name] for name in RECORDS if name not in ("agency_case", "sanction")
]  # fmt: skip


@njit(**HOW)
def is_first(t: Any, i: int, root: int, item: int, day: int) -> bool:
    """Whether no other document has the item with an earlier day. Each item has one record."""
    for r in rows(t, PAID, i):
        if code_at(t, PAID_KIND, r) == root and long_at(t, PAID_ITEM, r) == item and day_at(t, PAID_DAY, r) < day:
            return False
    return True


@njit(**HOW)
def of_firms(t: Any, i: int, last: int, claims: Any, counts: Any) -> None:
    """Articles 1, 4, 6, 7 and 12: awards to enterprises only, on days on which the firm satisfies the definition."""
    for r in rows(t, AUDIT, i):
        day, item = day_at(t, AUDIT_DAY, r), long_at(t, AUDIT_ITEM, r)
        if START <= day <= last and code_at(t, AUDIT_STANDARD, r) == 0 and here_on(t, i, day):
            sum_ = min(long_at(t, AUDIT_SET, r), long_at(t, AUDIT_COST, r))
            claim(claims, counts, day, CERTIFIED, item, item, sum_, matter_of(R_AUDIT, 0))
    for r in rows(t, FIRM_TITLE, i):
        day, item, title = day_at(t, FIRM_TITLE_DAY, r), long_at(t, FIRM_TITLE_ITEM, r), code_at(t, FIRM_TITLE_IS, r)
        if START <= day <= last and TITLE_SUM[title] and here_on(t, i, day) and is_first(t, i, R_TITLE, item, day):
            claim(claims, counts, day, TITLE, title, item, TITLE_SUM[title], matter_of(R_TITLE, 0))
    for r in rows(t, BRAND_TITLE, i):
        day, item, brand = day_at(t, BRAND_TITLE_DAY, r), long_at(t, BRAND_TITLE_ITEM, r), code_at(t, BRAND_TITLE_IS, r)
        if START <= day <= last and here_on(t, i, day) and is_first(t, i, R_BRAND, item, day):
            claim(claims, counts, day, BRAND, brand, item, BRAND_SUM[brand], matter_of(R_BRAND, 0))
    for r in rows(t, BUNDLE, i):
        day, item = day_at(t, BUNDLE_DAY, r), long_at(t, BUNDLE_ITEM, r)
        if START <= day <= last and long_at(t, BUNDLE_NEW, r) >= 10 and here_on(t, i, day):
            claim(claims, counts, day, PORTFOLIO, item, item, 100_000_00, matter_of(R_BUNDLE, item))
    for r in rows(t, CREDIT, i):
        day, item, right = day_at(t, REPAID, r), long_at(t, CREDIT_ITEM, r), code_at(t, CREDIT_RIGHT, r)
        if START <= day <= last and code_at(t, IN_TIME, r) and right <= 1 and here_on(t, i, day):
            drawn = day_at(t, DRAWN, r)
            days = 365 if years_after(day, -1) >= drawn else day - drawn
            over = long_at(t, RATE_OVER, r) * 365
            sum_ = (long_at(t, PRINCIPAL, r) * long_at(t, RATE, r) * days + over) // (2 * over)
            row = claim(claims, counts, day, LOAN, item, item, sum_, matter_of(R_CREDIT, item))
            claims[row, OTHER], claims[row, RECORD] = right, r
    for r in rows(t, POLICY, i):
        day, item = day_at(t, POLICY_DAY, r), long_at(t, POLICY_ITEM, r)
        if START <= day <= last and code_at(t, POLICY_RIGHT, r) == 0 and here_on(t, i, day):
            sum_ = (long_at(t, PREMIUM, r) + 1) // 2
            claim(claims, counts, day, INSURANCE, item, item, sum_, matter_of(R_POLICY, item))
    for r in rows(t, PRODUCT, i):
        day, item, sales = day_at(t, PRODUCT_DAY, r), long_at(t, PRODUCT_ITEM, r), long_at(t, SALES, r)
        stands = code_at(t, CORE, r) and code_at(t, IN_FORCE, r) and sales >= 5_000_000_00
        if START <= day <= last and stands and here_on(t, i, day) and is_first(t, i, R_PRODUCT, item, day):
            sum_ = min(20_000_00 + (sales - 5_000_000_00) // 5_000_000_00 * 10_000_00, 100_000_00)
            row = claim(claims, counts, day, INDUSTRY, item, item, sum_, matter_of(R_PRODUCT, item))
            claims[row, OTHER] = long_at(t, PRODUCT_IS, r)
    for r in rows(t, SUIT, i):
        day, item, court = day_at(t, SUIT_DAY, r), long_at(t, SUIT_ITEM, r), code_at(t, COURT, r)
        if START <= day <= last and here_on(t, i, day):
            if court == 0:
                sum_ = (2 * min(long_at(t, AWARDED, r), 250_000_00) + 5) // 10
            else:
                sum_ = (min(long_at(t, SUIT_FEE, r), 600_000_00 if court == 1 else 300_000_00) + 1) // 2
            claim(claims, counts, day, LAWSUIT, item, item, sum_, matter_of(R_SUIT, item))


@njit(**HOW)
def of_patents(t: Any, i: int, last: int, suspended: int, is_firm: bool, claims: Any, counts: Any) -> None:
    """Article 3, and the milestones of article 4: in the first year in which no rule prevents them."""
    of_trade = is_firm and code_at(t, OF_TRADE, i) != 0
    for r in rows(t, PATENT, i):
        granted, item = day_at(t, GRANTED, r), long_at(t, PATENT_ITEM, r)
        if granted > last:
            continue
        matter, is_invention = matter_of(R_PATENT, item), code_at(t, RIGHT, r) == 0
        if granted >= START:
            if is_invention:
                sum_ = min(long_at(t, PATENT_SET, r), long_at(t, PATENT_FEES, r) // 2)
                claim(claims, counts, granted, FEES, item, item, sum_, matter)
            if of_trade and code_at(t, DOMESTIC, r) and here_on(t, i, granted):
                claim(claims, counts, granted, GRANT, item, item, 4_000_00 if is_invention else 400_00, matter)
        if is_invention:
            filed, end = day_at(t, FILED, r), min(last, day_at(t, LAPSED, r) - 1)
            ten = years_after(filed, 10)
            if ten > end:
                continue
            fifteen = years_after(filed, 15)
            milestone(claims, counts, TEN, max(START, granted, ten), min(end, fifteen - 1), suspended, item, matter)
            milestone(claims, counts, FIFTEEN, max(START, granted, fifteen), end, suspended, item, matter)


@njit(**HOW)
def milestone(
    claims: Any, counts: Any, clause: int, day: int, most: int, suspended: int, item: int, matter: int
) -> None:  # fmt: skip
    while day <= most and (suspended >> (year_of(day) - FIRST_FIGURE)) & 1:
        day = first_of(year_of(day) + 1)
    if day <= most:
        sum_ = 5_000_00 if clause == TEN else 8_000_00 if clause == FIFTEEN else 50_000_00
        claim(claims, counts, day, clause, item, item, sum_, matter)


@njit(**HOW)
def of_units(t: Any, i: int, last: int, claims: Any, counts: Any) -> None:
    """The awards of article 5 to units."""
    for r in rows(t, ABROAD, i):
        day, item, route = day_at(t, ABROAD_DAY, r), long_at(t, ABROAD_ITEM, r), code_at(t, ROUTE, r)
        if START <= day <= last:
            sum_ = long_at(t, ABROAD_FEE, r) if route == 0 else 8_000_00 if route == 1 else 2_000_00
            claim(claims, counts, day, MADRID + route, item, item, sum_, matter_of(R_ABROAD, item))
    first, first_item = np.int64(NEVER), np.int64(0)
    for r in rows(t, GI, i):
        day, item = day_at(t, GI_DAY, r), long_at(t, GI_ITEM, r)
        if day < first or (day == first and item < first_item):
            first, first_item = day, item
    if START <= first <= last:
        claim(claims, counts, first, GI_MARK, first_item, first_item, 200_000_00, matter_of(R_GI, first_item))
    for r in rows(t, POST, i):
        day, item = day_at(t, POST_DAY, r), long_at(t, POST_ITEM, r)
        if START <= day <= last and is_first(t, i, R_POST, item, day):
            claim(claims, counts, day, STATION, item, item, 100_000_00, matter_of(R_POST, item))


@njit(**HOW)
def of_anybody(t: Any, i: int, last: int, claims: Any, counts: Any) -> None:
    """Articles 2, 8 and 11, and the rest of article 5."""
    for r in rows(t, PROJECT, i):
        day, item = day_at(t, PROJECT_DAY, r), long_at(t, PROJECT_ITEM, r)
        if START <= day <= last and code_at(t, PROJECT_LEVEL, r) == PROVINCIAL:
            row = claim(claims, counts, day, NAVIGATION, item, item, 100_000_00, matter_of(R_PROJECT, item))
            claims[row, LEVEL] = PROVINCIAL
    for r in rows(t, UNION, i):
        day, item, level = day_at(t, UNION_DAY, r), long_at(t, UNION_ITEM, r), code_at(t, UNION_LEVEL, r)
        if START <= day <= last and level <= PROVINCIAL:
            row = claim(claims, counts, day, ALLIANCE, item, item, 100_000_00, matter_of(R_UNION, item))
            claims[row, LEVEL] = level
    for r in rows(t, FORUM, i):
        day, item, level = day_at(t, FORUM_DAY, r), long_at(t, FORUM_ITEM, r), code_at(t, FORUM_LEVEL, r)
        if START <= day <= last and level <= PROVINCIAL:
            row = claim(claims, counts, day, PLATFORM, item, item, 100_000_00, matter_of(R_FORUM, item))
            claims[row, LEVEL] = level
    for r in rows(t, FAMOUS, i):
        day, item = day_at(t, FAMOUS_DAY, r), long_at(t, FAMOUS_ITEM, r)
        if START <= day <= last and is_first(t, i, R_FAMOUS, item, day):
            claim(claims, counts, day, WELL_KNOWN, item, item, 1_200_000_00, matter_of(R_FAMOUS, item))
    for r in rows(t, BRAND_BASE, i):
        day, item = day_at(t, BRAND_BASE_DAY, r), long_at(t, BRAND_BASE_ITEM, r)
        level, base = code_at(t, BRAND_BASE_LEVEL, r), long_at(t, BRAND_BASE_IS, r)
        if START <= day <= last and level <= PROVINCIAL and is_first(t, i, R_BASE, item, day):
            sum_ = 300_000_00 if level == NATIONAL else 100_000_00
            row = claim(claims, counts, day, BASE, (base << 3) | level, item, sum_, matter_of(R_BASE, base))
            claims[row, LEVEL] = level
    for r in rows(t, PRIZE, i):
        day, level, prize = day_at(t, PRIZE_DAY, r), code_at(t, PRIZE_LEVEL, r), code_at(t, PRIZE_IS, r)
        if START <= day <= last and level <= PROVINCIAL:
            sum_ = CHINA_SUM[prize] if level == NATIONAL else ZHEJIANG_SUM[prize]
            if sum_:
                item, patent = long_at(t, PRIZE_ITEM, r), long_at(t, PRIZE_PATENT, r)
                clause, order = CHINA if level == NATIONAL else ZHEJIANG, (patent << 3) | prize
                row = claim(claims, counts, day, clause, order, item, sum_, matter_of(R_PRIZE, patent))
                claims[row, LEVEL] = level
    for r in rows(t, PLACE, i):
        day, item = day_at(t, PLACE_DAY, r), long_at(t, PLACE_ITEM, r)
        level, market = code_at(t, PLACE_LEVEL, r), long_at(t, PLACE_IS, r)
        if START <= day <= last and level <= PROVINCIAL and is_first(t, i, R_PLACE, item, day):
            sum_ = 200_000_00 if level == NATIONAL else 100_000_00
            row = claim(claims, counts, day, MARKET, (market << 3) | level, item, sum_, matter_of(R_PLACE, market))
            claims[row, LEVEL] = level


@njit(**HOW)
def of_persons(t: Any, i: int, last: int, claims: Any, counts: Any) -> None:
    """Article 9."""
    for r in rows(t, PEACE, i):
        day, item = day_at(t, PEACE_DAY, r), long_at(t, PEACE_ITEM, r)
        if START <= day <= last and not code_at(t, OFFICIAL, r):
            claim(claims, counts, day, MEDIATION, item, item, 300_00, matter_of(R_PEACE, item))


@njit(**HOW)
def day_with(t: Any, i: int, number: int, of_inventions: int, last: int) -> int:
    """The first day in the window with this many granted cases for the city. It is after `last` if there are fewer."""
    low, high = np.int64(START), last + 1
    while low < high:
        day, many = (low + high) // 2, 0
        for r in rows(t, FILE, i):
            is_one = code_at(t, FILE_LOCAL, r) != 0 and (not of_inventions or code_at(t, FILE_RIGHT, r) == 0)
            many += is_one and day_at(t, FILE_DAY, r) <= day
        if many >= number:
            high = day
        else:
            low = day + 1
    return low


@njit(**HOW)
def of_agencies(t: Any, i: int, last: int, suspended: int, claims: Any, counts: Any) -> None:
    """Article 14: from the day on which the fiftieth case and the tenth invention are granted."""
    for r in rows(t, SEAT, i):
        if day_at(t, SEAT_FROM, r) != LONG_AGO or day_at(t, SEAT_TO, r) != NEVER or not code_at(t, SEAT_HERE, r):
            return
    if len(rows(t, FILE, i)) < 50:
        return
    enough = max(day_with(t, i, 50, 0, last), day_with(t, i, 10, 1, last), years_after(day_at(t, OPENED, i), 1))
    for r in rows(t, OFFICE, i):
        day, most = max(enough, years_after(day_at(t, SET_UP, r), 1)), min(last, day_at(t, CLOSED, r) - 1)
        milestone(claims, counts, AGENCY, day, most, suspended, long_at(t, OFFICE_ITEM, r), matter_of(R_OFFICE, 0))


@njit(**HOW)
def put_in_order(claims: Any, order: Any, number: int) -> None:
    """Sort rows by day, clause and item: few rows by insertion, many rows first in wide steps."""
    for row in range(number):
        order[row] = row
    step = 1 if number <= 64 else number // 2
    while step:
        for place in range(step, number):
            row, at = order[place], place
            key = claims[row, ORDER]
            while at >= step and claims[order[at - step], ORDER] > key:
                order[at] = order[at - step]
                at -= step
            order[at] = row
        step //= 2


# ---------------------------------------------------------------------------------------------- rules


@njit(**HOW)
def place_of(memory: Any, counts: Any, name: int) -> int:
    """The row of a name in the state. A name that is new to this applicant gets an empty row."""
    mask = counts[MASK]
    at = (name ^ (name >> 29) ^ (name >> 47)) & mask
    while memory[at, STAMP] == counts[NOW]:
        if memory[at, NAME] == name:
            return at
        at = (at + 1) & mask
    memory[at, :] = 0
    memory[at, STAMP] = counts[NOW]
    memory[at, NAME] = name
    return at


@njit(**HOW)
def raised(t: Any, i: int, claims: Any, order: Any, first: int, stop: int) -> None:
    """Raise the highest claim of each matter to the standard of an older document if that is higher."""
    for a in range(first, stop):
        matter, best, most, is_new = claims[order[a], MATTER], order[a], np.int64(0), True
        for b in range(first, stop):
            row = order[b]
            if claims[row, MATTER] != matter:
                continue
            if b < a:
                is_new = False
                break
            more = claims[row, SUM] - claims[best, SUM]
            if more > 0 or (more == 0 and clause_of(claims[row, ORDER]) < clause_of(claims[best, ORDER])):
                best = row
            for r in rows(t, OLDER, i):
                text = long_at(t, OLDER_ITEM, r)
                is_named = matter_of(code_at(t, OLDER_KIND, r), text) == matter or text == claims[row, ITEM]
                if is_named and code_at(t, OLDER_KIND, r) == matter >> 32:
                    most = max(most, long_at(t, OLDER_SUM, r))
        if is_new and most > claims[best, SUM] > 0:
            claims[best, LEFT] += most - claims[best, SUM]


@njit(**HOW)
def is_better(claims: Any, memory: Any, at: int, row: int, year: int) -> bool:
    """Whether a claim is the best of its matter in a year so far. If so, it replaces the earlier one."""
    if memory[at, HELD] and memory[at, HELD] != year:
        return False
    if memory[at, BEST_IN] == year:
        other = memory[at, BEST]
        if claims[row, LEFT] <= claims[other, LEFT]:
            return False
        claims[other, LEFT] = 0
        claims[other, USED_AT] = -1  # its item stays used
    memory[at, BEST_IN], memory[at, BEST] = year, row
    claims[row, BEST_AT] = at
    return True


@njit(**HOW)
def through_articles(
    t: Any, i: int, year: int, claims: Any, order: Any, first: int, stop: int, memory: Any, counts: Any
) -> None:  # fmt: skip
    """Apply deductions, once, limits, caps and no repeat to the claims of a year."""
    for charged in (PORTFOLIO, LOAN, INSURANCE, INDUSTRY, TRADEMARK_LOAN):  # by year; the others are for life
        counts[CHARGED + charged] = 0
    for a in range(first, stop):
        row = order[a]
        clause, item = clause_of(claims[row, ORDER]), claims[row, ITEM]
        claims[row, USED_AT] = claims[row, BEST_AT] = -1
        if clause == WELL_KNOWN:
            for r in rows(t, PAID, i):
                if code_at(t, PAID_KIND, r) == JUDICIAL and long_at(t, PAID_ITEM, r) == item:
                    claims[row, LEFT] -= long_at(t, PAID_SUM, r)
        if claims[row, LEFT] <= 0:
            claims[row, LEFT] = 0
            continue
        if (ONCE >> clause) & 1:
            at = place_of(memory, counts, USES | (clause << 32) | (0 if clause == GI_MARK else item))
            if memory[at, HELD]:
                claims[row, LEFT] = 0
                continue
            memory[at, HELD] = 1
            claims[row, USED_AT] = at
        if clause == LOAN and not is_free(t, claims, row, year, memory, counts):
            claims[row, LEFT] = 0
            continue
        if clause == INDUSTRY:
            at = place_of(memory, counts, PRODUCTS | claims[row, OTHER])
            if memory[at, HELD] and memory[at, HELD] != item + 1:
                claims[row, LEFT] = 0
                claims[row, USED_AT] = -1
                continue
            memory[at, HELD] = item + 1
        if MOST[clause]:
            charged = TRADEMARK_LOAN if clause == LOAN and claims[row, OTHER] else clause
            claims[row, LEFT] = max(0, min(claims[row, LEFT], MOST[clause] - counts[CHARGED + charged]))
            counts[CHARGED + charged] += claims[row, LEFT]
        if (UNREPEATED >> clause) & 1 and claims[row, LEFT]:
            at = place_of(memory, counts, LADDER | claims[row, MATTER] << 3)
            if not is_better(claims, memory, at, row, year):
                claims[row, LEFT] = 0
                claims[row, USED_AT] = -1
        elif (LADDERS >> clause) & 1:
            at = place_of(memory, counts, LADDER | claims[row, MATTER] << 3 | claims[row, LEVEL])
            if not is_better(claims, memory, at, row, year):
                claims[row, LEFT] = 0
                claims[row, USED_AT] = -1


@njit(**HOW)
def is_free(t: Any, claims: Any, row: int, year: int, memory: Any, counts: Any) -> bool:
    """Whether no right of a loan was used in another year. If so, the rights are used in this year."""
    credit = claims[row, RECORD]
    for k in rows(t, PLEDGED, credit):
        at = place_of(memory, counts, PLEDGES | long_at(t, PLEDGED_RIGHT, k))
        if memory[at, HELD] and memory[at, HELD] != year:
            return False
    for k in rows(t, PLEDGED, credit):
        memory[place_of(memory, counts, PLEDGES | long_at(t, PLEDGED_RIGHT, k)), HELD] = year
    return True


@njit(**HOW)
def topped_up(claims: Any, row: int, memory: Any, counts: Any) -> int:
    """The excess of a claim over all grants at other levels. The excess is recorded as granted."""
    at, level, left = place_of(memory, counts, MATTERS | claims[row, MATTER]), claims[row, LEVEL], claims[row, LEFT]
    for k in range(5):
        if not k or not level or k != level:
            left -= memory[at, ADMITTED + k]
    left = max(left, 0)
    memory[at, ADMITTED + level] += left
    return left


@njit(**HOW)
def of_waiting(waiting: Any, shares: int, year: int, room: int) -> int:
    """The carried amounts that the ceiling of a year pays, oldest first."""
    due = np.int64(0)
    for k in range(shares):
        if waiting[k, WAITS] and waiting[k, SINCE] <= year <= waiting[k, UNTIL]:
            kept = min(waiting[k, WAITS], room - due)
            waiting[k, WAITS] -= kept
            due += kept
    return due


@njit(**HOW)
def of_year(
    t: Any, i: int, year: int, claims: Any, order: Any, first: int, stop: int, memory: Any, counts: Any, waiting: Any,
    shares: int,
) -> Any:  # fmt: skip
    """The amount due in a year, and the number of carried shares after it."""
    carries = code_at(t, ENTERPRISE, i) != 0
    room = due = np.int64(0)
    for a in range(first, stop):
        claims[order[a], LEFT] = claims[order[a], SUM]
    if len(rows(t, OLDER, i)):
        raised(t, i, claims, order, first, stop)
    if first < stop:
        through_articles(t, i, year, claims, order, first, stop, memory, counts)
    if carries:
        room = max(long_at(t, CONTRIBUTION, i * (LAST_FIGURE - FIRST_FIGURE + 1) + year - FIRST_FIGURE), 0)
        due = of_waiting(waiting, shares, year, room)
        room -= due
    for a in range(first, stop):
        row = order[a]
        clause, left, at = clause_of(claims[row, ORDER]), claims[row, LEFT], claims[row, BEST_AT]
        if at >= 0 and (UNREPEATED >> clause) & 1:
            memory[at, HELD] = year
        if left and (TOPPED >> clause) & 1:
            left = topped_up(claims, row, memory, counts)
            if not left and claims[row, USED_AT] >= 0:
                memory[claims[row, USED_AT], HELD] = 0
        if not left:
            continue
        if at >= 0:
            memory[at, HELD] = year
        if carries and (CARRIED >> clause) & 1:
            kept = min(left, room)
            room -= kept
            if kept < left:
                waiting[shares, WAITS], waiting[shares, SINCE], waiting[shares, UNTIL] = left - kept, year + 1, year + 2
                shares += 1
            left = kept
        due += left
    return due, shares


# ---------------------------------------------------------------------------------------------- applicants


@njit(**HOW)
def suspended_years(t: Any, i: int) -> int:
    """Article 23: a bit for each year in which a case was opened against a unit."""
    found = np.int64(0)
    if code_at(t, UNIT, i):
        for r in rows(t, CASE, i):
            if code_at(t, CASE_LEVEL, r) <= MUNICIPAL:
                found |= np.int64(1) << (year_of(day_at(t, CASE_DAY, r)) - FIRST_FIGURE)
    return found


@njit(**HOW)
def room_for(t: Any, i: int) -> int:
    """The largest number of claims: one per record, four per patent, plus matters of other documents and rights."""
    found = len(rows(t, PAID, i))
    for r in rows(t, CREDIT, i):
        found += len(rows(t, PLEDGED, r))
    for at in (AUDIT, FIRM_TITLE, BRAND_TITLE, PROJECT, UNION, FORUM, BUNDLE, FAMOUS, ABROAD, GI, BRAND_BASE, POST,
               CREDIT, POLICY, PRODUCT, PRIZE, PEACE, PLACE, SUIT, OFFICE, PATENT, PATENT, PATENT, PATENT):  # fmt: skip
        found += len(rows(t, at, i))
    return found


@njit(**HOW)
def settle(
    t: Any, first: int, stop: int, sums: Any, claims: Any, order: Any, memory: Any, counts: Any, waiting: Any
) -> int:  # fmt: skip
    """Fill in the sums of the applicants from `first` to `stop`. Returns the first that needs more space, or -1."""
    for i in range(first, stop):
        sums[i, :] = 0
        room = room_for(t, i)
        if room > len(claims):
            return i
        counts[NOW] += 1
        counts[1:] = 0
        counts[MASK] = 15
        while counts[MASK] < 4 * room:  # a claim uses at most three rows of state
            counts[MASK] = 2 * counts[MASK] + 1
        last, suspended = day_at(t, AS_OF, i), suspended_years(t, i)
        is_firm = code_at(t, ENTERPRISE, i) != 0 and code_at(t, SOUND, i) != 0
        if is_firm:
            of_firms(t, i, last, claims, counts)
        of_patents(t, i, last, suspended, is_firm, claims, counts)
        if code_at(t, UNIT, i):
            of_units(t, i, last, claims, counts)
        of_anybody(t, i, last, claims, counts)
        if code_at(t, PERSON, i):
            of_persons(t, i, last, claims, counts)
        if code_at(t, AGENCY_KIND, i):
            of_agencies(t, i, last, suspended, claims, counts)
        if counts[COUNT]:
            put_in_order(claims, order, counts[COUNT])
            of_years(t, i, year_of(last), suspended, sums, claims, order, memory, counts, waiting)
    return -1


@njit(**HOW)
def of_years(
    t: Any, i: int, last_year: int, suspended: int, sums: Any, claims: Any, order: Any, memory: Any, counts: Any,
    waiting: Any,
) -> None:  # fmt: skip
    """Settle year by year while there are claims or carried money. Suspended years settle nothing."""
    for r in rows(t, PAID, i):
        at = place_of(memory, counts, MATTERS | matter_of(code_at(t, PAID_KIND, r), long_at(t, PAID_MATTER, r)))
        memory[at, ADMITTED] += long_at(t, PAID_SUM, r)
    first = shares = 0
    year = year_of(claims[order[0], ORDER] >> 43)
    while year <= min(last_year, LAST_FIGURE):
        stop, end = first, first_of(year + 1)
        while stop < counts[COUNT] and claims[order[stop], ORDER] >> 43 < end:
            stop += 1
        if not (suspended >> (year - FIRST_FIGURE)) & 1 and (stop > first or shares):
            due, shares = of_year(t, i, year, claims, order, first, stop, memory, counts, waiting, shares)
            sums[i, year - FIRST_YEAR] = due
        first = stop
        year += 1


def sums(columns: Columns, number: int, first: int = 0, stop: int | None = None, out: Array | None = None) -> Array:
    """The amounts due to each applicant in each year from 2021 to 2027."""
    found = np.zeros((number, YEARS), np.int64) if out is None else out
    claims, order = np.zeros((CLAIMS, 10), np.int64), np.zeros(CLAIMS, np.int64)
    memory, counts = np.zeros((PLACES, WIDTH), np.int64), np.zeros(CHARGED + 28, np.int64)
    waiting = np.zeros((CLAIMS, 3), np.int64)
    full = settle(columns, first, number if stop is None else stop, found, claims, order, memory, counts, waiting)
    if full >= 0:
        raise ValueError(f"applicant {full} has more records than there is room for claims")
    return found
