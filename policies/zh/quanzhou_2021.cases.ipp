# Cases of quanzhou_2021. Every figure was worked out by hand from the document and the recorded readings.
# The day before and after each border, each side of each threshold, and each rule once binding and once not.

案例集 quanzhou_2021

# ---- the window: 2021-12-23 to 2024-12-22

案例 "the day before the document was issued is outside"
  已知 企业
    培育项目 K：项目类型 创新引领，入选日 2021年12月22日
  应得 K 不在有效期内
  应得 合计 0元

案例 "the day of issue counts"
  已知 企业
    培育项目 K：项目类型 创新引领，入选日 2021年12月23日
  应得 2021年 K 50万元
  应得 K 奖励

案例 "the last day of the three years counts"
  已知 企业
    培育项目 K：项目类型 创新引领，入选日 2024年12月22日
  应得 2024年 K 50万元

案例 "the day after is outside"
  已知 企业
    培育项目 K：项目类型 创新引领，入选日 2024年12月23日
  应得 K 不在有效期内

案例 "with an as-of date, a later event is not settled yet"
  已知 企业
    培育项目 K：项目类型 创新引领，入选日 2022年5月4日
  已知 截至 2022年5月3日
  应得 K 不在有效期内

# ---- article 1: cultivation

案例 "a project that defends against risks"
  已知 高校院所
    培育项目 K：项目类型 风险防御，入选日 2022年5月4日
  应得 K 40万元

案例 "a project that transforms"
  已知 高校院所
    培育项目 K：项目类型 转型升级，入选日 2022年5月4日
  应得 K 30万元

案例 "a project that was not selected yet"
  已知 高校院所
    培育项目 K：项目类型 转型升级，入选日 空缺
  应得 K 不符合条件，因 入选日

案例 "the type of the project must be known"
  已知 高校院所
    培育项目 K：入选日 2022年5月4日
  应得 K 待定，缺 项目类型
  应得 合计 介于 30万元 至 50万元

# ---- articles 3 and 4: navigation

案例 "a project that plans an industry"
  已知 社会组织
    导航项目 N：导航类别 产业规划，入选日 2022年5月4日
  应得 N（3.navigation_project.selected） 20万元
  应得 N（4.navigation_project.selected） 不符合条件，因 企业

案例 "a project for the operation of a firm"
  已知 企业
    导航项目 N：导航类别 企业运营，入选日 2022年5月4日
  应得 N（4.navigation_project.selected） 10万元
  应得 N（3.navigation_project.selected） 不符合条件，因 导航类别
  应得 合计 10万元

案例 "a project of early warning is neither"
  已知 企业
    导航项目 N：导航类别 预警分析，入选日 2022年5月4日
  应得 N（3.navigation_project.selected） 不符合条件，因 导航类别
  应得 N（4.navigation_project.selected） 不符合条件，因 导航类别
  应得 合计 0元

案例 "the firm's operation, planned by an association"
  已知 社会组织
    导航项目 N：导航类别 企业运营，入选日 2022年5月4日
  应得 N（4.navigation_project.selected） 不符合条件，因 企业
  应得 合计 0元

# ---- article 5: well-known marks

案例 "a mark of 2022"
  已知 企业：在本市
    驰名商标 Oak：认定日 2022年1月1日
  应得 Oak 30万元
  应得 Oak 奖励

案例 "two marks are paid each"
  已知 企业：在本市
    驰名商标 Oak：认定日 2022年1月1日
    驰名商标 Elm：认定日 2022年1月1日
  应得 2022年 合计 60万元

案例 "a mark of the last days of 2021 is the older document's"
  已知 企业：在本市
    驰名商标 Oak：认定日 2021年12月31日
  应得 Oak 按另文执行
  应得 合计 0元

案例 "the mark of a firm elsewhere"
  已知 企业：非 在本市
    驰名商标 Oak：认定日 2022年1月1日
  应得 Oak 不符合条件，因 在本市

案例 "the mark of a person"
  已知 个人：在本市
    驰名商标 Oak：认定日 2022年1月1日
  应得 Oak 不符合条件，因 企业

# ---- article 6: indications

案例 "a product with a geographical indication"
  已知 社会组织
    地理标志保护产品 Tea：认定日 2022年1月1日
  应得 Tea 30万元

案例 "a product of the first days in which the document held"
  已知 社会组织
    地理标志保护产品 Tea：认定日 2021年12月23日
  应得 Tea 按另文执行

案例 "a mark with an indication is encouraged, not paid"
  已知 社会组织
    地理标志商标 Tea：注册日 2022年1月1日
    地理标志保护产品 Tea2：认定日 空缺
  应得 Tea2 不符合条件，因 认定日
  应得 合计 0元

案例 "the product of a person"
  已知 个人
    地理标志保护产品 Tea：认定日 2022年1月1日
  应得 Tea 不符合条件，因 单位

# ---- article 7: copyright

案例 "a national park"
  已知 园区
    版权称号 T：版权荣誉 国家版权园区，获评对象 "P"，认定日 2022年5月1日
  应得 T 30万元

案例 "a national unit"
  已知 事业单位
    版权称号 T：版权荣誉 国家版权单位，获评对象 "U"，认定日 2022年5月1日
  应得 T 20万元

案例 "a gold award for a person"
  已知 个人
    版权称号 T：版权荣誉 版权金奖，获评对象 "W"，认定日 2022年5月1日
  应得 T 30万元
  应得 T 奖励

案例 "a title of the province is not paid"
  已知 事业单位
    版权称号 T：版权荣誉 省版权单位，获评对象 "U"，认定日 2022年5月1日
  应得 T 不符合条件，因 版权荣誉

案例 "a title that was paid for is not paid again"
  已知 事业单位
    版权称号 T：版权荣誉 国家版权单位，获评对象 "U"，认定日 2022年5月1日
  已知 2021年 已兑现 7.copyright_title.new T 20万元
  应得 T 不符合条件，因 新获

案例 "a title of the last days of 2021 is paid here: the older document was about marks"
  已知 事业单位
    版权称号 T：版权荣誉 国家版权单位，获评对象 "U"，认定日 2021年12月31日
  应得 2021年 T 20万元

案例 "example QZ-7.4: the first place"
  已知 企业
  已知 2022年 数据：作品登记量 90
  已知 2022年 作品登记量 名次 第1名
  应得 2022年 "2022"（7.works_registered） 5万元

案例 "example QZ-7.4: two share the second place"
  已知 个人
  已知 2022年 数据：作品登记量 70
  已知 2022年 作品登记量 名次 第2名
  应得 2022年 "2022"（7.works_registered） 3万元

案例 "the third place, where nobody shares the second"
  已知 个人
  已知 2023年 数据：作品登记量 60
  已知 2023年 作品登记量 名次 第3名
  应得 2023年 "2023"（7.works_registered） 2万元

