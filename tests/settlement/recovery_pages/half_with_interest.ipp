policy half_with_interest "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 50% of what was paid when invention ended
    interest 7.3% per year from the payment to ended_on

case "12: interest by days"
  given firm
    invention P1: ended_on 2024-04-10, granted_on none
  given history aid P1 paid 10000 on 2024-01-01
  given history aid P1 paid 20000 on 2024-02-20
  expect to pay back 15200
