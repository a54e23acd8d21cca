policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Not a cap"
  award 60% of cost to enterprise when certification passed
  limit 2 items per enterprise per year
    counting all other support

article 2 "A field of the record"
  award 60% of cost to enterprise when certification passed
  cap 80% of cost per standard
    counting all other support

article 3 "Across applicants"
  award 60% of cost to enterprise when certification passed
  cap 50000 per item across applicants
    counting all other support

article 4 "Carried to later years"
  award 60% of cost to enterprise when certification passed
  cap 50000 per enterprise per year
    counting all other support
    carry forward 2 years

article 5 "Several records in a claim"
  award 10% of total amount per year to enterprise when technology_contract recorded
  cap 50000 per item
    counting all other support
