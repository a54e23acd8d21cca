# Foshan, 佛山市知识产权“培优工程”实施方案 (2020-04-20). The mark at the end of a line names the provision that the line
# encodes. The parts of the plan have no articles: article 2.1.5 is part two, section one, item 5.

政策 foshan_2020 "佛山市知识产权“培优工程”实施方案" "Foshan: the IP cultivation project, plan of implementation"
  文号 "佛山市知识产权“培优工程”实施方案"
  2020年4月20日 印发
  自 2020年4月20日 起施行，有效期至 2022年12月31日  # FS-4.2
  币种 CNY
  金额 四舍五入 至 0.01
  使用词汇 ip
  理解 "没有有效期条款：自印发之日`2020年4月20日`起，至工程结束" "no clause on validity: from the day of issue, `2020-04-20`, to the end of the programme"  # FS-4.2
  理解 "以本方案为兑现依据，虽然个别地方指向现有政策" "the plan itself is taken as the basis of payment, though it points to existing policies in places"  # FS-4.2
  理解 "没有关于申报资格、叠加和取消资格的条款，均不适用" "no clause on who is eligible, on stacking or on disqualification: nothing of the kind is applied"  # FS-4.2

第1条 "工作目标" "Goals"
  到 2022年，"龙头企业和科研机构数" "leading companies and research institutes" 达到 200  # FS-0
  到 2022年，"全市有效发明专利量" "valid invention patents of the city" 达到 3.15万  # FS-0
  到 2022年，"每万人口发明专利拥有量" "invention patents for each 10,000 people" 达到 36.5  # FS-0
  到 2022年，"专利技术转化为标准数" "patented techniques turned into standards" 达到 100  # FS-0
  到 2022年，"注册商标量" "registered marks" 达到 50万  # FS-0
  到 2022年，"质押融资金额（元）" "yuan of pledge loans" 达到 80亿  # FS-0
  理解 "属于全市目标，任何人不据此取得申请权利" "goals of the city, which give nobody a claim"  # FS-0
  出处 "2020年是工程三年中的第一年" "2020年: the first of the three years of the programme"

第2.1.1条 "培优名录" "The list of cultivated units"
  对 培优名录 入录 的，按 "培优名录入库标准（待制定）" 执行  # FS-1.0
  到 2022年，"入库单位数" "units on the list" 达到 200  # FS-1.0
  理解 "属于目标而非名额，不限制入库；名录每年调整" "a target and no quota: it keeps nobody off the list; the list is revised every year"  # FS-1.0

第2.1.2条 "入库单位服务" "Four systems for listed units"
  对 培优名录 入录 的，按 "现有政策" 执行  # FS-1.1
    理解 "入库单位的成果按现有政策奖励，本方案没有规定金额" "good results of a listed unit are rewarded under the policies that exist; this plan sets no sum"
  出处 "四项指各服务机制，不涉及资金" "四项: the systems of service, which pay nothing"

第2.1.3条 "专利导航" "Navigation"
  到 2022年，"产业规划类导航项目数" "navigation projects that plan an industry" 达到 3  # FS-1.2
  理解 "目标不涉及资金；未写年份，取工程结束之年`2022年`" "a target without money; no year is named: `2022年`, the programme's end, is taken"  # FS-1.2

第2.1.4条 "产业联盟" "Alliances"
  对 知识产权联盟 备案 且 级别 为 国家级 的，一次性奖励 10万元  # FS-1.3
    理解 "各联盟均可，不限于入库单位；每个联盟奖励一次" "open to every alliance, not to listed units alone; each alliance is paid once"

第2.1.5条 "质量与品牌" "Quality and marks"
  对 质量奖 获奖 的 企事业单位，按 级别 分别一次性奖励：  # FS-1.4 FS-1.5 FS-1.6
    国家级：200万元  # FS-1.4
    省级、市级：100万元  # FS-1.5 FS-1.6
    理解 "省、市质量奖各自触发同一金额，均获奖的均予奖励" "the awards of province and city are two triggers of one sum: who wins both is paid for both"
    理解 "同一年度的同一奖项只奖励一次，不论何时列入" "one award of one year is paid once, whenever it is listed"
  对 驰名商标 新认定 且 首次认定 的，一次性奖励 30万元  # FS-1.7
    理解 "指主管机关而非法院对商标的首次认定；按件奖励" "the first recognition of a mark, by the office and not by a court; paid for each mark"
  对 地理标志商标 注册 的，一次性奖励 20万元  # FS-1.8
    理解 "虽未写明单位，仍按件奖励；仅受保护的产品属于鼓励，不予奖励" "paid for each mark, though no unit is named; a product under protection alone is encouraged, not paid"
  可叠加奖励  # FS-1.4 FS-1.5 FS-1.6

