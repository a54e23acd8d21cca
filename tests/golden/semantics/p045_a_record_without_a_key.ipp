vocabulary words "Words"

record contract "合同"
  amount "金额" money
  event signed "签订" on signed_on "签订日"
