use ip

award 5000 to enterprise when technology_contract recorded
  if has no earlier technology_contract with (recorded_on at most 24 months before recorded_on of technology_contract)
award 6000 to enterprise when technology_contract recorded
  as other
  if number of earlier technology_contract with (amount of technology_contract at least 5000) at least 2
