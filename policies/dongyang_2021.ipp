# Dongyang, 关于全面加强知识产权工作的实施意见（意见征求稿）, sent out for comment and never in force. The mark at the end
# of a line names the provision that the line encodes: DY-6.2 is the second provision of article 6. Article 0 stands for
# the goals before the first article.

policy dongyang_2021 "Dongyang: opinions on strengthening IP work, draft for comment" "东阳市加强知识产权工作意见（征求意见稿）"
  document "关于全面加强知识产权工作的实施意见（意见征求稿）"
  status draft
  effective from 2021-01-01  # DY-21.2
  level county_level
  currency CNY
  round half up to 0.01
  use ip
  same matter is item  # DY-21.3
  same matter of patent_prize is patent  # DY-21.3
  same matter of brand_base is base  # DY-21.4
  same matter of protection_market is market  # DY-21.4
  same matter of ip_title is applicant  # DY-21.4
  same matter of brand_title is applicant  # DY-21.4
  same matter of certification is applicant  # DY-21.3
  same matter of agency_registration is applicant  # DY-21.3
  reading "a draft for comment: what it would pay had it come into force as it stands; no day ends it" "本件为征求意见稿：按其照原样施行计算；没有终止日期"  # DY-21.2

article 0 "Goals" "工作目标"
  target "valid invention patents of the city" "全市有效发明专利量" 2500 by 2023  # DY-0
  target "PCT filings" "PCT申请量" 100 by 2023  # DY-0
  target "registered marks of the city" "全市注册商标量" 40000 by 2023  # DY-0
  target "marks registered abroad" "境外注册商标量" 400 by 2023  # DY-0
  target "yuan of pledge loans a year" "年度质押融资金额（元）" 1000000000 by 2023  # DY-0
  source "2025年: by when the system is to be complete" "2025年是体系建成的时间"
  reading "goals of the city, which give nobody a claim" "属于全市目标，任何人不据此取得申请权利"  # DY-0

article 1 "Demonstration enterprises" "示范企业"
  award up to cost to enterprise when certification passed and standard is gbt29490  # DY-1.1
    as certified "贯标认证"
    reading "no rate is given: the actual cost is an upper bound until the rules of article 24 exist" "未规定比例：第24条的细则出台前，以实际费用为上限"
    reading "each audit has a cost of its own: neither `once` nor a ladder" "每次审核各有费用，既非一次性，也不适用晋级"
  source "according to what the certificate really cost" "按认证实际发生的费用"
  source "GB/T29490-2013"
  award by title once to enterprise when ip_title new  # DY-1.2 DY-1.3 DY-1.4 DY-1.5
    national_demonstration: 500000  # DY-1.2
    national_advantage: 300000  # DY-1.3
    provincial_demonstration: 200000  # DY-1.4
    municipal_demonstration: 50000  # DY-1.5
    reading "one ladder of four rungs, two of them national; the province is Zhejiang, the municipality Jinhua" "同一序列共四级，其中两级为国家级；省级指浙江，市级指金华"
  award by brand once to enterprise when brand_title new  # DY-1.6 DY-1.7 DY-1.8
    national_brand: 500000  # DY-1.6
    provincial_brand: 200000  # DY-1.7
    municipal_brand: 50000  # DY-1.8
    reading "a ladder of its own, beside that of the titles for IP" "自成序列，与知识产权称号并行"

article 2 "Patent quality" "专利提质"
  award 100000 once when navigation_project accepted and level is provincial  # DY-2.1
    reading "of the province alone, whether it gives early warning or navigates; whoever undertook it is paid" "仅指省级项目，预警、导航均可；奖励承担单位"
  award 100000 once when ip_alliance recorded and level at least provincial  # DY-2.2
    reading "the alliance is paid, or who leads it" "奖励联盟或其牵头单位"
  award 100000 once when patent_platform accepted and level at least provincial  # DY-2.3
  reading "fixed sums, not a share of the provincial money; each project, alliance and platform is paid once" "金额固定，不按省级资金的比例；每个项目、联盟和平台奖励一次"  # DY-2.1 DY-2.2 DY-2.3