案例 "example QZ-7.4: the fourth place"
  已知 企业
  已知 2022年 数据：作品登记量 60
  已知 2022年 作品登记量 名次 第4名
  应得 "2022"（7.works_registered） 不符合条件，因 作品登记量
  应得 合计 0元

案例 "a place that was not published hangs on the others"
  已知 企业
  已知 2022年 数据：作品登记量 90
  应得 "2022"（7.works_registered） 视名次而定
  应得 合计 介于 0元 至 5万元

案例 "an institution is not ranked"
  已知 事业单位
  已知 2022年 数据：作品登记量 90
  应得 "2022"（7.works_registered） 不符合条件，因 企业
  应得 合计 介于 0元 至 0元

# ---- article 8: firms that buy inventions

案例 "example QZ-8: deals of 120,000 and 80,000 reach the threshold together"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 8万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年6月1日
  应得 2022年 "2022"（8.patent_deal.paid） 2万元
  应得 合计 2万元

案例 "example QZ-8: the second was paid by the province"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 8万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年6月1日
  已知 2022年 省级 已资助 专利交易 B 5000元
  应得 "2022"（8.patent_deal.paid） 不符合条件，因 金额
  应得 合计 0元

案例 "a fen below the threshold"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 79999.99，交易身份 买方，专利类型 发明，合同登记，
        本地转化，非 关联方，支付日 2022年6月1日
  应得 "2022"（8.patent_deal.paid） 不符合条件，因 金额

案例 "deals of two years are two sums"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2023"，金额 8万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2023年6月1日
  应得 合计 0元

案例 "three million fill the cap exactly"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 300万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
  应得 "2022"（8.patent_deal.paid） 奖励
  应得 2022年 合计 30万元

案例 "ten yuan more bring nothing more"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 3000010，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
  应得 "2022"（8.patent_deal.paid） 30万元
  应得 "2022"（8.patent_deal.paid） 核减，因 最高限额（第8条）

案例 "a deal in designs does not count"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 8万，交易身份 买方，专利类型 外观设计，合同登记，本地转化，
        非 关联方，支付日 2022年6月1日
  应得 合计 0元

案例 "a contract that was not registered does not count"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 8万，交易身份 买方，专利类型 发明，非 合同登记，本地转化，
        非 关联方，支付日 2022年6月1日
  应得 合计 0元

案例 "a deal that is used elsewhere does not count"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 8万，交易身份 买方，专利类型 发明，合同登记，非 本地转化，
        非 关联方，支付日 2022年6月1日
  应得 合计 0元

案例 "a deal with a related party does not count"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 8万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        关联方，支付日 2022年6月1日
  应得 合计 0元

案例 "what a firm sells does not count"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 8万，交易身份 卖方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年6月1日
  应得 合计 0元

案例 "what is not known of a deal leaves the sum of the year open"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 8万，交易身份 买方，专利类型 发明，合同登记，非 关联方，
        支付日 2022年6月1日
  应得 "2022"（8.patent_deal.paid） 待定，缺 本地转化
  应得 合计 介于 0元 至 2万元

案例 "the deals of a firm elsewhere"
  已知 企业：非 在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 12万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 8万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年6月1日
  应得 "2022"（8.patent_deal.paid） 不符合条件，因 在本市

案例 "deals on the last day and on the day after"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2024"，金额 20万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2024年12月22日
    专利交易 B：合同号 "T2"，交易年度 "2024"，金额 10万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2024年12月23日
  应得 2024年 "2024"（8.patent_deal.paid） 2万元
  应得 合计 2万元

# ---- article 9: universities and institutes

案例 "a university that sells for half a million"
  已知 高校院所
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 50万，交易身份 卖方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
  应得 2022年 "2022"（9.patent_deal.paid） 5万元

案例 "a fen below half a million"
  已知 高校院所
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 499999.99，交易身份 卖方，专利类型 发明，合同登记，
        本地转化，非 关联方，支付日 2022年3月1日
  应得 "2022"（9.patent_deal.paid） 不符合条件，因 金额

案例 "a university that sells for three million"
  已知 高校院所
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 300万，交易身份 卖方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
  应得 "2022"（9.patent_deal.paid） 奖励
  应得 2022年 合计 30万元

案例 "a university that sells for more"
  已知 高校院所
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 200万，交易身份 卖方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 200万，交易身份 卖方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
  应得 "2022"（9.patent_deal.paid） 30万元
  应得 "2022"（9.patent_deal.paid） 核减，因 最高限额（第9条）

案例 "of what a university sells only what meets all conditions counts"
  已知 高校院所
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 50万，交易身份 卖方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 10万，交易身份 卖方，专利类型 实用新型，合同登记，
        本地转化，非 关联方，支付日 2022年3月1日
    专利交易 C：合同号 "T3"，交易年度 "2022"，金额 10万，交易身份 卖方，专利类型 发明，非 合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 D：合同号 "T4"，交易年度 "2022"，金额 10万，交易身份 卖方，专利类型 发明，合同登记，非 本地转化，
        非 关联方，支付日 2022年3月1日
    专利交易 E：合同号 "T5"，交易年度 "2022"，金额 10万，交易身份 卖方，专利类型 发明，合同登记，本地转化，
        关联方，支付日 2022年3月1日
    专利交易 F：合同号 "T6"，交易年度 "2022"，金额 10万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
  应得 "2022"（9.patent_deal.paid） 5万元
  应得 合计 5万元

案例 "the sales of a firm are not those of a university"
  已知 企业：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 90万，交易身份 卖方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
  应得 "2022"（9.patent_deal.paid） 不符合条件，因 高校院所
  应得 合计 0元

案例 "the purchases of a university are not those of a firm"
  已知 高校院所：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 90万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
  应得 "2022"（8.patent_deal.paid） 不符合条件，因 企业
  应得 合计 0元

案例 "a university that buys is not paid for it"
  已知 高校院所
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 50万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
  应得 合计 0元

案例 "a university owes what article 9 encourages"
  已知 高校院所
  已知 截至 2022年12月31日
  应尽义务 第9条

# ---- article 10: operation agencies

案例 "fifty inventions, whatever they cost"
  已知 运营机构
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 10万，专利件数 50，交易身份 中介，专利类型 发明，合同登记，
        本地转化，非 关联方，支付日 2022年3月1日
  应得 2022年 "2022"（10.patent_deal.paid） 5000元

案例 "forty-nine inventions for a fen less than five million"
  已知 运营机构
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 400万，专利件数 20，交易身份 中介，专利类型 发明，
        合同登记，本地转化，非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 999999.99，专利件数 29，交易身份 中介，专利类型 发明，
        合同登记，本地转化，非 关联方，支付日 2022年3月1日
  应得 "2022"（10.patent_deal.paid） 不符合条件，因 专利件数
  应得 合计 0元

案例 "five million for one invention"
  已知 运营机构
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 500万，专利件数 1，交易身份 中介，专利类型 发明，合同登记，
        本地转化，非 关联方，支付日 2022年3月1日
  应得 "2022"（10.patent_deal.paid） 25万元

