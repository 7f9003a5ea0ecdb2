import type { McpUiHostContext } from '@modelcontextprotocol/ext-apps';

const PAIR = ['--color-background-primary', '--color-text-primary'];

/**
 * Takes over the host's theme, language and margins. Its colours are taken all or not at all: a background of the host
 * under a text of ours might not be readable.
 */
export function applyContext({ theme, styles, locale, safeAreaInsets, displayMode }: McpUiHostContext): void {
  const root = document.documentElement;
  if (theme) {
    root.dataset.theme = theme;
    root.style.colorScheme = theme;
  }
  const variables = Object.entries(styles?.variables ?? {}).filter(
    ([name, value]) => name.startsWith('--') && value,
  );
  const hasColours = PAIR.every((name) => variables.some(([given]) => given === name));
  for (const [name, value] of variables) {
    if (hasColours || !name.startsWith('--color-')) root.style.setProperty(name, String(value));
  }
  if (locale && isLocale(locale)) root.lang = locale;
  root.dataset.mode = displayMode ?? 'inline';
  for (const [side, pixels] of Object.entries(safeAreaInsets ?? {})) {
    if (Number.isFinite(pixels)) root.style.setProperty(`--inset-${side}`, `${pixels}px`);
  }
}

export function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}
