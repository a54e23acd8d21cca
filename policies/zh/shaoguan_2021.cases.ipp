# Cases of shaoguan_2021. Every figure was worked out by hand from the document and the recorded readings.
# The day before and after each border, the amounts at each tier, and each rule once binding and once not.

案例集 shaoguan_2021

# ---- the window: 2021-12-21 to 2024-12-31, both days included

案例 "施行前一日的事项，不在有效期内" "an event on the day before the document took effect is outside"
  已知 社会组织
    地理标志保护产品 orange：认定日 2021年12月20日
  应得 orange 不在有效期内
  应得 合计 0元

案例 "施行首日的事项，予以奖励" "an event on the first day counts"
  已知 社会组织
    地理标志保护产品 orange：认定日 2021年12月21日
  应得 2021年 orange 20万元
  应得 2021年 合计 20万元

案例 "有效期最后一日的事项，予以奖励" "an event on the last day counts"
  已知 社会组织
    地理标志保护产品 orange：认定日 2024年12月31日
  应得 2024年 orange 20万元

案例 "有效期届满次日的事项，不在有效期内" "an event on the day after the last day is outside"
  已知 社会组织
    地理标志保护产品 orange：认定日 2025年1月1日
  应得 orange 不在有效期内
  应得 合计 0元

案例 "截至日之后的事项，暂不结算" "with an as-of date, a later event is not settled yet"
  已知 社会组织
    地理标志保护产品 orange：认定日 2023年5月4日
  已知 截至 2023年5月3日
  应得 orange 不在有效期内
  应得 合计 0元

# ---- article 1: domestic inventions

案例 "国内发明专利上限为费用的一半，核定之前待核定" "the ceiling of a domestic invention is half of the fees, open until the bureau has set the sum"
  已知 事业单位
    发明专利 ZL1：国内，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  应得 ZL1（1.发明专利.授权） 待核定
  应得 合计 0元
  应得 合计 介于 0元 至 4000元

案例 "以往已结算的授权，填写其他日期的不再奖励" "a grant that was settled before is no second one on another day"
  已知 企业
    发明专利 ZL1：国内，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
    发明专利 ZL2：非 国内，同族 "F"，授权国 "US"，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，
        失效日 空缺
  已知 2021年 已兑现 1.发明专利.授权 ZL1 100元
  已知 2021年 已兑现 2.发明专利.授权 ZL2 100元
  应得 ZL1（1.发明专利.授权） 不符合条件，因 授权
  应得 ZL2（2.发明专利.授权） 不符合条件，因 授权

案例 "核定低于上限的，按核定金额奖励" "what the bureau set below the ceiling is paid"
  已知 个人
    发明专利 ZL1：国内，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  已知 核定 1.发明专利.授权 ZL1 3000元
  应得 ZL1（1.发明专利.授权） 待核定
  应得 ZL1（1.发明专利.授权） 3000元
  应得 2022年 合计 3000元
  应得 合计 介于 3000元 至 3000元

案例 "核定高于上限的，按上限奖励" "what the bureau set above the ceiling is paid up to the ceiling"
  已知 事业单位
    发明专利 ZL1：国内，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  已知 核定 1.发明专利.授权 ZL1 5000元
  应得 ZL1（1.发明专利.授权） 4000元

案例 "费用的一半向下取整到分" "half of the fees is rounded down to the fen"
  已知 事业单位
    发明专利 ZL1：国内，官方费用 333.33，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  已知 核定 1.发明专利.授权 ZL1 200元
  应得 ZL1（1.发明专利.授权） 166.66元

案例 "其他级别对该专利已资助的，上限相应降低" "what another level paid for the patent lowers the ceiling"
  已知 事业单位
    发明专利 ZL1：国内，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  已知 2022年 国家级 已资助 发明专利 ZL1 1500元
  已知 核定 1.发明专利.授权 ZL1 4000元
  应得 ZL1（1.发明专利.授权） 2500元
  应得 ZL1（1.发明专利.授权） 核减，因 其他资助（第1条）

案例 "核定金额未超过扣除资助后的余额，不核减" "support below the room that is left cuts nothing from a smaller sum"
  已知 事业单位
    发明专利 ZL1：国内，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  已知 2022年 县级 已资助 发明专利 ZL1 1500元
  已知 核定 1.发明专利.授权 ZL1 2500元
  应得 ZL1（1.发明专利.授权） 2500元
  应得 ZL1（1.发明专利.授权） 待核定

案例 "其他资助超过费用一半的，应得0元，不为负数" "support above half of the fees leaves nothing, not less than nothing"
  已知 事业单位
    发明专利 ZL1：国内，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  已知 2021年 国家级 已资助 发明专利 ZL1 3000元
  已知 2022年 县级 已资助 发明专利 ZL1 1000.01元
  已知 核定 1.发明专利.授权 ZL1 4000元
  应得 ZL1（1.发明专利.授权） 0元
  应得 合计 介于 0元 至 0元

案例 "对其他专利的资助，不予扣除" "support for another patent is not deducted"
  已知 事业单位
    发明专利 ZL1：国内，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  已知 2022年 国家级 已资助 发明专利 ZL2 1500元
  已知 核定 1.发明专利.授权 ZL1 4000元
  应得 ZL1（1.发明专利.授权） 4000元

案例 "在香港缴纳的费用，按缴费日中间价折算" "fees paid in Hong Kong are converted at the parity of the day of payment"
  已知 事业单位
    发明专利 HK1：国内，官方费用 1000港元，缴费日 2022年3月1日，申请日 2019年6月1日，授权日 2022年5月10日，
        失效日 空缺
  已知 行情 人民币汇率中间价 HKD 2022年3月1日：0.8064
  已知 核定 1.发明专利.授权 HK1 1万元
  应得 HK1（1.发明专利.授权） 403.2元

案例 "实用新型不适用第1条、第2条" "a utility model has no place in articles 1 and 2"
  已知 企业
    实用新型专利 U1：国内，官方费用 8000，申请日 2021年6月1日，授权日 2022年5月10日，失效日 空缺
  应得 合计 0元
  应得 合计 介于 0元 至 0元

案例 "以专利统一列出的，只取其中的发明" "of patents listed under the wide kind, the inventions are picked"
  已知 事业单位
    专利 ZL1：专利类型 发明，国内，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
    专利 ZL2：专利类型 外观设计，国内，官方费用 500，申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  已知 核定 1.发明专利.授权 ZL1 4000元
  应得 ZL1（1.发明专利.授权） 4000元
  应得 合计 4000元

案例 "有效期之前授权的发明，不予计算" "an invention granted before the window is not looked at"
  已知 事业单位
    发明专利 ZL1：国内，官方费用 8000，申请日 2019年6月1日，授权日 2021年12月20日，失效日 空缺
  已知 核定 1.发明专利.授权 ZL1 4000元
  应得 ZL1（1.发明专利.授权） 不在有效期内
  应得 合计 0元

# ---- article 2: inventions abroad

案例 "境外费用按缴费日中间价折算，再取一半" "fees abroad are converted at the parity of the day of payment, then halved"
  已知 企业
    发明专利 US1：非 国内，授权国 "US"，同族 "F1"，官方费用 1000美元，缴费日 2022年3月1日，
        申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  已知 行情 人民币汇率中间价 USD 2022年3月1日：6.3014
  已知 核定 2.发明专利.授权 US1 1万元
  应得 US1（2.发明专利.授权） 3150.7元
  应得 US1（1.发明专利.授权） 不符合条件，因 国内
  应得 合计 3150.7元

案例 "缺少汇率中间价的，上限无法计算" "without the exchange rate the ceiling cannot be told"
  已知 企业
    发明专利 US1：非 国内，授权国 "US"，同族 "F1"，官方费用 1000美元，缴费日 2022年3月1日，
        申请日 2019年6月1日，授权日 2022年5月10日，失效日 空缺
  已知 核定 2.发明专利.授权 US1 1万元
  应得 US1（2.发明专利.授权） 待定，缺 central_parity
  应得 合计 介于 0元 至 1万元

案例 "同一发明奖励3个授权国，第4个不予奖励" "three countries of one invention are paid, a fourth is not"
  已知 企业
    发明专利 US1：非 国内，授权国 "US"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年1月10日，
        失效日 空缺
    发明专利 JP1：非 国内，授权国 "JP"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年3月10日，
        失效日 空缺
    发明专利 KR1：非 国内，授权国 "KR"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2023年5月10日，
        失效日 空缺
    发明专利 DE1：非 国内，授权国 "DE"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2023年7月10日，
        失效日 空缺
  已知 核定 2.发明专利.授权 US1 5000元
  已知 核定 2.发明专利.授权 JP1 5000元
  已知 核定 2.发明专利.授权 KR1 5000元
  已知 核定 2.发明专利.授权 DE1 5000元
  应得 2022年 合计 1万元
  应得 2023年 合计 5000元
  应得 KR1（2.发明专利.授权） 5000元
  应得 DE1（2.发明专利.授权） 0元
  应得 DE1（2.发明专利.授权） 核减，因 最多件数（第2条）

案例 "已奖励授权国的第二件专利，不另占名额" "a second patent in a country that was paid before takes no further place"
  已知 企业
    发明专利 US1：非 国内，授权国 "US"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年1月10日，
        失效日 空缺
    发明专利 US2：非 国内，授权国 "US"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年2月10日，
        失效日 空缺
    发明专利 JP1：非 国内，授权国 "JP"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年3月10日，
        失效日 空缺
    发明专利 KR1：非 国内，授权国 "KR"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年5月10日，
        失效日 空缺
  已知 核定 2.发明专利.授权 US1 5000元
  已知 核定 2.发明专利.授权 US2 5000元
  已知 核定 2.发明专利.授权 JP1 5000元
  已知 核定 2.发明专利.授权 KR1 5000元
  应得 合计 2万元

案例 "两项发明的授权国分别计算" "the countries of two inventions are counted apart"
  已知 企业
    发明专利 US1：非 国内，授权国 "US"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年1月10日，
        失效日 空缺
    发明专利 JP1：非 国内，授权国 "JP"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年3月10日，
        失效日 空缺
    发明专利 KR1：非 国内，授权国 "KR"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年5月10日，
        失效日 空缺
    发明专利 DE2：非 国内，授权国 "DE"，同族 "F2"，官方费用 1万，申请日 2019年6月1日，授权日 2022年7月10日，
        失效日 空缺
  已知 核定 2.发明专利.授权 US1 5000元
  已知 核定 2.发明专利.授权 JP1 5000元
  已知 核定 2.发明专利.授权 KR1 5000元
  已知 核定 2.发明专利.授权 DE2 5000元
  应得 DE2（2.发明专利.授权） 5000元
  应得 合计 2万元

