import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What no one may do to a ref, for pushes (git runs it) and for REST (the forge runs it): one policy in plain sh, so that it depends on
 * nothing but git. Stands for GitHub rulesets "restrict updates" and "restrict deletions" on the ledger's tags and "restrict deletions" and
 * "block force pushes" on the default branch, and for GitHub's own hidden `refs/pull/`.
 */
const updateHook = `#!/bin/sh
# update <ref> <old> <new>
ref=$1 old=$2 new=$3
refuse() { echo "GH013: Repository rule violations found for $ref. $1" >&2; exit 1; }
absent() { case $1 in *[!0]*) return 1 ;; esac; }
case $ref in
  refs/pull/*) echo "deny updating a hidden ref" >&2; exit 1 ;;
  refs/tags/orgcast/*) absent "$old" || refuse "The ledger's tags cannot be moved or deleted." ;;
esac
if [ "$ref" = "$(git symbolic-ref HEAD)" ] && ! absent "$old"; then
  absent "$new" && refuse "Cannot delete this branch."
  git merge-base --is-ancestor "$old" "$new" || refuse "Cannot force-push to this branch."
fi
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
