policy debts "Debts, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped

article 8 "Damage"
  collect 5% of amount from firm when invention ended
    as damage
    if amount at most 100000
    set off against awards for 3 years
  cap 1000 per firm per year

article 9 "Fees"
  collect by amount from firm when invention expired
    less than 100: 7
    at least 100: 10% of amount
    as late_fee
    set off against awards for 2 years
  collect as follows once from firm when invention expired
    amount at least 500: 25
    otherwise: 12
  collect 500 from firm from 2012-01-01 when invention ended and amount more than 100000
    as fixed_fee

case "two debts are set off, a third is asked for; the cap of a year holds"
  given firm
    invention P1: ended_on 2024-02-01, granted_on none, expired_on none, amount 90000
    invention P2: ended_on none, granted_on 2024-03-01, expired_on 2024-04-01, amount 700
  expect total 700
  expect to pay back 1095
  expect net less 395
  expect payable now 0

case "20: three years, then the rest of a debt of 900 lapses"
  given firm
    invention P1: ended_on 2020-02-01, granted_on none, expired_on none, amount 18000
    invention P2: granted_on 2020-03-01, amount 200, ended_on none, expired_on none
    invention P3: granted_on 2021-03-01, amount 300, ended_on none, expired_on none
    invention P4: granted_on 2022-03-01, amount 100, ended_on none, expired_on none
    invention P5: granted_on 2023-03-01, amount 50, ended_on none, expired_on none
    invention P6: granted_on 2024-03-01, amount 70, ended_on none, expired_on none
  expect total 720
  expect to pay back 900
  expect payable now 70
  expect net less 180

case "what was collected before leaves less room of the cap"
  given firm
    invention P1: ended_on 2024-02-01, granted_on none, expired_on none, amount 90000
  given history damage P0 paid 300 in 2024
  expect to pay back 700

case "conditions, rows and the first day are those of an award"
  given firm
    invention P1: ended_on 2011-02-01, granted_on none, expired_on none, amount 200000
    invention P2: ended_on 2012-02-01, granted_on none, expired_on none, amount 200000
    invention P3: ended_on none, granted_on none, expired_on 2013-02-01, amount 80
  expect total 0
  expect to pay back 519
