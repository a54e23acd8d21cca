vocabulary words "Words"

applicant enterprise "企业"

applicant fields
  w0 "w0" yes/no fixed
  w1 "w1" means w0 and (w0 or not w0) and not (w0 and w0)
  w2 "w2" means w1 and (w1 or not w1) and not (w1 and w0)
  w3 "w3" means w2 and (w2 or not w2) and not (w2 and w0)
  w4 "w4" means w3 and (w3 or not w3) and not (w3 and w0)
  w5 "w5" means w4 and (w4 or not w4) and not (w4 and w0)
  w6 "w6" means w5 and (w5 or not w5) and not (w5 and w0)
  w7 "w7" means w6 and (w6 or not w6) and not (w6 and w0)
  w8 "w8" means w7 and (w7 or not w7) and not (w7 and w0)
