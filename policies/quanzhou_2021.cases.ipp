# Cases of quanzhou_2021. Every figure was worked out by hand from the document and the recorded readings.
# The day before and after each border, each side of each threshold, and each rule once binding and once not.

cases for quanzhou_2021

# ---- the window: 2021-12-23 to 2024-12-22

case "the day before the document was issued is outside" "印发日前一日的事项不在有效期内"
  given enterprise
    cultivation_project K: aim innovation, selected_on 2021-12-22
  expect K out of window
  expect total 0

case "the day of issue counts" "印发当日的事项计入"
  given enterprise
    cultivation_project K: aim innovation, selected_on 2021-12-23
  expect 2021 K 500000
  expect K awarded

case "the last day of the three years counts" "三年有效期最后一日的事项计入"
  given enterprise
    cultivation_project K: aim innovation, selected_on 2024-12-22
  expect 2024 K 500000

case "the day after is outside" "有效期届满次日的事项不在有效期内"
  given enterprise
    cultivation_project K: aim innovation, selected_on 2024-12-23
  expect K out of window

case "with an as-of date, a later event is not settled yet" "写明截至日的，其后的事项尚不结算"
  given enterprise
    cultivation_project K: aim innovation, selected_on 2022-05-04
  given as of 2022-05-03
  expect K out of window

# ---- article 1: cultivation

case "a project that defends against risks" "风险防御类培育项目"
  given academy
    cultivation_project K: aim defence, selected_on 2022-05-04
  expect K 400000

case "a project that transforms" "转型升级类培育项目"
  given academy
    cultivation_project K: aim transformation, selected_on 2022-05-04
  expect K 300000

case "a project that was not selected yet" "培育项目尚未入选的，不予奖励"
  given academy
    cultivation_project K: aim transformation, selected_on none
  expect K not eligible because selected_on

case "the type of the project must be known" "项目类型未填写的，金额待定"
  given academy
    cultivation_project K: selected_on 2022-05-04
  expect K undetermined for aim
  expect due between 300000 and 500000

# ---- articles 3 and 4: navigation

case "a project that plans an industry" "产业规划类导航项目"
  given association
    navigation_project N: scope industry_plan, selected_on 2022-05-04
  expect N of 3.navigation_project.selected 200000
  expect N of 4.navigation_project.selected not eligible because enterprise

case "a project for the operation of a firm" "企业运营类导航项目"
  given enterprise
    navigation_project N: scope enterprise_operation, selected_on 2022-05-04
  expect N of 4.navigation_project.selected 100000
  expect N of 3.navigation_project.selected not eligible because scope
  expect total 100000

case "a project of early warning is neither" "预警分析类导航项目不属于两类奖励范围"
  given enterprise
    navigation_project N: scope early_warning, selected_on 2022-05-04
  expect N of 3.navigation_project.selected not eligible because scope
  expect N of 4.navigation_project.selected not eligible because scope
  expect total 0

case "the firm's operation, planned by an association" "社会组织承担企业运营类导航项目，不予奖励"
  given association
    navigation_project N: scope enterprise_operation, selected_on 2022-05-04
  expect N of 4.navigation_project.selected not eligible because enterprise
  expect total 0

# ---- article 5: well-known marks

case "a mark of 2022" "2022年1月1日新认定的驰名商标"
  given enterprise located_here
    well_known_mark Oak: recognised_on 2022-01-01
  expect Oak 300000
  expect Oak awarded

case "two marks are paid each" "两件驰名商标分别奖励"
  given enterprise located_here
    well_known_mark Oak: recognised_on 2022-01-01
    well_known_mark Elm: recognised_on 2022-01-01
  expect 2022 total 600000

case "a mark of the last days of 2021 is the older document's" "2021年末认定的驰名商标按以往文件执行"
  given enterprise located_here
    well_known_mark Oak: recognised_on 2021-12-31
  expect Oak by reference
  expect total 0

case "the mark of a firm elsewhere" "市外企业的驰名商标不予奖励"
  given enterprise not located_here
    well_known_mark Oak: recognised_on 2022-01-01
  expect Oak not eligible because located_here

case "the mark of a person" "个人的驰名商标不予奖励"
  given person located_here
    well_known_mark Oak: recognised_on 2022-01-01
  expect Oak not eligible because enterprise

# ---- article 6: indications

case "a product with a geographical indication" "新认定的地理标志保护产品"
  given association
    geo_indication_product Tea: recognised_on 2022-01-01
  expect Tea 300000

case "a product of the first days in which the document held" "施行首日认定的地理标志保护产品按以往文件执行"
  given association
    geo_indication_product Tea: recognised_on 2021-12-23
  expect Tea by reference

case "a mark with an indication is encouraged, not paid" "地理标志商标属鼓励事项，不予奖励"
  given association
    geo_indication_trademark Tea: registered_on 2022-01-01
    geo_indication_product Tea2: recognised_on none
  expect Tea2 not eligible because recognised_on
  expect total 0

case "the product of a person" "个人的地理标志保护产品不予奖励"
  given person
    geo_indication_product Tea: recognised_on 2022-01-01
  expect Tea not eligible because unit

# ---- article 7: copyright

case "a national park" "新获国家版权园区"
  given park
    copyright_title T: honour national_park, subject "P", recognised_on 2022-05-01
  expect T 300000

case "a national unit" "新获国家版权单位"
  given institution
    copyright_title T: honour national_unit, subject "U", recognised_on 2022-05-01
  expect T 200000

case "a gold award for a person" "个人新获版权金奖"
  given person
    copyright_title T: honour gold_award, subject "W", recognised_on 2022-05-01
  expect T 300000
  expect T awarded

case "a title of the province is not paid" "省级版权称号不予奖励"
  given institution
    copyright_title T: honour provincial_unit, subject "U", recognised_on 2022-05-01
  expect T not eligible because honour

case "a title that was paid for is not paid again" "已兑现的版权称号不再奖励"
  given institution
    copyright_title T: honour national_unit, subject "U", recognised_on 2022-05-01
  given history 7.copyright_title.new T paid 200000 in 2021
  expect T not eligible because new

case "a title of the last days of 2021 is paid here: the older document was about marks" "2021年末的版权称号按本文件奖励：以往文件只涉及商标品牌"
  given institution
    copyright_title T: honour national_unit, subject "U", recognised_on 2021-12-31
  expect 2021 T 200000

case "example QZ-7.4: the first place" "第7条示例：作品登记量第1名"
  given enterprise
  given figures 2022: works_registered 90
  given rank works_registered 1 in 2022
  expect 2022 "2022" of 7.works_registered 50000

case "example QZ-7.4: two share the second place" "第7条示例：两个申请人并列第2名"
  given person
  given figures 2022: works_registered 70
  given rank works_registered 2 in 2022
  expect 2022 "2022" of 7.works_registered 30000

