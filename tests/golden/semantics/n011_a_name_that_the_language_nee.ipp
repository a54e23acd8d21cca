vocabulary words "Words"

applicant applicant "申请人"
