# Dongyang, 关于全面加强知识产权工作的实施意见（意见征求稿）, sent out for comment and never in force. The mark at the end
# of a line names the provision that the line encodes: DY-6.2 is the second provision of article 6. Article 0 stands for
# the goals before the first article.

政策 dongyang_2021 "东阳市加强知识产权工作意见（征求意见稿）" "Dongyang: opinions on strengthening IP work, draft for comment"
  文号 "关于全面加强知识产权工作的实施意见（意见征求稿）"
  稿别 征求意见稿
  自 2021年1月1日 起施行  # DY-21.2
  本级 县级
  币种 CNY
  金额 四舍五入 至 0.01
  使用词汇 ip
  同一事项 按 单项  # DY-21.3
  专利奖 的 同一事项 按 专利  # DY-21.3
  品牌基地 的 同一事项 按 基地  # DY-21.4
  规范化市场 的 同一事项 按 市场  # DY-21.4
  企业称号 的 同一事项 按 申请人  # DY-21.4
  品牌示范 的 同一事项 按 申请人  # DY-21.4
  规范认证 的 同一事项 按 申请人  # DY-21.3
  机构设立 的 同一事项 按 申请人  # DY-21.3
  理解 "本件为征求意见稿：按其照原样施行计算；没有终止日期" "a draft for comment: what it would pay had it come into force as it stands; no day ends it"  # DY-21.2

第0条 "工作目标" "Goals"
  到 2023年，"全市有效发明专利量" "valid invention patents of the city" 达到 2500  # DY-0
  到 2023年，"PCT申请量" "PCT filings" 达到 100  # DY-0
  到 2023年，"全市注册商标量" "registered marks of the city" 达到 4万  # DY-0
  到 2023年，"境外注册商标量" "marks registered abroad" 达到 400  # DY-0
  到 2023年，"年度质押融资金额（元）" "yuan of pledge loans a year" 达到 10亿  # DY-0
  出处 "2025年是体系建成的时间" "2025年: by when the system is to be complete"
  理解 "属于全市目标，任何人不据此取得申请权利" "goals of the city, which give nobody a claim"  # DY-0

第1条 "示范企业" "Demonstration enterprises"
  对 规范认证 通过 且 规范 为 企业规范 的 企业，最高奖励 认证费用  # DY-1.1
    简称 certified "贯标认证"
    理解 "未规定比例：第24条的细则出台前，以实际费用为上限" "no rate is given: the actual cost is an upper bound until the rules of article 24 exist"
    理解 "每次审核各有费用，既非一次性，也不适用晋级" "each audit has a cost of its own: neither `once` nor a ladder"
  出处 "按认证实际发生的费用" "according to what the certificate really cost"
  出处 "GB/T29490-2013"
  对 企业称号 新认定 的 企业，按 称号 分别一次性奖励：  # DY-1.2 DY-1.3 DY-1.4 DY-1.5
    国家示范：50万元  # DY-1.2
    国家优势：30万元  # DY-1.3
    省级示范：20万元  # DY-1.4
    市级示范：5万元  # DY-1.5
    理解 "同一序列共四级，其中两级为国家级；省级指浙江，市级指金华" "one ladder of four rungs, two of them national; the province is Zhejiang, the municipality Jinhua"
  对 品牌示范 新获 的 企业，按 品牌称号 分别一次性奖励：  # DY-1.6 DY-1.7 DY-1.8
    国家品牌示范：50万元  # DY-1.6
    省品牌示范：20万元  # DY-1.7
    市品牌示范：5万元  # DY-1.8
    理解 "自成序列，与知识产权称号并行" "a ladder of its own, beside that of the titles for IP"

