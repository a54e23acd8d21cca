词汇 plants "工业、能源、外贸与金融词汇"

申请人 firm "企业" "依法登记的企业"
申请人 shipper "航运企业"
申请人 airline "航空公司"
申请人 fund "创投机构" "管理创业投资基金的机构"

级别 national "国家级" > provincial "省级" > municipal "市级"

申请人情况
  dishonest "列入失信名单" 是否 随时变动
  high_tech "高新技术企业" 是否 随时变动

年度数据
  output "工业总产值" 金额
  exports "出口额" 金额
  contribution "地方贡献" 金额
  boxes "重箱量" 件数 "标箱"

记录 standard "标准" "一项标准"
  识别项 standard_number "标准号"
  kind "标准类别" 取值 world "国际标准"、nation "国家标准"、trade "行业标准"
  leading "主导制定" 是否
  事件 published "发布" 于 published_on "发布日"
记录 smart "智能工厂" "一次认定"
  识别项 smart_number "认定编号"
  level "级别" 级别
  事件 recognised "认定" 于 recognised_on "认定日"
记录 retrofit "技改项目" "一个技术改造项目"
  识别项 retrofit_number "备案号"
  equipment "设备投资额" 金额
  事件 completed "竣工" 于 completed_on "竣工日"
记录 clean_room "洁净厂房" "一处洁净厂房"
  识别项 room_number "厂房编号"
  grade "洁净等级" 取值 hundred "百级"、thousand "千级"
  area "洁净面积" 件数 "平方米"
  事件 checked "验收" 于 checked_on "验收日"
记录 charger "充电设施" "一处充电设施"
  识别项 charger_number "设施编号"
  kind "桩型" 取值 direct "直流桩"、alternating "交流桩"
  power "额定功率" 件数 "千瓦"
  事件 accepted "验收" 于 accepted_on "验收日"
记录 storage "储能结算" "一个储能项目的一次电量结算"
  识别项 bill_number "结算单号"
  project "储能项目" 文本
  started_on "投运日" 日期
  power "放电量" 件数 "千瓦时"
  事件 billed "结算" 于 billed_on "结算日"
记录 trial "临床试验" "一个品种一个阶段的试验"
  识别项 trial_number "试验登记号"
  phase "试验阶段" 取值 first "Ⅰ期"、second "Ⅱ期"、third "Ⅲ期"
  事件 finished "完成" 于 finished_on "完成日"
记录 tape_out "流片" "一次流片"
  识别项 chip_number "流片合同号"
  cost "流片费用" 金额
  full "全掩膜" 是否
  事件 taped "完成" 于 taped_on "完成日"
记录 computing "算力服务" "购买的一项算力服务"
  识别项 service_number "服务合同号"
  fee "服务费" 金额
  事件 bought "购买" 于 bought_on "购买日"
记录 cover "出口信用保险" "一份保单"
  识别项 cover_number "保单号"
  premium "保费" 金额
  newly "新投保" 是否
  事件 insured "投保" 于 insured_on "投保日"
记录 booth "境外展位" "一个境外展会的展位"
  识别项 booth_number "展位号"
  fee "展位费" 金额
  事件 shown "参展" 于 shown_on "参展日"
记录 bond "债券" "一笔债券融资"
  识别项 bond_number "债券代码"
  raised "融资额" 金额
  事件 issued "发行" 于 issued_on "发行日"
记录 loan "技改贷款" "一笔贷款"
  识别项 loan_number "贷款合同号"
  principal "贷款本金" 金额
  interest "支付利息" 金额
  late "逾期" 是否
  drawn_on "放款日" 日期
  事件 repaid "还清" 于 repaid_on "还清日"
记录 lease "融资租赁" "一份设备融资租赁合同"
  识别项 lease_number "租赁合同号"
  financed "租赁融资额" 金额
  事件 begun "起租" 于 begun_on "起租日"
记录 stake "股权投资" "一笔投资"
  识别项 stake_number "投资编号"
  invested "投资额" 金额
  paid_in_on "出资日" 日期
  事件 verified "核验" 于 verified_on "核验日"
记录 office "办公用房" "一处总部办公用房"
  识别项 office_number "房屋编号"
  way "取得方式" 取值 bought "购置"、rented "租用"
  area "自用面积" 件数 "平方米"
  rent "年租金" 金额
  事件 occupied "入驻" 于 occupied_on "入驻日"
记录 flight "货运航班" "一个货运航班"
  识别项 flight_number "航班任务号"
  regular "定期航班" 是否
  事件 flown "执飞" 于 flown_on "执飞日"
