article 1
  award 30000 to enterprise when patent granted
  pay in parts
    1/3 when patent_prize won if prize is gold
    1/3 when patent_prize won if prize is gold
    20% when patent_prize won if prize is silver
    the rest when patent_prize won for "Agency"
article 2
  award 6000 to enterprise when patent granted
  pay in parts
    1/3 when patent_prize won
