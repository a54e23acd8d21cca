# Cases of qingyuan_2018. Every figure was worked out by hand from the document and the recorded readings.
# The day before and after each border, each side of each threshold, and each rule once binding and once not.

cases for qingyuan_2018

# ---- the window: 2018-07-04 to 2020-12-31; at the bureau's discretion from 2018-01-01

case "an event on the last day before 2018 is outside" "2018年之前最后一日的事项，不在有效期内"
  given patent_agency located_here
    agency_registration R: form corporate, set_up_on 2017-12-31
  expect R of 1.agency_registration.new out of window
  expect total 0
  expect due between 0 and 0

case "from the first day of 2018 the bureau may pay, up to the sum" "2018年1月1日起的事项，可在规定金额内核定"
  given patent_agency located_here
    agency_registration R: form corporate, set_up_on 2018-01-01
  expect R of 1.agency_registration.new ceiling
  expect total 0
  expect due between 0 and 80000

case "what the bureau set for an early event is paid" "参照执行的事项，按主管部门核定的金额奖励"
  given patent_agency located_here
    agency_registration R: form corporate, set_up_on 2018-01-01
  given approval 1.agency_registration.new R 60000
  expect 2018 R of 1.agency_registration.new 60000
  expect due between 60000 and 60000

case "an early event is not paid above the sum of the article" "参照执行的事项，核定超额的按规定金额奖励"
  given patent_agency located_here
    agency_registration R: form corporate, set_up_on 2018-03-01
  given approval 1.agency_registration.new R 80001
  expect R of 1.agency_registration.new 80000

case "the day before the signing is at discretion still" "签发前一日的事项仍待核定"
  given patent_agency located_here
    agency_registration R: form corporate, set_up_on 2018-07-03
  expect R of 1.agency_registration.new ceiling
  expect due between 0 and 80000

case "on the day of the signing it is a right" "签发当日的事项，按规定应予奖励"
  given patent_agency located_here
    agency_registration R: form corporate, set_up_on 2018-07-04
  expect 2018 R of 1.agency_registration.new 80000
  expect R of 1.agency_registration.new awarded
  expect due between 80000 and 80000

case "the last day counts" "有效期最后一日的事项，予以奖励"
  given patent_agency located_here
    agency_registration R: form corporate, set_up_on 2020-12-31
  expect 2020 R of 1.agency_registration.new 80000

case "the day after the last day is outside" "有效期届满次日的事项，不在有效期内"
  given patent_agency located_here
    agency_registration R: form corporate, set_up_on 2021-01-01
  expect R of 1.agency_registration.new out of window
  expect total 0

case "with an as-of date, a later event is not settled yet" "截至日之后的事项，暂不结算"
  given patent_agency located_here
    agency_registration R: form corporate, set_up_on 2019-05-04
  given as of 2019-05-03
  expect R of 1.agency_registration.new out of window
  expect total 0

case "an early event does not meet the conditions either when it is not here" "参照执行的事项，不在本市的同样不符合条件"
  given patent_agency not located_here
    agency_registration R: form corporate, set_up_on 2018-03-01
  given approval 1.agency_registration.new R 80000
  expect R of 1.agency_registration.new not eligible because located_here
  expect due between 0 and 0

# ---- article 1: new agencies

case "a new branch is paid 20,000" "新设立分支机构，奖励2万元"
  given agency_branch located_here, head_office "an agency in Guangzhou"
    agency_registration R: form branch_office, set_up_on 2019-03-01
  expect 2019 R of 1.agency_registration.new 20000

case "two branches that one agency registers are both paid" "同一代理机构登记两个分支，均予奖励"
  given patent_agency located_here
    agency_registration R1: form branch_office, set_up_on 2019-03-01
    agency_registration R2: form branch_office, set_up_on 2019-06-01
  expect R1 of 1.agency_registration.new 20000
  expect R2 of 1.agency_registration.new 20000
  expect 2019 total 40000

case "an agency and its branch are both paid" "法人机构及其分支先后设立，均予奖励"
  given patent_agency located_here
    agency_registration R1: form corporate, set_up_on 2018-08-01
    agency_registration R2: form branch_office, set_up_on 2019-06-01
  expect 2018 total 80000
  expect 2019 total 20000

case "a registration that was paid for is not paid again" "同一机构设立已兑现的，不再奖励"
  given patent_agency located_here
    agency_registration R: form corporate, set_up_on 2019-03-01
  given history 1.agency_registration.new R paid 80000 in 2018
  expect R of 1.agency_registration.new not eligible because new
  expect 2019 total 0

case "a firm that is no patent agency is not paid" "非专利代理机构的服务机构新设立，不予奖励"
  given agency located_here, not small_or_micro
    agency_registration R: form corporate, set_up_on 2019-03-01
  expect R of 1.agency_registration.new not eligible because patent_agency
  expect total 0

case "an agency elsewhere is not paid" "外地代理机构新设立，不予奖励"
  given patent_agency not located_here
    agency_registration R: form corporate, set_up_on 2019-03-01
  expect R of 1.agency_registration.new not eligible because located_here

case "whether it is an agency or a branch must be known" "机构形式未填明的，结果待定"
  given patent_agency located_here
    agency_registration R: set_up_on 2019-03-01
  expect R of 1.agency_registration.new undetermined for form
  expect due between 20000 and 80000

case "a small new agency is supported under another document too" "小微代理机构新设立，并按其他文件执行"
  given patent_agency located_here, small_or_micro
    agency_registration R: form corporate, set_up_on 2019-03-01
  expect R of 1.agency_registration.new 80000
  expect R of 1.agency_registration by reference

case "a new agency that is not small is not" "非小微代理机构新设立，不按其他文件执行"
  given patent_agency located_here, not small_or_micro
    agency_registration R: form corporate, set_up_on 2019-03-01
  expect R of 1.agency_registration not eligible because small_or_micro
  expect 2019 total 80000

# ---- article 2: grants for which an agency acted

case "an invention, a utility model and a design that were granted" "发明、实用新型、外观设计授权代理，分别奖励"
  given patent_agency located_here, head_office none
    agency_case I: right invention, local_address, compliant, granted_on 2019-03-01
    agency_case U: right utility_model, local_address, compliant, granted_on 2019-03-02
    agency_case D: right design, local_address, compliant, granted_on 2019-03-03
  expect I of 2.agency_case.granted 500
  expect U of 2.agency_case.granted 200
  expect D of 2.agency_case.granted 100
  expect 2019 total 800

case "one patent on two days is one case" "同一专利填写两个授权日的，只奖励一次"
  given patent_agency located_here, head_office none
    agency_case A: number "ZL1", right invention, local_address, compliant, granted_on 2019-03-01
    agency_case B: number "ZL1", right invention, local_address, compliant, granted_on 2020-03-02
  expect A of 2.agency_case.granted 500
  expect B of 2.agency_case.granted not eligible because granted

case "a grant for an address elsewhere is not paid" "非本地地址的授权代理，不予奖励"
  given patent_agency located_here, head_office none
    agency_case I: right invention, not local_address, compliant, granted_on 2019-03-01
  expect I of 2.agency_case.granted not eligible because local_address
  expect total 0

