词汇 measures "产业、就业、住房与农业扶持词汇"

申请人 company "企业" "依法登记的公司"
申请人 employer "用人单位" "招用人员的单位"
申请人 care_home "养老机构" "依法登记的养老机构"
申请人 household "家庭" "一户居民"
申请人 farmer "农户" "从事农业生产的个人"

级别 national "国家级" > provincial "省级" > municipal "市级"

申请人情况
  registered "本地登记" 是否 随时变动
  large "大型企业" 是否 随时变动

年度数据
  revenue "营业收入" 金额
  insurance "失业保险费" 金额
  research "研发费用" 金额

记录 building "历史建筑" "一处历史建筑"
  识别项 number_of_building "建筑编号"
  area "建筑面积" 数值 "平方米"
  structure "结构" 取值 concrete "混凝土"、timber "木结构"、brick "砖木"
  private "非国有" 是否
  事件 repaired "修缮" 于 repaired_on "修缮日"
记录 factory "厂房" "一处标准厂房"
  识别项 permit "许可证号"
  area "建筑面积" 数值
  upper_area "二层以上面积" 数值
  park "园区级别" 取值 state_park "国家园区"、province_park "省级园区"
  accepted_on "受理日" 日期
  事件 built "竣工" 于 built_on "竣工日"
记录 upgrade "改造项目" "一个改造项目"
  识别项 project_number "项目编号"
  costs "设备费" 金额
  install "安装费" 金额
  discount "返利" 金额
  total_costs "总投资" 金额
  intelligent "智能化" 是否
  scope "改造范围" 取值 line "生产线"、workshop "车间"、plant "工厂"
  filed_on "备案日" 日期
  applied_on "申请日" 日期
  new_machines "设备全新" 是否
  事件 finished "完工" 于 finished_on "完工日"
记录 trainee "见习" "一名见习人员"
  识别项 contract "协议号"
  minimum_wage "最低工资" 金额 "每月"
  paid "月补贴额" 金额 "单位每月实际支付的补贴"
  months "见习月数" 件数
  kept "留用" 是否
  started_on "见习开始日" 日期
  ended_on "见习结束日" 日期
  applied_on "申请日" 日期
  事件 ended "期满" 于 ended_on
记录 employee "职工" "招用一人"
  识别项 contract "合同号"
  monthly_fee "月社保费" 金额
  hired_on "入职日" 日期
  left_on "离职日" 日期
  状态 employed "在职" 自 hired_on 至 left_on
  事件 left "离职" 于 left_on
记录 beds "床位项目" "一个养老床位项目"
  识别项 project_number "项目编号"
  beds "床位数" 件数
  work "建设方式" 取值 new_building "新建"、conversion "改建"
  事件 opened "投用" 于 opened_on "投用日"
记录 crop "投保地块" "一个投保地块"
  识别项 plot "地块编号"
  area "亩数" 数值
  crop "作物" 取值 rice "水稻"、wheat "小麦"、rape "油菜"
  sum_insured "单位保额" 金额
  事件 insured "投保" 于 insured_on "投保日"
记录 home "租赁住房" "一户租房"
  识别项 address "住址"
  people "人口" 件数
  housing "现有面积" 数值 "人均"
  rent "年租金" 金额
  low_income "低保" 是否
  事件 rented "承租" 于 rented_on "承租日"
记录 car "新车" "一辆车"
  识别项 frame "车架号"
  price "发票价" 金额
  energy "动力" 取值 electric "新能源"、petrol "燃油"
  applied_on "申报日" 日期
  事件 bought "购买" 于 bought_on "购买日"
