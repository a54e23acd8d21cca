article 1
  award 10% of amount to enterprise when technology_contract recorded
  cap 50000 per enterprise per year
    carry forward 2 years
  recover 100% of what was paid when certification passed
