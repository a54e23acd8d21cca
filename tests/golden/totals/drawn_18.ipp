use voc_aa
award 5000 once while kin_ac app_an and has more than 3 rec_be eve_bq fld_bh
  if app_ap is mem_ag
  if app_am at most 18 years ago
  as lab_br
award 10% of fld_au to kin_ac when rec_as eve_bb and (fld_ax is mem_ak or fld_au less than 9999)
  as lab_bs
cap 100 per applicant
