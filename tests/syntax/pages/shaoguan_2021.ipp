policy shaoguan_2021 "Shaoguan: measures for IP innovation and protection"
  document "韶府办发函〔2021〕188号"
  issued 2021-12-21
  effective 2021-12-21 to 2024-12-31  # SG-28.1
  currency CNY
  round half up to 0.01
  use ip
  reading "the event itself (grant, recognition, payment) must lie in the window; the claim may follow"  # SG-28.1

article 1 "Domestic inventions"
  award up to 50% of official_fees when invention_patent granted and domestic  # SG-1.1
    counting all other support  # SG-1.1
    reading "no rate is fixed: the bureau sets the sum; the base is what was paid, with receipts"
  oblige lower_government to "pay nothing again for the same patent"  # SG-1.2

article 2 "Inventions abroad"
  group abroad
    award up to 50% of official_fees to enterprise when invention_patent granted and not domestic  # SG-2.1
      counting all other support  # SG-2.1
      convert at central_parity on fees_paid_on  # SG-2.3
      reading "fees by the schedule of the granting country, at the parity of the day of payment"  # SG-2.3
    limit 3 country per family, earliest first  # SG-2.2
    reading "three countries over the life of the invention, earlier payments counted"
  oblige lower_government to "pay nothing again for the same patent"  # SG-2.4

article 3 "Geographical indications and regional brands"
  award 200000 once when geo_indication_product new  # SG-3.1
  award 100000 once when geo_indication_trademark new  # SG-3.2
  award 200000 once when mutual_recognition granted  # SG-3.3
    reading "once per product, though the text has neither `newly` nor `once`"
  award 10000 once when collective_trademark new and not geographical_indication  # SG-3.4
  award by level when demonstration_zone listed  # SG-3.5
    national: 500000
    provincial: 300000
    reading "a zone listed by the province and later by the state is paid for each"

article 4 "Copyright"
  group registered_works
    award 200 to unit, person when copyright_work registered and provincial_body  # SG-4.1
    limit 100 works per unit per year  # SG-4.2
    limit 50 works per person per year  # SG-4.3
    reading "the year is that of the certificate; a joint work goes to the applicant named on it"
  award by honour when copyright_title new  # SG-4.4 SG-4.5 SG-4.6 SG-4.7 SG-4.8
    most_valuable_work: 20000  # SG-4.4
    national_park: 100000  # SG-4.5
    national_unit: 50000  # SG-4.6
    provincial_park: 50000  # SG-4.7
    provincial_unit: 20000  # SG-4.8

article 5 "High-value patents"
  award 10000 once while invention_patent valid and filed_on more than 10 years ago  # SG-5.1
    reading "counted from filing; a patent already older on the first day of the policy is paid once"
  group prizes
    award by prize when patent_prize won and level is national  # SG-5.2 SG-5.3 SG-5.4
      gold: 300000  # SG-5.2
      silver: 200000  # SG-5.3
      excellence: 100000  # SG-5.4
    award by prize when patent_prize won and level is provincial  # SG-5.3 SG-5.4 SG-5.5
      gold: 200000  # SG-5.3
      silver: 100000  # SG-5.4
      excellence: 50000  # SG-5.5
    pay each  # SG-5.2 SG-5.3 SG-5.4 SG-5.5
    reading "co-owners name the one who is paid"
  award 20000 to person when inventor_prize won  # SG-5.6
  award up to 500000 when cultivation_project selected and cluster is strategic_pillar, strategic_emerging  # SG-5.7

article 6 "Industrialisation"
  award up to 300000 when implementation_project selected and high_value  # SG-6.1

article 7 "Licences and assignments"
  if located_here  # SG-7.0
  group contracts
    award by amount to enterprise when technology_contract recorded and put_to_use and not related_party  # SG-7.0 SG-7.1 SG-7.2 SG-7.3
      at least 5000000: 50000 once  # SG-7.1
      at least 1000000: 20000 once  # SG-7.2
      otherwise: 1% of amount  # SG-7.3
      reading "tiers look at one contract, not at the sum of a year"
    cap 50000 per enterprise per year  # SG-7.4
    reading "the cap covers all three tiers, not only the 1% tier"

