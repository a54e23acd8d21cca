article 1
  award 30000 to enterprise when technology_contract recorded
  pay in parts
    60% at once
    the rest 1 year later
  recover 100% of what was paid when certification passed
  recover 50% of what was paid when certification passed
    as half
