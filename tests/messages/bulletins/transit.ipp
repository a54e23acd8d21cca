词汇 transit "公交、航空、航运与物流词汇"

申请人 bus_company "公交企业"
申请人 airline "航空公司"
申请人 airport "机场"
申请人 carrier "航运企业"
申请人 haulier "物流企业"
申请人 drone_firm "低空企业" "经营无人机航线的企业"

年度数据
  sorties "飞行架次" 件数
  rotations "执行班次" 件数
  travellers "旅客运输量" 件数 "人次"
  throughput "旅客吞吐量" 件数 "人次"

记录 bus "公交车" "一辆公交车一年的运营"
  识别项 plate "车牌号"、operating_year
  operating_year "运营年份" 件数
  drive "动力类型" 取值 electric "纯电动"、hybrid "插电式"、fuel_cell "燃料电池"
  length "车长" 数值 "米"
  事件 reviewed "审核" 于 reviewed_on "审核日"
记录 truck "冷藏车" "一辆冷藏车"
  识别项 truck_plate "冷藏车牌号"
  price "裸车价" 金额
  rewarded "享受购置奖励" 是否
  事件 bought "购置" 于 bought_on "购置日" 默认
  事件 refitted "信息化改造" 于 refitted_on "信息化改造日"
记录 node "冷链节点" "一个冷链物流节点"
  识别项 node_number "节点编号"
  grade "节点等级" 取值 first "一级"、second "二级"、third "三级"
  floor "门店面积" 件数 "平方米"
  事件 connected "接入平台" 于 connected_on "接入日"
记录 drone_route "无人机航线" "一条物流配送航线"
  识别项 drone_route_number "航线编号"
  size "机型" 取值 small "小型"、large "大中型"
  事件 opened "开通" 于 opened_on "开通日"
记录 domestic "国内航班" "一个往返航班"
  识别项 domestic_number "国内航班编号"
  distance "航程" 件数 "公里"
  事件 flown "执行" 于 flown_on "执行日"
记录 abroad "境外航班" "一个境外直飞航班"
  识别项 abroad_number "境外航班编号"
  load "客座率" 比例
  事件 landed "飞抵" 于 landed_on "飞抵日"
记录 boxes "集装箱运输" "一个航次的集装箱"
  识别项 manifest "舱单号"
  origin "起运港" 取值 ganzhou "赣州港"、jian "吉安港"、yichun "宜春港"
  count "标箱数" 件数 "标箱"
  事件 arrived "到港" 于 arrived_on "到港日"
记录 bulk "散货航线" "一条散杂货航线一年的运营"
  识别项 bulk_route "散货航线编号"、bulk_year
  bulk_year "航线年份" 件数
  tonnes "载货量" 件数 "吨"
  事件 settled "核定" 于 settled_on "核定日"
