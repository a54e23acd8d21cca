# Cases of dongyang_2021. Every figure was worked out by hand from the draft and the recorded readings.
# Each side of each threshold, each rule once binding and once not; the examples of carry, ladder and caps in thousands.

案例集 dongyang_2021

# ---- the window: from 2021-01-01, without an end

案例 "an event on the last day of 2020 is outside"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 国家示范，认定日 2020年12月31日
  已知 2020年 数据：地方综合贡献额 900万
  应得 T 不在有效期内
  应得 合计 0元

案例 "the first day of 2021 counts"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 国家示范，认定日 2021年1月1日
  已知 2021年 数据：地方综合贡献额 900万
  应得 2021年 T 50万元
  应得 T 奖励

案例 "no day ends the draft"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 国家示范，认定日 2031年12月31日
  已知 2031年 数据：地方综合贡献额 900万
  应得 2031年 T 50万元

案例 "with an as-of date, a later event is not settled yet"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 国家示范，认定日 2022年5月4日
  已知 2022年 数据：地方综合贡献额 900万
  已知 截至 2022年5月3日
  应得 T 不在有效期内
  应得 合计 0元

# ---- article 1: the certificate

案例 "what the certificate cost is a ceiling"
  已知 企业：在本市，独立法人，账册健全，正常经营
    规范认证 C：规范 企业规范，认证费用 3.2万，通过日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 C（certified） 待核定
  应得 合计 0元
  应得 合计 介于 0元 至 3.2万元

案例 "what the bureau set is paid"
  已知 企业：在本市，独立法人，账册健全，正常经营
    规范认证 C：规范 企业规范，认证费用 3.2万，通过日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 certified C 2万元
  应得 2022年 C 2万元
  应得 合计 介于 2万元 至 2万元

案例 "no more than the cost is paid"
  已知 企业：在本市，独立法人，账册健全，正常经营
    规范认证 C：规范 企业规范，认证费用 3.2万，通过日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 certified C 32000.01元
  应得 C 3.2万元

案例 "a later audit has a cost of its own"
  已知 企业：在本市，独立法人，账册健全，正常经营
    规范认证 C：规范 企业规范，认证费用 3.2万，通过日 2022年3月1日
    规范认证 D：规范 企业规范，认证费用 9000，通过日 2023年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  已知 核定 certified C 3.2万元
  已知 核定 certified D 9000元
  应得 2022年 C 3.2万元
  应得 2023年 D 9000元

案例 "the standard for research institutes is not the one"
  已知 企业：在本市，独立法人，账册健全，正常经营
    规范认证 C：规范 科研规范，认证费用 3.2万，通过日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 certified C 3.2万元
  应得 C 不符合条件，因 规范
  应得 合计 介于 0元 至 0元

案例 "the certificate of an institution is not paid"
  已知 事业单位
    规范认证 C：规范 企业规范，认证费用 3.2万，通过日 2022年3月1日
  已知 核定 certified C 3.2万元
  应得 C 不符合条件，因 企业

案例 "what the certificate cost must be known; the firm's contribution is the most"
  已知 企业：在本市，独立法人，账册健全，正常经营
    规范认证 C：规范 企业规范，通过日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 C 待定，缺 认证费用
  应得 合计 介于 0元 至 900万元

# ---- article 1: titles, one ladder of four rungs

案例 "a national advantage enterprise"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 国家优势，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 T 30万元

案例 "a patent demonstration enterprise of the province"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 省级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 T 20万元

案例 "a patent demonstration enterprise of Jinhua"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 T 5万元
  应得 T 奖励

案例 "a title that is not named is not paid"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 国家试点，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 T 不符合条件，因 称号

案例 "the title of an institution is not paid"
  已知 事业单位
    企业称号 T：称号 国家示范，认定日 2022年3月1日
  应得 T 不符合条件，因 企业

案例 "a title that was paid for is not paid again"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 国家优势，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2021年 已兑现 1.ip_title.new T 12万元
  应得 T 不符合条件，因 新认定
  应得 2022年 合计 0元

案例 "from advantage to demonstration is a promotion, though both are national"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 A：称号 国家优势，认定日 2021年3月1日
    企业称号 B：称号 国家示范，认定日 2023年3月1日
  已知 2021年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  应得 2021年 A 30万元
  应得 2023年 B 20万元
  应得 B 核减，因 晋级补足差额（第21条）

案例 "all four rungs come to the highest of them"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 A：称号 市级示范，认定日 2021年3月1日
    企业称号 B：称号 省级示范，认定日 2022年3月1日
    企业称号 C：称号 国家优势，认定日 2023年3月1日
    企业称号 D：称号 国家示范，认定日 2024年3月1日
  已知 2021年 数据：地方综合贡献额 900万
  已知 2022年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  已知 2024年 数据：地方综合贡献额 900万
  应得 2021年 A 5万元
  应得 2022年 B 15万元
  应得 2023年 C 10万元
  应得 2024年 D 20万元
  应得 合计 50万元

案例 "two rungs in one year"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 A：称号 市级示范，认定日 2022年3月1日
    企业称号 B：称号 省级示范，认定日 2022年9月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 A 5万元
  应得 B 15万元

案例 "a lower title after a higher one brings nothing"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 A：称号 省级示范，认定日 2022年3月1日
    企业称号 B：称号 市级示范，认定日 2023年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  应得 A 20万元
  应得 B 已兑现
  应得 合计 20万元

案例 "which title it was must be known"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 T 待定，缺 称号

案例 "a rung that another document paid counts"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 B：称号 国家示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2019年 已兑现 "东政发〔2015〕1号" 1.title X 3万元：kind ip_title
  应得 B 47万元
  应得 B 核减，因 晋级补足差额（第21条）

# ---- article 1: brands, a ladder of their own

案例 "a national brand demonstration enterprise"
  已知 企业：在本市，独立法人，账册健全，正常经营
    品牌示范 B：品牌称号 国家品牌示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 B 50万元
  应得 B 奖励

案例 "a brand demonstration enterprise of Jinhua that rises to the province and the state"
  已知 企业：在本市，独立法人，账册健全，正常经营
    品牌示范 A：品牌称号 市品牌示范，认定日 2021年3月1日
    品牌示范 B：品牌称号 省品牌示范，认定日 2022年3月1日
    品牌示范 C：品牌称号 国家品牌示范，认定日 2023年3月1日
  已知 2021年 数据：地方综合贡献额 900万
  已知 2022年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  应得 2021年 A 5万元
  应得 2022年 B 15万元
  应得 2023年 C 30万元
  应得 C 核减，因 晋级补足差额（第21条）

案例 "a provincial brand title"
  已知 企业：在本市，独立法人，账册健全，正常经营
    品牌示范 B：品牌称号 省品牌示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 B 20万元

案例 "titles for IP and for brands are two ladders"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
    品牌示范 B：品牌称号 市品牌示范，认定日 2022年3月2日
  已知 2022年 数据：地方综合贡献额 900万
  应得 T 5万元
  应得 B 5万元

案例 "the brand title of an association is not paid"
  已知 社会组织
    品牌示范 B：品牌称号 国家品牌示范，认定日 2022年3月1日
  应得 B 不符合条件，因 企业

案例 "a brand title that was paid for is not paid again"
  已知 企业：在本市，独立法人，账册健全，正常经营
    品牌示范 B：品牌称号 省品牌示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2021年 已兑现 1.brand_title.new B 12万元
  应得 B 不符合条件，因 新获
  应得 2022年 合计 0元

# ---- article 2: navigation, alliances, platforms

案例 "a navigation project of the province"
  已知 企业：在本市，独立法人，账册健全，正常经营
    导航项目 N：级别 省级，导航类别 预警分析，入选日 2021年3月1日，验收日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 2022年 N 10万元

案例 "a navigation project of the state is not named"
  已知 企业：在本市，独立法人，账册健全，正常经营
    导航项目 N：级别 国家级，导航类别 预警分析，入选日 2021年3月1日，验收日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 N 不符合条件，因 级别

案例 "a navigation project of the city is not named either"
  已知 企业：在本市，独立法人，账册健全，正常经营
    导航项目 N：级别 市级，导航类别 产业规划，入选日 2021年3月1日，验收日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 N 不符合条件，因 级别

案例 "a navigation project that is not accepted yet"
  已知 企业：在本市，独立法人，账册健全，正常经营
    导航项目 N：级别 省级，导航类别 产业规划，入选日 2021年3月1日，验收日 空缺
  已知 2021年 数据：地方综合贡献额 900万
  应得 N 不符合条件，因 验收日
  应得 合计 0元

案例 "a project, an alliance and a platform are each paid once"
  已知 社会组织
    导航项目 N：项目 "1"，级别 省级，导航类别 预警分析，入选日 2020年3月1日，验收日 2022年3月1日
    导航项目 O：项目 "1"，级别 省级，导航类别 预警分析，入选日 2021年3月1日，验收日 2023年3月1日
    知识产权联盟 A：联盟 "2"，级别 省级，备案日 2022年4月1日
    知识产权联盟 B：联盟 "2"，级别 国家级，备案日 2023年4月1日
    培育平台 E：平台 "3"，级别 省级，验收日 2022年5月1日
    培育平台 F：平台 "3"，级别 省级，验收日 2023年5月1日
  应得 2022年 合计 30万元
  应得 O 已兑现
  应得 B 已兑现
  应得 F 已兑现
  应得 2023年 合计 0元

案例 "two projects are two matters"
  已知 企业：在本市，独立法人，账册健全，正常经营
    导航项目 N：级别 省级，导航类别 预警分析，入选日 2021年3月1日，验收日 2022年3月1日
    导航项目 O：级别 省级，导航类别 预警分析，入选日 2021年3月1日，验收日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 N 10万元
  应得 O 10万元

案例 "an association may undertake a project, and has no ceiling of its own contribution"
  已知 社会组织
    导航项目 N：级别 省级，导航类别 产业规划，入选日 2021年3月1日，验收日 2022年3月1日
  应得 N 10万元
  应得 N 奖励

案例 "an alliance recorded by the province"
  已知 社会组织
    知识产权联盟 A：级别 省级，备案日 2022年3月1日
  应得 A 10万元

案例 "an alliance recorded by the state"
  已知 社会组织
    知识产权联盟 A：级别 国家级，备案日 2022年3月1日
  应得 A 10万元

案例 "an alliance recorded by the province, later by the state, is paid once: the difference is nothing"
  已知 社会组织
    知识产权联盟 A：联盟 "Gears"，级别 省级，备案日 2022年3月1日
    知识产权联盟 B：联盟 "Gears"，级别 国家级，备案日 2023年3月1日
  应得 2022年 A 10万元
  应得 B 已兑现

案例 "an alliance recorded by the city"
  已知 社会组织
    知识产权联盟 A：级别 市级，备案日 2022年3月1日
  应得 A 不符合条件，因 级别

案例 "a platform of the province"
  已知 事业单位
    培育平台 P：级别 省级，验收日 2022年3月1日
  应得 P 10万元

案例 "a platform of the state"
  已知 事业单位
    培育平台 P：级别 国家级，验收日 2022年3月1日
  应得 P 10万元

