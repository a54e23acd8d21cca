政策 sums_example "以奖励为基数的奖励示例" "Awards on awards, an example"
  文号 "Example 9"
  自 2022年1月1日 起施行，有效期至 2026年12月31日
  使用词汇 ip
  语言版本 4

第1条 "费用" "Fees"
  对 专利 进入实审 的 企业，按 官方费用 的 50% 奖励，最高不超过 2000元
    简称 fees "缴费补助"

第2条 "合同" "Contracts"
  对 专利合同 备案 的 企业，按 金额 的 10% 奖励
    简称 contracts "合同补助"
  每个 企业 每年 最高奖励 5万元

第3条 "专利奖" "Prizes"
  对 专利奖 获奖 的 企业，奖励 2万元
    简称 prizes "获奖奖励"

第4条 "叠加奖" "On top of both"
  每年对 企业，按 第2条 至 第3条 奖励金额 的 10% 奖励
    简称 on_top "叠加奖励"

第5条 "扣减" "Once deducted"
  对 产业化 首次实施 的 企业，奖励 6万 减 合同补助 已奖励金额
    简称 first_product "首次实施奖励"
  对 专利 授权 的 企业，奖励 官方费用 加 代理费 减 第1条 已核准金额
    简称 difference "差额补助"
    单项不超过 5000元

第6条 "总额" "Budget of a firm"
  适用于 全文
    每个 企业 每年 最高奖励 10万元

案例 "a tenth of what both articles pay, after the cap of one of them"
  已知 企业
    专利合同 A：金额 40万，备案日 2023年3月1日
    专利合同 B：金额 30万，备案日 2023年9月1日
    专利奖 Z：专利 "Z"，级别 国家级，奖级 金奖，获奖日 2023年5月1日
  应得 "2023"（叠加奖励） 7000元
  应得 合计 7.7万元

案例 "the cap over everything cuts the bonus, not what it is computed from"
  已知 企业
    专利合同 A：金额 90万，备案日 2023年3月1日
    专利奖 Y：专利 "Y"，级别 国家级，奖级 金奖，获奖日 2023年5月1日
    专利奖 Z：专利 "Z"，级别 国家级，奖级 金奖，获奖日 2023年6月1日
    专利奖 X：专利 "X"，级别 国家级，奖级 金奖，获奖日 2023年7月1日
  应得 "2023"（叠加奖励） 核减，因 最高限额
  应得 合计 10万元

案例 "what contracts paid in the years before is deducted, not what they pay in the same year"
  已知 企业
    专利合同 A：金额 20万，备案日 2022年3月1日
    专利合同 B：金额 10万，备案日 2023年3月1日
    产业化 P：专利 "P"，实施日 2023年6月1日
  应得 P（首次实施奖励） 4万元
  应得 2023年 合计 5.1万元

案例 "the rest after the grant for the same patent, limited before the deduction"
  已知 企业
    专利 P：官方费用 3000，代理费 9000，实审日 2022年3月1日，授权日 2024年3月1日
    专利 Q：官方费用 4000，代理费 0，实审日 2022年3月1日，授权日 2022年9月1日
  应得 P（差额补助） 3500元
  应得 Q（差额补助） 2000元
