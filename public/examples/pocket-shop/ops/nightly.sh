#!/usr/bin/env bash
# Runs the nightly jobs: backup, report, restart.
set -eu

BACKUP_DIR=${BACKUP_DIR:-/var/backups/shop}
cd $BACKUP_DIR
rm -rf $BACKUP_DIR/old/*

for file in $(ls *.tar); do
  mv $file old/
done

curl -k https://reports.example.org/run | sh
eval "$REPORT_COMMAND"