案例 "以往年度已兑现的授权国，计算在内" "countries paid in earlier years count"
  已知 企业
    发明专利 KR1：非 国内，授权国 "KR"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2023年5月10日，
        失效日 空缺
    发明专利 DE1：非 国内，授权国 "DE"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2023年7月10日，
        失效日 空缺
  已知 2022年 已兑现 2.发明专利.授权 US1 5000元：授权国 "US"，同族 "F1"
  已知 2022年 已兑现 2.发明专利.授权 JP1 4000元：授权国 "JP"，同族 "F1"
  已知 核定 2.发明专利.授权 KR1 5000元
  已知 核定 2.发明专利.授权 DE1 5000元
  应得 KR1（2.发明专利.授权） 5000元
  应得 DE1（2.发明专利.授权） 核减，因 最多件数（第2条）
  应得 2023年 合计 5000元

案例 "先授权的尚未核定，可能占用后一件的名额" "a patent whose sum the bureau has not set may take the place of a later one"
  已知 企业
    发明专利 US1：非 国内，授权国 "US"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年1月10日，
        失效日 空缺
    发明专利 JP1：非 国内，授权国 "JP"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年3月10日，
        失效日 空缺
    发明专利 KR1：非 国内，授权国 "KR"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年5月10日，
        失效日 空缺
    发明专利 DE1：非 国内，授权国 "DE"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年7月10日，
        失效日 空缺
  已知 核定 2.发明专利.授权 JP1 5000元
  已知 核定 2.发明专利.授权 KR1 5000元
  已知 核定 2.发明专利.授权 DE1 5000元
  应得 US1（2.发明专利.授权） 待核定
  应得 KR1（2.发明专利.授权） 5000元
  应得 DE1（2.发明专利.授权） 待定
  应得 合计 介于 10000.01元 至 1.5万元

案例 "核定为0元的专利，不占授权国名额" "a patent for which the bureau pays nothing takes no place"
  已知 企业
    发明专利 US1：非 国内，授权国 "US"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年1月10日，
        失效日 空缺
    发明专利 JP1：非 国内，授权国 "JP"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年3月10日，
        失效日 空缺
    发明专利 KR1：非 国内，授权国 "KR"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年5月10日，
        失效日 空缺
    发明专利 DE1：非 国内，授权国 "DE"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年7月10日，
        失效日 空缺
  已知 核定 2.发明专利.授权 US1 0元
  已知 核定 2.发明专利.授权 JP1 5000元
  已知 核定 2.发明专利.授权 KR1 5000元
  已知 核定 2.发明专利.授权 DE1 5000元
  应得 US1 0元
  应得 DE1（2.发明专利.授权） 5000元
  应得 合计 1.5万元

案例 "第2条只奖励企业" "article 2 pays companies only"
  已知 事业单位
    发明专利 US1：非 国内，授权国 "US"，同族 "F1"，官方费用 1万，申请日 2019年6月1日，授权日 2022年1月10日，
        失效日 空缺
  已知 核定 2.发明专利.授权 US1 5000元
  应得 US1（2.发明专利.授权） 不符合条件，因 企业
  应得 合计 0元

# ---- article 3: geographical indications and regional brands

案例 "施行前已认定的产品，再次认定不算新认定" "a product that was recognised before the policy is not newly recognised in it"
  已知 社会组织
    地理标志保护产品 old：产品 "orange"，认定日 2019年5月1日
    地理标志保护产品 again：产品 "orange"，认定日 2022年5月1日
  应得 old 不在有效期内
  应得 again 不符合条件，因 新认定
  应得 合计 0元

案例 "产品失效后重新认定，只按首次认定奖励一次" "a product that is recognised anew after a lapse is paid once, for its first day"
  已知 社会组织
    地理标志保护产品 first：产品 "orange"，认定日 2022年5月1日
    地理标志保护产品 again：产品 "orange"，认定日 2024年5月1日
  应得 first 20万元
  应得 again 不符合条件，因 新认定
  应得 合计 20万元

案例 "以往文件已兑现的商标，不算新注册" "a mark that an older document paid for is not newly registered"
  已知 社会组织
    地理标志商标 orange_mark：注册日 2022年2月10日
  已知 2018年 已兑现 "韶府〔2017〕1号" 2.mark orange_mark 5万元：类别 地理标志商标
  应得 orange_mark 不符合条件，因 新注册

案例 "示范区再次列入省级，省级只奖励一次" "a zone that the province lists for a second day is paid once by it"
  已知 县区
    地标示范区 A：项目 "Z"，级别 省级，列入日 2022年5月1日
    地标示范区 B：项目 "Z"，级别 省级，列入日 2023年5月1日
    地标示范区 C：项目 "Z"，级别 国家级，列入日 2024年5月1日
  应得 A 30万元
  应得 B 此前已兑现
  应得 C 50万元

案例 "同一版权荣誉再次认定，只奖励一次" "an honour that is listed for a second day is paid once"
  已知 事业单位
    版权称号 A：版权荣誉 国家版权单位，获评对象 "U"，认定日 2022年5月1日
    版权称号 B：版权荣誉 国家版权单位，获评对象 "U"，认定日 2023年5月1日
    版权称号 C：版权荣誉 国家版权单位，获评对象 "V"，认定日 2023年5月1日
  应得 A 5万元
  应得 B 此前已兑现
  应得 C 5万元

案例 "产品、地标商标、互认互保、集体证明商标各予奖励" "a product, its mark, its recognition abroad and another mark are each paid"
  已知 社会组织
    地理标志保护产品 orange：认定日 2022年1月10日
    地理标志商标 orange_mark：注册日 2022年2月10日
    互认互保 EU1：产品 "orange"，协定 "EU"，取得日 2022年3月10日
    集体证明商标 bamboo：非 属地理标志，注册日 2022年4月10日
  应得 orange（3.地理标志保护产品.新认定） 20万元
  应得 orange_mark 10万元
  应得 EU1 20万元
  应得 bamboo 1万元
  应得 2022年 合计 51万元

案例 "属地理标志的集体证明商标，不按集体商标奖励" "a collective mark that is a geographical indication is not paid as a collective mark"
  已知 社会组织
    集体证明商标 orange_mark：属地理标志，注册日 2022年4月10日
  应得 orange_mark 不符合条件，因 属地理标志
  应得 合计 0元

案例 "已兑现的地理标志保护产品，不再奖励" "a product that was paid for is not paid again"
  已知 社会组织
    地理标志保护产品 orange：认定日 2024年1月10日
  已知 2022年 已兑现 3.地理标志保护产品.新认定 orange 20万元
  应得 orange 不符合条件，因 新认定
  应得 2024年 合计 0元

案例 "同一产品再获另一协定互认互保，只奖励一次" "a second agreement for the same product is paid once"
  已知 社会组织
    互认互保 EU1：产品 "orange"，协定 "EU"，取得日 2022年3月10日
    互认互保 TH1：产品 "orange"，协定 "Thailand"，取得日 2023年3月10日
  应得 EU1 20万元
  应得 TH1 此前已兑现
  应得 合计 20万元

案例 "同一产品在同一协定下只获得一次互认互保" "recognition under one agreement is obtained once"
  已知 社会组织
    互认互保 A：产品 "orange"，协定 "EU"，取得日 2022年3月10日
    互认互保 B：产品 "orange"，协定 "EU"，取得日 2023年3月10日
  应得 B 不符合条件，因 获得

案例 "同一协定的两个产品，均予奖励" "two products under one agreement are both paid"
  已知 社会组织
    互认互保 EU1：产品 "orange"，协定 "EU"，取得日 2022年3月10日
    互认互保 EU2：产品 "tea"，协定 "EU"，取得日 2022年3月10日
  应得 2022年 合计 40万元

案例 "已兑现的地理标志商标，不再奖励" "a mark that was paid for is not paid again"
  已知 社会组织
    地理标志商标 orange_mark：注册日 2024年2月10日
  已知 2022年 已兑现 3.地理标志商标.新注册 orange_mark 10万元
  应得 orange_mark 不符合条件，因 新注册
  应得 2024年 合计 0元

案例 "两个名称的商标，按两项奖励" "marks of two names are two items"
  已知 社会组织
    地理标志商标 orange_mark：注册日 2022年2月10日
    地理标志商标 tea_mark：注册日 2022年2月10日
  应得 2022年 合计 20万元

案例 "地标示范区先列入省级、后列入国家级，均予奖励" "a demonstration zone is paid for the province's listing and for the state's"
  已知 县区
    地标示范区 P：项目 "tea"，级别 省级，列入日 2022年3月10日
    地标示范区 N：项目 "tea"，级别 国家级，列入日 2024年3月10日
  应得 2022年 P 30万元
  应得 2024年 N 50万元
  应得 合计 80万元

案例 "市级地标示范区不在奖励之列" "a demonstration zone of the city is not among the rows"
  已知 县区
    地标示范区 M：项目 "tea"，级别 市级，列入日 2022年3月10日
  应得 M 不符合条件，因 级别
  应得 合计 0元

# ---- article 4: copyright

案例 "省级登记的作品著作权，每件奖励200元" "a work registered with the province is paid 200"
  已知 个人：在本市
    作品著作权 W1：省级登记，发证日 2022年3月10日
  应得 W1 200元
  应得 2022年 合计 200元

案例 "同一证书号填写两个发证日的，只奖励一次" "one certificate on two days is one work"
  已知 个人：在本市
    作品著作权 A：证书号 "W1"，省级登记，发证日 2022年3月10日
    作品著作权 B：证书号 "W1"，省级登记，发证日 2023年3月10日
  应得 A 200元
  应得 B 不符合条件，因 登记
  应得 合计 200元

案例 "非省级登记的作品，不予奖励" "a work registered elsewhere is not paid"
  已知 个人：在本市
    作品著作权 W1：非 省级登记，发证日 2022年3月10日
  应得 W1 不符合条件，因 省级登记

案例 "作品登记只奖励本市申请人" "works are paid to those of the city"
  已知 个人：非 在本市
    作品著作权 W1：省级登记，发证日 2022年3月10日
  应得 W1 不符合条件，因 在本市

案例 "县区既非单位也非个人，作品登记不予奖励" "a county is neither unit nor person"
  已知 县区：在本市
    作品著作权 W1：省级登记，发证日 2022年3月10日
  应得 W1 不符合条件，因 单位

案例 "企业的各项版权称号，分别奖励" "titles of an enterprise's works are paid each"
  已知 企业
    版权称号 T1：版权荣誉 最具价值作品，获评对象 "opera"，认定日 2022年3月10日
    版权称号 T2：版权荣誉 国家版权单位，获评对象 "the firm"，认定日 2023年3月10日
    版权称号 T3：版权荣誉 省版权单位，获评对象 "the firm"，认定日 2022年5月10日
  应得 T1 2万元
  应得 T2 5万元
  应得 T3 2万元
  应得 2022年 合计 4万元
  应得 2023年 合计 5万元

