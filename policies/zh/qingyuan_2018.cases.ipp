# Cases of qingyuan_2018. Every figure was worked out by hand from the document and the recorded readings.
# The day before and after each border, each side of each threshold, and each rule once binding and once not.

案例集 qingyuan_2018

# ---- the window: 2018-07-04 to 2020-12-31; at the bureau's discretion from 2018-01-01

案例 "an event on the last day before 2018 is outside"
  已知 代理机构：在本市
    机构设立 R：机构形式 法人机构，设立日 2017年12月31日
  应得 R（1.agency_registration.new） 不在有效期内
  应得 合计 0元
  应得 合计 介于 0元 至 0元

案例 "from the first day of 2018 the bureau may pay, up to the sum"
  已知 代理机构：在本市
    机构设立 R：机构形式 法人机构，设立日 2018年1月1日
  应得 R（1.agency_registration.new） 待核定
  应得 合计 0元
  应得 合计 介于 0元 至 8万元

案例 "what the bureau set for an early event is paid"
  已知 代理机构：在本市
    机构设立 R：机构形式 法人机构，设立日 2018年1月1日
  已知 核定 1.agency_registration.new R 6万元
  应得 2018年 R（1.agency_registration.new） 6万元
  应得 合计 介于 6万元 至 6万元

案例 "an early event is not paid above the sum of the article"
  已知 代理机构：在本市
    机构设立 R：机构形式 法人机构，设立日 2018年3月1日
  已知 核定 1.agency_registration.new R 80001元
  应得 R（1.agency_registration.new） 8万元

案例 "the day before the signing is at discretion still"
  已知 代理机构：在本市
    机构设立 R：机构形式 法人机构，设立日 2018年7月3日
  应得 R（1.agency_registration.new） 待核定
  应得 合计 介于 0元 至 8万元

案例 "on the day of the signing it is a right"
  已知 代理机构：在本市
    机构设立 R：机构形式 法人机构，设立日 2018年7月4日
  应得 2018年 R（1.agency_registration.new） 8万元
  应得 R（1.agency_registration.new） 奖励
  应得 合计 介于 8万元 至 8万元

案例 "the last day counts"
  已知 代理机构：在本市
    机构设立 R：机构形式 法人机构，设立日 2020年12月31日
  应得 2020年 R（1.agency_registration.new） 8万元

案例 "the day after the last day is outside"
  已知 代理机构：在本市
    机构设立 R：机构形式 法人机构，设立日 2021年1月1日
  应得 R（1.agency_registration.new） 不在有效期内
  应得 合计 0元

案例 "with an as-of date, a later event is not settled yet"
  已知 代理机构：在本市
    机构设立 R：机构形式 法人机构，设立日 2019年5月4日
  已知 截至 2019年5月3日
  应得 R（1.agency_registration.new） 不在有效期内
  应得 合计 0元

案例 "an early event does not meet the conditions either when it is not here"
  已知 代理机构：非 在本市
    机构设立 R：机构形式 法人机构，设立日 2018年3月1日
  已知 核定 1.agency_registration.new R 8万元
  应得 R（1.agency_registration.new） 不符合条件，因 在本市
  应得 合计 介于 0元 至 0元

# ---- article 1: new agencies

案例 "a new branch is paid 20,000"
  已知 分支机构：在本市，总机构 "an agency in Guangzhou"
    机构设立 R：机构形式 分支，设立日 2019年3月1日
  应得 2019年 R（1.agency_registration.new） 2万元

案例 "two branches that one agency registers are both paid"
  已知 代理机构：在本市
    机构设立 R1：机构形式 分支，设立日 2019年3月1日
    机构设立 R2：机构形式 分支，设立日 2019年6月1日
  应得 R1（1.agency_registration.new） 2万元
  应得 R2（1.agency_registration.new） 2万元
  应得 2019年 合计 4万元

案例 "an agency and its branch are both paid"
  已知 代理机构：在本市
    机构设立 R1：机构形式 法人机构，设立日 2018年8月1日
    机构设立 R2：机构形式 分支，设立日 2019年6月1日
  应得 2018年 合计 8万元
  应得 2019年 合计 2万元

案例 "a registration that was paid for is not paid again"
  已知 代理机构：在本市
    机构设立 R：机构形式 法人机构，设立日 2019年3月1日
  已知 2018年 已兑现 1.agency_registration.new R 8万元
  应得 R（1.agency_registration.new） 不符合条件，因 新设立
  应得 2019年 合计 0元

案例 "a firm that is no patent agency is not paid"
  已知 服务机构：在本市，非 小微企业
    机构设立 R：机构形式 法人机构，设立日 2019年3月1日
  应得 R（1.agency_registration.new） 不符合条件，因 代理机构
  应得 合计 0元

案例 "an agency elsewhere is not paid"
  已知 代理机构：非 在本市
    机构设立 R：机构形式 法人机构，设立日 2019年3月1日
  应得 R（1.agency_registration.new） 不符合条件，因 在本市

案例 "whether it is an agency or a branch must be known"
  已知 代理机构：在本市
    机构设立 R：设立日 2019年3月1日
  应得 R（1.agency_registration.new） 待定，缺 机构形式
  应得 合计 介于 2万元 至 8万元

案例 "a small new agency is supported under another document too"
  已知 代理机构：在本市，小微企业
    机构设立 R：机构形式 法人机构，设立日 2019年3月1日
  应得 R（1.agency_registration.new） 8万元
  应得 R（1.agency_registration） 按另文执行

案例 "a new agency that is not small is not"
  已知 代理机构：在本市，非 小微企业
    机构设立 R：机构形式 法人机构，设立日 2019年3月1日
  应得 R（1.agency_registration） 不符合条件，因 小微企业
  应得 2019年 合计 8万元

# ---- article 2: grants for which an agency acted

案例 "an invention, a utility model and a design that were granted"
  已知 代理机构：在本市，总机构 空缺
    代理案件 I：专利类型 发明，本地地址，合规，授权日 2019年3月1日
    代理案件 U：专利类型 实用新型，本地地址，合规，授权日 2019年3月2日
    代理案件 D：专利类型 外观设计，本地地址，合规，授权日 2019年3月3日
  应得 I（2.agency_case.granted） 500元
  应得 U（2.agency_case.granted） 200元
  应得 D（2.agency_case.granted） 100元
  应得 2019年 合计 800元

案例 "a grant for an address elsewhere is not paid"
  已知 代理机构：在本市，总机构 空缺
    代理案件 I：专利类型 发明，非 本地地址，合规，授权日 2019年3月1日
  应得 I（2.agency_case.granted） 不符合条件，因 本地地址
  应得 合计 0元

