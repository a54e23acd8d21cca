award by amount to enterprise when technology_contract recorded
  otherwise: 20000
  at least 5000000: 50000
