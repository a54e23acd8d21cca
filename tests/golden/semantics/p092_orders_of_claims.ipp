policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Orders of a cap"
  award 5% of amount to enterprise when technology_contract recorded
  award 10000 to enterprise when geo_indication_product new
    as products
  cap 1000000 per year across applicants, in order of recorded_on

article 2 "A set"
  award 10000 per year to enterprise when technology_contract recorded
  cap 1000000 per year across applicants, in order of recorded_on
