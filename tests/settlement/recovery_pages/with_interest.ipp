policy with_interest "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 100% of what was paid when invention ended
    surcharge 20%
    interest 3% per year from the payment to ended_on

case "11: surcharge and interest of two years"
  given firm
    invention P1: ended_on 2026-04-01, granted_on none
  given history aid P1 paid 300000 on 2024-04-01
  expect to pay back 378000
