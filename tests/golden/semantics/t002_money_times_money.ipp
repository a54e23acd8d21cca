article 1
  award amount times 2 CNY to enterprise when technology_contract recorded
    at most 1000
