import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleFile } from './rule-file.ts';

/**
 * What no one may do to a ref, for pushes (git runs it) and for REST (the forge runs it): one policy in plain sh, so that it depends on
 * nothing but git and grep. Enforces the repository's rulesets, as the rule file tells them, in GitHub's words, and hides `refs/pull/` as GitHub does.
 */
const updateHook = `#!/bin/sh
# update <ref> <old> <new>
ref=$1 old=$2 new=$3
refuse() { echo "GH013: Repository rule violations found for $ref. $1" >&2; exit 1; }
absent() { case $1 in *[!0]*) return 1 ;; esac; }
matches() { printf '%s\\n' "$ref" | grep -Eq -e "$1"; }
case $ref in
  refs/pull/*) echo "deny updating a hidden ref" >&2; exit 1 ;;
esac
if absent "$old"; then move=create; elif absent "$new"; then move=delete; else move=update; fi
while read -r type include exclude; do
  case $move-$type in
    create-creation) said="Cannot create ref due to creations being restricted." ;;
    delete-deletion) said="Cannot delete this protected ref." ;;
    update-update) said="Cannot update this protected ref." ;;
    update-non_fast_forward) said="Cannot force-push to this branch" ;;
    update-pull_request) said="Changes must be made through a pull request." ;;
    *) continue ;;
  esac
  matches "$include" || continue
  [ "$exclude" != - ] && matches "$exclude" && continue
  [ "$type" = non_fast_forward ] && git merge-base --is-ancestor "$old" "$new" && continue
  refuse "$said"
done <"\${0%/*}/../${ruleFile}"
exit 0
`;

/** Tells the forge which refs a push really moved; without the variable (a push from the disk) there is nobody to tell. */
const postReceiveHook = `#!/bin/sh
# post-receive: lines of <old> <new> <ref> on standard input
[ -n "$ORGCAST_PUSHED" ] || exit 0
cat >>"$ORGCAST_PUSHED"
`;

/** Writes the hooks into a bare repository, replacing older ones. */
export function installHooks(dir: string): void {
  const folder = join(dir, 'hooks');
  mkdirSync(folder, { recursive: true });
  for (const [name, script] of [
    ['update', updateHook],
    ['post-receive', postReceiveHook],
  ] as const) {
    writeFileSync(join(folder, name), script);
    chmodSync(join(folder, name), 0o755);
  }
}
