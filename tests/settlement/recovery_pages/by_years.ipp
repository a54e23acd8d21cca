policy by_years "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover (5 less full years from the first payment to ended_on) divided by 5 of what was paid for the same project when invention ended

case "6: three payments of a project"
  given firm
    invention S: project M1, ended_on 2024-09-01, granted_on none
    invention A: project M1, amount 10000, granted_on 2022-05-01, ended_on none
  given history aid A paid 20000 in 2022
  given history aid A paid 10000 on 2022-05-01
  given history aid A paid 6000 on 2022-08-01
  given history aid A paid 4000 on 2022-09-01
  expect to pay back 12000

case "6: another project"
  given firm
    invention S: project M2, ended_on 2024-09-01, granted_on none
    invention A: project M1, granted_on none, ended_on none
  given history aid A paid 10000 on 2022-05-01
  expect to pay back 0
