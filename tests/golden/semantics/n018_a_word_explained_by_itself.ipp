vocabulary words "Words"

applicant enterprise "企业" includes agency
applicant agency "服务机构" includes enterprise