案例 "a platform of the city"
  已知 事业单位
    培育平台 P：级别 市级，验收日 2022年3月1日
  应得 P 不符合条件，因 级别

# ---- article 3: fees and grants

案例 "half the fees is a ceiling"
  已知 事业单位
    发明专利 A：国内，官方费用 3001，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  应得 A（3.invention_patent.granted） 待核定
  应得 合计 介于 0元 至 1500.5元

案例 "half the fees may be paid, also to a person and for a grant abroad"
  已知 个人
    发明专利 A：非 国内，官方费用 3001，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  已知 核定 3.invention_patent.granted A 2000元
  应得 A（3.invention_patent.granted） 1500.5元

案例 "fees paid in dollars are converted at the parity of the day of payment"
  已知 个人
    发明专利 A：非 国内，官方费用 1000 USD，缴费日 2022年3月1日，申请日 2019年3月1日，授权日 2022年3月1日，
        失效日 空缺
  已知 行情 人民币汇率中间价 USD 2022年3月1日：6.3014
  应得 A（3.invention_patent.granted） 待核定
  应得 合计 介于 0元 至 3150.7元

案例 "what the bureau set below half the fees"
  已知 个人
    发明专利 A：非 国内，官方费用 3000，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  已知 核定 3.invention_patent.granted A 700元
  应得 A（3.invention_patent.granted） 700元

案例 "a utility model has no such ceiling"
  已知 个人
    实用新型专利 A：国内，官方费用 3000，申请日 2021年3月1日，授权日 2022年3月1日，失效日 空缺
  应得 合计 0元
  应得 A（3.patent.granted） 不符合条件，因 企业

案例 "an invention of a wood carver"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 木雕红木
    发明专利 A：国内，官方费用 3000，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  应得 A（3.patent.granted） 4000元
  应得 A（3.patent.granted） 奖励

案例 "an invention of a builder"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 建筑
    发明专利 A：国内，官方费用 3000，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  应得 A（3.patent.granted） 4000元

案例 "an invention of another industry"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 其他行业
    发明专利 A：国内，官方费用 3000，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  应得 A（3.patent.granted） 不符合条件，因 主业
  应得 A（3.invention_patent.granted） 待核定
  应得 合计 介于 0元 至 1500元

案例 "a utility model and a design of a wood carver"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 木雕红木
    专利 U：专利类型 实用新型，国内，授权日 2022年3月1日，申请日 2021年3月1日，失效日 空缺
    专利 D：专利类型 外观设计，国内，授权日 2022年3月2日，申请日 2021年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  应得 U（3.patent.granted） 400元
  应得 D（3.patent.granted） 400元
  应得 2022年 合计 800元

案例 "a grant abroad is not domestic"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 木雕红木
    专利 U：专利类型 实用新型，非 国内，授权日 2022年3月1日，申请日 2021年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  应得 U（3.patent.granted） 不符合条件，因 国内

案例 "a grant that was paid for is not paid again"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 木雕红木
    专利 U：专利类型 实用新型，国内，授权日 2022年3月1日，申请日 2021年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  已知 2021年 已兑现 3.patent.granted U 400元
  应得 U（3.patent.granted） 已兑现

案例 "of aid for one patent the higher is paid: the fees"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 木雕红木
    发明专利 A：国内，官方费用 1万，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 3.invention_patent.granted A 5000元
  应得 A（3.invention_patent.granted） 5000元
  应得 A（3.patent.granted） 就高未取，因 A
  应得 2022年 合计 5000元

案例 "of aid for one patent the higher is paid: the fixed sum"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 木雕红木
    发明专利 A：国内，官方费用 1万，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 3.invention_patent.granted A 3900元
  应得 A（3.invention_patent.granted） 就高未取，因 A
  应得 A（3.patent.granted） 4000元
  应得 2022年 合计 4000元

案例 "two patents are two matters"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 木雕红木
    发明专利 A：国内，官方费用 1万，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
    发明专利 B：国内，官方费用 1万，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 3.invention_patent.granted A 5000元
  已知 核定 3.invention_patent.granted B 3900元
  应得 A（3.invention_patent.granted） 5000元
  应得 B（3.patent.granted） 4000元

案例 "while the fees of a patent are not approved, at least the fixed sum is due for it"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 木雕红木
    发明专利 A：国内，官方费用 1万，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  应得 A（3.invention_patent.granted） 待核定
  应得 A（3.patent.granted） 待定
  应得 合计 介于 4000元 至 5000元

案例 "of which industry the firm is must be known"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利 U：专利类型 实用新型，国内，授权日 2022年3月1日，申请日 2021年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  应得 U（3.patent.granted） 待定，缺 主业
  应得 合计 介于 0元 至 400元

# ---- article 4: portfolios and milestones

案例 "ten new inventions in two years"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利组合 P：新增发明 10，形成日 2022年12月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 P 10万元

案例 "nine new inventions"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利组合 P：新增发明 9，形成日 2022年12月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 P 不符合条件，因 新增发明

案例 "a portfolio that is formed anew is paid once"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利组合 P：组合 "A"，新增发明 10，形成日 2022年2月1日
    专利组合 Q：组合 "A"，新增发明 10，形成日 2022年12月1日
    专利组合 R：组合 "A"，新增发明 12，形成日 2025年12月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2025年 数据：地方综合贡献额 900万
  应得 P 10万元
  应得 Q 已兑现
  应得 R 已兑现

案例 "three portfolios fill the cap of the year"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利组合 P：新增发明 10，形成日 2022年10月1日
    专利组合 Q：新增发明 10，形成日 2022年11月1日
    专利组合 R：新增发明 10，形成日 2022年12月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 2022年 合计 30万元
  应得 R 奖励

案例 "a fourth portfolio gets nothing"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利组合 P：新增发明 10，形成日 2022年10月1日
    专利组合 Q：新增发明 10，形成日 2022年11月1日
    专利组合 R：新增发明 10，形成日 2022年12月1日
    专利组合 S：新增发明 12，形成日 2022年12月2日
  已知 2022年 数据：地方综合贡献额 900万
  应得 2022年 合计 30万元
  应得 S 0元
  应得 S 核减，因 最高限额（第4条）

案例 "the portfolio of a university is not paid"
  已知 高校院所
    专利组合 P：新增发明 10，形成日 2022年12月1日
  应得 P 不符合条件，因 企业

案例 "an invention is ten years old on the day"
  已知 个人
    发明专利 A：国内，申请日 2011年5月1日，授权日 2014年3月1日，失效日 空缺
  已知 截至 2021年12月31日
  应得 2021年 A（ten_years） 5000元
  应得 A（ten_years） 奖励
  应得 A（fifteen_years） 不符合条件，因 申请日
  应得 合计 5000元

案例 "ten years are full on the tenth anniversary"
  已知 个人
    发明专利 A：国内，申请日 2011年5月1日，授权日 2014年3月1日，失效日 空缺
  已知 截至 2021年5月1日
  应得 2021年 A（ten_years） 5000元

案例 "on the fifteenth anniversary the first milestone is over"
  已知 个人
    发明专利 A：国内，申请日 2006年1月1日，授权日 2009年3月1日，失效日 空缺
  已知 截至 2021年1月1日
  应得 A（ten_years） 不符合条件，因 申请日
  应得 2021年 A（fifteen_years） 8000元
  应得 合计 8000元

案例 "fifteen years are paid once"
  已知 个人
    发明专利 A：国内，申请日 2005年12月1日，授权日 2009年3月1日，失效日 空缺
  已知 截至 2023年12月31日
  应得 2021年 A（fifteen_years） 8000元
  应得 2022年 A（fifteen_years） 0元
  应得 合计 8000元

案例 "a day short of ten years"
  已知 个人
    发明专利 A：国内，申请日 2011年5月1日，授权日 2014年3月1日，失效日 空缺
  已知 截至 2021年4月30日
  应得 A（ten_years） 不符合条件，因 申请日
  应得 合计 0元

案例 "ten years are paid once"
  已知 个人
    发明专利 A：国内，申请日 2011年5月1日，授权日 2014年3月1日，失效日 空缺
  已知 截至 2023年12月31日
  应得 2021年 A（ten_years） 5000元
  应得 2022年 A（ten_years） 0元
  应得 合计 5000元

案例 "both milestones, one after the other"
  已知 个人
    发明专利 A：国内，申请日 2006年5月1日，授权日 2009年3月1日，失效日 空缺
  已知 截至 2021年12月31日
  应得 2021年 A（ten_years） 5000元
  应得 2021年 A（fifteen_years） 8000元
  应得 2021年 合计 1.3万元

案例 "a day short of fifteen years"
  已知 个人
    发明专利 A：国内，申请日 2006年5月1日，授权日 2009年3月1日，失效日 空缺
  已知 截至 2021年4月30日
  应得 2021年 A（ten_years） 5000元
  应得 A（fifteen_years） 不符合条件，因 申请日
  应得 合计 5000元

案例 "an invention of sixteen years is paid the second milestone alone"
  已知 个人
    发明专利 A：国内，申请日 2004年12月1日，授权日 2008年3月1日，失效日 空缺
  已知 截至 2021年12月31日
  应得 2021年 A（fifteen_years） 8000元
  应得 A（ten_years） 不符合条件，因 申请日
  应得 合计 8000元

案例 "an invention that has lapsed"
  已知 个人
    发明专利 A：国内，申请日 2005年5月1日，授权日 2009年3月1日，失效日 2020年6月30日
  已知 截至 2021年12月31日
  应得 A（fifteen_years） 不符合条件，因 有效
  应得 A（ten_years） 不符合条件，因 有效

案例 "the first milestone was paid, the second follows"
  已知 个人
    发明专利 A：国内，申请日 2007年5月1日，授权日 2009年3月1日，失效日 空缺
  已知 2021年 已兑现 ten_years A 5000元
  已知 截至 2022年12月31日
  应得 2022年 A（ten_years） 已兑现
  应得 2022年 A（fifteen_years） 8000元
  应得 2022年 合计 8000元

案例 "the cap on portfolios does not hold for milestones"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利组合 P：新增发明 10，形成日 2022年10月1日
    专利组合 Q：新增发明 10，形成日 2022年11月1日
    专利组合 R：新增发明 10，形成日 2022年12月1日
    发明专利 A：国内，官方费用 0，申请日 2012年5月1日，授权日 2014年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  已知 截至 2022年12月31日
  应得 2022年 A（ten_years） 5000元
  应得 2022年 合计 30.5万元

# ---- article 5: marks and brands

案例 "a well-known mark"
  已知 企业：在本市，独立法人，账册健全，正常经营
    驰名商标 Oak：认定日 2022年5月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 Oak 120万元
  应得 Oak 奖励

案例 "what was paid for the court's recognition is deducted"
  已知 企业：在本市，独立法人，账册健全，正常经营
    驰名商标 Oak：认定日 2022年5月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2012年 已兑现 "东政发〔2010〕9号" 5.mark Oak 30万元：kind judicial_well_known_mark，商标 "Oak"
  应得 Oak 90万元

