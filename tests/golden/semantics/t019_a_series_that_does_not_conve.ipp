award up to 50% of official_fees when patent granted
  convert at lpr_1y on fees_paid_on
