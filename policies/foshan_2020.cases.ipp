# Cases of foshan_2020. Every figure was worked out by hand from the document and the recorded readings.
# The day before and after each border, each side of each sum, and each rule once binding and once not.

cases for foshan_2020

# ---- the window: 2020-04-20 to 2022-12-31, both days included

case "an event on the day before the plan was issued is outside" "印发前一日的事项不在有效期内"
  given association
    geo_indication_trademark orchid: registered_on 2020-04-19
  expect orchid out of window
  expect total 0

case "an event on the day of issue counts" "印发当日的事项计入"
  given association
    geo_indication_trademark orchid: registered_on 2020-04-20
  expect 2020 orchid 200000
  expect 2020 total 200000

case "an event on the last day of the programme counts" "工程最后一日的事项计入"
  given association
    geo_indication_trademark orchid: registered_on 2022-12-31
  expect 2022 orchid 200000
  expect orchid awarded

case "an event on the day after the programme is outside" "工程结束次日的事项不在有效期内"
  given association
    geo_indication_trademark orchid: registered_on 2023-01-01
  expect orchid out of window
  expect total 0

case "with an as-of date, a later event is not settled yet" "有截至日的，其后的事项暂不结算"
  given association
    geo_indication_trademark orchid: registered_on 2021-05-04
  given as of 2021-05-03
  expect orchid out of window
  expect total 0

# ---- articles 2.1.1 and 2.1.2: listed units

case "who enters the list is supported under other documents, and open to an extra reward" "入录单位按其他文件扶持，另有追加奖励待核定"
  given enterprise
    cultivation_listing Y: list_year "2021", listed_on 2021-03-01, removed_on none
  expect Y of 2.1.1.cultivation_listing by reference
  expect Y of 2.1.2.cultivation_listing by reference
  expect 2022 Y of 3.3.cultivation_listing.listed ceiling
  expect total 0
  expect due at least 0

case "who entered the list before the plan is not looked at under the two articles" "印发前入录的，不适用第2.1.1条、第2.1.2条"
  given enterprise
    cultivation_listing Y: list_year "2020", listed_on 2020-04-19, removed_on none
  expect Y of 2.1.1.cultivation_listing out of window
  expect Y of 2.1.2.cultivation_listing out of window

# ---- article 2.1.4: alliances

case "an alliance recorded by the state is paid 100,000" "国家级备案的知识产权联盟奖励10万元"
  given association
    ip_alliance K: level national, recorded_on 2021-03-01
  expect 2021 K 100000
  expect K awarded

case "an alliance recorded by the province is not paid" "省级备案的知识产权联盟不奖励"
  given association
    ip_alliance K: level provincial, recorded_on 2021-03-01
  expect K not eligible because level
  expect total 0

case "an alliance that a firm applies for is paid, on the list of cultivated units or not" "企业申报的知识产权联盟，不论是否入录均奖励"
  given enterprise
    ip_alliance K: level national, recorded_on 2021-03-01
  expect K 100000

case "an alliance that is recorded again is paid once, another alliance beside it" "联盟再次备案只奖励一次，另一联盟另行奖励"
  given association
    ip_alliance K1: alliance "K", level national, recorded_on 2020-05-01
    ip_alliance K2: alliance "K", level national, recorded_on 2022-05-01
    ip_alliance M: level national, recorded_on 2022-05-01
  expect 2020 K1 100000
  expect 2022 K2 already paid
  expect 2022 M 100000
  expect total 200000

case "an alliance that an earlier run paid is not paid again" "以前结算已奖励的知识产权联盟不再奖励"
  given association
    ip_alliance K: level national, recorded_on 2022-05-01
  given history 2.1.4.ip_alliance.recorded K paid 100000 in 2021
  expect K already paid
  expect 2022 total 0

case "who recorded the alliance must be known" "联盟备案级别未写明的，待定"
  given association
    ip_alliance K: recorded_on 2021-03-01
  expect K undetermined for level
  expect due between 0 and 100000

# ---- article 2.1.5: quality awards

case "the quality award of the state" "国家级质量奖"
  given enterprise
    quality_award Q: level national, award_year "2021", won_on 2021-09-16
  expect 2021 Q 2000000
  expect 2021 total 2000000

case "the quality award of the province" "省级质量奖"
  given institution
    quality_award Q: level provincial, award_year "2021", won_on 2021-09-16
  expect 2021 total 1000000

