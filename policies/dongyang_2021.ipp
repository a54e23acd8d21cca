# Dongyang, 关于全面加强知识产权工作的实施意见（意见征求稿）, sent out for comment and never in force. The mark at the end
# of a line names the provision that the line encodes: DY-6.2 is the second provision of article 6. Article 0 stands for
# the goals before the first article.

policy dongyang_2021 "Dongyang: opinions on strengthening IP work, draft for comment"
  document "关于全面加强知识产权工作的实施意见（意见征求稿）"
  status draft
  effective from 2021-01-01  # DY-21.2
  level county_level
  currency CNY
  round half up to 0.01
  use ip
  same matter is item  # DY-21.3
  same matter of patent_prize is patent  # DY-21.3
  same matter of brand_base is base  # DY-21.4
  same matter of protection_market is market  # DY-21.4
  same matter of ip_title is applicant  # DY-21.4
  same matter of brand_title is applicant  # DY-21.4
  same matter of certification is applicant  # DY-21.3
  same matter of agency_registration is applicant  # DY-21.3
  reading "a draft for comment: what it would pay had it come into force as it stands; no day ends it"  # DY-21.2

article 0 "Goals"
  target "valid invention patents of the city" 2500 by 2023  # DY-0
  target "PCT filings" 100 by 2023  # DY-0
  target "registered marks of the city" 40000 by 2023  # DY-0
  target "marks registered abroad" 400 by 2023  # DY-0
  target "yuan of pledge loans a year" 1000000000 by 2023  # DY-0
  source "2025年: by when the system is to be complete"
  reading "goals of the city, which give nobody a claim"  # DY-0

article 1 "Demonstration enterprises"
  award up to cost to enterprise when certification passed and standard is gbt29490  # DY-1.1
    as certified
    reading "no rate is given: the actual cost is an upper bound until the rules of article 24 exist"
    reading "each audit has a cost of its own: neither `once` nor a ladder"
  source "according to what the certificate really cost"
  source "GB/T29490-2013"
  award by title once to enterprise when ip_title new  # DY-1.2 DY-1.3 DY-1.4 DY-1.5
    national_demonstration: 500000  # DY-1.2
    national_advantage: 300000  # DY-1.3
    provincial_demonstration: 200000  # DY-1.4
    municipal_demonstration: 50000  # DY-1.5
    reading "one ladder of four rungs, two of them national; the province is Zhejiang, the municipality Jinhua"
  award by brand once to enterprise when brand_title new  # DY-1.6 DY-1.7 DY-1.8
    national_brand: 500000  # DY-1.6
    provincial_brand: 200000  # DY-1.7
    municipal_brand: 50000  # DY-1.8
    reading "a ladder of its own, beside that of the titles for IP"

article 2 "Patent quality"
  award 100000 once when navigation_project accepted and level is provincial  # DY-2.1
    reading "of the province alone, whether it gives early warning or navigates; whoever undertook it is paid"
  award 100000 once when ip_alliance recorded and level at least provincial  # DY-2.2
    reading "the alliance is paid, or who leads it"
  award 100000 once when patent_platform accepted and level at least provincial  # DY-2.3
  reading "fixed sums, not a share of the provincial money; each project, alliance and platform is paid once"  # DY-2.1 DY-2.2 DY-2.3

article 3 "Creation"
  award up to 50% of official_fees when invention_patent granted  # DY-3.1
    convert at central_parity on fees_paid_on
    reading "whoever owns the patent, and in whichever country it was granted; the fees that were paid for the grant"
    reading "fees in another currency at the parity of the day of payment"
  award by right once to enterprise when patent granted and domestic  # DY-3.2 DY-3.3
    invention: 4000  # DY-3.2
    utility_model, design: 400  # DY-3.3
    if main_industry is wood_carving, construction  # DY-3.2 DY-3.3
    reading "the industry is that of the firm's main business; Hong Kong, Macao and Taiwan are domestic, for all three rights"
  no repeat per matter  # DY-3.2 DY-21.3
  reading "both sentences for one patent are the same matter: the higher is paid"  # DY-3.2

