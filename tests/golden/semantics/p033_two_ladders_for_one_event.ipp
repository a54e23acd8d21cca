award by level when patent_prize won
  national: 300000
  provincial: 200000
award by prize when patent_prize won
  gold: 100000
  silver: 50000
  as grades
