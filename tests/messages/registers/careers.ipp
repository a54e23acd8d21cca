词汇 careers "人才、就业、养老与住房词汇"

申请人 talent "人才"
申请人 family "贫困家庭"
申请人 graduate "毕业生"
申请人 nurse "护理员" "养老护理员"
申请人 founder "创业者"
申请人 company "企业"
申请人 employer "用人单位"

申请人情况
  schooling "学历" 固定 取值 doctor "博士研究生"、master "硕士研究生"、bachelor "本科生"、college "专科生"
  class_of_talent "人才类别" 固定 取值 class_b "B类人才"、class_c "C类人才"、class_d "D类人才"
  poor_area "在贫困地区" 是否 随时变动

记录 home "商品住房" "一套住房"
  识别项 sale_contract "购房合同号"
  price "购房金额" 金额
  subsidised "享受其他购房补贴" 是否
  事件 bought "购买" 于 bought_on "购买日"
记录 rebuilding "危房改造" "一户危房的改造"
  识别项 house_number "房屋编号"
  family_kind "家庭类别" 取值 five "五保户"、low_income "农村低保户"、disabled "贫困残疾人家庭"、other_family "其他贫困家庭"
  way "改造方式" 取值 rebuilt "重建房屋"、repaired "修缮加固"
  事件 accepted "验收合格" 于 accepted_on "验收合格日"
记录 care_job "养老服务岗位" "一次入职"
  识别项 care_contract "岗位合同号"
  graduated "入职学历" 取值 bachelor_degree "本科及以上"、college_degree "专科"、vocational "中专"、other_degree "其他学历"
  事件 joined "入职" 于 joined_on "入职日"
记录 nursing_exam "岗位考核" "一年的考核"
  识别项 exam_number "考核编号"
  skill "技能等级" 取值 senior "高级工"、middle "中级工"、junior "初级工"
  事件 passed "通过" 于 passed_on "通过日"
记录 accident "责任事故" "一起事故"
  识别项 accident_number "事故编号"
  事件 happened "发生" 于 happened_on "发生日"
记录 post "聘用" "一份聘用合同"
  识别项 post_contract "聘用合同号"
  状态 in_post "在职" 自 hired_on "聘用日" 至 left_on "离职日"
记录 startup "创业实体" "一个创业实体"
  识别项 startup_number "营业执照号"
  jobs "带动就业人数" 件数
  new_trade "从事新业态" 是否
  事件 registered "登记" 于 registered_on "登记日"
记录 hire "新增员工" "一名员工"
  识别项 hire_contract "劳动合同号"
  months "稳定就业月数" 件数
  事件 hired "招用" 于 recruited_on "招用日"
记录 poor_worker "脱贫劳动力" "一名劳动力一年的就业"
  识别项 worker_number "身份证号"、work_year
  work_year "就业年份" 件数
  months "在岗月数" 件数
  事件 verified "核实" 于 verified_on "核实日"