case "the third place, where nobody shares the second" "第2名没有并列的，第3名照常奖励"
  given person
  given figures 2023: works_registered 60
  given rank works_registered 3 in 2023
  expect 2023 "2023" of 7.works_registered 20000

case "example QZ-7.4: the fourth place" "第7条示例：第4名不予奖励"
  given enterprise
  given figures 2022: works_registered 60
  given rank works_registered 4 in 2022
  expect "2022" of 7.works_registered not eligible because works_registered
  expect total 0

case "a place that was not published hangs on the others" "名次未公布的，取决于其他申请人"
  given enterprise
  given figures 2022: works_registered 90
  expect "2022" of 7.works_registered contingent on the cohort
  expect due between 0 and 50000

case "an institution is not ranked" "事业单位不参加排名"
  given institution
  given figures 2022: works_registered 90
  expect "2022" of 7.works_registered not eligible because enterprise
  expect due between 0 and 0

# ---- article 8: firms that buy inventions

case "example QZ-8: deals of 120,000 and 80,000 reach the threshold together" "第8条示例：12万元和8万元两笔交易合计达到门槛"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 80000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-06-01
  expect 2022 "2022" of 8.patent_deal.paid 20000
  expect total 20000

case "example QZ-8: the second was paid by the province" "第8条示例：第二笔交易已获省级资助，不予计入"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 80000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-06-01
  given support patent_deal B provincial 5000 in 2022
  expect "2022" of 8.patent_deal.paid not eligible because amount
  expect total 0

case "a fen below the threshold" "合计金额比门槛少1分，不予奖励"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 79999.99, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-06-01
  expect "2022" of 8.patent_deal.paid not eligible because amount

case "deals of two years are two sums" "两个年度的交易分别合计"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2023", amount 80000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2023-06-01
  expect total 0

case "three million fill the cap exactly" "购买金额300万元，奖励恰好达到年度最高金额"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 3000000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 8.patent_deal.paid awarded
  expect 2022 total 300000

case "ten yuan more bring nothing more" "购买金额再多10元，奖励不再增加"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 3000010, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 8.patent_deal.paid 300000
  expect "2022" of 8.patent_deal.paid reduced by cap of article 8

case "a deal in designs does not count" "外观设计交易不计入"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 80000, role buyer, right design,
        contract_registered, used_here, not related_party, paid_on 2022-06-01
  expect total 0

case "a contract that was not registered does not count" "合同未登记的交易不计入"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 80000, role buyer, right invention,
        not contract_registered, used_here, not related_party, paid_on 2022-06-01
  expect total 0

case "a deal that is used elsewhere does not count" "未在本地转化的交易不计入"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 80000, role buyer, right invention,
        contract_registered, not used_here, not related_party, paid_on 2022-06-01
  expect total 0

case "a deal with a related party does not count" "与关联方的交易不计入"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 80000, role buyer, right invention,
        contract_registered, used_here, related_party, paid_on 2022-06-01
  expect total 0

case "what a firm sells does not count" "企业作为卖方的交易不计入"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 80000, role seller, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-06-01
  expect total 0

case "what is not known of a deal leaves the sum of the year open" "交易情况未填写完整的，当年合计金额待定"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 80000, role buyer, right invention,
        contract_registered, not related_party, paid_on 2022-06-01
  expect "2022" of 8.patent_deal.paid undetermined for used_here
  expect due between 0 and 20000

case "the deals of a firm elsewhere" "市外企业购买发明专利，不予奖励"
  given enterprise not located_here
    patent_deal A: contract "T1", deal_year "2022", amount 120000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 80000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-06-01
  expect "2022" of 8.patent_deal.paid not eligible because located_here

case "deals on the last day and on the day after" "有效期最后一日的交易计入，次日的不计入"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2024", amount 200000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2024-12-22
    patent_deal B: contract "T2", deal_year "2024", amount 100000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2024-12-23
  expect 2024 "2024" of 8.patent_deal.paid 20000
  expect total 20000

# ---- article 9: universities and institutes

case "a university that sells for half a million" "高校院所出售发明专利50万元，达到门槛"
  given academy
    patent_deal A: contract "T1", deal_year "2022", amount 500000, role seller, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect 2022 "2022" of 9.patent_deal.paid 50000

case "a fen below half a million" "高校院所出售金额比50万元少1分，不予奖励"
  given academy
    patent_deal A: contract "T1", deal_year "2022", amount 499999.99, role seller, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 9.patent_deal.paid not eligible because amount

case "a university that sells for three million" "高校院所出售300万元，恰好达到年度最高金额"
  given academy
    patent_deal A: contract "T1", deal_year "2022", amount 3000000, role seller, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 9.patent_deal.paid awarded
  expect 2022 total 300000

case "a university that sells for more" "高校院所出售超过300万元，核减至年度最高金额"
  given academy
    patent_deal A: contract "T1", deal_year "2022", amount 2000000, role seller, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 2000000, role seller, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 9.patent_deal.paid 300000
  expect "2022" of 9.patent_deal.paid reduced by cap of article 9

case "of what a university sells only what meets all conditions counts" "高校院所的出售交易，只计入符合全部条件的"
  given academy
    patent_deal A: contract "T1", deal_year "2022", amount 500000, role seller, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 100000, role seller, right utility_model,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal C: contract "T3", deal_year "2022", amount 100000, role seller, right invention,
        not contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal D: contract "T4", deal_year "2022", amount 100000, role seller, right invention,
        contract_registered, not used_here, not related_party, paid_on 2022-03-01
    patent_deal E: contract "T5", deal_year "2022", amount 100000, role seller, right invention,
        contract_registered, used_here, related_party, paid_on 2022-03-01
    patent_deal F: contract "T6", deal_year "2022", amount 100000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 9.patent_deal.paid 50000
  expect total 50000

case "the sales of a firm are not those of a university" "企业出售发明专利，不按高校院所条款奖励"
  given enterprise located_here
    patent_deal A: contract "T1", deal_year "2022", amount 900000, role seller, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 9.patent_deal.paid not eligible because academy
  expect total 0

case "the purchases of a university are not those of a firm" "高校院所购买发明专利，不按企业条款奖励"
  given academy located_here
    patent_deal A: contract "T1", deal_year "2022", amount 900000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 8.patent_deal.paid not eligible because enterprise
  expect total 0

case "a university that buys is not paid for it" "高校院所作为买方的交易不予奖励"
  given academy
    patent_deal A: contract "T1", deal_year "2022", amount 500000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect total 0

case "a university owes what article 9 encourages" "第9条鼓励事项列为高校院所的义务"
  given academy
  given as of 2022-12-31
  expect obligation of article 9

# ---- article 10: operation agencies

case "fifty inventions, whatever they cost" "运营机构促成50件发明专利，不论金额均予奖励"
  given operation_agency
    patent_deal A: contract "T1", deal_year "2022", amount 100000, patent_count 50, role broker,
        right invention, contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect 2022 "2022" of 10.patent_deal.paid 5000

