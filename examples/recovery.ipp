policy recovery_example "Recovery, an example" "追回示例"
  document "Example 8"
  effective 2020-01-01 to 2026-12-31
  use ip
  language 4

article 3 "Contracts" "合同"
  award 10% of amount to enterprise when technology_contract recorded
    as contracts
  cap 50000 per enterprise per year
  cap 200000 per enterprise
    what is paid back counts no longer
  recover 100% of what was paid when sanction opened and level at least provincial
    as all_back "full recovery"
    if opened_on less than 36 months after the payment
    surcharge 20%
    interest 3% per year from the payment to opened_on
    nothing below 100
    pay nothing more
    set off against awards for 3 years
  recover (5 less full years from the first payment to opened_on) divided by 5 of what was paid
      when sanction opened and level is municipal
    as by_years
    at most 30000
    round down to 10
    nothing up to 50
  recover 500 of what was paid when sanction opened and level is county_level
    as fixed_sum
    if opened_on less than 120 months after the grant
    in the order contracts

article 4 "Penalties" "处罚"
  collect 2000 from enterprise when sanction opened and level is national
    as penalty
    set off against awards for 1 year
  cap 5000 per enterprise per year

case "found within three years: all, a surcharge, and interest of two years"
  given enterprise
    sanction S1: level provincial, opened_on 2024-06-30
    no technology_contract
  given history contracts A paid 10000 on 2022-06-30
  expect to pay back 12600
  expect 2024 to pay back 12600
  expect net less 12600

case "set off against what is newly due"
  given enterprise
    sanction S1: level provincial, opened_on 2024-06-30
    technology_contract B: amount 50000, recorded_on 2024-09-01
  given history contracts A paid 10000 on 2022-06-30
  expect total 5000
  expect to pay back 12600
  expect payable now 0

case "two full years of five"
  given enterprise
    sanction S1: level municipal, opened_on 2024-07-01
    no technology_contract
  given history contracts A paid 20000 on 2022-06-30
  expect to pay back 12000

case "three penalties in a year, the cap, and what is newly due"
  given enterprise
    sanction S1: level national, opened_on 2024-02-01
    sanction S2: level national, opened_on 2024-03-01
    sanction S3: level national, opened_on 2024-04-01
    technology_contract B: amount 10000, recorded_on 2024-09-01
  expect total 1000
  expect to pay back 5000
  expect net less 4000
  expect payable now 0
