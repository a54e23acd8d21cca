policy below_100 "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 100% of what was paid when invention ended
    nothing below 100
    surcharge 20%

case "13: below the threshold"
  given firm
    invention P1: ended_on 2024-04-10, granted_on none
  given history aid P1 paid 99.99 on 2024-01-01
  expect to pay back 0

case "13: at the threshold"
  given firm
    invention P1: ended_on 2024-04-10, granted_on none
  given history aid P1 paid 100 on 2024-01-01
  expect to pay back 120

case "14: the surcharge does not count"
  given firm
    invention P1: ended_on 2024-04-10, granted_on none
  given history aid P1 paid 99 on 2024-01-01
  expect to pay back 0
