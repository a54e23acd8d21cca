政策 one_day "Recovery, an example"
  自 2010年1月1日 起施行，有效期至 2030年12月31日
  语言版本 4
  使用词汇 rec_words

第7条 "Aid"
  对 发明 核准 的 企业，按 数额 奖励
    简称 aid
    不设上限
  对 发明 失效 的，追回 已拨付资金 的 60%
    简称 misuse
    加收 10%
  对 发明 终止 的，追回 已拨付资金
    简称 breach
    单项不超过 3000元

案例 "two recoveries of one day take a payment one after another"
  已知 企业
    发明 P1：核准日 空缺，失效日 2025年6月1日，终止日 2025年6月1日
  已知 2024年5月1日 已兑现 aid P1 5000元
  应退回 5300元

案例 "the limit of the second leaves a part"
  已知 企业
    发明 P1：核准日 空缺，失效日 2025年6月1日，终止日 2025年6月1日
  已知 2024年5月1日 已兑现 aid P1 1万元
  应退回 9600元
