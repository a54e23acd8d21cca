词汇 livelihood "民生词汇"

申请人 firm "企业" 包括 small_firm
申请人 small_firm "小微企业"
申请人 cooperative "合作社"
申请人 grower "种粮大户"
申请人 breeder "养殖户"
申请人 fisher "渔民"
申请人 villager "农户"
申请人 person "个人" 包括 veteran
申请人 veteran "退役军人"
申请人 employer "用人单位"
申请人 care_home "养老机构"
申请人 nursery "托育机构"
申请人 trainer "培训机构"
申请人 clinic "医疗机构"
申请人 school "学校"
申请人 museum "博物馆"
申请人 troupe "演出团体"
申请人 organiser "主办单位"
申请人 host "民宿业主"
申请人 agency "旅行社"
申请人 builder "建设单位"
统称 farming "农业经营主体" 包括 cooperative、grower

申请人情况
  above_scale "规上企业" 是否 随时变动
  dishonest "失信" 是否 随时变动
  founded_on "成立日" 日期 固定
  museum_grade "博物馆等级" 随时变动 取值 first "一级"、second "二级"、third "三级"

年度数据
  turnover "营业额" 金额
  room_income "客房收入" 金额
  box_takings "票务收入" 金额
  tax "地方贡献" 金额
  purchases "粮食收购量" 件数 "吨"
  pigs "生猪出栏数" 件数
  visitors "参观人次" 件数
  open_days "免费开放天数" 件数
  tourists "接待游客" 件数
  outpatients "门诊人次" 件数
  pupils "在校生数" 件数
  staff "职工人数" 件数
  disabled_staff "残疾职工人数" 件数
  water "用水量" 件数 "立方米"

记录 grain "粮食种植" "一个地块一季的种植"
  识别项 number "地块编号"
  crop "作物" 取值 rice "水稻"、wheat "小麦"、soya "大豆"
  area "种植面积" 数值 "亩"
  joined "连片面积" 数值 "亩"
  yield "产量" 数值 "吨"
  double "双季" 是否
  事件 harvested "收获" 于 harvested_on "收获日"
记录 machine "农机" "一台农机"
  识别项 serial "出厂编号"
  kind "机具类别" 取值 harvester "收割机"、dryer "烘干机"、drone "植保无人机"
  price "购机价" 金额
  central "中央补贴额" 金额
  domestic "国产" 是否
  age "机龄" 件数
  事件 bought "购置" 于 bought_on "购置日"
  事件 scrapped "报废" 于 scrapped_on "报废日"
记录 barn "养殖场" "一个养殖场"
  识别项 number "养殖场编号"
  animal "畜种" 取值 pig "生猪"、cattle "肉牛"、hen "蛋鸡"
  stock "存栏量" 件数
  area "栏舍面积" 数值 "平方米"
  investment "建设投资" 金额
  rebuilt "改扩建" 是否
  事件 built "建成" 于 built_on "建成日"
记录 boat "渔船" "一艘渔船"
  识别项 number "船名号"
  power "主机功率" 数值 "千瓦"
  age "船龄" 件数
  hull "船体材质" 取值 wood "木质"、steel "钢质"
  事件 scrapped "拆解" 于 scrapped_on "拆解日"
记录 orchard "果园" "一处果园"
  识别项 number "果园编号"
  fruit "果树品种" 取值 citrus "柑橘"、peach "黄桃"、tea_oil "油茶"
  area "种植面积" 数值 "亩"
  replaced "品种改良" 是否
  score "评审得分" 数值
  事件 accepted "验收" 于 accepted_on "验收日"
记录 field "高标准农田" "一个高标准农田项目"
  识别项 number "项目编号"
  area "建设面积" 数值 "亩"
  investment "项目投资" 金额
  sparing "高效节水" 是否
  事件 accepted "验收" 于 accepted_on "验收日"
记录 house "农房" "一处农房"
  识别项 number "宅基地证号"
  way "改造方式" 取值 rebuilt "拆除重建"、repaired "修缮加固"
  people "家庭人口" 件数
  area "建筑面积" 数值 "平方米"
  poor "低保家庭" 是否
  begun_on "开工日" 日期
  事件 finished "竣工" 于 finished_on "竣工日"
记录 elder "入住老人" "一名入住的老人"
  识别项 name "身份证号"
  disability "失能等级" 取值 severe "重度失能"、medium "中度失能"、able "能力完好"
  age "年龄" 件数
  poor "特困" 是否
  状态 living "入住" 自 entered_on "入住日" 至 left_on "退住日"
记录 places "托育项目" "一个托育项目"
  识别项 number "备案号"
  places "托位数" 件数
  open_to_all "普惠" 是否
  investment "建设投资" 金额
  months "运营月数" 件数
  事件 filed "备案" 于 filed_on "备案日"
记录 hiring "招用人员" "招用的一名职工"
  识别项 name "身份证号"
  kind "人员类别" 取值 disabled "残疾人"、graduate "高校毕业生"、jobless "登记失业人员"
  term "合同年数" 件数
  contributions "社保费" 金额
  insured_months "参保月数" 件数
  hired_on "招用日" 日期
  事件 insured "参保" 于 insured_on "参保日"
  状态 working "在岗" 自 hired_on 至 left_on "离岗日"
