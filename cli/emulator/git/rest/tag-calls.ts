import { property, text } from '../../../model/json.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf, stamp } from '../context.ts';
import { ForgeError, invalid, notFound } from '../forge-error.ts';
import { userSignature } from '../identities.ts';
import { objectType } from '../objects.ts';
import { isObjectName, isRefName } from '../ref-name.ts';
import { apiUrl, nodeId } from '../shapes.ts';
import type { Call } from './call.ts';
import { answer, callerOf, readBody, requiredText } from './call.ts';

/** Writes an annotated tag object; the ref is a call of its own, as on GitHub. */
export async function createTag(context: ForgeContext, call: Call): Promise<Response> {
  const bare = bareOf(context, call.get('repository'));
  const body = await readBody(call);
  const tag = requiredText(body, 'Tag', 'tag');
  const message = requiredText(body, 'Tag', 'message');
  const object = requiredText(body, 'Tag', 'object');
  const type = isObjectName(object) ? await objectType(bare, object) : undefined;
  if (!type || type !== requiredText(body, 'Tag', 'type')) throw new ForgeError(422, 'Object does not exist');
  if (!isRefName(`refs/tags/${tag}`)) throw invalid('Tag', 'tag', 'invalid');
  const given = property(body, 'tagger');
  const fallback = userSignature(context, callerOf(call));
  const seconds = Math.floor(Date.parse(text(given, 'date') ?? stamp(context)) / 1000);
  const tagger = `${text(given, 'name') ?? fallback.name} <${text(given, 'email') ?? fallback.email}> ${seconds} +0000`;
  const input = `object ${object}\ntype ${type}\ntag ${tag}\ntagger ${tagger}\n\n${message}\n`;
  const outcome = await bare.run(['mktag'], { input });
  if (outcome.code !== 0) throw invalid('Tag', 'tagger', 'invalid');
  return answer(await tagShape(context, call, outcome.stdout.toString().trim()), 201);
}

/** Answers with an annotated tag object. */
export async function getTag(context: ForgeContext, call: Call, sha: string): Promise<Response> {
  if (!isObjectName(sha) || (await objectType(bareOf(context, call.get('repository')), sha)) !== 'tag') throw notFound();
  return answer(await tagShape(context, call, sha));
}

async function tagShape(context: ForgeContext, call: Call, sha: string) {
  const repository = call.get('repository');
  const raw = await bareOf(context, repository).ask(['cat-file', 'tag', sha]);
  const end = raw.indexOf('\n\n');
  const head = new Map(
    raw
      .slice(0, end)
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const),
  );
  const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+) /.exec(head.get('tagger') ?? '') ?? [];
  const target = head.get('object') ?? '';
  const type = head.get('type') ?? '';
  return {
    node_id: nodeId('Tag', sha),
    sha,
    tag: head.get('tag') ?? '',
    url: apiUrl(context, repository, `/git/tags/${sha}`),
    message: raw.slice(end + 2).replace(/\n$/, ''),
    tagger: { name, email, date: `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z` },
    object: { sha: target, type, url: apiUrl(context, repository, `/git/${type}s/${target}`) },
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  };
}