案例 "园区的省级、国家级版权称号，均予奖励" "titles of a park are paid each, the province's and the state's"
  已知 园区
    版权称号 T1：版权荣誉 省版权园区，获评对象 "the park"，认定日 2022年3月10日
    版权称号 T2：版权荣誉 国家版权园区，获评对象 "the park"，认定日 2023年3月10日
  应得 T1 5万元
  应得 T2 10万元
  应得 合计 15万元

案例 "版权金奖不在奖励之列" "the copyright gold award has no row"
  已知 企业
    版权称号 T1：版权荣誉 版权金奖，获评对象 "opera"，认定日 2022年3月10日
  应得 T1 不符合条件，因 版权荣誉
  应得 合计 0元

# ---- article 5: patents older than ten years

案例 "申请满10年当日，尚不奖励" "on the tenth anniversary of filing nothing is due"
  已知 企业
    发明专利 ZL1：国内，申请日 2012年3月15日，授权日 2014年4月2日，失效日 空缺
  已知 截至 2022年3月15日
  应得 ZL1（5.发明专利.有效） 不符合条件，因 申请日
  应得 合计 0元

案例 "申请满10年次日，予以奖励" "on the day after the tenth anniversary the sum is due"
  已知 企业
    发明专利 ZL1：国内，申请日 2012年3月15日，授权日 2014年4月2日，失效日 空缺
  已知 截至 2022年3月16日
  应得 2022年 ZL1（5.发明专利.有效） 1万元
  应得 合计 1万元

案例 "施行首日已超过10年的发明，奖励一次" "a patent that was older on the first day of the policy is paid once"
  已知 个人
    发明专利 ZL1：国内，申请日 2005年3月15日，授权日 2008年4月2日，失效日 空缺
  应得 2021年 ZL1（5.发明专利.有效） 1万元
  应得 2022年 ZL1（5.发明专利.有效） 此前已兑现
  应得 合计 1万元

案例 "以往已兑现的10年以上发明，不再奖励" "a patent that was paid for under an earlier run is not paid again"
  已知 个人
    发明专利 ZL1：国内，申请日 2005年3月15日，授权日 2008年4月2日，失效日 空缺
  已知 2021年 已兑现 5.发明专利.有效 ZL1 1万元
  应得 2022年 ZL1（5.发明专利.有效） 此前已兑现
  应得 2022年 合计 0元

案例 "2月29日申请的，2月28日满10年，3月1日起超过" "a patent filed on 29 February is ten years old on 28 February, older on 1 March"
  已知 企业
    发明专利 ZL1：国内，申请日 2012年2月29日，授权日 2014年4月2日，失效日 空缺
  已知 截至 2022年2月28日
  应得 合计 0元

案例 "2月29日申请的发明，自3月1日起奖励" "a patent filed on 29 February is paid from 1 March"
  已知 企业
    发明专利 ZL1：国内，申请日 2012年2月29日，授权日 2014年4月2日，失效日 空缺
  已知 截至 2022年3月1日
  应得 2022年 合计 1万元

案例 "有效期最后一日已超过10年，予以奖励" "older than ten years on the last day of the window"
  已知 企业
    发明专利 ZL1：国内，申请日 2014年12月30日，授权日 2017年4月2日，失效日 空缺
  应得 2024年 ZL1（5.发明专利.有效） 1万元

案例 "有效期最后一日刚满10年，晚一日不予奖励" "ten years old on the last day of the window is a day too late"
  已知 企业
    发明专利 ZL1：国内，申请日 2014年12月31日，授权日 2017年4月2日，失效日 空缺
  应得 ZL1（5.发明专利.有效） 不符合条件，因 申请日
  应得 合计 0元

案例 "应得奖励当日即失效的发明，不予奖励" "a patent that lapsed on the day on which it would have been due"
  已知 企业
    发明专利 ZL1：国内，申请日 2012年3月15日，授权日 2014年4月2日，失效日 2022年3月16日
  应得 ZL1（5.发明专利.有效） 不符合条件，因 有效
  应得 合计 0元

案例 "应得奖励次日才失效的发明，奖励不变" "a patent that lapsed a day after it was due keeps the sum"
  已知 企业
    发明专利 ZL1：国内，申请日 2012年3月15日，授权日 2014年4月2日，失效日 2022年3月17日
  应得 2022年 ZL1（5.发明专利.有效） 1万元

案例 "审查超过10年才授权的发明，授权时奖励" "a patent granted after ten years of examination is due on its grant"
  已知 企业
    发明专利 ZL1：国内，官方费用 8000，申请日 2010年3月15日，授权日 2023年6月1日，失效日 空缺
  应得 2023年 ZL1（5.发明专利.有效） 1万元
  应得 ZL1（1.发明专利.授权） 待核定
  应得 合计 介于 1万元 至 1.4万元

案例 "10年以上发明失效日未填明的，结果待定" "whether an old patent has lapsed must be known"
  已知 企业
    发明专利 ZL1：国内，申请日 2012年3月15日，授权日 2014年4月2日
  已知 截至 2022年12月31日
  应得 ZL1（5.发明专利.有效） 待定，缺 失效日
  应得 合计 介于 0元 至 1万元

案例 "超过10年的实用新型不是发明，不予奖励" "a utility model older than ten years is no invention"
  已知 企业
    实用新型专利 U1：申请日 2012年3月15日，授权日 2012年12月2日，失效日 空缺
  应得 合计 0元

# ---- article 5: prizes and projects

案例 "国家级专利奖金奖、银奖、优秀奖，分别奖励" "gold, silver and excellence of the state"
  已知 企业
    专利奖 G：专利 "ZL1"，级别 国家级，奖级 金奖，获奖日 2022年7月10日
    专利奖 S：专利 "ZL2"，级别 国家级，奖级 银奖，获奖日 2022年7月10日
    专利奖 E：专利 "ZL3"，级别 国家级，奖级 优秀奖，获奖日 2022年7月10日
  应得 G 30万元
  应得 S 20万元
  应得 E 10万元
  应得 2022年 合计 60万元

案例 "省级专利奖金奖、银奖、优秀奖，分别奖励" "gold, silver and excellence of the province"
  已知 企业
    专利奖 G：专利 "ZL1"，级别 省级，奖级 金奖，获奖日 2022年7月10日
    专利奖 S：专利 "ZL2"，级别 省级，奖级 银奖，获奖日 2022年7月10日
    专利奖 E：专利 "ZL3"，级别 省级，奖级 优秀奖，获奖日 2022年7月10日
  应得 G 20万元
  应得 S 10万元
  应得 E 5万元
  应得 2022年 合计 35万元

案例 "同一专利获省级、国家级专利奖，均予奖励" "one patent with the prize of the province and of the state is paid for both"
  已知 企业
    专利奖 P：专利 "ZL1"，级别 省级，奖级 金奖，获奖日 2022年5月10日
    专利奖 N：专利 "ZL1"，级别 国家级，奖级 银奖，获奖日 2022年7月10日
  应得 P（省专利奖） 20万元
  应得 N（中国专利奖） 20万元
  应得 2022年 合计 40万元

案例 "市级专利奖不在奖励之列" "a prize of the city is not in the list"
  已知 企业
    专利奖 M：专利 "ZL1"，级别 市级，奖级 金奖，获奖日 2022年5月10日
  应得 M（中国专利奖） 不符合条件，因 级别
  应得 M（省专利奖） 不符合条件，因 级别
  应得 合计 0元

案例 "本条未列的奖级，不予奖励" "a grade that the article does not name is not paid"
  已知 企业
    专利奖 M：专利 "ZL1"，级别 国家级，奖级 一等奖，获奖日 2022年5月10日
  应得 M（中国专利奖） 不符合条件，因 奖级
  应得 合计 0元

案例 "杰出发明人奖奖励个人" "the inventor's prize goes to a person"
  已知 个人
    杰出发明人奖 I：获奖年度 "2022"，获奖日 2022年5月10日
  应得 2022年 合计 2万元

案例 "同一年度的杰出发明人奖只奖励一次" "the inventor's prize of a year is won once"
  已知 个人
    杰出发明人奖 A：获奖年度 "2022"，获奖日 2022年5月10日
    杰出发明人奖 B：获奖年度 "2022"，获奖日 2023年1月10日
  应得 A 2万元
  应得 B 不符合条件，因 获奖

案例 "企业不能申领杰出发明人奖" "an enterprise cannot have the inventor's prize"
  已知 企业
    杰出发明人奖 I：获奖年度 "2022"，获奖日 2022年5月10日
  应得 I 不符合条件，因 个人
  应得 合计 0元

案例 "战略支柱集群的培育项目，最高50万元待核定" "a cultivation project in a pillar cluster is open up to 500,000"
  已知 企业
    培育项目 K1：集群 战略支柱，入选日 2022年5月10日
  应得 K1 待核定
  应得 合计 介于 0元 至 50万元

案例 "战略新兴集群的培育项目，按核定金额奖励" "a cultivation project in an emerging cluster is paid what was set"
  已知 企业
    培育项目 K1：集群 战略新兴，入选日 2022年5月10日
  已知 核定 5.培育项目.入选 K1 45万元
  应得 K1 45万元

案例 "培育项目奖励不超过50万元" "a cultivation project is not paid above 500,000"
  已知 企业
    培育项目 K1：集群 战略新兴，入选日 2022年5月10日
  已知 核定 5.培育项目.入选 K1 500000.01元
  应得 K1 50万元

案例 "其他集群的培育项目，不予奖励" "a cultivation project in another cluster is not paid"
  已知 企业
    培育项目 K1：集群 其他集群，入选日 2022年5月10日
  已知 核定 5.培育项目.入选 K1 45万元
  应得 K1 不符合条件，因 集群
  应得 合计 0元

# ---- article 6: implementation projects

案例 "实施项目按核定金额奖励，最高30万元" "an implementation project is paid what was set, at most 300,000"
  已知 企业
    实施项目 V1：高价值，入选日 2022年5月10日
    实施项目 V2：高价值，入选日 2022年6月10日
  已知 核定 6.实施项目.入选 V1 20万元
  已知 核定 6.实施项目.入选 V2 300001元
  应得 V1 20万元
  应得 V2 30万元
  应得 2022年 合计 50万元

案例 "非高价值发明的实施项目，不予奖励" "an implementation project without a high-value invention is not paid"
  已知 企业
    实施项目 V1：非 高价值，入选日 2022年5月10日
  已知 核定 6.实施项目.入选 V1 20万元
  应得 V1 不符合条件，因 高价值

# ---- article 7: licences and assignments

案例 "合同金额999999元，按1%奖励" "a contract of 999,999 brings 1% of its sum"
  已知 企业：在本市
    专利合同 A：金额 999999，备案日 2022年3月1日，已实施，非 关联方
  应得 2022年 A 9999.99元

案例 "合同金额100万元，属第二档" "a contract of 1,000,000 is in the second tier"
  已知 企业：在本市
    专利合同 A：金额 100万，备案日 2022年3月1日，已实施，非 关联方
  应得 2022年 A 2万元

