词汇 zone "科创、工业、商贸与物流词汇"

申请人 firm "企业" "依法登记的企业"
申请人 incubator "孵化机构" "科技企业孵化器的运营机构"
申请人 registry "登记机构" "技术合同认定登记机构"
申请人 trader "经营主体" "门店、商场的经营者"
申请人 carrier "物流企业" "从事货物运输的企业"

级别 national "国家级" > provincial "省级" > municipal "市级"

申请人情况
  founded_on "成立日" 日期 固定
  dishonest "失信" 是否 随时变动

年度数据
  research "研发费用" 金额
  retail "零售额" 金额
  registered_sum "登记额" 金额 "经其登记的技术合同成交额"

记录 honour "企业称号" "认定的一个称号"
  识别项 certificate "证书号"
  level "级别" level
  kind "称号" 取值 giant "小巨人"、gazelle "瞪羚企业"、green "绿色工厂"
  事件 named "认定" 于 named_on "认定日"
记录 site "孵化场地" "一处孵化场地"
  识别项 site_number "场地编号"
  area "场地面积" 件数 "平方米"
  way "建设方式" 取值 built "新建"、converted "改扩建"
  事件 completed "建成" 于 completed_on "建成日"
记录 graduate "毕业企业" "从孵化器毕业的企业"
  识别项 graduate_number "毕业证号"
  entered_on "入孵日" 日期
  事件 graduated "毕业" 于 graduated_on "毕业日"
记录 contract "技术合同" "一份技术合同"
  识别项 contract_number "合同编号"
  price "成交额" 金额
  related "关联交易" 是否
  used_here "本地转化" 是否
  事件 registered "登记" 于 registered_on "登记日"
记录 upgrade "数字化项目" "一个数字化改造项目"
  识别项 project_number "项目编号"
  software "软件投入" 金额
  equipment "设备投入" 金额
  maturity "成熟度等级" 件数
  事件 accepted "验收" 于 accepted_on "验收日"
记录 saving "节能项目" "一个节能改造项目"
  识别项 saving_number "节能编号"
  coal "节能量" 件数 "吨标准煤"
  事件 assessed "评估" 于 assessed_on "评估日"
记录 first_shop "首店" "一家首店"
  识别项 shop_number "门店编号"
  rank "首店类别" 取值 china "中国首店"、province "省级首店"、city "市级首店"
  fitting "装修费" 金额
  rent "月租金" 金额
  事件 opened "开业" 于 opened_on "开业日"
记录 depot "海外仓" "一处海外仓"
  识别项 depot_number "仓库编号"
  area "仓储面积" 件数 "平方米"
  rent "年租赁费" 金额
  own "自建" 是否
  事件 started "启用" 于 started_on "启用日"
记录 freight "班列货运" "一票班列货物"
  识别项 waybill "提单号"
  boxes "标箱数" 件数
  charge "运费" 金额
  chilled "冷藏" 是否
  事件 sent "发运" 于 sent_on "发运日"
