policy p "P"
  document "Example 1"
  effective from 2025-01-01
  currency EUR
  use ip

article 1 "Contracts"
  award 2万元 to enterprise when technology_contract recorded
  award 2万 to enterprise when ip_title new
  cap 20000 欧元 per enterprise per year
