use ip

award 100 to enterprise when pledge_loan drawn_on
award 200 to enterprise when pledge_loan repaid_on
