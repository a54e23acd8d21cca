政策 from_lead "Recovery, an example"
  自 2010年1月1日 起施行，有效期至 2030年12月31日
  语言版本 4
  使用词汇 rec_words

第7条 "Aid"
  对 发明 核准 的 企业，按 数额 奖励
    简称 aid
    不设上限
  对 发明 终止 的，向 牵头单位 追回 已拨付资金 的 25%

案例 "22: the lead pays"
  已知 企业
    发明 P1：牵头单位 "Other"，终止日 2025年2月1日，核准日 空缺
  已知 2024年5月1日 已兑现 aid P1 1.2万元
  应退回 0元

案例 "22: the applicant is the lead"
  已知 企业
    发明 P1：牵头单位 "applicant"，终止日 2025年2月1日，核准日 空缺
  已知 2024年5月1日 已兑现 aid P1 1.2万元
  应退回 3000元

案例 "22: two applicants, the lead pays for both"
  已知 "Lead" 为 企业
    没有 发明
  已知 "Partner" 为 企业
    发明 P1：牵头单位 "Lead"，终止日 2025年2月1日，核准日 空缺
    已知 2024年5月1日 已兑现 aid P1 1.2万元
  "Lead" 应退回 3000元
  "Lead" 净得 负 3000元
  "Partner" 应退回 0元