第2条 "专利提质" "Patent quality"
  对 导航项目 验收 且 级别 为 省级 的，一次性奖励 10万元  # DY-2.1
    理解 "仅指省级项目，预警、导航均可；奖励承担单位" "of the province alone, whether it gives early warning or navigates; whoever undertook it is paid"
  对 知识产权联盟 备案 且 级别 不低于 省级 的，一次性奖励 10万元  # DY-2.2
    理解 "奖励联盟或其牵头单位" "the alliance is paid, or who leads it"
  对 培育平台 验收 且 级别 不低于 省级 的，一次性奖励 10万元  # DY-2.3
  理解 "金额固定，不按省级资金的比例；每个项目、联盟和平台奖励一次" "fixed sums, not a share of the provincial money; each project, alliance and platform is paid once"  # DY-2.1 DY-2.2 DY-2.3

第3条 "专利创造" "Creation"
  对 发明专利 授权 的，最高奖励 官方费用 的 50%  # DY-3.1
    按 缴费日 的 人民币汇率中间价 折算
    理解 "不论专利权人是谁、在哪国授权；以为授权缴纳的费用为准" "whoever owns the patent, and in whichever country it was granted; the fees that were paid for the grant"
    理解 "外币费用按缴费当日的中间价折算" "fees in another currency at the parity of the day of payment"
  对 专利 授权 且 国内 的 企业，按 专利类型 分别一次性奖励：  # DY-3.2 DY-3.3
    发明：4000元  # DY-3.2
    实用新型、外观设计：400元  # DY-3.3
    须 主业 为 木雕红木、建筑  # DY-3.2 DY-3.3
    理解 "产业以企业主营业务为准；三种专利均以港澳台为国内" "the industry is that of the firm's main business; Hong Kong, Macao and Taiwan are domestic, for all three rights"
  同一 事项 不重复奖励  # DY-3.2 DY-21.3
  理解 "同一专利符合两句的属于同一事项，就高奖励" "both sentences for one patent are the same matter: the higher is paid"  # DY-3.2

第4条 "高价值专利" "High-value patents"
  组 portfolios "专利组合"
    对 专利组合 形成 且 新增发明 不低于 10 的 企业，一次性奖励 10万元  # DY-4.1 DY-21.3
      理解 "指两个自然年度，第二年为申报当年；一件专利只能属于一个组合" "two calendar years, the second that of the claim; a patent is in one portfolio only"
      理解 "一个组合为一个事项，只奖励一次，即使以后以新的发明重新组成" "a portfolio is one matter, and is paid once, though it is formed anew with later inventions"  # DY-21.3
      理解 "因当年最高金额而未得的专利组合也视为已用；另一种理解是从未奖励过，重新组成时给予奖励" "a portfolio of which the cap of a year left nothing has had its turn; by the other reading it was never rewarded, and is paid when it is formed anew"  # DY-21.3
      出处 "两年"
    每个 企业 每年 最高奖励 30万元  # DY-4.2
    理解 "最高金额写在年限奖励之前，不约束年限奖励" "the cap stands before the milestones and does not cover them"  # DY-4.2
  对 发明专利 有效 且 申请日 距今 满 10年 且 申请日 距今 不满 15年 期间 的，一次性奖励 5000元  # DY-4.3
    简称 ten_years "满十年"
  对 发明专利 有效 且 申请日 距今 满 15年 期间 的，一次性奖励 8000元  # DY-4.4
    简称 fifteen_years "满十五年"
  理解 "两个年限各奖励一次；首次申报时已满`15年`的，只奖励第二项" "two milestones, each paid once; a patent first seen at `15 years` or more is paid the second alone"  # DY-4.3 DY-4.4
  理解 "专利年限与保护期一样自申请日起算；“以上”对两个数均适用" "the years of a patent are counted from its filing, as its term is; 以上 belongs to both figures"  # DY-4.3 DY-4.4

