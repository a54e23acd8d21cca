词汇 enterprise "产业扶持词汇"

申请人 firm "企业" "依法登记的企业" 包括 small_firm
申请人 small_firm "小微企业"
申请人 institute "高校院所"
申请人 operator "运营机构" "孵化器的运营者"
申请人 guarantor "担保机构"
申请人 person "个人"

级别 national "国家级" > provincial "省级" > municipal "市级"
行情 lpr "贷款市场报价利率" 比例，每月

申请人情况
  above_scale "规模以上" 是否 随时变动
  headquarters "总部企业" 是否 随时变动
  dishonest "失信" 是否 随时变动
  accident "发生安全事故" 是否 随时变动
  founded_on "成立日" 日期 固定

年度数据
  output "工业总产值" 金额
  revenue "营业收入" 金额
  research "研发费用" 金额
  exports "出口额" 金额
  contribution "地方财力贡献" 金额
  freight_tons "货运量" 件数
  guaranteed "担保发生额" 金额

记录 renewal "技改项目" "一个技术改造项目"
  识别项 number "项目编号"
  equipment "设备投资额" 金额
  software "软件购置费" 金额
  kind "改造类型" 取值 smart "智能化改造"、green "绿色化改造"、general "一般改造"
  score "评审得分" 数值
  事件 filed "备案" 于 filed_on "备案日"
  事件 completed "竣工" 于 completed_on "竣工日" 默认
记录 platform "研发平台" "一个研发平台"
  识别项 platform_name "平台名称"、level
  level "级别" 级别
  kind "平台类型" 取值 lab "重点实验室"、centre "工程研究中心"、tech "企业技术中心"
  spending "研发设备费" 金额
  事件 recognised "认定" 于 recognised_on "认定日"
记录 patent "专利" "一件专利"
  识别项 number "专利号"
  kind "专利类型" 取值 invention "发明专利"、utility "实用新型"、design "外观设计"
  fee "官方费用" 金额
  abroad "境外" 是否
  used "已转化" 是否
  filed_on "申请日" 日期
  事件 granted "授权" 于 granted_on "授权日"
记录 standard "标准" "一项标准"
  识别项 code "标准号"
  kind "标准类别" 取值 international "国际标准"、national_standard "国家标准"、trade "行业标准"、group_standard "团体标准"
  role "起草身份" 取值 leading "主导起草"、joining "参与起草"
  place "起草排名" 件数
  事件 published "发布" 于 published_on "发布日"
记录 title "企业资质" "一次资质认定"
  识别项 number "证书编号"
  kind "资质类别" 取值 high_tech "高新技术企业"、special "专精特新"、giant "小巨人"、champion "单项冠军"
  renewed "重新认定" 是否
  事件 recognised "认定" 于 recognised_on "认定日"
记录 first_set "首台套" "一个首台套产品"
  识别项 product "产品编号"
  kind "装备类别" 取值 complete "整机"、set "成套设备"、part "核心部件"
  price "销售价格" 金额
  premium "综合险保费" 金额
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 insured "投保" 于 insured_on "投保日"
记录 cloud "上云项目" "一个上云项目"
  识别项 contract "服务合同号"
  fee "上云费用" 金额
  devices "上云设备数" 件数
  事件 accepted "验收" 于 accepted_on "验收日"
记录 green "绿色称号" "一次绿色制造称号"
  识别项 number "称号编号"
  level "级别" 级别
  kind "称号类型" 取值 factory "绿色工厂"、chain "绿色供应链"、product "绿色产品"
  事件 won "获评" 于 won_on "获评日"
记录 saving "节能项目" "一个节能项目"
  识别项 number "节能编号"
  tons "节能量" 件数 "吨标准煤"
  investment "节能投资" 金额
  事件 accepted "验收" 于 accepted_on "验收日"
