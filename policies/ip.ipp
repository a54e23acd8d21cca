# The words of intellectual property policies, shared by the policies of every city, so that one facts file can be
# evaluated under all of them. "Here" is the city of the policy.
#
# Fields and events belong to their record. A key word with a label and no line of its own is a text field.
# `level "级别" level` is a field of the name `level` whose type is the declared level.
# A choice is a list of members without order; a level is one from high to low.
# `new` is the first such event of an item; the word beside it (`recognised`, `registered`) is any.
# `once for life` stands where an item cannot have the event again, by the document or by what its number is. Where an item
# may have it again, each day is paid, and the decision names them. A comment above the record says why, with the page and
# the article that pays for it; a record with `new` says by that word what a second time is.

vocabulary ip "Words of intellectual property" "知识产权词汇"

# ---- who

applicant enterprise "企业" "a company" "从事经营活动的公司" includes small_enterprise, agency
applicant small_enterprise "中小微企业" "a small, medium or micro enterprise by the national standard" "按国家划型标准属于中型、小型、微型的企业"
applicant agency "服务机构" "a company that serves others in IP matters" "为他人提供知识产权服务的企业" includes patent_agency,
    operation_agency
applicant patent_agency "代理机构" "a firm licensed to act before the patent office" "取得专利代理执业许可的机构" includes agency_branch
applicant agency_branch "分支机构" "a branch of a licensed patent agency" "取得执业许可的代理机构所设的分支"
applicant operation_agency "运营机构" "a firm that buys, pools, licenses and sells patents" "从事专利收购、组合、许可和转让的企业"
applicant institution "事业单位" "a public institution" "公办的公益服务单位" includes academy
applicant academy "高校院所" "a university or research institute" "高等学校和科研院所"
applicant association "社会组织" "an association, alliance or other body with a membership" "协会、联盟等会员制组织"
applicant person "个人" "a natural person" "自然人" includes farmer
applicant farmer "农户" "a person who farms" "从事农业生产的个人"
applicant county "县区" "a county, county-level city or district, as a government" "县、县级市、区一级政府"
applicant town "镇街" "a town or subdistrict, as a government" "镇政府和街道办事处"
applicant park "园区" "an industrial park or base, as a body" "产业园区或基地，作为一个主体"
applicant city "市" "the city whose policy it is; budget lines and duties only" "制定政策的市，仅用于预算安排和义务"

class unit "单位" "any body but a county and the city; no natural person" "除县区和市以外的各类主体，不含自然人" is enterprise,
    institution, association, town, park
class undertaking "企事业单位" "companies and public institutions" "企业和事业单位" is enterprise, institution
class lower_government "县镇园区" "the payers below the city" "市以下的支付主体" is county, town, park

applicant fields
  established_on "成立日" date fixed
  located_here "在本市" yes/no dated "registered in the city; for a person: living there" "在本市登记注册；个人为在本市居住"
  legal_person "独立法人" yes/no dated
  sound_books "账册健全" yes/no dated
  operating "正常经营" yes/no dated
  small_or_micro "小微企业" yes/no yearly "narrower than small_enterprise: no medium-sized firms" "范围小于中小微企业，不含中型企业"
  main_industry "主业" dated is one of wood_carving "木雕红木", construction "建筑", other_industry "其他行业"
  in_business "代理营业" since business_started_on "营业起始日"
  head_office "总机构" applicant fixed "of a branch its agency, of an agency with branches itself, of all others none" "分支机构填所属代理机构，设有分支的代理机构填自身，其余为空缺"
  branded "国家品牌" means has at least 1 service_brand recognised
  works_here "本地就业" yes/no dated
  runs_business_here "本地创业" yes/no dated
  studies_here "本地求学" yes/no dated
  resident_here "本地户籍" yes/no dated
  in_enterprise_job "企业在职" since joined_enterprise_on "入职日"

figures per year
  filings "专利申请量" count, 0 before established_on
  invention_filings "发明申请量" count, 0 before established_on
  cases_handled "代理量" count, 0 before established_on
  invention_cases "发明代理量" count, 0 before established_on
  works_registered "作品登记量" count
  local_contribution "地方综合贡献额" money
  main_revenue "主营收入" money
  city_science_money "市科技经费" money

