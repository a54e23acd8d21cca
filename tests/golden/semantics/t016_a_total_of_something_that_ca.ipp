award 1000 per year to enterprise when technology_contract recorded
  if total put_to_use at least 2
