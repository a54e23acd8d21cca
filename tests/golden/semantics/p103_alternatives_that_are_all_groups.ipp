group one
  award 2000 to enterprise when technology_contract recorded
    as contracts
group two
  award 1000 to enterprise when patent granted
    as patents
pay highest of one, two per enterprise per year
