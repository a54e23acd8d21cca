# Cases of foshan_2020. Every figure was worked out by hand from the document and the recorded readings.
# The day before and after each border, each side of each sum, and each rule once binding and once not.

案例集 foshan_2020

# ---- the window: 2020-04-20 to 2022-12-31, both days included

案例 "印发前一日的事项不在有效期内" "an event on the day before the plan was issued is outside"
  已知 社会组织
    地理标志商标 orchid：注册日 2020年4月19日
  应得 orchid 不在有效期内
  应得 合计 0元

案例 "印发当日的事项计入" "an event on the day of issue counts"
  已知 社会组织
    地理标志商标 orchid：注册日 2020年4月20日
  应得 2020年 orchid 20万元
  应得 2020年 合计 20万元

案例 "工程最后一日的事项计入" "an event on the last day of the programme counts"
  已知 社会组织
    地理标志商标 orchid：注册日 2022年12月31日
  应得 2022年 orchid 20万元
  应得 orchid 奖励

案例 "工程结束次日的事项不在有效期内" "an event on the day after the programme is outside"
  已知 社会组织
    地理标志商标 orchid：注册日 2023年1月1日
  应得 orchid 不在有效期内
  应得 合计 0元

案例 "有截至日的，其后的事项暂不结算" "with an as-of date, a later event is not settled yet"
  已知 社会组织
    地理标志商标 orchid：注册日 2021年5月4日
  已知 截至 2021年5月3日
  应得 orchid 不在有效期内
  应得 合计 0元

# ---- articles 2.1.1 and 2.1.2: listed units

案例 "入录单位按其他文件扶持，另有追加奖励待核定" "who enters the list is supported under other documents, and open to an extra reward"
  已知 企业
    培优名录 Y：名录年度 "2021"，列入日 2021年3月1日，移出日 空缺
  应得 Y（2.1.1.培优名录） 按其他文件执行
  应得 Y（2.1.2.培优名录） 按其他文件执行
  应得 2022年 Y（3.3.培优名录.在录） 待核定
  应得 合计 0元
  应得 合计 不低于 0元

案例 "印发前入录的，不适用第2.1.1条、第2.1.2条" "who entered the list before the plan is not looked at under the two articles"
  已知 企业
    培优名录 Y：名录年度 "2020"，列入日 2020年4月19日，移出日 空缺
  应得 Y（2.1.1.培优名录） 不在有效期内
  应得 Y（2.1.2.培优名录） 不在有效期内

# ---- article 2.1.4: alliances

案例 "国家级备案的知识产权联盟奖励10万元" "an alliance recorded by the state is paid 100,000"
  已知 社会组织
    知识产权联盟 K：级别 国家级，备案日 2021年3月1日
  应得 2021年 K 10万元
  应得 K 奖励

案例 "省级备案的知识产权联盟不奖励" "an alliance recorded by the province is not paid"
  已知 社会组织
    知识产权联盟 K：级别 省级，备案日 2021年3月1日
  应得 K 不符合条件，因 级别
  应得 合计 0元

案例 "企业申报的知识产权联盟，不论是否入录均奖励" "an alliance that a firm applies for is paid, on the list of cultivated units or not"
  已知 企业
    知识产权联盟 K：级别 国家级，备案日 2021年3月1日
  应得 K 10万元

案例 "联盟再次备案只奖励一次，另一联盟另行奖励" "an alliance that is recorded again is paid once, another alliance beside it"
  已知 社会组织
    知识产权联盟 K1：联盟 "K"，级别 国家级，备案日 2020年5月1日
    知识产权联盟 K2：联盟 "K"，级别 国家级，备案日 2022年5月1日
    知识产权联盟 M：级别 国家级，备案日 2022年5月1日
  应得 2020年 K1 10万元
  应得 2022年 K2 此前已兑现
  应得 2022年 M 10万元
  应得 合计 20万元

案例 "以前结算已奖励的知识产权联盟不再奖励" "an alliance that an earlier run paid is not paid again"
  已知 社会组织
    知识产权联盟 K：级别 国家级，备案日 2022年5月1日
  已知 2021年 已兑现 2.1.4.知识产权联盟.备案 K 10万元
  应得 K 此前已兑现
  应得 2022年 合计 0元

