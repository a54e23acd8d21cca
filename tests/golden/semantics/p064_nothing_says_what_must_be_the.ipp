policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Prizes"
  award by prize to enterprise when patent_prize won
    gold: 300000
    silver: 200000
    excellence: 100000
  top up
