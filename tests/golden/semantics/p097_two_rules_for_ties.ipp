policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Works"
  award by rank of filings per year among enterprise
    1: 50000
    ties share the rank
    as firms
  award by rank of filings per year among person
    1: 20000
    ties in order of established_on
    as persons
