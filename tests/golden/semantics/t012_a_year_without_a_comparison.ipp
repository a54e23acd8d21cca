policy p "P"
  document "例〔2025〕1号"
  effective from 2025-01-01
  use ip

here budget by the year
  2025: 3000000
  otherwise: 4000000

article 1 "Contracts"
  award 20000 to enterprise when technology_contract recorded
  cap budget per year across applicants
