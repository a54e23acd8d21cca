vocabulary rec_words "Words of recoveries" "追回示例词汇"
  language 4

applicant firm "企业"

record invention "发明"
  key number "编号"
  event granted "核准" on granted_on "核准日"
  event expired "失效" on expired_on "失效日"
  event ended "终止" on ended_on "终止日"
  number text
  project "项目" text
  reduction "扣减比例" percent
  entitlement "应享金额" money, may be below 0
  lead "牵头单位" text
  amount "数额" money
