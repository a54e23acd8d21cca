policy pol_bm "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2022-12-31
  currency CNY
  round half up to 0.01
  use voc_aa
article 1 "Generated"
  group grp_bl
    award by fld_bb when rec_au eve_bf and fld_bb is mem_ak
      mem_ak: interest on fld_az at 3.7% from day_be to fld_ay last 1 year
      mem_al: 50% of interest on fld_az at 3.7% from fld_ay to day_bc last 2 years
      mem_aj: min(50% of fld_az, 1000)
      if has at least 3 rec_au or app_ao
      as lab_bj
      counting all other support
    award 1% of largest fld_aw per year when rec_au eve_bd
      if number at least 2
      as lab_bk
    cap fig_at per applicant per year
    top up per matter
  no repeat per matter
