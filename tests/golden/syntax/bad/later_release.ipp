award 100000 to enterprise when technology_contract recorded
cap 1000000 per year across applicants, in turn
cap 5000000 across applicants, paid
