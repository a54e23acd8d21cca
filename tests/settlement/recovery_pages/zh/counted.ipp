政策 counted "Recovery, an example"
  自 2010年1月1日 起施行，有效期至 2030年12月31日
  语言版本 4
  使用词汇 rec_words

第7条 "Aid"
  对 发明 核准 的 企业，按 数额 奖励
    简称 aid
  每个 企业 最高奖励 1000元
  对 发明 终止 的，追回 已拨付资金 的 60%
    简称 back

案例 "a recovery of an earlier run leaves room, one of this run does not"
  已知 企业
    发明 P1：核准日 空缺，终止日 2024年6月1日，失效日 空缺
    发明 P2：核准日 2024年9月1日，数额 400，终止日 空缺，失效日 空缺
  已知 2023年5月1日 已兑现 aid P1 1000元
  应得 合计 0元
  应退回 600元
