# Cases of dongyang_2021. Every figure was worked out by hand from the draft and the recorded readings.
# Each side of each threshold, each rule once binding and once not; the examples of carry, ladder and caps in thousands.

cases for dongyang_2021

# ---- the window: from 2021-01-01, without an end

case "an event on the last day of 2020 is outside" "2020年最后一日的事项不在有效期内"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title national_demonstration, recognised_on 2020-12-31
  given figures 2020: local_contribution 9000000
  expect T out of window
  expect total 0

case "the first day of 2021 counts" "2021年1月1日的事项计入"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title national_demonstration, recognised_on 2021-01-01
  given figures 2021: local_contribution 9000000
  expect 2021 T 500000
  expect T awarded

case "no day ends the draft" "征求意见稿没有终止日期"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title national_demonstration, recognised_on 2031-12-31
  given figures 2031: local_contribution 9000000
  expect 2031 T 500000

case "with an as-of date, a later event is not settled yet" "有截至日的，其后的事项暂不结算"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title national_demonstration, recognised_on 2022-05-04
  given figures 2022: local_contribution 9000000
  given as of 2022-05-03
  expect T out of window
  expect total 0

# ---- article 1: the certificate

case "what the certificate cost is a ceiling" "认证费用为最高额，金额待核定"
  given enterprise located_here, legal_person, sound_books, operating
    certification C: standard gbt29490, cost 32000, passed_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect C of certified ceiling
  expect total 0
  expect due between 0 and 32000

case "what the bureau set is paid" "贯标认证按核定金额奖励"
  given enterprise located_here, legal_person, sound_books, operating
    certification C: standard gbt29490, cost 32000, passed_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given approval certified C 20000
  expect 2022 C 20000
  expect due between 20000 and 20000

case "no more than the cost is paid" "核定金额超过认证费用的，按认证费用奖励"
  given enterprise located_here, legal_person, sound_books, operating
    certification C: standard gbt29490, cost 32000, passed_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given approval certified C 32000.01
  expect C 32000

case "a later audit has a cost of its own" "以后的审核另有费用，另行奖励"
  given enterprise located_here, legal_person, sound_books, operating
    certification C: standard gbt29490, cost 32000, passed_on 2022-03-01
    certification D: standard gbt29490, cost 9000, passed_on 2023-03-01
  given figures 2022: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  given approval certified C 32000
  given approval certified D 9000
  expect 2022 C 32000
  expect 2023 D 9000

case "the standard for research institutes is not the one" "科研规范认证不属企业规范，不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    certification C: standard gbt33250, cost 32000, passed_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given approval certified C 32000
  expect C not eligible because standard
  expect due between 0 and 0

case "the certificate of an institution is not paid" "事业单位的认证不奖励"
  given institution
    certification C: standard gbt29490, cost 32000, passed_on 2022-03-01
  given approval certified C 32000
  expect C not eligible because enterprise

case "what the certificate cost must be known; the firm's contribution is the most" "认证费用未写明的待定，最多为地方综合贡献额"
  given enterprise located_here, legal_person, sound_books, operating
    certification C: standard gbt29490, passed_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect C undetermined for cost
  expect due between 0 and 9000000

# ---- article 1: titles, one ladder of four rungs

case "a national advantage enterprise" "国家知识产权优势企业"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title national_advantage, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect T 300000

case "a patent demonstration enterprise of the province" "省级专利示范企业"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title provincial_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect T 200000

case "a patent demonstration enterprise of Jinhua" "金华市专利示范企业"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect T 50000
  expect T awarded

case "a title that is not named is not paid" "未列明的称号不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title national_pilot, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect T not eligible because title

case "the title of an institution is not paid" "事业单位的称号不奖励"
  given institution
    ip_title T: title national_demonstration, recognised_on 2022-03-01
  expect T not eligible because enterprise

case "a title that was paid for is not paid again" "已奖励过的企业称号不再奖励"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title national_advantage, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given history 1.ip_title.new T paid 120000 in 2021
  expect T not eligible because new
  expect 2022 total 0

case "from advantage to demonstration is a promotion, though both are national" "国家优势升国家示范属晋级，虽同为国家级"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title A: title national_advantage, recognised_on 2021-03-01
    ip_title B: title national_demonstration, recognised_on 2023-03-01
  given figures 2021: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  expect 2021 A 300000
  expect 2023 B 200000
  expect B reduced by top up of article 21

case "all four rungs come to the highest of them" "四级称号逐级晋级，合计为最高一级金额"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title A: title municipal_demonstration, recognised_on 2021-03-01
    ip_title B: title provincial_demonstration, recognised_on 2022-03-01
    ip_title C: title national_advantage, recognised_on 2023-03-01
    ip_title D: title national_demonstration, recognised_on 2024-03-01
  given figures 2021: local_contribution 9000000
  given figures 2022: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  given figures 2024: local_contribution 9000000
  expect 2021 A 50000
  expect 2022 B 150000
  expect 2023 C 100000
  expect 2024 D 200000
  expect total 500000

case "two rungs in one year" "同一年度获两级称号，补足差额"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title A: title municipal_demonstration, recognised_on 2022-03-01
    ip_title B: title provincial_demonstration, recognised_on 2022-09-01
  given figures 2022: local_contribution 9000000
  expect A 50000
  expect B 150000

case "a lower title after a higher one brings nothing" "先高后低，较低的称号不再奖励"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title A: title provincial_demonstration, recognised_on 2022-03-01
    ip_title B: title municipal_demonstration, recognised_on 2023-03-01
  given figures 2022: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  expect A 200000
  expect B already paid
  expect total 200000

case "which title it was must be known" "称号未写明的，待定"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect T undetermined for title

case "a rung that another document paid counts" "按以往文件已兑现的称号计为一级"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title B: title national_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given history "东政发〔2015〕1号" 1.title X paid 30000 in 2019: kind ip_title
  expect B 470000
  expect B reduced by top up of article 21

# ---- article 1: brands, a ladder of their own

case "a national brand demonstration enterprise" "国家品牌示范企业"
  given enterprise located_here, legal_person, sound_books, operating
    brand_title B: brand national_brand, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect B 500000
  expect B awarded

case "a brand demonstration enterprise of Jinhua that rises to the province and the state" "金华市品牌示范企业晋级省级、国家级"
  given enterprise located_here, legal_person, sound_books, operating
    brand_title A: brand municipal_brand, recognised_on 2021-03-01
    brand_title B: brand provincial_brand, recognised_on 2022-03-01
    brand_title C: brand national_brand, recognised_on 2023-03-01
  given figures 2021: local_contribution 9000000
  given figures 2022: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  expect 2021 A 50000
  expect 2022 B 150000
  expect 2023 C 300000
  expect C reduced by top up of article 21

case "a provincial brand title" "省级品牌示范企业"
  given enterprise located_here, legal_person, sound_books, operating
    brand_title B: brand provincial_brand, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect B 200000

case "titles for IP and for brands are two ladders" "知识产权称号与品牌称号分属两个序列"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
    brand_title B: brand municipal_brand, recognised_on 2022-03-02
  given figures 2022: local_contribution 9000000
  expect T 50000
  expect B 50000

case "the brand title of an association is not paid" "社会组织的品牌称号不奖励"
  given association
    brand_title B: brand national_brand, recognised_on 2022-03-01
  expect B not eligible because enterprise

case "a brand title that was paid for is not paid again" "已奖励过的品牌称号不再奖励"
  given enterprise located_here, legal_person, sound_books, operating
    brand_title B: brand provincial_brand, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given history 1.brand_title.new B paid 120000 in 2021
  expect B not eligible because new
  expect 2022 total 0

# ---- article 2: navigation, alliances, platforms

case "a navigation project of the province" "省级导航项目"
  given enterprise located_here, legal_person, sound_books, operating
    navigation_project N: level provincial, scope early_warning, selected_on 2021-03-01,
        accepted_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect 2022 N 100000

case "a navigation project of the state is not named" "国家级导航项目未列明，不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    navigation_project N: level national, scope early_warning, selected_on 2021-03-01, accepted_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect N not eligible because level

case "a navigation project of the city is not named either" "市级导航项目同样未列明，不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    navigation_project N: level municipal, scope industry_plan, selected_on 2021-03-01, accepted_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect N not eligible because level

case "a navigation project that is not accepted yet" "导航项目尚未验收的，不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    navigation_project N: level provincial, scope industry_plan, selected_on 2021-03-01, accepted_on none
  given figures 2021: local_contribution 9000000
  expect N not eligible because accepted_on
  expect total 0

case "a project, an alliance and a platform are each paid once" "同一项目、联盟和平台各只奖励一次"
  given association
    navigation_project N: project "1", level provincial, scope early_warning, selected_on 2020-03-01,
        accepted_on 2022-03-01
    navigation_project O: project "1", level provincial, scope early_warning, selected_on 2021-03-01,
        accepted_on 2023-03-01
    ip_alliance A: alliance "2", level provincial, recorded_on 2022-04-01
    ip_alliance B: alliance "2", level national, recorded_on 2023-04-01
    patent_platform E: platform "3", level provincial, accepted_on 2022-05-01
    patent_platform F: platform "3", level provincial, accepted_on 2023-05-01
  expect 2022 total 300000
  expect O already paid
  expect B already paid
  expect F already paid
  expect 2023 total 0

case "two projects are two matters" "两个导航项目属两个事项"
  given enterprise located_here, legal_person, sound_books, operating
    navigation_project N: level provincial, scope early_warning, selected_on 2021-03-01,
        accepted_on 2022-03-01
    navigation_project O: level provincial, scope early_warning, selected_on 2021-03-01,
        accepted_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect N 100000
  expect O 100000

case "an association may undertake a project, and has no ceiling of its own contribution" "社会组织可承担项目，且不受贡献额上限约束"
  given association
    navigation_project N: level provincial, scope industry_plan, selected_on 2021-03-01,
        accepted_on 2022-03-01
  expect N 100000
  expect N awarded

case "an alliance recorded by the province" "省级备案的知识产权联盟"
  given association
    ip_alliance A: level provincial, recorded_on 2022-03-01
  expect A 100000

case "an alliance recorded by the state" "国家级备案的知识产权联盟"
  given association
    ip_alliance A: level national, recorded_on 2022-03-01
  expect A 100000

case "an alliance recorded by the province, later by the state, is paid once: the difference is nothing" "联盟先省级后国家级备案，只奖励一次，无差额可补"
  given association
    ip_alliance A: alliance "Gears", level provincial, recorded_on 2022-03-01
    ip_alliance B: alliance "Gears", level national, recorded_on 2023-03-01
  expect 2022 A 100000
  expect B already paid

case "an alliance recorded by the city" "市级备案的知识产权联盟不奖励"
  given association
    ip_alliance A: level municipal, recorded_on 2022-03-01
  expect A not eligible because level

case "a platform of the province" "省级培育平台"
  given institution
    patent_platform P: level provincial, accepted_on 2022-03-01
  expect P 100000

case "a platform of the state" "国家级培育平台"
  given institution
    patent_platform P: level national, accepted_on 2022-03-01
  expect P 100000

case "a platform of the city" "市级培育平台不奖励"
  given institution
    patent_platform P: level municipal, accepted_on 2022-03-01
  expect P not eligible because level

# ---- article 3: fees and grants

case "half the fees is a ceiling" "官方费用的50%为最高额，金额待核定"
  given institution
    invention_patent A: domestic, official_fees 3001, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  expect A of 3.invention_patent.granted ceiling
  expect due between 0 and 1500.5

case "a grant that another run settled is no second one on another day" "以往已结算的授权，填写其他日期的不再奖励"
  given institution
    invention_patent A: domestic, official_fees 3001, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given history 3.invention_patent.granted A paid 1500 in 2021
  expect A of 3.invention_patent.granted not eligible because granted