案例 "what the city paid for it under another programme is deducted alike"
  已知 企业：在本市，独立法人，账册健全，正常经营
    驰名商标 Oak：认定日 2022年5月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2012年 县级 已资助 司法驰名商标 Oak 30万元
  应得 Oak 90万元

案例 "what Jinhua paid for it is not: the city deducts what it paid itself"
  已知 企业：在本市，独立法人，账册健全，正常经营
    驰名商标 Oak：认定日 2022年5月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2012年 市级 已资助 司法驰名商标 Oak 30万元
  应得 Oak 120万元

案例 "what was paid for another mark is not"
  已知 企业：在本市，独立法人，账册健全，正常经营
    驰名商标 Oak：认定日 2022年5月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2012年 已兑现 "东政发〔2010〕9号" 5.mark Elm 30万元：kind judicial_well_known_mark，商标 "Elm"
  应得 Oak 120万元

案例 "where more was paid for the court's recognition, nothing is due"
  已知 企业：在本市，独立法人，账册健全，正常经营
    驰名商标 Oak：认定日 2022年5月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2012年 已兑现 "东政发〔2010〕9号" 5.mark Oak 1200000.01元：kind judicial_well_known_mark，商标 "Oak"
  应得 Oak 已兑现
  应得 合计 0元

案例 "a mark that was paid for is not paid again"
  已知 企业：在本市，独立法人，账册健全，正常经营
    驰名商标 Oak：认定日 2022年5月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2021年 已兑现 5.well_known_mark.new Oak 20万元
  应得 Oak 不符合条件，因 新认定
  应得 2022年 合计 0元

案例 "one mark in one territory by two routes is one matter, in another territory another"
  已知 社会组织
    境外商标 A：商标 "Oak"，注册地 "US"，途径 单一国家，注册费 3000，注册日 2022年3月1日
    境外商标 B：商标 "Oak"，注册地 "US"，途径 马德里，注册费 1.5万，注册日 2023年3月1日
    境外商标 C：商标 "Oak"，注册地 "JP"，途径 马德里，注册费 1.5万，注册日 2023年3月1日
  应得 A（country_mark） 2000元
  应得 B（madrid_mark） 已兑现
  应得 C（madrid_mark） 1.5万元

案例 "registration fees under Madrid are paid whole"
  已知 事业单位
    境外商标 M：商标 "Oak"，注册地 "FR"，途径 马德里，注册费 12000.5，注册日 2022年5月1日
  应得 M（madrid_mark） 12000.5元

案例 "fees under Madrid fill the cap for life"
  已知 社会组织
    境外商标 M：商标 "Oak"，注册地 "FR"，途径 马德里，注册费 2万，注册日 2021年5月1日
    境外商标 N：商标 "Oak"，注册地 "DE"，途径 马德里，注册费 1.2万，注册日 2024年5月1日
  应得 2021年 M（madrid_mark） 2万元
  应得 2024年 N（madrid_mark） 1万元
  应得 N（madrid_mark） 核减，因 最高限额（第5条）

案例 "fees under Madrid of exactly the cap"
  已知 社会组织
    境外商标 M：商标 "Oak"，注册地 "FR"，途径 马德里，注册费 3万，注册日 2021年5月1日
  应得 M（madrid_mark） 奖励
  应得 合计 3万元

案例 "a person is no unit"
  已知 个人
    境外商标 M：商标 "Oak"，注册地 "FR"，途径 马德里，注册费 2万，注册日 2021年5月1日
    境外商标 E：商标 "Oak"，注册地 "EU"，途径 区域组织，注册日 2021年5月1日
    境外商标 S：商标 "Oak"，注册地 "US"，途径 单一国家，注册日 2021年5月1日
    地理标志商标 G：注册日 2021年5月1日
  应得 G（gi_mark） 不符合条件，因 单位
  应得 M（madrid_mark） 不符合条件，因 单位
  应得 E（regional_mark） 不符合条件，因 单位
  应得 S（country_mark） 不符合条件，因 单位
  应得 合计 0元

案例 "a mark of a regional office"
  已知 事业单位
    境外商标 E：商标 "Oak"，注册地 "EU"，途径 区域组织，注册日 2022年5月1日
  应得 E（regional_mark） 8000元
  应得 E（regional_mark） 奖励
  应得 E（madrid_mark） 不符合条件，因 途径
  应得 E（country_mark） 不符合条件，因 途径

案例 "the second region gets what is left, years later"
  已知 事业单位
    境外商标 E：商标 "Oak"，注册地 "EU"，途径 区域组织，注册日 2022年5月1日
    境外商标 A：商标 "Oak"，注册地 "OAPI"，途径 区域组织，注册日 2025年5月1日
  应得 2022年 E（regional_mark） 8000元
  应得 2025年 A（regional_mark） 2000元
  应得 A（regional_mark） 核减，因 最高限额（第5条）

案例 "five countries fill their cap"
  已知 事业单位
    境外商标 A：商标 "Oak"，注册地 "US"，途径 单一国家，注册日 2022年5月1日
    境外商标 B：商标 "Oak"，注册地 "JP"，途径 单一国家，注册日 2022年5月2日
    境外商标 C：商标 "Oak"，注册地 "KR"，途径 单一国家，注册日 2022年5月3日
    境外商标 D：商标 "Oak"，注册地 "HK"，途径 单一国家，注册日 2022年5月4日
    境外商标 E：商标 "Oak"，注册地 "TW"，途径 单一国家，注册日 2022年5月5日
  应得 A（country_mark） 2000元
  应得 E（country_mark） 奖励
  应得 合计 1万元

案例 "a sixth country gets nothing"
  已知 事业单位
    境外商标 A：商标 "Oak"，注册地 "US"，途径 单一国家，注册日 2022年5月1日
    境外商标 B：商标 "Oak"，注册地 "JP"，途径 单一国家，注册日 2022年5月2日
    境外商标 C：商标 "Oak"，注册地 "KR"，途径 单一国家，注册日 2022年5月3日
    境外商标 D：商标 "Oak"，注册地 "HK"，途径 单一国家，注册日 2022年5月4日
    境外商标 E：商标 "Oak"，注册地 "TW"，途径 单一国家，注册日 2022年5月5日
    境外商标 F：商标 "Oak"，注册地 "IN"，途径 单一国家，注册日 2023年5月5日
  应得 F（country_mark） 核减，因 最高限额（第5条）
  应得 合计 1万元

案例 "regions and countries have a cap each"
  已知 事业单位
    境外商标 A：商标 "Oak"，注册地 "EU"，途径 区域组织，注册日 2022年5月1日
    境外商标 B：商标 "Elm"，注册地 "EU"，途径 区域组织，注册日 2022年5月2日
    境外商标 C：商标 "Oak"，注册地 "US"，途径 单一国家，注册日 2022年5月3日
  应得 B（regional_mark） 2000元
  应得 C（country_mark） 2000元
  应得 合计 1.2万元

案例 "a foreign mark that was paid for is not paid again"
  已知 事业单位
    境外商标 A：商标 "Oak"，注册地 "EU"，途径 区域组织，注册日 2022年5月1日
    境外商标 C：商标 "Oak"，注册地 "US"，途径 单一国家，注册日 2022年5月3日
  已知 2021年 已兑现 regional_mark A 2000元
  已知 2021年 已兑现 country_mark C 500元
  应得 A（regional_mark） 已兑现
  应得 C（country_mark） 已兑现
  应得 合计 0元

案例 "the first mark for an indication"
  已知 社会组织
    地理标志商标 G：注册日 2022年5月1日
  应得 G（gi_mark） 20万元

案例 "a second mark for an indication is not the first"
  已知 社会组织
    地理标志商标 G：注册日 2022年5月1日
    地理标志商标 H：注册日 2022年6月1日
  应得 G（gi_mark） 20万元
  应得 H（gi_mark） 不符合条件，因 geo_indication_trademark
  应得 合计 20万元

案例 "the first was before the draft: nothing for a later one"
  已知 社会组织
    地理标志商标 G：注册日 2015年5月1日
    地理标志商标 H：注册日 2022年6月1日
  应得 G（gi_mark） 不在有效期内
  应得 H（gi_mark） 不符合条件，因 geo_indication_trademark
  应得 合计 0元

案例 "a unit that was paid for its first mark is not paid again"
  已知 社会组织
    地理标志商标 G：注册日 2022年5月1日
  已知 2021年 已兑现 gi_mark another 20万元
  应得 G（gi_mark） 已兑现

案例 "a brand base of the state"
  已知 镇街
    品牌基地 B：基地 "Hengdian"，级别 国家级，认定日 2022年5月1日
  应得 B 30万元

案例 "a brand base of the province, later of the state"
  已知 镇街
    品牌基地 B：基地 "Hengdian"，级别 省级，认定日 2021年5月1日
    品牌基地 C：基地 "Hengdian"，级别 国家级，认定日 2022年5月1日
  应得 2021年 B 10万元
  应得 2022年 C 20万元
  应得 C 核减，因 晋级补足差额（第21条）

案例 "a brand base of the city is not paid"
  已知 镇街
    品牌基地 B：基地 "Hengdian"，级别 市级，认定日 2022年5月1日
  应得 B 不符合条件，因 级别

案例 "a base of which an older document paid a part in its year is paid what is missing"
  已知 镇街
    品牌基地 B：基地 "Hengdian"，级别 省级，认定日 2022年5月1日
  已知 2022年 已兑现 "东政发〔2015〕1号" 5.base B 8万元：kind brand_base，基地 "Hengdian"，级别 省级
  应得 B 2万元
  应得 合计 2万元

案例 "a base that an older document paid years ago is not newly recognised"
  已知 镇街
    品牌基地 B：基地 "Hengdian"，级别 省级，认定日 2022年5月1日
  已知 2019年 已兑现 "东政发〔2015〕1号" 5.base B 8万元：kind brand_base，基地 "Hengdian"，级别 省级
  应得 B 不符合条件，因 新认定

案例 "a base that was paid for is not paid again"
  已知 镇街
    品牌基地 B：基地 "Hengdian"，级别 国家级，认定日 2022年5月1日
  已知 2021年 已兑现 5.brand_base.new B 10万元
  应得 B 不符合条件，因 新认定
  应得 2022年 合计 0元

案例 "a station that guides brands"
  已知 事业单位
    品牌指导站 S：评定日 2022年5月1日，入选日 空缺
  应得 S（brand_station） 10万元

案例 "a station that is rated again is not newly rated"
  已知 镇街
    品牌指导站 A：站点 "S"，评定日 2022年5月1日，入选日 空缺
    品牌指导站 B：站点 "S"，评定日 2024年5月1日，入选日 空缺
  应得 A（brand_station） 10万元
  应得 B（brand_station） 不符合条件，因 新评定

案例 "a station that was selected and not rated"
  已知 事业单位
    品牌指导站 S：评定日 空缺，入选日 2022年5月1日
  应得 S（brand_station） 不符合条件，因 评定日

案例 "a town runs a station as other bodies do"
  已知 镇街
    品牌指导站 S：评定日 2022年5月1日，入选日 空缺
  应得 S（brand_station） 10万元

案例 "a person with a station is no unit"
  已知 个人
    品牌指导站 S：评定日 2022年5月1日，入选日 空缺
  应得 S（brand_station） 不符合条件，因 单位

