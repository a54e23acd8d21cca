词汇 industry "产业与外贸词汇"

申请人 company "企业" "依法登记的公司" 包括 small_company
申请人 small_company "小微企业" "按国家划型标准属于小型、微型的企业"
申请人 agency "服务机构" "为企业提供服务的机构"
申请人 association "行业协会" "会员制组织"
申请人 university "高校院所" "高等学校和科研院所"

统称 unit "单位" 包括 company、agency、association、university

级别 national "国家级" > provincial "省级" > municipal "市级" > district "区级"

行情 central_parity "汇率中间价" CNY 计每种外币，每日

申请人情况
  in_district "在本区" 是否 随时变动 "在本区登记注册并纳税"
  founded_on "成立日" 日期 固定
  staff "职工人数" 件数 随时变动
  dishonest "失信" 是否 随时变动 "被列入严重失信主体名单"

年度数据
  output "工业产值" 金额
  revenue "营业收入" 金额
  exports "出口额" 金额
  contribution "区级贡献" 金额 "当年对区级财政的贡献"

记录 upgrade "技改项目" "一个技术改造项目"
  识别项 project_number "项目编号"
  equipment "设备投资额" 金额 "不含税"
  smart "智能化" 是否
  事件 finished "完工" 于 finished_on "完工日"
记录 honour "企业资质" "一项资质"
  识别项 honour
  honour "资质" 取值 high_tech "高新技术企业"、specialised "专精特新"、giant "小巨人"、champion "单项冠军"
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 new "新认定" 于 recognised_on 首次
记录 statistics_entry "入统" "纳入规模以上统计"
  识别项 entry_year "入统年度"
  事件 entered "纳入" 于 entered_on "纳入日"
记录 listing "上市进程" "上市的一个阶段"
  识别项 stage
  stage "阶段" 取值 filed "辅导备案"、accepted "受理"、listed "挂牌上市"
  事件 reached "达成" 于 reached_on "达成日"
记录 fair "境外展会" "一次境外参展"
  识别项 booth_number "展位编号"
  market "市场" 取值 traditional "传统市场"、emerging "新兴市场"
  booth_fee "展位费" 金额
  paid_on "付款日" 日期
  事件 attended "参展" 于 attended_on "参展日"
记录 export_insurance "出口信用保险" "一份保单"
  识别项 policy_number "保单号"
  premium "保费" 金额 "实际支付的保费"
  事件 insured "投保" 于 insured_on "投保日"
记录 settlement "跨境结算" "一笔跨境人民币结算"
  识别项 slip "凭证号"
  amount "结算额" 金额
  事件 done "办理" 于 done_on "办理日"
记录 cold_truck "冷藏车" "一辆车"
  识别项 plate "车牌号"
  price "裸车价" 金额 "不含税"
  事件 bought "购置" 于 bought_on "购置日"
记录 drug "新药" "一个品种"
  识别项 product "品种"、phase
  phase "临床阶段" 取值 phase_1 "一期临床"、phase_2 "二期临床"、phase_3 "三期临床"
  cost "研发费用" 金额
  事件 completed "完成" 于 completed_on "完成日"
记录 standard "标准项目" "一项标准"
  识别项 standard_number "标准号"
  reached "标准层级" 取值 international_standard "国际标准"、national_standard "国家标准"、
      industry_standard "行业标准"
  leads "主导制定" 是否
  事件 published "发布" 于 published_on "发布日"
记录 quality_prize "质量奖" "一次获奖"
  识别项 edition "届次"、level
  level "级别" 级别
  事件 won "获奖" 于 won_on "获奖日"
记录 solar "光伏项目" "一个项目"
  识别项 project_number "项目编号"
  capacity "装机容量" 件数 "千瓦"
  investment "投资额" 金额
  事件 connected "并网" 于 connected_on "并网日"
记录 school_deal "校企合作" "一份合作协议"
  识别项 agreement "协议号"
  cost "合作费用" 金额 "实际支付的费用"
  事件 signed "签约" 于 signed_on "签约日"
记录 sanction "行政处罚" "一次处罚"
  识别项 decision "决定书号"
  事件 decided "作出" 于 decided_on "作出日"
