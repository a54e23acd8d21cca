use ip

here small of patent means official_fees less than 1000
award 100 times full months of small in the year at most 500 to enterprise when patent granted
