# Cases of shaoguan_2021. Every figure was worked out by hand from the document and the recorded readings.
# The day before and after each border, the amounts at each tier, and each rule once binding and once not.

cases for shaoguan_2021

# ---- the window: 2021-12-21 to 2024-12-31, both days included

case "an event on the day before the document took effect is outside" "施行前一日的事项，不在有效期内"
  given association
    geo_indication_product orange: recognised_on 2021-12-20
  expect orange out of window
  expect total 0

case "an event on the first day counts" "施行首日的事项，予以奖励"
  given association
    geo_indication_product orange: recognised_on 2021-12-21
  expect 2021 orange 200000
  expect 2021 total 200000

case "an event on the last day counts" "有效期最后一日的事项，予以奖励"
  given association
    geo_indication_product orange: recognised_on 2024-12-31
  expect 2024 orange 200000

case "an event on the day after the last day is outside" "有效期届满次日的事项，不在有效期内"
  given association
    geo_indication_product orange: recognised_on 2025-01-01
  expect orange out of window
  expect total 0

case "with an as-of date, a later event is not settled yet" "截至日之后的事项，暂不结算"
  given association
    geo_indication_product orange: recognised_on 2023-05-04
  given as of 2023-05-03
  expect orange out of window
  expect total 0

# ---- article 1: domestic inventions

case "the ceiling of a domestic invention is half of the fees, open until the bureau has set the sum" "国内发明专利上限为费用的一半，核定之前待核定"
  given institution
    invention_patent ZL1: domestic, official_fees 8000, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
  expect ZL1 of 1.invention_patent.granted ceiling
  expect total 0
  expect due between 0 and 4000

case "a grant that was settled before is no second one on another day" "以往已结算的授权，填写其他日期的不再奖励"
  given enterprise
    invention_patent ZL1: domestic, official_fees 8000, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
    invention_patent ZL2: not domestic, family "F", country "US", official_fees 8000, filed_on 2019-06-01,
        granted_on 2022-05-10, lapsed_on none
  given history 1.invention_patent.granted ZL1 paid 100 in 2021
  given history 2.invention_patent.granted ZL2 paid 100 in 2021
  expect ZL1 of 1.invention_patent.granted not eligible because granted
  expect ZL2 of 2.invention_patent.granted not eligible because granted

case "what the bureau set below the ceiling is paid" "核定低于上限的，按核定金额奖励"
  given person
    invention_patent ZL1: domestic, official_fees 8000, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
  given approval 1.invention_patent.granted ZL1 3000
  expect ZL1 of 1.invention_patent.granted ceiling
  expect ZL1 of 1.invention_patent.granted 3000
  expect 2022 total 3000
  expect due between 3000 and 3000

case "what the bureau set above the ceiling is paid up to the ceiling" "核定高于上限的，按上限奖励"
  given institution
    invention_patent ZL1: domestic, official_fees 8000, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
  given approval 1.invention_patent.granted ZL1 5000
  expect ZL1 of 1.invention_patent.granted 4000

case "half of the fees is rounded down to the fen" "费用的一半向下取整到分"
  given institution
    invention_patent ZL1: domestic, official_fees 333.33, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
  given approval 1.invention_patent.granted ZL1 200
  expect ZL1 of 1.invention_patent.granted 166.66

case "what another level paid for the patent lowers the ceiling" "其他级别对该专利已资助的，上限相应降低"
  given institution
    invention_patent ZL1: domestic, official_fees 8000, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
  given support invention_patent ZL1 national 1500 in 2022
  given approval 1.invention_patent.granted ZL1 4000
  expect ZL1 of 1.invention_patent.granted 2500
  expect ZL1 of 1.invention_patent.granted reduced by support of article 1

case "support below the room that is left cuts nothing from a smaller sum" "核定金额未超过扣除资助后的余额，不核减"
  given institution
    invention_patent ZL1: domestic, official_fees 8000, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
  given support invention_patent ZL1 county_level 1500 in 2022
  given approval 1.invention_patent.granted ZL1 2500
  expect ZL1 of 1.invention_patent.granted 2500
  expect ZL1 of 1.invention_patent.granted ceiling

case "support above half of the fees leaves nothing, not less than nothing" "其他资助超过费用一半的，应得0元，不为负数"
  given institution
    invention_patent ZL1: domestic, official_fees 8000, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
  given support invention_patent ZL1 national 3000 in 2021
  given support invention_patent ZL1 county_level 1000.01 in 2022
  given approval 1.invention_patent.granted ZL1 4000
  expect ZL1 of 1.invention_patent.granted 0
  expect due between 0 and 0

case "support for another patent is not deducted" "对其他专利的资助，不予扣除"
  given institution
    invention_patent ZL1: domestic, official_fees 8000, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
  given support invention_patent ZL2 national 1500 in 2022
  given approval 1.invention_patent.granted ZL1 4000
  expect ZL1 of 1.invention_patent.granted 4000

case "fees paid in Hong Kong are converted at the parity of the day of payment" "在香港缴纳的费用，按缴费日中间价折算"
  given institution
    invention_patent HK1: domestic, official_fees 1000 HKD, fees_paid_on 2022-03-01, filed_on 2019-06-01,
        granted_on 2022-05-10, lapsed_on none
  given series central_parity HKD 2022-03-01: 0.8064
  given approval 1.invention_patent.granted HK1 10000
  expect HK1 of 1.invention_patent.granted 403.2

case "a utility model has no place in articles 1 and 2" "实用新型不适用第1条、第2条"
  given enterprise
    utility_patent U1: domestic, official_fees 8000, filed_on 2021-06-01, granted_on 2022-05-10,
        lapsed_on none
  expect total 0
  expect due between 0 and 0

case "of patents listed under the wide kind, the inventions are picked" "以专利统一列出的，只取其中的发明"
  given institution
    patent ZL1: right invention, domestic, official_fees 8000, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
    patent ZL2: right design, domestic, official_fees 500, filed_on 2019-06-01, granted_on 2022-05-10,
        lapsed_on none
  given approval 1.invention_patent.granted ZL1 4000
  expect ZL1 of 1.invention_patent.granted 4000
  expect total 4000

case "an invention granted before the window is not looked at" "有效期之前授权的发明，不予计算"
  given institution
    invention_patent ZL1: domestic, official_fees 8000, filed_on 2019-06-01, granted_on 2021-12-20,
        lapsed_on none
  given approval 1.invention_patent.granted ZL1 4000
  expect ZL1 of 1.invention_patent.granted out of window
  expect total 0

# ---- article 2: inventions abroad

case "fees abroad are converted at the parity of the day of payment, then halved" "境外费用按缴费日中间价折算，再取一半"
  given enterprise
    invention_patent US1: not domestic, country "US", family "F1", official_fees 1000 USD,
        fees_paid_on 2022-03-01, filed_on 2019-06-01, granted_on 2022-05-10, lapsed_on none
  given series central_parity USD 2022-03-01: 6.3014
  given approval 2.invention_patent.granted US1 10000
  expect US1 of 2.invention_patent.granted 3150.7
  expect US1 of 1.invention_patent.granted not eligible because domestic
  expect total 3150.7

case "without the exchange rate the ceiling cannot be told" "缺少汇率中间价的，上限无法计算"
  given enterprise
    invention_patent US1: not domestic, country "US", family "F1", official_fees 1000 USD,
        fees_paid_on 2022-03-01, filed_on 2019-06-01, granted_on 2022-05-10, lapsed_on none
  given approval 2.invention_patent.granted US1 10000
  expect US1 of 2.invention_patent.granted undetermined for central_parity
  expect due between 0 and 10000

case "three countries of one invention are paid, a fourth is not" "同一发明奖励3个授权国，第4个不予奖励"
  given enterprise
    invention_patent US1: not domestic, country "US", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-01-10, lapsed_on none
    invention_patent JP1: not domestic, country "JP", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-03-10, lapsed_on none
    invention_patent KR1: not domestic, country "KR", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2023-05-10, lapsed_on none
    invention_patent DE1: not domestic, country "DE", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2023-07-10, lapsed_on none
  given approval 2.invention_patent.granted US1 5000
  given approval 2.invention_patent.granted JP1 5000
  given approval 2.invention_patent.granted KR1 5000
  given approval 2.invention_patent.granted DE1 5000
  expect 2022 total 10000
  expect 2023 total 5000
  expect KR1 of 2.invention_patent.granted 5000
  expect DE1 of 2.invention_patent.granted 0
  expect DE1 of 2.invention_patent.granted reduced by limit of article 2

case "a second patent in a country that was paid before takes no further place" "已奖励授权国的第二件专利，不另占名额"
  given enterprise
    invention_patent US1: not domestic, country "US", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-01-10, lapsed_on none
    invention_patent US2: not domestic, country "US", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-02-10, lapsed_on none
    invention_patent JP1: not domestic, country "JP", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-03-10, lapsed_on none
    invention_patent KR1: not domestic, country "KR", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-05-10, lapsed_on none
  given approval 2.invention_patent.granted US1 5000
  given approval 2.invention_patent.granted US2 5000
  given approval 2.invention_patent.granted JP1 5000
  given approval 2.invention_patent.granted KR1 5000
  expect total 20000

case "the countries of two inventions are counted apart" "两项发明的授权国分别计算"
  given enterprise
    invention_patent US1: not domestic, country "US", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-01-10, lapsed_on none
    invention_patent JP1: not domestic, country "JP", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-03-10, lapsed_on none
    invention_patent KR1: not domestic, country "KR", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-05-10, lapsed_on none
    invention_patent DE2: not domestic, country "DE", family "F2", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-07-10, lapsed_on none
  given approval 2.invention_patent.granted US1 5000
  given approval 2.invention_patent.granted JP1 5000
  given approval 2.invention_patent.granted KR1 5000
  given approval 2.invention_patent.granted DE2 5000
  expect DE2 of 2.invention_patent.granted 5000
  expect total 20000

