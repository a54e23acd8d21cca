policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Contracts"
  award 10000 to enterprise when technology_contract recorded
  limit 1 applicant per contract
  limit 3 applicants per year, best first