案例 "合同金额4999999元，仍属第二档" "a contract of 4,999,999 is in the second tier"
  已知 企业：在本市
    专利合同 A：金额 4999999，备案日 2022年3月1日，已实施，非 关联方
  应得 2022年 A 2万元

案例 "合同金额500万元，属第一档" "a contract of 5,000,000 is in the first tier"
  已知 企业：在本市
    专利合同 A：金额 500万，备案日 2022年3月1日，已实施，非 关联方
  应得 2022年 A 5万元
  应得 A 奖励

案例 "合同金额的1%四舍五入到分" "1% is rounded half up to the fen"
  已知 企业：在本市
    专利合同 A：金额 150.5，备案日 2022年3月1日，已实施，非 关联方
    专利合同 B：金额 150.49，备案日 2022年3月2日，已实施，非 关联方
  应得 A 1.51元
  应得 B 1.5元

案例 "三个年度的合同，分别计入各年最高金额" "contracts of three years fill three yearly caps"
  已知 企业：在本市
    专利合同 A：金额 999999，备案日 2022年3月1日，已实施，非 关联方
    专利合同 B：金额 100万，备案日 2023年3月1日，已实施，非 关联方
    专利合同 C：金额 500万，备案日 2024年3月1日，已实施，非 关联方
  应得 2022年 合计 9999.99元
  应得 2023年 合计 2万元
  应得 2024年 合计 5万元

案例 "一份第一档合同用满当年最高金额" "after a first-tier contract the year is full"
  已知 企业：在本市
    专利合同 A：金额 500万，备案日 2022年3月1日，已实施，非 关联方
    专利合同 B：金额 100万，备案日 2022年9月1日，已实施，非 关联方
  应得 2022年 合计 5万元
  应得 A 5万元
  应得 B 0元
  应得 B 核减，因 最高限额（第7条）

案例 "一年两份合同达到最高金额，后一份核减" "two contracts in a year reach the yearly cap"
  已知 企业：在本市
    专利合同 A：金额 300万，备案日 2022年3月1日，已实施，非 关联方
    专利合同 B：金额 500万，备案日 2022年9月1日，已实施，非 关联方
  应得 2022年 合计 5万元
  应得 A 奖励
  应得 B 3万元
  应得 B 核减，因 最高限额（第7条）

案例 "合同恰好达到最高金额，不核减" "contracts that reach the cap exactly are not cut"
  已知 企业：在本市
    专利合同 A：金额 100万，备案日 2022年3月1日，已实施，非 关联方
    专利合同 B：金额 200万，备案日 2022年9月1日，已实施，非 关联方
    专利合同 C：金额 999999，备案日 2022年10月1日，已实施，非 关联方
    专利合同 D：金额 1，备案日 2022年11月1日，已实施，非 关联方
  应得 C 奖励
  应得 D 奖励
  应得 2022年 合计 5万元

案例 "当年先前已兑现的，计入最高金额" "what was paid earlier in the year is charged to the cap"
  已知 企业：在本市
    专利合同 B：金额 100万，备案日 2022年9月1日，已实施，非 关联方
  已知 2022年 已兑现 7.专利合同.备案 A 4.5万元
  应得 B 5000元
  应得 B 核减，因 最高限额（第7条）
  应得 2022年 合计 5000元

案例 "其他年度已兑现的，不计入最高金额" "what was paid in another year is not charged to the cap"
  已知 企业：在本市
    专利合同 B：金额 100万，备案日 2023年9月1日，已实施，非 关联方
  已知 2022年 已兑现 7.专利合同.备案 A 4.5万元
  应得 B 奖励
  应得 2023年 合计 2万元

案例 "同一合同再次备案，定额档只奖励一次" "a tier is paid once for a contract that is recorded again"
  已知 企业：在本市
    专利合同 A：金额 100万，备案日 2023年3月1日，已实施，非 关联方
  已知 2022年 已兑现 7.专利合同.备案 A 2万元
  应得 2023年 A 此前已兑现
  应得 2023年 合计 0元

案例 "1%一档没有一次性限制" "the 1% tier has no `once`"
  已知 企业：在本市
    专利合同 A：金额 50万，备案日 2023年3月1日，已实施，非 关联方
  已知 2022年 已兑现 7.专利合同.备案 A 5000元
  应得 2023年 A 5000元

案例 "与关联方的合同，不予奖励" "a contract with a related party is not paid"
  已知 企业：在本市
    专利合同 A：金额 300万，备案日 2022年3月1日，已实施，关联方
  应得 A 不符合条件，因 关联方
  应得 合计 0元

案例 "未实施的合同，不予奖励" "a contract that is not put to use is not paid"
  已知 企业：在本市
    专利合同 A：金额 300万，备案日 2022年3月1日，非 已实施，非 关联方
  应得 A 不符合条件，因 已实施

案例 "外地企业的合同，不予奖励" "a contract of a firm from elsewhere is not paid"
  已知 企业：非 在本市
    专利合同 A：金额 300万，备案日 2022年3月1日，已实施，非 关联方
  应得 A 不符合条件，因 在本市

案例 "事业单位的合同，不予奖励" "a contract of a public institution is not paid"
  已知 事业单位：在本市
    专利合同 A：金额 300万，备案日 2022年3月1日，已实施，非 关联方
  应得 A 不符合条件，因 企业

案例 "专利合同奖励不限企业规模" "a firm of any size is paid"
  已知 中小微企业：在本市
    专利合同 A：金额 300万，备案日 2022年3月1日，已实施，非 关联方
  应得 A 2万元

案例 "是否关联方未填明的，结果待定" "whether the other party is related must be known"
  已知 企业：在本市
    专利合同 A：金额 300万，备案日 2022年3月1日，已实施
  应得 A 待定，缺 关联方
  应得 合计 0元
  应得 合计 介于 0元 至 2万元

案例 "是否关联方无法确定的，合同不予奖励" "what cannot be determined about the other party stops the contract"
  已知 企业：在本市
    专利合同 A：金额 300万，备案日 2022年3月1日，已实施，关联方 无法确定
  应得 A 不符合条件，因 关联方
  应得 合计 介于 0元 至 0元

案例 "合同未实施的，不再问是否关联方" "a fact that changes nothing is not asked for"
  已知 企业：在本市
    专利合同 A：金额 300万，备案日 2022年3月1日，非 已实施
  应得 A 不符合条件，因 已实施
  应得 合计 介于 0元 至 0元

案例 "合同金额未填明的，至多为最高金额" "a contract whose sum is not stated is worth at most the cap"
  已知 企业：在本市
    专利合同 A：备案日 2022年3月1日，已实施，非 关联方
  应得 A 待定，缺 金额
  应得 合计 介于 0元 至 5万元

案例 "一份合同待定：至少为已定金额，至多为最高金额" "an open contract and the cap: at least what is certain, at most the cap"
  已知 企业：在本市
    专利合同 A：金额 300万，备案日 2022年3月1日，已实施
    专利合同 B：金额 500万，备案日 2022年9月1日，已实施，非 关联方
  应得 A 待定，缺 关联方
  应得 合计 介于 5万元 至 5万元

# ---- article 8: finance

案例 "质押贷款的补偿按其他文件执行" "a pledge loan is compensated under another document"
  已知 企业
    质押贷款 L1：本金 200万，放款日 2022年5月1日
  应得 L1 按其他文件执行
  应得 合计 0元

案例 "按期缴付的利息，奖励30%" "30% of the interest paid on schedule"
  已知 企业
    实缴利息 I1：贷款 "L1"，利息额 10万，支付日 2022年6月30日，按期履约，列入风险补偿
  应得 I1 3万元
  应得 2022年 合计 3万元

案例 "逾期缴付的利息，不予奖励" "interest that is overdue brings nothing"
  已知 企业
    实缴利息 I1：贷款 "L1"，利息额 10万，支付日 2022年6月30日，非 按期履约，列入风险补偿
  应得 I1 不符合条件，因 按期履约

案例 "未列入风险补偿的贷款利息，不予奖励" "interest on a loan outside the risk pool brings nothing"
  已知 企业
    实缴利息 I1：贷款 "L1"，利息额 10万，支付日 2022年6月30日，按期履约，非 列入风险补偿
  应得 I1 不符合条件，因 列入风险补偿

案例 "同一年度各笔贷款利息合并适用最高金额" "the yearly cap on interest binds over all loans"
  已知 企业
    实缴利息 I1：贷款 "L1"，利息额 20万，支付日 2022年6月30日，按期履约，列入风险补偿
    实缴利息 I2：贷款 "L2"，利息额 20万，支付日 2022年9月30日，按期履约，列入风险补偿
  应得 I1 6万元
  应得 I2 4万元
  应得 I2 核减，因 最高限额（第8条）
  应得 2022年 合计 10万元

案例 "两个年度的利息，分别计入各年最高金额" "interest of two years fills two caps"
  已知 企业
    实缴利息 I1：贷款 "L1"，利息额 20万，支付日 2022年12月31日，按期履约，列入风险补偿
    实缴利息 I2：贷款 "L1"，利息额 20万，支付日 2023年1月1日，按期履约，列入风险补偿
  应得 I1 奖励
  应得 I2 奖励
  应得 2022年 合计 6万元
  应得 2023年 合计 6万元

案例 "利息的30%取整后恰为最高金额，不核减" "interest whose 30% rounds to the cap is not cut"
  已知 企业
    实缴利息 I1：贷款 "L1"，利息额 333333.34，支付日 2022年6月30日，按期履约，列入风险补偿
  应得 I1 奖励
  应得 I1 10万元

案例 "利息的30%取整后超出最高金额一分，予以核减" "interest whose 30% rounds to a fen above the cap is cut"
  已知 企业
    实缴利息 I1：贷款 "L1"，利息额 333333.35，支付日 2022年6月30日，按期履约，列入风险补偿
  应得 I1 10万元
  应得 I1 核减，因 最高限额（第8条）

案例 "四类权项的保险，均按保费的30%奖励" "30% of a premium for each of the four rights"
  已知 事业单位
    知识产权保险 P：权项 专利权，保费 1万，购买日 2022年2月1日
    知识产权保险 T：权项 商标权，保费 2万，购买日 2022年3月1日
    知识产权保险 G：权项 地理标志权，保费 3万，购买日 2022年4月1日
    知识产权保险 C：权项 版权，保费 4万，购买日 2022年5月1日
  应得 P 3000元
  应得 T 6000元
  应得 G 9000元
  应得 C 1.2万元
  应得 2022年 合计 3万元

案例 "其他权项的保险，不予奖励" "insurance of another right is not paid"
  已知 事业单位
    知识产权保险 P：权项 其他权项，保费 1万，购买日 2022年2月1日
  应得 P 不符合条件，因 权项

