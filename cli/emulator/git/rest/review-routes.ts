import { text } from '../../../model/json.ts';
import { reviewShape } from '../activity-shapes.ts';
import { announceReview } from '../announcements.ts';
import { listShas } from '../commits.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf, newId, stamp } from '../context.ts';
import { ForgeError, notFound } from '../forge-error.ts';
import { pullNumbered } from '../pulls.ts';
import type { Pull, Review, ReviewState } from '../records.ts';
import type { Call, RestApp } from './call.ts';
import { answer, answerPage, callerOf, needs, pageOf, pathNumber, readBody, requiredText } from './call.ts';

const outcomes: Readonly<Record<string, ReviewState>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

/** Reviews: submit, list, read, dismiss. */
export function routeReviews(app: RestApp, context: ForgeContext): void {
  app.post('/repos/:owner/:repo/pulls/:number/reviews', (call) => createReview(context, call, pathNumber(call.req.param('number'))));
  app.get('/repos/:owner/:repo/pulls/:number/reviews', (call) => {
    const pull = pullNumbered(context, call.get('repository'), pathNumber(call.req.param('number')));
    const reviews = visibleReviews(context, call, pull);
    const shapes = pageOf(call, reviews).map((review) => reviewShape(context, call.get('repository'), review));
    return answerPage(context, call, shapes, reviews.length);
  });
  app.get('/repos/:owner/:repo/pulls/:number/reviews/:id', (call) => {
    const pull = pullNumbered(context, call.get('repository'), pathNumber(call.req.param('number')));
    const review = visibleReviews(context, call, pull).find((found) => found.id === pathNumber(call.req.param('id')));
    if (!review) throw notFound();
    return answer(reviewShape(context, call.get('repository'), review));
  });
  app.put('/repos/:owner/:repo/pulls/:number/reviews/:id/dismissals', needs('write'), async (call) => {
    const repository = call.get('repository');
    requiredText(await readBody(call), 'PullRequestReview', 'message');
    const review = context.store.get('reviews', repository.id, pathNumber(call.req.param('id')));
    if (review?.number !== pathNumber(call.req.param('number'))) throw notFound();
    const dismissed: Review = { ...review, state: 'DISMISSED' };
    context.store.put('reviews', repository.id, review.id, dismissed);
    return answer(reviewShape(context, repository, dismissed));
  });
}

/** Reviews by time; a pending one is only its author's. */
function visibleReviews(context: ForgeContext, call: Call, pull: Pull): Review[] {
  const reviews = context.store.list('reviews', call.get('repository').id);
  const caller = call.get('user')?.id;
  return reviews.filter((review) => review.number === pull.number && (review.state !== 'PENDING' || review.userId === caller));
}

async function createReview(context: ForgeContext, call: Call, number: number): Promise<Response> {
  const repository = call.get('repository');
  const user = callerOf(call);
  const body = await readBody(call);
  const pull = pullNumbered(context, repository, number);
  const event = text(body, 'event');
  const state: ReviewState | undefined = event === undefined ? 'PENDING' : outcomes[event];
  if (!state) throw unprocessable(`Variable $event of type PullRequestReviewEvent was provided invalid value`);
  const words = text(body, 'body') ?? '';
  if ((state === 'COMMENTED' || state === 'CHANGES_REQUESTED') && words === '') throw unprocessable('Body can not be blank');
  if (pull.userId === user.id && state === 'APPROVED') throw unprocessable('Can not approve your own pull request');
  if (pull.userId === user.id && state === 'CHANGES_REQUESTED') throw unprocessable('Can not request changes on your own pull request');
  const commitSha = text(body, 'commit_id') ?? pull.headSha;
  const own = await listShas(bareOf(context, repository), `${pull.baseSha}..${pull.headSha}`);
  if (!own.includes(commitSha)) throw unprocessable('commit_id is not part of the pull request');
  const submittedAt = state === 'PENDING' ? null : stamp(context);
  const review: Review = { id: newId(context), number, userId: user.id, state, body: words, commitSha, submittedAt };
  context.store.put('reviews', repository.id, review.id, review);
  const shape = reviewShape(context, repository, review);
  if (submittedAt !== null) await announceReview(context, repository, user, pull, shape);
  return answer(shape);
}

/** GitHub lists the errors of reviews as plain texts. */
function unprocessable(message: string): ForgeError {
  return new ForgeError(422, 'Unprocessable Entity', [message]);
}
