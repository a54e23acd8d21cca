policy town_2023 "Town: measures" "某市办法"
  use ip
  currency CNY
  effective from 2022-01-01

article 1 "Patents" "专利"
  award 5000 when patent granted
    title "Grants" "授权奖励"
  group prizes "各类奖项"
    award 600 when patent_prize won
      title "Prizes" "授权奖励"
    allocate 600 to county per year each year
      title "Grants"

article 2 "Marks" "商标"
  award 5000 when invention_patent granted
    title "Grants" "授权奖励"
