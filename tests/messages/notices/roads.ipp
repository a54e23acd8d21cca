vocabulary roads "Vehicles, chargers, panels and farms"

applicant driver "车主" "a person who owns a vehicle"
applicant operator "运营商" "a firm that operates vehicles or chargers"
applicant district "学区" "a school district"
applicant household "用户" "a household that takes electricity from the utility"
applicant grower "种植户" "a farmer or a grower"

applicant fields
  low_income "低收入" yes/no dated
  priority "优先学区" yes/no dated "on the list of priority districts"
  fleet "车队规模" count dated "vehicles of the operator"

figures per year
  ewes "母羊" count
  energy_sold "售电量" count "kilowatt hours"
  electric_vehicles "电动车数" count
  produce_sales "农产品销售额" money

record vehicle "车辆" "one vehicle" plural vehicles
  key plate "车牌"
  kind "车型" is one of car "轿车", van "厢式车", truck "货车", taxi "出租车", bus "校车"
  price "价格" money
  conversion "改装费" money
  battery "电池容量" number "kilowatt hours"
  range "续航" count "miles on one charge"
  used "二手" yes/no
  scrapped "旧车报废" yes/no "an old diesel vehicle was scrapped for it"
  accessible "无障碍" yes/no "fit for a wheelchair"
  built_on "制造日" date
  ordered_on "订购日" date
  event registered "登记" on registered_on "登记日"
record charger "充电桩" "one charging station" plural chargers
  key serial "机号"
  site "站点" text
  kind "类型" is one of level_2 "交流", fast "直流"
  ports "接口数" count
  cost "费用" money
  score "评分" number
  event energised "通电" on energised_on "通电日"
record panel "光伏系统" "one solar system" plural panels
  key meter "电表号"
  kilowatts "千瓦数" number
  cost "费用" money
  tax "税款" money "tax that the cost includes"
  event connected "并网" on connected_on "并网日"
record audit "能源审计" "one energy audit" plural audits
  key report "报告号"
  fee "审计费" money
  months_trading "经营月数" count
  staff "职工人数" count
  event delivered "交付" on delivered_on "交付日"
record certificate "有机认证" "one organic certificate" plural certificates
  key certificate_number "证书号"
  scope "类别" is one of crops "种植", livestock "养殖", handling "加工"
  fees "认证费" money
  late_fees "滞纳金" money "part of the fees"
  event renewed "续证" on renewed_on "续证日"
record boundary "田界" "one stretch of hedge or wall" plural boundaries
  key parcel "地块号"
  work "工程" is one of laying "编篱", gapping "补植", walling "石墙"
  metres "米数" count
  cost "费用" money
  event finished "完工" on finished_on "完工日"
