vocabulary words "Generated words"
applicant institute
applicant university
applicant cooperative
class eligible_holder is institute, cooperative
level national > provincial > municipal > county
choice region east · north · south · west
record project
  key project_number
  matter project_district
  level level
  project_cost money
  is_joint yes/no
  equipment_cost money
  is_green yes/no
  own_share percent
  planned_date date
  project_district text
  project_region region
  event approved on approved_on
  event completed on completed_on default
  state under_way from approved_on until abandoned_on
record east_project is project with project_region east
record contract
  key contract_number
  matter contract_number
  level level
  contract_price money
  is_exclusive yes/no
  start_date date
  contract_district text
  parties count
  contract_districts list of text
  has_deposit yes/no
  contract_region region
  event signed on signed_on default
  event recorded on recorded_on
  state running from signed_on until ended_on
record east_contract is contract with contract_region east
record west_contract is contract with contract_region west
applicant fields
  incorporated_on date fixed
  is_exporter yes/no dated
  assets money dated
  is_listed yes/no fixed
  resident since moved_in_on
figures per year
  staff count
  tax_paid money