case "countries paid in earlier years count" "以往年度已兑现的授权国，计算在内"
  given enterprise
    invention_patent KR1: not domestic, country "KR", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2023-05-10, lapsed_on none
    invention_patent DE1: not domestic, country "DE", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2023-07-10, lapsed_on none
  given history 2.invention_patent.granted US1 paid 5000 in 2022: country "US", family "F1"
  given history 2.invention_patent.granted JP1 paid 4000 in 2022: country "JP", family "F1"
  given approval 2.invention_patent.granted KR1 5000
  given approval 2.invention_patent.granted DE1 5000
  expect KR1 of 2.invention_patent.granted 5000
  expect DE1 of 2.invention_patent.granted reduced by limit of article 2
  expect 2023 total 5000

case "a patent whose sum the bureau has not set may take the place of a later one" "先授权的尚未核定，可能占用后一件的名额"
  given enterprise
    invention_patent US1: not domestic, country "US", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-01-10, lapsed_on none
    invention_patent JP1: not domestic, country "JP", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-03-10, lapsed_on none
    invention_patent KR1: not domestic, country "KR", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-05-10, lapsed_on none
    invention_patent DE1: not domestic, country "DE", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-07-10, lapsed_on none
  given approval 2.invention_patent.granted JP1 5000
  given approval 2.invention_patent.granted KR1 5000
  given approval 2.invention_patent.granted DE1 5000
  expect US1 of 2.invention_patent.granted ceiling
  expect KR1 of 2.invention_patent.granted 5000
  expect DE1 of 2.invention_patent.granted undetermined
  expect due between 10000.01 and 15000

case "a patent for which the bureau pays nothing takes no place" "核定为0元的专利，不占授权国名额"
  given enterprise
    invention_patent US1: not domestic, country "US", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-01-10, lapsed_on none
    invention_patent JP1: not domestic, country "JP", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-03-10, lapsed_on none
    invention_patent KR1: not domestic, country "KR", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-05-10, lapsed_on none
    invention_patent DE1: not domestic, country "DE", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-07-10, lapsed_on none
  given approval 2.invention_patent.granted US1 0
  given approval 2.invention_patent.granted JP1 5000
  given approval 2.invention_patent.granted KR1 5000
  given approval 2.invention_patent.granted DE1 5000
  expect US1 0
  expect DE1 of 2.invention_patent.granted 5000
  expect total 15000

case "article 2 pays companies only" "第2条只奖励企业"
  given institution
    invention_patent US1: not domestic, country "US", family "F1", official_fees 10000, filed_on 2019-06-01,
        granted_on 2022-01-10, lapsed_on none
  given approval 2.invention_patent.granted US1 5000
  expect US1 of 2.invention_patent.granted not eligible because enterprise
  expect total 0

# ---- article 3: geographical indications and regional brands

case "a product that was recognised before the policy is not newly recognised in it" "施行前已认定的产品，再次认定不算新认定"
  given association
    geo_indication_product old: product "orange", recognised_on 2019-05-01
    geo_indication_product again: product "orange", recognised_on 2022-05-01
  expect old out of window
  expect again not eligible because new
  expect total 0

case "a product that is recognised anew after a lapse is paid once, for its first day" "产品失效后重新认定，只按首次认定奖励一次"
  given association
    geo_indication_product first: product "orange", recognised_on 2022-05-01
    geo_indication_product again: product "orange", recognised_on 2024-05-01
  expect first 200000
  expect again not eligible because new
  expect total 200000

case "a mark that an older document paid for is not newly registered" "以往文件已兑现的商标，不算新注册"
  given association
    geo_indication_trademark orange_mark: registered_on 2022-02-10
  given history "韶府〔2017〕1号" 2.mark orange_mark paid 50000 in 2018: kind geo_indication_trademark
  expect orange_mark not eligible because new

case "a zone that the province lists for a second day is paid once by it" "示范区再次列入省级，省级只奖励一次"
  given county
    demonstration_zone A: project "Z", level provincial, listed_on 2022-05-01
    demonstration_zone B: project "Z", level provincial, listed_on 2023-05-01
    demonstration_zone C: project "Z", level national, listed_on 2024-05-01
  expect A 300000
  expect B already paid
  expect C 500000

case "an honour that is listed for a second day is paid once" "同一版权荣誉再次认定，只奖励一次"
  given institution
    copyright_title A: honour national_unit, subject "U", recognised_on 2022-05-01
    copyright_title B: honour national_unit, subject "U", recognised_on 2023-05-01
    copyright_title C: honour national_unit, subject "V", recognised_on 2023-05-01
  expect A 50000
  expect B already paid
  expect C 50000

case "a product, its mark, its recognition abroad and another mark are each paid" "产品、地标商标、互认互保、集体证明商标各予奖励"
  given association
    geo_indication_product orange: recognised_on 2022-01-10
    geo_indication_trademark orange_mark: registered_on 2022-02-10
    mutual_recognition EU1: product "orange", agreement "EU", obtained_on 2022-03-10
    collective_trademark bamboo: not geographical_indication, registered_on 2022-04-10
  expect orange of 3.geo_indication_product.new 200000
  expect orange_mark 100000
  expect EU1 200000
  expect bamboo 10000
  expect 2022 total 510000

case "a collective mark that is a geographical indication is not paid as a collective mark" "属地理标志的集体证明商标，不按集体商标奖励"
  given association
    collective_trademark orange_mark: geographical_indication, registered_on 2022-04-10
  expect orange_mark not eligible because geographical_indication
  expect total 0

case "a product that was paid for is not paid again" "已兑现的地理标志保护产品，不再奖励"
  given association
    geo_indication_product orange: recognised_on 2024-01-10
  given history 3.geo_indication_product.new orange paid 200000 in 2022
  expect orange not eligible because new
  expect 2024 total 0

case "a second agreement for the same product is paid once" "同一产品再获另一协定互认互保，只奖励一次"
  given association
    mutual_recognition EU1: product "orange", agreement "EU", obtained_on 2022-03-10
    mutual_recognition TH1: product "orange", agreement "Thailand", obtained_on 2023-03-10
  expect EU1 200000
  expect TH1 already paid
  expect total 200000

case "recognition under one agreement is obtained once" "同一产品在同一协定下只获得一次互认互保"
  given association
    mutual_recognition A: product "orange", agreement "EU", obtained_on 2022-03-10
    mutual_recognition B: product "orange", agreement "EU", obtained_on 2023-03-10
  expect B not eligible because granted

case "two products under one agreement are both paid" "同一协定的两个产品，均予奖励"
  given association
    mutual_recognition EU1: product "orange", agreement "EU", obtained_on 2022-03-10
    mutual_recognition EU2: product "tea", agreement "EU", obtained_on 2022-03-10
  expect 2022 total 400000

case "a mark that was paid for is not paid again" "已兑现的地理标志商标，不再奖励"
  given association
    geo_indication_trademark orange_mark: registered_on 2024-02-10
  given history 3.geo_indication_trademark.new orange_mark paid 100000 in 2022
  expect orange_mark not eligible because new
  expect 2024 total 0

case "marks of two names are two items" "两个名称的商标，按两项奖励"
  given association
    geo_indication_trademark orange_mark: registered_on 2022-02-10
    geo_indication_trademark tea_mark: registered_on 2022-02-10
  expect 2022 total 200000

case "a demonstration zone is paid for the province's listing and for the state's" "地标示范区先列入省级、后列入国家级，均予奖励"
  given county
    demonstration_zone P: project "tea", level provincial, listed_on 2022-03-10
    demonstration_zone N: project "tea", level national, listed_on 2024-03-10
  expect 2022 P 300000
  expect 2024 N 500000
  expect total 800000

case "a demonstration zone of the city is not among the rows" "市级地标示范区不在奖励之列"
  given county
    demonstration_zone M: project "tea", level municipal, listed_on 2022-03-10
  expect M not eligible because level
  expect total 0

# ---- article 4: copyright

case "a work registered with the province is paid 200" "省级登记的作品著作权，每件奖励200元"
  given person located_here
    copyright_work W1: provincial_body, certified_on 2022-03-10
  expect W1 200
  expect 2022 total 200

case "one certificate on two days is one work" "同一证书号填写两个发证日的，只奖励一次"
  given person located_here
    copyright_work A: certificate "W1", provincial_body, certified_on 2022-03-10
    copyright_work B: certificate "W1", provincial_body, certified_on 2023-03-10
  expect A 200
  expect B not eligible because registered
  expect total 200

case "a work registered elsewhere is not paid" "非省级登记的作品，不予奖励"
  given person located_here
    copyright_work W1: not provincial_body, certified_on 2022-03-10
  expect W1 not eligible because provincial_body

case "works are paid to those of the city" "作品登记只奖励本市申请人"
  given person not located_here
    copyright_work W1: provincial_body, certified_on 2022-03-10
  expect W1 not eligible because located_here

case "a county is neither unit nor person" "县区既非单位也非个人，作品登记不予奖励"
  given county located_here
    copyright_work W1: provincial_body, certified_on 2022-03-10
  expect W1 not eligible because unit

case "titles of an enterprise's works are paid each" "企业的各项版权称号，分别奖励"
  given enterprise
    copyright_title T1: honour most_valuable_work, subject "opera", recognised_on 2022-03-10
    copyright_title T2: honour national_unit, subject "the firm", recognised_on 2023-03-10
    copyright_title T3: honour provincial_unit, subject "the firm", recognised_on 2022-05-10
  expect T1 20000
  expect T2 50000
  expect T3 20000
  expect 2022 total 40000
  expect 2023 total 50000

case "titles of a park are paid each, the province's and the state's" "园区的省级、国家级版权称号，均予奖励"
  given park
    copyright_title T1: honour provincial_park, subject "the park", recognised_on 2022-03-10
    copyright_title T2: honour national_park, subject "the park", recognised_on 2023-03-10
  expect T1 50000
  expect T2 100000
  expect total 150000

case "the copyright gold award has no row" "版权金奖不在奖励之列"
  given enterprise
    copyright_title T1: honour gold_award, subject "opera", recognised_on 2022-03-10
  expect T1 not eligible because honour
  expect total 0

# ---- article 5: patents older than ten years

