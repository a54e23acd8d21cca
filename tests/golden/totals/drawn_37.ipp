use voc_aa
award 33333 to kin_ab while kin_ab app_ap between 1 and 5
  as lab_bh
award 999 once when the first rec_at day_ba at most 10 years ago and fld_az is mem_ak
  as lab_bi