case "the quality award of the city brings the same sum" "市级质量奖金额与省级相同"
  given enterprise
    quality_award Q: level municipal, award_year "2021", won_on 2021-09-16
  expect 2021 total 1000000

case "the awards of province and city in one year are both paid" "同年获省级、市级质量奖，均予奖励"
  given enterprise
    quality_award P: level provincial, award_year "2021", won_on 2021-05-10
    quality_award C: level municipal, award_year "2021", won_on 2021-09-16
  expect P 1000000
  expect C 1000000
  expect 2021 total 2000000

case "all three awards are paid, each in its year" "三级质量奖均予奖励，各计入当年"
  given enterprise
    quality_award C: level municipal, award_year "2020", won_on 2020-09-16
    quality_award P: level provincial, award_year "2021", won_on 2021-05-10
    quality_award N: level national, award_year "2022", won_on 2022-09-16
  expect 2020 total 1000000
  expect 2021 total 1000000
  expect 2022 total 2000000
  expect total 4000000

case "the award of the city won a second time is paid again" "市级质量奖再次获奖，再次奖励"
  given enterprise
    quality_award A: level municipal, award_year "2020", won_on 2020-09-16
    quality_award B: level municipal, award_year "2022", won_on 2022-09-16
  expect A 1000000
  expect B 1000000
  expect total 2000000

case "the quality award of a district is not in the list" "县级质量奖未列明，不奖励"
  given enterprise
    quality_award Q: level county_level, award_year "2021", won_on 2021-09-16
  expect Q not eligible because level
  expect total 0

case "the quality award of an association is not paid" "社会组织的质量奖不奖励"
  given association
    quality_award Q: level national, award_year "2021", won_on 2021-09-16
  expect Q not eligible because undertaking
  expect total 0

case "a quality award before the plan is outside" "印发前的质量奖不在有效期内"
  given enterprise
    quality_award Q: level national, award_year "2018", won_on 2018-11-02
  expect Q out of window

case "one award of one year is paid once, and that of another year again" "同一年度的同一质量奖只奖励一次，另一年度另行奖励"
  given enterprise
    quality_award Q: level provincial, award_year "2020", won_on 2020-06-16
    quality_award R: level provincial, award_year "2020", won_on 2021-06-16
    quality_award S: level provincial, award_year "2022", won_on 2022-06-16
  expect Q 1000000
  expect R already paid
  expect S 1000000

case "whose quality award it is must be known: at most that of the state" "质量奖级别未写明的待定，最多为国家级金额"
  given enterprise
    quality_award Q: award_year "2021", won_on 2021-09-16
  expect Q undetermined for level
  expect due between 0 and 2000000

# ---- article 2.1.5: marks

case "each mark that is recognised for the first time is paid 300,000" "首次认定的驰名商标每件奖励30万元"
  given enterprise
    well_known_mark A: first_recognition, recognised_on 2020-06-01
    well_known_mark B: first_recognition, recognised_on 2020-07-01
  expect A 300000
  expect B 300000
  expect 2020 total 600000

case "a mark that was recognised before is not paid" "此前已认定过的驰名商标不奖励"
  given enterprise
    well_known_mark A: not first_recognition, recognised_on 2020-06-01
  expect A not eligible because first_recognition
  expect total 0

case "a mark that is recognised again in the programme is paid once" "工程期内再次认定的驰名商标只奖励一次"
  given enterprise
    well_known_mark A1: mark "A", first_recognition, recognised_on 2020-06-01
    well_known_mark A2: mark "A", not first_recognition, recognised_on 2022-06-01
  expect A1 300000
  expect A2 not eligible because new
  expect total 300000

case "a mark that was paid for is not paid again" "已奖励过的驰名商标不再奖励"
  given enterprise
    well_known_mark A: first_recognition, recognised_on 2022-06-01
  given history 2.1.5.well_known_mark.new A paid 300000 in 2021
  expect A not eligible because new
  expect 2022 total 0

case "whether it is the first recognition must be known" "是否首次认定未写明的，待定"
  given enterprise
    well_known_mark A: recognised_on 2020-06-01
  expect A undetermined for first_recognition
  expect due between 0 and 300000

case "recognition by a court brings nothing" "司法认定的驰名商标不奖励"
  given enterprise
    judicial_well_known_mark A: recognised_on 2020-06-01
  expect total 0
  expect due between 0 and 0