# ---- article 6: interest

案例 "half the interest of one year at the published rate of the month of the loan"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  应得 2023年 L 1.85万元

案例 "of two years the last is paid"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 商标权，质押权利 ["Oak"]，质押本金 100万，按期履约，放款日 2021年3月1日，
        还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  应得 L 19250元

案例 "a part of a year is paid by its days"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2022年3月1日，
        还清日 2022年5月13日
  已知 2022年 数据：地方综合贡献额 900万
  应得 L 3700元

案例 "whatever rate was agreed"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，实际利率 2%，按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  应得 L 1.85万元

案例 "of a mixed loan the part that patents secure counts"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，本金 300万，质押本金 100万，按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  应得 L 1.85万元

案例 "a mixed loan whose part cannot be determined"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，本金 300万，质押本金 无法确定，按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  应得 L 不符合条件，因 质押本金
  应得 合计 介于 0元 至 0元

案例 "a part that was not stated is something else: it must be known"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，本金 300万，按期履约，放款日 2022年3月1日，还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  应得 L 待定，缺 质押本金
  应得 合计 介于 0元 至 30万元

案例 "a loan that was not repaid on time"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，非 按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  应得 L 不符合条件，因 按期履约

案例 "a loan that is still running"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2022年3月1日，还清日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  应得 L 不符合条件，因 还清日

案例 "a loan on copyright"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 版权，质押权利 ["W1"]，质押本金 100万，按期履约，放款日 2022年3月1日，还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  应得 L 不符合条件，因 权项

案例 "the loan of an institution"
  已知 事业单位
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
  应得 L 不符合条件，因 企业

案例 "a month before there was such a rate"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2018年3月1日，
        还清日 2021年3月1日
  已知 2021年 数据：地方综合贡献额 900万
  应得 L 待定，缺 lpr_1y

案例 "example DY-6.2: patent loans of 280,000 and 60,000, a trademark loan of 90,000"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 A：权项 专利权，质押权利 ["ZL1"]，质押本金 1400万，按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
    质押贷款 B：权项 专利权，质押权利 ["ZL2"]，质押本金 300万，按期履约，放款日 2022年3月1日，
        还清日 2023年3月2日
    质押贷款 C：权项 商标权，质押权利 ["Oak"]，质押本金 450万，按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  已知 行情 一年期LPR 2022年3月1日：4%
  应得 A 28万元
  应得 B 2万元
  应得 B 核减，因 最高限额（第6条）
  应得 C 9万元
  应得 2023年 合计 39万元

案例 "loans that fill the cap of their kind of right exactly"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 A：权项 商标权，质押权利 ["Oak"]，质押本金 1500万，按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  已知 行情 一年期LPR 2022年3月1日：4%
  应得 A 奖励
  应得 2023年 合计 30万元

案例 "a right that was used in another year is used up"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 A：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
    质押贷款 B：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2023年4月1日，
        还清日 2024年4月1日
  已知 2023年 数据：地方综合贡献额 900万
  已知 2024年 数据：地方综合贡献额 900万
  应得 2023年 A 1.85万元
  应得 2024年 B 0元
  应得 B 核减，因 最多件数（第6条）

案例 "a right of a loan that the full sum of the year left nothing is used up too"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 A：权项 商标权，质押权利 ["Oak"]，质押本金 1500万，按期履约，放款日 2022年3月1日，
        还清日 2023年3月1日
    质押贷款 B：权项 商标权，质押权利 ["Elm"]，质押本金 100万，按期履约，放款日 2022年6月1日，
        还清日 2023年6月1日
    质押贷款 C：权项 商标权，质押权利 ["Elm"]，质押本金 100万，按期履约，放款日 2023年6月1日，
        还清日 2024年6月1日
  已知 2023年 数据：地方综合贡献额 900万
  已知 2024年 数据：地方综合贡献额 900万
  已知 行情 一年期LPR 2022年3月1日：4%
  已知 行情 一年期LPR 2022年6月1日：4%
  已知 行情 一年期LPR 2023年6月1日：4%
  应得 A 30万元
  应得 B 核减，因 最高限额（第6条）
  应得 2023年 合计 30万元
  应得 C 核减，因 最多件数（第6条）
  应得 2024年 合计 0元

案例 "two loans on one right in one year are paid"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 A：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2022年3月1日，
        还清日 2022年5月13日
    质押贷款 B：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2022年6月1日，
        还清日 2022年8月13日
  已知 2022年 数据：地方综合贡献额 900万
  应得 A 3700元
  应得 B 3700元

案例 "one used right blocks a loan on two"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 B：权项 专利权，质押权利 ["ZL1"、"ZL2"]，质押本金 100万，按期履约，放款日 2023年4月1日，
        还清日 2024年4月1日
  已知 2024年 数据：地方综合贡献额 900万
  已知 2023年 已兑现 6.pledge_loan.repaid A 1.85万元：质押权利 ["ZL1"]，权项 专利权
  应得 B 0元
  应得 B 核减，因 最多件数（第6条）

案例 "which right was pledged must be known"
  已知 企业：在本市，独立法人，账册健全，正常经营
    质押贷款 L：权项 专利权，质押本金 100万，按期履约，放款日 2022年3月1日，还清日 2023年3月1日
  已知 2023年 数据：地方综合贡献额 900万
  已知 2022年 已兑现 6.pledge_loan.repaid A 1.85万元：质押权利 ["ZL1"]，权项 专利权
  应得 L 待定，缺 质押权利
  应得 合计 介于 0元 至 1.85万元

# ---- article 6: insurance

案例 "half the premium for patents"
  已知 企业：在本市，独立法人，账册健全，正常经营
    知识产权保险 I：权项 专利权，保费 60001，购买日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 30000.5元

案例 "the cover of a mark is not paid"
  已知 企业：在本市，独立法人，账册健全，正常经营
    知识产权保险 I：权项 商标权，保费 6万，购买日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 不符合条件，因 权项

案例 "premiums fill the cap of the year exactly"
  已知 企业：在本市，独立法人，账册健全，正常经营
    知识产权保险 I：权项 专利权，保费 20万，购买日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 奖励
  应得 2022年 合计 10万元

案例 "premiums above the cap of the year"
  已知 企业：在本市，独立法人，账册健全，正常经营
    知识产权保险 I：权项 专利权，保费 15万，购买日 2022年3月1日
    知识产权保险 J：权项 专利权，保费 6万，购买日 2022年9月1日
    知识产权保险 K：权项 专利权，保费 6万，购买日 2023年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  应得 I 7.5万元
  应得 J 2.5万元
  应得 J 核减，因 最高限额（第6条）
  应得 2023年 K 3万元

案例 "a contract that runs on is paid in each year by that year's premium: no promotion from one year to the next"
  已知 企业：在本市，独立法人，账册健全，正常经营
    知识产权保险 I：权项 专利权，保费 5万，购买日 2022年3月1日
    知识产权保险 J：合同号 "I"，权项 专利权，保费 5万，购买日 2023年3月1日
  已知 2022年 数据：地方综合贡献额 100万
  已知 2023年 数据：地方综合贡献额 100万
  应得 2022年 合计 2.5万元
  应得 2023年 合计 2.5万元

案例 "the premium of an association"
  已知 社会组织
    知识产权保险 I：权项 专利权，保费 6万，购买日 2022年3月1日
  应得 I 不符合条件，因 企业

# ---- article 7: industrialisation

案例 "sales just below five million"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 4999999.99，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 不符合条件，因 年销售收入

案例 "sales of five million"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 500万，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 2万元

案例 "sales just below ten million: no whole step"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 999万，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 2万元

案例 "sales of ten million: one step"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 1000万，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 3万元

案例 "sales just below forty-five million: seven steps"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 44999999.99，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 9万元

案例 "sales of forty-five million: eight steps"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 4500万，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 10万元

案例 "sales of fifty million bring no more"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 5000万，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 10万元

案例 "a patent that is not the core of the product"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，非 核心支撑，有效期内，年销售收入 5000万，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 不符合条件，因 核心支撑

案例 "a patent that is no longer in force"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，非 有效期内，年销售收入 5000万，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 不符合条件，因 有效期内

案例 "the product of a university"
  已知 高校院所
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 5000万，实施日 2022年3月1日
  应得 I 不符合条件，因 企业

案例 "a patent that was paid for is not paid again"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 5000万，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2021年 已兑现 7.industrialisation.new I 2万元：产品 "Q"
  应得 I 不符合条件，因 首次实施

案例 "one patent for a product, in whatever year"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 500万，实施日 2021年3月1日
    产业化 J：专利 "ZL2"，产品 "P"，核心支撑，有效期内，年销售收入 5000万，实施日 2022年3月1日
    产业化 K：专利 "ZL3"，产品 "Q"，核心支撑，有效期内，年销售收入 1000万，实施日 2022年3月1日
  已知 2021年 数据：地方综合贡献额 900万
  已知 2022年 数据：地方综合贡献额 900万
  应得 I 2万元
  应得 J 0元
  应得 J 核减，因 最多件数（第7条）
  应得 K 3万元

案例 "the firm chose another patent for the product before"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 J：专利 "ZL2"，产品 "P"，核心支撑，有效期内，年销售收入 5000万，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2021年 已兑现 7.industrialisation.new ZL1 2万元：产品 "P"，专利 "ZL1"
  应得 J 核减，因 最多件数（第7条）
  应得 合计 0元

案例 "three products fill the cap of the year"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 4500万，实施日 2022年3月1日
    产业化 J：专利 "ZL2"，产品 "Q"，核心支撑，有效期内，年销售收入 4500万，实施日 2022年3月1日
    产业化 K：专利 "ZL3"，产品 "R"，核心支撑，有效期内，年销售收入 4500万，实施日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 2022年 合计 30万元
  应得 K 奖励

案例 "example DY-7.5 then 22: claims of 400,000, cap 300,000, contribution 200,000"
  已知 企业：在本市，独立法人，账册健全，正常经营
    产业化 I：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 4500万，实施日 2022年3月1日
    产业化 J：专利 "ZL2"，产品 "Q"，核心支撑，有效期内，年销售收入 4500万，实施日 2022年3月2日
    产业化 K：专利 "ZL3"，产品 "R"，核心支撑，有效期内，年销售收入 4500万，实施日 2022年3月3日
    产业化 M：专利 "ZL4"，产品 "S"，核心支撑，有效期内，年销售收入 4500万，实施日 2022年3月4日
  已知 2022年 数据：地方综合贡献额 20万
  应得 2022年 合计 20万元
  应得 I 奖励
  应得 M 核减，因 最高限额（第7条）
  应得 M 0元
  应得 K 0元
  应得 K 结转
  应得 结转 10万元 至 2024年

# ---- article 8: prizes

案例 "China gold"
  已知 个人
    专利奖 P：专利 "ZL1"，级别 国家级，奖级 金奖，获奖日 2022年3月1日
  应得 P（china_prize） 100万元
  应得 P（zhejiang_prize） 不符合条件，因 级别

案例 "China silver"
  已知 个人
    专利奖 P：专利 "ZL1"，级别 国家级，奖级 银奖，获奖日 2022年3月1日
  应得 P（china_prize） 60万元

