policy rules "Every rule and header"
  document "〔2021〕1号"
  issued 2021-12-21
  effective from 2021-12-21 for 3 years by discretion from 2021-01-01
  year begins 04-01
  status draft
  currency CNY
  level municipal
  same matter is item
  same matter of patent_prize is patent, level
  round half even to 0.01
  use ip
  language 2
  replaces "an older document"
    clause 3.product.new was 2.product
  formerly rules_2018, rules_2019
  ended 1.product.new, w7, 2.1.5.staff
  reading "from the day of signing"
  if located_here

article 1 "Rules"
  same matter of patent_prize is patent
  award 5 when r new
  limit 3 country per family, earliest first
  limit 100 items per unit per year
  limit 1 year per pledged_right, as chosen
  no repeat per matter per level
  pay highest with older documents per matter per year
  top up per matter
    same matter is applicant
  cap 300000 paid per year across applicants, in turn
  cap 300000 per enterprise per year across applicants
    except article 3, articles 5 to 9, gi_mark, 11.ip_title.new
    carry forward 2 years
    reading "oldest first" by "Bureau of Finance" on 2026-03-01
  cap 300000 per year across applicants, in order of filed_on, then highest agency_fee first
  quota 2 to 5 patents per year by agency_fee then in order of filed_on
  pay each
  quota 2 to 3 projects per year by score
  table award_of by prize
    major: 1000000
  group inner
    award 5 when r new
    none when pledged_principal cannot be determined
article 2 "Other" informative
article 3 in header
article 4 defines "以上 includes the number"
article 5
  refers to "a" for policy
  refers to "b" for loan repaid and on_schedule
  refers to "c" instead of articles 1 to 24 for records of 2021
  oblige county to match at least 100% of award
  oblige city to "set up a fund"
  allocate 500000 at most 1000000 per year to city while cultivation in_progress
  target "two hundred listed units" 200 by 2022
  here enterprise means located_here and legal_person
over policy
  suspend enterprise for the year when sanction opened and level at least municipal
  none when another level supported the same matter
  require of every record that domestic
  none when this level supported the same matter
    except article 11
    same matter is item
over articles 5 to 9, 12, 14 to 15
  cap local_contribution per enterprise per year
over policy
  pay highest of articles 2 to 3, (article 4 and bonus) per enterprise per year
    except article 11
  recover 100% of what was paid when sanction opened
    if opened_on less than 36 months after the payment
    surcharge 20%
    interest 3% per year from the payment to opened_on
    nothing below 100
    nothing up to 50
    at most 975
    round down to 10
    in the order loan_a, article 2
    pay nothing more
    set off against awards for 3 years
  recover (60 less full months from the first payment to opened_on) divided by 60 of what was paid when sanction opened
  recover reduction of what was paid for the same project from lead when sanction opened and serious
  recover 5000 of what was paid when sanction opened
  recover what was paid above entitlement when sanction opened
  cap 1000 per unit
    what is paid back counts no longer
    what lapses counts no longer
  collect 5% of loss from farmer when damage found
    set off against awards for 3 years
  collect by loss per year once from farmer, firm from 2021-01-01 when damage found
    at least 500: 10% of loss at most 900
    otherwise: 12
  collect as follows from farmer when damage found
    loss at least 500: 25
    otherwise: 12
