policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "An order of claims that all are cut alike"
  award 10% of amount to enterprise when technology_contract recorded
  cap 1000000 across applicants, in proportion, in order of recorded_on