案例 "six million fill the cap exactly"
  已知 运营机构
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 600万，专利件数 1，交易身份 中介，专利类型 发明，合同登记，
        本地转化，非 关联方，支付日 2022年3月1日
  应得 "2022"（10.patent_deal.paid） 奖励
  应得 2022年 合计 30万元

案例 "more than six million"
  已知 运营机构
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 6000020，专利件数 1，交易身份 中介，专利类型 发明，
        合同登记，本地转化，非 关联方，支付日 2022年3月1日
  应得 "2022"（10.patent_deal.paid） 核减，因 最高限额（第10条）
  应得 2022年 合计 30万元

案例 "of what an agency brings about only what meets all conditions counts"
  已知 运营机构：在本市
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 500万，专利件数 1，交易身份 中介，专利类型 发明，合同登记，
        本地转化，非 关联方，支付日 2022年3月1日
    专利交易 B：合同号 "T2"，交易年度 "2022"，金额 10万，专利件数 1，交易身份 中介，专利类型 实用新型，
        合同登记，本地转化，非 关联方，支付日 2022年3月1日
    专利交易 C：合同号 "T3"，交易年度 "2022"，金额 10万，专利件数 1，交易身份 中介，专利类型 发明，
        非 合同登记，本地转化，非 关联方，支付日 2022年3月1日
    专利交易 D：合同号 "T4"，交易年度 "2022"，金额 10万，专利件数 1，交易身份 中介，专利类型 发明，合同登记，
        非 本地转化，非 关联方，支付日 2022年3月1日
    专利交易 E：合同号 "T5"，交易年度 "2022"，金额 10万，专利件数 1，交易身份 中介，专利类型 发明，合同登记，
        本地转化，关联方，支付日 2022年3月1日
    专利交易 F：合同号 "T6"，交易年度 "2022"，金额 10万，专利件数 1，交易身份 买方，专利类型 发明，合同登记，
        本地转化，非 关联方，支付日 2022年3月1日
  应得 "2022"（10.patent_deal.paid） 25万元
  应得 合计 25万元

案例 "a firm that is no operation agency"
  已知 服务机构
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 6000020，专利件数 1，交易身份 中介，专利类型 发明，
        合同登记，本地转化，非 关联方，支付日 2022年3月1日
  应得 "2022"（10.patent_deal.paid） 不符合条件，因 运营机构

# ---- article 11: prizes

案例 "example QZ-11: China excellence, Fujian first, the city's second in one year"
  已知 企业
    专利奖 A：专利 "ZL1"，项目 "P"，级别 国家级，非 外观设计奖，奖级 优秀奖，本地实施，获奖日 2022年3月1日
    专利奖 B：专利 "ZL1"，项目 "P"，级别 省级，非 外观设计奖，奖级 一等奖，本地实施，获奖日 2022年6月1日
    专利奖 C：专利 "ZL1"，项目 "P"，级别 市级，非 外观设计奖，奖级 二等奖，本地实施，获奖日 2022年9月1日
  应得 A（china_prize） 10万元
  应得 B（fujian_prize） 20万元
  应得 C（city_prize） 0元
  应得 C（city_prize） 就高未取
  应得 2022年 合计 30万元

案例 "prizes of state and province add up"
  已知 企业
    专利奖 A：专利 "ZL1"，项目 "P"，级别 国家级，非 外观设计奖，奖级 银奖，本地实施，获奖日 2022年3月1日
    专利奖 B：专利 "ZL1"，项目 "P"，级别 省级，非 外观设计奖，奖级 特等奖，本地实施，获奖日 2022年6月1日
  应得 A（china_prize） 20万元
  应得 B（fujian_prize） 100万元
  应得 2022年 合计 120万元

案例 "the city's own prize is the higher"
  已知 企业
    专利奖 A：专利 "ZL1"，项目 "P"，级别 国家级，非 外观设计奖，奖级 优秀奖，本地实施，获奖日 2022年3月1日
    专利奖 C：专利 "ZL1"，项目 "P"，级别 市级，非 外观设计奖，奖级 重大发明奖，本地实施，获奖日 2022年9月1日
  应得 A（china_prize） 就高未取，因 C
  应得 C（city_prize） 100万元
  应得 2022年 合计 100万元

案例 "two years, two prizes"
  已知 企业
    专利奖 A：专利 "ZL1"，项目 "P"，级别 国家级，非 外观设计奖，奖级 优秀奖，本地实施，获奖日 2022年3月1日
    专利奖 C：专利 "ZL1"，项目 "P"，级别 市级，非 外观设计奖，奖级 三等奖，本地实施，获奖日 2023年9月1日
  应得 2022年 A（china_prize） 10万元
  应得 2023年 C（city_prize） 5万元

案例 "two projects, two prizes"
  已知 企业
    专利奖 A：专利 "ZL1"，项目 "P"，级别 国家级，非 外观设计奖，奖级 优秀奖，本地实施，获奖日 2022年3月1日
    专利奖 C：专利 "ZL2"，项目 "Q"，级别 市级，非 外观设计奖，奖级 一等奖，本地实施，获奖日 2022年9月1日
  应得 A（china_prize） 10万元
  应得 C（city_prize） 20万元

案例 "China gold"
  已知 企业
    专利奖 A：专利 "ZL1"，项目 "P"，级别 国家级，非 外观设计奖，奖级 金奖，本地实施，获奖日 2022年3月1日
  应得 A（china_prize） 100万元
  应得 A（china_design_prize） 不符合条件，因 外观设计奖
  应得 A（fujian_prize） 不符合条件，因 级别
  应得 A（city_prize） 不符合条件，因 级别

案例 "China gold for a design"
  已知 企业
    专利奖 A：专利 "ZL1"，项目 "P"，级别 国家级，外观设计奖，奖级 金奖，本地实施，获奖日 2022年3月1日
  应得 A（china_design_prize） 20万元
  应得 A（china_prize） 不符合条件，因 外观设计奖

案例 "China silver and excellence for designs"
  已知 企业
    专利奖 A：专利 "ZL1"，项目 "P"，级别 国家级，外观设计奖，奖级 银奖，本地实施，获奖日 2022年3月1日
    专利奖 B：专利 "ZL2"，项目 "Q"，级别 国家级，外观设计奖，奖级 优秀奖，本地实施，获奖日 2022年3月1日
  应得 A（china_design_prize） 10万元
  应得 B（china_design_prize） 5万元

案例 "Fujian's second prize brings nothing"
  已知 企业
    专利奖 B：专利 "ZL1"，项目 "P"，级别 省级，非 外观设计奖，奖级 二等奖，本地实施，获奖日 2022年6月1日
  应得 B（fujian_prize） 不符合条件，因 奖级
  应得 B（china_design_prize） 不符合条件，因 级别
  应得 合计 0元

