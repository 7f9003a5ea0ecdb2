import type { McpUiHostCapabilities, McpUiHostContext, McpUiTheme } from '@modelcontextprotocol/ext-apps';
import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';
import { SCENES, type Scene } from './scenes.ts';

/** What the address may ask for: `scene`, `theme`, `width`, `host` (full, none, refusing), `end` (cancelled, never). */
const asked = new URLSearchParams(location.search);
const theme = (asked.get('theme') ?? 'light') as McpUiTheme;
const host = asked.get('host') ?? 'full';
const width = Number(asked.get('width')) || undefined;

const CAPABILITIES: Record<string, McpUiHostCapabilities> = {
  full: { openLinks: {}, serverTools: {}, message: {} },
  refusing: { openLinks: {}, serverTools: {}, message: {} },
  none: {},
};

/** The library's host side by scene, for whoever tries a message by hand. */
const bridges: Record<string, AppBridge> = {};
Object.assign(globalThis, { bridges });

document.documentElement.dataset.theme = theme;
const list = document.getElementById('scenes')!;
const wanted = asked.get('scene');
for (const scene of SCENES.filter(({ id }) => wanted === null || id === wanted)) void show(scene);
nameControls();

async function ask<Answer>(path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(
    path,
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  );
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}

async function show(scene: Scene): Promise<void> {
  const { figure, frame, log } = draw(scene);
  const tell = (line: string) => {
    const item = document.createElement('li');
    item.textContent = line;
    log.append(item);
  };
  const context: McpUiHostContext = {
    theme,
    platform: 'web',
    displayMode: 'inline',
    availableDisplayModes: ['inline', 'fullscreen'],
    locale: 'en-GB',
    timeZone: 'UTC',
    styles: { variables: variables(theme) },
  };
  const bridge = new AppBridge(
    null,
    { name: 'runwhen-gallery', version: '1' },
    CAPABILITIES[host] ?? CAPABILITIES.full!,
    { hostContext: host === 'none' ? {} : context },
  );
  bridge.onsandboxready = async () => {
    const { html } = await ask<{ html: string }>(`/view?tool=${scene.tool}`);
    await bridge.sendSandboxResourceReady({ html, sandbox: 'allow-scripts' });
  };
  bridge.oninitialized = async () => {
    await bridge.sendToolInput({ arguments: scene.args });
    if (asked.get('end') === 'never') return;
    if (asked.get('end') === 'cancelled')
      return bridge.sendToolCancelled({ reason: 'The user cancelled it.' });
    await bridge.sendToolResult(await ask('/call', { name: scene.tool, arguments: scene.args }));
    figure.dataset.told = 'result';
  };
  bridge.onsizechange = ({ height }) => {
    tell(`height ${height}`);
    if (height !== undefined) frame.style.height = `${height}px`;
  };
  bridge.oncalltool = async (params) => {
    tell(`call ${params.name}`);
    if (host === 'refusing') throw new Error('This host refuses calls of views.');
    return ask('/call', params);
  };
  bridge.onopenlink = async ({ url }) => {
    tell(`open ${url}`);
    return host === 'refusing' ? { isError: true } : {};
  };
  bridge.onmessage = async ({ content }) => {
    const [first] = content;
    tell(`say ${first?.type === 'text' ? first.text : first?.type}`);
    return host === 'refusing' ? { isError: true } : {};
  };
  bridge.onrequestdisplaymode = async ({ mode }) => {
    tell(`mode ${mode}`);
    figure.dataset.mode = mode;
    bridge.setHostContext({ ...context, displayMode: mode });
    return { mode };
  };
  const proxy = new URL('/frame', location.href);
  proxy.hostname = proxy.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  await bridge.connect(new PostMessageTransport(frame.contentWindow!, frame.contentWindow!));
  frame.src = proxy.href;
  addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || figure.dataset.mode !== 'fullscreen') return;
    delete figure.dataset.mode;
    bridge.setHostContext(context);
  });
  figure.addEventListener('look', (event) => {
    const { theme, width } = (event as CustomEvent<{ theme: McpUiTheme; width: number }>).detail;
    figure.style.width = `${width}px`;
    bridge.setHostContext({ ...context, theme, styles: { variables: variables(theme) } });
  });
  bridges[scene.id] = bridge;
}

function draw({ id, title, tool }: Scene) {
  const figure = document.createElement('figure');
  figure.id = id;
  if (width) figure.style.width = `${width}px`;
  const caption = document.createElement('figcaption');
  caption.textContent = `${title} · ${tool}`;
  const frame = document.createElement('iframe');
  frame.title = title;
  const log = document.createElement('ol');
  log.hidden = wanted === null;
  figure.append(caption, frame, log);
  list.append(figure);
  return { figure, frame, log };
}

/** Colours of a host, where the address asks for them: those of the Inspector, which are not all easy to read. */
function variables(theme: McpUiTheme) {
  if (asked.get('colours') !== 'inspector') return undefined;
  const dark = theme === 'dark';
  return {
    '--color-background-primary': dark ? '#242424' : '#ffffff',
    '--color-background-secondary': dark ? '#2e2e2e' : '#f8f9fa',
    '--color-text-primary': dark ? '#c9c9c9' : '#000000',
    '--color-text-secondary': dark ? '#b8b8b8' : '#495057',
    '--color-text-warning': '#d19700',
    '--color-border-primary': dark ? '#424242' : '#ced4da',
  } as never;
}

function nameControls(): void {
  for (const control of document.querySelectorAll<HTMLSelectElement>('select')) {
    control.value = asked.get(control.name) ?? control.options[0]!.value;
    control.addEventListener('change', () => {
      asked.set(control.name, control.value);
      location.search = asked.toString();
    });
  }
}