# ---- words that several records share

level national "国家级" > provincial "省级" > municipal "市级" > county_level "县级"

choice right "专利类型" invention "发明" · utility_model "实用新型" · design "外观设计"
choice right_kind "权项"
  patent_right "专利权" · trademark_right "商标权" · gi_right "地理标志权" · copyright "版权" · other_right "其他权项"
choice title "称号"
  national_demonstration "国家示范" · national_advantage "国家优势" · national_pilot "国家试点"
  provincial_demonstration "省级示范" · provincial_advantage "省级优势" · municipal_demonstration "市级示范"
  municipal_advantage "市级优势"

series lpr_1y "一年期LPR" percent, monthly
series central_parity "人民币汇率中间价" CNY per currency, daily

# ---- patents

# Filed, examined and granted once: each patent is paid for once (shaoguan_2021 1, 2; qingyuan_2018 5; dongyang_2021 3).
record patent "专利" "one patent in one country, with its several dates" "在一个国家的一件专利，含各环节日期" plural patents
  key number "专利号"
  right "专利类型" right
  domestic "国内" yes/no "granted in China, Hong Kong, Macao and Taiwan included" "在中国授权，含香港、澳门和台湾"
  country "授权国" text "country or region of grant" "授权的国家或地区"
  family "同族" text "the invention behind it, in whichever country" "专利所属的同一发明，不论在哪个国家"
  official_fees "官方费用" money "official fees paid for the grant, with receipts" "为取得授权缴纳的官方费用，须有票据"
  fees_paid_on "缴费日" date
  agency_fee "代理费" money
  event filed "申请" on filed_on "申请日" once for life
  event in_examination "进入实审" on examined_on "实审日" once for life
  event granted "授权" on granted_on "授权日" once for life default
  state valid "有效" from granted_on until lapsed_on "失效日"
  order of days filed_on, examined_on, granted_on, lapsed_on
record invention_patent "发明专利" is patent with right invention
record utility_patent "实用新型专利" is patent with right utility_model

# Again: the fee of a year may be paid in parts (qingyuan_2018 18).
record annual_fee "专利年费"
  key patent, fee_year "缴费年度"
  matter patent, fee_year
  patent "专利" patent
  fee "年费额" money "the sum actually paid" "实际支付的金额"
  domestic_invention "国内发明" yes/no
  years_after_grant "授权后年数" count "0 in the year of grant" "授权当年为0", years from granted_on of patent
      to fee_year
  event paid "支付" on paid_on "支付日"

record patent_portfolio "专利组合"
  key portfolio "组合"
  new_inventions "新增发明" count "in the calendar year of the claim and the one before; a patent is in one portfolio" "申报当年及上一年新增的件数；一件专利只归入一个组合"
  event formed "形成" on formed_on "形成日" default
  event new "新形成" on formed_on first

record industrialisation "产业化"
  key patent
  matter patent
  patent "专利" patent
  product "产品" text
  core "核心支撑" yes/no
  patent_in_force "有效期内" yes/no
  sales "年销售收入" money "of the product in the year chosen for the claim" "该产品在申报所选年度的销售收入"
  event started "实施" on started_on "实施日" default
  event new "首次实施" on started_on first

# Again: a standard may be published anew; the pages pay it `once` (shaoguan_2021 10; qingyuan_2018 11; quanzhou_2021 12).
record technical_standard "技术标准"
  key standard_number "标准号", patent, reached
  matter standard_number
  patent "专利" patent
  reached "标准层级" is one of local_standard "地方标准", industry_standard "行业标准", group_standard "团体标准",
      national_standard "国家标准", international_standard "国际标准"
  from_invention "发明转化" yes/no "grew from a granted invention by way of an enterprise standard" "由已授权发明经企业标准转化而成"
  core_patent "核心专利" yes/no
  reviewed "经评审" yes/no
  leads "主导制定" yes/no
  event adopted "发布" on adopted_on "发布日"

# Registered once: a certificate is of one registration (shaoguan_2021 11 counts them).
record software_copyright "软件著作权"
  key certificate "证书号"
  event registered "登记" on certified_on "发证日" once for life

# ---- marks, geographical indications, copyright

