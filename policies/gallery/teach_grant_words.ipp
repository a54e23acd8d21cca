vocabulary teach_grant_words "Words of the grant for future teachers" "师范生助学金词汇"

applicant student "学生" "a student who agrees to teach" "承诺任教的学生"

record study_year "学年" "the studies of one award year" "一个学年的学习" plural study_years
  key year_number "学年号"
  programme "培养项目" text "the programme of study, as in the agreement to serve" "服务协议所载的培养项目"
  stage "阶段" is one of undergraduate "本科", graduate "研究生"
  enrolment "学习量" is one of full_time "全日制", three_quarters "大半日制", half_time "半日制", less_than_half "不足半日制"
  event disbursed "发放" on disbursed_on "发放日"
record service "服务" "what became of an agreement to serve" "一份服务协议的履行情况" plural services
  key programme "培养项目"
  years_taught "任教年数" count "academic years of teaching that count" "符合规定的任教学年数"
  event ended "期满" on ended_on "期满日"
