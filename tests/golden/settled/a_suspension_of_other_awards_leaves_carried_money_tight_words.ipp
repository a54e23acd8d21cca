vocabulary words "Generated words"
applicant institute
level national > provincial
record prize plural prizes
  level level
  prize_money money
  prize_districts list of text
  event won on won_on
  event presented on presented_on default
figures per year
  revenue money
