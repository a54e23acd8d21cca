policy pol_cb "Generated"
  document "Doc 1"
  effective from 2021-01-01
  currency CNY
  use voc_aa
article 1 "Generated"
  group grp_bw
    award min(30% of fld_bi) when rec_bp fld_bl is txt_ac
      convert at ser_an on day_bm
    cap 100 per fld_bl
  award by increase of fig_as over last year each year
    otherwise: 100000
  pay highest per year
