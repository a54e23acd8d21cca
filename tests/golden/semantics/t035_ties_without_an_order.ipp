policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Contracts"
  award by rank of amount per year to enterprise when technology_contract recorded
    1: 50000
    ties in order of put_to_use
  award by rank of filings per year among enterprise
    1: 50000
    ties in order of located_here
