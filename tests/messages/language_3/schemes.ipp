vocabulary schemes "Grants for buildings, land, staff and firms"

applicant owner "业主" "a person or body that owns a building"
applicant farmer "农户" "a person or body that farms"
applicant club "社团" "a community group"
applicant employer "雇主" "anybody who employs people"
applicant company "公司" "a registered company"

level national "国家级" > regional "省级" > local "市级"

applicant fields
  registered_here "本地登记" yes/no dated
  organic "有机" yes/no dated

figures per year
  turnover "营业额" money

record heater "供热设备" "one heater" plural heaters
  key serial "机号"
  kind "类型" is one of air "空气源", ground "地源", biomass "生物质"
  cost "费用" money
  replaces_oil "替代燃油" yes/no
  low_income "低收入" yes/no "the household has a low income"
  applied_on "申请日" date
  event installed "安装" on installed_on "安装日"
record battery "储能" "one battery" plural batteries
  key serial "机号"
  kwh "容量" number "kilowatt-hours"
  with_solar "配光伏" yes/no
  dispatchable "可调度" yes/no
  tariff "电价" is one of flat "单一", by_time "分时"
  cost "费用" money
  received_on "受理日" date "when the application was received"
  event installed "安装" on installed_on "安装日"
record parcel "地块" "one field" plural parcels
  key number_of_parcel "地块号"
  hectares "公顷数" number
  land "地类" is one of severe "贫瘠", moor "荒原", grass "草地"
  rights "放牧份数" count "shares of a common that the applicant has"
  all_rights "总份数" count "all shares of the common"
  event grazed "放牧" on grazed_on "放牧日"
record machine "农机" "one machine" plural machines
  key serial "机号"
  new "全新" yes/no
  cost "费用" money
  event bought "购买" on bought_on "购买日"
record project "项目" "one project" plural projects
  key project_number "项目号"
  costs "费用" money
  fees "设计费" money
  discount "折扣" money
  offered_on "批准日" date
  signed_on "签约日" date
  event completed "完成" on completed_on "完成日"
record film "影片" "one film" plural films
  key title "片名"
  feature "院线片" yes/no
  spend "支出" money
  local_spend "本地支出" money
  event certified "认证" on certified_on "认证日"
record job "岗位" "one employee" plural jobs
  key contract "合同号"
  weekly_pay "周薪" money
  hours "每周工时" count
  weeks "周数" count
  hired_on "雇用日" date
  ended_on "离职日" date
  state employed "在职" from hired_on until ended_on
  event ended "离职" on ended_on
record van "货车" "one van" plural vans
  key plate "车牌号"
  price "售价" money
  event bought "购买" on bought_on "购买日"
record shop "店铺" "one shop" plural shops
  key address "地址"
  rateable "估值" money
  bill "税额" money
  event billed "计税" on billed_on "计税日"
