vocabulary words "Words"

record certificate "证书"
  event issued "颁发" on issued_on "颁发日" once for life
