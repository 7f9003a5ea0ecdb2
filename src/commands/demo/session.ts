import type { Connection } from './connect.ts';
import type { Screen } from './screen.ts';
export async function playSession(_connection: Connection, _screen: Screen): Promise<void> {}