案例 "联盟备案级别未写明的，待定" "who recorded the alliance must be known"
  已知 社会组织
    知识产权联盟 K：备案日 2021年3月1日
  应得 K 待定，缺 级别
  应得 合计 介于 0元 至 10万元

# ---- article 2.1.5: quality awards

案例 "国家级质量奖" "the quality award of the state"
  已知 企业
    质量奖 Q：级别 国家级，获奖年度 "2021"，获奖日 2021年9月16日
  应得 2021年 Q 200万元
  应得 2021年 合计 200万元

案例 "省级质量奖" "the quality award of the province"
  已知 事业单位
    质量奖 Q：级别 省级，获奖年度 "2021"，获奖日 2021年9月16日
  应得 2021年 合计 100万元

案例 "市级质量奖金额与省级相同" "the quality award of the city brings the same sum"
  已知 企业
    质量奖 Q：级别 市级，获奖年度 "2021"，获奖日 2021年9月16日
  应得 2021年 合计 100万元

案例 "同年获省级、市级质量奖，均予奖励" "the awards of province and city in one year are both paid"
  已知 企业
    质量奖 P：级别 省级，获奖年度 "2021"，获奖日 2021年5月10日
    质量奖 C：级别 市级，获奖年度 "2021"，获奖日 2021年9月16日
  应得 P 100万元
  应得 C 100万元
  应得 2021年 合计 200万元

案例 "三级质量奖均予奖励，各计入当年" "all three awards are paid, each in its year"
  已知 企业
    质量奖 C：级别 市级，获奖年度 "2020"，获奖日 2020年9月16日
    质量奖 P：级别 省级，获奖年度 "2021"，获奖日 2021年5月10日
    质量奖 N：级别 国家级，获奖年度 "2022"，获奖日 2022年9月16日
  应得 2020年 合计 100万元
  应得 2021年 合计 100万元
  应得 2022年 合计 200万元
  应得 合计 400万元

案例 "市级质量奖再次获奖，再次奖励" "the award of the city won a second time is paid again"
  已知 企业
    质量奖 A：级别 市级，获奖年度 "2020"，获奖日 2020年9月16日
    质量奖 B：级别 市级，获奖年度 "2022"，获奖日 2022年9月16日
  应得 A 100万元
  应得 B 100万元
  应得 合计 200万元

案例 "县级质量奖未列明，不奖励" "the quality award of a district is not in the list"
  已知 企业
    质量奖 Q：级别 县级，获奖年度 "2021"，获奖日 2021年9月16日
  应得 Q 不符合条件，因 级别
  应得 合计 0元

案例 "社会组织的质量奖不奖励" "the quality award of an association is not paid"
  已知 社会组织
    质量奖 Q：级别 国家级，获奖年度 "2021"，获奖日 2021年9月16日
  应得 Q 不符合条件，因 企事业单位
  应得 合计 0元

案例 "印发前的质量奖不在有效期内" "a quality award before the plan is outside"
  已知 企业
    质量奖 Q：级别 国家级，获奖年度 "2018"，获奖日 2018年11月2日
  应得 Q 不在有效期内

案例 "同一年度的同一质量奖只奖励一次，另一年度另行奖励" "one award of one year is paid once, and that of another year again"
  已知 企业
    质量奖 Q：级别 省级，获奖年度 "2020"，获奖日 2020年6月16日
    质量奖 R：级别 省级，获奖年度 "2020"，获奖日 2021年6月16日
    质量奖 S：级别 省级，获奖年度 "2022"，获奖日 2022年6月16日
  应得 Q 100万元
  应得 R 此前已兑现
  应得 S 100万元

案例 "质量奖级别未写明的待定，最多为国家级金额" "whose quality award it is must be known: at most that of the state"
  已知 企业
    质量奖 Q：获奖年度 "2021"，获奖日 2021年9月16日
  应得 Q 待定，缺 级别
  应得 合计 介于 0元 至 200万元

# ---- article 2.1.5: marks

案例 "首次认定的驰名商标每件奖励30万元" "each mark that is recognised for the first time is paid 300,000"
  已知 企业
    驰名商标 A：首次认定，认定日 2020年6月1日
    驰名商标 B：首次认定，认定日 2020年7月1日
  应得 A 30万元
  应得 B 30万元
  应得 2020年 合计 60万元

案例 "此前已认定过的驰名商标不奖励" "a mark that was recognised before is not paid"
  已知 企业
    驰名商标 A：非 首次认定，认定日 2020年6月1日
  应得 A 不符合条件，因 首次认定
  应得 合计 0元

