policy quanzhou_2021 "Quanzhou: opinions on high-quality IP development"
  document "泉政文〔2021〕70号"
  issued 2021-12-23
  effective from 2021-12-23 for 3 years  # QZ-30.1
  replaces "泉政文〔2018〕70号"  # QZ-30.2
  currency CNY
  round half up to 0.01
  use ip

article 0 "Goals" informative  # QZ-0

article 1 "High-value cultivation"
  group cultivation
    award by aim when cultivation_project selected  # QZ-1.2 QZ-1.3 QZ-1.4
      innovation: 500000  # QZ-1.2
      defence: 400000  # QZ-1.3
      transformation: 300000  # QZ-1.4
    quota 5 cultivation_projects per year  # QZ-1.1

article 2 "Weight of inventions" informative

article 3 "Navigation of industries"
  group industry_plans
    award 200000 when navigation_project selected and scope is industry_plan  # QZ-3.2
    quota 3 navigation_projects per year  # QZ-3.1
    reading "projects, not industries; the lower end of two binds the bureau alone"

article 4 "Navigation of firms"
  group enterprise_plans
    award 100000 to enterprise when navigation_project selected and scope is enterprise_operation  # QZ-4.2
    quota 5 navigation_projects per year  # QZ-4.1

article 5 "Well-known marks"
  award 300000 to enterprise when well_known_mark new  # QZ-5.1

article 6 "Geographical indications"
  award 300000 to unit when geo_indication_product new  # QZ-6.1
    reading "marks and farm products with an indication are encouraged without money"

article 7 "Copyright"
  award by honour once when copyright_title new  # QZ-7.1 QZ-7.2 QZ-7.3
    national_park: 300000  # QZ-7.1
    national_unit: 200000  # QZ-7.2
    gold_award: 300000  # QZ-7.3
  award by rank of works_registered per year among enterprise, person  # QZ-7.4
    1: 50000
    2: 30000
    3: 20000
    ties share the rank
    reading "one ranking for firms and persons; equal counts, equal sum"

article 8 "Firms that buy inventions"
  award 10% of total amount per year to enterprise
    when patent_deal paid and role is buyer and right is invention and contract_registered and used_here and not related_party  # QZ-8.0 QZ-8.1
    if total amount at least 200000
    reading "a threshold over the sum of the year; the base is the whole sum"
  cap 300000 per enterprise per year  # QZ-8.2

article 9 "Universities and institutes"
  award 10% of total amount per year to academy
    when patent_deal paid and role is seller and right is invention and contract_registered and used_here and not related_party  # QZ-9.1
    if total amount at least 500000
    reading "buyer, seller and broker of one deal are all paid"
  cap 300000 per academy per year  # QZ-9.1
  oblige academy to "auction or openly license patents of city-funded research left unused for two years"  # QZ-9.2

article 10 "Operation agencies"
  award 5% of total amount per year to operation_agency
    when patent_deal paid and role is broker and right is invention and contract_registered and used_here and not related_party  # QZ-10.1
    if total patent_count at least 50
       or total amount at least 5000000  # QZ-10.2
  cap 300000 per operation_agency per year  # QZ-10.1

article 11 "Patent prizes"
  table city_patent_award by prize  # QZ-11.1
    major: 1000000
    grade_1: 200000
    grade_2: 100000
    grade_3: 50000
  group prizes
    group national_and_provincial
      award by prize when patent_prize won and level is national and not for_design and implemented_here  # QZ-11.2
        gold: city_patent_award of major
        silver: city_patent_award of grade_1
        excellence: city_patent_award of grade_2
      award by prize when patent_prize won and level is national and for_design and implemented_here  # QZ-11.3
        gold: city_patent_award of grade_1
        silver: city_patent_award of grade_2
        excellence: city_patent_award of grade_3
      award by prize when patent_prize won and level is provincial and implemented_here  # QZ-11.4
        special: city_patent_award of major
        grade_1: city_patent_award of grade_1
      pay each  # QZ-11.5
    group city_prizes
      award city_patent_award of prize when patent_prize won and level is municipal  # QZ-11.1
        reading "held every second year; no city prize in the years between"
    pay highest per project per year  # QZ-11.6
    reading "three prizes in a year: the higher of (national + provincial) and the city's own"
  award up to 1000000 when introduced_project evaluated and outstanding and prize_held  # QZ-11.7

