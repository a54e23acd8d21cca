词汇 city "市级资助词汇"

申请人 firm "企业" "依法登记的企业"
申请人 school "学校"
申请人 person "个人"

申请人情况
  staff "职工人数" 件数 随时变动

年度数据
  income "营业收入" 金额
  output "产值" 金额
  guests "接待人次" 件数

记录 office "办公用房" "一处租用的办公用房"
  识别项 contract "租赁合同号"
  area "租用面积" 数值 "平方米"
  months "租用月数" 件数 "当年"
  rent "年租金" 金额
  事件 rented "租用" 于 rented_on "租用日"
记录 machine "设备" "一台设备"
  识别项 serial "设备号"
  cost "设备费" 金额
  tax "税额" 金额
  loan_part "贷款额" 金额
  new "全新" 是否
  bought_on "购买日" 日期
  事件 installed "投产" 于 installed_on "投产日"
记录 training "培训" "一期培训"
  识别项 certificate "证书号"
  fee "培训费" 金额
  people "参训人数" 件数
  days "培训天数" 件数
  level "等级" 取值 junior "初级"、senior "高级"
  事件 finished "结业" 于 finished_on "结业日"
记录 film "影片" "一部影片"
  识别项 title "片名"
  cost "制作成本" 金额
  minutes "片长" 件数 "分钟"
  score "评分" 数值
  applied_on "申请日" 日期
  事件 shown "上映" 于 shown_on "上映日"
记录 hire "招用人员" "招用的一名人员"
  识别项 contract "劳动合同号"
  wage "月工资" 金额
  months "在岗月数" 件数
  age "年龄" 件数
  graduated_on "毕业日" 日期
  事件 hired "入职" 于 hired_on "入职日"
