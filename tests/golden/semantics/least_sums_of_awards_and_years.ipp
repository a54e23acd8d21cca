policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Lines under awards"
  award 20000 when patent granted
    at least 1000
    as fixed
  award by level when patent_prize won
    national: 20000
    otherwise: 5000
    nothing below 1000
    as by_rows
  award 10% of amount at most 3000 when technology_contract recorded
    at least 5000
    as above_limit
  award 10% of amount when technology_contract recorded
    at most 3000
    nothing below 5000
    nothing below 6000
    as twice
  award up to 20000 when soft_topic selected
    nothing below 1000
    as of_authority
  award 10% of amount when technology_contract recorded
    at least cost
    as unknown

article 2 "Rules about sums"
  award 1% of amount to enterprise when technology_contract recorded
    at most 20000
  nothing below 500 per enterprise
  round down to 100
  nothing below 500 per enterprise per year across applicants
  nothing below local_contribution per enterprise per year
  nothing below 0 per enterprise per year
  round down to 0.001 per enterprise per year
  nothing below 500 EUR per enterprise per year
  nothing below 500 per enterprise per 3 years
  round down to 100 per enterprise in any 24 months
  round down to 100 per bank per year
    counting all other support