案例 "a grant against the order on filings is not paid"
  已知 代理机构：在本市，总机构 空缺
    代理案件 I：专利类型 发明，本地地址，非 合规，授权日 2019年3月1日
  应得 I（2.agency_case.granted） 不符合条件，因 合规

案例 "a grant of an agency elsewhere is not paid"
  已知 代理机构：非 在本市，总机构 空缺
    代理案件 I：专利类型 发明，本地地址，合规，授权日 2019年3月1日
  应得 I（2.agency_case.granted） 不符合条件，因 在本市

案例 "a grant for which a firm acted that is no patent agency"
  已知 服务机构：在本市，总机构 空缺
    代理案件 I：专利类型 发明，本地地址，合规，授权日 2019年3月1日
  应得 I（2.agency_case.granted） 不符合条件，因 代理机构

案例 "grants that fill the yearly cap exactly are not cut"
  已知 代理机构：在本市，总机构 空缺
    代理案件 I：专利类型 发明，本地地址，合规，授权日 2019年3月1日
  已知 2019年 已兑现 2.agency_case.granted before 4.95万元
  应得 I（2.agency_case.granted） 500元
  应得 I（2.agency_case.granted） 奖励

案例 "the grant that goes over the yearly cap gets what is left"
  已知 代理机构：在本市，总机构 空缺
    代理案件 I：专利类型 发明，本地地址，合规，授权日 2019年3月1日
    代理案件 U：专利类型 实用新型，本地地址，合规，授权日 2019年3月2日
  已知 2019年 已兑现 2.agency_case.granted before 4.94万元
  应得 I（2.agency_case.granted） 500元
  应得 U（2.agency_case.granted） 100元
  应得 U（2.agency_case.granted） 核减，因 最高限额（第2条）
  应得 2019年 合计 600元

案例 "what was paid in another year is not charged to the cap on grants"
  已知 代理机构：在本市，总机构 空缺
    代理案件 I：专利类型 发明，本地地址，合规，授权日 2019年3月1日
  已知 2018年 已兑现 2.agency_case.granted before 5万元
  应得 I（2.agency_case.granted） 奖励
  应得 2019年 合计 500元

案例 "the grants of a branch wait for those of its head office, with which it fills one cap"
  已知 分支机构：在本市，总机构 "an agency in Guangzhou"
    代理案件 I：专利类型 发明，本地地址，合规，授权日 2019年3月1日
    代理案件 U：专利类型 实用新型，本地地址，合规，授权日 2019年3月2日
  应得 I（2.agency_case.granted） 视名次而定
  应得 U（2.agency_case.granted） 视名次而定
  应得 合计 0元
  应得 合计 介于 0元 至 700元

案例 "whatever the others were granted, a branch gets no more than its own payments leave of the one cap"
  已知 分支机构：在本市，总机构 "an agency in Guangzhou"
    代理案件 I：专利类型 发明，本地地址，合规，授权日 2019年3月1日
    代理案件 U：专利类型 实用新型，本地地址，合规，授权日 2019年3月2日
  已知 2019年 已兑现 2.agency_case.granted before 4.94万元
  应得 I（2.agency_case.granted） 视名次而定
  应得 合计 介于 0元 至 600元

案例 "growth of an agency with branches waits for nobody"
  已知 代理机构：在本市，总机构 applicant
  已知 2017年 数据：代理量 0
  已知 2018年 数据：代理量 300，发明代理量 100
  应得 "2018"（2.cases_handled） 10万元

案例 "whether an agency has a head office must be known"
  已知 代理机构：在本市
    代理案件 I：专利类型 发明，本地地址，合规，授权日 2019年3月1日
  应得 I（2.agency_case.granted） 待定，缺 总机构
  应得 合计 介于 0元 至 500元

案例 "of what right a grant was must be known"
  已知 代理机构：在本市，总机构 空缺
    代理案件 I：本地地址，合规，授权日 2019年3月1日
  应得 I（2.agency_case.granted） 待定，缺 专利类型
  应得 合计 介于 100元 至 500元

# ---- article 2: growth of an agency

案例 "99 more cases than last year are not enough"
  已知 代理机构：在本市
  已知 2017年 数据：代理量 101
  已知 2018年 数据：代理量 200，发明代理量 100
  应得 "2018"（2.cases_handled） 不符合条件，因 代理量
  应得 合计 0元

案例 "100 more cases than last year"
  已知 代理机构：在本市
  已知 2017年 数据：代理量 100
  已知 2018年 数据：代理量 200，发明代理量 100
  应得 "2018"（2.cases_handled） 2万元
  应得 合计 2万元

案例 "199 more cases than last year"
  已知 代理机构：在本市
  已知 2017年 数据：代理量 1
  已知 2018年 数据：代理量 200，发明代理量 100
  应得 "2018"（2.cases_handled） 2万元

案例 "200 more cases than last year"
  已知 代理机构：在本市
  已知 2017年 数据：代理量 0
  已知 2018年 数据：代理量 200，发明代理量 100
  应得 "2018"（2.cases_handled） 5万元

案例 "299 more cases than last year"
  已知 代理机构：在本市
  已知 2017年 数据：代理量 1
  已知 2018年 数据：代理量 300，发明代理量 100
  应得 "2018"（2.cases_handled） 5万元

案例 "300 more cases than last year are in the highest tier"
  已知 代理机构：在本市
  已知 2017年 数据：代理量 0
  已知 2018年 数据：代理量 300，发明代理量 100
  应得 "2018"（2.cases_handled） 10万元

案例 "one in five of this year's cases for inventions is enough"
  已知 代理机构：在本市
  已知 2017年 数据：代理量 300
  已知 2018年 数据：代理量 500，发明代理量 100
  应得 "2018"（2.cases_handled） 5万元

案例 "one case fewer than one in five is not"
  已知 代理机构：在本市
  已知 2017年 数据：代理量 300
  已知 2018年 数据：代理量 500，发明代理量 99
  应得 "2018"（2.cases_handled） 不符合条件，因 发明代理量
  应得 合计 0元

案例 "the share is of all cases: 30 of 150 are enough, though the increase had none"
  已知 代理机构：在本市
  已知 2017年 数据：代理量 50，发明代理量 30
  已知 2018年 数据：代理量 150，发明代理量 30
  应得 "2018"（2.cases_handled） 2万元

案例 "an agency set up in the year counts from zero"
  已知 代理机构：在本市，成立日 2018年2月1日
  已知 2018年 数据：代理量 150，发明代理量 30
  应得 "2018"（2.cases_handled） 2万元

案例 "growth in two years is paid in each"
  已知 代理机构：在本市
  已知 2017年 数据：代理量 100
  已知 2018年 数据：代理量 200，发明代理量 50
  已知 2019年 数据：代理量 500，发明代理量 100
  应得 2018年 合计 2万元
  应得 2019年 合计 10万元
  应得 合计 12万元

