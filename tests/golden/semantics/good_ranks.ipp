policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Contracts"
  award by rank of amount per year to enterprise when technology_contract recorded and put_to_use
    1: 50000
    2 to 3: 20000
    if located_here
    ties in order of recorded_on

article 2 "Works"
  award by rank of filings per year among enterprise
    1: 50000
    ties in order of established_on

article 3 "Patents"
  award by rank of official_fees once when patent granted
    1 to 10: 10000
    otherwise: 1000
    ties share the rank
  limit 5 patents per year across applicants, highest official_fees first
