#!/usr/bin/env bash
# Posts one job over STOMP 1.2 and prints the reply: post-job.sh HOST PORT CREDENTIAL KEY JSON
set -euo pipefail

host=$1 port=$2 credential=$3 key=$4 job=$5
field() { sed -nE "s/.*\"$1\" *: *\"([^\"]*)\".*/\1/p" "$credential"; }
replies=forja.replies.main.$(</proc/sys/kernel/random/uuid)

exec 3<>"/dev/tcp/$host/$port"

printf 'CONNECT\naccept-version:1.2\nhost:forja\nlogin:%s\npasscode:%s\n\n\0' \
  "$(field user)" "$(field password)" >&3
printf 'SUBSCRIBE\nid:1\ndestination:%s\n\n\0' "$replies" >&3
printf 'SEND\ndestination:forja.intake.main\npersistent:true\nIdempotency-Key:%s\ncorrelation-id:%s\nreply-to:%s\n\n%s\0' \
  "$key" "$key" "$replies" "$job" >&3

# A frame ends with a NUL, its body begins after the first empty line.
while IFS= read -r -d '' -t 30 frame <&3; do
  frame=${frame#"${frame%%[A-Z]*}"}
  case $frame in
    MESSAGE*) printf '%s\n' "${frame#*$'\n\n'}"; exit 0 ;;
    ERROR*) printf '%s\n' "$frame" >&2; exit 1 ;;
  esac
done
echo "no reply within 30 s" >&2
exit 1
