use voc_aa
award 10000 once from 2022-03-01 while kin_ac sin_as less than 2 years
  as lab_bi
award 5000 once to kin_ac while kin_ac has at most 2 rec_aw sta_bh fld_az and less than 3 rec_aw fld_az
  as lab_bj
pay highest per applicant per year