case "a grant against the order on filings is not paid" "不合规申请的授权代理，不予奖励"
  given patent_agency located_here, head_office none
    agency_case I: right invention, local_address, not compliant, granted_on 2019-03-01
  expect I of 2.agency_case.granted not eligible because compliant

case "a grant of an agency elsewhere is not paid" "外地代理机构的授权代理，不予奖励"
  given patent_agency not located_here, head_office none
    agency_case I: right invention, local_address, compliant, granted_on 2019-03-01
  expect I of 2.agency_case.granted not eligible because located_here

case "a grant for which a firm acted that is no patent agency" "非专利代理机构办理的授权代理，不予奖励"
  given agency located_here, head_office none
    agency_case I: right invention, local_address, compliant, granted_on 2019-03-01
  expect I of 2.agency_case.granted not eligible because patent_agency

case "grants that fill the yearly cap exactly are not cut" "授权代理恰好达到年度最高金额，不核减"
  given patent_agency located_here, head_office none
    agency_case I: right invention, local_address, compliant, granted_on 2019-03-01
  given history 2.agency_case.granted before paid 49500 in 2019
  expect I of 2.agency_case.granted 500
  expect I of 2.agency_case.granted awarded

case "the grant that goes over the yearly cap gets what is left" "授权代理超出年度最高金额，只奖励余额"
  given patent_agency located_here, head_office none
    agency_case I: right invention, local_address, compliant, granted_on 2019-03-01
    agency_case U: right utility_model, local_address, compliant, granted_on 2019-03-02
  given history 2.agency_case.granted before paid 49400 in 2019
  expect I of 2.agency_case.granted 500
  expect U of 2.agency_case.granted 100
  expect U of 2.agency_case.granted reduced by cap of article 2
  expect 2019 total 600

case "what was paid in another year is not charged to the cap on grants" "其他年度已兑现的，不计入授权代理最高金额"
  given patent_agency located_here, head_office none
    agency_case I: right invention, local_address, compliant, granted_on 2019-03-01
  given history 2.agency_case.granted before paid 50000 in 2018
  expect I of 2.agency_case.granted awarded
  expect 2019 total 500

case "the grants of a branch wait for those of its head office, with which it fills one cap" "与总机构合用最高金额，分支的授权代理取决于总机构"
  given agency_branch located_here, head_office "an agency in Guangzhou"
    agency_case I: right invention, local_address, compliant, granted_on 2019-03-01
    agency_case U: right utility_model, local_address, compliant, granted_on 2019-03-02
  expect I of 2.agency_case.granted contingent on the cohort
  expect U of 2.agency_case.granted contingent on the cohort
  expect total 0
  expect due between 0 and 700

case "whatever the others were granted, a branch gets no more than its own payments leave of the one cap" "不论其他机构得多少，分支至多得扣除自身已兑现的余额"
  given agency_branch located_here, head_office "an agency in Guangzhou"
    agency_case I: right invention, local_address, compliant, granted_on 2019-03-01
    agency_case U: right utility_model, local_address, compliant, granted_on 2019-03-02
  given history 2.agency_case.granted before paid 49400 in 2019
  expect I of 2.agency_case.granted contingent on the cohort
  expect due between 0 and 600

case "growth of an agency with branches waits for nobody" "有分支的代理机构，代理增长不受其他申请人影响"
  given patent_agency located_here, head_office applicant
  given figures 2017: cases_handled 0
  given figures 2018: cases_handled 300, invention_cases 100
  expect "2018" of 2.cases_handled 100000

case "whether an agency has a head office must be known" "总机构未填明的，授权代理结果待定"
  given patent_agency located_here
    agency_case I: right invention, local_address, compliant, granted_on 2019-03-01
  expect I of 2.agency_case.granted undetermined for head_office
  expect due between 0 and 500

case "of what right a grant was must be known" "代理案件专利类型未填明的，结果待定"
  given patent_agency located_here, head_office none
    agency_case I: local_address, compliant, granted_on 2019-03-01
  expect I of 2.agency_case.granted undetermined for right
  expect due between 100 and 500

# ---- article 2: growth of an agency

case "99 more cases than last year are not enough" "代理量比上年增加99件，未达最低档"
  given patent_agency located_here
  given figures 2017: cases_handled 101, filings 0
  given figures 2018: cases_handled 200, invention_cases 100, filings 0, invention_filings 0
  expect "2018" of 2.cases_handled not eligible because cases_handled
  expect total 0

case "100 more cases than last year" "代理量比上年增加100件，奖励2万元"
  given patent_agency located_here
  given figures 2017: cases_handled 100, filings 0
  given figures 2018: cases_handled 200, invention_cases 100, filings 0, invention_filings 0
  expect "2018" of 2.cases_handled 20000
  expect total 20000

case "199 more cases than last year" "代理量比上年增加199件，仍为2万元"
  given patent_agency located_here
  given figures 2017: cases_handled 1
  given figures 2018: cases_handled 200, invention_cases 100
  expect "2018" of 2.cases_handled 20000

case "200 more cases than last year" "代理量比上年增加200件，奖励5万元"
  given patent_agency located_here
  given figures 2017: cases_handled 0
  given figures 2018: cases_handled 200, invention_cases 100
  expect "2018" of 2.cases_handled 50000

case "299 more cases than last year" "代理量比上年增加299件，仍为5万元"
  given patent_agency located_here
  given figures 2017: cases_handled 1
  given figures 2018: cases_handled 300, invention_cases 100
  expect "2018" of 2.cases_handled 50000

case "300 more cases than last year are in the highest tier" "代理量比上年增加300件，进入最高档"
  given patent_agency located_here
  given figures 2017: cases_handled 0
  given figures 2018: cases_handled 300, invention_cases 100
  expect "2018" of 2.cases_handled 100000

case "one in five of this year's cases for inventions is enough" "当年发明代理量恰占20%，符合条件"
  given patent_agency located_here
  given figures 2017: cases_handled 300
  given figures 2018: cases_handled 500, invention_cases 100
  expect "2018" of 2.cases_handled 50000

case "one case fewer than one in five is not" "当年发明代理量少一件不足20%，不予奖励"
  given patent_agency located_here
  given figures 2017: cases_handled 300, filings 0
  given figures 2018: cases_handled 500, invention_cases 99, filings 0, invention_filings 0
  expect "2018" of 2.cases_handled not eligible because invention_cases
  expect total 0

case "the share is of all cases: 30 of 150 are enough, though the increase had none" "占比按全年代理量计算：150件中30件即可，不看增量"
  given patent_agency located_here
  given figures 2017: cases_handled 50, invention_cases 30
  given figures 2018: cases_handled 150, invention_cases 30
  expect "2018" of 2.cases_handled 20000

case "an agency set up in the year counts from zero" "当年成立的代理机构，上年代理量按0件计算"
  given patent_agency located_here, established_on 2018-02-01
  given figures 2018: cases_handled 150, invention_cases 30
  expect "2018" of 2.cases_handled 20000

