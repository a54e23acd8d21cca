# Shaoguan, 韶府办发函〔2021〕188号. The mark at the end of a line names the provision that the line encodes:
# SG-7.4 is the fourth provision of article 7.

政策 shaoguan_2021 "韶关市知识产权创新与保护措施" "Shaoguan: measures for IP innovation and protection"
  文号 "韶府办发函〔2021〕188号"
  2021年12月21日 印发
  自 2021年12月21日 起施行，有效期至 2024年12月31日  # SG-28.1
  币种 CNY
  金额 四舍五入 至 0.01
  使用词汇 ip
  出处 "制定依据为粤办发〔2020〕13号和粤办函〔2019〕79号" "粤办发〔2020〕13号 and 粤办函〔2019〕79号, on which it is based"
  理解 "授权、认定、缴费等事项本身须发生在有效期内，申报可以在其后" "the event itself (grant, recognition, payment) must lie in the window; the claim may follow"  # SG-28.1

第1条 "国内发明专利" "Domestic inventions"
  对 发明专利 授权 且 国内 的，最高奖励 官方费用 的 50%  # SG-1.1
    各级各类资助合并计算  # SG-1.1
    按 缴费日 的 人民币汇率中间价 折算
    理解 "未规定比例，金额由主管部门核定；以凭票据确认的实缴费用为基数" "no rate is fixed: the bureau sets the sum; the base is what was paid, with receipts"
    理解 "在港澳台缴纳的费用，按第2条折算" "fees paid in Hong Kong, Macao or Taiwan are converted as in article 2"
  县镇园区 应当 "对同一专利不再重复资助" "pay nothing again for the same patent"  # SG-1.2
    理解 "不重复资助约束下级资助单位；其仍已资助的，从最高金额中扣除" "the ban binds the lower payer; what it paid all the same is deducted from the ceiling"

第2条 "境外发明专利" "Inventions abroad"
  组 abroad "境外授权"
    对 发明专利 授权 且 非 国内 的 企业，最高奖励 官方费用 的 50%  # SG-2.1
      各级各类资助合并计算  # SG-2.1
      按 缴费日 的 人民币汇率中间价 折算  # SG-2.3
      理解 "境外不含港澳台，港澳台适用第1条" "abroad leaves out Hong Kong, Macao and Taiwan, which are in article 1"
      理解 "费用按授权国的收费标准，汇率按缴费当日的中间价" "fees by the schedule of the granting country, at the parity of the day of payment"  # SG-2.3
    每个 同族 最多 3个 授权国，先到先得  # SG-2.2
    理解 "每项发明累计最多三个国家，以往已资助的计算在内" "three countries over the life of the invention, earlier payments counted"
  县镇园区 应当 "对同一专利不再重复资助" "pay nothing again for the same patent"  # SG-2.4

第3条 "地理标志与区域品牌" "Geographical indications and regional brands"
  对 地理标志保护产品 新认定 的，一次性奖励 20万元  # SG-3.1
  对 地理标志商标 新注册 的，一次性奖励 10万元  # SG-3.2
  理解 "同一名称既是保护产品又是商标的，两项均予奖励" "one name that is a protected product and a mark is paid for both"
  对 互认互保 获得 的，每个 产品 一次性奖励 20万元  # SG-3.3
    理解 "每个产品奖励一次，虽然原文没有“新”和“一次性”" "once per product, though the text has neither `newly` nor `once`"
  对 集体证明商标 新注册 且 非 属地理标志 的，一次性奖励 1万元  # SG-3.4
  对 地标示范区 列入 的，按 级别 分别一次性奖励：  # SG-3.5
    国家级：50万元  # SG-3.5
    省级：30万元  # SG-3.5
    理解 "先列入省级、后列入国家级的示范区，两级各奖励一次" "a zone listed by the province and later by the state is paid for each, and once by each"

第4条 "版权" "Copyright"
  组 registered_works "作品登记"
    须 在本市  # SG-4.1
    对 作品著作权 登记 且 省级登记 的 单位、个人，奖励 200元  # SG-4.1
    每个 单位 每年 最多 100个 作品著作权  # SG-4.2
    每个 个人 每年 最多 50个 作品著作权  # SG-4.3
    理解 "年度以登记证书为准；合作作品归证书载明的申请人" "the year is that of the certificate; a joint work goes to the applicant named on it"
  对 版权称号 认定 的，按 版权荣誉 分别一次性奖励：  # SG-4.4 SG-4.5 SG-4.6 SG-4.7 SG-4.8
    最具价值作品：2万元  # SG-4.4
    国家版权园区：10万元  # SG-4.5
    国家版权单位：5万元  # SG-4.6
    省版权园区：5万元  # SG-4.7
    省版权单位：2万元  # SG-4.8
    理解 "先获省级、后获国家级称号的，均予奖励；同一称号只奖励一次" "a provincial title and the national one after it are both paid; one title is paid once"