record geo_indication_product "地理标志保护产品"
  key product "产品"
  event recognised "认定" on recognised_on "认定日" default
  event new "新认定" on recognised_on first

record geo_indication_trademark "地理标志商标"
  key mark "商标"
  event registered "注册" on registered_on "注册日" default
  event new "新注册" on registered_on first

# Obtained once under an agreement (shaoguan_2021 3).
record mutual_recognition "互认互保" "international recognition of a product with a geographical indication" "地理标志产品获得国际互认"
  key product "产品", agreement "协定"
  matter product
  event granted "获得" on obtained_on "取得日" once for life

record collective_trademark "集体证明商标" "a collective or a certification mark" "集体商标或证明商标"
  key mark "商标"
  geographical_indication "属地理标志" yes/no
  event registered "注册" on registered_on "注册日" default
  event new "新注册" on registered_on first

# Again: a project may be listed anew after its term (shaoguan_2021 3).
record demonstration_zone "地标示范区" "a project for a national demonstration zone of products with an indication" "国家地理标志产品保护示范区项目"
  key project "项目", level
  matter project
  level "级别" level "who listed the project" "由哪一级列入"
  event listed "列入" on listed_on "列入日"

record well_known_mark "驰名商标" "recognised by the office for marks, not by a court" "由商标主管机关认定，不含法院认定"
  key mark "商标"
  first_recognition "首次认定" yes/no "the mark was never recognised before" "该商标此前从未获认定"
  event recognised "认定" on recognised_on "认定日" default
  event new "新认定" on recognised_on first

# Again: court after court may recognise a mark (dongyang_2021 5).
record judicial_well_known_mark "司法驰名商标"
  key mark "商标"
  event recognised "认定" on recognised_on "认定日"

# Again: one mark may be registered in several classes (dongyang_2021 5).
record foreign_mark "境外商标"
  key mark "商标", territory "注册地"
  route "途径" is one of madrid "马德里", regional_office "区域组织", single_country "单一国家"
  registration_fee "注册费" money "the official fee, no agency fee" "官方收取的费用，不含代理费"
  event registered "注册" on registered_on "注册日"

record brand_base "品牌基地"
  key base "基地", level
  matter base
  level "级别" level
  event recognised "认定" on recognised_on "认定日" default
  event new "新认定" on recognised_on first

# Selected and rated again: stations are reviewed (shaoguan_2021 15; dongyang_2021 5).
record guidance_station "品牌指导站" "a station that guides firms in marks and brands" "指导企业商标和品牌工作的站点"
  key station "站点"
  newly_built "新建" yes/no
  event selected "入选" on selected_on "入选日"
  event rated "评定" on rated_on "评定日" default
  event new "新评定" on rated_on first

record brand_title "品牌示范"
  key brand
  matter applicant
  brand "品牌称号" is one of national_brand "国家品牌示范", provincial_brand "省品牌示范", municipal_brand "市品牌示范"
  event recognised "认定" on recognised_on "认定日" default
  event new "新获" on recognised_on first

# Registered once: a certificate is of one registration (shaoguan_2021 4).
record copyright_work "作品著作权" "a work with a certificate of registration" "有登记证书的作品" plural works
  key certificate "证书号"
  provincial_body "省级登记" yes/no "the certificate is from the registration body of the province" "证书由省级登记机构颁发"
  event registered "登记" on certified_on "发证日" once for life

record copyright_title "版权称号"
  key honour, subject
  subject "获评对象" text "the work, the unit or the park that is honoured" "获得称号的作品、单位或园区"
  honour "版权荣誉" is one of most_valuable_work "最具价值作品", national_park "国家版权园区", national_unit "国家版权单位",
      provincial_park "省版权园区", provincial_unit "省版权单位", gold_award "版权金奖"
  event recognised "认定" on recognised_on "认定日" default
  event new "新获" on recognised_on first

# ---- prizes, titles, certificates

