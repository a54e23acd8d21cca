# Shaoguan, 韶府办发函〔2021〕188号. The mark at the end of a line names the provision that the line encodes:
# SG-7.4 is the fourth provision of article 7.

policy shaoguan_2021 "Shaoguan: measures for IP innovation and protection" "韶关市知识产权创新与保护措施"
  document "韶府办发函〔2021〕188号"
  issued 2021-12-21
  effective 2021-12-21 to 2024-12-31  # SG-28.1
  currency CNY
  round half up to 0.01
  use ip
  source "粤办发〔2020〕13号 and 粤办函〔2019〕79号, on which it is based" "制定依据为粤办发〔2020〕13号和粤办函〔2019〕79号"
  reading "the event itself (grant, recognition, payment) must lie in the window; the claim may follow" "授权、认定、缴费等事项本身须发生在有效期内，申报可以在其后"  # SG-28.1

article 1 "Domestic inventions" "国内发明专利"
  award up to 50% of official_fees when invention_patent granted and domestic  # SG-1.1
    counting all other support  # SG-1.1
    convert at central_parity on fees_paid_on
    reading "no rate is fixed: the bureau sets the sum; the base is what was paid, with receipts" "未规定比例，金额由主管部门核定；以凭票据确认的实缴费用为基数"
    reading "fees paid in Hong Kong, Macao or Taiwan are converted as in article 2" "在港澳台缴纳的费用，按第2条折算"
  oblige lower_government to "pay nothing again for the same patent" "对同一专利不再重复资助"  # SG-1.2
    reading "the ban binds the lower payer; what it paid all the same is deducted from the ceiling" "不重复资助约束下级资助单位；其仍已资助的，从最高金额中扣除"

article 2 "Inventions abroad" "境外发明专利"
  group abroad "境外授权"
    award up to 50% of official_fees to enterprise when invention_patent granted and not domestic  # SG-2.1
      counting all other support  # SG-2.1
      convert at central_parity on fees_paid_on  # SG-2.3
      reading "abroad leaves out Hong Kong, Macao and Taiwan, which are in article 1" "境外不含港澳台，港澳台适用第1条"
      reading "fees by the schedule of the granting country, at the parity of the day of payment" "费用按授权国的收费标准，汇率按缴费当日的中间价"  # SG-2.3
    limit 3 country per family, earliest first  # SG-2.2
    reading "three countries over the life of the invention, earlier payments counted" "每项发明累计最多三个国家，以往已资助的计算在内"
  oblige lower_government to "pay nothing again for the same patent" "对同一专利不再重复资助"  # SG-2.4

article 3 "Geographical indications and regional brands" "地理标志与区域品牌"
  award 200000 once when geo_indication_product new  # SG-3.1
  award 100000 once when geo_indication_trademark new  # SG-3.2
  reading "one name that is a protected product and a mark is paid for both" "同一名称既是保护产品又是商标的，两项均予奖励"
  award 200000 once per product when mutual_recognition granted  # SG-3.3
    reading "once per product, though the text has neither `newly` nor `once`" "每个产品奖励一次，虽然原文没有“新”和“一次性”"
  award 10000 once when collective_trademark new and not geographical_indication  # SG-3.4
  award by level once when demonstration_zone listed  # SG-3.5
    national: 500000  # SG-3.5
    provincial: 300000  # SG-3.5
    reading "a zone listed by the province and later by the state is paid for each, and once by each" "先列入省级、后列入国家级的示范区，两级各奖励一次"

article 4 "Copyright" "版权"
  group registered_works "作品登记"
    if located_here  # SG-4.1
    award 200 to unit, person when copyright_work registered and provincial_body  # SG-4.1
    limit 100 works per unit per year  # SG-4.2
    limit 50 works per person per year  # SG-4.3
    reading "the year is that of the certificate; a joint work goes to the applicant named on it" "年度以登记证书为准；合作作品归证书载明的申请人"
  award by honour once when copyright_title recognised  # SG-4.4 SG-4.5 SG-4.6 SG-4.7 SG-4.8
    most_valuable_work: 20000  # SG-4.4
    national_park: 100000  # SG-4.5
    national_unit: 50000  # SG-4.6
    provincial_park: 50000  # SG-4.7
    provincial_unit: 20000  # SG-4.8
    reading "a provincial title and the national one after it are both paid; one title is paid once" "先获省级、后获国家级称号的，均予奖励；同一称号只奖励一次"