第5条 "高价值专利" "High-value patents"
  对 发明专利 有效 且 申请日 距今 超过 10年 期间 的，一次性奖励 1万元  # SG-5.1
    理解 "年限自申请日起算；政策施行首日已超过年限的专利，奖励一次" "counted from filing; a patent already older on the first day of the policy is paid once"
  组 prizes "专利奖励"
    对 专利奖 获奖 且 级别 为 国家级 的，按 奖级 分别奖励：  # SG-5.2 SG-5.3 SG-5.4
      简称 china_prize "中国专利奖"
      金奖：30万元  # SG-5.2
      银奖：20万元  # SG-5.3
      优秀奖：10万元  # SG-5.4
    对 专利奖 获奖 且 级别 为 省级 的，按 奖级 分别奖励：  # SG-5.3 SG-5.4 SG-5.5
      简称 provincial_prize "省专利奖"
      金奖：20万元  # SG-5.3
      银奖：10万元  # SG-5.4
      优秀奖：5万元  # SG-5.5
    可叠加奖励  # SG-5.2 SG-5.3 SG-5.4 SG-5.5
    理解 "国家级与省级奖项的金额合并表述：银奖与金奖均为`20万元`，优秀奖与银奖均为`10万元`" "said once for a prize of the state and one of the province: `200000` for silver and gold, `100000` for excellence and silver"
    理解 "同一专利获国家级和省级奖的，均予奖励；共有专利由各专利权人指定一方领取" "the prizes of the state and of the province for one patent are both paid; co-owners name the one who is paid"
  对 杰出发明人奖 获奖 的 个人，奖励 2万元  # SG-5.6
  对 培育项目 入选 且 集群 为 战略支柱、战略新兴 的，最高奖励 50万元  # SG-5.7

第6条 "转化实施" "Industrialisation"
  对 实施项目 入选 且 高价值 的，最高奖励 30万元  # SG-6.1

第7条 "许可与转让" "Licences and assignments"
  须 在本市  # SG-7.0
  组 contracts "许可转让"
    对 专利合同 备案 且 已实施 且 非 关联方 的 企业，按 金额 分别奖励：  # SG-7.0 SG-7.1 SG-7.2 SG-7.3
      500万以上：一次性 5万元  # SG-7.1
      100万以上：一次性 2万元  # SG-7.2
      其余：金额 的 1%  # SG-7.3
      出处 "500万元、100万元为各档的分界" "500万元, 100万元: where a tier ends and the next one begins"
      理解 "分档以单份合同金额为准，不按年度合计；500万元归第一档，100万元归第二档" "tiers look at one contract, not at the sum of a year; 5,000,000 is in the first tier, 1,000,000 in the second"
      理解 "本地企业均可，不限于中小企业；关联方按公司法和会计准则认定" "any local enterprise, not small and medium ones alone; related parties as company law and accounting standards have it"
    每个 企业 每年 最高奖励 5万元  # SG-7.4
    理解 "最高金额对三档均适用，不只限于1%这一档" "the cap covers all three tiers, not only the 1% tier"

第8条 "知识产权金融" "Finance"
  对 质押贷款 放款 的，按 "韶关市知识产权质押融资风险补偿资金管理试行办法" 执行  # SG-8.1
  组 pledge_interest "质押贴息"
    对 实缴利息 支付 且 按期履约 且 列入风险补偿 的 企业，按 利息额 的 30% 奖励  # SG-8.2
    每个 企业 每年 最高奖励 10万元  # SG-8.3
    理解 "按期还款指当年没有逾期；最高10万的单位是元" "on schedule: nothing overdue in the year; the cap of 10万 is meant in yuan"
  组 insurance "保险费用"
    对 知识产权保险 购买 且 权项 为 专利权、商标权、地理标志权、版权 的 企事业单位、服务机构，
        按 保费 的 30% 奖励  # SG-8.4
    每个 单位 每年 最高奖励 5万元  # SG-8.5
  对 证券化 发行 且 自有资产池 的 企业，按 发行额 的 3% 奖励  # SG-8.6
    不设上限  # SG-8.6
    理解 "多家企业集合资产发行的，奖励发行人" "the issuer is paid where several firms pool their assets"

第9条 "信息利用" "Information"
  对 软课题 入选 的，最高奖励 20万元  # SG-9.1
  对 分析评议 完成 的，奖励 30万元  # SG-9.2
    理解 "认定由市级作出，金额固定" "the designation is an act of the city; the sum is fixed"

第10条 "标准" "Standards"
  对 技术标准 发布 的，按 "韶府〔2019〕19号" 执行  # SG-10.1
    须 企事业单位  # SG-10.1

