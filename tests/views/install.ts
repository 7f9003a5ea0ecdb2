import { installFrom } from '../install-from.ts';

/** Installs another host's library, and the React that it draws with. */
export default function install(): void {
  installFrom('tests/views/other-host');
}