案例 "growth stands outside the cap on grants"
  已知 代理机构：在本市，总机构 空缺
    代理案件 I：专利类型 发明，本地地址，合规，授权日 2018年8月1日
  已知 2017年 数据：代理量 0
  已知 2018年 数据：代理量 300，发明代理量 60
  已知 2018年 已兑现 2.agency_case.granted before 4.95万元
  应得 I（2.agency_case.granted） 500元
  应得 "2018"（2.cases_handled） 10万元
  应得 2018年 合计 10.05万元

案例 "growth of an agency elsewhere is not paid"
  已知 代理机构：非 在本市
  已知 2017年 数据：代理量 0
  已知 2018年 数据：代理量 300，发明代理量 100
  应得 "2018"（2.cases_handled） 不符合条件，因 在本市

案例 "growth of a firm that is no patent agency is not paid"
  已知 服务机构：在本市
  已知 2017年 数据：代理量 0
  已知 2018年 数据：代理量 300，发明代理量 100
  应得 "2018"（2.cases_handled） 不符合条件，因 代理机构

案例 "how many cases there were last year must be known"
  已知 代理机构：在本市
  已知 2017年 数据：专利申请量 0
  已知 2018年 数据：代理量 300，发明代理量 100，专利申请量 0，发明申请量 0
  应得 "2018"（2.cases_handled） 待定，缺 代理量
  应得 合计 介于 0元 至 10万元

# ---- article 4: talent

案例 "the fee of the examination is what the bureau sets, up to all of it"
  已知 个人：本地户籍，非 本地就业，非 本地创业，非 本地求学
    代理师考试 X：考次 "2019"，报名费 340，通过日 2019年11月2日
  应得 X 待核定
  应得 合计 0元
  应得 合计 介于 0元 至 340元

案例 "the whole fee may be paid"
  已知 个人：非 本地户籍，本地就业，非 本地创业，非 本地求学
    代理师考试 X：考次 "2019"，报名费 340，通过日 2019年11月2日
  已知 核定 4.agent_exam.passed X 340元
  应得 2019年 X 340元

案例 "no more than the fee is paid"
  已知 个人：非 本地户籍，非 本地就业，本地创业，非 本地求学
    代理师考试 X：考次 "2019"，报名费 340，通过日 2019年11月2日
  已知 核定 4.agent_exam.passed X 500元
  应得 X 340元

案例 "one who studies here is paid"
  已知 个人：非 本地户籍，非 本地就业，非 本地创业，本地求学
    代理师考试 X：考次 "2019"，报名费 340，通过日 2019年11月2日
  已知 核定 4.agent_exam.passed X 340元
  应得 X 340元

案例 "one from elsewhere who neither works, runs a business nor studies here is not"
  已知 个人：非 本地户籍，非 本地就业，非 本地创业，非 本地求学
    代理师考试 X：考次 "2019"，报名费 340，通过日 2019年11月2日
  已知 核定 4.agent_exam.passed X 340元
  应得 X 不符合条件，因 本地户籍
  应得 合计 介于 0元 至 0元

案例 "the fee that a firm paid is not"
  已知 企业：在本市
    代理师考试 X：考次 "2019"，报名费 340，通过日 2019年11月2日
  已知 核定 4.agent_exam.passed X 340元
  应得 X 不符合条件，因 个人

案例 "listed talent is supported under another document"
  已知 个人
    人才目录 Z：名录年度 "2019"，列入日 2019年5月1日，移出日 空缺
  应得 Z（4.talent_listing） 按另文执行
  应得 合计 0元

# ---- article 5: from zero

案例 "the fee of the first patent, an invention, is a ceiling of 5,000 at most"
  已知 企业：在本市
    发明专利 A：国内，代理费 6000，申请日 2019年3月1日，实审日 空缺，授权日 空缺
  应得 A（5.patent.filed） 待核定
  应得 合计 0元
  应得 合计 介于 0元 至 5000元

案例 "a fee below 5,000 is the ceiling itself"
  已知 企业：在本市
    发明专利 A：国内，代理费 4200，申请日 2019年3月1日，实审日 空缺，授权日 空缺
  已知 核定 5.patent.filed A 5000元
  应得 2019年 A（5.patent.filed） 4200元
  应得 合计 介于 4200元 至 4200元

案例 "a first patent that is a utility model: 2,000 at most"
  已知 企业：在本市
    实用新型专利 A：代理费 2500，申请日 2019年3月1日，授权日 空缺
  已知 核定 5.patent.filed A 2500元
  应得 A（5.patent.filed） 2000元

案例 "a first patent that is a utility model, for less than 2,000"
  已知 企业：在本市
    实用新型专利 A：代理费 1800，申请日 2019年3月1日，授权日 空缺
  已知 核定 5.patent.filed A 2500元
  应得 A（5.patent.filed） 1800元

案例 "what a utility model gets is for the bureau to set"
  已知 企业：在本市
    实用新型专利 A：代理费 1800，申请日 2019年3月1日，授权日 空缺
  应得 A（5.patent.filed） 待核定
  应得 合计 介于 0元 至 1800元

案例 "a first patent that is a design: 1,000 at most"
  已知 企业：在本市
    专利 A：专利类型 外观设计，代理费 1200，申请日 2019年3月1日，实审日 空缺，授权日 空缺
  已知 核定 5.patent.filed A 1200元
  应得 A（5.patent.filed） 1000元

案例 "a first patent that is a design, of which the bureau pays a part"
  已知 企业：在本市
    专利 A：专利类型 外观设计，代理费 900，申请日 2019年3月1日，实审日 空缺，授权日 空缺
  已知 核定 5.patent.filed A 450元
  应得 A（5.patent.filed） 450元

案例 "one patent per firm, not one per type"
  已知 企业：在本市
    实用新型专利 A：代理费 1500，申请日 2019年3月1日，授权日 空缺
    发明专利 B：国内，代理费 4500，申请日 2019年3月2日，实审日 空缺，授权日 空缺
  已知 核定 5.patent.filed A 1500元
  已知 核定 5.patent.filed B 4500元
  应得 A（5.patent.filed） 1500元
  应得 B（5.patent.filed） 不符合条件，因 专利
  应得 合计 1500元

案例 "a firm that filed before the measures is not at zero"
  已知 企业：在本市
    实用新型专利 A：代理费 1500，申请日 2012年3月1日，授权日 2013年1月4日，失效日 2016年3月1日
    发明专利 B：国内，代理费 4500，申请日 2019年3月2日，实审日 空缺，授权日 空缺
  已知 核定 5.patent.filed B 4500元
  应得 A（5.patent.filed） 不在有效期内
  应得 B（5.patent.filed） 不符合条件，因 专利
  应得 合计 0元

