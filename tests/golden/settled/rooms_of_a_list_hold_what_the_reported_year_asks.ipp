policy town_support "Generated"
  document "Doc 1"
  effective from 2021-01-01
  currency CNY
  use words
article 1 "Generated"
  group protection
    award min(30% of prize_money) when special_prize prize_districts is old_town
      convert at central_rate on won_on
    cap 100 per prize_districts
  award by increase of staff over last year each year
    otherwise: 100000
  pay highest per year