案例 "工程期内再次认定的驰名商标只奖励一次" "a mark that is recognised again in the programme is paid once"
  已知 企业
    驰名商标 A1：商标 "A"，首次认定，认定日 2020年6月1日
    驰名商标 A2：商标 "A"，非 首次认定，认定日 2022年6月1日
  应得 A1 30万元
  应得 A2 不符合条件，因 新认定
  应得 合计 30万元

案例 "已奖励过的驰名商标不再奖励" "a mark that was paid for is not paid again"
  已知 企业
    驰名商标 A：首次认定，认定日 2022年6月1日
  已知 2021年 已兑现 2.1.5.驰名商标.新认定 A 30万元
  应得 A 不符合条件，因 新认定
  应得 2022年 合计 0元

案例 "是否首次认定未写明的，待定" "whether it is the first recognition must be known"
  已知 企业
    驰名商标 A：认定日 2020年6月1日
  应得 A 待定，缺 首次认定
  应得 合计 介于 0元 至 30万元

案例 "司法认定的驰名商标不奖励" "recognition by a court brings nothing"
  已知 企业
    司法驰名商标 A：认定日 2020年6月1日
  应得 合计 0元
  应得 合计 介于 0元 至 0元

案例 "地理标志商标每件奖励20万元" "each mark of a geographical indication is paid 200,000"
  已知 社会组织
    地理标志商标 orchid：注册日 2021年2月10日
    地理标志商标 pastry：注册日 2021年3月10日
  应得 orchid 20万元
  应得 pastry 20万元
  应得 2021年 合计 40万元

案例 "仅有地理标志保护产品而无商标的，不奖励" "a product under protection without a mark is not paid"
  已知 社会组织
    地理标志保护产品 orchid：认定日 2021年2月10日
  应得 合计 0元
  应得 合计 介于 0元 至 0元

案例 "同一地理标志商标只奖励一次" "a mark of a geographical indication is paid once"
  已知 社会组织
    地理标志商标 orchid：注册日 2021年2月10日
  已知 2020年 已兑现 2.1.5.地理标志商标.注册 orchid 20万元
  应得 orchid 此前已兑现
  应得 2021年 合计 0元

# ---- article 2.1.6: titles

案例 "国家示范称号" "the national demonstration title"
  已知 企业
    企业称号 T：称号 国家示范，认定日 2021年5月10日
  应得 2021年 合计 50万元
  应得 T 奖励

案例 "国家优势称号" "the national advantage title"
  已知 企业
    企业称号 T：称号 国家优势，认定日 2021年5月10日
  应得 2021年 合计 30万元

案例 "省级示范称号" "the provincial demonstration title"
  已知 企业
    企业称号 T：称号 省级示范，认定日 2021年5月10日
  应得 2021年 合计 20万元

案例 "同年两个称号均予奖励" "two titles of one year are both paid"
  已知 企业
    企业称号 P：称号 省级示范，认定日 2021年3月10日
    企业称号 A：称号 国家优势，认定日 2021年9月10日
  应得 P 20万元
  应得 A 30万元
  应得 2021年 合计 50万元

案例 "三年三个称号均全额奖励" "three titles of three years are all paid in full"
  已知 企业
    企业称号 P：称号 省级示范，认定日 2020年12月31日
    企业称号 A：称号 国家优势，认定日 2021年1月1日
    企业称号 N：称号 国家示范，认定日 2022年12月31日
  应得 2020年 合计 20万元
  应得 2021年 合计 30万元
  应得 2022年 合计 50万元
  应得 合计 100万元

案例 "印发前已有的称号不奖励" "a title held since before the plan brings nothing"
  已知 企业
    企业称号 T：称号 国家示范，认定日 2019年12月10日
  应得 T 不在有效期内
  应得 合计 0元

案例 "复核后重新认定的称号只奖励一次" "a title that is recognised anew after a review is paid once"
  已知 企业
    企业称号 T：称号 国家优势，认定日 2022年5月10日
  已知 2020年 已兑现 2.1.6.企业称号.认定 national_advantage 30万元
  应得 T 此前已兑现
  应得 2022年 合计 0元

