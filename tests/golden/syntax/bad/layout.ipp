and a
article 1
  group contracts
  award by level when zone listed
  national: 500000
  provincial: 300000
  award 5 when a b
    cap 500 per enterprise per year
  reading "x"
    reading "y"
  group one
      award 5 when a b
  group two
    award 5 when a b
      if c
   award 6 when a b
  gold: 5
  article 2
  group three
    award level when zone listed
      national: 5
      provincial: 6
article 3
  over policy
policy late
vocabulary later
record r
  key k
  x money "one" · y "label" "one" money "two"