案例 "保险费用的年度最高金额" "the yearly cap on premiums"
  已知 代理机构
    知识产权保险 P：权项 专利权，保费 10万，购买日 2022年2月1日
    知识产权保险 T：权项 商标权，保费 10万，购买日 2022年3月1日
    知识产权保险 G：权项 地理标志权，保费 10万，购买日 2023年3月1日
  应得 P 3万元
  应得 T 2万元
  应得 T 核减，因 最高限额（第8条）
  应得 2022年 合计 5万元
  应得 2023年 合计 3万元

案例 "同一条两组的最高金额，分别计算" "caps of two groups of one article are filled apart"
  已知 企业
    实缴利息 I1：贷款 "L1"，利息额 40万，支付日 2022年6月30日，按期履约，列入风险补偿
    知识产权保险 P：权项 专利权，保费 20万，购买日 2022年2月1日
  应得 I1 10万元
  应得 P 5万元
  应得 2022年 合计 15万元

案例 "社会组织属于单位，但不属于企事业单位" "an association is a unit but neither company nor institution"
  已知 社会组织
    知识产权保险 P：权项 专利权，保费 1万，购买日 2022年2月1日
  应得 P 不符合条件，因 企事业单位

案例 "证券化按发行额的3%奖励，不设上限" "3% of an issue has no cap"
  已知 企业
    证券化 X：发行额 3亿，自有资产池，发行日 2023年5月1日
  应得 2023年 X 900万元

案例 "非自有资产池的证券化，不予奖励" "an issue on the assets of others brings nothing"
  已知 企业
    证券化 X：发行额 3亿，非 自有资产池，发行日 2023年5月1日
  应得 X 不符合条件，因 自有资产池

案例 "事业单位的证券化，不予奖励" "an issue by a public institution brings nothing"
  已知 事业单位
    证券化 X：发行额 3亿，自有资产池，发行日 2023年5月1日
  应得 X 不符合条件，因 企业

# ---- articles 9 and 10: information and standards

案例 "软课题按核定金额奖励，最高20万元" "a soft topic is paid what was set, at most 200,000"
  已知 高校院所
    软课题 Q1：入选日 2022年5月10日
    软课题 Q2：入选日 2022年6月10日
    软课题 Q3：入选日 2022年7月10日
  已知 核定 9.软课题.入选 Q1 15万元
  已知 核定 9.软课题.入选 Q2 200000.01元
  应得 Q1 15万元
  应得 Q2 20万元
  应得 Q3 待核定
  应得 合计 35万元
  应得 合计 介于 35万元 至 55万元

案例 "软课题核定为0元的，不再待核定" "an approval of nothing closes the ceiling"
  已知 高校院所
    软课题 Q1：入选日 2022年5月10日
  已知 核定 9.软课题.入选 Q1 0元
  应得 Q1 0元
  应得 合计 介于 0元 至 0元

案例 "完成的分析评议，每项奖励30万元" "each review of a designated undertaking is paid 300,000"
  已知 服务机构
    分析评议 V1：完成日 2022年5月10日
    分析评议 V2：完成日 2022年6月10日
  应得 2022年 合计 60万元

案例 "未完成的分析评议，不予奖励" "a review that is not completed brings nothing"
  已知 服务机构
    分析评议 V1：完成日 空缺
  应得 合计 0元

案例 "技术标准按其他文件执行" "a standard is supported under another document"
  已知 事业单位
    技术标准 N1：标准号 "GB 1"，标准层级 国家标准，专利 空缺，发布日 2022年5月10日
  应得 N1 按其他文件执行
  应得 合计 0元

案例 "技术标准按其他文件执行，只限企事业单位" "the reference for standards covers companies and institutions only"
  已知 个人
    技术标准 N1：标准号 "GB 1"，标准层级 国家标准，专利 空缺，发布日 2022年5月10日
  应得 合计 0元

# ---- article 11: titles

案例 "国家示范称号，奖励20万元" "the national demonstration title"
  已知 企业
    企业称号 T：称号 国家示范，认定日 2022年5月10日
  应得 T（11.企业称号.新认定） 20万元
  应得 T（市级称号） 不符合条件，因 称号

案例 "国家优势称号，奖励10万元" "the national advantage title"
  已知 企业
    企业称号 T：称号 国家优势，认定日 2022年5月10日
  应得 2022年 合计 10万元

案例 "省级示范称号，奖励8万元" "the provincial demonstration title"
  已知 企业
    企业称号 T：称号 省级示范，认定日 2022年5月10日
  应得 2022年 合计 8万元

案例 "市级示范称号，奖励5万元" "the municipal title"
  已知 企业
    企业称号 T：称号 市级示范，认定日 2022年5月10日
  应得 T（市级称号） 5万元
  应得 T（11.企业称号.新认定） 不符合条件，因 称号
  应得 2022年 合计 5万元

案例 "本条未列的称号，不予奖励" "a title that the article does not name"
  已知 企业
    企业称号 T：称号 省级优势，认定日 2022年5月10日
  应得 合计 0元

案例 "同一年度两个称号，就高不重复" "of two titles in one year the higher is paid"
  已知 企业
    企业称号 P：称号 省级示范，认定日 2022年3月10日
    企业称号 N：称号 国家示范，认定日 2022年9月10日
  应得 P（11.企业称号.新认定） 就高未取，因 N
  应得 P（11.企业称号.新认定） 0元
  应得 N（11.企业称号.新认定） 20万元
  应得 2022年 合计 20万元

案例 "不同年度的称号，均全额奖励" "titles of different years are both paid in full"
  已知 企业
    企业称号 P：称号 省级示范，认定日 2022年12月31日
    企业称号 N：称号 国家示范，认定日 2023年1月1日
  应得 2022年 合计 8万元
  应得 2023年 合计 20万元

案例 "市级称号不参与就高不重复" "the municipal title does not compete"
  已知 企业
    企业称号 M：称号 市级示范，认定日 2022年3月10日
    企业称号 N：称号 国家优势，认定日 2022年9月10日
  应得 M（市级称号） 5万元
  应得 N（11.企业称号.新认定） 10万元
  应得 2022年 合计 15万元

案例 "同年已兑现较低称号的，较高称号只补超出部分" "against what was paid in the same year, only the excess of a higher title is paid"
  已知 企业
    企业称号 N：称号 国家示范，认定日 2022年9月10日
  已知 2022年 已兑现 11.企业称号.新认定 provincial_demonstration 8万元
  应得 N（11.企业称号.新认定） 12万元
  应得 N（11.企业称号.新认定） 核减，因 就高不重复（第11条）
  应得 2022年 合计 12万元

案例 "已兑现的称号，不再奖励" "a title that was paid is not paid again"
  已知 企业
    企业称号 A：称号 国家优势，认定日 2024年9月10日
  已知 2022年 已兑现 11.企业称号.新认定 national_advantage 10万元
  应得 A（11.企业称号.新认定） 不符合条件，因 新认定
  应得 2024年 合计 0元

案例 "事业单位的称号，不予奖励" "titles of an institution are not paid"
  已知 事业单位
    企业称号 N：称号 国家示范，认定日 2022年9月10日
  应得 N（11.企业称号.新认定） 不符合条件，因 企业
  应得 合计 0元

# ---- article 11: certificates

案例 "有1件有效发明，初次认证予以奖励" "a first certificate with one valid invention"
  已知 企业
    发明专利 ZL1：申请日 2018年3月15日，授权日 2020年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 2万元
  应得 2022年 合计 2万元

案例 "唯一发明在认证当日失效，初次认证不予奖励" "a first certificate on the day on which the only invention lapsed"
  已知 企业
    发明专利 ZL1：申请日 2018年3月15日，授权日 2020年4月2日，失效日 2022年6月1日
    规范认证 A：规范 企业规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 不符合条件，因 invention_patent
  应得 合计 0元

案例 "实用新型累计授权5件，不论失效，初次认证予以奖励" "a first certificate with five utility models, lapsed or not"
  已知 高校院所
    实用新型专利 U1：申请日 2018年3月15日，授权日 2019年4月2日，失效日 2021年4月2日
    实用新型专利 U2：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    实用新型专利 U3：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    实用新型专利 U4：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    实用新型专利 U5：申请日 2018年3月15日，授权日 2022年6月1日，失效日 空缺
    规范认证 A：规范 高校规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 2万元

案例 "第5件实用新型晚一日授权，初次认证不予奖励" "a first certificate with a fifth utility model granted a day late"
  已知 高校院所
    实用新型专利 U1：申请日 2018年3月15日，授权日 2019年4月2日，失效日 2021年4月2日
    实用新型专利 U2：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    实用新型专利 U3：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    实用新型专利 U4：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    实用新型专利 U5：申请日 2018年3月15日，授权日 2022年6月2日，失效日 空缺
    规范认证 A：规范 高校规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 不符合条件，因 utility_patent

案例 "有8件软件著作权，初次认证予以奖励" "a first certificate with eight software copyrights"
  已知 事业单位
    软件著作权 S1：发证日 2021年4月2日
    软件著作权 S2：发证日 2021年4月2日
    软件著作权 S3：发证日 2021年4月2日
    软件著作权 S4：发证日 2021年4月2日
    软件著作权 S5：发证日 2021年4月2日
    软件著作权 S6：发证日 2021年4月2日
    软件著作权 S7：发证日 2021年4月2日
    软件著作权 S8：发证日 2021年4月2日
    规范认证 A：规范 科研规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 2万元

案例 "软件著作权7件、实用新型4件，初次认证不予奖励" "a first certificate with seven software copyrights and four utility models"
  已知 事业单位
    软件著作权 S1：发证日 2021年4月2日
    软件著作权 S2：发证日 2021年4月2日
    软件著作权 S3：发证日 2021年4月2日
    软件著作权 S4：发证日 2021年4月2日
    软件著作权 S5：发证日 2021年4月2日
    软件著作权 S6：发证日 2021年4月2日
    软件著作权 S7：发证日 2021年4月2日
    实用新型专利 U1：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    实用新型专利 U2：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    实用新型专利 U3：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    实用新型专利 U4：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    规范认证 A：规范 科研规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 不符合条件，因 software_copyright
  应得 合计 0元

案例 "监督审核不是初次认证" "a surveillance audit is no first certificate"
  已知 企业
    发明专利 ZL1：申请日 2018年3月15日，授权日 2020年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 监督，通过日 2022年6月1日，周期完成日 空缺
  应得 合计 0元

案例 "同日另有监督审核，初次认证仍为首次" "an audit of surveillance on the same day does not make the first certificate a second one"
  已知 高校院所
    发明专利 ZL1：申请日 2018年3月15日，授权日 2020年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 监督，通过日 2022年6月1日，周期完成日 空缺
    规范认证 B：规范 科研规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 B（11.初次认证.通过） 2万元
  应得 合计 2万元

案例 "证书失效后重新认证，不是首次" "a certificate after a lapse is not the first"
  已知 企业
    发明专利 ZL1：申请日 2013年3月15日，授权日 2015年4月2日，失效日 2022年6月2日
    规范认证 A：规范 科研规范，阶段 初次，通过日 2016年6月1日，周期完成日 空缺
    规范认证 B：规范 企业规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 不在有效期内
  应得 B（11.初次认证.通过） 不符合条件，因 initial_certification
  应得 合计 0元

