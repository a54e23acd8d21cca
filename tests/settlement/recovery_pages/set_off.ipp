policy set_off "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 100% of what was paid when invention ended
    set off against awards for 3 years

case "19: set off"
  given firm
    invention P1: ended_on 2025-02-01, granted_on none
    invention P2: granted_on 2025-03-01, amount 25000, ended_on none
  given history aid P1 paid 40000 on 2024-05-01
  expect total 25000
  expect to pay back 40000
  expect net less 15000
  expect payable now 0

case "20: three years, then the rest lapses"
  given firm
    invention P1: ended_on 2020-02-01, granted_on none
    invention P2: granted_on 2020-03-01, amount 200, ended_on none
    invention P3: granted_on 2021-03-01, amount 300, ended_on none
    invention P4: granted_on 2022-03-01, amount 100, ended_on none
    invention P5: granted_on 2023-03-01, amount 50, ended_on none
    invention P6: granted_on 2024-03-01, amount 70, ended_on none
  given history aid P1 paid 900 on 2019-05-01
  expect to pay back 900
  expect payable now 70
  expect net less 180
