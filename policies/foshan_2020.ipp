# Foshan, 佛山市知识产权“培优工程”实施方案 (2020-04-20). The mark at the end of a line names the provision that the line
# encodes. The parts of the plan have no articles: article 2.1.5 is part two, section one, item 5.

policy foshan_2020 "Foshan: the IP cultivation project, plan of implementation"
  document "佛山市知识产权“培优工程”实施方案"
  issued 2020-04-20
  effective 2020-04-20 to 2022-12-31  # FS-4.2
  currency CNY
  round half up to 0.01
  use ip
  reading "no clause on validity: from the day of issue, `2020-04-20`, to the end of the programme"  # FS-4.2
  reading "the plan itself is taken as the basis of payment, though it points to existing policies in places"  # FS-4.2
  reading "no clause on who is eligible, on stacking or on disqualification: nothing of the kind is applied"  # FS-4.2

article 1 "Goals"
  target "leading companies and research institutes" 200 by 2022  # FS-0
  target "valid invention patents of the city" 31500 by 2022  # FS-0
  target "invention patents for each 10,000 people" 36.5 by 2022  # FS-0
  target "patented techniques turned into standards" 100 by 2022  # FS-0
  target "registered marks" 500000 by 2022  # FS-0
  target "yuan of pledge loans" 8000000000 by 2022  # FS-0
  reading "goals of the city, which give nobody a claim"  # FS-0
  source "2020年: the first of the three years of the programme"

article 2.1.1 "The list of cultivated units"
  refers to "培优名录入库标准（待制定）" for cultivation_listing entered  # FS-1.0
  target "units on the list" 200 by 2022  # FS-1.0
  reading "a target and no quota: it keeps nobody off the list; the list is revised every year"  # FS-1.0

article 2.1.2 "Four systems for listed units"
  refers to "现有政策" for cultivation_listing entered  # FS-1.1
    reading "good results of a listed unit are rewarded under the policies that exist; this plan sets no sum"
  source "四项: the systems of service, which pay nothing"

article 2.1.3 "Navigation"
  target "navigation projects that plan an industry" 3 by 2022  # FS-1.2
  reading "a target without money; no year is named: `2022年`, the programme's end, is taken"  # FS-1.2

article 2.1.4 "Alliances"
  award 100000 once when ip_alliance recorded and level is national  # FS-1.3
    reading "open to every alliance, not to listed units alone; each alliance is paid once"

article 2.1.5 "Quality and marks"
  award by level once to undertaking when quality_award won  # FS-1.4 FS-1.5 FS-1.6
    national: 2000000  # FS-1.4
    provincial, municipal: 1000000  # FS-1.5 FS-1.6
    reading "the awards of province and city are two triggers of one sum: who wins both is paid for both"
    reading "one award of one year is paid once, whenever it is listed"
  award 300000 once when well_known_mark new and first_recognition  # FS-1.7
    reading "the first recognition of a mark, by the office and not by a court; paid for each mark"
  award 200000 once when geo_indication_trademark registered  # FS-1.8
    reading "paid for each mark, though no unit is named; a product under protection alone is encouraged, not paid"
  pay each  # FS-1.4 FS-1.5 FS-1.6

article 2.1.6 "Titles"
  award by title once to enterprise when ip_title recognised  # FS-1.9 FS-1.10 FS-1.11
    national_demonstration: 500000  # FS-1.9
    national_advantage: 300000  # FS-1.10
    provincial_demonstration: 200000  # FS-1.11
    reading "the recognition must lie in the programme: a title held before brings nothing; each title is paid once"
  pay each  # FS-1.9 FS-1.10 FS-1.11

article 2.1.7 "Leaders of a sub-sector"
  award 200000 once per enterprise to enterprise when sector_leader new  # FS-1.12

article 2.1.8 "Standards" informative
article 2.2.1 "The operation system" informative

article 2.2.2 "Assignments and licences"
  group purchases
    award 5% of amount to unit, person when patent_deal paid and role is buyer  # FS-2.1
      reading "what was paid in the year, instalments and royalties included; deals with related parties are not left out"
    cap 1000000 per applicant per year  # FS-2.2

article 2.2.3 "Pledge loans"
  refers to "佛山知识产权质押融资风险补偿政策" for pledge_loan drawn  # FS-2.3

article 2.2.4 "Financial products" informative

article 2.2.5 "Insurance"
  group insurance
    award 50% of premium to unit when ip_insurance bought and right_kind is patent_right  # FS-2.4
      reading "units are paid; that the cap names persons too gives them no claim"
    cap 300000 per applicant per year  # FS-2.5

article 2.3.1 "The service centre" informative
article 2.3.2 "Protection at the source" informative

article 2.3.3 "Patent prizes"
  award by prize once when patent_prize won and level is national  # FS-3.1 FS-3.2 FS-3.3
    as china_prize
    gold: 500000  # FS-3.1
    silver: 300000  # FS-3.2
    excellence: 200000  # FS-3.3
    reading "fixed sums; the prizes for designs are of the same grades; a prize is paid once, whenever it is listed"
  award by prize once when patent_prize won and level is provincial  # FS-3.4 FS-3.5 FS-3.6
    as guangdong_prize
    gold: up to 300000  # FS-3.4
    silver: up to 200000  # FS-3.5
    excellence: up to 100000  # FS-3.6
    reading "ceilings, unlike the sums for the prizes of the state: the bureau sets what is paid"
  pay each  # FS-3.1 FS-3.2 FS-3.3 FS-3.4 FS-3.5 FS-3.6

article 2.3.4 "Service brands"
  if located_here  # FS-3.7 FS-3.8
  award by seat once to agency when service_brand recognised  # FS-3.7 FS-3.8
    main_seat: 200000  # FS-3.7
    branch_seat: 100000  # FS-3.8
    reading "whoever sits here: the branch of an agency from elsewhere is paid, its head office is not"

article 2.3.5 "Talent" informative
article 3.1 "Organisation" informative
article 3.2 "Policies" informative

article 3.3 "Extra rewards"
  award at discretion to unit from 2022-12-31 while cultivation_listing listed  # FS-4.1
    reading "no figure; judged by a third party when the programme has ended: of its last day, `2022-12-31`"
    reading "a unit that is still on the list then: who was struck off is not one of its successes"
  pay highest per unit per year  # FS-4.1
  reading "one reward for the unit, however many years it was on the list: the highest that was approved"

article 3.4 "Publicity" informative
