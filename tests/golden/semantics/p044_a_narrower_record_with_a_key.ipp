vocabulary words "Words"

record patent "专利"
  key number "专利号"
  right "专利类型" is one of invention "发明", design "外观设计"
  event granted "授权" on granted_on "授权日"

record invention_patent "发明专利" is patent with right invention
  key application "申请号"