case "growth in two years is paid in each" "代理量连续两年增长，各年分别奖励"
  given patent_agency located_here
  given figures 2017: cases_handled 100, filings 0
  given figures 2018: cases_handled 200, invention_cases 50, filings 0, invention_filings 0
  given figures 2019: cases_handled 500, invention_cases 100, filings 0, invention_filings 0
  expect 2018 total 20000
  expect 2019 total 100000
  expect total 120000

case "growth stands outside the cap on grants" "代理增长奖励不计入授权代理最高金额"
  given patent_agency located_here, head_office none
    agency_case I: right invention, local_address, compliant, granted_on 2018-08-01
  given figures 2017: cases_handled 0, filings 0
  given figures 2018: cases_handled 300, invention_cases 60, filings 0, invention_filings 0
  given history 2.agency_case.granted before paid 49500 in 2018
  expect I of 2.agency_case.granted 500
  expect "2018" of 2.cases_handled 100000
  expect 2018 total 100500

case "growth of an agency elsewhere is not paid" "外地代理机构的代理增长，不予奖励"
  given patent_agency not located_here
  given figures 2017: cases_handled 0
  given figures 2018: cases_handled 300, invention_cases 100
  expect "2018" of 2.cases_handled not eligible because located_here

case "growth of a firm that is no patent agency is not paid" "非专利代理机构的代理增长，不予奖励"
  given agency located_here
  given figures 2017: cases_handled 0
  given figures 2018: cases_handled 300, invention_cases 100
  expect "2018" of 2.cases_handled not eligible because patent_agency

case "how many cases there were last year must be known" "上年代理量未填明的，结果待定"
  given patent_agency located_here
  given figures 2017: filings 0
  given figures 2018: cases_handled 300, invention_cases 100, filings 0, invention_filings 0
  expect "2018" of 2.cases_handled undetermined for cases_handled
  expect due between 0 and 100000

# ---- article 4: talent

case "the fee of the examination is what the bureau sets, up to all of it" "代理师考试报名费由主管部门核定，最高为全额"
  given person resident_here, not works_here, not runs_business_here, not studies_here
    agent_exam X: sitting "2019", exam_fee 340, passed_on 2019-11-02
  expect X ceiling
  expect total 0
  expect due between 0 and 340

case "the whole fee may be paid" "主管部门可以核定全额报名费"
  given person not resident_here, works_here, not runs_business_here, not studies_here
    agent_exam X: sitting "2019", exam_fee 340, passed_on 2019-11-02
  given approval 4.agent_exam.passed X 340
  expect 2019 X 340

case "one sitting is passed once" "同一考次只通过一次"
  given person resident_here, not works_here, not runs_business_here, not studies_here
    agent_exam A: sitting "2019", exam_fee 340, passed_on 2019-11-02
    agent_exam B: sitting "2019", exam_fee 340, passed_on 2020-01-02
  expect A ceiling
  expect B not eligible because passed

case "no more than the fee is paid" "核定超过报名费的，按报名费奖励"
  given person not resident_here, not works_here, runs_business_here, not studies_here
    agent_exam X: sitting "2019", exam_fee 340, passed_on 2019-11-02
  given approval 4.agent_exam.passed X 500
  expect X 340

case "one who studies here is paid" "本地求学者通过代理师考试，予以奖励"
  given person not resident_here, not works_here, not runs_business_here, studies_here
    agent_exam X: sitting "2019", exam_fee 340, passed_on 2019-11-02
  given approval 4.agent_exam.passed X 340
  expect X 340

case "one from elsewhere who neither works, runs a business nor studies here is not" "非本地户籍，又不在本地就业、创业、求学，不予奖励"
  given person not resident_here, not works_here, not runs_business_here, not studies_here
    agent_exam X: sitting "2019", exam_fee 340, passed_on 2019-11-02
  given approval 4.agent_exam.passed X 340
  expect X not eligible because resident_here
  expect due between 0 and 0

case "the fee that a firm paid is not" "企业支付的报名费，不予奖励"
  given enterprise located_here
    agent_exam X: sitting "2019", exam_fee 340, passed_on 2019-11-02
  given approval 4.agent_exam.passed X 340
  expect X not eligible because person

case "listed talent is supported under another document" "列入人才目录的，按其他文件执行"
  given person
    talent_listing Z: list_year "2019", listed_on 2019-05-01, removed_on none
  expect Z of 4.talent_listing by reference
  expect total 0

# ---- article 5: from zero

case "the fee of the first patent, an invention, is a ceiling of 5,000 at most" "首次申请为发明的，上限为代理费，至多5000元"
  given enterprise located_here
    invention_patent A: domestic, agency_fee 6000, filed_on 2019-03-01, examined_on none, granted_on none
  expect A of 5.patent.filed ceiling
  expect total 0
  expect due between 0 and 5000

case "a fee below 5,000 is the ceiling itself" "发明代理费不足5000元的，以代理费为上限"
  given enterprise located_here
    invention_patent A: domestic, agency_fee 4200, filed_on 2019-03-01, examined_on none, granted_on none
  given approval 5.patent.filed A 5000
  expect 2019 A of 5.patent.filed 4200
  expect due between 4200 and 4200

case "a first patent that is a utility model: 2,000 at most" "首次申请为实用新型的，最高奖励2000元"
  given enterprise located_here
    utility_patent A: agency_fee 2500, filed_on 2019-03-01, granted_on none
  given approval 5.patent.filed A 2500
  expect A of 5.patent.filed 2000

case "a first patent that is a utility model, for less than 2,000" "首次申请为实用新型，代理费不足2000元的按代理费奖励"
  given enterprise located_here
    utility_patent A: agency_fee 1800, filed_on 2019-03-01, granted_on none
  given approval 5.patent.filed A 2500
  expect A of 5.patent.filed 1800

case "what a utility model gets is for the bureau to set" "首次申请为实用新型的，金额由主管部门核定"
  given enterprise located_here
    utility_patent A: agency_fee 1800, filed_on 2019-03-01, granted_on none
  expect A of 5.patent.filed ceiling
  expect due between 0 and 1800

case "a first patent that is a design: 1,000 at most" "首次申请为外观设计的，最高奖励1000元"
  given enterprise located_here
    patent A: right design, agency_fee 1200, filed_on 2019-03-01, examined_on none, granted_on none
  given approval 5.patent.filed A 1200
  expect A of 5.patent.filed 1000

case "a first patent that is a design, of which the bureau pays a part" "首次申请为外观设计，主管部门核定部分代理费"
  given enterprise located_here
    patent A: right design, agency_fee 900, filed_on 2019-03-01, examined_on none, granted_on none
  given approval 5.patent.filed A 450
  expect A of 5.patent.filed 450

case "one patent per firm, not one per type" "首次申请每家企业一件，不是每种专利类型一件"
  given enterprise located_here
    utility_patent A: agency_fee 1500, filed_on 2019-03-01, granted_on none
    invention_patent B: domestic, agency_fee 4500, filed_on 2019-03-02, examined_on none, granted_on none
  given approval 5.patent.filed A 1500
  given approval 5.patent.filed B 4500
  expect A of 5.patent.filed 1500
  expect B of 5.patent.filed not eligible because patent
  expect total 1500

