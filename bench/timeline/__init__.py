"""The console's timeline alone in a real browser, at 1,000 rows and 10,000 bars."""
