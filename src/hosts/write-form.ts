import { stringify as toYaml } from 'yaml';
import { tomlTable } from './edit-settings.ts';
import type { HostForm } from './host-table.ts';
import type { ServerEntry } from './server-entry.ts';

/** The text that tells a host of one server, as it stands in an otherwise empty file; undefined where it takes none. */
export function writeForm(form: HostForm, name: string, server: ServerEntry): string | undefined {
  const entry = form.entry(server);
  if (entry === undefined) return undefined;
  if (form.language === 'toml') return tomlTable(form.keys[0]!, name, entry);
  const listed = form.language === 'yaml' && form.title === 'Continue';
  const inner: unknown = listed ? [{ name, ...entry }] : { [name]: entry };
  const whole = form.keys.toReversed().reduce<unknown>((value, key) => ({ [key]: value }), inner);
  if (form.language === 'yaml') return toYaml(whole, { lineWidth: 0 });
  return `${JSON.stringify(whole, null, 2)}\n`;
}
