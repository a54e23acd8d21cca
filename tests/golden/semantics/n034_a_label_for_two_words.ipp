vocabulary words "Words"

applicant enterprise "企业"

choice right "专利类型" invention "发明" · utility "发明"

applicant fields
  located_here "企业" yes/no

record patent "专利"
  key number "号"
  fee "number" money
  event granted "授权" on granted_on "授权日"
  event licensed "授权" on licensed_on "许可日"

record fast_patent "快速专利" is patent
  speed "号" count