case "forty-nine inventions for a fen less than five million" "促成49件、金额比500万元少1分，不予奖励"
  given operation_agency
    patent_deal A: contract "T1", deal_year "2022", amount 4000000, patent_count 20, role broker,
        right invention, contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 999999.99, patent_count 29, role broker,
        right invention, contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 10.patent_deal.paid not eligible because patent_count
  expect total 0

case "five million for one invention" "只促成1件，但金额达到500万元"
  given operation_agency
    patent_deal A: contract "T1", deal_year "2022", amount 5000000, patent_count 1, role broker,
        right invention, contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 10.patent_deal.paid 250000

case "six million fill the cap exactly" "促成金额600万元，恰好达到年度最高金额"
  given operation_agency
    patent_deal A: contract "T1", deal_year "2022", amount 6000000, patent_count 1, role broker,
        right invention, contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 10.patent_deal.paid awarded
  expect 2022 total 300000

case "more than six million" "促成金额超过600万元，核减至年度最高金额"
  given operation_agency
    patent_deal A: contract "T1", deal_year "2022", amount 6000020, patent_count 1, role broker,
        right invention, contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 10.patent_deal.paid reduced by cap of article 10
  expect 2022 total 300000

case "of what an agency brings about only what meets all conditions counts" "运营机构的中介交易，只计入符合全部条件的"
  given operation_agency located_here
    patent_deal A: contract "T1", deal_year "2022", amount 5000000, patent_count 1, role broker,
        right invention, contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal B: contract "T2", deal_year "2022", amount 100000, patent_count 1, role broker,
        right utility_model, contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal C: contract "T3", deal_year "2022", amount 100000, patent_count 1, role broker,
        right invention, not contract_registered, used_here, not related_party, paid_on 2022-03-01
    patent_deal D: contract "T4", deal_year "2022", amount 100000, patent_count 1, role broker,
        right invention, contract_registered, not used_here, not related_party, paid_on 2022-03-01
    patent_deal E: contract "T5", deal_year "2022", amount 100000, patent_count 1, role broker,
        right invention, contract_registered, used_here, related_party, paid_on 2022-03-01
    patent_deal F: contract "T6", deal_year "2022", amount 100000, patent_count 1, role buyer,
        right invention, contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 10.patent_deal.paid 250000
  expect total 250000

case "a firm that is no operation agency" "不属运营机构的服务机构，促成交易不予奖励"
  given agency
    patent_deal A: contract "T1", deal_year "2022", amount 6000020, patent_count 1, role broker,
        right invention, contract_registered, used_here, not related_party, paid_on 2022-03-01
  expect "2022" of 10.patent_deal.paid not eligible because operation_agency

# ---- article 11: prizes

case "example QZ-11: China excellence, Fujian first, the city's second in one year" "第11条示例：同年获中国优秀奖、福建一等奖和市二等奖"
  given enterprise
    patent_prize A: patent "ZL1", project "P", level national, not for_design, prize excellence,
        implemented_here, won_on 2022-03-01
    patent_prize B: patent "ZL1", project "P", level provincial, not for_design, prize grade_1,
        implemented_here, won_on 2022-06-01
    patent_prize C: patent "ZL1", project "P", level municipal, not for_design, prize grade_2,
        implemented_here, won_on 2022-09-01
  expect A of china_prize 100000
  expect B of fujian_prize 200000
  expect C of city_prize 0
  expect C of city_prize displaced
  expect 2022 total 300000

case "prizes of state and province add up" "国家级和省级专利奖叠加奖励"
  given enterprise
    patent_prize A: patent "ZL1", project "P", level national, not for_design, prize silver, implemented_here,
        won_on 2022-03-01
    patent_prize B: patent "ZL1", project "P", level provincial, not for_design, prize special,
        implemented_here, won_on 2022-06-01
  expect A of china_prize 200000
  expect B of fujian_prize 1000000
  expect 2022 total 1200000

case "the city's own prize is the higher" "市专利奖金额较高的，以市专利奖为准"
  given enterprise
    patent_prize A: patent "ZL1", project "P", level national, not for_design, prize excellence,
        implemented_here, won_on 2022-03-01
    patent_prize C: patent "ZL1", project "P", level municipal, not for_design, prize major, implemented_here,
        won_on 2022-09-01
  expect A of china_prize displaced by C
  expect C of city_prize 1000000
  expect 2022 total 1000000

case "two years, two prizes" "不同年度的两个专利奖分别奖励"
  given enterprise
    patent_prize A: patent "ZL1", project "P", level national, not for_design, prize excellence,
        implemented_here, won_on 2022-03-01
    patent_prize C: patent "ZL1", project "P", level municipal, not for_design, prize grade_3,
        implemented_here, won_on 2023-09-01
  expect 2022 A of china_prize 100000
  expect 2023 C of city_prize 50000

case "two projects, two prizes" "不同项目的两个专利奖分别奖励"
  given enterprise
    patent_prize A: patent "ZL1", project "P", level national, not for_design, prize excellence,
        implemented_here, won_on 2022-03-01
    patent_prize C: patent "ZL2", project "Q", level municipal, not for_design, prize grade_1,
        implemented_here, won_on 2022-09-01
  expect A of china_prize 100000
  expect C of city_prize 200000

case "China gold" "中国专利奖金奖"
  given enterprise
    patent_prize A: patent "ZL1", project "P", level national, not for_design, prize gold, implemented_here,
        won_on 2022-03-01
  expect A of china_prize 1000000
  expect A of china_design_prize not eligible because for_design
  expect A of fujian_prize not eligible because level
  expect A of city_prize not eligible because level

case "China gold for a design" "中国外观设计奖金奖"
  given enterprise
    patent_prize A: patent "ZL1", project "P", level national, for_design, prize gold, implemented_here,
        won_on 2022-03-01
  expect A of china_design_prize 200000
  expect A of china_prize not eligible because for_design

case "China silver and excellence for designs" "中国外观设计奖银奖和优秀奖"
  given enterprise
    patent_prize A: patent "ZL1", project "P", level national, for_design, prize silver, implemented_here,
        won_on 2022-03-01
    patent_prize B: patent "ZL2", project "Q", level national, for_design, prize excellence, implemented_here,
        won_on 2022-03-01
  expect A of china_design_prize 100000
  expect B of china_design_prize 50000

case "Fujian's second prize brings nothing" "福建省专利奖二等奖不予奖励"
  given enterprise
    patent_prize B: patent "ZL1", project "P", level provincial, not for_design, prize grade_2,
        implemented_here, won_on 2022-06-01
  expect B of fujian_prize not eligible because prize
  expect B of china_design_prize not eligible because level
  expect total 0

