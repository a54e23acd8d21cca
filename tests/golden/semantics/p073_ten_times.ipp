award 1000% of official_fees at most 5000 when patent granted
