vocabulary words "Generated words"
applicant institute
applicant university
applicant cooperative
choice industry chemistry · machinery · software
choice region east · north
record contract plural contracts
  key contract_number
  contract_price money
  is_exclusive yes/no
  start_date date
  has_deposit yes/no
  contract_region region
  event signed on signed_on
  state running from signed_on until ended_on
record loan plural loans
  key loan_number
  principal money
  has_pledge yes/no
  interest_paid money
  loan_region region
  loan_district text
  is_insured yes/no
  event disbursed on disbursed_on
  state outstanding from disbursed_on
record north_loan is loan with loan_region north
record patent
  key patent_number, patent_industry
  patent_fee money
  put_to_use yes/no
  patent_district text
  patent_share percent
  patent_industry industry
  event granted on granted_on
  event extended on extended_on default
record machinery_patent is patent with patent_industry machinery
record software_patent is patent with patent_industry software
applicant fields
  incorporated_on date fixed
  is_exporter yes/no dated
  is_high_tech yes/no fixed
  capital money dated
  experienced_holder means is_exporter and has at least 1 software_patent granted
figures per year
  exports count, 0 before incorporated_on
  research_spending money
