vocabulary words "Words"

record contract "合同"
  key number "合同号"
  matter firm
  event signed "签订" on signed_on "签订日"
