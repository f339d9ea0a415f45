"""The same answer from a careful, plain Django REST framework, on the same tables."""
