vocabulary velo_words "Words of the aid for bicycles" "购买自行车补助词汇"

applicant person "个人" "a natural person" "自然人"

level national "国家级" > departmental "省级" > municipal "市镇级"

applicant fields
  adult "成年" yes/no dated
  lives_in_france "住所在法国" yes/no dated
  lives_in_grand_poitiers "住所在大普瓦捷" yes/no dated
  disabled "残疾" yes/no dated "a disability that the law recognises, with one of its benefits or cards" "法律认定的残疾，并享有相应待遇或持有相应证件"
  income_per_share "每份收入" money dated "reference income for tax, divided by the shares of the household" "家庭计税参考收入除以家庭份数"

record bicycle "自行车" "one bicycle, or an electric trailer for one" "一辆自行车，或一个电动拖车"
  key mark "标识号"
  kind "车型" is one of ordinary "普通车", cargo "载货车", folding "折叠车", adapted "适残车", electric_trailer "电动拖车"
  electric "电助力" yes/no
  lead_battery "铅酸电池" yes/no
  from_a_professional "由经营者售出" yes/no
  price "价格" money "price with tax, without options" "含税价格，不含选装件"
  event bought "购买" on bought_on "购买日"
record resale "转售" "a bicycle that its buyer gave or sold to somebody else" "购买人转让的自行车"
  key mark "标识号"
  event made "办理" on made_on "转售日"
