policy example_2025 "Example"
  effective 2025-01-01 to 2030-12-31
  use ip

article 1 "Contracts"
  award 3000 to enterprise when initial passed
