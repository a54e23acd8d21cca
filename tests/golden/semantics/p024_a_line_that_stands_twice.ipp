award 20000 to enterprise when technology_contract recorded
  as contracts
  as deals