案例 "市级称号未列明，不奖励" "a title of the city is not in the list"
  已知 企业
    企业称号 T：称号 市级示范，认定日 2021年5月10日
  应得 T 不符合条件，因 称号
  应得 合计 0元

案例 "省级优势称号未列明，不奖励" "the advantage title of the province is not in the list"
  已知 企业
    企业称号 T：称号 省级优势，认定日 2021年5月10日
  应得 T 不符合条件，因 称号

案例 "事业单位的称号不奖励" "the title of an institution is not paid"
  已知 事业单位
    企业称号 T：称号 国家示范，认定日 2021年5月10日
  应得 T 不符合条件，因 企业
  应得 合计 0元

案例 "称号未写明的待定，最多为最高一级金额" "which title it is must be known: at most the highest"
  已知 企业
    企业称号 T：认定日 2021年5月10日
  应得 T 待定，缺 称号
  应得 合计 介于 0元 至 50万元

# ---- article 2.1.7: leaders of a sub-sector

案例 "新认定的细分龙头奖励20万元" "a new leader of a sub-sector is paid 200,000"
  已知 企业
    细分龙头 L：认定日 2021年5月10日
  应得 2021年 L 20万元

案例 "印发前已是细分龙头的，不属新认定" "a leader that was one before the plan is not newly recognised"
  已知 企业
    细分龙头 L：行业 "valves"，认定日 2018年5月10日
    细分龙头 M：行业 "valves"，认定日 2021年5月10日
  应得 M 不符合条件，因 新认定
  应得 合计 0元

案例 "两个行业的细分龙头只奖励一次" "a leader of two sub-sectors is paid once"
  已知 企业
    细分龙头 L1：认定日 2020年5月10日
    细分龙头 L2：认定日 2022年5月10日
  应得 L1 20万元
  应得 L2 此前已兑现
  应得 合计 20万元

案例 "以前结算已按另一行业奖励的细分龙头，不再奖励" "a leader that an earlier run paid in another sub-sector is not paid again"
  已知 企业
    细分龙头 L2：认定日 2022年5月10日
  已知 2020年 已兑现 2.1.7.细分龙头.新认定 L1 20万元
  应得 L2 此前已兑现

案例 "细分龙头非企业的，不奖励" "a leader that is no company is not paid"
  已知 事业单位
    细分龙头 L：认定日 2021年5月10日
  应得 L 不符合条件，因 企业

# ---- article 2.2.2: assignments and licences

案例 "专利交易买方按实付金额的5%奖励" "a buyer is paid 5% of what was paid"
  已知 企业
    专利交易 D：交易身份 买方，金额 100万，支付日 2021年5月10日
  应得 2021年 D 5万元

案例 "按5%计算，四舍五入至分" "5% is rounded half up to the fen"
  已知 企业
    专利交易 A：交易身份 买方，金额 100.1，支付日 2021年5月10日
    专利交易 B：交易身份 买方，金额 100.09，支付日 2021年5月11日
  应得 A 5.01元
  应得 B 5元

案例 "专利交易卖方不奖励" "a seller is not paid"
  已知 企业
    专利交易 D：交易身份 卖方，金额 100万，支付日 2021年5月10日
  应得 D 不符合条件，因 交易身份
  应得 合计 0元

案例 "专利交易中介不奖励" "a broker is not paid"
  已知 服务机构
    专利交易 D：交易身份 中介，金额 100万，支付日 2021年5月10日
  应得 D 不符合条件，因 交易身份

案例 "关联方之间的专利交易同样奖励" "a deal with a related party is paid like any other"
  已知 企业
    专利交易 D：交易身份 买方，金额 100万，关联方，支付日 2021年5月10日
  应得 D 5万元

案例 "交易额2000万元，恰为年度最高额" "a deal of 20,000,000 brings the yearly cap exactly"
  已知 企业
    专利交易 D：交易身份 买方，金额 2000万，支付日 2021年5月10日
  应得 D 100万元
  应得 D 奖励

案例 "交易额略超2000万元，核减至年度最高额" "a deal a little above 20,000,000 is cut to the yearly cap"
  已知 企业
    专利交易 D：交易身份 买方，金额 20000000.2，支付日 2021年5月10日
  应得 D 100万元
  应得 D 核减，因 最高限额（第2.2.2条）

