import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ToolError } from '../../../src/errors/tool-error.ts';
import { decodeBase64Script, decodeGzipScript } from '../../../src/script-rules/source/decoding.ts';

const base64 = (data: string | Buffer) => Buffer.from(data).toString('base64');
const gzip = (data: string | Buffer) => base64(gzipSync(data));
const options = { parameter: 'script_base64', hardBytes: 65_536 };
const capped = (hardBytes: number) => ({ ...options, hardBytes });

function refusal(decode: () => string): string {
  try {
    decode();
  } catch (error) {
    if (error instanceof ToolError) return `${error.code}: ${error.message} ${error.hint}`;
    throw error;
  }
  throw new Error('it was decoded');
}

describe('§2 scripts in base64', () => {
  it.each(['print("x")\n', '', 'größe 名前 🙂', '\uFEFFx', 'a\r\nb\0'])('come back exactly: %j', (text) => {
    expect(decodeBase64Script(base64(text), options)).toBe(text);
  });

  it.each([
    ['foreign characters', '!!!not-base64!!!'],
    [
      'the URL alphabet',
      base64(Buffer.from([0xfb, 0xff]))
        .replace('+', '-')
        .replace('/', '_'),
    ],
    ['missing padding', 'eA'],
    ['blanks inside', 'cHJp bnQo'],
    ['line breaks inside', 'cHJp\nbnQo'],
    ['stray bits at the end', 'eB=='],
    ['padding in the middle', 'eA==eA=='],
  ])('are refused with %s', (_, encoded) => {
    expect(refusal(() => decodeBase64Script(encoded, options))).toContain('invalid_arguments: script_base64');
  });

  it('are refused where they are not UTF-8', () => {
    expect(refusal(() => decodeBase64Script(base64(Buffer.from([0xff, 0xfe, 0xfd])), options))).toContain(
      'UTF-8',
    );
  });

  it('are refused over the cap, with what to do instead', () => {
    const message = refusal(() => decodeBase64Script(base64('x'.repeat(4096)), capped(1024)));
    expect(message).toMatch(/registry codebundle.*split/);
    expect(refusal(() => decodeBase64Script(base64('x'.repeat(1024)), capped(256)))).toContain('refused');
  });

  it.each([4000, 4096])('are taken with %i bytes under a cap of 4096', (bytes) => {
    expect(decodeBase64Script(base64('x'.repeat(bytes)), capped(4096))).toHaveLength(bytes);
  });

  it('are refused one byte over the cap', () => {
    expect(refusal(() => decodeBase64Script(base64('x'.repeat(4097)), capped(4096)))).toContain('4097 bytes');
  });
});

describe('§2 scripts in gzip and base64', () => {
  it.each(['print("x")\n', '', 'größe 🙂', 'x'.repeat(65_536)])('come back exactly', (text) => {
    expect(decodeGzipScript(gzip(text), options)).toBe(text);
  });

  it('are refused where the outer layer is no base64', () => {
    expect(refusal(() => decodeGzipScript('!!!not-base64!!!', options))).toContain('the outer base64 layer');
  });

  it('are refused where the bytes are no gzip', () => {
    expect(refusal(() => decodeGzipScript(base64('plain'), options))).toContain('gzip decompression failed');
  });

  it('are refused where they are cut short', () => {
    const cut = gzipSync('x'.repeat(1000)).subarray(0, 20);
    expect(refusal(() => decodeGzipScript(base64(cut), options))).toContain('gzip decompression failed');
  });

  it('are refused where they are not UTF-8', () => {
    expect(refusal(() => decodeGzipScript(gzip(Buffer.from([0xff, 0xfe, 0xfd])), options))).toContain(
      'UTF-8',
    );
  });

  it('are refused while they grow over the cap', () => {
    const message = refusal(() => decodeGzipScript(gzip(Buffer.alloc(10 * 1024 * 1024)), capped(16_384)));
    expect(message).toContain('decompressed script exceeds the hard cap');
    expect(message).toContain('registry');
  });

  it('are taken exactly at the cap and refused above', () => {
    expect(decodeGzipScript(gzip('x'.repeat(256)), capped(256))).toHaveLength(256);
    expect(refusal(() => decodeGzipScript(gzip('x'.repeat(1024)), capped(256)))).toContain(
      'exceeds the hard cap',
    );
  });
});

describe('§2 encoded text that is too long', () => {
  it.each([
    ['base64', decodeBase64Script],
    ['gzip', decodeGzipScript],
  ])('is refused as %s before it is decoded', (_, decode) => {
    const limit = Math.ceil(1024 / 3) * 4 + 4;
    expect(refusal(() => decode('!'.repeat(limit + 1), capped(1024)))).toContain('encoded payload');
    expect(refusal(() => decode('A'.repeat(400_000), capped(1024)))).toContain('encoded payload');
  });

  it('is decoded up to the limit', () => {
    expect(
      refusal(() => decodeBase64Script('!'.repeat(Math.ceil(1024 / 3) * 4 + 4), capped(1024))),
    ).toContain('base64 is not valid');
  });
});
