# Run as: bash -c SCRIPT SCRIPT COUNT STUBBORN FILE JOB TOKEN SECONDS
#
# A chain of COUNT processes, each the child of the one before. Each writes to FILE that it lives, again and again, as
# "<child or alive> <job> <token> <process id> <seconds since 1970>". None lives longer than SECONDS, whatever happens.
LC_ALL=C
exec >>"$3" 2>/dev/null
[[ $2 == true ]] && trap '' TERM
if (($1 > 1)); then
  bash -c "$0" "$0" $(($1 - 1)) "${@:2}" &
fi
exec {quiet}<> <(:) # nothing ever comes here: waiting for it costs no further process
word=child
while ((SECONDS < $6)); do
  echo "$word $4 $5 $$ $EPOCHREALTIME"
  word=alive
  read -r -t 0.2 -u "$quiet"
done
