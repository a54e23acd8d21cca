award by prize when patent_prize won
  gold: 300000
  silver, gold: 200000
