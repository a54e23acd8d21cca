policy half_and_all "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 1/2 of what was paid when invention expired
    as half
  recover 100% of what was paid when invention ended
    as rest

case "8: the second takes what is left"
  given firm
    invention P1: expired_on 2024-01-01, ended_on 2025-01-01, granted_on none
  given history aid P1 paid 8000 on 2022-05-01
  expect 2024 to pay back 4000
  expect 2025 to pay back 4000
  expect to pay back 8000
