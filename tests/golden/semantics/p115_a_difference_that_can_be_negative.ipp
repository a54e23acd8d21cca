award 500 less official_fees plus 1500 at most 5000 to enterprise when patent granted
