policy made "Ten mistakes"
  isued 2021-12-21
  use ip

article 1 "First"
  award 20w once when patent granted
  award by level when zone listed
    national 500000
    provincial: 300000
  gruop contracts
    if located_here
    award 5 once whn contract recorded
    cap 50000 enterprise per year

article 2 "Second
  award up to 50% of cost to enterprise when certification passed
    counting all support
    reading "as it stands"
  award once when r new
  refers "x" for pledge_loan
