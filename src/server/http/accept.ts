const NEEDED = ['application/json', 'text/event-stream'];
/** As nearly every client writes it. */
const PLAIN = NEEDED.join(', ');

/**
 * The same request with an `Accept` header as the SDK looks for it, by words: the two kinds of answer where its own accepts
 * both by RFC 9110 §12.5.1 (no header, ranges such as `*`/`*`, any case, weights), otherwise neither. By then its body has
 * been read.
 */
export function withPlainAccept(request: Request): Request {
  const given = request.headers.get('accept');
  if (given === PLAIN) return request;
  const headers = new Headers(request.headers);
  headers.set('accept', NEEDED.every((type) => accepts(given, type)) ? PLAIN : 'none/none');
  const { url, method, signal } = request;
  // The adapter's own request object cannot be cloned by the constructor.
  return new Request(url, { method, headers, signal });
}

/** Whether a header lets a media type through: by the most specific range that names it, unless that weighs 0. */
function accepts(header: string | null, type: string): boolean {
  if (header === null || header.trim() === '') return true;
  const [family] = type.split('/');
  const ranges = header.split(',').map((range) => {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return { name, refused: weight !== undefined && Number(weight.slice(2)) === 0 };
  });
  const best = [type, `${family}/*`, '*/*']
    .map((name) => ranges.find((range) => range.name === name))
    .find(Boolean);
  return best !== undefined && !best.refused;
}
