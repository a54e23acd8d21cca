use voc_aa
award by fld_ar once per fld_at when rec_ap eve_ax and (fld_ar less than 20000 or fld_av is mem_ag)
  more than 20000: 1000
  more than 999: 33333
  more than 100: 33333
  otherwise: 33333
  if not sin_al more than 1 year
  as lab_ay
  counting all other support
limit 2 key_aq per applicant per matter
