"""Personal data: what each table holds about people, said once by its module, for the export and for anonymising.

The declarations are the documentation; docs/personal-data.md says how they are read. A test finds a column that is
named in none of them.
"""
