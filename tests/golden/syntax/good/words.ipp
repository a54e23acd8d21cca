vocabulary made "Every declaration"
  use base

applicant enterprise "企业" "a company" includes small_enterprise, agency
class unit "单位" is enterprise, institution
level national "国家级" > provincial "省级" > municipal
choice right "类型" invention "发明" · utility_model · design
choice title
  national_demonstration "国家示范" · national_advantage "国家优势"
  provincial_demonstration "省级示范"   # beside a member
series lpr_1y "一年期LPR" percent, monthly
series central_parity CNY per currency, daily

applicant fields
  established_on "成立日" date fixed · located_here yes/no dated "here"
  in_business "营业" since business_started_on "起始日"
  main_industry "主业" dated is one of wood "木", other
  branded means has at least 1 service_brand new
figures per year
  filings "申请量" count, 0 before established_on

record patent "专利" "a right" plural patents
  key number "专利号", year
  matter patent
  event filed "申请" on filed_on "申请日" · event granted on granted_on default
  state valid "有效" from granted_on until lapsed_on "失效日"
  official_fees money · result money, may be below 0 · rights list of text · owner applicant fixed
record invention_patent is patent with right invention, domestic yes
