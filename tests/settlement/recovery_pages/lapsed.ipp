policy lapsed "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
  pay in parts
    40% at once
    the rest 1 year later if reduction at most 50%
  cap 1000 per firm
    what is paid back counts no longer
    what lapses counts no longer
  recover 50% of what was paid when invention ended
    as back
    pay nothing more

case "600 lapse on 2024-03-01 and leave room from 2025 on; of 400 in 2024 nothing is granted"
  given firm
    invention P1: granted_on 2023-03-01, amount 1000, reduction 100%, ended_on none, expired_on none
    invention P2: granted_on 2024-09-01, amount 400, reduction 0%, ended_on none, expired_on none
    invention P3: granted_on 2025-09-01, amount 700, reduction 0%, ended_on none, expired_on none
    invention P4: granted_on 2025-10-01, amount 100, reduction 0%, ended_on none, expired_on none
  expect P2 granted 0
  expect P3 granted 600
  expect P4 granted 0
  expect 2025 total 240
  expect 2026 total 360

case "360 of 600 are stopped in 2023 and leave room from 2024 on"
  given firm
    invention P0: granted_on none, ended_on none, expired_on none
    invention P1: granted_on 2023-03-01, amount 600, reduction 0%, ended_on 2023-06-01, expired_on none
    invention P2: granted_on 2024-09-01, amount 400, reduction 0%, ended_on none, expired_on none
  given history aid P0 paid 400 on 2022-05-01
  expect P1 granted 600
  expect P2 granted 360
  expect to pay back 120
  expect 2024 total 144
