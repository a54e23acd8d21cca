use n029_words

award 1% of sales at most 5000 to enterprise when contract signed