case "a firm that filed before the measures is not at zero" "施行前已申请过专利的企业，不属于零专利"
  given enterprise located_here
    utility_patent A: agency_fee 1500, filed_on 2012-03-01, granted_on 2013-01-04, lapsed_on 2016-03-01
    invention_patent B: domestic, agency_fee 4500, filed_on 2019-03-02, examined_on none, granted_on none
  given approval 5.patent.filed B 4500
  expect A of 5.patent.filed out of window
  expect B of 5.patent.filed not eligible because patent
  expect total 0

case "the first patent of a firm elsewhere is not paid" "外地企业首次申请专利，不予奖励"
  given enterprise not located_here
    utility_patent A: agency_fee 1500, filed_on 2019-03-01, granted_on none
  given approval 5.patent.filed A 1500
  expect A of 5.patent.filed not eligible because located_here

case "the first patent of an institution is not paid" "事业单位首次申请专利，不予奖励"
  given institution located_here
    utility_patent A: agency_fee 1500, filed_on 2019-03-01, granted_on none
  given approval 5.patent.filed A 1500
  expect A of 5.patent.filed not eligible because enterprise

case "a firm whose first patent an earlier run paid is not paid for another" "首次申请以往已兑现的企业，另一件不再奖励"
  given enterprise located_here
    invention_patent B: domestic, agency_fee 4500, filed_on 2019-03-02, examined_on none, granted_on none
  given history 5.patent.filed A paid 1500 in 2018
  given approval 5.patent.filed B 4500
  expect B of 5.patent.filed already paid

case "which patents a firm has must be known" "企业专利未全部列出的，首次申请结果待定"
  given enterprise located_here
    patent partly listed
    patent A: right design, agency_fee 900, filed_on 2019-03-01, examined_on none, granted_on none
  given approval 5.patent.filed A 900
  expect A of 5.patent.filed undetermined for patent
  expect due between 0 and 10900

case "the first invention granted brings 1,000" "首件发明专利授权，奖励1000元"
  given enterprise located_here
    invention_patent A: domestic, agency_fee 4500, filed_on 2016-03-01, examined_on 2017-05-01,
        granted_on 2019-06-01, lapsed_on none
  expect 2019 A of 5.invention_patent.granted 1000
  expect 2019 total 1000

case "the first invention granted need not be the first patent filed" "首件授权发明，不必是首件申请的专利"
  given enterprise located_here
    utility_patent U: agency_fee 1500, filed_on 2014-03-01, granted_on 2014-12-01, lapsed_on none
    invention_patent A: domestic, agency_fee 4500, filed_on 2016-03-01, examined_on 2017-05-01,
        granted_on 2019-06-01, lapsed_on none
  expect A of 5.invention_patent.granted 1000
  expect A of 5.patent.filed out of window
  expect total 1000

case "of two inventions the one granted first is paid, whichever was filed first" "两件发明以先授权者为首件，不论申请先后"
  given enterprise located_here
    invention_patent A: domestic, agency_fee 4500, filed_on 2016-03-01, examined_on 2017-05-01,
        granted_on 2019-06-02, lapsed_on none
    invention_patent B: domestic, agency_fee 4500, filed_on 2016-09-01, examined_on 2017-10-01,
        granted_on 2019-06-01, lapsed_on none
  expect A of 5.invention_patent.granted not eligible because invention_patent
  expect B of 5.invention_patent.granted 1000
  expect total 1000

case "a second invention after one that was granted before the measures" "施行前已有发明授权的，第二件不算首件"
  given enterprise located_here
    invention_patent A: domestic, agency_fee 4500, filed_on 2012-03-01, examined_on 2013-05-01,
        granted_on 2015-06-01, lapsed_on none
    invention_patent B: domestic, agency_fee 4500, filed_on 2016-03-01, examined_on 2017-05-01,
        granted_on 2019-06-01, lapsed_on none
  expect B of 5.invention_patent.granted not eligible because invention_patent
  expect total 0

case "a firm whose first invention an earlier run paid is not paid for another" "首件发明以往已兑现的企业，另一件不再奖励"
  given enterprise located_here
    invention_patent B: domestic, agency_fee 4500, filed_on 2016-03-01, examined_on 2017-05-01,
        granted_on 2019-06-01, lapsed_on none
  given history 5.invention_patent.granted A paid 1000 in 2018
  expect B of 5.invention_patent.granted already paid
  expect 2019 total 0

case "the first invention granted to an institution is not paid" "事业单位首件发明授权，不予奖励"
  given institution located_here
    invention_patent A: domestic, filed_on 2016-03-01, examined_on 2017-05-01, granted_on 2019-06-01,
        lapsed_on none
  expect A of 5.invention_patent.granted not eligible because enterprise

case "the first invention granted to a firm elsewhere is not paid" "外地企业首件发明授权，不予奖励"
  given enterprise not located_here
    invention_patent A: domestic, agency_fee 4500, filed_on 2016-03-01, examined_on 2017-05-01,
        granted_on 2019-06-01, lapsed_on none
  expect A of 5.invention_patent.granted not eligible because located_here

# ---- article 6: more filings

case "29 filings more than last year are not enough" "专利申请量比上年增加29件，未达最低档"
  given enterprise
  given figures 2017: filings 11
  given figures 2018: filings 40, invention_filings 20
  expect "2018" of 6.filings not eligible because filings
  expect total 0

case "30 filings more than last year" "专利申请量比上年增加30件，奖励2万元"
  given enterprise
  given figures 2017: filings 10
  given figures 2018: filings 40, invention_filings 20
  expect "2018" of 6.filings 20000

case "49 filings more than last year" "专利申请量比上年增加49件，仍为2万元"
  given enterprise
  given figures 2017: filings 11
  given figures 2018: filings 60, invention_filings 20
  expect "2018" of 6.filings 20000

case "50 filings more than last year" "专利申请量比上年增加50件，奖励5万元"
  given enterprise
  given figures 2017: filings 10
  given figures 2018: filings 60, invention_filings 20
  expect "2018" of 6.filings 50000

case "79 filings more than last year" "专利申请量比上年增加79件，仍为5万元"
  given enterprise
  given figures 2017: filings 11
  given figures 2018: filings 90, invention_filings 20
  expect "2018" of 6.filings 50000

case "80 filings more than last year are in all three tiers, and the highest alone is paid" "专利申请量比上年增加80件，三档均达，只取最高档"
  given enterprise
  given figures 2017: filings 10
  given figures 2018: filings 90, invention_filings 20
  expect "2018" of 6.filings 100000
  expect total 100000

case "18 of 90 filings for inventions are a fifth" "申请90件、其中发明18件，达到20%"
  given enterprise
  given figures 2017: filings 10
  given figures 2018: filings 90, invention_filings 18
  expect "2018" of 6.filings 100000

case "17 of 90 filings for inventions are less than a fifth" "申请90件、其中发明17件，不足20%"
  given enterprise
  given figures 2017: filings 10
  given figures 2018: filings 90, invention_filings 17
  expect "2018" of 6.filings not eligible because invention_filings
  expect total 0

case "200 of 1,000 filings for inventions are a fifth" "申请1000件、其中发明200件，达到20%"
  given enterprise
  given figures 2017: filings 920
  given figures 2018: filings 1000, invention_filings 200
  expect "2018" of 6.filings 100000