article 3 "Creation" "专利创造"
  award up to 50% of official_fees when invention_patent granted  # DY-3.1
    convert at central_parity on fees_paid_on
    reading "whoever owns the patent, and in whichever country it was granted; the fees that were paid for the grant" "不论专利权人是谁、在哪国授权；以为授权缴纳的费用为准"
    reading "fees in another currency at the parity of the day of payment" "外币费用按缴费当日的中间价折算"
  award by right once to enterprise when patent granted and domestic  # DY-3.2 DY-3.3
    invention: 4000  # DY-3.2
    utility_model, design: 400  # DY-3.3
    if main_industry is wood_carving, construction  # DY-3.2 DY-3.3
    reading "the industry is that of the firm's main business; Hong Kong, Macao and Taiwan are domestic, for all three rights" "产业以企业主营业务为准；三种专利均以港澳台为国内"
  no repeat per matter  # DY-3.2 DY-21.3
  reading "both sentences for one patent are the same matter: the higher is paid" "同一专利符合两句的属于同一事项，就高奖励"  # DY-3.2

article 4 "High-value patents" "高价值专利"
  group portfolios "专利组合"
    award 100000 once to enterprise when patent_portfolio formed and new_inventions at least 10  # DY-4.1 DY-21.3
      reading "two calendar years, the second that of the claim; a patent is in one portfolio only" "指两个自然年度，第二年为申报当年；一件专利只能属于一个组合"
      reading "a portfolio is one matter, and is paid once, though it is formed anew with later inventions" "一个组合为一个事项，只奖励一次，即使以后以新的发明重新组成"  # DY-21.3
      reading "a portfolio of which the cap of a year left nothing has had its turn; by the other reading it was never rewarded, and is paid when it is formed anew" "因当年最高金额而未得的专利组合也视为已用；另一种理解是从未奖励过，重新组成时给予奖励"  # DY-21.3
      source "两年"
    cap 300000 per enterprise per year  # DY-4.2
    reading "the cap stands before the milestones and does not cover them" "最高金额写在年限奖励之前，不约束年限奖励"  # DY-4.2
  award 5000 once while invention_patent valid and filed_on at least 10 years ago
      and filed_on less than 15 years ago  # DY-4.3
    as ten_years "满十年"
  award 8000 once while invention_patent valid and filed_on at least 15 years ago  # DY-4.4
    as fifteen_years "满十五年"
  reading "two milestones, each paid once; a patent first seen at `15 years` or more is paid the second alone" "两个年限各奖励一次；首次申报时已满`15年`的，只奖励第二项"  # DY-4.3 DY-4.4
  reading "the years of a patent are counted from its filing, as its term is; 以上 belongs to both figures" "专利年限与保护期一样自申请日起算；“以上”对两个数均适用"  # DY-4.3 DY-4.4

article 5 "Marks and brands" "商标与品牌"
  award 1200000 once when well_known_mark new  # DY-5.1
    less already paid for judicial_well_known_mark of the same mark  # DY-5.2
    reading "where more was paid for the court's recognition, nothing is due, and nothing is given back" "司法认定已奖励金额更高的，不再奖励，也不退回"  # DY-5.2
    reading "what was already paid is what the city paid, under whichever document or programme" "已奖励部分指本市已奖励的金额，不论按哪个文件或项目"  # DY-5.2
  group abroad "境外商标"
    group madrid "马德里注册"
      award registration_fee once to unit when foreign_mark registered and route is madrid  # DY-5.3
        as madrid_mark "马德里商标"
      source "the registration fees, no agency fees" "指注册费，不含代理费"
      cap 30000 per unit  # DY-5.3
      reading "no rate is given: the whole official fee; the cap lasts as long as the policy" "未规定比例，按官费全额；最高金额在政策有效期内累计"  # DY-5.3
    group regional "地区注册"
      award 8000 once to unit when foreign_mark registered and route is regional_office  # DY-5.4
        as regional_mark "地区商标"
      cap 10000 per unit  # DY-5.4
      reading "per mark and region; the list of regional offices is open; the cap lasts as long as the policy" "按每件商标、每个地区；地区机构的列举未穷尽；最高金额在政策有效期内累计"  # DY-5.4
    group countries "单一国家注册"
      award 2000 once to unit when foreign_mark registered and route is single_country  # DY-5.5
        as country_mark "单一国家商标"
        source "一个, each country" "一个指每个国家"
      cap 10000 per unit  # DY-5.5
      reading "per mark and country, under a cap of its own beside that of the regions" "按每件商标、每个国家，最高金额与地区的分别计算"  # DY-5.5
    no repeat per matter  # DY-21.3
    reading "one mark in one territory is one matter, by whichever route; it has had its turn also where a cap left nothing of it" "同一商标在同一地域为一个事项，不论注册途径；因最高金额而未得的也视为已用"  # DY-21.3
  award 200000 once per unit to unit when the first geo_indication_trademark registered  # DY-5.6
    as gi_mark "地理标志证明商标"
    reading "the first that the unit ever registered, and one sum for the unit" "指该单位有史以来首件，每个单位一次"
  award by level once when brand_base new  # DY-5.7 DY-5.8
    national: 300000  # DY-5.7
    provincial: 100000  # DY-5.8
  award 100000 to unit when guidance_station new  # DY-5.9
    as brand_station "品牌指导站"

