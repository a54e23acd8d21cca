vocabulary words "Words"

record patent "专利"
  key number "专利号"
  event filed "申请" on filed_on "申请日" default
  event granted "授权" on granted_on "授权日" default
