#!/usr/bin/env bash
# Rotates and uploads logs: functions, arrays, expansions, tests, loops and redirections.
set -euo pipefail
shopt -s nullglob
IFS=$'\n\t'

readonly VERSION="1.2.3"
declare -A sizes=([small]=10 ["big one"]=1000)
declare -a files=()
declare -i count=0
export PATH="$HOME/bin:$PATH" LANG=C
local_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

usage() {
  cat <<EOF
Usage: ${0##*/} [-v] [-n COUNT] DIR...
  it's version $VERSION from $(date +%F)
EOF
}

raw() {
  cat <<-'RAW' >&2
	no $expansion here
	RAW
}

function log {
  local level=$1 message="${*:2}"
  printf '%s [%-5s] %s\n' "$(date '+%H:%M:%S')" "${level^^}" "$message" >&2
}

die() { log error "$@"; exit 1; }

# Parses the options
verbose=0
while getopts ":vn:h" option; do
  case "$option" in
    v) verbose=1 ;;
    n)
      count="${OPTARG:-5}"
      ;;
    h | '?') usage && exit 0 ;;
    *) die "unknown option: -$OPTARG" ;;
  esac
done
shift $((OPTIND - 1))

if [[ $# -eq 0 ]]; then
  usage
  exit 2
elif [[ "$1" =~ ^[a-z]+([0-9]{2,})$ && ! -e "$1" ]]; then
  echo "number ${BASH_REMATCH[1]}"
elif [ -d "$1" ] || [ "$1" = "." -a -r "$1" ]; then
  :
else
  die "no such folder: $1"
fi

for directory in "$@"; do
  for file in "$directory"/*.{log,txt} "$directory"/[!.]*.old; do
    [[ -f $file ]] || continue
    files+=("$file")
  done
done

for ((i = 0; i < ${#files[@]}; i++)); do
  name=${files[i]}
  size=$(stat -c %s -- "$name" 2>/dev/null || echo 0)
  ((count += 1, size > sizes[small])) && log info "${name%.*} has ${size} bytes"
  sizes["$name"]=$size
done

until ((count >= 3)); do
  count=$((count + 1))
  let "count <<= 1"
done

select choice in yes no; do
  break
done < /dev/null

rotate() {
  local source=$1 target
  target="${source/.log/.$(date +%s).log}"
  mv -- "$source" "$target" && gzip -9 "$target" &
  wait $!
  return $?
}

while IFS= read -r line || [[ -n "$line" ]]; do
  [[ -z $line || $line == \#* ]] && continue
  key="${line%%=*}" value=${line#*=}
  printf -v "config_$key" '%s' "${value//\"/}"
done < <(grep -v '^$' config.ini)

trap 'rm -f "$temporary"; log info done' EXIT INT
temporary=$(mktemp)
{
  echo "header"
  sort -u <<<"${files[*]}" | awk '{ print $1 "," NR }'
} > "$temporary" 2>&1

(cd / && ls -la | head -n 3) >> "$temporary"
diff <(sort "$temporary") <(sort /dev/null) > /dev/null || true
exec 3>&1 4<"$temporary"
read -r -u 4 first <&4
echo "${first:-none}" "${first:+set}" "${#first}" "${first:0:3}" "${first,,}" "${!first@}" "${files[@]:1:2}" >&3

time rotate "$temporary" |& tee -a log.txt
[[ $verbose == 1 ]] && set -x
if ! command -v curl > /dev/null; then
  echo `uname -s` is missing curl
fi
status=$?
test $status -ne 0 && unset sizes
echo "done: $count files, $$ $# $? ${PIPESTATUS[*]} $((16#ff)) ~ \
  continued"
