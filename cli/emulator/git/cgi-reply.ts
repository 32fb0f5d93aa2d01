import { Readable } from 'node:stream';

/**
 * Turns what a CGI program writes (header lines, an empty line, the body; RFC 3875 section 6) into a response whose body streams. A program that
 * ends before the empty line gives 500.
 */
export async function readCgiReply(output: Readable): Promise<Response> {
  const chunks = output[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const next = await chunks.next();
    if (next.done) return new Response('git http-backend gave no answer\n', { status: 500 });
    head = Buffer.concat([head, next.value as Buffer]);
    end = head.indexOf('\r\n\r\n');
  }
  const { status, headers } = readHeaders(head.subarray(0, end).toString('latin1'));
  const rest = head.subarray(end + 4);
  const body = Readable.toWeb(Readable.from(joinChunks(rest, chunks), { objectMode: false }));
  return new Response(body as ReadableStream<Uint8Array>, { status, headers });
}

async function* joinChunks(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  // Delegating (not looping) ends the program's output when the client goes away, and with it the program.
  yield* { [Symbol.asyncIterator]: () => rest };
}

function readHeaders(text: string): { status: number; headers: Headers } {
  const headers = new Headers();
  let status = 200;
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else headers.append(name, value);
  }
  return { status, headers };
}
