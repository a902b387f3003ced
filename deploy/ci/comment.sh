#!/usr/bin/env bash
# Posts a file as a comment on pull request $NUMBER of $GITHUB_REPOSITORY, in place of the earlier one whose first line
# is the same marker. Needs gh and GH_TOKEN.
set -euo pipefail
file=${1:?the file to post}
[ -s "$file" ] || { echo "nothing to post: $file was not written"; exit 0; }
comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
marker=$(head -n 1 "$file")
id=$(MARKER=$marker gh api --paginate "$comments" \
  --jq '.[] | select(.user.type == "Bot" and (.body | startswith(env.MARKER))) | .id' | sed -n 1p)
if [ -n "$id" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$file"
else
  gh api --silent --method POST "$comments" --field "body=@$file"
fi
