vocabulary grants "Grants of towns and counties"

applicant owner "房主" "a person or body that owns a home"
applicant company "公司" "a registered company"
applicant club "社团" "a community group"
applicant school "学校"

applicant fields
  employees "雇员数" count dated
  low_income "低收入" yes/no dated
  trading "营业" since opened_on "开业日"

figures per year
  turnover "营业额" money
  staff "职工数" count
  nights "过夜数" count

record boiler "锅炉" "one boiler" plural boilers
  key serial "机号"
  cost "费用" money
  rebate "返利" money
  age "年限" count
  address "地址" text
  condensing "冷凝" yes/no
  bought_on "购买日" date
  applied_on "申请日" date
  event replaced "更换" on replaced_on "更换日"
record machine "设备" "one machine" plural machines
  key serial "机号"
  cost "费用" money
  installation "安装费" money
  vat "税额" money
  new "全新" yes/no
  event installed "安装" on installed_on "安装日"
record course "课程" "one course" plural courses
  key certificate "证书号"
  fee "学费" money
  pupils "学生数" count
  days "天数" count
  level "级别" is one of basic "基础", advanced "高级"
  event held "举办" on held_on "举办日"
record job "岗位" "one person employed" plural jobs
  key contract "合同号"
  wage "工资" money
  hours "周工时" count
  started_on "入职日" date
  ended_on "离职日" date
  state employed "在职" from started_on until ended_on
  event filled "录用" on started_on
record project "项目" "one project of a company" plural projects
  key project_number "项目号"
  costs "费用" money
  fees "设计费" money
  score "评分" number
  event completed "完成" on completed_on "完成日"
record lawn "草坪" "one lawn" plural lawns
  key address "地址"
  area "面积" number "square feet"
  cost "费用" money
  event removed "移除" on removed_on "移除日"
