#!/usr/bin/env bash
# Makes the folders of a manifest of paths, parents first, with one curl each: what a loop for the job looks like.
#
#   curl_loop.sh MANIFEST
#
# The environment names the API and the token. Needs Bash 4.
set -euo pipefail

declare -A ids
ids[/]=

# make PATH: makes it and sets its dirID, its parents before it.
make() {
  local path=$1 parent=${1%/*} answer rest
  [ -n "$parent" ] || parent=/
  [ -n "${ids[$parent]+known}" ] || make "$parent"
  while :; do
    answer=$(curl -s -H 'Platform: open_platform' -H 'Content-Type: application/json' \
      -H "Authorization: Bearer $PANTREE_ACCESS_TOKEN" \
      -d "{\"name\":\"${path##*/}\",\"parentID\":\"${ids[$parent]}\",\"type\":1}" \
      "$PANTREE_BASE_URL/upload/v1/oss/file/mkdir")
    case $answer in
      *'"code":0,'*) break ;;
      *'"code":429,'*) sleep 1 ;;
      *) echo "$path: $answer" >&2; exit 1 ;;
    esac
  done
  rest=${answer#*'"dirID":"'}
  ids[$path]=${rest%%'"'*}
}

{
  read -r header
  while read -r path; do make "$path"; done
} <"$1"
