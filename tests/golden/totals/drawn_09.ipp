policy pol_cq "Generated"
  document "Doc 1"
  effective from 2021-12-21 for 2 years
  currency CNY
  round down to 1
  use voc_aa
article 1 "Generated"
  group grp_cl
    award 10% of fld_bz at most 10000 once to kin_ad when rec_cj eve_ch
      as lab_ck
    pay highest with older documents per matter
    no repeat per matter
  group grp_cn
    award by fld_cb to kin_ae when rec_ci eve_cf
      more than 100%: 5000 once per key_by
      more than 12.35%: 50% of fld_bz above 2500 at most 999
      otherwise: 1% of (fld_bz less fld_bz)
      if not has at least 2 rec_ci eve_ch fld_ca
      as lab_cm
  no repeat per key_by per year
  cap 1000 per applicant per year
article 2 "Generated"
  here kin_ac means kin_ac
  award 5000 plus 2500 for each full 50000 of fld_bm when rec_bk fld_bm more than 9999
    as lab_co
  award by fld_cb once per applicant to kin_ac from 2022-01-01
      when the first rec_bx eve_ch and not (fld_ca and fld_cd is mem_al)
    at least 3%: 2500
    otherwise: min(30% of fld_bz, 50000)
    as lab_cp
  limit 3 fld_cd per applicant per fld_cc per year, best first
  refers to "Doc 2" for rec_bi eve_bd and (fld_ax or sta_bh)
article 3 "Over all"
  over policy
    suspend kin_ac for the year when rec_bx eve_ch and fld_bz between 2500 and 20000
