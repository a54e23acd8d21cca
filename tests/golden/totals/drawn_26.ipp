policy pol_bv "Generated"
  document "Doc 1"
  effective from 2020-07-01
  currency CNY
  round down to 100
  use voc_aa
article 1 "Generated"
  award fld_ay when rec_bg (day_be at most 2023-05-08 or fld_bb is txt_aa, txt_ab) and fld_az
    if not (has at least 3 rec_aw fld_ba and less than 3 rec_bg eve_bf fld_az)
    as lab_bu
  cap 10000 per applicant per year
article 2 "Over all"
  over policy
    no repeat per matter per level
    top up per matter
