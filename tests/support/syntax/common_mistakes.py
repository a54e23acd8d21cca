"""Common mistakes on a page, with the code and the column of each finding."""

from __future__ import annotations

COMMON = [
    ("award once when r new", "S004", 7),
    ("award 5 to unit", "S005", 15),
    ("cap 500 enterprise", "S006", 9),
    ("award 5 when r new award 6 when r new", "S007", 20),
    ("award 5, when r new", "S008", 8),
    ("award 50% of cost, at most 5 when r new", "S008", 18),
    ("if a and b or c", "S009", 4),
    ("if a or (b or c) or b and c", "S009", 21),
    ("award 30% of a less b when r new", "S010", 7),
    ("award 5 when when new", "S011", 14),
    ("if at least 5 patent granted", "S012", 4),
    ("if (a", "S013", 4),
    ("if a)", "S013", 5),
    ("award 5 once once when r new", "S014", 14),
    ("award 5 when r new;", "S016", 19),
    ('reading "open', "S027", 9),
    ("if a\u200b", "S028", 5),
    ("or a", "S029", 1),
    ("award 20w when r new", "S030", 7),
    ("award 05 when r new", "S031", 7),
    ("issued 2022-13-01", "S021", 1),
    ("target 'x' 5 by 2022", "S001", 8),
]
"""Common mistakes: a sentence, the code, and the column."""
