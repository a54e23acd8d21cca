award 20000 when patent filed and not granted
