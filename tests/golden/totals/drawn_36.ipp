policy pol_bx "Generated"
  document "Doc 1"
  effective from 2021-12-21
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  group grp_bs
    award up to 1% of (fld_bg plus fld_bg) when rec_be eve_bm
      if app_ar is mem_aj
      as lab_br
    top up per matter
  group grp_bu
    award 300 to kin_ab when rec_be fld_bi at least 6
      as lab_bt
    cap 12.35% of fig_au per applicant per year
    cap 10000 per kin_ab per year
    cap 999 per applicant per level per year
  award 66% of fld_ax above 5000 when rec_av eve_bc and fld_ay
    as lab_bv
  no repeat per matter per year
  cap 10000 per applicant
  no repeat per fld_bk per level
article 2 "Generated"
  award by rank of fig_at per year among kin_ad
    1: 10000
    2: 100
    ties share the rank
    as lab_bw
  no repeat per matter
  cap 9999 per kin_ad per year
