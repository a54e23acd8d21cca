policy pol_cu "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2023-12-31
  currency CNY
  round half even to 0.1
  use voc_aa
article 1 "Generated"
  table tab_bz by fld_bc
    mem_an: 10000
    mem_ao: 50000
    mem_ap: 100000
    mem_aq: 300
  here kin_ac means has at least 2 rec_bi eve_bf
  award 100% of largest fld_az per year to kin_ac when rec_bi eve_bh
    if number at least 1
    as lab_ca
  group grp_cd
    award tab_bz of mem_an when rec_bj eve_bu and fld_bm
      as lab_cb
    award tab_bz of mem_aq once when rec_bx eve_bu
      if not app_au is mem_ak
      as lab_cc
    limit 3 items per applicant, best first
    cap 999 per applicant per key_bk
  award tab_bz of fld_bc once
      when rec_ax eve_bh and (day_bg between 2020-01-04 and 2020-02-29 or fld_bc is mem_an, mem_ao, mem_aq)
    as lab_ce
  top up per matter
article 2 "Generated"
  here kin_ab means app_au is mem_al
  group grp_ci
    group grp_cg
      award 30% of fld_az when rec_ax eve_bf and fld_bb at least 1 year ago
        as lab_cf
    award at discretion to cla_ae when rec_bj eve_bu and fld_bq is mem_an, mem_ap, mem_aq
      if kin_ac
      if app_au is mem_al
      as lab_ch
    top up per matter
    limit 3 fld_bq per applicant per level, earliest first
  award 50000 when rec_bi eve_bf and fld_bd and fld_bd
    as lab_cj
  group grp_cn
    award 1000 to cla_ae from 2019-01-01 when rec_ax eve_bh and fld_ba and fld_bb more than 1 year ago
      as lab_ck
      counting all other support
    award 9999 when rec_bx eve_bs
      as lab_cl
    award 50% of total fld_bl per year to kin_ac
        when rec_bj eve_bs and fld_bo is txt_ac and (fld_bo is txt_ac or level at most mem_ah)
      as lab_cm
    pay highest per applicant per year
  pay highest per cla_ae per level per year
article 3 "Generated"
  award 1% of interest on fld_az at 3.7% from day_be to fld_bb last 1 year to cla_ae
      when rec_bi day_bg at most 1 year ago
    as lab_co
  group grp_ct
    award 100% of interest on fld_az at 3.7% from day_be to fld_bb
        when rec_ax eve_bf and fld_bb at least 1 month ago and fld_bc is mem_ap, mem_ao
      if kin_ad
      if der_by
      as lab_cp
    award tab_bz of mem_ap once when rec_ax eve_bh and fld_az at least 999
      as lab_cq
    group grp_cs
      if has more than 1 rec_bi eve_bh
      award by fld_bq when rec_bj eve_bs
        mem_ao, mem_ap: at discretion
        mem_aq, mem_an: fld_bl
        if has more than 1 rec_ax eve_bf
        as lab_cr
    cap 5000 per applicant