案例 "the first patent of a firm elsewhere is not paid"
  已知 企业：非 在本市
    实用新型专利 A：代理费 1500，申请日 2019年3月1日，授权日 空缺
  已知 核定 5.patent.filed A 1500元
  应得 A（5.patent.filed） 不符合条件，因 在本市

案例 "the first patent of an institution is not paid"
  已知 事业单位：在本市
    实用新型专利 A：代理费 1500，申请日 2019年3月1日，授权日 空缺
  已知 核定 5.patent.filed A 1500元
  应得 A（5.patent.filed） 不符合条件，因 企业

案例 "a firm whose first patent an earlier run paid is not paid for another"
  已知 企业：在本市
    发明专利 B：国内，代理费 4500，申请日 2019年3月2日，实审日 空缺，授权日 空缺
  已知 2018年 已兑现 5.patent.filed A 1500元
  已知 核定 5.patent.filed B 4500元
  应得 B（5.patent.filed） 已兑现

案例 "which patents a firm has must be known"
  已知 企业：在本市
    专利 部分列出
    专利 A：专利类型 外观设计，代理费 900，申请日 2019年3月1日，实审日 空缺，授权日 空缺
  已知 核定 5.patent.filed A 900元
  应得 A（5.patent.filed） 待定，缺 专利
  应得 合计 介于 0元 至 1.09万元

案例 "the first invention granted brings 1,000"
  已知 企业：在本市
    发明专利 A：国内，代理费 4500，申请日 2016年3月1日，实审日 2017年5月1日，授权日 2019年6月1日，失效日 空缺
  应得 2019年 A（5.invention_patent.granted） 1000元
  应得 2019年 合计 1000元

案例 "the first invention granted need not be the first patent filed"
  已知 企业：在本市
    实用新型专利 U：代理费 1500，申请日 2014年3月1日，授权日 2014年12月1日，失效日 空缺
    发明专利 A：国内，代理费 4500，申请日 2016年3月1日，实审日 2017年5月1日，授权日 2019年6月1日，失效日 空缺
  应得 A（5.invention_patent.granted） 1000元
  应得 A（5.patent.filed） 不在有效期内
  应得 合计 1000元

案例 "of two inventions the one granted first is paid, whichever was filed first"
  已知 企业：在本市
    发明专利 A：国内，代理费 4500，申请日 2016年3月1日，实审日 2017年5月1日，授权日 2019年6月2日，失效日 空缺
    发明专利 B：国内，代理费 4500，申请日 2016年9月1日，实审日 2017年10月1日，授权日 2019年6月1日，失效日 空缺
  应得 A（5.invention_patent.granted） 不符合条件，因 invention_patent
  应得 B（5.invention_patent.granted） 1000元
  应得 合计 1000元

案例 "a second invention after one that was granted before the measures"
  已知 企业：在本市
    发明专利 A：国内，代理费 4500，申请日 2012年3月1日，实审日 2013年5月1日，授权日 2015年6月1日，失效日 空缺
    发明专利 B：国内，代理费 4500，申请日 2016年3月1日，实审日 2017年5月1日，授权日 2019年6月1日，失效日 空缺
  应得 B（5.invention_patent.granted） 不符合条件，因 invention_patent
  应得 合计 0元

案例 "a firm whose first invention an earlier run paid is not paid for another"
  已知 企业：在本市
    发明专利 B：国内，代理费 4500，申请日 2016年3月1日，实审日 2017年5月1日，授权日 2019年6月1日，失效日 空缺
  已知 2018年 已兑现 5.invention_patent.granted A 1000元
  应得 B（5.invention_patent.granted） 已兑现
  应得 2019年 合计 0元

案例 "the first invention granted to an institution is not paid"
  已知 事业单位：在本市
    发明专利 A：国内，申请日 2016年3月1日，实审日 2017年5月1日，授权日 2019年6月1日，失效日 空缺
  应得 A（5.invention_patent.granted） 不符合条件，因 企业

案例 "the first invention granted to a firm elsewhere is not paid"
  已知 企业：非 在本市
    发明专利 A：国内，代理费 4500，申请日 2016年3月1日，实审日 2017年5月1日，授权日 2019年6月1日，失效日 空缺
  应得 A（5.invention_patent.granted） 不符合条件，因 在本市

# ---- article 6: more filings

案例 "29 filings more than last year are not enough"
  已知 企业
  已知 2017年 数据：专利申请量 11
  已知 2018年 数据：专利申请量 40，发明申请量 20
  应得 "2018"（6.filings） 不符合条件，因 专利申请量
  应得 合计 0元

案例 "30 filings more than last year"
  已知 企业
  已知 2017年 数据：专利申请量 10
  已知 2018年 数据：专利申请量 40，发明申请量 20
  应得 "2018"（6.filings） 2万元

案例 "49 filings more than last year"
  已知 企业
  已知 2017年 数据：专利申请量 11
  已知 2018年 数据：专利申请量 60，发明申请量 20
  应得 "2018"（6.filings） 2万元

案例 "50 filings more than last year"
  已知 企业
  已知 2017年 数据：专利申请量 10
  已知 2018年 数据：专利申请量 60，发明申请量 20
  应得 "2018"（6.filings） 5万元

案例 "79 filings more than last year"
  已知 企业
  已知 2017年 数据：专利申请量 11
  已知 2018年 数据：专利申请量 90，发明申请量 20
  应得 "2018"（6.filings） 5万元

案例 "80 filings more than last year are in all three tiers, and the highest alone is paid"
  已知 企业
  已知 2017年 数据：专利申请量 10
  已知 2018年 数据：专利申请量 90，发明申请量 20
  应得 "2018"（6.filings） 10万元
  应得 合计 10万元

案例 "18 of 90 filings for inventions are a fifth"
  已知 企业
  已知 2017年 数据：专利申请量 10
  已知 2018年 数据：专利申请量 90，发明申请量 18
  应得 "2018"（6.filings） 10万元

案例 "17 of 90 filings for inventions are less than a fifth"
  已知 企业
  已知 2017年 数据：专利申请量 10
  已知 2018年 数据：专利申请量 90，发明申请量 17
  应得 "2018"（6.filings） 不符合条件，因 发明申请量
  应得 合计 0元

案例 "200 of 1,000 filings for inventions are a fifth"
  已知 企业
  已知 2017年 数据：专利申请量 920
  已知 2018年 数据：专利申请量 1000，发明申请量 200
  应得 "2018"（6.filings） 10万元

案例 "199 of 1,000 filings for inventions are less than a fifth"
  已知 企业
  已知 2017年 数据：专利申请量 920
  已知 2018年 数据：专利申请量 1000，发明申请量 199
  应得 "2018"（6.filings） 不符合条件，因 发明申请量

