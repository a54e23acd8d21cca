policy by_months "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover (60 less full months from the payment to ended_on) divided by 60 of what was paid when invention ended

case "4: 25 months"
  given firm
    invention P1: ended_on 2026-03-30, granted_on none
  given history aid P1 paid 54000 on 2024-01-31
  expect to pay back 31500

case "5: more than 60 months"
  given firm
    invention P1: ended_on 2024-01-01, granted_on none
  given history aid P1 paid 10000 on 2018-01-01
  expect to pay back 0
