award 500 to enterprise when patent granted and official_fees at least 5 and official_fees less than 5