case "199 of 1,000 filings for inventions are less than a fifth" "申请1000件、其中发明199件，不足20%"
  given enterprise
  given figures 2017: filings 920
  given figures 2018: filings 1000, invention_filings 199
  expect "2018" of 6.filings not eligible because invention_filings

case "the share of filings is not that of the increase: 16 of 80 more would do, 16 of 100 do not" "发明16件按增量80件算已够，按当年100件算不足"
  given enterprise
  given figures 2017: filings 20, invention_filings 0
  given figures 2018: filings 100, invention_filings 16
  expect "2018" of 6.filings not eligible because invention_filings

case "a firm founded in the year counts from zero" "当年成立的企业，上年申请量按0件计算"
  given enterprise established_on 2018-05-01
  given figures 2018: filings 30, invention_filings 6
  expect "2018" of 6.filings 20000

case "more filings every year are paid every year" "申请量逐年增长，各年分别奖励"
  given enterprise
  given figures 2017: filings 10
  given figures 2018: filings 40, invention_filings 20
  given figures 2019: filings 90, invention_filings 20
  given figures 2020: filings 170, invention_filings 40
  expect 2018 total 20000
  expect 2019 total 50000
  expect 2020 total 100000
  expect total 170000

case "a year after the measures is not looked at" "有效期届满后的年度，不予计算"
  given enterprise
  given figures 2020: filings 10
  given figures 2021: filings 90, invention_filings 20
  expect 2021 total 0

case "more filings of an institution are not paid" "事业单位申请量增长，不予奖励"
  given institution
  given figures 2017: filings 10
  given figures 2018: filings 90, invention_filings 20
  expect "2018" of 6.filings not eligible because enterprise

case "how many filings were for inventions must be known" "发明申请量未填明的，结果待定"
  given enterprise
  given figures 2017: filings 10
  given figures 2018: filings 90
  expect "2018" of 6.filings undetermined for invention_filings
  expect due between 0 and 100000

# ---- article 7: titles

case "the national demonstration title" "国家示范称号，奖励20万元"
  given enterprise
    ip_title T: title national_demonstration, recognised_on 2019-05-10
  expect 2019 T 200000

case "the national advantage title" "国家优势称号，奖励15万元"
  given enterprise
    ip_title T: title national_advantage, recognised_on 2019-05-10
  expect 2019 T 150000

case "the provincial demonstration title brings what the national advantage title does" "省级示范与国家优势同额，奖励15万元"
  given enterprise
    ip_title T: title provincial_demonstration, recognised_on 2019-05-10
  expect 2019 T 150000

case "the provincial advantage title" "省级优势称号，奖励10万元"
  given enterprise
    ip_title T: title provincial_advantage, recognised_on 2019-05-10
  expect 2019 T 100000

case "the municipal advantage title" "市级优势称号，奖励8万元"
  given enterprise
    ip_title T: title municipal_advantage, recognised_on 2019-05-10
  expect 2019 T 80000

case "two titles of the one sum in one year are both paid" "同一年两个同额称号，均予奖励"
  given enterprise
    ip_title A: title national_advantage, recognised_on 2019-05-10
    ip_title P: title provincial_demonstration, recognised_on 2019-09-10
  expect A 150000
  expect P 150000
  expect 2019 total 300000

case "all five titles are paid, however many there are in a year" "5个称号全部奖励，不限一年几个"
  given enterprise
    ip_title M: title municipal_advantage, recognised_on 2018-07-04
    ip_title L: title provincial_advantage, recognised_on 2018-12-31
    ip_title P: title provincial_demonstration, recognised_on 2019-05-10
    ip_title A: title national_advantage, recognised_on 2019-05-10
    ip_title N: title national_demonstration, recognised_on 2020-12-31
  expect 2018 total 180000
  expect 2019 total 300000
  expect 2020 total 200000
  expect total 680000

case "an early title is at discretion, a later one is due" "参照执行期的称号待核定，施行后的称号应予奖励"
  given enterprise
    ip_title M: title municipal_advantage, recognised_on 2018-07-03
    ip_title L: title provincial_advantage, recognised_on 2019-07-03
  expect M ceiling
  expect L 100000
  expect due between 100000 and 180000

case "a title is paid once" "同一称号只奖励一次"
  given enterprise
    ip_title T: title provincial_advantage, recognised_on 2019-05-10
  given history 7.ip_title.new provincial_advantage paid 100000 in 2018
  expect T not eligible because new
  expect 2019 total 0

case "a pilot title is not in the list" "试点称号不在奖励之列"
  given enterprise
    ip_title T: title national_pilot, recognised_on 2019-05-10
  expect T not eligible because title

case "the demonstration title of the city is not in the list" "市级示范称号不在奖励之列"
  given enterprise
    ip_title T: title municipal_demonstration, recognised_on 2019-05-10
  expect T not eligible because title
  expect total 0

case "the title of an institution is not paid" "事业单位的称号，不予奖励"
  given institution
    ip_title T: title national_demonstration, recognised_on 2019-05-10
  expect T not eligible because enterprise

# ---- article 8: the implementation plan

case "a project of the implementation plan is left to rules to come" "实施项目按待制定的细则执行"
  given enterprise
    implementation_project V: high_value, selected_on 2019-05-10
  expect V by reference
  expect total 0

# ---- article 9: management

case "a certificate with a valid patent and five filings is open up to 100,000" "有1件有效专利、当年申请5件的认证，最高10万元待核定"
  given enterprise
    utility_patent U: filed_on 2016-03-15, granted_on 2017-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2019-06-01, cycle_completed_on none
  given figures 2018: filings 5, invention_filings 1
  given figures 2019: filings 5, invention_filings 1
  expect A of 9.certification.passed ceiling
  expect total 0

case "a certificate is paid what the bureau set, at most 100,000" "规范认证按核定金额奖励，最高10万元"
  given enterprise
    utility_patent U: filed_on 2016-03-15, granted_on 2017-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2019-06-01, cycle_completed_on none
  given figures 2018: filings 5, invention_filings 1
  given figures 2019: filings 5, invention_filings 1
  given approval 9.certification.passed A 100000.01
  expect 2019 A of 9.certification.passed 100000

case "a certificate with four filings of the year is not paid" "当年仅申请4件的，规范认证不予奖励"
  given enterprise
    utility_patent U: filed_on 2016-03-15, granted_on 2017-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2019-06-01, cycle_completed_on none
  given figures 2018: filings 9, invention_filings 1
  given figures 2019: filings 4, invention_filings 1
  given approval 9.certification.passed A 50000
  expect A of 9.certification.passed not eligible because filings
  expect total 0

case "a certificate on the day on which the only patent lapsed is not paid" "唯一专利在认证当日失效，规范认证不予奖励"
  given enterprise
    utility_patent U: filed_on 2016-03-15, granted_on 2017-04-02, lapsed_on 2019-06-01
    certification A: standard gbt29490, stage initial, passed_on 2019-06-01, cycle_completed_on none
  given figures 2019: filings 5, invention_filings 1
  given approval 9.certification.passed A 50000
  expect A of 9.certification.passed not eligible because patent

