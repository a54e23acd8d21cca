# Quanzhou, 泉政文〔2021〕70号. The mark at the end of a line names the provision that the line encodes: QZ-8.2 is the
# second provision of article 8. Article 0 stands for the goals before the first article.

政策 quanzhou_2021 "泉州市知识产权高质量发展意见" "Quanzhou: opinions on high-quality IP development"
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

第0条 "发展目标" "Goals"
  到 2023年，"每万人口高价值发明专利拥有量" "high-value invention patents for each 10,000 people" 达到 4  # QZ-0
  到 2023年，"有效注册商标量" "marks in force" 达到 70万  # QZ-0
  到 2023年，"作品登记量" "works registered" 达到 48万  # QZ-0
  到 2023年，"地理标志商标和产品数" "marks and products with a geographical indication" 达到 63  # QZ-0
  到 2023年，
      "试点、示范、优势企业和单位数" "pilot, demonstration and advantage enterprises and units" 达到 620  # QZ-0
  到 2023年，"质押融资金额（元）" "yuan of pledge loans" 达到 100亿  # QZ-0
  到 2023年，"援助和调解案件数" "cases of aid and mediation" 达到 360  # QZ-0
  到 2023年，"专利代理机构数" "patent agencies" 达到 36  # QZ-0
  理解 "属于全市目标，任何人不据此取得申请权利" "goals of the city, which give nobody a claim"  # QZ-0

第1条 "高价值专利培育" "High-value cultivation"
  组 cultivation "高价值培育"
    对 培育项目 入选 的，按 项目类型 分别奖励：  # QZ-1.2 QZ-1.3 QZ-1.4
      创新引领：50万元  # QZ-1.2
      风险防御：40万元  # QZ-1.3
      转型升级：30万元  # QZ-1.4
      理解 "每个项目只属一类，入选后按固定金额奖励" "one type for each project, and a fixed sum once it is selected"
    每年 评选不超过 5个 培育项目  # QZ-1.1

第2条 "发明导向" "Weight of inventions" 不涉及资金

第3条 "产业专利导航" "Navigation of industries"
  组 industry_plans "产业导航"
    对 导航项目 入选 且 导航类别 为 产业规划 的，奖励 20万元  # QZ-3.2
    每年 评选 2 至 3个 导航项目  # QZ-3.1
    理解 "按项目计数，不按产业计数；至少两个只约束主管部门" "projects are counted, not industries; that there be two binds the bureau alone"  # QZ-3.1

第4条 "企业专利导航" "Navigation of firms"
  组 enterprise_plans "企业导航"
    对 导航项目 入选 且 导航类别 为 企业运营 的 企业，奖励 10万元  # QZ-4.2
    每年 评选不超过 5个 导航项目  # QZ-4.1

第5条 "驰名商标" "Well-known marks"
  自 2021年1月1日 起，对 驰名商标 新认定 的 企业，奖励 30万元  # QZ-5.1
    须 在本市  # QZ-5.1
    理解 "自`2021年1月1日`起：按第30条，2021年全年的商标适用以往文件" "from `2021-01-01`: article 30 sends the marks of all of 2021 to the older document"  # QZ-30.3

第6条 "地理标志" "Geographical indications"
  自 2021年1月1日 起，对 地理标志保护产品 新认定 的 单位，奖励 30万元  # QZ-6.1
    理解 "地理标志商标和农产品属于鼓励，不涉及资金" "marks and farm products with an indication are encouraged without money"  # QZ-6.1
    理解 "自`2021年1月1日`起：按第30条，2021年全年的产品适用以往文件" "from `2021-01-01`: article 30 sends the products of all of 2021 to the older document"  # QZ-30.3

第7条 "版权" "Copyright"
  对 版权称号 新获 的，按 版权荣誉 分别一次性奖励：  # QZ-7.1 QZ-7.2 QZ-7.3
    国家版权园区：30万元  # QZ-7.1
    国家版权单位：20万元  # QZ-7.2
    版权金奖：30万元  # QZ-7.3
  对 每年 作品登记量 排名 的 企业、个人，按 名次 分别奖励：  # QZ-7.4
    第1名：5万元
    第2名：3万元
    第3名：2万元
    并列同名次
    理解 "企业和个人统一排名；数量相同的金额相同，其后名次顺延空缺" "one ranking for firms and persons; equal counts, equal sum, and the next place is left out"