article 5 "High-value patents" "高价值专利"
  award 10000 once while invention_patent valid and filed_on more than 10 years ago  # SG-5.1
    reading "counted from filing; a patent already older on the first day of the policy is paid once" "年限自申请日起算；政策施行首日已超过年限的专利，奖励一次"
  group prizes "专利奖励"
    award by prize when patent_prize won and level is national  # SG-5.2 SG-5.3 SG-5.4
      as china_prize "中国专利奖"
      gold: 300000  # SG-5.2
      silver: 200000  # SG-5.3
      excellence: 100000  # SG-5.4
    award by prize when patent_prize won and level is provincial  # SG-5.3 SG-5.4 SG-5.5
      as provincial_prize "省专利奖"
      gold: 200000  # SG-5.3
      silver: 100000  # SG-5.4
      excellence: 50000  # SG-5.5
    pay each  # SG-5.2 SG-5.3 SG-5.4 SG-5.5
    reading "said once for a prize of the state and one of the province: `200000` for silver and gold, `100000` for excellence and silver" "国家级与省级奖项的金额合并表述：银奖与金奖均为`20万元`，优秀奖与银奖均为`10万元`"
    reading "the prizes of the state and of the province for one patent are both paid; co-owners name the one who is paid" "同一专利获国家级和省级奖的，均予奖励；共有专利由各专利权人指定一方领取"
  award 20000 to person when inventor_prize won  # SG-5.6
  award up to 500000 when cultivation_project selected and cluster is strategic_pillar, strategic_emerging  # SG-5.7

article 6 "Industrialisation" "转化实施"
  award up to 300000 when implementation_project selected and high_value  # SG-6.1

article 7 "Licences and assignments" "许可与转让"
  if located_here  # SG-7.0
  group contracts "许可转让"
    award by amount to enterprise when technology_contract recorded and put_to_use and not related_party  # SG-7.0 SG-7.1 SG-7.2 SG-7.3
      at least 5000000: 50000 once  # SG-7.1
      at least 1000000: 20000 once  # SG-7.2
      otherwise: 1% of amount  # SG-7.3
      source "500万元, 100万元: where a tier ends and the next one begins" "500万元、100万元为各档的分界"
      reading "tiers look at one contract, not at the sum of a year; 5,000,000 is in the first tier, 1,000,000 in the second" "分档以单份合同金额为准，不按年度合计；500万元归第一档，100万元归第二档"
      reading "any local enterprise, not small and medium ones alone; related parties as company law and accounting standards have it" "本地企业均可，不限于中小企业；关联方按公司法和会计准则认定"
    cap 50000 per enterprise per year  # SG-7.4
    reading "the cap covers all three tiers, not only the 1% tier" "最高金额对三档均适用，不只限于1%这一档"

article 8 "Finance" "知识产权金融"
  refers to "韶关市知识产权质押融资风险补偿资金管理试行办法" for pledge_loan drawn  # SG-8.1
  group pledge_interest "质押贴息"
    award 30% of interest_paid to enterprise when loan_interest paid and on_schedule and in_risk_pool  # SG-8.2
    cap 100000 per enterprise per year  # SG-8.3
    reading "on schedule: nothing overdue in the year; the cap of 10万 is meant in yuan" "按期还款指当年没有逾期；最高10万的单位是元"
  group insurance "保险费用"
    award 30% of premium to undertaking, agency
        when ip_insurance bought and right_kind is patent_right, trademark_right, gi_right, copyright  # SG-8.4
    cap 50000 per unit per year  # SG-8.5
  award 3% of issue_amount to enterprise when securitisation issued and own_asset_pool  # SG-8.6
    uncapped  # SG-8.6
    reading "the issuer is paid where several firms pool their assets" "多家企业集合资产发行的，奖励发行人"

article 9 "Information" "信息利用"
  award up to 200000 when soft_topic selected  # SG-9.1
  award 300000 when designated_review completed  # SG-9.2
    reading "the designation is an act of the city; the sum is fixed" "认定由市级作出，金额固定"

article 10 "Standards" "标准"
  refers to "韶府〔2019〕19号" for technical_standard adopted  # SG-10.1
    if undertaking  # SG-10.1