case "a patent that is granted on the day of the certificate is valid" "认证当日授权的专利，视为有效"
  given enterprise
    utility_patent U: filed_on 2018-03-15, granted_on 2019-06-01, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2019-06-01, cycle_completed_on none
  given figures 2019: filings 5, invention_filings 1
  given approval 9.certification.passed A 50000
  expect A of 9.certification.passed 50000

case "a certificate under the standard for research institutes is not paid" "按科研规范通过的认证，不予奖励"
  given enterprise
    utility_patent U: filed_on 2016-03-15, granted_on 2017-04-02, lapsed_on none
    certification A: standard gbt33250, stage initial, passed_on 2019-06-01, cycle_completed_on none
  given figures 2019: filings 5, invention_filings 1
  given approval 9.certification.passed A 50000
  expect A of 9.certification.passed not eligible because standard

case "a certificate is paid once to a firm, for a first or for a later audit" "规范认证每家企业奖励一次，不分初次或监督"
  given enterprise
    utility_patent U: filed_on 2016-03-15, granted_on 2017-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2018-09-01, cycle_completed_on none
    certification B: standard gbt29490, stage surveillance, passed_on 2019-09-01, cycle_completed_on none
  given figures 2018: filings 5, invention_filings 1
  given figures 2019: filings 5, invention_filings 1
  given approval 9.certification.passed A 60000
  given approval 9.certification.passed B 40000
  expect 2018 A of 9.certification.passed 60000
  expect 2019 B of 9.certification.passed already paid
  expect total 60000

case "the certificate of an institution is not paid" "事业单位的规范认证，不予奖励"
  given institution
    utility_patent U: filed_on 2016-03-15, granted_on 2017-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2019-06-01, cycle_completed_on none
  given figures 2019: filings 5, invention_filings 1
  given approval 9.certification.passed A 50000
  expect A of 9.certification.passed not eligible because enterprise

case "how many filings the year of the certificate had must be known" "认证当年专利申请量未知的，结果待定"
  given enterprise
    utility_patent U: filed_on 2016-03-15, granted_on 2017-04-02, lapsed_on none
    certification A: standard gbt29490, stage initial, passed_on 2019-06-01, cycle_completed_on none
  given figures 2019: filings unknown
  expect A of 9.certification.passed undetermined for filings
  expect due between 0 and 200000

# ---- article 11: patents and standards

case "an invention that becomes a local, an industry, a national, an international standard" "发明转化为地方、行业、国家、国际标准，分别奖励"
  given enterprise located_here
    technical_standard L: standard_number "DB44/T 1", patent "ZL1", reached local_standard, from_invention,
        adopted_on 2019-01-10
    technical_standard H: standard_number "JB/T 2", patent "ZL2", reached industry_standard, from_invention,
        adopted_on 2019-02-10
    technical_standard G: standard_number "GB/T 3", patent "ZL3", reached national_standard, from_invention,
        adopted_on 2019-03-10
    technical_standard I: standard_number "ISO 4", patent "ZL4", reached international_standard,
        from_invention, adopted_on 2019-04-10
  expect L 100000
  expect H 100000
  expect G 200000
  expect I 200000
  expect 2019 total 600000

case "the rise from an industry standard to a national one is paid in full" "行业标准升为国家标准，全额奖励"
  given enterprise located_here
    technical_standard H: standard_number "JB/T 2", patent "ZL1", reached industry_standard, from_invention,
        adopted_on 2018-09-10
    technical_standard G: standard_number "GB/T 3", patent "ZL1", reached national_standard, from_invention,
        adopted_on 2020-03-10
  expect 2018 H 100000
  expect 2020 G 200000
  expect total 300000

case "two inventions in one standard are two pairs" "一项标准含两件发明，按两项计算"
  given enterprise located_here
    technical_standard A: standard_number "GB/T 3", patent "ZL1", reached national_standard, from_invention,
        adopted_on 2019-03-10
    technical_standard B: standard_number "GB/T 3", patent "ZL2", reached national_standard, from_invention,
        adopted_on 2019-03-10
  expect 2019 total 400000

case "a standard of an association is not in the list" "团体标准不在奖励之列"
  given enterprise located_here
    technical_standard T: standard_number "T/GD 5", patent "ZL1", reached group_standard, from_invention,
        adopted_on 2019-03-10
  expect T not eligible because reached
  expect total 0

case "a standard that did not grow from an invention is not paid" "非发明转化的标准，不予奖励"
  given enterprise located_here
    technical_standard G: standard_number "GB/T 3", patent "ZL1", reached national_standard,
        not from_invention, adopted_on 2019-03-10
  expect G not eligible because from_invention

case "a standard of a firm elsewhere is not paid" "外地企业的标准，不予奖励"
  given enterprise not located_here
    technical_standard G: standard_number "GB/T 3", patent "ZL1", reached national_standard, from_invention,
        adopted_on 2019-03-10
  expect G not eligible because located_here

case "a standard of an institution is not paid" "事业单位的标准，不予奖励"
  given institution located_here
    technical_standard G: standard_number "GB/T 3", patent "ZL1", reached national_standard, from_invention,
        adopted_on 2019-03-10
  expect G not eligible because enterprise

case "a pair of patent and standard is paid once" "同一专利与同一标准，只奖励一次"
  given enterprise located_here
    technical_standard G: standard_number "GB/T 3", patent "ZL1", reached national_standard, from_invention,
        adopted_on 2019-03-10
  given history 11.technical_standard.adopted "GB/T 3 / ZL1 / national_standard" paid 200000 in 2018
  expect G already paid

# ---- article 12: insurance

case "30% of the premium of patent insurance" "专利保险按保费的30%奖励"
  given institution
    ip_insurance P: right_kind patent_right, premium 20000, bought_on 2019-02-01
  expect 2019 P of 12.ip_insurance.bought 6000
  expect P of 12.ip_insurance by reference

case "insurance before the window is for the bureau to pay, and for the method to decide" "施行前的专利保险待核定，并按补贴办法执行"
  given institution
    ip_insurance P: right_kind patent_right, premium 20000, bought_on 2018-02-01
    ip_insurance Q: right_kind patent_right, premium 20000, bought_on 2017-12-31
  expect P of 12.ip_insurance.bought ceiling
  expect P of 12.ip_insurance by reference
  expect Q of 12.ip_insurance out of window

case "insurance of a mark is neither paid nor referred to the method" "商标权保险既不奖励，也不按补贴办法执行"
  given institution
    ip_insurance P: right_kind trademark_right, premium 20000, bought_on 2019-02-01
  expect P of 12.ip_insurance.bought not eligible because right_kind
  expect P of 12.ip_insurance not eligible because right_kind
  expect total 0

case "30% of a premium is rounded half up to the fen" "保费的30%四舍五入到分"
  given association
    ip_insurance P: right_kind patent_right, premium 100.05, bought_on 2019-02-01
    ip_insurance Q: right_kind patent_right, premium 100.04, bought_on 2019-02-02
  expect P of 12.ip_insurance.bought 30.02
  expect Q of 12.ip_insurance.bought 30.01