case "half the fees may be paid, also to a person and for a grant abroad" "个人、境外授权也可按官方费用的50%奖励"
  given person
    invention_patent A: not domestic, official_fees 3001, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given approval 3.invention_patent.granted A 2000
  expect A of 3.invention_patent.granted 1500.5

case "fees paid in dollars are converted at the parity of the day of payment" "美元官方费用按缴费日人民币汇率中间价折算"
  given person
    invention_patent A: not domestic, official_fees 1000 USD, fees_paid_on 2022-03-01, filed_on 2019-03-01,
        granted_on 2022-03-01, lapsed_on none
  given series central_parity USD 2022-03-01: 6.3014
  expect A of 3.invention_patent.granted ceiling
  expect due between 0 and 3150.7

case "what the bureau set below half the fees" "核定金额低于官方费用50%的，按核定金额奖励"
  given person
    invention_patent A: not domestic, official_fees 3000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given approval 3.invention_patent.granted A 700
  expect A of 3.invention_patent.granted 700

case "a utility model has no such ceiling" "实用新型不按官方费用奖励"
  given person
    utility_patent A: domestic, official_fees 3000, filed_on 2021-03-01, granted_on 2022-03-01, lapsed_on none
  expect total 0
  expect A of 3.patent.granted not eligible because enterprise

case "an invention of a wood carver" "木雕红木企业的发明专利"
  given enterprise located_here, legal_person, sound_books, operating, main_industry wood_carving
    invention_patent A: domestic, official_fees 3000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given figures 2022: local_contribution 9000000
  expect A of 3.patent.granted 4000
  expect A of 3.patent.granted awarded

case "an invention of a builder" "建筑企业的发明专利"
  given enterprise located_here, legal_person, sound_books, operating, main_industry construction
    invention_patent A: domestic, official_fees 3000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given figures 2022: local_contribution 9000000
  expect A of 3.patent.granted 4000

case "an invention of another industry" "其他行业企业的发明专利不按定额奖励"
  given enterprise located_here, legal_person, sound_books, operating, main_industry other_industry
    invention_patent A: domestic, official_fees 3000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given figures 2022: local_contribution 9000000
  expect A of 3.patent.granted not eligible because main_industry
  expect A of 3.invention_patent.granted ceiling
  expect due between 0 and 1500

case "a utility model and a design of a wood carver" "木雕红木企业的实用新型和外观设计"
  given enterprise located_here, legal_person, sound_books, operating, main_industry wood_carving
    patent U: right utility_model, domestic, granted_on 2022-03-01, filed_on 2021-03-01, lapsed_on none
    patent D: right design, domestic, granted_on 2022-03-02, filed_on 2021-03-01, lapsed_on none
  given figures 2022: local_contribution 9000000
  expect U of 3.patent.granted 400
  expect D of 3.patent.granted 400
  expect 2022 total 800

case "a grant abroad is not domestic" "境外授权不属国内，不按定额奖励"
  given enterprise located_here, legal_person, sound_books, operating, main_industry wood_carving
    patent U: right utility_model, not domestic, granted_on 2022-03-01, filed_on 2021-03-01, lapsed_on none
  given figures 2022: local_contribution 9000000
  expect U of 3.patent.granted not eligible because domestic

case "a grant that was paid for is not paid again" "已奖励过的授权不再奖励"
  given enterprise located_here, legal_person, sound_books, operating, main_industry wood_carving
    patent U: right utility_model, domestic, granted_on 2022-03-01, filed_on 2021-03-01, lapsed_on none
  given figures 2022: local_contribution 9000000
  given history 3.patent.granted U paid 400 in 2021
  expect U of 3.patent.granted not eligible because granted

case "of aid for one patent the higher is paid: the fees" "同一专利就高奖励，取官方费用奖励"
  given enterprise located_here, legal_person, sound_books, operating, main_industry wood_carving
    invention_patent A: domestic, official_fees 10000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given figures 2022: local_contribution 9000000
  given approval 3.invention_patent.granted A 5000
  expect A of 3.invention_patent.granted 5000
  expect A of 3.patent.granted displaced by A
  expect 2022 total 5000

case "of aid for one patent the higher is paid: the fixed sum" "同一专利就高奖励，取定额奖励"
  given enterprise located_here, legal_person, sound_books, operating, main_industry wood_carving
    invention_patent A: domestic, official_fees 10000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given figures 2022: local_contribution 9000000
  given approval 3.invention_patent.granted A 3900
  expect A of 3.invention_patent.granted displaced by A
  expect A of 3.patent.granted 4000
  expect 2022 total 4000

case "two patents are two matters" "两件专利属两个事项"
  given enterprise located_here, legal_person, sound_books, operating, main_industry wood_carving
    invention_patent A: domestic, official_fees 10000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
    invention_patent B: domestic, official_fees 10000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given figures 2022: local_contribution 9000000
  given approval 3.invention_patent.granted A 5000
  given approval 3.invention_patent.granted B 3900
  expect A of 3.invention_patent.granted 5000
  expect B of 3.patent.granted 4000

case "while the fees of a patent are not approved, at least the fixed sum is due for it" "官方费用奖励未核定前，至少应得定额奖励"
  given enterprise located_here, legal_person, sound_books, operating, main_industry wood_carving
    invention_patent A: domestic, official_fees 10000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given figures 2022: local_contribution 9000000
  expect A of 3.invention_patent.granted ceiling
  expect A of 3.patent.granted undetermined
  expect due between 4000 and 5000

case "of which industry the firm is must be known" "企业主业未写明的，待定"
  given enterprise located_here, legal_person, sound_books, operating
    patent U: right utility_model, domestic, granted_on 2022-03-01, filed_on 2021-03-01, lapsed_on none
  given figures 2022: local_contribution 9000000
  expect U of 3.patent.granted undetermined for main_industry
  expect due between 0 and 400

# ---- article 4: portfolios and milestones

case "ten new inventions in two years" "两年内新增发明10件"
  given enterprise located_here, legal_person, sound_books, operating
    patent_portfolio P: new_inventions 10, formed_on 2022-12-01
  given figures 2022: local_contribution 9000000
  expect P 100000

case "nine new inventions" "新增发明9件，不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    patent_portfolio P: new_inventions 9, formed_on 2022-12-01
  given figures 2022: local_contribution 9000000
  expect P not eligible because new_inventions

case "a portfolio that is formed anew is paid once" "专利组合重新组成的，只奖励一次"
  given enterprise located_here, legal_person, sound_books, operating
    patent_portfolio P: portfolio "A", new_inventions 10, formed_on 2022-02-01
    patent_portfolio Q: portfolio "A", new_inventions 10, formed_on 2022-12-01
    patent_portfolio R: portfolio "A", new_inventions 12, formed_on 2025-12-01
  given figures 2022: local_contribution 9000000
  given figures 2025: local_contribution 9000000
  expect P 100000
  expect Q already paid
  expect R already paid

case "three portfolios fill the cap of the year" "三个专利组合恰满当年最高额"
  given enterprise located_here, legal_person, sound_books, operating
    patent_portfolio P: new_inventions 10, formed_on 2022-10-01
    patent_portfolio Q: new_inventions 10, formed_on 2022-11-01
    patent_portfolio R: new_inventions 10, formed_on 2022-12-01
  given figures 2022: local_contribution 9000000
  expect 2022 total 300000
  expect R awarded

case "a fourth portfolio gets nothing" "第四个专利组合不再得奖励"
  given enterprise located_here, legal_person, sound_books, operating
    patent_portfolio P: new_inventions 10, formed_on 2022-10-01
    patent_portfolio Q: new_inventions 10, formed_on 2022-11-01
    patent_portfolio R: new_inventions 10, formed_on 2022-12-01
    patent_portfolio S: new_inventions 12, formed_on 2022-12-02
  given figures 2022: local_contribution 9000000
  expect 2022 total 300000
  expect S 0
  expect S reduced by cap of article 4

case "a portfolio that a full cap left nothing has had its turn" "因最高额已满而未得的专利组合，重新组成后不再奖励"
  given enterprise located_here, legal_person, sound_books, operating
    patent_portfolio P: portfolio "A", new_inventions 10, formed_on 2022-10-01
    patent_portfolio Q: portfolio "B", new_inventions 10, formed_on 2022-11-01
    patent_portfolio R: portfolio "C", new_inventions 10, formed_on 2022-12-01
    patent_portfolio S: portfolio "D", new_inventions 12, formed_on 2022-12-02
    patent_portfolio T: portfolio "D", new_inventions 14, formed_on 2024-12-02
  given figures 2022: local_contribution 9000000
  given figures 2024: local_contribution 9000000
  expect S reduced by cap of article 4
  expect T already paid
  expect T 0
  expect total 300000

case "the portfolio of a university is not paid" "高校院所的专利组合不奖励"
  given academy
    patent_portfolio P: new_inventions 10, formed_on 2022-12-01
  expect P not eligible because enterprise

case "an invention is ten years old on the day" "发明专利年内满十年"
  given person
    invention_patent A: domestic, filed_on 2011-05-01, granted_on 2014-03-01, lapsed_on none
  given as of 2021-12-31
  expect 2021 A of ten_years 5000
  expect A of ten_years awarded
  expect A of fifteen_years not eligible because filed_on
  expect total 5000

case "ten years are full on the tenth anniversary" "满十周年当日即为满十年"
  given person
    invention_patent A: domestic, filed_on 2011-05-01, granted_on 2014-03-01, lapsed_on none
  given as of 2021-05-01
  expect 2021 A of ten_years 5000

case "on the fifteenth anniversary the first milestone is over" "满十五周年当日，不再适用满十年奖励"
  given person
    invention_patent A: domestic, filed_on 2006-01-01, granted_on 2009-03-01, lapsed_on none
  given as of 2021-01-01
  expect A of ten_years not eligible because filed_on
  expect 2021 A of fifteen_years 8000
  expect total 8000

case "fifteen years are paid once" "满十五年只奖励一次"
  given person
    invention_patent A: domestic, filed_on 2005-12-01, granted_on 2009-03-01, lapsed_on none
  given as of 2023-12-31
  expect 2021 A of fifteen_years 8000
  expect 2022 A of fifteen_years 0
  expect total 8000

case "a day short of ten years" "差一日满十年，不奖励"
  given person
    invention_patent A: domestic, filed_on 2011-05-01, granted_on 2014-03-01, lapsed_on none
  given as of 2021-04-30
  expect A of ten_years not eligible because filed_on
  expect total 0

case "ten years are paid once" "满十年只奖励一次"
  given person
    invention_patent A: domestic, filed_on 2011-05-01, granted_on 2014-03-01, lapsed_on none
  given as of 2023-12-31
  expect 2021 A of ten_years 5000
  expect 2022 A of ten_years 0
  expect total 5000

case "both milestones, one after the other" "满十年、满十五年先后奖励"
  given person
    invention_patent A: domestic, filed_on 2006-05-01, granted_on 2009-03-01, lapsed_on none
  given as of 2021-12-31
  expect 2021 A of ten_years 5000
  expect 2021 A of fifteen_years 8000
  expect 2021 total 13000

case "a day short of fifteen years" "差一日满十五年，只得满十年奖励"
  given person
    invention_patent A: domestic, filed_on 2006-05-01, granted_on 2009-03-01, lapsed_on none
  given as of 2021-04-30
  expect 2021 A of ten_years 5000
  expect A of fifteen_years not eligible because filed_on
  expect total 5000

case "an invention of sixteen years is paid the second milestone alone" "发明专利已十六年，只奖励满十五年"
  given person
    invention_patent A: domestic, filed_on 2004-12-01, granted_on 2008-03-01, lapsed_on none
  given as of 2021-12-31
  expect 2021 A of fifteen_years 8000
  expect A of ten_years not eligible because filed_on
  expect total 8000