案例 "China excellence, for a design"
  已知 个人
    专利奖 P：专利 "ZL1"，级别 国家级，外观设计奖，奖级 优秀奖，获奖日 2022年3月1日
  应得 P（china_prize） 30万元
  应得 P（china_prize） 奖励

案例 "gold of the province"
  已知 个人
    专利奖 P：专利 "ZL1"，级别 省级，奖级 金奖，获奖日 2022年3月1日
  应得 P（zhejiang_prize） 30万元
  应得 P（china_prize） 不符合条件，因 级别

案例 "excellence of the province"
  已知 个人
    专利奖 P：专利 "ZL1"，级别 省级，奖级 优秀奖，获奖日 2022年3月1日
  应得 P（zhejiang_prize） 20万元

案例 "the province has no silver"
  已知 个人
    专利奖 P：专利 "ZL1"，级别 省级，奖级 银奖，获奖日 2022年3月1日
  应得 P（zhejiang_prize） 不符合条件，因 奖级
  应得 合计 0元

案例 "example DY-21: silver after excellence, at the same level"
  已知 个人
    专利奖 A：专利 "ZL1"，级别 国家级，奖级 优秀奖，获奖日 2021年3月1日
    专利奖 B：专利 "ZL1"，级别 国家级，奖级 银奖，获奖日 2022年3月1日
  应得 A（china_prize） 30万元
  应得 B（china_prize） 已兑现
  应得 B（china_prize） 0元

案例 "example DY-21: gold of the province, then China silver"
  已知 个人
    专利奖 A：专利 "ZL1"，级别 省级，奖级 金奖，获奖日 2021年3月1日
    专利奖 B：专利 "ZL1"，级别 国家级，奖级 银奖，获奖日 2022年3月1日
  应得 2021年 A（zhejiang_prize） 30万元
  应得 2022年 B（china_prize） 30万元
  应得 B（china_prize） 核减，因 晋级补足差额（第21条）

案例 "gold of the province, then China excellence: nothing is left to top up"
  已知 个人
    专利奖 A：专利 "ZL1"，级别 省级，奖级 金奖，获奖日 2021年3月1日
    专利奖 B：专利 "ZL1"，级别 国家级，奖级 优秀奖，获奖日 2022年3月1日
  应得 A（zhejiang_prize） 30万元
  应得 B（china_prize） 已兑现
  应得 合计 30万元

案例 "two prizes of one level in one year: the higher"
  已知 个人
    专利奖 A：专利 "ZL1"，级别 国家级，奖级 优秀奖，获奖日 2022年3月1日
    专利奖 B：专利 "ZL1"，级别 国家级，奖级 银奖，获奖日 2022年9月1日
  应得 A（china_prize） 就高未取，因 B
  应得 B（china_prize） 60万元
  应得 2022年 合计 60万元

案例 "the prizes of two patents"
  已知 个人
    专利奖 A：专利 "ZL1"，级别 国家级，奖级 优秀奖，获奖日 2021年3月1日
    专利奖 B：专利 "ZL2"，级别 国家级，奖级 银奖，获奖日 2022年3月1日
  应得 A（china_prize） 30万元
  应得 B（china_prize） 60万元

案例 "an older document paid the prize of the province"
  已知 个人
    专利奖 B：专利 "ZL1"，级别 国家级，奖级 银奖，获奖日 2022年3月1日
  已知 2019年 已兑现 "东政发〔2015〕1号" 8.prize X 25万元：kind patent_prize，专利 "ZL1"，级别 省级
  应得 B（china_prize） 35万元

# ---- article 9: mediation

案例 "a dispute that a private mediator settled"
  已知 个人
    纠纷调解 M：非 公职调解员，调解日 2022年3月1日
    纠纷调解 N：非 公职调解员，调解日 2022年3月2日
  应得 M 300元
  应得 2022年 合计 600元

案例 "a dispute that an official settled"
  已知 个人
    纠纷调解 M：公职调解员，调解日 2022年3月1日
  应得 M 不符合条件，因 公职调解员

案例 "a dispute that an association settled"
  已知 社会组织
    纠纷调解 M：非 公职调解员，调解日 2022年3月1日
  应得 M 不符合条件，因 个人

案例 "a dispute that is settled again is paid once"
  已知 个人
    纠纷调解 A：案件 "D"，非 公职调解员，调解日 2022年3月1日
    纠纷调解 B：案件 "D"，非 公职调解员，调解日 2023年3月1日
  应得 A 300元
  应得 B 已兑现

# ---- article 11: markets

案例 "a market of the state"
  已知 社会组织
    规范化市场 M：市场 "Wood"，级别 国家级，认定日 2022年3月1日
  应得 M 20万元

案例 "a market of the province, later of the state"
  已知 社会组织
    规范化市场 M：市场 "Wood"，级别 省级，认定日 2021年3月1日
    规范化市场 N：市场 "Wood"，级别 国家级，认定日 2022年3月1日
  应得 2021年 M 10万元
  应得 2022年 N 10万元
  应得 N 核减，因 晋级补足差额（第21条）

案例 "a market of the city is not paid"
  已知 社会组织
    规范化市场 M：市场 "Wood"，级别 市级，认定日 2022年3月1日
  应得 M 不符合条件，因 级别

案例 "a market that was paid for is not paid again"
  已知 社会组织
    规范化市场 M：市场 "Wood"，级别 省级，认定日 2022年3月1日
  已知 2021年 已兑现 11.protection_market.new M 4万元
  应得 M 不符合条件，因 新认定

# ---- article 12: suits

案例 "a case that is judged again, by whichever court, is one matter"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利诉讼 A：案件 "D"，审理地 国内法院，判赔额 10万，代理费 0，判决日 2022年3月1日
    专利诉讼 B：案件 "D"，审理地 其他法院，判赔额 0，代理费 20万，判决日 2023年3月1日
    专利诉讼 C：案件 "E"，审理地 其他法院，判赔额 0，代理费 20万，判决日 2023年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  应得 A 2万元
  应得 B 已兑现
  应得 C 10万元

案例 "a fifth of what a court at home awarded"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利诉讼 S：审理地 国内法院，判赔额 249999，代理费 90万，判决日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 S 49999.8元

案例 "a fifth of 250,000 is the most"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利诉讼 S：审理地 国内法院，判赔额 25万，判决日 2022年3月1日
    专利诉讼 T：审理地 国内法院，判赔额 250001，判决日 2022年3月2日
  已知 2022年 数据：地方综合贡献额 900万
  应得 S 5万元
  应得 T 5万元
  应得 2022年 合计 10万元

案例 "half the fee of a suit in America, Japan or Europe"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利诉讼 S：审理地 美日欧法院，判赔额 90万，代理费 60万，判决日 2022年3月1日
    专利诉讼 T：审理地 美日欧法院，代理费 600001，判决日 2022年3月2日
  已知 2022年 数据：地方综合贡献额 900万
  应得 S 30万元
  应得 T 30万元

案例 "half a small fee of a suit in Europe, won as defendant"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利诉讼 S：审理地 美日欧法院，代理费 100001，判决日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 S 50000.5元

案例 "half the fee of a suit elsewhere"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利诉讼 S：审理地 其他法院，代理费 299999，判决日 2022年3月1日
    专利诉讼 T：审理地 其他法院，代理费 300001，判决日 2022年3月2日
  已知 2022年 数据：地方综合贡献额 900万
  应得 S 149999.5元
  应得 T 15万元

案例 "the suit of a person"
  已知 个人
    专利诉讼 S：审理地 国内法院，判赔额 25万，判决日 2022年3月1日
  应得 S 不符合条件，因 企业

# ---- article 14: agencies

案例 "an agency a year after it opened, with fifty cases, ten of them inventions"
  已知 代理机构：在本市，营业起始日 2021年6月1日
    机构设立 R：设立日 2021年6月1日，停业日 空缺
    代理案件 C1：专利类型 发明，本地地址，授权日 2021年7月1日
    代理案件 C2：专利类型 发明，本地地址，授权日 2021年7月2日
    代理案件 C3：专利类型 发明，本地地址，授权日 2021年7月3日
    代理案件 C4：专利类型 发明，本地地址，授权日 2021年7月4日
    代理案件 C5：专利类型 发明，本地地址，授权日 2021年7月5日
    代理案件 C6：专利类型 发明，本地地址，授权日 2021年7月6日
    代理案件 C7：专利类型 发明，本地地址，授权日 2021年7月7日
    代理案件 C8：专利类型 发明，本地地址，授权日 2021年7月8日
    代理案件 C9：专利类型 发明，本地地址，授权日 2021年7月9日
    代理案件 C10：专利类型 发明，本地地址，授权日 2021年7月10日
    代理案件 C11：专利类型 实用新型，本地地址，授权日 2021年7月11日
    代理案件 C12：专利类型 实用新型，本地地址，授权日 2021年7月12日
    代理案件 C13：专利类型 实用新型，本地地址，授权日 2021年7月13日
    代理案件 C14：专利类型 实用新型，本地地址，授权日 2021年7月14日
    代理案件 C15：专利类型 实用新型，本地地址，授权日 2021年7月15日
    代理案件 C16：专利类型 实用新型，本地地址，授权日 2021年7月16日
    代理案件 C17：专利类型 实用新型，本地地址，授权日 2021年7月17日
    代理案件 C18：专利类型 实用新型，本地地址，授权日 2021年7月18日
    代理案件 C19：专利类型 实用新型，本地地址，授权日 2021年7月19日
    代理案件 C20：专利类型 实用新型，本地地址，授权日 2021年7月20日
    代理案件 C21：专利类型 实用新型，本地地址，授权日 2021年7月21日
    代理案件 C22：专利类型 实用新型，本地地址，授权日 2021年7月22日
    代理案件 C23：专利类型 实用新型，本地地址，授权日 2021年7月23日
    代理案件 C24：专利类型 实用新型，本地地址，授权日 2021年7月24日
    代理案件 C25：专利类型 实用新型，本地地址，授权日 2021年7月25日
    代理案件 C26：专利类型 实用新型，本地地址，授权日 2021年7月26日
    代理案件 C27：专利类型 实用新型，本地地址，授权日 2021年7月27日
    代理案件 C28：专利类型 实用新型，本地地址，授权日 2021年7月28日
    代理案件 C29：专利类型 实用新型，本地地址，授权日 2021年7月1日
    代理案件 C30：专利类型 实用新型，本地地址，授权日 2021年7月2日
    代理案件 C31：专利类型 实用新型，本地地址，授权日 2021年7月3日
    代理案件 C32：专利类型 实用新型，本地地址，授权日 2021年7月4日
    代理案件 C33：专利类型 实用新型，本地地址，授权日 2021年7月5日
    代理案件 C34：专利类型 实用新型，本地地址，授权日 2021年7月6日
    代理案件 C35：专利类型 实用新型，本地地址，授权日 2021年7月7日
    代理案件 C36：专利类型 实用新型，本地地址，授权日 2021年7月8日
    代理案件 C37：专利类型 实用新型，本地地址，授权日 2021年7月9日
    代理案件 C38：专利类型 实用新型，本地地址，授权日 2021年7月10日
    代理案件 C39：专利类型 实用新型，本地地址，授权日 2021年7月11日
    代理案件 C40：专利类型 实用新型，本地地址，授权日 2021年7月12日
    代理案件 C41：专利类型 实用新型，本地地址，授权日 2021年7月13日
    代理案件 C42：专利类型 实用新型，本地地址，授权日 2021年7月14日
    代理案件 C43：专利类型 实用新型，本地地址，授权日 2021年7月15日
    代理案件 C44：专利类型 实用新型，本地地址，授权日 2021年7月16日
    代理案件 C45：专利类型 实用新型，本地地址，授权日 2021年7月17日
    代理案件 C46：专利类型 实用新型，本地地址，授权日 2021年7月18日
    代理案件 C47：专利类型 实用新型，本地地址，授权日 2021年7月19日
    代理案件 C48：专利类型 实用新型，本地地址，授权日 2021年7月20日
    代理案件 C49：专利类型 实用新型，本地地址，授权日 2021年7月21日
    代理案件 C50：专利类型 实用新型，本地地址，授权日 2021年7月22日
  已知 2022年 数据：地方综合贡献额 900万
  已知 截至 2022年6月1日
  应得 2022年 R 5万元
  应得 2022年 合计 5万元

