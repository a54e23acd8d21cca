article 1 "Prizes" "Awards"
  award 5 when patent granted
    reading "每件一次" "每项一次"
    source "a" "甲" "b"
  oblige county to "pay nothing" "pay nothing again"
  对 专利 授权 的，奖励 5元
    理解 "甲" "a" "乙"
  group a "名" "称"
    award 5 when patent granted
