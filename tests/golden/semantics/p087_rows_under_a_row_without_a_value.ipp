here basis of technology_contract by put_to_use
  no: 1000
  yes: by amount
    at least 5000000: 50000
    at least 1000000: 20000
award basis to enterprise when technology_contract recorded
