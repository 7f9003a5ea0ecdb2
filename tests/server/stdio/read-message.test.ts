import { describe, expect, test } from 'vitest';
import { createLineReader } from '../../../src/server/stdio/lines.ts';
import { readLine, rejectTooLong } from '../../../src/server/stdio/read-message.ts';

const read = (text: string | Buffer, revision = '2025-06-18') => readLine(Buffer.from(text), revision);
const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

describe('a line', () => {
  test.each([
    ['{"jsonrpc":', -32700, null, true],
    [Buffer.from([0xff, 0xfe, 0xfa]), -32700, null, true],
    [
      Buffer.concat([
        Buffer.from('{"jsonrpc":"2.0","id":7,"method":"'),
        Buffer.from([0xe9]),
        Buffer.from('"}'),
      ]),
      -32700,
      7,
      true,
    ],
    ['42', -32600, null, true],
    ['null', -32600, null, true],
    ['{"id":3,"method":"ping"}', -32600, 3, true],
    ['{"jsonrpc":"2.0","id":4}', -32600, 4, true],
    ['{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, null, true],
    ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32600, 1.5, true],
    ['{"jsonrpc":"2.0","id":{},"result":{}}', -32600, null, false],
    ['[]', -32600, null, true],
    [`[${PING}]`, -32600, null, true],
  ])('%s is rejected as JSON-RPC says', (line, code, id, answer) => {
    expect(read(line)).toMatchObject({ rejection: { jsonrpc: '2.0', id, error: { code } }, answer });
  });

  test.each([PING, '{"jsonrpc":"2.0","method":"notifications/x"}', '{"jsonrpc":"2.0","id":"a","result":{}}'])(
    '%s is a message',
    (line) => {
      expect(read(line)).toEqual({ message: JSON.parse(line) });
    },
  );

  test('is a batch in the revision that has them, each of its members by itself', () => {
    expect(read(`[${PING},{"id":5}]`, '2025-03-26')).toMatchObject({
      batch: [{ message: { id: 1 } }, { rejection: { id: 5 }, answer: true }],
    });
    expect(read('[]', '2025-03-26')).toMatchObject({ rejection: { error: { code: -32600 } } });
    expect(read(`[${Array(101).fill(PING)}]`, '2025-03-26')).toMatchObject({ rejection: { id: null } });
  });
});

describe('the reader of lines', () => {
  const collect = (chunks: (string | Buffer)[], max = 100) => {
    const seen: string[] = [];
    const reader = createLineReader(
      {
        line: (bytes) => seen.push(bytes.toString()),
        tooLong: ({ first, last }) => seen.push(`too long ${first.length} ${last.subarray(-3)}`),
      },
      max,
    );
    for (const chunk of chunks) reader.push(Buffer.from(chunk));
    reader.end();
    return seen;
  };

  test('takes LF, CRLF, empty lines, a byte order mark and a last line without an end', () => {
    expect(collect(['\ufeffa\r\n\n  b \n', '\r\nc'])).toEqual(['a', 'b', 'c']);
  });

  test('puts together what arrives byte by byte', () => {
    expect(collect([...Buffer.from('{"ü":1}\n{"x":2}\n')].map((byte) => Buffer.from([byte])))).toEqual([
      '{"ü":1}',
      '{"x":2}',
    ]);
  });

  test('drops a line over the limit, and goes on after it', () => {
    expect(collect(['x'.repeat(100), '\n', 'y'.repeat(60), 'y'.repeat(41), 'end\nnext\n'])).toEqual([
      'x'.repeat(100),
      'too long 101 end',
      'next',
    ]);
  });
});

test.each([
  [`{"jsonrpc":"2.0","id":7,"method":"x","params":{"id":8,`, '"x":1}}', 7],
  [`{"id":"a-b","jsonrpc":"2.0",`, '}', 'a-b'],
  ['{"method":"tools/call","params":{', '}},"jsonrpc":"2.0","id":9}', 9],
  ['{"method":"tools/call","params":{"id":3,', '"text":"\\"jsonrpc\\":\\"2.0\\",\\"id\\":5}"}', null],
])('a message over the limit is answered with its id where clients write it: %s…%s', (first, last, id) => {
  const ends = { first: Buffer.from(first), last: Buffer.from(last) };
  expect(rejectTooLong(ends, 10)).toMatchObject({ rejection: { id, error: { code: -32600 } } });
});

test('arguments that are no object count as the object that is meant', () => {
  const call = (args: string) =>
    read(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"${args}}}`);
  for (const none of ['null', '[]', '""', '"{}"']) {
    expect(call(`,"arguments":${none}`), none).toEqual(call(',"arguments":{}'));
  }
  expect(call(',"arguments":{"a":null}')).toMatchObject({ message: { params: { arguments: { a: null } } } });
});
