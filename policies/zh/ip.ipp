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

词汇 ip "知识产权词汇" "Words of intellectual property"

# ---- who

申请人 enterprise "企业" "从事经营活动的公司" "a company" 包括 small_enterprise、agency
申请人 small_enterprise "中小微企业" "按国家划型标准属于中型、小型、微型的企业" "a small, medium or micro enterprise by the national standard"
申请人 agency "服务机构" "为他人提供知识产权服务的企业" "a company that serves others in IP matters" 包括 patent_agency、
    operation_agency
申请人 patent_agency "代理机构" "取得专利代理执业许可的机构" "a firm licensed to act before the patent office" 包括 agency_branch
申请人 agency_branch "分支机构" "取得执业许可的代理机构所设的分支" "a branch of a licensed patent agency"
申请人 operation_agency "运营机构" "从事专利收购、组合、许可和转让的企业" "a firm that buys, pools, licenses and sells patents"
申请人 institution "事业单位" "公办的公益服务单位" "a public institution" 包括 academy
申请人 academy "高校院所" "高等学校和科研院所" "a university or research institute"
申请人 association "社会组织" "协会、联盟等会员制组织" "an association, alliance or other body with a membership"
申请人 person "个人" "自然人" "a natural person" 包括 farmer
申请人 farmer "农户" "从事农业生产的个人" "a person who farms"
申请人 county "县区" "县、县级市、区一级政府" "a county, county-level city or district, as a government"
申请人 town "镇街" "镇政府和街道办事处" "a town or subdistrict, as a government"
申请人 park "园区" "产业园区或基地，作为一个主体" "an industrial park or base, as a body"
申请人 city "市" "制定政策的市，仅用于预算安排和义务" "the city whose policy it is; budget lines and duties only"

统称 unit "单位" "除县区和市以外的各类主体，不含自然人" "any body but a county and the city; no natural person" 包括 enterprise、
    institution、association、town、park
统称 undertaking "企事业单位" "企业和事业单位" "companies and public institutions" 包括 enterprise、
    institution
统称 lower_government "县镇园区" "市以下的支付主体" "the payers below the city" 包括 county、town、park

申请人情况
  established_on "成立日" 日期 固定
  located_here "在本市" 是否 随时变动 "在本市登记注册；个人为在本市居住" "registered in the city; for a person: living there"
  legal_person "独立法人" 是否 随时变动
  sound_books "账册健全" 是否 随时变动
  operating "正常经营" 是否 随时变动
  small_or_micro "小微企业" 是否 按年度 "范围小于中小微企业，不含中型企业" "narrower than small_enterprise: no medium-sized firms"
  main_industry "主业" 随时变动 取值 wood_carving "木雕红木"、construction "建筑"、other_industry "其他行业"
  in_business "代理营业" 起自 business_started_on "营业起始日"
  head_office "总机构" 申请人 固定 "分支机构填所属代理机构，设有分支的代理机构填自身，其余为空缺" "of a branch its agency, of an agency with branches itself, of all others none"
  branded "国家品牌" 是指 拥有 1件以上 service_brand recognised
  works_here "本地就业" 是否 随时变动
  runs_business_here "本地创业" 是否 随时变动
  studies_here "本地求学" 是否 随时变动
  resident_here "本地户籍" 是否 随时变动
  in_enterprise_job "企业在职" 起自 joined_enterprise_on "入职日"

年度数据
  filings "专利申请量" 件数，established_on 之前为 0
  invention_filings "发明申请量" 件数，established_on 之前为 0
  cases_handled "代理量" 件数，established_on 之前为 0
  invention_cases "发明代理量" 件数，established_on 之前为 0
  works_registered "作品登记量" 件数
  local_contribution "地方综合贡献额" 金额
  main_revenue "主营收入" 金额
  city_science_money "市科技经费" 金额

# ---- words that several records share

级别 national "国家级" > provincial "省级" > municipal "市级" > county_level "县级"

选项 right "专利类型" invention "发明" · utility_model "实用新型" · design "外观设计"
选项 right_kind "权项"
  patent_right "专利权" · trademark_right "商标权" · gi_right "地理标志权" · copyright "版权" · other_right "其他权项"
选项 title "称号"
  national_demonstration "国家示范" · national_advantage "国家优势" · national_pilot "国家试点"
  provincial_demonstration "省级示范" · provincial_advantage "省级优势" · municipal_demonstration "市级示范"
  municipal_advantage "市级优势"