# Again: a prize may be listed for a second day (shaoguan_2021 5; dongyang_2021 8; quanzhou_2021 11; foshan_2020 2.3.3).
record patent_prize "专利奖"
  key patent, level, prize
  matter patent
  patent "专利" patent
  project "项目" text
  level "级别" level "national: China patent award; provincial: the award of the province" "国家级为中国专利奖，省级为本省专利奖"
  for_design "外观设计奖" yes/no
  prize "奖级" is one of gold "金奖", silver "银奖", excellence "优秀奖", special "特等奖", major "重大发明奖", grade_1 "一等奖",
      grade_2 "二等奖", grade_3 "三等奖"
  implemented_here "本地实施" yes/no
  event won "获奖" on won_on "获奖日"

# Won once: the item is the prize of a year (shaoguan_2021 5).
record inventor_prize "杰出发明人奖"
  key award_year "获奖年度"
  event won "获奖" on won_on "获奖日" once for life

# Again: an award may be listed for a second day; it is paid `once`, whenever it is listed (foshan_2020 2.1.5).
record quality_award "质量奖"
  key level, award_year "获奖年度"
  level "级别" level
  event won "获奖" on won_on "获奖日"

record ip_title "企业称号" "an enterprise's title for its IP work" "企业因知识产权工作获得的称号"
  key title
  matter applicant
  title "称号" title
  event recognised "认定" on recognised_on "认定日" default
  event new "新认定" on recognised_on first

# Again: titles run for a term, and are approved anew (shaoguan_2021 12).
record county_title "县区称号"
  key title
  title "称号" title
  event approved "获批" on approved_on "获批日"

# Again: titles run for a term, and are approved anew (shaoguan_2021 13).
record park_title "园区称号"
  key title
  title "称号" title
  event approved "获批" on approved_on "获批日"

record city_cultivation "城市培育" "the years in which a city is cultivated for a title" "城市为取得称号而处于培育期的年度"
  key title
  title "称号" title
  state in_progress "培育中" from begun_on "起日" until ended_on "止日"
  order of days begun_on, ended_on

record sector_leader "细分龙头" "leader of a sub-sector of manufacturing" "制造业细分行业的龙头企业"
  key sector "行业"
  event recognised "认定" on recognised_on "认定日" default
  event new "新认定" on recognised_on first

# Again: each audit is an item of its own, by its day (shaoguan_2021 11; dongyang_2021 1).
record certification "规范认证" "an audit passed under one of the national standards for IP management" "按一项知识产权管理国家标准通过的审核"
  key standard, passed_on
  matter applicant
  standard "规范" is one of gbt29490 "企业规范", gbt33250 "科研规范", gbt33251 "高校规范"
  stage "阶段" is one of initial "初次", surveillance "监督", recertification "再认证"
  cost "认证费用" money
  event passed "通过" on passed_on "通过日" default
  event cycle_completed "周期完成" on cycle_completed_on "周期完成日"
  order of days passed_on, cycle_completed_on
record initial_certification "初次认证" is certification with stage initial

# ---- projects

# Again: projects of this and the next records bear names, which may return (shaoguan_2021 5; quanzhou_2021 1).
record cultivation_project "培育项目" plural cultivation_projects
  key project "项目"
  cluster "集群" is one of strategic_pillar "战略支柱", strategic_emerging "战略新兴", other_cluster "其他集群"
  aim "项目类型" is one of innovation "创新引领", defence "风险防御", transformation "转型升级"
  event selected "入选" on selected_on "入选日"

record implementation_project "实施项目"
  key project "项目"
  high_value "高价值" yes/no "it puts a high-value invention to use" "项目实施的是高价值发明"
  event selected "入选" on selected_on "入选日"

record introduced_project "引进项目"
  key project "项目"
  outstanding "成效突出" yes/no
  prize_held "已获专利奖" yes/no "a national or provincial patent prize" "国家级或省级专利奖"
  event evaluated "评估" on evaluated_on "评估日"

record navigation_project "导航项目" plural navigation_projects
  key project "项目"
  level "级别" level
  scope "导航类别" is one of industry_plan "产业规划", enterprise_operation "企业运营", early_warning "预警分析"
  event selected "入选" on selected_on "入选日"
  event accepted "验收" on accepted_on "验收日" default
  order of days selected_on, accepted_on

# Again: an alliance may be recorded anew; `once` pays it once (foshan_2020 2.1.4; dongyang_2021 2).
record ip_alliance "知识产权联盟"
  key alliance "联盟"
  level "级别" level
  event recorded "备案" on recorded_on "备案日"

