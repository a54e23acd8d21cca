use ip

award 5000 to enterprise when technology_contract recorded and amount at least amount
  if has no earlier technology_contract with (recorded_on at most 24 months before recorded_on)
  if filings at most filings
award 6000 to enterprise when technology_contract recorded and amount at least 2% of amount
  as other
