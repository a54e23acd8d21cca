award by level when patent_prize won
  national: 300000
  provincial: 100000