案例 "an agency less than a year after it opened"
  已知 代理机构：在本市，营业起始日 2021年6月1日
    机构设立 R：设立日 2021年6月1日，停业日 空缺
    代理案件 C1：专利类型 发明，本地地址，授权日 2021年7月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 截至 2022年5月31日
  应得 R 不符合条件，因 设立日

案例 "an agency that has moved away"
  已知 代理机构：非 在本市，营业起始日 2021年6月1日
    机构设立 R：设立日 2021年6月1日，停业日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  已知 截至 2022年12月31日
  应得 R 不符合条件，因 在本市

案例 "an agency that was set up a year ago and opened its doors later"
  已知 代理机构：在本市，营业起始日 2022年2月1日
    机构设立 R：设立日 2021年6月1日，停业日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  已知 截至 2022年12月31日
  应得 R 不符合条件，因 代理营业

案例 "an agency with one case"
  已知 代理机构：在本市，营业起始日 2021年6月1日
    机构设立 R：设立日 2021年6月1日，停业日 空缺
    代理案件 C1：专利类型 发明，本地地址，授权日 2021年7月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 截至 2022年12月31日
  应得 R 不符合条件，因 local_case
  应得 合计 0元

案例 "an agency whose cases are not all known"
  已知 代理机构：在本市，营业起始日 2021年6月1日
    机构设立 R：设立日 2021年6月1日，停业日 空缺
    代理案件 未知
    立案查处 未知
  已知 2022年 数据：地方综合贡献额 900万
  已知 截至 2022年12月31日
  应得 R 待定，缺 local_case、local_invention_case、sanction
  应得 合计 介于 0元 至 5万元

案例 "an agency that has closed"
  已知 代理机构
    机构设立 R：设立日 2019年6月1日，停业日 2020年12月31日
    代理案件 C1：专利类型 发明，本地地址，授权日 2020年7月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 截至 2022年12月31日
  应得 R 不符合条件，因 营业中

案例 "a firm that is no patent agency"
  已知 服务机构
    机构设立 R：设立日 2021年6月1日，停业日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  已知 截至 2022年12月31日
  应得 R 不符合条件，因 代理机构

案例 "an agency that was paid is not paid again"
  已知 代理机构：在本市，营业起始日 2021年6月1日
    机构设立 R：设立日 2021年6月1日，停业日 空缺
    代理案件 C1：专利类型 发明，本地地址，授权日 2021年7月1日
    代理案件 C2：专利类型 发明，本地地址，授权日 2021年7月2日
    代理案件 C3：专利类型 发明，本地地址，授权日 2021年7月3日
    代理案件 C4：专利类型 发明，本地地址，授权日 2021年7月4日
    代理案件 C5：专利类型 发明，本地地址，授权日 2021年7月5日
    代理案件 C6：专利类型 发明，本地地址，授权日 2021年7月6日
    代理案件 C7：专利类型 发明，本地地址，授权日 2021年7月7日
    代理案件 C8：专利类型 发明，本地地址，授权日 2021年7月8日
    代理案件 C9：专利类型 发明，本地地址，授权日 2021年7月9日
    代理案件 C10：专利类型 发明，本地地址，授权日 2021年7月10日
    代理案件 C11：专利类型 实用新型，本地地址，授权日 2021年7月11日
    代理案件 C12：专利类型 实用新型，本地地址，授权日 2021年7月12日
    代理案件 C13：专利类型 实用新型，本地地址，授权日 2021年7月13日
    代理案件 C14：专利类型 实用新型，本地地址，授权日 2021年7月14日
    代理案件 C15：专利类型 实用新型，本地地址，授权日 2021年7月15日
    代理案件 C16：专利类型 实用新型，本地地址，授权日 2021年7月16日
    代理案件 C17：专利类型 实用新型，本地地址，授权日 2021年7月17日
    代理案件 C18：专利类型 实用新型，本地地址，授权日 2021年7月18日
    代理案件 C19：专利类型 实用新型，本地地址，授权日 2021年7月19日
    代理案件 C20：专利类型 实用新型，本地地址，授权日 2021年7月20日
    代理案件 C21：专利类型 实用新型，本地地址，授权日 2021年7月21日
    代理案件 C22：专利类型 实用新型，本地地址，授权日 2021年7月22日
    代理案件 C23：专利类型 实用新型，本地地址，授权日 2021年7月23日
    代理案件 C24：专利类型 实用新型，本地地址，授权日 2021年7月24日
    代理案件 C25：专利类型 实用新型，本地地址，授权日 2021年7月25日
    代理案件 C26：专利类型 实用新型，本地地址，授权日 2021年7月26日
    代理案件 C27：专利类型 实用新型，本地地址，授权日 2021年7月27日
    代理案件 C28：专利类型 实用新型，本地地址，授权日 2021年7月28日
    代理案件 C29：专利类型 实用新型，本地地址，授权日 2021年7月1日
    代理案件 C30：专利类型 实用新型，本地地址，授权日 2021年7月2日
    代理案件 C31：专利类型 实用新型，本地地址，授权日 2021年7月3日
    代理案件 C32：专利类型 实用新型，本地地址，授权日 2021年7月4日
    代理案件 C33：专利类型 实用新型，本地地址，授权日 2021年7月5日
    代理案件 C34：专利类型 实用新型，本地地址，授权日 2021年7月6日
    代理案件 C35：专利类型 实用新型，本地地址，授权日 2021年7月7日
    代理案件 C36：专利类型 实用新型，本地地址，授权日 2021年7月8日
    代理案件 C37：专利类型 实用新型，本地地址，授权日 2021年7月9日
    代理案件 C38：专利类型 实用新型，本地地址，授权日 2021年7月10日
    代理案件 C39：专利类型 实用新型，本地地址，授权日 2021年7月11日
    代理案件 C40：专利类型 实用新型，本地地址，授权日 2021年7月12日
    代理案件 C41：专利类型 实用新型，本地地址，授权日 2021年7月13日
    代理案件 C42：专利类型 实用新型，本地地址，授权日 2021年7月14日
    代理案件 C43：专利类型 实用新型，本地地址，授权日 2021年7月15日
    代理案件 C44：专利类型 实用新型，本地地址，授权日 2021年7月16日
    代理案件 C45：专利类型 实用新型，本地地址，授权日 2021年7月17日
    代理案件 C46：专利类型 实用新型，本地地址，授权日 2021年7月18日
    代理案件 C47：专利类型 实用新型，本地地址，授权日 2021年7月19日
    代理案件 C48：专利类型 实用新型，本地地址，授权日 2021年7月20日
    代理案件 C49：专利类型 实用新型，本地地址，授权日 2021年7月21日
    代理案件 C50：专利类型 实用新型，本地地址，授权日 2021年7月22日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  已知 2022年 已兑现 14.agency_registration.active R 2万元
  已知 截至 2023年12月31日
  应得 2023年 R 已兑现
  应得 2023年 合计 0元

案例 "an agency suspended in the year in which it has fifty cases is paid in the next"
  已知 代理机构：在本市，营业起始日 2021年6月1日
    机构设立 R：设立日 2021年6月1日，停业日 空缺
    立案查处 X：级别 市级，立案日 2022年12月30日
    代理案件 C1：专利类型 发明，本地地址，授权日 2021年7月1日
    代理案件 C2：专利类型 发明，本地地址，授权日 2021年7月2日
    代理案件 C3：专利类型 发明，本地地址，授权日 2021年7月3日
    代理案件 C4：专利类型 发明，本地地址，授权日 2021年7月4日
    代理案件 C5：专利类型 发明，本地地址，授权日 2021年7月5日
    代理案件 C6：专利类型 发明，本地地址，授权日 2021年7月6日
    代理案件 C7：专利类型 发明，本地地址，授权日 2021年7月7日
    代理案件 C8：专利类型 发明，本地地址，授权日 2021年7月8日
    代理案件 C9：专利类型 发明，本地地址，授权日 2021年7月9日
    代理案件 C10：专利类型 发明，本地地址，授权日 2021年7月10日
    代理案件 C11：专利类型 实用新型，本地地址，授权日 2021年7月11日
    代理案件 C12：专利类型 实用新型，本地地址，授权日 2021年7月12日
    代理案件 C13：专利类型 实用新型，本地地址，授权日 2021年7月13日
    代理案件 C14：专利类型 实用新型，本地地址，授权日 2021年7月14日
    代理案件 C15：专利类型 实用新型，本地地址，授权日 2021年7月15日
    代理案件 C16：专利类型 实用新型，本地地址，授权日 2021年7月16日
    代理案件 C17：专利类型 实用新型，本地地址，授权日 2021年7月17日
    代理案件 C18：专利类型 实用新型，本地地址，授权日 2021年7月18日
    代理案件 C19：专利类型 实用新型，本地地址，授权日 2021年7月19日
    代理案件 C20：专利类型 实用新型，本地地址，授权日 2021年7月20日
    代理案件 C21：专利类型 实用新型，本地地址，授权日 2021年7月21日
    代理案件 C22：专利类型 实用新型，本地地址，授权日 2021年7月22日
    代理案件 C23：专利类型 实用新型，本地地址，授权日 2021年7月23日
    代理案件 C24：专利类型 实用新型，本地地址，授权日 2021年7月24日
    代理案件 C25：专利类型 实用新型，本地地址，授权日 2021年7月25日
    代理案件 C26：专利类型 实用新型，本地地址，授权日 2021年7月26日
    代理案件 C27：专利类型 实用新型，本地地址，授权日 2021年7月27日
    代理案件 C28：专利类型 实用新型，本地地址，授权日 2021年7月28日
    代理案件 C29：专利类型 实用新型，本地地址，授权日 2021年7月1日
    代理案件 C30：专利类型 实用新型，本地地址，授权日 2021年7月2日
    代理案件 C31：专利类型 实用新型，本地地址，授权日 2021年7月3日
    代理案件 C32：专利类型 实用新型，本地地址，授权日 2021年7月4日
    代理案件 C33：专利类型 实用新型，本地地址，授权日 2021年7月5日
    代理案件 C34：专利类型 实用新型，本地地址，授权日 2021年7月6日
    代理案件 C35：专利类型 实用新型，本地地址，授权日 2021年7月7日
    代理案件 C36：专利类型 实用新型，本地地址，授权日 2021年7月8日
    代理案件 C37：专利类型 实用新型，本地地址，授权日 2021年7月9日
    代理案件 C38：专利类型 实用新型，本地地址，授权日 2021年7月10日
    代理案件 C39：专利类型 实用新型，本地地址，授权日 2021年7月11日
    代理案件 C40：专利类型 实用新型，本地地址，授权日 2021年7月12日
    代理案件 C41：专利类型 实用新型，本地地址，授权日 2021年7月13日
    代理案件 C42：专利类型 实用新型，本地地址，授权日 2021年7月14日
    代理案件 C43：专利类型 实用新型，本地地址，授权日 2021年7月15日
    代理案件 C44：专利类型 实用新型，本地地址，授权日 2021年7月16日
    代理案件 C45：专利类型 实用新型，本地地址，授权日 2021年7月17日
    代理案件 C46：专利类型 实用新型，本地地址，授权日 2021年7月18日
    代理案件 C47：专利类型 实用新型，本地地址，授权日 2021年7月19日
    代理案件 C48：专利类型 实用新型，本地地址，授权日 2021年7月20日
    代理案件 C49：专利类型 实用新型，本地地址，授权日 2021年7月21日
    代理案件 C50：专利类型 实用新型，本地地址，授权日 2021年7月22日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  已知 截至 2023年12月31日
  应得 2023年 R 5万元
  应得 合计 5万元

