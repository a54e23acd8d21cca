award by amount to enterprise when technology_contract recorded
  between 0 and 100: 10
  between 101 and 200: 20
  otherwise: 30
