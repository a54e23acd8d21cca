award 10% of amount per year to enterprise when technology_contract recorded
  uncapped
