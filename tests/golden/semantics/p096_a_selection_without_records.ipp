policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Patents"
  award 20000 to enterprise when patent granted
  limit 3 items per year across applicants, highest agency_fee first