case "projects that are carried out elsewhere" "项目未在本地实施的，不予奖励"
  given enterprise
    patent_prize A: patent "ZL1", project "P", level national, not for_design, prize gold,
        not implemented_here, won_on 2022-03-01
    patent_prize B: patent "ZL2", project "Q", level national, for_design, prize gold, not implemented_here,
        won_on 2022-03-01
    patent_prize C: patent "ZL3", project "R", level provincial, not for_design, prize special,
        not implemented_here, won_on 2022-03-01
  expect A of china_prize not eligible because implemented_here
  expect B of china_design_prize not eligible because implemented_here
  expect C of fujian_prize not eligible because implemented_here
  expect total 0

case "whether a project is carried out here must be known" "是否本地实施未填写的，金额待定"
  given enterprise
    patent_prize A: patent "ZL1", project "P", level national, not for_design, prize gold, won_on 2022-03-01
  expect A of china_prize undetermined for implemented_here
  expect due between 0 and 1000000

case "that the province paid for a prize does not matter: article 11 is the special rule" "省级已资助的省专利奖仍予奖励：第11条属特别规定"
  given enterprise
    patent_prize B: patent "ZL1", project "P", level provincial, not for_design, prize grade_1,
        implemented_here, won_on 2022-06-01
  given support patent_prize B provincial 300000 in 2022
  expect B of fujian_prize 200000

case "what another level paid ends the city's own prize and the money for what was brought in" "其他各级已资助的，市专利奖和引进项目均不予奖励"
  given enterprise
    patent_prize C: patent "ZL1", project "P", level municipal, not for_design, prize grade_1,
        implemented_here, won_on 2022-09-01
    introduced_project I: outstanding, prize_held, evaluated_on 2022-03-01
  given approval 11.introduced_project.evaluated I 400000
  given support patent_prize C county_level 20000 in 2022
  given support introduced_project I provincial 1 in 2022
  expect C of city_prize supported by another level
  expect I supported by another level
  expect total 0

case "the best of the year was paid earlier in the year: the excess" "同年已兑现较低奖项的，只付超出部分"
  given enterprise
    patent_prize C: patent "ZL1", project "P", level municipal, not for_design, prize grade_1,
        implemented_here, won_on 2022-09-01
  given history china_prize A paid 100000 in 2022: project "P"
  expect C of city_prize 100000
  expect C of city_prize reduced by pay highest of article 11

case "support for an invention that was brought in is a ceiling" "引进项目的金额为上限，尚待核定"
  given enterprise
    introduced_project I: outstanding, prize_held, evaluated_on 2022-03-01
  expect I ceiling
  expect due between 0 and 1000000

case "what the bureau set, at most a million" "核定金额超过100万元的，按100万元奖励"
  given enterprise
    introduced_project I: outstanding, prize_held, evaluated_on 2022-03-01
  given approval 11.introduced_project.evaluated I 1000001
  expect I 1000000

case "what the bureau set below a million" "核定金额不足100万元的，按核定金额奖励"
  given enterprise
    introduced_project I: outstanding, prize_held, evaluated_on 2022-03-01
  given approval 11.introduced_project.evaluated I 400000
  expect I 400000
  expect due between 400000 and 400000

case "a project that does not stand out, and one without a prize" "成效不突出或未获专利奖的引进项目，不予奖励"
  given enterprise
    introduced_project I: not outstanding, prize_held, evaluated_on 2022-03-01
    introduced_project J: outstanding, not prize_held, evaluated_on 2022-03-01
  given approval 11.introduced_project.evaluated I 400000
  expect I not eligible because outstanding
  expect J not eligible because prize_held
  expect due between 0 and 0

# ---- article 12: standards

case "a group standard with a core patent" "含核心专利的团体标准"
  given association
    technical_standard S: standard_number "T1", patent "ZL1", reached group_standard, core_patent, reviewed,
        leads, adopted_on 2022-03-01
  expect S 30000

case "two patents in one standard are paid once" "同一标准含两件专利，只奖励一次"
  given association
    technical_standard S: standard_number "T1", patent "ZL1", reached group_standard, core_patent, reviewed,
        leads, adopted_on 2022-03-01
    technical_standard T: standard_number "T1", patent "ZL2", reached group_standard, core_patent, reviewed,
        leads, adopted_on 2022-03-01
    technical_standard U: standard_number "T2", patent "ZL2", reached group_standard, core_patent, reviewed,
        leads, adopted_on 2023-03-01
  expect S 30000
  expect T already paid
  expect 2023 U 30000

case "a standard that a person led: units are rewarded" "个人主导制定的标准不予奖励：奖励对象为单位"
  given person
    technical_standard S: standard_number "T1", patent "ZL1", reached group_standard, core_patent, reviewed,
        leads, adopted_on 2022-03-01
  expect S not eligible because unit

case "a standard of another kind" "团体标准以外的标准不予奖励"
  given association
    technical_standard S: standard_number "T1", patent "ZL1", reached national_standard, core_patent,
        reviewed, leads, adopted_on 2022-03-01
  expect S not eligible because reached

case "a patent that is not core, a standard that was not reviewed, a unit that did not lead" "非核心专利、未经评审、未主导制定的，均不予奖励"
  given association
    technical_standard S: standard_number "T1", patent "ZL1", reached group_standard, not core_patent,
        reviewed, leads, adopted_on 2022-03-01
    technical_standard T: standard_number "T2", patent "ZL1", reached group_standard, core_patent,
        not reviewed, leads, adopted_on 2022-03-01
    technical_standard U: standard_number "T3", patent "ZL1", reached group_standard, core_patent, reviewed,
        not leads, adopted_on 2022-03-01
  expect S not eligible because core_patent
  expect T not eligible because reviewed
  expect U not eligible because leads

# ---- article 13: titles

case "a national demonstration enterprise" "新认定国家示范企业"
  given enterprise
    ip_title T: title national_demonstration, recognised_on 2022-03-01
  expect T 100000

case "a later higher title is paid in full" "以后年度获更高称号的，全额奖励"
  given enterprise
    ip_title A: title national_advantage, recognised_on 2022-03-01
    ip_title B: title national_demonstration, recognised_on 2023-03-01
  expect 2022 A 50000
  expect 2023 B 100000
  expect B awarded

case "two titles in one year are both paid" "同一年度的两个称号均予奖励"
  given enterprise
    ip_title A: title national_advantage, recognised_on 2022-03-01
    ip_title B: title national_demonstration, recognised_on 2022-09-01
  expect 2022 total 150000

case "a demonstration enterprise of the province is not paid" "省级示范企业不予奖励"
  given enterprise
    ip_title T: title provincial_demonstration, recognised_on 2022-03-01
  expect T not eligible because title

case "the title of an institution" "事业单位的称号不予奖励"
  given institution
    ip_title T: title national_demonstration, recognised_on 2022-03-01
  expect T not eligible because enterprise

# ---- article 14: interest

