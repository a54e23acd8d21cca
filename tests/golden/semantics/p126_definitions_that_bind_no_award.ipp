article 1
  here enterprise means located_here
  award 2000 to unit, person when invention_patent granted
  award 100 when technology_contract recorded
article 2
  here county means located_here
  award 100 to city while city_cultivation in_progress
article 3
  here agency means located_here
  reading "only those that write agency"
  award 100 to agency when the first invention_patent filed
