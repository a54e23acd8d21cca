policy qingyuan_2018 "Qingyuan: measures to advance patent work"
  document "清府办〔2018〕27号"
  issued 2018-07-04
  effective 2018-07-04 to 2020-12-31 by discretion from 2018-01-01  # QY-22.1 QY-22.2
  replaces "清府办〔2015〕53号"  # QY-22.3
  currency CNY
  round half up to 0.01
  use ip
  reading "in force from the day of signing, not of printing"  # QY-22.1
  reading "an event of early 2018 is looked at under this document only, and once"  # QY-22.3

article 1 "New agencies"
  award by form once to patent_agency when agency_registration new  # QY-1.1 QY-1.2
    corporate: 80000  # QY-1.1
    branch_office: 20000  # QY-1.2
    reading "every branch of one agency is paid"
  group small_agencies
    if small_or_micro
    refers to "清府办〔2013〕66号" for agency_registration  # QY-1.3

article 2 "The work of agencies"
  if located_here  # QY-2.0
  group grants
    award by right to patent_agency when agency_case granted and local_address and compliant  # QY-2.0 QY-2.1 QY-2.2 QY-2.3
      invention: 500  # QY-2.1
      utility_model: 200  # QY-2.2
      design: 100  # QY-2.3
    cap 50000 per head_office per year across applicants  # QY-2.4
    reading "an agency and its branches fill one cap"
  group growth
    award by increase of cases_handled over last year to patent_agency each year  # QY-2.5 QY-2.6 QY-2.7
      at least 300: 100000  # QY-2.7
      at least 200: 50000  # QY-2.6
      at least 100: 20000  # QY-2.5
      if invention_cases at least 20% of cases_handled
    reading "share of the cases of this year; outside the cap above; a new agency counts from zero; paid for the result of each year"

article 3 "Training" informative

article 4 "Talent"
  award up to exam_fee to person when agent_exam passed  # QY-4.1
    if resident_here or works_here or runs_business_here or studies_here
    reading "the bureau may pay, and may pay in full"
  refers to "清远市紧缺适用人才导向目录" for talent_listing  # QY-4.2

article 5 "From zero"
  if located_here
  award by right once per enterprise to enterprise when the first patent filed  # QY-5.1 QY-5.2 QY-5.3
    invention: up to agency_fee at most 5000  # QY-5.1
    utility_model: up to agency_fee at most 2000  # QY-5.2
    design: up to agency_fee at most 1000  # QY-5.3
    reading "one patent per enterprise, not one per type"
  award 1000 once per enterprise to enterprise when the first invention_patent granted  # QY-5.4
    reading "the first grant need not be the first filing"

article 6 "More filings"
  award by increase of filings over last year to enterprise each year  # QY-6.1 QY-6.2 QY-6.3
    at least 80: 100000  # QY-6.3
    at least 50: 50000  # QY-6.2
    at least 30: 20000  # QY-6.1
    if invention_filings at least 20% of filings
    reading "share of the filings of this year; the highest tier alone is paid"

article 7 "Titles"
  award by title once to enterprise when ip_title new  # QY-7.1 QY-7.2 QY-7.3 QY-7.4 QY-7.5
    national_demonstration: 200000  # QY-7.1
    national_advantage, provincial_demonstration: 150000  # QY-7.2 QY-7.3
    provincial_advantage: 100000  # QY-7.4
    municipal_advantage: 80000  # QY-7.5
  pay each  # QY-7.1 QY-7.2 QY-7.3 QY-7.4 QY-7.5

article 8 "Implementation plan"
  refers to "专利促进项目资助细则（待制定）" for implementation_project  # QY-8.1

article 9 "Management"
  award up to 100000 to enterprise when certification passed and standard is gbt29490  # QY-9.1
    if has at least 1 patent valid
    if filings at least 5
    reading "filings of the year of certification"

article 10 "Reward of inventors" informative

article 11 "Patents and standards"
  award by reached once to enterprise when technical_standard adopted and from_invention  # QY-11.1 QY-11.2
    local_standard, industry_standard: 100000  # QY-11.1
    national_standard, international_standard: 200000  # QY-11.2
    reading "per patent and standard; a later rise to a higher level is paid in full"

article 12 "Insurance"
  group insurance
    award 30% of premium to unit when ip_insurance bought and right_kind is patent_right  # QY-12.1
    cap 10000 per unit per year  # QY-12.2
  refers to "专利保险补贴办法（待制定）" for ip_insurance  # QY-12.3
  reading "the figures hold until that method exists"

article 13 "Pledge loans"
  refers to "专利质押融资贷款扶持办法（待制定）" for pledge_loan  # QY-13.1

article 14 "Awareness" informative
article 15 "Guidance" informative
article 16 "Enforcement" informative
article 17 "Service system" informative

article 18 "Filing and grant"
  if located_here
  award 3000 to unit, person when invention_patent in_examination and domestic  # QY-18.1
  award by right to unit, person when patent granted  # QY-18.2 QY-18.3
    utility_model: 1000  # QY-18.2
    design: 300  # QY-18.3
  award fee to unit, person when annual_fee paid and domestic_invention and years_after_grant at most 2  # QY-18.4
    reading "the year of grant and the two that follow; the sum after any reduction"

article 19 "Funding"
  oblige city to "provide the special fund under this method"  # QY-19.1
  oblige county to "secure the funds for patent work"  # QY-19.1

article 20 "Science money"
  if city_science_money more than 0
  oblige unit to "spend a part of it on patent work"  # QY-20.1

article 21 "Detailed rules"
  refers to "专利促进项目资助细则（待制定）" for policy  # QY-21.1

article 22 "Closing paragraph" in header  # QY-22.1 QY-22.2 QY-22.3
  reading "unnumbered in the text; evaluated and revised at expiry, no automatic extension"  # QY-22.4
