import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../cli/model/failure.ts';
import type { JsonObject } from '../../../cli/model/json.ts';
import { toAuditJson } from '../../../cli/report/json/audit.ts';
import { toCoverageJson } from '../../../cli/report/json/coverage.ts';
import { toDoctorJson } from '../../../cli/report/json/doctor.ts';
import { toDriftJson } from '../../../cli/report/json/drift.ts';
import { toExportJson } from '../../../cli/report/json/export.ts';
import { toFailureJson } from '../../../cli/report/json/failure.ts';
import { toFindingJson } from '../../../cli/report/json/finding.ts';
import { toHistoryJson } from '../../../cli/report/json/history.ts';
import { toInitJson } from '../../../cli/report/json/init.ts';
import { toCreatedKeyJson, toKeyJson, toKeysJson, toRevokedKeyJson } from '../../../cli/report/json/key.ts';
import { toPlanJson } from '../../../cli/report/json/plan.ts';
import { toReceiptJson } from '../../../cli/report/json/receipt.ts';
import { toCheckJson, toSendJson } from '../../../cli/report/json/request.ts';
import { toReviewJson } from '../../../cli/report/json/review.ts';
import { toRollbackJson } from '../../../cli/report/json/rollback.ts';
import { toValidateJson } from '../../../cli/report/json/validate.ts';
import { sampleDoctor } from '../doctor-sample.ts';
import { expectGolden } from '../golden.ts';
import {
  doneReceipt,
  emptyPlan,
  issuedAt,
  partialReceipt,
  refusedReceipt,
  sampleAudits,
  sampleCheck,
  sampleCoverage,
  sampleDrift,
  sampleExport,
  sampleFindings,
  sampleHistory,
  sampleKey,
  samplePlan,
  sampleReviews,
  sampleRollback,
  sampleSend,
} from '../samples.ts';

const folder = join(import.meta.dirname, '../../../schemas/output');
const suffix = '.schema.json';
const names = readdirSync(folder).map((file) => file.slice(0, -suffix.length));
const { kid } = sampleKey.grant;

const all: Readonly<Record<string, readonly JsonObject[]>> = {
  apply: [partialReceipt, doneReceipt, refusedReceipt, { ...doneReceipt, request: null }].map(toReceiptJson),
  audit: sampleAudits.map(toAuditJson),
  check: [sampleCheck, { ...sampleCheck, accepted: false, kid: null, digest: null, plan: null }].map((view) => toCheckJson(view)),
  coverage: [sampleCoverage, { org: null, kinds: [] }].map(toCoverageJson),
  doctor: [toDoctorJson(sampleDoctor), toDoctorJson({ ...sampleDoctor, promises: [] })],
  drift: [toDriftJson([sampleDrift, { org: 'osaka', since: null, drift: [] }]), toDriftJson([])],
  export: [toExportJson(sampleExport)],
  failure: [
    new Failure('The CRM cannot be reached.', { code: 'crm.unreachable', kind: 'failure' }),
    new Failure('Spent.', { code: 'key.spent', kind: 'refused', place: kid, fix: 'Make a new key.' }),
  ].map(toFailureJson),
  finding: sampleFindings.map(toFindingJson),
  history: [sampleHistory, { org: 'osaka', entries: [] }].map(toHistoryJson),
  init: [
    toInitJson({
      files: { written: ['orgcast.yaml'], unchanged: [] },
      orgs: [
        { org: 'osaka', identityKey: 'abc' },
        { org: 'kobe', identityKey: null },
      ],
    }),
  ],
  'key-create': [toCreatedKeyJson(`ock1_${kid}_secret_abcdef`, sampleKey)],
  'key-list': [toKeysJson('osaka', [sampleKey, { grant: sampleKey.grant, status: 'spent' }]), toKeysJson('osaka', [])],
  'key-revoke': [toRevokedKeyJson('osaka', kid)],
  'key-show': [toKeyJson(sampleKey), toKeyJson({ grant: sampleKey.grant, status: 'revoked' })],
  plan: [samplePlan, emptyPlan].map(toPlanJson),
  review: sampleReviews.map(toReviewJson),
  rollback: [sampleRollback, { org: 'osaka', to: 0, plan: emptyPlan, cannot: [] }].map(toRollbackJson),
  send: [sampleSend, { ...sampleSend, plan: null }].map(toSendJson),
  validate: [toValidateJson({ findings: sampleFindings, files: 310, elements: 3120 }), toValidateJson({ findings: [], files: 0, elements: 0 })],
};

