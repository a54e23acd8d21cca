award 20000 to enterprise when technology_contract recorded
  if has at least 0 invention_patent valid
