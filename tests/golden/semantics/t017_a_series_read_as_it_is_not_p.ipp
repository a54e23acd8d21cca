award 30% of interest on principal at lpr_1y on drawn_on from drawn_on to repaid_on to enterprise when pledge_loan repaid
  uncapped
