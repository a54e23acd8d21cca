use voc_aa
award 33333 once when rec_bw eve_bs
  if has at most 1 rec_be eve_ba
  as lab_bx
no repeat per matter per year
limit 1 key_bg per applicant per year, earliest first
