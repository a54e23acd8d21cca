vocabulary words "Generated words"
applicant institute includes university
applicant university
choice size large · medium
choice origin domestic · foreign · joint_venture · overseas_chinese
series interbank_rate percent, monthly
record prize
  key prize_number
  prize_money money
  is_gold yes/no
  prize_origin origin
  is_shared yes/no
  travel_cost money
  event won on won_on
  state upheld from won_on until withdrawn_on
record loan
  key loan_number
  matter loan_size
  principal money
  has_pledge yes/no
  interest_paid money
  maturity_date date
  loan_origin origin
  loan_size size
  is_insured yes/no
  event disbursed on disbursed_on default
  event repaid on repaid_on
  state outstanding from disbursed_on
record overseas_chinese_loan is loan with loan_origin overseas_chinese
record contract
  key contract_number
  matter contract_number
  contract_price money
  is_exclusive yes/no
  contract_size size
  contract_origin origin
  underlying_prize prize
  start_date date
  underlying_loan loan
  event signed on signed_on
record domestic_contract is contract with contract_origin domestic
applicant fields
  founded_on date fixed
  is_high_tech yes/no dated
  is_listed yes/no fixed
  assets money dated
figures per year
  exports count
  research_spending money
