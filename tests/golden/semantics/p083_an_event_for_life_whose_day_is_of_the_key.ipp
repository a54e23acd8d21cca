vocabulary words "Words"

record audit "审核"
  key standard "标准", passed_on
  event passed "通过" on passed_on "通过日" once for life
