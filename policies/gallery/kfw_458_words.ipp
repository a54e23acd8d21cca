vocabulary kfw_458_words "Words of the heating grant" "供暖补助词汇"

applicant owner "业主" "a private owner of a residential building" "住宅建筑的私人产权人"

level national "联邦" > regional "州级" > municipal "市镇级"
choice technology "技术类型"
  heat_pump "热泵" · biomass "生物质供暖" · solar_thermal "太阳能供热" · fuel_cell "燃料电池供暖" · hydrogen_ready "可用氢供暖"
  innovative "创新供暖" · heat_network "接入热网"
choice heat_source "热源" air "空气源" · water "水源" · ground "土壤源" · waste_water "污水源"
choice old_heating "旧供暖"
  oil "燃油" · coal "燃煤" · gas_of_one_flat "单户燃气" · night_storage "夜间蓄热" · gas "燃气" · biomass_boiler "生物质锅炉"
  other_heating "其他供暖"

record installation "供暖设备" "one heating installation in an existing building" "既有建筑的一套供暖设备"
  key application "申请编号"
  technology "技术" technology
  heat_source "取热" heat_source
  natural_refrigerant "天然制冷剂" yes/no
  with_solar_or_heat_pump "配太阳能或热泵" yes/no "combined with solar heat, solar power or a heat pump for hot water" "与太阳能供热、光伏或热泵热水器配套"
  dust "粉尘浓度" number "dust in mg per cubic metre of waste gas" "每立方米废气的粉尘毫克数"
  cost "费用" money "expenses for the measure, with value added tax" "措施的含税支出"
  dwellings "住房套数" count "dwellings of the building after the measure" "改造后建筑的住房套数"
  own_dwellings "自住套数" count "dwellings in which an owner lives" "由产权人自住的住房套数"
  household_income "家庭应税收入" money "taxable income of the household in a year" "家庭一年的应税收入"
  replaced "被替换" old_heating
  replaced_since "被替换启用日" date
  replaced_in_order "替换合规" yes/no "the old heating still worked, and is dismantled and disposed of properly" "旧供暖仍可使用，并依规拆除和处置"
  building_filed_on "建筑申请日" date "day of the building application or notice" "提交建筑申请或报备之日"
  other_public_money "另有公共资金" yes/no "other public money goes to the same measure" "同一措施另外获得公共资金"
  event applied "申请" on applied_on "申请日"
record abandonment "停用" "a heating that is no longer used as intended: another use of the building, its end or its demolition" "供暖设备不再按用途使用：建筑改变用途、停用或者拆除" plural abandonments
  key application "申请编号"
  used_since "启用日" date "day on which the heating was put to use" "供暖设备投入使用之日"
  event reported "报告" on given_up_on "停用日"
