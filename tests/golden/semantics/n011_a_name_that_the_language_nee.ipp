vocabulary words "Words"

applicant applicant "申请人"

applicant fields
  kinds "类别" text fixed

record contract "合同"
  key id "编号"
  event signed "签订" on signed_on "签订日"
