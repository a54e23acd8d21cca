vocabulary words "Generated words"
applicant institute
level national > provincial
choice industry chemistry
record project
  level level
  project_industry industry
  event approved on approved_on
record contract
  event signed on signed_on