case "on the tenth anniversary of filing nothing is due" "申请满10年当日，尚不奖励"
  given enterprise
    invention_patent ZL1: domestic, filed_on 2012-03-15, granted_on 2014-04-02, lapsed_on none
  given as of 2022-03-15
  expect ZL1 of 5.invention_patent.valid not eligible because filed_on
  expect total 0

case "on the day after the tenth anniversary the sum is due" "申请满10年次日，予以奖励"
  given enterprise
    invention_patent ZL1: domestic, filed_on 2012-03-15, granted_on 2014-04-02, lapsed_on none
  given as of 2022-03-16
  expect 2022 ZL1 of 5.invention_patent.valid 10000
  expect total 10000

case "a patent that was older on the first day of the policy is paid once" "施行首日已超过10年的发明，奖励一次"
  given person
    invention_patent ZL1: domestic, filed_on 2005-03-15, granted_on 2008-04-02, lapsed_on none
  expect 2021 ZL1 of 5.invention_patent.valid 10000
  expect 2022 ZL1 of 5.invention_patent.valid already paid
  expect total 10000

case "a patent that was paid for under an earlier run is not paid again" "以往已兑现的10年以上发明，不再奖励"
  given person
    invention_patent ZL1: domestic, filed_on 2005-03-15, granted_on 2008-04-02, lapsed_on none
  given history 5.invention_patent.valid ZL1 paid 10000 in 2021
  expect 2022 ZL1 of 5.invention_patent.valid already paid
  expect 2022 total 0

case "a patent filed on 29 February is ten years old on 28 February, older on 1 March" "2月29日申请的，2月28日满10年，3月1日起超过"
  given enterprise
    invention_patent ZL1: domestic, filed_on 2012-02-29, granted_on 2014-04-02, lapsed_on none
  given as of 2022-02-28
  expect total 0

case "a patent filed on 29 February is paid from 1 March" "2月29日申请的发明，自3月1日起奖励"
  given enterprise
    invention_patent ZL1: domestic, filed_on 2012-02-29, granted_on 2014-04-02, lapsed_on none
  given as of 2022-03-01
  expect 2022 total 10000

case "older than ten years on the last day of the window" "有效期最后一日已超过10年，予以奖励"
  given enterprise
    invention_patent ZL1: domestic, filed_on 2014-12-30, granted_on 2017-04-02, lapsed_on none
  expect 2024 ZL1 of 5.invention_patent.valid 10000

case "ten years old on the last day of the window is a day too late" "有效期最后一日刚满10年，晚一日不予奖励"
  given enterprise
    invention_patent ZL1: domestic, filed_on 2014-12-31, granted_on 2017-04-02, lapsed_on none
  expect ZL1 of 5.invention_patent.valid not eligible because filed_on
  expect total 0

case "a patent that lapsed on the day on which it would have been due" "应得奖励当日即失效的发明，不予奖励"
  given enterprise
    invention_patent ZL1: domestic, filed_on 2012-03-15, granted_on 2014-04-02, lapsed_on 2022-03-16
  expect ZL1 of 5.invention_patent.valid not eligible because valid
  expect total 0

case "a patent that lapsed a day after it was due keeps the sum" "应得奖励次日才失效的发明，奖励不变"
  given enterprise
    invention_patent ZL1: domestic, filed_on 2012-03-15, granted_on 2014-04-02, lapsed_on 2022-03-17
  expect 2022 ZL1 of 5.invention_patent.valid 10000

case "a patent granted after ten years of examination is due on its grant" "审查超过10年才授权的发明，授权时奖励"
  given enterprise
    invention_patent ZL1: domestic, official_fees 8000, filed_on 2010-03-15, granted_on 2023-06-01,
        lapsed_on none
  expect 2023 ZL1 of 5.invention_patent.valid 10000
  expect ZL1 of 1.invention_patent.granted ceiling
  expect due between 10000 and 14000

case "whether an old patent has lapsed must be known" "10年以上发明失效日未填明的，结果待定"
  given enterprise
    invention_patent ZL1: domestic, filed_on 2012-03-15, granted_on 2014-04-02
  given as of 2022-12-31
  expect ZL1 of 5.invention_patent.valid undetermined for lapsed_on
  expect due between 0 and 10000

case "a utility model older than ten years is no invention" "超过10年的实用新型不是发明，不予奖励"
  given enterprise
    utility_patent U1: filed_on 2012-03-15, granted_on 2012-12-02, lapsed_on none
  expect total 0

# ---- article 5: prizes and projects

case "gold, silver and excellence of the state" "国家级专利奖金奖、银奖、优秀奖，分别奖励"
  given enterprise
    patent_prize G: patent "ZL1", level national, prize gold, won_on 2022-07-10
    patent_prize S: patent "ZL2", level national, prize silver, won_on 2022-07-10
    patent_prize E: patent "ZL3", level national, prize excellence, won_on 2022-07-10
  expect G 300000
  expect S 200000
  expect E 100000
  expect 2022 total 600000

case "gold, silver and excellence of the province" "省级专利奖金奖、银奖、优秀奖，分别奖励"
  given enterprise
    patent_prize G: patent "ZL1", level provincial, prize gold, won_on 2022-07-10
    patent_prize S: patent "ZL2", level provincial, prize silver, won_on 2022-07-10
    patent_prize E: patent "ZL3", level provincial, prize excellence, won_on 2022-07-10
  expect G 200000
  expect S 100000
  expect E 50000
  expect 2022 total 350000

case "one patent with the prize of the province and of the state is paid for both" "同一专利获省级、国家级专利奖，均予奖励"
  given enterprise
    patent_prize P: patent "ZL1", level provincial, prize gold, won_on 2022-05-10
    patent_prize N: patent "ZL1", level national, prize silver, won_on 2022-07-10
  expect P of provincial_prize 200000
  expect N of china_prize 200000
  expect 2022 total 400000

case "a prize of the city is not in the list" "市级专利奖不在奖励之列"
  given enterprise
    patent_prize M: patent "ZL1", level municipal, prize gold, won_on 2022-05-10
  expect M of china_prize not eligible because level
  expect M of provincial_prize not eligible because level
  expect total 0

case "a grade that the article does not name is not paid" "本条未列的奖级，不予奖励"
  given enterprise
    patent_prize M: patent "ZL1", level national, prize grade_1, won_on 2022-05-10
  expect M of china_prize not eligible because prize
  expect total 0

case "the inventor's prize goes to a person" "杰出发明人奖奖励个人"
  given person
    inventor_prize I: award_year "2022", won_on 2022-05-10
  expect 2022 total 20000

case "the inventor's prize of a year is won once" "同一年度的杰出发明人奖只奖励一次"
  given person
    inventor_prize A: award_year "2022", won_on 2022-05-10
    inventor_prize B: award_year "2022", won_on 2023-01-10
  expect A 20000
  expect B not eligible because won

case "an enterprise cannot have the inventor's prize" "企业不能申领杰出发明人奖"
  given enterprise
    inventor_prize I: award_year "2022", won_on 2022-05-10
  expect I not eligible because person
  expect total 0

case "a cultivation project in a pillar cluster is open up to 500,000" "战略支柱集群的培育项目，最高50万元待核定"
  given enterprise
    cultivation_project K1: cluster strategic_pillar, selected_on 2022-05-10
  expect K1 ceiling
  expect due between 0 and 500000

case "a cultivation project in an emerging cluster is paid what was set" "战略新兴集群的培育项目，按核定金额奖励"
  given enterprise
    cultivation_project K1: cluster strategic_emerging, selected_on 2022-05-10
  given approval 5.cultivation_project.selected K1 450000
  expect K1 450000

case "a cultivation project is not paid above 500,000" "培育项目奖励不超过50万元"
  given enterprise
    cultivation_project K1: cluster strategic_emerging, selected_on 2022-05-10
  given approval 5.cultivation_project.selected K1 500000.01
  expect K1 500000

case "a cultivation project in another cluster is not paid" "其他集群的培育项目，不予奖励"
  given enterprise
    cultivation_project K1: cluster other_cluster, selected_on 2022-05-10
  given approval 5.cultivation_project.selected K1 450000
  expect K1 not eligible because cluster
  expect total 0

# ---- article 6: implementation projects

case "an implementation project is paid what was set, at most 300,000" "实施项目按核定金额奖励，最高30万元"
  given enterprise
    implementation_project V1: high_value, selected_on 2022-05-10
    implementation_project V2: high_value, selected_on 2022-06-10
  given approval 6.implementation_project.selected V1 200000
  given approval 6.implementation_project.selected V2 300001
  expect V1 200000
  expect V2 300000
  expect 2022 total 500000

case "an implementation project without a high-value invention is not paid" "非高价值发明的实施项目，不予奖励"
  given enterprise
    implementation_project V1: not high_value, selected_on 2022-05-10
  given approval 6.implementation_project.selected V1 200000
  expect V1 not eligible because high_value

# ---- article 7: licences and assignments

case "a contract of 999,999 brings 1% of its sum" "合同金额999999元，按1%奖励"
  given enterprise located_here
    technology_contract A: amount 999999, recorded_on 2022-03-01, put_to_use, not related_party
  expect 2022 A 9999.99

case "a contract of 1,000,000 is in the second tier" "合同金额100万元，属第二档"
  given enterprise located_here
    technology_contract A: amount 1000000, recorded_on 2022-03-01, put_to_use, not related_party
  expect 2022 A 20000

case "a contract of 4,999,999 is in the second tier" "合同金额4999999元，仍属第二档"
  given enterprise located_here
    technology_contract A: amount 4999999, recorded_on 2022-03-01, put_to_use, not related_party
  expect 2022 A 20000

case "a contract of 5,000,000 is in the first tier" "合同金额500万元，属第一档"
  given enterprise located_here
    technology_contract A: amount 5000000, recorded_on 2022-03-01, put_to_use, not related_party
  expect 2022 A 50000
  expect A awarded

case "1% is rounded half up to the fen" "合同金额的1%四舍五入到分"
  given enterprise located_here
    technology_contract A: amount 150.5, recorded_on 2022-03-01, put_to_use, not related_party
    technology_contract B: amount 150.49, recorded_on 2022-03-02, put_to_use, not related_party
  expect A 1.51
  expect B 1.5

