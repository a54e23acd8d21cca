policy advances "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover what was paid above entitlement when invention ended

case "15: of the last advance"
  given firm
    invention P1: entitlement 1180, ended_on 2025-06-01, granted_on none
  given history aid P1 paid 500 on 2024-07-12
  given history aid P1 paid 500 on 2024-10-11
  given history aid P1 paid 500 on 2025-01-10
  expect to pay back 320
  expect 2025 to pay back 320

case "15: no more than the advances"
  given firm
    invention P1: entitlement 1800, ended_on 2025-06-01, granted_on none
  given history aid P1 paid 500 on 2024-07-12
  given history aid P1 paid 500 on 2024-10-11
  given history aid P1 paid 500 on 2025-01-10
  expect to pay back 0

case "15: an entitlement below 0"
  given firm
    invention P1: entitlement less 200, ended_on 2025-06-01, granted_on none
  given history aid P1 paid 500 on 2024-07-12
  given history aid P1 paid 500 on 2024-10-11
  given history aid P1 paid 500 on 2025-01-10
  expect to pay back 1500
