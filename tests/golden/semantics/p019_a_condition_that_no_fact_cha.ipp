award 20000 to enterprise when technology_contract recorded
  if 5 at least 3
