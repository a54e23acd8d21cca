vocabulary town_words "Words of a town"

applicant enterprise "企业" "a company" includes agency
applicant agency "服务机构" "a company that serves others"
applicant person "个人" "a natural person"

applicant fields
  located_here "在本地" yes/no dated "registered in the town"
  head_office "总机构" applicant fixed "of a branch its agency"

figures per year
  local_contribution "地方贡献额" money
  works "作品量" count

level national "国家级" > provincial "省级" > town_level "镇级"

series lpr "贷款利率" percent, monthly

record deal "成交" "a licence that was paid for" plural deals
  key contract "合同"
  amount "金额" money
  related_party "关联方" yes/no
  event paid "支付" on paid_on "支付日"

record patent "专利" "one patent" plural patents
  key number "专利号"
  domestic "国内" yes/no
  official_fees "官方费用" money
  filed_on "申请日" date
  event granted "授权" on granted_on "授权日" once for life
  state valid "有效" from granted_on until lapsed_on "失效日"
  order of days filed_on, granted_on, lapsed_on

record award_won "奖项" "a prize of a patent" plural awards_won
  key number "专利号", level "级别", prize "奖级"
  matter number
  level "级别" level
  prize "奖级" is one of gold "金奖", silver "银奖"
  event won "获奖" on won_on "获奖日"

record title "称号" "a title of the applicant" plural titles
  key name "名称"
  level "级别" level
  event recognised "认定" on recognised_on "认定日" default
  event new "新认定" on recognised_on first

record loan "贷款" "a loan on a patent" plural loans
  key contract "合同"
  principal "本金" money
  event drawn "放款" on drawn_on "放款日"
  event repaid "还清" on repaid_on "还清日" default
  order of days drawn_on, repaid_on

record case "案件" "a grant that an agency obtained" plural cases
  key number "专利号"
  event granted "授权" on granted_on "授权日"
