policy town_2023 "Town: measures" "某市办法"
  use ip
  currency CNY
  effective from 2022-01-01

article 1 "Patents" "专利"
  award by right when patent granted
    invention: 1
      title "Inventions"
    otherwise: 2
  refers to "the measures of quality" for patent_prize won
    title "Quality"
  oblige enterprise to "keep its accounts"
    title "Accounts"
