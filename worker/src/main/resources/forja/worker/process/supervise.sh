# Run as: bash -c SCRIPT forja-supervisor SECONDS MARK WORD...
#
# Becomes the program that WORD... names, and leaves a watcher in a process group of its own. The watcher reads how many
# seconds the program may go on from now. When nothing comes in that time, or the input ends because whoever writes it
# was killed, it kills the whole process group, and what has left the group but bears the mark in its environment.
# The word "kill" kills the group alone: whoever writes it looks for the rest.
set -m
(
  trap '' HUP INT TERM
  limit=$1
  while read -r -t "$limit" word; do
    if [[ $word == kill ]]; then
      kill -KILL -- "-$$"
      exit
    fi
    limit=$word
  done
  kill -KILL -- "-$$"
  for _ in 1 2 3; do
    escaped=$(grep -lzxF "FORJA_WORK=$2" /proc/[0-9]*/environ)
    for environ in $escaped; do
      process=${environ#/proc/}
      kill -KILL "${process%/environ}"
    done
    [[ -n $escaped ]] || exit
  done
) <&0 >/dev/null 2>&1 &
set +m
export FORJA_WORK=$2
shift 2
exec "$@" </dev/null
