"""A made-up broadcaster for the first look: people, rooms, equipment and two weeks of programmes."""
