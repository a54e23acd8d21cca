# Foshan, 佛山市知识产权“培优工程”实施方案 (2020-04-20). The mark at the end of a line names the provision that the line
# encodes. The parts of the plan have no articles: article 2.1.5 is part two, section one, item 5.

policy foshan_2020 "Foshan: the IP cultivation project, plan of implementation" "佛山市知识产权“培优工程”实施方案"
  document "佛山市知识产权“培优工程”实施方案"
  issued 2020-04-20
  effective 2020-04-20 to 2022-12-31  # FS-4.2
  currency CNY
  round half up to 0.01
  use ip
  reading "no clause on validity: from the day of issue, `2020-04-20`, to the end of the programme" "没有有效期条款：自印发之日`2020年4月20日`起，至工程结束"  # FS-4.2
  reading "the plan itself is taken as the basis of payment, though it points to existing policies in places" "以本方案为兑现依据，虽然个别地方指向现有政策"  # FS-4.2
  reading "no clause on who is eligible, on stacking or on disqualification: nothing of the kind is applied" "没有关于申报资格、叠加和取消资格的条款，均不适用"  # FS-4.2

article 1 "Goals" "工作目标"
  target "leading companies and research institutes" "龙头企业和科研机构数" 200 by 2022  # FS-0
  target "valid invention patents of the city" "全市有效发明专利量" 31500 by 2022  # FS-0
  target "invention patents for each 10,000 people" "每万人口发明专利拥有量" 36.5 by 2022  # FS-0
  target "patented techniques turned into standards" "专利技术转化为标准数" 100 by 2022  # FS-0
  target "registered marks" "注册商标量" 500000 by 2022  # FS-0
  target "yuan of pledge loans" "质押融资金额（元）" 8000000000 by 2022  # FS-0
  reading "goals of the city, which give nobody a claim" "属于全市目标，任何人不据此取得申请权利"  # FS-0
  source "2020年: the first of the three years of the programme" "2020年是工程三年中的第一年"

article 2.1.1 "The list of cultivated units" "培优名录"
  refers to "培优名录入库标准（待制定）" for cultivation_listing entered  # FS-1.0
  target "units on the list" "入库单位数" 200 by 2022  # FS-1.0
  reading "a target and no quota: it keeps nobody off the list; the list is revised every year" "属于目标而非名额，不限制入库；名录每年调整"  # FS-1.0

article 2.1.2 "Four systems for listed units" "入库单位服务"
  refers to "现有政策" for cultivation_listing entered  # FS-1.1
    reading "good results of a listed unit are rewarded under the policies that exist; this plan sets no sum" "入库单位的成果按现有政策奖励，本方案没有规定金额"
  source "四项: the systems of service, which pay nothing" "四项指各服务机制，不涉及资金"

article 2.1.3 "Navigation" "专利导航"
  target "navigation projects that plan an industry" "产业规划类导航项目数" 3 by 2022  # FS-1.2
  reading "a target without money; no year is named: `2022年`, the programme's end, is taken" "目标不涉及资金；未写年份，取工程结束之年`2022年`"  # FS-1.2

article 2.1.4 "Alliances" "产业联盟"
  award 100000 once when ip_alliance recorded and level is national  # FS-1.3
    reading "open to every alliance, not to listed units alone; each alliance is paid once" "各联盟均可，不限于入库单位；每个联盟奖励一次"

article 2.1.5 "Quality and marks" "质量与品牌"
  award by level once to undertaking when quality_award won  # FS-1.4 FS-1.5 FS-1.6
    national: 2000000  # FS-1.4
    provincial, municipal: 1000000  # FS-1.5 FS-1.6
    reading "the awards of province and city are two triggers of one sum: who wins both is paid for both" "省、市质量奖各自触发同一金额，均获奖的均予奖励"
    reading "one award of one year is paid once, whenever it is listed" "同一年度的同一奖项只奖励一次，不论何时列入"
  award 300000 once when well_known_mark new and first_recognition  # FS-1.7
    reading "the first recognition of a mark, by the office and not by a court; paid for each mark" "指主管机关而非法院对商标的首次认定；按件奖励"
  award 200000 once when geo_indication_trademark registered  # FS-1.8
    reading "paid for each mark, though no unit is named; a product under protection alone is encouraged, not paid" "虽未写明单位，仍按件奖励；仅受保护的产品属于鼓励，不予奖励"
  pay each  # FS-1.4 FS-1.5 FS-1.6