第8条 "企业购买发明专利" "Firms that buy inventions"
  须 在本市  # QZ-8.0
  对 专利交易 支付 且 交易身份 为 买方 且 专利类型 为 发明 且 合同登记 且 本地转化 且 非 关联方 的 企业，
      每年，按 合计 金额 的 10% 奖励  # QZ-8.0 QZ-8.1
    须 合计 金额 不低于 20万  # QZ-8.1
    理解 "门槛按年度合计金额，不论出自哪些合同；以全部金额为基数" "a threshold over the sum of the year, whichever contracts it is of; the base is the whole sum"
  每个 企业 每年 最高奖励 30万元  # QZ-8.2

第9条 "高校院所" "Universities and institutes"
  对 专利交易 支付 且 交易身份 为 卖方 且 专利类型 为 发明 且 合同登记 且 本地转化 且 非 关联方 的 高校院所，
      每年，按 合计 金额 的 10% 奖励  # QZ-9.1
    须 合计 金额 不低于 50万  # QZ-9.1
    理解 "同一交易的买方、卖方和中介均予奖励，对各方各为一个事项" "buyer, seller and broker of one deal are all paid: to each it is a matter of its own"
  每个 高校院所 每年 最高奖励 30万元  # QZ-9.1
  高校院所 应当 "将财政资助而未实施的科研专利公开拍卖或开放许可" "auction or openly license patents of research that the city paid for and nobody used"  # QZ-9.2
  出处 "两年指专利未实施的时间" "两年: for which a patent was not used"
  理解 "属于鼓励，没有罚则" "encouraged, without a sanction"  # QZ-9.2

第10条 "运营机构" "Operation agencies"
  对 专利交易 支付 且 交易身份 为 中介 且 专利类型 为 发明 且 合同登记 且 本地转化 且 非 关联方 的 运营机构，
      每年，按 合计 金额 的 5% 奖励  # QZ-10.1
    须 合计 专利件数 不低于 50 或 合计 金额 不低于 500万  # QZ-10.1 QZ-10.2
    理解 "两个门槛，同一基数：全年全部交易" "two thresholds, one base: all deals of the year"
  每个 运营机构 每年 最高奖励 30万元  # QZ-10.1

第11条 "专利奖" "Patent prizes"
  本文件所称 city_patent_award "泉州市专利奖" 按 奖级 分别是指：  # QZ-11.1
    重大发明奖：100万元  # QZ-11.1
    一等奖：20万元  # QZ-11.1
    二等奖：10万元  # QZ-11.1
    三等奖：5万元  # QZ-11.1
  组 prizes "专利奖励"
    组 national_and_provincial "国家省级奖"
      专利奖 须 本地实施  # QZ-11.2 QZ-11.3 QZ-11.4
      对 专利奖 获奖 且 级别 为 国家级 且 非 外观设计奖 的，按 奖级 分别奖励：  # QZ-11.2
        简称 china_prize "中国专利奖"
        金奖：泉州市专利奖 重大发明奖 标准  # QZ-11.2
        银奖：泉州市专利奖 一等奖 标准  # QZ-11.2
        优秀奖：泉州市专利奖 二等奖 标准  # QZ-11.2
      出处 "国家级专利奖，按市级奖金标准" "prizes of the state, at the city's sums"
      对 专利奖 获奖 且 级别 为 国家级 且 外观设计奖 的，按 奖级 分别奖励：  # QZ-11.3
        简称 china_design_prize "中国外观设计奖"
        金奖：泉州市专利奖 一等奖 标准  # QZ-11.3
        银奖：泉州市专利奖 二等奖 标准  # QZ-11.3
        优秀奖：泉州市专利奖 三等奖 标准  # QZ-11.3
      出处 "国家级外观设计奖，按市级奖金标准" "prizes of the state for designs, at the city's sums"
      对 专利奖 获奖 且 级别 为 省级 的，按 奖级 分别奖励：  # QZ-11.4
        简称 fujian_prize "福建省专利奖"
        特等奖：泉州市专利奖 重大发明奖 标准  # QZ-11.4
        一等奖：泉州市专利奖 一等奖 标准  # QZ-11.4
      出处 "省级专利奖，按市级奖金标准" "prizes of the province, at the city's sums"
      可叠加奖励  # QZ-11.5
    组 city_prizes "市级奖"
      对 专利奖 获奖 且 级别 为 市级 的，奖励 泉州市专利奖 奖级 标准  # QZ-11.1
        简称 city_prize "市专利奖"
      出处 "市级专利奖" "the city's own prizes"
      出处 "两年、一次指评选的频次" "两年, 一次: how often they are held"
      理解 "间隔的年度没有市级奖" "in the years between there is no prize of the city"
    同一 项目 同一年度 就高不重复  # QZ-11.6
    理解 "同一年度获三项奖的，在国家级与省级之和与市级之间就高" "three prizes in a year: the higher of (national and provincial together) and the city's own"  # QZ-11.6
  对 引进项目 评估 且 成效突出 且 已获专利奖 的，最高奖励 100万元  # QZ-11.7

