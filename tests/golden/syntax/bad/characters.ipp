article 1 "open
  award 5 when a b
  reading “open
  award 5‮ when a b
  award 6 when a b  # a​b
award ৪0000 when a b

award 5 to enterprise when раtent granted  # the first two letters are Cyrillic
αβ 授权 的 企业
