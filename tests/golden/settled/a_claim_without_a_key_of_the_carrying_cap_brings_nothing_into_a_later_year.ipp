policy pol_cg "Generated"
  document "Doc 1"
  currency CNY
  round down to 100
  use voc_aa
  replaces "Doc 0"
    clause lab_bz was old.lab_bz
    clause lab_cc was old.lab_cc
  level mem_af
article 1 "Generated"
  group grp_bv
    award 5000 while kin_ad sin_as more than 1 year
  group grp_cb
    award 66% of (fld_bk less fld_bk) when rec_bi fld_bo is mem_ak
    group grp_ca
      award 3% of fld_ay above 33333 when rec_aw day_bf less than 2 years ago
        as lab_bz
article 2 "Generated"
  group grp_cd
    award 20000 while kin_ac has more than 3 rec_bi
      as lab_cc
article 3 "Over all"
  over articles 1 to 2
    cap 2500 per applicant per key_bj per year
      carry forward 2 years
