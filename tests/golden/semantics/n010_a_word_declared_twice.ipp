vocabulary words "Words"

applicant enterprise "企业"

figures per year
  filings "申请量" count
  enterprise "企业数" count
