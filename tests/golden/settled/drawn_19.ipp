policy pol_bo "Generated"
  document "Doc 1"
  effective from 2021-12-21 for 2 years
  currency CNY
  round half even to 0.01
  use voc_aa
article 1 "Generated"
  award by fld_at once to kin_ac when rec_bf eve_az
    more than 20000: 5000 plus 100 for each full 1000 of fld_at at most 20000
    otherwise: at discretion
    as lab_bg
  award 5000 once while kin_ae app_am
    as lab_bh
  award min(50% of fld_at, 10000) at most 20000 from 2019-01-01 when rec_bf eve_az
    as lab_bi
  no repeat per matter per year
  cap 100000 per applicant per year
article 2 "Generated"
  award 10000 once to kin_ad from 2022-03-01
      when rec_ar eve_bb and day_ay less than 2 years ago and not sta_bd
    if app_an more than 3
    as lab_bj
  award up to interest on fld_at at fld_aw from day_bc to day_ay last 2 years at most 50% of fld_at once per fld_ax to kin_ac
      when rec_ar eve_az and day_bc less than 2021-01-01
    as lab_bk
  cap 2500 per kin_ac per key_as per year
  limit 1 year per kin_ac per matter, best first
  limit 1 items per applicant
  refers to "Doc 2" for rec_bf eve_az
  allocate 20000 per year to kin_ae while kin_ae has at least 1 rec_be fld_au
article 3 "Generated"
  if app_am
  group grp_bn
    award 12.35% of total fld_at per fld_ax per year
        when rec_bf eve_az and (sta_bd or day_bc less than 1 year ago)
      as lab_bl
    award 66% of fld_at once to kin_ae when rec_ar eve_bb and fld_ax is txt_ac
      as lab_bm
    cap 100 per applicant
  no repeat per matter per year
article 4 "Over all"
  over policy
    cap 999 per applicant
article 5 "Over all"
  over policy
    suspend kin_ad for the year when rec_be eve_bb and fld_aw at most 100%
      except article 1
