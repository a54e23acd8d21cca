policy up_to_50 "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 100% of what was paid when invention ended
    nothing up to 50

case "13: up to the sum"
  given firm
    invention P1: ended_on 2024-04-10, granted_on none
  given history aid P1 paid 50 on 2024-01-01
  expect to pay back 0

case "13: above the sum"
  given firm
    invention P1: ended_on 2024-04-10, granted_on none
  given history aid P1 paid 50.01 on 2024-01-01
  expect to pay back 50.01
