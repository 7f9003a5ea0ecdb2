/** Questions for the user; the library is loaded with the first one. */
export { confirm, password, select, text } from '@clack/prompts';
