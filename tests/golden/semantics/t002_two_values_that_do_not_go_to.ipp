award 20000 to enterprise when technology_contract recorded
  if filings at least local_contribution
