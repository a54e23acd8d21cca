# An article's number follows the text: part, section, item.

policy foshan_2020 "Foshan: IP cultivation project, implementation plan"
  document "佛山市知识产权“培优工程”实施方案"
  issued 2020-04-20
  effective 2020-04-20 to 2022-12-31  # FS-4.2
  currency CNY
  round half up to 0.01
  use ip
  reading "no validity clause: from issue to the end of the programme; the plan itself is taken as the basis of payment"  # FS-4.2

article 1 "Goals" informative  # FS-0

article 2.1.1 "The list of cultivated units"
  refers to "培优名录入库标准（待制定）" for cultivation_listing  # FS-1.0
  reading "two hundred listed units by the end of 2022 is a target and limits nobody"  # FS-1.0

article 2.1.2 "Four systems"
  refers to "现有政策" for cultivation_listing  # FS-1.1

article 2.1.3 "Navigation" informative  # FS-1.2

article 2.1.4 "Alliances"
  award 100000 when ip_alliance recorded and level is national  # FS-1.3
    reading "open to all alliances, not to listed units alone"

article 2.1.5 "Quality and marks"
  award by level to undertaking when quality_award won  # FS-1.4 FS-1.5 FS-1.6
    national: 2000000  # FS-1.4
    provincial: 1000000  # FS-1.5
    municipal: 1000000  # FS-1.6
    reading "provincial and municipal are two triggers: both can be paid"
  award 300000 when well_known_mark new  # FS-1.7
    reading "the first recognition of a mark, per mark"
  award 200000 when geo_indication_trademark new  # FS-1.8
    reading "per mark"

article 2.1.6 "Titles"
  award by title to enterprise when ip_title new  # FS-1.9 FS-1.10 FS-1.11
    national_demonstration: 500000  # FS-1.9
    national_advantage: 300000  # FS-1.10
    provincial_demonstration: 200000  # FS-1.11
  pay each  # FS-1.9 FS-1.10 FS-1.11
  reading "recognised inside the programme; a title held before brings nothing"

article 2.1.7 "Leaders of a sub-sector"
  award 200000 once per enterprise to enterprise when sector_leader new  # FS-1.12

article 2.1.8 "Standards" informative
article 2.2.1 "Operation system" informative

article 2.2.2 "Assignments and licences"
  group purchases
    award 5% of amount to unit, person when patent_deal paid and role is buyer  # FS-2.1
    cap 1000000 per applicant per year  # FS-2.2
    reading "what was paid in the year; no test for related parties"

article 2.2.3 "Pledge loans"
  refers to "佛山知识产权质押融资风险补偿政策" for pledge_loan  # FS-2.3

article 2.2.4 "Financial products" informative

article 2.2.5 "Insurance"
  group insurance
    award 50% of premium to unit, person when ip_insurance bought and right_kind is patent_right  # FS-2.4
    cap 300000 per applicant per year  # FS-2.5

article 2.3.1 "Service centre" informative
article 2.3.2 "Protection at the source" informative

article 2.3.3 "Patent prizes"
  award by prize when patent_prize won and level is national  # FS-3.1 FS-3.2 FS-3.3
    gold: 500000  # FS-3.1
    silver: 300000  # FS-3.2
    excellence: 200000  # FS-3.3
  award by prize when patent_prize won and level is provincial  # FS-3.4 FS-3.5 FS-3.6
    gold: up to 300000  # FS-3.4
    silver: up to 200000  # FS-3.5
    excellence: up to 100000  # FS-3.6
  pay each  # FS-3.1 FS-3.2 FS-3.3 FS-3.4 FS-3.5 FS-3.6

article 2.3.4 "Service brands"
  if located_here
  award by seat once to agency when service_brand new  # FS-3.7 FS-3.8
    main_seat: 200000  # FS-3.7
    branch_seat: 100000  # FS-3.8
    reading "the branch of an outside agency is paid if it sits here"

article 2.3.5 "Talent" informative
article 3.1 "Organisation" informative
article 3.2 "Policies" informative

article 3.3 "Extra rewards"
  award at discretion once per unit to unit while cultivation_listing listed  # FS-4.1
    reading "no figure; judged by a third party when the programme has ended"

article 3.4 "Publicity" informative
