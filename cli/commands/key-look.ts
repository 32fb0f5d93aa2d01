import type { Forge } from '../github/forge.ts';
import { listRecords } from '../github/records.ts';
import type { RepositoryFacts } from '../github/repository.ts';
import { readRepository } from '../github/repository.ts';
import { readSpent } from '../github/spent.ts';
import { parseCopyKey } from '../key/copy-key.ts';
import { keyStatus } from '../key/validity.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import { toKeyJson, toKeysJson } from '../report/json/key.ts';
import { formatKey, formatKeys } from '../report/text/key.ts';
import type { KeyView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import { requireName } from './environment.ts';
import { linkForge, linkNamed } from './forge.ts';
import { requireGrant } from './key.ts';
import { readRequests } from './request-record.ts';
import { readSecretInput } from './secret-input.ts';

/** `orgcast key show <key>`: for which org a key is and until when. Reads the key from stdin for `-`. */
export async function runKeyShow(context: CommandContext, text: string): Promise<number> {
  const key = parseCopyKey(await readSecretInput(context, text));
  const link = key.repository === undefined ? await linkForge(context) : await linkNamed(context, key.repository);
  const repository = await readRepository(link.forge);
  const view = await viewKey(link.forge, key.kid, repository);
  if (context.json) context.printJson(toKeyJson(view));
  else context.print(formatKey(view, repository.now, context.text));
  return exitCodes.done;
}

/** `orgcast key list <org>`: all keys that were ever made for an org. */
export async function runKeyList(context: CommandContext, org: string): Promise<number> {
  requireName(org);
  const { forge } = await linkForge(context);
  const repository = await readRepository(forge);
  const own = await viewKeys(context, forge, org, repository);
  if (context.json) context.printJson(toKeysJson(org, own));
  else context.print(formatKeys(org, own, context.text));
  return exitCodes.done;
}

/** A copy key as the ledger tells of it: how it stands, and which request was sent with it. Failure `key.unknown`. */
async function viewKey(forge: Forge, kid: string, repository: RepositoryFacts): Promise<KeyView> {
  const [{ grant }, spent, requests] = await Promise.all([requireGrant(forge, kid), readSpent(forge, kid), readRequests(forge, kid)]);
  const request = spent?.pr ?? requests.at(-1)?.pr;
  const sender = requests.findLast(({ pr }) => pr === request)?.author ?? undefined;
  return {
    grant,
    status: keyStatus(grant, spent, repository.now),
    repositoryName: repository.fullName,
    ...(request === undefined ? {} : { request }),
    ...(sender === undefined ? {} : { sender }),
  };
}

/** All keys that were made for an org. A grant that cannot be read is told on stderr and hides no other. */
async function viewKeys(context: CommandContext, forge: Forge, org: string, repository: RepositoryFacts): Promise<readonly KeyView[]> {
  const kids = (await listRecords(forge, 'grant/')).map((name) => name.slice('grant/'.length));
  const views = await Promise.all(
    kids.map((kid) =>
      viewKey(forge, kid, repository).catch((error: unknown) => {
        if (!(error instanceof Failure) || !['key.unknown', 'ledger.unclear'].includes(error.code)) throw error;
        context.progress(`Copy key ${kid} is left out: ${error.message}`);
        return undefined;
      }),
    ),
  );
  return views.filter((view) => view?.grant.target === org).filter((view) => view !== undefined);
}
