article 1
  award 30000 to enterprise when technology_contract recorded
  pay in parts
    100% when recorded for "the agency" if related_party
    the rest at once if not related_party
article 2
  award 30000 to enterprise when technology_contract recorded
  pay in parts
    50% at once
    1000 due 30 June of the year after
    50% 1 year later