case "an invention that has lapsed" "已失效的发明专利不奖励"
  given person
    invention_patent A: domestic, filed_on 2005-05-01, granted_on 2009-03-01, lapsed_on 2020-06-30
  given as of 2021-12-31
  expect A of fifteen_years not eligible because valid
  expect A of ten_years not eligible because valid

case "the first milestone was paid, the second follows" "满十年已奖励的，续奖满十五年"
  given person
    invention_patent A: domestic, filed_on 2007-05-01, granted_on 2009-03-01, lapsed_on none
  given history ten_years A paid 5000 in 2021
  given as of 2022-12-31
  expect 2022 A of ten_years already paid
  expect 2022 A of fifteen_years 8000
  expect 2022 total 8000

case "the cap on portfolios does not hold for milestones" "专利组合的最高额不约束年限奖励"
  given enterprise located_here, legal_person, sound_books, operating
    patent_portfolio P: new_inventions 10, formed_on 2022-10-01
    patent_portfolio Q: new_inventions 10, formed_on 2022-11-01
    patent_portfolio R: new_inventions 10, formed_on 2022-12-01
    invention_patent A: domestic, official_fees 0, filed_on 2012-05-01, granted_on 2014-03-01, lapsed_on none
  given figures 2022: local_contribution 9000000
  given as of 2022-12-31
  expect 2022 A of ten_years 5000
  expect 2022 total 305000

# ---- article 5: marks and brands

case "a well-known mark" "新认定的驰名商标"
  given enterprise located_here, legal_person, sound_books, operating
    well_known_mark Oak: recognised_on 2022-05-01
  given figures 2022: local_contribution 9000000
  expect Oak 1200000
  expect Oak awarded

case "what was paid for the court's recognition is deducted" "司法认定已奖励部分予以扣除"
  given enterprise located_here, legal_person, sound_books, operating
    well_known_mark Oak: recognised_on 2022-05-01
  given figures 2022: local_contribution 9000000
  given history "东政发〔2010〕9号" 5.mark Oak paid 300000 in 2012: kind judicial_well_known_mark, mark "Oak"
  expect Oak 900000

case "what the city paid for it under another programme is deducted alike" "本市其他项目已资助司法认定的，同样扣除"
  given enterprise located_here, legal_person, sound_books, operating
    well_known_mark Oak: recognised_on 2022-05-01
  given figures 2022: local_contribution 9000000
  given support judicial_well_known_mark Oak county_level 300000 in 2012
  expect Oak 900000

case "what Jinhua paid for it is not: the city deducts what it paid itself" "金华市已资助的不扣除，只扣除本市已奖励部分"
  given enterprise located_here, legal_person, sound_books, operating
    well_known_mark Oak: recognised_on 2022-05-01
  given figures 2022: local_contribution 9000000
  given support judicial_well_known_mark Oak municipal 300000 in 2012
  expect Oak 1200000

case "what was paid for another mark is not" "其他商标的司法认定已奖励部分不扣除"
  given enterprise located_here, legal_person, sound_books, operating
    well_known_mark Oak: recognised_on 2022-05-01
  given figures 2022: local_contribution 9000000
  given history "东政发〔2010〕9号" 5.mark Elm paid 300000 in 2012: kind judicial_well_known_mark, mark "Elm"
  expect Oak 1200000

case "where more was paid for the court's recognition, nothing is due" "司法认定已奖励金额更高的，不再奖励"
  given enterprise located_here, legal_person, sound_books, operating
    well_known_mark Oak: recognised_on 2022-05-01
  given figures 2022: local_contribution 9000000
  given history "东政发〔2010〕9号" 5.mark Oak paid 1200000.01 in 2012: kind judicial_well_known_mark, mark "Oak"
  expect Oak already paid
  expect total 0

case "a mark that was paid for is not paid again" "已奖励过的驰名商标不再奖励"
  given enterprise located_here, legal_person, sound_books, operating
    well_known_mark Oak: recognised_on 2022-05-01
  given figures 2022: local_contribution 9000000
  given history 5.well_known_mark.new Oak paid 200000 in 2021
  expect Oak not eligible because new
  expect 2022 total 0

case "one mark in one territory by two routes is one matter, in another territory another" "同一商标同一地域，两种途径属同一事项；异地另计"
  given association
    foreign_mark A: mark "Oak", territory "US", route single_country, registration_fee 3000,
        registered_on 2022-03-01
    foreign_mark B: mark "Oak", territory "US", route madrid, registration_fee 15000, registered_on 2023-03-01
    foreign_mark C: mark "Oak", territory "JP", route madrid, registration_fee 15000, registered_on 2023-03-01
  expect A of country_mark 2000
  expect B of madrid_mark already paid
  expect C of madrid_mark 15000

case "registration fees under Madrid are paid whole" "马德里注册费全额奖励"
  given institution
    foreign_mark M: mark "Oak", territory "FR", route madrid, registration_fee 12000.5,
        registered_on 2022-05-01
  expect M of madrid_mark 12000.5

case "fees under Madrid fill the cap for life" "马德里注册费的最高额跨年度累计"
  given association
    foreign_mark M: mark "Oak", territory "FR", route madrid, registration_fee 20000, registered_on 2021-05-01
    foreign_mark N: mark "Oak", territory "DE", route madrid, registration_fee 12000, registered_on 2024-05-01
  expect 2021 M of madrid_mark 20000
  expect 2024 N of madrid_mark 10000
  expect N of madrid_mark reduced by cap of article 5

case "fees under Madrid of exactly the cap" "马德里注册费恰为最高额"
  given association
    foreign_mark M: mark "Oak", territory "FR", route madrid, registration_fee 30000, registered_on 2021-05-01
  expect M of madrid_mark awarded
  expect total 30000

case "a person is no unit" "个人不属单位，各类商标均不奖励"
  given person
    foreign_mark M: mark "Oak", territory "FR", route madrid, registration_fee 20000, registered_on 2021-05-01
    foreign_mark E: mark "Oak", territory "EU", route regional_office, registered_on 2021-05-01
    foreign_mark S: mark "Oak", territory "US", route single_country, registered_on 2021-05-01
    geo_indication_trademark G: registered_on 2021-05-01
  expect G of gi_mark not eligible because unit
  expect M of madrid_mark not eligible because unit
  expect E of regional_mark not eligible because unit
  expect S of country_mark not eligible because unit
  expect total 0

case "a mark of a regional office" "区域组织注册的境外商标"
  given institution
    foreign_mark E: mark "Oak", territory "EU", route regional_office, registered_on 2022-05-01
  expect E of regional_mark 8000
  expect E of regional_mark awarded
  expect E of madrid_mark not eligible because route
  expect E of country_mark not eligible because route

case "the second region gets what is left, years later" "第二个地区数年后注册，只得最高额所余"
  given institution
    foreign_mark E: mark "Oak", territory "EU", route regional_office, registered_on 2022-05-01
    foreign_mark A: mark "Oak", territory "OAPI", route regional_office, registered_on 2025-05-01
  expect 2022 E of regional_mark 8000
  expect 2025 A of regional_mark 2000
  expect A of regional_mark reduced by cap of article 5

case "five countries fill their cap" "五个国家的商标恰满最高额"
  given institution
    foreign_mark A: mark "Oak", territory "US", route single_country, registered_on 2022-05-01
    foreign_mark B: mark "Oak", territory "JP", route single_country, registered_on 2022-05-02
    foreign_mark C: mark "Oak", territory "KR", route single_country, registered_on 2022-05-03
    foreign_mark D: mark "Oak", territory "HK", route single_country, registered_on 2022-05-04
    foreign_mark E: mark "Oak", territory "TW", route single_country, registered_on 2022-05-05
  expect A of country_mark 2000
  expect E of country_mark awarded
  expect total 10000

case "a sixth country gets nothing" "第六个国家的商标不再得奖励"
  given institution
    foreign_mark A: mark "Oak", territory "US", route single_country, registered_on 2022-05-01
    foreign_mark B: mark "Oak", territory "JP", route single_country, registered_on 2022-05-02
    foreign_mark C: mark "Oak", territory "KR", route single_country, registered_on 2022-05-03
    foreign_mark D: mark "Oak", territory "HK", route single_country, registered_on 2022-05-04
    foreign_mark E: mark "Oak", territory "TW", route single_country, registered_on 2022-05-05
    foreign_mark F: mark "Oak", territory "IN", route single_country, registered_on 2023-05-05
  expect F of country_mark reduced by cap of article 5
  expect total 10000

case "regions and countries have a cap each" "地区商标与单一国家商标的最高额分别计算"
  given institution
    foreign_mark A: mark "Oak", territory "EU", route regional_office, registered_on 2022-05-01
    foreign_mark B: mark "Elm", territory "EU", route regional_office, registered_on 2022-05-02
    foreign_mark C: mark "Oak", territory "US", route single_country, registered_on 2022-05-03
  expect B of regional_mark 2000
  expect C of country_mark 2000
  expect total 12000

case "a foreign mark that was paid for is not paid again" "已奖励过的境外商标不再奖励"
  given institution
    foreign_mark A: mark "Oak", territory "EU", route regional_office, registered_on 2022-05-01
    foreign_mark C: mark "Oak", territory "US", route single_country, registered_on 2022-05-03
  given history regional_mark A paid 2000 in 2021
  given history country_mark C paid 500 in 2021
  expect A of regional_mark already paid
  expect C of country_mark already paid
  expect total 0

case "the first mark for an indication" "首件地理标志商标"
  given association
    geo_indication_trademark G: registered_on 2022-05-01
  expect G of gi_mark 200000

case "a second mark for an indication is not the first" "第二件地理标志商标不属首件，不奖励"
  given association
    geo_indication_trademark G: registered_on 2022-05-01
    geo_indication_trademark H: registered_on 2022-06-01
  expect G of gi_mark 200000
  expect H of gi_mark not eligible because geo_indication_trademark
  expect total 200000

case "the first was before the draft: nothing for a later one" "首件注册在有效期前，后一件不奖励"
  given association
    geo_indication_trademark G: registered_on 2015-05-01
    geo_indication_trademark H: registered_on 2022-06-01
  expect G of gi_mark out of window
  expect H of gi_mark not eligible because geo_indication_trademark
  expect total 0

case "a unit that was paid for its first mark is not paid again" "单位首件地理标志商标已奖励的，不再奖励"
  given association
    geo_indication_trademark G: registered_on 2022-05-01
  given history gi_mark another paid 200000 in 2021
  expect G of gi_mark already paid

case "a brand base of the state" "国家级品牌基地"
  given town
    brand_base B: base "Hengdian", level national, recognised_on 2022-05-01
  expect B 300000

case "a brand base of the province, later of the state" "品牌基地先省级后国家级，补足差额"
  given town
    brand_base B: base "Hengdian", level provincial, recognised_on 2021-05-01
    brand_base C: base "Hengdian", level national, recognised_on 2022-05-01
  expect 2021 B 100000
  expect 2022 C 200000
  expect C reduced by top up of article 21

case "a brand base of the city is not paid" "市级品牌基地不奖励"
  given town
    brand_base B: base "Hengdian", level municipal, recognised_on 2022-05-01
  expect B not eligible because level

case "a base of which an older document paid a part in its year is paid what is missing" "以往文件当年已付部分金额的品牌基地，补足差额"
  given town
    brand_base B: base "Hengdian", level provincial, recognised_on 2022-05-01
  given history "东政发〔2015〕1号" 5.base B paid 80000 in 2022: kind brand_base, base "Hengdian", level provincial
  expect B 20000
  expect total 20000

