use voc_aa
award 5000 once per matter per year to kin_ab when rec_aq eve_ba
  as lab_bd
award 5000 once while kin_ac app_an at most 5000
  if has less than 2 rec_aq
  as lab_be
no repeat per matter per year
