article 1
  award 30000 to enterprise when technology_contract recorded
  pay in parts
    100% when recorded for "the agency" if related_party
    100% at once if not related_party
