award 20w when a b
award 1.5k when a b
award 1.000.000 when a b
award 1000EUR when a b
award 20万元一次性 when a b
award 007 when a b
award 20 plus 030% of a when a b
article 7.01
article x
award 5 when a day is b and day at least 2022-13-01
award 5 from 2022-02-30 when a b
award 5 from 2022-5-1 when a b
award 5 from 1022-05-01 when a b
award 1234567890123456789 when a b
limit 2.5 items per year
target "t" 5 by 20222
here x means y at least 30%x
if x between 29 February and 31 April of each year