案例 "两笔交易，在后一笔只得最高额所余" "the later of two deals gets what the cap leaves"
  已知 企业
    专利交易 A：交易身份 买方，金额 1200万，支付日 2021年3月10日
    专利交易 B：交易身份 买方，金额 1000万，支付日 2021年5月10日
  应得 A 60万元
  应得 B 40万元
  应得 B 核减，因 最高限额（第2.2.2条）
  应得 2021年 合计 100万元

案例 "同一许可的提成，两年分别适用最高额" "royalties of one licence fill the caps of two years"
  已知 个人
    专利交易 A：合同号 "X"，交易年度 "2021"，交易身份 买方，金额 2400万，支付日 2021年12月31日
    专利交易 B：合同号 "X"，交易年度 "2022"，交易身份 买方，金额 1800万，支付日 2022年1月1日
  应得 2021年 A 100万元
  应得 A 核减，因 最高限额（第2.2.2条）
  应得 2022年 B 90万元
  应得 B 奖励

案例 "当年已兑现的金额占用最高额" "what was paid earlier in the year is charged to the cap"
  已知 企业
    专利交易 B：交易身份 买方，金额 1000万，支付日 2021年5月10日
  已知 2021年 已兑现 2.2.2.专利交易.支付 A 70万元
  应得 B 30万元
  应得 2021年 合计 30万元

案例 "其他年度已兑现的金额不占用最高额" "what was paid in another year is not charged to the cap"
  已知 企业
    专利交易 B：交易身份 买方，金额 1000万，支付日 2021年5月10日
  已知 2020年 已兑现 2.2.2.专利交易.支付 A 70万元
  应得 B 50万元
  应得 B 奖励

案例 "园区的专利交易与其他单位同样奖励" "a deal of a park is paid, as that of any body"
  已知 园区
    专利交易 D：交易身份 买方，金额 100万，支付日 2021年5月10日
  应得 D 5万元

案例 "县区的专利交易不奖励" "a deal of a county is not paid"
  已知 县区
    专利交易 D：交易身份 买方，金额 100万，支付日 2021年5月10日
  应得 D 不符合条件，因 单位

案例 "交易金额未写明的待定，最多为最高额" "a deal whose sum is not stated is worth at most the cap"
  已知 企业
    专利交易 D：交易身份 买方，支付日 2021年5月10日
  应得 D 待定，缺 金额
  应得 合计 介于 0元 至 100万元

案例 "在先交易金额未写明，合计至少为在后交易单独应得" "a deal whose sum is not stated takes of the cap before a later one: at least what the later one brings alone"
  已知 企业
    专利交易 A：交易身份 买方，支付日 2021年3月10日
    专利交易 B：交易身份 买方，金额 1000万，支付日 2021年5月10日
  应得 A 待定，缺 金额
  应得 合计 50万元
  应得 合计 介于 50万元 至 100万元

案例 "是否买方未写明的，待定" "whether one bought must be known"
  已知 企业
    专利交易 D：金额 100万，支付日 2021年5月10日
  应得 D 待定，缺 交易身份
  应得 合计 介于 0元 至 5万元

# ---- article 2.2.3: pledge loans

案例 "质押贷款按其他文件补偿" "a pledge loan is compensated under another document"
  已知 企业
    质押贷款 L1：本金 200万，放款日 2021年5月1日
  应得 L1 按其他文件执行
  应得 合计 0元

案例 "印发前的质押贷款不在有效期内" "a pledge loan before the plan is not looked at"
  已知 企业
    质押贷款 L1：本金 200万，放款日 2020年4月19日
  应得 L1 不在有效期内

# ---- article 2.2.5: insurance

案例 "专利保险按保费的50%奖励" "half of the premium of patent insurance"
  已知 企业
    知识产权保险 P：权项 专利权，保费 2.5万，购买日 2021年2月1日
  应得 2021年 P 1.25万元

案例 "保费的50%四舍五入至分" "half of the premium is rounded half up to the fen"
  已知 企业
    知识产权保险 P：权项 专利权，保费 0.01，购买日 2021年2月1日
  应得 P 0.01元

案例 "商标保险不奖励" "insurance of a mark is not paid"
  已知 企业
    知识产权保险 P：权项 商标权，保费 2.5万，购买日 2021年2月1日
  应得 P 不符合条件，因 权项
  应得 合计 0元

案例 "个人的保险不奖励" "insurance of a person is not paid"
  已知 个人
    知识产权保险 P：权项 专利权，保费 2.5万，购买日 2021年2月1日
  应得 P 不符合条件，因 单位

