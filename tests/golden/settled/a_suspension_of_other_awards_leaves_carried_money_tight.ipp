policy brand_support "Generated"
  document "Doc 1"
  effective from 2020-07-01
  currency CNY
  round down to 0.01
  use words
  level national
article 1 "Generated"
article 2 "Generated"
  award prize_money when prize presented
  award prize_money when prize won
    as training_bonus
article 3 "Over all"
  over articles 1 to 2
    cap 66% of revenue per year
      except training_bonus
      carry forward 2 years
article 4 "Over all"
  over policy
    suspend institute for the year when prize prize_districts is old_town
