"""Which rows of an import would have more of a pool out than there are.

No file names a pool, but an event that a file moves takes its pieces along.
"""

from django.db import connection

from apps.scheduling.ports import Equipment, equipment_provider


def rows_short(*, equipment: Equipment = equipment_provider) -> list[tuple[int, str]]:
    """Of every span with too many pieces out, the last row of the file that has some then, with the reason.

    Reads `import_hold` and `import_mover` of the transaction; the caller marks the rows and asks again
    until there is none, because a row that stays where it is takes its old pieces again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT resource_id FROM import_hold WHERE good AND kind = 'pool'")
        ids = [pool_id for [pool_id] in cursor.fetchall()]
        pools = equipment.pools(ids=ids) if ids else {}
        if not pools:
            return []
        cursor.execute(
            """
            WITH pool AS (
                SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS p (id, total)
            ), out AS (
                SELECT b.resource_id AS pool_id, b.period, b.quantity::bigint AS quantity
                  FROM scheduling_booking b
                  LEFT JOIN import_mover m ON m.event_id = b.event_id AND m.good
                 WHERE b.resource_kind = 'pool' AND b.status = 'COUNTED' AND m.event_id IS NULL
                   AND b.resource_id IN (SELECT id FROM pool)
                UNION ALL
                SELECT resource_id, period, quantity FROM import_hold WHERE good AND kind = 'pool'
            ), levels AS (
                SELECT pool_id, at, sum(sum(change)) OVER (PARTITION BY pool_id ORDER BY at) AS pieces
                  FROM (SELECT pool_id, lower(period) AS at, quantity AS change FROM out
                        UNION ALL SELECT pool_id, upper(period), -quantity FROM out) AS changes
                 GROUP BY pool_id, at
            )
            SELECT DISTINCT ON (l.pool_id, l.at) h.row_id, l.pool_id
              FROM levels l
              JOIN pool p ON p.id = l.pool_id AND l.pieces > p.total
              JOIN import_hold h ON h.good AND h.kind = 'pool' AND h.resource_id = l.pool_id AND h.period @> l.at
             ORDER BY l.pool_id, l.at, h.number DESC
            """,
            [list(pools), [pool.quantity for pool in pools.values()]],
        )
        return [(row_id, f"There are not enough of {pools[pool_id].name} at that time.") for row_id, pool_id in cursor]
