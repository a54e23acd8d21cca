policy within_36_months "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 100% of what was paid when invention ended
    if ended_on less than 36 months after the payment

case "1: one day before 36 months"
  given firm
    invention P1: ended_on 2027-06-29, granted_on none
  given history aid P1 paid 40000 on 2024-06-30
  expect to pay back 40000

case "1: after 36 months"
  given firm
    invention P1: ended_on 2027-06-30, granted_on none
  given history aid P1 paid 40000 on 2024-06-30
  expect to pay back 0

case "2: each payment by itself"
  given firm
    invention P1: ended_on 2027-03-01, granted_on none
  given history aid P1 paid 30000 on 2023-12-20
  given history aid P1 paid 10000 on 2024-12-20
  expect to pay back 10000

case "3: all days of the year"
  given firm
    invention P1: ended_on 2026-12-31, granted_on none
  given history aid P1 paid 40000 in 2024
  expect to pay back 40000

case "3: some days of the year"
  given firm
    invention P1: ended_on 2027-06-01, granted_on none
  given history aid P1 paid 40000 in 2024
  expect to pay back between 0 and 40000

case "3: no day of the year"
  given firm
    invention P1: ended_on 2027-12-31, granted_on none
  given history aid P1 paid 40000 in 2024
  expect to pay back 0
