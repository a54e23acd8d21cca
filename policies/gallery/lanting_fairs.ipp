# An invented city: aid for stands at trade fairs, and a competition of products. In own words; the sums are no city's.
# The page shows an edited page with its earlier editions, a choice between two kinds of aid, and a ranking of records.
#
# Three clauses follow real documents. Article 1, rows with two ends: Shaoguan, 韶府办发函〔2021〕188号, article 7, whose tiers of
# contracts touch at 1,000,000 and 5,000,000. Article 6, the ranking: Quanzhou, 泉政文〔2021〕70号, article 7, which has no rule for
# ties. The document that is replaced: Qingyuan, 清府办〔2018〕27号, last paragraph.
#
# Editions. The document of 2019 paid for the first stand of a firm in its article 4. The page of 2024 was named
# `lanting_exhibitions`; the award of its article 1 had no label, and its article 6 paid for catalogues. This page is the
# edition of 2026. Payments for catalogues still count for the ceiling of their year.

policy lanting_fairs "Lanting: aid for trade fairs" "兰汀市参展补助办法"
  language 3
  document "兰政办〔2024〕9号"
  issued 2023-12-20
  effective 2024-01-01 to 2029-12-31
  level municipal
  currency CNY
  use lanting_fairs_words
  replaces "兰政办〔2019〕12号"
    clause first_stand was 4.first_stand
  formerly lanting_exhibitions
  ended catalogues
  if located_here

article 1 "Fixed sum for a stand" "定额补助"
  award by area to firm when stand held
    as fixed_sum "定额补助"
    formerly 1.stand.held
    at least 9 and less than 18: 8000
    at least 18 and less than 36: 15000
    at least 36: 25000
    reading "a stand of exactly 18 or 36 square metres belongs to the larger row" "18平方米、36平方米整的展位归入较大一档" by "Bureau of Commerce of Lanting" "兰汀市商务局" on 2026-01-15

article 2 "Share of the costs" "费用补助"
  award 50% of rent to firm when stand held and area at least 9
    as rent_share "展位费补助"
    at most 20000
  award 30% of freight to firm when stand held and area at least 9
    as freight_share "运费补助"
    at most 10000
  pay each

article 3 "The better of the two" "就高补助"
  over articles 1 to 2
    pay highest of article 1, (rent_share and freight_share) per item per year

article 4 "First stand" "首次参展"
  award 5000 once per firm to firm when the first stand held
    as first_stand "首次参展"

article 5 "New markets" "开拓市场"
  award 10000 once per market per 3 years to firm when stand held and abroad
    as market "开拓市场"

article 6 "Competition of products" "产品评选"
  award by rank of score per year to firm when entry judged and score at least 60
    as competition "产品评选"
    1: 50000
    2 to 3: 20000
    ties in order of submitted_on

article 7 "Ceiling of the year" "年度限额"
  over policy
    cap 60000 per firm per year
      except competition

case "the size of a stand: below 9, at 9, below 18, at 18, below 36 and at 36 square metres"
  given firm located_here
    stand A: market "domestic", not abroad, area 8.9, rent 5000, freight 0, opened_on 2024-03-01
    stand B: market "domestic", not abroad, area 9, rent 5000, freight 0, opened_on 2024-04-01
    stand C: market "domestic", not abroad, area 17.9, rent 5000, freight 0, opened_on 2025-03-01
    stand D: market "domestic", not abroad, area 18, rent 5000, freight 0, opened_on 2025-04-01
    stand E: market "domestic", not abroad, area 35.9, rent 5000, freight 0, opened_on 2026-03-01
    stand F: market "domestic", not abroad, area 36, rent 5000, freight 0, opened_on 2026-04-01
  expect A of fixed_sum not eligible because area
  expect A of rent_share not eligible because area
  expect A of freight_share not eligible because area
  expect B of fixed_sum 8000
  expect C of fixed_sum 8000
  expect D of fixed_sum 15000
  expect E of fixed_sum 15000
  expect F of fixed_sum 25000

