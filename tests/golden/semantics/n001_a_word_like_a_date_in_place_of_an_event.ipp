use ip

award 100 to enterprise when pledge_loan drawn
