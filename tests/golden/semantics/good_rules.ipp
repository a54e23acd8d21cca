policy rules_2022 "Every rule over years, levels and applicants"
  document "例〔2022〕5号"
  effective 2022-01-01 to 2024-12-31
  replaces "例〔2018〕1号"
    clause prizes was 3.patent_prize
    clause prizes was 4.patent_prize
  formerly rules_2018
  ended 1.certification.passed, 9.gone.won
  use ip

article 1 "Ladders"
  group ladder
    award by prize when patent_prize won and level at least provincial
      gold: 300000
      silver: 200000
      excellence: 100000
      as prizes
      formerly 3.patent_prize.won, 4.patent_prize.won
    award 50000 to enterprise when ip_title new
      less already paid for city_cultivation of the same title
    pay highest with older documents per matter
    no repeat per matter per level
    top up per matter
  award 1000 once per unit per year to unit when certification passed
  group loans
    award 30% of principal to enterprise when pledge_loan repaid
    none when principal cannot be determined
    limit 1 year per loan
    cap 300000 per enterprise per year

article 2 "The whole city"
  group quotas
    award 30000 when soft_topic selected
    award 1% of amount to agency when technology_contract recorded
    quota 2 to 5 contracts per year by amount
    cap 50000 per head_office per year across applicants
  award by rank of filings per year among enterprise, person
    1: 50000
    2: 30000
    between 3 and 5: 10000
    if located_here
    ties share the rank

article 3 "Duties"
  if filings more than 3
  oblige unit to "report what it spent"

article 4 "Other levels"
  over policy
    none when another level supported the same matter
      except article 2, ladder
    suspend enterprise for the year when patent granted and not domestic
      except loans
    no repeat per matter per year
  refers to "例〔2018〕1号" instead of articles 1 to 2 for records of 2022
    reading "claimed under the older document"

article 5 "Ceiling"
  over policy
    cap local_contribution per enterprise per year
      except article 2
      carry forward 2 years
      reading "oldest first"

case "a title after the older document"
  given enterprise
    ip_title national_advantage: title national_advantage, recognised_on 2023-05-01
  given history "例〔2018〕1号" 3.ip_title municipal paid 20000 in 2020: kind ip_title, title municipal_demonstration
  given history "例〔2015〕1号" 2.title X paid 1000 in 2016: matter "applicant", level national
  given older document "例〔2018〕1号" national_advantage 60000
  given rank filings 3 in 2023
  given figures 2023: filings 12, local_contribution 30000
  expect 2023 total 40000
