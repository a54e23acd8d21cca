policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Keys that hold no record"
  award 60% of cost to enterprise when certification passed
  cap 80% of cost per enterprise per year

article 2 "Several records in a claim"
  award 10% of total amount per year to enterprise when technology_contract recorded
    as together
  award 10% of amount to enterprise when technology_contract recorded
  cap 80% of amount per item

article 3 "Words of several kinds of record"
  award 60% of cost to enterprise when certification passed
  award 10% of amount to enterprise when technology_contract recorded
  cap 80% of amount per item per year

article 4 "Carried to later years"
  award 60% of cost to enterprise when certification passed
  cap 80% of cost per item per year
    carry forward 2 years

article 5 "Across applicants"
  award 60% of cost to enterprise when certification passed
  cap 80% of cost per item across applicants