行情 lpr_1y "一年期LPR" 比例，每月
行情 central_parity "人民币汇率中间价" CNY 计每种外币，每日

# ---- patents

# Filed, examined and granted once: each patent is paid for once (shaoguan_2021 1, 2; qingyuan_2018 5; dongyang_2021 3).
记录 patent "专利" "在一个国家的一件专利，含各环节日期" "one patent in one country, with its several dates" 复数 patents
  识别项 number "专利号"
  right "专利类型" right
  domestic "国内" 是否 "在中国授权，含香港、澳门和台湾" "granted in China, Hong Kong, Macao and Taiwan included"
  country "授权国" 文本 "授权的国家或地区" "country or region of grant"
  family "同族" 文本 "专利所属的同一发明，不论在哪个国家" "the invention behind it, in whichever country"
  official_fees "官方费用" 金额 "为取得授权缴纳的官方费用，须有票据" "official fees paid for the grant, with receipts"
  fees_paid_on "缴费日" 日期
  agency_fee "代理费" 金额
  事件 filed "申请" 于 filed_on "申请日" 终身一次
  事件 in_examination "进入实审" 于 examined_on "实审日" 终身一次
  事件 granted "授权" 于 granted_on "授权日" 终身一次 默认
  状态 valid "有效" 自 granted_on 至 lapsed_on "失效日"
  日期先后 filed_on、examined_on、granted_on、lapsed_on
记录 invention_patent "发明专利" 属于 patent 与 right invention
记录 utility_patent "实用新型专利" 属于 patent 与 right utility_model

# Again: the fee of a year may be paid in parts (qingyuan_2018 18).
记录 annual_fee "专利年费"
  识别项 patent、fee_year "缴费年度"
  同一事项 按 patent、fee_year
  patent "专利" patent
  fee "年费额" 金额 "实际支付的金额" "the sum actually paid"
  domestic_invention "国内发明" 是否
  years_after_grant "授权后年数" 件数 "授权当年为0" "0 in the year of grant"，
      自 granted_on（patent） 至 fee_year 的年数
  事件 paid "支付" 于 paid_on "支付日"

记录 patent_portfolio "专利组合"
  识别项 portfolio "组合"
  new_inventions "新增发明" 件数 "申报当年及上一年新增的件数；一件专利只归入一个组合" "in the calendar year of the claim and the one before; a patent is in one portfolio"
  事件 formed "形成" 于 formed_on "形成日" 默认
  事件 new "新形成" 于 formed_on 首次

记录 industrialisation "产业化"
  识别项 patent
  同一事项 按 patent
  patent "专利" patent
  product "产品" 文本
  core "核心支撑" 是否
  patent_in_force "有效期内" 是否
  sales "年销售收入" 金额 "该产品在申报所选年度的销售收入" "of the product in the year chosen for the claim"
  事件 started "实施" 于 started_on "实施日" 默认
  事件 new "首次实施" 于 started_on 首次

# Again: a standard may be published anew; the pages pay it `once` (shaoguan_2021 10; qingyuan_2018 11; quanzhou_2021 12).
记录 technical_standard "技术标准"
  识别项 standard_number "标准号"、patent、reached
  同一事项 按 standard_number
  patent "专利" patent
  reached "标准层级" 取值 local_standard "地方标准"、industry_standard "行业标准"、group_standard "团体标准"、
      national_standard "国家标准"、international_standard "国际标准"
  from_invention "发明转化" 是否 "由已授权发明经企业标准转化而成" "grew from a granted invention by way of an enterprise standard"
  core_patent "核心专利" 是否
  reviewed "经评审" 是否
  leads "主导制定" 是否
  事件 adopted "发布" 于 adopted_on "发布日"

# Registered once: a certificate is of one registration (shaoguan_2021 11 counts them).
记录 software_copyright "软件著作权"
  识别项 certificate "证书号"
  事件 registered "登记" 于 certified_on "发证日" 终身一次

# ---- marks, geographical indications, copyright

记录 geo_indication_product "地理标志保护产品"
  识别项 product "产品"
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 new "新认定" 于 recognised_on 首次

记录 geo_indication_trademark "地理标志商标"
  识别项 mark "商标"
  事件 registered "注册" 于 registered_on "注册日" 默认
  事件 new "新注册" 于 registered_on 首次

# Obtained once under an agreement (shaoguan_2021 3).
记录 mutual_recognition "互认互保" "地理标志产品获得国际互认" "international recognition of a product with a geographical indication"
  识别项 product "产品"、agreement "协定"
  同一事项 按 product
  事件 granted "获得" 于 obtained_on "取得日" 终身一次

