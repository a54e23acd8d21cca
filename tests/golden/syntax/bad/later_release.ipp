award 100000 to enterprise when technology_contract recorded
award 10% of what article 2 pays to enterprise each year
cap 1000000 per year across applicants, in turn
  carry forward
