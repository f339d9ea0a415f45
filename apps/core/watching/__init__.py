"""How each part of a station does, for those who look after it."""