case "each mark of a geographical indication is paid 200,000" "地理标志商标每件奖励20万元"
  given association
    geo_indication_trademark orchid: registered_on 2021-02-10
    geo_indication_trademark pastry: registered_on 2021-03-10
  expect orchid 200000
  expect pastry 200000
  expect 2021 total 400000

case "a product under protection without a mark is not paid" "仅有地理标志保护产品而无商标的，不奖励"
  given association
    geo_indication_product orchid: recognised_on 2021-02-10
  expect total 0
  expect due between 0 and 0

case "a mark of a geographical indication is paid once" "同一地理标志商标只奖励一次"
  given association
    geo_indication_trademark orchid: registered_on 2021-02-10
  given history 2.1.5.geo_indication_trademark.registered orchid paid 200000 in 2020
  expect orchid already paid
  expect 2021 total 0

# ---- article 2.1.6: titles

case "the national demonstration title" "国家示范称号"
  given enterprise
    ip_title T: title national_demonstration, recognised_on 2021-05-10
  expect 2021 total 500000
  expect T awarded

case "the national advantage title" "国家优势称号"
  given enterprise
    ip_title T: title national_advantage, recognised_on 2021-05-10
  expect 2021 total 300000

case "the provincial demonstration title" "省级示范称号"
  given enterprise
    ip_title T: title provincial_demonstration, recognised_on 2021-05-10
  expect 2021 total 200000

case "two titles of one year are both paid" "同年两个称号均予奖励"
  given enterprise
    ip_title P: title provincial_demonstration, recognised_on 2021-03-10
    ip_title A: title national_advantage, recognised_on 2021-09-10
  expect P 200000
  expect A 300000
  expect 2021 total 500000

case "three titles of three years are all paid in full" "三年三个称号均全额奖励"
  given enterprise
    ip_title P: title provincial_demonstration, recognised_on 2020-12-31
    ip_title A: title national_advantage, recognised_on 2021-01-01
    ip_title N: title national_demonstration, recognised_on 2022-12-31
  expect 2020 total 200000
  expect 2021 total 300000
  expect 2022 total 500000
  expect total 1000000

case "a title held since before the plan brings nothing" "印发前已有的称号不奖励"
  given enterprise
    ip_title T: title national_demonstration, recognised_on 2019-12-10
  expect T out of window
  expect total 0

case "a title that is recognised anew after a review is paid once" "复核后重新认定的称号只奖励一次"
  given enterprise
    ip_title T: title national_advantage, recognised_on 2022-05-10
  given history 2.1.6.ip_title.recognised national_advantage paid 300000 in 2020
  expect T already paid
  expect 2022 total 0

case "a title of the city is not in the list" "市级称号未列明，不奖励"
  given enterprise
    ip_title T: title municipal_demonstration, recognised_on 2021-05-10
  expect T not eligible because title
  expect total 0

case "the advantage title of the province is not in the list" "省级优势称号未列明，不奖励"
  given enterprise
    ip_title T: title provincial_advantage, recognised_on 2021-05-10
  expect T not eligible because title

case "the title of an institution is not paid" "事业单位的称号不奖励"
  given institution
    ip_title T: title national_demonstration, recognised_on 2021-05-10
  expect T not eligible because enterprise
  expect total 0

case "which title it is must be known: at most the highest" "称号未写明的待定，最多为最高一级金额"
  given enterprise
    ip_title T: recognised_on 2021-05-10
  expect T undetermined for title
  expect due between 0 and 500000

# ---- article 2.1.7: leaders of a sub-sector

case "a new leader of a sub-sector is paid 200,000" "新认定的细分龙头奖励20万元"
  given enterprise
    sector_leader L: recognised_on 2021-05-10
  expect 2021 L 200000

case "a leader that was one before the plan is not newly recognised" "印发前已是细分龙头的，不属新认定"
  given enterprise
    sector_leader L: sector "valves", recognised_on 2018-05-10
    sector_leader M: sector "valves", recognised_on 2021-05-10
  expect M not eligible because new
  expect total 0

case "a leader of two sub-sectors is paid once" "两个行业的细分龙头只奖励一次"
  given enterprise
    sector_leader L1: recognised_on 2020-05-10
    sector_leader L2: recognised_on 2022-05-10
  expect L1 200000
  expect L2 already paid
  expect total 200000

