# Qingyuan, 清府办〔2018〕27号. The mark at the end of a line names the provision that the line encodes:
# QY-2.4 is the provision of article 2 that comes after 2.3.

policy qingyuan_2018 "Qingyuan: measures to advance patent work" "清远市促进专利工作办法"
  document "清府办〔2018〕27号"
  issued 2018-07-04
  effective 2018-07-04 to 2020-12-31 by discretion from 2018-01-01  # QY-22.1 QY-22.2
  replaces "清府办〔2015〕53号"  # QY-22.3
  currency CNY
  round half up to 0.01
  use ip
  source "粤知规〔2015〕47号 of 5 offices of the province and 清发〔2015〕2号, on which it is based" "制定依据为省5部门的粤知规〔2015〕47号和清发〔2015〕2号"
  source "2018-07-05: the day of printing" "2018年7月5日为印发日期"
  reading "in force from the day of signing, not of printing" "自签发之日起施行，不是印发之日"  # QY-22.1
  reading "an event of 2018 before that day may be treated alike: the bureau may pay, up to the sum" "2018年在此之前的事项可参照执行：主管部门可在规定金额内奖励"  # QY-22.2
  reading "such an event is looked at under this document alone, and once: the older one ended with its beginning" "这类事项只按本文件处理一次；以往文件自本文件施行时废止"  # QY-22.3

article 1 "New agencies" "新设代理机构"
  if located_here  # QY-1.1 QY-1.2
  award by form once to patent_agency when agency_registration new  # QY-1.1 QY-1.2
    corporate: 80000  # QY-1.1
    branch_office: 20000  # QY-1.2
    reading "every branch of one agency is paid" "同一机构的各分支机构均予奖励"
  refers to "清府办〔2013〕66号" for agency_registration new  # QY-1.3
    if patent_agency and small_or_micro  # QY-1.3

article 2 "The work of agencies" "代理业务"
  if located_here  # QY-2.0
  group grants "授权代理"
    award by right to patent_agency when agency_case granted and local_address and compliant  # QY-2.0 QY-2.1 QY-2.2 QY-2.3
      invention: 500  # QY-2.1
      utility_model: 200  # QY-2.2
      design: 100  # QY-2.3
    cap 50000 per patent_agency per year  # QY-2.4
    cap 50000 per head_office per year across applicants  # QY-2.4
    reading "an agency and its branches fill one cap; whose `head_office` is none fills `50,000` alone" "机构与其分支机构合用一个最高金额；没有`总机构`的单独适用`5万元`"
    source "第75号令: the order on filings that `compliant` asks for" "第75号令是关于规范申请行为的规定"
  group growth "代理增长"
    award by (increase of cases_handled over last year, otherwise 0) to patent_agency each year  # QY-2.5 QY-2.6 QY-2.7
      between 100 and 199: 20000  # QY-2.5
      between 200 and 299: 50000  # QY-2.6
      at least 300: 100000  # QY-2.7
      if invention_cases at least 20% of cases_handled  # QY-2.5 QY-2.6 QY-2.7
      reading "the share is that of this year's cases, not of the increase; the highest tier includes its border" "比例按当年案件计算，不按增量；最高一档含本数"
      reading "paid once for the result of a year, and outside the cap on grants; a new agency counts from zero" "按年度结果奖励一次，不计入授权资助的最高金额；新设机构从零计算"
      source "20% and 20%: the share is said again at each tier" "20%在各档重复写明"
      reading "the cases counted are those for which grants are paid: of an address here, and compliant" "计入的是可获授权资助的案件：地址在本市且申请规范"

article 3 "Training" "培训" informative

article 4 "Talent" "人才"
  award up to exam_fee to person when agent_exam passed  # QY-4.1
    if resident_here or works_here or runs_business_here or studies_here  # QY-4.1
    reading "the fund may pay the fee, and may pay all of it; the sitting that was passed, not the earlier ones" "可由资金支付考试费，最高可全额；以通过的那次考试为准，不含此前各次"
  source "the whole of the fee" "费用全额"
  refers to "清远市紧缺适用人才导向目录" for talent_listing entered  # QY-4.2

article 5 "From zero" "消除零专利"
  if located_here  # QY-5.1 QY-5.2 QY-5.3 QY-5.4
  award by right once per enterprise to enterprise when the first patent filed  # QY-5.1 QY-5.2 QY-5.3
    invention: up to agency_fee at most 5000  # QY-5.1
    utility_model: up to agency_fee at most 2000  # QY-5.2
    design: up to agency_fee at most 1000  # QY-5.3
    reading "one patent per enterprise, not one per type; the fee for its application, whatever came of it" "每家企业一件，不是每种一件；按申请费资助，不论结果"
  award 1000 once per enterprise to enterprise when the first invention_patent granted  # QY-5.4
    reading "the first invention granted need not be the first patent filed; paid beside the other sums of articles 5 and 18" "首件授权发明不必是首件申请；与第5条、第18条的其他金额并行"

