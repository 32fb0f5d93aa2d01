import type { Json } from '../../model/json.ts';

/** The statuses that the forge answers a refused REST call with. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 422 | 500;

/** A refusal, as GitHub words it: HTTP status, message and the optional list `errors`. */
export class ForgeError extends Error {
  readonly status: ErrorStatus;
  readonly errors: readonly Json[] | undefined;

  constructor(status: ErrorStatus, message: string, errors?: readonly Json[]) {
    super(message);
    this.name = 'ForgeError';
    this.status = status;
    this.errors = errors;
  }
}

/** GitHub's answer to a body that it understands and does not accept: 422 with one entry in `errors`. */
export function invalid(resource: string, field: string, code: string, message?: string): ForgeError {
  return new ForgeError(422, 'Validation Failed', [message === undefined ? { resource, field, code } : { resource, field, code, message }]);
}

/** GitHub's answer for what does not exist or may not be seen. */
export function notFound(): ForgeError {
  return new ForgeError(404, 'Not Found');
}