第5条 "商标与品牌" "Marks and brands"
  对 驰名商标 新认定 的，一次性奖励 120万元  # DY-5.1
    扣除 同一 商标 的 司法驰名商标 已奖励部分  # DY-5.2
    理解 "司法认定已奖励金额更高的，不再奖励，也不退回" "where more was paid for the court's recognition, nothing is due, and nothing is given back"  # DY-5.2
    理解 "已奖励部分指本市已奖励的金额，不论按哪个文件或项目" "what was already paid is what the city paid, under whichever document or programme"  # DY-5.2
  组 abroad "境外商标"
    组 madrid "马德里注册"
      对 境外商标 注册 且 途径 为 马德里 的 单位，按 注册费 一次性奖励  # DY-5.3
        简称 madrid_mark "马德里商标"
      出处 "指注册费，不含代理费" "the registration fees, no agency fees"
      每个 单位 最高奖励 3万元  # DY-5.3
      理解 "未规定比例，按官费全额；最高金额在政策有效期内累计" "no rate is given: the whole official fee; the cap lasts as long as the policy"  # DY-5.3
    组 regional "地区注册"
      对 境外商标 注册 且 途径 为 区域组织 的 单位，一次性奖励 8000元  # DY-5.4
        简称 regional_mark "地区商标"
      每个 单位 最高奖励 1万元  # DY-5.4
      理解 "按每件商标、每个地区；地区机构的列举未穷尽；最高金额在政策有效期内累计" "per mark and region; the list of regional offices is open; the cap lasts as long as the policy"  # DY-5.4
    组 countries "单一国家注册"
      对 境外商标 注册 且 途径 为 单一国家 的 单位，一次性奖励 2000元  # DY-5.5
        简称 country_mark "单一国家商标"
        出处 "一个指每个国家" "一个, each country"
      每个 单位 最高奖励 1万元  # DY-5.5
      理解 "按每件商标、每个国家，最高金额与地区的分别计算" "per mark and country, under a cap of its own beside that of the regions"  # DY-5.5
    同一 事项 不重复奖励  # DY-21.3
    理解 "同一商标在同一地域为一个事项，不论注册途径；因最高金额而未得的也视为已用" "one mark in one territory is one matter, by whichever route; it has had its turn also where a cap left nothing of it"  # DY-21.3
  对 首次 地理标志商标 注册 的 单位，每个 单位 一次性奖励 20万元  # DY-5.6
    简称 gi_mark "地理标志证明商标"
    理解 "指该单位有史以来首件，每个单位一次" "the first that the unit ever registered, and one sum for the unit"
  对 品牌基地 新认定 的，按 级别 分别一次性奖励：  # DY-5.7 DY-5.8
    国家级：30万元  # DY-5.7
    省级：10万元  # DY-5.8
  对 品牌指导站 新评定 的 单位，奖励 10万元  # DY-5.9
    简称 brand_station "品牌指导站"

第6条 "知识产权金融" "Finance"
  组 pledge_interest "质押贴息"
    对 质押贷款 还清 且 按期履约 且 权项 为 专利权、商标权 的 企业，
        按 质押本金 自 放款日 至 还清日 最后 1年 按 放款日 当月 一年期LPR 计息 的 50% 奖励  # DY-6.1
      理解 "基准利率现为放款当月的一年期LPR，不论约定利率" "the benchmark rate is now the LPR of one year, of the month of the loan, whatever rate was agreed"
      理解 "指还清前最后`1年`的利息；未作区分的贷款视为全部质押" "the interest of `1 year`, the last before repayment; a plain loan is pledged in full"
    凡 质押本金 无法确定 的，不予奖励  # DY-6.3
    每个 质押权利 最多 1个 年度  # DY-6.4
      理解 "有一项权利在其他年度用过的，整笔贷款不予贴息：贷款不按权利分别填写" "one right that was used in another year blocks the whole loan: no share of a loan is stated for each right"
      理解 "权利在贷款当年即视为用过，即使当年额度已满、该贷款未得" "a right is used in the year of its loan, also where the sum of that year is full and leaves the loan nothing"
    每个 企业 每个 权项 每年 最高奖励 30万元  # DY-6.2
  组 insurance "保险费用"
    对 知识产权保险 购买 且 权项 为 专利权 的 企业，按 保费 的 50% 奖励  # DY-6.5
    每个 企业 每年 最高奖励 10万元  # DY-6.6

