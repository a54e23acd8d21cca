policy pol_bu "Generated"
  document "Doc 1"
  effective from 2021-01-01 for 3 years
  currency CNY
  round half even to 0.01
  use voc_aa
article 1 "Generated"
  table tab_bk by fld_bf
    mem_an: 9999
    mem_ao: 9999
    mem_ap: 300
  group grp_bm
    award 1% of (fld_bd less fld_ay) once to cla_ae when rec_aw
      as lab_bl
      less already paid for rec_aw of the same fld_bf
    pay highest per cla_ae per year
    cap 2500 per key_ax
  cap 1% of fig_av per applicant per matter per year
    carry forward 2 years
article 2 "Generated"
  group grp_bo
    award tab_bk of fld_bf when rec_aw eve_bh and fld_be between 4 and 8
      as lab_bn
    cap 33333 per applicant per key_ax
article 3 "Generated"
  group grp_br
    group grp_bq
      award 33333 once to kin_ad while rec_aw sta_bj
        if app_ar
        as lab_bp
      cap 9999 per kin_ad per year
    limit 3 key_ax per kin_ad, best first
    no repeat per key_ax
    top up per matter
  group grp_bt
    award tab_bk of mem_an when rec_aw eve_bh and fld_ba at least 50%
      as lab_bs
  top up per matter
  no repeat per fld_bf
  cap 100 per applicant per year
