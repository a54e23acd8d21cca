# Quanzhou, 泉政文〔2021〕70号. The mark at the end of a line names the provision that the line encodes: QZ-8.2 is the
# second provision of article 8. Article 0 stands for the goals before the first article.

政策 quanzhou_2021 "Quanzhou: opinions on high-quality IP development"
  文号 "泉政文〔2021〕70号"
  2021年12月23日 印发
  自 2021年12月23日 起施行，有效期 3年  # QZ-30.1
  "泉政文〔2018〕70号" 同时废止  # QZ-30.2
  本级 市级
  币种 CNY
  金额 四舍五入 至 0.01
  使用词汇 ip
  同一事项 按 单项  # QZ-29.2 QZ-29.3
  专利奖 的 同一事项 按 专利  # QZ-29.3
  技术标准 的 同一事项 按 标准号  # QZ-29.3

第0条 "Goals"
  到 2023年，"high-value invention patents for each 10,000 people" 达到 4  # QZ-0
  到 2023年，"marks in force" 达到 70万  # QZ-0
  到 2023年，"works registered" 达到 48万  # QZ-0
  到 2023年，"marks and products with a geographical indication" 达到 63  # QZ-0
  到 2023年，"pilot, demonstration and advantage enterprises and units" 达到 620  # QZ-0
  到 2023年，"yuan of pledge loans" 达到 100亿  # QZ-0
  到 2023年，"cases of aid and mediation" 达到 360  # QZ-0
  到 2023年，"patent agencies" 达到 36  # QZ-0
  理解 "goals of the city, which give nobody a claim"  # QZ-0

第1条 "High-value cultivation"
  组 cultivation
    对 培育项目 入选 的，按 项目类型 分别奖励：  # QZ-1.2 QZ-1.3 QZ-1.4
      创新引领：50万元  # QZ-1.2
      风险防御：40万元  # QZ-1.3
      转型升级：30万元  # QZ-1.4
      理解 "one type for each project, and a fixed sum once it is selected"
    每年 评选不超过 5个 培育项目  # QZ-1.1

第2条 "Weight of inventions" 不涉及资金

第3条 "Navigation of industries"
  组 industry_plans
    对 导航项目 入选 且 导航类别 为 产业规划 的，奖励 20万元  # QZ-3.2
    每年 评选 2 至 3个 导航项目  # QZ-3.1
    理解 "projects are counted, not industries; that there be two binds the bureau alone"  # QZ-3.1

第4条 "Navigation of firms"
  组 enterprise_plans
    对 导航项目 入选 且 导航类别 为 企业运营 的 企业，奖励 10万元  # QZ-4.2
    每年 评选不超过 5个 导航项目  # QZ-4.1

第5条 "Well-known marks"
  自 2021年1月1日 起，对 驰名商标 新认定 的 企业，奖励 30万元  # QZ-5.1
    须 在本市  # QZ-5.1
    理解 "from `2021-01-01`: article 30 sends the marks of all of 2021 to the older document"  # QZ-30.3

第6条 "Geographical indications"
  自 2021年1月1日 起，对 地理标志保护产品 新认定 的 单位，奖励 30万元  # QZ-6.1
    理解 "marks and farm products with an indication are encouraged without money"  # QZ-6.1
    理解 "from `2021-01-01`: article 30 sends the products of all of 2021 to the older document"  # QZ-30.3

第7条 "Copyright"
  对 版权称号 新获 的，按 版权荣誉 分别一次性奖励：  # QZ-7.1 QZ-7.2 QZ-7.3
    国家版权园区：30万元  # QZ-7.1
    国家版权单位：20万元  # QZ-7.2
    版权金奖：30万元  # QZ-7.3
  对 每年 作品登记量 排名 的 企业、个人，按 名次 分别奖励：  # QZ-7.4
    第1名：5万元
    第2名：3万元
    第3名：2万元
    并列同名次
    理解 "one ranking for firms and persons; equal counts, equal sum, and the next place is left out"

第8条 "Firms that buy inventions"
  须 在本市  # QZ-8.0
  对 专利交易 支付 且 交易身份 为 买方 且 专利类型 为 发明 且 合同登记 且 本地转化 且 非 关联方 的 企业，
      每年，按 合计 金额 的 10% 奖励  # QZ-8.0 QZ-8.1
    须 合计 金额 不低于 20万  # QZ-8.1
    理解 "a threshold over the sum of the year, whichever contracts it is of; the base is the whole sum"
  每个 企业 每年 最高奖励 30万元  # QZ-8.2

