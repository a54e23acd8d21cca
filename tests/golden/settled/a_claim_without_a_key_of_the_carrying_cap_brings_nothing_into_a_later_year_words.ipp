vocabulary words "Generated words"
applicant institute
applicant university
level national > provincial
choice region east · north
choice industry chemistry · machinery · software · textiles
record standard plural standards
  key standard_number
  matter standard_district
  level level
  drafting_cost money
  is_lead_author yes/no
  author_share percent
  authors count
  standard_district text
  standard_region region
  draft_date date
  event released on released_on
record prize plural prizes
  key prize_number
  matter prize_number
  level level
  prize_money money
  is_gold yes/no
  is_shared yes/no
  is_international yes/no
  prize_industry industry
  event won on won_on
record chemistry_prize is prize with prize_industry chemistry
applicant fields
  founded_on date fixed
  is_listed yes/no dated
  is_exporter yes/no fixed
  home_region region dated
  in_business since trading_since
figures per year
  exports count, 0 before founded_on
  research_spending money