案例 "the share of filings is not that of the increase: 16 of 80 more would do, 16 of 100 do not"
  已知 企业
  已知 2017年 数据：专利申请量 20，发明申请量 0
  已知 2018年 数据：专利申请量 100，发明申请量 16
  应得 "2018"（6.filings） 不符合条件，因 发明申请量

案例 "a firm founded in the year counts from zero"
  已知 企业：成立日 2018年5月1日
  已知 2018年 数据：专利申请量 30，发明申请量 6
  应得 "2018"（6.filings） 2万元

案例 "more filings every year are paid every year"
  已知 企业
  已知 2017年 数据：专利申请量 10
  已知 2018年 数据：专利申请量 40，发明申请量 20
  已知 2019年 数据：专利申请量 90，发明申请量 20
  已知 2020年 数据：专利申请量 170，发明申请量 40
  应得 2018年 合计 2万元
  应得 2019年 合计 5万元
  应得 2020年 合计 10万元
  应得 合计 17万元

案例 "a year after the measures is not looked at"
  已知 企业
  已知 2020年 数据：专利申请量 10
  已知 2021年 数据：专利申请量 90，发明申请量 20
  应得 2021年 合计 0元

案例 "more filings of an institution are not paid"
  已知 事业单位
  已知 2017年 数据：专利申请量 10
  已知 2018年 数据：专利申请量 90，发明申请量 20
  应得 "2018"（6.filings） 不符合条件，因 企业

案例 "how many filings were for inventions must be known"
  已知 企业
  已知 2017年 数据：专利申请量 10
  已知 2018年 数据：专利申请量 90
  应得 "2018"（6.filings） 待定，缺 发明申请量
  应得 合计 介于 0元 至 10万元

# ---- article 7: titles

案例 "the national demonstration title"
  已知 企业
    企业称号 T：称号 国家示范，认定日 2019年5月10日
  应得 2019年 T 20万元

案例 "the national advantage title"
  已知 企业
    企业称号 T：称号 国家优势，认定日 2019年5月10日
  应得 2019年 T 15万元

案例 "the provincial demonstration title brings what the national advantage title does"
  已知 企业
    企业称号 T：称号 省级示范，认定日 2019年5月10日
  应得 2019年 T 15万元

案例 "the provincial advantage title"
  已知 企业
    企业称号 T：称号 省级优势，认定日 2019年5月10日
  应得 2019年 T 10万元

案例 "the municipal advantage title"
  已知 企业
    企业称号 T：称号 市级优势，认定日 2019年5月10日
  应得 2019年 T 8万元

案例 "two titles of the one sum in one year are both paid"
  已知 企业
    企业称号 A：称号 国家优势，认定日 2019年5月10日
    企业称号 P：称号 省级示范，认定日 2019年9月10日
  应得 A 15万元
  应得 P 15万元
  应得 2019年 合计 30万元

案例 "all five titles are paid, however many there are in a year"
  已知 企业
    企业称号 M：称号 市级优势，认定日 2018年7月4日
    企业称号 L：称号 省级优势，认定日 2018年12月31日
    企业称号 P：称号 省级示范，认定日 2019年5月10日
    企业称号 A：称号 国家优势，认定日 2019年5月10日
    企业称号 N：称号 国家示范，认定日 2020年12月31日
  应得 2018年 合计 18万元
  应得 2019年 合计 30万元
  应得 2020年 合计 20万元
  应得 合计 68万元

案例 "an early title is at discretion, a later one is due"
  已知 企业
    企业称号 M：称号 市级优势，认定日 2018年7月3日
    企业称号 L：称号 省级优势，认定日 2019年7月3日
  应得 M 待核定
  应得 L 10万元
  应得 合计 介于 10万元 至 18万元

案例 "a title is paid once"
  已知 企业
    企业称号 T：称号 省级优势，认定日 2019年5月10日
  已知 2018年 已兑现 7.ip_title.new provincial_advantage 10万元
  应得 T 不符合条件，因 新认定
  应得 2019年 合计 0元

案例 "a pilot title is not in the list"
  已知 企业
    企业称号 T：称号 国家试点，认定日 2019年5月10日
  应得 T 不符合条件，因 称号

案例 "the demonstration title of the city is not in the list"
  已知 企业
    企业称号 T：称号 市级示范，认定日 2019年5月10日
  应得 T 不符合条件，因 称号
  应得 合计 0元

案例 "the title of an institution is not paid"
  已知 事业单位
    企业称号 T：称号 国家示范，认定日 2019年5月10日
  应得 T 不符合条件，因 企业

# ---- article 8: the implementation plan

案例 "a project of the implementation plan is left to rules to come"
  已知 企业
    实施项目 V：高价值，入选日 2019年5月10日
  应得 V 按另文执行
  应得 合计 0元

# ---- article 9: management

案例 "a certificate with a valid patent and five filings is open up to 100,000"
  已知 企业
    实用新型专利 U：申请日 2016年3月15日，授权日 2017年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2019年6月1日，周期完成日 空缺
  已知 2018年 数据：专利申请量 5，发明申请量 1
  已知 2019年 数据：专利申请量 5，发明申请量 1
  应得 A（9.certification.passed） 待核定
  应得 合计 0元

案例 "a certificate is paid what the bureau set, at most 100,000"
  已知 企业
    实用新型专利 U：申请日 2016年3月15日，授权日 2017年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2019年6月1日，周期完成日 空缺
  已知 2018年 数据：专利申请量 5，发明申请量 1
  已知 2019年 数据：专利申请量 5，发明申请量 1
  已知 核定 9.certification.passed A 100000.01元
  应得 2019年 A（9.certification.passed） 10万元

案例 "a certificate with four filings of the year is not paid"
  已知 企业
    实用新型专利 U：申请日 2016年3月15日，授权日 2017年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2019年6月1日，周期完成日 空缺
  已知 2018年 数据：专利申请量 9，发明申请量 1
  已知 2019年 数据：专利申请量 4，发明申请量 1
  已知 核定 9.certification.passed A 5万元
  应得 A（9.certification.passed） 不符合条件，因 专利申请量
  应得 合计 0元

案例 "a certificate on the day on which the only patent lapsed is not paid"
  已知 企业
    实用新型专利 U：申请日 2016年3月15日，授权日 2017年4月2日，失效日 2019年6月1日
    规范认证 A：规范 企业规范，阶段 初次，通过日 2019年6月1日，周期完成日 空缺
  已知 2019年 数据：专利申请量 5，发明申请量 1
  已知 核定 9.certification.passed A 5万元
  应得 A（9.certification.passed） 不符合条件，因 专利

