article 1
  award 1% of amount to enterprise when technology_contract recorded
    nothing below 500 per enterprise per year
    at least
  award by level when patent_prize won
    national: 20000
    at least 5000
    nothing below
  round half up to 100 per enterprise per year
  round up to 100 per enterprise per year
  nothing below per enterprise per year
  每个 企业 每年 金额 四舍五入 至 100
  每个 企业 每年 合计不足 500元
  对 专利 授权 的，奖励 2万元
    单项不足 500元
