# United States: TEACH Grant, a grant for students who agree to teach.
# Source: 34 CFR part 686 (73 FR 35472 of 23 June 2008), https://www.ecfr.gov/current/title-34/part-686: § 686.21 for the sums,
# § 686.1, § 686.12 and § 686.43 for the service and the repayment. The articles of this page are the sections of part 686, in own words.
#
# The window ends when the budget cuts of 1 March 2013 began to reduce each grant. The loans of this time have 6.8% a year.
# The case of 27,424 is an example that Niagara University has published for its students
# (https://www.niagara.edu/repayment-example); the other sums are worked out by hand.
#
# Not encoded: which schools and subjects count (§ 686.40), suspension and discharge (§ 686.41, § 686.42), unpaid
# interest that is added to the loan, the months of grace, and a loan that becomes a grant again (§ 686.43(c)).

policy teach_grant "United States: TEACH Grant" "美国：师范生助学金"
  language 4
  document "34 CFR part 686"
  issued 2008-06-23
  effective 2008-07-01 to 2013-02-28
  year begins 07-01
  currency USD
  round half up to 0.01
  use teach_grant_words

article 21 "Calculation of a grant" "助学金金额"
  here annual_award "年度金额" of study_year by enrolment
    full_time: 4000
    three_quarters: 3000
    half_time: 2000
    less_than_half: 1000
  here most_in_all "累计上限" of study_year by stage
    undergraduate: 16000
    graduate: 8000
  award annual_award to student when study_year disbursed
    as grant "助学金"
  cap 4000 per student per year
    reading "an award year begins on 1 July, and its grants together are one Scheduled Award"
  cap most_in_all per student per stage

article 43 "Obligation to repay" "偿还义务"
  over article 21
    recover 100% of what was paid for the same programme when service ended and years_taught less than 4
      as loan "转为贷款"
      interest 6.8% per year from the payment to ended_on

case "three years of teaching are not four: 16,000 and interest of 11,424, as published"
  given student
    service Mathematics: years_taught 3, ended_on 2020-08-15
  given history grant A paid 4000 on 2008-08-15: programme "Mathematics", stage undergraduate
  given history grant B paid 4000 on 2009-08-15: programme "Mathematics", stage undergraduate
  given history grant C paid 4000 on 2010-08-15: programme "Mathematics", stage undergraduate
  given history grant D paid 4000 on 2011-08-15: programme "Mathematics", stage undergraduate
  expect 2020 to pay back 27424

case "four years of teaching: nothing back"
  given student
    service Mathematics: years_taught 4, ended_on 2020-08-15
    study_year A: programme "Mathematics", stage undergraduate, enrolment full_time, disbursed_on 2008-08-15
  expect total 4000
  expect to pay back 0

case "the sums of the four enrolments"
  given student
    study_year A: programme "Mathematics", stage undergraduate, enrolment full_time, disbursed_on 2008-08-15
    study_year B: programme "Mathematics", stage undergraduate, enrolment three_quarters,
        disbursed_on 2009-08-15
    study_year C: programme "Mathematics", stage undergraduate, enrolment half_time, disbursed_on 2010-08-15
    study_year D: programme "Mathematics", stage undergraduate, enrolment less_than_half,
        disbursed_on 2011-08-15
  expect A 4000
  expect B 3000
  expect C 2000
  expect D 1000

case "16,000 in all for undergraduates, 8,000 for graduates"
  given student
    study_year D: programme "Mathematics", stage undergraduate, enrolment full_time, disbursed_on 2011-08-15
    study_year E: programme "Mathematics", stage graduate, enrolment full_time, disbursed_on 2012-08-15
  given history grant A paid 4000 in 2008: programme "Mathematics", stage undergraduate
  given history grant B paid 4000 in 2009: programme "Mathematics", stage undergraduate
  given history grant C paid 6000 in 2010: programme "Mathematics", stage undergraduate
  expect D 2000
  expect D reduced by cap of article 21
  expect E 4000

case "two grants of one award year: 4,000 in all"
  given student
    study_year A: programme "Mathematics", stage undergraduate, enrolment three_quarters,
        disbursed_on 2010-08-15
    study_year B: programme "Physics", stage undergraduate, enrolment half_time, disbursed_on 2011-01-20
  expect 2010 total 4000
  expect B 1000

case "only the grants of the programme whose service was not done become a loan"
  given student
    service Mathematics: years_taught 0, ended_on 2019-08-15
    service Physics: years_taught 4, ended_on 2021-08-15
  given history grant A paid 4000 on 2009-08-15: programme "Mathematics", stage undergraduate
  given history grant B paid 2000 on 2011-08-15: programme "Physics", stage graduate
  expect 2019 to pay back 6720
  expect net less 6720
