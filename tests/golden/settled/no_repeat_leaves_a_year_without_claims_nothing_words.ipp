vocabulary words "Generated words"
applicant institute
applicant university
level national > provincial
choice region east
record workshop plural workshops
  level level
  workshop_region region
  event opened on opened_on
record special_workshop is workshop
