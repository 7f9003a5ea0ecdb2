import { installFrom } from '../install-from.ts';

/** Installs the pinned Inspector, suite and Node. */
export default function install(): void {
  installFrom('tests/conformance/programs');
}
