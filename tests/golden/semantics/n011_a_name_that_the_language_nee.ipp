vocabulary words "Words"

applicant applicant "申请人"

applicant fields
  kinds "类别" text fixed
  as_of "截至日" date fixed

record contract "合同"
  key id "编号"
  event signed "签订" on signed_on "签订日"
record support "支持"
  key number "编号"
  event granted "获批" on granted_on "获批日"
