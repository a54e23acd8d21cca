词汇 living "人才、就业与民生词汇"

申请人 person "个人" "自然人" 包括 athlete
申请人 athlete "运动员" "代表本市参赛的人"
申请人 employer "用人单位" "招用人员的单位" 包括 small_employer
申请人 small_employer "小微企业" "按国家划型标准属于小型、微型的用人单位"
申请人 care_home "养老机构" "依法登记的养老机构"

申请人情况
  local_register "本地户籍" 是否 随时变动
  insured "本地参保" 是否 随时变动
  in_business "运营" 起自 business_started_on "运营起始日"

记录 arrival "人才引进" "一人到岗"
  识别项 contract "合同号"
  degree "学历" 取值 college "大专"、bachelor "本科"、master "硕士"、doctor "博士"
  salary "年薪" 金额 "用人单位支付的税前年薪"
  事件 arrived "到岗" 于 arrived_on "到岗日"
记录 hiring "招用" "招用一人"
  识别项 contract "合同号"
  group "人员类别" 取值 graduate "高校毕业生"、hardship "就业困难人员"、veteran "退役军人"
  contract_years "合同年限" 件数
  insurance "社保费" 金额 "用人单位缴纳部分"
  事件 hired "录用" 于 hired_on "录用日"
记录 venture "创业项目" "一个登记的经营主体"
  识别项 licence "执照号"
  jobs "带动就业人数" 件数
  事件 registered "登记" 于 registered_on "登记日"
记录 skill "技能证书" "一本证书"
  识别项 trade、grade
  trade "工种" 文本
  grade "等级" 取值 junior "初级"、middle "中级"、senior "高级"
  hours "学时" 件数
  scarce "紧缺工种" 是否
  事件 gained "取得" 于 gained_on "取得日"
记录 beds_project "床位项目" "一个养老床位建设项目"
  识别项 project_number "项目编号"
  beds "床位数" 件数
  work "建设方式" 取值 new_building "新建"、conversion "改建"
  事件 opened "投用" 于 opened_on "投用日"
记录 result "比赛成绩" "一个项目的成绩"
  识别项 games、discipline
  games "赛事" 文本
  discipline "项目" 文本
  rank "奖牌" 取值 gold "金牌"、silver "银牌"、bronze "铜牌"
  level "赛事级别" 取值 olympic "奥运会"、national_games "全运会"、provincial_games "省运会"
  事件 won "获得" 于 won_on "获得日"