article 4 "High-value patents"
  group portfolios
    award 100000 once to enterprise when patent_portfolio formed and new_inventions at least 10  # DY-4.1 DY-21.3
      reading "two calendar years, the second that of the claim; a patent is in one portfolio only"
      reading "a portfolio is one matter, and is paid once, though it is formed anew with later inventions"  # DY-21.3
      source "两年"
    cap 300000 per enterprise per year  # DY-4.2
    reading "the cap stands before the milestones and does not cover them"  # DY-4.2
  award 5000 once while invention_patent valid and filed_on at least 10 years ago
      and filed_on less than 15 years ago  # DY-4.3
    as ten_years
  award 8000 once while invention_patent valid and filed_on at least 15 years ago  # DY-4.4
    as fifteen_years
  reading "two milestones, each paid once; a patent first seen at `15 years` or more is paid the second alone"  # DY-4.3 DY-4.4
  reading "the years of a patent are counted from its filing, as its term is; 以上 belongs to both figures"  # DY-4.3 DY-4.4

article 5 "Marks and brands"
  award 1200000 once when well_known_mark new  # DY-5.1
    less already paid for judicial_well_known_mark of the same mark  # DY-5.2
    reading "where more was paid for the court's recognition, nothing is due, and nothing is given back"  # DY-5.2
    reading "what was already paid is what the city paid, under whichever document or programme"  # DY-5.2
  group abroad
    group madrid
      award registration_fee once to unit when foreign_mark registered and route is madrid  # DY-5.3
        as madrid_mark
      source "the registration fees, no agency fees"
      cap 30000 per unit  # DY-5.3
      reading "no rate is given: the whole official fee; the cap lasts as long as the policy"  # DY-5.3
    group regional
      award 8000 once to unit when foreign_mark registered and route is regional_office  # DY-5.4
        as regional_mark
      cap 10000 per unit  # DY-5.4
      reading "per mark and region; the list of regional offices is open; the cap lasts as long as the policy"  # DY-5.4
    group countries
      award 2000 once to unit when foreign_mark registered and route is single_country  # DY-5.5
        as country_mark
        source "一个, each country"
      cap 10000 per unit  # DY-5.5
      reading "per mark and country, under a cap of its own beside that of the regions"  # DY-5.5
    no repeat per matter  # DY-21.3
    reading "one mark in one territory is one matter, by whichever route; it has had its turn also where a cap left nothing of it"  # DY-21.3
  award 200000 once per unit to unit when the first geo_indication_trademark registered  # DY-5.6
    as gi_mark
    reading "the first that the unit ever registered, and one sum for the unit"
  award by level once when brand_base new  # DY-5.7 DY-5.8
    national: 300000  # DY-5.7
    provincial: 100000  # DY-5.8
  award 100000 to unit when guidance_station new  # DY-5.9
    as brand_station

article 6 "Finance"
  group pledge_interest
    award 50% of interest on pledged_principal at lpr_1y in month of drawn_on from drawn_on
        to repaid_on last 1 year to enterprise
        when pledge_loan repaid and on_schedule and right_kind is patent_right, trademark_right  # DY-6.1
      reading "the benchmark rate is now the LPR of one year, of the month of the loan, whatever rate was agreed"
      reading "the interest of `1 year`, the last before repayment; a plain loan is pledged in full"
    none when pledged_principal cannot be determined  # DY-6.3
    limit 1 year per pledged_right  # DY-6.4
      reading "one right that was used in another year blocks the whole loan: no share of a loan is stated for each right"
      reading "a right is used in the year of its loan, also where the sum of that year is full and leaves the loan nothing"
    cap 300000 per enterprise per right_kind per year  # DY-6.2
  group insurance
    award 50% of premium to enterprise when ip_insurance bought and right_kind is patent_right  # DY-6.5
    cap 100000 per enterprise per year  # DY-6.6

article 7 "Industrialisation"
  award 20000 plus 10000 for each full 5000000 of sales above 5000000 at most 100000 once to enterprise
      when industrialisation new and core and patent_in_force and sales at least 5000000  # DY-7.1 DY-7.2 DY-7.3
    reading "whole steps only; claimed once, for one year that the firm chooses: later growth brings nothing"
    reading "`5000000` is the threshold as well as what is counted above it"
  limit 1 patent per product, as chosen  # DY-7.4
  cap 300000 per enterprise per year  # DY-7.5

