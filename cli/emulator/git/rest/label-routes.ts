import type { Json } from '../../../model/json.ts';
import { isList, property, text } from '../../../model/json.ts';
import type { ForgeContext } from '../context.ts';
import { invalid, notFound } from '../forge-error.ts';
import { changePull, pullNumbered } from '../pulls.ts';
import type { Pull } from '../records.ts';
import { labelShape } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, answerPage, needs, noContent, pageOf, pathNumber, readBody } from './call.ts';

const path = '/repos/:owner/:repo/issues/:number/labels';

/** Labels of a pull request: list, add, replace, take away. A label that does not exist comes into being, as on GitHub. */
export function routeLabels(app: RestApp, context: ForgeContext): void {
  app.get(path, (call) => {
    const { labels } = pullNumbered(context, call.get('repository'), pathNumber(call.req.param('number')));
    return answerPage(context, call, shapes(context, call, pageOf(call, labels)), labels.length);
  });
  app.post(path, needs('write'), async (call) => {
    const pull = pullNumbered(context, call.get('repository'), pathNumber(call.req.param('number')));
    return relabel(context, call, pull, [...pull.labels, ...(await readLabels(call))]);
  });
  app.put(path, needs('write'), async (call) => {
    const pull = pullNumbered(context, call.get('repository'), pathNumber(call.req.param('number')));
    return relabel(context, call, pull, await readLabels(call));
  });
  app.delete(path, needs('write'), (call) => {
    relabel(context, call, pullNumbered(context, call.get('repository'), pathNumber(call.req.param('number'))), []);
    return noContent();
  });
  app.delete(`${path}/:name`, needs('write'), (call) => {
    const pull = pullNumbered(context, call.get('repository'), pathNumber(call.req.param('number')));
    const name = call.req.param('name');
    if (!pull.labels.includes(name)) throw notFound();
    return relabel(
      context,
      call,
      pull,
      pull.labels.filter((label) => label !== name),
    );
  });
}

function relabel(context: ForgeContext, call: Call, pull: Pull, names: readonly string[]): Response {
  const labels = [...new Set(names)];
  changePull(context, call.get('repository'), pull.number, { labels });
  return answer(shapes(context, call, labels));
}

function shapes(context: ForgeContext, call: Call, names: readonly string[]): Json {
  return names.map((name) => labelShape(context, call.get('repository'), name));
}

/** `{labels: [name | {name}]}`. */
async function readLabels(call: Call): Promise<string[]> {
  const labels = property(await readBody(call), 'labels');
  if (!isList(labels)) throw invalid('Label', 'labels', 'missing_field');
  return labels.map((label) => (typeof label === 'string' ? label : (text(label, 'name') ?? ''))).filter(Boolean);
}
