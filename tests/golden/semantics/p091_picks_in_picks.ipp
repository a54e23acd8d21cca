award 1000 to enterprise when patent granted and has no patent with (has no pledge_loan with (has no certification with (has no soft_topic)))
