# Quanzhou, 泉政文〔2021〕70号. The mark at the end of a line names the provision that the line encodes: QZ-8.2 is the
# second provision of article 8. Article 0 stands for the goals before the first article.

policy quanzhou_2021 "Quanzhou: opinions on high-quality IP development" "泉州市知识产权高质量发展意见"
  document "泉政文〔2021〕70号"
  issued 2021-12-23
  effective from 2021-12-23 for 3 years  # QZ-30.1
  replaces "泉政文〔2018〕70号"  # QZ-30.2
  level municipal
  currency CNY
  round half up to 0.01
  use ip
  same matter is item  # QZ-29.2 QZ-29.3
  same matter of patent_prize is patent  # QZ-29.3
  same matter of technical_standard is standard_number  # QZ-29.3

article 0 "Goals" "发展目标"
  target "high-value invention patents for each 10,000 people" "每万人口高价值发明专利拥有量" 4 by 2023  # QZ-0
  target "marks in force" "有效注册商标量" 700000 by 2023  # QZ-0
  target "works registered" "作品登记量" 480000 by 2023  # QZ-0
  target "marks and products with a geographical indication" "地理标志商标和产品数" 63 by 2023  # QZ-0
  target "pilot, demonstration and advantage enterprises and units" "试点、示范、优势企业和单位数" 620 by 2023  # QZ-0
  target "yuan of pledge loans" "质押融资金额（元）" 10000000000 by 2023  # QZ-0
  target "cases of aid and mediation" "援助和调解案件数" 360 by 2023  # QZ-0
  target "patent agencies" "专利代理机构数" 36 by 2023  # QZ-0
  reading "goals of the city, which give nobody a claim" "属于全市目标，任何人不据此取得申请权利"  # QZ-0

article 1 "High-value cultivation" "高价值专利培育"
  group cultivation "高价值培育"
    award by aim when cultivation_project selected  # QZ-1.2 QZ-1.3 QZ-1.4
      innovation: 500000  # QZ-1.2
      defence: 400000  # QZ-1.3
      transformation: 300000  # QZ-1.4
      reading "one type for each project, and a fixed sum once it is selected" "每个项目只属一类，入选后按固定金额奖励"
    quota 5 cultivation_projects per year  # QZ-1.1

article 2 "Weight of inventions" "发明导向" informative

article 3 "Navigation of industries" "产业专利导航"
  group industry_plans "产业导航"
    award 200000 when navigation_project selected and scope is industry_plan  # QZ-3.2
    quota 2 to 3 navigation_projects per year  # QZ-3.1
    reading "projects are counted, not industries; that there be two binds the bureau alone" "按项目计数，不按产业计数；至少两个只约束主管部门"  # QZ-3.1

article 4 "Navigation of firms" "企业专利导航"
  group enterprise_plans "企业导航"
    award 100000 to enterprise when navigation_project selected and scope is enterprise_operation  # QZ-4.2
    quota 5 navigation_projects per year  # QZ-4.1

article 5 "Well-known marks" "驰名商标"
  award 300000 to enterprise from 2021-01-01 when well_known_mark new  # QZ-5.1
    if located_here  # QZ-5.1
    reading "from `2021-01-01`: article 30 sends the marks of all of 2021 to the older document" "自`2021年1月1日`起：按第30条，2021年全年的商标适用以往文件"  # QZ-30.3

article 6 "Geographical indications" "地理标志"
  award 300000 to unit from 2021-01-01 when geo_indication_product new  # QZ-6.1
    reading "marks and farm products with an indication are encouraged without money" "地理标志商标和农产品属于鼓励，不涉及资金"  # QZ-6.1
    reading "from `2021-01-01`: article 30 sends the products of all of 2021 to the older document" "自`2021年1月1日`起：按第30条，2021年全年的产品适用以往文件"  # QZ-30.3

