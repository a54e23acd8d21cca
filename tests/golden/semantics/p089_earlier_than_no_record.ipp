award filings times 10 at most 5000 to enterprise each year
  if has no earlier patent
award 1000 to enterprise when patent granted and has no earlier patent
