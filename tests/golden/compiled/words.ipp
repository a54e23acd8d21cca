vocabulary words "Words of a small town"

applicant enterprise "企业" "a company"
applicant person "个人" "a natural person"

applicant fields
  located_here "在本地" yes/no dated "registered in the town"

record deal "成交" "a licence that was paid for" plural deals
  key contract "合同"
  amount "金额" money
  related_party "关联方" yes/no
  event paid "支付" on paid_on "支付日"

record title "称号" "a title of the town"
  key name "名称"
  level "级别" is one of town_level "镇级", city_level "市级"
  event new "新获" on recognised_on "认定日"

record patent "专利" "one patent" plural patents
  key number "专利号"
  filed_on "申请日" date
  event granted "授权" on granted_on "授权日"
  state valid "有效" from granted_on until lapsed_on "失效日"