第2.1.6条 "称号" "Titles"
  对 企业称号 认定 的 企业，按 称号 分别一次性奖励：  # FS-1.9 FS-1.10 FS-1.11
    国家示范：50万元  # FS-1.9
    国家优势：30万元  # FS-1.10
    省级示范：20万元  # FS-1.11
    理解 "认定须在工程期内，此前已有的称号不予奖励；每个称号奖励一次" "the recognition must lie in the programme: a title held before brings nothing; each title is paid once"
  可叠加奖励  # FS-1.9 FS-1.10 FS-1.11

第2.1.7条 "细分行业领军企业" "Leaders of a sub-sector"
  对 细分龙头 新认定 的 企业，每个 企业 一次性奖励 20万元  # FS-1.12

第2.1.8条 "标准" "Standards" 不涉及资金
第2.2.1条 "运营体系" "The operation system" 不涉及资金

第2.2.2条 "转让与许可" "Assignments and licences"
  组 purchases "购买专利"
    对 专利交易 支付 且 交易身份 为 买方 的 单位、个人，按 金额 的 5% 奖励  # FS-2.1
      理解 "当年实付金额，含分期款和提成；不排除关联交易" "what was paid in the year, instalments and royalties included; deals with related parties are not left out"
    每个 申请人 每年 最高奖励 100万元  # FS-2.2

第2.2.3条 "质押融资" "Pledge loans"
  对 质押贷款 放款 的，按 "佛山知识产权质押融资风险补偿政策" 执行  # FS-2.3

第2.2.4条 "金融产品" "Financial products" 不涉及资金

第2.2.5条 "保险" "Insurance"
  组 insurance "保险费用"
    对 知识产权保险 购买 且 权项 为 专利权 的 单位，按 保费 的 50% 奖励  # FS-2.4
      理解 "奖励对象为单位；最高金额提到个人，不使个人取得申请权利" "units are paid; that the cap names persons too gives them no claim"
    每个 申请人 每年 最高奖励 30万元  # FS-2.5

第2.3.1条 "服务中心" "The service centre" 不涉及资金
第2.3.2条 "源头保护" "Protection at the source" 不涉及资金

第2.3.3条 "专利奖" "Patent prizes"
  对 专利奖 获奖 且 级别 为 国家级 的，按 奖级 分别一次性奖励：  # FS-3.1 FS-3.2 FS-3.3
    简称 china_prize "中国专利奖"
    金奖：50万元  # FS-3.1
    银奖：30万元  # FS-3.2
    优秀奖：20万元  # FS-3.3
    理解 "金额固定；外观设计奖等级相同；每个奖项奖励一次，不论何时列入" "fixed sums; the prizes for designs are of the same grades; a prize is paid once, whenever it is listed"
  对 专利奖 获奖 且 级别 为 省级 的，按 奖级 分别一次性奖励：  # FS-3.4 FS-3.5 FS-3.6
    简称 guangdong_prize "广东省专利奖"
    金奖：最高 30万元  # FS-3.4
    银奖：最高 20万元  # FS-3.5
    优秀奖：最高 10万元  # FS-3.6
    理解 "与国家级奖不同，此处为最高金额，由主管部门核定" "ceilings, unlike the sums for the prizes of the state: the bureau sets what is paid"
  可叠加奖励  # FS-3.1 FS-3.2 FS-3.3 FS-3.4 FS-3.5 FS-3.6

第2.3.4条 "服务品牌" "Service brands"
  须 在本市  # FS-3.7 FS-3.8
  对 服务品牌 认定 的 服务机构，按 机构地位 分别一次性奖励：  # FS-3.7 FS-3.8
    总公司：20万元  # FS-3.7
    分公司：10万元  # FS-3.8
    理解 "以所在地为准：外地机构在本地的分支机构予以奖励，其总机构不予奖励" "whoever sits here: the branch of an agency from elsewhere is paid, its head office is not"

第2.3.5条 "人才" "Talent" 不涉及资金
第3.1条 "组织领导" "Organisation" 不涉及资金
第3.2条 "政策保障" "Policies" 不涉及资金

第3.3条 "追加奖励" "Extra rewards"
  自 2022年12月31日 起，对 培优名录 在录 期间 的 单位，一事一议 奖励  # FS-4.1
    理解 "未写金额；工程结束后由第三方评估，以最后一日`2022年12月31日`为准" "no figure; judged by a third party when the programme has ended: of its last day, `2022-12-31`"
    理解 "以届时仍在名录中的单位为准，已移出的不算成效" "a unit that is still on the list then: who was struck off is not one of its successes"
  同一 单位 同一年度 就高不重复  # FS-4.1
  理解 "每个单位只奖励一次，不论在库几年，取核定的最高金额" "one reward for the unit, however many years it was on the list: the highest that was approved"

第3.4条 "宣传" "Publicity" 不涉及资金