case "example QZ-14: two million at 3.60%, LPR 3.70%, one year" "第14条示例：本金200万元、利率3.60%、LPR3.70%、1年"
  given small_enterprise
    pledge_loan L: right_kind patent_right, principal 2000000, actual_rate 3.6%, lender bank, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  given series lpr_1y 2024-01-01: 3.7%
  expect 2024 L 21600

case "the published rate of January, where it is the lower" "当年1月公布的LPR较低的，按LPR计息"
  given small_enterprise
    pledge_loan L: right_kind trademark_right, principal 2000000, actual_rate 4.8%, lender bank, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  expect L 20700

case "a lease is reckoned by the published rate alone" "租赁公司出资的，只按公布的LPR计息"
  given small_enterprise
    pledge_loan L: right_kind patent_right, principal 2000000, actual_rate 3%, lender lessor, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  expect L 20700

case "of a longer lease the last year" "租赁期限超过1年的，只计最后1年"
  given small_enterprise
    pledge_loan L: right_kind patent_right, principal 2000000, actual_rate 3%, lender lessor, on_schedule,
        drawn_on 2021-03-01, repaid_on 2024-03-01
  expect L 20700

case "of a longer loan the last year" "贷款期限超过1年的，只计最后1年"
  given small_enterprise
    pledge_loan L: right_kind patent_right, principal 2000000, actual_rate 3.6%, lender bank, on_schedule,
        drawn_on 2021-09-01, repaid_on 2024-03-01
  given series lpr_1y 2024-01-01: 3.7%
  expect L 21600

case "73 days are a fifth of a year" "期限73天，按五分之一年计息"
  given small_enterprise
    pledge_loan L: right_kind patent_right, principal 2000000, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2022-03-01, repaid_on 2022-05-13
  expect L 3600

case "half a fen is rounded up" "尾数半分的，进为1分"
  given small_enterprise
    pledge_loan L: right_kind patent_right, principal 100.5, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2021-03-01, repaid_on 2022-03-01
  expect L 0.9

case "a loan that fell overdue" "未按期履约的贷款不予贴息"
  given small_enterprise
    pledge_loan L: right_kind patent_right, principal 2000000, actual_rate 3%, lender bank, not on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  expect L not eligible because on_schedule

case "the loan of a large firm" "大型企业的贷款不予贴息"
  given enterprise
    pledge_loan L: right_kind patent_right, principal 2000000, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  expect L not eligible because small_enterprise

case "a farmer's loan on the mark of an indication" "农户以地理标志权质押的贷款，予以贴息"
  given farmer
    pledge_loan L: right_kind gi_right, principal 100000, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  expect L 900

case "a farmer's loan on a patent" "农户以专利权质押的贷款，不予贴息"
  given farmer
    pledge_loan L: right_kind patent_right, principal 100000, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  expect L not eligible because farmer
  expect total 0

case "a farmer with a small firm" "农户同时属中小微企业的，专利权质押贷款予以贴息"
  given farmer, small_enterprise
    pledge_loan L: right_kind patent_right, principal 100000, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  expect L 900

case "on which right a farmer's loan rests must be known" "农户贷款的权项未填写的，金额待定"
  given farmer
    pledge_loan L: principal 100000, actual_rate 3%, lender bank, on_schedule, drawn_on 2023-03-01,
        repaid_on 2024-03-01
  expect L undetermined for right_kind
  expect due between 0 and 900

case "loans that fill the cap of the year exactly" "贴息恰好达到年度最高金额"
  given small_enterprise
    pledge_loan L: right_kind patent_right, principal 2000000, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  given history 14.pledge_loan.repaid K paid 182000 in 2024
  expect L 18000
  expect L awarded

case "loans above the cap of the year" "贴息超过年度最高金额的，予以核减"
  given small_enterprise
    pledge_loan K: right_kind patent_right, principal 20000000, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2023-02-01, repaid_on 2024-02-01
    pledge_loan L: right_kind patent_right, principal 3000000, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  expect K 180000
  expect L 20000
  expect L reduced by cap of article 14

case "a farmer has the same cap" "农户适用同一年度最高金额"
  given farmer
    pledge_loan L: right_kind gi_right, principal 30000000, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  expect L 200000

case "from whom the money came must be known" "出资方未填写的，金额待定"
  given small_enterprise
    pledge_loan L: right_kind patent_right, principal 2000000, actual_rate 3%, on_schedule,
        drawn_on 2023-03-01, repaid_on 2024-03-01
  expect L undetermined for lender
  expect due between 18000 and 20700

# ---- article 15: securitisation

case "a first public issue is rewarded at discretion" "首次公开发行的，一事一议，尚待核定"
  given enterprise
    securitisation S: first_public_issue, issued_on 2022-03-01, repaid_on none
  expect S of 15.securitisation.issued ceiling
  expect S of 15.securitisation.repaid not eligible because repaid_on
  expect due at least 0

case "what was set is paid" "一事一议事项按核定金额奖励"
  given enterprise
    securitisation S: first_public_issue, issued_on 2022-03-01, repaid_on none
  given approval 15.securitisation.issued S 250000
  expect S of 15.securitisation.issued 250000
  expect due between 250000 and 250000

case "an issue that is not the first" "非首次公开发行的，不予奖励"
  given enterprise
    securitisation S: not first_public_issue, issued_on 2022-03-01, repaid_on none
  expect S of 15.securitisation.issued not eligible because first_public_issue

case "two per cent of fifteen million fill the cap" "融资额1500万元的2%，恰好达到最高金额"
  given enterprise
    securitisation S: not first_public_issue, financing 15000000, issued_on 2021-03-01, repaid_on 2022-03-01
  expect S of 15.securitisation.repaid awarded
  expect total 300000

case "the cap is one for life" "证券化费用的最高金额不分年度，累计计算"
  given enterprise
    securitisation S: not first_public_issue, financing 10000000, issued_on 2021-03-01, repaid_on 2022-03-01
    securitisation T: not first_public_issue, financing 10000000, issued_on 2022-03-01, repaid_on 2024-03-01
  expect 2022 S of 15.securitisation.repaid 200000
  expect 2024 T of 15.securitisation.repaid 100000
  expect T of 15.securitisation.repaid reduced by cap of article 15

case "what an institution raised" "事业单位的证券化融资不予奖励"
  given institution
    securitisation S: not first_public_issue, financing 10000000, issued_on 2021-03-01, repaid_on 2022-03-01
  expect S of 15.securitisation.repaid not eligible because enterprise

# ---- article 16: insurance

case "a premium of 1,500" "保费1500元，达到门槛"
  given enterprise
    ip_insurance I: right_kind trademark_right, premium 1500, bought_on 2022-03-01
  expect I 750

case "a premium just below 1,500" "保费略低于1500元，不予奖励"
  given enterprise
    ip_insurance I: right_kind patent_right, premium 1499.99, bought_on 2022-03-01
  expect I not eligible because premium

