article 1
  group titles
    award 30000 to enterprise when ip_title new
      as titles
    pay in parts
      60% at once
      the rest 1 year later
article 2
  over article 1
    pay in parts
      50% at once
      the rest 1 year later
