policy pol_cp "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2023-12-31
  currency CNY
  round up to 0.01
  use voc_aa
article 1 "Generated"
  award 2500 when rec_bq fld_bv more than 12.35%
    as lab_ce
  award by fld_at when rec_ar
    at least 33333: min(100000) once per fld_ax
    as lab_cf
article 2 "Generated"
  group grp_ck
    award interest on fld_bs at 3.7% from day_bz to day_bx last 2 years when rec_cb fld_bu is txt_ac
      as lab_cj
  group grp_cn
    award 1% of fld_bs when rec_cb
      as lab_cm
    top up per matter
article 3 "Over all"
  over policy
    limit 1 items per applicant