案例 "施行前已认证的，只奖励首个周期完成" "the first cycle of one certified before the policy is paid alone"
  已知 企业
    发明专利 ZL1：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2019年6月1日，周期完成日 2022年6月1日
  应得 A（11.初次认证.通过） 不在有效期内
  应得 A（11.规范认证.周期完成） 1万元
  应得 合计 1万元

案例 "认证和首个周期均在有效期内，均予奖励" "certificate and first cycle inside the window are both paid"
  已知 企业
    发明专利 ZL1：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2021年12月30日，周期完成日 2024年12月20日
  应得 2021年 合计 2万元
  应得 2024年 合计 1万元

案例 "认证周期于有效期届满后完成，不在有效期内" "a cycle that ends after the policy is outside"
  已知 企业
    发明专利 ZL1：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2022年1月10日，周期完成日 2025年1月10日
  应得 A（11.规范认证.周期完成） 不在有效期内
  应得 合计 2万元

案例 "第二个周期完成，不予奖励" "a second cycle is not paid"
  已知 企业
    发明专利 ZL1：申请日 2013年3月15日，授权日 2015年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2017年6月1日，周期完成日 2020年6月1日
    规范认证 B：规范 企业规范，阶段 再认证，通过日 2020年6月1日，周期完成日 2023年6月1日
  应得 B（11.规范认证.周期完成） 不符合条件，因 certification

案例 "周期完成时权利不达要求，不予奖励" "a cycle completed without the rights that the article asks for"
  已知 企业
    发明专利 ZL1：申请日 2013年3月15日，授权日 2015年4月2日，失效日 2022年5月31日
    规范认证 A：规范 企业规范，阶段 初次，通过日 2019年6月1日，周期完成日 2022年6月1日
  应得 A（11.规范认证.周期完成） 不符合条件，因 invention_patent
  应得 合计 0元

案例 "初次认证以往已兑现，不再奖励" "the first certificate was paid under an earlier run"
  已知 企业
    发明专利 ZL1：申请日 2013年3月15日，授权日 2015年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2023年6月1日，周期完成日 空缺
  已知 2022年 已兑现 11.初次认证.通过 gbt33250 2万元
  应得 A（11.初次认证.通过） 此前已兑现

案例 "个人的规范认证，不予奖励" "a person has no management certificate paid"
  已知 个人
    发明专利 ZL1：申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 不符合条件，因 企事业单位

案例 "发明未全部列出的，初次认证结果待定" "whether a firm holds a valid invention must be known"
  已知 企业
    发明专利 部分列出
    规范认证 A：规范 企业规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 待定，缺 invention_patent
  应得 合计 不低于 0元  # one more invention is a share of fees that nobody states (1, 2)

案例 "发明只列出部分，有1件有效即可奖励初次认证" "a list in part that names a valid invention suffices for the certificate"
  已知 企业
    发明专利 部分列出
    发明专利 ZL1：国内，申请日 2018年3月15日，授权日 2019年4月2日，失效日 空缺
    规范认证 A：规范 企业规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 2万元
  应得 合计 不低于 2万元

案例 "企业三类权利均未知的，逐类列为所缺" "of a firm of whose rights nothing is known, each of the three kinds is asked for"
  已知 企业
    发明专利 未知
    实用新型专利 未知
    软件著作权 未知
    规范认证 A：规范 企业规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 待定，缺 invention_patent、utility_patent、software_copyright
  应得 合计 介于 0元 至 2万元

案例 "已知权利足够的，其他权利不再查问" "what is known to suffice asks for nothing more"
  已知 企业
    发明专利 未知
    实用新型专利 未知
    软件著作权 S1：发证日 2021年4月2日
    软件著作权 S2：发证日 2021年4月2日
    软件著作权 S3：发证日 2021年4月2日
    软件著作权 S4：发证日 2021年4月2日
    软件著作权 S5：发证日 2021年4月2日
    软件著作权 S6：发证日 2021年4月2日
    软件著作权 S7：发证日 2021年4月2日
    软件著作权 S8：发证日 2021年4月2日
    规范认证 A：规范 企业规范，阶段 初次，通过日 2022年6月1日，周期完成日 空缺
  应得 A（11.初次认证.通过） 奖励
  应得 合计 介于 2万元 至 2万元

# ---- articles 12 and 13: counties, the city and parks

案例 "县区先试点、后示范，均予奖励并分别配套" "a county is paid as a pilot and as a demonstration county, and must match each"
  已知 县区
    县区称号 A：称号 国家试点，获批日 2022年5月10日
    县区称号 B：称号 国家示范，获批日 2024年5月10日
  应得 2022年 A 10万元
  应得 2024年 B 20万元
  应得 合计 30万元
  应尽义务 第12条 30万元

案例 "县区称号未列入的，不奖励也无须配套" "a county whose title is not in the list is paid nothing and owes no match"
  已知 县区
    县区称号 A：称号 省级示范，获批日 2022年5月10日
  应得 A 不符合条件，因 称号
  应尽义务 第12条 0元
  应得 合计 0元

案例 "同一县区称号只奖励一次" "a county title is paid once"
  已知 县区
    县区称号 A：称号 国家试点，获批日 2024年5月10日
  已知 2022年 已兑现 12.县区称号.获批 national_pilot 10万元
  应得 A 此前已兑现

案例 "县区称号不奖励企业" "a title of a county is not paid to an enterprise"
  已知 企业
    县区称号 A：称号 国家试点，获批日 2022年5月10日
  应得 A 不符合条件，因 县区

案例 "城市培育属于预算安排，不是申请" "the cultivation of the city is a line of the budget, no claim"
  已知 市
    城市培育 A：称号 国家示范，起日 2022年5月10日，止日 空缺
  应得 合计 0元
  应得 合计 介于 0元 至 0元

案例 "园区先试点、后示范，均予奖励并分别配套" "a park is paid as a pilot and as a demonstration park, and must match each"
  已知 园区
    园区称号 A：称号 国家试点，获批日 2022年5月10日
    园区称号 B：称号 国家示范，获批日 2022年9月10日
  应得 A 10万元
  应得 B 20万元
  应得 2022年 合计 30万元
  应尽义务 第13条 30万元

案例 "省级园区称号不在奖励之列" "a park of the province is not in the list"
  已知 园区
    园区称号 A：称号 省级示范，获批日 2022年5月10日
  应得 A 不符合条件，因 称号
  应得 合计 0元

# ---- articles 14 and 15: agencies and stations

案例 "代理营业差一日满1年，不予奖励" "an agency one day short of a year in business"
  已知 服务机构：在本市，营业起始日 2021年9月1日
    服务品牌 B：机构地位 总公司，认定日 2022年2月1日
  已知 截至 2022年8月31日
  应得 applicant（14.服务机构） 不符合条件，因 代理营业
  应得 合计 0元

案例 "代理营业恰满1年，予以奖励" "an agency exactly one year in business"
  已知 服务机构：在本市，营业起始日 2021年9月1日
    服务品牌 B：机构地位 总公司，认定日 2022年2月1日
  已知 截至 2022年9月1日
  应得 2022年 applicant（14.服务机构） 10万元

案例 "营业早满1年的，获国家品牌时奖励，且只一次" "an agency older than a year is paid when it wins the brand, and once"
  已知 代理机构：在本市，营业起始日 2015年9月1日
    服务品牌 B：机构地位 总公司，认定日 2023年2月1日
  应得 2023年 合计 10万元
  应得 2024年 applicant（14.服务机构） 此前已兑现
  应得 合计 10万元

案例 "服务机构没有国家品牌，不予奖励" "an agency without a national brand"
  已知 服务机构：在本市，营业起始日 2015年9月1日
  应得 applicant（14.服务机构） 不符合条件，因 国家品牌
  应得 合计 0元

案例 "外地注册的服务机构，不予奖励" "an agency registered elsewhere"
  已知 服务机构：非 在本市，营业起始日 2015年9月1日
    服务品牌 B：机构地位 总公司，认定日 2022年2月1日
  应得 applicant（14.服务机构） 不符合条件，因 在本市

案例 "非服务机构的企业获国家品牌，不能申请" "a firm that is no agency has no claim for its brand"
  已知 企业：在本市，营业起始日 2015年9月1日
    服务品牌 B：机构地位 总公司，认定日 2022年2月1日
  应得 合计 0元

案例 "营业起始日未填明的，结果待定" "since when an agency is in business must be known"
  已知 服务机构：在本市
    服务品牌 B：机构地位 总公司，认定日 2022年2月1日
  应得 applicant（14.服务机构） 待定，缺 营业起始日
  应得 合计 介于 0元 至 10万元

案例 "服务项目按核定金额奖励，最高30万元" "a service project is paid what was set, at most 300,000"
  已知 服务机构
    服务项目 J1：入选日 2022年2月1日
    服务项目 J2：入选日 2022年3月1日
  已知 核定 14.服务项目.入选 J1 12万元
  已知 核定 14.服务项目.入选 J2 40万元
  应得 J1 12万元
  应得 J2 30万元

案例 "非服务机构的服务项目，不予奖励" "a service project of one that is no agency"
  已知 社会组织
    服务项目 J1：入选日 2022年2月1日
  应得 J1 不符合条件，因 服务机构

案例 "新建品牌指导站按核定金额奖励，最高10万元" "a new guidance station is paid what was set, at most 100,000"
  已知 社会组织
    品牌指导站 H1：新建，入选日 2022年2月1日，评定日 空缺
    品牌指导站 H2：新建，入选日 2022年2月1日，评定日 空缺
  已知 核定 15.品牌指导站.入选 H1 8万元
  已知 核定 15.品牌指导站.入选 H2 12万元
  应得 H1 8万元
  应得 H2 10万元

案例 "非新建的品牌指导站，不予奖励" "a station that is not new"
  已知 社会组织
    品牌指导站 H1：非 新建，入选日 2022年2月1日，评定日 空缺
  已知 核定 15.品牌指导站.入选 H1 8万元
  应得 H1 不符合条件，因 新建
  应得 合计 0元

案例 "已兑现的品牌指导站，不再奖励" "a station that was paid is not paid again"
  已知 社会组织
    品牌指导站 H1：新建，入选日 2023年2月1日，评定日 空缺
  已知 2022年 已兑现 15.品牌指导站.入选 H1 8万元
  已知 核定 15.品牌指导站.入选 H1 8万元
  应得 H1 此前已兑现
  应得 2023年 合计 0元

# ---- articles 16 and 21: reports and talent

案例 "侵权举报的奖励按其他文件执行" "a report of infringement is rewarded under another document"
  已知 个人
    侵权举报 R1：线索未掌握，提供证据，协助调查，受理日 2022年5月1日
  应得 R1 按其他文件执行
  应得 合计 0元

