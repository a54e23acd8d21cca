# Qingyuan, 清府办〔2018〕27号. The mark at the end of a line names the provision that the line encodes:
# QY-2.4 is the provision of article 2 that comes after 2.3.

政策 qingyuan_2018 "清远市促进专利工作办法" "Qingyuan: measures to advance patent work"
  文号 "清府办〔2018〕27号"
  2018年7月4日 印发
  自 2018年7月4日 起施行，有效期至 2020年12月31日，2018年1月1日 起 可参照执行  # QY-22.1 QY-22.2
  "清府办〔2015〕53号" 同时废止  # QY-22.3
  币种 CNY
  金额 四舍五入 至 0.01
  使用词汇 ip
  出处 "制定依据为省5部门的粤知规〔2015〕47号和清发〔2015〕2号" "粤知规〔2015〕47号 of 5 offices of the province and 清发〔2015〕2号, on which it is based"
  出处 "2018年7月5日为印发日期" "2018-07-05: the day of printing"
  理解 "自签发之日起施行，不是印发之日" "in force from the day of signing, not of printing"  # QY-22.1
  理解 "2018年在此之前的事项可参照执行：主管部门可在规定金额内奖励" "an event of 2018 before that day may be treated alike: the bureau may pay, up to the sum"  # QY-22.2
  理解 "这类事项只按本文件处理一次；以往文件自本文件施行时废止" "such an event is looked at under this document alone, and once: the older one ended with its beginning"  # QY-22.3

第1条 "新设代理机构" "New agencies"
  须 在本市  # QY-1.1 QY-1.2
  对 机构设立 新设立 的 代理机构，按 机构形式 分别一次性奖励：  # QY-1.1 QY-1.2
    法人机构：8万元  # QY-1.1
    分支：2万元  # QY-1.2
    理解 "同一机构的各分支机构均予奖励" "every branch of one agency is paid"
  对 机构设立 新设立 的，按 "清府办〔2013〕66号" 执行  # QY-1.3
    须 代理机构 且 小微企业  # QY-1.3

第2条 "代理业务" "The work of agencies"
  须 在本市  # QY-2.0
  组 grants "授权代理"
    对 代理案件 授权 且 本地地址 且 合规 的 代理机构，按 专利类型 分别奖励：  # QY-2.0 QY-2.1 QY-2.2 QY-2.3
      发明：500元  # QY-2.1
      实用新型：200元  # QY-2.2
      外观设计：100元  # QY-2.3
    每个 代理机构 每年 最高奖励 5万元  # QY-2.4
    每个 总机构 每年 各申请人合计 最高奖励 5万元  # QY-2.4
    理解 "机构与其分支机构合用一个最高金额；没有`总机构`的单独适用`5万元`" "an agency and its branches fill one cap; whose `head_office` is none fills `50,000` alone"
    出处 "第75号令是关于规范申请行为的规定" "第75号令: the order on filings that `compliant` asks for"
  组 growth "代理增长"
    每年对 代理机构，按 （代理量 比上年增加，无则为 0） 分别奖励：  # QY-2.5 QY-2.6 QY-2.7
      100 至 199：2万元  # QY-2.5
      200 至 299：5万元  # QY-2.6
      300以上：10万元  # QY-2.7
      须 发明代理量 不低于 代理量 的 20%  # QY-2.5 QY-2.6 QY-2.7
      理解 "比例按当年案件计算，不按增量；最高一档含本数" "the share is that of this year's cases, not of the increase; the highest tier includes its border"
      理解 "按年度结果奖励一次，不计入授权资助的最高金额；新设机构从零计算" "paid once for the result of a year, and outside the cap on grants; a new agency counts from zero"
      出处 "20%在各档重复写明" "20% and 20%: the share is said again at each tier"
      理解 "计入的是可获授权资助的案件：地址在本市且申请规范" "the cases counted are those for which grants are paid: of an address here, and compliant"

第3条 "培训" "Training" 不涉及资金

第4条 "人才" "Talent"
  对 代理师考试 通过 的 个人，最高奖励 报名费  # QY-4.1
    须 本地户籍 或 本地就业 或 本地创业 或 本地求学  # QY-4.1
    理解 "可由资金支付考试费，最高可全额；以通过的那次考试为准，不含此前各次" "the fund may pay the fee, and may pay all of it; the sitting that was passed, not the earlier ones"
  出处 "费用全额" "the whole of the fee"
  对 人才目录 入录 的，按 "清远市紧缺适用人才导向目录" 执行  # QY-4.2

第5条 "消除零专利" "From zero"
  须 在本市  # QY-5.1 QY-5.2 QY-5.3 QY-5.4
  对 首次 专利 申请 的 企业，按 专利类型 每个 企业 分别一次性奖励：  # QY-5.1 QY-5.2 QY-5.3
    发明：最高 代理费，最高不超过 5000元  # QY-5.1
    实用新型：最高 代理费，最高不超过 2000元  # QY-5.2
    外观设计：最高 代理费，最高不超过 1000元  # QY-5.3
    理解 "每家企业一件，不是每种一件；按申请费资助，不论结果" "one patent per enterprise, not one per type; the fee for its application, whatever came of it"
  对 首次 发明专利 授权 的 企业，每个 企业 一次性奖励 1000元  # QY-5.4
    理解 "首件授权发明不必是首件申请；与第5条、第18条的其他金额并行" "the first invention granted need not be the first patent filed; paid beside the other sums of articles 5 and 18"

