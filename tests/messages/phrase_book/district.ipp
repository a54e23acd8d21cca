词汇 district "区级扶持词汇"

申请人 firm "企业" "依法登记的企业"
申请人 hotel "酒店" "住宿业经营者"
申请人 cooperative "合作社" "农民专业合作社"
申请人 college "职业院校"
申请人 person "个人"

申请人情况
  staff "职工人数" 件数 随时变动
  small "小微企业" 是否 随时变动

年度数据
  revenue "营业收入" 金额
  exports "出口额" 金额
  research "研发费用" 金额
  guests "接待人次" 件数

记录 robot "机器人" "一台工业机器人"
  识别项 serial "出厂编号"
  price "购置价" 金额
  subsidy "厂家补贴" 金额
  kind "用途" 取值 welding "焊接"、assembly "装配"、carrying "搬运"
  domestic "国产" 是否
  bought_on "购置日" 日期
  事件 installed "投用" 于 installed_on "投用日"
记录 greenhouse "大棚" "一处设施大棚"
  识别项 plot "地块编号"
  area "种植面积" 数值 "亩"
  cost "建设费" 金额
  heated "加温" 是否
  事件 built "建成" 于 built_on "建成日"
记录 loan "贷款" "一笔银行贷款"
  识别项 contract "借款合同号"
  principal "本金" 金额
  interest "利息" 金额
  months "计息月数" 件数
  applied_on "申请日" 日期
  lent_on "放款日" 日期
  事件 repaid "还清" 于 repaid_on "还清日"
记录 trainee "学员" "一名参加培训的学员"
  识别项 certificate "证书编号"
  fee "学费" 金额
  hours "学时数" 件数
  level "等级" 取值 junior "初级工"、middle "中级工"、senior "高级工"
  graduated_on "毕业日" 日期
  事件 passed "取证" 于 passed_on "取证日"
记录 conference "会议" "一场会议"
  识别项 number "备案号"
  people "参会人数" 件数
  nights "会期天数" 件数
  cost "场租费" 金额
  foreign "国际性" 是否
  score "评分" 数值
  事件 held "举办" 于 held_on "举办日"
记录 standard "标准" "一项标准"
  识别项 code "标准号"
  scope "层级" 取值 international "国际标准"、national "国家标准"、trade "行业标准"
  leading "主导" 是否
  事件 published "发布" 于 published_on "发布日"