第9条 "Universities and institutes"
  对 专利交易 支付 且 交易身份 为 卖方 且 专利类型 为 发明 且 合同登记 且 本地转化 且 非 关联方 的 高校院所，
      每年，按 合计 金额 的 10% 奖励  # QZ-9.1
    须 合计 金额 不低于 50万  # QZ-9.1
    理解 "buyer, seller and broker of one deal are all paid: to each it is a matter of its own"
  每个 高校院所 每年 最高奖励 30万元  # QZ-9.1
  高校院所 应当 "auction or openly license patents of research that the city paid for and nobody used"  # QZ-9.2
  出处 "两年: for which a patent was not used"
  理解 "encouraged, without a sanction"  # QZ-9.2

第10条 "Operation agencies"
  对 专利交易 支付 且 交易身份 为 中介 且 专利类型 为 发明 且 合同登记 且 本地转化 且 非 关联方 的 运营机构，
      每年，按 合计 金额 的 5% 奖励  # QZ-10.1
    须 合计 专利件数 不低于 50 或 合计 金额 不低于 500万  # QZ-10.1 QZ-10.2
    理解 "two thresholds, one base: all deals of the year"
  每个 运营机构 每年 最高奖励 30万元  # QZ-10.1

第11条 "Patent prizes"
  标准表 city_patent_award 按 奖级  # QZ-11.1
    重大发明奖：100万元  # QZ-11.1
    一等奖：20万元  # QZ-11.1
    二等奖：10万元  # QZ-11.1
    三等奖：5万元  # QZ-11.1
  组 prizes
    组 national_and_provincial
      对 专利奖 获奖 且 级别 为 国家级 且 非 外观设计奖 且 本地实施 的，按 奖级 分别奖励：  # QZ-11.2
        简称 china_prize
        金奖：city_patent_award 重大发明奖 标准  # QZ-11.2
        银奖：city_patent_award 一等奖 标准  # QZ-11.2
        优秀奖：city_patent_award 二等奖 标准  # QZ-11.2
      出处 "prizes of the state, at the city's sums"
      对 专利奖 获奖 且 级别 为 国家级 且 外观设计奖 且 本地实施 的，按 奖级 分别奖励：  # QZ-11.3
        简称 china_design_prize
        金奖：city_patent_award 一等奖 标准  # QZ-11.3
        银奖：city_patent_award 二等奖 标准  # QZ-11.3
        优秀奖：city_patent_award 三等奖 标准  # QZ-11.3
      出处 "prizes of the state for designs, at the city's sums"
      对 专利奖 获奖 且 级别 为 省级 且 本地实施 的，按 奖级 分别奖励：  # QZ-11.4
        简称 fujian_prize
        特等奖：city_patent_award 重大发明奖 标准  # QZ-11.4
        一等奖：city_patent_award 一等奖 标准  # QZ-11.4
      出处 "prizes of the province, at the city's sums"
      可叠加奖励  # QZ-11.5
    组 city_prizes
      对 专利奖 获奖 且 级别 为 市级 的，奖励 city_patent_award 奖级 标准  # QZ-11.1
        简称 city_prize
      出处 "the city's own prizes"
      出处 "两年, 一次: how often they are held"
      理解 "in the years between there is no prize of the city"
    同一 项目 同一年度 就高不重复  # QZ-11.6
    理解 "three prizes in a year: the higher of (national and provincial together) and the city's own"  # QZ-11.6
  对 引进项目 评估 且 成效突出 且 已获专利奖 的，最高奖励 100万元  # QZ-11.7

第12条 "Standards"
  对 技术标准 发布 且 标准层级 为 团体标准 且 核心专利 且 经评审 且 主导制定 的 单位，
      每个 标准号 一次性奖励 3万元  # QZ-12.1
    理解 "several patents in one standard: one payment, to the unit that led it"

第13条 "Titles"
  对 企业称号 新认定 的 企业，按 称号 分别奖励：  # QZ-13.1 QZ-13.2
    国家示范：10万元  # QZ-13.1
    国家优势：5万元  # QZ-13.2
  可叠加奖励  # QZ-13.1 QZ-13.2
  理解 "nothing is said of promotion: a later higher title is paid in full"  # QZ-13.2

第14条 "Pledge interest"
  组 pledge_interest
    对 质押贷款 还清 且 按期履约 的 中小微企业、农户，按 出资方 分别奖励：  # QZ-14.0 QZ-14.1 QZ-14.2 QZ-14.3 QZ-14.4
      银行：本金 自 放款日 至 还清日 最后 1年 按 （还清日 当年1月 一年期LPR 与 实际利率 孰低） 计息 的 30%  # QZ-14.1 QZ-14.2
      租赁公司：本金 自 放款日 至 还清日 最后 1年 按 还清日 当年1月 一年期LPR 计息 的 30%  # QZ-14.3
      理解 "the year counts back from the day of repayment; a whole year from date to date is 1, the rest days over 365"  # QZ-14.4
      理解 "`1月`: the month of the rate is said once for both"  # QZ-14.3
      出处 "30%, of the actual rate where that is lower; 1年, the longest time"
    凡 农户 且 非 中小微企业 且 非 权项 为 地理标志权 的，不予奖励  # QZ-14.0
    每个 申请人 每年 最高奖励 20万元  # QZ-14.5
    理解 "farmers too, by analogy"  # QZ-14.5