case "two contracts below 1,500 do not add up" "两份保险保费均不足1500元，不合并计算"
  given enterprise
    ip_insurance I: right_kind patent_right, premium 1000, bought_on 2022-03-01
    ip_insurance J: right_kind patent_right, premium 1000, bought_on 2022-03-01
  expect total 0

case "premiums that fill the cap of the year exactly" "保险费用奖励恰好达到年度最高金额"
  given enterprise
    ip_insurance I: right_kind patent_right, premium 100000, bought_on 2022-03-01
  expect I awarded
  expect total 50000

case "premiums above the cap of the year" "保险费用奖励超过年度最高金额的，予以核减"
  given enterprise
    ip_insurance I: right_kind patent_right, premium 80000, bought_on 2022-03-01
    ip_insurance J: right_kind patent_right, premium 40000, bought_on 2022-04-01
    ip_insurance K: right_kind patent_right, premium 40000, bought_on 2023-04-01
  expect I 40000
  expect J 10000
  expect J reduced by cap of article 16
  expect 2023 K 20000

case "the premium of a person" "个人购买知识产权保险，不予奖励"
  given person
    ip_insurance I: right_kind patent_right, premium 80000, bought_on 2022-03-01
  expect I not eligible because enterprise

# ---- article 19: stations and cases

case "an excellent station" "入选的保护工作站"
  given association
    workstation W: selected_on 2022-03-01
  expect W 50000

case "a station that was not selected" "未入选的保护工作站不予奖励"
  given association
    workstation W: selected_on none
  expect W not eligible because selected_on

case "a typical case" "主动维权的典型案例"
  given person
    typical_case C: own_enforcement, listed_on 2022-03-01
  expect C 100000
  expect C awarded

case "a typical case in which the owner did not act" "权利人未主动维权的典型案例，不予奖励"
  given person
    typical_case C: not own_enforcement, listed_on 2022-03-01
  expect C not eligible because own_enforcement

case "one case a year: the earlier" "每年只奖励一个典型案例，先到先得"
  given enterprise
    typical_case C: own_enforcement, listed_on 2022-03-01
    typical_case D: own_enforcement, listed_on 2022-04-01
    typical_case E: own_enforcement, listed_on 2023-04-01
  expect C 100000
  expect D 0
  expect D reduced by limit of article 19
  expect 2023 E 100000

case "a case that was paid for is not paid again" "已兑现的典型案例不再奖励"
  given enterprise
    typical_case C: own_enforcement, listed_on 2022-03-01
  given history 19.typical_case.listed C paid 100000 in 2021
  expect C already paid

# ---- article 21: experts

case "the expert's fee is another document's" "专家咨询费按其他文件执行"
  given person
    expert_advice X: given_on 2022-03-01
  expect X by reference
  expect total 0

# ---- article 22: agencies

case "an agency with five attorneys" "新设立代理机构有代理师5名，达到条件"
  given patent_agency
    agency_registration R: form corporate, attorneys 5, set_up_on 2022-03-01, closed_on none
  expect R 100000

case "an agency with four attorneys" "新设立代理机构只有代理师4名，不予奖励"
  given patent_agency
    agency_registration R: form corporate, attorneys 4, set_up_on 2022-03-01, closed_on none
  expect R not eligible because attorneys

case "a branch" "分支形式的机构不予奖励"
  given patent_agency
    agency_registration R: form branch_office, attorneys 5, set_up_on 2022-03-01, closed_on none
  expect R not eligible because form

case "an agency of the first day of 2021" "2021年1月1日设立的代理机构，予以奖励"
  given patent_agency
    agency_registration R: form corporate, attorneys 5, set_up_on 2021-01-01, closed_on none
  expect 2021 R 100000

case "an agency of the last day of 2020" "2020年12月31日设立的代理机构，不在有效期内"
  given patent_agency
    agency_registration R: form corporate, attorneys 5, set_up_on 2020-12-31, closed_on none
  expect R out of window

case "an agency with two registrations is rewarded once" "代理机构两次登记设立，只奖励一次"
  given patent_agency
    agency_registration R: form corporate, attorneys 5, set_up_on 2022-03-01, closed_on none
    agency_registration S: form corporate, attorneys 6, set_up_on 2023-03-01, closed_on none
  expect 2022 R 100000
  expect 2023 S already paid

case "an agency that was paid for is not paid again" "设立奖励已兑现的代理机构，不再奖励"
  given patent_agency
    agency_registration R: form corporate, attorneys 5, set_up_on 2022-03-01, closed_on none
  given history 22.agency_registration.new R paid 100000 in 2021
  expect R not eligible because new

case "a mark, a product and a title that are listed for a second day are paid once" "商标、产品和称号再次认定的，只奖励一次"
  given enterprise located_here
    well_known_mark A: mark "Oak", recognised_on 2022-03-01
    well_known_mark B: mark "Oak", recognised_on 2023-03-01
    geo_indication_product C: product "tea", recognised_on 2022-03-01
    geo_indication_product D: product "tea", recognised_on 2023-03-01
    ip_title E: title national_advantage, recognised_on 2022-03-01
    ip_title F: title national_advantage, recognised_on 2023-03-01
  expect A 300000
  expect B not eligible because new
  expect C 300000
  expect D not eligible because new
  expect E 50000
  expect F not eligible because new
  expect 2023 total 0

case "a mark that was recognised before the policy is not newly protected; another one is" "施行前已认定的商标不算新认定，另一商标照常奖励"
  given enterprise located_here
    well_known_mark A: mark "Oak", recognised_on 2016-03-01
    well_known_mark B: mark "Oak", recognised_on 2022-03-01
    well_known_mark C: mark "Elm", recognised_on 2022-03-01
  expect B not eligible because new
  expect C 300000
  expect total 300000

case "a firm that is no patent agency" "不属代理机构的服务机构，不予设立奖励"
  given agency
    agency_registration R: form corporate, attorneys 5, set_up_on 2022-03-01, closed_on none
  expect R not eligible because patent_agency

case "ten million of revenue" "主营收入1000万元，达到门槛"
  given operation_agency
  given figures 2022: main_revenue 10000000
  expect 2022 "2022" of 22.main_revenue 200000

case "a fen below ten million" "主营收入比1000万元少1分，不予奖励"
  given operation_agency
  given figures 2022: main_revenue 9999999.99
  expect "2022" of 22.main_revenue not eligible because main_revenue

case "paid once, in the first year that reaches it" "在首个达标年度奖励，只奖励一次"
  given operation_agency
  given figures 2022: main_revenue 9000000
  given figures 2023: main_revenue 12000000
  given figures 2024: main_revenue 15000000
  expect 2022 "2022" of 22.main_revenue not eligible because main_revenue
  expect 2023 "2023" of 22.main_revenue 200000
  expect 2024 "2024" of 22.main_revenue already paid

