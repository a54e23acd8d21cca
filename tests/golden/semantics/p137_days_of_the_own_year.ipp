policy own_year "Days of the own year"
  effective from 2023-01-01
  year begins 04-01
  use ip
article 1
  award 1000 to enterprise when invention_patent granted and granted_on no later than 31 March of the year
  award 2000 to enterprise when invention_patent granted
    as late
    if granted_on later than 31 March of the year and filed_on no later than 30 June of the year after
  award 3000 to enterprise when invention_patent granted
    as in_time
    if granted_on no later than 30 March of the year
  recover 100% of what was paid when invention_patent granted and granted_on no later than 30 June of the year after
  recover 50% of what was paid when invention_patent granted
    as half
    if granted_on no later than 30 June of the year after
