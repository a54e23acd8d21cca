policy pol_ck "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2022-12-31
  currency CNY
  round half even to 0.01
  use voc_aa
article 1 "Generated"
  here kin_ac means app_am more than 2 months ago
  award 10% of total fld_bk per year to kin_ac when rec_bi eve_bs and day_br more than 2022-12-31
    if total fld_bk at most 300
    as lab_cd
  no repeat per matter per year
  pay highest per kin_ac per year
  top up per matter
  refers to "Doc 2" for rec_au eve_bf and not fld_ay is txt_ab, txt_ac and not fld_bb is mem_al
article 2 "Generated"
  if fig_as more than 1
  award by fld_bo once per matter per year from 2020-03-01
      when rec_bi level is mem_af and level less than mem_ag
    mem_ak: 12.35% of (fld_bk less fld_bk) at most 10000
    mem_aj: 50% of fld_bk
    mem_al: 1% of (fld_bk less fld_bk) at most 300
    as lab_ce
  award 50000 once from 2022-03-01 when rec_au eve_bd and (fld_az is txt_aa, txt_ab or fld_ax)
    as lab_cf
  top up per key_bj
  top up per matter
  refers to "Doc 2" for rec_au eve_bd and not fld_ax and fld_az is txt_ab, txt_ac
article 3 "Generated"
  group grp_ci
    group grp_ch
      award 10000 once per applicant when rec_bh eve_bd
        as lab_cg
    limit 3 items per fld_az
    no repeat per matter
  award up to 10% of fld_bw once per applicant when rec_bu eve_cc
    as lab_cj
    counting all other support
  cap fig_at per fld_ca per year
    carry forward 1 year
article 4 "Over all"
  over policy
    suspend kin_ac for the year when rec_bu eve_cc and level is mem_ae
