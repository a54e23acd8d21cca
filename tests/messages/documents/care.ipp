词汇 care "就业、创业与教育词汇"

申请人 employer "用人单位" "招用人员的单位"
申请人 school "学校" "民办学校和幼儿园"
申请人 person "个人"

记录 hire "招用人员" "招用的一名人员"
  识别项 contract "劳动合同号"
  group "人员类别" 取值 graduate "高校毕业生"、lifted "脱贫人口"、veteran "退役军人"
  degree "学历" 取值 college "大专"、bachelor "本科"、master "硕士"、doctor "博士"
  age "年龄" 件数
  term "合同年限" 件数
  salary "月工资" 金额
  months "受聘月数" 件数
  graduated_on "毕业日" 日期
  hired_on "入职日" 日期
  事件 hired "入职" 于 hired_on
  事件 reviewed "核查" 于 reviewed_on "核查日"
记录 pupil "在园幼儿" "一名幼儿"
  识别项 pupil_number "学籍号"
  fee "月保教费" 金额
  months "在园月数" 件数
  事件 counted "核定" 于 counted_on "核定日"
记录 class_report "办学情况" "一个学年的办学情况"
  识别项 school_year "学年"
  pupils "学生数" 件数
  kind "办学性质" 取值 collective "集体办"、private "普惠民办"
  passed_inspection "年检合格" 是否
  事件 counted "核定" 于 counted_on "核定日"
记录 start_up "创业项目" "一个初次创办的企业"
  识别项 registration "登记号"
  applied_on "申请日" 日期
  事件 registered "登记" 于 registered_on "登记日"