case "contracts of three years fill three yearly caps" "三个年度的合同，分别计入各年最高金额"
  given enterprise located_here
    technology_contract A: amount 999999, recorded_on 2022-03-01, put_to_use, not related_party
    technology_contract B: amount 1000000, recorded_on 2023-03-01, put_to_use, not related_party
    technology_contract C: amount 5000000, recorded_on 2024-03-01, put_to_use, not related_party
  expect 2022 total 9999.99
  expect 2023 total 20000
  expect 2024 total 50000

case "after a first-tier contract the year is full" "一份第一档合同用满当年最高金额"
  given enterprise located_here
    technology_contract A: amount 5000000, recorded_on 2022-03-01, put_to_use, not related_party
    technology_contract B: amount 1000000, recorded_on 2022-09-01, put_to_use, not related_party
  expect 2022 total 50000
  expect A 50000
  expect B 0
  expect B reduced by cap of article 7

case "two contracts in a year reach the yearly cap" "一年两份合同达到最高金额，后一份核减"
  given enterprise located_here
    technology_contract A: amount 3000000, recorded_on 2022-03-01, put_to_use, not related_party
    technology_contract B: amount 5000000, recorded_on 2022-09-01, put_to_use, not related_party
  expect 2022 total 50000
  expect A awarded
  expect B 30000
  expect B reduced by cap of article 7

case "contracts that reach the cap exactly are not cut" "合同恰好达到最高金额，不核减"
  given enterprise located_here
    technology_contract A: amount 1000000, recorded_on 2022-03-01, put_to_use, not related_party
    technology_contract B: amount 2000000, recorded_on 2022-09-01, put_to_use, not related_party
    technology_contract C: amount 999999, recorded_on 2022-10-01, put_to_use, not related_party
    technology_contract D: amount 1, recorded_on 2022-11-01, put_to_use, not related_party
  expect C awarded
  expect D awarded
  expect 2022 total 50000

case "what was paid earlier in the year is charged to the cap" "当年先前已兑现的，计入最高金额"
  given enterprise located_here
    technology_contract B: amount 1000000, recorded_on 2022-09-01, put_to_use, not related_party
  given history 7.technology_contract.recorded A paid 45000 in 2022
  expect B 5000
  expect B reduced by cap of article 7
  expect 2022 total 5000

case "what was paid in another year is not charged to the cap" "其他年度已兑现的，不计入最高金额"
  given enterprise located_here
    technology_contract B: amount 1000000, recorded_on 2023-09-01, put_to_use, not related_party
  given history 7.technology_contract.recorded A paid 45000 in 2022
  expect B awarded
  expect 2023 total 20000

case "a tier is paid once for a contract that is recorded again" "同一合同再次备案，定额档只奖励一次"
  given enterprise located_here
    technology_contract A: amount 1000000, recorded_on 2023-03-01, put_to_use, not related_party
  given history 7.technology_contract.recorded A paid 20000 in 2022
  expect 2023 A already paid
  expect 2023 total 0

case "the 1% tier has no `once`" "1%一档没有一次性限制"
  given enterprise located_here
    technology_contract A: amount 500000, recorded_on 2023-03-01, put_to_use, not related_party
  given history 7.technology_contract.recorded A paid 5000 in 2022
  expect 2023 A 5000

case "a contract with a related party is not paid" "与关联方的合同，不予奖励"
  given enterprise located_here
    technology_contract A: amount 3000000, recorded_on 2022-03-01, put_to_use, related_party
  expect A not eligible because related_party
  expect total 0

case "a contract that is not put to use is not paid" "未实施的合同，不予奖励"
  given enterprise located_here
    technology_contract A: amount 3000000, recorded_on 2022-03-01, not put_to_use, not related_party
  expect A not eligible because put_to_use

case "a contract of a firm from elsewhere is not paid" "外地企业的合同，不予奖励"
  given enterprise not located_here
    technology_contract A: amount 3000000, recorded_on 2022-03-01, put_to_use, not related_party
  expect A not eligible because located_here

case "a contract of a public institution is not paid" "事业单位的合同，不予奖励"
  given institution located_here
    technology_contract A: amount 3000000, recorded_on 2022-03-01, put_to_use, not related_party
  expect A not eligible because enterprise

case "a firm of any size is paid" "专利合同奖励不限企业规模"
  given small_enterprise located_here
    technology_contract A: amount 3000000, recorded_on 2022-03-01, put_to_use, not related_party
  expect A 20000

case "whether the other party is related must be known" "是否关联方未填明的，结果待定"
  given enterprise located_here
    technology_contract A: amount 3000000, recorded_on 2022-03-01, put_to_use
  expect A undetermined for related_party
  expect total 0
  expect due between 0 and 20000

case "what cannot be determined about the other party stops the contract" "是否关联方无法确定的，合同不予奖励"
  given enterprise located_here
    technology_contract A: amount 3000000, recorded_on 2022-03-01, put_to_use,
        related_party cannot be determined
  expect A not eligible because related_party
  expect due between 0 and 0

case "a fact that changes nothing is not asked for" "合同未实施的，不再问是否关联方"
  given enterprise located_here
    technology_contract A: amount 3000000, recorded_on 2022-03-01, not put_to_use
  expect A not eligible because put_to_use
  expect due between 0 and 0

case "a contract whose sum is not stated is worth at most the cap" "合同金额未填明的，至多为最高金额"
  given enterprise located_here
    technology_contract A: recorded_on 2022-03-01, put_to_use, not related_party
  expect A undetermined for amount
  expect due between 0 and 50000

case "an open contract and the cap: at least what is certain, at most the cap" "一份合同待定：至少为已定金额，至多为最高金额"
  given enterprise located_here
    technology_contract A: amount 3000000, recorded_on 2022-03-01, put_to_use
    technology_contract B: amount 5000000, recorded_on 2022-09-01, put_to_use, not related_party
  expect A undetermined for related_party
  expect due between 50000 and 50000

# ---- article 8: finance

case "a pledge loan is compensated under another document" "质押贷款的补偿按其他文件执行"
  given enterprise
    pledge_loan L1: principal 2000000, drawn_on 2022-05-01
  expect L1 by reference
  expect total 0

case "30% of the interest paid on schedule" "按期缴付的利息，奖励30%"
  given enterprise
    loan_interest I1: loan "L1", interest_paid 100000, paid_on 2022-06-30, on_schedule, in_risk_pool
  expect I1 30000
  expect 2022 total 30000

case "interest that is overdue brings nothing" "逾期缴付的利息，不予奖励"
  given enterprise
    loan_interest I1: loan "L1", interest_paid 100000, paid_on 2022-06-30, not on_schedule, in_risk_pool
  expect I1 not eligible because on_schedule

case "interest on a loan outside the risk pool brings nothing" "未列入风险补偿的贷款利息，不予奖励"
  given enterprise
    loan_interest I1: loan "L1", interest_paid 100000, paid_on 2022-06-30, on_schedule, not in_risk_pool
  expect I1 not eligible because in_risk_pool

case "the yearly cap on interest binds over all loans" "同一年度各笔贷款利息合并适用最高金额"
  given enterprise
    loan_interest I1: loan "L1", interest_paid 200000, paid_on 2022-06-30, on_schedule, in_risk_pool
    loan_interest I2: loan "L2", interest_paid 200000, paid_on 2022-09-30, on_schedule, in_risk_pool
  expect I1 60000
  expect I2 40000
  expect I2 reduced by cap of article 8
  expect 2022 total 100000

case "interest of two years fills two caps" "两个年度的利息，分别计入各年最高金额"
  given enterprise
    loan_interest I1: loan "L1", interest_paid 200000, paid_on 2022-12-31, on_schedule, in_risk_pool
    loan_interest I2: loan "L1", interest_paid 200000, paid_on 2023-01-01, on_schedule, in_risk_pool
  expect I1 awarded
  expect I2 awarded
  expect 2022 total 60000
  expect 2023 total 60000

case "interest whose 30% rounds to the cap is not cut" "利息的30%取整后恰为最高金额，不核减"
  given enterprise
    loan_interest I1: loan "L1", interest_paid 333333.34, paid_on 2022-06-30, on_schedule, in_risk_pool
  expect I1 awarded
  expect I1 100000

case "interest whose 30% rounds to a fen above the cap is cut" "利息的30%取整后超出最高金额一分，予以核减"
  given enterprise
    loan_interest I1: loan "L1", interest_paid 333333.35, paid_on 2022-06-30, on_schedule, in_risk_pool
  expect I1 100000
  expect I1 reduced by cap of article 8

case "30% of a premium for each of the four rights" "四类权项的保险，均按保费的30%奖励"
  given institution
    ip_insurance P: right_kind patent_right, premium 10000, bought_on 2022-02-01
    ip_insurance T: right_kind trademark_right, premium 20000, bought_on 2022-03-01
    ip_insurance G: right_kind gi_right, premium 30000, bought_on 2022-04-01
    ip_insurance C: right_kind copyright, premium 40000, bought_on 2022-05-01
  expect P 3000
  expect T 6000
  expect G 9000
  expect C 12000
  expect 2022 total 30000

case "insurance of another right is not paid" "其他权项的保险，不予奖励"
  given institution
    ip_insurance P: right_kind other_right, premium 10000, bought_on 2022-02-01
  expect P not eligible because right_kind

case "the yearly cap on premiums" "保险费用的年度最高金额"
  given patent_agency
    ip_insurance P: right_kind patent_right, premium 100000, bought_on 2022-02-01
    ip_insurance T: right_kind trademark_right, premium 100000, bought_on 2022-03-01
    ip_insurance G: right_kind gi_right, premium 100000, bought_on 2023-03-01
  expect P 30000
  expect T 20000
  expect T reduced by cap of article 8
  expect 2022 total 50000
  expect 2023 total 30000

