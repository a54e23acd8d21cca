vocabulary ip "A small part of the words of intellectual property"

applicant enterprise "企业" "a company" includes agency
applicant agency "服务机构"
applicant institution "事业单位"
applicant person "个人"
applicant county "县区"
applicant city "市"

class unit "单位" is enterprise, institution

level national "国家级" > provincial "省级" > municipal "市级" > county_level "县级"

choice title "称号" national_demonstration "国家示范" · national_advantage "国家优势" · municipal_demonstration "市级示范"

series lpr_1y "一年期LPR" percent, monthly
series central_parity "中间价" CNY per currency, daily

applicant fields
  established_on "成立日" date fixed
  located_here "在本市" yes/no dated
  in_business "代理营业" since business_started_on "营业起始日"
  head_office "总机构" applicant fixed
  branded "国家品牌" means has at least 1 service_brand new

figures per year
  filings "专利申请量" count, 0 before established_on
  invention_filings "发明申请量" count, 0 before established_on
  local_contribution "地方综合贡献额" money

record patent "专利" plural patents
  key number "专利号"
  right "专利类型" is one of invention "发明", utility_model "实用新型", design "外观设计"
  domestic "国内" yes/no
  country "授权国" text
  family "同族" text
  claims "权项" list of text
  official_fees "官方费用" money
  fees_paid_on "缴费日" date
  event filed "申请" on filed_on "申请日"
  event granted "授权" on granted_on "授权日" default
  state valid "有效" from granted_on until lapsed_on "失效日"

record invention_patent "发明专利" is patent with right invention

record geo_indication_product "地理标志保护产品"
  key product "产品"
  event new "新认定" on recognised_on "认定日"

record patent_prize "专利奖"
  key patent, level, prize
  matter patent
  patent patent
  level level
  prize "奖级" is one of gold "金奖", silver "银奖", excellence "优秀奖"
  event won "获奖" on won_on "获奖日"

record ip_title "企业称号"
  key title
  matter applicant
  title title
  event new "新认定" on recognised_on "认定日"

record technology_contract "专利合同" plural contracts
  key contract "合同号"
  amount "金额" money
  put_to_use "已实施" yes/no
  related_party "关联方" yes/no
  event recorded "备案" on recorded_on "备案日"

record pledge_loan "质押贷款"
  key loan "贷款"
  principal "本金" money
  actual_rate "实际利率" percent
  drawn_on "放款日" date
  event repaid "还款" on repaid_on "还款日"

record certification "规范认证"
  key standard "规范"
  stage "阶段" is one of initial "初次", recertification "再认证"
  cost "认证费用" money
  event passed "通过" on passed_on "通过日"
  event cycle_completed "周期完成" on cycle_completed_on "周期完成日"

record service_brand "服务品牌"
  key brand "品牌"
  event new "新获" on recognised_on "认定日"

record soft_topic "软课题"
  key project "项目"
  event selected "入选" on selected_on "入选日"

record city_cultivation "城市培育"
  key title
  title title
  state in_progress "培育期间" from begun_on "起日" until ended_on "止日"