案例 "保费60万元，恰为年度最高额" "a premium of 600,000 brings the yearly cap exactly"
  已知 事业单位
    知识产权保险 P：权项 专利权，保费 60万，购买日 2021年2月1日
  应得 P 30万元
  应得 P 奖励

案例 "保费略超60万元，核减至年度最高额" "a premium a little above 600,000 is cut to the yearly cap"
  已知 事业单位
    知识产权保险 P：权项 专利权，保费 600000.02，购买日 2021年2月1日
  应得 P 30万元
  应得 P 核减，因 最高限额（第2.2.5条）

案例 "保费年度最高额按当年全部合同合并适用" "the yearly cap on premiums binds over all contracts of the year"
  已知 社会组织
    知识产权保险 A：权项 专利权，保费 50万，购买日 2021年12月30日
    知识产权保险 B：权项 专利权，保费 20万，购买日 2021年12月31日
    知识产权保险 C：权项 专利权，保费 20万，购买日 2022年1月1日
  应得 A 25万元
  应得 B 5万元
  应得 B 核减，因 最高限额（第2.2.5条）
  应得 2021年 合计 30万元
  应得 2022年 C 10万元

案例 "专利交易与保费的最高额分别计算" "the caps on deals and on premiums are filled apart"
  已知 企业
    专利交易 D：交易身份 买方，金额 3000万，支付日 2021年5月10日
    知识产权保险 P：权项 专利权，保费 80万，购买日 2021年2月1日
  应得 D 100万元
  应得 P 30万元
  应得 2021年 合计 130万元

# ---- article 2.3.3: patent prizes

案例 "中国专利奖金奖、银奖、优秀奖按固定金额奖励" "gold, silver and excellence of the state are fixed sums"
  已知 企业
    专利奖 G：专利 "ZL1"，级别 国家级，奖级 金奖，获奖日 2021年7月10日
    专利奖 S：专利 "ZL2"，级别 国家级，奖级 银奖，获奖日 2021年7月10日
    专利奖 E：专利 "ZL3"，级别 国家级，奖级 优秀奖，获奖日 2021年7月10日
  应得 G（中国专利奖） 50万元
  应得 S（中国专利奖） 30万元
  应得 E（中国专利奖） 20万元
  应得 2021年 合计 100万元

案例 "广东省专利奖金奖、银奖、优秀奖为最高额，待核定" "gold, silver and excellence of the province are ceilings"
  已知 企业
    专利奖 G：专利 "ZL1"，级别 省级，奖级 金奖，获奖日 2021年7月10日
    专利奖 S：专利 "ZL2"，级别 省级，奖级 银奖，获奖日 2021年7月10日
    专利奖 E：专利 "ZL3"，级别 省级，奖级 优秀奖，获奖日 2021年7月10日
  应得 G（广东省专利奖） 待核定
  应得 S（广东省专利奖） 待核定
  应得 E（广东省专利奖） 待核定
  应得 合计 0元
  应得 合计 介于 0元 至 60万元

案例 "广东省专利奖按核定金额奖励，不超过各奖级最高额" "what the bureau set for prizes of the province is paid, each up to its ceiling"
  已知 企业
    专利奖 G：专利 "ZL1"，级别 省级，奖级 金奖，获奖日 2021年7月10日
    专利奖 S：专利 "ZL2"，级别 省级，奖级 银奖，获奖日 2021年7月10日
    专利奖 E：专利 "ZL3"，级别 省级，奖级 优秀奖，获奖日 2021年7月10日
  已知 核定 广东省专利奖 G 30万元
  已知 核定 广东省专利奖 S 15万元
  已知 核定 广东省专利奖 E 100000.01元
  应得 G（广东省专利奖） 30万元
  应得 S（广东省专利奖） 15万元
  应得 E（广东省专利奖） 10万元
  应得 2021年 合计 55万元
  应得 合计 介于 55万元 至 55万元

案例 "同一专利获省级、国家级专利奖，均予奖励" "one patent with the prize of the province and of the state is paid for both"
  已知 个人
    专利奖 P：专利 "ZL1"，级别 省级，奖级 金奖，获奖日 2021年3月10日
    专利奖 N：专利 "ZL1"，级别 国家级，奖级 银奖，获奖日 2021年7月10日
  已知 核定 广东省专利奖 P 30万元
  应得 P（广东省专利奖） 30万元
  应得 N（中国专利奖） 30万元
  应得 2021年 合计 60万元

