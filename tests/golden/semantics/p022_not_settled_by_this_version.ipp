award 20000 once to enterprise when ip_title new
top up per matter
