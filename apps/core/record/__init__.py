"""The record, provable: what the history says is sealed in a chain of hashes, so that a change of it is found.

`sealing` seals, `verifying` checks, `rewriting` is the one way to take something out of history, which the chain
then says. See docs/record.md and ADR 14.
"""
