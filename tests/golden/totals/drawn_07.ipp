use voc_aa
award 100000 plus 10000 for each full 5000 of fld_au above 999 at most 9999 when rec_as
  as lab_bp
no repeat per matter