article 7 "Copyright" "版权"
  award by honour once when copyright_title new  # QZ-7.1 QZ-7.2 QZ-7.3
    national_park: 300000  # QZ-7.1
    national_unit: 200000  # QZ-7.2
    gold_award: 300000  # QZ-7.3
  award by rank of works_registered per year among enterprise, person  # QZ-7.4
    1: 50000
    2: 30000
    3: 20000
    ties share the rank
    reading "one ranking for firms and persons; equal counts, equal sum, and the next place is left out" "企业和个人统一排名；数量相同的金额相同，其后名次顺延空缺"

article 8 "Firms that buy inventions" "企业购买发明专利"
  if located_here  # QZ-8.0
  award 10% of total amount per year to enterprise when patent_deal paid and role is buyer
      and right is invention and contract_registered and used_here and not related_party  # QZ-8.0 QZ-8.1
    if total amount at least 200000  # QZ-8.1
    reading "a threshold over the sum of the year, whichever contracts it is of; the base is the whole sum" "门槛按年度合计金额，不论出自哪些合同；以全部金额为基数"
  cap 300000 per enterprise per year  # QZ-8.2

article 9 "Universities and institutes" "高校院所"
  award 10% of total amount per year to academy when patent_deal paid and role is seller
      and right is invention and contract_registered and used_here and not related_party  # QZ-9.1
    if total amount at least 500000  # QZ-9.1
    reading "buyer, seller and broker of one deal are all paid: to each it is a matter of its own" "同一交易的买方、卖方和中介均予奖励，对各方各为一个事项"
  cap 300000 per academy per year  # QZ-9.1
  oblige academy
      to "auction or openly license patents of research that the city paid for and nobody used" "将财政资助而未实施的科研专利公开拍卖或开放许可"  # QZ-9.2
  source "两年: for which a patent was not used" "两年指专利未实施的时间"
  reading "encouraged, without a sanction" "属于鼓励，没有罚则"  # QZ-9.2

article 10 "Operation agencies" "运营机构"
  award 5% of total amount per year to operation_agency when patent_deal paid and role is broker
      and right is invention and contract_registered and used_here and not related_party  # QZ-10.1
    if total patent_count at least 50 or total amount at least 5000000  # QZ-10.1 QZ-10.2
    reading "two thresholds, one base: all deals of the year" "两个门槛，同一基数：全年全部交易"
  cap 300000 per operation_agency per year  # QZ-10.1

article 11 "Patent prizes" "专利奖"
  here city_patent_award "泉州市专利奖" by prize  # QZ-11.1
    major: 1000000  # QZ-11.1
    grade_1: 200000  # QZ-11.1
    grade_2: 100000  # QZ-11.1
    grade_3: 50000  # QZ-11.1
  group prizes "专利奖励"
    group national_and_provincial "国家省级奖"
      require of patent_prize that implemented_here  # QZ-11.2 QZ-11.3 QZ-11.4
      award by prize when patent_prize won and level is national and not for_design  # QZ-11.2
        as china_prize "中国专利奖"
        gold: city_patent_award of major  # QZ-11.2
        silver: city_patent_award of grade_1  # QZ-11.2
        excellence: city_patent_award of grade_2  # QZ-11.2
      source "prizes of the state, at the city's sums" "国家级专利奖，按市级奖金标准"
      award by prize when patent_prize won and level is national and for_design  # QZ-11.3
        as china_design_prize "中国外观设计奖"
        gold: city_patent_award of grade_1  # QZ-11.3
        silver: city_patent_award of grade_2  # QZ-11.3
        excellence: city_patent_award of grade_3  # QZ-11.3
      source "prizes of the state for designs, at the city's sums" "国家级外观设计奖，按市级奖金标准"
      award by prize when patent_prize won and level is provincial  # QZ-11.4
        as fujian_prize "福建省专利奖"
        special: city_patent_award of major  # QZ-11.4
        grade_1: city_patent_award of grade_1  # QZ-11.4
      source "prizes of the province, at the city's sums" "省级专利奖，按市级奖金标准"
      pay each  # QZ-11.5
    group city_prizes "市级奖"
      award city_patent_award of prize when patent_prize won and level is municipal  # QZ-11.1
        as city_prize "市专利奖"
      source "the city's own prizes" "市级专利奖"
      source "两年, 一次: how often they are held" "两年、一次指评选的频次"
      reading "in the years between there is no prize of the city" "间隔的年度没有市级奖"
    pay highest per project per year  # QZ-11.6
    reading "three prizes in a year: the higher of (national and provincial together) and the city's own" "同一年度获三项奖的，在国家级与省级之和与市级之间就高"  # QZ-11.6
  award up to 1000000 when introduced_project evaluated and outstanding and prize_held  # QZ-11.7

