award by amount to enterprise when technology_contract recorded
  at least 1000000: 20000
  at least 5000000: 50000
