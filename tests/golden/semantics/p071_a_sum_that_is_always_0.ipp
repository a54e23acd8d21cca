award 0 less official_fees to enterprise when patent granted
