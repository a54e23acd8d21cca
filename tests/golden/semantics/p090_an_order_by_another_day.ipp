award 1000 to enterprise when patent granted and has no earlier patent filed
award 1000 to enterprise when patent filed and has no earlier patent
  as filing
award last official_fees of patent filed at most 5 to enterprise when patent granted
  as fees