case "a leader that an earlier run paid in another sub-sector is not paid again" "以前结算已按另一行业奖励的细分龙头，不再奖励"
  given enterprise
    sector_leader L2: recognised_on 2022-05-10
  given history 2.1.7.sector_leader.new L1 paid 200000 in 2020
  expect L2 already paid

case "a leader that is no company is not paid" "细分龙头非企业的，不奖励"
  given institution
    sector_leader L: recognised_on 2021-05-10
  expect L not eligible because enterprise

# ---- article 2.2.2: assignments and licences

case "a buyer is paid 5% of what was paid" "专利交易买方按实付金额的5%奖励"
  given enterprise
    patent_deal D: role buyer, amount 1000000, paid_on 2021-05-10
  expect 2021 D 50000

case "5% is rounded half up to the fen" "按5%计算，四舍五入至分"
  given enterprise
    patent_deal A: role buyer, amount 100.1, paid_on 2021-05-10
    patent_deal B: role buyer, amount 100.09, paid_on 2021-05-11
  expect A 5.01
  expect B 5

case "a seller is not paid" "专利交易卖方不奖励"
  given enterprise
    patent_deal D: role seller, amount 1000000, paid_on 2021-05-10
  expect D not eligible because role
  expect total 0

case "a broker is not paid" "专利交易中介不奖励"
  given agency
    patent_deal D: role broker, amount 1000000, paid_on 2021-05-10
  expect D not eligible because role

case "a deal with a related party is paid like any other" "关联方之间的专利交易同样奖励"
  given enterprise
    patent_deal D: role buyer, amount 1000000, related_party, paid_on 2021-05-10
  expect D 50000

case "a deal of 20,000,000 brings the yearly cap exactly" "交易额2000万元，恰为年度最高额"
  given enterprise
    patent_deal D: role buyer, amount 20000000, paid_on 2021-05-10
  expect D 1000000
  expect D awarded

case "a deal a little above 20,000,000 is cut to the yearly cap" "交易额略超2000万元，核减至年度最高额"
  given enterprise
    patent_deal D: role buyer, amount 20000000.2, paid_on 2021-05-10
  expect D 1000000
  expect D reduced by cap of article 2.2.2

case "the later of two deals gets what the cap leaves" "两笔交易，在后一笔只得最高额所余"
  given enterprise
    patent_deal A: role buyer, amount 12000000, paid_on 2021-03-10
    patent_deal B: role buyer, amount 10000000, paid_on 2021-05-10
  expect A 600000
  expect B 400000
  expect B reduced by cap of article 2.2.2
  expect 2021 total 1000000

case "royalties of one licence fill the caps of two years" "同一许可的提成，两年分别适用最高额"
  given person
    patent_deal A: contract "X", deal_year "2021", role buyer, amount 24000000, paid_on 2021-12-31
    patent_deal B: contract "X", deal_year "2022", role buyer, amount 18000000, paid_on 2022-01-01
  expect 2021 A 1000000
  expect A reduced by cap of article 2.2.2
  expect 2022 B 900000
  expect B awarded

case "what was paid earlier in the year is charged to the cap" "当年已兑现的金额占用最高额"
  given enterprise
    patent_deal B: role buyer, amount 10000000, paid_on 2021-05-10
  given history 2.2.2.patent_deal.paid A paid 700000 in 2021
  expect B 300000
  expect 2021 total 300000

case "what was paid in another year is not charged to the cap" "其他年度已兑现的金额不占用最高额"
  given enterprise
    patent_deal B: role buyer, amount 10000000, paid_on 2021-05-10
  given history 2.2.2.patent_deal.paid A paid 700000 in 2020
  expect B 500000
  expect B awarded

case "a deal of a park is paid, as that of any body" "园区的专利交易与其他单位同样奖励"
  given park
    patent_deal D: role buyer, amount 1000000, paid_on 2021-05-10
  expect D 50000

case "a deal of a county is not paid" "县区的专利交易不奖励"
  given county
    patent_deal D: role buyer, amount 1000000, paid_on 2021-05-10
  expect D not eligible because unit

case "a deal whose sum is not stated is worth at most the cap" "交易金额未写明的待定，最多为最高额"
  given enterprise
    patent_deal D: role buyer, paid_on 2021-05-10
  expect D undetermined for amount
  expect due between 0 and 1000000

