词汇 logistics "物流与软件词汇"

申请人 company "企业" "依法登记的公司"
申请人 park_operator "园区运营方" "运营物流园区的单位"
申请人 driver "驾驶员" "持有货运从业资格的人"

级别 national "国家级" > provincial "省级" > municipal "市级"

申请人情况
  dishonest "失信" 是否 随时变动 "被列入失信被执行人名单"

年度数据
  revenue "主营业务收入" 金额
  tax "纳税额" 金额

记录 warehouse "仓库" "一座仓库"
  识别项 warehouse_number "仓库编号"、stars
  warehouse_number "仓库编号" 文本
  stars "星级" 取值 three "三星级"、four "四星级"、five "五星级"
  事件 recognised "认定" 于 recognised_on "认定日"
记录 cold_store "冷库" "一座冷库"
  识别项 store_number "冷库编号"
  area "建筑面积" 件数 "平方米"
  investment "总投资额" 金额
  renewed "改扩建" 是否
  事件 opened "投产" 于 opened_on "投产日"
记录 truck "货车" "一辆货车"
  识别项 plate "车牌号"
  price "裸车价" 金额
  fuel "能源类型" 取值 electric "纯电动"、hydrogen "氢能"、diesel "柴油"
  事件 bought "购买" 于 bought_on "购买日"
记录 park "示范物流园区" "一个园区"
  识别项 name "园区名称"、level
  name "园区名称" 文本
  level "级别" 级别
  事件 confirmed "确定" 于 confirmed_on "确定日"
记录 software "软件产品" "一项软件产品"
  识别项 registration "登记号"
  price "售价" 金额
  first_edition "首版次" 是否
  事件 listed "入选" 于 listed_on "入选日"
记录 chain_project "区块链项目" "一个项目"
  识别项 project "项目编号"
  contract "合同金额" 金额
  months "运营月数" 件数
  事件 operating "投入运营" 于 operating_on "投运日"
记录 capital "注册资本" "一次实缴"
  识别项 receipt "凭证号"
  paid_up "实缴额" 金额
  事件 paid "缴纳" 于 paid_on "缴纳日"
记录 training "职业培训" "一人次培训"
  识别项 certificate "证书号"
  hours "课时数" 件数
  fee "培训费" 金额
  grade "等级" 取值 basic "初级工"、skilled "中级工"、master "高级工"
  事件 completed "结业" 于 completed_on "结业日"
