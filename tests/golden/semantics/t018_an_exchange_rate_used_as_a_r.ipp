award 30% of interest on principal at central_parity on drawn_on from drawn_on to repaid_on to enterprise
  when pledge_loan repaid
  uncapped
