policy stopped "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 100% of what was paid when invention ended
    pay nothing more

case "17: what is due and unpaid stops"
  given firm
    invention P1: ended_on 2025-06-01, granted_on none
  given history aid P1 paid 60000 in 2024
  given history aid P1 paid 45000 on 2024-05-01
  expect to pay back 45000
