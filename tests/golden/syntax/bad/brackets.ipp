award 30% of a less b when c d
award 30% of a plus 20% of b when c d
if a and b or c
if (a or b
if a or b)
award 5, when r new
award 5 at most 1,00 when r new
cap min(1, 2 per year
award 5 when r new and 6 months before a at most b
award 5 when r new and b at most 6 months before a
pay highest of a, b and c per d per year
pay highest of a and b per d per year
pay highest of article 2 per d per year