第12条 "标准" "Standards"
  对 技术标准 发布 且 标准层级 为 团体标准 且 核心专利 且 经评审 且 主导制定 的 单位，
      每个 标准号 一次性奖励 3万元  # QZ-12.1
    理解 "一项标准含多件专利的，只奖励一次，给牵头单位" "several patents in one standard: one payment, to the unit that led it"

第13条 "称号" "Titles"
  对 企业称号 新认定 的 企业，按 称号 分别奖励：  # QZ-13.1 QZ-13.2
    国家示范：10万元  # QZ-13.1
    国家优势：5万元  # QZ-13.2
  可叠加奖励  # QZ-13.1 QZ-13.2
  理解 "对晋级没有规定，以后获更高称号的全额奖励" "nothing is said of promotion: a later higher title is paid in full"  # QZ-13.2

第14条 "质押贴息" "Pledge interest"
  组 pledge_interest "质押贴息"
    对 质押贷款 还清 且 按期履约 的 中小微企业、农户，按 出资方 分别奖励：  # QZ-14.0 QZ-14.1 QZ-14.2 QZ-14.3 QZ-14.4
      银行：本金 自 放款日 至 还清日 最后 1年 按 （还清日 当年1月 一年期LPR 与 实际利率 孰低） 计息 的 30%  # QZ-14.1 QZ-14.2
      租赁公司：本金 自 放款日 至 还清日 最后 1年 按 还清日 当年1月 一年期LPR 计息 的 30%  # QZ-14.3
      理解 "一年自还清之日往前计算；对日满一年计为1，其余按天数除以365计算" "the year counts back from the day of repayment; a whole year from date to date is 1, the rest days over 365"  # QZ-14.4
      理解 "`1月`：利率所属月份对两者只表述一次" "`1月`: the month of the rate is said once for both"  # QZ-14.3
      出处 "30%也适用于较低的实际利率；1年是最长期限" "30%, of the actual rate where that is lower; 1年, the longest time"
    凡 农户 且 非 中小微企业 且 非 权项 为 地理标志权 的，不予奖励  # QZ-14.0
    每个 申请人 每年 最高奖励 20万元  # QZ-14.5
    理解 "农户比照适用" "farmers too, by analogy"  # QZ-14.5

第15条 "证券化" "Securitisation"
  对 证券化 发行 且 首次公开发行 的，一事一议 奖励  # QZ-15.1
  出处 "一事一议" "case by case"
  组 securitisation_cost "证券化费用"
    对 证券化 还清 的 企业，按 融资额 的 2% 奖励  # QZ-15.2
    每个 企业 最高奖励 30万元  # QZ-15.2
    理解 "没有规定期间，最高金额在政策有效期内累计" "no period is given: the cap lasts as long as the policy"  # QZ-15.2

第16条 "保险" "Insurance"
  组 insurance "保险费用"
    对 知识产权保险 购买 且 保费 不低于 1500 的 企业，按 保费 的 50% 奖励  # QZ-16.1
    每个 企业 每年 最高奖励 5万元  # QZ-16.2
    理解 "含1500元；按单份合同计算；列举未穷尽，险种不限；按标题限于企业" "1,500 is included; one contract is looked at; any cover, since the list is open; firms, as in the heading"  # QZ-16.1

第17条 "严格保护" "Strict protection" 不涉及资金
第18条 "协同保护" "Joint protection" 不涉及资金

第19条 "合作机制" "Cooperation"
  组 stations "维权工作站"
    对 保护工作站 入选 的，奖励 5万元  # QZ-19.2
    每年 评选不超过 5个 保护工作站  # QZ-19.1
  组 typical_cases "典型案例"
    对 典型案例 列入 且 主动维权 的，一次性奖励 10万元  # QZ-19.3
    每个 申请人 每年 最多 1个 案件，先到先得  # QZ-19.4
    出处 "一个年度"
    理解 "同一案例被两个机构列入的，只奖励一次" "a case that two bodies list is paid once"  # QZ-19.3