case "the revenue of another firm" "非运营机构的主营收入达标，不予奖励"
  given agency
  given figures 2022: main_revenue 12000000
  expect "2022" of 22.main_revenue not eligible because operation_agency

# ---- article 23: certificates

case "half the cost of the first certificate" "首次通过认证，按认证费用的50%奖励"
  given academy
    initial_certification C: standard gbt33251, cost 32000.5, passed_on 2022-03-01
  expect C 16000.25

case "half of 60,000 is the most" "认证费用6万元，50%恰好达到3万元上限"
  given enterprise
    initial_certification C: standard gbt29490, cost 60000, passed_on 2022-03-01
  expect C 30000

case "half of more is cut" "认证费用超过6万元，奖励以3万元封顶"
  given enterprise
    initial_certification C: standard gbt29490, cost 60002, passed_on 2022-03-01
  expect C 30000

case "a second certificate is not the first" "第二次认证不属首次通过，不予奖励"
  given enterprise
    initial_certification B: standard gbt29490, cost 20000, passed_on 2019-03-01
    initial_certification C: standard gbt29490, cost 60000, passed_on 2022-03-01
  expect B out of window
  expect C not eligible because initial_certification
  expect total 0

case "an audit of surveillance is no first certificate, and does not make one a second" "监督审核不属初次认证，也不影响首次通过的认定"
  given enterprise
    certification B: standard gbt29490, stage surveillance, cost 60000, passed_on 2022-03-01
    certification C: standard gbt33250, stage initial, cost 50000, passed_on 2022-03-01
  expect C 25000
  expect total 25000

case "a unit that was paid for a certificate" "认证奖励已兑现的单位，不再奖励"
  given enterprise
    initial_certification C: standard gbt29490, cost 60000, passed_on 2022-03-01
  given history 23.initial_certification.passed another paid 10000 in 2021
  expect C already paid

case "the certificate of an association" "社会组织通过认证，不予奖励"
  given association
    initial_certification C: standard gbt29490, cost 60000, passed_on 2022-03-01
  expect C not eligible because undertaking

# ---- article 24: attorneys

case "the attorney's certificate after a year on the job" "在职满一年取得代理师证，予以奖励"
  given person joined_enterprise_on 2021-03-01
    attorney_certificate A: obtained_on 2022-03-01, revoked_on none
  expect A 5000

case "the attorney's certificate a day before the year is full" "取得代理师证时差一日满一年，不予奖励"
  given person joined_enterprise_on 2021-03-02
    attorney_certificate A: obtained_on 2022-03-01, revoked_on none
  expect A not eligible because in_enterprise_job

case "the attorney's certificate of the first day of 2021" "2021年1月1日取得代理师证，予以奖励"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: obtained_on 2021-01-01, revoked_on none
  expect 2021 A 5000

case "the attorney's certificate of the last day of 2020" "2020年12月31日取得代理师证，不在有效期内"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: obtained_on 2020-12-31, revoked_on none
  expect A out of window

case "first attorney, then lawyer, in one year" "同年先取得代理师证、后取得法律职业资格"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: obtained_on 2022-03-01, revoked_on none
    legal_qualification L: obtained_on 2022-09-01
  expect A 5000
  expect L 3000
  expect 2022 total 8000

case "first lawyer, then attorney" "先取得法律职业资格、后取得代理师证，只奖励后者"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: obtained_on 2022-09-01, revoked_on none
    legal_qualification L: obtained_on 2022-03-01
  expect A 5000
  expect L not eligible because attorney_certificate
  expect total 5000

case "an old attorney who becomes a lawyer" "早年取得代理师证，2021年新取得法律职业资格"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: obtained_on 2015-03-01, revoked_on none
    legal_qualification L: obtained_on 2021-06-01
  expect A out of window
  expect 2021 L 3000

case "certificates that were obtained before are not newly obtained" "以前已取得的证书不算新取得"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: certificate "A", obtained_on 2015-03-01, revoked_on none
    attorney_certificate B: certificate "A", obtained_on 2022-03-01, revoked_on none
    legal_qualification K: certificate "L", obtained_on 2016-03-01
    legal_qualification L: certificate "L", obtained_on 2022-03-01
  expect B not eligible because new
  expect L not eligible because new
  expect total 0

case "a lawyer of the first day of 2021" "2021年1月1日取得法律职业资格，予以奖励"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: obtained_on 2015-03-01, revoked_on none
    legal_qualification L: obtained_on 2021-01-01
  expect 2021 L 3000

case "a lawyer of the last day of 2020" "2020年12月31日取得法律职业资格，不在有效期内"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: obtained_on 2015-03-01, revoked_on none
    legal_qualification L: obtained_on 2020-12-31
  expect L out of window

case "a lawyer who is no longer an attorney" "代理师证已注销的，法律职业资格不予奖励"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: obtained_on 2015-03-01, revoked_on 2022-06-01
    legal_qualification L: obtained_on 2022-06-01
  expect L not eligible because attorney_certificate

case "a lawyer who is new on the job" "在职未满一年的，法律职业资格不予奖励"
  given person joined_enterprise_on 2022-01-01
    attorney_certificate A: obtained_on 2015-03-01, revoked_on none
    legal_qualification L: obtained_on 2022-06-01
  expect L not eligible because in_enterprise_job

case "each is paid once for a person" "代理师证和法律职业资格，每人各奖励一次"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: obtained_on 2022-03-01, revoked_on none
    legal_qualification L: obtained_on 2022-09-01
  given history 24.attorney_certificate.new another paid 5000 in 2021
  given history 24.legal_qualification.new another paid 3000 in 2021
  expect A already paid
  expect L already paid
  expect 2022 total 0

case "since when one has the job must be known" "入职日未填写的，金额待定"
  given person
    attorney_certificate A: obtained_on 2022-03-01, revoked_on none
  expect A undetermined for joined_enterprise_on
  expect due between 0 and 5000

case "a firm is no person" "企业不属个人，证书不予奖励"
  given enterprise
    attorney_certificate A: obtained_on 2022-03-01, revoked_on none
    legal_qualification L: obtained_on 2022-09-01
  expect A not eligible because person
  expect L not eligible because person

# ---- article 29: other levels