案例 "projects that are carried out elsewhere"
  已知 企业
    专利奖 A：专利 "ZL1"，项目 "P"，级别 国家级，非 外观设计奖，奖级 金奖，非 本地实施，获奖日 2022年3月1日
    专利奖 B：专利 "ZL2"，项目 "Q"，级别 国家级，外观设计奖，奖级 金奖，非 本地实施，获奖日 2022年3月1日
    专利奖 C：专利 "ZL3"，项目 "R"，级别 省级，非 外观设计奖，奖级 特等奖，非 本地实施，获奖日 2022年3月1日
  应得 A（china_prize） 不符合条件，因 本地实施
  应得 B（china_design_prize） 不符合条件，因 本地实施
  应得 C（fujian_prize） 不符合条件，因 本地实施
  应得 合计 0元

案例 "whether a project is carried out here must be known"
  已知 企业
    专利奖 A：专利 "ZL1"，项目 "P"，级别 国家级，非 外观设计奖，奖级 金奖，获奖日 2022年3月1日
  应得 A（china_prize） 待定，缺 本地实施
  应得 合计 介于 0元 至 100万元

案例 "that the province paid for a prize does not matter: article 11 is the special rule"
  已知 企业
    专利奖 B：专利 "ZL1"，项目 "P"，级别 省级，非 外观设计奖，奖级 一等奖，本地实施，获奖日 2022年6月1日
  已知 2022年 省级 已资助 专利奖 B 30万元
  应得 B（fujian_prize） 20万元

案例 "what another level paid ends the city's own prize and the money for what was brought in"
  已知 企业
    专利奖 C：专利 "ZL1"，项目 "P"，级别 市级，非 外观设计奖，奖级 一等奖，本地实施，获奖日 2022年9月1日
    引进项目 I：成效突出，已获专利奖，评估日 2022年3月1日
  已知 核定 11.introduced_project.evaluated I 40万元
  已知 2022年 县级 已资助 专利奖 C 2万元
  已知 2022年 省级 已资助 引进项目 I 1元
  应得 C（city_prize） 已享受其他各级政府奖励
  应得 I 已享受其他各级政府奖励
  应得 合计 0元

案例 "the best of the year was paid earlier in the year: the excess"
  已知 企业
    专利奖 C：专利 "ZL1"，项目 "P"，级别 市级，非 外观设计奖，奖级 一等奖，本地实施，获奖日 2022年9月1日
  已知 2022年 已兑现 china_prize A 10万元：项目 "P"
  应得 C（city_prize） 10万元
  应得 C（city_prize） 核减，因 就高不重复（第11条）

案例 "support for an invention that was brought in is a ceiling"
  已知 企业
    引进项目 I：成效突出，已获专利奖，评估日 2022年3月1日
  应得 I 待核定
  应得 合计 介于 0元 至 100万元

案例 "what the bureau set, at most a million"
  已知 企业
    引进项目 I：成效突出，已获专利奖，评估日 2022年3月1日
  已知 核定 11.introduced_project.evaluated I 1000001元
  应得 I 100万元

案例 "what the bureau set below a million"
  已知 企业
    引进项目 I：成效突出，已获专利奖，评估日 2022年3月1日
  已知 核定 11.introduced_project.evaluated I 40万元
  应得 I 40万元
  应得 合计 介于 40万元 至 40万元

案例 "a project that does not stand out, and one without a prize"
  已知 企业
    引进项目 I：非 成效突出，已获专利奖，评估日 2022年3月1日
    引进项目 J：成效突出，非 已获专利奖，评估日 2022年3月1日
  已知 核定 11.introduced_project.evaluated I 40万元
  应得 I 不符合条件，因 成效突出
  应得 J 不符合条件，因 已获专利奖
  应得 合计 介于 0元 至 0元

# ---- article 12: standards

案例 "a group standard with a core patent"
  已知 社会组织
    技术标准 S：标准号 "T1"，专利 "ZL1"，标准层级 团体标准，核心专利，经评审，主导制定，发布日 2022年3月1日
  应得 S 3万元

案例 "two patents in one standard are paid once"
  已知 社会组织
    技术标准 S：标准号 "T1"，专利 "ZL1"，标准层级 团体标准，核心专利，经评审，主导制定，发布日 2022年3月1日
    技术标准 T：标准号 "T1"，专利 "ZL2"，标准层级 团体标准，核心专利，经评审，主导制定，发布日 2022年3月1日
    技术标准 U：标准号 "T2"，专利 "ZL2"，标准层级 团体标准，核心专利，经评审，主导制定，发布日 2023年3月1日
  应得 S 3万元
  应得 T 已兑现
  应得 2023年 U 3万元

案例 "a standard that a person led: units are rewarded"
  已知 个人
    技术标准 S：标准号 "T1"，专利 "ZL1"，标准层级 团体标准，核心专利，经评审，主导制定，发布日 2022年3月1日
  应得 S 不符合条件，因 单位

案例 "a standard of another kind"
  已知 社会组织
    技术标准 S：标准号 "T1"，专利 "ZL1"，标准层级 国家标准，核心专利，经评审，主导制定，发布日 2022年3月1日
  应得 S 不符合条件，因 标准层级

案例 "a patent that is not core, a standard that was not reviewed, a unit that did not lead"
  已知 社会组织
    技术标准 S：标准号 "T1"，专利 "ZL1"，标准层级 团体标准，非 核心专利，经评审，主导制定，发布日 2022年3月1日
    技术标准 T：标准号 "T2"，专利 "ZL1"，标准层级 团体标准，核心专利，非 经评审，主导制定，发布日 2022年3月1日
    技术标准 U：标准号 "T3"，专利 "ZL1"，标准层级 团体标准，核心专利，经评审，非 主导制定，发布日 2022年3月1日
  应得 S 不符合条件，因 核心专利
  应得 T 不符合条件，因 经评审
  应得 U 不符合条件，因 主导制定

# ---- article 13: titles

案例 "a national demonstration enterprise"
  已知 企业
    企业称号 T：称号 国家示范，认定日 2022年3月1日
  应得 T 10万元

案例 "a later higher title is paid in full"
  已知 企业
    企业称号 A：称号 国家优势，认定日 2022年3月1日
    企业称号 B：称号 国家示范，认定日 2023年3月1日
  应得 2022年 A 5万元
  应得 2023年 B 10万元
  应得 B 奖励

案例 "two titles in one year are both paid"
  已知 企业
    企业称号 A：称号 国家优势，认定日 2022年3月1日
    企业称号 B：称号 国家示范，认定日 2022年9月1日
  应得 2022年 合计 15万元

案例 "a demonstration enterprise of the province is not paid"
  已知 企业
    企业称号 T：称号 省级示范，认定日 2022年3月1日
  应得 T 不符合条件，因 称号

案例 "the title of an institution"
  已知 事业单位
    企业称号 T：称号 国家示范，认定日 2022年3月1日
  应得 T 不符合条件，因 企业

# ---- article 14: interest

