award 2000 to enterprise when technology_contract recorded
  as contracts
award 1000 to enterprise when patent granted
  as patents
award 500 to enterprise when patent_prize won
  as prize
pay highest of (contracts and patents), (patents and prize) per enterprise per year
