vocabulary words "Generated words"
applicant institute
applicant university
level national > provincial
choice region east · north
record patent
  level level
  put_to_use yes/no
  patent_district text
  patent_region region
  claim_count count
  event granted on granted_on
  event extended on extended_on default
  state in_force from granted_on until expired_on
record east_patent is patent with patent_region east
record north_patent is patent with patent_region north
record north_patent_put_to_use is north_patent with put_to_use yes