case "a base that an older document paid years ago is not newly recognised" "以往文件多年前已奖励的品牌基地，不属新认定"
  given town
    brand_base B: base "Hengdian", level provincial, recognised_on 2022-05-01
  given history "东政发〔2015〕1号" 5.base B paid 80000 in 2019: kind brand_base, base "Hengdian", level provincial
  expect B not eligible because new

case "a base that was paid for is not paid again" "已奖励过的品牌基地不再奖励"
  given town
    brand_base B: base "Hengdian", level national, recognised_on 2022-05-01
  given history 5.brand_base.new B paid 100000 in 2021
  expect B not eligible because new
  expect 2022 total 0

case "a station that guides brands" "新评定的品牌指导站"
  given institution
    guidance_station S: rated_on 2022-05-01, selected_on none
  expect S of brand_station 100000

case "a station that is rated again is not newly rated" "再次评定的品牌指导站不属新评定"
  given town
    guidance_station A: station "S", rated_on 2022-05-01, selected_on none
    guidance_station B: station "S", rated_on 2024-05-01, selected_on none
  expect A of brand_station 100000
  expect B of brand_station not eligible because new

case "a station that was selected and not rated" "入选而未评定的品牌指导站不奖励"
  given institution
    guidance_station S: rated_on none, selected_on 2022-05-01
  expect S of brand_station not eligible because rated_on

case "a town runs a station as other bodies do" "镇街的品牌指导站与其他单位同样奖励"
  given town
    guidance_station S: rated_on 2022-05-01, selected_on none
  expect S of brand_station 100000

case "a person with a station is no unit" "个人设品牌指导站，不属单位，不奖励"
  given person
    guidance_station S: rated_on 2022-05-01, selected_on none
  expect S of brand_station not eligible because unit

# ---- article 6: interest

case "half the interest of one year at the published rate of the month of the loan" "按放款当月一年期LPR计一年利息，奖励50%"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  expect 2023 L 18500

case "of two years the last is paid" "贷款两年的，只奖励最后一年利息"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind trademark_right, pledged_right ["Oak"], pledged_principal 1000000, on_schedule,
        drawn_on 2021-03-01, repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  expect L 19250

case "a part of a year is paid by its days" "不满一年的，按天数计息"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2022-05-13
  given figures 2022: local_contribution 9000000
  expect L 3700

case "whatever rate was agreed" "贴息不论约定利率高低"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, actual_rate 2%,
        on_schedule, drawn_on 2022-03-01, repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  expect L 18500

case "of a mixed loan the part that patents secure counts" "混合贷款只计专利质押部分"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], principal 3000000,
        pledged_principal 1000000, on_schedule, drawn_on 2022-03-01, repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  expect L 18500

case "a mixed loan whose part cannot be determined" "混合贷款质押本金无法确定的，不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], principal 3000000,
        pledged_principal cannot be determined, on_schedule, drawn_on 2022-03-01, repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  expect L not eligible because pledged_principal
  expect due between 0 and 0

case "a part that was not stated is something else: it must be known" "质押本金未写明不同于无法确定，待定"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], principal 3000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  expect L undetermined for pledged_principal
  expect due between 0 and 300000

case "a loan that was not repaid on time" "未按期履约的贷款不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, not on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  expect L not eligible because on_schedule

case "a loan that is still running" "尚未还清的贷款不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2022-03-01, repaid_on none
  given figures 2022: local_contribution 9000000
  expect L not eligible because repaid_on

case "a loan on copyright" "版权质押贷款不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind copyright, pledged_right ["W1"], pledged_principal 1000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  expect L not eligible because right_kind

case "the loan of an institution" "事业单位的质押贷款不奖励"
  given institution
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-01
  expect L not eligible because enterprise

case "a month before there was such a rate" "放款当月尚无一年期LPR的，待定"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2018-03-01, repaid_on 2021-03-01
  given figures 2021: local_contribution 9000000
  expect L undetermined for lpr_1y

case "example DY-6.2: patent loans of 280,000 and 60,000, a trademark loan of 90,000" "第6条示例，专利贴息28万元、6万元，商标贴息9万元"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan A: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 14000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-01
    pledge_loan B: right_kind patent_right, pledged_right ["ZL2"], pledged_principal 3000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-02
    pledge_loan C: right_kind trademark_right, pledged_right ["Oak"], pledged_principal 4500000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  given series lpr_1y 2022-03-01: 4%
  expect A 280000
  expect B 20000
  expect B reduced by cap of article 6
  expect C 90000
  expect 2023 total 390000

case "loans that fill the cap of their kind of right exactly" "同一权项贴息恰满当年最高额"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan A: right_kind trademark_right, pledged_right ["Oak"], pledged_principal 15000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  given series lpr_1y 2022-03-01: 4%
  expect A awarded
  expect 2023 total 300000

case "a right that was used in another year is used up" "其他年度用过的质押权利，不再贴息"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan A: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-01
    pledge_loan B: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2023-04-01, repaid_on 2024-04-01
  given figures 2023: local_contribution 9000000
  given figures 2024: local_contribution 9000000
  expect 2023 A 18500
  expect 2024 B 0
  expect B reduced by limit of article 6

case "a right of a loan that the full sum of the year left nothing is used up too" "因当年额满未得贴息的，质押权利也视为已用"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan A: right_kind trademark_right, pledged_right ["Oak"], pledged_principal 15000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2023-03-01
    pledge_loan B: right_kind trademark_right, pledged_right ["Elm"], pledged_principal 1000000, on_schedule,
        drawn_on 2022-06-01, repaid_on 2023-06-01
    pledge_loan C: right_kind trademark_right, pledged_right ["Elm"], pledged_principal 1000000, on_schedule,
        drawn_on 2023-06-01, repaid_on 2024-06-01
  given figures 2023: local_contribution 9000000
  given figures 2024: local_contribution 9000000
  given series lpr_1y 2022-03-01: 4%
  given series lpr_1y 2022-06-01: 4%
  given series lpr_1y 2023-06-01: 4%
  expect A 300000
  expect B reduced by cap of article 6
  expect 2023 total 300000
  expect C reduced by limit of article 6
  expect 2024 total 0

case "two loans on one right in one year are paid" "同一质押权利同年两笔贷款均予贴息"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan A: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2022-03-01, repaid_on 2022-05-13
    pledge_loan B: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2022-06-01, repaid_on 2022-08-13
  given figures 2022: local_contribution 9000000
  expect A 3700
  expect B 3700

case "one used right blocks a loan on two" "两项质押权利有一项已用过的，整笔贷款不贴息"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan B: right_kind patent_right, pledged_right ["ZL1", "ZL2"], pledged_principal 1000000,
        on_schedule, drawn_on 2023-04-01, repaid_on 2024-04-01
  given figures 2024: local_contribution 9000000
  given history 6.pledge_loan.repaid A paid 18500 in 2023: pledged_right ["ZL1"], right_kind patent_right
  expect B 0
  expect B reduced by limit of article 6

case "which right was pledged must be known" "质押权利未写明的，待定"
  given enterprise located_here, legal_person, sound_books, operating
    pledge_loan L: right_kind patent_right, pledged_principal 1000000, on_schedule, drawn_on 2022-03-01,
        repaid_on 2023-03-01
  given figures 2023: local_contribution 9000000
  given history 6.pledge_loan.repaid A paid 18500 in 2022: pledged_right ["ZL1"], right_kind patent_right
  expect L undetermined for pledged_right
  expect due between 0 and 18500

# ---- article 6: insurance

case "half the premium for patents" "专利保险按保费的50%奖励"
  given enterprise located_here, legal_person, sound_books, operating
    ip_insurance I: right_kind patent_right, premium 60001, bought_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I 30000.5

case "the cover of a mark is not paid" "商标保险不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    ip_insurance I: right_kind trademark_right, premium 60000, bought_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I not eligible because right_kind

case "premiums fill the cap of the year exactly" "保费奖励恰满当年最高额"
  given enterprise located_here, legal_person, sound_books, operating
    ip_insurance I: right_kind patent_right, premium 200000, bought_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I awarded
  expect 2022 total 100000

case "premiums above the cap of the year" "保费奖励超出当年最高额的，核减"
  given enterprise located_here, legal_person, sound_books, operating
    ip_insurance I: right_kind patent_right, premium 150000, bought_on 2022-03-01
    ip_insurance J: right_kind patent_right, premium 60000, bought_on 2022-09-01
    ip_insurance K: right_kind patent_right, premium 60000, bought_on 2023-03-01
  given figures 2022: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  expect I 75000
  expect J 25000
  expect J reduced by cap of article 6
  expect 2023 K 30000

case "a contract that runs on is paid in each year by that year's premium: no promotion from one year to the next" "续保合同各年按当年保费奖励，年度之间不属晋级"
  given enterprise located_here, legal_person, sound_books, operating
    ip_insurance I: right_kind patent_right, premium 50000, bought_on 2022-03-01
    ip_insurance J: contract "I", right_kind patent_right, premium 50000, bought_on 2023-03-01
  given figures 2022: local_contribution 1000000
  given figures 2023: local_contribution 1000000
  expect 2022 total 25000
  expect 2023 total 25000

case "the premium of an association" "社会组织的保费不奖励"
  given association
    ip_insurance I: right_kind patent_right, premium 60000, bought_on 2022-03-01
  expect I not eligible because enterprise

# ---- article 7: industrialisation

case "sales just below five million" "年销售收入略低于500万元，不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 4999999.99,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I not eligible because sales

case "sales of five million" "年销售收入500万元"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 5000000,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I 20000

case "sales just below ten million: no whole step" "年销售收入略低于1000万元，不足一整档"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 9990000,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I 20000

case "sales of ten million: one step" "年销售收入1000万元，计一档"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 10000000,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I 30000

case "sales just below forty-five million: seven steps" "年销售收入略低于4500万元，计七档"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 44999999.99,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I 90000

case "sales of forty-five million: eight steps" "年销售收入4500万元，计八档"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 45000000,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I 100000

case "sales of fifty million bring no more" "年销售收入5000万元，不再增加"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 50000000,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I 100000

case "a patent that is not the core of the product" "专利对产品非核心支撑的，不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", not core, patent_in_force, sales 50000000,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I not eligible because core

case "a patent that is no longer in force" "专利已不在有效期内的，不奖励"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, not patent_in_force, sales 50000000,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect I not eligible because patent_in_force

case "the product of a university" "高校院所的产品不奖励"
  given academy
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 50000000,
        started_on 2022-03-01
  expect I not eligible because enterprise

case "a patent that was paid for is not paid again" "已获产业化奖励的专利不再奖励"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 50000000,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given history 7.industrialisation.new I paid 20000 in 2021: product "Q"
  expect I not eligible because new

case "one patent for a product, in whatever year" "一个产品只奖励一件专利，不论年度"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 5000000,
        started_on 2021-03-01
    industrialisation J: patent "ZL2", product "P", core, patent_in_force, sales 50000000,
        started_on 2022-03-01
    industrialisation K: patent "ZL3", product "Q", core, patent_in_force, sales 10000000,
        started_on 2022-03-01
  given figures 2021: local_contribution 9000000
  given figures 2022: local_contribution 9000000
  expect I 20000
  expect J 0
  expect J reduced by limit of article 7
  expect K 30000

case "the firm chose another patent for the product before" "产品此前已选定另一专利的，不再奖励"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation J: patent "ZL2", product "P", core, patent_in_force, sales 50000000,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given history 7.industrialisation.new ZL1 paid 20000 in 2021: product "P", patent "ZL1"
  expect J reduced by limit of article 7
  expect total 0

case "three products fill the cap of the year" "三个产品恰满当年最高额"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 45000000,
        started_on 2022-03-01
    industrialisation J: patent "ZL2", product "Q", core, patent_in_force, sales 45000000,
        started_on 2022-03-01
    industrialisation K: patent "ZL3", product "R", core, patent_in_force, sales 45000000,
        started_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect 2022 total 300000
  expect K awarded

