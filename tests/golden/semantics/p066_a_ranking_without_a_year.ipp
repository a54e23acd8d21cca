policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Works"
  award by rank of filings among enterprise, person
    1: 50000
    2: 30000
    ties share the rank
