award 100000 to enterprise when technology_contract recorded
cap 1000000 per year across applicants, in turn
award 10 to enterprise when technology_contract recorded
  of which 10% for "staff"
cap 5000000 across applicants, paid
