policy town_support "Generated"
  document "Doc 1"
  currency CNY
  round down to 100
  use words
  replaces "Doc 0"
    clause equipment_aid was old.equipment_aid
    clause training_bonus was old.training_bonus
  level provincial
article 1 "Generated"
  group finance
    award 5000 while university in_business more than 1 year
  group protection
    award 66% of (prize_money less prize_money) when prize prize_industry is chemistry
    group promotion
      award 3% of drafting_cost above 33333 when standard released_on less than 2 years ago
        as equipment_aid
article 2 "Generated"
  group transfer
    award 20000 while institute has more than 3 prize
      as training_bonus
article 3 "Over all"
  over articles 1 to 2
    cap 2500 per applicant per prize_number per year
      carry forward 2 years