案例 "example QZ-14: two million at 3.60%, LPR 3.70%, one year"
  已知 中小微企业
    质押贷款 L：权项 专利权，本金 200万，实际利率 3.6%，出资方 银行，按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  已知 行情 一年期LPR 2024年1月1日：3.7%
  应得 2024年 L 2.16万元

案例 "the published rate of January, where it is the lower"
  已知 中小微企业
    质押贷款 L：权项 商标权，本金 200万，实际利率 4.8%，出资方 银行，按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  应得 L 2.07万元

案例 "a lease is reckoned by the published rate alone"
  已知 中小微企业
    质押贷款 L：权项 专利权，本金 200万，实际利率 3%，出资方 租赁公司，按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  应得 L 2.07万元

案例 "of a longer lease the last year"
  已知 中小微企业
    质押贷款 L：权项 专利权，本金 200万，实际利率 3%，出资方 租赁公司，按期履约，放款日 2021年3月1日，
        还清日 2024年3月1日
  应得 L 2.07万元

案例 "of a longer loan the last year"
  已知 中小微企业
    质押贷款 L：权项 专利权，本金 200万，实际利率 3.6%，出资方 银行，按期履约，放款日 2021年9月1日，
        还清日 2024年3月1日
  已知 行情 一年期LPR 2024年1月1日：3.7%
  应得 L 2.16万元

案例 "73 days are a fifth of a year"
  已知 中小微企业
    质押贷款 L：权项 专利权，本金 200万，实际利率 3%，出资方 银行，按期履约，放款日 2022年3月1日，
        还清日 2022年5月13日
  应得 L 3600元

案例 "half a fen is rounded up"
  已知 中小微企业
    质押贷款 L：权项 专利权，本金 100.5，实际利率 3%，出资方 银行，按期履约，放款日 2021年3月1日，
        还清日 2022年3月1日
  应得 L 0.9元

案例 "a loan that fell overdue"
  已知 中小微企业
    质押贷款 L：权项 专利权，本金 200万，实际利率 3%，出资方 银行，非 按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  应得 L 不符合条件，因 按期履约

案例 "the loan of a large firm"
  已知 企业
    质押贷款 L：权项 专利权，本金 200万，实际利率 3%，出资方 银行，按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  应得 L 不符合条件，因 中小微企业

案例 "a farmer's loan on the mark of an indication"
  已知 农户
    质押贷款 L：权项 地理标志权，本金 10万，实际利率 3%，出资方 银行，按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  应得 L 900元

案例 "a farmer's loan on a patent"
  已知 农户
    质押贷款 L：权项 专利权，本金 10万，实际利率 3%，出资方 银行，按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  应得 L 不符合条件，因 农户
  应得 合计 0元

案例 "a farmer with a small firm"
  已知 农户、中小微企业
    质押贷款 L：权项 专利权，本金 10万，实际利率 3%，出资方 银行，按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  应得 L 900元

案例 "on which right a farmer's loan rests must be known"
  已知 农户
    质押贷款 L：本金 10万，实际利率 3%，出资方 银行，按期履约，放款日 2023年3月1日，还清日 2024年3月1日
  应得 L 待定，缺 权项
  应得 合计 介于 0元 至 900元

案例 "loans that fill the cap of the year exactly"
  已知 中小微企业
    质押贷款 L：权项 专利权，本金 200万，实际利率 3%，出资方 银行，按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  已知 2024年 已兑现 14.pledge_loan.repaid K 18.2万元
  应得 L 1.8万元
  应得 L 奖励

案例 "loans above the cap of the year"
  已知 中小微企业
    质押贷款 K：权项 专利权，本金 2000万，实际利率 3%，出资方 银行，按期履约，放款日 2023年2月1日，
        还清日 2024年2月1日
    质押贷款 L：权项 专利权，本金 300万，实际利率 3%，出资方 银行，按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  应得 K 18万元
  应得 L 2万元
  应得 L 核减，因 最高限额（第14条）

案例 "a farmer has the same cap"
  已知 农户
    质押贷款 L：权项 地理标志权，本金 3000万，实际利率 3%，出资方 银行，按期履约，放款日 2023年3月1日，
        还清日 2024年3月1日
  应得 L 20万元

案例 "from whom the money came must be known"
  已知 中小微企业
    质押贷款 L：权项 专利权，本金 200万，实际利率 3%，按期履约，放款日 2023年3月1日，还清日 2024年3月1日
  应得 L 待定，缺 出资方
  应得 合计 介于 1.8万元 至 2.07万元

# ---- article 15: securitisation

案例 "a first public issue is rewarded at discretion"
  已知 企业
    证券化 S：首次公开发行，发行日 2022年3月1日，还清日 空缺
  应得 S（15.securitisation.issued） 待核定
  应得 S（15.securitisation.repaid） 不符合条件，因 还清日
  应得 合计 不低于 0元

案例 "what was set is paid"
  已知 企业
    证券化 S：首次公开发行，发行日 2022年3月1日，还清日 空缺
  已知 核定 15.securitisation.issued S 25万元
  应得 S（15.securitisation.issued） 25万元
  应得 合计 介于 25万元 至 25万元

案例 "an issue that is not the first"
  已知 企业
    证券化 S：非 首次公开发行，发行日 2022年3月1日，还清日 空缺
  应得 S（15.securitisation.issued） 不符合条件，因 首次公开发行

案例 "two per cent of fifteen million fill the cap"
  已知 企业
    证券化 S：非 首次公开发行，融资额 1500万，发行日 2021年3月1日，还清日 2022年3月1日
  应得 S（15.securitisation.repaid） 奖励
  应得 合计 30万元

案例 "the cap is one for life"
  已知 企业
    证券化 S：非 首次公开发行，融资额 1000万，发行日 2021年3月1日，还清日 2022年3月1日
    证券化 T：非 首次公开发行，融资额 1000万，发行日 2022年3月1日，还清日 2024年3月1日
  应得 2022年 S（15.securitisation.repaid） 20万元
  应得 2024年 T（15.securitisation.repaid） 10万元
  应得 T（15.securitisation.repaid） 核减，因 最高限额（第15条）

案例 "what an institution raised"
  已知 事业单位
    证券化 S：非 首次公开发行，融资额 1000万，发行日 2021年3月1日，还清日 2022年3月1日
  应得 S（15.securitisation.repaid） 不符合条件，因 企业

# ---- article 16: insurance

案例 "a premium of 1,500"
  已知 企业
    知识产权保险 I：权项 商标权，保费 1500，购买日 2022年3月1日
  应得 I 750元

案例 "a premium just below 1,500"
  已知 企业
    知识产权保险 I：权项 专利权，保费 1499.99，购买日 2022年3月1日
  应得 I 不符合条件，因 保费

案例 "two contracts below 1,500 do not add up"
  已知 企业
    知识产权保险 I：权项 专利权，保费 1000，购买日 2022年3月1日
    知识产权保险 J：权项 专利权，保费 1000，购买日 2022年3月1日
  应得 合计 0元