第7条 "转化实施" "Industrialisation"
  对 产业化 首次实施 且 核心支撑 且 有效期内 且 年销售收入 不低于 500万 的 企业，一次性奖励 2万
      加 年销售收入 超出 500万 部分 每满 500万 计 1万，最高不超过 10万元  # DY-7.1 DY-7.2 DY-7.3
    理解 "只计整档；由企业选定一个年度申报一次，以后增长不再奖励" "whole steps only; claimed once, for one year that the firm chooses: later growth brings nothing"
    理解 "`500万元`既是门槛，也是超出部分的起算点" "`5000000` is the threshold as well as what is counted above it"
  每个 产品 最多 1个 专利，由申请人选定  # DY-7.4
  每个 企业 每年 最高奖励 30万元  # DY-7.5

第8条 "专利奖" "Patent prizes"
  对 专利奖 获奖 且 级别 为 国家级 的，按 奖级 分别奖励：  # DY-8.1 DY-8.2 DY-8.3
    简称 china_prize "中国专利奖"
    金奖：100万元  # DY-8.1
    银奖：60万元  # DY-8.2
    优秀奖：30万元  # DY-8.3
  对 专利奖 获奖 且 级别 为 省级 的，按 奖级 分别奖励：  # DY-8.4 DY-8.5
    简称 zhejiang_prize "浙江省专利奖"
    金奖：30万元  # DY-8.4
    优秀奖：20万元  # DY-8.5
  理解 "含外观设计奖，金额相同；与他人共同获奖的，奖励申报人" "prizes for designs are included, at the same sums; a prize shared with others is paid to the one who claims it"  # DY-8.1 DY-8.2 DY-8.3 DY-8.4 DY-8.5

第9条 "保护" "Protection"
  对 纠纷调解 调解成功 且 非 公职调解员 的 个人，一次性奖励 300元  # DY-9.1

第10条 "重点产业" "Key industries" 不涉及资金

第11条 "市场" "Markets"
  对 规范化市场 新认定 的，按 级别 分别一次性奖励：  # DY-11.1 DY-11.2
    国家级：20万元  # DY-11.1
    省级：10万元  # DY-11.2

第12条 "维权援助" "Enforcement aid"
  对 专利诉讼 胜诉 的 企业，按 审理地 分别奖励：  # DY-12.1 DY-12.2 DY-12.3
    国内法院：判赔额 的 20%，最高不超过 5万元  # DY-12.1
    美日欧法院：代理费 的 50%，最高不超过 30万元  # DY-12.2
    其他法院：代理费 的 50%，最高不超过 15万元  # DY-12.3
    理解 "按每个案件，原告、被告均可，以生效判决为准；按判决金额，不按执行到位金额" "per case, as claimant or as defendant, by final judgment; the sum that was awarded, not what was recovered"
    理解 "`50%`对境外两类诉讼只表述一次" "`50%` is said once for both courts abroad"
  同一 事项 不重复奖励  # DY-21.3

第13条 "一站式改革" "One-stop reform" 不涉及资金

第14条 "服务机构" "Service agencies"
  对 机构设立 营业中 且 设立日 距今 满 1年 期间 的 代理机构，一次性奖励 5万元  # DY-14.1
    须 在本市 且 代理营业 不低于 1年  # DY-14.1
    须 拥有 50件以上 本地案件 授权  # DY-14.1
    须 拥有 10件以上 本地发明案件 授权  # DY-14.1
    理解 "在本市设立和营业均须满`1年`：已迁出或营业较晚的，暂不奖励" "set up in the city and in business, each for `1 year`: who moved away, or opened its doors later, is not paid yet"
    理解 "未写起算日，按机构历来代理本市的全部授权计算；发明包含在50件之内" "all grants that the agency ever obtained for the city, as the text names no day from which to count; the inventions are among the 50"

第15条 "人才" "Talent" 不涉及资金
第16条 "组织领导" "Organisation" 不涉及资金

第17条 "经费保障" "Funding"
  市 应当 "设立专项资金" "set up a special fund"  # DY-17.1

