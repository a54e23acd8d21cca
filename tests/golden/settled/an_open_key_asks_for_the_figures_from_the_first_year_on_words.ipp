vocabulary words "Generated words"
applicant institute
record loan
  principal money
  event disbursed on disbursed_on
record special_loan is loan
applicant fields
  incorporated_on date fixed
figures per year
  filings count, 0 before incorporated_on
  revenue money
