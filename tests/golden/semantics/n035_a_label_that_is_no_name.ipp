vocabulary words "Words"

applicant enterprise "且"

record patent "发明 专利"
  key number "专利的号"
  fee "官费-1" money
  paid "超过" yes/no
  rate "奖励" percent
  event granted "授权" on granted_on "授权日"