案例 "a patent that is granted on the day of the certificate is valid"
  已知 企业
    实用新型专利 U：申请日 2018年3月15日，授权日 2019年6月1日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2019年6月1日，周期完成日 空缺
  已知 2019年 数据：专利申请量 5，发明申请量 1
  已知 核定 9.certification.passed A 5万元
  应得 A（9.certification.passed） 5万元

案例 "a certificate under the standard for research institutes is not paid"
  已知 企业
    实用新型专利 U：申请日 2016年3月15日，授权日 2017年4月2日，失效日 空缺
    规范认证 A：规范 科研规范，阶段 初次，通过日 2019年6月1日，周期完成日 空缺
  已知 2019年 数据：专利申请量 5，发明申请量 1
  已知 核定 9.certification.passed A 5万元
  应得 A（9.certification.passed） 不符合条件，因 规范

案例 "a certificate is paid once to a firm, for a first or for a later audit"
  已知 企业
    实用新型专利 U：申请日 2016年3月15日，授权日 2017年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2018年9月1日，周期完成日 空缺
    规范认证 B：规范 企业规范，阶段 监督，通过日 2019年9月1日，周期完成日 空缺
  已知 2018年 数据：专利申请量 5，发明申请量 1
  已知 2019年 数据：专利申请量 5，发明申请量 1
  已知 核定 9.certification.passed A 6万元
  已知 核定 9.certification.passed B 4万元
  应得 2018年 A（9.certification.passed） 6万元
  应得 2019年 B（9.certification.passed） 已兑现
  应得 合计 6万元

案例 "the certificate of an institution is not paid"
  已知 事业单位
    实用新型专利 U：申请日 2016年3月15日，授权日 2017年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2019年6月1日，周期完成日 空缺
  已知 2019年 数据：专利申请量 5，发明申请量 1
  已知 核定 9.certification.passed A 5万元
  应得 A（9.certification.passed） 不符合条件，因 企业

案例 "how many filings the year of the certificate had must be known"
  已知 企业
    实用新型专利 U：申请日 2016年3月15日，授权日 2017年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2019年6月1日，周期完成日 空缺
  已知 2019年 数据：专利申请量 未知
  应得 A（9.certification.passed） 待定，缺 专利申请量
  应得 合计 介于 0元 至 20万元

# ---- article 11: patents and standards

案例 "an invention that becomes a local, an industry, a national, an international standard"
  已知 企业：在本市
    技术标准 L：标准号 "DB44/T 1"，专利 "ZL1"，标准层级 地方标准，发明转化，发布日 2019年1月10日
    技术标准 H：标准号 "JB/T 2"，专利 "ZL2"，标准层级 行业标准，发明转化，发布日 2019年2月10日
    技术标准 G：标准号 "GB/T 3"，专利 "ZL3"，标准层级 国家标准，发明转化，发布日 2019年3月10日
    技术标准 I：标准号 "ISO 4"，专利 "ZL4"，标准层级 国际标准，发明转化，发布日 2019年4月10日
  应得 L 10万元
  应得 H 10万元
  应得 G 20万元
  应得 I 20万元
  应得 2019年 合计 60万元

案例 "the rise from an industry standard to a national one is paid in full"
  已知 企业：在本市
    技术标准 H：标准号 "JB/T 2"，专利 "ZL1"，标准层级 行业标准，发明转化，发布日 2018年9月10日
    技术标准 G：标准号 "GB/T 3"，专利 "ZL1"，标准层级 国家标准，发明转化，发布日 2020年3月10日
  应得 2018年 H 10万元
  应得 2020年 G 20万元
  应得 合计 30万元

案例 "two inventions in one standard are two pairs"
  已知 企业：在本市
    技术标准 A：标准号 "GB/T 3"，专利 "ZL1"，标准层级 国家标准，发明转化，发布日 2019年3月10日
    技术标准 B：标准号 "GB/T 3"，专利 "ZL2"，标准层级 国家标准，发明转化，发布日 2019年3月10日
  应得 2019年 合计 40万元

案例 "a standard of an association is not in the list"
  已知 企业：在本市
    技术标准 T：标准号 "T/GD 5"，专利 "ZL1"，标准层级 团体标准，发明转化，发布日 2019年3月10日
  应得 T 不符合条件，因 标准层级
  应得 合计 0元

案例 "a standard that did not grow from an invention is not paid"
  已知 企业：在本市
    技术标准 G：标准号 "GB/T 3"，专利 "ZL1"，标准层级 国家标准，非 发明转化，发布日 2019年3月10日
  应得 G 不符合条件，因 发明转化

案例 "a standard of a firm elsewhere is not paid"
  已知 企业：非 在本市
    技术标准 G：标准号 "GB/T 3"，专利 "ZL1"，标准层级 国家标准，发明转化，发布日 2019年3月10日
  应得 G 不符合条件，因 在本市

案例 "a standard of an institution is not paid"
  已知 事业单位：在本市
    技术标准 G：标准号 "GB/T 3"，专利 "ZL1"，标准层级 国家标准，发明转化，发布日 2019年3月10日
  应得 G 不符合条件，因 企业

案例 "a pair of patent and standard is paid once"
  已知 企业：在本市
    技术标准 G：标准号 "GB/T 3"，专利 "ZL1"，标准层级 国家标准，发明转化，发布日 2019年3月10日
  已知 2018年 已兑现 11.technical_standard.adopted "GB/T 3 / ZL1 / national_standard" 20万元
  应得 G 已兑现

# ---- article 12: insurance

案例 "30% of the premium of patent insurance"
  已知 事业单位
    知识产权保险 P：权项 专利权，保费 2万，购买日 2019年2月1日
  应得 2019年 P（12.ip_insurance.bought） 6000元
  应得 P（12.ip_insurance） 按另文执行

案例 "insurance before the window is for the bureau to pay, and for the method to decide"
  已知 事业单位
    知识产权保险 P：权项 专利权，保费 2万，购买日 2018年2月1日
    知识产权保险 Q：权项 专利权，保费 2万，购买日 2017年12月31日
  应得 P（12.ip_insurance.bought） 待核定
  应得 P（12.ip_insurance） 按另文执行
  应得 Q（12.ip_insurance） 不在有效期内

案例 "insurance of a mark is neither paid nor referred to the method"
  已知 事业单位
    知识产权保险 P：权项 商标权，保费 2万，购买日 2019年2月1日
  应得 P（12.ip_insurance.bought） 不符合条件，因 权项
  应得 P（12.ip_insurance） 不符合条件，因 权项
  应得 合计 0元

