award 20000 when city_cultivation
