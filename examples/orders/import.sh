#!/usr/bin/env bash
# Imports an order by plain SQL: import.sh ORDER ITEM CENTS. psql takes the address from PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD.
set -euo pipefail

if [ $# -ne 3 ]; then
  echo "usage: import.sh ORDER ITEM CENTS" >&2
  exit 2
fi
psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -v order="$1" -v item="$2" -v cents="$3" -f "$(dirname "$0")/import.sql"
echo "imported order $1"
