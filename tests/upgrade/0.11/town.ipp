policy town_2021 "Town: measures for patents" "某镇专利措施"
  language 3
  document "town 1/2021"
  issued 2021-01-01
  effective 2021-01-01 to 2026-12-31
  currency CNY
  round half up to 0.01
  use words
  same matter is item
  same matter of award_won is number
  reading "the event itself must lie in the window" "事项本身须发生在有效期内"

article 1 "Patents" "专利"
  award up to 50% of official_fees when patent granted and domestic
    counting all other support
  award 10000 once while patent valid and filed_on more than 10 years ago
    as ten_years "满十年"

article 2 "Prizes" "专利奖"
  award by prize when award_won won and level is national
    as national_prize "国家奖"
    gold: 300000
    silver: 200000
  award by prize when award_won won and level is provincial
    as provincial_prize "省奖"
    gold: 100000
    silver: 50000
  top up per matter

article 3 "Licences" "许可"
  if located_here
  require of deal that not related_party
  here share_of_deal of deal means 1.5% of amount
  group deals_of_a_year "成交"
    award as follows to enterprise when deal paid
      amount at least 2000000: 30000
      otherwise: share_of_deal
    cap local_contribution per enterprise per year
      carry forward 2 years

article 4 "Titles" "称号"
  award by level once when title new
    national: 200000
    provincial: 80000
    town_level: 20000
  pay highest per applicant per year

article 5 "Interest" "贴息"
  award 50% of interest on principal at lpr in month of drawn_on from drawn_on to repaid_on to enterprise
      when loan repaid
  cap 60000 per enterprise per year
  oblige enterprise to match at least 100% of award

article 6 "Agencies" "服务机构"
  award 500 to agency when case granted
  limit 3 cases per agency per year
  cap 2500 per head_office per year across applicants

article 7 "Works" "作品"
  award by rank of works per year among enterprise, person
    1: 5000
    2: 3000
    ties share the rank

article 8 "Patents abroad" "国外专利"
  award 2/3 of (official_fees less other support) to enterprise when patent granted and not domestic
    at most 2000
    nothing below 100
  round down to 100 per enterprise per year
  cap 50000 per year across applicants, in turn