article 6 "Finance" "知识产权金融"
  group pledge_interest "质押贴息"
    award 50% of interest on pledged_principal at lpr_1y in month of drawn_on from drawn_on
        to repaid_on last 1 year to enterprise
        when pledge_loan repaid and on_schedule and right_kind is patent_right, trademark_right  # DY-6.1
      reading "the benchmark rate is now the LPR of one year, of the month of the loan, whatever rate was agreed" "基准利率现为放款当月的一年期LPR，不论约定利率"
      reading "the interest of `1 year`, the last before repayment; a plain loan is pledged in full" "指还清前最后`1年`的利息；未作区分的贷款视为全部质押"
    none when pledged_principal cannot be determined  # DY-6.3
    limit 1 year per pledged_right  # DY-6.4
      reading "one right that was used in another year blocks the whole loan: no share of a loan is stated for each right" "有一项权利在其他年度用过的，整笔贷款不予贴息：贷款不按权利分别填写"
      reading "a right is used in the year of its loan, also where the sum of that year is full and leaves the loan nothing" "权利在贷款当年即视为用过，即使当年额度已满、该贷款未得"
    cap 300000 per enterprise per right_kind per year  # DY-6.2
  group insurance "保险费用"
    award 50% of premium to enterprise when ip_insurance bought and right_kind is patent_right  # DY-6.5
    cap 100000 per enterprise per year  # DY-6.6

article 7 "Industrialisation" "转化实施"
  award 20000 plus 10000 for each full 5000000 of sales above 5000000 at most 100000 once to enterprise
      when industrialisation new and core and patent_in_force and sales at least 5000000  # DY-7.1 DY-7.2 DY-7.3
    reading "whole steps only; claimed once, for one year that the firm chooses: later growth brings nothing" "只计整档；由企业选定一个年度申报一次，以后增长不再奖励"
    reading "`5000000` is the threshold as well as what is counted above it" "`500万元`既是门槛，也是超出部分的起算点"
  limit 1 patent per product, as chosen  # DY-7.4
  cap 300000 per enterprise per year  # DY-7.5

article 8 "Patent prizes" "专利奖"
  award by prize when patent_prize won and level is national  # DY-8.1 DY-8.2 DY-8.3
    as china_prize "中国专利奖"
    gold: 1000000  # DY-8.1
    silver: 600000  # DY-8.2
    excellence: 300000  # DY-8.3
  award by prize when patent_prize won and level is provincial  # DY-8.4 DY-8.5
    as zhejiang_prize "浙江省专利奖"
    gold: 300000  # DY-8.4
    excellence: 200000  # DY-8.5
  reading "prizes for designs are included, at the same sums; a prize shared with others is paid to the one who claims it" "含外观设计奖，金额相同；与他人共同获奖的，奖励申报人"  # DY-8.1 DY-8.2 DY-8.3 DY-8.4 DY-8.5

article 9 "Protection" "保护"
  award 300 once to person when mediation settled and not official_mediator  # DY-9.1

article 10 "Key industries" "重点产业" informative

article 11 "Markets" "市场"
  award by level once when protection_market new  # DY-11.1 DY-11.2
    national: 200000  # DY-11.1
    provincial: 100000  # DY-11.2

article 12 "Enforcement aid" "维权援助"
  award by court to enterprise when lawsuit won  # DY-12.1 DY-12.2 DY-12.3
    home_court: 20% of awarded_sum at most 50000  # DY-12.1
    us_japan_eu_court: 50% of agency_fee at most 300000  # DY-12.2
    other_court: 50% of agency_fee at most 150000  # DY-12.3
    reading "per case, as claimant or as defendant, by final judgment; the sum that was awarded, not what was recovered" "按每个案件，原告、被告均可，以生效判决为准；按判决金额，不按执行到位金额"
    reading "`50%` is said once for both courts abroad" "`50%`对境外两类诉讼只表述一次"
  no repeat per matter  # DY-21.3

article 13 "One-stop reform" "一站式改革" informative

