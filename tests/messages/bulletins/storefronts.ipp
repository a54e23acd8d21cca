词汇 storefronts "商贸、家政、书店、非遗、软件与上市词汇"

申请人 firm "企业" "依法登记的企业"
申请人 household_firm "家政企业"
申请人 bookshop "书店" "实体书店"
申请人 brand "品牌企业" "开设首店的企业"
申请人 seller "电商企业"
申请人 host "运营主体" "直播基地的运营主体"
申请人 software_firm "软件企业"
申请人 agency "服务机构" "技术转移和人力资源服务机构"
申请人 heir "传承人" "非物质文化遗产代表性传承人"

申请人情况
  punished "受过行政处罚" 是否 随时变动

年度数据
  online_sales "网络零售额" 金额
  retail_sales "零售额" 金额
  revenue "营业收入" 金额
  local_yield "地方经济贡献" 金额

记录 staffed "员工制家政" "一次认定"
  识别项 staffed_number "认定编号"
  staff "员工数" 件数
  事件 recognised "认定" 于 recognised_on "认定日"
记录 helper "家政员" "一名签订劳动合同的家政员"
  识别项 helper_contract "劳动合同号"
  premiums "社保费" 金额
  signed_on "签约日" 日期
  事件 verified "核实" 于 verified_on "核实日"
记录 station "家政服务站" "一个站点一年的运营"
  识别项 station_number "站点编号"、station_year
  station_year "站点年份" 件数
  months "运营月数" 件数
  事件 checked "核验" 于 checked_on "核验日"
记录 first_shop "首店" "一家首店"
  识别项 shop_number "门店编号"
  kind "首店类别" 取值 mainland "内地首店"、province "省级首店"、city "市级首店"
  fitting "装修成本" 金额
  事件 opened "开业" 于 opened_on "开业日"
记录 shop_rent "门店租金" "首店的一笔租金"
  识别项 rent_number "缴费单号"
  shop "门店" 文本
  rent "租金" 金额
  shop_age "经营年数" 件数 "缴纳时为开业后的第几年"
  started_on "营业日" 日期
  事件 paid "缴纳" 于 paid_on "缴纳日"
记录 old_name "老字号" "一次评定"
  识别项 old_name_number "字号编号"
  rank "字号类别" 取值 national "中华老字号"、provincial "省老字号"
  事件 won "获评" 于 won_on "获评日"
记录 live_base "直播基地" "一个电商直播基地"
  识别项 base_number "基地编号"
  rooms "直播间数" 件数
  sales "网络销售额" 金额
  score "评分" 数值
  事件 accepted "验收" 于 accepted_on "验收日"
记录 outlet "书店门店" "一家书店门店"
  识别项 outlet_number "书店门店编号"
  kind "门店类型" 取值 flagship "旗舰店"、model "示范店"、standard "标准店"
  area "营业面积" 件数 "平方米"
  lease "房租费用" 金额
  事件 assessed "评定" 于 assessed_on "评定日"
记录 shop_loan "书店贷款" "一笔贷款"
  识别项 loan_number "贷款合同号"
  principal "贷款本金" 金额
  interest "支付利息" 金额
  drawn_on "放款日" 日期
  事件 repaid "还清" 于 repaid_on "还清日"
记录 practice "传承考核" "一年的考核"
  识别项 practice_number "考核编号"
  elsewhere "享受上级补助" 是否
  事件 passed "通过" 于 passed_on "通过日"
记录 listing "上市进展" "上市过程中的一个环节"
  识别项 stage
  stage "上市环节" 取值 tutoring "签订辅导协议"、kernel "通过券商内核"、filing "完成辅导备案"、
      listed "成功上市"
  事件 confirmed "确认" 于 confirmed_on "确认日"
记录 deal "技术合同" "促成的一项技术合同"
  识别项 deal_number "技术合同号"
  value "成交额" 金额
  事件 registered "登记" 于 registered_on "登记日"
记录 placement "职业介绍" "介绍一人就业"
  识别项 placement_number "介绍编号"
  skill "技能等级" 取值 senior "高级工"、middle "中级工"
  relieved "脱贫人口" 是否
  事件 employed "就业" 于 employed_on "就业日"
