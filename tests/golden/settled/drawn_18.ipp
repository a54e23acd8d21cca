policy pol_ci "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2024-06-30
  currency CNY
  round down to 100
  use voc_aa
article 1 "Generated"
  group grp_bv
    award 100% of fld_ay above 33333 once to kin_ad from 2022-01-01 when rec_aw eve_be
      as lab_bt
    award by increase of fig_au over last year once per applicant each year
      at least 4: 300
      otherwise: 9999
      if fig_av at least 12.35% of fig_av
      if not app_ar
      if has less than 3 rec_aw eve_bg
      as lab_bu
    limit 2 items per applicant, earliest first
  group grp_bz
    award 1% of fld_bn when rec_bh eve_br and fld_bk and (fld_bj more than 300 or fld_bm is txt_aa, txt_ac)
      as lab_bw
    group grp_by
      award up to 100% of interest on fld_ay at 3.7% from day_bd to day_bf last 1 year at most 999 to kin_ac
          when rec_aw eve_be
        if app_ar
        if has no rec_aw eve_bg fld_az
        as lab_bx
      pay highest per applicant per year
  award 66% of fld_bj above 300 at most 1000 once per matter to kin_ab
      when rec_bh level at least mem_ah and (fld_bj more than 10000 or fld_bn at most 999)
    as lab_ca
  cap fig_av per kin_ab per key_bi per year
    carry forward 1 year
article 2 "Generated"
  award by fld_bc once when rec_aw eve_be and day_bd at most 18 years ago and fld_bb at least 2022-12-31
    mem_al: 999
    as lab_cb
  award 2500 to kin_ae while kin_ae has at least 1 rec_bh eve_br and more than 2 rec_aw
    as lab_cc
  group grp_ch
    group grp_cg
      award 10000 once when rec_aw
        if has less than 3 rec_bh eve_br
        if kin_ab or has no rec_bh eve_br fld_bk
        as lab_cd
        counting all other support
      award by fld_ay once when rec_aw eve_bg and fld_bc is mem_ak and (day_bd less than 2022-12-31
          or fld_ay between 100 and 5000)
        more than 10000: 12.35% of fld_ay at most 100% of fld_ba
        more than 2500: 100 plus 10000 for each full 50000 of fld_ay above 20000
        more than 999: fld_ba at most 2500
        otherwise: 33333 once per key_ax per year
        as lab_ce
        less already paid for rec_aw of the same key_ax
      award 2500 once while kin_ad has at least 2 rec_bh
        as lab_cf
    limit 2 items per applicant per year, best first
  no repeat per key_ax
  limit 3 items per applicant per fld_bc per year, earliest first
  limit 2 year per applicant per key_ax, best first