案例 "premiums that fill the cap of the year exactly"
  已知 企业
    知识产权保险 I：权项 专利权，保费 10万，购买日 2022年3月1日
  应得 I 奖励
  应得 合计 5万元

案例 "premiums above the cap of the year"
  已知 企业
    知识产权保险 I：权项 专利权，保费 8万，购买日 2022年3月1日
    知识产权保险 J：权项 专利权，保费 4万，购买日 2022年4月1日
    知识产权保险 K：权项 专利权，保费 4万，购买日 2023年4月1日
  应得 I 4万元
  应得 J 1万元
  应得 J 核减，因 最高限额（第16条）
  应得 2023年 K 2万元

案例 "the premium of a person"
  已知 个人
    知识产权保险 I：权项 专利权，保费 8万，购买日 2022年3月1日
  应得 I 不符合条件，因 企业

# ---- article 19: stations and cases

案例 "an excellent station"
  已知 社会组织
    保护工作站 W：入选日 2022年3月1日
  应得 W 5万元

案例 "a station that was not selected"
  已知 社会组织
    保护工作站 W：入选日 空缺
  应得 W 不符合条件，因 入选日

案例 "a typical case"
  已知 个人
    典型案例 C：主动维权，列入日 2022年3月1日
  应得 C 10万元
  应得 C 奖励

案例 "a typical case in which the owner did not act"
  已知 个人
    典型案例 C：非 主动维权，列入日 2022年3月1日
  应得 C 不符合条件，因 主动维权

案例 "one case a year: the earlier"
  已知 企业
    典型案例 C：主动维权，列入日 2022年3月1日
    典型案例 D：主动维权，列入日 2022年4月1日
    典型案例 E：主动维权，列入日 2023年4月1日
  应得 C 10万元
  应得 D 0元
  应得 D 核减，因 最多件数（第19条）
  应得 2023年 E 10万元

案例 "a case that was paid for is not paid again"
  已知 企业
    典型案例 C：主动维权，列入日 2022年3月1日
  已知 2021年 已兑现 19.typical_case.listed C 10万元
  应得 C 已兑现

# ---- article 21: experts

案例 "the expert's fee is another document's"
  已知 个人
    侵权咨询 X：提供日 2022年3月1日
  应得 X 按另文执行
  应得 合计 0元

# ---- article 22: agencies

案例 "an agency with five attorneys"
  已知 代理机构
    机构设立 R：机构形式 法人机构，代理师人数 5，设立日 2022年3月1日，停业日 空缺
  应得 R 10万元

案例 "an agency with four attorneys"
  已知 代理机构
    机构设立 R：机构形式 法人机构，代理师人数 4，设立日 2022年3月1日，停业日 空缺
  应得 R 不符合条件，因 代理师人数

案例 "a branch"
  已知 代理机构
    机构设立 R：机构形式 分支，代理师人数 5，设立日 2022年3月1日，停业日 空缺
  应得 R 不符合条件，因 机构形式

案例 "an agency of the first day of 2021"
  已知 代理机构
    机构设立 R：机构形式 法人机构，代理师人数 5，设立日 2021年1月1日，停业日 空缺
  应得 2021年 R 10万元

案例 "an agency of the last day of 2020"
  已知 代理机构
    机构设立 R：机构形式 法人机构，代理师人数 5，设立日 2020年12月31日，停业日 空缺
  应得 R 不在有效期内

案例 "an agency with two registrations is rewarded once"
  已知 代理机构
    机构设立 R：机构形式 法人机构，代理师人数 5，设立日 2022年3月1日，停业日 空缺
    机构设立 S：机构形式 法人机构，代理师人数 6，设立日 2023年3月1日，停业日 空缺
  应得 2022年 R 10万元
  应得 2023年 S 已兑现

案例 "an agency that was paid for is not paid again"
  已知 代理机构
    机构设立 R：机构形式 法人机构，代理师人数 5，设立日 2022年3月1日，停业日 空缺
  已知 2021年 已兑现 22.agency_registration.new R 10万元
  应得 R 不符合条件，因 新设立

案例 "a mark, a product and a title that are listed for a second day are paid once"
  已知 企业：在本市
    驰名商标 A：商标 "Oak"，认定日 2022年3月1日
    驰名商标 B：商标 "Oak"，认定日 2023年3月1日
    地理标志保护产品 C：产品 "tea"，认定日 2022年3月1日
    地理标志保护产品 D：产品 "tea"，认定日 2023年3月1日
    企业称号 E：称号 国家优势，认定日 2022年3月1日
    企业称号 F：称号 国家优势，认定日 2023年3月1日
  应得 A 30万元
  应得 B 不符合条件，因 新认定
  应得 C 30万元
  应得 D 不符合条件，因 新认定
  应得 E 5万元
  应得 F 不符合条件，因 新认定
  应得 2023年 合计 0元

案例 "a mark that was recognised before the policy is not newly protected; another one is"
  已知 企业：在本市
    驰名商标 A：商标 "Oak"，认定日 2016年3月1日
    驰名商标 B：商标 "Oak"，认定日 2022年3月1日
    驰名商标 C：商标 "Elm"，认定日 2022年3月1日
  应得 B 不符合条件，因 新认定
  应得 C 30万元
  应得 合计 30万元

案例 "a firm that is no patent agency"
  已知 服务机构
    机构设立 R：机构形式 法人机构，代理师人数 5，设立日 2022年3月1日，停业日 空缺
  应得 R 不符合条件，因 代理机构

案例 "ten million of revenue"
  已知 运营机构
  已知 2022年 数据：主营收入 1000万
  应得 2022年 "2022"（22.main_revenue） 20万元

案例 "a fen below ten million"
  已知 运营机构
  已知 2022年 数据：主营收入 9999999.99
  应得 "2022"（22.main_revenue） 不符合条件，因 主营收入

案例 "paid once, in the first year that reaches it"
  已知 运营机构
  已知 2022年 数据：主营收入 900万
  已知 2023年 数据：主营收入 1200万
  已知 2024年 数据：主营收入 1500万
  应得 2022年 "2022"（22.main_revenue） 不符合条件，因 主营收入
  应得 2023年 "2023"（22.main_revenue） 20万元
  应得 2024年 "2024"（22.main_revenue） 已兑现

案例 "the revenue of another firm"
  已知 服务机构
  已知 2022年 数据：主营收入 1200万
  应得 "2022"（22.main_revenue） 不符合条件，因 运营机构

# ---- article 23: certificates

案例 "half the cost of the first certificate"
  已知 高校院所
    初次认证 C：规范 高校规范，认证费用 32000.5，通过日 2022年3月1日
  应得 C 16000.25元

案例 "half of 60,000 is the most"
  已知 企业
    初次认证 C：规范 企业规范，认证费用 6万，通过日 2022年3月1日
  应得 C 3万元

