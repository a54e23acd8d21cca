vocabulary town "Words of a town"
applicant enterprise
applicant institute
level national > provincial > municipal
choice region east · west
record patent plural patents
  key patent_number
  matter family
  level level
  patent_fee money
  score count
  family text
  owners list of text
  region region
  event filed on filed_on
  event granted on granted_on default
  state in_force from granted_on until expired_on
record trademark
  key trademark_number
  event registered on registered_on
record sanction
  key sanction_number
  event imposed on imposed_on
figures per year
  revenue money