article 8 "Finance"
  refers to "韶关市知识产权质押融资风险补偿资金管理试行办法" for pledge_loan  # SG-8.1
  group pledge_interest
    award 30% of interest_paid to enterprise when loan_interest paid and on_schedule and in_risk_pool  # SG-8.2
    cap 100000 per enterprise per year  # SG-8.3
    reading "on schedule: no arrears in the year"
  group insurance
    award 30% of premium to undertaking, agency when ip_insurance bought  # SG-8.4
    cap 50000 per unit per year  # SG-8.5
  award 3% of issue_amount to enterprise when securitisation issued and own_asset_pool  # SG-8.6
    uncapped  # SG-8.6
    reading "the issuer is paid where several firms pool their assets"

article 9 "Information"
  award up to 200000 when soft_topic selected  # SG-9.1
  award 300000 when designated_review completed  # SG-9.2

article 10 "Standards"
  refers to "韶府〔2019〕19号" for technical_standard  # SG-10.1

article 11 "Management"
  group titles
    award by title once to enterprise when ip_title new  # SG-11.1 SG-11.2 SG-11.3
      national_demonstration: 200000  # SG-11.1
      national_advantage: 100000  # SG-11.2
      provincial_demonstration: 80000  # SG-11.3
    pay highest per enterprise per year  # SG-11.4
    reading "the municipal title stands outside; titles of different years are paid in full"
  award 50000 once to enterprise when ip_title new and title is municipal_demonstration  # SG-11.5
  group certified
    if has at least 1 invention_patent valid
       or at least 5 utility_patent granted
       or at least 8 software_copyright registered  # SG-11.8
    award 20000 once per undertaking to undertaking when certification passed and stage is initial  # SG-11.6
    award 10000 once per undertaking to undertaking when certification cycle_completed  # SG-11.7
    reading "five utility models ever granted; the first payment is no condition of the second"

article 12 "Counties"
  allocate 500000 per year to city while city_cultivation in_progress  # SG-12.1
  group counties
    award by title once to county when county_title approved  # SG-12.2 SG-12.3
      national_demonstration: 200000  # SG-12.2
      national_pilot: 100000  # SG-12.3
    oblige county to match at least 100% of award  # SG-12.4
    reading "pilot, then demonstration: both are paid; a missing match does not reduce the award"

article 13 "Parks"
  award by title once to park when park_title approved  # SG-13.1 SG-13.2
    national_demonstration: 200000  # SG-13.1
    national_pilot: 100000  # SG-13.2
  oblige park to match at least 100% of award  # SG-13.3

article 14 "Service agencies"
  award 100000 once to agency while agency branded and located_here and in_business at least 1 year  # SG-14.1
    reading "national brand, registration here and one year as an agency, all three; a review body must act as an agency too"
  award up to 300000 to agency when service_project selected  # SG-14.2

article 15 "Public services"
  award up to 100000 once when guidance_station selected and newly_built  # SG-15.1

article 16 "Reports of infringement"
  refers to "广东省举报侵犯知识产权和制售假冒伪劣商品违法行为奖励办法" for infringement_report received and clue_unknown and evidence_given  # SG-16.1

article 17 "Enforcement and courts" informative
article 18 "Self-government and good faith" informative
article 19 "Fast and equal protection" informative
article 20 "Legal aid" informative

article 21 "Talent"
  award exam_fee to person when agent_exam passed  # SG-21.1
    if works_here or runs_business_here or studies_here
    reading "the sitting that was passed, not the earlier ones"
  award 5000 once per person to person while attorney_certificate held and serving_here_since at least 2 years ago  # SG-21.2
  refers to "韶关市紧缺适用人才目录" for talent_listing  # SG-21.3

article 22 "Training" informative
article 23 "Organisation" informative
article 24 "Assessment" informative

article 25 "Funding"
  oblige city to "provide the special fund"  # SG-25.1
  oblige county to "draw up support of its own on this model"  # SG-25.1

article 26 "Bounds" defines "以上, 最高, 不低于 and 不超过 include the number; 超过 and 以下 do not"  # SG-26.1
article 27 "Rules to come"
  refers to "实施细则（待制定）" for policy  # SG-27.1
article 28 "Validity" in header  # SG-28.1
