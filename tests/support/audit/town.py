"""The policy of an invented town and its official text, with every form of figure that official texts use."""

TEXT = """﻿镇政发〔2022〕８号

           某镇人民政府关于促进知识产权工作的若干措施

各村、各单位：
  为落实县政发〔2020〕13号和国家知识产权局令第七十五号，制定本措施。

                       二〇二二年一月十日

一、工作目标

第一条 到2025年，有效商标达到1,200件以上，专利密度达 36.5 件，质押金额超过2亿元，打造“三个一”工程和“1+2+3”体系。

二、主要措施

第（二）条 对新认定的地理标志产品，每个给予一次性奖励２０ 万元；对新核准的地理标志商标，每件奖励十万元。
同一单位累计不超过三十万元。

第三条 对获国家级、省级示范区的，分别给予50万元、30万元；合同金额100—500万元的一次性补助2万元，500万元以上（含500万
元）的一次性补助5万元，100万元以下的按1％予以补助，每家企业每年最高
10万元。

第四条 对发明专利按官费的百分之五十补助，最高0.5万元/件，最多3个国家；维持满10年、15年以上的，分别资助5000、8000元。

第五条 对比上年增加30件至49件的资助2万元，增加50件以上的资助5万元，但发明占20%以上；前两名分别奖励30,000元、20000元。

第六条 年营业收入达到500万元的，奖励2万元，每增加500万元再奖励1万元，最高不超过10万元。
（1）贷款按还款当年1月份市场利率的百分之三十贴息，最长不超过1年，每年每家最多20万；
（2）每年评选2～5个项目，每个不超过1,000元，半年内付清。

第七条 报名费全额资助；拥有1件（含）以上发明专利或者5件以上实用新型的企业，通过GB/T 29490-2013认证，补助五千元。
自2022年起，在本镇服务两年以上的，奖励3000元。对获批示范的县，资助15万元，县里应按不低于1:1的比例配套；镇每年安排经费八十万元。

第八条 年度奖励以贡献额为限，余额可在后两年内兑现；调解员每调解成功一件补助300元。

第九条 本措施自印发之日起施行，至2024年12月31日止，2021年10月1日起的事项可参照执行。
原镇政发〔2015〕5号同时废止，2021年度的事项按其执行。

    （此件主动公开）
2022年1月12日印发
"""

PAGE = """policy town_2022 "Town"
  document "镇政发〔2022〕8号"
  issued 2022-01-10
  effective 2022-01-10 to 2024-12-31 by discretion from 2021-10-01
  currency CNY
  round half up to 0.01
  use ip
  replaces "镇政发〔2015〕5号"
  source "县政发〔2020〕13号 and 令第75号, on which it is based; printed on 2022年1月12日"

article 1 "Goals"
  target "marks" 1200 by 2025
  target "density of patents" 36.5 by 2025
  target "pledged" 200000000元 by 2025

article 2 "Indications"
  award 200000 once when geo_indication_product new
  award 100000 once when geo_indication_trademark new
  cap 300000 per unit

article 3 "Zones and contracts"
  award by level when demonstration_zone listed
    national: 500000
    provincial: 300000
  group contracts
    award by amount to enterprise when technology_contract recorded
      at least 5000000: 50000 once
      at least 1000000: 20000 once
      otherwise: 1% of amount
    cap 100000 per enterprise per year
    source "500万元, 100万元: where a tier ends and the next begins"

article 4 "Inventions"
  group grants
    award 50% of official_fees at most 5000 when invention_patent granted
    limit 3 country per family, earliest first
  award 5000 once while invention_patent valid and filed_on at least 10 years ago
      and filed_on less than 15 years ago
    as ten_years
    reading "`15 years`: a patent of that age is paid the larger sum alone"
  award 8000 once while invention_patent valid and filed_on at least 15 years ago
    as fifteen_years

article 5 "Growth"
  award by increase of filings over last year to enterprise each year
    at least 50: 50000
    between 30 and 49: 20000
    if invention_filings at least 20% of filings
  award by rank of works_registered per year among enterprise, person
    1: 30000
    2: 20000
    ties share the rank

article 6 "Industry"
  award 20000 plus 10000 for each full 5000000 of sales above 5000000 at most 100000 once to enterprise
      when industrialisation new and sales at least 5000000
    reading "`5000000` is said once for the threshold and for what is above it"
    source "半年: when it is paid"
  group interest
    award 30% of interest on principal at lpr_1y in January of repaid_on from drawn_on to repaid_on last 1 year
        when pledge_loan repaid
    cap 200000 per enterprise per year
  group projects
    award up to 1000 when navigation_project selected
    quota 2 to 5 navigation_projects per year

article 7 "Firms and people"
  source "the whole of the exam fee"
  award exam_fee to person when agent_exam passed
  group certified
    if has at least 1 invention_patent valid or at least 5 utility_patent granted
    award 5000 once per undertaking to undertaking when the first certification passed
    source "GB/T 29490-2013"
  award 3000 once to person from 2022-01-01 while attorney_certificate held
      and serving_here_since at least 2 years ago
  group counties
    award 150000 once to county when county_title approved
    oblige county to match at least 100% of award
  allocate 800000 per year to city while city_cultivation in_progress

article 8 "Ceiling"
  over policy
    cap local_contribution per enterprise per year
      carry forward 2 years
  award 300 for each mediation to person when mediation settled
  source "一件"

article 9 "Term" in header
  refers to "镇政发〔2015〕5号" instead of articles 1 to 8 for records of 2021
  reading "`〔2015〕5号` is named once for what it replaces and for what it still decides"
"""
