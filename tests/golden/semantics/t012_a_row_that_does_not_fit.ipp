award by amount to enterprise when technology_contract recorded
  gold: 20000
