vocabulary households "Water, bicycles, homes and families"

applicant resident "居民" "a person who lives in the town"
applicant business "商户" "a customer that is not a household"

applicant fields
  low_income "低收入" yes/no dated

record toilet "马桶" "one toilet" plural toilets
  key serial "机号"
  cost "费用" money
  old_flow "旧水量" number "gallons per flush of the toilet that it replaces"
  bought_on "购买日" date
  event replaced "更换" on replaced_on "更换日"
record lawn "草坪" "one lawn" plural lawns
  key address "地址"
  area "面积" number "square feet"
  cost "费用" money
  event removed "移除" on removed_on "移除日"
record bicycle "电动自行车" "one electric bicycle" plural bicycles
  key frame "车架号"
  price "价格" money
  event bought "购买" on bought_on "购买日"
record adaptation "改造" "one home made accessible" plural adaptations
  key property "房产号"
  cost "费用" money
  built_on "建成日" date
  event completed "完成" on completed_on "完成日"
record retrofit "保温" "one home insulated" plural retrofits
  key property "房产号"
  cost "费用" money
  event completed "完成" on completed_on "完成日"
record birth "出生" "one birth" plural births
  key certificate "证书号"
  babies "婴儿数" count "children born together"
  first_child "头胎" yes/no "no other child lives in the family"
  event registered "登记" on registered_on "登记日"
record funeral "葬礼" "one funeral" plural funerals
  key register_number "登记号"
  age "年龄" count
  claimed_on "申请日" date
  event held "举行" on held_on "举行日"
record removal "搬迁" "one household moved" plural removals
  key contract "合同号"
  costs "费用" money
  children_moved "随迁子女" count
  event made "搬迁" on made_on "搬迁日"
