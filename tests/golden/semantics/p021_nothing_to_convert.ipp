award 20000 when patent granted
  convert at central_parity on fees_paid_on
