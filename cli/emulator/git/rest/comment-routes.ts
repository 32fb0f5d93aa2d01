import { commentShape } from '../activity-shapes.ts';
import type { ForgeContext } from '../context.ts';
import { newId, stamp } from '../context.ts';
import { ForgeError, invalid, notFound } from '../forge-error.ts';
import { pullNumbered } from '../pulls.ts';
import type { Comment } from '../records.ts';
import type { Call, RestApp } from './call.ts';
import { answer, answerPage, callerOf, noContent, pageOf, pathNumber, readBody, requiredText } from './call.ts';

/** GitHub's limit of a comment, in characters. */
const bodyLimit = 65_536;

/** Comments in a pull request's conversation. Who may read may comment; an author or a writer may change. */
export function routeComments(app: RestApp, context: ForgeContext): void {
  app.post('/repos/:owner/:repo/issues/:number/comments', async (call) => {
    const repository = call.get('repository');
    const user = callerOf(call);
    const { number } = pullNumbered(context, repository, pathNumber(call.req.param('number')));
    const body = await readComment(call);
    const at = stamp(context);
    const comment: Comment = { id: newId(context), number, userId: user.id, body, createdAt: at, updatedAt: at };
    context.store.put('comments', repository.id, comment.id, comment);
    return answer(commentShape(context, repository, comment), 201);
  });
  app.get('/repos/:owner/:repo/issues/:number/comments', (call) => {
    const repository = call.get('repository');
    const { number } = pullNumbered(context, repository, pathNumber(call.req.param('number')));
    const comments = context.store.list('comments', repository.id).filter((comment) => comment.number === number);
    return answerPage(
      context,
      call,
      pageOf(call, comments).map((comment) => commentShape(context, repository, comment)),
      comments.length,
    );
  });
  app.get('/repos/:owner/:repo/issues/comments/:id', (call) =>
    answer(commentShape(context, call.get('repository'), commentOf(context, call, call.req.param('id')))),
  );
  app.patch('/repos/:owner/:repo/issues/comments/:id', async (call) => {
    const comment = ownComment(context, call, call.req.param('id'));
    const changed: Comment = { ...comment, body: await readComment(call), updatedAt: stamp(context) };
    context.store.put('comments', call.get('repository').id, comment.id, changed);
    return answer(commentShape(context, call.get('repository'), changed));
  });
  app.delete('/repos/:owner/:repo/issues/comments/:id', (call) => {
    context.store.remove('comments', call.get('repository').id, ownComment(context, call, call.req.param('id')).id);
    return noContent();
  });
}

async function readComment(call: Call): Promise<string> {
  const body = requiredText(await readBody(call), 'IssueComment', 'body');
  if (body.length > bodyLimit) throw invalid('IssueComment', 'body', 'unprocessable', `body is too long (maximum is ${bodyLimit} characters)`);
  return body;
}

function commentOf(context: ForgeContext, call: Call, id: string): Comment {
  const comment = context.store.get('comments', call.get('repository').id, pathNumber(id));
  if (!comment) throw notFound();
  return comment;
}

function ownComment(context: ForgeContext, call: Call, id: string): Comment {
  const comment = commentOf(context, call, id);
  const mayWrite = call.get('permission') === 'write' || call.get('permission') === 'admin';
  if (callerOf(call).id !== comment.userId && !mayWrite) throw new ForgeError(403, 'Resource not accessible by personal access token');
  return comment;
}
