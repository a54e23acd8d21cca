here basis of technology_contract by amount
  at least 5000000: 50000
award basis to enterprise when technology_contract recorded