记录 collective_trademark "集体证明商标" "集体商标或证明商标" "a collective or a certification mark"
  识别项 mark "商标"
  geographical_indication "属地理标志" 是否
  事件 registered "注册" 于 registered_on "注册日" 默认
  事件 new "新注册" 于 registered_on 首次

# Again: a project may be listed anew after its term (shaoguan_2021 3).
记录 demonstration_zone "地标示范区" "国家地理标志产品保护示范区项目" "a project for a national demonstration zone of products with an indication"
  识别项 project "项目"、level
  同一事项 按 project
  level "级别" 级别 "由哪一级列入" "who listed the project"
  事件 listed "列入" 于 listed_on "列入日"

记录 well_known_mark "驰名商标" "由商标主管机关认定，不含法院认定" "recognised by the office for marks, not by a court"
  识别项 mark "商标"
  first_recognition "首次认定" 是否 "该商标此前从未获认定" "the mark was never recognised before"
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 new "新认定" 于 recognised_on 首次

# Again: court after court may recognise a mark (dongyang_2021 5).
记录 judicial_well_known_mark "司法驰名商标"
  识别项 mark "商标"
  事件 recognised "认定" 于 recognised_on "认定日"

# Again: one mark may be registered in several classes (dongyang_2021 5).
记录 foreign_mark "境外商标"
  识别项 mark "商标"、territory "注册地"
  route "途径" 取值 madrid "马德里"、regional_office "区域组织"、single_country "单一国家"
  registration_fee "注册费" 金额 "官方收取的费用，不含代理费" "the official fee, no agency fee"
  事件 registered "注册" 于 registered_on "注册日"

记录 brand_base "品牌基地"
  识别项 base "基地"、level
  同一事项 按 base
  level "级别" 级别
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 new "新认定" 于 recognised_on 首次

# Selected and rated again: stations are reviewed (shaoguan_2021 15; dongyang_2021 5).
记录 guidance_station "品牌指导站" "指导企业商标和品牌工作的站点" "a station that guides firms in marks and brands"
  识别项 station "站点"
  newly_built "新建" 是否
  事件 selected "入选" 于 selected_on "入选日"
  事件 rated "评定" 于 rated_on "评定日" 默认
  事件 new "新评定" 于 rated_on 首次

记录 brand_title "品牌示范"
  识别项 brand
  同一事项 按 applicant
  brand "品牌称号" 取值 national_brand "国家品牌示范"、provincial_brand "省品牌示范"、
      municipal_brand "市品牌示范"
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 new "新获" 于 recognised_on 首次

# Registered once: a certificate is of one registration (shaoguan_2021 4).
记录 copyright_work "作品著作权" "有登记证书的作品" "a work with a certificate of registration" 复数 works
  识别项 certificate "证书号"
  provincial_body "省级登记" 是否 "证书由省级登记机构颁发" "the certificate is from the registration body of the province"
  事件 registered "登记" 于 certified_on "发证日" 终身一次

记录 copyright_title "版权称号"
  识别项 honour、subject
  subject "获评对象" 文本 "获得称号的作品、单位或园区" "the work, the unit or the park that is honoured"
  honour "版权荣誉" 取值 most_valuable_work "最具价值作品"、national_park "国家版权园区"、
      national_unit "国家版权单位"、provincial_park "省版权园区"、provincial_unit "省版权单位"、
      gold_award "版权金奖"
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 new "新获" 于 recognised_on 首次

# ---- prizes, titles, certificates

# Again: a prize may be listed for a second day (shaoguan_2021 5; dongyang_2021 8; quanzhou_2021 11; foshan_2020 2.3.3).
记录 patent_prize "专利奖"
  识别项 patent、level、prize
  同一事项 按 patent
  patent "专利" patent
  project "项目" 文本
  level "级别" 级别 "国家级为中国专利奖，省级为本省专利奖" "national: China patent award; provincial: the award of the province"
  for_design "外观设计奖" 是否
  prize "奖级" 取值 gold "金奖"、silver "银奖"、excellence "优秀奖"、special "特等奖"、major "重大发明奖"、
      grade_1 "一等奖"、grade_2 "二等奖"、grade_3 "三等奖"
  implemented_here "本地实施" 是否
  事件 won "获奖" 于 won_on "获奖日"