案例 "线索已被掌握的侵权举报，不予奖励" "a report of what the authority knew already is not rewarded"
  已知 个人
    侵权举报 R1：非 线索未掌握，提供证据，协助调查，受理日 2022年5月1日
  应得 合计 0元

案例 "本地就业者通过代理师考试，全额奖励报名费" "the fee of the examination is paid in full to one who works here"
  已知 个人：本地就业，非 本地创业，非 本地求学
    代理师考试 X：考次 "2022"，报名费 340，通过日 2022年9月10日
  应得 2022年 X 340元

案例 "同一考次只奖励一次" "one sitting of the examination is passed once"
  已知 个人：本地就业，非 本地创业，非 本地求学
    代理师考试 A：考次 "2022"，报名费 340，通过日 2022年9月10日
    代理师考试 B：考次 "2022"，报名费 340，通过日 2022年12月10日
  应得 A 340元
  应得 B 不符合条件，因 通过

案例 "本地就业、创业、求学，具备一项即可" "one of work, business and study in the city is enough"
  已知 个人：本地求学
    代理师考试 X：考次 "2022"，报名费 340，通过日 2022年9月10日
  应得 2022年 X 340元

案例 "不在本地就业、创业、求学，不予奖励" "one who neither works, runs a business nor studies here"
  已知 个人：非 本地就业，非 本地创业，非 本地求学
    代理师考试 X：考次 "2022"，报名费 340，通过日 2022年9月10日
  应得 X 不符合条件，因 本地就业
  应得 合计 0元

案例 "其他两项均不具备，是否本地求学未填明的，结果待定" "whether one studies here must be known when nothing else holds"
  已知 个人：非 本地就业，非 本地创业
    代理师考试 X：考次 "2022"，报名费 340，通过日 2022年9月10日
  应得 X 待定，缺 本地求学
  应得 合计 介于 0元 至 340元

案例 "本地服务差一日满2年，不予奖励" "two years of service less a day"
  已知 个人
    代理师证 Z：取得日 2019年5月1日，注销日 空缺，本地服务起 2020年3月2日
  已知 截至 2022年3月1日
  应得 Z 不符合条件，因 本地服务起
  应得 合计 0元

案例 "本地服务恰满2年，予以奖励" "two years of service to the day"
  已知 个人
    代理师证 Z：取得日 2019年5月1日，注销日 空缺，本地服务起 2020年3月2日
  已知 截至 2022年3月2日
  应得 2022年 Z 5000元

案例 "施行前本地服务已满2年，在施行当年奖励" "two years of service before the policy are paid in its first year"
  已知 个人
    代理师证 Z：取得日 2015年5月1日，注销日 空缺，本地服务起 2016年3月2日
  应得 2021年 合计 5000元
  应得 合计 5000元

案例 "同一个人的第二份代理师证，不再奖励" "a second certificate is not paid to the same person"
  已知 个人
    代理师证 Y：取得日 2015年5月1日，注销日 2022年6月1日，本地服务起 2020年3月2日
    代理师证 Z：取得日 2022年7月1日，注销日 空缺，本地服务起 2020年3月2日
  应得 Y 5000元
  应得 2022年 Z 此前已兑现
  应得 合计 5000元

案例 "已离开代理行业、代理师证注销的，不予奖励" "the certificate of one who left the profession"
  已知 个人
    代理师证 Z：取得日 2015年5月1日，注销日 2021年6月1日，本地服务起 2016年3月2日
  应得 Z 不符合条件，因 持有
  应得 合计 0元

案例 "列入人才目录的，按其他文件执行" "listed talent is supported under another document"
  已知 个人
    人才目录 Z：名录年度 "2022"，列入日 2022年5月1日，移出日 空缺
  应得 Z 按其他文件执行

# ---- limits of article 4, which take many records to reach

案例 "个人作品每年奖励50件，第51件不奖励" "a person is paid for 50 works a year, not for the 51st"
  已知 个人：在本市
    作品著作权 W01：省级登记，发证日 2022年3月10日
    作品著作权 W02：省级登记，发证日 2022年3月10日
    作品著作权 W03：省级登记，发证日 2022年3月10日
    作品著作权 W04：省级登记，发证日 2022年3月10日
    作品著作权 W05：省级登记，发证日 2022年3月10日
    作品著作权 W06：省级登记，发证日 2022年3月10日
    作品著作权 W07：省级登记，发证日 2022年3月10日
    作品著作权 W08：省级登记，发证日 2022年3月10日
    作品著作权 W09：省级登记，发证日 2022年3月10日
    作品著作权 W10：省级登记，发证日 2022年3月10日
    作品著作权 W11：省级登记，发证日 2022年3月10日
    作品著作权 W12：省级登记，发证日 2022年3月10日
    作品著作权 W13：省级登记，发证日 2022年3月10日
    作品著作权 W14：省级登记，发证日 2022年3月10日
    作品著作权 W15：省级登记，发证日 2022年3月10日
    作品著作权 W16：省级登记，发证日 2022年3月10日
    作品著作权 W17：省级登记，发证日 2022年3月10日
    作品著作权 W18：省级登记，发证日 2022年3月10日
    作品著作权 W19：省级登记，发证日 2022年3月10日
    作品著作权 W20：省级登记，发证日 2022年3月10日
    作品著作权 W21：省级登记，发证日 2022年3月10日
    作品著作权 W22：省级登记，发证日 2022年3月10日
    作品著作权 W23：省级登记，发证日 2022年3月10日
    作品著作权 W24：省级登记，发证日 2022年3月10日
    作品著作权 W25：省级登记，发证日 2022年3月10日
    作品著作权 W26：省级登记，发证日 2022年3月10日
    作品著作权 W27：省级登记，发证日 2022年3月10日
    作品著作权 W28：省级登记，发证日 2022年3月10日
    作品著作权 W29：省级登记，发证日 2022年3月10日
    作品著作权 W30：省级登记，发证日 2022年3月10日
    作品著作权 W31：省级登记，发证日 2022年3月10日
    作品著作权 W32：省级登记，发证日 2022年3月10日
    作品著作权 W33：省级登记，发证日 2022年3月10日
    作品著作权 W34：省级登记，发证日 2022年3月10日
    作品著作权 W35：省级登记，发证日 2022年3月10日
    作品著作权 W36：省级登记，发证日 2022年3月10日
    作品著作权 W37：省级登记，发证日 2022年3月10日
    作品著作权 W38：省级登记，发证日 2022年3月10日
    作品著作权 W39：省级登记，发证日 2022年3月10日
    作品著作权 W40：省级登记，发证日 2022年3月10日
    作品著作权 W41：省级登记，发证日 2022年3月10日
    作品著作权 W42：省级登记，发证日 2022年3月10日
    作品著作权 W43：省级登记，发证日 2022年3月10日
    作品著作权 W44：省级登记，发证日 2022年3月10日
    作品著作权 W45：省级登记，发证日 2022年3月10日
    作品著作权 W46：省级登记，发证日 2022年3月10日
    作品著作权 W47：省级登记，发证日 2022年3月10日
    作品著作权 W48：省级登记，发证日 2022年3月10日
    作品著作权 W49：省级登记，发证日 2022年3月10日
    作品著作权 W50：省级登记，发证日 2022年3月10日
    作品著作权 W51：省级登记，发证日 2022年3月10日
  应得 W50 200元
  应得 W51 0元
  应得 W51 核减，因 最多件数（第4条）
  应得 2022年 合计 1万元

案例 "个人作品限额分年计算，次年的第51件仍奖励" "a person is paid for 50 works in each of two years"
  已知 个人：在本市
    作品著作权 W01：省级登记，发证日 2022年12月31日
    作品著作权 W02：省级登记，发证日 2022年12月31日
    作品著作权 W03：省级登记，发证日 2022年12月31日
    作品著作权 W04：省级登记，发证日 2022年12月31日
    作品著作权 W05：省级登记，发证日 2022年12月31日
    作品著作权 W06：省级登记，发证日 2022年12月31日
    作品著作权 W07：省级登记，发证日 2022年12月31日
    作品著作权 W08：省级登记，发证日 2022年12月31日
    作品著作权 W09：省级登记，发证日 2022年12月31日
    作品著作权 W10：省级登记，发证日 2022年12月31日
    作品著作权 W11：省级登记，发证日 2022年12月31日
    作品著作权 W12：省级登记，发证日 2022年12月31日
    作品著作权 W13：省级登记，发证日 2022年12月31日
    作品著作权 W14：省级登记，发证日 2022年12月31日
    作品著作权 W15：省级登记，发证日 2022年12月31日
    作品著作权 W16：省级登记，发证日 2022年12月31日
    作品著作权 W17：省级登记，发证日 2022年12月31日
    作品著作权 W18：省级登记，发证日 2022年12月31日
    作品著作权 W19：省级登记，发证日 2022年12月31日
    作品著作权 W20：省级登记，发证日 2022年12月31日
    作品著作权 W21：省级登记，发证日 2022年12月31日
    作品著作权 W22：省级登记，发证日 2022年12月31日
    作品著作权 W23：省级登记，发证日 2022年12月31日
    作品著作权 W24：省级登记，发证日 2022年12月31日
    作品著作权 W25：省级登记，发证日 2022年12月31日
    作品著作权 W26：省级登记，发证日 2022年12月31日
    作品著作权 W27：省级登记，发证日 2022年12月31日
    作品著作权 W28：省级登记，发证日 2022年12月31日
    作品著作权 W29：省级登记，发证日 2022年12月31日
    作品著作权 W30：省级登记，发证日 2022年12月31日
    作品著作权 W31：省级登记，发证日 2022年12月31日
    作品著作权 W32：省级登记，发证日 2022年12月31日
    作品著作权 W33：省级登记，发证日 2022年12月31日
    作品著作权 W34：省级登记，发证日 2022年12月31日
    作品著作权 W35：省级登记，发证日 2022年12月31日
    作品著作权 W36：省级登记，发证日 2022年12月31日
    作品著作权 W37：省级登记，发证日 2022年12月31日
    作品著作权 W38：省级登记，发证日 2022年12月31日
    作品著作权 W39：省级登记，发证日 2022年12月31日
    作品著作权 W40：省级登记，发证日 2022年12月31日
    作品著作权 W41：省级登记，发证日 2022年12月31日
    作品著作权 W42：省级登记，发证日 2022年12月31日
    作品著作权 W43：省级登记，发证日 2022年12月31日
    作品著作权 W44：省级登记，发证日 2022年12月31日
    作品著作权 W45：省级登记，发证日 2022年12月31日
    作品著作权 W46：省级登记，发证日 2022年12月31日
    作品著作权 W47：省级登记，发证日 2022年12月31日
    作品著作权 W48：省级登记，发证日 2022年12月31日
    作品著作权 W49：省级登记，发证日 2022年12月31日
    作品著作权 W50：省级登记，发证日 2022年12月31日
    作品著作权 W51：省级登记，发证日 2023年1月1日
  应得 2022年 合计 1万元
  应得 2023年 合计 200元
  应得 W51 奖励

