policy town_2023 "Town: measures" "某市办法"
  use ip
  currency CNY
  effective from 2022-01-01

article 1 "Patents" "专利"
  award 5000 when patent granted
    title ""
  award 600 when patent_prize won
    title " "
