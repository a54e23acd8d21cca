article 1
  award 30000 to enterprise when technology_contract recorded
  pay in parts
    25% each year for 5 years
  award 30000 to enterprise when certification passed
    of which 60% for "the staff"
    of which at least 1/2 for "the team"
    as certified