article 6 "More filings" "申请增长"
  award by (increase of filings over last year, otherwise 0) to enterprise each year  # QY-6.1 QY-6.2 QY-6.3
    at least 80: 100000  # QY-6.3
    at least 50: 50000  # QY-6.2
    at least 30: 20000  # QY-6.1
    if invention_filings at least 20% of filings  # QY-6.1 QY-6.2 QY-6.3
    reading "the share is that of this year's filings, not of the increase" "比例按当年申请量计算，不按增量"
    reading "of the tiers that are met the highest alone is paid" "符合多档的，只按最高一档"
    source "20% and 20%: the share is said again at each tier" "20%在各档重复写明"

article 7 "Titles" "称号"
  award by title once to enterprise when ip_title new  # QY-7.1 QY-7.2 QY-7.3 QY-7.4 QY-7.5
    national_demonstration: 200000  # QY-7.1
    national_advantage, provincial_demonstration: 150000  # QY-7.2 QY-7.3
    provincial_advantage: 100000  # QY-7.4
    municipal_advantage: 80000  # QY-7.5
    reading "each title is an event of its own: who wins two in a year is paid for both" "每个称号各为一个事项，一年获两个的均予奖励"
  pay each  # QY-7.1 QY-7.2 QY-7.3 QY-7.4 QY-7.5

article 8 "The implementation plan" "实施计划"
  refers to "专利促进项目资助细则（待制定）" for implementation_project  # QY-8.1

article 9 "Management" "贯标管理"
  award up to 100000 once per enterprise to enterprise when certification passed and standard is gbt29490  # QY-9.1
    if has at least 1 patent valid  # QY-9.1
    if filings at least 5  # QY-9.1
    reading "filings of the year of the certificate; paid once, for whichever audit it is claimed" "以取证当年的申请量为准；只奖励一次，不论按哪次审核申报"
    source "GB/T 29490-2013"

article 10 "Reward of inventors" "发明人奖酬" informative

article 11 "Patents and standards" "专利与标准"
  if located_here  # QY-11.1 QY-11.2
  award by reached once to enterprise when technical_standard adopted and from_invention  # QY-11.1 QY-11.2
    local_standard, industry_standard: 100000  # QY-11.1
    national_standard, international_standard: 200000  # QY-11.2
    reading "per patent and standard; a later rise to a higher level is paid in full" "按每件专利和每项标准；以后升为更高级别的全额奖励"
    reading "an invention of the city is one of an enterprise here" "本市发明指本市企业的发明"

article 12 "Insurance" "保险"
  group insurance "保险费用"
    award 30% of premium to unit when ip_insurance bought and right_kind is patent_right  # QY-12.1
    cap 10000 per unit per year  # QY-12.2
  refers to "专利保险补贴办法（待制定）" for ip_insurance bought and right_kind is patent_right  # QY-12.3
    reading "the figures of the article hold, until that method exists and beside it" "本条金额在该办法出台之前和之后均适用"

article 13 "Pledge loans" "质押融资"
  refers to "专利质押融资贷款扶持办法（待制定）" for pledge_loan drawn and right_kind is patent_right  # QY-13.1

article 14 "Awareness" "意识提升" informative
article 15 "Guidance" "指导服务" informative
article 16 "Enforcement" "执法" informative
article 17 "The service system" "服务体系" informative

article 18 "Filing and grant" "申请与授权"
  if located_here  # QY-18.1 QY-18.2 QY-18.3 QY-18.4
  award 3000 to unit, person when invention_patent in_examination and domestic  # QY-18.1
    reading "paid for an application that is examined, whatever comes of it" "进入实质审查的申请即予资助，不论结果"
  award by right to unit, person when patent granted  # QY-18.2 QY-18.3
    utility_model: 1000  # QY-18.2
    design: 300  # QY-18.3
    reading "the word `domestic` stands at inventions only" "“国内”一词只用于发明"
  award fee to unit, person when annual_fee paid and domestic_invention and years_after_grant less than 3  # QY-18.4
    uncapped  # QY-18.4
    reading "the year of grant is the first of the three: years after it `less than 3`" "授权当年为三年中的第一年：其后年数`低于3`"
    reading "the sum that was paid, after any reduction" "减缴之后的实缴金额"
    source "三年: from the year of grant on" "三年自授权当年起算"

article 19 "Funding" "经费保障"
  oblige city to "provide the special fund under these measures" "按本办法安排专项资金"  # QY-19.1
  oblige county to "secure the money for patent work" "保障专利工作经费"  # QY-19.1

article 20 "Science money" "科技经费"
  oblige unit to "spend a part of the city's science money on patent work" "将部分市级科技经费用于专利工作"  # QY-20.1
    if city_science_money more than 0  # QY-20.1
    reading "how large a part is not said: a duty, and no sum" "未写明多大部分：属于义务，没有金额"

article 21 "Detailed rules" "实施细则"
  refers to "专利促进项目资助细则（待制定）" for policy  # QY-21.1

article 22 "Closing paragraph" "附则" in header  # QY-22.1 QY-22.2 QY-22.3
  reading "it has no number in the text" "原文没有条号"
  reading "the measures are to be evaluated and revised when they end, and do not go on of themselves" "期满后评估修订，不自动延续"  # QY-22.4
