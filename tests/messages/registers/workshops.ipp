词汇 workshops "工业、科技、商贸与金融词汇"

申请人 enterprise "企业" "依法登记的企业"
申请人 institute "科研院所"
申请人 service_firm "服务业企业"
申请人 self_employed "大个体" "达到统计标准的个体工商户"
申请人 merchant "商贸企业"
申请人 labour_firm "外经企业" "从事对外经济技术合作的企业"
申请人 transfer_agency "技术转移机构"
申请人 building_owner "楼宇业主"
申请人 platform_firm "运营企业" "集聚平台的开发运营企业"
申请人 bank "金融机构"
统称 unit "单位" 包括 enterprise、institute

申请人情况
  registered_here "在本县注册" 是否 随时变动
  legal_person "独立法人" 是否 随时变动
  moved_in "迁入集聚平台" 是否 随时变动

年度数据
  research "研发投入" 金额
  brokered "促成技术交易额" 金额
  foreign_trade "进出口额" 金额
  retail_sales "零售额" 金额
  output "产值" 金额
  budget_income "地方一般预算收入" 金额
  local_yield "区级综合贡献" 金额

记录 honour "企业称号" "对企业的一次评选"
  识别项 honour_number "称号编号"
  kind "称号" 取值 unicorn "省级独角兽"、gazelle "省级瞪羚"、hidden_gazelle "省级潜在瞪羚"
  事件 chosen "评选" 于 chosen_on "评选日"
记录 hightech "高新技术企业" "一次认定"
  识别项 hightech_number "高企证书号"
  size "规模" 取值 above "规上"、below "规下"
  renewed "重新认定" 是否
  事件 recognised "认定" 于 recognised_on "认定日"
记录 retrofit "技改项目" "一个技术改造项目"
  识别项 retrofit_number "项目编号"
  equipment "设备投资" 金额
  事件 completed "竣工" 于 completed_on "竣工日"
记录 robot "工业机器人" "一批工业机器人"
  识别项 robot_contract "采购合同号"
  spent "实际投入" 金额
  事件 bought "购置" 于 bought_on "购置日"
记录 science_prize "科学技术进步奖" "一项获奖成果"
  识别项 prize_number "获奖证书号"
  grade "奖励等级" 取值 first_class "一等奖"、second_class "二等奖"、third_class "三等奖"
  place "完成单位位次" 取值 first "第一完成单位"、second "第二完成单位"、third "第三完成单位"
  事件 won "获奖" 于 won_on "获奖日"
记录 deal "技术交易" "线上完成的一项技术交易"
  识别项 deal_number "交易编号"
  value "交易额" 金额
  side "交易身份" 取值 buyer "受让方"、seller "转让方"
  事件 closed "完成" 于 closed_on "完成日"
记录 listing "限额以上统计" "一次纳入统计"
  识别项 listing_number "统计编号"
  trade "行业" 取值 wholesale "批发业"、retail "零售业"、lodging "住宿业"、catering "餐饮业"
  monthly "月度新增" 是否
  事件 entered "纳入" 于 entered_on "纳入日"
记录 standard "技术标准" "一项标准"
  识别项 standard_number "标准号"
  kind "标准类别" 取值 international "国际标准"、national "国家标准"、sector "行业标准"
  part "制订方式" 取值 lead "主导"、join "参与"
  position "起草排名" 件数
  事件 issued "发布" 于 issued_on "发布日"
记录 green_list "绿色制造名单" "一次列入"
  识别项 notice_number "公告编号"
  kind "名单类别" 取值 factory "绿色工厂"、product "绿色产品"
  national "国家级" 是否
  事件 listed "列入" 于 listed_on "列入日"
记录 saving "节能技改项目" "一个节能技术改造项目"
  识别项 saving_number "节能项目编号"
  region "所在地区" 取值 east "东部地区"、inland "中西部地区"
  tonnes "年节能量" 件数 "吨标准煤"
  事件 finished "完工" 于 finished_on "完工日"
记录 campaign "招商活动" "一次活动"
  识别项 campaign_number "活动编号"
  cost "活动经费" 金额
  事件 held "举办" 于 held_on "举办日"
记录 head_office "区域性总部" "金融机构设立的一个总部"
  识别项 licence "金融许可证号"
  capital "实缴资本" 金额
  事件 founded "设立" 于 founded_on "设立日"
记录 loan "企业贷款" "一笔贷款"
  识别项 loan_number "贷款合同号"
  principal "贷款本金" 金额
  drawn_on "放款日" 日期
  事件 repaid "还清" 于 repaid_on "还清日"
记录 worker "劳务输出人员" "一名派往国外的人员"
  识别项 passport "护照号"
  left_on "出境日" 日期
  事件 returned "回国" 于 returned_on "回国日"
