use ip

here share by put_to_use
  yes: 1000
  no: 500
award 100 to enterprise when technology_contract recorded