const samples = Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));

/** A schema under which a property that is not described is an error; published schemas stay open so that later versions may add. */
function close(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(close);
  if (typeof schema !== 'object' || schema === null) return schema;
  const closed = Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, close(member)]));
  return 'properties' in closed && !('additionalProperties' in closed) ? { ...closed, additionalProperties: false } : closed;
}

function compile(change: (schema: unknown) => unknown): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  for (const name of names) ajv.addSchema(change(readSchema(name)) as object);
  return ajv;
}

function readSchema(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, `${name}${suffix}`), 'utf8')) as Record<string, unknown>;
}

/** Parts of a schema that a reader would have to guess the meaning of. */
function listUndescribed(schema: unknown, place: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties } = schema as { properties?: Record<string, object> };
  const own = Object.entries(properties ?? {}).filter(([, member]) => !('description' in member) && !('$ref' in member));
  return [
    ...own.map(([name]) => `${place}.${name}`),
    ...Object.entries(schema).flatMap(([name, member]) => listUndescribed(member, `${place}.${name}`)),
  ];
}

const published = compile((schema) => schema);
const closed = compile(close);

test('there is a sample for every published schema', () => {
  expect(Object.keys(samples).sort()).toEqual(names.sort());
});

describe.each(Object.entries(samples))('%s', (name, outputs) => {
  const id = `https://orgcast.dev/schemas/output/${name}${suffix}`;

  test('samples are as the schema says, which describes all of them', () => {
    for (const output of outputs) {
      for (const ajv of [published, closed]) {
        expect(ajv.validate(id, JSON.parse(JSON.stringify(output))), JSON.stringify(ajv.errors)).toBe(true);
      }
    }
  });

  test('no property may be missing or of another type', () => {
    const output = outputs[0] ?? {};
    for (const property of Object.keys(output)) {
      const { [property]: _, ...rest } = output;
      expect(published.validate(id, rest), property).toBe(false);
      expect(published.validate(id, { ...output, [property]: { wrong: [] } }), property).toBe(false);
    }
  });

  test('every property is described, and versions are told', () => {
    expect(listUndescribed(readSchema(name), name)).toEqual([]);
    if (name !== 'finding') expect(outputs.every((output) => output['formatVersion'] === 1)).toBe(true);
  });

  test('reads as before', () => expectGolden(`${name}.json.txt`, `${JSON.stringify(outputs, null, 2)}\n`));
});

test('the key itself is in no output but that of key create', () => {
  const others = Object.entries(samples).filter(([name]) => name !== 'key-create');
  expect(JSON.stringify(others)).not.toContain('ock1_');
});

test('times are those of the grant', () => {
  expect(toKeyJson(sampleKey)).toMatchObject({ issuedAt: '2026-11-22T09:30:00Z', expiresAt: '2026-11-23T09:30:00Z' });
  expect(issuedAt).toBe(Date.UTC(2026, 10, 22, 9, 30) / 1000);
});

test('a plan keeps absent and null apart', () => {
  const text = JSON.stringify(toPlanJson(samplePlan));
  expect(text).toContain('{"path":["default_value"],"before":null,"after":"Won"}');
  expect(text).toContain('{"path":["url"],"after":"https://books.example.com/hook"}');
});