case "a deal whose sum is not stated takes of the cap before a later one: at least what the later one brings alone" "在先交易金额未写明，合计至少为在后交易单独应得"
  given enterprise
    patent_deal A: role buyer, paid_on 2021-03-10
    patent_deal B: role buyer, amount 10000000, paid_on 2021-05-10
  expect A undetermined for amount
  expect total 500000
  expect due between 500000 and 1000000

case "whether one bought must be known" "是否买方未写明的，待定"
  given enterprise
    patent_deal D: amount 1000000, paid_on 2021-05-10
  expect D undetermined for role
  expect due between 0 and 50000

# ---- article 2.2.3: pledge loans

case "a pledge loan is compensated under another document" "质押贷款按其他文件补偿"
  given enterprise
    pledge_loan L1: principal 2000000, drawn_on 2021-05-01
  expect L1 by reference
  expect total 0

case "a pledge loan before the plan is not looked at" "印发前的质押贷款不在有效期内"
  given enterprise
    pledge_loan L1: principal 2000000, drawn_on 2020-04-19
  expect L1 out of window

# ---- article 2.2.5: insurance

case "half of the premium of patent insurance" "专利保险按保费的50%奖励"
  given enterprise
    ip_insurance P: right_kind patent_right, premium 25000, bought_on 2021-02-01
  expect 2021 P 12500

case "half of the premium is rounded half up to the fen" "保费的50%四舍五入至分"
  given enterprise
    ip_insurance P: right_kind patent_right, premium 0.01, bought_on 2021-02-01
  expect P 0.01

case "insurance of a mark is not paid" "商标保险不奖励"
  given enterprise
    ip_insurance P: right_kind trademark_right, premium 25000, bought_on 2021-02-01
  expect P not eligible because right_kind
  expect total 0

case "insurance of a person is not paid" "个人的保险不奖励"
  given person
    ip_insurance P: right_kind patent_right, premium 25000, bought_on 2021-02-01
  expect P not eligible because unit

case "a premium of 600,000 brings the yearly cap exactly" "保费60万元，恰为年度最高额"
  given institution
    ip_insurance P: right_kind patent_right, premium 600000, bought_on 2021-02-01
  expect P 300000
  expect P awarded

case "a premium a little above 600,000 is cut to the yearly cap" "保费略超60万元，核减至年度最高额"
  given institution
    ip_insurance P: right_kind patent_right, premium 600000.02, bought_on 2021-02-01
  expect P 300000
  expect P reduced by cap of article 2.2.5

case "the yearly cap on premiums binds over all contracts of the year" "保费年度最高额按当年全部合同合并适用"
  given association
    ip_insurance A: right_kind patent_right, premium 500000, bought_on 2021-12-30
    ip_insurance B: right_kind patent_right, premium 200000, bought_on 2021-12-31
    ip_insurance C: right_kind patent_right, premium 200000, bought_on 2022-01-01
  expect A 250000
  expect B 50000
  expect B reduced by cap of article 2.2.5
  expect 2021 total 300000
  expect 2022 C 100000

case "the caps on deals and on premiums are filled apart" "专利交易与保费的最高额分别计算"
  given enterprise
    patent_deal D: role buyer, amount 30000000, paid_on 2021-05-10
    ip_insurance P: right_kind patent_right, premium 800000, bought_on 2021-02-01
  expect D 1000000
  expect P 300000
  expect 2021 total 1300000

# ---- article 2.3.3: patent prizes

case "gold, silver and excellence of the state are fixed sums" "中国专利奖金奖、银奖、优秀奖按固定金额奖励"
  given enterprise
    patent_prize G: patent "ZL1", level national, prize gold, won_on 2021-07-10
    patent_prize S: patent "ZL2", level national, prize silver, won_on 2021-07-10
    patent_prize E: patent "ZL3", level national, prize excellence, won_on 2021-07-10
  expect G of china_prize 500000
  expect S of china_prize 300000
  expect E of china_prize 200000
  expect 2021 total 1000000

case "gold, silver and excellence of the province are ceilings" "广东省专利奖金奖、银奖、优秀奖为最高额，待核定"
  given enterprise
    patent_prize G: patent "ZL1", level provincial, prize gold, won_on 2021-07-10
    patent_prize S: patent "ZL2", level provincial, prize silver, won_on 2021-07-10
    patent_prize E: patent "ZL3", level provincial, prize excellence, won_on 2021-07-10
  expect G of guangdong_prize ceiling
  expect S of guangdong_prize ceiling
  expect E of guangdong_prize ceiling
  expect total 0
  expect due between 0 and 600000

