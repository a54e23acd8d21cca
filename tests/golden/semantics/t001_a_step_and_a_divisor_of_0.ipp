policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Contracts"
  award (30% of amount) rounded down to 0 to enterprise when technology_contract recorded
  award amount divided by 0 to enterprise when technology_contract recorded
    as second
  cap 50000 per enterprise
