词汇 county "农林、住房、就业与民生词汇"

申请人 household "家庭"
申请人 person "个人"
申请人 cooperative "合作社" "农民专业合作社"
申请人 breeder "养殖户"
申请人 forester "林农"
申请人 host "民宿业主" "经营民宿的人"
申请人 employer "用人单位"
申请人 canteen "助餐点" "为老年人供餐的机构"
申请人 college "职业院校"

年度数据
  sold "出栏数" 件数
  staff "在职职工数" 件数
  disabled_staff "残疾职工数" 件数

记录 birth "新生儿" "一名新生儿"
  识别项 birth_number "出生证号"
  order "孩次" 件数
  born_on "出生日" 日期
  事件 settled "落户" 于 settled_on "落户日"
记录 home "购房合同" "一份新房买卖合同"
  识别项 sale_number "网签编号"
  area "建筑面积" 数值 "平方米"
  children "子女数" 件数
  both_pay "双缴存" 是否 "夫妻均缴存住房公积金"
  事件 signed "签约" 于 signed_on "签约日"
记录 tenancy "租房合同" "一份租房合同"
  识别项 tenancy_number "租赁备案号"
  degree "学历" 取值 bachelor "本科"、master "硕士"、doctor "博士"
  rent "月房租" 金额
  months "租期月数" 件数
  事件 filed "备案" 于 filed_on "备案日"
记录 appliance "家电" "一件家电"
  识别项 invoice "发票号"
  kind "品类" 取值 fridge "冰箱"、cooler "空调"、washer "洗衣机"
  grade "能效等级" 件数
  price "成交价" 金额
  old_returned "交旧" 是否
  事件 bought "购买" 于 bought_on "购买日"
记录 meals "助餐月报" "一个月的供餐情况"
  识别项 month "供餐月份"
  ordinary "普通餐数" 件数
  aged "高龄餐数" 件数
  事件 reported "报送" 于 reported_on "报送日"
记录 trainee "见习人员" "一名见习人员"
  识别项 agreement "见习协议号"
  began_on "见习开始日" 日期
  kept "留用" 是否
  事件 finished "期满" 于 finished_on "期满日"
记录 apprentice "学徒" "一名企业新型学徒"
  识别项 apprentice_number "学徒编号"
  skill "技能等级" 取值 middle "中级工"、high "高级工"
  training_years "培养年数" 件数
  事件 trained "结业" 于 trained_on "结业日"
记录 joint "校企项目" "一个校企合作项目"
  识别项 joint_number "协议号"
  cost "共建投入" 金额
  students "订单生数" 件数
  事件 agreed "签约" 于 agreed_on "签约日"
记录 machine "农机" "一台农业机械"
  识别项 serial "出厂编号"
  kind "机具" 取值 planter "插秧机"、dryer "烘干机"、drone "无人机"
  price "购机价" 金额
  central "中央补贴" 是否
  central_sum "中央补贴额" 金额
  事件 bought "购置" 于 bought_on "购置日"
记录 work "农机作业" "一次农机作业"
  识别项 work_number "作业单号"
  kind "作业类型" 取值 planting "机插"、loosening "深松"、spraying "飞防"
  area "作业面积" 件数 "亩"
  事件 checked "核验" 于 checked_on "核验日"
记录 greenhouse "大棚" "一处大棚"
  识别项 greenhouse_number "大棚编号"
  kind "大棚类型" 取值 smart "智能温控"、plain "普通温室"
  area "大棚面积" 件数 "亩"
  事件 finished "完工" 于 finished_on "完工日"
记录 barn "羊舍" "一栋羊舍"
  识别项 barn_number "羊舍编号"
  area "羊舍面积" 数值 "平方米"
  rebuilt "旧舍改造" 是否
  事件 built "建成" 于 built_on "建成日"
记录 plot "造林地块" "一个造林小班"
  识别项 plot_number "小班号"
  species "树种" 取值 camellia "油茶"、bamboo "毛竹"
  area "造林面积" 件数 "亩"
  joined "连片面积" 件数 "亩"
  事件 inspected "验收" 于 inspected_on "验收日"
记录 lodging "民宿" "一家民宿"
  识别项 lodging_number "民宿编号"
  rooms "客房数" 件数
  grade "民宿等级" 取值 gold "金宿"、silver "银宿"、bronze "铜宿"
  score "评定得分" 数值
  事件 opened "开业" 于 opened_on "开业日"
  事件 rated "评定" 于 rated_on "评定日" 默认
记录 product "农产品认证" "一个获证产品"
  识别项 certificate "认证编号"
  kind "认证类别" 取值 green "绿色食品"、organic "有机农产品"
  事件 certified "获证" 于 certified_on "获证日"