第15条 "Securitisation"
  对 证券化 发行 且 首次公开发行 的，一事一议 奖励  # QZ-15.1
  出处 "case by case"
  组 securitisation_cost
    对 证券化 还清 的 企业，按 融资额 的 2% 奖励  # QZ-15.2
    每个 企业 最高奖励 30万元  # QZ-15.2
    理解 "no period is given: the cap lasts as long as the policy"  # QZ-15.2

第16条 "Insurance"
  组 insurance
    对 知识产权保险 购买 且 保费 不低于 1500 的 企业，按 保费 的 50% 奖励  # QZ-16.1
    每个 企业 每年 最高奖励 5万元  # QZ-16.2
    理解 "1,500 is included; one contract is looked at; any cover, since the list is open; firms, as in the heading"  # QZ-16.1

第17条 "Strict protection" 不涉及资金
第18条 "Joint protection" 不涉及资金

第19条 "Cooperation"
  组 stations
    对 保护工作站 入选 的，奖励 5万元  # QZ-19.2
    每年 评选不超过 5个 保护工作站  # QZ-19.1
  组 typical_cases
    对 典型案例 列入 且 主动维权 的，一次性奖励 10万元  # QZ-19.3
    每个 申请人 每年 最多 1个 案件，先到先得  # QZ-19.4
    出处 "一个年度"
    理解 "a case that two bodies list is paid once"  # QZ-19.3

第20条 "Mediation and courts" 不涉及资金

第21条 "Experts"
  对 侵权咨询 的，按 "科技专家评审咨询费管理规定" 执行  # QZ-21.1

第22条 "Service agencies"
  自 2021年1月1日 起，对 机构设立 新设立 且 机构形式 为 法人机构 且 代理师人数 不低于 5 的 代理机构，
      每个 代理机构 一次性奖励 10万元  # QZ-22.1
    理解 "five attorneys are enough; an agency of 2021 is paid, though the document came at the end of that year"
  每年对 运营机构，每个 运营机构 一次性奖励 20万元  # QZ-22.2
    须 主营收入 不低于 1000万  # QZ-22.2
    理解 "once for the agency: in the first year that reaches it"

第23条 "Certification"
  对 首次 初次认证 通过 的 企事业单位，按 认证费用 的 50% 每个 企事业单位 一次性奖励，最高不超过 3万元  # QZ-23.1
    理解 "an audit of surveillance, or after a lapse, is not the first pass"  # QZ-23.1

第24条 "Attorneys"
  组 attorneys
    须 企业在职 不低于 1年  # QZ-24.1 QZ-24.2
    自 2021年1月1日 起，对 代理师证 新取得 的 个人，每个 个人 一次性奖励 5000元  # QZ-24.1
    自 2021年1月1日 起，对 法律职业资格 新取得 的 个人，每个 个人 一次性奖励 3000元  # QZ-24.2
      须 拥有 1件以上 代理师证 持有  # QZ-24.2
      理解 "the reverse order of the two certificates pays the first sum alone"  # QZ-24.2
    理解 "one year without a break on the day of the certificate"  # QZ-24.1
    理解 "`2021-01-01` is said once for both"

第25条 "Publicity" 不涉及资金
第26条 "Organisation" 不涉及资金
第27条 "Resources" 不涉及资金
第28条 "Supervision" 不涉及资金

第29条 "Other levels"
  理解 "a change made at a higher level prevails over this document"  # QZ-29.1
  适用于 全文
    凡 同一事项已享受其他各级政府奖励 的，不予奖励  # QZ-29.2 QZ-29.3
      national_and_provincial 除外  # QZ-11.5
    理解 "nothing, not the difference, and in whatever year the other level paid"  # QZ-29.3
    理解 "prizes of state and province are the special rule: whoever wins one is rewarded there too; the city's own prize and the money for introduced projects are not"  # QZ-11.5
    理解 "what counts as a project of the same kind in the year is decided item by item, and stated as support of the item"  # QZ-29.2
    理解 "another title, certification or registration of the firm is another matter, and so is the deal of another year"  # QZ-29.3
    理解 "a deal that another level paid for counts neither for the threshold of its year nor for the sum"  # QZ-29.3

第30条 "Term and transition"
  2021年度 的记录，第5条 至 第6条 改按 "泉政文〔2018〕70号" 执行  # QZ-30.3
    理解 "the older document was about marks and brands: it covers what articles 5 and 6 promise, and nothing else here"
    理解 "a record of 2021 that it covers is claimed and paid in 2022 under it, not again here"
  出处 "2022年: when these are claimed"