case "what the province or the state paid for is not paid here" "其他各级已资助的事项，本市不再奖励"
  given small_enterprise located_here
    cultivation_project K: aim innovation, selected_on 2022-03-01
    navigation_project N: scope industry_plan, selected_on 2022-03-01
    navigation_project O: scope enterprise_operation, selected_on 2022-03-01
    well_known_mark Oak: recognised_on 2022-03-01
    geo_indication_product Tea: recognised_on 2022-03-01
    copyright_title T: honour national_unit, subject "U", recognised_on 2022-03-01
    technical_standard S: standard_number "T1", patent "ZL1", reached group_standard, core_patent, reviewed,
        leads, adopted_on 2022-03-01
    ip_title D: title national_demonstration, recognised_on 2022-03-01
    pledge_loan L: right_kind patent_right, principal 2000000, actual_rate 3%, lender bank, on_schedule,
        drawn_on 2021-03-01, repaid_on 2022-03-01
    securitisation Z: first_public_issue, financing 10000000, issued_on 2022-01-01, repaid_on 2022-03-01
    ip_insurance I: right_kind patent_right, premium 80000, bought_on 2022-03-01
    workstation W: selected_on 2022-03-01
    typical_case C: own_enforcement, listed_on 2022-03-01
    certification Q: standard gbt29490, stage initial, cost 60000, passed_on 2022-03-01
  given approval 15.securitisation.issued Z 250000
  given support cultivation_project K provincial 1 in 2022
  given support navigation_project N national 1 in 2022
  given support navigation_project O county_level 1 in 2022
  given support well_known_mark Oak provincial 1 in 2022
  given support geo_indication_product Tea provincial 1 in 2022
  given support copyright_title T provincial 1 in 2022
  given support technical_standard S provincial 1 in 2022
  given support ip_title D provincial 1 in 2022
  given support pledge_loan L provincial 1 in 2022
  given support securitisation Z provincial 1 in 2022
  given support ip_insurance I provincial 1 in 2022
  given support workstation W provincial 1 in 2022
  given support typical_case C provincial 1 in 2022
  given support certification Q provincial 1 in 2022
  expect K supported by another level
  expect N of 3.navigation_project.selected supported by another level
  expect O of 4.navigation_project.selected supported by another level
  expect Oak supported by another level
  expect Tea supported by another level
  expect T supported by another level
  expect S supported by another level
  expect D supported by another level
  expect L supported by another level
  expect Z of 15.securitisation.issued supported by another level
  expect Z of 15.securitisation.repaid supported by another level
  expect I supported by another level
  expect W supported by another level
  expect C supported by another level
  expect Q supported by another level
  expect total 0
  expect due between 0 and 0

case "what another level paid an agency for" "其他各级已资助代理机构的，不再奖励"
  given patent_agency, operation_agency
    agency_registration R: form corporate, attorneys 5, set_up_on 2022-03-01, closed_on none
  given figures 2022: main_revenue 10000000, works_registered 90
  given rank works_registered 1 in 2022
  given support agency_registration R provincial 1 in 2022
  given support applicant provincial 1 in 2022
  expect R supported by another level
  expect "2022" of 22.main_revenue supported by another level
  expect "2022" of 7.works_registered supported by another level
  expect total 0

case "another title that the province paid for, an audit that the county paid for, and the deal of another year are other matters" "其他各级资助的是另一称号、认证或年度交易的，不影响奖励"
  given enterprise located_here
    ip_title D: title national_demonstration, recognised_on 2022-03-01
    certification Q: standard gbt29490, stage initial, cost 60000, passed_on 2022-03-01
    patent_deal A: contract "T1", deal_year "2022", amount 200000, role buyer, right invention,
        contract_registered, used_here, not related_party, paid_on 2022-03-01
  given support ip_title provincial_advantage provincial 50000 in 2019
  given support certification "gbt29490 / 2024-03-01" county_level 5000 in 2024
  given support patent_deal "T1 / 2023" provincial 5000 in 2023
  expect D 100000
  expect Q 30000
  expect "2022" of 8.patent_deal.paid 20000
  expect total 150000

case "what another level paid a person for" "其他各级已资助个人证书的，不再奖励"
  given person joined_enterprise_on 2019-03-02
    attorney_certificate A: obtained_on 2022-03-01, revoked_on none
    legal_qualification L: obtained_on 2022-09-01
  given support attorney_certificate A provincial 1 in 2022
  given support legal_qualification L provincial 1 in 2022
  expect A supported by another level
  expect L supported by another level

case "support of an earlier year counts, support of another item does not" "以前年度的资助也计，对其他事项的资助不计"
  given enterprise located_here
    ip_insurance I: right_kind patent_right, premium 80000, bought_on 2022-03-01
    ip_insurance J: right_kind patent_right, premium 10000, bought_on 2022-04-01
  given support ip_insurance I national 100 in 2020
  expect I supported by another level
  expect J 5000

case "what another programme of the city paid is of no other level" "本市其他项目的资助不属其他各级资助"
  given enterprise located_here
    ip_insurance I: right_kind patent_right, premium 80000, bought_on 2022-03-01
    ip_insurance J: right_kind patent_right, premium 10000, bought_on 2022-04-01
  given support ip_insurance I municipal 30000 in 2022
  given support ip_insurance J county_level 1 in 2022
  expect I 40000
  expect J supported by another level

case "support of nothing is none" "资助金额为0元的，视为未获资助"
  given enterprise located_here
    ip_insurance I: right_kind patent_right, premium 80000, bought_on 2022-03-01
  given support ip_insurance I national 0 in 2022
  expect I 40000

case "what another level paid takes no place and fills no cap" "其他各级已资助的事项，不占名额，不计入最高金额"
  given enterprise
    typical_case C: own_enforcement, listed_on 2022-03-01
    typical_case D: own_enforcement, listed_on 2022-04-01
    ip_insurance I: right_kind patent_right, premium 80000, bought_on 2022-03-01
    ip_insurance J: right_kind patent_right, premium 90000, bought_on 2022-04-01
  given support typical_case C national 1 in 2022
  given support ip_insurance I national 1 in 2022
  expect C supported by another level
  expect D 100000
  expect J 45000
  expect J awarded

case "a title of the province is no support of the certificate" "称号获省级资助的，不影响认证奖励"
  given enterprise
    ip_title D: title national_demonstration, recognised_on 2022-03-01
    certification Q: standard gbt29490, stage initial, cost 60000, passed_on 2022-03-01
  given support ip_title D provincial 1 in 2022
  expect D supported by another level
  expect Q 30000

# ---- article 30: the older document

case "a mark and a product of the first day of 2021 are the older document's, those of the day before are nobody's" "2021年首日认定的商标、产品按以往文件执行，前一日的不计"
  given enterprise located_here
    well_known_mark Oak: recognised_on 2020-12-31
    well_known_mark Elm: recognised_on 2021-01-01
    geo_indication_product Tea: recognised_on 2020-12-31
    geo_indication_product Silk: recognised_on 2021-01-01
  expect Oak out of window
  expect Elm by reference
  expect Tea out of window
  expect Silk by reference
  expect total 0

case "a mark of the last days of 2021 takes nothing from one of 2022" "2021年末认定的商标不影响2022年商标的奖励"
  given enterprise located_here
    well_known_mark Oak: recognised_on 2021-12-31
    well_known_mark Elm: recognised_on 2022-01-01
  expect Oak by reference
  expect Elm 300000
  expect 2021 total 0
