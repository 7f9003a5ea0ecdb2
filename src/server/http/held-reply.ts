type Reader = ReadableStreamDefaultReader<Uint8Array>;
type Chunk = Awaited<ReturnType<Reader['read']>>;

/**
 * Holds back the reply's status until its first bytes exist: if `refused` gives an answer by then, that is sent instead. A
 * stream that has begun goes on unchanged. Streams are marked so that proxies do not buffer them.
 */
export async function heldReply(reply: Response, refused: () => Response | undefined): Promise<Response> {
  if (!reply.body || !reply.headers.get('content-type')?.startsWith('text/event-stream')) {
    return refused() ?? reply;
  }
  const reader = reply.body.getReader();
  const first = await reader.read();
  const instead = refused();
  if (instead) {
    await reader.cancel();
    return instead;
  }
  const headers = new Headers(reply.headers);
  headers.set('X-Accel-Buffering', 'no');
  // The SDK's own would keep a connection open that the client asked to have closed.
  headers.delete('Connection');
  return new Response(resumed(reader, first), { status: reply.status, headers });
}

function resumed(reader: Reader, first: Chunk): ReadableStream<Uint8Array> {
  let pending: Chunk | undefined = first;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = pending ?? (await reader.read());
      pending = undefined;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
