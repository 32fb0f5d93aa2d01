import type { JsonObject } from '../../cli/model/json.ts';
import { isObject, property, text } from '../../cli/model/json.ts';
import type { Relaxation } from './relaxation.ts';
import { has } from './relaxation.ts';

/** Bodies of one operation, as the components of its file describe them without the operation saying so. */
interface Bodies {
  /** what a member of the request's list is; absent without a request */
  readonly request?: string;
  /** members that the request cannot do without (Zoho's page) */
  readonly needs?: readonly string[];
  readonly status: '200' | '201';
  /** what a member of the answer's list is */
  readonly answer: string;
}

/** Data sharing rules by what the file calls their operations. */
const sharingRules: Readonly<Record<string, Bodies>> = {
  'Get Sharing Rules': { status: '200', answer: 'Get_All_Sharing_Rules' },
  'Get Sharing Rule': { status: '200', answer: 'Sharing_Rule_By_Id' },
  'Create Sharing Rules': {
    request: 'Sharing_Rules',
    needs: ['name', 'type', 'permission_type', 'superiors_allowed', 'shared_to'],
    status: '201',
    answer: 'Success_Response',
  },
  'Update Sharing Rule': { request: 'Sharing_Rules', status: '200', answer: 'Update_Success_Response' },
  'Delete Sharing Rule': { status: '200', answer: 'Delete_Success_Response' },
  'Activate Rule': { status: '200', answer: 'Activate_Response' },
  'Deactivate Rule': { status: '200', answer: 'Deactivate_Response' },
};

/** What the published files describe and forget to connect; it makes them stricter, so that nothing has to need it. */
export const completions: readonly Relaxation[] = [
  {
    name: 'bodies of data sharing rules',
    reason: 'the file of 2025 describes every body among its components and leaves them out of the operations',
    files: ['v8.0/sharing_rules'],
    relax: (object) => {
      const bodies = sharingRules[text(object, 'operationId') ?? ''];
      return bodies === undefined ? undefined : addBodies(object, bodies);
    },
  },
  {
    name: 'members of data sharing rules',
    reason: 'files of 2025 close no object, so that a member which does not exist would pass',
    files: ['v8.0/sharing_rules'],
    relax: (object) => (has(object, 'match_limit_exceeded') || has(object, 'subordinates') ? { ...object, additionalProperties: false } : undefined),
  },
];

function addBodies(operation: JsonObject, { request, needs, status, answer }: Bodies): JsonObject {
  const responses = operation['responses'];
  const whole = property(responses, status);
  return {
    ...operation,
    ...(request === undefined ? {} : { requestBody: { required: true, content: contentOf(request, { most: 1, needs: needs ?? [] }) } }),
    responses: { ...(isObject(responses) ? responses : {}), [status]: { ...(isObject(whole) ? whole : {}), content: contentOf(answer) } },
  };
}

function contentOf(component: string, said?: { readonly most: number; readonly needs: readonly string[] }): JsonObject {
  const items = { $ref: `#/components/schemas/${component}` };
  const list = said === undefined ? { items } : { items: { allOf: [items, { required: said.needs }] }, maxItems: said.most };
  return {
    'application/json': { schema: { type: 'object', required: ['sharing_rules'], properties: { sharing_rules: { type: 'array', ...list } } } },
  };
}
