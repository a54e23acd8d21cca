vocabulary words "Words"

record product "产品"
  key name "名称"
  event recognised "认定" on recognised_on "认定日" once for life
  event new "新认定" on recognised_on first
