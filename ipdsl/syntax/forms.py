"""An example of every sentence that has more than a verb. A finding shows it where it knows no better next step.

The tests parse each of them.
"""

from __future__ import annotations

FORMS = {
    "POLICY": 'policy town_2023 "TITLE"',
    "DOCUMENT": 'document "NUMBER"',
    "ISSUED": "issued 2023-01-01",
    "EFFECTIVE": "effective 2023-01-01 to 2025-12-31",
    "STATUS": "status draft",
    "SAME_MATTER": "same matter of KIND is FIELD",
    "CURRENCY": "currency CNY",
    "ROUND": "round half up to 0.01",
    "USE": "use ip",
    "LANGUAGE": "language 2",
    "REPLACES": 'replaces "DOCUMENT"',
    "CLAUSE": "clause LABEL was OLD_LABEL",
    "ARTICLE": 'article 3 "TITLE"',
    "GROUP": "group NAME",
    "OVER_ARTICLES": "over articles 5 to 9",
    "TABLE": "table NAME by FIELD",
    "LESS_PAID": "less already paid for RECORD of the same FIELD",
    "CONVERT_AT": "convert at SERIES on FIELD",
    "READING": 'reading "…"',
    "SOURCE": 'source "…"',
    "LIMIT": "limit 3 items per KEY per year",
    "NO_REPEAT": "no repeat per matter",
    "PAY_HIGHEST": "pay highest per KEY per year",
    "TOP_UP": "top up per matter",
    "CAP": "cap 50000 per KEY per year",
    "QUOTA": "quota 2 to 5 PLURAL per year",
    "SUSPEND": "suspend WHO for the year when RECORD EVENT",
    "NONE_WHEN": "none when FIELD cannot be determined",
    "EXCEPT": "except article 3, LABEL",
    "CARRY_FORWARD": "carry forward 2 years",
    "MATTER": "matter FIELD",
    "REFERS_TO": 'refers to "DOCUMENT" for RECORD EVENT',
    "OBLIGE": 'oblige WHO to "…"',
    "ALLOCATE": "allocate 50000 per year to WHO while STATE",
    "TARGET": 'target "…" 200 by 2025',
    "HERE": "here WHO means FIELD",
    "VOCABULARY": 'vocabulary NAME "TITLE"',
    "APPLICANT": 'applicant NAME "LABEL"',
    "CLASS": "class NAME is KIND, KIND",
    "LEVEL": "level national > provincial",
    "CHOICE": "choice NAME first, second",
    "SERIES": "series NAME percent, monthly",
    "RECORD": 'record NAME "LABEL"',
    "KEY": "key FIELD",
    "EVENT": "event NAME on FIELD",
    "STATE": "state NAME from FIELD until FIELD",
    "CASES_FOR": "cases for NAME",
    "CASE": 'case "…"',
    "GIVEN": "given KIND FIELD",
    "GIVEN_FIGURES": "given figures 2023: FIGURE 100",
    "GIVEN_HISTORY": "given history LABEL ITEM paid 500 in 2022",
    "GIVEN_SUPPORT": "given support ITEM LEVEL 500 in 2022",
    "GIVEN_APPROVAL": "given approval LABEL ITEM 500",
    "GIVEN_SERIES": "given series NAME 2023-01-01: 3.65%",
    "GIVEN_RANK": "given rank FIGURE 2 in 2023",
    "GIVEN_OLDER": 'given older document "DOCUMENT" ITEM 500',
    "GIVEN_AS_OF": "given as of 2023-12-31",
    "EXPECT": "expect ITEM 500",
}
"""By the terminal of the verb."""

WITH = (
    ("REFERS_TO", "instead", 'refers to "DOCUMENT" instead of articles 1 to 24 for records of 2022'),
    ("REFERS_TO", "policy", 'refers to "DOCUMENT" for policy'),
    ("OBLIGE", "match", "oblige WHO to match at least 50% of award"),
    ("NONE_WHEN", "level", "none when another level supported the same matter"),
    ("PAY_HIGHEST", "older", "pay highest with older documents per matter"),
    ("CAP", "across", "cap 50000 per FIELD per year across applicants"),
    ("EFFECTIVE", "from", "effective from 2023-01-01 for 3 years"),
    ("EXPECT", "total", "expect 2023 total 500"),
    ("EXPECT", "due", "expect due between 0 and 500"),
    ("EXPECT", "obligation", "expect obligation of article 3"),
    ("EXPECT", "carried", "expect carried 500 to 2024"),
    ("EXPECT", "lapsed", "expect lapsed 500"),
)
"""Other forms of a verb, by a word of theirs."""


def form(terminal: str, text: str) -> str | None:
    """The form of a verb that resembles the sentence."""
    words = text.lower().split()
    return next((other for verb, word, other in WITH if verb == terminal and word in words), FORMS.get(terminal))
