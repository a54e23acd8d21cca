vocabulary clean_vehicle_words "Words of the clean vehicle credit" "清洁汽车抵免词汇"

applicant taxpayer "纳税人" "an individual who pays income tax" "缴纳所得税的个人"

applicant fields
  filing_status "申报身份" yearly is one of joint "联合申报", head_of_household "户主", other_status "其他身份"

figures per year
  income "调整后总收入" money "modified adjusted gross income"
  tax_owed "应纳税额" money "income tax of the year, less the credits that come before"

record vehicle "汽车" "one new vehicle" "一辆新车"
  key vehicle_number "车辆识别号"
  class "车型" is one of van "厢式车", sport_utility "运动型多用途车", pickup "皮卡", other_class "其他车型"
  retail_price "建议零售价" money "the manufacturer's suggested retail price"
  battery "电池容量" number "battery capacity in kilowatt hours"
  weight "总重" number "gross vehicle weight rating in pounds"
  assembled_in_north_america "北美总装" yes/no
  qualified_manufacturer "合格厂商" yes/no "the maker reports vehicles to the tax authority"
  for_own_use "自用" yes/no "bought for use, not for resale; its first use is by the buyer"
  foreign_entity_of_concern "受关注外国实体" yes/no "its battery has minerals or components of one"
  minerals_met "矿物达标" yes/no "the requirement for critical minerals is met"
  components_met "部件达标" yes/no "the requirement for battery components is met"
  acquired_on "取得日" date
  event placed_in_service "投入使用" on placed_on "投入使用日"

record disposal "退还或转售" "a vehicle that went back to its seller, or was sold again" "退还卖方或者转售的汽车"
  key vehicle_number "车辆识别号"
  event made "办理" on made_on "退还或转售日"
