vocabulary words "Generated words"
applicant institute
applicant university
class legal_entity is university
level national > provincial
choice origin domestic · foreign
record trademark plural trademarks
  trademark_origin origin
  event registered on registered_on default
  event renewed on renewed_on
  state protected from registered_on until cancelled_on
