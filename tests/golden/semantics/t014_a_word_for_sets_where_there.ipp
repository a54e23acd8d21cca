award 10% of total amount to enterprise when technology_contract recorded
  uncapped
