vocabulary returns "Grants that may have to be paid back"

applicant owner "业主" "a person who owns a home"
applicant firm "企业" "a company that carries out a project"
applicant nurse "人才" "a person who serves under an agreement"
applicant farmer "农户" "a person who buys a machine"

record home "住房" "one home of an owner" plural homes
  key address "地址"
  cost "造价" money
  net_proceeds "净收益" money "what the owner keeps of the price"
  builder "承建单位" text "the id of the builder"
  event completed "竣工" on completed_on "竣工日" default
  event sold "出售" on sold_on "出售日"
  event vacated "搬离" on vacated_on "搬离日"
record project "项目" "one project of a firm" plural projects
  key project_number "项目编号"
  budget "预算" money
  spent "实际支出" money
  upper_paid "上级资金" money "what another level paid"
  upper_returned "上级收回额" money "what the other level took back"
  jobs_promised "承诺岗位数" count
  jobs_created "实有岗位数" count
  decided_share "核定比例" percent "decided by the bureau"
  bankrupt "破产" yes/no
  report_filed "报告已提交" yes/no
  days_late "迟交工作日" count
  reported_on "报告日" date
  event approved "立项" on approved_on "立项日" default
  event accepted "验收" on accepted_on "验收日"
  event failed "验收不合格" on failed_on "不合格日"
  event ended "终止" on ended_on "终止日"
  event cancelled "撤销" on cancelled_on "撤销日"
  event stopped "停工" on stopped_on "停工日"
  event moved "外迁" on moved_on "外迁日"
  event assessed "考核" on assessed_on "考核日"
record agreement "协议" "one agreement to serve" plural agreements
  key agreement_number "协议号"
  total "补贴总额" money
  event signed "签订" on signed_on "签订日" default
  event left "离职" on left_on "离职日"
record machine "农机" "one machine" plural machines
  key machine_number "机号"
  price "机价" money
  maker "生产企业" text "the id of the maker"
  event bought "购置" on bought_on "购置日" default
  event returned "退货" on returned_on "退货日"
  event resold "转让" on resold_on "转让日"
record irregularity "违规" "one irregularity" plural irregularities
  key case_number "案号"
  penalty_share "罚款比例" percent "decided by the bureau"
  event found "查实" on found_on "查实日" default
record assessment "清算" "what is due for a period, as assessed" plural assessments
  key period "时段"
  entitlement "应享金额" money
  event made "作出" on made_on "作出日" default
record request "申请单" "one request for support" plural requests
  key request_number "申请单号"
  amount "申请金额" money
  discharged_on "出院日" date
  issued_on "发券日" date
  event filed "提交" on filed_on "提交日" default
  event redeemed "兑券" on redeemed_on "兑券日"
record plot "地块" "one plot of land" plural plots
  key plot_number "地块号"
  area "面积" count "in mu"
  event planted "造林" on planted_on "造林日" default