case "example DY-7.5 then 22: claims of 400,000, cap 300,000, contribution 200,000" "第7条、第22条示例，应计40万、限额30万、贡献20万元"
  given enterprise located_here, legal_person, sound_books, operating
    industrialisation I: patent "ZL1", product "P", core, patent_in_force, sales 45000000,
        started_on 2022-03-01
    industrialisation J: patent "ZL2", product "Q", core, patent_in_force, sales 45000000,
        started_on 2022-03-02
    industrialisation K: patent "ZL3", product "R", core, patent_in_force, sales 45000000,
        started_on 2022-03-03
    industrialisation M: patent "ZL4", product "S", core, patent_in_force, sales 45000000,
        started_on 2022-03-04
  given figures 2022: local_contribution 200000
  expect 2022 total 200000
  expect I awarded
  expect M reduced by cap of article 7
  expect M 0
  expect K 0
  expect K carried
  expect carried 100000 to 2024

# ---- article 8: prizes

case "China gold" "中国专利奖金奖"
  given person
    patent_prize P: patent "ZL1", level national, prize gold, won_on 2022-03-01
  expect P of china_prize 1000000
  expect P of zhejiang_prize not eligible because level

case "China silver" "中国专利奖银奖"
  given person
    patent_prize P: patent "ZL1", level national, prize silver, won_on 2022-03-01
  expect P of china_prize 600000

case "China excellence, for a design" "中国专利奖优秀奖，外观设计"
  given person
    patent_prize P: patent "ZL1", level national, for_design, prize excellence, won_on 2022-03-01
  expect P of china_prize 300000
  expect P of china_prize awarded

case "gold of the province" "浙江省专利奖金奖"
  given person
    patent_prize P: patent "ZL1", level provincial, prize gold, won_on 2022-03-01
  expect P of zhejiang_prize 300000
  expect P of china_prize not eligible because level

case "excellence of the province" "浙江省专利奖优秀奖"
  given person
    patent_prize P: patent "ZL1", level provincial, prize excellence, won_on 2022-03-01
  expect P of zhejiang_prize 200000

case "the province has no silver" "浙江省专利奖未列银奖，不奖励"
  given person
    patent_prize P: patent "ZL1", level provincial, prize silver, won_on 2022-03-01
  expect P of zhejiang_prize not eligible because prize
  expect total 0

case "example DY-21: silver after excellence, at the same level" "第21条示例，优秀奖后获银奖，同级不再奖励"
  given person
    patent_prize A: patent "ZL1", level national, prize excellence, won_on 2021-03-01
    patent_prize B: patent "ZL1", level national, prize silver, won_on 2022-03-01
  expect A of china_prize 300000
  expect B of china_prize already paid
  expect B of china_prize 0

case "a payment of a later year for the same level" "晚于申报年度的同级兑现也使申请终止"
  given history "其他专项" prize A paid 150000 in 2024: kind patent_prize, patent "ZL1", level national
  given person
    patent_prize A: patent "ZL1", level national, prize excellence, won_on 2022-03-01
  expect A of china_prize already paid
  expect A of china_prize 0

case "example DY-21: gold of the province, then China silver" "第21条示例，省金奖后获中国银奖，补足差额"
  given person
    patent_prize A: patent "ZL1", level provincial, prize gold, won_on 2021-03-01
    patent_prize B: patent "ZL1", level national, prize silver, won_on 2022-03-01
  expect 2021 A of zhejiang_prize 300000
  expect 2022 B of china_prize 300000
  expect B of china_prize reduced by top up of article 21

case "gold of the province, then China excellence: nothing is left to top up" "省金奖后获中国优秀奖，无差额可补"
  given person
    patent_prize A: patent "ZL1", level provincial, prize gold, won_on 2021-03-01
    patent_prize B: patent "ZL1", level national, prize excellence, won_on 2022-03-01
  expect A of zhejiang_prize 300000
  expect B of china_prize already paid
  expect total 300000

case "two prizes of one level in one year: the higher" "同年同级两个奖项，就高奖励"
  given person
    patent_prize A: patent "ZL1", level national, prize excellence, won_on 2022-03-01
    patent_prize B: patent "ZL1", level national, prize silver, won_on 2022-09-01
  expect A of china_prize displaced by B
  expect B of china_prize 600000
  expect 2022 total 600000

case "the prizes of two patents" "两件专利的奖项各自奖励"
  given person
    patent_prize A: patent "ZL1", level national, prize excellence, won_on 2021-03-01
    patent_prize B: patent "ZL2", level national, prize silver, won_on 2022-03-01
  expect A of china_prize 300000
  expect B of china_prize 600000

case "an older document paid the prize of the province" "以往文件已兑现省级专利奖的，补足差额"
  given person
    patent_prize B: patent "ZL1", level national, prize silver, won_on 2022-03-01
  given history "东政发〔2015〕1号" 8.prize X paid 250000 in 2019: kind patent_prize, patent "ZL1", level provincial
  expect B of china_prize 350000

case "a year settled in two runs: what the first run paid is deducted once" "同一年度分两次结算，前次已准予的只扣除一次"
  given person
    patent_prize A: patent "ZL1", level provincial, prize gold, won_on 2021-12-31
    patent_prize B: patent "ZL1", level national, prize excellence, won_on 2023-12-27
  given history zhejiang_prize "ZL1 / provincial / excellence" paid 200000 in 2021
  expect A of zhejiang_prize 100000
  expect B of china_prize already paid
  expect total 100000

case "the lower prize of a year after the higher was paid" "当年高一级奖项已准予的，低一级不再奖励，也不重复扣除"
  given person
    patent_prize A: patent "ZL1", level provincial, prize excellence, won_on 2021-10-06
    patent_prize B: patent "ZL1", level national, prize gold, won_on 2021-10-27
  given history china_prize "ZL1 / national / excellence" paid 300000 in 2021
  expect A of zhejiang_prize already paid
  expect B of china_prize 700000

case "what this document and another programme paid adds up" "本文件已准予的与其他来源已兑现的相加计算差额"
  given person
    patent_prize B: patent "ZL1", level national, prize silver, won_on 2024-05-01
  given history zhejiang_prize "ZL1 / provincial / excellence" paid 200000 in 2021
  given support patent_prize "ZL1 / provincial / gold" county_level 100000 in 2022
  expect B of china_prize 300000

case "what another programme pays later is not deducted from an earlier year" "其他来源以后年度兑现的，不从以前年度扣除"
  given person
    patent_prize A: patent "ZL1", level provincial, prize gold, won_on 2022-05-01
    patent_prize B: patent "ZL1", level national, prize silver, won_on 2024-05-01
  given support patent_prize "ZL1 / national / silver" county_level 150000 in 2024
  expect 2022 A of zhejiang_prize 300000
  expect 2024 B of china_prize 150000

case "the older standard passes over a prize that another year paid" "以往文件的标准不给予已因其他年度奖励而不再奖励的奖项"
  given person
    patent_prize A: patent "ZL1", level national, prize excellence, won_on 2023-10-11
    patent_prize B: patent "ZL1", level provincial, prize gold, won_on 2023-08-23
  given history china_prize "ZL1 / national / excellence" paid 300000 in 2022
  given older document "东政发〔2015〕1号" "patent_prize: ZL1" 1500000
  expect A of china_prize already paid
  expect B of zhejiang_prize 1200000

case "an older standard and two runs of one year come to the highest standard" "以往文件标准与同年两次结算，合计为最高标准"
  given person
    patent_prize A: patent "ZL1", level provincial, prize excellence, won_on 2021-10-06
    patent_prize B: patent "ZL1", level national, prize gold, won_on 2023-10-27
  given history zhejiang_prize "ZL1 / provincial / gold" paid 300000 in 2021
  given older document "东政发〔2015〕1号" "patent_prize: ZL1" 600000
  expect A of zhejiang_prize 300000
  expect B of china_prize 400000

# ---- article 9: mediation

case "a dispute that a private mediator settled" "非公职调解员调解成功的纠纷"
  given person
    mediation M: not official_mediator, settled_on 2022-03-01
    mediation N: not official_mediator, settled_on 2022-03-02
  expect M 300
  expect 2022 total 600

case "a dispute that an official settled" "公职调解员调解成功的纠纷不奖励"
  given person
    mediation M: official_mediator, settled_on 2022-03-01
  expect M not eligible because official_mediator

case "a dispute that an association settled" "社会组织调解成功的纠纷不奖励"
  given association
    mediation M: not official_mediator, settled_on 2022-03-01
  expect M not eligible because person

case "a dispute that is settled again is paid once" "同一纠纷再次调解成功，只奖励一次"
  given person
    mediation A: dispute "D", not official_mediator, settled_on 2022-03-01
    mediation B: dispute "D", not official_mediator, settled_on 2023-03-01
  expect A 300
  expect B already paid

# ---- article 11: markets

case "a market of the state" "国家级规范化市场"
  given association
    protection_market M: market "Wood", level national, recognised_on 2022-03-01
  expect M 200000

case "a market of the province, later of the state" "规范化市场先省级后国家级，补足差额"
  given association
    protection_market M: market "Wood", level provincial, recognised_on 2021-03-01
    protection_market N: market "Wood", level national, recognised_on 2022-03-01
  expect 2021 M 100000
  expect 2022 N 100000
  expect N reduced by top up of article 21

case "a market of the city is not paid" "市级规范化市场不奖励"
  given association
    protection_market M: market "Wood", level municipal, recognised_on 2022-03-01
  expect M not eligible because level

case "a market that was paid for is not paid again" "已奖励过的规范化市场不再奖励"
  given association
    protection_market M: market "Wood", level provincial, recognised_on 2022-03-01
  given history 11.protection_market.new M paid 40000 in 2021
  expect M not eligible because new

# ---- article 12: suits

case "a case that is judged again, by whichever court, is one matter" "同一案件再次判决，不论审理地，属同一事项"
  given enterprise located_here, legal_person, sound_books, operating
    lawsuit A: dispute "D", court home_court, awarded_sum 100000, agency_fee 0, judged_on 2022-03-01
    lawsuit B: dispute "D", court other_court, awarded_sum 0, agency_fee 200000, judged_on 2023-03-01
    lawsuit C: dispute "E", court other_court, awarded_sum 0, agency_fee 200000, judged_on 2023-03-01
  given figures 2022: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  expect A 20000
  expect B already paid
  expect C 100000

case "a fifth of what a court at home awarded" "国内法院胜诉，按判赔额的20%奖励"
  given enterprise located_here, legal_person, sound_books, operating
    lawsuit S: court home_court, awarded_sum 249999, agency_fee 900000, judged_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect S 49999.8

case "a fifth of 250,000 is the most" "判赔额25万元即达最高额"
  given enterprise located_here, legal_person, sound_books, operating
    lawsuit S: court home_court, awarded_sum 250000, judged_on 2022-03-01
    lawsuit T: court home_court, awarded_sum 250001, judged_on 2022-03-02
  given figures 2022: local_contribution 9000000
  expect S 50000
  expect T 50000
  expect 2022 total 100000

case "half the fee of a suit in America, Japan or Europe" "美日欧法院胜诉，按代理费的50%奖励"
  given enterprise located_here, legal_person, sound_books, operating
    lawsuit S: court us_japan_eu_court, awarded_sum 900000, agency_fee 600000, judged_on 2022-03-01
    lawsuit T: court us_japan_eu_court, agency_fee 600001, judged_on 2022-03-02
  given figures 2022: local_contribution 9000000
  expect S 300000
  expect T 300000

