award by title once per enterprise to enterprise when ip_title new
  as a
  national_demonstration: 500000
  municipal_demonstration: 50000
award by title once per enterprise to enterprise when ip_title new
  as b
  national_demonstration: 500000
  municipal_demonstration: 50000
  reading "one in all"
award by title once to enterprise when ip_title new
  as c
  national_demonstration: 500000
  municipal_demonstration: 50000
award by title once per enterprise to enterprise when the first ip_title new
  as d
  national_demonstration: 500000
  municipal_demonstration: 50000