案例 "30% of a premium is rounded half up to the fen"
  已知 社会组织
    知识产权保险 P：权项 专利权，保费 100.05，购买日 2019年2月1日
    知识产权保险 Q：权项 专利权，保费 100.04，购买日 2019年2月2日
  应得 P（12.ip_insurance.bought） 30.02元
  应得 Q（12.ip_insurance.bought） 30.01元

案例 "a premium whose 30% rounds to the cap is not cut"
  已知 企业
    知识产权保险 P：权项 专利权，保费 33333.34，购买日 2019年2月1日
  应得 P（12.ip_insurance.bought） 1万元
  应得 P（12.ip_insurance.bought） 奖励

案例 "a premium whose 30% rounds to a fen above the cap is cut"
  已知 企业
    知识产权保险 P：权项 专利权，保费 33333.35，购买日 2019年2月1日
  应得 P（12.ip_insurance.bought） 1万元
  应得 P（12.ip_insurance.bought） 核减，因 最高限额（第12条）

案例 "the yearly cap on premiums binds over all contracts of the year"
  已知 企业
    知识产权保险 A：权项 专利权，保费 2万，购买日 2019年12月30日
    知识产权保险 B：权项 专利权，保费 2万，购买日 2019年12月31日
    知识产权保险 C：权项 专利权，保费 2万，购买日 2020年1月1日
  应得 A（12.ip_insurance.bought） 6000元
  应得 B（12.ip_insurance.bought） 4000元
  应得 B（12.ip_insurance.bought） 核减，因 最高限额（第12条）
  应得 2019年 合计 1万元
  应得 2020年 合计 6000元

案例 "an early contract comes after those of right, though its day is earlier"
  已知 企业
    知识产权保险 A：权项 专利权，保费 2万，购买日 2018年3月1日
    知识产权保险 B：权项 专利权，保费 2万，购买日 2018年9月1日
  已知 核定 12.ip_insurance.bought A 6000元
  应得 B（12.ip_insurance.bought） 6000元
  应得 A（12.ip_insurance.bought） 4000元
  应得 A（12.ip_insurance.bought） 核减，因 最高限额（第12条）
  应得 2018年 合计 1万元

案例 "an early contract that the bureau may still pay gets at most what the cap leaves"
  已知 企业
    知识产权保险 A：权项 专利权，保费 2万，购买日 2018年3月1日
    知识产权保险 B：权项 专利权，保费 3万，购买日 2018年9月1日
  应得 A（12.ip_insurance.bought） 待核定
  应得 B（12.ip_insurance.bought） 9000元
  应得 合计 9000元
  应得 合计 介于 9000元 至 1万元

案例 "insurance of a person is not paid"
  已知 个人
    知识产权保险 P：权项 专利权，保费 2万，购买日 2019年2月1日
  应得 P（12.ip_insurance.bought） 不符合条件，因 单位
  应得 合计 0元

案例 "a premium that is not stated is worth at most the cap"
  已知 企业
    知识产权保险 P：权项 专利权，购买日 2019年2月1日
  应得 P（12.ip_insurance.bought） 待定，缺 保费
  应得 合计 介于 0元 至 1万元

# ---- article 13: pledge loans

案例 "a loan on patents is left to a method to come"
  已知 企业
    质押贷款 L：权项 专利权，本金 200万，放款日 2019年5月1日
  应得 L 按另文执行
  应得 合计 0元

案例 "a loan on marks is not"
  已知 企业
    质押贷款 L：权项 商标权，本金 200万，放款日 2019年5月1日
  应得 L 不符合条件，因 权项

# ---- article 18: filing and grant

案例 "an invention that enters examination brings 3,000"
  已知 个人：在本市
    发明专利 A：国内，申请日 2018年3月1日，实审日 2019年5月1日，授权日 空缺
  应得 2019年 A（18.invention_patent.in_examination） 3000元
  应得 合计 3000元

案例 "each invention that enters examination is paid, without a cap"
  已知 企业：在本市
    发明专利 A：国内，代理费 4500，申请日 2016年3月1日，实审日 2018年7月4日，授权日 空缺
    发明专利 B：国内，代理费 4500，申请日 2016年3月2日，实审日 2019年5月1日，授权日 空缺
    发明专利 C：国内，代理费 4500，申请日 2016年3月3日，实审日 2019年5月1日，授权日 空缺
  应得 2018年 合计 3000元
  应得 2019年 合计 6000元

案例 "an invention that entered examination early in 2018 is at discretion"
  已知 企业：在本市
    发明专利 A：国内，代理费 4500，申请日 2016年3月1日，实审日 2018年7月3日，授权日 空缺
  应得 A（18.invention_patent.in_examination） 待核定
  应得 合计 介于 0元 至 3000元

案例 "an invention abroad that enters examination is not paid"
  已知 企业：在本市
    发明专利 A：非 国内，申请日 2016年3月1日，实审日 2019年5月1日，授权日 空缺
  应得 A（18.invention_patent.in_examination） 不符合条件，因 国内
  应得 合计 0元

案例 "an invention of one from elsewhere is not paid"
  已知 个人：非 在本市
    发明专利 A：国内，申请日 2016年3月1日，实审日 2019年5月1日，授权日 空缺
  应得 A（18.invention_patent.in_examination） 不符合条件，因 在本市

案例 "an invention of a county is not paid"
  已知 县区：在本市
    发明专利 A：国内，申请日 2016年3月1日，实审日 2019年5月1日，授权日 空缺
  应得 A（18.invention_patent.in_examination） 不符合条件，因 单位

案例 "a utility model and a design that are granted"
  已知 事业单位：在本市
    专利 U：专利类型 实用新型，国内，申请日 2018年3月1日，授权日 2019年5月1日，失效日 空缺
    专利 D：专利类型 外观设计，国内，申请日 2018年3月1日，授权日 2019年6月1日，失效日 空缺
  应得 U（18.patent.granted） 1000元
  应得 D（18.patent.granted） 300元
  应得 2019年 合计 1300元

案例 "an invention is paid at its examination, not at its grant"
  已知 事业单位：在本市
    发明专利 A：国内，申请日 2016年3月1日，实审日 2018年9月1日，授权日 2020年5月1日，失效日 空缺
  应得 2018年 A（18.invention_patent.in_examination） 3000元
  应得 A（18.patent.granted） 不符合条件，因 专利类型
  应得 合计 3000元

案例 "a utility model of one from elsewhere is not paid"
  已知 事业单位：非 在本市
    实用新型专利 U：国内，申请日 2018年3月1日，授权日 2019年5月1日，失效日 空缺
  应得 U（18.patent.granted） 不符合条件，因 在本市

案例 "a design of a county is not paid"
  已知 县区：在本市
    专利 D：专利类型 外观设计，国内，申请日 2018年3月1日，授权日 2019年6月1日，失效日 空缺
  应得 D（18.patent.granted） 不符合条件，因 单位
  应得 合计 0元

