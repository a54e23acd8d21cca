policy pol_cx "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2023-12-31
  currency CNY
  round half even to 100
  use voc_aa
article 1 "Generated"
  group grp_ck
    group grp_cj
      award up to fld_ay when rec_bm fld_ay at least 9999
        as lab_cg
      award 100 when rec_aw eve_bj
        as lab_ch
      award 66% of (fld_bp less fld_bp) when rec_bn eve_ca
        as lab_ci
article 2 "Generated"
  group grp_cr
    award 33333 when rec_bn eve_ca
article 3 "Generated"
  table tab_cs by fld_bf
    mem_an: 33333
  award tab_cs of mem_an to kin_ac when rec_aw eve_bj
    as lab_ct
  award 30% of fld_bp at most 10% of fld_bp once while rec_bn sta_cc
    as lab_cu
article 4 "Over all"
  over policy
    cap 1000 per kin_ac per year
      except lab_ci
