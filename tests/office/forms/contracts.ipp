policy contracts "Contracts and inventions, from the measures of Shaoguan" "合同与发明专利，摘自韶关市措施"
  document "韶府办发函〔2021〕188号"
  effective 2021-12-21 to 2024-12-31
  use ip

article 1 "Domestic inventions" "国内发明专利"
  award up to 50% of official_fees when invention_patent granted and domestic
    counting all other support

article 7 "Licences and assignments" "许可与转让"
  if located_here
  group contracts "许可转让"
    award by amount to enterprise when technology_contract recorded and put_to_use and not related_party
      at least 5000000: 50000 once
      at least 1000000: 20000 once
      otherwise: 1% of amount
    cap 50000 per enterprise per year

article 14 "Service agencies" "服务机构"
  award 100000 once to agency while agency branded and located_here and in_business at least 1 year
  award up to 300000 to agency when service_project selected