# ---- article 20: who is an enterprise

案例 "a firm that is not registered here is no enterprise here"
  已知 企业：非 在本市，独立法人，账册健全，正常经营，主业 木雕红木
    规范认证 C：规范 企业规范，认证费用 3.2万，通过日 2022年3月1日
    企业称号 T：称号 国家示范，认定日 2022年3月1日
    品牌示范 B：品牌称号 国家品牌示范，认定日 2022年3月1日
    专利 U：专利类型 实用新型，国内，申请日 2021年3月1日，授权日 2022年3月1日，失效日 空缺
    专利组合 P：新增发明 10，形成日 2022年12月1日
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2021年3月1日，
        还清日 2022年3月1日
    知识产权保险 I：权项 专利权，保费 6万，购买日 2022年3月1日
    产业化 J：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 500万，实施日 2022年3月1日
    专利诉讼 S：审理地 国内法院，判赔额 25万，判决日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 certified C 3.2万元
  应得 C（certified） 不符合条件，因 在本市
  应得 T（1.ip_title.new） 不符合条件，因 在本市
  应得 B（1.brand_title.new） 不符合条件，因 在本市
  应得 U（3.patent.granted） 不符合条件，因 在本市
  应得 P（4.patent_portfolio.formed） 不符合条件，因 在本市
  应得 L（6.pledge_loan.repaid） 不符合条件，因 在本市
  应得 I（6.ip_insurance.bought） 不符合条件，因 在本市
  应得 J（7.industrialisation.new） 不符合条件，因 在本市
  应得 S（12.lawsuit.won） 不符合条件，因 在本市
  应得 合计 0元

案例 "a firm that is no legal person is no enterprise here"
  已知 企业：在本市，非 独立法人，账册健全，正常经营，主业 木雕红木
    规范认证 C：规范 企业规范，认证费用 3.2万，通过日 2022年3月1日
    企业称号 T：称号 国家示范，认定日 2022年3月1日
    品牌示范 B：品牌称号 国家品牌示范，认定日 2022年3月1日
    专利 U：专利类型 实用新型，国内，申请日 2021年3月1日，授权日 2022年3月1日，失效日 空缺
    专利组合 P：新增发明 10，形成日 2022年12月1日
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2021年3月1日，
        还清日 2022年3月1日
    知识产权保险 I：权项 专利权，保费 6万，购买日 2022年3月1日
    产业化 J：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 500万，实施日 2022年3月1日
    专利诉讼 S：审理地 国内法院，判赔额 25万，判决日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 certified C 3.2万元
  应得 C（certified） 不符合条件，因 独立法人
  应得 T（1.ip_title.new） 不符合条件，因 独立法人
  应得 B（1.brand_title.new） 不符合条件，因 独立法人
  应得 U（3.patent.granted） 不符合条件，因 独立法人
  应得 P（4.patent_portfolio.formed） 不符合条件，因 独立法人
  应得 L（6.pledge_loan.repaid） 不符合条件，因 独立法人
  应得 I（6.ip_insurance.bought） 不符合条件，因 独立法人
  应得 J（7.industrialisation.new） 不符合条件，因 独立法人
  应得 S（12.lawsuit.won） 不符合条件，因 独立法人
  应得 合计 0元

案例 "a firm without sound books is no enterprise here"
  已知 企业：在本市，独立法人，非 账册健全，正常经营，主业 木雕红木
    规范认证 C：规范 企业规范，认证费用 3.2万，通过日 2022年3月1日
    企业称号 T：称号 国家示范，认定日 2022年3月1日
    品牌示范 B：品牌称号 国家品牌示范，认定日 2022年3月1日
    专利 U：专利类型 实用新型，国内，申请日 2021年3月1日，授权日 2022年3月1日，失效日 空缺
    专利组合 P：新增发明 10，形成日 2022年12月1日
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2021年3月1日，
        还清日 2022年3月1日
    知识产权保险 I：权项 专利权，保费 6万，购买日 2022年3月1日
    产业化 J：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 500万，实施日 2022年3月1日
    专利诉讼 S：审理地 国内法院，判赔额 25万，判决日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 certified C 3.2万元
  应得 C（certified） 不符合条件，因 账册健全
  应得 T（1.ip_title.new） 不符合条件，因 账册健全
  应得 B（1.brand_title.new） 不符合条件，因 账册健全
  应得 U（3.patent.granted） 不符合条件，因 账册健全
  应得 P（4.patent_portfolio.formed） 不符合条件，因 账册健全
  应得 L（6.pledge_loan.repaid） 不符合条件，因 账册健全
  应得 I（6.ip_insurance.bought） 不符合条件，因 账册健全
  应得 J（7.industrialisation.new） 不符合条件，因 账册健全
  应得 S（12.lawsuit.won） 不符合条件，因 账册健全
  应得 合计 0元

案例 "a firm that does not operate is no enterprise here"
  已知 企业：在本市，独立法人，账册健全，非 正常经营，主业 木雕红木
    规范认证 C：规范 企业规范，认证费用 3.2万，通过日 2022年3月1日
    企业称号 T：称号 国家示范，认定日 2022年3月1日
    品牌示范 B：品牌称号 国家品牌示范，认定日 2022年3月1日
    专利 U：专利类型 实用新型，国内，申请日 2021年3月1日，授权日 2022年3月1日，失效日 空缺
    专利组合 P：新增发明 10，形成日 2022年12月1日
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2021年3月1日，
        还清日 2022年3月1日
    知识产权保险 I：权项 专利权，保费 6万，购买日 2022年3月1日
    产业化 J：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 500万，实施日 2022年3月1日
    专利诉讼 S：审理地 国内法院，判赔额 25万，判决日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 certified C 3.2万元
  应得 C（certified） 不符合条件，因 正常经营
  应得 T（1.ip_title.new） 不符合条件，因 正常经营
  应得 B（1.brand_title.new） 不符合条件，因 正常经营
  应得 U（3.patent.granted） 不符合条件，因 正常经营
  应得 P（4.patent_portfolio.formed） 不符合条件，因 正常经营
  应得 L（6.pledge_loan.repaid） 不符合条件，因 正常经营
  应得 I（6.ip_insurance.bought） 不符合条件，因 正常经营
  应得 J（7.industrialisation.new） 不符合条件，因 正常经营
  应得 S（12.lawsuit.won） 不符合条件，因 正常经营
  应得 合计 0元

案例 "a firm that is all of that on the day is one, whatever it became later"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 T 5万元

案例 "units and persons are not narrowed"
  已知 企业：非 在本市，非 独立法人，非 账册健全，非 正常经营
    品牌指导站 S：评定日 2022年5月1日，入选日 空缺
    发明专利 A：国内，官方费用 3000，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 3.invention_patent.granted A 1500元
  应得 S（brand_station） 10万元
  应得 A（3.invention_patent.granted） 1500元
  应得 A（3.patent.granted） 不符合条件，因 在本市

# ---- article 21: older documents, nothing twice, promotion

案例 "articles 2 and 11 are spared from what pays nothing twice: the difference to an older document is due"
  已知 社会组织
    导航项目 N：级别 省级，导航类别 预警分析，入选日 2021年3月1日，验收日 2022年3月1日
    规范化市场 M：市场 "Wood"，级别 省级，认定日 2022年3月1日
  已知 2019年 已兑现 "东政发〔2015〕1号" 2.project N 6万元：kind navigation_project，项目 "N"，级别 省级
  已知 2022年 已兑现 "东政发〔2015〕1号" 11.market M 3万元：kind protection_market，市场 "Wood"，级别 省级
  应得 N 4万元
  应得 N 核减，因 晋级补足差额（第21条）
  应得 M 7万元
  应得 M 核减，因 晋级补足差额（第21条）

案例 "an older document promised more"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 省级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 以往文件 "东政发〔2015〕1号" T 26万元
  应得 T 26万元

案例 "an older document promised less"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 省级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 以往文件 "东政发〔2015〕1号" T 10万元
  应得 T 20万元
  应得 T 奖励

案例 "an older document promised more, and a prize of the year was paid as high as this one"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利奖 Z：专利 "P"，级别 国家级，奖级 优秀奖，项目 "J"，获奖日 2022年7月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2022年 已兑现 zhejiang_prize "P / provincial / gold" 30万元：专利 "P"，级别 省级
  已知 以往文件 "东政发〔2015〕1号" "patent_prize: P" 120万元
  应得 Z 90万元

案例 "the older sum is a rung as well"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 S：称号 市级示范，认定日 2021年3月1日
    企业称号 T：称号 省级示范，认定日 2022年3月1日
  已知 2021年 数据：地方综合贡献额 900万
  已知 2022年 数据：地方综合贡献额 900万
  已知 以往文件 "东政发〔2015〕1号" S 8万元
  应得 2021年 S 8万元
  应得 2022年 T 12万元

案例 "a cap holds for the older sum too"
  已知 企业：在本市，独立法人，账册健全，正常经营
    知识产权保险 I：权项 专利权，保费 10万，购买日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 以往文件 "东政发〔2015〕1号" I 15万元
  应得 I 10万元
  应得 I 核减，因 最高限额（第6条）

案例 "the rating of the output of the land is another document's"
  已知 企业：在本市，独立法人，账册健全，正常经营
    亩产评价 O：评价年度 "2022"，评定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 O 按另文执行
  应得 合计 0元

