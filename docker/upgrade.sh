#!/bin/sh
# Replaces what runs by the image that .env names, one role after the other, while people work: docs/upgrade.md.
# COMPOSE says which program and which files, should they be others: COMPOSE="docker compose -f compose.yaml -f mine.yaml"
set -eu
cd "$(dirname "$0")"
compose=${COMPOSE:-docker compose}
patience=${PATIENCE:-180} # seconds until a new container must work
noticed=5                 # seconds in which the proxy has certainly seen who works and who does not

say() { echo "upgrade: $*"; }

replace() {
    say "replacing $1"
    $compose stop "$1" # it says that it goes, finishes what it has begun, and goes
    $compose up --detach --no-deps "$1"
    began=$(date +%s)
    until $compose exec -T "$1" python -I /opt/bms/health.py >/dev/null 2>&1; do
        if [ $(($(date +%s) - began)) -gt "$patience" ]; then
            say "$1 does not work with the new image; what was not replaced yet goes on as before"
            $compose logs --tail 20 "$1"
            exit 1
        fi
        sleep 1
    done
    sleep "$noticed"
}

say "bringing the tables to the new version, with which the one before goes on working"
$compose run --rm -T migrate
# Those who take work first: the new ones know the old tasks, the old ones would not know the new.
for role in worker-long worker stream web-a web-b beat; do
    replace "$role"
done
say "done"