case "12,000 and 6,000 for the costs are more than 8,000; 5,000 and 1,500 are less"
  given firm located_here
    stand A: market "domestic", not abroad, area 12, rent 24000, freight 20000, opened_on 2026-03-01
    stand B: market "domestic", not abroad, area 12, rent 10000, freight 5000, opened_on 2026-09-01
  expect A of fixed_sum displaced
  expect A of rent_share 12000
  expect A of freight_share 6000
  expect B of fixed_sum 8000
  expect B of rent_share displaced
  expect B of freight_share displaced

case "the most for the costs of a stand: 20,000 and 10,000"
  given firm located_here
    stand A: market "domestic", not abroad, area 40, rent 60000, freight 60000, opened_on 2026-03-01
  expect A of rent_share 20000
  expect A of freight_share 10000

case "the first stand of a firm, however small, and no later one"
  given firm located_here
    stand A: market "domestic", not abroad, area 6, rent 5000, freight 0, opened_on 2026-03-01
    stand B: market "domestic", not abroad, area 6, rent 5000, freight 0, opened_on 2026-05-01
  expect A of first_stand 5000
  expect B of first_stand not eligible because stand
  expect total 5000

case "the document of 2019 paid for a first stand"
  given firm located_here
    stand A: market "domestic", not abroad, area 6, rent 5000, freight 0, opened_on 2026-03-01
  given history "兰政办〔2019〕12号" 4.first_stand X paid 3000 in 2020: kind stand
  expect A of first_stand already paid

case "one award for a market in 2024 to 2026, and one in 2027 to 2029"
  given firm located_here
    stand A: market "Chile", abroad, area 6, rent 5000, freight 0, opened_on 2024-03-01
    stand B: market "Chile", abroad, area 6, rent 5000, freight 0, opened_on 2026-12-31
    stand C: market "Peru", abroad, area 6, rent 5000, freight 0, opened_on 2026-12-31
    stand D: market "Chile", abroad, area 6, rent 5000, freight 0, opened_on 2027-01-01
    stand E: market "domestic", not abroad, area 6, rent 5000, freight 0, opened_on 2027-02-01
  expect A of market 10000
  expect B of market already paid
  expect C of market 10000
  expect D of market 10000
  expect E of market not eligible because abroad

case "the best product, two of equal scores, one without a place and one below 60"
  given "North" as firm located_here
    entry N: score 88, submitted_on 2026-05-02, judged_on 2026-06-30
    entry M: score 59.9, submitted_on 2026-05-02, judged_on 2026-06-30
  given "South" as firm located_here
    entry S: score 91, submitted_on 2026-05-02, judged_on 2026-06-30
  given "East" as firm located_here
    entry E: score 88, submitted_on 2026-05-03, judged_on 2026-06-30
  given "West" as firm located_here
    entry W: score 88, submitted_on 2026-05-04, judged_on 2026-06-30
  expect for "North" N 20000
  expect for "North" M not eligible because score
  expect for "South" S 50000
  expect for "East" E 20000
  expect for "West" W 0

case "the ceiling of the year, and the competition in addition"
  given "North" as firm located_here
    stand A: market "Chile", abroad, area 40, rent 60000, freight 60000, opened_on 2026-03-01
    stand B: market "domestic", not abroad, area 40, rent 40000, freight 0, opened_on 2026-04-01
    entry N: score 88, submitted_on 2026-05-02, judged_on 2026-06-30
  expect for "North" A of rent_share 20000
  expect for "North" A of freight_share 10000
  expect for "North" A of first_stand 5000
  expect for "North" A of market 10000
  expect for "North" B of fixed_sum 15000
  expect for "North" B of fixed_sum reduced by cap of article 7
  expect for "North" B of rent_share displaced
  expect for "North" N 50000

case "a firm elsewhere, and a stand before the window"
  given firm not located_here
    stand A: market "domestic", not abroad, area 9, rent 5000, freight 0, opened_on 2023-12-31
    stand B: market "domestic", not abroad, area 9, rent 5000, freight 0, opened_on 2024-01-01
  expect A of fixed_sum out of window
  expect B of fixed_sum not eligible because located_here
  expect total 0
