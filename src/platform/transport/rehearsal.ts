import { Duplex } from 'node:stream';
import { createPools, type Pools } from './pool.ts';

const BODY = JSON.stringify({ count: 1, next: null, results: [{ id: 1, name: 'rehearsal' }] });
const REPLY = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

/**
 * Connections that reach nobody: each request is answered from memory with a list of one row. Everything else about them is
 * as in earnest, so that a call over them leaves the code of a call compiled.
 */
export function createRehearsalPools(): Pools {
  return createPools(
    {},
    (_options, done) => void setImmediate(() => done(null, new MemorySocket() as never)),
  );
}

/** As much of a socket as the HTTP client uses. */
class MemorySocket extends Duplex {
  readonly ref = () => this;
  readonly unref = () => this;

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (chunk.includes('\r\n\r\n')) this.push(REPLY);
    done();
  }
}
