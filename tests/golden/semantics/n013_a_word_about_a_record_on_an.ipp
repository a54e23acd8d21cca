group technology
  if put_to_use
  award 20000 to enterprise when technology_contract recorded
