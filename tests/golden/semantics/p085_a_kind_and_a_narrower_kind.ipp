policy p "P"
  effective 2023-01-01 to 2026-12-31
  use ip

article 1 "Grants"
  award 5000 once to enterprise when invention_patent granted
  award 6000 once to agency when invention_patent granted
    as agencies