article 12 "Standards" "标准"
  award 30000 once per standard_number to unit
      when technical_standard adopted and reached is group_standard and core_patent and reviewed and leads  # QZ-12.1
    reading "several patents in one standard: one payment, to the unit that led it" "一项标准含多件专利的，只奖励一次，给牵头单位"

article 13 "Titles" "称号"
  award by title to enterprise when ip_title new  # QZ-13.1 QZ-13.2
    national_demonstration: 100000  # QZ-13.1
    national_advantage: 50000  # QZ-13.2
  pay each  # QZ-13.1 QZ-13.2
  reading "nothing is said of promotion: a later higher title is paid in full" "对晋级没有规定，以后获更高称号的全额奖励"  # QZ-13.2

article 14 "Pledge interest" "质押贴息"
  group pledge_interest "质押贴息"
    award by lender to small_enterprise, farmer when pledge_loan repaid and on_schedule  # QZ-14.0 QZ-14.1 QZ-14.2 QZ-14.3 QZ-14.4
      bank: 30% of interest on principal at min(lpr_1y in January of repaid_on, actual_rate) from drawn_on
          to repaid_on last 1 year  # QZ-14.1 QZ-14.2
      lessor: 30% of interest on principal at lpr_1y in January of repaid_on from drawn_on
          to repaid_on last 1 year  # QZ-14.3
      reading "the year counts back from the day of repayment; a whole year from date to date is 1, the rest days over 365" "一年自还清之日往前计算；对日满一年计为1，其余按天数除以365计算"  # QZ-14.4
      reading "`1月`: the month of the rate is said once for both" "`1月`：利率所属月份对两者只表述一次"  # QZ-14.3
      source "30%, of the actual rate where that is lower; 1年, the longest time" "30%也适用于较低的实际利率；1年是最长期限"
    none when farmer and not small_enterprise and not right_kind is gi_right  # QZ-14.0
    cap 200000 per applicant per year  # QZ-14.5
    reading "farmers too, by analogy" "农户比照适用"  # QZ-14.5

article 15 "Securitisation" "证券化"
  award at discretion when securitisation issued and first_public_issue  # QZ-15.1
  source "case by case" "一事一议"
  group securitisation_cost "证券化费用"
    award 2% of financing to enterprise when securitisation repaid  # QZ-15.2
    cap 300000 per enterprise  # QZ-15.2
    reading "no period is given: the cap lasts as long as the policy" "没有规定期间，最高金额在政策有效期内累计"  # QZ-15.2

article 16 "Insurance" "保险"
  group insurance "保险费用"
    award 50% of premium to enterprise when ip_insurance bought and premium at least 1500  # QZ-16.1
    cap 50000 per enterprise per year  # QZ-16.2
    reading "1,500 is included; one contract is looked at; any cover, since the list is open; firms, as in the heading" "含1500元；按单份合同计算；列举未穷尽，险种不限；按标题限于企业"  # QZ-16.1

article 17 "Strict protection" "严格保护" informative
article 18 "Joint protection" "协同保护" informative

article 19 "Cooperation" "合作机制"
  group stations "维权工作站"
    award 50000 when workstation selected  # QZ-19.2
    quota 5 workstations per year  # QZ-19.1
  group typical_cases "典型案例"
    award 100000 once when typical_case listed and own_enforcement  # QZ-19.3
    limit 1 dispute per applicant per year, earliest first  # QZ-19.4
    source "一个年度"
    reading "a case that two bodies list is paid once" "同一案例被两个机构列入的，只奖励一次"  # QZ-19.3

