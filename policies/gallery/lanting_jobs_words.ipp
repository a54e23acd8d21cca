vocabulary lanting_jobs_words "Words of the aid for first jobs" "初次就业补助词汇"

applicant employer "用人单位" "a firm, a shop or an association that pays wages" "支付工资的企业、商户或社会团体"

level provincial "省级" > municipal "市级"

applicant fields
  insured "依法参保" yes/no dated "social insurance is paid for all staff" "为全体职工缴纳社会保险"

figures per year
  staff "职工人数" count "on 1 January of the year" "以当年1月1日人数为准"

record employment "录用" "one person who works under one contract" "依一份合同工作的一人" plural employments
  key contract "合同号"
  contract "合同号" text
  person "职工" text "number of the identity card" "身份证号码"
  born_on "出生日" date
  event hired "入职" on began_on "入职日"
  state employed "在职" from began_on until left_on "离职日"
  order of days born_on, began_on, left_on
record course "培训" "one course of one employee, paid by the employer" "用人单位付费、一名职工参加的一次培训" plural courses
  key certificate "证书号"
  contract "合同号" text "the contract of the employee" "职工的合同号"
  subject "培训类别" is one of care "养老护理", crafts "技能工种", office "办公技能"
  fee "培训费" money
  event completed "结业" on completed_on "结业日"