case "caps of two groups of one article are filled apart" "同一条两组的最高金额，分别计算"
  given enterprise
    loan_interest I1: loan "L1", interest_paid 400000, paid_on 2022-06-30, on_schedule, in_risk_pool
    ip_insurance P: right_kind patent_right, premium 200000, bought_on 2022-02-01
  expect I1 100000
  expect P 50000
  expect 2022 total 150000

case "an association is a unit but neither company nor institution" "社会组织属于单位，但不属于企事业单位"
  given association
    ip_insurance P: right_kind patent_right, premium 10000, bought_on 2022-02-01
  expect P not eligible because undertaking

case "3% of an issue has no cap" "证券化按发行额的3%奖励，不设上限"
  given enterprise
    securitisation X: issue_amount 300000000, own_asset_pool, issued_on 2023-05-01
  expect 2023 X 9000000

case "an issue on the assets of others brings nothing" "非自有资产池的证券化，不予奖励"
  given enterprise
    securitisation X: issue_amount 300000000, not own_asset_pool, issued_on 2023-05-01
  expect X not eligible because own_asset_pool

case "an issue by a public institution brings nothing" "事业单位的证券化，不予奖励"
  given institution
    securitisation X: issue_amount 300000000, own_asset_pool, issued_on 2023-05-01
  expect X not eligible because enterprise

# ---- articles 9 and 10: information and standards

case "a soft topic is paid what was set, at most 200,000" "软课题按核定金额奖励，最高20万元"
  given academy
    soft_topic Q1: selected_on 2022-05-10
    soft_topic Q2: selected_on 2022-06-10
    soft_topic Q3: selected_on 2022-07-10
  given approval 9.soft_topic.selected Q1 150000
  given approval 9.soft_topic.selected Q2 200000.01
  expect Q1 150000
  expect Q2 200000
  expect Q3 ceiling
  expect total 350000
  expect due between 350000 and 550000

case "an approval of nothing closes the ceiling" "软课题核定为0元的，不再待核定"
  given academy
    soft_topic Q1: selected_on 2022-05-10
  given approval 9.soft_topic.selected Q1 0
  expect Q1 0
  expect due between 0 and 0

case "each review of a designated undertaking is paid 300,000" "完成的分析评议，每项奖励30万元"
  given agency
    designated_review V1: completed_on 2022-05-10
    designated_review V2: completed_on 2022-06-10
  expect 2022 total 600000

case "a review that is not completed brings nothing" "未完成的分析评议，不予奖励"
  given agency
    designated_review V1: completed_on none
  expect total 0

case "a standard is supported under another document" "技术标准按其他文件执行"
  given institution
    technical_standard N1: standard_number "GB 1", reached national_standard, patent none,
        adopted_on 2022-05-10
  expect N1 by reference
  expect total 0

case "the reference for standards covers companies and institutions only" "技术标准按其他文件执行，只限企事业单位"
  given person
    technical_standard N1: standard_number "GB 1", reached national_standard, patent none,
        adopted_on 2022-05-10
  expect total 0

# ---- article 11: titles

case "the national demonstration title" "国家示范称号，奖励20万元"
  given enterprise
    ip_title T: title national_demonstration, recognised_on 2022-05-10
  expect T of 11.ip_title.new 200000
  expect T of municipal_title not eligible because title

case "the national advantage title" "国家优势称号，奖励10万元"
  given enterprise
    ip_title T: title national_advantage, recognised_on 2022-05-10
  expect 2022 total 100000

case "the provincial demonstration title" "省级示范称号，奖励8万元"
  given enterprise
    ip_title T: title provincial_demonstration, recognised_on 2022-05-10
  expect 2022 total 80000

case "the municipal title" "市级示范称号，奖励5万元"
  given enterprise
    ip_title T: title municipal_demonstration, recognised_on 2022-05-10
  expect T of municipal_title 50000
  expect T of 11.ip_title.new not eligible because title
  expect 2022 total 50000

case "a title that the article does not name" "本条未列的称号，不予奖励"
  given enterprise
    ip_title T: title provincial_advantage, recognised_on 2022-05-10
  expect total 0

case "of two titles in one year the higher is paid" "同一年度两个称号，就高不重复"
  given enterprise
    ip_title P: title provincial_demonstration, recognised_on 2022-03-10
    ip_title N: title national_demonstration, recognised_on 2022-09-10
  expect P of 11.ip_title.new displaced by N
  expect P of 11.ip_title.new 0
  expect N of 11.ip_title.new 200000
  expect 2022 total 200000

case "titles of different years are both paid in full" "不同年度的称号，均全额奖励"
  given enterprise
    ip_title P: title provincial_demonstration, recognised_on 2022-12-31
    ip_title N: title national_demonstration, recognised_on 2023-01-01
  expect 2022 total 80000
  expect 2023 total 200000

case "the municipal title does not compete" "市级称号不参与就高不重复"
  given enterprise
    ip_title M: title municipal_demonstration, recognised_on 2022-03-10
    ip_title N: title national_advantage, recognised_on 2022-09-10
  expect M of municipal_title 50000
  expect N of 11.ip_title.new 100000
  expect 2022 total 150000

case "against what was paid in the same year, only the excess of a higher title is paid" "同年已兑现较低称号的，较高称号只补超出部分"
  given enterprise
    ip_title N: title national_demonstration, recognised_on 2022-09-10
  given history 11.ip_title.new provincial_demonstration paid 80000 in 2022
  expect N of 11.ip_title.new 120000
  expect N of 11.ip_title.new reduced by pay highest of article 11
  expect 2022 total 120000

case "a title that was paid is not paid again" "已兑现的称号，不再奖励"
  given enterprise
    ip_title A: title national_advantage, recognised_on 2024-09-10
  given history 11.ip_title.new national_advantage paid 100000 in 2022
  expect A of 11.ip_title.new not eligible because new
  expect 2024 total 0

case "titles of an institution are not paid" "事业单位的称号，不予奖励"
  given institution
    ip_title N: title national_demonstration, recognised_on 2022-09-10
  expect N of 11.ip_title.new not eligible because enterprise
  expect total 0

# ---- article 11: certificates

case "a first certificate with one valid invention" "有1件有效发明，初次认证予以奖励"
  given enterprise
    invention_patent ZL1: filed_on 2018-03-15, granted_on 2020-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed 20000
  expect 2022 total 20000

case "a first certificate on the day on which the only invention lapsed" "唯一发明在认证当日失效，初次认证不予奖励"
  given enterprise
    invention_patent ZL1: filed_on 2018-03-15, granted_on 2020-04-02, lapsed_on 2022-06-01
    certification A: standard gbt29490, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed not eligible because invention_patent
  expect total 0

case "a first certificate with five utility models, lapsed or not" "实用新型累计授权5件，不论失效，初次认证予以奖励"
  given academy
    utility_patent U1: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on 2021-04-02
    utility_patent U2: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    utility_patent U3: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    utility_patent U4: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    utility_patent U5: filed_on 2018-03-15, granted_on 2022-06-01, lapsed_on none
    certification A: standard gbt33251, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed 20000

case "a first certificate with a fifth utility model granted a day late" "第5件实用新型晚一日授权，初次认证不予奖励"
  given academy
    utility_patent U1: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on 2021-04-02
    utility_patent U2: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    utility_patent U3: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    utility_patent U4: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    utility_patent U5: filed_on 2018-03-15, granted_on 2022-06-02, lapsed_on none
    certification A: standard gbt33251, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed not eligible because utility_patent

case "a first certificate with eight software copyrights" "有8件软件著作权，初次认证予以奖励"
  given institution
    software_copyright S1: certified_on 2021-04-02
    software_copyright S2: certified_on 2021-04-02
    software_copyright S3: certified_on 2021-04-02
    software_copyright S4: certified_on 2021-04-02
    software_copyright S5: certified_on 2021-04-02
    software_copyright S6: certified_on 2021-04-02
    software_copyright S7: certified_on 2021-04-02
    software_copyright S8: certified_on 2021-04-02
    certification A: standard gbt33250, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed 20000

case "a first certificate with seven software copyrights and four utility models" "软件著作权7件、实用新型4件，初次认证不予奖励"
  given institution
    software_copyright S1: certified_on 2021-04-02
    software_copyright S2: certified_on 2021-04-02
    software_copyright S3: certified_on 2021-04-02
    software_copyright S4: certified_on 2021-04-02
    software_copyright S5: certified_on 2021-04-02
    software_copyright S6: certified_on 2021-04-02
    software_copyright S7: certified_on 2021-04-02
    utility_patent U1: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    utility_patent U2: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    utility_patent U3: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    utility_patent U4: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    certification A: standard gbt33250, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed not eligible because software_copyright
  expect total 0

case "a surveillance audit is no first certificate" "监督审核不是初次认证"
  given enterprise
    invention_patent ZL1: filed_on 2018-03-15, granted_on 2020-04-02, lapsed_on none
    certification A: standard gbt29490, stage surveillance, passed_on 2022-06-01, cycle_completed_on none
  expect total 0

case "an audit of surveillance on the same day does not make the first certificate a second one" "同日另有监督审核，初次认证仍为首次"
  given academy
    invention_patent ZL1: filed_on 2018-03-15, granted_on 2020-04-02, lapsed_on none
    certification A: standard gbt29490, stage surveillance, passed_on 2022-06-01, cycle_completed_on none
    certification B: standard gbt33250, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect B of 11.initial_certification.passed 20000
  expect total 20000

case "a certificate after a lapse is not the first" "证书失效后重新认证，不是首次"
  given enterprise
    invention_patent ZL1: filed_on 2013-03-15, granted_on 2015-04-02, lapsed_on 2022-06-02
    certification A: standard gbt33250, stage initial, passed_on 2016-06-01, cycle_completed_on none
    certification B: standard gbt29490, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed out of window
  expect B of 11.initial_certification.passed not eligible because initial_certification
  expect total 0

case "the first cycle of one certified before the policy is paid alone" "施行前已认证的，只奖励首个周期完成"
  given enterprise
    invention_patent ZL1: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2019-06-01, cycle_completed_on 2022-06-01
  expect A of 11.initial_certification.passed out of window
  expect A of 11.certification.cycle_completed 10000
  expect total 10000