case "what the bureau set for prizes of the province is paid, each up to its ceiling" "广东省专利奖按核定金额奖励，不超过各奖级最高额"
  given enterprise
    patent_prize G: patent "ZL1", level provincial, prize gold, won_on 2021-07-10
    patent_prize S: patent "ZL2", level provincial, prize silver, won_on 2021-07-10
    patent_prize E: patent "ZL3", level provincial, prize excellence, won_on 2021-07-10
  given approval guangdong_prize G 300000
  given approval guangdong_prize S 150000
  given approval guangdong_prize E 100000.01
  expect G of guangdong_prize 300000
  expect S of guangdong_prize 150000
  expect E of guangdong_prize 100000
  expect 2021 total 550000
  expect due between 550000 and 550000

case "one patent with the prize of the province and of the state is paid for both" "同一专利获省级、国家级专利奖，均予奖励"
  given person
    patent_prize P: patent "ZL1", level provincial, prize gold, won_on 2021-03-10
    patent_prize N: patent "ZL1", level national, prize silver, won_on 2021-07-10
  given approval guangdong_prize P 300000
  expect P of guangdong_prize 300000
  expect N of china_prize 300000
  expect 2021 total 600000

case "a prize that is listed for a second day is paid once, and a better one beside it" "同一奖项再次列入只奖励一次，更高奖项另行奖励"
  given person
    patent_prize A: patent "ZL1", level national, prize excellence, won_on 2021-07-10
    patent_prize B: patent "ZL1", level national, prize excellence, won_on 2022-07-10
    patent_prize C: patent "ZL1", level national, prize gold, won_on 2022-07-10
    patent_prize D: patent "ZL2", level provincial, prize gold, won_on 2021-07-10
    patent_prize E: patent "ZL2", level provincial, prize gold, won_on 2022-07-10
  given approval guangdong_prize D 100000
  expect A of china_prize 200000
  expect B of china_prize already paid
  expect C of china_prize 500000
  expect D of guangdong_prize 100000
  expect E of guangdong_prize already paid

case "a prize for a design is of the same grade" "外观设计奖的奖级相同"
  given enterprise
    patent_prize G: patent "ZL1", level national, for_design, prize gold, won_on 2021-07-10
  expect G of china_prize 500000

case "a prize of the city is not in the list" "市级专利奖未列明，不奖励"
  given enterprise
    patent_prize M: patent "ZL1", level municipal, prize gold, won_on 2021-05-10
  expect M of china_prize not eligible because level
  expect M of guangdong_prize not eligible because level
  expect total 0

case "a grade that the plan does not name is not paid" "方案未列明的奖级不奖励"
  given enterprise
    patent_prize M: patent "ZL1", level national, prize grade_1, won_on 2021-05-10
    patent_prize F: patent "ZL1", level provincial, prize special, won_on 2021-05-10
  expect M of china_prize not eligible because prize
  expect F of guangdong_prize not eligible because prize
  expect total 0

case "a prize before the plan is outside" "印发前的专利奖不在有效期内"
  given enterprise
    patent_prize G: patent "ZL1", level national, prize gold, won_on 2019-07-10
  expect G of china_prize out of window

# ---- article 2.3.4: service brands

case "an agency with its head office here that wins the brand is paid 200,000" "总公司在本市的服务机构获服务品牌，奖励20万元"
  given agency located_here
    service_brand B: seat main_seat, recognised_on 2021-02-01
  expect 2021 B 200000

case "the branch of an agency with the brand is paid 100,000" "服务品牌机构的本市分公司奖励10万元"
  given agency_branch located_here, head_office "an agency in Guangzhou"
    service_brand B: seat branch_seat, recognised_on 2021-02-01
  expect 2021 B 100000

case "an agency from elsewhere is not paid" "外地服务机构不奖励"
  given agency not located_here
    service_brand B: seat main_seat, recognised_on 2021-02-01
  expect B not eligible because located_here
  expect total 0

case "a branch elsewhere is not paid" "外地分公司不奖励"
  given agency_branch not located_here
    service_brand B: seat branch_seat, recognised_on 2021-02-01
  expect B not eligible because located_here

