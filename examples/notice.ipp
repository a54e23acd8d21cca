policy notice_example "A notice, an example" "通知示例"
  document "Example 9"
  effective 2022-01-01 to 2026-12-31
  use ip
  language 4

article 1 "Contracts of autumn" "秋季备案的合同"
  award 1000 to enterprise when technology_contract recorded
    if recorded_on between 1 September and 30 November of each year

article 2 "Patents of the year before" "上一年度申请的专利"
  award 2000 to enterprise when invention_patent granted
    if filed_on within the year before and granted_on no later than 31 May of the year

article 3 "Two of three" "三项中的两项"
  here needed "应有件数" by prize
    gold: 3 items
    silver: 5 items
    excellence: 10 items
  award 500 to enterprise when patent_prize won and filings at least needed of prize
    if at least 2 of these
      located_here
      legal_person
      has at least 1 technology_contract

article 4 "Prizes" "奖项"
  require of every record that not for_design
  award by prize to enterprise when patent_prize won and level is national
    as national_prizes
    gold: as follows
      filings at least 3: 2000
      otherwise: 1000
    silver: 50

article 5 "Own costs" "自付费用"
  here own_costs "自付费用" of ip_insurance means 2/3 of premium
  award 10% of own_costs to enterprise when ip_insurance bought
    as costs
    at most 20000
  oblige enterprise to "report its costs"
    if located_here

article 6 "Growing firms" "成长型企业"
  award by filings to enterprise each year
    as firsts
    rises above 100: 2000
  award 1% of (total local_contribution since 2021, otherwise 0) at most 500 to enterprise each year
    as sums
    if growth of filings over last year at least 40%
    if filings more than filings of the year before last
        or filings more than largest filings of all years before

case "days of each year"
  given enterprise
    technology_contract A: recorded_on 2022-09-01
    technology_contract B: recorded_on 2023-12-01
    invention_patent C: granted_on 2023-05-31, filed_on 2022-01-01
    invention_patent D: granted_on 2023-06-01, filed_on 2022-01-01
  expect A 1000
  expect B not eligible because recorded_on
  expect C 2000
  expect D not eligible because granted_on
  expect total 3000

case "two of three conditions, and three items"
  given enterprise located_here
    technology_contract A: recorded_on 2022-01-01
    patent_prize G: level national, prize gold, not for_design, won_on 2022-05-01
    patent_prize S: level national, prize silver, for_design, won_on 2022-05-01
  given figures 2022: filings 4
  expect G of 3.patent_prize.won 500
  expect G of national_prizes 2000
  expect S of national_prizes not eligible because for_design
  expect S of 3.patent_prize.won not eligible because filings

case "the value of a definition"
  given enterprise not located_here
    ip_insurance A: bought_on 2022-01-01, premium 1000
  expect value of own_costs for A 666.67
  expect A of costs 66.67
  expect no obligation of article 5

case "above 100 for the first time"
  given enterprise not located_here
  given figures 2021: filings 60, local_contribution 6000
  given figures 2022: filings 110, local_contribution 7000
  given figures 2023: filings 120, local_contribution 8000
  expect 2022 total 2130
  expect 2023 total 0