第18条 "宣传" "Publicity" 不涉及资金
第19条 "考核" "Assessment" 不涉及资金

第20条 "企业范围" "Who is an enterprise"
  本文件所称 企业 是指 在本市 且 独立法人 且 账册健全 且 正常经营  # DY-20.1
  理解 "以事项发生当日为准；仅适用于原文写企业之处，不限缩单位和个人" "on the day of the event; it holds where the text says enterprise: units and persons are not narrowed"  # DY-20.1

第21条 "不重复与晋级" "Nothing twice, and promotion"
  理解 "最高原则只是标题，不使任何金额成为上限" "the principle of the maximum is a heading: it makes no figure a ceiling"  # DY-21.1
  适用于 全文
    同一 事项 连同以往文件 就高不重复  # DY-21.5
    同一 事项 同一 级别 不重复奖励  # DY-21.3
      第2条、第11条 除外  # DY-21.3
    同一 事项 晋级补足差额  # DY-21.4
      第3条、第4条、第6条、第12条、境外商标、贯标认证 除外  # DY-3.2 DY-4.4
    理解 "级别指称号或奖项的级别，不是奖励政府的级别" "the level is that of the title or prize, not of the government that pays"  # DY-21.3
    理解 "同一级别已兑现的，不论年度均不再奖励，晚于申报年度的也计入；另一种理解是只计入截至申报年度的" "a payment for the same level ends a claim whatever its year, also a later one; by the other reading payments up to the year of the claim count alone"  # DY-21.3
    理解 "第2条、第11条仅不受该项限制；晋级仍补足差额" "articles 2 and 11 are spared from that ban alone: there too, a promotion pays the difference"  # DY-21.3
    理解 "授权资助、专利年限、企业认证、贴息和年度保费不属于同一晋级序列" "grant aid, the milestones of a patent, the audits of a firm, interest and yearly premiums are no rungs of one ladder"  # DY-21.4
    理解 "差额按同一事项此前已准予的金额计算：本文件在其他级别已准予的，以及其他来源截至当年已兑现的，相加计算，不论已兑现还是仍在结转" "the difference is to what was granted for the matter at other levels and paid by others up to that year, whether paid out or still carried"  # DY-21.4
  对 亩产评价 的，按 "东阳市工业企业亩产效益评价办法" 执行  # DY-21.6
    理解 "未写明评价如何影响金额：在起草单位说明之前按原金额" "how the rating acts on the sums is not said: as they stand, until the drafter says"

第22条 "总额上限" "Ceiling"
  适用于 全文
    每个 企业 每年 最高奖励 地方综合贡献额  # DY-22.1
      第3条、地理标志证明商标、品牌指导站 除外  # DY-22.1
      超出部分 可在后 2年 内兑现  # DY-22.2
      理解 "上限只适用于企业；其他单位和个人没有可作上限的贡献" "a ceiling of enterprises alone: other units and persons contribute nothing that could bound them"  # DY-22.1
    出处 "三项指除外的各项" "三项: those that are spared"
    理解 "授权资助指第3条全部" "grant aid is all of article 3"  # DY-22.1
    理解 "先结转的先兑现；以后年度的上限对结转和新增合并适用；逾期作废" "oldest first; the ceiling of a later year holds for carried and new sums together; then it is lost"  # DY-22.2

第23条 "取消资格" "Disqualification"
  适用于 全文
    对 立案查处 立案 且 级别 不低于 市级 的 单位，当年不予奖励  # DY-23.1
    理解 "该句以企业开头、以单位结尾：凡属其一的均适用，不含个人" "the sentence begins with enterprises and ends with units: whoever is one; persons are not meant"  # DY-23.1
    理解 "以立案当年为准，不论结果；结转金额暂停兑现，期限不变" "the year in which the case is opened, whatever its end; carried money rests and keeps its term"  # DY-23.1

第24条 "实施细则" "Rules to come"
  全文 按 "实施细则（待制定）" 执行  # DY-24.1
