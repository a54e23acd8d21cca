policy example_2025 "Example"
  effective 2025-01-01 to 2030-12-31
  use ip

article 1 "Contracts"
  award 3000 to enterprise when technology_contract recorded
  award 5000 once to enterprise when patent granted
  pay each
  cap 5000000 per year
  limit 3 patents per year

article 2 "Insurance"
  award 100 to enterprise when certification passed
  cap 20000 per year
    reading "each enterprise"