案例 "half of more is cut"
  已知 企业
    初次认证 C：规范 企业规范，认证费用 60002，通过日 2022年3月1日
  应得 C 3万元

案例 "a second certificate is not the first"
  已知 企业
    初次认证 B：规范 企业规范，认证费用 2万，通过日 2019年3月1日
    初次认证 C：规范 企业规范，认证费用 6万，通过日 2022年3月1日
  应得 B 不在有效期内
  应得 C 不符合条件，因 initial_certification
  应得 合计 0元

案例 "an audit of surveillance is no first certificate, and does not make one a second"
  已知 企业
    规范认证 B：规范 企业规范，阶段 监督，认证费用 6万，通过日 2022年3月1日
    规范认证 C：规范 科研规范，阶段 初次，认证费用 5万，通过日 2022年3月1日
  应得 C 2.5万元
  应得 合计 2.5万元

案例 "a unit that was paid for a certificate"
  已知 企业
    初次认证 C：规范 企业规范，认证费用 6万，通过日 2022年3月1日
  已知 2021年 已兑现 23.initial_certification.passed another 1万元
  应得 C 已兑现

案例 "the certificate of an association"
  已知 社会组织
    初次认证 C：规范 企业规范，认证费用 6万，通过日 2022年3月1日
  应得 C 不符合条件，因 企事业单位

# ---- article 24: attorneys

案例 "the attorney's certificate after a year on the job"
  已知 个人：入职日 2021年3月1日
    代理师证 A：取得日 2022年3月1日，注销日 空缺
  应得 A 5000元

案例 "the attorney's certificate a day before the year is full"
  已知 个人：入职日 2021年3月2日
    代理师证 A：取得日 2022年3月1日，注销日 空缺
  应得 A 不符合条件，因 企业在职

案例 "the attorney's certificate of the first day of 2021"
  已知 个人：入职日 2019年3月2日
    代理师证 A：取得日 2021年1月1日，注销日 空缺
  应得 2021年 A 5000元

案例 "the attorney's certificate of the last day of 2020"
  已知 个人：入职日 2019年3月2日
    代理师证 A：取得日 2020年12月31日，注销日 空缺
  应得 A 不在有效期内

案例 "first attorney, then lawyer, in one year"
  已知 个人：入职日 2019年3月2日
    代理师证 A：取得日 2022年3月1日，注销日 空缺
    法律职业资格 L：取得日 2022年9月1日
  应得 A 5000元
  应得 L 3000元
  应得 2022年 合计 8000元

案例 "first lawyer, then attorney"
  已知 个人：入职日 2019年3月2日
    代理师证 A：取得日 2022年9月1日，注销日 空缺
    法律职业资格 L：取得日 2022年3月1日
  应得 A 5000元
  应得 L 不符合条件，因 attorney_certificate
  应得 合计 5000元

案例 "an old attorney who becomes a lawyer"
  已知 个人：入职日 2019年3月2日
    代理师证 A：取得日 2015年3月1日，注销日 空缺
    法律职业资格 L：取得日 2021年6月1日
  应得 A 不在有效期内
  应得 2021年 L 3000元

案例 "certificates that were obtained before are not newly obtained"
  已知 个人：入职日 2019年3月2日
    代理师证 A：证书号 "A"，取得日 2015年3月1日，注销日 空缺
    代理师证 B：证书号 "A"，取得日 2022年3月1日，注销日 空缺
    法律职业资格 K：证书号 "L"，取得日 2016年3月1日
    法律职业资格 L：证书号 "L"，取得日 2022年3月1日
  应得 B 不符合条件，因 新取得
  应得 L 不符合条件，因 新取得
  应得 合计 0元

案例 "a lawyer of the first day of 2021"
  已知 个人：入职日 2019年3月2日
    代理师证 A：取得日 2015年3月1日，注销日 空缺
    法律职业资格 L：取得日 2021年1月1日
  应得 2021年 L 3000元

案例 "a lawyer of the last day of 2020"
  已知 个人：入职日 2019年3月2日
    代理师证 A：取得日 2015年3月1日，注销日 空缺
    法律职业资格 L：取得日 2020年12月31日
  应得 L 不在有效期内

案例 "a lawyer who is no longer an attorney"
  已知 个人：入职日 2019年3月2日
    代理师证 A：取得日 2015年3月1日，注销日 2022年6月1日
    法律职业资格 L：取得日 2022年6月1日
  应得 L 不符合条件，因 attorney_certificate

案例 "a lawyer who is new on the job"
  已知 个人：入职日 2022年1月1日
    代理师证 A：取得日 2015年3月1日，注销日 空缺
    法律职业资格 L：取得日 2022年6月1日
  应得 L 不符合条件，因 企业在职

案例 "each is paid once for a person"
  已知 个人：入职日 2019年3月2日
    代理师证 A：取得日 2022年3月1日，注销日 空缺
    法律职业资格 L：取得日 2022年9月1日
  已知 2021年 已兑现 24.attorney_certificate.new another 5000元
  已知 2021年 已兑现 24.legal_qualification.new another 3000元
  应得 A 已兑现
  应得 L 已兑现
  应得 2022年 合计 0元

案例 "since when one has the job must be known"
  已知 个人
    代理师证 A：取得日 2022年3月1日，注销日 空缺
  应得 A 待定，缺 入职日
  应得 合计 介于 0元 至 5000元

案例 "a firm is no person"
  已知 企业
    代理师证 A：取得日 2022年3月1日，注销日 空缺
    法律职业资格 L：取得日 2022年9月1日
  应得 A 不符合条件，因 个人
  应得 L 不符合条件，因 个人

# ---- article 29: other levels