案例 "同一奖项再次列入只奖励一次，更高奖项另行奖励" "a prize that is listed for a second day is paid once, and a better one beside it"
  已知 个人
    专利奖 A：专利 "ZL1"，级别 国家级，奖级 优秀奖，获奖日 2021年7月10日
    专利奖 B：专利 "ZL1"，级别 国家级，奖级 优秀奖，获奖日 2022年7月10日
    专利奖 C：专利 "ZL1"，级别 国家级，奖级 金奖，获奖日 2022年7月10日
    专利奖 D：专利 "ZL2"，级别 省级，奖级 金奖，获奖日 2021年7月10日
    专利奖 E：专利 "ZL2"，级别 省级，奖级 金奖，获奖日 2022年7月10日
  已知 核定 广东省专利奖 D 10万元
  应得 A（中国专利奖） 20万元
  应得 B（中国专利奖） 此前已兑现
  应得 C（中国专利奖） 50万元
  应得 D（广东省专利奖） 10万元
  应得 E（广东省专利奖） 此前已兑现

案例 "外观设计奖的奖级相同" "a prize for a design is of the same grade"
  已知 企业
    专利奖 G：专利 "ZL1"，级别 国家级，外观设计奖，奖级 金奖，获奖日 2021年7月10日
  应得 G（中国专利奖） 50万元

案例 "市级专利奖未列明，不奖励" "a prize of the city is not in the list"
  已知 企业
    专利奖 M：专利 "ZL1"，级别 市级，奖级 金奖，获奖日 2021年5月10日
  应得 M（中国专利奖） 不符合条件，因 级别
  应得 M（广东省专利奖） 不符合条件，因 级别
  应得 合计 0元

案例 "方案未列明的奖级不奖励" "a grade that the plan does not name is not paid"
  已知 企业
    专利奖 M：专利 "ZL1"，级别 国家级，奖级 一等奖，获奖日 2021年5月10日
    专利奖 F：专利 "ZL1"，级别 省级，奖级 特等奖，获奖日 2021年5月10日
  应得 M（中国专利奖） 不符合条件，因 奖级
  应得 F（广东省专利奖） 不符合条件，因 奖级
  应得 合计 0元

案例 "印发前的专利奖不在有效期内" "a prize before the plan is outside"
  已知 企业
    专利奖 G：专利 "ZL1"，级别 国家级，奖级 金奖，获奖日 2019年7月10日
  应得 G（中国专利奖） 不在有效期内

# ---- article 2.3.4: service brands

案例 "总公司在本市的服务机构获服务品牌，奖励20万元" "an agency with its head office here that wins the brand is paid 200,000"
  已知 服务机构：在本市
    服务品牌 B：机构地位 总公司，认定日 2021年2月1日
  应得 2021年 B 20万元

案例 "服务品牌机构的本市分公司奖励10万元" "the branch of an agency with the brand is paid 100,000"
  已知 分支机构：在本市，总机构 "an agency in Guangzhou"
    服务品牌 B：机构地位 分公司，认定日 2021年2月1日
  应得 2021年 B 10万元

案例 "外地服务机构不奖励" "an agency from elsewhere is not paid"
  已知 服务机构：非 在本市
    服务品牌 B：机构地位 总公司，认定日 2021年2月1日
  应得 B 不符合条件，因 在本市
  应得 合计 0元

案例 "外地分公司不奖励" "a branch elsewhere is not paid"
  已知 分支机构：非 在本市
    服务品牌 B：机构地位 分公司，认定日 2021年2月1日
  应得 B 不符合条件，因 在本市

案例 "同一服务品牌只奖励一次" "a brand is paid once"
  已知 服务机构：在本市
    服务品牌 B：机构地位 总公司，认定日 2022年2月1日
  已知 2020年 已兑现 2.3.4.服务品牌.认定 main_seat 20万元
  应得 B 此前已兑现
  应得 2022年 合计 0元

案例 "企业不属服务机构的，服务品牌不奖励" "a firm that is no agency is not paid for a brand"
  已知 企业：在本市
    服务品牌 B：机构地位 总公司，认定日 2021年2月1日
  应得 B 不符合条件，因 服务机构