# Won once: the item is the prize of a year (shaoguan_2021 5).
记录 inventor_prize "杰出发明人奖"
  识别项 award_year "获奖年度"
  事件 won "获奖" 于 won_on "获奖日" 终身一次

# Again: an award may be listed for a second day; it is paid `once`, whenever it is listed (foshan_2020 2.1.5).
记录 quality_award "质量奖"
  识别项 level、award_year "获奖年度"
  level "级别" 级别
  事件 won "获奖" 于 won_on "获奖日"

记录 ip_title "企业称号" "企业因知识产权工作获得的称号" "an enterprise's title for its IP work"
  识别项 title
  同一事项 按 applicant
  title "称号" title
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 new "新认定" 于 recognised_on 首次

# Again: titles run for a term, and are approved anew (shaoguan_2021 12).
记录 county_title "县区称号"
  识别项 title
  title "称号" title
  事件 approved "获批" 于 approved_on "获批日"

# Again: titles run for a term, and are approved anew (shaoguan_2021 13).
记录 park_title "园区称号"
  识别项 title
  title "称号" title
  事件 approved "获批" 于 approved_on "获批日"

记录 city_cultivation "城市培育" "城市为取得称号而处于培育期的年度" "the years in which a city is cultivated for a title"
  识别项 title
  title "称号" title
  状态 in_progress "培育中" 自 begun_on "起日" 至 ended_on "止日"
  日期先后 begun_on、ended_on

记录 sector_leader "细分龙头" "制造业细分行业的龙头企业" "leader of a sub-sector of manufacturing"
  识别项 sector "行业"
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 new "新认定" 于 recognised_on 首次

# Again: each audit is an item of its own, by its day (shaoguan_2021 11; dongyang_2021 1).
记录 certification "规范认证" "按一项知识产权管理国家标准通过的审核" "an audit passed under one of the national standards for IP management"
  识别项 standard、passed_on
  同一事项 按 applicant
  standard "规范" 取值 gbt29490 "企业规范"、gbt33250 "科研规范"、gbt33251 "高校规范"
  stage "阶段" 取值 initial "初次"、surveillance "监督"、recertification "再认证"
  cost "认证费用" 金额
  事件 passed "通过" 于 passed_on "通过日" 默认
  事件 cycle_completed "周期完成" 于 cycle_completed_on "周期完成日"
  日期先后 passed_on、cycle_completed_on
记录 initial_certification "初次认证" 属于 certification 与 stage initial

# ---- projects

# Again: projects of this and the next records bear names, which may return (shaoguan_2021 5; quanzhou_2021 1).
记录 cultivation_project "培育项目" 复数 cultivation_projects
  识别项 project "项目"
  cluster "集群" 取值 strategic_pillar "战略支柱"、strategic_emerging "战略新兴"、other_cluster "其他集群"
  aim "项目类型" 取值 innovation "创新引领"、defence "风险防御"、transformation "转型升级"
  事件 selected "入选" 于 selected_on "入选日"

记录 implementation_project "实施项目"
  识别项 project "项目"
  high_value "高价值" 是否 "项目实施的是高价值发明" "it puts a high-value invention to use"
  事件 selected "入选" 于 selected_on "入选日"

记录 introduced_project "引进项目"
  识别项 project "项目"
  outstanding "成效突出" 是否
  prize_held "已获专利奖" 是否 "国家级或省级专利奖" "a national or provincial patent prize"
  事件 evaluated "评估" 于 evaluated_on "评估日"

记录 navigation_project "导航项目" 复数 navigation_projects
  识别项 project "项目"
  level "级别" 级别
  scope "导航类别" 取值 industry_plan "产业规划"、enterprise_operation "企业运营"、early_warning "预警分析"
  事件 selected "入选" 于 selected_on "入选日"
  事件 accepted "验收" 于 accepted_on "验收日" 默认
  日期先后 selected_on、accepted_on

# Again: an alliance may be recorded anew; `once` pays it once (foshan_2020 2.1.4; dongyang_2021 2).
记录 ip_alliance "知识产权联盟"
  识别项 alliance "联盟"
  level "级别" 级别
  事件 recorded "备案" 于 recorded_on "备案日"

# Again: a platform may be accepted stage by stage (dongyang_2021 2).
记录 patent_platform "培育平台"
  识别项 platform "平台"
  level "级别" 级别
  事件 accepted "验收" 于 accepted_on "验收日"

# Again: who was removed may enter again in the year (foshan_2020 2.1.1).
记录 cultivation_listing "培优名录"
  识别项 list_year "名录年度"
  事件 entered "入录" 于 listed_on "列入日"
  状态 listed "在录" 自 listed_on 至 removed_on "移出日"
  日期先后 listed_on、removed_on

