award half of official_fees at most 500 to enterprise when patent granted
