vocabulary streets "Shopfronts, cameras, lamps, machines and jobs in a town"

applicant owner "房主" "a person or body that owns a building"
applicant tenant "租户" "a person or body that rents a building"
applicant company "公司" "a registered company"

applicant fields
  employees "雇员数" count dated
  trading "营业" since started_on "开业日"

figures per year
  jobs "岗位数" count
  jobs_created "新增岗位" count
  payroll "工资总额" money

record facade "门面" "the front of one building" plural facades
  key address "地址"
  cost "费用" money
  design_fees "设计费" money
  own_money "自筹资金" money
  retail "零售" yes/no
  efficient "节能" yes/no
  event restored "修缮" on restored_on "修缮日"
record camera "摄像头" "one camera" plural cameras
  key serial "机号"
  address "安装地址" text
  price "价格" money "the whole invoice"
  installation "安装费" money
  residence "住宅" yes/no
  event installed "安装" on installed_on "安装日"
record fixture "灯具" "one delivery of lamps" plural fixtures
  key invoice "发票号"
  lamps "灯数" count
  watts "瓦数" count
  cost "费用" money
  event fitted "更换" on fitted_on "更换日"
record machine "设备" "one machine" plural machines
  key serial "机号"
  new "全新" yes/no
  cost "费用" money
  event installed "投产" on installed_on "投产日"
record project "项目" "one project of a firm" plural projects
  key project_number "项目号"
  cost "费用" money
  event completed "完成" on completed_on "完成日"
