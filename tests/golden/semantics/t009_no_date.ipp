award 30% of interest on principal at actual_rate from loan to repaid_on to enterprise when pledge_loan repaid
  uncapped
