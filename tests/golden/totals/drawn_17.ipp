use voc_aa
award 1% of largest fld_bf per fld_bg per year when rec_ba eve_bk and fld_bd
  as lab_bp
award 100 once to kin_ab while rec_ba sta_bm and (sta_bm or fld_bf between 1000 and 20000)
  as lab_bq
no repeat per matter per level
top up per fld_bg
no repeat per matter
