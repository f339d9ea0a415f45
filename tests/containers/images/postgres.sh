#!/bin/sh
# What the public image of PostgreSQL does at its start, as far as docker/compose.yaml relies on it.
set -eu
cluster=/var/lib/postgresql/18/docker
as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; }

chown postgres:postgres /run/postgresql /var/lib/postgresql
if [ ! -s "$cluster/PG_VERSION" ]; then
    install -d -o postgres -g postgres "$(dirname "$cluster")"
    install -d -o postgres -g postgres -m 0700 "$cluster"
    install -o postgres -m 0400 "$POSTGRES_PASSWORD_FILE" /tmp/password
    # shellcheck disable=SC2086 # they are words
    as_postgres initdb -D "$cluster" -U "$POSTGRES_USER" --pwfile=/tmp/password $POSTGRES_INITDB_ARGS
    rm -f /tmp/password
    echo "host all all all scram-sha-256" >>"$cluster/pg_hba.conf"
    as_postgres pg_ctl -D "$cluster" -w -o "-c listen_addresses= -c unix_socket_directories=/run/postgresql" start
    PGPASSWORD=$(cat "$POSTGRES_PASSWORD_FILE") createdb -h /run/postgresql -U "$POSTGRES_USER" "$POSTGRES_DB"
    as_postgres pg_ctl -D "$cluster" -w stop
fi
program=$1
shift
exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$program" -D "$cluster" \
    -c listen_addresses='*' -c unix_socket_directories=/run/postgresql "$@"
