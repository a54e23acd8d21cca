awrad 200 when r new
award once when r new
award 5 once wehn r new
award 5 when r new and amount at lest 5
cap 500 enterprise
limit 3 per year
award 5 award 7 when a b
award 5
award 5 when when new
award 5 enterprise when a b
award 5 when a b to enterprise
award 5 once to a once when r new
if at least 5 patent granted
pay
award 5 when
article 5 "x" informativ
奖励20万元 一次性 当 a 新认定
oblige county to match 5
if a is
refers to "x"
award 5 when r new.