case "a brand is paid once" "同一服务品牌只奖励一次"
  given agency located_here
    service_brand B: seat main_seat, recognised_on 2022-02-01
  given history 2.3.4.service_brand.recognised main_seat paid 200000 in 2020
  expect B already paid
  expect 2022 total 0

case "a firm that is no agency is not paid for a brand" "企业不属服务机构的，服务品牌不奖励"
  given enterprise located_here
    service_brand B: seat main_seat, recognised_on 2021-02-01
  expect B not eligible because agency

case "whether an agency sits here must be known" "服务机构是否在本市未写明的，待定"
  given agency
    service_brand B: seat main_seat, recognised_on 2021-02-01
  expect B undetermined for located_here
  expect due between 0 and 200000

# ---- article 3.3: extra rewards

case "the extra reward is what the bureau sets, of the last day of the programme" "追加奖励按核定金额，以工程最后一日为准"
  given enterprise
    cultivation_listing Y: list_year "2021", listed_on 2021-03-01, removed_on none
  given approval 3.3.cultivation_listing.listed Y 750000
  expect 2022 Y of 3.3.cultivation_listing.listed ceiling
  expect 2022 Y of 3.3.cultivation_listing.listed 750000
  expect 2021 total 0
  expect total 750000
  expect due between 750000 and 750000

case "before the programme has ended nothing is due, whatever was approved" "工程结束前不予兑现，不论是否已核定"
  given enterprise
    cultivation_listing Y: list_year "2021", listed_on 2021-03-01, removed_on none
  given approval 3.3.cultivation_listing.listed Y 750000
  given as of 2022-12-30
  expect total 0

case "a unit that was struck off the list has no extra reward" "已移出名录的单位无追加奖励"
  given institution
    cultivation_listing Y: list_year "2020", listed_on 2020-06-01, removed_on 2020-12-01
  given approval 3.3.cultivation_listing.listed Y 200000
  given as of 2022-12-31
  expect Y of 3.3.cultivation_listing.listed not eligible because listed
  expect due between 0 and 0

case "a unit that is listed for two years is rewarded once, with the higher sum" "两个年度入录的单位只奖励一次，就高取额"
  given enterprise
    cultivation_listing A: list_year "2020", listed_on 2020-06-01, removed_on none
    cultivation_listing B: list_year "2022", listed_on 2022-06-01, removed_on none
  given approval 3.3.cultivation_listing.listed A 100
  given approval 3.3.cultivation_listing.listed B 400000
  expect 2022 A of 3.3.cultivation_listing.listed displaced by B
  expect 2022 B of 3.3.cultivation_listing.listed 400000
  expect total 400000

case "a unit that was rewarded under an earlier run has nothing open" "以前结算已得追加奖励的单位，不再奖励"
  given enterprise
    cultivation_listing B: list_year "2022", listed_on 2022-06-01, removed_on none
  given history 3.3.cultivation_listing.listed "2022" paid 400000 in 2022
  given approval 3.3.cultivation_listing.listed B 400000
  expect B of 3.3.cultivation_listing.listed already paid
  expect due between 0 and 0

case "a unit that left the list before the plan has no extra reward" "施行前已移出名录的单位无追加奖励"
  given enterprise
    cultivation_listing Y: list_year "2019", listed_on 2019-06-01, removed_on 2020-04-20
  expect Y of 3.3.cultivation_listing.listed not eligible because listed
  expect due between 0 and 0

case "a person has no extra reward" "个人无追加奖励"
  given person
    cultivation_listing Y: list_year "2021", listed_on 2021-03-01, removed_on none
  expect Y of 3.3.cultivation_listing.listed not eligible because unit
  expect due between 0 and 0

# ---- several articles at once

case "a firm with a title, a prize, a bought patent, insurance and a quality award" "企业同获称号、专利奖、专利交易、保险和质量奖奖励"
  given enterprise
    ip_title T: title national_advantage, recognised_on 2021-01-15
    patent_prize N: patent "ZL1", level national, prize excellence, won_on 2021-07-10
    patent_deal D: role buyer, amount 500000, paid_on 2021-05-10
    ip_insurance P: right_kind patent_right, premium 30000, bought_on 2021-02-01
    quality_award Q: level municipal, award_year "2021", won_on 2021-09-16
  expect T 300000
  expect N of china_prize 200000
  expect D 25000
  expect P 15000
  expect Q 1000000
  expect 2021 total 1540000
  expect total 1540000