case "certificate and first cycle inside the window are both paid" "认证和首个周期均在有效期内，均予奖励"
  given enterprise
    invention_patent ZL1: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2021-12-30, cycle_completed_on 2024-12-20
  expect 2021 total 20000
  expect 2024 total 10000

case "a cycle that ends after the policy is outside" "认证周期于有效期届满后完成，不在有效期内"
  given enterprise
    invention_patent ZL1: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2022-01-10, cycle_completed_on 2025-01-10
  expect A of 11.certification.cycle_completed out of window
  expect total 20000

case "a second cycle is not paid" "第二个周期完成，不予奖励"
  given enterprise
    invention_patent ZL1: filed_on 2013-03-15, granted_on 2015-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2017-06-01, cycle_completed_on 2020-06-01
    certification B: standard gbt29490, stage recertification, passed_on 2020-06-01,
        cycle_completed_on 2023-06-01
  expect B of 11.certification.cycle_completed not eligible because certification

case "a cycle completed without the rights that the article asks for" "周期完成时权利不达要求，不予奖励"
  given enterprise
    invention_patent ZL1: filed_on 2013-03-15, granted_on 2015-04-02, lapsed_on 2022-05-31
    certification A: standard gbt29490, stage initial, passed_on 2019-06-01, cycle_completed_on 2022-06-01
  expect A of 11.certification.cycle_completed not eligible because invention_patent
  expect total 0

case "the first certificate was paid under an earlier run" "初次认证以往已兑现，不再奖励"
  given enterprise
    invention_patent ZL1: filed_on 2013-03-15, granted_on 2015-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2023-06-01, cycle_completed_on none
  given history 11.initial_certification.passed gbt33250 paid 20000 in 2022
  expect A of 11.initial_certification.passed already paid

case "a person has no management certificate paid" "个人的规范认证，不予奖励"
  given person
    invention_patent ZL1: filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed not eligible because undertaking

case "whether a firm holds a valid invention must be known" "发明未全部列出的，初次认证结果待定"
  given enterprise
    invention_patent partly listed
    certification A: standard gbt29490, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed undetermined for invention_patent
  expect due at least 0  # one more invention is a share of fees that nobody states (1, 2)

case "a list in part that names a valid invention suffices for the certificate" "发明只列出部分，有1件有效即可奖励初次认证"
  given enterprise
    invention_patent partly listed
    invention_patent ZL1: domestic, filed_on 2018-03-15, granted_on 2019-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed 20000
  expect due at least 20000

case "of a firm of whose rights nothing is known, each of the three kinds is asked for" "企业三类权利均未知的，逐类列为所缺"
  given enterprise
    invention_patent unknown
    utility_patent unknown
    software_copyright unknown
    certification A: standard gbt29490, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed undetermined for invention_patent, utility_patent,
      software_copyright
  expect due between 0 and 20000

case "what is known to suffice asks for nothing more" "已知权利足够的，其他权利不再查问"
  given enterprise
    invention_patent unknown
    utility_patent unknown
    software_copyright S1: certified_on 2021-04-02
    software_copyright S2: certified_on 2021-04-02
    software_copyright S3: certified_on 2021-04-02
    software_copyright S4: certified_on 2021-04-02
    software_copyright S5: certified_on 2021-04-02
    software_copyright S6: certified_on 2021-04-02
    software_copyright S7: certified_on 2021-04-02
    software_copyright S8: certified_on 2021-04-02
    certification A: standard gbt29490, stage initial, passed_on 2022-06-01, cycle_completed_on none
  expect A of 11.initial_certification.passed awarded
  expect due between 20000 and 20000

# ---- articles 12 and 13: counties, the city and parks

case "a county is paid as a pilot and as a demonstration county, and must match each" "县区先试点、后示范，均予奖励并分别配套"
  given county
    county_title A: title national_pilot, approved_on 2022-05-10
    county_title B: title national_demonstration, approved_on 2024-05-10
  expect 2022 A 100000
  expect 2024 B 200000
  expect total 300000
  expect obligation of article 12 300000

case "a county whose title is not in the list is paid nothing and owes no match" "县区称号未列入的，不奖励也无须配套"
  given county
    county_title A: title provincial_demonstration, approved_on 2022-05-10
  expect A not eligible because title
  expect obligation of article 12 0
  expect total 0

case "a county title is paid once" "同一县区称号只奖励一次"
  given county
    county_title A: title national_pilot, approved_on 2024-05-10
  given history 12.county_title.approved national_pilot paid 100000 in 2022
  expect A already paid

case "a title of a county is not paid to an enterprise" "县区称号不奖励企业"
  given enterprise
    county_title A: title national_pilot, approved_on 2022-05-10
  expect A not eligible because county

case "the cultivation of the city is a line of the budget, no claim" "城市培育属于预算安排，不是申请"
  given city
    city_cultivation A: title national_demonstration, begun_on 2022-05-10, ended_on none
  expect total 0
  expect due between 0 and 0

case "a park is paid as a pilot and as a demonstration park, and must match each" "园区先试点、后示范，均予奖励并分别配套"
  given park
    park_title A: title national_pilot, approved_on 2022-05-10
    park_title B: title national_demonstration, approved_on 2022-09-10
  expect A 100000
  expect B 200000
  expect 2022 total 300000
  expect obligation of article 13 300000

case "a park of the province is not in the list" "省级园区称号不在奖励之列"
  given park
    park_title A: title provincial_demonstration, approved_on 2022-05-10
  expect A not eligible because title
  expect total 0

# ---- articles 14 and 15: agencies and stations

case "an agency one day short of a year in business" "代理营业差一日满1年，不予奖励"
  given agency located_here, business_started_on 2021-09-01
    service_brand B: seat main_seat, recognised_on 2022-02-01
  given as of 2022-08-31
  expect applicant of 14.agency not eligible because in_business
  expect total 0

case "an agency exactly one year in business" "代理营业恰满1年，予以奖励"
  given agency located_here, business_started_on 2021-09-01
    service_brand B: seat main_seat, recognised_on 2022-02-01
  given as of 2022-09-01
  expect 2022 applicant of 14.agency 100000

case "an agency older than a year is paid when it wins the brand, and once" "营业早满1年的，获国家品牌时奖励，且只一次"
  given patent_agency located_here, business_started_on 2015-09-01
    service_brand B: seat main_seat, recognised_on 2023-02-01
  expect 2023 total 100000
  expect 2024 applicant of 14.agency already paid
  expect total 100000

case "an agency without a national brand" "服务机构没有国家品牌，不予奖励"
  given agency located_here, business_started_on 2015-09-01
  expect applicant of 14.agency not eligible because branded
  expect total 0

case "an agency registered elsewhere" "外地注册的服务机构，不予奖励"
  given agency not located_here, business_started_on 2015-09-01
    service_brand B: seat main_seat, recognised_on 2022-02-01
  expect applicant of 14.agency not eligible because located_here

case "a firm that is no agency has no claim for its brand" "非服务机构的企业获国家品牌，不能申请"
  given enterprise located_here, business_started_on 2015-09-01
    service_brand B: seat main_seat, recognised_on 2022-02-01
  expect total 0

case "since when an agency is in business must be known" "营业起始日未填明的，结果待定"
  given agency located_here
    service_brand B: seat main_seat, recognised_on 2022-02-01
  expect applicant of 14.agency undetermined for business_started_on
  expect due between 0 and 100000

case "a service project is paid what was set, at most 300,000" "服务项目按核定金额奖励，最高30万元"
  given agency
    service_project J1: selected_on 2022-02-01
    service_project J2: selected_on 2022-03-01
  given approval 14.service_project.selected J1 120000
  given approval 14.service_project.selected J2 400000
  expect J1 120000
  expect J2 300000

case "a service project of one that is no agency" "非服务机构的服务项目，不予奖励"
  given association
    service_project J1: selected_on 2022-02-01
  expect J1 not eligible because agency

case "a new guidance station is paid what was set, at most 100,000" "新建品牌指导站按核定金额奖励，最高10万元"
  given association
    guidance_station H1: newly_built, selected_on 2022-02-01, rated_on none
    guidance_station H2: newly_built, selected_on 2022-02-01, rated_on none
  given approval 15.guidance_station.selected H1 80000
  given approval 15.guidance_station.selected H2 120000
  expect H1 80000
  expect H2 100000

case "a station that is not new" "非新建的品牌指导站，不予奖励"
  given association
    guidance_station H1: not newly_built, selected_on 2022-02-01, rated_on none
  given approval 15.guidance_station.selected H1 80000
  expect H1 not eligible because newly_built
  expect total 0

case "a station that was paid is not paid again" "已兑现的品牌指导站，不再奖励"
  given association
    guidance_station H1: newly_built, selected_on 2023-02-01, rated_on none
  given history 15.guidance_station.selected H1 paid 80000 in 2022
  given approval 15.guidance_station.selected H1 80000
  expect H1 already paid
  expect 2023 total 0

# ---- articles 16 and 21: reports and talent

case "a report of infringement is rewarded under another document" "侵权举报的奖励按其他文件执行"
  given person
    infringement_report R1: clue_unknown, evidence_given, inquiry_assisted, received_on 2022-05-01
  expect R1 by reference
  expect total 0

case "a report of what the authority knew already is not rewarded" "线索已被掌握的侵权举报，不予奖励"
  given person
    infringement_report R1: not clue_unknown, evidence_given, inquiry_assisted, received_on 2022-05-01
  expect total 0

case "the fee of the examination is paid in full to one who works here" "本地就业者通过代理师考试，全额奖励报名费"
  given person works_here, not runs_business_here, not studies_here
    agent_exam X: sitting "2022", exam_fee 340, passed_on 2022-09-10
  expect 2022 X 340

case "one sitting of the examination is passed once" "同一考次只奖励一次"
  given person works_here, not runs_business_here, not studies_here
    agent_exam A: sitting "2022", exam_fee 340, passed_on 2022-09-10
    agent_exam B: sitting "2022", exam_fee 340, passed_on 2022-12-10
  expect A 340
  expect B not eligible because passed

