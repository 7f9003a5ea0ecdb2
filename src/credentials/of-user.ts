import { keychainOf } from './keychain.ts';
import { loginFile } from './login-file.ts';
import { createLogins, type Logins } from './logins.ts';

/** The logins of the user who runs this program. */
export function loginsOfUser(lookUpVariable: (name: string) => string | undefined): Logins {
  return createLogins(loginFile(lookUpVariable), keychainOf(process.platform));
}
