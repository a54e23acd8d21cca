policy p "P"
  effective 2023-01-01 to 2026-12-31
  use ip

article 1 "Grants"
  award 5000 once to enterprise when patent granted and granted_on less than 2025-01-01
  award 6000 once to enterprise from 2025-01-01 when patent granted
    as since_2025