案例 "服务机构是否在本市未写明的，待定" "whether an agency sits here must be known"
  已知 服务机构
    服务品牌 B：机构地位 总公司，认定日 2021年2月1日
  应得 B 待定，缺 在本市
  应得 合计 介于 0元 至 20万元

# ---- article 3.3: extra rewards

案例 "追加奖励按核定金额，以工程最后一日为准" "the extra reward is what the bureau sets, of the last day of the programme"
  已知 企业
    培优名录 Y：名录年度 "2021"，列入日 2021年3月1日，移出日 空缺
  已知 核定 3.3.培优名录.在录 Y 75万元
  应得 2022年 Y（3.3.培优名录.在录） 待核定
  应得 2022年 Y（3.3.培优名录.在录） 75万元
  应得 2021年 合计 0元
  应得 合计 75万元
  应得 合计 介于 75万元 至 75万元

案例 "工程结束前不予兑现，不论是否已核定" "before the programme has ended nothing is due, whatever was approved"
  已知 企业
    培优名录 Y：名录年度 "2021"，列入日 2021年3月1日，移出日 空缺
  已知 核定 3.3.培优名录.在录 Y 75万元
  已知 截至 2022年12月30日
  应得 合计 0元

案例 "已移出名录的单位无追加奖励" "a unit that was struck off the list has no extra reward"
  已知 事业单位
    培优名录 Y：名录年度 "2020"，列入日 2020年6月1日，移出日 2020年12月1日
  已知 核定 3.3.培优名录.在录 Y 20万元
  已知 截至 2022年12月31日
  应得 Y（3.3.培优名录.在录） 不符合条件，因 在录
  应得 合计 介于 0元 至 0元

案例 "两个年度入录的单位只奖励一次，就高取额" "a unit that is listed for two years is rewarded once, with the higher sum"
  已知 企业
    培优名录 A：名录年度 "2020"，列入日 2020年6月1日，移出日 空缺
    培优名录 B：名录年度 "2022"，列入日 2022年6月1日，移出日 空缺
  已知 核定 3.3.培优名录.在录 A 100元
  已知 核定 3.3.培优名录.在录 B 40万元
  应得 2022年 A（3.3.培优名录.在录） 就高未取，因 B
  应得 2022年 B（3.3.培优名录.在录） 40万元
  应得 合计 40万元

案例 "以前结算已得追加奖励的单位，不再奖励" "a unit that was rewarded under an earlier run has nothing open"
  已知 企业
    培优名录 B：名录年度 "2022"，列入日 2022年6月1日，移出日 空缺
  已知 2022年 已兑现 3.3.培优名录.在录 "2022" 40万元
  已知 核定 3.3.培优名录.在录 B 40万元
  应得 B（3.3.培优名录.在录） 此前已兑现
  应得 合计 介于 0元 至 0元

案例 "施行前已移出名录的单位无追加奖励" "a unit that left the list before the plan has no extra reward"
  已知 企业
    培优名录 Y：名录年度 "2019"，列入日 2019年6月1日，移出日 2020年4月20日
  应得 Y（3.3.培优名录.在录） 不符合条件，因 在录
  应得 合计 介于 0元 至 0元

案例 "个人无追加奖励" "a person has no extra reward"
  已知 个人
    培优名录 Y：名录年度 "2021"，列入日 2021年3月1日，移出日 空缺
  应得 Y（3.3.培优名录.在录） 不符合条件，因 单位
  应得 合计 介于 0元 至 0元

# ---- several articles at once

案例 "企业同获称号、专利奖、专利交易、保险和质量奖奖励" "a firm with a title, a prize, a bought patent, insurance and a quality award"
  已知 企业
    企业称号 T：称号 国家优势，认定日 2021年1月15日
    专利奖 N：专利 "ZL1"，级别 国家级，奖级 优秀奖，获奖日 2021年7月10日
    专利交易 D：交易身份 买方，金额 50万，支付日 2021年5月10日
    知识产权保险 P：权项 专利权，保费 3万，购买日 2021年2月1日
    质量奖 Q：级别 市级，获奖年度 "2021"，获奖日 2021年9月16日
  应得 T 30万元
  应得 N（中国专利奖） 20万元
  应得 D 2.5万元
  应得 P 1.5万元
  应得 Q 100万元
  应得 2021年 合计 154万元
  应得 合计 154万元