article 2.1.6 "Titles" "称号"
  award by title once to enterprise when ip_title recognised  # FS-1.9 FS-1.10 FS-1.11
    national_demonstration: 500000  # FS-1.9
    national_advantage: 300000  # FS-1.10
    provincial_demonstration: 200000  # FS-1.11
    reading "the recognition must lie in the programme: a title held before brings nothing; each title is paid once" "认定须在工程期内，此前已有的称号不予奖励；每个称号奖励一次"
  pay each  # FS-1.9 FS-1.10 FS-1.11

article 2.1.7 "Leaders of a sub-sector" "细分行业领军企业"
  award 200000 once per enterprise to enterprise when sector_leader new  # FS-1.12

article 2.1.8 "Standards" "标准" informative
article 2.2.1 "The operation system" "运营体系" informative

article 2.2.2 "Assignments and licences" "转让与许可"
  group purchases "购买专利"
    award 5% of amount to unit, person when patent_deal paid and role is buyer  # FS-2.1
      reading "what was paid in the year, instalments and royalties included; deals with related parties are not left out" "当年实付金额，含分期款和提成；不排除关联交易"
    cap 1000000 per applicant per year  # FS-2.2

article 2.2.3 "Pledge loans" "质押融资"
  refers to "佛山知识产权质押融资风险补偿政策" for pledge_loan drawn  # FS-2.3

article 2.2.4 "Financial products" "金融产品" informative

article 2.2.5 "Insurance" "保险"
  group insurance "保险费用"
    award 50% of premium to unit when ip_insurance bought and right_kind is patent_right  # FS-2.4
      reading "units are paid; that the cap names persons too gives them no claim" "奖励对象为单位；最高金额提到个人，不使个人取得申请权利"
    cap 300000 per applicant per year  # FS-2.5

article 2.3.1 "The service centre" "服务中心" informative
article 2.3.2 "Protection at the source" "源头保护" informative

article 2.3.3 "Patent prizes" "专利奖"
  award by prize once when patent_prize won and level is national  # FS-3.1 FS-3.2 FS-3.3
    as china_prize "中国专利奖"
    gold: 500000  # FS-3.1
    silver: 300000  # FS-3.2
    excellence: 200000  # FS-3.3
    reading "fixed sums; the prizes for designs are of the same grades; a prize is paid once, whenever it is listed" "金额固定；外观设计奖等级相同；每个奖项奖励一次，不论何时列入"
  award by prize once when patent_prize won and level is provincial  # FS-3.4 FS-3.5 FS-3.6
    as guangdong_prize "广东省专利奖"
    gold: up to 300000  # FS-3.4
    silver: up to 200000  # FS-3.5
    excellence: up to 100000  # FS-3.6
    reading "ceilings, unlike the sums for the prizes of the state: the bureau sets what is paid" "与国家级奖不同，此处为最高金额，由主管部门核定"
  pay each  # FS-3.1 FS-3.2 FS-3.3 FS-3.4 FS-3.5 FS-3.6

article 2.3.4 "Service brands" "服务品牌"
  if located_here  # FS-3.7 FS-3.8
  award by seat once to agency when service_brand recognised  # FS-3.7 FS-3.8
    main_seat: 200000  # FS-3.7
    branch_seat: 100000  # FS-3.8
    reading "whoever sits here: the branch of an agency from elsewhere is paid, its head office is not" "以所在地为准：外地机构在本地的分支机构予以奖励，其总机构不予奖励"

article 2.3.5 "Talent" "人才" informative
article 3.1 "Organisation" "组织领导" informative
article 3.2 "Policies" "政策保障" informative

article 3.3 "Extra rewards" "追加奖励"
  award at discretion to unit from 2022-12-31 while cultivation_listing listed  # FS-4.1
    reading "no figure; judged by a third party when the programme has ended: of its last day, `2022-12-31`" "未写金额；工程结束后由第三方评估，以最后一日`2022年12月31日`为准"
    reading "a unit that is still on the list then: who was struck off is not one of its successes" "以届时仍在名录中的单位为准，已移出的不算成效"
  pay highest per unit per year  # FS-4.1
  reading "one reward for the unit, however many years it was on the list: the highest that was approved" "每个单位只奖励一次，不论在库几年，取核定的最高金额"

article 3.4 "Publicity" "宣传" informative
