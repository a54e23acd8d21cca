词汇 welfare "养老、技能、粮食与农产品词汇"

申请人 home "养老机构" "民办养老机构"
申请人 canteen "助餐点" "老年食堂和送餐服务点"
申请人 worker "职工" "参加失业保险的职工"
申请人 company "企业" "依法登记的企业"
申请人 grower "种粮大户" "规模种植粮食的主体"
申请人 agribusiness "农业主体" "农业企业、合作社和家庭农场"
申请人 service "服务组织" "农业社会化服务组织"

申请人情况
  running "运营" 起自 opened_on "运营日"
  safe "安全达标" 是否 随时变动
  insured_years "参保年数" 件数 随时变动

年度数据
  meals "就餐人次" 件数
  sown "播种面积" 件数 "亩"
  output "蔬菜产量" 件数 "吨"
  trained "培训人数" 件数

记录 building "床位项目" "一个养老床位项目"
  识别项 project_number "项目号"
  beds "床位数" 件数
  kind "建设方式" 取值 new_building "新建"、conversion "改扩建"、lease "租赁"
  cost "建设投入" 金额
  事件 opened "投用" 于 opened_date "投用日"
记录 resident "在院老人" "一名入住老人"
  识别项 resident_number "档案号"
  need "失能程度" 取值 none_needed "自理"、light "轻度"、middle "中度"、heavy "重度"
  age "年龄" 件数
  months "入住月数" 件数 "当年"
  local "本市户籍" 是否
  事件 checked "核定" 于 checked_on "核定日"
记录 skill "技能证书" "一本技能等级证书"
  识别项 trade、grade
  trade "工种" 文本
  grade "等级" 取值 junior "初级"、middle "中级"、senior "高级"、technician "技师"
  scarce "紧缺工种" 是否
  fee "培训费" 金额
  issued_on "取证日" 日期
  applied_on "申领日" 日期
  事件 applied "申领" 于 applied_on
记录 field "田块" "当季种植的一片田"
  识别项 field_number "地块号"
  crop "季别" 取值 early "早稻"、late "晚稻"、single "单季稻"
  area "面积" 数值 "亩"
  sold "交售量" 数值 "按订单交售，每50公斤计1"
  事件 verified "核实" 于 verified_on "核实日"
记录 machine "农机" "一台农业机械"
  识别项 machine_number "机号"
  kind "机型" 取值 dryer "烘干机"、harvester "收割机"、drone "植保无人机"
  price "价款" 金额
  subsidy "上级补贴" 金额 "省以上已补的金额"
  tonnes "吨位" 数值
  domestic "国产" 是否
  事件 bought "购置" 于 bought_on "购置日"
记录 greenhouse "大棚" "连片建设的大棚"
  识别项 greenhouse_number "棚号"
  kind "棚型" 取值 smart "智能温控"、standard "普通温室"、mushroom "菇棚"
  area "占地面积" 数值 "亩"
  cost "工程造价" 金额
  score "评审得分" 数值
  事件 accepted "验收" 于 accepted_on "验收日"
记录 cold_store "冷库" "一座冷藏保鲜库"
  识别项 store_number "库号"
  volume "库容" 件数 "立方米"
  new_building "新建" 是否
  cost "造价" 金额
  事件 finished "建成" 于 finished_on "建成日"
记录 product "认证产品" "一个认证的农产品"
  识别项 product_name "产品名"
  kind "认证类别" 取值 organic "有机食品"、green "绿色食品"、origin "地理标志"
  renewal "续展" 是否
  area "认证面积" 件数 "亩"
  事件 certified "获证" 于 certified_on "获证日"