记录 soft_topic "软课题"
  识别项 project "项目"
  事件 selected "入选" 于 selected_on "入选日"

记录 designated_review "分析评议" "对本市指定的重大项目开展的专利评议" "a patent review of an undertaking that the city designated as major"
  识别项 project "项目"
  事件 completed "完成" 于 completed_on "完成日"

记录 service_project "服务项目"
  识别项 project "项目"
  事件 selected "入选" 于 selected_on "入选日"

# Again: a station may be selected anew after its term (quanzhou_2021 19).
记录 workstation "保护工作站" 复数 workstations
  识别项 station "站点"
  事件 selected "入选" 于 selected_on "入选日"

# ---- deals and finance

# Again: a contract is recorded anew when it is changed or prolonged (shaoguan_2021 7).
记录 technology_contract "专利合同" "专利的转让或许可；按合同支付的款项填入专利交易" "an assignment or licence of a patent; what is paid under it is a patent_deal"
  识别项 contract "合同号"
  amount "金额" 金额 "合同约定的金额" "the sum of the contract"
  put_to_use "已实施" 是否
  related_party "关联方" 是否
  事件 recorded "备案" 于 recorded_on "备案日"

# Again: what a year pays under a contract is one record, but may come in parts (quanzhou_2021 8 to 10; foshan_2020 2.2.2).
记录 patent_deal "专利交易" "一个年度内按合同实际支付的款项" "what was actually paid under a contract in a year"
  识别项 contract "合同号"、deal_year "交易年度"
  同一事项 按 contract
  amount "金额" 金额
  role "交易身份" 取值 buyer "买方"、seller "卖方"、broker "中介"
  right "专利类型" right
  patent_count "专利件数" 件数
  contract_registered "合同登记" 是否
  used_here "本地转化" 是否
  related_party "关联方" 是否
  事件 paid "支付" 于 paid_on "支付日"

# Again: a loan may be drawn and repaid in parts (shaoguan_2021 8; dongyang_2021 6; quanzhou_2021 14).
记录 pledge_loan "质押贷款"
  识别项 loan "贷款"
  right_kind "权项" right_kind
  pledged_right "质押权利" 文本 清单
  principal "本金" 金额
  pledged_principal "质押本金" 金额 "以专利或商标担保的部分" "the part secured by patents or marks"
  actual_rate "实际利率" 比例
  lender "出资方" 取值 bank "银行"、lessor "租赁公司"
  on_schedule "按期履约" 是否
  事件 drawn "放款" 于 drawn_on "放款日"
  事件 repaid "还清" 于 repaid_on "还清日" 默认
  日期先后 drawn_on、repaid_on

# Again: each payment is an item of its own, by its day (shaoguan_2021 8).
记录 loan_interest "实缴利息" "质押贷款的一次付息" "one payment of interest on a pledge loan"
  识别项 loan "贷款"、paid_on
  同一事项 按 loan
  interest_paid "利息额" 金额
  on_schedule "按期履约" 是否 "当年没有逾期" "nothing overdue in the year"
  in_risk_pool "列入风险补偿" 是否
  事件 paid "支付" 于 paid_on "支付日"

# Again: a policy may have a premium each year (shaoguan_2021 8; qingyuan_2018 12; dongyang_2021 6; quanzhou_2021 16).
记录 ip_insurance "知识产权保险"
  识别项 contract "合同号"
  right_kind "权项" right_kind
  premium "保费" 金额 "实际支付的金额" "the sum actually paid"
  事件 bought "购买" 于 bought_on "购买日"

# Again: a product may be issued and repaid in tranches (shaoguan_2021 8; quanzhou_2021 15).
记录 securitisation "证券化"
  识别项 product "产品"
  issue_amount "发行额" 金额
  own_asset_pool "自有资产池" 是否
  first_public_issue "首次公开发行" 是否
  financing "融资额" 金额
  事件 issued "发行" 于 issued_on "发行日" 默认
  事件 repaid "还清" 于 repaid_on "还清日"
  日期先后 issued_on、repaid_on

# ---- agencies and people

记录 agency_registration "机构设立"
  识别项 registration_number "登记号"
  同一事项 按 applicant
  form "机构形式" 取值 corporate "法人机构"、branch_office "分支"
  attorneys "代理师人数" 件数
  事件 set_up "设立" 于 set_up_on "设立日" 默认
  事件 new "新设立" 于 set_up_on 首次
  状态 active "营业中" 自 set_up_on 至 closed_on "停业日"
  日期先后 set_up_on、closed_on

