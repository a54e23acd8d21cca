policy pol_cb "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2024-06-30
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  award interest on fld_bg at min(ser_ao in January of fld_be, 3.7%) from day_bh to fld_be last 2 years to kin_ab
      when rec_bm eve_bi and fld_bg more than 300
    as lab_by
    convert at ser_ap on day_bh
  award 1% of fld_ba to kin_ac when rec_ay eve_bk and fld_be less than 1 year ago
    as lab_bz
  award by fld_bg once per applicant to kin_ad from 2022-03-01 when rec_bl eve_bi and level less than mem_ae
    at least 999: 10% of (fld_ba plus fld_bg) at most 50% of fld_bg
    otherwise: min(50% of fld_bg, 2500)
    as lab_ca
    convert at ser_ap on fld_be
  allocate 50000 per year to kin_ac while kin_ac has at most 1 rec_bm eve_bi
