vocabulary words "Generated words"
applicant institute
applicant university
level national > provincial > municipal
record project plural projects
  level level
  project_cost money
  project_district text
  event approved on approved_on
record special_project is project
