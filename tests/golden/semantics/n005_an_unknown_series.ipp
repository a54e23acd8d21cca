award 30% of interest on principal at lpr_5y in month of drawn_on from drawn_on to repaid_on to enterprise
  when pledge_loan repaid
  uncapped
