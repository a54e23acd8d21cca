# Hunan (China): reward of the province for refits that save energy.
# Source: 湖南省节能技术改造财政奖励资金管理办法 of the province's departments of finance and of economy, articles 12, 13 and 18,
# http://www.fsou.net.cn/html/text/lar/173300/17330072_2.html, for the years of the twelfth five-year plan. Articles of
# this page are those of the document, in own words. The page in zh/ was written first.
#
# The sums of the reward and the conditions for it are in articles 1 to 11 and not encoded: experts review a project, the two
# departments set its reward, and the facts state it. The document is in force 30 days after it was published; that day was
# not in the source, so the page has the five years of the plan. Sums of the cases are worked out by hand from the shares.
#
# Not encoded: who audits the saving (15, 16), penalties of public law (18).

policy hunan_energy "Hunan (China): reward for refits that save energy" "湖南省节能技术改造财政奖励"
  language 4
  document "湖南省节能技术改造财政奖励资金管理办法"
  effective 2011-01-01 to 2015-12-31
  use hunan_energy_words

article 13 "Paid in two years, taken back if the saving is missed" "分两年下达，未达到节能量的扣回"
  award reward once to firm when project listed
    as energy_reward "节能奖励"
    uncapped
  pay in parts
    60% at once
    the rest when reached
  recover 100% of what was paid when project missed
    as taken_back "扣回"
    pay nothing more

article 18 "False statements, or money used otherwise" "弄虚作假或者不按规定用途使用"
  over article 13
    if has no misconduct established
    recover 100% of what was paid for the same project_number when misconduct established
      as recovery "追回"
      pay nothing more

case "a reward of 1,000,000: 600,000 in its year, 400,000 after the audit"
  given firm
    project A: reward 1000000, listed_on 2012-06-01, reached_on 2013-05-20, missed_on none
  expect A granted 1000000
  expect 2012 total 600000
  expect 2013 total 400000
  expect to pay back 0

case "the saving is missed: 600,000 back, and no second part"
  given firm
    project A: reward 1000000, listed_on 2012-06-01, reached_on none, missed_on 2013-05-20
  given history energy_reward A paid 600000 on 2012-08-01
  expect 2013 total 0
  expect 2013 to pay back 600000
  expect net less 600000

case "a first part that was not paid yet is not paid"
  given firm
    project A: reward 1000000, listed_on 2012-06-01, reached_on none, missed_on 2012-12-20
  expect total 600000
  expect to pay back 600000
  expect payable now 0

case "both parts were paid and used otherwise: 1,000,000 back, and nothing of another project"
  given firm
    misconduct A: established_on 2014-03-01
  given history energy_reward A paid 600000 on 2012-08-01
  given history energy_reward A paid 400000 on 2013-08-01
  given history energy_reward B paid 300000 on 2013-08-01
  expect 2014 to pay back 1000000

case "no reward for a new project of the firm"
  given firm
    project C: reward 500000, listed_on 2014-06-01, reached_on none, missed_on none
    misconduct A: established_on 2014-03-01
  expect C of energy_reward not eligible because established
  expect total 0
