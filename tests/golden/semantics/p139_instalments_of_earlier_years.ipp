article 1
  award 6000 to enterprise when patent granted
  pay in parts
    50% at once
    the rest 12 months later
  cap 100000 per enterprise per year
  cap 200000 per enterprise
  suspend enterprise for the year when certification passed
article 2
  award 3000 to enterprise when patent_prize won
  pay in parts
    50% at once
    the rest 12 months later
    reading "later instalments are paid in any case"
  cap 100000 per enterprise per year