case "half a small fee of a suit in Europe, won as defendant" "欧洲应诉胜诉，代理费较少的按50%奖励"
  given enterprise located_here, legal_person, sound_books, operating
    lawsuit S: court us_japan_eu_court, agency_fee 100001, judged_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect S 50000.5

case "half the fee of a suit elsewhere" "其他法院胜诉，按代理费的50%奖励"
  given enterprise located_here, legal_person, sound_books, operating
    lawsuit S: court other_court, agency_fee 299999, judged_on 2022-03-01
    lawsuit T: court other_court, agency_fee 300001, judged_on 2022-03-02
  given figures 2022: local_contribution 9000000
  expect S 149999.5
  expect T 150000

case "the suit of a person" "个人的专利诉讼不奖励"
  given person
    lawsuit S: court home_court, awarded_sum 250000, judged_on 2022-03-01
  expect S not eligible because enterprise

# ---- article 14: agencies

case "an agency a year after it opened, with fifty cases, ten of them inventions" "代理机构营业满一年，授权50件，其中发明10件"
  given patent_agency located_here, business_started_on 2021-06-01
    agency_registration R: set_up_on 2021-06-01, closed_on none
    agency_case C1: right invention, local_address, granted_on 2021-07-01
    agency_case C2: right invention, local_address, granted_on 2021-07-02
    agency_case C3: right invention, local_address, granted_on 2021-07-03
    agency_case C4: right invention, local_address, granted_on 2021-07-04
    agency_case C5: right invention, local_address, granted_on 2021-07-05
    agency_case C6: right invention, local_address, granted_on 2021-07-06
    agency_case C7: right invention, local_address, granted_on 2021-07-07
    agency_case C8: right invention, local_address, granted_on 2021-07-08
    agency_case C9: right invention, local_address, granted_on 2021-07-09
    agency_case C10: right invention, local_address, granted_on 2021-07-10
    agency_case C11: right utility_model, local_address, granted_on 2021-07-11
    agency_case C12: right utility_model, local_address, granted_on 2021-07-12
    agency_case C13: right utility_model, local_address, granted_on 2021-07-13
    agency_case C14: right utility_model, local_address, granted_on 2021-07-14
    agency_case C15: right utility_model, local_address, granted_on 2021-07-15
    agency_case C16: right utility_model, local_address, granted_on 2021-07-16
    agency_case C17: right utility_model, local_address, granted_on 2021-07-17
    agency_case C18: right utility_model, local_address, granted_on 2021-07-18
    agency_case C19: right utility_model, local_address, granted_on 2021-07-19
    agency_case C20: right utility_model, local_address, granted_on 2021-07-20
    agency_case C21: right utility_model, local_address, granted_on 2021-07-21
    agency_case C22: right utility_model, local_address, granted_on 2021-07-22
    agency_case C23: right utility_model, local_address, granted_on 2021-07-23
    agency_case C24: right utility_model, local_address, granted_on 2021-07-24
    agency_case C25: right utility_model, local_address, granted_on 2021-07-25
    agency_case C26: right utility_model, local_address, granted_on 2021-07-26
    agency_case C27: right utility_model, local_address, granted_on 2021-07-27
    agency_case C28: right utility_model, local_address, granted_on 2021-07-28
    agency_case C29: right utility_model, local_address, granted_on 2021-07-01
    agency_case C30: right utility_model, local_address, granted_on 2021-07-02
    agency_case C31: right utility_model, local_address, granted_on 2021-07-03
    agency_case C32: right utility_model, local_address, granted_on 2021-07-04
    agency_case C33: right utility_model, local_address, granted_on 2021-07-05
    agency_case C34: right utility_model, local_address, granted_on 2021-07-06
    agency_case C35: right utility_model, local_address, granted_on 2021-07-07
    agency_case C36: right utility_model, local_address, granted_on 2021-07-08
    agency_case C37: right utility_model, local_address, granted_on 2021-07-09
    agency_case C38: right utility_model, local_address, granted_on 2021-07-10
    agency_case C39: right utility_model, local_address, granted_on 2021-07-11
    agency_case C40: right utility_model, local_address, granted_on 2021-07-12
    agency_case C41: right utility_model, local_address, granted_on 2021-07-13
    agency_case C42: right utility_model, local_address, granted_on 2021-07-14
    agency_case C43: right utility_model, local_address, granted_on 2021-07-15
    agency_case C44: right utility_model, local_address, granted_on 2021-07-16
    agency_case C45: right utility_model, local_address, granted_on 2021-07-17
    agency_case C46: right utility_model, local_address, granted_on 2021-07-18
    agency_case C47: right utility_model, local_address, granted_on 2021-07-19
    agency_case C48: right utility_model, local_address, granted_on 2021-07-20
    agency_case C49: right utility_model, local_address, granted_on 2021-07-21
    agency_case C50: right utility_model, local_address, granted_on 2021-07-22
  given figures 2022: local_contribution 9000000
  given as of 2022-06-01
  expect 2022 R 50000
  expect 2022 total 50000

case "an agency less than a year after it opened" "代理机构设立不满一年，不奖励"
  given patent_agency located_here, business_started_on 2021-06-01
    agency_registration R: set_up_on 2021-06-01, closed_on none
    agency_case C1: right invention, local_address, granted_on 2021-07-01
  given figures 2022: local_contribution 9000000
  given as of 2022-05-31
  expect R not eligible because set_up_on

case "an agency that has moved away" "代理机构已迁出本市，不奖励"
  given patent_agency not located_here, business_started_on 2021-06-01
    agency_registration R: set_up_on 2021-06-01, closed_on none
  given figures 2022: local_contribution 9000000
  given as of 2022-12-31
  expect R not eligible because located_here

case "an agency that was set up a year ago and opened its doors later" "代理机构设立满一年，营业较晚，暂不奖励"
  given patent_agency located_here, business_started_on 2022-02-01
    agency_registration R: set_up_on 2021-06-01, closed_on none
  given figures 2022: local_contribution 9000000
  given as of 2022-12-31
  expect R not eligible because in_business

case "an agency with one case" "代理机构只有一件案件，不奖励"
  given patent_agency located_here, business_started_on 2021-06-01
    agency_registration R: set_up_on 2021-06-01, closed_on none
    agency_case C1: right invention, local_address, granted_on 2021-07-01
  given figures 2022: local_contribution 9000000
  given as of 2022-12-31
  expect R not eligible because local_case
  expect total 0

case "an agency whose cases are not all known" "代理机构的案件未全部掌握，待定"
  given patent_agency located_here, business_started_on 2021-06-01
    agency_registration R: set_up_on 2021-06-01, closed_on none
    agency_case unknown
    sanction unknown
  given figures 2022: local_contribution 9000000
  given as of 2022-12-31
  expect R undetermined for local_case, local_invention_case, sanction
  expect due between 0 and 50000

case "an agency that has closed" "代理机构已停业，不奖励"
  given patent_agency
    agency_registration R: set_up_on 2019-06-01, closed_on 2020-12-31
    agency_case C1: right invention, local_address, granted_on 2020-07-01
  given figures 2022: local_contribution 9000000
  given as of 2022-12-31
  expect R not eligible because active

case "a firm that is no patent agency" "服务机构不属代理机构的，不奖励"
  given agency
    agency_registration R: set_up_on 2021-06-01, closed_on none
  given figures 2022: local_contribution 9000000
  given as of 2022-12-31
  expect R not eligible because patent_agency

case "an agency that was paid is not paid again" "已奖励过的代理机构不再奖励"
  given patent_agency located_here, business_started_on 2021-06-01
    agency_registration R: set_up_on 2021-06-01, closed_on none
    agency_case C1: right invention, local_address, granted_on 2021-07-01
    agency_case C2: right invention, local_address, granted_on 2021-07-02
    agency_case C3: right invention, local_address, granted_on 2021-07-03
    agency_case C4: right invention, local_address, granted_on 2021-07-04
    agency_case C5: right invention, local_address, granted_on 2021-07-05
    agency_case C6: right invention, local_address, granted_on 2021-07-06
    agency_case C7: right invention, local_address, granted_on 2021-07-07
    agency_case C8: right invention, local_address, granted_on 2021-07-08
    agency_case C9: right invention, local_address, granted_on 2021-07-09
    agency_case C10: right invention, local_address, granted_on 2021-07-10
    agency_case C11: right utility_model, local_address, granted_on 2021-07-11
    agency_case C12: right utility_model, local_address, granted_on 2021-07-12
    agency_case C13: right utility_model, local_address, granted_on 2021-07-13
    agency_case C14: right utility_model, local_address, granted_on 2021-07-14
    agency_case C15: right utility_model, local_address, granted_on 2021-07-15
    agency_case C16: right utility_model, local_address, granted_on 2021-07-16
    agency_case C17: right utility_model, local_address, granted_on 2021-07-17
    agency_case C18: right utility_model, local_address, granted_on 2021-07-18
    agency_case C19: right utility_model, local_address, granted_on 2021-07-19
    agency_case C20: right utility_model, local_address, granted_on 2021-07-20
    agency_case C21: right utility_model, local_address, granted_on 2021-07-21
    agency_case C22: right utility_model, local_address, granted_on 2021-07-22
    agency_case C23: right utility_model, local_address, granted_on 2021-07-23
    agency_case C24: right utility_model, local_address, granted_on 2021-07-24
    agency_case C25: right utility_model, local_address, granted_on 2021-07-25
    agency_case C26: right utility_model, local_address, granted_on 2021-07-26
    agency_case C27: right utility_model, local_address, granted_on 2021-07-27
    agency_case C28: right utility_model, local_address, granted_on 2021-07-28
    agency_case C29: right utility_model, local_address, granted_on 2021-07-01
    agency_case C30: right utility_model, local_address, granted_on 2021-07-02
    agency_case C31: right utility_model, local_address, granted_on 2021-07-03
    agency_case C32: right utility_model, local_address, granted_on 2021-07-04
    agency_case C33: right utility_model, local_address, granted_on 2021-07-05
    agency_case C34: right utility_model, local_address, granted_on 2021-07-06
    agency_case C35: right utility_model, local_address, granted_on 2021-07-07
    agency_case C36: right utility_model, local_address, granted_on 2021-07-08
    agency_case C37: right utility_model, local_address, granted_on 2021-07-09
    agency_case C38: right utility_model, local_address, granted_on 2021-07-10
    agency_case C39: right utility_model, local_address, granted_on 2021-07-11
    agency_case C40: right utility_model, local_address, granted_on 2021-07-12
    agency_case C41: right utility_model, local_address, granted_on 2021-07-13
    agency_case C42: right utility_model, local_address, granted_on 2021-07-14
    agency_case C43: right utility_model, local_address, granted_on 2021-07-15
    agency_case C44: right utility_model, local_address, granted_on 2021-07-16
    agency_case C45: right utility_model, local_address, granted_on 2021-07-17
    agency_case C46: right utility_model, local_address, granted_on 2021-07-18
    agency_case C47: right utility_model, local_address, granted_on 2021-07-19
    agency_case C48: right utility_model, local_address, granted_on 2021-07-20
    agency_case C49: right utility_model, local_address, granted_on 2021-07-21
    agency_case C50: right utility_model, local_address, granted_on 2021-07-22
  given figures 2022: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  given history 14.agency_registration.active R paid 20000 in 2022
  given as of 2023-12-31
  expect 2023 R already paid
  expect 2023 total 0