记录 training "职业培训" "一名学员的培训"
  识别项 number "证书编号"
  skill "技能等级" 取值 middle "中级工"、senior "高级工"、technician "技师"
  urgent "紧缺工种" 是否
  fee "培训费" 金额
  hours "培训课时" 件数
  issued_on "发证日" 日期
  事件 applied "申领" 于 applied_on "申领日"
记录 startup "创业项目" "一个创业项目"
  识别项 number "执照号"
  founder "创业者类别" 取值 graduate "毕业生"、returned "返乡农民工"、disabled "残疾人士"
  jobs "带动就业人数" 件数
  rent "月租金" 金额
  months "租期月数" 件数
  interest "贷款利息" 金额
  registered_on "登记日" 日期
  事件 applied "申报" 于 applied_on "申报日"
记录 home "购房合同" "一份购房合同"
  识别项 number "网签编号"
  area "住房面积" 数值 "平方米"
  price "购房款" 金额
  deed_tax "契税" 金额
  children "子女数" 件数
  first_home "首套房" 是否
  事件 signed "网签" 于 signed_on "网签日"
记录 charger "充电桩" "一个充电桩"
  识别项 number "桩编号"
  current "充电方式" 取值 direct "直流"、alternating "交流"
  power "功率" 数值 "千瓦"
  equipment "设备投资" 金额
  shared "公用" 是否
  energy "年充电量" 数值 "千瓦时"
  事件 running "投运" 于 running_on "投运日"
记录 car "新能源车" "一辆新能源车"
  识别项 frame "车架号"
  kind "车型" 取值 passenger "乘用车"、bus "客车"、truck "货车"
  price "裸车价" 金额
  old_scrapped "旧车报废" 是否
  old_registered_on "旧车注册日" 日期
  事件 registered "上牌" 于 registered_on "上牌日"
记录 solar "光伏电站" "一座光伏电站"
  识别项 number "备案号"
  capacity "装机容量" 数值 "千瓦"
  investment "电站投资" 金额
  generated "首年发电量" 数值 "千瓦时"
  storage "配建储能" 是否
  事件 connected "并网" 于 connected_on "并网日"
记录 building "节能建筑" "一个建筑节能项目"
  识别项 number "项目编号"
  stars "星级" 取值 three "三星级"、two "二星级"、one "一星级"
  area "建筑面积" 数值 "平方米"
  saving "节能率" 比例
  cost "改造费用" 金额
  public_building "公共建筑" 是否
  事件 accepted "验收" 于 accepted_on "验收日"
记录 estate "老旧小区" "一个老旧小区改造项目"
  识别项 number "小区编号"
  flats "户数" 件数
  lifts "加装电梯数" 件数
  cost "改造投资" 金额
  own_share "居民出资" 金额
  score "评审得分" 数值
  事件 finished "完工" 于 finished_on "完工日"
记录 show "演出" "一场演出"
  识别项 number "批文号"
  kind "演出类型" 取值 opera "戏曲"、concert "音乐会"、pop "演唱会"
  audience "观众人数" 件数
  takings "票房" 金额
  hall_rent "场租" 金额
  free "公益" 是否
  事件 held "举办" 于 held_on "演出日"
记录 match "体育赛事" "一场体育赛事"
  识别项 number "赛事编号"
  grade "赛事等级" 取值 world "国际赛事"、nation "全国赛事"、province "省级赛事"
  cost "办赛经费" 金额
  players "参赛人数" 件数
  broadcast "央视直播" 是否
  事件 held "举办" 于 held_on "开赛日"
记录 fair "展会" "一届展会"
  识别项 number "展会编号"
  area "展览面积" 数值 "平方米"
  hall_rent "场地租金" 金额
  edition "届次" 件数
  foreign_share "境外展商比例" 比例
  事件 held "举办" 于 held_on "开展日"
记录 lodging "民宿" "一家民宿"
  识别项 number "民宿编号"
  grade "民宿等级" 取值 gold "甲级"、silver "乙级"、bronze "丙级"
  rooms "客房数" 件数
  fitting "装修投资" 金额
  opened_on "开业日" 日期
  score "评定得分" 数值
  事件 rated "评定" 于 rated_on "评定日"
记录 film "电影" "一部电影"
  识别项 number "公映许可证号"
  takings "票房" 金额
  local "本地取景" 是否
  cost "制作成本" 金额
  事件 shown "上映" 于 shown_on "上映日"
记录 sorting "垃圾分类" "一个小区一年的考核"
  识别项 estate "小区名称"、year_no "考核年度"
  flats "参与户数" 件数
  grade "考核等次" 取值 excellent "优秀"、good "良好"
  事件 announced "公布" 于 announced_on "公布日"
记录 water_saving "节水改造" "一个节水改造项目"
  识别项 number "项目编号"
  saved "年节水量" 数值 "立方米"
  investment "节水投资" 金额
  事件 accepted "验收" 于 accepted_on "验收日"
