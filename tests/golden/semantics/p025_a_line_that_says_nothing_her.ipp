award by prize when patent_prize won
  gold: 300000
    if located_here
