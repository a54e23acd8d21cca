policy shares "Shares above all"
  effective 2022-01-01 to 2024-12-31
  use ip
  language 4

article 1 "Contracts"
  here full means 130%
  award 1000 to enterprise when patent granted
    as aid
  recover 100% plus 30% of what was paid when technology_contract recorded
    as added
  recover (150% less 20%) of what was paid when technology_contract recorded
    as reduced
  recover 100% times 1.3 of what was paid when technology_contract recorded
    as product
  recover 5 divided by 4 of what was paid when technology_contract recorded
    as quotient
  recover max(50%, 150%) of what was paid when technology_contract recorded
    as greatest
  recover full of what was paid when technology_contract recorded
    as defined
  recover min(100%, 150%) of what was paid when technology_contract recorded
    as least
  recover 60% plus 40% of what was paid when technology_contract recorded
    as all
