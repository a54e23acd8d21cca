vocabulary homes "Homes and energy"

applicant owner "业主" "a person who owns a home" includes first_buyer
applicant first_buyer "首次购房者" "a person who has never owned a home before"
applicant tenant "租户" "a person who rents a home"
applicant landlord "房东" "a person or body that lets homes"
applicant social_landlord "社会房东" "a body that lets homes below the market rent"

class resident "住户" is owner, tenant

level national "国家级" > regional "省级" > local "市级"

applicant fields
  household_income "家庭收入" money dated "of all adults of the household, for a year, before tax"
  resident_here "本地居住" yes/no dated "lives in the area of the authority"
  rates_unpaid "欠缴地税" yes/no dated "owes rates or property tax"
  adults "成年人数" count dated

record home "住宅" "one home that was bought or built"
  key address "地址"
  price "房价" money
  built_on "建成日" date
  new_build "新建" yes/no "nobody has lived in it before"
  relatives "亲属距离" is one of with_parents "同住", near_parents "就近", far_away "远离"
  event bought "购买" on bought_on "购买日"
record heat_pump "热泵" "one heat pump" plural heat_pumps
  key serial "机号"
  address "住址" text
  kind "类型" is one of air_source "空气源", ground_source "地源", hybrid "混合"
  replaces "替代" is one of gas "燃气", oil "燃油", electricity "电热"
  capacity "容量" number "kilowatts of heat"
  cost "费用" money "what the pump and its installation cost"
  event installed "安装" on installed_on "安装日"
record biomass_boiler "生物质锅炉" "one boiler that burns wood"
  key serial "机号"
  rural "农村" yes/no
  on_gas_grid "通燃气" yes/no
  cost "费用" money
  event installed "安装" on installed_on "安装日"
record chargepoint "充电桩" "one socket for electric cars" plural chargepoints
  key serial "机号"
  off_street "路外车位" yes/no
  cost "费用" money
  event installed "安装" on installed_on "安装日"
record insulation "保温" "one home that was insulated"
  key job "工程号"
  walls "墙体" yes/no
  area "面积" number "square metres"
  cost "费用" money
  event fitted "完工" on fitted_on "完工日"
record adaptation "无障碍改造" "works that let a disabled person live at home"
  key job "工程号"
  for_child "为未成年人" yes/no
  cost "费用" money
  contribution "自付额" money "what the means test finds that the household can pay"
  event completed "完工" on completed_on "完工日"
record refurbishment "翻修" "one empty property that was made a home again"
  key property "房产号"
  derelict "危房" yes/no
  use_after "用途" is one of own_home "自住", to_let "出租"
  vacant_since "空置起始日" date
  built_on "建成日" date
  cost "费用" money
  event completed "完工" on completed_on "完工日"
record conservation "古建修缮" "works on a listed building"
  key permit "许可号"
  property "房产号" text
  urgency "缓急" is one of ordinary "一般", urgent "紧急"
  cost "费用" money
  grant_needed "申请额" money "what the owner has asked for"
  event finished "完工" on finished_on "完工日"
