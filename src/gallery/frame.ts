/**
 * The frame between host and view, on an origin of its own: it takes the view's document from the host, draws it in a
 * sandbox, and passes messages on. The policy that the extension prescribes comes with this page's own response.
 */
const READY = 'ui/notifications/sandbox-proxy-ready';
const RESOURCE = 'ui/notifications/sandbox-resource-ready';

const inner = document.createElement('iframe');
inner.title = 'View';

window.addEventListener('message', ({ source, data }: MessageEvent) => {
  if (source === window.parent && data?.method === RESOURCE) {
    inner.setAttribute('sandbox', 'allow-scripts');
    inner.srcdoc = data.params.html;
    document.body.append(inner);
  } else if (source === window.parent) {
    inner.contentWindow?.postMessage(data, '*');
  } else if (source === inner.contentWindow) {
    window.parent.postMessage(data, '*');
  }
});
window.parent.postMessage({ jsonrpc: '2.0', method: READY, params: {} }, '*');
