award 20000 to enterprise when patent granted and filed_on at least established_on