case "a premium whose 30% rounds to the cap is not cut" "保费的30%取整后恰为最高金额，不核减"
  given enterprise
    ip_insurance P: right_kind patent_right, premium 33333.34, bought_on 2019-02-01
  expect P of 12.ip_insurance.bought 10000
  expect P of 12.ip_insurance.bought awarded

case "a premium whose 30% rounds to a fen above the cap is cut" "保费的30%取整后超出最高金额一分，予以核减"
  given enterprise
    ip_insurance P: right_kind patent_right, premium 33333.35, bought_on 2019-02-01
  expect P of 12.ip_insurance.bought 10000
  expect P of 12.ip_insurance.bought reduced by cap of article 12

case "the yearly cap on premiums binds over all contracts of the year" "同一年度各份保险合并适用最高金额"
  given enterprise
    ip_insurance A: right_kind patent_right, premium 20000, bought_on 2019-12-30
    ip_insurance B: right_kind patent_right, premium 20000, bought_on 2019-12-31
    ip_insurance C: right_kind patent_right, premium 20000, bought_on 2020-01-01
  expect A of 12.ip_insurance.bought 6000
  expect B of 12.ip_insurance.bought 4000
  expect B of 12.ip_insurance.bought reduced by cap of article 12
  expect 2019 total 10000
  expect 2020 total 6000

case "an early contract comes after those of right, though its day is earlier" "参照执行的保险购买虽早，排在应予奖励的之后"
  given enterprise
    ip_insurance A: right_kind patent_right, premium 20000, bought_on 2018-03-01
    ip_insurance B: right_kind patent_right, premium 20000, bought_on 2018-09-01
  given approval 12.ip_insurance.bought A 6000
  expect B of 12.ip_insurance.bought 6000
  expect A of 12.ip_insurance.bought 4000
  expect A of 12.ip_insurance.bought reduced by cap of article 12
  expect 2018 total 10000

case "an early contract that the bureau may still pay gets at most what the cap leaves" "待核定的参照执行保险，至多得到最高金额的余额"
  given enterprise
    ip_insurance A: right_kind patent_right, premium 20000, bought_on 2018-03-01
    ip_insurance B: right_kind patent_right, premium 30000, bought_on 2018-09-01
  expect A of 12.ip_insurance.bought ceiling
  expect B of 12.ip_insurance.bought 9000
  expect total 9000
  expect due between 9000 and 10000

case "insurance of a person is not paid" "个人购买的保险，不予奖励"
  given person
    ip_insurance P: right_kind patent_right, premium 20000, bought_on 2019-02-01
  expect P of 12.ip_insurance.bought not eligible because unit
  expect total 0

case "a premium that is not stated is worth at most the cap" "保费未填明的，至多为最高金额"
  given enterprise
    ip_insurance P: right_kind patent_right, bought_on 2019-02-01
  expect P of 12.ip_insurance.bought undetermined for premium
  expect due between 0 and 10000

# ---- article 13: pledge loans

case "a loan on patents is left to a method to come" "专利权质押贷款，按待制定的办法执行"
  given enterprise
    pledge_loan L: right_kind patent_right, principal 2000000, drawn_on 2019-05-01
  expect L by reference
  expect total 0

case "a loan on marks is not" "商标权质押贷款，不按该办法执行"
  given enterprise
    pledge_loan L: right_kind trademark_right, principal 2000000, drawn_on 2019-05-01
  expect L not eligible because right_kind

# ---- article 18: filing and grant

case "an invention that enters examination brings 3,000" "发明专利进入实审，奖励3000元"
  given person located_here
    invention_patent A: domestic, filed_on 2018-03-01, examined_on 2019-05-01, granted_on none
  expect 2019 A of 18.invention_patent.in_examination 3000
  expect total 3000

case "a patent enters examination once and is granted once" "一件专利只进入实审一次、授权一次"
  given person located_here
    invention_patent A: domestic, filed_on 2018-03-01, examined_on 2019-05-01, granted_on 2020-05-01,
        lapsed_on none
  given history 18.invention_patent.in_examination A paid 3000 in 2018
  given history 18.patent.granted A paid 6000 in 2019
  expect A of 18.invention_patent.in_examination not eligible because in_examination
  expect A of 18.patent.granted not eligible because granted

case "each invention that enters examination is paid, without a cap" "发明进入实审每件均予奖励，不限件数"
  given enterprise located_here
    invention_patent A: domestic, agency_fee 4500, filed_on 2016-03-01, examined_on 2018-07-04,
        granted_on none
    invention_patent B: domestic, agency_fee 4500, filed_on 2016-03-02, examined_on 2019-05-01,
        granted_on none
    invention_patent C: domestic, agency_fee 4500, filed_on 2016-03-03, examined_on 2019-05-01,
        granted_on none
  expect 2018 total 3000
  expect 2019 total 6000

case "an invention that entered examination early in 2018 is at discretion" "2018年施行前进入实审的发明，待核定"
  given enterprise located_here
    invention_patent A: domestic, agency_fee 4500, filed_on 2016-03-01, examined_on 2018-07-03,
        granted_on none
  expect A of 18.invention_patent.in_examination ceiling
  expect due between 0 and 3000

case "an invention abroad that enters examination is not paid" "境外发明进入实审，不予奖励"
  given enterprise located_here
    invention_patent A: not domestic, filed_on 2016-03-01, examined_on 2019-05-01, granted_on none
  expect A of 18.invention_patent.in_examination not eligible because domestic
  expect total 0

case "an invention of one from elsewhere is not paid" "外地个人的发明，不予奖励"
  given person not located_here
    invention_patent A: domestic, filed_on 2016-03-01, examined_on 2019-05-01, granted_on none
  expect A of 18.invention_patent.in_examination not eligible because located_here

case "an invention of a county is not paid" "县区的发明，不予奖励"
  given county located_here
    invention_patent A: domestic, filed_on 2016-03-01, examined_on 2019-05-01, granted_on none
  expect A of 18.invention_patent.in_examination not eligible because unit

case "a utility model and a design that are granted" "实用新型、外观设计授权，分别奖励"
  given institution located_here
    patent U: right utility_model, domestic, filed_on 2018-03-01, granted_on 2019-05-01, lapsed_on none
    patent D: right design, domestic, filed_on 2018-03-01, granted_on 2019-06-01, lapsed_on none
  expect U of 18.patent.granted 1000
  expect D of 18.patent.granted 300
  expect 2019 total 1300

case "an invention is paid at its examination, not at its grant" "发明在进入实审时奖励，授权时不再奖励"
  given institution located_here
    invention_patent A: domestic, filed_on 2016-03-01, examined_on 2018-09-01, granted_on 2020-05-01,
        lapsed_on none
  expect 2018 A of 18.invention_patent.in_examination 3000
  expect A of 18.patent.granted not eligible because right
  expect total 3000

case "a utility model of one from elsewhere is not paid" "外地申请人的实用新型，不予奖励"
  given institution not located_here
    utility_patent U: domestic, filed_on 2018-03-01, granted_on 2019-05-01, lapsed_on none
  expect U of 18.patent.granted not eligible because located_here

