vocabulary words "Words"

record contract "合同"
  key number "合同号"
  money "金额" amount
  event signed "签订" on signed_on "签订日"