第6条 "申请增长" "More filings"
  每年对 企业，按 （专利申请量 比上年增加，无则为 0） 分别奖励：  # QY-6.1 QY-6.2 QY-6.3
    80以上：10万元  # QY-6.3
    50以上：5万元  # QY-6.2
    30以上：2万元  # QY-6.1
    须 发明申请量 不低于 专利申请量 的 20%  # QY-6.1 QY-6.2 QY-6.3
    理解 "比例按当年申请量计算，不按增量" "the share is that of this year's filings, not of the increase"
    理解 "符合多档的，只按最高一档" "of the tiers that are met the highest alone is paid"
    出处 "20%在各档重复写明" "20% and 20%: the share is said again at each tier"

第7条 "称号" "Titles"
  对 企业称号 新认定 的 企业，按 称号 分别一次性奖励：  # QY-7.1 QY-7.2 QY-7.3 QY-7.4 QY-7.5
    国家示范：20万元  # QY-7.1
    国家优势、省级示范：15万元  # QY-7.2 QY-7.3
    省级优势：10万元  # QY-7.4
    市级优势：8万元  # QY-7.5
    理解 "每个称号各为一个事项，一年获两个的均予奖励" "each title is an event of its own: who wins two in a year is paid for both"
  可叠加奖励  # QY-7.1 QY-7.2 QY-7.3 QY-7.4 QY-7.5

第8条 "实施计划" "The implementation plan"
  对 实施项目 的，按 "专利促进项目资助细则（待制定）" 执行  # QY-8.1

第9条 "贯标管理" "Management"
  对 规范认证 通过 且 规范 为 企业规范 的 企业，每个 企业 一次性 最高奖励 10万元  # QY-9.1
    须 拥有 1件以上 专利 有效  # QY-9.1
    须 专利申请量 不低于 5  # QY-9.1
    理解 "以取证当年的申请量为准；只奖励一次，不论按哪次审核申报" "filings of the year of the certificate; paid once, for whichever audit it is claimed"
    出处 "GB/T 29490-2013"

第10条 "发明人奖酬" "Reward of inventors" 不涉及资金

第11条 "专利与标准" "Patents and standards"
  须 在本市  # QY-11.1 QY-11.2
  对 技术标准 发布 且 发明转化 的 企业，按 标准层级 分别一次性奖励：  # QY-11.1 QY-11.2
    地方标准、行业标准：10万元  # QY-11.1
    国家标准、国际标准：20万元  # QY-11.2
    理解 "按每件专利和每项标准；以后升为更高级别的全额奖励" "per patent and standard; a later rise to a higher level is paid in full"
    理解 "本市发明指本市企业的发明" "an invention of the city is one of an enterprise here"

第12条 "保险" "Insurance"
  组 insurance "保险费用"
    对 知识产权保险 购买 且 权项 为 专利权 的 单位，按 保费 的 30% 奖励  # QY-12.1
    每个 单位 每年 最高奖励 1万元  # QY-12.2
  对 知识产权保险 购买 且 权项 为 专利权 的，按 "专利保险补贴办法（待制定）" 执行  # QY-12.3
    理解 "本条金额在该办法出台之前和之后均适用" "the figures of the article hold, until that method exists and beside it"

第13条 "质押融资" "Pledge loans"
  对 质押贷款 放款 且 权项 为 专利权 的，按 "专利质押融资贷款扶持办法（待制定）" 执行  # QY-13.1

第14条 "意识提升" "Awareness" 不涉及资金
第15条 "指导服务" "Guidance" 不涉及资金
第16条 "执法" "Enforcement" 不涉及资金
第17条 "服务体系" "The service system" 不涉及资金

第18条 "申请与授权" "Filing and grant"
  须 在本市  # QY-18.1 QY-18.2 QY-18.3 QY-18.4
  对 发明专利 进入实审 且 国内 的 单位、个人，奖励 3000元  # QY-18.1
    理解 "进入实质审查的申请即予资助，不论结果" "paid for an application that is examined, whatever comes of it"
  对 专利 授权 的 单位、个人，按 专利类型 分别奖励：  # QY-18.2 QY-18.3
    实用新型：1000元  # QY-18.2
    外观设计：300元  # QY-18.3
    理解 "“国内”一词只用于发明" "the word `domestic` stands at inventions only"
  对 专利年费 支付 且 国内发明 且 授权后年数 低于 3 的 单位、个人，按 年费额 奖励  # QY-18.4
    不设上限  # QY-18.4
    理解 "授权当年为三年中的第一年：其后年数`低于3`" "the year of grant is the first of the three: years after it `less than 3`"
    理解 "减缴之后的实缴金额" "the sum that was paid, after any reduction"
    出处 "三年自授权当年起算" "三年: from the year of grant on"

第19条 "经费保障" "Funding"
  市 应当 "按本办法安排专项资金" "provide the special fund under these measures"  # QY-19.1
  县区 应当 "保障专利工作经费" "secure the money for patent work"  # QY-19.1

第20条 "科技经费" "Science money"
  单位 应当 "将部分市级科技经费用于专利工作" "spend a part of the city's science money on patent work"  # QY-20.1
    须 市科技经费 超过 0  # QY-20.1
    理解 "未写明多大部分：属于义务，没有金额" "how large a part is not said: a duty, and no sum"

第21条 "实施细则" "Detailed rules"
  全文 按 "专利促进项目资助细则（待制定）" 执行  # QY-21.1

第22条 "附则" "Closing paragraph" 见文首  # QY-22.1 QY-22.2 QY-22.3
  理解 "原文没有条号" "it has no number in the text"
  理解 "期满后评估修订，不自动延续" "the measures are to be evaluated and revised when they end, and do not go on of themselves"  # QY-22.4
