# Foshan, 佛山市知识产权“培优工程”实施方案 (2020-04-20). The mark at the end of a line names the provision that the line
# encodes. The parts of the plan have no articles: article 2.1.5 is part two, section one, item 5.

政策 foshan_2020 "Foshan: the IP cultivation project, plan of implementation"
  文号 "佛山市知识产权“培优工程”实施方案"
  2020年4月20日 印发
  自 2020年4月20日 起施行，有效期至 2022年12月31日  # FS-4.2
  币种 CNY
  金额 四舍五入 至 0.01
  使用词汇 ip
  理解 "no clause on validity: from the day of issue, `2020-04-20`, to the end of the programme"  # FS-4.2
  理解 "the plan itself is taken as the basis of payment, though it points to existing policies in places"  # FS-4.2
  理解 "no clause on who is eligible, on stacking or on disqualification: nothing of the kind is applied"  # FS-4.2

第1条 "Goals"
  到 2022年，"leading companies and research institutes" 达到 200  # FS-0
  到 2022年，"valid invention patents of the city" 达到 3.15万  # FS-0
  到 2022年，"invention patents for each 10,000 people" 达到 36.5  # FS-0
  到 2022年，"patented techniques turned into standards" 达到 100  # FS-0
  到 2022年，"registered marks" 达到 50万  # FS-0
  到 2022年，"yuan of pledge loans" 达到 80亿  # FS-0
  理解 "goals of the city, which give nobody a claim"  # FS-0
  出处 "2020年: the first of the three years of the programme"

第2.1.1条 "The list of cultivated units"
  对 培优名录 入录 的，按 "培优名录入库标准（待制定）" 执行  # FS-1.0
  到 2022年，"units on the list" 达到 200  # FS-1.0
  理解 "a target and no quota: it keeps nobody off the list; the list is revised every year"  # FS-1.0

第2.1.2条 "Four systems for listed units"
  对 培优名录 入录 的，按 "现有政策" 执行  # FS-1.1
    理解 "good results of a listed unit are rewarded under the policies that exist; this plan sets no sum"
  出处 "四项: the systems of service, which pay nothing"

第2.1.3条 "Navigation"
  到 2022年，"navigation projects that plan an industry" 达到 3  # FS-1.2
  理解 "a target without money; no year is named: `2022年`, the programme's end, is taken"  # FS-1.2

第2.1.4条 "Alliances"
  对 知识产权联盟 备案 且 级别 为 国家级 的，一次性奖励 10万元  # FS-1.3
    理解 "open to every alliance, not to listed units alone; each alliance is paid once"

第2.1.5条 "Quality and marks"
  对 质量奖 获奖 的 企事业单位，按 级别 分别一次性奖励：  # FS-1.4 FS-1.5 FS-1.6
    国家级：200万元  # FS-1.4
    省级、市级：100万元  # FS-1.5 FS-1.6
    理解 "the awards of province and city are two triggers of one sum: who wins both is paid for both"
    理解 "one award of one year is paid once, whenever it is listed"
  对 驰名商标 新认定 且 首次认定 的，一次性奖励 30万元  # FS-1.7
    理解 "the first recognition of a mark, by the office and not by a court; paid for each mark"
  对 地理标志商标 注册 的，一次性奖励 20万元  # FS-1.8
    理解 "paid for each mark, though no unit is named; a product under protection alone is encouraged, not paid"
  可叠加奖励  # FS-1.4 FS-1.5 FS-1.6

第2.1.6条 "Titles"
  对 企业称号 认定 的 企业，按 称号 分别一次性奖励：  # FS-1.9 FS-1.10 FS-1.11
    国家示范：50万元  # FS-1.9
    国家优势：30万元  # FS-1.10
    省级示范：20万元  # FS-1.11
    理解 "the recognition must lie in the programme: a title held before brings nothing; each title is paid once"
  可叠加奖励  # FS-1.9 FS-1.10 FS-1.11

第2.1.7条 "Leaders of a sub-sector"
  对 细分龙头 新认定 的 企业，每个 企业 一次性奖励 20万元  # FS-1.12

第2.1.8条 "Standards" 不涉及资金
第2.2.1条 "The operation system" 不涉及资金

第2.2.2条 "Assignments and licences"
  组 purchases
    对 专利交易 支付 且 交易身份 为 买方 的 单位、个人，按 金额 的 5% 奖励  # FS-2.1
      理解 "what was paid in the year, instalments and royalties included; deals with related parties are not left out"
    每个 申请人 每年 最高奖励 100万元  # FS-2.2

第2.2.3条 "Pledge loans"
  对 质押贷款 放款 的，按 "佛山知识产权质押融资风险补偿政策" 执行  # FS-2.3

第2.2.4条 "Financial products" 不涉及资金

第2.2.5条 "Insurance"
  组 insurance
    对 知识产权保险 购买 且 权项 为 专利权 的 单位，按 保费 的 50% 奖励  # FS-2.4
      理解 "units are paid; that the cap names persons too gives them no claim"
    每个 申请人 每年 最高奖励 30万元  # FS-2.5

第2.3.1条 "The service centre" 不涉及资金
第2.3.2条 "Protection at the source" 不涉及资金

第2.3.3条 "Patent prizes"
  对 专利奖 获奖 且 级别 为 国家级 的，按 奖级 分别一次性奖励：  # FS-3.1 FS-3.2 FS-3.3
    简称 china_prize
    金奖：50万元  # FS-3.1
    银奖：30万元  # FS-3.2
    优秀奖：20万元  # FS-3.3
    理解 "fixed sums; the prizes for designs are of the same grades; a prize is paid once, whenever it is listed"
  对 专利奖 获奖 且 级别 为 省级 的，按 奖级 分别一次性奖励：  # FS-3.4 FS-3.5 FS-3.6
    简称 guangdong_prize
    金奖：最高 30万元  # FS-3.4
    银奖：最高 20万元  # FS-3.5
    优秀奖：最高 10万元  # FS-3.6
    理解 "ceilings, unlike the sums for the prizes of the state: the bureau sets what is paid"
  可叠加奖励  # FS-3.1 FS-3.2 FS-3.3 FS-3.4 FS-3.5 FS-3.6

第2.3.4条 "Service brands"
  须 在本市  # FS-3.7 FS-3.8
  对 服务品牌 认定 的 服务机构，按 机构地位 分别一次性奖励：  # FS-3.7 FS-3.8
    总公司：20万元  # FS-3.7
    分公司：10万元  # FS-3.8
    理解 "whoever sits here: the branch of an agency from elsewhere is paid, its head office is not"

第2.3.5条 "Talent" 不涉及资金
第3.1条 "Organisation" 不涉及资金
第3.2条 "Policies" 不涉及资金

第3.3条 "Extra rewards"
  自 2022年12月31日 起，对 培优名录 在录 期间 的 单位，一事一议 奖励  # FS-4.1
    理解 "no figure; judged by a third party when the programme has ended: of its last day, `2022-12-31`"
    理解 "a unit that is still on the list then: who was struck off is not one of its successes"
  同一 单位 同一年度 就高不重复  # FS-4.1
  理解 "one reward for the unit, however many years it was on the list: the highest that was approved"

第3.4条 "Publicity" 不涉及资金
