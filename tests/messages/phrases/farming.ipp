词汇 farming "农业农村词汇"

申请人 farmer "农户" "从事农业生产的个人" 包括 family_farm
申请人 family_farm "家庭农场" "经认定的家庭农场"
申请人 cooperative "合作社" "农民专业合作社"
申请人 agri_company "农业企业" "从事农业生产、加工的公司"

统称 producer "经营主体" 包括 farmer、cooperative、agri_company

级别 national "国家级" > provincial "省级" > municipal "市级" > county_level "县级"

年度数据
  online_sales "网上销售额" 金额

记录 machine "农机" "一台农机"
  识别项 machine_number "机号"
  price "售价" 金额
  central "中央补贴额" 金额 "已享受的中央农机购置补贴"
  事件 bought "购置" 于 bought_on "购置日"
记录 rice "水稻种植" "一个地块的一季种植"
  识别项 plot "地块编号"
  area "亩数" 件数
  double "双季稻" 是否
  事件 sown "播种" 于 sown_on "播种日"
记录 product "农产品认证" "一张证书"
  识别项 certificate "证书编号"
  kind "认证类型" 取值 organic "有机产品"、green "绿色食品"、harmless "无公害农产品"
  products "产品数" 件数 "证书所列产品的个数"
  事件 certified "获证" 于 certified_on "获证日"
记录 farm_title "示范称号" "一项称号"
  识别项 level
  level "级别" 级别
  事件 named "评定" 于 named_on "评定日" 默认
  事件 new "新评定" 于 named_on 首次
记录 farm_loan "涉农贷款" "一笔贷款"
  识别项 contract "合同号"
  interest "利息" 金额 "当年实际支付的利息"
  on_time "按期付息" 是否
  事件 paid "付息" 于 paid_on "付息日"
