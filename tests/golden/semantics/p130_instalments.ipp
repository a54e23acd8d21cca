article 1
  award 30000 to enterprise when technology_contract recorded
  pay in parts
    25% each year for 5 years
