vocabulary words "Generated words"
applicant institute
applicant university
series central_rate CNY per currency, daily
record prize
  prize_money money
  prize_districts list of text
  event won on won_on
record special_prize is prize
figures per year
  staff count
