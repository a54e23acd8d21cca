vocabulary words "Generated words"
applicant institute includes university
applicant university
level national > provincial
choice region east · north
record patent
  key patent_number, patent_region
  matter patent_region
  level level
  patent_fee money
  put_to_use yes/no
  granted_abroad yes/no
  patent_share percent
  is_licensed yes/no
  patent_region region
  event granted on granted_on
  state in_force from granted_on until expired_on
record east_patent is patent with patent_region east
record north_patent is patent with patent_region north
record north_patent_granted_abroad is north_patent with granted_abroad yes
applicant fields
  incorporated_on date fixed
  is_high_tech yes/no dated
  home_region region dated
  is_exporter yes/no fixed
  resident since moved_in_on
figures per year
  filings count, 0 before incorporated_on
  revenue money