article 20 "Mediation and courts" "调解与司法" informative

article 21 "Experts" "专家"
  refers to "科技专家评审咨询费管理规定" for expert_advice  # QZ-21.1

article 22 "Service agencies" "服务机构"
  award 100000 once per patent_agency to patent_agency from 2021-01-01
      when agency_registration new and form is corporate and attorneys at least 5  # QZ-22.1
    reading "five attorneys are enough; an agency of 2021 is paid, though the document came at the end of that year" "代理师满5名即可；2021年设立的机构也予奖励，虽然文件年底才印发"
  award 200000 once per operation_agency to operation_agency each year  # QZ-22.2
    if main_revenue at least 10000000  # QZ-22.2
    reading "once for the agency: in the first year that reaches it" "每个机构一次，在首个达到标准的年度"

article 23 "Certification" "认证"
  award 50% of cost at most 30000 once per undertaking to undertaking
      when the first initial_certification passed  # QZ-23.1
    reading "an audit of surveillance, or after a lapse, is not the first pass" "监督审核或失效后重新认证的，不是首次通过"  # QZ-23.1

article 24 "Attorneys" "代理人才"
  group attorneys "代理人才"
    if in_enterprise_job at least 1 year  # QZ-24.1 QZ-24.2
    award 5000 once per person to person from 2021-01-01 when attorney_certificate new  # QZ-24.1
    award 3000 once per person to person from 2021-01-01 when legal_qualification new  # QZ-24.2
      if has at least 1 attorney_certificate held  # QZ-24.2
      reading "the reverse order of the two certificates pays the first sum alone" "两证取得次序相反的，只奖励第一项金额"  # QZ-24.2
    reading "one year without a break on the day of the certificate" "取证当日须已连续满一年"  # QZ-24.1
    reading "`2021-01-01` is said once for both" "`2021年1月1日`对两者只表述一次"

article 25 "Publicity" "宣传" informative
article 26 "Organisation" "组织领导" informative
article 27 "Resources" "资源保障" informative
article 28 "Supervision" "监督管理" informative

article 29 "Other levels" "上下级政策衔接"
  reading "a change made at a higher level prevails over this document" "上级政策调整的，以上级为准"  # QZ-29.1
  over policy
    none when another level supported the same matter  # QZ-29.2 QZ-29.3
      except national_and_provincial  # QZ-11.5
    reading "nothing, not the difference, and in whatever year the other level paid" "不予奖励，也不补差额，不论其他级别在哪一年奖励"  # QZ-29.3
    reading "prizes of state and province are the special rule: whoever wins one is rewarded there too; the city's own prize and the money for introduced projects are not" "国家级和省级奖属于特别规定，在上级已获奖金的仍予奖励；市级奖和引进项目资金不在此列"  # QZ-11.5
    reading "what counts as a project of the same kind in the year is decided item by item, and stated as support of the item" "当年是否属于同类项目逐项认定，并作为该项目的其他资助填写"  # QZ-29.2
    reading "another title, certification or registration of the firm is another matter, and so is the deal of another year" "企业的另一称号、认证或登记是另一事项，另一年度的交易也是"  # QZ-29.3
    reading "a deal that another level paid for counts neither for the threshold of its year nor for the sum" "其他级别已奖励的交易，既不计入当年门槛，也不计入金额"  # QZ-29.3

article 30 "Term and transition" "期限与衔接"
  refers to "泉政文〔2018〕70号" instead of articles 5 to 6 for records of 2021  # QZ-30.3
    reading "the older document was about marks and brands: it covers what articles 5 and 6 promise, and nothing else here" "以往文件只涉及商标和品牌，仅涵盖第5条、第6条的事项"
    reading "a record of 2021 that it covers is claimed and paid in 2022 under it, not again here" "其涵盖的2021年事项，按以往文件在2022年申报兑现，不在此重复奖励"
  source "2022年: when these are claimed" "2022年指申报时间"
