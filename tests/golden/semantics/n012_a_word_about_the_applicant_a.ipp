award 30% of official_fees at most 20000 to enterprise when patent granted
  convert at central_parity on established_on