article 12 "Standards"
  award 30000 once per standard_number when technical_standard adopted and reached is group_standard and core_patent and reviewed and leads  # QZ-12.1
    reading "several patents in one standard: one payment"

article 13 "Titles"
  award by title to enterprise when ip_title new  # QZ-13.1 QZ-13.2
    national_demonstration: 100000  # QZ-13.1
    national_advantage: 50000  # QZ-13.2
  pay each  # QZ-13.1 QZ-13.2
  reading "a later higher title is paid in full"

article 14 "Pledge interest"
  group pledge_interest
    award by lender to small_enterprise, farmer when pledge_loan repaid and on_schedule  # QZ-14.0 QZ-14.1 QZ-14.2 QZ-14.3 QZ-14.4
      bank: 30% of interest on principal at min(lpr_1y in January of repaid_on, actual_rate) from drawn_on to repaid_on last 1 year  # QZ-14.1 QZ-14.2
      lessor: 30% of interest on principal at lpr_1y in January of repaid_on from drawn_on to repaid_on last 1 year  # QZ-14.3
      reading "the year counts back from the day of repayment; a whole calendar year is 1, the rest days over 365"  # QZ-14.4
    cap 200000 per applicant per year  # QZ-14.5
    reading "farmers too, by analogy; a farmer's loan rests on an indication's mark"

article 15 "Securitisation"
  award at discretion when securitisation issued and first_public_issue  # QZ-15.1
  group securitisation_cost
    award 2% of financing to enterprise when securitisation repaid  # QZ-15.2
    cap 300000 per enterprise  # QZ-15.2
    reading "no period is given: the cap lasts as long as the policy"

article 16 "Insurance"
  group insurance
    award 50% of premium to enterprise when ip_insurance bought and premium at least 1500  # QZ-16.1
    cap 50000 per enterprise per year  # QZ-16.2
    reading "1,500 is included; the threshold looks at one contract; any cover, since the list is open; firms, as in the heading"

article 17 "Strict protection" informative
article 18 "Joint protection" informative

article 19 "Cooperation"
  group stations
    award 50000 when workstation selected  # QZ-19.2
    quota 5 workstations per year  # QZ-19.1
  group typical_cases
    award 100000 once when typical_case listed and own_enforcement  # QZ-19.3
    limit 1 dispute per applicant per year, earliest first  # QZ-19.4
    reading "a case that two bodies list is paid once"

article 20 "Mediation and courts" informative

article 21 "Experts"
  refers to "科技专家评审咨询费管理规定" for expert_advice  # QZ-21.1

article 22 "Service agencies"
  award 100000 once to patent_agency from 2021-01-01 when agency_registration new and form is corporate and attorneys at least 5  # QZ-22.1
    reading "five attorneys are enough"
  award 200000 once per operation_agency to operation_agency each year  # QZ-22.2
    if main_revenue at least 10000000
    reading "the first year that reaches it"

article 23 "Certification"
  award 50% of cost at most 30000 once per undertaking to undertaking when the first certification passed  # QZ-23.1

article 24 "Attorneys"
  group attorneys
    if in_enterprise_job at least 1 year
    award 5000 once per person to person from 2021-01-01 when attorney_certificate new  # QZ-24.1
    award 3000 once per person to person from 2021-01-01 when legal_qualification new  # QZ-24.2
      if has at least 1 attorney_certificate held
      reading "the reverse order of the two certificates pays the first sum alone"
    reading "one year without a break on the day of the certificate"

article 25 "Publicity" informative
article 26 "Organisation" informative
article 27 "Resources" informative
article 28 "Supervision" informative

article 29 "Other levels"
  reading "a change made at a higher level prevails over this document"  # QZ-29.1
  over policy
    none when another level supported the same matter  # QZ-29.2 QZ-29.3
      except article 11  # QZ-11.5
    reading "zero, not the difference; article 11 is the special rule"

article 30 "Term and transition"
  refers to "泉政文〔2018〕70号" instead of articles 1 to 24 for records of 2021  # QZ-30.3
  reading "a record of 2021 that the older document covers is claimed and paid in 2022 under it, not again here"
