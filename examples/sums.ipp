policy sums_example "Awards on awards, an example" "以奖励为基数的奖励示例"
  document "Example 9"
  effective 2022-01-01 to 2026-12-31
  use ip
  language 4

article 1 "Fees" "费用"
  award 50% of official_fees at most 2000 to enterprise when patent in_examination
    as fees "缴费补助"

article 2 "Contracts" "合同"
  award 10% of amount to enterprise when technology_contract recorded
    as contracts "合同补助"
  cap 50000 per enterprise per year

article 3 "Prizes" "专利奖"
  award 20000 to enterprise when patent_prize won
    as prizes "获奖奖励"

article 4 "On top of both" "叠加奖"
  award 10% of what articles 2 to 3 pay to enterprise each year
    as on_top "叠加奖励"

article 5 "Once deducted" "扣减"
  award 60000 less what contracts has paid to enterprise when industrialisation new
    as first_product "首次实施奖励"
  award official_fees plus agency_fee less what article 1 has granted to enterprise when patent granted
    as difference "差额补助"
    at most 5000

article 6 "Budget of a firm" "总额"
  over policy
    cap 100000 per enterprise per year

case "a tenth of what both articles pay, after the cap of one of them"
  given enterprise
    technology_contract A: amount 400000, recorded_on 2023-03-01
    technology_contract B: amount 300000, recorded_on 2023-09-01
    patent_prize Z: patent "Z", level national, prize gold, won_on 2023-05-01
  expect "2023" of on_top 7000
  expect total 77000

case "the cap over everything cuts the bonus, not what it is computed from"
  given enterprise
    technology_contract A: amount 900000, recorded_on 2023-03-01
    patent_prize Y: patent "Y", level national, prize gold, won_on 2023-05-01
    patent_prize Z: patent "Z", level national, prize gold, won_on 2023-06-01
    patent_prize X: patent "X", level national, prize gold, won_on 2023-07-01
  expect "2023" of on_top reduced by cap
  expect total 100000

case "what contracts paid in the years before is deducted, not what they pay in the same year"
  given enterprise
    technology_contract A: amount 200000, recorded_on 2022-03-01
    technology_contract B: amount 100000, recorded_on 2023-03-01
    industrialisation P: patent "P", started_on 2023-06-01
  expect P of first_product 40000
  expect 2023 total 51000

case "the rest after the grant for the same patent, limited before the deduction"
  given enterprise
    patent P: official_fees 3000, agency_fee 9000, examined_on 2022-03-01, granted_on 2024-03-01
    patent Q: official_fees 4000, agency_fee 0, examined_on 2022-03-01, granted_on 2022-09-01
  expect P of difference 3500
  expect Q of difference 2000
