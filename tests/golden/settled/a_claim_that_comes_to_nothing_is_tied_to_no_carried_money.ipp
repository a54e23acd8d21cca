policy pol_cj "Generated"
  document "Doc 1"
  effective from 2021-01-01
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  award 50000 while rec_bd sta_bq
article 3 "Generated"
  award 3% of fld_bh from 2022-01-01 when rec_bd
  group grp_ci
    award by fld_bf when rec_bd eve_bp
      at least 9999: interest on fld_bh at ser_al in month of fld_bi from day_bo to fld_bi last 2 years once
  pay highest per year
  pay highest per fld_bj per year
article 4 "Over all"
  over policy
    cap fig_ar per year
      carry forward 1 year
