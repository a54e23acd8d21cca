award prize_money of gold when patent_prize won
