article 1
  award 6000 to enterprise when patent granted
  pay in parts
    60% when granted domestic
    the rest when filed
