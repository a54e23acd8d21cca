article 1
  award 500 to enterprise when technology_contract recorded
  collect 20 from enterprise when certification passed
    as fee
  cap 1000 per enterprise per year