记录 talent "引进人才" "引进的一名人才"
  识别项 card "证件号"
  kind "人才类别" 取值 top "顶尖人才"、leading "领军人才"、core "骨干人才"
  pay "年薪" 金额
  house "购房款" 金额
  事件 hired "引进" 于 joined_on "入职日" 默认
  事件 bought "购房" 于 bought_on "购房日"
  状态 employed "在职" 自 joined_on 至 left_on "离职日"
记录 incubator "孵化器" "一家孵化器"
  识别项 incubator_name "孵化器名称"
  level "级别" 级别
  area "孵化面积" 数值 "平方米"
  tenants "在孵企业数" 件数
  graduates "毕业企业数" 件数
  grade "考核等次" 取值 excellent "优秀"、good "良好"、fair "合格"
  事件 recognised "认定" 于 recognised_on "认定日" 默认
  事件 assessed "考核" 于 assessed_on "考核日"
记录 contract "技术合同" "一份技术合同"
  识别项 number "合同登记号"
  price "成交额" 金额
  technology "技术交易额" 金额
  related "关联交易" 是否
  role "交易身份" 取值 seller "卖方"、buyer "买方"
  事件 registered "登记" 于 registered_on "登记日"
记录 listing "上市进程" "上市的一个阶段"
  识别项 stage
  stage "上市阶段" 取值 reform "股份制改造"、tutoring "辅导备案"、listed "首发上市"
  raised "募集资金" 金额
  事件 done "完成" 于 done_on "完成日"
记录 loan "担保贷款" "一笔由担保机构担保的贷款"
  识别项 contract "贷款合同号"
  principal "贷款本金" 金额
  interest "利息支出" 金额
  guarantee_fee "担保费" 金额
  compensation "代偿额" 金额
  first_loan "首贷" 是否
  overdue "逾期" 是否
  lent_on "放款日" 日期
  事件 repaid "还清" 于 repaid_on "还清日" 默认
  事件 compensated "代偿" 于 compensated_on "代偿日"
记录 office "办公用房" "一处办公用房"
  识别项 certificate "房屋编号"
  area "建筑面积" 数值 "平方米"
  price "购置价款" 金额
  rent "月租金" 金额
  way "取得方式" 取值 bought "购置"、let "租赁"
  事件 delivered "交付" 于 delivered_on "交付日"
  状态 let_now "租用" 自 rented_on "起租日" 至 returned_on "退租日"
记录 fair "参展" "一次参展"
  识别项 fair_name "展会名称"
  place "展会地点" 取值 home "境内展会"、foreign_fair "境外展会"
  stands "展位数" 件数
  fee "展位费" 金额
  people "参展人员数" 件数
  virtual "线上展会" 是否
  事件 done "完成" 于 done_on "完成日"
记录 insurance "出口信用保险" "一份保单"
  识别项 policy_number "保单号"
  premium "保费" 金额
  emerging "新兴市场" 是否
  事件 insured "投保" 于 insured_on "投保日"
记录 depot "海外仓" "一处海外仓"
  识别项 number "仓库编号"
  area "仓储面积" 数值 "平方米"
  investment "建设投资" 金额
  rent "年租金" 金额
  public "公共海外仓" 是否
  事件 opened "启用" 于 opened_on "启用日"
记录 freight "货物运输" "一票货物"
  识别项 waybill "运单号"
  mode "运输方式" 取值 rail "铁路班列"、sea "江海联运"、air "航空货运"
  boxes "标箱数" 件数
  tons "运量" 数值 "吨"
  charge "运费" 金额
  chilled "冷链" 是否
  事件 sent "发运" 于 sent_on "发运日"
记录 cold_store "冷库" "一处冷库"
  识别项 number "冷库编号"
  volume "库容" 数值 "立方米"
  cost "造价" 金额
  kind "冷库类型" 取值 low "低温库"、high "高温库"
  rebuilt "改建" 是否
  事件 started "投用" 于 started_on "投用日"
记录 park "物流园" "一处物流园"
  识别项 number "园区编号"
  land "占地面积" 数值 "亩"
  investment "总投资" 金额
  carriers "入驻物流企业数" 件数
  事件 opened "开园" 于 opened_on "开园日"