article 11 "Management" "管理与贯标"
  group titles "示范优势称号"
    award by title once to enterprise when ip_title new  # SG-11.1 SG-11.2 SG-11.3
      national_demonstration: 200000  # SG-11.1
      national_advantage: 100000  # SG-11.2
      provincial_demonstration: 80000  # SG-11.3
    pay highest per enterprise per year  # SG-11.4
    reading "the municipal title stands outside; titles of different years are paid in full" "市级称号不受此限；不同年度的称号均全额奖励"
  award 50000 once to enterprise when ip_title new and title is municipal_demonstration  # SG-11.5
    as municipal_title "市级称号"
  group certified "贯标认证"
    if has at least 1 invention_patent valid or at least 5 utility_patent granted
        or at least 8 software_copyright registered  # SG-11.8
    award 20000 once per undertaking to undertaking when the first initial_certification passed  # SG-11.6
      reading "an audit after a lapse is not the first" "证书失效后重新认证的，不是首次"
    award 10000 once per undertaking to undertaking when the first certification cycle_completed  # SG-11.7
      reading "the first payment is no condition of the second: who was certified before the policy may have the second alone" "获得第一次奖励不是第二次的条件：施行前已认证的，可只领第二次"
    source "GB/T29490-2013, GB/T33250-2016, GB/T33251-2016: firms, institutes, universities" "GB/T29490-2013、GB/T33250-2016、GB/T33251-2016分别适用于企业、科研组织和高等学校"
    reading "five utility models ever granted; the holdings are counted on the day of the event" "实用新型专利指累计授权5件；拥有量以事项发生当日为准"

article 12 "Counties" "县域"
  allocate 500000 per year to city while city_cultivation in_progress
      and title is national_demonstration, national_pilot  # SG-12.1
    reading "a public body is paid: a line of the budget, no claim; each cultivation has years of its own" "受款方为政府，属于预算安排，不是申请；每次培育各自计算年度"
  group counties "县区试点示范"
    award by title once to county when county_title approved  # SG-12.2 SG-12.3
      national_demonstration: 200000  # SG-12.2
      national_pilot: 100000  # SG-12.3
    oblige county to match at least 100% of award  # SG-12.4
    reading "pilot, then demonstration: both are paid; a missing match does not reduce the award" "先试点、后示范的，均予奖励；未配套不减少奖励"

article 13 "Parks" "园区"
  award by title once to park when park_title approved  # SG-13.1 SG-13.2
    national_demonstration: 200000  # SG-13.1
    national_pilot: 100000  # SG-13.2
  oblige park to match at least 100% of award  # SG-13.3
    reading "a missing match does not reduce the award" "未配套不减少奖励"

article 14 "Service agencies" "服务机构"
  award 100000 once to agency while agency branded and located_here and in_business at least 1 year  # SG-14.1
    reading "a national brand, registration here and one year as an agency, all three; a review body must act as an agency too" "国家级品牌、在本市注册、开展代理满一年，三项须同时具备；评审机构也须开展代理"
  award up to 300000 to agency when service_project selected  # SG-14.2

article 15 "Public services" "公共服务"
  award up to 100000 once when guidance_station selected and newly_built  # SG-15.1

article 16 "Reports of infringement" "侵权举报"
  refers to "广东省举报侵犯知识产权和制售假冒伪劣商品违法行为奖励办法" for infringement_report received and clue_unknown
      and evidence_given and inquiry_assisted  # SG-16.1

article 17 "Enforcement and courts" "执法与司法" informative
article 18 "Self-government and good faith" "自律与诚信" informative
article 19 "Fast and equal protection" "快速与同等保护" informative
article 20 "Legal aid" "法律援助" informative

article 21 "Talent" "人才"
  source "the whole of the exam fee" "考试费全额"
  award exam_fee to person when agent_exam passed  # SG-21.1
    if works_here or runs_business_here or studies_here  # SG-21.1
    uncapped
    reading "the sitting that was passed, not the earlier ones" "以通过的那次考试为准，不含此前各次"
  award 5000 once per person to person while attorney_certificate held
      and serving_here_since at least 2 years ago  # SG-21.2
    reading "both years in the city; they may have begun before the policy" "两年均须在本市；可以从施行之前起算"
  refers to "韶关市紧缺适用人才目录" for talent_listing entered  # SG-21.3

article 22 "Training" "培训" informative
article 23 "Organisation" "组织领导" informative
article 24 "Assessment" "考核" informative

article 25 "Funding" "经费保障"
  oblige city to "provide the special fund" "安排专项资金"  # SG-25.1
  oblige county to "draw up support of its own on this model" "参照制定本级扶持措施"  # SG-25.1
  reading "no yearly budget limits the awards: nothing is cut pro rata" "奖励不受年度预算总额限制，不按比例核减"

article 26 "Bounds" "数额界限" defines "以上, 最高, 不低于 and 不超过 include the number; 超过 and 以下 do not" "以上、最高、不低于、不超过含本数；超过、以下不含本数"  # SG-26.1
article 27 "Rules to come" "实施细则"
  refers to "实施细则（待制定）" for policy  # SG-27.1
article 28 "Validity" "有效期" in header  # SG-28.1
