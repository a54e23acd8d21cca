vocabulary words "Words"

applicant enterprise "企业"

figures per year
  sales "销售收入" money

record contract "合同"
  key number "合同号"
  sales "合同销售额" money
  event signed "签订" on signed_on "签订日"