case "an agency suspended in the year in which it has fifty cases is paid in the next" "代理机构达50件当年被立案，次年奖励"
  given patent_agency located_here, business_started_on 2021-06-01
    agency_registration R: set_up_on 2021-06-01, closed_on none
    sanction X: level municipal, opened_on 2022-12-30
    agency_case C1: right invention, local_address, granted_on 2021-07-01
    agency_case C2: right invention, local_address, granted_on 2021-07-02
    agency_case C3: right invention, local_address, granted_on 2021-07-03
    agency_case C4: right invention, local_address, granted_on 2021-07-04
    agency_case C5: right invention, local_address, granted_on 2021-07-05
    agency_case C6: right invention, local_address, granted_on 2021-07-06
    agency_case C7: right invention, local_address, granted_on 2021-07-07
    agency_case C8: right invention, local_address, granted_on 2021-07-08
    agency_case C9: right invention, local_address, granted_on 2021-07-09
    agency_case C10: right invention, local_address, granted_on 2021-07-10
    agency_case C11: right utility_model, local_address, granted_on 2021-07-11
    agency_case C12: right utility_model, local_address, granted_on 2021-07-12
    agency_case C13: right utility_model, local_address, granted_on 2021-07-13
    agency_case C14: right utility_model, local_address, granted_on 2021-07-14
    agency_case C15: right utility_model, local_address, granted_on 2021-07-15
    agency_case C16: right utility_model, local_address, granted_on 2021-07-16
    agency_case C17: right utility_model, local_address, granted_on 2021-07-17
    agency_case C18: right utility_model, local_address, granted_on 2021-07-18
    agency_case C19: right utility_model, local_address, granted_on 2021-07-19
    agency_case C20: right utility_model, local_address, granted_on 2021-07-20
    agency_case C21: right utility_model, local_address, granted_on 2021-07-21
    agency_case C22: right utility_model, local_address, granted_on 2021-07-22
    agency_case C23: right utility_model, local_address, granted_on 2021-07-23
    agency_case C24: right utility_model, local_address, granted_on 2021-07-24
    agency_case C25: right utility_model, local_address, granted_on 2021-07-25
    agency_case C26: right utility_model, local_address, granted_on 2021-07-26
    agency_case C27: right utility_model, local_address, granted_on 2021-07-27
    agency_case C28: right utility_model, local_address, granted_on 2021-07-28
    agency_case C29: right utility_model, local_address, granted_on 2021-07-01
    agency_case C30: right utility_model, local_address, granted_on 2021-07-02
    agency_case C31: right utility_model, local_address, granted_on 2021-07-03
    agency_case C32: right utility_model, local_address, granted_on 2021-07-04
    agency_case C33: right utility_model, local_address, granted_on 2021-07-05
    agency_case C34: right utility_model, local_address, granted_on 2021-07-06
    agency_case C35: right utility_model, local_address, granted_on 2021-07-07
    agency_case C36: right utility_model, local_address, granted_on 2021-07-08
    agency_case C37: right utility_model, local_address, granted_on 2021-07-09
    agency_case C38: right utility_model, local_address, granted_on 2021-07-10
    agency_case C39: right utility_model, local_address, granted_on 2021-07-11
    agency_case C40: right utility_model, local_address, granted_on 2021-07-12
    agency_case C41: right utility_model, local_address, granted_on 2021-07-13
    agency_case C42: right utility_model, local_address, granted_on 2021-07-14
    agency_case C43: right utility_model, local_address, granted_on 2021-07-15
    agency_case C44: right utility_model, local_address, granted_on 2021-07-16
    agency_case C45: right utility_model, local_address, granted_on 2021-07-17
    agency_case C46: right utility_model, local_address, granted_on 2021-07-18
    agency_case C47: right utility_model, local_address, granted_on 2021-07-19
    agency_case C48: right utility_model, local_address, granted_on 2021-07-20
    agency_case C49: right utility_model, local_address, granted_on 2021-07-21
    agency_case C50: right utility_model, local_address, granted_on 2021-07-22
  given figures 2022: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  given as of 2023-12-31
  expect 2023 R 50000
  expect total 50000

# ---- article 20: who is an enterprise

case "a firm that is not registered here is no enterprise here" "不在本市的，不属本文件所称企业"
  given enterprise not located_here, legal_person, sound_books, operating, main_industry wood_carving
    certification C: standard gbt29490, cost 32000, passed_on 2022-03-01
    ip_title T: title national_demonstration, recognised_on 2022-03-01
    brand_title B: brand national_brand, recognised_on 2022-03-01
    patent U: right utility_model, domestic, filed_on 2021-03-01, granted_on 2022-03-01, lapsed_on none
    patent_portfolio P: new_inventions 10, formed_on 2022-12-01
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2021-03-01, repaid_on 2022-03-01
    ip_insurance I: right_kind patent_right, premium 60000, bought_on 2022-03-01
    industrialisation J: patent "ZL1", product "P", core, patent_in_force, sales 5000000,
        started_on 2022-03-01
    lawsuit S: court home_court, awarded_sum 250000, judged_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given approval certified C 32000
  expect C of certified not eligible because located_here
  expect T of 1.ip_title.new not eligible because located_here
  expect B of 1.brand_title.new not eligible because located_here
  expect U of 3.patent.granted not eligible because located_here
  expect P of 4.patent_portfolio.formed not eligible because located_here
  expect L of 6.pledge_loan.repaid not eligible because located_here
  expect I of 6.ip_insurance.bought not eligible because located_here
  expect J of 7.industrialisation.new not eligible because located_here
  expect S of 12.lawsuit.won not eligible because located_here
  expect total 0

case "a firm that is no legal person is no enterprise here" "非独立法人的，不属本文件所称企业"
  given enterprise located_here, not legal_person, sound_books, operating, main_industry wood_carving
    certification C: standard gbt29490, cost 32000, passed_on 2022-03-01
    ip_title T: title national_demonstration, recognised_on 2022-03-01
    brand_title B: brand national_brand, recognised_on 2022-03-01
    patent U: right utility_model, domestic, filed_on 2021-03-01, granted_on 2022-03-01, lapsed_on none
    patent_portfolio P: new_inventions 10, formed_on 2022-12-01
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2021-03-01, repaid_on 2022-03-01
    ip_insurance I: right_kind patent_right, premium 60000, bought_on 2022-03-01
    industrialisation J: patent "ZL1", product "P", core, patent_in_force, sales 5000000,
        started_on 2022-03-01
    lawsuit S: court home_court, awarded_sum 250000, judged_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given approval certified C 32000
  expect C of certified not eligible because legal_person
  expect T of 1.ip_title.new not eligible because legal_person
  expect B of 1.brand_title.new not eligible because legal_person
  expect U of 3.patent.granted not eligible because legal_person
  expect P of 4.patent_portfolio.formed not eligible because legal_person
  expect L of 6.pledge_loan.repaid not eligible because legal_person
  expect I of 6.ip_insurance.bought not eligible because legal_person
  expect J of 7.industrialisation.new not eligible because legal_person
  expect S of 12.lawsuit.won not eligible because legal_person
  expect total 0

case "a firm without sound books is no enterprise here" "账册不健全的，不属本文件所称企业"
  given enterprise located_here, legal_person, not sound_books, operating, main_industry wood_carving
    certification C: standard gbt29490, cost 32000, passed_on 2022-03-01
    ip_title T: title national_demonstration, recognised_on 2022-03-01
    brand_title B: brand national_brand, recognised_on 2022-03-01
    patent U: right utility_model, domestic, filed_on 2021-03-01, granted_on 2022-03-01, lapsed_on none
    patent_portfolio P: new_inventions 10, formed_on 2022-12-01
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2021-03-01, repaid_on 2022-03-01
    ip_insurance I: right_kind patent_right, premium 60000, bought_on 2022-03-01
    industrialisation J: patent "ZL1", product "P", core, patent_in_force, sales 5000000,
        started_on 2022-03-01
    lawsuit S: court home_court, awarded_sum 250000, judged_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given approval certified C 32000
  expect C of certified not eligible because sound_books
  expect T of 1.ip_title.new not eligible because sound_books
  expect B of 1.brand_title.new not eligible because sound_books
  expect U of 3.patent.granted not eligible because sound_books
  expect P of 4.patent_portfolio.formed not eligible because sound_books
  expect L of 6.pledge_loan.repaid not eligible because sound_books
  expect I of 6.ip_insurance.bought not eligible because sound_books
  expect J of 7.industrialisation.new not eligible because sound_books
  expect S of 12.lawsuit.won not eligible because sound_books
  expect total 0

case "a firm that does not operate is no enterprise here" "非正常经营的，不属本文件所称企业"
  given enterprise located_here, legal_person, sound_books, not operating, main_industry wood_carving
    certification C: standard gbt29490, cost 32000, passed_on 2022-03-01
    ip_title T: title national_demonstration, recognised_on 2022-03-01
    brand_title B: brand national_brand, recognised_on 2022-03-01
    patent U: right utility_model, domestic, filed_on 2021-03-01, granted_on 2022-03-01, lapsed_on none
    patent_portfolio P: new_inventions 10, formed_on 2022-12-01
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2021-03-01, repaid_on 2022-03-01
    ip_insurance I: right_kind patent_right, premium 60000, bought_on 2022-03-01
    industrialisation J: patent "ZL1", product "P", core, patent_in_force, sales 5000000,
        started_on 2022-03-01
    lawsuit S: court home_court, awarded_sum 250000, judged_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given approval certified C 32000
  expect C of certified not eligible because operating
  expect T of 1.ip_title.new not eligible because operating
  expect B of 1.brand_title.new not eligible because operating
  expect U of 3.patent.granted not eligible because operating
  expect P of 4.patent_portfolio.formed not eligible because operating
  expect L of 6.pledge_loan.repaid not eligible because operating
  expect I of 6.ip_insurance.bought not eligible because operating
  expect J of 7.industrialisation.new not eligible because operating
  expect S of 12.lawsuit.won not eligible because operating
  expect total 0

case "a firm that is all of that on the day is one, whatever it became later" "事项发生当日符合条件即属企业，不论以后变化"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect T 50000

case "units and persons are not narrowed" "企业范围不限缩单位和个人"
  given enterprise not located_here, not legal_person, not sound_books, not operating
    guidance_station S: rated_on 2022-05-01, selected_on none
    invention_patent A: domestic, official_fees 3000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
  given figures 2022: local_contribution 9000000
  given approval 3.invention_patent.granted A 1500
  expect S of brand_station 100000
  expect A of 3.invention_patent.granted 1500
  expect A of 3.patent.granted not eligible because located_here

# ---- article 21: older documents, nothing twice, promotion

case "articles 2 and 11 are spared from what pays nothing twice: the difference to an older document is due" "第2条、第11条不受不重复限制，补足与以往文件的差额"
  given association
    navigation_project N: level provincial, scope early_warning, selected_on 2021-03-01,
        accepted_on 2022-03-01
    protection_market M: market "Wood", level provincial, recognised_on 2022-03-01
  given history "东政发〔2015〕1号" 2.project N paid 60000 in 2019: kind navigation_project, project "N",
      level provincial
  given history "东政发〔2015〕1号" 11.market M paid 30000 in 2022: kind protection_market, market "Wood",
      level provincial
  expect N 40000
  expect N reduced by top up of article 21
  expect M 70000
  expect M reduced by top up of article 21

case "an older document promised more" "以往文件标准较高的，按以往文件"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title provincial_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given older document "东政发〔2015〕1号" T 260000
  expect T 260000

case "an older document promised less" "以往文件标准较低的，按本文件"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title provincial_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given older document "东政发〔2015〕1号" T 100000
  expect T 200000
  expect T awarded

case "an older document promised more, and a prize of the year was paid as high as this one" "以往文件标准较高，当年已兑现同额奖项的，补足余额"
  given enterprise located_here, legal_person, sound_books, operating
    patent_prize Z: patent "P", level national, prize excellence, project "J", won_on 2022-07-01
  given figures 2022: local_contribution 9000000
  given history zhejiang_prize "P / provincial / gold" paid 300000 in 2022: patent "P", level provincial
  given older document "东政发〔2015〕1号" "patent_prize: P" 1200000
  expect Z 900000