第20条 "调解与司法" "Mediation and courts" 不涉及资金

第21条 "专家" "Experts"
  对 侵权咨询 的，按 "科技专家评审咨询费管理规定" 执行  # QZ-21.1

第22条 "服务机构" "Service agencies"
  自 2021年1月1日 起，对 机构设立 新设立 且 机构形式 为 法人机构 且 代理师人数 不低于 5 的 代理机构，
      每个 代理机构 一次性奖励 10万元  # QZ-22.1
    理解 "代理师满5名即可；2021年设立的机构也予奖励，虽然文件年底才印发" "five attorneys are enough; an agency of 2021 is paid, though the document came at the end of that year"
  每年对 运营机构，每个 运营机构 一次性奖励 20万元  # QZ-22.2
    须 主营收入 不低于 1000万  # QZ-22.2
    理解 "每个机构一次，在首个达到标准的年度" "once for the agency: in the first year that reaches it"

第23条 "认证" "Certification"
  对 首次 初次认证 通过 的 企事业单位，按 认证费用 的 50% 每个 企事业单位 一次性奖励，最高不超过 3万元  # QZ-23.1
    理解 "监督审核或失效后重新认证的，不是首次通过" "an audit of surveillance, or after a lapse, is not the first pass"  # QZ-23.1

第24条 "代理人才" "Attorneys"
  组 attorneys "代理人才"
    须 企业在职 不低于 1年  # QZ-24.1 QZ-24.2
    自 2021年1月1日 起，对 代理师证 新取得 的 个人，每个 个人 一次性奖励 5000元  # QZ-24.1
    自 2021年1月1日 起，对 法律职业资格 新取得 的 个人，每个 个人 一次性奖励 3000元  # QZ-24.2
      须 拥有 1件以上 代理师证 持有  # QZ-24.2
      理解 "两证取得次序相反的，只奖励第一项金额" "the reverse order of the two certificates pays the first sum alone"  # QZ-24.2
    理解 "取证当日须已连续满一年" "one year without a break on the day of the certificate"  # QZ-24.1
    理解 "`2021年1月1日`对两者只表述一次" "`2021-01-01` is said once for both"

第25条 "宣传" "Publicity" 不涉及资金
第26条 "组织领导" "Organisation" 不涉及资金
第27条 "资源保障" "Resources" 不涉及资金
第28条 "监督管理" "Supervision" 不涉及资金

第29条 "上下级政策衔接" "Other levels"
  理解 "上级政策调整的，以上级为准" "a change made at a higher level prevails over this document"  # QZ-29.1
  适用于 全文
    凡 同一事项已享受其他各级政府奖励 的，不予奖励  # QZ-29.2 QZ-29.3
      国家省级奖 除外  # QZ-11.5
    理解 "不予奖励，也不补差额，不论其他级别在哪一年奖励" "nothing, not the difference, and in whatever year the other level paid"  # QZ-29.3
    理解 "国家级和省级奖属于特别规定，在上级已获奖金的仍予奖励；市级奖和引进项目资金不在此列" "prizes of state and province are the special rule: whoever wins one is rewarded there too; the city's own prize and the money for introduced projects are not"  # QZ-11.5
    理解 "当年是否属于同类项目逐项认定，并作为该项目的其他资助填写" "what counts as a project of the same kind in the year is decided item by item, and stated as support of the item"  # QZ-29.2
    理解 "企业的另一称号、认证或登记是另一事项，另一年度的交易也是" "another title, certification or registration of the firm is another matter, and so is the deal of another year"  # QZ-29.3
    理解 "其他级别已奖励的交易，既不计入当年门槛，也不计入金额" "a deal that another level paid for counts neither for the threshold of its year nor for the sum"  # QZ-29.3

第30条 "期限与衔接" "Term and transition"
  2021年度 的记录，第5条 至 第6条 改按 "泉政文〔2018〕70号" 执行  # QZ-30.3
    理解 "以往文件只涉及商标和品牌，仅涵盖第5条、第6条的事项" "the older document was about marks and brands: it covers what articles 5 and 6 promise, and nothing else here"
    理解 "其涵盖的2021年事项，按以往文件在2022年申报兑现，不在此重复奖励" "a record of 2021 that it covers is claimed and paid in 2022 under it, not again here"
  出处 "2022年指申报时间" "2022年: when these are claimed"
