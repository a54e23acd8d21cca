policy forms_2022 "Every form of an award, a rule and a sentence beside them"
  document "例〔2022〕1号"
  issued 2021-12-01
  effective from 2022-01-01 for 3 years by discretion from 2021-07-01
  status draft
  currency CNY
  round half even to 0.1
  use ip
  language 4
  replaces "例〔2018〕1号"
  reading "the event must lie in the window"
  if located_here or not enterprise

article 1 "Amounts"
  award 200000 once when geo_indication_product new
  award 1% of amount at most 50000 to enterprise
      when technology_contract recorded and put_to_use and not related_party
    reading "one contract by itself"
  award cost to unit when certification passed and stage is initial
  award up to 50% of official_fees to enterprise, institution when invention_patent granted and domestic
    counting all other support
    convert at central_parity on fees_paid_on
  award at discretion once per unit to unit when soft_topic selected
  award 20000 plus 10000 for each full 5000000 of principal above 5000000 at most 100000
      when pledge_loan repaid
    as steps
    title "Loans in full steps"
  award 30% of interest on principal at min(lpr_1y in January of repaid_on, actual_rate) from drawn_on to repaid_on last 1 year to enterprise from 2022-06-01
      when pledge_loan repaid
    as interest
    uncapped

article 2 "Rows"
  table prize_money by prize
    gold: 300000
    silver: 200000
    excellence: 100000
  award by amount to enterprise when technology_contract recorded
    at least 5000000: 50000 once
    at least 1000000: 20000 once
    otherwise: up to 1% of amount at most 10000
  award by prize when patent_prize won and level at least provincial
    gold: prize_money of gold
    silver, excellence: prize_money of silver
    as by_table
  award prize_money of prize when patent_prize won and level is municipal
  pay each

article 3 "Time"
  award 10000 once while invention_patent valid and filed_on more than 10 years ago
      and filed_on at most 15 years ago
  award 100000 once to agency while agency branded and in_business at least 1 year
  award by increase of filings over last year to enterprise each year
    at least 80: 100000
    between 30 and 79: 20000
    if invention_filings at least 20% of filings
  award 1000 once per enterprise to enterprise when the first invention_patent granted

article 4 "Sets"
  group deals
    award 10% of total amount per year to enterprise when technology_contract recorded and put_to_use
      if total amount at least 200000 or number at least 5
    cap 300000 per enterprise per year
  group topics
    award 300 for each soft_topic per year to enterprise when soft_topic selected
    limit 2 items per enterprise per year, as chosen

article 5 "Rules"
  group titles
    if has at least 1 invention_patent valid or has no pledge_loan repaid
    award by title once to enterprise when ip_title new
      national_demonstration: 200000
      national_advantage: 100000
    pay highest per enterprise per year
  group abroad
    award 5000 to enterprise when patent granted and not domestic
    limit 3 country per family, earliest first
    limit 10 patents per enterprise per year
    cap 5% of local_contribution per enterprise per year
      reading "the smaller of the two counts"

article 6 "Other sentences"
  refers to "例〔2019〕2号" for service_brand new
  refers to "例〔2019〕3号" for policy
  oblige city to "provide the money"
  group counties
    award 20000 once to county when ip_title new and title is national_demonstration
      as county_title
    oblige county to match at least 100% of award
  allocate 500000 per year to city while city_cultivation in_progress
  target "high-value patents" 200 by 2024

article 7 "Words" defines "以上 includes the number"
article 8 "Who"
  here enterprise means located_here and established_on at least 1 year ago
  reading "awards to other kinds are not narrowed"

article 9 "Ceiling"
  over policy
    cap local_contribution per enterprise per year
      except article 1, by_table, titles
    reading "acts after all articles"

article 10 "Publicity" informative

case "a product"
  given enterprise, agency located_here, established_on 2010-05-01
    geo_indication_product P1: recognised_on 2022-05-01
    patent partly listed
    certification unknown
    no soft_topic
  given figures 2022: local_contribution 20000.5, filings 12
  given history 1.geo_indication_product.new P0 paid 200000 in 2022
  given support P1 national 1000 in 2022
  given series lpr_1y 2022-01-01: 3.7%
  given as of 2023-01-31
  expect 2022 total 200000
  expect P1 of 1.geo_indication_product.new 200000
