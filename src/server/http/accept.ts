const NEEDED = ['application/json', 'text/event-stream'];

/**
 * The same request with the exact `Accept` header that the SDK requires, if its own accepts both kinds of answer by RFC 9110
 * §12.5.1: no header, ranges such as `*`/`*`, any case, weights. By then its body has been read.
 */
export function withPlainAccept(request: Request): Request {
  const given = request.headers.get('accept');
  const asItIs = NEEDED.every((type) => given?.includes(type));
  if (asItIs || !NEEDED.every((type) => accepts(given, type))) return request;
  const headers = new Headers(request.headers);
  headers.set('accept', NEEDED.join(', '));
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
