vocabulary trade "Firms, training and exports"

applicant company "公司" "a company that is registered as such" includes small_company
applicant small_company "小公司" "a company with fewer than 50 employees"
applicant sole_trader "个体户" "a person who trades alone"
applicant charity "慈善组织" "a body that may not distribute profits"
applicant employer "雇主" "anybody who employs people"
applicant athlete "运动员" "a person who competes for the country"

class business "经营者" is company, sole_trader

applicant fields
  employees "雇员数" count dated
  registered_here "本地注册" yes/no dated
  trading "营业" since started_on "开业日"
  in_insolvency "破产程序" yes/no dated

figures per year
  turnover "营业额" money
  export_sales "出口额" money
  jobs_created "新增岗位" count

record course "培训" "one course of one worker" plural courses
  key certificate "证书号"
  hours "每周工时" count "hours that the worker works in a week"
  wages "工资" money "wages for the time of the course"
  cost "费用" money
  accredited "认证" yes/no
  event finished "结业" on finished_on "结业日"
record apprentice "学徒" "one apprentice" plural apprentices
  key contract "合同号"
  age "年龄" count "on the first day"
  in_care "受监护" yes/no "was in the care of the authority"
  event hired "雇用" on hired_on "雇用日"
  event qualified "出师" on qualified_on "出师日"
record fair "展会" "one trade fair that the firm attended" plural fairs
  key booking "预订号"
  abroad "境外" yes/no
  fee "参展费" money "what the organiser charged"
  travel "差旅费" money
  event attended "参展" on attended_on "参展日"
record market_project "市场项目" "one project to enter a market"
  key project_number "项目号"
  market "市场" text "the country"
  costs "费用" money
  event completed "完成" on completed_on "完成日"
record website "网站" "one shop on the internet"
  key invoice "发票号"
  cost "费用" money "without VAT"
  event completed "完成" on completed_on "完成日"
record equipment "设备" "one machine or solution"
  key invoice "发票号"
  cost "费用" money
  price_list "目录内" yes/no "is on the list of approved solutions"
  event bought "购买" on bought_on "购买日"
record patent_filing "专利申请" "one application for a patent"
  key application_number "申请号"
  fees "官费" money "what the office charged"
  drafting "代理费" money "what the attorney charged for the draft"
  event filed "申请" on filed_on "申请日"
record trade_mark "商标" "one mark"
  key application_number "申请号"
  fees "官费" money
  event filed "申请" on filed_on "申请日"
record design "外观设计" "one design"
  key application_number "申请号"
  fees "官费" money
  event filed "申请" on filed_on "申请日"
record loan "贷款" "one loan"
  key contract "合同号"
  interest "利息" money "what was paid in the year"
  event repaid "还清" on repaid_on "还清日"
record film "影片" "one production"
  key production_number "制片号"
  spend "本地支出" money "qualifying expenditure in the state"
  rural_days "乡村拍摄天数" count
  event wrapped "杀青" on wrapped_on "杀青日"
record medal "奖牌" "one medal"
  key games, discipline
  games "赛会" text
  discipline "项目" text
  colour "成色" is one of gold "金牌", silver "银牌", bronze "铜牌"
  team "团体" yes/no
  event won "获奖" on won_on "获奖日"
record plan "规划" "one project of a producer"
  key project_number "项目号"
  purpose "用途" is one of planning "规划", working_capital "营运资金"
  event approved "批准" on approved_on "批准日"
record certificate "认定证书" "one recognition as a high-tech company" plural certificates
  key certificate_number "证书编号"
  grade "等级" is one of national "国家级", municipal "市级"
  event issued "颁发" on issued_on "颁发日"
