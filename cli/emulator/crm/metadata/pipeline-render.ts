import type { JsonObject } from '../../../model/json.ts';
import { isList, objects, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { RouteContext } from '../route.ts';
import { findField } from './lookups.ts';

/** The values in use of the field that tells a deal's stage. */
export function stagesOf({ store, org }: RouteContext): readonly JsonObject[] {
  return objects(findField(store, org.name, 'Deals', 'Stage'), 'pick_list_values').filter((stage) => stage['type'] !== 'unused');
}

/** The id that a document says. */
export function idOf(document: JsonObject): string {
  return text(document, 'id') ?? '';
}

/** Ids of the stages that are stored of a pipeline, in order. */
export function stageIdsOf(pipeline: Doc | undefined): readonly string[] {
  const ids = pipeline?.['_stages'];
  return isList(ids) ? ids.map(String) : [];
}

/** A pipeline with those of its stages that are still in use; what a stage is to the forecast follows from its name, as in a new org. */
export function showPipeline(context: RouteContext, pipeline: Doc): JsonObject {
  const stages = new Map(stagesOf(context).map((stage) => [idOf(stage), stage]));
  const shown = stageIdsOf(pipeline)
    .map((id) => stages.get(id))
    .filter((stage) => stage !== undefined);
  const { _stages, ...rest } = pipeline;
  return { ...rest, maps: shown.map((stage, index) => ({ ...showStage(stage), sequence_number: index + 1 })) };
}

function showStage(stage: JsonObject): JsonObject {
  const { id = null, actual_value = null, display_value = null } = stage;
  const [, closed] = /^Closed.(Won|Lost)/.exec(typeof actual_value === 'string' ? actual_value : '') ?? [];
  const category = closed === undefined ? 'Pipeline' : closed === 'Won' ? 'Closed' : 'Omitted';
  const number = { Pipeline: '1', Closed: '2', Omitted: '3' }[category];
  return {
    id,
    actual_value,
    display_value,
    forecast_category: { name: category, id: `10000000000000000${number}` },
    forecast_type: closed === undefined ? 'Open' : `Closed ${closed}`,
  };
}
