policy brand_support "Generated"
  document "Doc 1"
  effective from 2020-07-01 for 2 years
  currency CNY
  round down to 0.1
  use words
  level national
article 1 "Generated"
  award 5000 when project approved
  award 5000 when contract
  cap 1000 per project_industry per year