article 8 "Patent prizes"
  award by prize when patent_prize won and level is national  # DY-8.1 DY-8.2 DY-8.3
    as china_prize
    gold: 1000000  # DY-8.1
    silver: 600000  # DY-8.2
    excellence: 300000  # DY-8.3
  award by prize when patent_prize won and level is provincial  # DY-8.4 DY-8.5
    as zhejiang_prize
    gold: 300000  # DY-8.4
    excellence: 200000  # DY-8.5
  reading "prizes for designs are included, at the same sums; a prize shared with others is paid to the one who claims it"  # DY-8.1 DY-8.2 DY-8.3 DY-8.4 DY-8.5

article 9 "Protection"
  award 300 once to person when mediation settled and not official_mediator  # DY-9.1

article 10 "Key industries" informative

article 11 "Markets"
  award by level once when protection_market new  # DY-11.1 DY-11.2
    national: 200000  # DY-11.1
    provincial: 100000  # DY-11.2

article 12 "Enforcement aid"
  award by court to enterprise when lawsuit won  # DY-12.1 DY-12.2 DY-12.3
    home_court: 20% of awarded_sum at most 50000  # DY-12.1
    us_japan_eu_court: 50% of agency_fee at most 300000  # DY-12.2
    other_court: 50% of agency_fee at most 150000  # DY-12.3
    reading "per case, as claimant or as defendant, by final judgment; the sum that was awarded, not what was recovered"
    reading "`50%` is said once for both courts abroad"
  no repeat per matter  # DY-21.3

article 13 "One-stop reform" informative

article 14 "Service agencies"
  award 50000 once to patent_agency while agency_registration active and set_up_on at least 1 year ago  # DY-14.1
    if located_here and in_business at least 1 year  # DY-14.1
    if has at least 50 local_case granted  # DY-14.1
    if has at least 10 local_invention_case granted  # DY-14.1
    reading "set up in the city and in business, each for `1 year`: who moved away, or opened its doors later, is not paid yet"
    reading "all grants that the agency ever obtained for the city, as the text names no day from which to count; the inventions are among the 50"

article 15 "Talent" informative
article 16 "Organisation" informative

article 17 "Funding"
  oblige city to "set up a special fund"  # DY-17.1

article 18 "Publicity" informative
article 19 "Assessment" informative

article 20 "Who is an enterprise"
  here enterprise means located_here and legal_person and sound_books and operating  # DY-20.1
  reading "on the day of the event; it holds where the text says enterprise: units and persons are not narrowed"  # DY-20.1

article 21 "Nothing twice, and promotion"
  reading "the principle of the maximum is a heading: it makes no figure a ceiling"  # DY-21.1
  over policy
    pay highest with older documents per matter  # DY-21.5
    no repeat per matter per level  # DY-21.3
      except article 2, article 11  # DY-21.3
    top up per matter  # DY-21.4
      except article 3, article 4, article 6, article 12, abroad, certified  # DY-3.2 DY-4.4
    reading "the level is that of the title or prize, not of the government that pays"  # DY-21.3
    reading "articles 2 and 11 are spared from that ban alone: there too, a promotion pays the difference"  # DY-21.3
    reading "grant aid, the milestones of a patent, the audits of a firm, interest and yearly premiums are no rungs of one ladder"  # DY-21.4
    reading "a rung is what a title was worth under this document or an older one, paid out or still carried"  # DY-21.4
  refers to "东阳市工业企业亩产效益评价办法" for output_rating  # DY-21.6
    reading "how the rating acts on the sums is not said: as they stand, until the drafter says"

article 22 "Ceiling"
  over policy
    cap local_contribution per enterprise per year  # DY-22.1
      except article 3, gi_mark, brand_station  # DY-22.1
      carry forward 2 years  # DY-22.2
      reading "a ceiling of enterprises alone: other units and persons contribute nothing that could bound them"  # DY-22.1
    source "三项: those that are spared"
    reading "grant aid is all of article 3"  # DY-22.1
    reading "oldest first; the ceiling of a later year holds for carried and new sums together; then it is lost"  # DY-22.2

article 23 "Disqualification"
  over policy
    suspend unit for the year when sanction opened and level at least municipal  # DY-23.1
    reading "the sentence begins with enterprises and ends with units: whoever is one; persons are not meant"  # DY-23.1
    reading "the year in which the case is opened, whatever its end; carried money rests and keeps its term"  # DY-23.1

article 24 "Rules to come"
  refers to "实施细则（待制定）" for policy  # DY-24.1