案例 "the fees of the year of grant and of the two years that follow are paid, the next is not"
  已知 事业单位：在本市
    专利年费 F0：专利 "ZL1"，缴费年度 "2018"，国内发明，授权后年数 0，年费额 900，支付日 2018年9月1日
    专利年费 F1：专利 "ZL1"，缴费年度 "2019"，国内发明，授权后年数 1，年费额 1200，支付日 2019年9月1日
    专利年费 F2：专利 "ZL1"，缴费年度 "2020"，国内发明，授权后年数 2，年费额 1200.5，支付日 2020年9月1日
    专利年费 F3：专利 "ZL1"，缴费年度 "2021"，国内发明，授权后年数 3，年费额 2000，支付日 2020年12月1日
  应得 F0 900元
  应得 F1 1200元
  应得 F2 1200.5元
  应得 F3 不符合条件，因 授权后年数
  应得 合计 3300.5元

案例 "the years since the grant follow from the patent, where it is listed"
  已知 事业单位：在本市
    发明专利 ZL1：国内，申请日 2015年3月1日，授权日 2018年12月31日，失效日 空缺
    专利年费 F2：专利 "ZL1"，缴费年度 "2020"，国内发明，年费额 1200，支付日 2019年12月20日
    专利年费 F3：专利 "ZL1"，缴费年度 "2021"，国内发明，年费额 2000，支付日 2020年12月1日
  应得 F2 1200元
  应得 F3 不符合条件，因 授权后年数

案例 "what was paid after a reduction is what is paid back"
  已知 个人：在本市
    专利年费 F：专利 "ZL1"，缴费年度 "2019"，国内发明，授权后年数 0，年费额 135，支付日 2019年9月1日
  应得 F 135元

案例 "a fee for a right that is no Chinese invention is not paid"
  已知 个人：在本市
    专利年费 F：专利 "ZL1"，缴费年度 "2019"，非 国内发明，授权后年数 0，年费额 600，支付日 2019年9月1日
  应得 F 不符合条件，因 国内发明

案例 "a fee of a park is paid, as that of any body"
  已知 园区：在本市
    专利年费 F：专利 "ZL1"，缴费年度 "2019"，国内发明，授权后年数 0，年费额 600，支付日 2019年9月1日
  应得 F 600元

案例 "a fee of a county is not paid"
  已知 县区：在本市
    专利年费 F：专利 "ZL1"，缴费年度 "2019"，国内发明，授权后年数 0，年费额 600，支付日 2019年9月1日
  应得 F 不符合条件，因 单位

案例 "a fee of one from elsewhere is not paid"
  已知 个人：非 在本市
    专利年费 F：专利 "ZL1"，缴费年度 "2019"，国内发明，授权后年数 0，年费额 600，支付日 2019年9月1日
  应得 F 不符合条件，因 在本市

案例 "a fee whose sum is not stated has no upper end"
  已知 个人：在本市
    专利年费 F：专利 "ZL1"，缴费年度 "2019"，国内发明，授权后年数 0，支付日 2019年9月1日
  应得 F 待定，缺 年费额
  应得 合计 不低于 0元

# ---- articles 5 and 18 together

案例 "examination, first grant and annual fee of one invention add up"
  已知 企业：在本市
    发明专利 A：国内，代理费 4500，申请日 2016年3月1日，实审日 2018年7月4日，授权日 2019年6月1日，失效日 空缺
    专利年费 F：专利 "A"，缴费年度 "2019"，国内发明，授权后年数 0，年费额 900，支付日 2019年6月15日
  应得 2018年 A（18.invention_patent.in_examination） 3000元
  应得 2019年 A（5.invention_patent.granted） 1000元
  应得 2019年 F 900元
  应得 合计 4900元

案例 "a firm that starts from zero with a utility model in the measures"
  已知 企业：在本市
    实用新型专利 U：国内，代理费 1600，申请日 2018年9月1日，授权日 2019年4月1日，失效日 空缺
  已知 核定 5.patent.filed U 1600元
  应得 2018年 U（5.patent.filed） 1600元
  应得 2019年 U（18.patent.granted） 1000元
  应得 合计 2600元

# ---- articles 19 and 20: duties

案例 "the city has to provide the fund"
  已知 市
  应尽义务 第19条
  应得 合计 0元

案例 "a county has to secure the money for patent work"
  已知 县区
  应尽义务 第19条

案例 "a unit with science money of the city in a year has to spend a part of it on patents"
  已知 企业
  已知 2018年 数据：市科技经费 0
  已知 2019年 数据：市科技经费 0.01
  已知 2020年 数据：市科技经费 0
  应尽义务 第20条
  应得 合计 0元

案例 "a unit without science money of the city has no such duty"
  已知 企业
  已知 2018年 数据：市科技经费 0
  已知 2019年 数据：市科技经费 0
  已知 2020年 数据：市科技经费 0
  应尽义务 第20条 0元

案例 "a person has no such duty"
  已知 个人
  已知 2018年 数据：市科技经费 500
  应尽义务 第20条 0元

# ---- the cap of article 2, which takes many records to reach

案例 "a hundred inventions of a year fill the cap, the next brings nothing"
  已知 代理机构：在本市，总机构 空缺
    代理案件 I001：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I002：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I003：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I004：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I005：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I006：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I007：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I008：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I009：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I010：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I011：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I012：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I013：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I014：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I015：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I016：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I017：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I018：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I019：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I020：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I021：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I022：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I023：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I024：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I025：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I026：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I027：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I028：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I029：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I030：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I031：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I032：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I033：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I034：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I035：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I036：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I037：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I038：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I039：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I040：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I041：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I042：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I043：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I044：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I045：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I046：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I047：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I048：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I049：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I050：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I051：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I052：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I053：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I054：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I055：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I056：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I057：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I058：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I059：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I060：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I061：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I062：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I063：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I064：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I065：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I066：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I067：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I068：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I069：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I070：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I071：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I072：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I073：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I074：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I075：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I076：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I077：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I078：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I079：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I080：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I081：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I082：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I083：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I084：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I085：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I086：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I087：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I088：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I089：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I090：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I091：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I092：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I093：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I094：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I095：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I096：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I097：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I098：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I099：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I100：专利类型 发明，本地地址，合规，授权日 2019年3月10日
    代理案件 I101：专利类型 发明，本地地址，合规，授权日 2019年3月10日
  应得 I001（2.agency_case.granted） 500元
  应得 I100（2.agency_case.granted） 奖励
  应得 I101（2.agency_case.granted） 0元
  应得 I101（2.agency_case.granted） 核减，因 最高限额（第2条）
  应得 2019年 合计 5万元