# ---- article 22: the ceiling from the firm's own contribution

案例 "claims below the contribution are paid in full"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 5万
  应得 T 奖励
  应得 2022年 合计 5万元

案例 "claims above it are carried for two years"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 49999.99
  应得 T 核减，因 最高限额（第22条）
  应得 2022年 合计 49999.99元
  应得 结转 0.01元 至 2024年

案例 "without any contribution everything is carried"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 0
  应得 T 结转
  应得 2022年 合计 0元
  应得 结转 5万元 至 2024年

案例 "what three years without contribution could not pay has lapsed"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 0
  已知 2023年 数据：地方综合贡献额 0
  已知 2024年 数据：地方综合贡献额 0
  已知 2025年 数据：地方综合贡献额 10万
  应得 T 逾期作废
  应得 合计 0元
  应得 逾期作废 5万元

案例 "aid for grants, the first mark of an indication and the station are spared"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 木雕红木
    发明专利 A：国内，官方费用 3000，申请日 2019年3月1日，授权日 2022年3月1日，失效日 空缺
    地理标志商标 G：注册日 2022年5月1日
    品牌指导站 S：评定日 2022年5月1日，入选日 空缺
    企业称号 T：称号 市级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 0
  应得 A（3.patent.granted） 4000元
  应得 G（gi_mark） 20万元
  应得 S（brand_station） 10万元
  应得 T 结转
  应得 2022年 合计 30.4万元

案例 "the contribution of the year must be known"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
  已知 2022年 数据：地方综合贡献额 未知
  应得 T 待定，缺 地方综合贡献额
  应得 合计 介于 0元 至 5万元

案例 "an institution has no such ceiling"
  已知 事业单位
    专利奖 P：专利 "ZL1"，级别 国家级，奖级 金奖，获奖日 2022年3月1日
  应得 P（china_prize） 100万元

案例 "example DY: the ladder and the carry"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 A：称号 市级示范，认定日 2021年3月1日
    企业称号 B：称号 国家示范，认定日 2022年3月1日
  已知 2021年 数据：地方综合贡献额 2万
  已知 2022年 数据：地方综合贡献额 60万
  应得 2021年 合计 2万元
  应得 2022年 合计 48万元
  应得 A 5万元
  应得 A 奖励
  应得 B 45万元
  应得 B 核减，因 晋级补足差额（第21条）

案例 "example DY-22: claims of 900, 350 and 100 thousand over five years"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利奖 A：专利 "ZL1"，级别 国家级，奖级 银奖，获奖日 2021年3月1日
    企业称号 B：称号 国家优势，认定日 2021年4月1日
    专利奖 C：专利 "ZL2"，级别 国家级，奖级 优秀奖，获奖日 2022年3月1日
    专利诉讼 D：审理地 国内法院，判赔额 25万，判决日 2022年4月1日
    导航项目 E：级别 省级，导航类别 预警分析，入选日 2022年1月10日，验收日 2023年3月1日
  已知 2021年 数据：地方综合贡献额 40万
  已知 2022年 数据：地方综合贡献额 30万
  已知 2023年 数据：地方综合贡献额 25万
  已知 2024年 数据：地方综合贡献额 20万
  已知 2025年 数据：地方综合贡献额 10万
  应得 2021年 合计 40万元
  应得 2022年 合计 30万元
  应得 2023年 合计 25万元
  应得 2024年 合计 20万元
  应得 2025年 合计 10万元
  应得 逾期作废 10万元
  应得 E 奖励

案例 "example DY-22: the year 2022 suspended"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利奖 A：专利 "ZL1"，级别 国家级，奖级 银奖，获奖日 2021年3月1日
    企业称号 B：称号 国家优势，认定日 2021年4月1日
    立案查处 X：级别 市级，立案日 2022年6月1日
  已知 2021年 数据：地方综合贡献额 40万
  已知 2022年 数据：地方综合贡献额 30万
  已知 2023年 数据：地方综合贡献额 25万
  应得 2021年 合计 40万元
  应得 2022年 合计 0元
  应得 2023年 合计 25万元
  应得 逾期作废 25万元

案例 "carried money waits for the figure of the next year"
  已知 企业：在本市，独立法人，账册健全，正常经营
    专利奖 A：专利 "ZL1"，级别 国家级，奖级 银奖，获奖日 2021年3月1日
    企业称号 B：称号 市级示范，认定日 2023年4月1日
  已知 2021年 数据：地方综合贡献额 40万
  已知 2022年 数据：地方综合贡献额 未知
  已知 2023年 数据：地方综合贡献额 0
  应得 A（china_prize） 待定，缺 地方综合贡献额
  应得 B 结转
  应得 合计 介于 40万元 至 60万元

# ---- article 23: disqualification

案例 "a park is a body too: a case opened against it bars it for the year"
  已知 园区
    专利奖 P：专利 "ZL1"，级别 国家级，奖级 金奖，获奖日 2022年3月1日
    立案查处 X：级别 市级，立案日 2022年6月1日
  应得 P（china_prize） 暂停奖励

案例 "in a suspended year nothing of the whole document is paid"
  已知 企业：在本市，独立法人，账册健全，正常经营，主业 木雕红木
    规范认证 C：规范 企业规范，认证费用 3.2万，通过日 2022年3月1日
    企业称号 T：称号 国家示范，认定日 2022年3月1日
    品牌示范 B：品牌称号 国家品牌示范，认定日 2022年3月1日
    专利 U：专利类型 实用新型，国内，申请日 2021年3月1日，授权日 2022年3月1日，失效日 空缺
    专利组合 P：新增发明 10，形成日 2022年12月1日
    质押贷款 L：权项 专利权，质押权利 ["ZL1"]，质押本金 100万，按期履约，放款日 2021年3月1日，
        还清日 2022年3月1日
    知识产权保险 I：权项 专利权，保费 6万，购买日 2022年3月1日
    产业化 J：专利 "ZL1"，产品 "P"，核心支撑，有效期内，年销售收入 500万，实施日 2022年3月1日
    专利诉讼 S：审理地 国内法院，判赔额 25万，判决日 2022年3月1日
    导航项目 N：级别 省级，导航类别 预警分析，入选日 2021年3月1日，验收日 2022年3月1日
    知识产权联盟 A：级别 省级，备案日 2022年3月1日
    培育平台 F：级别 省级，验收日 2022年3月1日
    发明专利 V：国内，官方费用 3000，申请日 2012年3月1日，授权日 2022年3月1日，失效日 空缺
    发明专利 W：国内，官方费用 0，申请日 2007年3月1日，授权日 2010年3月1日，失效日 空缺
    驰名商标 Oak：认定日 2022年3月1日
    境外商标 M1：商标 "Oak"，注册地 "FR"，途径 马德里，注册费 9000，注册日 2022年3月1日
    境外商标 M2：商标 "Oak"，注册地 "EU"，途径 区域组织，注册日 2022年3月1日
    境外商标 M3：商标 "Oak"，注册地 "US"，途径 单一国家，注册日 2022年3月1日
    地理标志商标 G：注册日 2022年3月1日
    品牌基地 K：基地 "Hengdian"，级别 国家级，认定日 2022年3月1日
    品牌指导站 H：评定日 2022年3月1日，入选日 空缺
    专利奖 Z1：专利 "ZL1"，级别 国家级，奖级 金奖，获奖日 2022年3月1日
    专利奖 Z2：专利 "ZL2"，级别 省级，奖级 金奖，获奖日 2022年3月1日
    规范化市场 Q：市场 "Wood"，级别 国家级，认定日 2022年3月1日
    立案查处 X：级别 市级，立案日 2022年1月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 核定 certified C 3.2万元
  已知 核定 3.invention_patent.granted V 1500元
  已知 截至 2022年12月31日
  应得 C（certified） 暂停奖励
  应得 T（1.ip_title.new） 暂停奖励
  应得 B（1.brand_title.new） 暂停奖励
  应得 U（3.patent.granted） 暂停奖励
  应得 P（4.patent_portfolio.formed） 暂停奖励
  应得 L（6.pledge_loan.repaid） 暂停奖励
  应得 I（6.ip_insurance.bought） 暂停奖励
  应得 J（7.industrialisation.new） 暂停奖励
  应得 S（12.lawsuit.won） 暂停奖励
  应得 N（2.navigation_project.accepted） 暂停奖励
  应得 A（2.ip_alliance.recorded） 暂停奖励
  应得 F（2.patent_platform.accepted） 暂停奖励
  应得 V（3.invention_patent.granted） 暂停奖励
  应得 V（ten_years） 暂停奖励
  应得 W（fifteen_years） 暂停奖励
  应得 Oak（5.well_known_mark.new） 暂停奖励
  应得 M1（madrid_mark） 暂停奖励
  应得 M2（regional_mark） 暂停奖励
  应得 M3（country_mark） 暂停奖励
  应得 G（gi_mark） 暂停奖励
  应得 K（5.brand_base.new） 暂停奖励
  应得 H（brand_station） 暂停奖励
  应得 Z1（china_prize） 暂停奖励
  应得 Z2（zhejiang_prize） 暂停奖励
  应得 Q（11.protection_market.new） 暂停奖励
  应得 2022年 合计 0元

案例 "a case that the county opened does not suspend"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
    立案查处 X：级别 县级，立案日 2022年6月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 T 5万元

案例 "a case that the province opened at the end of the year suspends all of it"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
    立案查处 X：级别 省级，立案日 2022年12月31日
  已知 2022年 数据：地方综合贡献额 900万
  应得 T 暂停奖励
  应得 2022年 合计 0元

案例 "the year before and the year after are not touched"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 S：称号 市级示范，认定日 2021年12月31日
    企业称号 T：称号 省级示范，认定日 2023年1月1日
    立案查处 X：级别 市级，立案日 2022年6月1日
  已知 2021年 数据：地方综合贡献额 900万
  已知 2022年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  应得 2021年 S 5万元
  应得 2023年 T 15万元

案例 "a title of a suspended year is no rung"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 S：称号 市级示范，认定日 2022年12月31日
    企业称号 T：称号 省级示范，认定日 2023年1月1日
    立案查处 X：级别 市级，立案日 2022年6月1日
  已知 2022年 数据：地方综合贡献额 900万
  已知 2023年 数据：地方综合贡献额 900万
  应得 S 暂停奖励
  应得 2023年 T 20万元

案例 "a person is not suspended"
  已知 个人
    纠纷调解 M：非 公职调解员，调解日 2022年3月1日
    立案查处 X：级别 市级，立案日 2022年6月1日
  应得 M 300元

案例 "a person with a firm is"
  已知 个人、企业
    纠纷调解 M：非 公职调解员，调解日 2022年3月1日
    立案查处 X：级别 市级，立案日 2022年6月1日
  已知 2022年 数据：地方综合贡献额 900万
  应得 M 暂停奖励

案例 "whether a case was opened must be known"
  已知 企业：在本市，独立法人，账册健全，正常经营
    企业称号 T：称号 市级示范，认定日 2022年3月1日
    立案查处 未知
  已知 2022年 数据：地方综合贡献额 900万
  应得 T 待定，缺 sanction
  应得 合计 介于 0元 至 5万元
