policy thirds "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 1/3 of what was paid for the same project when invention ended

case "7: exact parts, one rounding"
  given firm
    invention S: project M1, ended_on 2024-09-01, granted_on none
    invention A: project M1, granted_on none, ended_on none
    invention B: project M1, granted_on none, ended_on none
    invention C: project M1, granted_on none, ended_on none
  given history aid A paid 100 on 2022-05-01
  given history aid B paid 100 on 2022-05-01
  given history aid C paid 100.01 on 2022-05-01
  expect to pay back 100.00