第11条 "管理与贯标" "Management"
  组 titles "示范优势称号"
    对 企业称号 新认定 的 企业，按 称号 分别一次性奖励：  # SG-11.1 SG-11.2 SG-11.3
      国家示范：20万元  # SG-11.1
      国家优势：10万元  # SG-11.2
      省级示范：8万元  # SG-11.3
    同一 企业 同一年度 就高不重复  # SG-11.4
    理解 "市级称号不受此限；不同年度的称号均全额奖励" "the municipal title stands outside; titles of different years are paid in full"
  对 企业称号 新认定 且 称号 为 市级示范 的 企业，一次性奖励 5万元  # SG-11.5
    简称 municipal_title "市级称号"
  组 certified "贯标认证"
    须 拥有 1件以上 发明专利 有效 或 5件以上 实用新型专利 授权 或 8件以上 软件著作权 登记  # SG-11.8
    对 首次 初次认证 通过 的 企事业单位，每个 企事业单位 一次性奖励 2万元  # SG-11.6
      理解 "证书失效后重新认证的，不是首次" "an audit after a lapse is not the first"
    对 首次 规范认证 周期完成 的 企事业单位，每个 企事业单位 一次性奖励 1万元  # SG-11.7
      理解 "获得第一次奖励不是第二次的条件：施行前已认证的，可只领第二次" "the first payment is no condition of the second: who was certified before the policy may have the second alone"
    出处 "GB/T29490-2013、GB/T33250-2016、GB/T33251-2016分别适用于企业、科研组织和高等学校" "GB/T29490-2013, GB/T33250-2016, GB/T33251-2016: firms, institutes, universities"
    理解 "实用新型专利指累计授权5件；拥有量以事项发生当日为准" "five utility models ever granted; the holdings are counted on the day of the event"

第12条 "县域" "Counties"
  对 城市培育 培育中 且 称号 为 国家示范、国家试点 期间 的 市，每年 安排 50万元  # SG-12.1
    理解 "受款方为政府，属于预算安排，不是申请；每次培育各自计算年度" "a public body is paid: a line of the budget, no claim; each cultivation has years of its own"
  组 counties "县区试点示范"
    对 县区称号 获批 的 县区，按 称号 分别一次性奖励：  # SG-12.2 SG-12.3
      国家示范：20万元  # SG-12.2
      国家试点：10万元  # SG-12.3
    县区 应当 按 不低于 奖励金额 的 100% 配套  # SG-12.4
    理解 "先试点、后示范的，均予奖励；未配套不减少奖励" "pilot, then demonstration: both are paid; a missing match does not reduce the award"

第13条 "园区" "Parks"
  对 园区称号 获批 的 园区，按 称号 分别一次性奖励：  # SG-13.1 SG-13.2
    国家示范：20万元  # SG-13.1
    国家试点：10万元  # SG-13.2
  园区 应当 按 不低于 奖励金额 的 100% 配套  # SG-13.3
    理解 "未配套不减少奖励" "a missing match does not reduce the award"

第14条 "服务机构" "Service agencies"
  对 服务机构 国家品牌 且 在本市 且 代理营业 不低于 1年 期间 的 服务机构，一次性奖励 10万元  # SG-14.1
    理解 "国家级品牌、在本市注册、开展代理满一年，三项须同时具备；评审机构也须开展代理" "a national brand, registration here and one year as an agency, all three; a review body must act as an agency too"
  对 服务项目 入选 的 服务机构，最高奖励 30万元  # SG-14.2

第15条 "公共服务" "Public services"
  对 品牌指导站 入选 且 新建 的，一次性 最高奖励 10万元  # SG-15.1

第16条 "侵权举报" "Reports of infringement"
  对 侵权举报 受理 且 线索未掌握 且 提供证据 且 协助调查 的，
      按 "广东省举报侵犯知识产权和制售假冒伪劣商品违法行为奖励办法" 执行  # SG-16.1

第17条 "执法与司法" "Enforcement and courts" 不涉及资金
第18条 "自律与诚信" "Self-government and good faith" 不涉及资金
第19条 "快速与同等保护" "Fast and equal protection" 不涉及资金
第20条 "法律援助" "Legal aid" 不涉及资金

第21条 "人才" "Talent"
  出处 "考试费全额" "the whole of the exam fee"
  对 代理师考试 通过 的 个人，按 报名费 奖励  # SG-21.1
    须 本地就业 或 本地创业 或 本地求学  # SG-21.1
    不设上限
    理解 "以通过的那次考试为准，不含此前各次" "the sitting that was passed, not the earlier ones"
  对 代理师证 持有 且 本地服务起 距今 满 2年 期间 的 个人，每个 个人 一次性奖励 5000元  # SG-21.2
    理解 "两年均须在本市；可以从施行之前起算" "both years in the city; they may have begun before the policy"
  对 人才目录 入录 的，按 "韶关市紧缺适用人才目录" 执行  # SG-21.3

第22条 "培训" "Training" 不涉及资金
第23条 "组织领导" "Organisation" 不涉及资金
第24条 "考核" "Assessment" 不涉及资金

第25条 "经费保障" "Funding"
  市 应当 "安排专项资金" "provide the special fund"  # SG-25.1
  县区 应当 "参照制定本级扶持措施" "draw up support of its own on this model"  # SG-25.1
  理解 "奖励不受年度预算总额限制，不按比例核减" "no yearly budget limits the awards: nothing is cut pro rata"

第26条 "数额界限" "Bounds" 界定 "以上、最高、不低于、不超过含本数；超过、以下不含本数" "以上, 最高, 不低于 and 不超过 include the number; 超过 and 以下 do not"  # SG-26.1
第27条 "实施细则" "Rules to come"
  全文 按 "实施细则（待制定）" 执行  # SG-27.1
第28条 "有效期" "Validity" 见文首  # SG-28.1