case "one of work, business and study in the city is enough" "本地就业、创业、求学，具备一项即可"
  given person studies_here
    agent_exam X: sitting "2022", exam_fee 340, passed_on 2022-09-10
  expect 2022 X 340

case "one who neither works, runs a business nor studies here" "不在本地就业、创业、求学，不予奖励"
  given person not works_here, not runs_business_here, not studies_here
    agent_exam X: sitting "2022", exam_fee 340, passed_on 2022-09-10
  expect X not eligible because works_here
  expect total 0

case "whether one studies here must be known when nothing else holds" "其他两项均不具备，是否本地求学未填明的，结果待定"
  given person not works_here, not runs_business_here
    agent_exam X: sitting "2022", exam_fee 340, passed_on 2022-09-10
  expect X undetermined for studies_here
  expect due between 0 and 340

case "two years of service less a day" "本地服务差一日满2年，不予奖励"
  given person
    attorney_certificate Z: obtained_on 2019-05-01, revoked_on none, serving_here_since 2020-03-02
  given as of 2022-03-01
  expect Z not eligible because serving_here_since
  expect total 0

case "two years of service to the day" "本地服务恰满2年，予以奖励"
  given person
    attorney_certificate Z: obtained_on 2019-05-01, revoked_on none, serving_here_since 2020-03-02
  given as of 2022-03-02
  expect 2022 Z 5000

case "two years of service before the policy are paid in its first year" "施行前本地服务已满2年，在施行当年奖励"
  given person
    attorney_certificate Z: obtained_on 2015-05-01, revoked_on none, serving_here_since 2016-03-02
  expect 2021 total 5000
  expect total 5000

case "a second certificate is not paid to the same person" "同一个人的第二份代理师证，不再奖励"
  given person
    attorney_certificate Y: obtained_on 2015-05-01, revoked_on 2022-06-01, serving_here_since 2020-03-02
    attorney_certificate Z: obtained_on 2022-07-01, revoked_on none, serving_here_since 2020-03-02
  expect Y 5000
  expect 2022 Z already paid
  expect total 5000

case "the certificate of one who left the profession" "已离开代理行业、代理师证注销的，不予奖励"
  given person
    attorney_certificate Z: obtained_on 2015-05-01, revoked_on 2021-06-01, serving_here_since 2016-03-02
  expect Z not eligible because held
  expect total 0

case "listed talent is supported under another document" "列入人才目录的，按其他文件执行"
  given person
    talent_listing Z: list_year "2022", listed_on 2022-05-01, removed_on none
  expect Z by reference

# ---- limits of article 4, which take many records to reach

case "a person is paid for 50 works a year, not for the 51st" "个人作品每年奖励50件，第51件不奖励"
  given person located_here
    copyright_work W01: provincial_body, certified_on 2022-03-10
    copyright_work W02: provincial_body, certified_on 2022-03-10
    copyright_work W03: provincial_body, certified_on 2022-03-10
    copyright_work W04: provincial_body, certified_on 2022-03-10
    copyright_work W05: provincial_body, certified_on 2022-03-10
    copyright_work W06: provincial_body, certified_on 2022-03-10
    copyright_work W07: provincial_body, certified_on 2022-03-10
    copyright_work W08: provincial_body, certified_on 2022-03-10
    copyright_work W09: provincial_body, certified_on 2022-03-10
    copyright_work W10: provincial_body, certified_on 2022-03-10
    copyright_work W11: provincial_body, certified_on 2022-03-10
    copyright_work W12: provincial_body, certified_on 2022-03-10
    copyright_work W13: provincial_body, certified_on 2022-03-10
    copyright_work W14: provincial_body, certified_on 2022-03-10
    copyright_work W15: provincial_body, certified_on 2022-03-10
    copyright_work W16: provincial_body, certified_on 2022-03-10
    copyright_work W17: provincial_body, certified_on 2022-03-10
    copyright_work W18: provincial_body, certified_on 2022-03-10
    copyright_work W19: provincial_body, certified_on 2022-03-10
    copyright_work W20: provincial_body, certified_on 2022-03-10
    copyright_work W21: provincial_body, certified_on 2022-03-10
    copyright_work W22: provincial_body, certified_on 2022-03-10
    copyright_work W23: provincial_body, certified_on 2022-03-10
    copyright_work W24: provincial_body, certified_on 2022-03-10
    copyright_work W25: provincial_body, certified_on 2022-03-10
    copyright_work W26: provincial_body, certified_on 2022-03-10
    copyright_work W27: provincial_body, certified_on 2022-03-10
    copyright_work W28: provincial_body, certified_on 2022-03-10
    copyright_work W29: provincial_body, certified_on 2022-03-10
    copyright_work W30: provincial_body, certified_on 2022-03-10
    copyright_work W31: provincial_body, certified_on 2022-03-10
    copyright_work W32: provincial_body, certified_on 2022-03-10
    copyright_work W33: provincial_body, certified_on 2022-03-10
    copyright_work W34: provincial_body, certified_on 2022-03-10
    copyright_work W35: provincial_body, certified_on 2022-03-10
    copyright_work W36: provincial_body, certified_on 2022-03-10
    copyright_work W37: provincial_body, certified_on 2022-03-10
    copyright_work W38: provincial_body, certified_on 2022-03-10
    copyright_work W39: provincial_body, certified_on 2022-03-10
    copyright_work W40: provincial_body, certified_on 2022-03-10
    copyright_work W41: provincial_body, certified_on 2022-03-10
    copyright_work W42: provincial_body, certified_on 2022-03-10
    copyright_work W43: provincial_body, certified_on 2022-03-10
    copyright_work W44: provincial_body, certified_on 2022-03-10
    copyright_work W45: provincial_body, certified_on 2022-03-10
    copyright_work W46: provincial_body, certified_on 2022-03-10
    copyright_work W47: provincial_body, certified_on 2022-03-10
    copyright_work W48: provincial_body, certified_on 2022-03-10
    copyright_work W49: provincial_body, certified_on 2022-03-10
    copyright_work W50: provincial_body, certified_on 2022-03-10
    copyright_work W51: provincial_body, certified_on 2022-03-10
  expect W50 200
  expect W51 0
  expect W51 reduced by limit of article 4
  expect 2022 total 10000

case "a person is paid for 50 works in each of two years" "个人作品限额分年计算，次年的第51件仍奖励"
  given person located_here
    copyright_work W01: provincial_body, certified_on 2022-12-31
    copyright_work W02: provincial_body, certified_on 2022-12-31
    copyright_work W03: provincial_body, certified_on 2022-12-31
    copyright_work W04: provincial_body, certified_on 2022-12-31
    copyright_work W05: provincial_body, certified_on 2022-12-31
    copyright_work W06: provincial_body, certified_on 2022-12-31
    copyright_work W07: provincial_body, certified_on 2022-12-31
    copyright_work W08: provincial_body, certified_on 2022-12-31
    copyright_work W09: provincial_body, certified_on 2022-12-31
    copyright_work W10: provincial_body, certified_on 2022-12-31
    copyright_work W11: provincial_body, certified_on 2022-12-31
    copyright_work W12: provincial_body, certified_on 2022-12-31
    copyright_work W13: provincial_body, certified_on 2022-12-31
    copyright_work W14: provincial_body, certified_on 2022-12-31
    copyright_work W15: provincial_body, certified_on 2022-12-31
    copyright_work W16: provincial_body, certified_on 2022-12-31
    copyright_work W17: provincial_body, certified_on 2022-12-31
    copyright_work W18: provincial_body, certified_on 2022-12-31
    copyright_work W19: provincial_body, certified_on 2022-12-31
    copyright_work W20: provincial_body, certified_on 2022-12-31
    copyright_work W21: provincial_body, certified_on 2022-12-31
    copyright_work W22: provincial_body, certified_on 2022-12-31
    copyright_work W23: provincial_body, certified_on 2022-12-31
    copyright_work W24: provincial_body, certified_on 2022-12-31
    copyright_work W25: provincial_body, certified_on 2022-12-31
    copyright_work W26: provincial_body, certified_on 2022-12-31
    copyright_work W27: provincial_body, certified_on 2022-12-31
    copyright_work W28: provincial_body, certified_on 2022-12-31
    copyright_work W29: provincial_body, certified_on 2022-12-31
    copyright_work W30: provincial_body, certified_on 2022-12-31
    copyright_work W31: provincial_body, certified_on 2022-12-31
    copyright_work W32: provincial_body, certified_on 2022-12-31
    copyright_work W33: provincial_body, certified_on 2022-12-31
    copyright_work W34: provincial_body, certified_on 2022-12-31
    copyright_work W35: provincial_body, certified_on 2022-12-31
    copyright_work W36: provincial_body, certified_on 2022-12-31
    copyright_work W37: provincial_body, certified_on 2022-12-31
    copyright_work W38: provincial_body, certified_on 2022-12-31
    copyright_work W39: provincial_body, certified_on 2022-12-31
    copyright_work W40: provincial_body, certified_on 2022-12-31
    copyright_work W41: provincial_body, certified_on 2022-12-31
    copyright_work W42: provincial_body, certified_on 2022-12-31
    copyright_work W43: provincial_body, certified_on 2022-12-31
    copyright_work W44: provincial_body, certified_on 2022-12-31
    copyright_work W45: provincial_body, certified_on 2022-12-31
    copyright_work W46: provincial_body, certified_on 2022-12-31
    copyright_work W47: provincial_body, certified_on 2022-12-31
    copyright_work W48: provincial_body, certified_on 2022-12-31
    copyright_work W49: provincial_body, certified_on 2022-12-31
    copyright_work W50: provincial_body, certified_on 2022-12-31
    copyright_work W51: provincial_body, certified_on 2023-01-01
  expect 2022 total 10000
  expect 2023 total 200
  expect W51 awarded