article 14 "Service agencies" "服务机构"
  award 50000 once to patent_agency while agency_registration active and set_up_on at least 1 year ago  # DY-14.1
    if located_here and in_business at least 1 year  # DY-14.1
    if has at least 50 local_case granted  # DY-14.1
    if has at least 10 local_invention_case granted  # DY-14.1
    reading "set up in the city and in business, each for `1 year`: who moved away, or opened its doors later, is not paid yet" "在本市设立和营业均须满`1年`：已迁出或营业较晚的，暂不奖励"
    reading "all grants that the agency ever obtained for the city, as the text names no day from which to count; the inventions are among the 50" "未写起算日，按机构历来代理本市的全部授权计算；发明包含在50件之内"

article 15 "Talent" "人才" informative
article 16 "Organisation" "组织领导" informative

article 17 "Funding" "经费保障"
  oblige city to "set up a special fund" "设立专项资金"  # DY-17.1

article 18 "Publicity" "宣传" informative
article 19 "Assessment" "考核" informative

article 20 "Who is an enterprise" "企业范围"
  here enterprise means located_here and legal_person and sound_books and operating  # DY-20.1
  reading "on the day of the event; it holds where the text says enterprise: units and persons are not narrowed" "以事项发生当日为准；仅适用于原文写企业之处，不限缩单位和个人"  # DY-20.1

article 21 "Nothing twice, and promotion" "不重复与晋级"
  reading "the principle of the maximum is a heading: it makes no figure a ceiling" "最高原则只是标题，不使任何金额成为上限"  # DY-21.1
  over policy
    pay highest with older documents per matter  # DY-21.5
    no repeat per matter per level  # DY-21.3
      except article 2, article 11  # DY-21.3
    top up per matter  # DY-21.4
      except article 3, article 4, article 6, article 12, abroad, certified  # DY-3.2 DY-4.4
    reading "the level is that of the title or prize, not of the government that pays" "级别指称号或奖项的级别，不是奖励政府的级别"  # DY-21.3
    reading "a payment for the same level ends a claim whatever its year, also a later one; by the other reading payments up to the year of the claim count alone" "同一级别已兑现的，不论年度均不再奖励，晚于申报年度的也计入；另一种理解是只计入截至申报年度的"  # DY-21.3
    reading "articles 2 and 11 are spared from that ban alone: there too, a promotion pays the difference" "第2条、第11条仅不受该项限制；晋级仍补足差额"  # DY-21.3
    reading "grant aid, the milestones of a patent, the audits of a firm, interest and yearly premiums are no rungs of one ladder" "授权资助、专利年限、企业认证、贴息和年度保费不属于同一晋级序列"  # DY-21.4
    reading "the difference is to what was granted for the matter at other levels and paid by others up to that year, whether paid out or still carried" "差额按同一事项此前已准予的金额计算：本文件在其他级别已准予的，以及其他来源截至当年已兑现的，相加计算，不论已兑现还是仍在结转"  # DY-21.4
  refers to "东阳市工业企业亩产效益评价办法" for output_rating  # DY-21.6
    reading "how the rating acts on the sums is not said: as they stand, until the drafter says" "未写明评价如何影响金额：在起草单位说明之前按原金额"

article 22 "Ceiling" "总额上限"
  over policy
    cap local_contribution per enterprise per year  # DY-22.1
      except article 3, gi_mark, brand_station  # DY-22.1
      carry forward 2 years  # DY-22.2
      reading "a ceiling of enterprises alone: other units and persons contribute nothing that could bound them" "上限只适用于企业；其他单位和个人没有可作上限的贡献"  # DY-22.1
    source "三项: those that are spared" "三项指除外的各项"
    reading "grant aid is all of article 3" "授权资助指第3条全部"  # DY-22.1
    reading "oldest first; the ceiling of a later year holds for carried and new sums together; then it is lost" "先结转的先兑现；以后年度的上限对结转和新增合并适用；逾期作废"  # DY-22.2

article 23 "Disqualification" "取消资格"
  over policy
    suspend unit for the year when sanction opened and level at least municipal  # DY-23.1
    reading "the sentence begins with enterprises and ends with units: whoever is one; persons are not meant" "该句以企业开头、以单位结尾：凡属其一的均适用，不含个人"  # DY-23.1
    reading "the year in which the case is opened, whatever its end; carried money rests and keeps its term" "以立案当年为准，不论结果；结转金额暂停兑现，期限不变"  # DY-23.1

article 24 "Rules to come" "实施细则"
  refers to "实施细则（待制定）" for policy  # DY-24.1
