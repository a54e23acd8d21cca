policy pol_bn "Generated"
  document "Doc 1"
  effective from 2021-01-01 for 3 years
  currency CNY
  round up to 1
  use voc_aa
article 1 "Generated"
  group grp_bj
    award 10% of fld_ba at most 2500 to kin_ad when rec_au eve_bd
      as lab_bg
    award 50% of fld_aw to kin_ac when rec_bf eve_bd
      as lab_bh
      convert at ser_an on day_bc
    award by fld_aw once per applicant when rec_au eve_bd
      more than 100000: 3% of fld_ba
      more than 5000: 3% of (fld_aw plus fld_aw) at most 50000
      otherwise: up to 2500 once
      as lab_bi
    cap 20000 per applicant per fld_az per year
  award at discretion when rec_au eve_bd
    as lab_bk
  cap 50000 per applicant
  refers to "Doc 2" for rec_au eve_bd and fld_az is txt_ab
article 2 "Generated"
  award 3% of fld_aw at most 20000 once per key_av
      when rec_be eve_bd and not (fld_ay is txt_ac and day_bc more than 2022-12-31)
    if has at most 3 rec_au eve_bd
    as lab_bl
  limit 3 key_av per applicant per year, earliest first
  cap 1000 per applicant
  cap 5000 per applicant per matter per year
article 3 "Generated"
  award 30% of largest fld_ba per year to kin_ad when rec_bf eve_bd and day_bc at most 10 years ago
    if total fld_ba less than 33333
    if has at least 2 rec_au eve_bd
    if not (app_ao at most 2022-12-31 and kin_ad)
    as lab_bm
  cap 33333 per kin_ad
article 4 "Over all"
  over articles 2 to 3
    suspend kin_ad for the year when rec_bf eve_bd
      except article 2