# Again: a platform may be accepted stage by stage (dongyang_2021 2).
record patent_platform "培育平台"
  key platform "平台"
  level "级别" level
  event accepted "验收" on accepted_on "验收日"

# Again: who was removed may enter again in the year (foshan_2020 2.1.1).
record cultivation_listing "培优名录"
  key list_year "名录年度"
  event entered "入录" on listed_on "列入日"
  state listed "在录" from listed_on until removed_on "移出日"
  order of days listed_on, removed_on

record soft_topic "软课题"
  key project "项目"
  event selected "入选" on selected_on "入选日"

record designated_review "分析评议" "a patent review of an undertaking that the city designated as major" "对本市指定的重大项目开展的专利评议"
  key project "项目"
  event completed "完成" on completed_on "完成日"

record service_project "服务项目"
  key project "项目"
  event selected "入选" on selected_on "入选日"

# Again: a station may be selected anew after its term (quanzhou_2021 19).
record workstation "保护工作站" plural workstations
  key station "站点"
  event selected "入选" on selected_on "入选日"

# ---- deals and finance

# Again: a contract is recorded anew when it is changed or prolonged (shaoguan_2021 7).
record technology_contract "专利合同" "an assignment or licence of a patent; what is paid under it is a patent_deal" "专利的转让或许可；按合同支付的款项填入专利交易"
  key contract "合同号"
  amount "金额" money "the sum of the contract" "合同约定的金额"
  put_to_use "已实施" yes/no
  related_party "关联方" yes/no
  event recorded "备案" on recorded_on "备案日"

# Again: what a year pays under a contract is one record, but may come in parts (quanzhou_2021 8 to 10; foshan_2020 2.2.2).
record patent_deal "专利交易" "what was actually paid under a contract in a year" "一个年度内按合同实际支付的款项"
  key contract "合同号", deal_year "交易年度"
  matter contract
  amount "金额" money
  role "交易身份" is one of buyer "买方", seller "卖方", broker "中介"
  right "专利类型" right
  patent_count "专利件数" count
  contract_registered "合同登记" yes/no
  used_here "本地转化" yes/no
  related_party "关联方" yes/no
  event paid "支付" on paid_on "支付日"

# Again: a loan may be drawn and repaid in parts (shaoguan_2021 8; dongyang_2021 6; quanzhou_2021 14).
record pledge_loan "质押贷款"
  key loan "贷款"
  right_kind "权项" right_kind
  pledged_right "质押权利" list of text
  principal "本金" money
  pledged_principal "质押本金" money "the part secured by patents or marks" "以专利或商标担保的部分"
  actual_rate "实际利率" percent
  lender "出资方" is one of bank "银行", lessor "租赁公司"
  on_schedule "按期履约" yes/no
  event drawn "放款" on drawn_on "放款日"
  event repaid "还清" on repaid_on "还清日" default
  order of days drawn_on, repaid_on

# Again: each payment is an item of its own, by its day (shaoguan_2021 8).
record loan_interest "实缴利息" "one payment of interest on a pledge loan" "质押贷款的一次付息"
  key loan "贷款", paid_on
  matter loan
  interest_paid "利息额" money
  on_schedule "按期履约" yes/no "nothing overdue in the year" "当年没有逾期"
  in_risk_pool "列入风险补偿" yes/no
  event paid "支付" on paid_on "支付日"

# Again: a policy may have a premium each year (shaoguan_2021 8; qingyuan_2018 12; dongyang_2021 6; quanzhou_2021 16).
record ip_insurance "知识产权保险"
  key contract "合同号"
  right_kind "权项" right_kind
  premium "保费" money "the sum actually paid" "实际支付的金额"
  event bought "购买" on bought_on "购买日"

# Again: a product may be issued and repaid in tranches (shaoguan_2021 8; quanzhou_2021 15).
record securitisation "证券化"
  key product "产品"
  issue_amount "发行额" money
  own_asset_pool "自有资产池" yes/no
  first_public_issue "首次公开发行" yes/no
  financing "融资额" money
  event issued "发行" on issued_on "发行日" default
  event repaid "还清" on repaid_on "还清日"
  order of days issued_on, repaid_on

# ---- agencies and people

