award 20000 to enterprise when technology_contract recorded
  if put_to_use
