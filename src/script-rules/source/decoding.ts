import { gunzipSync } from 'node:zlib';
import { InvalidArguments, Refused } from '../../errors/request-errors.ts';

/** Which text is decoded, and how large it may be. */
export interface DecodeOptions {
  /** The parameter's name, for messages. */
  parameter: string;
  /** Largest script, in bytes. */
  hardBytes: number;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Decodes base64 of UTF-8: the standard alphabet, padded, without blanks. Throws unless it decodes exactly. */
export function decodeBase64Script(encoded: string, options: DecodeOptions): string {
  const bytes = decodeBase64(encoded, options, 'base64');
  if (bytes.length > options.hardBytes) throw tooLarge(options, `${bytes.length} bytes`);
  return decodeUtf8(bytes, options);
}

/** Decodes base64 of gzip of UTF-8; decompression stops as soon as it exceeds the limit. */
export function decodeGzipScript(encoded: string, options: DecodeOptions): string {
  const compressed = decodeBase64(encoded, options, 'the outer base64 layer');
  return decodeUtf8(decompress(compressed, options), options);
}

/** Decodes UTF-8 bytes; a byte order mark is kept. */
export function decodeUtf8(bytes: Uint8Array, { parameter }: DecodeOptions): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new InvalidArguments(`${parameter} does not hold UTF-8 text.`, {
      hint: 'Save the script as UTF-8 and encode it again.',
      cause,
    });
  }
}

function decodeBase64(encoded: string, options: DecodeOptions, layer: string): Buffer {
  const { parameter, hardBytes } = options;
  const longest = Math.ceil(hardBytes / 3) * 4 + 4;
  if (encoded.length > longest) {
    throw tooLarge(options, `the encoded payload has ${encoded.length} characters, more than ${longest}`);
  }
  const bytes = Buffer.from(encoded, 'base64');
  // Encoding it again also detects stray bits in the last group.
  if (!BASE64.test(encoded) || bytes.toString('base64') !== encoded) {
    throw new InvalidArguments(`${parameter} cannot be decoded: ${layer} is not valid.`, {
      hint: 'Use the standard alphabet with padding and without line breaks, as `base64 -w0` writes it.',
    });
  }
  return bytes;
}

function decompress(compressed: Buffer, options: DecodeOptions): Buffer {
  try {
    return gunzipSync(compressed, { maxOutputLength: options.hardBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(options, 'the decompressed script exceeds the hard cap');
    }
    throw new InvalidArguments(`${options.parameter} cannot be read: gzip decompression failed.`, {
      hint: 'Encode it as `gzip -c script | base64 -w0` does.',
      cause,
    });
  }
}

function tooLarge({ parameter, hardBytes }: DecodeOptions, what: string): Refused {
  return new Refused(`${parameter} is too large: ${what}. A script may have ${hardBytes} bytes.`, {
    hint: 'Use a registry codebundle, or split the check into several.',
    detail: { hard_max_bytes: hardBytes },
  });
}