record agency_registration "机构设立"
  key registration_number "登记号"
  matter applicant
  form "机构形式" is one of corporate "法人机构", branch_office "分支"
  attorneys "代理师人数" count
  event set_up "设立" on set_up_on "设立日" default
  event new "新设立" on set_up_on first
  state active "营业中" from set_up_on until closed_on "停业日"
  order of days set_up_on, closed_on

# Granted once, as the patent itself (qingyuan_2018 2).
record agency_case "代理案件"
  key number "专利号"
  right "专利类型" right
  local_address "本地地址" yes/no
  compliant "合规" yes/no "by CNIPA Order No. 75" "按国家知识产权局令第75号"
  event granted "授权" on granted_on "授权日" once for life
record local_case "本地案件" is agency_case with local_address yes
record local_invention_case "本地发明案件" is local_case with right invention

record service_brand "服务品牌" "a national brand of IP services" "国家级知识产权服务品牌"
  key seat
  matter applicant
  seat "机构地位" is one of main_seat "总公司", branch_seat "分公司"
  event recognised "认定" on recognised_on "认定日" default
  event new "新获" on recognised_on first

# Passed once: the item is a sitting (shaoguan_2021 21; qingyuan_2018 4).
record agent_exam "代理师考试"
  key sitting "考次"
  exam_fee "报名费" money "of the sitting that was passed" "考试通过的那一次的报名费"
  event passed "通过" on passed_on "通过日" once for life

record attorney_certificate "代理师证"
  key certificate "证书号"
  serving_here_since "本地服务起" date "unbroken service with a local agency or unit" "在本地机构或单位连续服务，中间未间断"
  event obtained "取得" on obtained_on "取得日" default
  event new "新取得" on obtained_on first
  state held "持有" from obtained_on until revoked_on "注销日"
  order of days obtained_on, revoked_on

record legal_qualification "法律职业资格"
  key certificate "证书号"
  event obtained "取得" on obtained_on "取得日" default
  event new "新取得" on obtained_on first

# Again: who was removed may enter again in the year (shaoguan_2021 21; qingyuan_2018 4).
record talent_listing "人才目录"
  key list_year "名录年度"
  event entered "入录" on listed_on "列入日"
  state listed "在录" from listed_on until removed_on "移出日"
  order of days listed_on, removed_on

# ---- protection

# Again: a dispute may flare up after it was settled (dongyang_2021 9).
record mediation "纠纷调解"
  key dispute "案件"
  official_mediator "公职调解员" yes/no
  event settled "调解成功" on settled_on "调解日"

record protection_market "规范化市场"
  key market "市场", level
  matter market
  level "级别" level
  event recognised "认定" on recognised_on "认定日" default
  event new "新认定" on recognised_on first

# Again: a case goes through instances (dongyang_2021 12).
record lawsuit "专利诉讼"
  key dispute "案件"
  court "审理地" is one of home_court "国内法院", us_japan_eu_court "美日欧法院", other_court "其他法院"
  awarded_sum "判赔额" money
  agency_fee "代理费" money
  event won "胜诉" on judged_on "判决日"

# Again: several lists may name a case (quanzhou_2021 19).
record typical_case "典型案例"
  key dispute "案件"
  own_enforcement "主动维权" yes/no
  event listed "列入" on listed_on "列入日"

# Again: advice on a case may be given several times (quanzhou_2021 21).
record expert_advice "侵权咨询"
  key dispute "案件"
  event given "提供" on given_on "提供日"

# Again: further reports may follow in a case (shaoguan_2021 16).
record infringement_report "侵权举报"
  key dispute "案件"
  clue_unknown "线索未掌握" yes/no "the authority did not know the clue or the evidence before" "主管部门此前未掌握该线索或证据"
  evidence_given "提供证据" yes/no
  inquiry_assisted "协助调查" yes/no
  event received "受理" on received_on "受理日"

# Again: a rating may be corrected within the year (dongyang_2021 21).
record output_rating "亩产评价"
  key rating_year "评价年度"
  event rated "评定" on rated_on "评定日"

# Again: a case may be opened anew (dongyang_2021 23; quanzhou_2021 9).
record sanction "立案查处"
  key dispute "案件"
  level "级别" level
  event opened "立案" on opened_on "立案日"