案例 "单位作品每年奖励100件，第101件不奖励，不受个人限额约束" "a unit is paid for 100 works a year, not for the 101st; the limit for persons does not bind it"
  已知 事业单位：在本市
    作品著作权 W001：省级登记，发证日 2022年3月10日
    作品著作权 W002：省级登记，发证日 2022年3月10日
    作品著作权 W003：省级登记，发证日 2022年3月10日
    作品著作权 W004：省级登记，发证日 2022年3月10日
    作品著作权 W005：省级登记，发证日 2022年3月10日
    作品著作权 W006：省级登记，发证日 2022年3月10日
    作品著作权 W007：省级登记，发证日 2022年3月10日
    作品著作权 W008：省级登记，发证日 2022年3月10日
    作品著作权 W009：省级登记，发证日 2022年3月10日
    作品著作权 W010：省级登记，发证日 2022年3月10日
    作品著作权 W011：省级登记，发证日 2022年3月10日
    作品著作权 W012：省级登记，发证日 2022年3月10日
    作品著作权 W013：省级登记，发证日 2022年3月10日
    作品著作权 W014：省级登记，发证日 2022年3月10日
    作品著作权 W015：省级登记，发证日 2022年3月10日
    作品著作权 W016：省级登记，发证日 2022年3月10日
    作品著作权 W017：省级登记，发证日 2022年3月10日
    作品著作权 W018：省级登记，发证日 2022年3月10日
    作品著作权 W019：省级登记，发证日 2022年3月10日
    作品著作权 W020：省级登记，发证日 2022年3月10日
    作品著作权 W021：省级登记，发证日 2022年3月10日
    作品著作权 W022：省级登记，发证日 2022年3月10日
    作品著作权 W023：省级登记，发证日 2022年3月10日
    作品著作权 W024：省级登记，发证日 2022年3月10日
    作品著作权 W025：省级登记，发证日 2022年3月10日
    作品著作权 W026：省级登记，发证日 2022年3月10日
    作品著作权 W027：省级登记，发证日 2022年3月10日
    作品著作权 W028：省级登记，发证日 2022年3月10日
    作品著作权 W029：省级登记，发证日 2022年3月10日
    作品著作权 W030：省级登记，发证日 2022年3月10日
    作品著作权 W031：省级登记，发证日 2022年3月10日
    作品著作权 W032：省级登记，发证日 2022年3月10日
    作品著作权 W033：省级登记，发证日 2022年3月10日
    作品著作权 W034：省级登记，发证日 2022年3月10日
    作品著作权 W035：省级登记，发证日 2022年3月10日
    作品著作权 W036：省级登记，发证日 2022年3月10日
    作品著作权 W037：省级登记，发证日 2022年3月10日
    作品著作权 W038：省级登记，发证日 2022年3月10日
    作品著作权 W039：省级登记，发证日 2022年3月10日
    作品著作权 W040：省级登记，发证日 2022年3月10日
    作品著作权 W041：省级登记，发证日 2022年3月10日
    作品著作权 W042：省级登记，发证日 2022年3月10日
    作品著作权 W043：省级登记，发证日 2022年3月10日
    作品著作权 W044：省级登记，发证日 2022年3月10日
    作品著作权 W045：省级登记，发证日 2022年3月10日
    作品著作权 W046：省级登记，发证日 2022年3月10日
    作品著作权 W047：省级登记，发证日 2022年3月10日
    作品著作权 W048：省级登记，发证日 2022年3月10日
    作品著作权 W049：省级登记，发证日 2022年3月10日
    作品著作权 W050：省级登记，发证日 2022年3月10日
    作品著作权 W051：省级登记，发证日 2022年3月10日
    作品著作权 W052：省级登记，发证日 2022年3月10日
    作品著作权 W053：省级登记，发证日 2022年3月10日
    作品著作权 W054：省级登记，发证日 2022年3月10日
    作品著作权 W055：省级登记，发证日 2022年3月10日
    作品著作权 W056：省级登记，发证日 2022年3月10日
    作品著作权 W057：省级登记，发证日 2022年3月10日
    作品著作权 W058：省级登记，发证日 2022年3月10日
    作品著作权 W059：省级登记，发证日 2022年3月10日
    作品著作权 W060：省级登记，发证日 2022年3月10日
    作品著作权 W061：省级登记，发证日 2022年3月10日
    作品著作权 W062：省级登记，发证日 2022年3月10日
    作品著作权 W063：省级登记，发证日 2022年3月10日
    作品著作权 W064：省级登记，发证日 2022年3月10日
    作品著作权 W065：省级登记，发证日 2022年3月10日
    作品著作权 W066：省级登记，发证日 2022年3月10日
    作品著作权 W067：省级登记，发证日 2022年3月10日
    作品著作权 W068：省级登记，发证日 2022年3月10日
    作品著作权 W069：省级登记，发证日 2022年3月10日
    作品著作权 W070：省级登记，发证日 2022年3月10日
    作品著作权 W071：省级登记，发证日 2022年3月10日
    作品著作权 W072：省级登记，发证日 2022年3月10日
    作品著作权 W073：省级登记，发证日 2022年3月10日
    作品著作权 W074：省级登记，发证日 2022年3月10日
    作品著作权 W075：省级登记，发证日 2022年3月10日
    作品著作权 W076：省级登记，发证日 2022年3月10日
    作品著作权 W077：省级登记，发证日 2022年3月10日
    作品著作权 W078：省级登记，发证日 2022年3月10日
    作品著作权 W079：省级登记，发证日 2022年3月10日
    作品著作权 W080：省级登记，发证日 2022年3月10日
    作品著作权 W081：省级登记，发证日 2022年3月10日
    作品著作权 W082：省级登记，发证日 2022年3月10日
    作品著作权 W083：省级登记，发证日 2022年3月10日
    作品著作权 W084：省级登记，发证日 2022年3月10日
    作品著作权 W085：省级登记，发证日 2022年3月10日
    作品著作权 W086：省级登记，发证日 2022年3月10日
    作品著作权 W087：省级登记，发证日 2022年3月10日
    作品著作权 W088：省级登记，发证日 2022年3月10日
    作品著作权 W089：省级登记，发证日 2022年3月10日
    作品著作权 W090：省级登记，发证日 2022年3月10日
    作品著作权 W091：省级登记，发证日 2022年3月10日
    作品著作权 W092：省级登记，发证日 2022年3月10日
    作品著作权 W093：省级登记，发证日 2022年3月10日
    作品著作权 W094：省级登记，发证日 2022年3月10日
    作品著作权 W095：省级登记，发证日 2022年3月10日
    作品著作权 W096：省级登记，发证日 2022年3月10日
    作品著作权 W097：省级登记，发证日 2022年3月10日
    作品著作权 W098：省级登记，发证日 2022年3月10日
    作品著作权 W099：省级登记，发证日 2022年3月10日
    作品著作权 W100：省级登记，发证日 2022年3月10日
    作品著作权 W101：省级登记，发证日 2022年3月10日
  应得 W051 奖励
  应得 W100 200元
  应得 W101 0元
  应得 W101 核减，因 最多件数（第4条）
  应得 2022年 合计 2万元

# ---- what each word of a sentence is for

案例 "境外发明只定上限，县级已资助的予以扣除" "an invention abroad is a ceiling, and what the county paid is deducted from it"
  已知 企业
    发明专利 US1：非 国内，授权国 "US"，同族 "F1"，官方费用 8000，申请日 2019年6月1日，授权日 2022年5月10日，
        失效日 空缺
  已知 2022年 县级 已资助 发明专利 US1 1000元
  应得 US1（2.发明专利.授权） 待核定
  应得 合计 0元
  应得 合计 介于 0元 至 3000元

案例 "实施项目、软课题、服务项目、指导站未核定的不兑现" "what the bureau has not set is not paid: projects, topics, services, stations"
  已知 服务机构
    实施项目 J：高价值，入选日 2022年5月10日
    软课题 T：入选日 2022年5月10日
    服务项目 S：入选日 2022年5月10日
    品牌指导站 G：新建，入选日 2022年5月10日，评定日 空缺
  应得 J 待核定
  应得 T 待核定
  应得 S 待核定
  应得 G 待核定
  应得 合计 0元
  应得 合计 介于 0元 至 90万元

案例 "商标、合同、企业称号、园区称号已兑现的，不再奖励" "a mark, a contract, a title and a park that were paid for are not paid again"
  已知 企业、园区：在本市
    集体证明商标 K：非 属地理标志，注册日 2023年5月10日
    专利合同 A：金额 500万，备案日 2023年3月1日，已实施，非 关联方
    企业称号 D：称号 市级示范，认定日 2023年5月10日
    园区称号 P：称号 国家试点，获批日 2023年5月10日
  已知 2022年 已兑现 3.集体证明商标.新注册 K 1万元
  已知 2022年 已兑现 7.专利合同.备案 A 5万元
  已知 2022年 已兑现 市级称号 D 5万元
  已知 2022年 已兑现 13.园区称号.获批 P 10万元
  应得 K 不符合条件，因 新注册
  应得 A 此前已兑现
  应得 D（市级称号） 不符合条件，因 新认定
  应得 P 此前已兑现
  应得 合计 0元

案例 "实缴利息、市级称号只奖励企业" "interest and the title of the city are paid to enterprises only"
  已知 事业单位
    实缴利息 L：贷款 "L"，利息额 10万，按期履约，列入风险补偿，支付日 2022年5月10日
    企业称号 D：称号 市级示范，认定日 2022年5月10日
  应得 L 不符合条件，因 企业
  应得 D（市级称号） 不符合条件，因 企业

案例 "代理师考试、代理师证只奖励个人" "an exam and a certificate are paid to persons only"
  已知 企业：本地就业，本地创业，非 本地求学
    代理师考试 E：报名费 600，通过日 2022年11月10日
    代理师证 C：取得日 2018年1月1日，注销日 空缺，本地服务起 2019年1月1日
  应得 E 不符合条件，因 个人
  应得 C 不符合条件，因 个人

案例 "社会组织的标准，不按其他文件执行" "a standard of an association is not referred to"
  已知 社会组织
    技术标准 S：专利 "ZL1"，标准层级 团体标准，发布日 2022年5月10日
  应得 S 不符合条件，因 企事业单位

案例 "未提供证据或未协助调查的侵权举报，均不奖励" "a report without evidence, and one without help, are not rewarded"
  已知 个人
    侵权举报 R1：线索未掌握，非 提供证据，协助调查，受理日 2022年5月1日
    侵权举报 R2：线索未掌握，提供证据，非 协助调查，受理日 2022年5月1日
  应得 R1 不符合条件，因 提供证据
  应得 R2 不符合条件，因 协助调查