case "a unit is paid for 100 works a year, not for the 101st; the limit for persons does not bind it" "单位作品每年奖励100件，第101件不奖励，不受个人限额约束"
  given institution located_here
    copyright_work W001: provincial_body, certified_on 2022-03-10
    copyright_work W002: provincial_body, certified_on 2022-03-10
    copyright_work W003: provincial_body, certified_on 2022-03-10
    copyright_work W004: provincial_body, certified_on 2022-03-10
    copyright_work W005: provincial_body, certified_on 2022-03-10
    copyright_work W006: provincial_body, certified_on 2022-03-10
    copyright_work W007: provincial_body, certified_on 2022-03-10
    copyright_work W008: provincial_body, certified_on 2022-03-10
    copyright_work W009: provincial_body, certified_on 2022-03-10
    copyright_work W010: provincial_body, certified_on 2022-03-10
    copyright_work W011: provincial_body, certified_on 2022-03-10
    copyright_work W012: provincial_body, certified_on 2022-03-10
    copyright_work W013: provincial_body, certified_on 2022-03-10
    copyright_work W014: provincial_body, certified_on 2022-03-10
    copyright_work W015: provincial_body, certified_on 2022-03-10
    copyright_work W016: provincial_body, certified_on 2022-03-10
    copyright_work W017: provincial_body, certified_on 2022-03-10
    copyright_work W018: provincial_body, certified_on 2022-03-10
    copyright_work W019: provincial_body, certified_on 2022-03-10
    copyright_work W020: provincial_body, certified_on 2022-03-10
    copyright_work W021: provincial_body, certified_on 2022-03-10
    copyright_work W022: provincial_body, certified_on 2022-03-10
    copyright_work W023: provincial_body, certified_on 2022-03-10
    copyright_work W024: provincial_body, certified_on 2022-03-10
    copyright_work W025: provincial_body, certified_on 2022-03-10
    copyright_work W026: provincial_body, certified_on 2022-03-10
    copyright_work W027: provincial_body, certified_on 2022-03-10
    copyright_work W028: provincial_body, certified_on 2022-03-10
    copyright_work W029: provincial_body, certified_on 2022-03-10
    copyright_work W030: provincial_body, certified_on 2022-03-10
    copyright_work W031: provincial_body, certified_on 2022-03-10
    copyright_work W032: provincial_body, certified_on 2022-03-10
    copyright_work W033: provincial_body, certified_on 2022-03-10
    copyright_work W034: provincial_body, certified_on 2022-03-10
    copyright_work W035: provincial_body, certified_on 2022-03-10
    copyright_work W036: provincial_body, certified_on 2022-03-10
    copyright_work W037: provincial_body, certified_on 2022-03-10
    copyright_work W038: provincial_body, certified_on 2022-03-10
    copyright_work W039: provincial_body, certified_on 2022-03-10
    copyright_work W040: provincial_body, certified_on 2022-03-10
    copyright_work W041: provincial_body, certified_on 2022-03-10
    copyright_work W042: provincial_body, certified_on 2022-03-10
    copyright_work W043: provincial_body, certified_on 2022-03-10
    copyright_work W044: provincial_body, certified_on 2022-03-10
    copyright_work W045: provincial_body, certified_on 2022-03-10
    copyright_work W046: provincial_body, certified_on 2022-03-10
    copyright_work W047: provincial_body, certified_on 2022-03-10
    copyright_work W048: provincial_body, certified_on 2022-03-10
    copyright_work W049: provincial_body, certified_on 2022-03-10
    copyright_work W050: provincial_body, certified_on 2022-03-10
    copyright_work W051: provincial_body, certified_on 2022-03-10
    copyright_work W052: provincial_body, certified_on 2022-03-10
    copyright_work W053: provincial_body, certified_on 2022-03-10
    copyright_work W054: provincial_body, certified_on 2022-03-10
    copyright_work W055: provincial_body, certified_on 2022-03-10
    copyright_work W056: provincial_body, certified_on 2022-03-10
    copyright_work W057: provincial_body, certified_on 2022-03-10
    copyright_work W058: provincial_body, certified_on 2022-03-10
    copyright_work W059: provincial_body, certified_on 2022-03-10
    copyright_work W060: provincial_body, certified_on 2022-03-10
    copyright_work W061: provincial_body, certified_on 2022-03-10
    copyright_work W062: provincial_body, certified_on 2022-03-10
    copyright_work W063: provincial_body, certified_on 2022-03-10
    copyright_work W064: provincial_body, certified_on 2022-03-10
    copyright_work W065: provincial_body, certified_on 2022-03-10
    copyright_work W066: provincial_body, certified_on 2022-03-10
    copyright_work W067: provincial_body, certified_on 2022-03-10
    copyright_work W068: provincial_body, certified_on 2022-03-10
    copyright_work W069: provincial_body, certified_on 2022-03-10
    copyright_work W070: provincial_body, certified_on 2022-03-10
    copyright_work W071: provincial_body, certified_on 2022-03-10
    copyright_work W072: provincial_body, certified_on 2022-03-10
    copyright_work W073: provincial_body, certified_on 2022-03-10
    copyright_work W074: provincial_body, certified_on 2022-03-10
    copyright_work W075: provincial_body, certified_on 2022-03-10
    copyright_work W076: provincial_body, certified_on 2022-03-10
    copyright_work W077: provincial_body, certified_on 2022-03-10
    copyright_work W078: provincial_body, certified_on 2022-03-10
    copyright_work W079: provincial_body, certified_on 2022-03-10
    copyright_work W080: provincial_body, certified_on 2022-03-10
    copyright_work W081: provincial_body, certified_on 2022-03-10
    copyright_work W082: provincial_body, certified_on 2022-03-10
    copyright_work W083: provincial_body, certified_on 2022-03-10
    copyright_work W084: provincial_body, certified_on 2022-03-10
    copyright_work W085: provincial_body, certified_on 2022-03-10
    copyright_work W086: provincial_body, certified_on 2022-03-10
    copyright_work W087: provincial_body, certified_on 2022-03-10
    copyright_work W088: provincial_body, certified_on 2022-03-10
    copyright_work W089: provincial_body, certified_on 2022-03-10
    copyright_work W090: provincial_body, certified_on 2022-03-10
    copyright_work W091: provincial_body, certified_on 2022-03-10
    copyright_work W092: provincial_body, certified_on 2022-03-10
    copyright_work W093: provincial_body, certified_on 2022-03-10
    copyright_work W094: provincial_body, certified_on 2022-03-10
    copyright_work W095: provincial_body, certified_on 2022-03-10
    copyright_work W096: provincial_body, certified_on 2022-03-10
    copyright_work W097: provincial_body, certified_on 2022-03-10
    copyright_work W098: provincial_body, certified_on 2022-03-10
    copyright_work W099: provincial_body, certified_on 2022-03-10
    copyright_work W100: provincial_body, certified_on 2022-03-10
    copyright_work W101: provincial_body, certified_on 2022-03-10
  expect W051 awarded
  expect W100 200
  expect W101 0
  expect W101 reduced by limit of article 4
  expect 2022 total 20000

# ---- what each word of a sentence is for

case "an invention abroad is a ceiling, and what the county paid is deducted from it" "境外发明只定上限，县级已资助的予以扣除"
  given enterprise
    invention_patent US1: not domestic, country "US", family "F1", official_fees 8000, filed_on 2019-06-01,
        granted_on 2022-05-10, lapsed_on none
  given support invention_patent US1 county_level 1000 in 2022
  expect US1 of 2.invention_patent.granted ceiling
  expect total 0
  expect due between 0 and 3000

case "what the bureau has not set is not paid: projects, topics, services, stations" "实施项目、软课题、服务项目、指导站未核定的不兑现"
  given agency
    implementation_project J: high_value, selected_on 2022-05-10
    soft_topic T: selected_on 2022-05-10
    service_project S: selected_on 2022-05-10
    guidance_station G: newly_built, selected_on 2022-05-10, rated_on none
  expect J ceiling
  expect T ceiling
  expect S ceiling
  expect G ceiling
  expect total 0
  expect due between 0 and 900000

case "a mark, a contract, a title and a park that were paid for are not paid again" "商标、合同、企业称号、园区称号已兑现的，不再奖励"
  given enterprise, park located_here
    collective_trademark K: not geographical_indication, registered_on 2023-05-10
    technology_contract A: amount 5000000, recorded_on 2023-03-01, put_to_use, not related_party
    ip_title D: title municipal_demonstration, recognised_on 2023-05-10
    park_title P: title national_pilot, approved_on 2023-05-10
  given history 3.collective_trademark.new K paid 10000 in 2022
  given history 7.technology_contract.recorded A paid 50000 in 2022
  given history municipal_title D paid 50000 in 2022
  given history 13.park_title.approved P paid 100000 in 2022
  expect K not eligible because new
  expect A already paid
  expect D of municipal_title not eligible because new
  expect P already paid
  expect total 0

case "interest and the title of the city are paid to enterprises only" "实缴利息、市级称号只奖励企业"
  given institution
    loan_interest L: loan "L", interest_paid 100000, on_schedule, in_risk_pool, paid_on 2022-05-10
    ip_title D: title municipal_demonstration, recognised_on 2022-05-10
  expect L not eligible because enterprise
  expect D of municipal_title not eligible because enterprise

case "an exam and a certificate are paid to persons only" "代理师考试、代理师证只奖励个人"
  given enterprise works_here, runs_business_here, not studies_here
    agent_exam E: exam_fee 600, passed_on 2022-11-10
    attorney_certificate C: obtained_on 2018-01-01, revoked_on none, serving_here_since 2019-01-01
  expect E not eligible because person
  expect C not eligible because person

case "a standard of an association is not referred to" "社会组织的标准，不按其他文件执行"
  given association
    technical_standard S: patent "ZL1", reached group_standard, adopted_on 2022-05-10
  expect S not eligible because undertaking

case "a report without evidence, and one without help, are not rewarded" "未提供证据或未协助调查的侵权举报，均不奖励"
  given person
    infringement_report R1: clue_unknown, not evidence_given, inquiry_assisted, received_on 2022-05-01
    infringement_report R2: clue_unknown, evidence_given, not inquiry_assisted, received_on 2022-05-01
  expect R1 not eligible because evidence_given
  expect R2 not eligible because inquiry_assisted
