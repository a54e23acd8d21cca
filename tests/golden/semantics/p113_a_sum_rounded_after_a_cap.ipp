policy example_2025 "Example"
  effective 2025-01-01 to 2030-12-31
  use ip

article 1 "Prizes"
  award by level to enterprise when patent_prize won
    national: 1500000
    provincial: 1000000
    otherwise: 0
  top up per matter
  cap 800000 per enterprise per year
  round down to 1 per enterprise per year