case "the older sum is a rung as well" "按以往文件提高的金额也计为一级"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title S: title municipal_demonstration, recognised_on 2021-03-01
    ip_title T: title provincial_demonstration, recognised_on 2022-03-01
  given figures 2021: local_contribution 9000000
  given figures 2022: local_contribution 9000000
  given older document "东政发〔2015〕1号" S 80000
  expect 2021 S 80000
  expect 2022 T 120000

case "a cap holds for the older sum too" "按以往文件提高的金额同样受最高额约束"
  given enterprise located_here, legal_person, sound_books, operating
    ip_insurance I: right_kind patent_right, premium 100000, bought_on 2022-03-01
  given figures 2022: local_contribution 9000000
  given older document "东政发〔2015〕1号" I 150000
  expect I 100000
  expect I reduced by cap of article 6

case "the rating of the output of the land is another document's" "亩产评价按其他文件执行"
  given enterprise located_here, legal_person, sound_books, operating
    output_rating O: rating_year "2022", rated_on 2022-03-01
  given figures 2022: local_contribution 9000000
  expect O by reference
  expect total 0

# ---- article 22: the ceiling from the firm's own contribution

case "claims below the contribution are paid in full" "奖励不超过贡献额的，全额兑现"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 50000
  expect T awarded
  expect 2022 total 50000

case "claims above it are carried for two years" "超出贡献额的部分结转两年"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 49999.99
  expect T reduced by cap of article 22
  expect 2022 total 49999.99
  expect carried 0.01 to 2024

case "without any contribution everything is carried" "当年无贡献额的，全部结转"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 0
  expect T carried
  expect 2022 total 0
  expect carried 50000 to 2024

case "what three years without contribution could not pay has lapsed" "连续三年无贡献额未能兑现的，逾期作废"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 0
  given figures 2023: local_contribution 0
  given figures 2024: local_contribution 0
  given figures 2025: local_contribution 100000
  expect T lapsed
  expect total 0
  expect lapsed 50000

case "aid for grants, the first mark of an indication and the station are spared" "授权资助、首件地理标志商标、指导站不受贡献额上限约束"
  given enterprise located_here, legal_person, sound_books, operating, main_industry wood_carving
    invention_patent A: domestic, official_fees 3000, filed_on 2019-03-01, granted_on 2022-03-01,
        lapsed_on none
    geo_indication_trademark G: registered_on 2022-05-01
    guidance_station S: rated_on 2022-05-01, selected_on none
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution 0
  expect A of 3.patent.granted 4000
  expect G of gi_mark 200000
  expect S of brand_station 100000
  expect T carried
  expect 2022 total 304000

case "the contribution of the year must be known" "当年贡献额未知的，待定"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
  given figures 2022: local_contribution unknown
  expect T undetermined for local_contribution
  expect due between 0 and 50000

case "an institution has no such ceiling" "事业单位不受贡献额上限约束"
  given institution
    patent_prize P: patent "ZL1", level national, prize gold, won_on 2022-03-01
  expect P of china_prize 1000000

case "example DY: the ladder and the carry" "综合示例，晋级补足差额与结转"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title A: title municipal_demonstration, recognised_on 2021-03-01
    ip_title B: title national_demonstration, recognised_on 2022-03-01
  given figures 2021: local_contribution 20000
  given figures 2022: local_contribution 600000
  expect 2021 total 20000
  expect 2022 total 480000
  expect A 50000
  expect A awarded
  expect B 450000
  expect B reduced by top up of article 21

case "example DY-22: claims of 900, 350 and 100 thousand over five years" "第22条示例，五年间应得90万元、35万元、10万元"
  given enterprise located_here, legal_person, sound_books, operating
    patent_prize A: patent "ZL1", level national, prize silver, won_on 2021-03-01
    ip_title B: title national_advantage, recognised_on 2021-04-01
    patent_prize C: patent "ZL2", level national, prize excellence, won_on 2022-03-01
    lawsuit D: court home_court, awarded_sum 250000, judged_on 2022-04-01
    navigation_project E: level provincial, scope early_warning, selected_on 2022-01-10,
        accepted_on 2023-03-01
  given figures 2021: local_contribution 400000
  given figures 2022: local_contribution 300000
  given figures 2023: local_contribution 250000
  given figures 2024: local_contribution 200000
  given figures 2025: local_contribution 100000
  expect 2021 total 400000
  expect 2022 total 300000
  expect 2023 total 250000
  expect 2024 total 200000
  expect 2025 total 100000
  expect lapsed 100000
  expect E awarded

case "example DY-22: the year 2022 suspended" "第22条示例，2022年暂停兑现"
  given enterprise located_here, legal_person, sound_books, operating
    patent_prize A: patent "ZL1", level national, prize silver, won_on 2021-03-01
    ip_title B: title national_advantage, recognised_on 2021-04-01
    sanction X: level municipal, opened_on 2022-06-01
  given figures 2021: local_contribution 400000
  given figures 2022: local_contribution 300000
  given figures 2023: local_contribution 250000
  expect 2021 total 400000
  expect 2022 total 0
  expect 2023 total 250000
  expect lapsed 250000

case "carried money waits for the figure of the next year" "下一年度贡献额未知的，结转金额待定"
  given enterprise located_here, legal_person, sound_books, operating
    patent_prize A: patent "ZL1", level national, prize silver, won_on 2021-03-01
    ip_title B: title municipal_demonstration, recognised_on 2023-04-01
  given figures 2021: local_contribution 400000
  given figures 2022: local_contribution unknown
  given figures 2023: local_contribution 0
  expect A of china_prize undetermined for local_contribution
  expect B carried
  expect due between 400000 and 600000

# ---- article 23: disqualification

case "a park is a body too: a case opened against it bars it for the year" "园区也属单位，被立案的当年不予奖励"
  given park
    patent_prize P: patent "ZL1", level national, prize gold, won_on 2022-03-01
    sanction X: level municipal, opened_on 2022-06-01
  expect P of china_prize suspended

case "in a suspended year nothing of the whole document is paid" "被立案当年，全文各项均不予奖励"
  given enterprise located_here, legal_person, sound_books, operating, main_industry wood_carving
    certification C: standard gbt29490, cost 32000, passed_on 2022-03-01
    ip_title T: title national_demonstration, recognised_on 2022-03-01
    brand_title B: brand national_brand, recognised_on 2022-03-01
    patent U: right utility_model, domestic, filed_on 2021-03-01, granted_on 2022-03-01, lapsed_on none
    patent_portfolio P: new_inventions 10, formed_on 2022-12-01
    pledge_loan L: right_kind patent_right, pledged_right ["ZL1"], pledged_principal 1000000, on_schedule,
        drawn_on 2021-03-01, repaid_on 2022-03-01
    ip_insurance I: right_kind patent_right, premium 60000, bought_on 2022-03-01
    industrialisation J: patent "ZL1", product "P", core, patent_in_force, sales 5000000,
        started_on 2022-03-01
    lawsuit S: court home_court, awarded_sum 250000, judged_on 2022-03-01
    navigation_project N: level provincial, scope early_warning, selected_on 2021-03-01,
        accepted_on 2022-03-01
    ip_alliance A: level provincial, recorded_on 2022-03-01
    patent_platform F: level provincial, accepted_on 2022-03-01
    invention_patent V: domestic, official_fees 3000, filed_on 2012-03-01, granted_on 2022-03-01,
        lapsed_on none
    invention_patent W: domestic, official_fees 0, filed_on 2007-03-01, granted_on 2010-03-01, lapsed_on none
    well_known_mark Oak: recognised_on 2022-03-01
    foreign_mark M1: mark "Oak", territory "FR", route madrid, registration_fee 9000, registered_on 2022-03-01
    foreign_mark M2: mark "Oak", territory "EU", route regional_office, registered_on 2022-03-01
    foreign_mark M3: mark "Oak", territory "US", route single_country, registered_on 2022-03-01
    geo_indication_trademark G: registered_on 2022-03-01
    brand_base K: base "Hengdian", level national, recognised_on 2022-03-01
    guidance_station H: rated_on 2022-03-01, selected_on none
    patent_prize Z1: patent "ZL1", level national, prize gold, won_on 2022-03-01
    patent_prize Z2: patent "ZL2", level provincial, prize gold, won_on 2022-03-01
    protection_market Q: market "Wood", level national, recognised_on 2022-03-01
    sanction X: level municipal, opened_on 2022-01-01
  given figures 2022: local_contribution 9000000
  given approval certified C 32000
  given approval 3.invention_patent.granted V 1500
  given as of 2022-12-31
  expect C of certified suspended
  expect T of 1.ip_title.new suspended
  expect B of 1.brand_title.new suspended
  expect U of 3.patent.granted suspended
  expect P of 4.patent_portfolio.formed suspended
  expect L of 6.pledge_loan.repaid suspended
  expect I of 6.ip_insurance.bought suspended
  expect J of 7.industrialisation.new suspended
  expect S of 12.lawsuit.won suspended
  expect N of 2.navigation_project.accepted suspended
  expect A of 2.ip_alliance.recorded suspended
  expect F of 2.patent_platform.accepted suspended
  expect V of 3.invention_patent.granted suspended
  expect V of ten_years suspended
  expect W of fifteen_years suspended
  expect Oak of 5.well_known_mark.new suspended
  expect M1 of madrid_mark suspended
  expect M2 of regional_mark suspended
  expect M3 of country_mark suspended
  expect G of gi_mark suspended
  expect K of 5.brand_base.new suspended
  expect H of brand_station suspended
  expect Z1 of china_prize suspended
  expect Z2 of zhejiang_prize suspended
  expect Q of 11.protection_market.new suspended
  expect 2022 total 0

case "a case that the county opened does not suspend" "县级立案的，不影响奖励"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
    sanction X: level county_level, opened_on 2022-06-01
  given figures 2022: local_contribution 9000000
  expect T 50000

case "a case that the province opened at the end of the year suspends all of it" "省级年末立案的，当年全年不予奖励"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
    sanction X: level provincial, opened_on 2022-12-31
  given figures 2022: local_contribution 9000000
  expect T suspended
  expect 2022 total 0

case "the year before and the year after are not touched" "立案前一年和后一年不受影响"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title S: title municipal_demonstration, recognised_on 2021-12-31
    ip_title T: title provincial_demonstration, recognised_on 2023-01-01
    sanction X: level municipal, opened_on 2022-06-01
  given figures 2021: local_contribution 9000000
  given figures 2022: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  expect 2021 S 50000
  expect 2023 T 150000

case "a title of a suspended year is no rung" "被立案当年的称号不计为一级"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title S: title municipal_demonstration, recognised_on 2022-12-31
    ip_title T: title provincial_demonstration, recognised_on 2023-01-01
    sanction X: level municipal, opened_on 2022-06-01
  given figures 2022: local_contribution 9000000
  given figures 2023: local_contribution 9000000
  expect S suspended
  expect 2023 T 200000

case "a person is not suspended" "个人被立案的，不影响奖励"
  given person
    mediation M: not official_mediator, settled_on 2022-03-01
    sanction X: level municipal, opened_on 2022-06-01
  expect M 300

case "a person with a firm is" "个人兼为企业的，被立案当年不予奖励"
  given person, enterprise
    mediation M: not official_mediator, settled_on 2022-03-01
    sanction X: level municipal, opened_on 2022-06-01
  given figures 2022: local_contribution 9000000
  expect M suspended

case "whether a case was opened must be known" "是否立案未知的，待定"
  given enterprise located_here, legal_person, sound_books, operating
    ip_title T: title municipal_demonstration, recognised_on 2022-03-01
    sanction unknown
  given figures 2022: local_contribution 9000000
  expect T undetermined for sanction
  expect due between 0 and 50000
