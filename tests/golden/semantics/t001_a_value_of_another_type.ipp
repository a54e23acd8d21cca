award 30% of right when patent granted
  uncapped
