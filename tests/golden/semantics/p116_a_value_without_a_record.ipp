award 5000 to enterprise when ip_title new and largest official_fees of patent at most 50000
