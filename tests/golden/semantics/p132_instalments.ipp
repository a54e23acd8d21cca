article 1
  award 10% of local_contribution to enterprise each year
  pay in parts
    50% at once for project
    25% when recorded
    25% when patent granted
article 2
  award 30000 to enterprise when technology_contract recorded
    of which 10% for recorded
  pay in parts
    50% when certification passed
    the rest at once