案例 "what the province or the state paid for is not paid here"
  已知 中小微企业：在本市
    培育项目 K：项目类型 创新引领，入选日 2022年3月1日
    导航项目 N：导航类别 产业规划，入选日 2022年3月1日
    导航项目 O：导航类别 企业运营，入选日 2022年3月1日
    驰名商标 Oak：认定日 2022年3月1日
    地理标志保护产品 Tea：认定日 2022年3月1日
    版权称号 T：版权荣誉 国家版权单位，获评对象 "U"，认定日 2022年3月1日
    技术标准 S：标准号 "T1"，专利 "ZL1"，标准层级 团体标准，核心专利，经评审，主导制定，发布日 2022年3月1日
    企业称号 D：称号 国家示范，认定日 2022年3月1日
    质押贷款 L：权项 专利权，本金 200万，实际利率 3%，出资方 银行，按期履约，放款日 2021年3月1日，
        还清日 2022年3月1日
    证券化 Z：首次公开发行，融资额 1000万，发行日 2022年1月1日，还清日 2022年3月1日
    知识产权保险 I：权项 专利权，保费 8万，购买日 2022年3月1日
    保护工作站 W：入选日 2022年3月1日
    典型案例 C：主动维权，列入日 2022年3月1日
    规范认证 Q：规范 企业规范，阶段 初次，认证费用 6万，通过日 2022年3月1日
  已知 核定 15.securitisation.issued Z 25万元
  已知 2022年 省级 已资助 培育项目 K 1元
  已知 2022年 国家级 已资助 导航项目 N 1元
  已知 2022年 县级 已资助 导航项目 O 1元
  已知 2022年 省级 已资助 驰名商标 Oak 1元
  已知 2022年 省级 已资助 地理标志保护产品 Tea 1元
  已知 2022年 省级 已资助 版权称号 T 1元
  已知 2022年 省级 已资助 技术标准 S 1元
  已知 2022年 省级 已资助 企业称号 D 1元
  已知 2022年 省级 已资助 质押贷款 L 1元
  已知 2022年 省级 已资助 证券化 Z 1元
  已知 2022年 省级 已资助 知识产权保险 I 1元
  已知 2022年 省级 已资助 保护工作站 W 1元
  已知 2022年 省级 已资助 典型案例 C 1元
  已知 2022年 省级 已资助 规范认证 Q 1元
  应得 K 已享受其他各级政府奖励
  应得 N（3.navigation_project.selected） 已享受其他各级政府奖励
  应得 O（4.navigation_project.selected） 已享受其他各级政府奖励
  应得 Oak 已享受其他各级政府奖励
  应得 Tea 已享受其他各级政府奖励
  应得 T 已享受其他各级政府奖励
  应得 S 已享受其他各级政府奖励
  应得 D 已享受其他各级政府奖励
  应得 L 已享受其他各级政府奖励
  应得 Z（15.securitisation.issued） 已享受其他各级政府奖励
  应得 Z（15.securitisation.repaid） 已享受其他各级政府奖励
  应得 I 已享受其他各级政府奖励
  应得 W 已享受其他各级政府奖励
  应得 C 已享受其他各级政府奖励
  应得 Q 已享受其他各级政府奖励
  应得 合计 0元
  应得 合计 介于 0元 至 0元

案例 "what another level paid an agency for"
  已知 代理机构、运营机构
    机构设立 R：机构形式 法人机构，代理师人数 5，设立日 2022年3月1日，停业日 空缺
  已知 2022年 数据：主营收入 1000万，作品登记量 90
  已知 2022年 作品登记量 名次 第1名
  已知 2022年 省级 已资助 机构设立 R 1元
  已知 2022年 省级 已资助 applicant 1元
  应得 R 已享受其他各级政府奖励
  应得 "2022"（22.main_revenue） 已享受其他各级政府奖励
  应得 "2022"（7.works_registered） 已享受其他各级政府奖励
  应得 合计 0元

案例 "another title that the province paid for, an audit that the county paid for, and the deal of another year are other matters"
  已知 企业：在本市
    企业称号 D：称号 国家示范，认定日 2022年3月1日
    规范认证 Q：规范 企业规范，阶段 初次，认证费用 6万，通过日 2022年3月1日
    专利交易 A：合同号 "T1"，交易年度 "2022"，金额 20万，交易身份 买方，专利类型 发明，合同登记，本地转化，
        非 关联方，支付日 2022年3月1日
  已知 2019年 省级 已资助 企业称号 provincial_advantage 5万元
  已知 2024年 县级 已资助 规范认证 "gbt29490 / 2024-03-01" 5000元
  已知 2023年 省级 已资助 专利交易 "T1 / 2023" 5000元
  应得 D 10万元
  应得 Q 3万元
  应得 "2022"（8.patent_deal.paid） 2万元
  应得 合计 15万元

案例 "what another level paid a person for"
  已知 个人：入职日 2019年3月2日
    代理师证 A：取得日 2022年3月1日，注销日 空缺
    法律职业资格 L：取得日 2022年9月1日
  已知 2022年 省级 已资助 代理师证 A 1元
  已知 2022年 省级 已资助 法律职业资格 L 1元
  应得 A 已享受其他各级政府奖励
  应得 L 已享受其他各级政府奖励

案例 "support of an earlier year counts, support of another item does not"
  已知 企业：在本市
    知识产权保险 I：权项 专利权，保费 8万，购买日 2022年3月1日
    知识产权保险 J：权项 专利权，保费 1万，购买日 2022年4月1日
  已知 2020年 国家级 已资助 知识产权保险 I 100元
  应得 I 已享受其他各级政府奖励
  应得 J 5000元

案例 "what another programme of the city paid is of no other level"
  已知 企业：在本市
    知识产权保险 I：权项 专利权，保费 8万，购买日 2022年3月1日
    知识产权保险 J：权项 专利权，保费 1万，购买日 2022年4月1日
  已知 2022年 市级 已资助 知识产权保险 I 3万元
  已知 2022年 县级 已资助 知识产权保险 J 1元
  应得 I 4万元
  应得 J 已享受其他各级政府奖励

案例 "support of nothing is none"
  已知 企业：在本市
    知识产权保险 I：权项 专利权，保费 8万，购买日 2022年3月1日
  已知 2022年 国家级 已资助 知识产权保险 I 0元
  应得 I 4万元

案例 "what another level paid takes no place and fills no cap"
  已知 企业
    典型案例 C：主动维权，列入日 2022年3月1日
    典型案例 D：主动维权，列入日 2022年4月1日
    知识产权保险 I：权项 专利权，保费 8万，购买日 2022年3月1日
    知识产权保险 J：权项 专利权，保费 9万，购买日 2022年4月1日
  已知 2022年 国家级 已资助 典型案例 C 1元
  已知 2022年 国家级 已资助 知识产权保险 I 1元
  应得 C 已享受其他各级政府奖励
  应得 D 10万元
  应得 J 4.5万元
  应得 J 奖励

案例 "a title of the province is no support of the certificate"
  已知 企业
    企业称号 D：称号 国家示范，认定日 2022年3月1日
    规范认证 Q：规范 企业规范，阶段 初次，认证费用 6万，通过日 2022年3月1日
  已知 2022年 省级 已资助 企业称号 D 1元
  应得 D 已享受其他各级政府奖励
  应得 Q 3万元

# ---- article 30: the older document

案例 "a mark and a product of the first day of 2021 are the older document's, those of the day before are nobody's"
  已知 企业：在本市
    驰名商标 Oak：认定日 2020年12月31日
    驰名商标 Elm：认定日 2021年1月1日
    地理标志保护产品 Tea：认定日 2020年12月31日
    地理标志保护产品 Silk：认定日 2021年1月1日
  应得 Oak 不在有效期内
  应得 Elm 按另文执行
  应得 Tea 不在有效期内
  应得 Silk 按另文执行
  应得 合计 0元

案例 "a mark of the last days of 2021 takes nothing from one of 2022"
  已知 企业：在本市
    驰名商标 Oak：认定日 2021年12月31日
    驰名商标 Elm：认定日 2022年1月1日
  应得 Oak 按另文执行
  应得 Elm 30万元
  应得 2021年 合计 0元