# Granted once, as the patent itself (qingyuan_2018 2).
记录 agency_case "代理案件"
  识别项 number "专利号"
  right "专利类型" right
  local_address "本地地址" 是否
  compliant "合规" 是否 "按国家知识产权局令第75号" "by CNIPA Order No. 75"
  事件 granted "授权" 于 granted_on "授权日" 终身一次
记录 local_case "本地案件" 属于 agency_case 与 local_address yes
记录 local_invention_case "本地发明案件" 属于 local_case 与 right invention

记录 service_brand "服务品牌" "国家级知识产权服务品牌" "a national brand of IP services"
  识别项 seat
  同一事项 按 applicant
  seat "机构地位" 取值 main_seat "总公司"、branch_seat "分公司"
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 new "新获" 于 recognised_on 首次

# Passed once: the item is a sitting (shaoguan_2021 21; qingyuan_2018 4).
记录 agent_exam "代理师考试"
  识别项 sitting "考次"
  exam_fee "报名费" 金额 "考试通过的那一次的报名费" "of the sitting that was passed"
  事件 passed "通过" 于 passed_on "通过日" 终身一次

记录 attorney_certificate "代理师证"
  识别项 certificate "证书号"
  serving_here_since "本地服务起" 日期 "在本地机构或单位连续服务，中间未间断" "unbroken service with a local agency or unit"
  事件 obtained "取得" 于 obtained_on "取得日" 默认
  事件 new "新取得" 于 obtained_on 首次
  状态 held "持有" 自 obtained_on 至 revoked_on "注销日"
  日期先后 obtained_on、revoked_on

记录 legal_qualification "法律职业资格"
  识别项 certificate "证书号"
  事件 obtained "取得" 于 obtained_on "取得日" 默认
  事件 new "新取得" 于 obtained_on 首次

# Again: who was removed may enter again in the year (shaoguan_2021 21; qingyuan_2018 4).
记录 talent_listing "人才目录"
  识别项 list_year "名录年度"
  事件 entered "入录" 于 listed_on "列入日"
  状态 listed "在录" 自 listed_on 至 removed_on "移出日"
  日期先后 listed_on、removed_on

# ---- protection

# Again: a dispute may flare up after it was settled (dongyang_2021 9).
记录 mediation "纠纷调解"
  识别项 dispute "案件"
  official_mediator "公职调解员" 是否
  事件 settled "调解成功" 于 settled_on "调解日"

记录 protection_market "规范化市场"
  识别项 market "市场"、level
  同一事项 按 market
  level "级别" 级别
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 new "新认定" 于 recognised_on 首次

# Again: a case goes through instances (dongyang_2021 12).
记录 lawsuit "专利诉讼"
  识别项 dispute "案件"
  court "审理地" 取值 home_court "国内法院"、us_japan_eu_court "美日欧法院"、other_court "其他法院"
  awarded_sum "判赔额" 金额
  agency_fee "代理费" 金额
  事件 won "胜诉" 于 judged_on "判决日"

# Again: several lists may name a case (quanzhou_2021 19).
记录 typical_case "典型案例"
  识别项 dispute "案件"
  own_enforcement "主动维权" 是否
  事件 listed "列入" 于 listed_on "列入日"

# Again: advice on a case may be given several times (quanzhou_2021 21).
记录 expert_advice "侵权咨询"
  识别项 dispute "案件"
  事件 given "提供" 于 given_on "提供日"

# Again: further reports may follow in a case (shaoguan_2021 16).
记录 infringement_report "侵权举报"
  识别项 dispute "案件"
  clue_unknown "线索未掌握" 是否 "主管部门此前未掌握该线索或证据" "the authority did not know the clue or the evidence before"
  evidence_given "提供证据" 是否
  inquiry_assisted "协助调查" 是否
  事件 received "受理" 于 received_on "受理日"

# Again: a rating may be corrected within the year (dongyang_2021 21).
记录 output_rating "亩产评价"
  识别项 rating_year "评价年度"
  事件 rated "评定" 于 rated_on "评定日"

# Again: a case may be opened anew (dongyang_2021 23; quanzhou_2021 9).
记录 sanction "立案查处"
  识别项 dispute "案件"
  level "级别" 级别
  事件 opened "立案" 于 opened_on "立案日"