case "a design of a county is not paid" "县区的外观设计，不予奖励"
  given county located_here
    patent D: right design, domestic, filed_on 2018-03-01, granted_on 2019-06-01, lapsed_on none
  expect D of 18.patent.granted not eligible because unit
  expect total 0

case "the fees of the year of grant and of the two years that follow are paid, the next is not" "授权当年及其后两年的年费予以奖励，再后一年不奖励"
  given institution located_here
    annual_fee F0: patent "ZL1", fee_year "2018", domestic_invention, years_after_grant 0, fee 900,
        paid_on 2018-09-01
    annual_fee F1: patent "ZL1", fee_year "2019", domestic_invention, years_after_grant 1, fee 1200,
        paid_on 2019-09-01
    annual_fee F2: patent "ZL1", fee_year "2020", domestic_invention, years_after_grant 2, fee 1200.5,
        paid_on 2020-09-01
    annual_fee F3: patent "ZL1", fee_year "2021", domestic_invention, years_after_grant 3, fee 2000,
        paid_on 2020-12-01
  expect F0 900
  expect F1 1200
  expect F2 1200.5
  expect F3 not eligible because years_after_grant
  expect total 3300.5

case "the years since the grant follow from the patent, where it is listed" "专利已列出的，授权后年数据此推算"
  given institution located_here
    invention_patent ZL1: domestic, filed_on 2015-03-01, granted_on 2018-12-31, lapsed_on none
    annual_fee F2: patent "ZL1", fee_year "2020", domestic_invention, fee 1200, paid_on 2019-12-20
    annual_fee F3: patent "ZL1", fee_year "2021", domestic_invention, fee 2000, paid_on 2020-12-01
  expect F2 1200
  expect F3 not eligible because years_after_grant

case "what was paid after a reduction is what is paid back" "年费减缴的，按实缴金额奖励"
  given person located_here
    annual_fee F: patent "ZL1", fee_year "2019", domestic_invention, years_after_grant 0, fee 135,
        paid_on 2019-09-01
  expect F 135

case "a fee for a right that is no Chinese invention is not paid" "非国内发明的年费，不予奖励"
  given person located_here
    annual_fee F: patent "ZL1", fee_year "2019", not domestic_invention, years_after_grant 0, fee 600,
        paid_on 2019-09-01
  expect F not eligible because domestic_invention

case "a fee of a park is paid, as that of any body" "园区与其他单位相同，年费予以奖励"
  given park located_here
    annual_fee F: patent "ZL1", fee_year "2019", domestic_invention, years_after_grant 0, fee 600,
        paid_on 2019-09-01
  expect F 600

case "a fee of a county is not paid" "县区缴纳的年费，不予奖励"
  given county located_here
    annual_fee F: patent "ZL1", fee_year "2019", domestic_invention, years_after_grant 0, fee 600,
        paid_on 2019-09-01
  expect F not eligible because unit

case "a fee of one from elsewhere is not paid" "外地个人缴纳的年费，不予奖励"
  given person not located_here
    annual_fee F: patent "ZL1", fee_year "2019", domestic_invention, years_after_grant 0, fee 600,
        paid_on 2019-09-01
  expect F not eligible because located_here

case "a fee whose sum is not stated has no upper end" "年费额未填明的，应得金额没有上限"
  given person located_here
    annual_fee F: patent "ZL1", fee_year "2019", domestic_invention, years_after_grant 0, paid_on 2019-09-01
  expect F undetermined for fee
  expect due at least 0

# ---- articles 5 and 18 together

case "examination, first grant and annual fee of one invention add up" "同一发明的实审、首件授权、年费奖励可以叠加"
  given enterprise located_here
    invention_patent A: domestic, agency_fee 4500, filed_on 2016-03-01, examined_on 2018-07-04,
        granted_on 2019-06-01, lapsed_on none
    annual_fee F: patent "A", fee_year "2019", domestic_invention, years_after_grant 0, fee 900,
        paid_on 2019-06-15
  expect 2018 A of 18.invention_patent.in_examination 3000
  expect 2019 A of 5.invention_patent.granted 1000
  expect 2019 F 900
  expect total 4900

case "a firm that starts from zero with a utility model in the measures" "有效期内以实用新型消除零专利，申请和授权均奖励"
  given enterprise located_here
    utility_patent U: domestic, agency_fee 1600, filed_on 2018-09-01, granted_on 2019-04-01, lapsed_on none
  given approval 5.patent.filed U 1600
  expect 2018 U of 5.patent.filed 1600
  expect 2019 U of 18.patent.granted 1000
  expect total 2600

# ---- articles 19 and 20: duties

case "the city has to provide the fund" "市有安排专项资金的义务"
  given city
  expect obligation of article 19
  expect total 0

case "a county has to secure the money for patent work" "县区有保障专利工作经费的义务"
  given county
  expect obligation of article 19

case "a unit with science money of the city in a year has to spend a part of it on patents" "单位当年有市科技经费的，有用于专利的义务"
  given enterprise
  given figures 2018: city_science_money 0, filings 0
  given figures 2019: city_science_money 0.01, filings 0, invention_filings 0
  given figures 2020: city_science_money 0, filings 0, invention_filings 0
  expect obligation of article 20
  expect total 0

case "a unit without science money of the city has no such duty" "单位没有市科技经费的，无此义务"
  given enterprise
  given figures 2018: city_science_money 0
  given figures 2019: city_science_money 0
  given figures 2020: city_science_money 0
  expect obligation of article 20 0

case "a person has no such duty" "个人无此义务"
  given person
  given figures 2018: city_science_money 500
  expect obligation of article 20 0

# ---- the cap of article 2, which takes many records to reach

case "a hundred inventions of a year fill the cap, the next brings nothing" "一年100件授权发明用满最高金额，第101件为0元"
  given patent_agency located_here, head_office none
    agency_case I001: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I002: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I003: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I004: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I005: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I006: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I007: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I008: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I009: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I010: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I011: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I012: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I013: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I014: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I015: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I016: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I017: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I018: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I019: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I020: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I021: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I022: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I023: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I024: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I025: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I026: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I027: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I028: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I029: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I030: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I031: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I032: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I033: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I034: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I035: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I036: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I037: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I038: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I039: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I040: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I041: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I042: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I043: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I044: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I045: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I046: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I047: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I048: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I049: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I050: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I051: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I052: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I053: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I054: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I055: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I056: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I057: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I058: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I059: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I060: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I061: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I062: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I063: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I064: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I065: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I066: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I067: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I068: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I069: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I070: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I071: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I072: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I073: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I074: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I075: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I076: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I077: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I078: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I079: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I080: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I081: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I082: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I083: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I084: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I085: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I086: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I087: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I088: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I089: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I090: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I091: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I092: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I093: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I094: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I095: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I096: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I097: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I098: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I099: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I100: right invention, local_address, compliant, granted_on 2019-03-10
    agency_case I101: right invention, local_address, compliant, granted_on 2019-03-10
  expect I001 of 2.agency_case.granted 500
  expect I100 of 2.agency_case.granted awarded
  expect I101 of 2.agency_case.granted 0
  expect I101 of 2.agency_case.granted reduced by cap of article 2
  expect 2019 total 50000
