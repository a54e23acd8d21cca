政策 with_interest "Recovery, an example"
  自 2010年1月1日 起施行，有效期至 2030年12月31日
  语言版本 4
  使用词汇 rec_words

第7条 "Aid"
  对 发明 核准 的 企业，按 数额 奖励
    简称 aid
    不设上限
  对 发明 终止 的，追回 已拨付资金
    加收 20%
    自 拨款之日 至 终止日 按 年利率 3% 计息

案例 "11: surcharge and interest of two years"
  已知 企业
    发明 P1：终止日 2026年4月1日，核准日 空缺
  已知 2024年4月1日 已兑现 aid P1 30万元
  应退回 37.8万元
